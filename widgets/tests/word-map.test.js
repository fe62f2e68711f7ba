import assert from "node:assert/strict";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawWordMap } from "../word-map/drawing.js";
import { headingOf, nameOf, originOf, verdictOf } from "../word-map/names.js";
import { dotAt, dotTowards, fitted, nameDots, nearestInPicture, overlayOf, placeLabels, relate } from "../word-map/scene.js";
import { LAST_SEED, equal, nextSeed, picked, placeOf, stepsOf } from "../word-map/settings.js";

/** @typedef {import("../word-map/types.js").WordMap} WordMap */
/** @typedef {import("../word-map/scene.js").Box} Box */

const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => [key, ...Object.values(values)].join(" ");
const SIZE = { width: 800, height: 400 };

/** Points anywhere, the same each time. @param {number} count @param {number} [start] */
function anywhere(count, start = 1) {
  let state = start;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: count }, () => ({ x: 10 * next() - 3, y: 4 * next() }));
}

/** @param {Box} a @param {Box} b */
const overlap = (a, b) =>
  Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left) > 1e-9 &&
  Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top) > 1e-9;

/** @param {readonly string[]} typed @returns {WordMap} */
function answer(typed) {
  const points = typed.map((word, place) => ({ typed: word, word, how: /** @type {const} */ ("exact"), also: [], input: place === 0, x: place, y: place % 3 }));
  const neighbors = typed.map((_, place) => typed.map((_, other) => other).filter((other) => other !== place).slice(0, 2));
  return {
    view: "word-map",
    params: { words: [], expression: "<海>", vectors: "ja", method: "umap", count: 5, n_neighbors: 4, min_dist: 0.1, seed: 0, seed_b: 1 },
    result: {
      points, neighbors, cosines: neighbors.map((some) => some.map(() => 0.5)), trustworthiness: 0.9, neighbors_checked: 2, by_chance: 0.5,
      n_neighbors: 4, explained: null, second: { points: points.map(({ x, y }) => ({ x: y, y: -x })), trustworthiness: 0.8 }, missing: [],
      vectors: { id: "ja", name: "chiVe", language: "ja", words: 20000, dimensions: 300, normalize: true },
    },
  };
}

test("points are brought into the picture, equally scaled both ways, up being up", () => {
  const points = anywhere(50);
  const { spots, zero } = fitted(points, SIZE, 30);
  for (const { x, y } of spots) assert.ok(x >= 30 - 1e-6 && x <= 770 + 1e-6 && y >= 30 - 1e-6 && y <= 370 + 1e-6);
  const [a, b, p, q] = [spots[0], spots[1], points[0], points[1]];
  assert.ok(a && b && p && q);
  assert.ok(Math.abs((a.x - b.x) / (p.x - q.x) + (a.y - b.y) / (p.y - q.y)) < 1e-6);
  assert.ok(Math.abs(zero.x - a.x + ((a.x - b.x) / (p.x - q.x)) * p.x) < 1e-6);
  const same = fitted([{ x: 2, y: 2 }, { x: 2, y: 2 }], SIZE, 30).spots;
  assert.deepEqual(same, [{ x: 400, y: 200 }, { x: 400, y: 200 }]);
});

test("no label lies on another, on a dot, or outside", () => {
  for (const count of [3, 20, 60, 300]) {
    const { spots } = fitted(anywhere(count, count), SIZE, 30);
    const labels = spots.map((_, index) => ({ index, width: 40 + (index % 5) * 12, must: false }));
    const placed = [...placeLabels(spots, labels, { size: SIZE, line: 16, radius: 5 })];
    assert.ok(placed.length >= Math.min(count, 20) / 2, `${placed.length} of ${count}`);
    placed.forEach(([index, box], at) => {
      assert.ok(box.left >= 0 && box.top >= 0 && box.left + box.width <= SIZE.width && box.top + box.height <= SIZE.height);
      for (const [, other] of placed.slice(at + 1)) assert.ok(!overlap(box, other));
      spots.forEach(({ x, y }, dot) => {
        if (dot !== index) assert.ok(!(x > box.left && x < box.left + box.width && y > box.top && y < box.top + box.height));
      });
    });
  }
});

test("what must be named is named, however tight", () => {
  const spots = Array.from({ length: 40 }, (_, place) => ({ x: 400 + (place % 8), y: 200 + place / 8 }));
  const marked = spots.map((_, place) => place === 39);
  const widthOf = () => 60;
  assert.ok(nameDots(spots, marked, { widthOf, size: SIZE, text: 16, taken: [] }).boxes.has(39));
  assert.ok(!placeLabels(spots, [{ index: 39, width: 60, must: false }], { size: SIZE, line: 16, radius: 5, taken: [{ left: 0, top: 0, ...SIZE }] }).size);
});

