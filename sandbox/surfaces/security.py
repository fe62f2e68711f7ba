"""Headers that hold every page to its own server, and the last resort for anything unforeseen."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What every document may load: only from this server. Gradio starts with inline scripts and compiles its templates.
_SOURCES = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
)
_PAGE = _SOURCES + "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; frame-ancestors {}"
_STRICT = _SOURCES + "script-src 'self'; frame-ancestors {}"


class SecurityHeaders:
    """Adds the headers to every answer. Embeds may be framed by anyone, everything else by `framed_by` only."""

    def __init__(self, app: ASGIApp, framed_by: str = "'self'") -> None:
        self.app, self.framed_by = app, framed_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI)."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        path: str = scope["path"]
        if path.startswith("/embed/"):
            policy = _STRICT.format("*")
        elif path.startswith(("/api", "/healthz", "/widgets/", "/qr.svg")):
            policy = _STRICT.format(self.framed_by)
        else:
            policy = _PAGE.format(self.framed_by)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                headers["Cross-Origin-Resource-Policy"] = (
                    "cross-origin" if path.startswith("/embed/") else "same-origin"
                )
            await send(message)

        await self.app(scope, receive, with_headers)
