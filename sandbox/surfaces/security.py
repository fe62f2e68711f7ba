"""Headers that hold every page to its own server, and the last resort for anything unforeseen."""

from __future__ import annotations

import logging
import traceback

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.errors import BadInput, SandboxError
from sandbox.surfaces.answers import language_of, retry_headers, told

log = logging.getLogger(__name__)

#: The longest query string that is read, in bytes: more than any view's parameters can fill.
LONGEST_QUERY = 64 * 2**10

#: What every document may load: only from this server. Gradio starts with inline scripts and compiles its templates.
_SOURCES = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
_OURS = "; script-src 'self'"
#: What BertViz's document may: draw. Nothing but its own files, no request, no form, no origin, wherever it is opened.
_BERTVIZ = (
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-scripts"
)
_GRADIO = "; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:"


class SecurityHeaders:
    """Adds the headers to every answer, and answers itself where the application fails (ASGI).

    Embeds may be framed by anyone: a course page, a slide opened from disk, a sandboxed frame. The last two have no
    origin of their own, so what an embed loads must be open to all origins, too; the same holds for BertViz's document,
    which is a frame in an embed. Everything else may be framed by `framed_by` only.
    """

    def __init__(self, app: ASGIApp, framed_by: str) -> None:
        self.app, self.framed_by = app, framed_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path: str = scope["path"]
        framed_bertviz = path == "/bertviz" or path.startswith("/bertviz/")
        open_to_all = framed_bertviz or path.startswith(("/embed/", "/api/", "/widgets/"))
        policy = _BERTVIZ if framed_bertviz else _SOURCES + (_OURS if open_to_all else _GRADIO)
        if not framed_bertviz and not path.startswith("/embed/"):
            policy += f"; frame-ancestors {self.framed_by}"
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if open_to_all else "same-origin"
                if open_to_all:
                    headers["Access-Control-Allow-Origin"] = "*"
            await send(message)

        try:
            if len(scope["query_string"]) > LONGEST_QUERY:  # before anything takes it apart
                raise BadInput("query_too_long", limit=LONGEST_QUERY)
            await self.app(scope, receive, with_headers)
        except SandboxError as error:  # what stands between us and the application refuses by itself
            problem = told(error, language_of(scope["query_string"]))
            await JSONResponse(problem, error.status, retry_headers(error))(scope, receive, with_headers)
        except Exception as error:
            # Where it happened, but not what it says: a message may quote what somebody typed.
            frames = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s at %s\n%s", type(error).__name__, path, frames)
            if not started:
                problem = told(SandboxError("internal"), language_of(scope["query_string"]))
                await JSONResponse(problem, 500, {"Cache-Control": "no-store"})(scope, receive, with_headers)
