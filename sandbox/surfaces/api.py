"""JSON: GET /api/<view>, the list of views at GET /api, and GET /healthz."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from sandbox import __version__
from sandbox.models.setup import state
from sandbox.surfaces.answers import Answers, asked, reply

T = TypeVar("T")

#: How long a browser or a proxy may show an answer without asking again, in seconds.
KEEP = 300


class HungUp(Exception):
    """The asker has gone: there is nobody to answer."""


class JSONText(Response):
    """JSON that is written already."""

    media_type = "application/json"


def router(answers: Answers) -> APIRouter:
    """Return the routes."""
    routes = APIRouter()

    @routes.api_route("/api", methods=["GET", "HEAD"])
    async def views() -> JSONResponse:
        """Name every view with the JSON schema of its parameters."""
        listed = [{"name": view.name, "params": view.params.model_json_schema()} for view in answers.views.values()]
        return JSONResponse({"views": listed})

    @routes.api_route("/api/{name}", methods=["GET", "HEAD"])
    async def answer(name: str, request: Request) -> Response:
        """Answer a view as JSON; 304 where the asker has it already."""
        question = asked(request.scope["query_string"])
        view = answers.view(name)
        found = await while_connected(request, answers.get(view, view.params.from_query(question.items)))
        return reply(request, found, JSONText, KEEP)

    @routes.api_route("/healthz", methods=["GET", "HEAD"])
    async def health() -> JSONResponse:
        """Say what works: every model's state, what runs it, and what the caches did."""
        lab = answers.lab
        loaded = lab.loaded()
        models = {
            entry.id: {
                "state": state(entry, lab.settings),
                "loaded": entry.id in loaded,
                "provider": loaded[entry.id].provider if entry.id in loaded else None,
                "precision": loaded[entry.id].precision if entry.id in loaded else None,
                "counters": loaded[entry.id].counters() if entry.id in loaded else {},
            }
            for entry in lab.catalog
        }
        return JSONResponse(
            {
                "status": "ok",
                "version": __version__,
                "threads": lab.settings.threads,
                "models": models,
                "vectors": {},
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


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Await `work`, but give it up when the asker hangs up: HungUp. Others who wait for the same keep it going."""

    async def hung_up() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(hung_up())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise HungUp
        return await working
    finally:
        working.cancel()
        leaving.cancel()
