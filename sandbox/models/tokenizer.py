"""Tokens with everything a picture of them needs: id, readable text, exact bytes, and the characters they stand for.

Three families are read (all through Hugging Face `tokenizers`), told apart by the file itself:

* byte-level BPE (GPT-2, SmolLM2): pieces are spelt in GPT-2's alphabet, one printable letter for each byte
  (Radford et al. 2019; the table is `bytes_to_unicode` in OpenAI's gpt-2 repository);
* BPE with byte fallback (SentencePiece, Gemma): "▁" stands for a space, "<0xE3>" for a byte that no piece covers;
* WordPiece (BERT, MiniLM): "##" marks a piece that continues a word.

What the tokenizers themselves change before they cut:

* Gemma spells a space as "▁", so a "▁" (U+2581) that somebody types becomes a space. Nothing else is changed.
* MiniLM lower-cases, strips accents and drops spaces. `tokenize` gives the bytes of the text as typed.
* SmolLM2's vocabulary lacks 21 of the 256 bytes: a few control characters, those that UTF-8 never uses, and the two
  that begin the planes 4 to 11, where Unicode has no characters. They are dropped without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

import tokenizers
from tokenizers import models

if TYPE_CHECKING:
    from sandbox.models.catalog import Model

_PRINTABLE = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
#: GPT-2's alphabet: printable bytes stand for themselves, the others for the letters from U+0100 on, in order.
BYTE_ALPHABET: dict[str, int] = {chr(byte): byte for byte in _PRINTABLE} | {
    chr(0x100 + index): byte for index, byte in enumerate(sorted({*range(0x100)} - {*_PRINTABLE}))
}
_BYTE_TOKEN = re.compile(r"<0x([0-9A-F]{2})>")


#: The three ways of cutting a text that the sandbox shows.
Family = Literal["byte-bpe", "sentencepiece", "wordpiece"]


@dataclass(frozen=True)
class TokenizerInfo:
    """What is known of a tokenizer of the catalogue; `vocabulary` counts its ids, special tokens included."""

    id: str
    name: str
    family: Family
    vocabulary: int


@dataclass(frozen=True)
class Token:
    """One token.

    Attributes:
        id: its number in the vocabulary.
        text: its characters. Bytes that are no whole character are named, "<0xE3><0x81>", never shown as U+FFFD; a
            special token gives its name, a WordPiece token its spelling with "##".
        bytes: what it adds to the text, in UTF-8; empty for a special token.
        special: stands for no text but for a fact such as "the text begins here".
        partial: `bytes` are not whole characters.
        start, end: the characters of the text (code points) that it stands for. Tokens that share a character have the
            same span; that of a special token is empty.
    """

    id: int
    text: str
    bytes: bytes
    special: bool
    partial: bool
    start: int
    end: int


@dataclass(frozen=True)
class PreToken:
    """A part of a text that is cut by itself: no token reaches across its ends.

    Attributes:
        text: in the letters of the vocabulary: those of BYTE_ALPHABET, one for each byte, in byte-level BPE; characters
            with "▁" for a space in SentencePiece; lower case without accents in WordPiece.
        origins: for every letter of `text`, the character (code point) of the whole text that it was made from.
        start, end: the characters of the whole text that it stands for.
        fixed: a token as it is, added to the vocabulary by hand; it is looked for first, and never cut or merged.
    """

    text: str
    origins: tuple[int, ...]
    start: int
    end: int
    fixed: bool


@lru_cache(maxsize=8)
def _read_file(path: str, changed: int) -> tokenizers.Tokenizer:
    """Read a tokenizer.json once for all who use it, a model and the pages on tokens: Gemma's takes 200 MB."""
    return tokenizers.Tokenizer.from_file(path)


#: Two that ask for a file at the same time must not both find that it was not read yet.
_reading = Lock()


