"""A bound on what is held at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from sandbox.errors import NotReady
from sandbox.models.room import Room


class Holder:
    """Somebody who takes a part of a room, and gives it back when told to."""

    def __init__(self, room: Room, size: int) -> None:
        self.room, self.size, self.inside, self.done = room, size, False, asyncio.Event()
        self.task = asyncio.create_task(self.hold())

    async def hold(self) -> None:
        async with self.room.held(self.size):
            self.inside = True
            await self.done.wait()
        self.inside = False


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scene, 10))


def test_small_ones_go_in_together_and_nobody_overtakes() -> None:
    async def scene() -> None:
        room = Room(10, waiting=5)
        first, second, large, small = (Holder(room, size) for size in (4, 4, 6, 1))
        await settle()
        assert [one.inside for one in (first, second, large, small)] == [True, True, False, False]
        first.done.set()
        await settle()
        assert [one.inside for one in (second, large, small)] == [True, True, False]
        second.done.set()
        await settle()
        assert large.inside and small.inside and room.free == 3
        for one in (large, small):
            one.done.set()
        await settle()
        assert room.free == 10

    run(scene())


def test_what_is_larger_than_the_room_takes_all_of_it() -> None:
    async def scene() -> None:
        room = Room(10, waiting=5)
        giant, small = Holder(room, 25), Holder(room, 1)
        await settle()
        assert giant.inside and not small.inside
        giant.done.set()
        await settle()
        assert small.inside and room.free == 9
        small.task.cancel()
        await settle()
        assert room.free == 10

    run(scene())


def test_who_leaves_gives_up_the_place_wherever_it_was() -> None:
    async def scene() -> None:
        room = Room(10, waiting=5)
        inside, waiting, last = Holder(room, 10), Holder(room, 10), Holder(room, 3)
        await settle()
        waiting.task.cancel()
        await settle()
        inside.done.set()
        last.task.cancel()  # in the very moment in which it is let in
        await settle()
        assert room.free == 10 and not last.inside
        again = Holder(room, 10)
        await settle()
        assert again.inside
        again.task.cancel()

    run(scene())


def test_an_error_gives_it_back() -> None:
    async def scene() -> None:
        room = Room(10, waiting=5)
        with pytest.raises(ZeroDivisionError):
            async with room.held(4):
                raise ZeroDivisionError
        assert room.free == 10

    run(scene())


def test_too_many_are_refused() -> None:
    async def scene() -> None:
        room = Room(10, waiting=1)
        inside, waiting = Holder(room, 10), Holder(room, 1)
        await settle()
        with pytest.raises(NotReady, match="busy"):
            async with room.held(1):
                pass
        for one in (inside, waiting):
            one.task.cancel()

    run(scene())
