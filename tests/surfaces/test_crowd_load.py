"""A hall opens one embed, a class writes forty sentences: all get theirs, and nothing is done twice.

Nothing here depends on how fast the machine is.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import resource
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

import pytest

from sandbox.topics import VIEWS
from tests.bench.http_client import Connection
from tests.conftest import SETTINGS, running

MODEL = "smollm2-135m"
VIEWERS, CONNECTIONS, PUPILS = 300, 3, 40
FILE = re.compile(rb'(?:href|src)="(/widgets/[^"]+)"')


@pytest.fixture(scope="module")
def narrow() -> Iterator[str]:
    """A server on a system that gives a program 256 open files at first, as some do."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    server = running(SETTINGS)
    try:
        address = server.__enter__()  # it inherits the limit; we need more
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    yield address
    server.__exit__()


async def computed(server: str) -> int:
    """What the model was asked so far, once it has answered what the server asks it by itself: the views' examples."""
    connection = Connection(server)
    for view in VIEWS.values():
        for lang, example in view.example.items():
            if getattr(example, "model", None) == MODEL:
                with suppress(RuntimeError):  # a refusal: BertViz may not be installed
                    await connection.ask(f"/embed/{view.name}?lang={lang}")
    health = json.loads(gzip.decompress(await connection.ask("/healthz")))
    connection.close()
    return int(health["models"][MODEL]["counters"]["computed"])


def test_three_hundred_viewers_see_one_computation(narrow: str) -> None:
    """All come at the same moment, with more connections than the server might have had files."""
    document = f"/embed/next-token?model={MODEL}&text={quote('Three hundred people look at this')}"
    arrived = 0
    everybody = asyncio.Event()

    async def viewer() -> list[bytes]:
        nonlocal arrived
        connections = [Connection(narrow) for _ in range(CONNECTIONS)]
        page = await connections[0].ask(document)
        wanted = sorted(set(FILE.findall(gzip.decompress(page))))
        assert len(wanted) > 10
        bodies = [page]
        arrived += 1
        if arrived == VIEWERS:
            everybody.set()
        await everybody.wait()  # nobody has hung up yet

        async def take(connection: Connection, paths: list[bytes]) -> list[bytes]:
            return [await connection.ask(path.decode()) for path in paths]

        parts = [take(one, wanted[place::CONNECTIONS]) for place, one in enumerate(connections)]
        bodies += [body for part in await asyncio.gather(*parts) for body in part]
        for one in connections:
            one.close()
        return bodies

    async def hall() -> None:
        before = -1
        while (now := await computed(narrow)) != before:  # it also measures the heads by itself, sentence by sentence
            before = now
            await asyncio.sleep(3)
        first, *others = await asyncio.gather(*(viewer() for _ in range(VIEWERS)))
        assert all(other == first for other in others)
        assert await computed(narrow) - before == 1

    asyncio.run(hall())


def test_forty_pupils_get_their_own_sentences(server: str) -> None:
    async def pupil(number: int) -> None:
        connection = Connection(server)
        for turn in range(3):
            text = f"Pupil {number} writes sentence {turn} of this minute"
            body = await connection.ask(f"/api/next-token?model={MODEL}&text={quote(text)}")
            answer = json.loads(gzip.decompress(body))
            assert answer["params"]["text"] == text
            assert "".join(token["text"] for token in answer["result"]["tokens"]) == text
        connection.close()

    async def classroom() -> None:
        await asyncio.gather(*(pupil(number) for number in range(PUPILS)))

    asyncio.run(classroom())
