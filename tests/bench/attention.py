"""Attention: from a text to the picture, ours against transformers with BertViz, side by side in one run.

SmolLM2 135M, texts of 16, 64 and 128 tokens, a new one each round, so that nothing comes from a cache. Theirs is what a
notebook does: transformers (PyTorch, fp32, attention written out, from the same GGUF file, loaded already) and the
model view of BertViz with all layers; its document is read from this machine, and so are the libraries that it would
fetch from elsewhere. Ours is the embed of the attention view, which shows all heads and one of them large: once for
somebody who was never here ("cold", fonts and modules come along), once with another text before it ("warm"). A picture
counts from the moment its lines or cells are on the screen.

Then our page itself: how long a frame takes while it is scrolled, with 128 tokens in 30 × 9 heads.
"""

from __future__ import annotations

import gzip
import os
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bertviz
import httpx
import tokenizers
import torch
from playwright.sync_api import BrowserType, Error, Page, Route, sync_playwright

from sandbox.models.export import load_model
from tests.conftest import CATALOG, PARITY, SETTINGS, running

MODEL = "smollm2-135m"
#: Tokens, and how often; with 128 tokens BertViz draws 4.4 million lines.
ROUNDS = {16: 5, 64: 3, 128: 1}
#: How long BertViz may draw, in seconds, and how much memory must be free for it to go on, in bytes.
PATIENCE, RESERVE = 300, 4 * 2**30
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
#: Frames follow each other as fast as they can, so that the time between them is that of the work.
UNHURRIED = ["--disable-gpu-vsync", "--disable-frame-rate-limit"]
FRAMES = 240
VENDOR = SETTINGS.widgets / "vendor" / "bertviz"
LIBRARIES = {"require.min.js": "require.js", "d3.min.js": "d3.min.js", "jquery.min.js": "jquery.min.js"}

#: Notes when a picture is there: at the frame after the one in which its first part was found.
WATCH = """
const painted = (canvas) => {
  if (!canvas.width || !canvas.height) return false;
  const small = new OffscreenCanvas(16, 16).getContext("2d");
  small.drawImage(canvas, 0, 0, 16, 16);
  return small.getImageData(0, 0, 16, 16).data.some((value) => value > 0);
};
const there = () => {
  if (document.querySelector("#vis svg line")) return true;
  const canvases = [...document.querySelector("attention-map")?.shadowRoot?.querySelectorAll("canvas") ?? []];
  return canvases.length > 1 && canvases.every(painted);
};
const look = () => {
  if (there()) requestAnimationFrame(() => (window.seen = performance.now()));
  else requestAnimationFrame(look);
};
look();
"""

SCROLL = """async (frames) => {
  const times = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    scrollBy(0, frame < frames / 2 ? 8 : -8);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
}"""


@dataclass(frozen=True)
class Seen:
    """Milliseconds from the text to the picture; bytes that came for it, and what they are when compressed.

    Where `given_up` says why, no picture came in that time.
    """

    milliseconds: float
    size: int
    compressed: int
    given_up: str = ""


class Texts:
    """Texts of so many tokens, each a new one: common short words in a random order."""

    def __init__(self, tokenizer: tokenizers.Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.random = random.Random(time.time_ns())
        vocabulary = tokenizer.get_vocab()
        self.words = sorted(
            word.removeprefix("Ġ")
            for word, id in vocabulary.items()
            if id < 8_000 and word.startswith("Ġ") and 3 <= len(word) <= 6 and word[1:].isalpha() and word[1:].islower()
        )

    def of(self, tokens: int) -> str:
        """Return a text of exactly so many tokens."""
        words = [self.random.choice(self.words)]
        while (count := len(self.tokenizer.encode(" ".join(words)).ids)) != tokens:
            words = words[:1] if count > tokens else [*words, self.random.choice(self.words)]
        return " ".join(words)


def free_memory() -> int:
    """Bytes that could be used (Linux)."""
    lines = Path("/proc/meminfo").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))


def visit(chromium: BrowserType, address: str, before: str = "", patience: float = 60) -> tuple[float, int]:
    """Milliseconds from navigation to the picture, and bytes over the wire until all is quiet, in a new browser.

    What `before` loads is kept; without it nothing is there yet.

    Raises:
        TimeoutError: it does not come in time, or would need more memory than there is.
    """
    # A browser of its own: one that is busy with millions of lines can be ended only as a whole.
    browser = chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(WATCH)
    if address.startswith("file:"):  # a route keeps Chromium from keeping anything
        context.route("https://cdnjs.cloudflare.com/**", library)
    page = context.new_page()
    if before:
        page.goto(before)
        picture_of(page, patience)
        page.wait_for_load_state("networkidle")
    received = 0

    def count(event: dict[str, Any]) -> None:
        nonlocal received
        received += event["encodedDataLength"]

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", count)
    page.goto(address, wait_until="commit", timeout=patience * 1000)
    try:
        seen = picture_of(page, patience)
        page.wait_for_timeout(1_000)  # fonts
    finally:
        browser.close()
    return seen, received


def picture_of(page: Page, patience: float) -> float:
    """Wait for the picture, with an eye on the memory."""
    until = time.monotonic() + patience
    while time.monotonic() < until and free_memory() > RESERVE:
        try:
            return float(page.wait_for_function("() => window.seen", timeout=1_000).json_value())
        except Error as error:
            if "Timeout" not in str(error):
                raise TimeoutError("the page crashed") from None
    raise TimeoutError("it takes too long" if free_memory() > RESERVE else "the memory is full")


