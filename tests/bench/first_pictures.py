"""The first picture of page and embed, for somebody who was never here ("cold") and for somebody who was ("warm")."""

from __future__ import annotations

import os
import statistics
from urllib.parse import quote

import httpx
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import SETTINGS, running

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUERY = f"text={quote('今日は良い')}&model=gemma-3-270m"
ROUNDS = 7

#: Notes, at every frame from the start of a document, whether the first bar is there yet.
WATCH = """
const look = () => {
  const picture = document.querySelector('next-token-bars');
  if (picture?.shadowRoot?.querySelector('[role=option]')) window.firstBar = performance.now();
  else requestAnimationFrame(look);
};
look();
"""


def first_picture(browser: Browser, address: str, warm: bool) -> tuple[float, int]:
    """Milliseconds from navigation to the first bar, and bytes that came over the wire for it."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    if warm:
        page.goto(address)
        page.wait_for_function("() => window.firstBar")
        page.wait_for_load_state("networkidle")
    received = 0

    def count(event: dict[str, int]) -> None:
        nonlocal received
        received += event["encodedDataLength"]

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", count)
    page.goto(address, wait_until="commit")
    found = page.wait_for_function("() => window.firstBar").json_value()
    page.wait_for_timeout(1000)  # fonts
    context.close()
    return float(found), received


def pictures(server: str) -> list[tuple[str, str]]:
    """The first picture of page and embed, cold and warm."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
        for warm in (False, True):
            seen: dict[str, list[tuple[float, int]]] = {"page": [], "embed": []}
            for _ in range(ROUNDS):
                seen["page"].append(first_picture(browser, f"{server}/ja/?view=next-token&{QUERY}", warm))
                seen["embed"].append(first_picture(browser, f"{server}/embed/next-token?{QUERY}", warm))
            state = "warm" if warm else "cold"
            for name, pairs in seen.items():
                times, sizes = zip(*pairs, strict=True)
                figure = f"{statistics.median(times):.0f} ms, {statistics.median(sizes) / 1000:.0f} kB"
                rows.append((f"{name}, {state}: first picture", figure))
            ratios = [embed / page for (page, _), (embed, _) in zip(seen["page"], seen["embed"], strict=True)]
            rows.append((f"embed / page, {state}", f"{statistics.median(ratios):.2f} of the time"))
        browser.close()
    return rows


def rows() -> list[tuple[str, str]]:
    """Measure on a server that has the answer ready, so that what is seen is the way to the picture."""
    with running(SETTINGS) as server:
        httpx.get(f"{server}/api/next-token?{QUERY}", timeout=120).raise_for_status()
        return pictures(server)
