"""Who is next: generations share their turns where they can, and none of them waits for ever."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sandbox.models.engine import Engine, Row, Turn
from sandbox.models.sampling import Sampling
from tests.conftest import CATALOG


@pytest.fixture
def engine() -> Engine:
    """One that has not loaded anything: choosing needs no graph."""
    return Engine(Path(), CATALOG["soroban-150k"], threads=1, providers=["CPUExecutionProvider"])


class Reader(Row):
    """A generation whose context has been read already: from now on it takes steps."""

    def __init__(self, length: int) -> None:
        super().__init__([1] * length, 500, Sampling(), (), lambda token: None)

    @property
    def turn(self) -> Turn:
        return "step"


def turns(engine: Engine, rows: list[Reader], count: int) -> Counter[Row]:
    """Play the queue: who had a turn goes to its end, one token longer. Returns how many turns each had."""
    queue, had = list(rows), Counter[Row]()
    for _ in range(count):
        chosen = [row for row in engine.choose(queue) if isinstance(row, Reader)]
        for row in chosen:
            row.ids.append(1)
        queue = [row for row in queue if row not in chosen] + chosen
        had.update(chosen)
    return had


def test_short_ones_catch_up_and_then_go_together(engine: Engine) -> None:
    rows = [Reader(40), Reader(30), Reader(20)]
    had = turns(engine, rows, 200)
    assert len({row.length for row in rows}) == 1  # they met
    assert had.total() > 300  # and shared most turns


def test_newcomers_do_not_keep_a_long_one_waiting(engine: Engine) -> None:
    """Ten short newcomers at a time, for as long as one looks."""
    long, had = Reader(300), 0
    for _ in range(40):
        had += turns(engine, [long, *(Reader(20 + place) for place in range(10))], 20)[long]
    assert had >= 800 / (2 * 11)  # in every second round of eleven, at the least
