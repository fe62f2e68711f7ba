"""Two ways of doing one thing, in turns: what makes a ratio that another machine can repeat."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Q = TypeVar("Q")
T = TypeVar("T")

#: Seconds between two: threads that spin while they wait for more work (OpenMP's do) go to sleep in that time.
PAUSE = 0.03


def in_turns(ways: Mapping[str, Callable[[Q], T]], question: Callable[[], Q], rounds: int) -> dict[str, list[T]]:
    """Return what each way measured, round by round, each time of a new question.

    Every other round goes backwards, and the first one is for nothing.
    """
    found: dict[str, list[T]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name in list(ways)[:: -1 if turn % 2 else 1]:
            asked = question()
            time.sleep(PAUSE)
            measured = ways[name](asked)
            if turn:
                found[name].append(measured)
    return found


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ratio(many: Sequence[float], few: Sequence[float]) -> str:
    """The median of many / few, pair by pair, and its quartiles."""
    low, middle, high = statistics.quantiles([a / b for a, b in zip(many, few, strict=True)], n=4, method="inclusive")
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"
