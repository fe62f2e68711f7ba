"""An answer: parameters in, the JSON of a view out, computed once however many ask, with an ETag."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import Request, Response

from sandbox.errors import BadInput, NotFound, NotReady, SandboxError
from sandbox.lab import Lab
from sandbox.language import LANGS, Lang, words
from sandbox.models.single_flight import SingleFlight
from sandbox.view import Params, Result, View

#: What answers what follows /<its name>/ in an address; see fast_lane.py.
Lane = Callable[[str, Request], Awaitable[Response]]

#: Query keys that say how a surface shows an answer; all others are the view's parameters.
PRESENTATION = {"lang", "view", "present", "theme", "controls"}
#: The most key=value pairs of a question: more than any view's lists can fill.
MOST_PAIRS = 1000
#: Bytes of a query string that is read in a thread (400,000 Japanese characters take a third of a second); of the
#: shorter ones, so many are kept as they were read.
LONG_QUERY, KEPT_QUERIES = 2000, 500
#: Characters of a query string that an answer repeats.
LONGEST_QUERY = 260_000


@dataclass(frozen=True)
class Answer:
    """A body (JSON: {"view", "query", "params", "result"}; an embed's document; a widget's file) and its ETag."""

    body: bytes
    zipped: bytes  # empty where that saves less than a tenth
    etag: str

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        return len(self.body) + len(self.zipped)

    @classmethod
    def of(cls, body: bytes) -> Answer:
        """Tag a body by its content, and compress it once for all who will ask."""
        zipped = gzip.compress(body, 6, mtime=0)
        worth = len(zipped) < 0.9 * len(body)
        return cls(body, zipped if worth else b"", f'"{hashlib.sha256(body).hexdigest()[:24]}"')


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
    if query.count(b"&") >= MOST_PAIRS:
        raise BadInput("too_many_pairs", limit=MOST_PAIRS)
    for pair in filter(None, query.split(b"&")):
        key, _, value = (unquote_to_bytes(part) for part in pair.replace(b"+", b" ").partition(b"="))
        try:
            items.append((key.decode(), value.decode()))
        except UnicodeDecodeError as error:
            raise BadInput("encoding", key.decode("latin-1"), position=error.start + 1) from None
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
        self.cache: SingleFlight[str, Answer] = SingleFlight(lab.settings.answer_cache, lambda answer: answer.nbytes)
        #: A hall asks the same: its question is taken apart once.
        self._read_again = lru_cache(KEPT_QUERIES)(self._read)
        #: What unfolds now, by key: its newest snapshot, and what those who look at it wait for.
        self._newest: dict[str, bytes] = {}
        self._news: dict[str, asyncio.Future[None]] = {}

    def view(self, name: str) -> View[Any]:
        """Look a view up. Raises BadInput."""
        if name not in self.views:
            raise NotFound("unknown_view", "view", known=", ".join(self.views))
        return self.views[name]

    async def read(self, name: str, query: bytes, *, shows: bool = False) -> tuple[Asked, View[Any], Params]:
        """Take a question to a view apart; where nothing is asked and the surface `shows` something, its example is.

        Raises BadInput.
        """

        if len(query) < LONG_QUERY:
            return self._read_again(name, query, shows)
        return await asyncio.to_thread(self._read, name, query, shows)

    def _read(self, name: str, query: bytes, shows: bool) -> tuple[Asked, View[Any], Params]:
        question, view = asked(query), self.view(name)
        if shows and not question.items:
            return question, view, view.example[question.lang]
        return question, view, view.params.from_query(question.items)

    async def get(self, view: View[Any], params: Params) -> Answer:
        """Return the answer: from the cache, from an equal request under way, or computed now."""
        key = key_of(view, params)

        async def compute() -> Answer:
            if view.stream is None:
                result = await view.compute(params, self.lab)
                return await asyncio.to_thread(lambda: Answer.of(written(view, params, result)))
            body = b""
            try:
                async with aclosing(view.stream(params, self.lab)) as snapshots:
                    async for snapshot in snapshots:
                        body = await asyncio.to_thread(written, view, params, snapshot)
                        self._tell(key, body)
            finally:
                self._newest.pop(key, None)
                self._tell(key)
            return await asyncio.to_thread(Answer.of, body)

        return await self.cache.get(key, compute)

    async def follow(self, view: View[Any], params: Params) -> AsyncGenerator[tuple[bytes, bool], None]:
        """Give (body, whether it is the answer): snapshots as they come, then the answer. Whoever is late sees fewer.

        What is computed is what `get` computes, once for all who follow or wait; it ends when the last of them leaves.
        """
        key = key_of(view, params)
        answer: asyncio.Future[Any] = asyncio.ensure_future(self.get(view, params))
        news: asyncio.Future[None] | None = None
        try:
            seen: bytes | None = None
            while not answer.done():
                news = self._news.setdefault(key, asyncio.get_running_loop().create_future())
                newest = self._newest.get(key)
                if newest is not None and newest is not seen:
                    seen = newest
                    yield newest, False
                else:
                    await asyncio.wait({answer, news}, return_when=asyncio.FIRST_COMPLETED)
            yield (await answer).body, True
        finally:
            if self._news.get(key) is news and answer.done():
                del self._news[key]
            answer.cancel()

    def _tell(self, key: str, newest: bytes | None = None) -> None:
        """Wake those who follow."""
        if newest is not None:
            self._newest[key] = newest
        news = self._news.pop(key, None)
        if news is not None and not news.done():
            news.set_result(None)

    async def warm_up(self) -> None:
        """Answer every view's examples, so that the first visitor waits for no model to load and no code to compile."""

        async def answer(view: View[Any]) -> None:
            for example in view.example.values():
                with suppress(SandboxError):  # a model that is not set up is said to whoever asks for it
                    await self.get(view, example)

        await asyncio.gather(*(answer(view) for view in self.views.values()))


