"""A class and a hall at the server's door: what everybody waits for, beside the same computation behind plain Gradio.

One text, then a hundred at the same moment, equal and different. Forty pupils who each write another sentence every
five seconds for a minute, once each in a rhythm of their own and once all at the teacher's word. Three hundred viewers
who open one embed within ten seconds, each with six connections and no file kept from before: the document, and then
everything that Chromium fetches for it. For Gradio it is its page, with the files that Chromium fetches for that, and
the event, over the protocol of Gradio's own clients: POST /gradio_api/call/…, and the answer as server-sent events.

What is asked at once is new each time and asked in pairs that alternate; medians count. `python -m tests.bench.crowds`
prints this part alone.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote, urlsplit

import httpx
import uvloop
from playwright.sync_api import sync_playwright

from tests.bench.http_client import Connection, at_once
from tests.bench.peer_server import peer_server
from tests.conftest import SETTINGS, running

MODEL = "gemma-3-270m"
ROUNDS, CROWD = 7, 100
PUPILS, EVERY, TURNS = 40, 5.0, 12
VIEWERS, WITHIN = 300, 10.0
#: Connections of a browser to one server, and seconds after which nobody waits any more.
CONNECTIONS, PATIENCE = 6, 60
#: What keeps one run's texts apart from another's.
NUMBERS = count(random.randrange(10**6) * 1000)

#: Asks for what follows a text.
Ask = Callable[[Connection, str], Awaitable[None]]


def target(text: str, surface: str = "api") -> str:
    """Return the address of our answer."""
    return f"/{surface}/next-token?model={MODEL}&text={quote(text)}"


async def ask_ours(connection: Connection, text: str) -> None:
    """One request."""
    await connection.ask(target(text))


async def ask_gradio(connection: Connection, text: str, event: str = "next_token") -> bytes:
    """The event, and what it says when it is done. Raises RuntimeError where it failed."""
    given = json.dumps({"data": [text, MODEL] if event == "next_token" else []}).encode()
    id = json.loads(await connection.ask(f"/gradio_api/call/{event}", given))["event_id"]
    said = await connection.ask(f"/gradio_api/call/{event}/{id}")
    if b"event: complete" not in said:
        raise RuntimeError(said[:200].decode("latin-1"))
    return said


async def gradio_event(connection: Connection, text: str) -> None:
    """The same, for who does not read it."""
    await ask_gradio(connection, text)


@dataclass
class Waited:
    """What a crowd waited for: seconds of each good answer, and how many got none."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    async def note(self, work: Awaitable[None]) -> None:
        """Await something, and note how long it took or that it failed."""
        begun = time.perf_counter()
        try:
            await asyncio.wait_for(work, PATIENCE)
        except (OSError, RuntimeError, TimeoutError):
            self.errors += 1
        else:
            self.seconds.append(time.perf_counter() - begun)

    def __str__(self) -> str:
        asked = len(self.seconds) + self.errors
        if len(self.seconds) < 2:
            return f"{self.errors} errors of {asked}"
        slices = statistics.quantiles(self.seconds, n=100, method="inclusive")
        return f"p50 {slices[49] * 1000:,.0f} ms, p95 {slices[94] * 1000:,.0f} ms, {self.errors} errors of {asked}"


# At the same moment


async def burst(server: str, ask: Ask, texts: Sequence[str]) -> float:
    """Seconds until all of these texts are answered."""
    connections = [Connection(server) for _ in texts]
    begun = time.perf_counter()
    await asyncio.gather(*(ask(one, text) for one, text in zip(connections, texts, strict=True)))
    seconds = time.perf_counter() - begun
    for one in connections:
        one.close()
    return seconds