class Tokenizer:
    """A tokenizer of the catalogue, or any other that the `tokenizers` library reads.

    Args:
        raw: the library's tokenizer. It is changed: no truncation, no padding, special tokens only by id.
        size: length of the model's vocabulary, which may be longer than the tokenizer's; by default the tokenizer's.
        info: what the catalogue says of it, if it is there.
    """

    def __init__(self, raw: tokenizers.Tokenizer, size: int | None = None, info: TokenizerInfo | None = None) -> None:
        self.info = info
        raw.no_truncation()
        raw.no_padding()
        raw.encode_special_tokens = True  # the library's name for: "<bos>" typed by a person is five letters
        self._raw = raw
        self._size = max(size or 0, raw.get_vocab_size(with_added_tokens=True))
        added = raw.get_added_tokens_decoder()
        self._special = {id for id, token in added.items() if token.special}
        self._added = {id: token.content for id, token in added.items()}
        self._word_piece = isinstance(raw.model, models.WordPiece)
        self._byte_fallback = isinstance(raw.model, models.BPE) and raw.model.byte_fallback
        fixed = sorted((name for id, name in self._added.items() if id not in self._special), key=len, reverse=True)
        self._fixed = re.compile("|".join(map(re.escape, fixed))) if fixed else None

    @classmethod
    def load(cls, folder: Path, entry: Model, info: TokenizerInfo | None = None) -> Tokenizer:
        """Read tokenizer.json in a ready model folder."""
        path = folder / "tokenizer.json"
        with _reading:
            raw = _read_file(str(path), path.stat().st_mtime_ns)
        return cls(raw, entry.vocabulary, info)

    @property
    def size(self) -> int:
        """Number of ids: every id from 0 up to, but not including, `size` is a token."""
        return self._size

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text, and nothing but the text: no start token, and "<bos>" typed by hand is letters.

        Raises:
            TypeError: the text holds half a surrogate pair, which no bytes can spell.
        """
        return list(self._raw.encode(text, add_special_tokens=False).ids)

    def tokenize(self, text: str) -> list[Token]:
        """Return the tokens of a text, with spans in that text. Raises TypeError as `encode` does."""
        if not self._word_piece:
            return self.tokens(self.encode(text))  # these decode to the text itself, character by character
        encoding = self._raw.encode(text, add_special_tokens=False)
        return [
            replace(self.token(id), bytes=text[start:end].encode(), special=False, start=start, end=end)
            for id, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
        ]

    def token(self, id: int) -> Token:
        """Return the token of an id, seen alone: its span is that of its own characters.

        Ids between the tokenizer's vocabulary and the model's are padding; they give a special token "<unused…>".

        Raises:
            IndexError: no such id in the model's vocabulary.
        """
        if not 0 <= id < self._size:
            raise IndexError(f"token {id} of {self._size}")
        piece = self._raw.id_to_token(id)
        if piece is None or id in self._special:
            return Token(id, piece or f"<unused{id}>", b"", special=True, partial=False, start=0, end=0)
        data = self._bytes(id, piece)
        shown = show(data)
        text = piece if self._word_piece else shown
        return Token(id, text, data, special=False, partial=shown.encode() != data, start=0, end=len(shown))

    def tokens(self, ids: Sequence[int]) -> list[Token]:
        """Return the tokens of ids, with spans in `decode(ids)`. Raises IndexError as `token` does."""
        return self._read(ids)[0]

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of ids. Special tokens add nothing; stray bytes are named, "<0xE3>", never U+FFFD.

        Raises:
            IndexError: no such id in the model's vocabulary.
        """
        return self._read(ids)[1]

    def normalize(self, text: str) -> str:
        """Return what a text becomes before it is cut: "▁" for spaces, lower case; byte-level BPE changes nothing."""
        normalizer = self._raw.normalizer
        return str(normalizer.normalize_str(text)) if normalizer else text

    def pre_tokens(self, text: str) -> list[PreToken]:
        """Return the parts of a text that are cut each by itself; what the tokenizer drops (spaces) is in none."""
        parts: list[PreToken] = []
        place = 0
        for fixed in self._fixed.finditer(text) if self._fixed else ():
            parts += self._pre_tokens(text, place, fixed.start())
            place = fixed.end()
            parts.append(PreToken(fixed[0], tuple(range(*fixed.span())), *fixed.span(), fixed=True))
        return parts + self._pre_tokens(text, place, len(text))

    def id_of(self, piece: str) -> int | None:
        """Return the id of a piece in the letters of the vocabulary, if it is there."""
        id: int | None = self._raw.token_to_id(piece)
        return id

    def joined(self, left: int, right: int) -> int | None:
        """Return the id of the token that two neighbours make together in BPE, if there is one."""
        id = self.id_of(f"{self._raw.id_to_token(left)}{self._raw.id_to_token(right)}")
        return None if id in self._special else id

    @property
    def unknown(self) -> int | None:
        """The id of WordPiece's [UNK], the token of all words that cannot be cut."""
        return self.id_of(self._raw.model.unk_token) if self._word_piece else None

    @cached_property
    def first_merge(self) -> int:
        """Of a byte-level vocabulary the first id after those of the special tokens and of the single bytes."""
        return next(
            id for id in range(self._size) if id not in self._special and len(self._raw.id_to_token(id) or "") > 1
        )

    def _pre_tokens(self, text: str, start: int, end: int) -> list[PreToken]:
        """Return the parts of text[start:end], in which there is no fixed token."""
        parts = tokenizers.PreTokenizedString(text[start:end])
        if self._raw.normalizer:
            parts.normalize(self._raw.normalizer.normalize)
        if self._raw.pre_tokenizer:
            self._raw.pre_tokenizer.pre_tokenize(parts)
        words = parts.get_splits("original", "char")
        # Cut once more, into single letters: the library knows where each of them comes from.
        parts.split(lambda _, word: [word[place : place + 1] for place in range(len(word.normalized))])
        origins = iter([start + first for _, (first, _), _ in parts.get_splits("original", "char")])
        return [
            PreToken(word, tuple(islice(origins, len(word))), start + first, start + last, fixed=False)
            for word, (first, last), _ in words
            if word
        ]

    def _read(self, ids: Sequence[int]) -> tuple[list[Token], str]:
        known = {id: self.token(id) for id in set(ids)}
        tokens = [known[id] for id in ids]
        data = bytearray()
        places: list[tuple[int, int]] = []  # where each token's bytes lie in data
        for token in tokens:
            if self._word_piece and data and not token.special and not token.text.startswith("##"):
                data += b" "  # WordPiece keeps no spaces: one is put between words
            places.append((len(data), len(data) + len(token.bytes)))
            data += token.bytes

        characters = list(_characters(bytes(data)))
        starts, ends, position = [], [], 0  # for each byte, the span of the character it belongs to
        for size, text in characters:
            starts += [position] * size
            position += len(text)
            ends += [position] * size
        starts.append(position)

        groups: list[tuple[int, int, list[Token]]] = []  # tokens that share characters, and their common span
        for token, (first, last) in zip(tokens, places, strict=True):
            start, end = starts[first], ends[last - 1] if last > first else starts[first]
            if groups and start < groups[-1][1]:
                start, before, members = groups.pop()
                groups.append((start, max(before, end), [*members, token]))
            else:
                groups.append((start, end, [token]))
        placed = [[replace(token, start=start, end=end) for token in members] for start, end, members in groups]
        return list(chain.from_iterable(placed)), "".join(text for _, text in characters)

    def _bytes(self, id: int, piece: str) -> bytes:
        if self._word_piece:
            return piece.removeprefix("##").encode()
        if self._byte_fallback:
            byte = _BYTE_TOKEN.fullmatch(piece)
            return bytes.fromhex(byte[1]) if byte else piece.replace("▁", " ").encode()
        if id in self._added:  # added to the vocabulary later, spelt as it is
            return piece.encode()
        return bytes(BYTE_ALPHABET[letter] for letter in piece)


def _characters(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the number of bytes and the text of each character; a byte of no whole character is named, "<0xE3>"."""
    while data:
        try:
            whole, stray, rest = data.decode(), b"", b""
        except UnicodeDecodeError as error:
            whole, stray, rest = data[: error.start].decode(), data[error.start : error.end], data[error.end :]
        yield from ((len(character.encode()), character) for character in whole)
        yield from ((1, f"<0x{byte:02X}>") for byte in stray)
        data = rest


def show(data: bytes) -> str:
    """Return bytes as text; those of no whole character are named, "<0xE3>"."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(text for _, text in _characters(data))