test("names are large where there is room", () => {
  const widthOf = (/** @type {number} */ _, /** @type {number} */ line) => 3 * line;
  const line = (/** @type {number} */ count) => nameDots(fitted(anywhere(count), SIZE, 30).spots, Array(count).fill(false), { widthOf, size: SIZE, text: 16, taken: [] }).line;
  assert.equal(line(4), 22);
  assert.equal(line(200), 16);
});

test("true neighbours are kept or torn away, and strangers come near", () => {
  const points = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 0, y: 2 }, { x: 9, y: 9 }];
  const pictured = nearestInPicture(points, 2);
  assert.deepEqual(pictured[0], [1, 2]);
  assert.deepEqual(relate([1, 3], pictured[0] ?? []), { kept: [1], torn: [3], strays: [2] });
});

test("what is drawn over the picture joins a word to its true neighbours only, and names all", () => {
  const { spots } = fitted(anywhere(30), SIZE, 30);
  const over = overlayOf(spots, 4, { kept: [1, 2], torn: [3], strays: [5] }, { widthOf: () => 50, size: SIZE, line: 16, radius: 5, boxes: new Map() });
  assert.deepEqual(over.lines.map(({ kind }) => kind), ["kept", "kept", "torn"]);
  assert.deepEqual(over.marks.map(({ index }) => index), [4, 1, 2, 3, 5]);
  assert.ok(over.marks.every(({ box }) => box));
});

test("a pointer means the nearest dot within reach; arrows lead on in their direction", () => {
  const spots = [{ x: 10, y: 10 }, { x: 50, y: 12 }, { x: 90, y: 60 }, { x: 12, y: 90 }];
  assert.equal(dotAt(spots, { x: 45, y: 20 }, 44), 1);
  assert.equal(dotAt(spots, { x: 400, y: 20 }, 44), -1);
  assert.equal(dotTowards(spots, 0, { x: 1, y: 0 }), 1);
  assert.equal(dotTowards(spots, 0, { x: 0, y: 1 }), 3);
  assert.equal(dotTowards(spots, 0, { x: -1, y: 0 }), 0, "there is nothing on that side");
});

test("sliders reach what is possible, no more, and find the step of a value", () => {
  for (const words of [3, 5, 18, 101, 300]) {
    const steps = stepsOf("n_neighbors", words);
    assert.equal(steps.at(-1), Math.min(Math.max(words - 1, 2), 100));
    assert.ok(steps.every((step, place) => place === 0 || step > (steps[place - 1] ?? 0)));
  }
  assert.equal(stepsOf("count", 0).at(-1), 300);
  const distances = stepsOf("min_dist", 0);
  assert.deepEqual([distances[0], distances.at(-1)], [0, 0.99]);
  assert.equal(distances[placeOf(distances, 0.3)], 0.3);
  assert.equal(nextSeed(0, -1), LAST_SEED);
  assert.equal(nextSeed(LAST_SEED, 1), 0);
  const settings = picked(answer(["a", "b", "c"]).params);
  assert.ok(equal(settings, { ...settings }) && !equal(settings, { ...settings, seed_b: null }));
});

test("names, headings and verdicts", () => {
  const point = { typed: "りんご", word: "林檎", how: /** @type {const} */ ("variant"), also: ["リンゴ"], input: true, x: 0, y: 0 };
  assert.equal(nameOf(point), "りんご");
  assert.equal(nameOf({ ...point, how: "stand-in" }), "りんご≈林檎");
  assert.equal(originOf(point, say), "variant 林檎betweenalso リンゴ");
  const data = answer(["a", "b", "c"]);
  assert.equal(headingOf(data, say), "heading_near <海> 2");
  const all = data.result.points.map((one) => ({ ...one, input: true }));
  assert.equal(headingOf({ ...data, result: { ...data.result, points: all } }, say), "heading_words 3");
  assert.deepEqual([0.99, 0.9, 0.8, 0.5].map((trust) => verdictOf(trust, 20, say)), ["trust_high", "trust_good", "trust_fair", "trust_low"]);
  assert.equal(verdictOf(1, 3, say), "trust_few");
});

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const data = answer(['<script>&"', "</svg>", "\u0000", "語"]);
  for (const looked of [-1, 1]) {
    const svg = drawWordMap(data, looked, say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|href|\u0000/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
