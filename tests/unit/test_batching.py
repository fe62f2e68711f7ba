from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator, Sequence

import pytest

from sandbox.errors import NotReady
from sandbox.models.batching import Batcher, Job


class Piece(Job[str]):
    """A job of some size and kind, finished after some turns."""

    def __init__(self, name: str, size: int = 1, turns: int = 1) -> None:
        super().__init__()
        self.name, self.size, self.turns = name, size, turns


class Press:
    """Runs at most 4 units of one kind (the first letter of the name) a batch; waits at the gate before each."""

    def __init__(self) -> None:
        self.gate, self.entered = threading.Semaphore(0), threading.Semaphore(0)
        self.batches: list[list[str]] = []
        self.stopped = threading.Event()

    def choose(self, waiting: Sequence[Piece]) -> list[Piece]:
        batch: list[Piece] = []
        for job in waiting:
            alike = job.name[0] == waiting[0].name[0]
            if alike and sum(one.size for one in batch) + job.size <= 4:
                batch.append(job)
        return batch

    def run(self, batch: Sequence[Piece]) -> None:
        self.batches.append([job.name for job in batch])
        self.entered.release()
        assert self.gate.acquire(timeout=10)
        if self.stopped.is_set():
            self.stopped.clear()
            raise RuntimeError("stopped")
        if any(job.name == "bad" for job in batch):
            raise ZeroDivisionError
        for job in batch:
            job.turns -= 1
            if not job.turns:
                job.succeed(job.name.upper())

    def stop(self) -> None:
        self.stopped.set()
        self.gate.release()

    def let(self, batches: int) -> None:
        for _ in range(batches):
            self.gate.release()


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def batcher(press: Press) -> Iterator[Batcher[Piece]]:
    batcher: Batcher[Piece] = Batcher("test", press, limit=8)
    yield batcher
    press.let(100)
    batcher.close()


def add(batcher: Batcher[Piece], *jobs: Piece) -> list[Piece]:
    for job in jobs:
        batcher.add(job)
    return list(jobs)


def results(jobs: Sequence[Piece]) -> list[str]:
    return [job.future.result(timeout=10) for job in jobs]


def busy(batcher: Batcher[Piece], press: Press) -> Piece:
    """Give the idle batcher a job, which it takes at once and alone, and keeps until it is let."""
    job = Piece("x")
    batcher.add(job)
    assert press.entered.acquire(timeout=10)
    return job


def test_an_idle_batcher_starts_at_once_and_what_waits_meanwhile_runs_together(
    batcher: Batcher[Piece], press: Press
) -> None:
    first = busy(batcher, press)
    jobs = add(batcher, *(Piece(f"a{i}") for i in range(6)))
    press.let(3)
    assert results([first, *jobs]) == ["X", "A0", "A1", "A2", "A3", "A4", "A5"]
    assert press.batches == [["x"], ["a0", "a1", "a2", "a3"], ["a4", "a5"]]


def test_only_what_fits_runs_together_and_nothing_is_overtaken_for_ever(batcher: Batcher[Piece], press: Press) -> None:
    first = busy(batcher, press)
    jobs = add(batcher, Piece("a0", 2), Piece("b0"), Piece("a1", 3), Piece("a2", 2), Piece("b1"))
    press.let(4)
    results([first, *jobs])
    assert press.batches[1:] == [["a0", "a2"], ["b0", "b1"], ["a1"]]


def test_long_and_short_jobs_take_turns_and_newcomers_join_between_turns(batcher: Batcher[Piece], press: Press) -> None:
    busy(batcher, press)
    jobs = add(batcher, Piece("g0", turns=3), Piece("s0"))
    press.let(2)
    for _ in range(2):
        assert press.entered.acquire(timeout=10)
    jobs += add(batcher, Piece("g1", turns=1), Piece("s1"))
    press.let(4)
    results(jobs)
    assert press.batches[1:] == [["g0"], ["s0"], ["g0", "g1"], ["s1"], ["g0"]]