def key_of(view: View[Any], params: Params) -> str:
    """What tells questions apart. It is short: a text may be long, and the cache counts the bytes of answers only."""
    return f"{view.name} {hashlib.sha256(params.model_dump_json().encode()).hexdigest()}"


def written(view: View[Any], params: Params, result: Result) -> bytes:
    """Return the JSON of an answer. A query that no address could hold is left empty: the parameters say the same."""
    query = params.query_string()
    asked = {
        "view": view.name,
        "query": query if len(query) <= LONGEST_QUERY else "",
        "params": params.model_dump(),
    }
    start = json.dumps(asked, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f'{start[:-1]},"result":{result.model_dump_json()}}}'.encode()


def told(error: SandboxError, lang: Lang) -> dict[str, dict[str, str | None]]:
    """Return {"error": {"code", "message", "field"}} with the message in the reader's language."""
    say = words(lang)
    code = f"{error.code}_{error.field}" if f"errors.{error.code}_{error.field}" in say else error.code
    key = f"errors.{code}" if f"errors.{code}" in say else "errors.unreadable"
    name = (error.field or "")[:40]
    called = say.find("errors.fields").get(name, name)
    return {
        "error": {
            "code": error.code,
            "message": say(key, **{"field": called, **error.values}),
            "field": error.field,
        }
    }


def reply(request: Request, answer: Answer, kind: str, seconds: int, *keep: str) -> Response:
    """Reply with an answer that may be shown this long without asking again; with 304 to those who have it already.

    Args:
        request: who asks.
        answer: what is there.
        kind: its media type.
        seconds: how long a browser or a proxy may keep it.
        keep: further directives of Cache-Control.
    """
    cached = ", ".join(("public", f"max-age={seconds}", *keep))
    headers = {"ETag": answer.etag, "Cache-Control": cached, "Vary": "Accept-Encoding"}
    # A proxy may have made the tag weak (W/"…"), and may list several.
    if answer.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if answer.zipped and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(answer.zipped, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
    return Response(answer.body, media_type=kind, headers=headers)


def retry_headers(error: SandboxError) -> dict[str, str]:
    """Return the headers of a refusal: never kept, and when to come again."""
    return {"Cache-Control": "no-store"} | ({"Retry-After": "5"} if isinstance(error, NotReady) else {})
