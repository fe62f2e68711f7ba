"""Tokens with everything a picture of them needs: id, readable text, exact bytes, and the characters they stand for.

Four families are read (all through Hugging Face `tokenizers`), told apart by the file itself:

* byte-level BPE (GPT-2, SmolLM2): pieces are spelt in GPT-2's alphabet, one printable letter for each byte
  (Radford et al. 2019; the table is `bytes_to_unicode` in OpenAI's gpt-2 repository);
* BPE with byte fallback (SentencePiece, Gemma): "▁" stands for a space, "<0xE3>" for a byte that no piece covers;
* unigram (SentencePiece, rinna's GPT-2): spelt in the same way, found by scores in place of merges;
* WordPiece (BERT, MiniLM): "##" marks a piece that continues a word.

Llama 2 and most unigram models put a space in front of a text: "Hello" is cut as "▁Hello". That space is not the
text's: `decode` leaves it out, and no token stands for it (a "▁" alone at the beginning has an empty span). Where a
text goes on, `encode` and `decode` are told so (`begins=False`).

What the tokenizers themselves change before they cut:

* Gemma spells a space as "▁", so a "▁" (U+2581) that somebody types becomes a space. Nothing else is changed.
* MiniLM lower-cases, strips accents and drops spaces. `tokenize` gives the bytes of the text as typed.
* Unigram models bring a text into Unicode's form NFKC first, and so make ① a 1; Qwen into NFC. Where a tokenizer
  changes a text, `tokenize` gives the characters that were typed.
* SmolLM2's vocabulary lacks 21 of the 256 bytes: a few control characters, those that UTF-8 never uses, and the two
  that begin the planes 4 to 11, where Unicode has no characters. They are dropped without a word.
"""

from __future__ import annotations

import re
import unicodedata
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
#: What normalizers are known to change: case, marks, width, compatibility characters, spaces, line breaks.
_CHANGEABLE = " A e\u0301 が ｶ① \u3000  \n "
_BYTE_TOKEN = re.compile(r"<0x([0-9A-F]{2})>")


#: The ways of cutting a text that the sandbox knows: "sentencepiece" is its BPE, "character" cuts words into letters.
Family = Literal["byte-bpe", "sentencepiece", "unigram", "wordpiece", "character"]


