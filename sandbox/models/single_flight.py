"""Equal requests are computed once: at the same time they share one computation, later they share its result."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(eq=False)
class _Flight(Generic[V]):
    """A computation under way and the number of callers who wait for it."""

    task: asyncio.Task[V]
    waiters: int = 0


class SingleFlight(Generic[K, V]):
    """A cache bounded in bytes in front of a computation that is never run twice at once for the same key.

    The least recently used values leave first. A value larger than the whole bound is handed out but not kept, and a
    failure is told to all who wait for it but not kept. Everything happens in one event loop, without locks: use an
    instance from one running loop only.

    Args:
        max_bytes: bound of the sum of all kept values' sizes.
        size: size of a value in bytes; asked once, when the value is put into the cache.

    Attributes:
        hits: calls answered from the cache.
        joins: calls that waited for a computation that another call had begun.
        computed: computations begun.
    """

    def __init__(self, max_bytes: int, size: Callable[[V], int]) -> None:
        self._kept: LRUCache[K, V] = LRUCache(max_bytes, getsizeof=size)
        self._flights: dict[K, _Flight[V]] = {}
        self.hits = self.joins = self.computed = 0

    @property
    def bytes(self) -> int:
        """Size of all values that are kept now."""
        return int(self._kept.currsize)

    def kept(self, key: K) -> V | None:
        """Return the value of `key` if it is there already."""
        value: V | None = self._kept.get(key)
        self.hits += value is not None
        return value

    async def get(self, key: K, compute: Callable[[], Awaitable[V]]) -> V:
        """Return the value of `key`: kept, being computed for somebody else, or from `compute`.

        A caller who is cancelled leaves the others alone; when the last one has gone, the computation is cancelled.

        Raises:
            Exception: whatever `compute` raises, in every call that waits for it.
        """
        if key in self._kept:
            self.hits += 1
            return self._kept[key]
        flight = self._flights.get(key)
        if flight is None:
            self.computed += 1
            flight = self._flights[key] = _Flight(asyncio.ensure_future(self._land(key, compute)))
        else:
            self.joins += 1
        flight.waiters += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiters -= 1
            if not flight.waiters and not flight.task.done():
                flight.task.cancel()
                self._forget(key, flight.task)  # now, not when it has stopped: nobody must join a dying flight

    async def _land(self, key: K, compute: Callable[[], Awaitable[V]]) -> V:
        try:
            value = await compute()
            with suppress(ValueError):  # cachetools' word for larger than the whole bound
                self._kept[key] = value
            return value
        finally:
            self._forget(key, asyncio.current_task())

    def _forget(self, key: K, task: asyncio.Task[V] | None) -> None:
        # A cancelled flight may end after a new one with the same key has begun: that one stays.
        if key in self._flights and self._flights[key].task is task:
            del self._flights[key]
