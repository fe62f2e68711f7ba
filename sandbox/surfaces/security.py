"""Headers that hold every page to its own server, and the last resort for anything unforeseen."""

from __future__ import annotations

import logging
import traceback

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


def _headers(policy: str, shared: str) -> dict[bytes, bytes]:
    """Return the headers of an answer under this Content-Security-Policy, for pages of all origins or of its own."""
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
        "cross-origin-resource-policy": shared,
    }
    if shared == "cross-origin":
        headers["access-control-allow-origin"] = "*"
    return {name.encode(): value.encode() for name, value in headers.items()}


class SecurityHeaders:
    """Adds the headers to every answer, and answers itself where the application fails (ASGI).

    Embeds may be framed by anyone: a course page, a slide opened from disk, a sandboxed frame. The last two have no
    origin of their own, so what an embed loads must be open to all origins, too; the same holds for BertViz's document,
    which is a frame in an embed. Everything else may be framed by `framed_by` only.
    """

    def __init__(self, app: ASGIApp, framed_by: str) -> None:
        self.app = app
        self._bertviz = _headers(_BERTVIZ, "cross-origin")
        self._embed = _headers(_SOURCES + _OURS, "cross-origin")
        self._open = _headers(f"{_SOURCES}{_OURS}; frame-ancestors {framed_by}", "cross-origin")
        self._page = _headers(f"{_SOURCES}{_GRADIO}; frame-ancestors {framed_by}", "same-origin")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path: str = scope["path"]
        if path.startswith("/embed/"):
            headers = self._embed
        elif path.startswith(("/api/", "/widgets/")):
            headers = self._open
        elif path == "/bertviz" or path.startswith("/bertviz/"):
            headers = self._bertviz
        else:
            headers = self._page
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                others = [pair for pair in message["headers"] if pair[0] not in headers]
                message["headers"] = [*others, *headers.items()]
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
