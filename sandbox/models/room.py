"""Room: a bound on what is held in memory at once, in bytes. Who finds no room waits, in the order of coming."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sandbox.errors import NotReady


class Room:
    """So many bytes for all together; used from one event loop at a time.

    What is small goes in by the hundred, and what is large a few at a time: a bound on how many may work at once
    (turns.py) would have to suit the largest.

    Args:
        size: how many bytes there are.
        waiting: how many may wait for some of them.
    """

    def __init__(self, size: int, waiting: int) -> None:
        self.size, self.waiting, self.free = size, waiting, size
        self._line: list[tuple[int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def held(self, size: int) -> AsyncGenerator[None, None]:
        """Hold so many bytes while the with block lasts; what is larger than the whole room takes all of it.

        Raises:
            NotReady: "busy", too many wait already.
        """
        if len(self._line) >= self.waiting:
            raise NotReady("busy")
        size = min(size, self.size)
        admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append((size, admitted))
        self._admit()
        try:
            await admitted
            yield
        finally:
            if not admitted.cancelled():  # it is where somebody left the line
                self.free += size
            self._admit()

    def _admit(self) -> None:
        self._line = [(size, admitted) for size, admitted in self._line if not admitted.cancelled()]
        while self._line and self._line[0][0] <= self.free:
            size, admitted = self._line.pop(0)
            self.free -= size
            admitted.set_result(None)