def library(route: Route) -> None:
    """Answer a request for one of BertViz's libraries from here."""
    name = LIBRARIES[route.request.url.rsplit("/", 1)[-1]]
    route.fulfill(path=VENDOR / name, content_type="text/javascript")


class Theirs:
    """A notebook's way from a text to BertViz's model view."""

    def __init__(self, texts: Texts) -> None:
        self.tokenizer = texts.tokenizer
        entry = CATALOG[MODEL]
        self.model = load_model(entry.kind, entry.source_path(PARITY.home / "work" / MODEL / "source"))

    def document(self, text: str) -> str:
        """Return what a notebook would show."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        with torch.no_grad():
            attentions = self.model(torch.tensor([encoding.ids]), output_attentions=True).attentions
        return str(bertviz.model_view(attentions, encoding.tokens, html_action="return").data)

    def seen(self, chromium: BrowserType, text: str) -> Seen:
        """Measure."""
        begun = time.perf_counter()
        document = "<!doctype html><meta charset=utf-8><body>" + self.document(text)
        computed = 1000 * (time.perf_counter() - begun)
        libraries = [(VENDOR / name).read_bytes() for name in LIBRARIES.values()]
        size = len(document.encode()) + sum(map(len, libraries))
        compressed = sum(len(gzip.compress(part, 6)) for part in (document.encode(), *libraries))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "view.html")
            path.write_text(document, "utf-8")
            begun = time.perf_counter()
            try:
                drawn, _ = visit(chromium, path.as_uri(), patience=PATIENCE)
            except TimeoutError as error:
                return Seen(computed + 1000 * (time.perf_counter() - begun), size, compressed, str(error))
        return Seen(computed + drawn, size, compressed)


def ours(chromium: BrowserType, server: str, text: str, before: str = "") -> Seen:
    """The embed of a text that nobody has asked about before; of another text `before` it."""
    address = f"{server}/embed/attention?lang=en&model={MODEL}&text="
    drawn, received = visit(chromium, address + quote(text), address + quote(before) if before else "")
    return Seen(drawn, received, received)


def compare(chromium: BrowserType, server: str, texts: Texts, theirs: Theirs, tokens: int) -> list[tuple[str, str]]:
    """Both in turns; medians, and the medians of the ratios of those that were measured beside each other."""
    cold: list[Seen] = []
    warm: list[Seen] = []
    other: list[Seen] = []
    for _ in range(ROUNDS[tokens]):
        text = texts.of(tokens)
        cold.append(ours(chromium, server, text))
        warm.append(ours(chromium, server, texts.of(tokens), before=text))
        other.append(theirs.seen(chromium, text))
    what = f"attention, {tokens} tokens × 270 heads"
    return [
        (f"{what}: ours, cold", figure(cold)),
        (f"{what}: ours, warm", figure(warm)),
        (f"{what}: transformers + BertViz", figure(other)),
        (f"{what}: BertViz / ours, cold", ratios(other, cold)),
        (f"{what}: BertViz / ours, warm", ratios(other, warm)),
    ]


def figure(seen: list[Seen]) -> str:
    """Medians."""
    size = statistics.median(one.size for one in seen)
    given_up = next((f" without a picture: {one.given_up}" for one in seen if one.given_up), "")
    return f"{statistics.median(one.milliseconds for one in seen):,.0f} ms{given_up}, {size / 1000:,.0f} kB"


def ratios(others: list[Seen], own: list[Seen]) -> str:
    """Medians of the ratios, pair by pair."""
    pairs = list(zip(others, own, strict=True))
    slower = statistics.median(b.milliseconds / a.milliseconds for b, a in pairs)
    larger = statistics.median(b.size / a.size for b, a in pairs)
    packed = statistics.median(b.compressed / a.size for b, a in pairs)
    return f"{slower:.1f} times as long, {larger:.0f} times the bytes ({packed:.1f} times if they were compressed)"


def scrolling(texts: Texts, server: str) -> list[tuple[str, str]]:
    """Milliseconds a frame while the page is scrolled."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS + UNHURRIED)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.add_init_script(WATCH)
        page.goto(f"{server}/en/?view=attention&model={MODEL}&text={quote(texts.of(128))}")
        page.wait_for_function("() => window.seen", timeout=60_000)
        page.wait_for_timeout(3_000)
        times = page.evaluate(SCROLL, FRAMES)[2:]
        browser.close()
    middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    figure = f"{middle:.1f} ms, 95 % within {high:.1f} ms ({1000 / high:.0f} a second and more)"
    return [("attention, 128 tokens × 270 heads: a frame while scrolling", figure)]


def rows() -> list[tuple[str, str]]:
    """Measure."""
    texts = Texts(tokenizers.Tokenizer.from_file(str(SETTINGS.home / "models" / MODEL / "tokenizer.json")))
    theirs = Theirs(texts)
    found = []
    with running(SETTINGS) as server:
        with sync_playwright() as playwright:
            for tokens in ROUNDS:
                # Once for nothing: the model is loaded, the probe measured, PyTorch has its threads.
                httpx.get(f"{server}/embed/attention?model={MODEL}&text={quote(texts.of(tokens))}", timeout=120)
                theirs.document(texts.of(16))
                found += compare(playwright.chromium, server, texts, theirs, tokens)
        return found + scrolling(texts, server)