@dataclass(frozen=True)
class TokenizerInfo:
    """What is known of a tokenizer of the catalogue; `vocabulary` counts its ids, special tokens included.

    `stepwise`: how it cuts can be shown in steps, merge by merge or look-up by look-up.
    """

    id: str
    name: str
    family: Family
    vocabulary: int
    stepwise: bool = True


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
        ends: for every letter the character after those that it was made from.
        start, end: the characters of the whole text that it stands for.
        fixed: a token as it is, added to the vocabulary by hand; it is looked for first, and never cut or merged.
    """

    text: str
    origins: tuple[int, ...]
    ends: tuple[int, ...]
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
        self._merges = isinstance(raw.model, models.BPE)
        self._marks_spaces = isinstance(raw.model, models.Unigram) or (self._merges and _marks_spaces(raw))
        fixed = sorted((name for id, name in self._added.items() if id not in self._special), key=len, reverse=True)
        self._fixed = re.compile("|".join(map(re.escape, fixed))) if fixed else None
        self._puts_space = self._beginning("a") in ("▁a", "Ġa")
        self._puts_second = self._puts_space and self._beginning(" a") == "▁▁a"
        #: Tokens spell the text they came from, but for a "▁" that somebody typed and for bytes that are lacking.
        self.spells = not self._puts_space and (raw.normalizer is None or _only_marks_spaces(raw.normalizer))

    @classmethod
    def load(cls, folder: Path, entry: Model, info: TokenizerInfo | None = None) -> Tokenizer:
        """Read tokenizer.json in a ready model folder.

        Raises:
            NotReady: "mecab_missing", a Japanese BERT's dictionary is not installed.
        """
        path = folder / "tokenizer.json"
        with _reading:
            raw = _read_file(str(path), path.stat().st_mtime_ns)
        if entry.added is None or entry.added.tokenizer == "file":
            return cls(raw, entry.vocabulary, info)
        from sandbox.models.cutting import Cutting
        from sandbox.models.morpheme_tokenizer import MorphemeTokenizer

        morphemes = Cutting.load(folder).morphemes
        assert morphemes is not None
        return MorphemeTokenizer(raw, morphemes, entry.vocabulary, info)

    @property
    def size(self) -> int:
        """Number of ids: every id from 0 up to, but not including, `size` is a token."""
        return self._size

    @property
    def family(self) -> Family:
        """Which way of cutting this is."""
        if self._word_piece:
            return "wordpiece"
        if self._marks_spaces:
            return "sentencepiece" if self._merges else "unigram"
        return "byte-bpe"

    def encode(self, text: str, *, begins: bool = True) -> list[int]:
        """Return the ids of a text, and nothing but the text: no start token, and "<bos>" typed by hand is letters.

        Args:
            text: what is cut.
            begins: it stands at the beginning; otherwise it goes on from another, and no space is put in front of it.

        Raises:
            TypeError: the text holds half a surrogate pair, which no bytes can spell.
        """
        if begins or not self._puts_space or (text[:1].isspace() and not self._puts_second):
            return list(self._raw.encode(text, add_special_tokens=False).ids)
        ids: list[int] = []
        for at, part in enumerate(self.pre_tokens(text)):
            id = self.id_of(part.text) if part.fixed else None
            letters = part.text if at else part.text[1:]
            ids += [piece.id for piece in self._raw.model.tokenize(letters)] if id is None else [id]
        return ids

    def tokenize(self, text: str) -> list[Token]:
        """Return the tokens of a text, with spans in that text. Raises TypeError as `encode` does."""
        encoding = self._raw.encode(text, add_special_tokens=False)
        if not self._word_piece:
            tokens, spelt = self._read(encoding.ids, begins=True)
            if self.spells or spelt == text:
                return tokens
        spans = encoding.offsets if self._word_piece else self._spans(text, encoding)
        placed = [self.placed(id, text, start, end) for id, (start, end) in zip(encoding.ids, spans, strict=True)]
        if self._puts_space and placed and placed[0].text.startswith(" "):
            placed[0] = replace(placed[0], text=placed[0].text[1:] or "▁")
        return placed

    def placed(self, id: int, text: str, start: int, end: int) -> Token:
        """Return a token that stands for text[start:end]: of the text as it was typed, whatever was changed in it."""
        token = self.token(id)
        data = token.bytes if token.partial else text[start:end].encode()
        return replace(token, bytes=data, special=False, start=start, end=end)

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

    def tokens(self, ids: Sequence[int], *, begins: bool = True) -> list[Token]:
        """Return the tokens of ids, with spans in `decode(ids)`. Raises IndexError as `token` does."""
        return self._read(ids, begins=begins)[0]

    def decode(self, ids: Sequence[int], *, begins: bool = True) -> str:
        """Return the text of ids. Special tokens add nothing; stray bytes are named, "<0xE3>", never U+FFFD.

        Args:
            ids: the tokens.
            begins: they stand at the beginning of a text; otherwise they go on from others, and a space that they
                begin with is the text's own.

        Raises:
            IndexError: no such id in the model's vocabulary.
        """
        return self._read(ids, begins=begins)[1]

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
            start, end = fixed.span()
            ends = tuple(range(start + 1, end + 1))
            parts.append(PreToken(fixed[0], tuple(range(start, end)), ends, start, end, fixed=True))
        return parts + self._pre_tokens(text, place, len(text))

    def id_of(self, piece: str) -> int | None:
        """Return the id of a piece in the letters of the vocabulary, if it is there."""
        id: int | None = self._raw.token_to_id(piece)
        return id

    def joined(self, left: int, right: int) -> int | None:
        """Return the id of the token that two neighbours make together in BPE, if there is one."""
        id = self.id_of(f"{self._raw.id_to_token(left)}{self._raw.id_to_token(right)}")
        return None if id in self._special else id

    @cached_property
    def strips_marks(self) -> bool:
        """Whether marks are lost: é becomes e, が becomes か."""
        return "が" not in unicodedata.normalize("NFC", self.normalize("が"))

    @cached_property
    def unknown(self) -> int | None:
        """The id of [UNK], the token of all that cannot be spelt; None where everything can."""
        if self._word_piece:
            return self.id_of(self._raw.model.unk_token)
        # No vocabulary spells a noncharacter: it becomes this one token, or its four bytes.
        spelt = self._raw.model.tokenize("\U0010fffe") if self._marks_spaces else []
        return spelt[0].id if len(spelt) == 1 else None

    @cached_property
    def first_merge(self) -> int:
        """Of a byte-level vocabulary the first id after those of the special tokens and of the single bytes."""
        return next(
            id for id in range(self._size) if id not in self._special and len(self._raw.id_to_token(id) or "") > 1
        )

    def _beginning(self, text: str) -> str:
        return next((part.text for part in self._pre_tokens(text, 0, len(text))), "")

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
        letters = iter([(start + first, start + last) for _, (first, last), _ in parts.get_splits("original", "char")])
        found = []
        for word, (first, last), _ in words:
            if word:
                origins, ends = zip(*islice(letters, len(word)), strict=True)
                found.append(PreToken(word, origins, ends, start + first, start + last, fixed=False))
        return found

    def _spans(self, text: str, encoding: tokenizers.Encoding) -> list[tuple[int, int]]:
        """Return the characters of the text that each token stands for, found letter by letter.

        The library's own spans are too wide where bytes stand for what no piece spells, and count a space that was put
        in front of the text.
        """
        parts = self.pre_tokens(text)
        letters = "".join(part.text for part in parts)
        starts = [*(start for part in parts for start in part.origins), len(text)]
        ends = [end for part in parts for end in part.ends]
        # A mark that went into the letter before it belongs to that letter's characters.
        places = [
            (start, _past_marks(text, end, next))
            for start, end, next in zip(starts[:-1], ends, starts[1:], strict=True)
        ]
        spans: list[tuple[int, int]] = []
        at, bytes_left = 0, b""
        for piece, (start, end) in zip(encoding.tokens, encoding.offsets, strict=True):
            if self._marks_spaces and _BYTE_TOKEN.fullmatch(piece) and not letters.startswith(piece, at):
                spans.append(places[at])
                bytes_left = (bytes_left or letters[at].encode())[1:]
                at += not bytes_left
            elif letters.startswith(piece, at):
                spans.append((places[at][0], places[at + len(piece) - 1][1]))
                at += len(piece)
            else:  # <unk>, for one letter or more
                spans.append((start, end))
                at = next((place for place in range(at, len(places)) if places[place][0] >= end), len(places))
        if spans and self._puts_space and encoding.tokens[0] in ("▁", "Ġ") and not text[:1].isspace():
            spans[0] = (0, 0)
        return spans

    def _read(self, ids: Sequence[int], *, begins: bool) -> tuple[list[Token], str]:
        known = {id: self.token(id) for id in set(ids)}
        tokens = [known[id] for id in ids]
        if begins and self._puts_space:
            first = next((at for at, token in enumerate(tokens) if not token.special), None)
            if first is not None and tokens[first].bytes.startswith(b" "):
                tokens[first] = _without_space(tokens[first])
        data = bytearray()
        places: list[tuple[int, int]] = []  # where each token's bytes lie in data
        written = ""  # the piece before, in WordPiece
        for token in tokens:
            if self._word_piece and not token.special:
                if written and not token.text.startswith("##"):
                    data += self._between(written, token.text)
                written = token.text
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

    def _between(self, before: str, after: str) -> bytes:
        """Return what stands between two words of WordPiece, which keeps no spaces: one is put there."""
        return b" "

    def _bytes(self, id: int, piece: str) -> bytes:
        if self._word_piece:
            return piece.removeprefix("##").encode()
        if self._marks_spaces:
            byte = _BYTE_TOKEN.fullmatch(piece)
            return bytes.fromhex(byte[1]) if byte else piece.replace("▁", " ").encode()
        if id in self._added:  # added to the vocabulary later, spelt as it is
            return piece.encode()
        return bytes(BYTE_ALPHABET[letter] for letter in piece)


def _marks_spaces(raw: tokenizers.Tokenizer) -> bool:
    """Tell whether a BPE writes spaces as SentencePiece does; the others spell everything in bytes."""
    return raw.model.byte_fallback or (raw.token_to_id("▁") is not None and raw.token_to_id("Ġ") is None)


def _only_marks_spaces(normalizer: tokenizers.normalizers.Normalizer) -> bool:
    """Tell whether a normalizer writes spaces as "▁", as Gemma's does, and changes nothing else."""
    changed: str = normalizer.normalize_str(_CHANGEABLE)
    return changed.replace("▁", " ") == _CHANGEABLE


def _past_marks(text: str, place: int, limit: int) -> int:
    """Return the place after the marks that follow `place`: accents, voicing marks of kana in both widths."""
    while place < limit and unicodedata.combining(unicodedata.normalize("NFKD", text[place])[0]):
        place += 1
    return place


def _without_space(token: Token) -> Token:
    """Return the first token of a text without the space that the tokenizer put in front."""
    if token.bytes == b" ":
        return replace(token, text="▁", bytes=b"", end=token.start)
    return replace(token, text=token.text[1:], bytes=token.bytes[1:], end=token.end - 1)


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
