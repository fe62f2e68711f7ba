"""Forty people train a model at the same moment: all see theirs learn, in fair turns; who leaves frees the place.

Nothing here depends on how fast the machine is: what is looked at is the order of things, and how many there are.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx

PEOPLE = 40
#: A model that is as small as can be, and one that takes a while.
SMALL = {"width": 8, "layers": 1, "characters": 2**14}
LARGE = {"width": 48, "layers": 2, "characters": 2**18}
#: What a line says of a training so far.
Snapshot = dict[str, Any]
#: A seed that nobody has used before keeps everything from being there already.
SEEDS = count(10_001, 100)


async def lines(client: httpx.AsyncClient, server: str, **asked: object) -> AsyncGenerator[Snapshot, None]:
    """What comes, line by line; it has to be a good answer."""
    address = f"{server}/api/training-run?{urlencode(asked)}"
    async with client.stream("GET", address, headers={"Accept": "application/x-ndjson"}) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            read = json.loads(line)
            assert "error" not in read, read
            yield read["result"]


async def until(stream: AsyncGenerator[Snapshot, None], enough: Callable[[Snapshot], bool]) -> Snapshot:
    """Read on until a line has enough."""
    async for result in stream:
        if enough(result):
            return result
    raise AssertionError("it ended before that")


async def people(client: httpx.AsyncClient, server: str) -> int:
    """Join for a moment, and count: oneself, too."""
    async with aclosing(lines(client, server, **SMALL, seed=next(SEEDS))) as newcomer:
        queue = (await anext(newcomer))["queue"]
    return int(queue["people"])


async def alone(client: httpx.AsyncClient, server: str) -> None:
    """Wait until those of other tests have gone."""
    while await people(client, server) > 1:
        pass


def client() -> httpx.AsyncClient:
    """As many connections as are wanted; a slow machine may take its time."""
    return httpx.AsyncClient(timeout=600, limits=httpx.Limits(max_connections=None))


def test_forty_at_once_all_learn_in_turn(server: str) -> None:
    """Somebody with much to train was there first, and is overtaken by forty with little."""

    async def work() -> None:
        seed = next(SEEDS)
        begun: asyncio.Future[Snapshot] = asyncio.get_running_loop().create_future()
        crowd_is_done = False
        seen: dict[int, list[Snapshot]] = {}

        async def much(http: httpx.AsyncClient) -> Snapshot:
            async with aclosing(lines(http, server, **LARGE, seed=seed)) as stream:
                first = await anext(stream)
                begun.set_result(first)
                return await until(stream, lambda _: crowd_is_done)

        async def person(http: httpx.AsyncClient, number: int) -> Snapshot:
            *seen[number], last = [one async for one in lines(http, server, **SMALL, seed=seed + 1 + number)]
            return last

        async with client() as http:
            await alone(http, server)
            large = asyncio.create_task(much(http))
            await asyncio.wait({large, begun}, return_when=asyncio.FIRST_COMPLETED)
            assert begun.done(), large.exception()
            answers = await asyncio.gather(*(person(http, number) for number in range(PEOPLE)))
            crowd_is_done = True
            before = await large

        # Everybody has a whole training, and their own.
        for answer in answers:
            assert answer["status"] == "done" and answer["queue"] is None and answer["step"] == answer["steps"]
            assert answer["loss"] is not None and answer["entropy"] < answer["loss"] < answer["guessing"]
        assert len({json.dumps(answer["curve"]) for answer in answers}) == PEOPLE
        # The one who came first goes on: it had its turns, not all of them.
        assert before["queue"] is not None and 0 < before["step"] < before["steps"]

        for snapshots in seen.values():
            done = [one["step"] for one in snapshots]
            assert done == sorted(done)
            # Beside the crowd there is the large one, and perhaps who was just counting and goes.
            assert all(0 <= one["queue"]["ahead"] < one["queue"]["people"] <= PEOPLE + 2 for one in snapshots)
            # Nobody's training waits for others to end: it has begun while most of the crowd is still there.
            assert any(one["moments"] and one["queue"]["people"] > PEOPLE / 2 for one in snapshots)
        assert max(one["queue"]["people"] for snapshots in seen.values() for one in snapshots) > PEOPLE // 2

    asyncio.run(work())


def test_who_cancels_frees_the_place(server: str) -> None:
    async def work() -> None:
        asked = {**LARGE, "seed": next(SEEDS)}
        async with client() as http:
            await alone(http, server)
            async with aclosing(lines(http, server, **LARGE, seed=next(SEEDS))) as neighbour:
                before = await anext(neighbour)
                async with aclosing(lines(http, server, **asked)) as leaving:
                    seen = await until(leaving, lambda one: len(one["curve"]) > 2)
                assert seen["queue"]["people"] == 2 and seen["step"] < seen["steps"]
                # Nobody said goodbye: the connection is closed, as by the page's button. The neighbour goes on.
                while (sharing := await people(http, server)) > 2:
                    pass
                assert sharing == 2
                assert await until(neighbour, lambda one: one["step"] > before["step"])

            # The same link trains the same model: what was seen is seen again.
            async with aclosing(lines(http, server, **asked)) as again:
                found = await until(again, lambda one: len(one["curve"]) >= len(seen["curve"]))
        assert found["curve"][: len(seen["curve"])] == seen["curve"]
        assert found["moments"][0] == seen["moments"][0]

    asyncio.run(work())


def test_forty_with_the_same_link_are_one_training(server: str) -> None:
    async def work() -> tuple[list[list[Snapshot]], Snapshot]:
        asked = {**SMALL, "seed": next(SEEDS)}
        async with client() as http:
            await alone(http, server)

            async def person() -> list[Snapshot]:
                return [one async for one in lines(http, server, **asked)]

            together = await asyncio.gather(*(person() for _ in range(PEOPLE)))
            [kept] = [one async for one in lines(http, server, **asked)]
        return together, kept

    together, kept = asyncio.run(work())
    assert all(seen[-1] == kept for seen in together)  # and it was kept: who comes later sees no snapshots any more
    # There never was more than one training, beside that of who was just counting, perhaps, and goes.
    assert max(one["queue"]["people"] for seen in together for one in seen[:-1]) <= 2
