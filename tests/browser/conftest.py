"""A real Chromium, watched: no request may leave the server, no error may appear in its console."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": (1280, 720), "phone": (390, 844)}


# For one module: while Playwright's loop runs, no other test could run one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """open_page(path, size="desktop", theme="light"): a page that is watched until the test ends."""
    problems: list[str] = []
    contexts = []

    def watch(path: str, size: str = "desktop", theme: str = "light", allow: str = "") -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, has_touch=size == "phone"
        )
        contexts.append(context)
        page = context.new_page()

        def outside(url: str) -> bool:
            return urlsplit(url).scheme.startswith("http") and f"http://{urlsplit(url).netloc}" != server

        page.on("request", lambda request: outside(request.url) and problems.append(f"left the server: {request.url}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))

        def console(message: object) -> None:
            text = message.text  # type: ignore[attr-defined]
            if message.type == "error" and not (allow and allow in text):  # type: ignore[attr-defined]
                problems.append(f"console: {text}")

        page.on("console", console)
        page.goto(server + path)
        return page

    yield watch
    for context in contexts:
        context.close()
    assert not problems
