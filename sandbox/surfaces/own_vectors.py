"""POST /vectors: a visitor's own file of word vectors, read as it comes and kept in memory only.

    POST /vectors?name=…&cut=0|1    the file is the body; with cut=1 its end is missing, since it was too large
    GET /vectors                    how large a file may be

The answer says under which id the vectors can be asked for from now on. Neither the file nor its name is logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.requests import ClientDisconnect

from sandbox.errors import BadInput, NotReady, SandboxError
from sandbox.lab import Lab
from sandbox.models.vectors_file import Limits, Vectors, VectorsReader
from sandbox.models.vectors_rows import DIMENSIONS, FIELD
from sandbox.surfaces.answers import asked
from sandbox.surfaces.api import HungUp
from sandbox.view import READABLE, Params

#: The most words of a file that are kept, and the bytes of a file that stand for one where files must be small.
MOST_WORDS, LEAST_ROW = 400_000, 160
#: How many times larger a compressed file may be once it is unfolded.
UNFOLDED = 8
#: How many files are read at the same time, and how many seconds one waits for its turn.
AT_ONCE, MOMENT = 3, 2
#: How much is collected before a thread reads it, in bytes.
PART = 1 << 16
#: How many seconds a file may take: what every file has, how many bytes give it one more, and the most.
PATIENCE, RATE, MOST_SECONDS = 30, 1 << 15, 300
#: Seconds for which the rest of a refused file is awaited.
REST = 60


class Upload(Params):
    """What is said of a file beside its content."""

    name: Annotated[str, Field(max_length=60), READABLE] = ""
    cut: bool = False


def router(lab: Lab) -> APIRouter:
    """Return the routes."""
    routes = APIRouter()
    most = lab.settings.upload
    limits = Limits(words=min(MOST_WORDS, most // LEAST_ROW + 1), bytes=most, inflated=UNFOLDED * most)
    places = asyncio.Semaphore(AT_ONCE)

    @routes.get("/vectors")
    async def bounds() -> JSONResponse:
        """Say how large a file may be (bytes; 0: none is taken), and how many words of how many numbers are kept."""
        return JSONResponse({"bytes": most, "words": limits.words, "dimensions": DIMENSIONS})

    @routes.post("/vectors")
    async def bring(request: Request) -> JSONResponse:
        """Read a file and keep its vectors."""
        check_origin(request)
        body = request.stream()
        try:
            upload = Upload.from_query(asked(request.scope["query_string"]).items)
            if most == 0:
                raise BadInput("vectors_off", FIELD)
            await turn(places)
            try:
                found = await read(body, VectorsReader(limits), most, upload.cut)
            finally:
                places.release()
        except ClientDisconnect:
            raise HungUp from None
        except SandboxError:
            await _drain(body, most)
            raise
        info = await asyncio.to_thread(lab.own_vectors.add, upload.name, found.words, found.vectors)
        answer = {
            "id": info.id,
            "name": info.name,
            "language": info.language,
            "form": found.form,
            "words": len(found.words),
            "dimensions": int(found.vectors.shape[1]),
            "announced": found.announced,
            "duplicates": found.duplicates,
            "full": found.full,
        }
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    return routes


def check_origin(request: Request) -> None:
    """Refuse what another site's page sends (BadInput); programs that are no browsers say nothing of an origin."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:  # browsers leave it out where a server is reached without HTTPS and is not on the same machine
        ours = origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
    if not ours:
        raise BadInput("vectors_other_site", FIELD)


async def turn(places: asyncio.Semaphore) -> None:
    """Take one of the places for files that are being read. Raises NotReady where none becomes free in a moment.

    Nobody asks who is waiting: a whole class may have one address.
    """
    try:
        async with asyncio.timeout(MOMENT):
            await places.acquire()
    except TimeoutError:
        raise NotReady("busy", FIELD) from None


async def read(body: AsyncIterator[bytes], reader: VectorsReader, most: int, cut: bool) -> Vectors:
    """Read a body of at most `most` bytes as it comes.

    Raises:
        BadInput: it is larger, comes too slowly, takes too long, or is no file of vectors.
        ClientDisconnect: its sender has gone.
    """
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await _read(body, reader, most, cut)
    except TimeoutError:
        raise BadInput("vectors_time", FIELD, minutes=round(MOST_SECONDS / 60)) from None
    finally:
        reader.stop()  # a thread may still be at it


async def _read(body: AsyncIterator[bytes], reader: VectorsReader, most: int, cut: bool) -> Vectors:
    begun = asyncio.get_running_loop().time()
    size, more = 0, True
    while more:
        part = bytearray()
        seconds = PATIENCE + size / RATE
        try:
            async with asyncio.timeout_at(begun + seconds):
                while more and len(part) < PART:
                    data = await anext(body, None)
                    more = data is not None
                    part += data or b""
        except TimeoutError:
            raise BadInput("vectors_slow", FIELD, seconds=round(seconds)) from None
        size += len(part)
        if size > most:
            raise BadInput("vectors_too_large", FIELD, limit=round(most / 2**20, 1))
        await asyncio.to_thread(reader.feed, bytes(part))
    return await asyncio.to_thread(reader.finish, cut)


async def _drain(body: AsyncIterator[bytes], most: int) -> None:
    """Let the rest of a refused file come, and forget it: a browser reads no answer before it has sent everything."""
    with suppress(ClientDisconnect, TimeoutError):
        async with asyncio.timeout(REST):
            async for data in body:
                most -= len(data)
                if most < 0:
                    return
