"""Prompting: how many answers our own model gives, and what forty people who start a comparison at once wait for.

Answers a minute: the same sixty new problems, put step by step, once one after the other and once all together, in
turns; each time with another seed, which changes nothing at temperature 0 but that nothing is kept from before.

Forty at once, over HTTP, each with other problems: when everybody has seen something, when the last one has all, and
how far apart the first and the last end. Once more after somebody with three hundred answers to wait for: in a fair
round that person is overtaken by all of them. Then what the server's memory grew by.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx

from sandbox.models.completions import Ask, Completion, complete
from sandbox.models.language_model import LanguageModel
from sandbox.models.sampling import Sampling
from sandbox.models.setup import folder_of
from sandbox.topics.prompting.prompts import default_pieces, prompts, put
from sandbox.topics.prompting.views.common import NEXT_QUESTION, read_prompt
from sandbox.topics.prompting.word_problems import Split, problem_set, word_problems
from tests.conftest import CATALOG, SETTINGS, running

MODEL = "soroban-1m"
#: Problems of each language, and how often they are put both ways.
PROBLEMS, ROUNDS = 30, 3
PEOPLE, CROWDS = 40, 3
#: What each of the forty asks: so many problems in two styles, so many samples of each.
EACH = 3
ASKED = {"model": MODEL, "styles": ["direct", "step-by-step"], "temperature": 1}
#: What somebody with much to ask has: 25 problems in two styles, six samples of each.
MUCH = {"samples": 6, "set": "own", "own": "\n".join(f"{n}+{m}=?" for n in range(60, 65) for m in range(70, 75))}
LINES = {"Accept": "application/x-ndjson"}
#: Where somebody stands: the end of a line, except the last one.
PLACE = re.compile(r'"queue":\{"people":(?P<people>\d+),"ahead":\d+,"done":(?P<done>\d+)')


# Answers a minute


def asks(model: LanguageModel, seed: int) -> list[Ask]:
    """Sixty problems step by step, as the comparison puts them."""
    found = []
    for language in ("ja", "en"):
        words, trigger = prompts(SETTINGS.assets, language), default_pieces(SETTINGS.assets, language)["trigger"]
        for problem in problem_set(word_problems(SETTINGS.assets, language), Split.NUMBERS, PROBLEMS, seed=1):
            ids = read_prompt(model, put(words, "step-by-step", problem.text, trigger)).ids
            found.append(Ask(ids, 120, Sampling(temperature=0, seed=seed), NEXT_QUESTION))
    return found


async def written(model: LanguageModel, wanted: Sequence[Ask]) -> list[Completion]:
    """Wait for the whole."""
    async with aclosing(complete(model, wanted)) as progress:
        async for step in progress:
            last = step
    return [one for one in last.completions if one is not None]


async def both_ways() -> list[tuple[str, str]]:
    """Measure in this process, without HTTP."""
    model = LanguageModel.load(folder_of(CATALOG[MODEL], SETTINGS), CATALOG[MODEL], SETTINGS)
    await written(model, asks(model, seed=0)[::10])  # for nothing: the graph is loaded
    single, together, same, tokens = [], [], [], 0
    for turn in range(1, ROUNDS + 1):
        begun = time.perf_counter()
        one_by_one = [(await written(model, [ask]))[0] for ask in asks(model, seed=2 * turn)]
        middle = time.perf_counter()
        at_once = await written(model, asks(model, seed=2 * turn + 1))
        single.append(middle - begun)
        together.append(time.perf_counter() - middle)
        same.append([one.text for one in one_by_one] == [one.text for one in at_once])
        tokens = sum(one.tokens for one in at_once)
    model.close()
    count = 2 * PROBLEMS
    slow, fast = (60 * count / statistics.median(times) for times in (single, together))
    ratio = statistics.median(one / all for one, all in zip(single, together, strict=True))
    texts = "the same texts" if all(same) else "NOT the same texts"
    return [
        (f"{MODEL}: answers a minute, one by one", f"{slow:,.0f} ({tokens / count:.0f} tokens each)"),
        (f"{MODEL}: answers a minute, {count} together", f"{fast:,.0f}: {ratio:.1f} times as many, {texts}"),
    ]


# Forty at once


@dataclass(frozen=True)
class Waited:
    """What one person waited for.

    Attributes:
        first, answer, last: seconds until the first snapshot, until the first answer is there, and until all are.
        lines: snapshots that came; people: the most that shared the model in one of them.
        refused: what was said instead, "" for a good answer.
    """

    first: float = 0
    answer: float = 0
    last: float = 0
    lines: int = 0
    people: int = 0
    refused: str = ""


async def person(client: httpx.AsyncClient, address: str, start: asyncio.Event) -> Waited:
    """Wait for a comparison as the page does. Little is read of a line, so that the asking costs little."""
    await start.wait()
    begun = time.perf_counter()
    times, people, done, line = [], 0, [], ""
    async with client.stream("GET", address, headers=LINES) as answer:
        async for line in answer.aiter_lines():
            times.append(time.perf_counter() - begun)
            place = PLACE.search(line, len(line) - 100)
            people = max(people, int(place["people"]) if place else 0)
            done.append(not place or place["done"] != "0")
    if answer.status_code != 200 or "result" not in json.loads(line):
        return Waited(refused=line[:200])
    return Waited(times[0], times[done.index(True)], times[-1], len(times), people)


async def much(client: httpx.AsyncClient, server: str, seed: int, started: asyncio.Event) -> int:
    """Ask for three hundred answers and look on until cancelled; return how many were there then."""
    query = urlencode(ASKED | MUCH | {"seed": seed}, doseq=True)
    done = 0
    try:
        async with client.stream("GET", f"{server}/api/prompt-comparison?{query}", headers=LINES) as answer:
            async for line in answer.aiter_lines():
                started.set()
                place = PLACE.search(line, len(line) - 100)
                done = int(place["done"]) if place else 300
    except asyncio.CancelledError:
        pass
    return done


async def crowd(server: str, turn: int, before: bool) -> tuple[list[Waited], int]:
    """Forty people at once, each with problems of their own; `before` them somebody with much to ask.

    Returns what they waited for, and how many answers that somebody had when the last of them was done.
    """
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=None, limits=limits) as client:
        start, started = asyncio.Event(), asyncio.Event()
        large = asyncio.create_task(much(client, server, 1000 * turn, started)) if before else None
        if large:
            await started.wait()
        numbers = range(2, 2 + EACH)
        people = []
        for number in range(PEOPLE):
            rows = [f"Ken has {40 + number} coins and gets {10 * turn + n} more. How many?" for n in numbers]
            query = urlencode(ASKED | {"set": "own", "own": "\n".join(rows), "seed": turn}, doseq=True)
            people.append(asyncio.create_task(person(client, f"{server}/api/prompt-comparison?{query}", start)))
        start.set()
        waited = await asyncio.gather(*people)
        if large:
            large.cancel()
        return waited, await large if large else 0


def memory(process: int, name: str) -> float:
    """VmRSS (what a process holds) or VmHWM (the most it held) in MB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000


