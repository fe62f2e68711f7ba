"""The tokenizer of Japanese BERTs: MeCab cuts a text into morphemes, and these are cut into pieces or characters.

    NFKC          ﾈｺが好き    →  ネコが好き
    morphemes     ネコが好き  →  ネコ が 好き          (MeCab with IPAdic or UniDic; Kudo et al. 2004)
    pieces        ネコ        →  ネ ##コ              (WordPiece: the longest piece first)

It gives the ids that transformers' BertJapaneseTokenizer gives (tests/parity/test_added_tokenizers.py), and besides
the characters of the typed text that each token stands for, which that one does not know. MeCab and its dictionaries
come with the extra `mecab`.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

import tokenizers

from sandbox.errors import NotReady
from sandbox.models.cutting import Morphemes
from sandbox.models.tokenizer import PreToken, Token, Tokenizer, TokenizerInfo

#: MeCab takes some spaces for words, a line break for one: WordPiece leaves them out.
_UNBROKEN = re.compile(r"\S+")


@dataclass(frozen=True)
class Aligned:
    """A changed text: letter i of `text` was made from the characters starts[i] to ends[i] of the typed one."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __getitem__(self, part: slice) -> Aligned:
        return Aligned(self.text[part], self.starts[part], self.ends[part])


def nfkc(text: str) -> Aligned:
    """Bring a text into Unicode's form NFKC (full and half width alike, ㍿ as four letters, が as one)."""
    letters, starts, ends = [], [], []
    for start, end in _clusters(text):
        changed = unicodedata.normalize("NFKC", text[start:end])
        letters.append(changed)
        starts += [start] * len(changed)
        ends += [end] * len(changed)
    return Aligned("".join(letters), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts [start, end) that can be normalized each by itself.

    A part begins at a character that is no mark and does not join what is before it.
    """
    start = 0
    for at in range(1, len(text)):
        if unicodedata.combining(unicodedata.normalize("NFKD", text[at])[0]):
            continue
        before, after = text[start:at], text[at]
        together = unicodedata.normalize("NFKC", before + after)
        if together == unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", after):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def lower(aligned: Aligned) -> Aligned:
    """Make capital letters small; İ becomes two characters."""
    counts = [len(letter.lower()) for letter in aligned.text]
    return Aligned(
        aligned.text.lower(),
        tuple(start for start, count in zip(aligned.starts, counts, strict=True) for _ in range(count)),
        tuple(end for end, count in zip(aligned.ends, counts, strict=True) for _ in range(count)),
    )


class MorphemeTokenizer(Tokenizer):
    """A tokenizer behind a morphological dictionary.

    Args:
        raw: cuts one word into pieces: WordPiece without a normalizer.
        morphemes: how words are found and cut.
        size, info: as of Tokenizer.

    Raises:
        NotReady: "mecab_missing" with `package`: MeCab or its dictionary is not installed.
    """

    def __init__(
        self,
        raw: tokenizers.Tokenizer,
        morphemes: Morphemes,
        size: int | None = None,
        info: TokenizerInfo | None = None,
    ) -> None:
        super().__init__(raw, size, info)
        self.morphemes = morphemes
        self._mecab = tagger(morphemes.dictionary)
        self._alone = Lock()  # one MeCab reads one text at a time

    def encode(self, text: str, *, begins: bool = True) -> list[int]:
        """Return the ids of a text, as `Tokenizer.encode` does; it is cut alike wherever it stands."""
        return [id for word in self._words(text) for id, _ in self._pieces(word)]

    def tokenize(self, text: str) -> list[Token]:
        """Return the tokens of a text, with spans in that text."""
        found = [(id, place) for word in self._words(text) for id, place in self._pieces(word)]
        return [self.placed(id, text, place.starts[0], place.ends[-1]) for id, place in found]

    def normalize(self, text: str) -> str:
        """Return what a text becomes before it is cut."""
        return self._normalized(text).text

    def pre_tokens(self, text: str) -> list[PreToken]:
        """Return the morphemes of a text."""
        return [
            PreToken(word.text, word.starts, word.ends, word.starts[0], word.ends[-1], fixed=False)
            for word in self._words(text)
        ]

    def _normalized(self, text: str) -> Aligned:
        text.encode()  # half a surrogate pair is no text
        return nfkc(text) if self.morphemes.normalize else Aligned(text, tuple(range(len(text))), _ends(text))

    def _words(self, text: str) -> list[Aligned]:
        """Return the morphemes of a text; what lies between them are spaces."""
        whole, words, place = self._normalized(text), [], 0
        with self._alone:
            surfaces = [node.surface for node in self._mecab(whole.text)]
        for surface in surfaces:
            start = whole.text.index(surface, place)
            place = start + len(surface)
            word = whole[start:place]
            if self.morphemes.lower_case:
                word = lower(word)
            words.append(word)
        return words

    def _pieces(self, word: Aligned) -> Iterator[tuple[int, Aligned]]:
        """Yield the ids of a word's pieces, each with the letters it stands for."""
        if self.morphemes.pieces == "character":
            assert self.unknown is not None
            for at, letter in enumerate(word.text):
                id = self.id_of(letter)
                yield self.unknown if id is None else id, word[at : at + 1]
            return
        for part in _UNBROKEN.finditer(word.text):
            encoding = self._raw.encode([part[0]], is_pretokenized=True, add_special_tokens=False)
            for id, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
                yield id, word[part.start() + start : part.start() + end]

    def _between(self, before: str, after: str) -> bytes:
        """Return what stands between two pieces: a space where both are written with spaces, in English."""
        spaced = self.morphemes.pieces == "wordpiece" and before[-1:].isascii() and after[:1].isascii()
        return b" " if spaced and before[-1:].isalnum() and after[:1].isalnum() else b""


def _ends(text: str) -> tuple[int, ...]:
    return tuple(range(1, len(text) + 1))


def tagger(dictionary: str) -> Any:
    """Return MeCab with one of its dictionaries. Raises NotReady("mecab_missing") with `package`."""
    try:
        fugashi, package = importlib.import_module("fugashi"), importlib.import_module(dictionary)
    except ModuleNotFoundError as error:
        raise NotReady("mecab_missing", "model", package=error.name) from error
    return fugashi.GenericTagger(f'-d "{package.DICDIR}" -r "{package.DICDIR}/mecabrc"')
