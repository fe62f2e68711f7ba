import assert from "node:assert/strict";
import { test } from "node:test";

import { axes, band, curve, linearScale, logScale, plotArea, power, tickLabel } from "../shared/axes.js";
import { placeLabels } from "../shared/point-labels.js";
import { roughMeasure } from "../shared/svg.js";

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };

test("ticks are written as by hand", () => {
  assert.deepEqual([-12, 0, 9, 23].map(power), ["10⁻¹²", "10⁰", "10⁹", "10²³"]);
  assert.deepEqual([0, 1, 0.05, 250, 1e9, 2e9, -3, 1e-5, 0.1 + 0.2].map(tickLabel), ["0", "1", "0.05", "250", "10⁹", "2×10⁹", "−3", "10⁻⁵", "0.3"]);
});

test("equal distances are equal factors, and back again", () => {
  const x = logScale([1e6, 1e12], [100, 700]);
  assert.equal(x.at(1e6), 100);
  assert.ok(Math.abs(x.at(1e9) - 400) < 1e-9);
  assert.ok(Math.abs(x.value(x.at(3.7e8)) / 3.7e8 - 1) < 1e-12);
  const up = linearScale([0, 50], [400, 0]);
  assert.equal(up.at(25), 200);
  assert.equal(up.value(200), 25);
});

test("there are as many ticks as have room, never none", () => {
  assert.deepEqual(logScale([1e6, 1e12], [0, 600]).ticks.map(({ label }) => label), ["10⁶", "10⁷", "10⁸", "10⁹", "10¹⁰", "10¹¹", "10¹²"]);
  assert.deepEqual(logScale([1e6, 1e12], [0, 200]).ticks.map(({ value }) => value), [1e6, 1e8, 1e10, 1e12]);
  assert.deepEqual(logScale([1, 100], [0, 600]).ticks.map(({ value }) => value), [1, 2, 5, 10, 20, 50, 100]);
  assert.deepEqual(logScale([1.6, 6], [400, 0]).ticks.map(({ value }) => value), [2, 3, 4, 5, 6]);
  assert.deepEqual(linearScale([0, 1], [300, 0]).ticks.map(({ label }) => label), ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
  for (const [low, high] of /** @type {[number, number][]} */ ([[1e3, 1e17], [1.5, 1.9], [1e-9, 1e30], [3, 20]]))
    for (const wide of [60, 200, 900]) {
      const { ticks } = logScale([low, high], [0, wide]);
      assert.ok(ticks.length >= 1 && ticks.length <= wide / 56 + 2, `${low} ${high} ${wide}: ${ticks.length}`);
    }
});

test("labels of the axes neither overlap nor leave the chart", () => {
  for (const width of [300, 360, 800]) {
    const area = plotArea(width, 300, pen, ["10¹⁵"]);
    const marks = axes(area, logScale([1e6, 1e13], [area.left, area.right], { apart: 20 }), logScale([1e3, 1e17], [area.bottom, area.top], { apart: 10 }), pen, { x: "パラメータの数 N（対数）".repeat(2), y: "y" });
    const words = marks.filter(({ name }) => name === "text").map(({ attributes, content }) => {
      const size = Number(attributes["font-size"]);
      const wide = roughMeasure(content, size);
      const start = Number(attributes["x"]) - (attributes["text-anchor"] === "end" ? wide : attributes["text-anchor"] === "middle" ? wide / 2 : 0);
      return { start, end: start + wide, y: Number(attributes["y"]), size, content };
    });
    for (const one of words) {
      assert.ok(one.start >= -0.5 && one.end <= width + 0.5, `${width}: ${one.content} ${one.start} ${one.end}`);
      assert.ok(one.y <= 300 && one.y - one.size >= -1);
      for (const other of words) if (one !== other && Math.abs(one.y - other.y) < 10) assert.ok(one.end <= other.start || other.end <= one.start, `${one.content} / ${other.content}`);
    }
  }
});

test("a curve is cut off at the edge, and interrupted where it has no value", () => {
  const scales = { x: linearScale([0, 10], [0, 100]), y: linearScale([0, 10], [100, 0]) };
  assert.deepEqual(curve([[0, 0], [10, 20]], scales, {}).map(({ attributes }) => attributes["d"]), ["M0.0 100.0L50.0 0.0"]);
  assert.equal(curve([[0, 20], [10, 20]], scales, {}).length, 0);
  assert.equal(curve([[1, 1], [2, 2], [3, NaN], [4, 4], [5, 5]], scales, {})[0]?.attributes["d"], "M10.0 90.0L20.0 80.0M40.0 60.0L50.0 50.0");
  assert.equal(curve([[1, 1], [2, 1], [3, 1]], scales, {})[0]?.attributes["d"], "M10.0 90.0L20.0 90.0L30.0 90.0");
  assert.equal(band([[0, 1, 2], [10, 3, 40]], scales, {})[0]?.attributes["points"], "0.0,90.0 100.0,70.0 100.0,0.0 0.0,80.0");
});

test("names stand beside their points, the first ones in any case, none over another", () => {
  const area = { left: 0, right: 300, top: 0, bottom: 200 };
  const points = Array.from({ length: 12 }, (_, place) => ({ x: 150 + place * 3, y: 100 + place, label: "Model " + place, radius: 5 }));
  const placed = placeLabels(points, area, pen);
  assert.ok(placed[0]);
  assert.ok(placed.some((place) => place === null));
  const alone = placeLabels([{ x: 298, y: 100, label: "at the edge", radius: 5 }], area, pen)[0];
  assert.equal(alone?.anchor, "end");
});
