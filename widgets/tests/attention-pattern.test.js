import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { curves } from "../attention-pattern/curves.js";
import { drawPattern } from "../attention-pattern/drawing.js";
import { counts, farSentence } from "../attention-pattern/figures.js";
import { formula } from "../attention-pattern/formula.js";
import { waySentence } from "../attention-pattern/lanes.js";
import { KINDS, layerLook } from "../attention-pattern/names.js";
import { LENGTHS, answer, countPairs, keysSeen, maskOf, mixed, patternOf } from "../attention-pattern/pattern.js";
import { labelled, layerRuns, stretches } from "../attention-pattern/stretches.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../attention-pattern/types.js").Settings} Settings */

/** The cases that tests/unit/test_attention_pattern.py reads, too. */
const cases = JSON.parse(readFileSync(new URL("../../tests/unit/fixtures/attention-pattern.json", import.meta.url), "utf8"));

/** @type {Settings} */
const usual = { pattern: "bigbird", length: 20, window: 2, random: 2, global: 1, seed: 0, causal: false, query: null, scale: "log" };
const say = (/** @type {string} */ key, values = {}) => [key, ...Object.values(values)].join(" ");

/** Patterns of every kind and many sizes. @returns {Generator<Settings>} */
function* many() {
  for (const [pattern] of KINDS) {
    for (const length of [1, 2, 7, 20]) {
      for (const size of [0, 1, 3, 20, 400]) {
        for (const causal of [false, true]) yield { ...usual, pattern, length, window: size, random: size, global: size, causal };
      }
    }
  }
}

test("the same masks, pairs and paths as on the server", () => {
  for (const { params, result } of cases) {
    const found = JSON.parse(JSON.stringify(answer(params)));
    found.growth = found.growth.map((/** @type {{pairs: number}} */ { pairs }) => pairs);
    if (result.sha256) {
      const layers = found.path.layers.map((/** @type {number | null} */ layer) => layer ?? "-").join();
      found.sha256 = createHash("sha256").update(`${found.mask.join("\n")}\n${layers}`).digest("hex");
      delete found.mask;
      delete found.path.layers;
    }
    assert.deepEqual(found, result, JSON.stringify(params));
  }
});

test("pairs are counted as they are drawn", () => {
  for (const settings of many()) {
    const { mask, pairs, parts } = answer(settings);
    const pattern = patternOf(settings);
    assert.deepEqual(mask.map((row) => row.replaceAll("0", "").length), mask.map((_, query) => keysSeen(pattern, query, settings.length)));
    assert.equal(pairs, countPairs(pattern, settings.length));
    assert.equal(parts.global + parts.window + parts.random, pairs);
    assert.ok(mask.every((row, query) => row[query] === "1"));
  }
});

test("the formula with its numbers gives the pairs", () => {
  for (const settings of many()) {
    const { pairs, causal } = answer(settings);
    const { letters, numbers } = formula(settings, causal);
    if (settings.pattern === "bigbird") {
      const [n = 0, most = 0] = numbers.slice(2).split(" × ").map(Number);
      assert.ok(letters.startsWith("≤") && numbers.startsWith("≤") && pairs <= n * most, JSON.stringify(settings));
      continue;
    }
    const value = numbers.split(" − ").map((part) => {
      const [product = "", ...by] = part.split(" / ");
      return by.reduce((rest, divisor) => rest / Number(divisor), product.split(" × ").reduce((made, factor) => made * Number(factor), 1));
    });
    assert.equal((value[0] ?? 0) - (value[1] ?? 0), pairs, JSON.stringify(settings));
  }
});

test("lots are those of MurmurHash3", () => {
  assert.deepEqual([0, 1, 2, 0xffffffff].map(mixed), [0, 0x514e28b7, 0x30f4c306, 0x81f16f39]);
});