def test_an_abandoned_job_leaves_the_queue(batcher: Batcher[Piece], press: Press) -> None:
    busy(batcher, press)
    jobs = add(batcher, Piece("a0"), Piece("a1"))
    jobs[0].future.cancel()
    assert batcher.waiting == 1
    press.let(2)
    results(jobs[1:])
    assert press.batches == [["x"], ["a1"]]


def test_the_running_batch_is_stopped_only_when_all_have_left(batcher: Batcher[Piece], press: Press) -> None:
    first = busy(batcher, press)
    jobs = add(batcher, Piece("a0"), Piece("a1"))
    press.let(1)
    assert press.entered.acquire(timeout=10)
    jobs[0].future.cancel()
    assert not press.stopped.is_set()
    jobs[1].future.cancel()
    assert results([first]) == ["X"]
    after = busy(batcher, press)  # the thread has survived
    press.let(1)
    assert results([after]) == ["X"]
    assert press.batches == [["x"], ["a0", "a1"], ["x"]]


def test_an_abandoned_job_of_a_batch_does_not_disturb_the_others(batcher: Batcher[Piece], press: Press) -> None:
    busy(batcher, press)
    jobs = add(batcher, Piece("a0", turns=2), Piece("a1", turns=2))
    press.let(1)
    for _ in range(1):
        assert press.entered.acquire(timeout=10)
    jobs[0].future.cancel()
    press.let(2)
    assert results(jobs[1:]) == ["A1"]
    assert press.batches[1:] == [["a0", "a1"], ["a1"]]


def test_an_exception_goes_to_every_job_of_its_batch_and_to_no_other(batcher: Batcher[Piece], press: Press) -> None:
    busy(batcher, press)
    jobs = add(batcher, Piece("bad"), Piece("b0"), Piece("a0"))
    press.let(3)
    for job in jobs[:2]:
        with pytest.raises(ZeroDivisionError):
            job.future.result(timeout=10)
    assert results(jobs[2:]) == ["A0"]


def test_too_many_are_refused_and_later_ones_are_welcome_again(batcher: Batcher[Piece], press: Press) -> None:
    busy(batcher, press)
    jobs = add(batcher, *(Piece(f"a{i}") for i in range(8)))
    with pytest.raises(NotReady, match="busy"):
        batcher.add(Piece("a8"))
    jobs.pop().future.cancel()
    jobs += add(batcher, Piece("a9"))
    press.let(3)
    assert results(jobs)[-1] == "A9"


def test_a_closed_batcher_finishes_what_runs_and_refuses_the_rest(press: Press) -> None:
    batcher: Batcher[Piece] = Batcher("test", press)
    running = busy(batcher, press)
    waiting = add(batcher, Piece("a0"))[0]
    press.let(1)
    batcher.close()
    assert results([running]) == ["X"]
    with pytest.raises(NotReady):
        waiting.future.result(timeout=10)
    with pytest.raises(NotReady):
        batcher.add(Piece("a1"))


def test_two_hundred_at_once_from_one_loop_are_all_answered() -> None:
    press = Press()
    press.let(1000)
    batcher: Batcher[Piece] = Batcher("test", press)

    async def ask(number: int) -> str:
        job = Piece(f"a{number}")
        batcher.add(job)
        return await asyncio.wrap_future(job.future)

    async def scenario() -> list[str]:
        return await asyncio.gather(*(ask(number) for number in range(200)))

    assert asyncio.run(scenario()) == [f"A{number}" for number in range(200)]
    assert batcher.runs < 200
    batcher.close()


def test_a_result_lives_no_longer_than_those_who_hold_it(batcher: Batcher[Piece], press: Press) -> None:
    """Job and future must not hold each other: attention weights are large, and Python seldom looks for circles."""
    press.let(2)
    gc.disable()
    try:
        gone = weakref.ref(add(batcher, Piece("a"))[0])
        (other,) = add(batcher, Piece("b"))  # the thread remembers its last batch
        results([other])
        assert gone() is None
    finally:
        gc.enable()
