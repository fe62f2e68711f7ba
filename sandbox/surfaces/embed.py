"""GET /embed/<view>: one picture without anything around it, for a slide or a learning platform's page.

The answer stands in the document, so the first picture needs no second round trip. Of what unfolds in time it is the
first snapshot, where the answer is not there yet: the picture then follows the rest.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import cache
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from sandbox.language import words
from sandbox.surfaces.answers import Answer, Answers, Asked, Lane, key_of, reply
from sandbox.surfaces.api import while_connected
from sandbox.surfaces.document import data, document
from sandbox.surfaces.static import Static
from sandbox.view import View

T = TypeVar("T")

#: How long a browser or a proxy may show an embed without asking again, in seconds.
KEEP = 60

#: The ways an embed can look; any other value looks like none.
LOOKS = {"theme": ("light", "dark"), "present": ("1",), "controls": ("off",)}


def lane(answers: Answers, static: Static) -> Lane:
    """Return what answers /embed/<view>."""

    async def embed(name: str, request: Request) -> Response:
        """Show a view; its example where nothing is asked."""
        question, view, params = await answers.read(name, request.scope["query_string"], shows=True)
        if view.stream is not None and answers.cache.kept(key_of(view, params)) is None:
            body, whole = await while_connected(request, first_of(answers.follow(view, params)))
            if not whole:
                begun = await asyncio.to_thread(picture, view, body, question, static, partial=True)
                return HTMLResponse(begun, headers={"Cache-Control": "no-store"})

        async def render() -> Answer:
            found = await answers.get(view, params)
            return await asyncio.to_thread(lambda: Answer.of(picture(view, found.body, question, static).encode()))

        looks = [
            f"{name}={question.shown.get(name)}" for name, values in LOOKS.items() if question.shown.get(name) in values
        ]
        key = f"embed {question.lang} {looks} {key_of(view, params)}"
        found = answers.cache.kept(key)
        if found is None:
            found = await while_connected(request, answers.cache.get(key, render))
        return reply(request, found, "text/html", KEEP)

    return embed


async def first_of(parts: AsyncGenerator[T, None]) -> T:
    """Return what comes first, and take no more."""
    async with aclosing(parts):
        return await anext(parts)


def picture(view: View[Any], answer: bytes, question: Asked, static: Static, partial: bool = False) -> str:
    """Return the document of an embed. `partial`: the answer is a snapshot, and more is to come."""
    say = words(question.lang)
    controls = ' controls="off"' if question.shown.get("controls") == "off" else ""
    body = (
        f'<main><h1 class="unseen">{say(f"{view.name}.title")}</h1><{view.widget}{controls}></{view.widget}></main>'
        f'<p class="problem" role="alert" hidden></p>'
        f'<p class="waiting" role="status" hidden>{say("page.computing")}</p>'
        f"{data('answer', json.loads(answer) | ({'partial': True} if partial else {}))}"
        f"{data('words', say.picture(view.widget) | {'offline': say('page.offline')})}"
        f'<script type="module" src="{static.url("host/embed.js")}"></script>'
    )
    title = f"{say(f'{view.name}.title')} · {say('page.name')}"
    return document(question.lang, title, body, static, shown=question.shown, early=_modules(view.widget, static))


@cache
def _modules(widget: str, static: Static) -> list[str]:
    return static.modules("host/embed.js", f"{widget}/{widget}.js")
