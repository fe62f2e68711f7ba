import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawPlane } from "../word-plane/drawing.js";
import { columns, cosine, formula, isExact, ranked, sign } from "../word-plane/formula.js";
import { fitPlane } from "../word-plane/frame.js";
import { covers, crosses, overlap, placeLabels } from "../word-plane/labels.js";
import { COUNTS, otherwise, stepped } from "../word-plane/options.js";
import { between, buildScene, wordAt } from "../word-plane/scene.js";
import { shapesOf } from "../word-plane/shapes.js";
import { truth } from "../word-plane/truth.js";

/** @typedef {import("../word-plane/types.js").WordArithmetic} WordArithmetic */

/** Answers of the view to real vectors. @type {Record<string, WordArithmetic>} */
const CASES = JSON.parse(readFileSync(new URL("../../tests/browser/fixtures/word-plane.json", import.meta.url), "utf8"));
const SIZES = [
  { width: 340, height: 320, unit: 16 }, { width: 560, height: 416, unit: 16 }, { width: 760, height: 480, unit: 16 }, { width: 700, height: 440, unit: 24 },
];
/** Shows the key and the values, so that a test sees what is said. */
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => [key, ...Object.values(values)].join(" ");

/** @param {string} name */
function result(name) {
  const found = CASES[name];
  assert.ok(found, name);
  return found.result;
}

/** A small generator, so that a failure can be repeated. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("labels overlap neither each other nor a point, stay inside, and cross no line of another", () => {
  const random = numbers(1);
  for (let round = 0; round < 60; round += 1) {
    const frame = { x: 0, y: 0, width: 300 + 500 * random(), height: 250 + 300 * random() };
    const wanted = Array.from({ length: 1 + Math.floor(random() * 40) }, (_, place) => ({
      key: String(place), x: frame.width * (0.2 + 0.6 * random()), y: frame.height * (0.2 + 0.6 * random()), r: 3 + 6 * random(),
      width: 16 + 120 * random(), height: 20, reach: place < 6 ? 100 : 40,
    }));
    const strokes = Array.from({ length: 4 }, () => ({ x1: frame.width * random(), y1: frame.height * random(), x2: frame.width * random(), y2: frame.height * random() }));
    const placed = placeLabels(wanted, { dots: wanted, strokes, frame });
    assert.ok(placed.has("0"), "the most important one always finds a place");
    for (const [key, { box }] of placed) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= frame.width && box.y + box.height <= frame.height, `${round} ${key}`);
      assert.ok(!wanted.some((dot) => covers(box, dot)), `${round} ${key}`);
      for (const [other, one] of placed) {
        if (other === key) continue;
        assert.ok(!overlap(box, one.box), `${round}: ${key} on ${other}`);
        assert.ok(!one.leader || !crosses(one.leader, box), `${round}: the line of ${other} through ${key}`);
      }
    }
  }
});

test("no label where there is no room", () => {
  const label = { key: "a", x: 20, y: 20, r: 4, width: 100, height: 20, reach: 100 };
  assert.equal(placeLabels([label], { dots: [label], strokes: [], frame: { x: 0, y: 0, width: 60, height: 60 } }).size, 0);
});

test("a name beside an arrow does not lie on it", () => {
  const stroke = { x1: 0, y1: 0, x2: 200, y2: 160 };
  const placed = placeLabels([{ key: "a", x: 100, y: 80, r: 4, width: 90, height: 20, reach: 24, beside: true }], { dots: [], strokes: [stroke], frame: { x: 0, y: 0, width: 200, height: 160 } });
  const box = placed.get("a")?.box;
  assert.ok(box && !crosses(stroke, box));
});

test("the plane is turned, not stretched: every distance has one scale, everything is inside", () => {
  const random = numbers(2);
  for (let round = 0; round < 50; round += 1) {
    const points = Array.from({ length: 8 }, () => ({ x: random() * 3 - 1, y: random() }));
    const [from, to] = [points[0], points[1]];
    assert.ok(from && to);
    const size = { width: 300 + 600 * random(), height: 300, across: 50, along: 30 };
    const { place, scale } = fitPlane(points, { from, to }, size);
    for (const a of points) {
      const at = place(a);
      assert.ok(at.x >= 49.9 && at.x <= size.width - 49.9 && at.y >= 29.9 && at.y <= 270.1);
      for (const b of points) {
        const other = place(b);
        assert.ok(Math.abs(Math.hypot(at.x - other.x, at.y - other.y) - scale * Math.hypot(a.x - b.x, a.y - b.y)) < 1e-6);
      }
    }
  }
});

test("one point alone, or none in any direction, has a place too", () => {
  const here = { x: 2, y: 3 };
  const { place, scale } = fitPlane([here], { from: here, to: here }, { width: 300, height: 200, across: 10, along: 10 });
  assert.deepEqual(place(here), { x: 150, y: 100 });
  assert.ok(Number.isFinite(scale));
});

for (const [name, { result: given }] of Object.entries(CASES)) {
  test(`the scene of ${name} at every size`, () => {
    for (const size of SIZES) {
      const scene = buildScene(given, size, roughMeasure, say);
      const found = scene.labels.filter((label) => label.found);
      for (const label of found) {
        assert.ok(label.x >= 0 && label.y >= 0 && label.x + label.width <= size.width && label.y + label.height <= size.height, label.text);
        for (const other of found) assert.ok(other === label || !overlap(label, other), `${label.text} on ${other.text}`);
        for (const dot of scene.dots) assert.ok(!covers(label, dot), `${label.text} on ${dot.key}`);
      }
      for (const dot of scene.dots) {
        assert.ok(dot.x > 0 && dot.y > 0 && dot.x < size.width && dot.y < size.height, dot.key);
        if (dot.typed || dot.role === "winner") assert.ok(found.some(({ word }) => word === dot.word), `${dot.word} has its label`);
      }
      for (const shape of shapesOf(scene, (colour) => colour)) {
        for (const value of Object.values(shape.attributes)) assert.ok(typeof value === "string" ? !/NaN|undefined/.test(value) : Number.isFinite(value), shape.key);
      }
      const keys = shapesOf(scene, (colour) => colour, scene.dots.at(-1)?.word).map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length, "every shape has a key of its own");
    }
  });
}

test("a − b + c: the same arrow twice, and the target closes the parallelogram", () => {
  for (const name of ["actor", "tokyo", "queen", "toy", "apple"]) {
    const { area, strokes, dots } = buildScene(result(name), { width: 760, height: 480, unit: 16 }, roughMeasure, say);
    const [from, to, target, start] = area ?? [];
    assert.ok(from && to && target && start);
    assert.ok(Math.hypot(to.x - from.x - (target.x - start.x), to.y - from.y - (target.y - start.y)) < 0.1, name);
    const ring = dots.find(({ role }) => role === "target");
    assert.ok(ring && Math.hypot(ring.x - target.x, ring.y - target.y) < 0.1);
    assert.deepEqual(strokes.map(({ role }) => role).filter((role) => role !== "gap"), ["side", "side", "step", "same"]);
  }
});

test("any other sum: arrows from 0 and head to tail; a single word is one arrow", () => {
  const roles = (/** @type {string} */ name) => buildScene(result(name), { width: 760, height: 480, unit: 16 }, roughMeasure, say).strokes.map(({ role }) => role).sort().join(" ");
  assert.equal(roles("snow"), "add add gap side sum word");
  assert.equal(roles("sea"), "add gap sum take word");
  assert.equal(roles("seasons"), "add add add gap sum take word word word");
  assert.equal(roles("cat"), "add gap");
});

