"""A table of words small enough to read, and its arithmetic: one row of numbers a word, beside one-hot vectors.

The numbers are decimal fractions, as people write them, and are added as such: 0.1 − 0.2 + 1.0 is 0.9 to the digit.
Cosines and distances come from exact sums and are rounded once, so that widgets/word-vectors/table.js, which does the
same while a cell is edited, gives the same digits.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from sandbox.errors import BadInput
from sandbox.topics.words.expression import Term

MOST_ROWS = 12
MOST_DIMENSIONS = 8
LARGEST = 100
MOST_DECIMALS = 6

#: Digits to which cosines and distances are given.
DIGITS = 9

#: Enough for every sum of products of numbers within the limits.
_PRECISION = 120

_SEPARATORS = r"\s,、;:|=()\[\]"
_PIECE = re.compile(rf"[^{_SEPARATORS}]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
#: What stands for a minus sign in front of a number, the long-vowel mark of a Japanese keyboard among them.
_MINUS = re.compile(r"^[−–—‐‑ー]")

Vector = tuple[Decimal, ...]


@dataclass(frozen=True)
class Row:
    """A word and its vector."""

    word: str
    vector: Vector


@dataclass(frozen=True)
class Near:
    """A row seen from a target: cosine of the angle between them (None where one has no length), and distance."""

    word: str
    cosine: float | None
    distance: float


def read_rows(written: Sequence[str]) -> list[Row]:
    """Read rows as people write them: 俳優 0.9 0.8 0.8 0, with commas or tabs, full-width digits, brackets.

    Raises:
        BadInput: field "rows", with the number of the row and its word: "table_word", "table_numbers", "table_number",
            "table_limit", "table_dimensions", "table_length", "table_twice".
    """
    rows: list[Row] = []
    for place, line in enumerate(written, 1):
        row = _read_row(line, place)
        if rows and len(row.vector) != len(rows[0].vector):
            counts = {"count": len(row.vector), "expected": len(rows[0].vector)}
            raise BadInput("table_length", "rows", row=place, word=row.word, **counts)
        first = next((at for at, other in enumerate(rows, 1) if other.word == row.word), None)
        if first:
            raise BadInput("table_twice", "rows", row=place, word=row.word, first=first)
        rows.append(row)
    return rows


def _read_row(line: str, place: int) -> Row:
    plain = unicodedata.normalize("NFKC", line)
    pieces = list(_PIECE.finditer(plain))
    if not pieces:
        raise BadInput("table_word", "rows", row=place)
    # The first piece is the word whatever it looks like; a word of several pieces ends before the first number.
    start = next((at for at, piece in enumerate(pieces) if at and _number(piece[0])), len(pieces))
    word = plain[pieces[0].start() : pieces[start - 1].end()]
    numbers = [piece[0] for piece in pieces[start:]]
    if not numbers:
        raise BadInput("table_numbers", "rows", row=place, word=word)
    if len(numbers) > MOST_DIMENSIONS:
        raise BadInput("table_dimensions", "rows", row=place, word=word, limit=MOST_DIMENSIONS)
    vector = []
    for number in numbers:
        found = _number(number)
        if not found:
            raise BadInput("table_number", "rows", row=place, word=word, value=number)
        value = Decimal(found).normalize() + 0  # + 0: there is one zero only
        if abs(value) > LARGEST or -int(value.as_tuple().exponent) > MOST_DECIMALS:
            limits = {"value": number, "limit": LARGEST, "decimals": MOST_DECIMALS}
            raise BadInput("table_limit", "rows", row=place, word=word, **limits)
        vector.append(value)
    return Row(word, tuple(vector))


def _number(piece: str) -> str:
    """Return a piece of text in the form that Decimal reads, or nothing where it is no number."""
    plain = _MINUS.sub("-", piece)
    return plain if _NUMBER.fullmatch(plain) else ""


def resolve(terms: Sequence[Term], rows: Sequence[Row]) -> list[Row]:
    """Find the row of every term. Raises BadInput, field "expression", for the first word that has none."""
    known = {row.word: row for row in rows}
    for term in terms:
        if unicodedata.normalize("NFKC", term.word) not in known:
            raise BadInput("table_unknown", "expression", word=term.word, known=", ".join(known))
    return [known[unicodedata.normalize("NFKC", term.word)] for term in terms]


def total(terms: Sequence[Term], found: Sequence[Row]) -> Vector:
    """Return the weighted sum of the terms' rows, exactly; `found` are the rows as `resolve` gives them."""
    with localcontext(prec=_PRECISION):
        weights = [Decimal(repr(term.weight)) for term in terms]
        columns = zip(*(row.vector for row in found), strict=True)
        products = (zip(weights, column, strict=True) for column in columns)
        return tuple(sum((weight * value for weight, value in pairs), Decimal(0)) for pairs in products)


def nearest(target: Vector, rows: Sequence[Row]) -> list[Near]:
    """Return all rows, the largest cosine to `target` first, then the shortest distance, then their order."""
    found = [Near(row.word, cosine(target, row.vector), distance(target, row.vector)) for row in rows]
    return sorted(found, key=lambda near: (2.0 if near.cosine is None else -near.cosine, near.distance))


def cosine(a: Vector, b: Vector) -> float | None:
    """Return the cosine of the angle between two vectors of equally many numbers; None where one has no length."""
    with localcontext(prec=_PRECISION):
        square = _dot(a, a) * _dot(b, b)
        return None if square == 0 else round(float(_dot(a, b)) / math.sqrt(float(square)), DIGITS)


def distance(a: Vector, b: Vector) -> float:
    """Return the Euclidean distance between two vectors of equally many numbers."""
    with localcontext(prec=_PRECISION):
        apart = tuple(x - y for x, y in zip(a, b, strict=True))
        return round(math.sqrt(float(_dot(apart, apart))), DIGITS)


def _dot(a: Vector, b: Vector) -> Decimal:
    return sum((x * y for x, y in zip(a, b, strict=True)), Decimal(0))


def one_hot_places(words: Sequence[str], size: int) -> list[int]:
    """Return each word's place, from 0, in a vocabulary of `size` words: where its single 1 stands.

    The places mean nothing, as in any vocabulary: they come from a checksum (CRC-32 of the UTF-8 text), the next free
    one where two words meet. `size` must be no smaller than the number of words.
    """
    taken: dict[int, str] = {}
    for word in words:
        place = zlib.crc32(word.encode()) % size
        while place in taken:
            place = (place + 1) % size
        taken[place] = word
    return list(taken)
