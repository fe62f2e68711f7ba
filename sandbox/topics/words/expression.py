"""Expressions of words, as people write them: 女優 - 女性 + 男性, king − man + woman, 2*海 - 山."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sandbox.errors import BadInput
from sandbox.models.word_vectors import Found, WordVectors

MOST_TERMS = 20
LARGEST_WEIGHT = 100
#: A word may have this many hyphens: state-of-the-art has three.
MOST_HYPHENS = 5

#: Signs as keyboards and input methods write them. A hyphen may also be part of a word, a long-vowel mark mostly is.
_PLUS, _MINUS, _HYPHENS, _TIMES = "+＋", "−－–—", "-‐‑", "*＊×✕"
_NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]*)?|[.．][0-9０-９]+")
_WEIGHT = re.compile(rf"({_NUMBER.pattern})\s*[{_TIMES}]\s*")
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』')
_LONE_MARK = re.compile(r"[ーｰ](?=\s)")
_WORD = re.compile(rf"[^\s{_PLUS}{_MINUS}]+")
_LONG_VOWEL = re.compile(r"[ーｰ]")
#: What people write that no expression here has: brackets, a weight without * or behind the word.
_BRACKETS = re.compile(r"[()（）［］\[\]]")
_WEIGHTLESS = re.compile(rf"(?:{_NUMBER.pattern})\D.*|.*[{_TIMES}].*")
_KANA_OR_KANJI = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")


@dataclass(frozen=True)
class Term:
    """A word and how much of its vector is added; `weight` is negative where it is taken away."""

    word: str
    weight: float


def parse(text: str, known: Callable[[str], bool] = lambda word: False) -> tuple[Term, ...]:
    """Read an expression: words with signs between them, numbers with * before them, words with spaces in quotes.

    Args:
        text: what was written; full-width signs and spaces are as good as any.
        known: whether a word with hyphens is in the vocabulary; if not, its hyphens are minus signs.

    Raises:
        BadInput: field "expression" and what is wrong: "expression_empty", "expression_sign" (two words without a sign
            between them), "expression_word" (a sign without a word after it), "expression_terms", "expression_weight".
    """
    terms: list[Term] = []
    sign: float | None = 1.0  # of the next word; None where a sign has to come first
    written = ""
    for kind, value in _tokens(text, known):
        if kind == "sign":
            # "a - -b" is a + b: a sign before a word may be repeated.
            sign = (1.0 if sign is None else sign) * (1.0 if value == "+" else -1.0)
            written = value
        elif kind == "weight":
            if sign is None:
                raise BadInput("expression_sign", "expression", before=terms[-1].word, after=value)
            number = float(unicodedata.normalize("NFKC", value))
            if not number <= LARGEST_WEIGHT:
                raise BadInput("expression_weight", "expression", limit=LARGEST_WEIGHT)
            sign *= number
            written = value
        else:
            if sign is None:
                raise BadInput("expression_sign", "expression", before=terms[-1].word, after=value)
            terms.append(Term(value, sign))
            if len(terms) > MOST_TERMS:
                raise BadInput("expression_terms", "expression", limit=MOST_TERMS)
            sign, written = None, ""
    if written:
        raise BadInput("expression_word", "expression", sign=written)
    if not terms or all(term.weight == 0 for term in terms):
        raise BadInput("expression_empty", "expression")
    return tuple(terms)


def read(text: str, vectors: WordVectors) -> tuple[tuple[Term, ...], list[Found]]:
    """Read an expression and find its words. Raises what `parse` and `resolve` raise."""
    terms = parse(text, known=lambda word: word in vectors or word.lower() in vectors)
    return terms, resolve(terms, vectors)


def resolve(terms: Sequence[Term], vectors: WordVectors) -> list[Found]:
    """Find every term's word in a vocabulary.

    Raises:
        BadInput: for the first word that is not there, with the likeliest reason: "unknown_word" with suggestions,
            "unknown_word_at_all", "unknown_word_japanese" or "_latin" (the other language's), "expression_star",
            "expression_brackets".
    """
    found = []
    for term in terms:
        one = vectors.find(term.word)
        if one is None:
            suggestions = vectors.suggest(term.word)
            code = _reason(term.word, vectors.info.language, bool(suggestions))
            raise BadInput(code, "expression", word=term.word, suggestions=", ".join(suggestions))
        found.append(one)
    return found


def _reason(word: str, language: str, suggestions: bool) -> str:
    """Return the likeliest reason why a word is not there, as the code of its sentence."""
    if _BRACKETS.search(word):
        return "expression_brackets"
    if _WEIGHTLESS.fullmatch(word):
        return "expression_star"
    japanese = bool(_KANA_OR_KANJI.search(word))
    if language and japanese != (language == "ja") and (japanese or word.isascii()):
        return "unknown_word_japanese" if japanese else "unknown_word_latin"
    return "unknown_word" if suggestions else "unknown_word_at_all"


def _tokens(text: str, known: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Give ("sign", "+" or "-"), ("weight", digits) and ("word", text), in order."""
    place = 0
    while place < len(text):
        character = text[place]
        if character.isspace():
            place += 1
        elif character in _PLUS:
            yield "sign", "+"
            place += 1
        elif character in _MINUS + _HYPHENS or _LONE_MARK.match(text, place):
            yield "sign", "-"
            place += 1
        elif weight := _WEIGHT.match(text, place):
            yield "weight", weight[1]
            place = weight.end()
        elif quoted := _QUOTED.match(text, place):
            yield "word", next(group for group in quoted.groups() if group).strip()
            place = quoted.end()
        else:
            run = _WORD.match(text, place)
            assert run is not None  # any character that is no space and no sign starts one
            yield from _hyphenated(run[0], known)
            place = run.end()


def _hyphenated(run: str, known: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Cut a run at its hyphens, except inside the words that are known with them: x-ray-film is x-ray minus film.

    A long-vowel mark is what the minus key gives while Japanese is typed: 女優ー女性 is cut where both sides are words.
    """
    sides = _LONG_VOWEL.split(run)
    if 1 < len(sides) <= MOST_TERMS and not known(run) and all(side and known(side) for side in sides):
        for place, side in enumerate(sides):
            if place:
                yield "sign", "-"
            yield "word", side
        return
    parts = re.split(f"([{_HYPHENS}])", run)  # word, hyphen, word, …
    start = 0
    while start < len(parts):
        ends = range(min(len(parts), start + 2 * MOST_HYPHENS + 1), start, -2)
        end = next((end for end in ends if known("".join(parts[start:end]))), start + 1)
        if word := "".join(parts[start:end]):
            yield "word", word
        if end < len(parts):
            yield "sign", "-"
        start = end + 1