test("from one scene to the next: it begins and ends where it should, and what stays glides", () => {
  const size = { width: 760, height: 480, unit: 16 };
  const [a, b] = ["actor", "actor-all"].map((name) => buildScene(result(name), size, roughMeasure, say));
  assert.ok(a && b);
  assert.equal(between(a, b, 1), b);
  const dot = (/** @type {import("../word-plane/scene.js").Scene} */ scene, /** @type {string} */ word) => scene.dots.find((one) => one.word === word);
  const half = between(a, b, 0.5);
  const [before, now, after] = [a, half, b].map((scene) => dot(scene, "女優"));
  assert.ok(before && now && after);
  assert.ok(Math.abs(now.x - (before.x + after.x) / 2) < 1e-9);
  assert.equal(dot(between(a, b, 0), "女優")?.x, before.x);
  const gone = a.dots.find(({ word }) => !b.dots.some((one) => one.word === word));
  if (gone) assert.equal(dot(half, gone.word ?? "")?.opacity, 0.5);
});

test("the word under the pointer", () => {
  const scene = buildScene(result("actor"), { width: 760, height: 480, unit: 16 }, roughMeasure, say);
  for (const { word, x, y } of scene.dots) if (word !== null) assert.equal(wordAt(scene, x, y, 14) === null, false);
  const winner = scene.labels.find(({ word }) => word === "俳優");
  assert.ok(winner);
  assert.equal(wordAt(scene, winner.x + 3, winner.y + 3, 14), "俳優");
  assert.equal(wordAt(scene, -500, -500, 14), null);
});