def bursts(ours: str, theirs: str) -> list[tuple[str, str]]:
    """One, the same once more, a hundred equal and a hundred different; then one and a hundred of Gradio's."""
    found: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        found.setdefault(name, []).append(seconds)

    def texts(people: int) -> list[str]:
        return [f"{next(NUMBERS)} 番の人が聞きます" for _ in range(people)]

    for _ in range(ROUNDS):
        [one], [same] = texts(1), texts(1)
        note("one", at_once(ours, [target(one)]))
        note("again", at_once(ours, [target(one)]))
        note("equal", at_once(ours, [target(same)] * CROWD))
        note("all again", at_once(ours, [target(same)] * CROWD))
        note("Gradio, one", uvloop.run(burst(theirs, gradio_event, texts(1))))
        note("Gradio, equal", uvloop.run(burst(theirs, gradio_event, texts(1) * CROWD)))
    for _ in range(ROUNDS // 3):  # a hundred texts take the model seconds, behind whatever they wait
        note("different", at_once(ours, [target(text) for text in texts(CROWD)]))
        note("Gradio, different", uvloop.run(burst(theirs, gradio_event, texts(CROWD))))
    middle = {name: statistics.median(times) for name, times in found.items()}

    def ratio(many: str, one: str) -> float:
        return statistics.median(a / b for a, b in zip(found[many], found[one], strict=True))

    def ms(name: str) -> str:
        return f"{middle[name] * 1000:,.1f} ms"

    return [
        ("/api/next-token: a new text; the same once more", f"{ms('one')}; {ms('again')}"),
        (f"{CROWD} times the same new text at once / one", f"{ratio('equal', 'one'):.2f} ({ms('equal')})"),
        (f"{CROWD} times a text that was answered before", ms("all again")),
        (
            f"{CROWD} different new texts at once / {CROWD} × one",
            f"{middle['different'] / middle['one'] / CROWD:.2f} ({ms('different')})",
        ),
        ("plain Gradio / ours: one new text", f"{ratio('Gradio, one', 'one'):.1f} ({ms('Gradio, one')})"),
        (
            f"plain Gradio / ours: {CROWD} times the same new text",
            f"{ratio('Gradio, equal', 'equal'):.1f} ({ms('Gradio, equal')})",
        ),
        (
            f"plain Gradio / ours: {CROWD} different new texts",
            f"{ratio('Gradio, different', 'different'):.1f} ({ms('Gradio, different')})",
        ),
    ]


# A class


async def classroom(server: str, ask: Ask, at_the_word: bool) -> Waited:
    """Forty pupils, a new sentence every five seconds; `at_the_word`: all of them at the same moment."""
    waited = Waited()
    begun = asyncio.get_running_loop().time() + 0.5
    dice = random.Random(1)

    async def pupil(offset: float) -> None:
        connection = Connection(server)
        for turn in range(TURNS):
            await asyncio.sleep(begun + offset + EVERY * turn - asyncio.get_running_loop().time())
            await waited.note(ask(connection, f"{next(NUMBERS)} 番目に書いた文では、今日は良い"))
        connection.close()

    await asyncio.gather(*(pupil(0 if at_the_word else dice.uniform(0, EVERY)) for _ in range(PUPILS)))
    return waited


# A hall


def fetched(address: str, until: str) -> list[str]:
    """What Chromium fetches with GET for a first visit, in its order, once `until` (a selector) is there."""
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_context().new_page()
        # Without what never ends: Gradio keeps one connection open to hear when a page is closed.
        page.on(
            "requestfinished",
            lambda one: found.append(one.url) if one.method == "GET" and one.resource_type != "eventsource" else None,
        )
        page.goto(address)
        page.wait_for_selector(until)
        page.wait_for_timeout(2000)  # fonts
        browser.close()
    parts = [urlsplit(one) for one in found if one.startswith(address.split("/", 3)[0]) and "heartbeat" not in one]
    paths = [part.path + (f"?{part.query}" if part.query else "") for part in parts]
    first = urlsplit(address)
    document = first.path + (f"?{first.query}" if first.query else "")
    return [document, *(path for path in paths if path != document)]


async def hall(server: str, files: Sequence[str], then: Callable[[Connection], Awaitable[None]] | None) -> Waited:
    """Three hundred first visits within ten seconds: the document, its files, and `then` what it takes beside them."""
    waited = Waited()

    async def visit(wait: float) -> None:
        await asyncio.sleep(wait)
        await waited.note(look())

    async def look() -> None:
        connections = [Connection(server) for _ in range(CONNECTIONS)]
        document, *rest = files
        wanted = iter(rest)

        async def take(connection: Connection) -> None:
            for path in wanted:
                await connection.ask(path)

        try:
            await connections[0].ask(document)
            await asyncio.gather(*(take(one) for one in connections))
            if then is not None:
                await then(connections[0])
        finally:
            for one in connections:
                one.close()

    dice = random.Random(2)
    await asyncio.gather(*(visit(dice.uniform(0, WITHIN)) for _ in range(VIEWERS)))
    return waited


def computations(server: str) -> int:
    """How often our server asked its model something that was not there yet."""
    found: int = httpx.get(f"{server}/healthz").json()["models"][MODEL]["counters"]["computed"]
    return found


def gradio_calls(server: str) -> int:
    """How often plain Gradio called the computation."""

    async def ask() -> bytes:
        connection = Connection(server)
        said = await ask_gradio(connection, "", "computed")
        connection.close()
        return said

    return int(uvloop.run(ask()).split(b"data: [")[1].split(b"]")[0])


def rows() -> list[tuple[str, str]]:
    """Measure everything of this part."""
    with running(SETTINGS) as ours, peer_server("plain_gradio", "/config") as theirs:
        uvloop.run(burst(theirs, gradio_event, ["はじめに"]))  # its model is loaded; ours has answered its examples
        httpx.get(ours + target("はじめに"), timeout=120).raise_for_status()
        found = bursts(ours, theirs)
        for at_the_word, how in ((False, "each in a rhythm of their own"), (True, "all at the same moment")):
            for name, server, ask in (("ours", ours, ask_ours), ("plain Gradio", theirs, gradio_event)):
                waited = uvloop.run(classroom(server, ask, at_the_word))
                found.append((f"{PUPILS} pupils, a sentence every {EVERY:.0f} s, {how}: {name}", str(waited)))
        text = "みなが見る文は、今日は良い"
        embed = fetched(ours + target(text + "ね", "embed"), "next-token-bars")
        page = fetched(theirs + "/", "button")
        before = computations(ours)
        embed[0] = target(text, "embed")
        waited = uvloop.run(hall(ours, embed, None))
        figures = f"{waited}, {computations(ours) - before} computation(s), {len(embed)} files"
        found.append((f"{VIEWERS} viewers of one embed within {WITHIN:.0f} s: ours", figures))
        before = gradio_calls(theirs)
        waited = uvloop.run(hall(theirs, page, lambda connection: gradio_event(connection, text)))
        figures = f"{waited}, {gradio_calls(theirs) - before} computation(s), {len(page)} files"
        found.append((f"{VIEWERS} viewers of one page within {WITHIN:.0f} s: plain Gradio", figures))
    return found


if __name__ == "__main__":
    for name, figure in rows():
        print(f"{name:<90}  {figure}")
