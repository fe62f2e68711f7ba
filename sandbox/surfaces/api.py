"""JSON: GET /api/<view>, the list of views at GET /api, and GET /healthz."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import aclosing
from dataclasses import asdict
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.requests import ClientDisconnect

from sandbox import __version__
from sandbox.errors import BadInput, SandboxError
from sandbox.language import Lang
from sandbox.models.setup import state
from sandbox.models.vectors_catalog import all_vectors
from sandbox.surfaces.answers import Answers, Lane, key_of, reply, told
from sandbox.view import Params, View

T = TypeVar("T")

#: How long a browser or a proxy may show an answer without asking again, in seconds.
KEEP = 300

#: The longest question that is read from a request's body, in bytes: 400,000 Japanese characters in a query string.
LONGEST_BODY = 4 * 2**20

#: Asked for in the Accept header, it gives a line of JSON for each snapshot of what unfolds in time.
LINES = "application/x-ndjson"


class HungUp(Exception):
    """The asker has gone: there is nobody to answer."""


def router(answers: Answers) -> APIRouter:
    """Return the routes."""
    routes = APIRouter()

    @routes.api_route("/api", methods=["GET", "HEAD"])
    async def views() -> JSONResponse:
        """Name every view with the JSON schema of its parameters."""
        listed = [{"name": view.name, "params": view.params.model_json_schema()} for view in answers.views.values()]
        return JSONResponse({"views": listed})

    @routes.api_route("/healthz", methods=["GET", "HEAD"])
    async def health() -> JSONResponse:
        """Say what works: every model's state, what runs it, which vectors there are, and what the caches did."""
        lab = answers.lab
        loaded, vectors = lab.loaded(), lab.loaded_vectors()
        models = {
            entry.id: {
                "state": state(entry, lab.settings),
                "loaded": entry.id in loaded,
                "provider": loaded[entry.id].provider if entry.id in loaded else None,
                "precision": loaded[entry.id].precision if entry.id in loaded else None,
                "counters": loaded[entry.id].counters() if entry.id in loaded else {},
                "license": entry.license,
                "loss": asdict(entry.loss) if entry.loss else None,
                "added": asdict(entry.added) if entry.added else None,
            }
            for entry in lab.catalog
        }
        return JSONResponse(
            {
                "status": "ok",
                "version": __version__,
                "threads": lab.settings.threads,
                "models": models,
                "tokenizers": {info.id: {"in_memory": info.id in lab.loaded_tokenizers()} for info in lab.tokenizers()},
                "vectors": {
                    id: {"in_memory": id in vectors} for id in await asyncio.to_thread(all_vectors, lab.settings)
                },
                "answers": {
                    "computed": answers.cache.computed,
                    "joined": answers.cache.joins,
                    "cached": answers.cache.hits,
                    "bytes": answers.cache.bytes,
                },
            },
            headers={"Cache-Control": "no-store"},
        )

    return routes


def lane(answers: Answers) -> Lane:
    """Return what answers /api/<view>."""

    async def answer(name: str, request: Request) -> Response:
        """Answer a view as JSON; 304 where the asker has it already.

        POST asks the same as GET: parameters that are too long for an address may stand in the body, written like a
        query string.
        """
        query = b"&".join(part for part in (request.scope["query_string"], await body_of(request)) if part)
        question, view, params = await answers.read(name, query)
        if view.stream is not None and LINES in request.headers.get("accept", ""):
            return await unfolding(answers, view, params, question.lang)
        found = answers.cache.kept(key_of(view, params))
        if found is None:
            found = await while_connected(request, answers.get(view, params))
        return reply(request, found, "application/json", KEEP)

    return answer


async def body_of(request: Request) -> bytes:
    """Read the body of a question. Raises BadInput where it is too long."""
    body = b""
    if request.method == "POST":
        try:
            async for part in request.stream():
                body += part
                if len(body) > LONGEST_BODY:
                    raise BadInput("query_too_long", limit=LONGEST_BODY)
        except ClientDisconnect:
            raise HungUp from None
    return body


async def unfolding(answers: Answers, view: View[Any], params: Params, lang: Lang) -> Response:
    """Answer with a line for each snapshot, marked "partial", and the answer itself as the last one.

    What is wrong with the question is known before the first line and refused as usual; what goes wrong later is the
    last line.
    """
    following = answers.follow(view, params)
    first = await anext(following)

    async def lines() -> AsyncIterator[bytes]:
        async with aclosing(following):
            body, whole = first
            try:
                while not whole:
                    yield b'{"partial":true,' + body[1:] + b"\n"
                    body, whole = await anext(following)
                yield body + b"\n"
            except SandboxError as error:
                yield json.dumps(told(error, lang), ensure_ascii=False).encode() + b"\n"

    # Said to be encoded already, so that nothing on the way collects the lines to compress them together.
    headers = {"Cache-Control": "no-store", "Content-Encoding": "identity", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines(), media_type=LINES, headers=headers)


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """Await `work`, but give it up when the asker hangs up: HungUp. Others who wait for the same keep it going."""
    waiting, gone, over = asyncio.current_task(), False, False
    assert waiting is not None

    async def hung_up() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    def give_up(_: asyncio.Task[None]) -> None:
        nonlocal gone
        if not over:
            gone = True
            waiting.cancel()

    leaving = asyncio.create_task(hung_up())
    leaving.add_done_callback(give_up)
    try:
        return await work
    except asyncio.CancelledError:
        if not gone:
            raise
        waiting.uncancel()
        raise HungUp from None
    finally:
        over = True
        leaving.cancel()