test("signs and weights", () => {
  assert.deepEqual([sign(1, true), sign(1, false), sign(-1, true), sign(2, true), sign(-0.5, false)], ["", "+", "−", "2 ×", "− 0.5 ×"]);
  assert.equal(formula(result("sea").terms), "2 × 海 − 山");
  assert.equal(formula(result("actor").terms), "女優 − 女性 + 男性");
});

test("a cosine is 1.000 only where it is 1", () => {
  assert.deepEqual([1, 0.99999, 0.7256, -0.12345, 0.9999999].map((value) => cosine(value)), ["1.000", "0.999", "0.726", "−0.123", "1.000"]);
  assert.equal(cosine(0.72564, 4), "0.7256");
});

test("the toy table adds up to the digit", () => {
  const sum = columns(result("toy"));
  assert.deepEqual(sum?.rows.map(({ sign: mark, word, digits }) => [mark, word, ...digits]), [
    ["", "女優", "0.1", "0.8", "0.8", "0.0"],
    ["−", "女性", "0.2", "0.1", "0.0", "0.0"],
    ["+", "男性", "1.0", "0.1", "0.0", "0.0"],
  ]);
  assert.deepEqual(sum?.target, ["0.9", "0.8", "0.8", "0.0"]);
  assert.equal(sum?.first, "俳優");
  assert.ok(isExact(result("toy")) && !isExact(result("actor")) && !isExact(result("toy-none")));
  assert.equal(columns(result("actor")), null);
});

test("words left out stand in the ranking where they would have stood, without a rank", () => {
  const rows = ranked(result("tokyo"), true);
  assert.deepEqual(rows.slice(0, 4).map(({ word, rank }) => [word, rank]), [["日本", null], ["東京", 1], ["ニューヨーク", 2], ["パリ", null]]);
  assert.ok(!rows.some(({ word }) => word === "フランス"), "far below the words shown");
  const all = ranked(result("actor-all"), false);
  assert.deepEqual(all.map(({ rank }) => rank), all.map((_, place) => place + 1));
  assert.deepEqual([all[0]?.word, all[0]?.input], ["女優", true]);
  assert.deepEqual(ranked(result("toy-none"), true).map(({ rank }) => rank), [null, null, null, null, null]);
  const cosines = rows.map((row) => row.cosine);
  assert.deepEqual(cosines, [...cosines].sort((a, b) => b - a));
});

test("what would happen otherwise is said in words", () => {
  const said = (/** @type {string} */ name) => {
    const { params, result: given } = /** @type {WordArithmetic} */ (CASES[name]);
    return otherwise(params, given, say).join("; ");
  };
  assert.equal(said("actor"), "would_win 女優 0.864; ranks rank_of 女優 1betweenrank_of 女性 1,322betweenrank_of 男性 35");
  assert.match(said("actor-all"), /^wins 女優 0\.864; /);
  assert.match(said("toy"), /^would_win_too 俳優 1\.000; /);
  assert.equal(said("cat"), "would_win 猫 1.000");
});

test("the plane says what it hides", () => {
  assert.deepEqual(truth(result("actor").plane, 0.1, say).map((sentence) => sentence.split(" ")[0]), ["shown_share", "exact", "off_plane", "direction", "rings"]);
  assert.deepEqual(truth(result("seasons").plane, 0.1, say).map((sentence) => sentence.split(" ")[0])[1], "shadow");
  assert.ok(truth(result("toy").plane, 0.1, say).includes("in_plane"));
  assert.equal(truth(result("toy-none").plane, 0.1, say).length, 4);
});

test("the stepper goes through its counts and stays between them", () => {
  assert.deepEqual([stepped(10, 1), stepped(10, -1), stepped(7, 1), stepped(7, -1), stepped(50, 1), stepped(1, -1)], [15, 5, 10, 5, 50, 1]);
  assert.deepEqual(COUNTS, [...COUNTS].sort((a, b) => a - b));
});

test("the saved picture is well-formed, escapes what a vocabulary holds, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const ink = { colours, font: "sans-serif", measure: roughMeasure };
  const hostile = /** @type {WordArithmetic} */ (JSON.parse(JSON.stringify(CASES.toy).replaceAll("俳優", "</svg><script>&\\u0000").replaceAll("女優", "x\\\" onload=\\\"y")));
  for (const data of [...Object.values(CASES), hostile]) {
    const svg = drawPlane(data, say, ink);
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href|\u0000/);
    assert.ok(![...svg.matchAll(/<[^>]*>/g)].some(([tag]) => tag.includes("onload=")));
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
