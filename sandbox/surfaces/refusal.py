"""A refusal: one sentence, as a page where a person looks, as JSON where a program asks."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from sandbox.errors import SandboxError
from sandbox.surfaces.answers import language_of, retry_headers, told
from sandbox.surfaces.document import problem
from sandbox.surfaces.static import Static


def refusal(request: Request, error: SandboxError, static: Static) -> Response:
    """Say what is wrong, in the asker's language; `static` is where a page's stylesheets are."""
    lang = language_of(request.scope["query_string"])
    headers = retry_headers(error)
    if request.scope["path"].startswith("/api") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(told(error, lang), status_code=error.status, headers=headers)
    return HTMLResponse(problem(error, lang, static), status_code=error.status, headers=headers)
