"""Waiting for an answer as long as somebody waits for it."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Request

from sandbox.surfaces.api import HungUp, while_connected


class Asker:
    """Somebody at the other end of a connection."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.messages.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        self.request = Request({"type": "http"}, self.messages.get)

    def hang_up(self) -> None:
        self.messages.put_nowait({"type": "http.disconnect"})


async def others() -> set[asyncio.Task[object]]:
    """What still runs beside the test, once everything had a chance to end."""
    for _ in range(5):
        await asyncio.sleep(0)
    return asyncio.all_tasks() - {asyncio.current_task()}


def test_the_answer_comes() -> None:
    async def run() -> None:
        async def work() -> int:
            await asyncio.sleep(0)
            return 7

        assert await while_connected(Asker().request, work()) == 7
        assert not await others()

    asyncio.run(run())


def test_what_goes_wrong_is_told() -> None:
    async def run() -> None:
        async def work() -> int:
            raise KeyError("x")

        with pytest.raises(KeyError):
            await while_connected(Asker().request, work())
        assert not await others()

    asyncio.run(run())


def test_who_hangs_up_ends_it() -> None:
    async def run() -> None:
        asker = Asker()
        ended = asyncio.Event()

        async def work() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        waiting = asyncio.create_task(while_connected(asker.request, work()))
        await asyncio.sleep(0)
        asker.hang_up()
        with pytest.raises(HungUp):
            await waiting
        assert ended.is_set() and not await others()

    asyncio.run(run())


def test_a_cancelled_request_is_not_one_that_hung_up() -> None:
    async def run() -> None:
        async def work() -> None:
            await asyncio.Event().wait()

        waiting = asyncio.create_task(while_connected(Asker().request, work()))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert not await others()

    asyncio.run(run())


@pytest.mark.parametrize("first", ["answer", "asker"])
def test_both_at_the_same_moment_leave_nothing_behind(first: str) -> None:
    """Whichever is seen first counts, and what follows in the same task is not cancelled."""

    async def run() -> None:
        asker = Asker()
        answer = asyncio.get_running_loop().create_future()

        async def request() -> str:
            try:
                found: str = await while_connected(asker.request, answer)
            except HungUp:
                found = "hung up"
            await asyncio.sleep(0.01)  # as when the answer is sent
            return found

        waiting = asyncio.create_task(request())
        for _ in range(3):
            await asyncio.sleep(0)
        steps = [lambda: answer.set_result("answer"), asker.hang_up]
        for step in steps if first == "answer" else steps[::-1]:
            step()
        assert await waiting in ("answer", "hung up")
        assert not await others()

    asyncio.run(run())