def quiet(process: int) -> None:
    """Wait until a server has done what it does after its start: less than a tenth of a second of work in a second."""
    before = -1000
    for _ in range(60):
        ticks = sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]))
        if ticks - before < 10:
            return
        before = ticks
        time.sleep(1)


def crowds() -> list[tuple[str, str]]:
    """Forty at once, alone and after somebody with much to ask, in turns, on a server of their own."""
    place = running(SETTINGS)
    alone: list[list[Waited]] = []
    after: list[list[Waited]] = []
    others: list[int] = []
    with place as server:
        process = place.process.pid
        quiet(process)
        httpx.get(f"{server}/api/prompt-comparison?problem=2%2B2&model={MODEL}", timeout=600)  # it is loaded
        held = memory(process, "VmRSS")
        Path(f"/proc/{process}/clear_refs").write_text("5")  # the most it held is counted anew
        for turn in range(1, CROWDS + 1):
            alone.append(asyncio.run(crowd(server, 2 * turn, before=False))[0])
            waited, done = asyncio.run(crowd(server, 2 * turn + 1, before=True))
            after.append(waited)
            others.append(done)
        most, kept = memory(process, "VmHWM"), memory(process, "VmRSS")
    what = f"{PEOPLE} comparisons at once, {2 * EACH} answers each"
    refused = [one.refused for waited in (*alone, *after) for one in waited if one.refused]
    return [
        (what, figure(alone)),
        (f"{what}, one of 300 before them", f"{figure(after)}; the one had {statistics.median(others):.0f} by then"),
        (f"{what}: refused", f"{len(refused)} of {2 * CROWDS * PEOPLE} {refused[0] if refused else ''}".strip()),
        (f"{what}: memory", f"{held:,.0f} MB before, {most:,.0f} MB at most, {kept:,.0f} MB after"),
    ]


def figure(crowds: list[list[Waited]]) -> str:
    """Medians over the crowds."""

    def median(of: str, number: int) -> float:
        """The median over the crowds of the person at this place in the order of waiting."""
        return statistics.median(sorted(getattr(one, of) for one in waited)[number] for waited in crowds)

    half = PEOPLE // 2
    return (
        f"all see their place after {median('first', -1):.1f} s, "
        f"and all have a first answer after {median('answer', -1):.1f} s; "
        f"the first is done after {median('last', 0):.1f} s, half after {median('last', half):.1f} s, "
        f"the last after {median('last', -1):.1f} s; {median('lines', half):.0f} snapshots each; "
        f"up to {median('people', -1):.0f} share the model"
    )


def rows() -> list[tuple[str, str]]:
    """Measure."""
    return asyncio.run(both_ways()) + crowds()
