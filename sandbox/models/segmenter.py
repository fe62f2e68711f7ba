"""Words of a text: Japanese is cut by a morphological dictionary (Sudachi), everything else at spaces and signs.

Which of the two is decided run by run, so that a text may mix languages. Signs and spaces are no words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from threading import local

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

#: Kana of both widths with their voicing and length marks, and kanji with their repetition and closing marks.
_KANA_KANJI = "ぁ-ゖ\u3099\u309aゝゞァ-ヺーヽヾｦ-ﾟ一-鿿㐀-䶿\uf900-\ufaff々〆〇\U00020000-\U0003ffff"
#: Signs that stand on or in a letter (accents, vowel signs of Indian scripts); Python's \w leaves them out.
_MARKS = "".join(re.escape(c) for c in map(chr, range(0x300, 0x3000)) if unicodedata.category(c)[0] == "M")
_LETTER = rf"(?:(?![{_KANA_KANJI}_])[\w{_MARKS}])"
#: A run of Japanese; or a number with its points; or letters and figures with the apostrophes between them.
_RUNS = re.compile(rf"(?P<japanese>[{_KANA_KANJI}]+)|\d+(?:[.,]\d+)+{_LETTER}*|{_LETTER}+(?:['’]{_LETTER}+)*")
#: Where a sentence ends: a line end, a Japanese full stop, or a full stop (and closing quotes) with a space behind it.
#: A row of full stops is looked at once, from its first one: nothing is given back (++) and no later one is tried.
_SENTENCE_END = re.compile(r"[\r\n]+|[。！？．]+[」』）”’]*|(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s|$)")
#: Sudachi refuses more than 49,149 bytes; a character has at most four.
_MOST_AT_ONCE = 12_000
#: How many characters are normalized at once: marks are sorted in a time that grows with the square of their count.
_NORMALIZED = 500
#: Parts of speech whose words mean something by themselves.
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞"}

_ours = local()  # a tokenizer of Sudachi belongs to one thread


@dataclass(frozen=True)
class Word:
    """A word of a text, its dictionary form, and where it stands: text[start:end].

    `content`: it means something by itself; particles and auxiliary verbs of Japanese do not. In other languages nobody
    looks, and it is always True.
    """

    surface: str
    normal: str
    start: int
    end: int
    content: bool = True


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="small")


def _tokenizer() -> Tokenizer:
    if not hasattr(_ours, "tokenizer"):
        _ours.tokenizer = _dictionary().tokenizer(mode=SplitMode.C)
    return _ours.tokenizer


def normal_form(word: str) -> str:
    """Return the spelling under which a dictionary has a Japanese word: 林檎 for りんご and リンゴ, 食べる for たべる.

    What is not one word is returned as it is.
    """
    found = _tokenizer().tokenize(word)
    return found[0].normalized_form() if len(found) == 1 else word


def words_of(text: str) -> list[Word]:
    """Cut a text into its words, in their order. Spaces and signs stand between words and are none."""
    return [word for sentence in sentences_of(text) for word in sentence]


def sentences_of(text: str) -> list[list[Word]]:
    """Cut a text into sentences and those into words; a sentence without a word is left out.

    A full stop with a space behind it counts as an end, whether or not it ends an abbreviation (Mr. Smith).
    """
    sentences, start = [], 0
    for end in [found.end() for found in _SENTENCE_END.finditer(text)] + [len(text)]:
        words = list(_words(text[start:end], start))
        if words:
            sentences.append(words)
        start = end
    return sentences


def _words(sentence: str, offset: int) -> Iterator[Word]:
    for run in _RUNS.finditer(sentence):
        start, surface = offset + run.start(), run[0]
        if run["japanese"]:
            for at in range(0, len(surface), _MOST_AT_ONCE):
                yield from _japanese(surface[at : at + _MOST_AT_ONCE], start + at)
        else:
            yield Word(surface, _plain(surface), start, start + len(surface))


def _plain(word: str) -> str:
    """Return a word in small letters, with one spelling for each character."""
    pieces = (word[at : at + _NORMALIZED] for at in range(0, len(word), _NORMALIZED))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces).lower().replace("’", "'")


def _japanese(run: str, offset: int) -> Iterator[Word]:
    """Cut a run of Japanese into words, each made of a stem and the prefixes and suffixes that lean on it.

    The small dictionary knows 自転 + 車, 消防 + 士 and お + 茶; readers know 自転車, 消防士 and お茶.
    """
    word: list[Morpheme] = []
    for piece in _tokenizer().tokenize(run):
        if not piece.surface():
            continue
        if word and not _leans(word[-1], piece):
            yield _joined(word, offset)
            word = []
        word.append(piece)
    if word:
        yield _joined(word, offset)


def _leans(before: Morpheme, piece: Morpheme) -> bool:
    """Does this piece belong to the word that the one before it is in?"""
    kind, *finer = before.part_of_speech()
    if kind == "接頭辞":
        return True
    noun = kind in ("名詞", "代名詞", "形状詞", "接尾辞") and "数詞" not in finer and "副詞可能" not in finer
    own, first, second = piece.part_of_speech()[:3]
    suffix = own == "接尾辞" and first == "名詞的" and second == "一般"
    # A counter that follows no number is a part of a name: 飛行 + 機.
    counter = own == "名詞" and second == "助数詞可能" and len(piece.surface()) == 1
    return noun and (suffix or counter)


def _joined(pieces: list[Morpheme], offset: int) -> Word:
    kind, finer = pieces[-1].part_of_speech()[:2]
    return Word(
        surface="".join(piece.surface() for piece in pieces),
        normal="".join(piece.normalized_form() for piece in pieces),
        start=offset + pieces[0].begin(),
        end=offset + pieces[-1].end(),
        content=len(pieces) > 1 or (kind in _CONTENT and finer != "非自立可能"),
    )
