"""Turns: a few may work at once, the others wait in the order in which they came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from sandbox.errors import NotReady

T = TypeVar("T")


class Turns:
    """A line of those who work and wait; used from one event loop at a time.

    Args:
        places: how many may work at once.
        waiting: how many may wait for them.
    """

    def __init__(self, places: int, waiting: int) -> None:
        self.places, self.waiting = places, waiting
        self._line: list[Turn] = []

    def join(self) -> Turn:
        """Stand in line. Raises NotReady("busy") if it is too long already."""
        if len(self._line) >= self.places + self.waiting:
            raise NotReady("busy")
        turn = Turn(self)
        self._line.append(turn)
        return turn

    async def work(self, do: Callable[[], T], stop: Event | None = None) -> T:
        """Wait for a turn, then do something in a thread and return what it gives.

        The turn ends when the thread does, even where nobody waits for it any more; `stop` is set then, so that the
        thread can end early. Raises NotReady("busy") if too many wait already, and what `do` raises.
        """
        turn = self.join()
        under_way: asyncio.Future[T] | None = None
        try:
            while turn.ahead:
                turn.moved.clear()
                await turn.moved.wait()
            under_way = asyncio.get_running_loop().run_in_executor(None, do)
            under_way.add_done_callback(turn.end)
            return await asyncio.shield(under_way)
        finally:
            if stop is not None:
                stop.set()
            if under_way is None:
                turn.leave()

    def ahead(self, turn: Turn) -> int:
        """How many must leave before it is this one's turn; 0 if it is."""
        return max(self._line.index(turn) - self.places + 1, 0)

    def leave(self, turn: Turn) -> None:
        """Step out of the line, at work or waiting; all behind move up."""
        if turn in self._line:
            self._line.remove(turn)
            for other in self._line:
                other.moved.set()


class Turn:
    """A place in the line; `moved` is set whenever it has come nearer."""

    def __init__(self, line: Turns) -> None:
        self._line = line
        self.moved = asyncio.Event()

    @property
    def ahead(self) -> int:
        """How many must leave before it is this one's turn; 0 if it is."""
        return self._line.ahead(self)

    def leave(self) -> None:
        """Step out of the line; doing it twice does no harm."""
        self._line.leave(self)

    def end(self, work: asyncio.Future[T]) -> None:
        """Step out of the line when work is done. What it raised is looked at: unheard, asyncio would log it."""
        if not work.cancelled():
            work.exception()
        self.leave()
