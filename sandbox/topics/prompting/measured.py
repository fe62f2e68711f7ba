"""What was measured on the generator's problems: how many of them each model solved, by prompt and by kind of problem.

scripts/measure-word-problems writes assets/word-problems/accuracy.json; this file reads it and adds up.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from sandbox.language import Lang
from sandbox.topics.prompting.accuracy import wilson


class Entry(BaseModel):
    """One model on the problems of one pattern, asked in one style: `right` of `total` solved.

    Attributes:
        family: "soroban", our own model at one of its sizes; "other", a model of the catalogue.
        split: which numbers, words and patterns the problems were made of; see `word_problems.Split`.
        steps: operations from the problem's numbers to its answer.
    """

    model: str
    name: str
    parameters: int
    family: Literal["soroban", "other"]
    language: Lang
    split: Literal["numbers", "patterns"]
    style: str
    steps: int
    pattern: str
    right: int
    total: int


class Effort(BaseModel):
    """What a training took: steps with small sums, all sums, problems, and both together; characters, seconds."""

    small_sums: int
    sums: int
    problems: int
    revision: int
    tokens: int
    seconds: float


class Measured(BaseModel):
    """All that was measured, on which day and with which rule for finding an answer; empty before the first time."""

    made: str = ""
    rule: str = ""
    entries: tuple[Entry, ...] = ()
    training: dict[str, Effort] = {}


class Tally(BaseModel):
    """`right` of `total` problems solved, as a share with its 95 % confidence interval (Wilson 1927)."""

    right: int
    total: int
    share: float
    low: float
    high: float


def measured(assets: Path) -> Measured:
    """Read what was measured from `assets`/word-problems."""
    path = assets / "word-problems" / "accuracy.json"
    return Measured.model_validate_json(path.read_bytes()) if path.exists() else Measured()


def tallies(entries: Iterable[Entry]) -> dict[str, Tally]:
    """Add entries up by style, in the order in which the styles come."""
    sums: dict[str, tuple[int, int]] = {}
    for entry in entries:
        right, total = sums.get(entry.style, (0, 0))
        sums[entry.style] = right + entry.right, total + entry.total
    return {style: tally(right, total) for style, (right, total) in sums.items() if total}


def tally(right: int, total: int) -> Tally:
    """Return a count of solved problems with its share and interval."""
    low, high = wilson(right, total)
    return Tally(right=right, total=total, share=round(right / total, 4), low=round(low, 4), high=round(high, 4))
