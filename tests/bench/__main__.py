"""python -m tests.bench: what a visitor waits for, as ratios measured side by side in one run.

Pairs alternate, medians count. A figure in milliseconds says something about this machine in this hour; a ratio travels.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Callable
from urllib.parse import quote

import httpx
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CATALOG, SETTINGS, running

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUERY = f"text={quote('今日は良い')}&model=gemma-3-270m"
ROUNDS = 7

#: Resolves with the milliseconds since navigation when the first bar is there, in whatever shadow root.
FIRST_BAR = """() => {
  const picture = document.querySelector('next-token-bars');
  return picture?.shadowRoot?.querySelector('[role=option]') ? performance.now() : null;
}"""


def first_picture(browser: Browser, address: str, warm: bool) -> tuple[float, int]:
    """Milliseconds from navigation to the first bar, and bytes that came over the wire for it."""
    context = browser.new_context()
    page = context.new_page()
    if warm:
        page.goto(address)
        page.wait_for_function(FIRST_BAR)
    received = 0

    def count(event: dict[str, int]) -> None:
        nonlocal received
        received += event["encodedDataLength"]

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", count)
    page.goto(address, wait_until="commit")
    found = page.wait_for_function(FIRST_BAR, polling="raf").json_value()
    page.wait_for_timeout(1000)  # fonts
    context.close()
    return float(found), received


def crowd(url: Callable[[int], str], size: int) -> float:
    """Seconds until all of `size` requests at once are answered."""

    async def ask() -> float:
        limits = httpx.Limits(max_connections=size)
        async with httpx.AsyncClient(timeout=120, limits=limits) as client:
            await asyncio.gather(*(client.get(f"{url(0).split('/api')[0]}/healthz") for _ in range(size)))  # connect
            start = time.perf_counter()
            for response in await asyncio.gather(*(client.get(url(number)) for number in range(size))):
                response.raise_for_status()
            return time.perf_counter() - start

    return asyncio.run(ask())


def main() -> None:
    """Measure and print."""
    rows: list[tuple[str, str]] = []
    with running(SETTINGS) as server, sync_playwright() as playwright:
        for entry in CATALOG:
            if entry.kind == "decoder":
                httpx.get(f"{server}/api/next-token?text=a&model={entry.id}", timeout=120).raise_for_status()

        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
        for warm in (False, True):
            seen: dict[str, list[tuple[float, int]]] = {"page": [], "embed": []}
            for _ in range(ROUNDS):
                seen["page"].append(first_picture(browser, f"{server}/ja/?view=next-token&{QUERY}", warm))
                seen["embed"].append(first_picture(browser, f"{server}/embed/next-token?{QUERY}", warm))
            middle = {name: statistics.median(time for time, _ in pairs) for name, pairs in seen.items()}
            size = {name: statistics.median(size for _, size in pairs) for name, pairs in seen.items()}
            state = "warm" if warm else "cold"
            for name in seen:
                rows.append((f"{name}, {state}: first picture", f"{middle[name]:.0f} ms, {size[name] / 1000:.0f} kB"))
            rows.append((f"embed / page, {state}", f"{middle['embed'] / middle['page']:.2f} of the time"))
        browser.close()

        def fresh(text: str) -> Callable[[int], str]:
            return lambda _: f"{server}/api/next-token?model=gemma-3-270m&text={quote(text)}"

        one, hundred, different, one_by_one = [], [], [], []
        for turn in range(ROUNDS):
            one.append(crowd(fresh(f"一人が {turn} 回目に聞きます"), 1))
            hundred.append(crowd(fresh(f"百人が {turn} 回目に聞きます"), 100))
            start = f"{server}/api/next-token?model=gemma-3-270m&text="
            different.append(crowd(lambda number, turn=turn, start=start: start + quote(f"{turn} の {number} 人目は"), 40))
            one_by_one.append(
                sum(crowd(fresh(f"順番に {turn} の {number} 人目は"), 1) for number in range(8)) / 8 * 40
            )
        rows.append(("one new text", f"{statistics.median(one) * 1000:.0f} ms"))
        ratio = statistics.median(many / single for many, single in zip(hundred, one, strict=True))
        rows.append(("100 equal new texts at once / one", f"{ratio:.2f}"))
        ratio = statistics.median(many / single for many, single in zip(different, one_by_one, strict=True))
        rows.append(("40 different texts at once / one after the other", f"{ratio:.2f}"))
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"{name:<{width}}  {figure}")


if __name__ == "__main__":
    main()
