"""The app: one FastAPI application that holds every surface."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from sandbox.errors import BadInput, NotAllowed, NotFound, SandboxError
from sandbox.lab import Lab
from sandbox.language import LANGS, preferred
from sandbox.models.catalog import Catalog
from sandbox.settings import Settings
from sandbox.surfaces import api, bertviz, embed, own_vectors, share
from sandbox.surfaces.answers import Answers
from sandbox.surfaces.fast_lane import FastLane
from sandbox.surfaces.refusal import refusal
from sandbox.surfaces.request_head import BoundedHeads
from sandbox.surfaces.security import SecurityHeaders
from sandbox.surfaces.static import Static
from sandbox.topics import VIEWS

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

#: Seconds for which a browser's connection stays open: a pupil who types the next sentence finds it still there.
KEEP_ALIVE = 30
#: Files and connections that may be open at once, where the system allows it: a browser takes six connections for an
#: embed, and many a system gives a program 1024, which 170 viewers use up.
OPEN_FILES = 2**16


def create_app(settings: Settings) -> FastAPI:
    """Put the whole application together. Models load in the background once it runs."""
    # Gradio reads these when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    from sandbox.surfaces import page

    lab = Lab(settings, Catalog.load(settings.assets, settings.home))
    answers = Answers(VIEWS, lab)
    static = Static(settings.widgets)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(warm_up(answers))
        yield
        warming.cancel()
        lab.close()

    # The interactive documentation of FastAPI loads scripts from elsewhere, so it is off; GET /api lists the views.
    app = FastAPI(title="LM Sandbox", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.lab = lab

    @app.exception_handler(SandboxError)
    async def explain(request: Request, error: SandboxError) -> Response:
        """Say what is wrong."""
        return refusal(request, error, static)

    @app.exception_handler(HTTPException)
    async def explain_http(request: Request, error: HTTPException) -> Response:
        """What the framework refuses by itself is said like everything else."""
        known = {404: NotFound("unknown_page"), 405: NotAllowed("method")}
        return await explain(request, known.get(error.status_code, BadInput("unreadable")))

    @app.exception_handler(api.HungUp)
    async def nobody(request: Request, error: api.HungUp) -> Response:
        """Nobody is there to read an answer; 499 is nginx's word for that."""
        return Response(status_code=499)

    @app.get("/")
    async def front(request: Request) -> RedirectResponse:
        """Go to the page in the browser's language, with whatever was asked."""
        query = f"?{request.url.query}" if request.url.query else ""
        target = f"/{preferred(request.headers.get('accept-language', ''))}/{query}"
        return RedirectResponse(target, status_code=307, headers={"Vary": "Accept-Language"})

    app.include_router(api.router(answers))
    app.include_router(bertviz.router(answers, static))
    app.include_router(share.router())
    app.include_router(own_vectors.router(lab))
    page.mount(app, lab, static)

    @app.get("/favicon.ico")
    async def icon() -> RedirectResponse:
        """Browsers ask here before they have read a page."""
        return RedirectResponse(static.url("host/icon.svg"), status_code=307)

    @app.get("/{lang}")
    async def page_without_slash(lang: str, request: Request) -> RedirectResponse:
        """Relative addresses of a page need the slash at its end."""
        if lang not in LANGS:
            raise NotFound("unknown_page")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{lang}/{query}", status_code=307)

    @app.get("/{path:path}")
    async def no_such_page(path: str) -> None:
        raise NotFound("unknown_page")

    lanes = {
        "api": (api.lane(answers), {"GET", "HEAD", "POST"}),
        "embed": (embed.lane(answers, static), {"GET", "HEAD"}),
        "widgets": (static.answer, {"GET", "HEAD"}),
    }
    app.add_middleware(page.Heads, static=static)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(FastLane, lanes=lanes, static=static)
    app.add_middleware(SecurityHeaders, framed_by=settings.framed_by)
    return app


async def warm_up(answers: Answers) -> None:
    """Load what the first visitors need, which then stays."""
    await answers.warm_up()
    spare_collector()


def spare_collector() -> None:
    """Have Python's garbage collector look less often, and at what is loaded by now not at all.

    It halts every thread while it looks: a fifth of a second through all models, and 40 % of a training of BPE's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def allow_connections() -> None:
    """Raise this process's own limit of open files to OPEN_FILES, or as near as it may; Windows knows no such limit."""
    if resource is not None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(settings: Settings) -> None:
    """Serve until interrupted."""
    logging.basicConfig(format="%(message)s")
    logging.getLogger("sandbox").setLevel(logging.INFO)  # what runs each model, and why
    allow_connections()
    # Addresses carry what people type, so there is no access log.
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        http=BoundedHeads,
        timeout_keep_alive=KEEP_ALIVE,
    )
