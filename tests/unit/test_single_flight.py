from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from sandbox.models.single_flight import SingleFlight


class Source:
    """Computations that finish when they are told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.cancelled: list[str] = []
        self.gate = asyncio.Event()

    def of(self, value: str) -> Callable[[], Awaitable[str]]:
        async def compute() -> str:
            self.begun.append(value)
            try:
                await self.gate.wait()
            except asyncio.CancelledError:
                self.cancelled.append(value)
                raise
            return value

        return compute


async def started(*coroutines: Awaitable[str]) -> list[asyncio.Task[str]]:
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


def flights(max_bytes: int = 100) -> SingleFlight[str, str]:
    return SingleFlight(max_bytes, len)


async def immediate(value: str) -> str:
    return value


def test_equal_keys_share_one_computation_then_its_result() -> None:
    async def scenario() -> None:
        source, flight = Source(), flights()
        tasks = await started(*(flight.get("k", source.of("value")) for _ in range(100)))
        source.gate.set()
        assert await asyncio.gather(*tasks) == ["value"] * 100
        assert await flight.get("k", source.of("other")) == "value"
        assert source.begun == ["value"]
        assert (flight.computed, flight.joins, flight.hits, flight.bytes) == (1, 99, 1, 5)

    asyncio.run(scenario())


def test_different_keys_are_computed_side_by_side() -> None:
    async def scenario() -> None:
        source, flight = Source(), flights()
        tasks = await started(flight.get("a", source.of("A")), flight.get("b", source.of("B")))
        assert source.begun == ["A", "B"]
        source.gate.set()
        assert await asyncio.gather(*tasks) == ["A", "B"]

    asyncio.run(scenario())


def test_the_least_recently_used_leaves_first() -> None:
    async def scenario() -> None:
        flight = flights(max_bytes=10)
        for key in ("a", "b", "a", "c"):  # 4 bytes each: c needs the place of b, since a was asked for again
            await flight.get(key, lambda key=key: immediate(key * 4))  # type: ignore[misc]
        assert flight.computed == 3
        await flight.get("a", lambda: immediate("new"))
        assert flight.computed == 3
        await flight.get("b", lambda: immediate("new"))
        assert flight.computed == 4
        assert flight.bytes <= 10

    asyncio.run(scenario())


@pytest.mark.parametrize("max_bytes", [0, 9])
def test_what_is_larger_than_the_bound_is_handed_out_but_not_kept(max_bytes: int) -> None:
    async def scenario() -> None:
        flight = flights(max_bytes)
        assert await flight.get("k", lambda: immediate("x" * 10)) == "x" * 10
        assert await flight.get("k", lambda: immediate("y" * 10)) == "y" * 10
        assert (flight.computed, flight.hits, flight.bytes) == (2, 0, 0)

    asyncio.run(scenario())


def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    async def scenario() -> None:
        flight, gate = flights(), asyncio.Event()

        async def fails() -> str:
            await gate.wait()
            raise ValueError("no")

        tasks = await started(*(flight.get("k", fails) for _ in range(3)))
        gate.set()
        told = await asyncio.gather(*tasks, return_exceptions=True)
        assert [str(error) for error in told] == ["no"] * 3
        assert await flight.get("k", lambda: immediate("yes")) == "yes"

    asyncio.run(scenario())


def test_a_caller_who_leaves_does_not_cancel_the_others() -> None:
    async def scenario() -> None:
        source, flight = Source(), flights()
        first, second = await started(flight.get("k", source.of("value")), flight.get("k", source.of("value")))
        first.cancel()
        await asyncio.sleep(0)
        source.gate.set()
        assert await second == "value"
        assert first.cancelled()
        assert source.cancelled == []

    asyncio.run(scenario())


def test_when_the_last_one_has_left_the_computation_is_cancelled_and_a_new_call_begins_anew() -> None:
    async def scenario() -> None:
        source, flight = Source(), flights()
        tasks = await started(*(flight.get("k", source.of("old")) for _ in range(2)))
        for task in tasks:
            task.cancel()
        again = (await started(flight.get("k", source.of("new"))))[0]
        assert source.cancelled == ["old"]
        source.gate.set()
        assert await again == "new"
        assert await flight.get("k", source.of("never")) == "new"
        assert source.begun == ["old", "new"]

    asyncio.run(scenario())
