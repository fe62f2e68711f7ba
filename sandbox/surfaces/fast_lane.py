"""What a whole hall asks for at once, answered before the framework: answers, embeds, and the widgets' files.

Measured, an answer that was there already spent nine tenths of its time in routes, middlewares and dependencies that
have nothing to do for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.errors import SandboxError
from sandbox.surfaces.answers import Lane
from sandbox.surfaces.api import HungUp
from sandbox.surfaces.refusal import refusal
from sandbox.surfaces.static import Static


class FastLane:
    """Leads requests for /<lane>/… straight to what answers them, and everything else to the application (ASGI).

    Args:
        app: the application.
        lanes: what answers, by the first part of a path, and the methods that it takes.
        static: where a refusal's stylesheets are.
    """

    def __init__(self, app: ASGIApp, lanes: Mapping[str, tuple[Lane, set[str]]], static: Static) -> None:
        self.app, self.lanes, self.static = app, lanes, static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        first, _, rest = scope.get("path", "")[1:].partition("/")
        answer, methods = self.lanes.get(first, (None, set()))
        if answer is None or not rest or scope.get("method") not in methods:
            return await self.app(scope, receive, send)
        request = Request(scope, receive)
        try:
            response = await answer(rest, request)
        except SandboxError as error:
            response = refusal(request, error, self.static)
        except HungUp:
            response = Response(status_code=499)  # nginx's word for it; nobody is there to read it
        await response(scope, receive, send)
