"""python -m tests.bench.map_frames: how long a frame of the map of a whole vocabulary takes while it is moved.

Real Chromium without a GPU, a window of 1280 × 720, 120 frames of zooming and panning over the maps that are shipped:
20,000 and 60,000 words. Beside the widget, on the same words in the same places and in the same run, the two obvious
ways to draw them, without any labels: an SVG with one circle a word, and a canvas with one arc() a word. Two times are
taken: what the page's own script takes for a frame, and from one frame to the next with nothing to wait for but the
work itself (no vertical sync), which counts what the browser does with it afterwards. A ratio travels to another
machine, a time does not.

Where frames take long, the widget draws a moving map at one device px a px, and finely again when it rests: the size of
its canvas is printed as it was at the end of the way.
"""

from __future__ import annotations

import json
import os
import statistics
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-gpu-vsync", "--disable-frame-rate-limit", "--no-first-run"]
HOST = "http://map.test"  # nobody answers there but this file
FRAMES = 120

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/widgets/shared/tokens.css">
<body style="margin: 0; background: var(--sand)"></body></html>"""

#: The way of the view: in and out again at an even pace, and to and fro. `zoom` is 1 where the whole map fits.
WAY = """
const way = (frame) => {
  const t = frame / FRAMES;
  const zoom = 12 ** (Math.sin(Math.PI * t) ** 2);
  return {x: 5000 + 1500 * Math.sin(9 * t) / zoom, y: 5000 + 1000 * Math.cos(7 * t) / zoom, zoom};
};
const drive = async (draw) => {
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    draw(way(frame));
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
  }
  return frames.slice(2);
};
"""

#: The widget as it is: its view is set, it draws by itself, and its drawing is timed.
WIDGET = """async ({words, map, dimensions}) => {
  await import("/widgets/vocabulary-map/vocabulary-map.js");
  const picture = document.createElement("vocabulary-map");
  const vectors = {id: "x", name: "x", language: "", words: words.length, dimensions};
  const result = {words, ...map, marks: [], missing: [], vectors};
  picture.data = {view: "vocabulary-map", params: {words: []}, result};
  document.body.append(picture);
  await new Promise((resolve) => setTimeout(resolve, 3000)); // fonts, the plan of the labels
  const {scene} = picture;
  const script = [];
  const paint = scene.paint.bind(scene);
  scene.paint = (now) => {
    const begun = performance.now();
    const more = paint(now);
    script.push(performance.now() - begun);
    return more;
  };
  const frames = await drive(({x, y, zoom}) => scene.show({x, y, scale: scene.whole.scale * zoom}, 0));
  const {width, height} = picture.shadowRoot.querySelector("canvas");
  picture.remove();
  return {script: script.slice(2, FRAMES), frames, size: [scene.width, scene.height], pixels: [width, height]};
}"""

#: One circle a word; the view is the viewBox.
SVG = """async ({map, size: [width, height]}) => {
  const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = make("svg", {width, height, fill: "#217494", "fill-opacity": 0.5});
  map.x.forEach((x, i) => svg.append(make("circle", {cx: x, cy: 9999 - map.y[i], r: 20})));
  document.body.append(svg);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const script = [];
  const frames = await drive(({x, y, zoom}) => {
    const begun = performance.now();
    const scale = (height / 7700) * zoom;
    const [across, down] = [width / scale, height / scale];
    svg.setAttribute("viewBox", `${x - across / 2} ${y - down / 2} ${across} ${down}`);
    script.push(performance.now() - begun);
  });
  svg.remove();
  return {script: script.slice(2), frames};
}"""

#: One arc a word, all of them at every frame.
ARCS = """async ({map, size: [width, height]}) => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, {width: width * devicePixelRatio, height: height * devicePixelRatio});
  canvas.style.cssText = `width: ${width}px; height: ${height}px`;
  document.body.append(canvas);
  const context = canvas.getContext("2d");
  const script = [];
  const frames = await drive(({x, y, zoom}) => {
    const begun = performance.now();
    const scale = (height / 7700) * zoom;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = "#21749480";
    for (let i = 0; i < map.x.length; i += 1) {
      context.beginPath();
      const [left, top] = [(map.x[i] - x) * scale + width / 2, (9999 - map.y[i] - y) * scale + height / 2];
      context.arc(left, top, 1.3 * zoom ** 0.42, 0, 2 * Math.PI);
      context.fill();
    }
    script.push(performance.now() - begun);
  });
  canvas.remove();
  return {script: script.slice(2), frames};
}"""


def serve(route: Route) -> None:
    """Answer with a file of the repository, or with the empty page."""
    path = urlsplit(route.request.url).path
    if path == "/":
        route.fulfill(body=PAGE, content_type="text/html")
    else:
        route.fulfill(path=ROOT / path.removeprefix("/"))


def measured(browser: Browser, folder: Path, ratio: int) -> dict[str, dict[str, Any]]:
    """Times of a frame in ms, by way of drawing."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, device_scale_factor=ratio)
    context.route(f"{HOST}/**", serve)
    page = context.new_page()
    page.goto(HOST)
    page.add_script_tag(content=f"const FRAMES = {FRAMES};{WAY}")
    data: dict[str, Any] = {
        "words": (folder / "words.txt").read_text("utf-8").split("\n"),
        "map": json.loads((folder / "map.json").read_bytes()),
        "dimensions": 0,
    }
    data["words"] = data["words"][: len(data["map"]["x"])]
    times = {"widget": page.evaluate(WIDGET, data)}
    data["size"] = times["widget"]["size"]
    times["canvas, arc()"] = page.evaluate(ARCS, data)
    times["SVG, circles"] = page.evaluate(SVG, data)
    context.close()
    return times


def middle_and_high(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def row(name: str, times: dict[str, Any], widget: dict[str, Any]) -> str:
    """Median and 95th percentile of script and frame, and how many times the widget's they are."""
    cells = [name]
    for kind in ("script", "frames"):
        own, base = middle_and_high(times[kind]), middle_and_high(widget[kind])
        cells.append(" / ".join(f"{time:.1f}" for time in own))
        cells.append(" / ".join(f"{time / other:.1f}" for time, other in zip(own, base, strict=True)))
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)
        for folder in sorted(ROOT.glob("assets/vectors/*/"), reverse=True):
            if not (folder / "map.json").exists():
                continue
            for ratio in (1, 2):
                times = measured(browser, folder, ratio)
                widget = times["widget"]
                width, height = widget["pixels"]
                words = len(json.loads((folder / "map.json").read_bytes())["x"])
                print(f"\n{words:,} words, {ratio} device px a px, canvas of {width} × {height}\n")
                print("| median / 95 % | script (ms) | × widget | frame (ms) | × widget |")
                print("|---|---|---|---|---|")
                for name, found in times.items():
                    print(row(name, found, widget), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
