"""Forty people compare at the same moment: everybody is answered, in fair turns, and who leaves loses nothing.

Nothing here depends on how fast the machine is: what is looked at is the order of things, and how many there are.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from itertools import count
from urllib.parse import urlencode

import httpx

#: One that no other test and no page asks, so that all who share it are known.
MODEL = "soroban-150k"
PEOPLE = 40
#: A seed that nobody has used before keeps everything from being there already.
SEEDS = count(1_000, 100)


def problem(number: int) -> str:
    return f"Ken has {20 + number} coins and gets {31 + number} more. How many coins does Ken have?"


def table(rows: int) -> str:
    """Many problems, as somebody would paste them."""
    return "\n".join(f"What is {60 + number}+{70 + number}-{20 + number}?" for number in range(rows))


async def lines(client: httpx.AsyncClient, server: str, **asked: object) -> AsyncGenerator[dict, None]:
    """What comes, line by line; it has to be a good answer."""
    query = urlencode({"model": MODEL, "styles": "step-by-step", "temperature": 1, **asked}, doseq=True)
    address, headers = f"{server}/api/prompt-comparison?{query}", {"Accept": "application/x-ndjson"}
    async with client.stream("GET", address, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        async for line in answer.aiter_lines():
            read = json.loads(line)
            assert "error" not in read, read
            yield read["result"]


async def until(stream: AsyncGenerator[dict, None], enough: Callable[[dict], bool]) -> dict:
    """Read on until a line has enough."""
    async for result in stream:
        if enough(result):
            return result
    raise AssertionError("it ended before that")


def client() -> httpx.AsyncClient:
    """As many connections as are wanted; a slow machine may take its time."""
    return httpx.AsyncClient(timeout=600, limits=httpx.Limits(max_connections=None))


def test_forty_at_once_are_answered_in_turn(server: str) -> None:
    """Three with 600 answers to come each were there first, and are overtaken by forty with one answer or five.

    Three of them have work for a minute, the forty for seconds: a machine that is ten times as busy tells the same.
    """

    async def work() -> None:
        seed = next(SEEDS)
        places: dict[int, list[dict]] = {}
        crowd_is_done = False

        async def much(http: httpx.AsyncClient, begun: asyncio.Event) -> dict:
            asked = {"set": "own", "own": table(50), "samples": 12, "seed": next(SEEDS)}
            async with aclosing(lines(http, server, **asked)) as stream:
                await anext(stream)
                begun.set()
                return await until(stream, lambda _: crowd_is_done)

        async def person(http: httpx.AsyncClient, number: int) -> dict:
            samples = 1 if number % 2 else 5
            asked = {"problem": problem(number), "samples": samples, "seed": seed}
            seen = [result async for result in lines(http, server, **asked)]
            places[number] = [result["queue"] for result in seen[:-1]]
            return seen[-1]

        async with client() as http:
            begun = [asyncio.Event() for _ in range(3)]
            large = [asyncio.create_task(much(http, event)) for event in begun]
            await asyncio.gather(*(event.wait() for event in begun))
            answers = await asyncio.gather(*(person(http, number) for number in range(PEOPLE)))
            crowd_is_done = True
            before = await asyncio.gather(*large)

        # Everybody has all of it, and their own.
        for number, answer in enumerate(answers):
            assert answer["queue"] is None and answer["problems"][0]["text"] == problem(number)
            assert len(answer["runs"]) == (1 if number % 2 else 5)
            assert all(run["state"] == "done" and run["ended"] for run in answer["runs"])
        # Those who came first have still to wait: they had their turns, not all of them.
        for first in before:
            assert first["queue"] is not None and 0 < first["queue"]["done"] < 600

        for number, seen in places.items():
            assert seen and all(place is not None for place in seen)  # progress was seen
            assert {place["total"] for place in seen} == {1 if number % 2 else 5}
            assert all(0 <= place["ahead"] < place["people"] <= PEOPLE + 3 for place in seen)
            done = [place["done"] for place in seen]
            assert done == sorted(done)
            if number % 2:  # with a single answer there is one turn to wait for, and it only comes nearer
                ahead = [place["ahead"] for place in seen]
                assert ahead == sorted(ahead, reverse=True)
        every = [place for seen in places.values() for place in seen]
        assert max(place["people"] for place in every) > PEOPLE // 2  # they were there at the same time
        assert max(place["ahead"] for place in every) > 0

    asyncio.run(work())


def test_who_cancels_frees_the_place_and_finds_everything_again(server: str) -> None:
    async def work() -> None:
        asked = {"set": "own", "own": table(10), "samples": 6, "seed": next(SEEDS)}

        async def people(http: httpx.AsyncClient) -> int:
            """Join for a moment, and count."""
            async with aclosing(lines(http, server, problem=problem(0), seed=next(SEEDS))) as newcomer:
                return (await anext(newcomer))["queue"]["people"]

        async with client() as http:
            async with aclosing(
                lines(http, server, set="own", own=table(50), samples=12, seed=next(SEEDS))
            ) as neighbour:
                await anext(neighbour)
                async with aclosing(lines(http, server, **asked)) as leaving:
                    seen = await until(leaving, lambda result: result["queue"]["done"] >= 3)
                assert seen["queue"]["people"] == 2 and seen["queue"]["done"] < 60
                # Nobody said goodbye: the connection is closed, as by the page's button. The neighbour goes on.
                while (sharing := await people(http)) > 2:
                    pass
                assert sharing == 2

            async with aclosing(lines(http, server, **asked)) as again:
                first = await anext(again)
                whole = await until(again, lambda result: result["queue"] is None)

        finished = {place: run for place, run in enumerate(seen["runs"]) if run["state"] == "done"}
        assert len(finished) >= 3
        assert len(finished) <= first["queue"]["done"] < 60  # kept, and not gone on with for nobody
        for place, run in finished.items():  # with the time that it took: nothing is done twice
            assert first["runs"][place] == whole["runs"][place] == run
        assert all(run["state"] == "done" for run in whole["runs"])

    asyncio.run(work())


def test_forty_with_the_same_link_are_answered_with_one_computation(server: str) -> None:
    """The time that is measured in it shows it: computed twice, it would not be the same to the millisecond."""

    async def work() -> list[dict]:
        asked = {"problem": problem(100), "samples": 15, "seed": next(SEEDS)}

        async def person(http: httpx.AsyncClient) -> dict:
            *seen, last = [result async for result in lines(http, server, **asked)]
            assert all(result["queue"]["total"] == 15 for result in seen)
            return last

        async with client() as http:
            return await asyncio.gather(*(person(http) for _ in range(PEOPLE)))

    first, *others = asyncio.run(work())
    assert len(first["runs"]) == 15 and all(other == first for other in others)
