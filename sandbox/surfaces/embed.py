"""GET /embed/<view>: one picture without anything around it, for a slide or a learning platform's page.

The answer stands in the document, so the first picture needs no second round trip.
"""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from sandbox.language import words
from sandbox.surfaces.answers import Answer, Answers, Asked, key_of, reply
from sandbox.surfaces.api import while_connected
from sandbox.surfaces.document import data, document
from sandbox.surfaces.static import Static
from sandbox.view import View

#: How long a browser or a proxy may show an embed without asking again, in seconds.
KEEP = 60

#: The ways an embed can look; any other value looks like none.
LOOKS = {"theme": ("light", "dark"), "present": ("1",), "controls": ("off",)}


def router(answers: Answers, static: Static) -> APIRouter:
    """Return the route."""
    routes = APIRouter()

    @routes.api_route("/embed/{name}", methods=["GET", "HEAD"])
    async def embed(name: str, request: Request) -> Response:
        """Show a view; its example where nothing is asked."""
        question, view, params = await answers.read(name, request.scope["query_string"], shows=True)

        async def render() -> Answer:
            found = await answers.get(view, params)
            return await asyncio.to_thread(lambda: Answer.of(picture(view, found, question, static).encode()))

        looks = [
            f"{name}={question.shown.get(name)}" for name, values in LOOKS.items() if question.shown.get(name) in values
        ]
        key = f"embed {question.lang} {looks} {key_of(view, params)}"
        return reply(request, await while_connected(request, answers.cache.get(key, render)), HTMLResponse, KEEP)

    return routes


def picture(view: View[Any], answer: Answer, question: Asked, static: Static) -> str:
    """Return the document of an embed."""
    say = words(question.lang)
    controls = ' controls="off"' if question.shown.get("controls") == "off" else ""
    body = (
        f'<main><h1 class="unseen">{say(f"{view.name}.title")}</h1><{view.widget}{controls}></{view.widget}></main>'
        f'<p class="problem" role="alert" hidden></p>'
        f'<p class="waiting" role="status" hidden>{say("page.computing")}</p>'
        f"{data('answer', json.loads(answer.body))}"
        f"{data('words', say.find(view.widget) | {'offline': say('page.offline')})}"
        f'<script type="module" src="{static.url("host/embed.js")}"></script>'
    )
    title = f"{say(f'{view.name}.title')} · {say('page.name')}"
    return document(question.lang, title, body, static, shown=question.shown, early=_modules(view.widget, static))


@cache
def _modules(widget: str, static: Static) -> list[str]:
    return static.modules("host/embed.js", f"{widget}/{widget}.js")
