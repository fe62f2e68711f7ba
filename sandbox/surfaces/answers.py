"""An answer: parameters in, the JSON of a view out, computed once however many ask, with an ETag."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request, Response

from sandbox.errors import BadInput, NotFound, NotReady, SandboxError
from sandbox.lab import Lab
from sandbox.language import LANGS, Lang, words
from sandbox.models.single_flight import SingleFlight
from sandbox.view import Params, View

#: Query keys that say how a surface shows an answer; all others are the view's parameters.
PRESENTATION = {"lang", "view", "present", "theme", "controls"}


@dataclass(frozen=True)
class Answer:
    """A body (JSON: {"view", "query", "params", "result"}; or an embed's document) and its ETag."""

    body: bytes
    zipped: bytes
    etag: str

    @classmethod
    def of(cls, body: bytes) -> Answer:
        """Tag a body by its content, and compress it once for all who will ask."""
        return cls(body, gzip.compress(body, 6, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:24]}"')


@dataclass(frozen=True)
class Asked:
    """A request's query string, taken apart: how it is to be shown, and what the view is asked."""

    lang: Lang
    shown: Mapping[str, str]
    items: list[tuple[str, str]]


def asked(query: bytes) -> Asked:
    """Take a raw query string apart.

    Raises:
        BadInput: its bytes are no UTF-8, or it wishes for a language we do not have. The language for saying so can be
            read even then: see `language_of`.
    """
    items: list[tuple[str, str]] = []
    # Latin-1 stands for bytes here: each of its 256 characters is one byte.
    for key, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True, encoding="latin-1"):
        try:
            items.append((key.encode("latin-1").decode("utf-8"), value.encode("latin-1").decode("utf-8")))
        except UnicodeDecodeError as error:
            raise BadInput("encoding", key, position=error.start + 1) from None
    shown = {key: value for key, value in items if key in PRESENTATION}
    if shown.get("lang", "ja") not in LANGS:
        raise BadInput("unknown_language", "lang", known=", ".join(LANGS))
    return Asked(language_of(query), shown, [(key, value) for key, value in items if key not in PRESENTATION])


def language_of(query: bytes) -> Lang:
    """Return the language a query string wishes for, whatever else is wrong with it."""
    return "en" if re.search(rb"(^|&)lang=en(&|$)", query) else "ja"


class Answers:
    """The views of one server with their shared cache."""

    def __init__(self, views: Mapping[str, View[Any]], lab: Lab) -> None:
        self.views, self.lab = views, lab
        self.cache: SingleFlight[str, Answer] = SingleFlight(
            lab.settings.answer_cache, lambda answer: len(answer.body) + len(answer.zipped)
        )

    def view(self, name: str) -> View[Any]:
        """Look a view up. Raises BadInput."""
        if name not in self.views:
            raise NotFound("unknown_view", "view", known=", ".join(self.views))
        return self.views[name]

    async def get(self, view: View[Any], params: Params) -> Answer:
        """Return the answer: from the cache, from an equal request under way, or computed now."""
        query = params.query()

        async def compute() -> Answer:
            result = await view.compute(params, self.lab)
            body = json.dumps(
                {"view": view.name, "query": query, "params": params.model_dump(), "result": result.model_dump()},
                ensure_ascii=False,
                separators=(",", ":"),
                allow_nan=False,
            ).encode()
            return Answer.of(body)

        return await self.cache.get(f"{view.name}?{query}", compute)

    async def warm_up(self) -> None:
        """Answer every view's examples, so that the first visitor waits for no model to load."""
        for view in self.views.values():
            for example in view.example.values():
                with suppress(SandboxError):  # a model that is not set up is said to whoever asks for it
                    await self.get(view, example)


def told(error: SandboxError, lang: Lang) -> dict[str, dict[str, str | None]]:
    """Return {"error": {"code", "message", "field"}} with the message in the reader's language."""
    say = words(lang)
    code = f"{error.code}_{error.field}" if f"errors.{error.code}_{error.field}" in say else error.code
    key = f"errors.{code}" if f"errors.{code}" in say else "errors.unreadable"
    return {
        "error": {
            "code": error.code,
            "message": say(key, **{"field": (error.field or "")[:40], **error.values}),
            "field": error.field,
        }
    }


def reply(request: Request, answer: Answer, kind: type[Response], seconds: int) -> Response:
    """Reply with an answer that may be shown this long without asking again; with 304 to those who have it already."""
    keep = f"public, max-age={seconds}"
    headers = {"ETag": answer.etag, "Cache-Control": keep, "Vary": "Accept-Encoding"}
    # A proxy may have made the tag weak (W/"…"), and may list several.
    if answer.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return kind(answer.zipped, headers=headers | {"Content-Encoding": "gzip"})
    return kind(answer.body, headers=headers)


def retry_headers(error: SandboxError) -> dict[str, str]:
    """Return the headers of a refusal: never kept, and when to come again."""
    return {"Cache-Control": "no-store"} | ({"Retry-After": "5"} if isinstance(error, NotReady) else {})