test("stretches hold every pair once, and what is forbidden", () => {
  for (const settings of many()) {
    const mask = maskOf(patternOf(settings), settings.length);
    const drawn = mask.map((row) => [...row].fill("0"));
    for (const { query, key, count, look } of stretches(settings, mask)) {
      for (let place = key; place < key + count; place += 1) {
        const row = drawn[query] ?? [];
        assert.equal(row[place], "0");
        row[place] = look === "masked" ? "x" : "1";
      }
    }
    const expected = mask.map((row, query) => (patternOf(settings).causal ? row.slice(0, query + 1).padEnd(row.length, "x") : row));
    assert.deepEqual(drawn.map((row) => row.join("")), expected);
  }
});

test("runs of layers", () => {
  assert.deepEqual(layerRuns([2, 1, 1, 0, null, null]).map(({ key, count, layer }) => [key, count, layer]), [[0, 1, 2], [1, 2, 1], [3, 1, 0], [4, 2, null]]);
  for (const longest of [1, 2, 3, 9, 511]) {
    const steps = [1, longest].map((layer) => Number(layerLook(layer, longest).fill?.slice(4)));
    assert.equal(steps[0], 8);
    assert.ok((steps[1] ?? 0) >= 1 && (longest === 1 || (steps[1] ?? 9) <= 4));
  }
  assert.equal(layerLook(null, 3).fill, null);
});

test("labels stand apart and begin at 0", () => {
  assert.deepEqual(labelled(5, 40, 36), [0, 1, 2, 3, 4]);
  assert.deepEqual(labelled(32, 13, 36), [0, 4, 8, 12, 16, 20, 24, 28]);
  assert.deepEqual(labelled(512, 0.3, 36), [0, 128, 256, 384]);
});

test("the figures add up to all pairs", () => {
  for (const settings of many()) {
    const sum = counts(settings, answer(settings), say).reduce((made, { count }) => made + count, 0);
    assert.equal(sum, settings.length ** 2);
  }
  const names = (/** @type {Partial<Settings>} */ changes) => counts({ ...usual, ...changes }, answer({ ...usual, ...changes }), say).map(({ name }) => name).join(" ");
  assert.equal(names({}), "part_global part_window part_random part_left");
  assert.equal(names({ pattern: "full" }), "part_seen");
  assert.equal(names({ pattern: "causal" }), "part_seen part_masked");
  assert.equal(names({ pattern: "random" }), "part_self part_random part_left");
});

test("sentences on long texts and long ways", () => {
  assert.equal(farSentence(answer({ ...usual, pattern: "window", window: 3 }), say), "far 4,096 28,660 16,777,216 585");
  assert.match(farSentence(answer({ ...usual, pattern: "full" }), say), /^far_full 4,096 16,777,216/);
  assert.equal(waySentence(answer({ ...usual, pattern: "window" }), say), "way 19 19 10");
  assert.match(waySentence(answer({ ...usual, pattern: "window", window: 0 }), say), /^way_never 19/);
  assert.equal(waySentence(answer({ ...usual, query: 0 }), say), "way_none");
});

test("curves stay in their box and the pattern never lies above full attention", () => {
  for (const settings of many()) {
    for (const scale of /** @type {const} */ (["log", "linear"])) {
      const { full, pattern, here, marks } = curves({ ...settings, scale }, answer(settings), { width: 300, height: 200, size: 16, name: 60 });
      assert.ok(pattern.every(({ y }, place) => y >= (full[place]?.y ?? 0) - 1e-9));
      for (const { x, y } of [...full, ...pattern, here]) {
        assert.ok(x >= marks.area.left - 1e-9 && x <= marks.area.right + 1e-9 && y >= marks.area.top - 1e-9 && y <= marks.area.bottom + 1e-9);
      }
    }
  }
  assert.equal(LENGTHS.length, 13);
});

test("the saved picture is well-formed and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  for (const changes of [{}, { pattern: "causal" }, { pattern: "random", causal: true, random: 1 }, { length: 1 }, { length: 300, scale: "linear" }]) {
    const settings = /** @type {Settings} */ ({ ...usual, ...changes });
    const svg = drawPattern(settings, answer(settings), "<b>&", say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
