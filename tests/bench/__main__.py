"""python -m tests.bench: what a visitor waits for, as ratios measured side by side in one run.

Pairs alternate, medians count. A time says something about this machine in this hour; a ratio travels.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from importlib.util import find_spec
from urllib.parse import quote, urlsplit

import httpx
from playwright.sync_api import Browser, sync_playwright

from tests.bench import prompting, scale, tokens, words
from tests.conftest import CATALOG, SETTINGS, running

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


def crowd(urls: list[str]) -> float:
    """Seconds until all of these are answered, asked at once. Bare sockets, so that the asking itself costs little."""

    async def ask(url: str, start: asyncio.Event, ready: asyncio.Semaphore) -> None:
        at = urlsplit(url)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        ready.release()
        await start.wait()
        lines = [
            f"GET {at.path}?{at.query} HTTP/1.1",
            f"Host: {at.netloc}",
            "Accept-Encoding: gzip",
            "Connection: close",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        if not (await reader.read()).startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"no answer from {at.path}")
        writer.close()

    async def together() -> float:
        start, ready = asyncio.Event(), asyncio.Semaphore(0)
        asking = [asyncio.create_task(ask(url, start, ready)) for url in urls]
        for _ in urls:
            await ready.acquire()
        begun = time.perf_counter()
        start.set()
        await asyncio.gather(*asking)
        return time.perf_counter() - begun

    return asyncio.run(together())


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


def crowds(server: str) -> list[tuple[str, str]]:
    """Many requests at once against one; every text is new, so nothing comes from a cache."""

    def start(text: str) -> str:
        return f"{server}/api/next-token?model=gemma-3-270m&text={quote(text)}"

    one, equal, different, in_turn = [], [], [], []
    for turn in range(ROUNDS):
        one.append(crowd([start(f"一人が {turn} 回目に聞きます")]))
        equal.append(crowd([start(f"百人が {turn} 回目に聞きます")] * 100))
        different.append(crowd([start(f"{turn} 回目に {number} 番の人が聞く") for number in range(40)]))
        in_turn.append(sum(crowd([start(f"{turn} 回目に {number} 番が順に聞く")]) for number in range(40)))

    def ratio(many: list[float], base: list[float]) -> str:
        return f"{statistics.median(a / b for a, b in zip(many, base, strict=True)):.2f}"

    return [
        ("one new text", f"{statistics.median(one) * 1000:.0f} ms"),
        ("100 times the same new text at once / one", ratio(equal, one)),
        ("40 different new texts at once / one after the other", ratio(different, in_turn)),
    ]


def main() -> None:
    """Measure and print."""
    rows = words.rows() + tokens.rows() + prompting.rows() + scale.rows()
    with running(SETTINGS) as server:
        for entry in CATALOG:
            if entry.kind == "decoder":
                httpx.get(f"{server}/api/next-token?text=a&model={entry.id}", timeout=120).raise_for_status()
        rows += crowds(server) + ([] if "crowds" in sys.argv else pictures(server))
        if find_spec("bertviz"):  # needs the extras export and bertviz
            from tests.bench import attention

            rows += attention.rows(server)
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"{name:<{width}}  {figure}")


if __name__ == "__main__":
    main()
