import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawAttentionSteps } from "../attention-steps/drawing.js";
import { LAST, LINE, WINDOW, brief, colourOf, column, figure, level, products, root, share, windowAt } from "../attention-steps/figures.js";
import { entries } from "../attention-steps/ledger.js";
import { linesOf } from "../attention-steps/lens.js";
import { cellPaths, framePath, shapeOf } from "../attention-steps/strip.js";
import { told } from "../attention-steps/told.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../attention-steps/types.js").Result} Result */

const sum = (/** @type {readonly number[]} */ values) => values.reduce((all, value) => all + value, 0);

/**
 * A head over three tokens, of which a decoder hides the last.
 * @param {number} d
 * @param {"decoder" | "encoder"} [kind]
 * @param {string} [text]
 * @returns {Result}
 */
function head(d, kind = "decoder", text = "it") {
  const q = Array.from({ length: d }, (_, place) => Math.sin(place + 1));
  const k = [0, 1, 2].map((token) => q.map((value, place) => value * (token + 1) + Math.cos(place * (token + 2)) / 4));
  const v = [0, 1, 2].map((token) => q.map((_, place) => Math.cos(place + token)));
  const scores = k.map((key) => sum(products(q, key)));
  const scaled = scores.map((score) => score / Math.sqrt(d));
  const masked = scaled.map((score, token) => (kind === "decoder" && token === 2 ? null : score));
  const largest = Math.max(...masked.filter((score) => score !== null));
  const exponentials = masked.map((score) => (score === null ? 0 : Math.exp(score - largest)));
  const weights = exponentials.map((value) => value / sum(exponentials));
  const token = (/** @type {string} */ text, /** @type {number} */ id) => ({ id, text, bytes: "", partial: false, special: false, start: 0, end: 1 });
  return {
    tokens: [token("The", 0), token(text, 1), token(" animal", 2)],
    model: model({ kind }),
    layers: 2, heads: 3, layer: 1, head: 2, query: 1, key: 0, d_head: d, q, k, v, scores, scaled, masked, largest, exponentials,
    total: sum(exponentials), weights, output: q.map((_, place) => sum(weights.map((weight, token) => weight * (v[token]?.[place] ?? 0)))),
    heatmap_row: weights, largest_difference: 6e-8, models: [],
  };
}

test("figures have as many digits as say something, and a true minus", () => {
  assert.deepEqual([21.6912, -18.011, 0.0312, 0, 238.46, 1e7, -6.04e-8].map(figure), ["21.69", "−18.01", "0.03120", "0", "238.5", "1.0×10⁷", "−6.0×10⁻⁸"]);
  assert.deepEqual([32, 64, 256].map(root), ["5.657", "8", "16"]);
  assert.deepEqual([-0.001, 1.386, -12.34, 137.7].map(brief), ["0.00", "1.39", "−12.3", "138"]);
  assert.deepEqual([0, 0.0004, 0.00051, 0.6768, 1].map(share), ["0", "<0.001", "0.001", "0.677", "1"]);
  assert.equal(column([1, -99.9])(-7.789), "−7.79");
  assert.equal(column([1, 238])(90.64), "90.6");
  assert.equal(column([])(0), "0.00");
});

test("colours go from red over the ground to blue, with the square root", () => {
  assert.deepEqual([-9, -4, -1, -0.2, 0, 0.2, 1, 4, 9, 20].map((value) => level(value, 9)), [-3, -2, -1, 0, 0, 0, 1, 2, 3, 3]);
  assert.equal(level(0, 0), 0);
  assert.ok(Object.is(level(-0.001, 9), 0), "no minus zero");
  assert.deepEqual([-3, 0, 1].map(colourOf), ["div-minus-3", "div-zero", "div-plus-1"]);
});

test("every number has a cell, however long the vector", () => {
  for (const length of [1, 32, 64, LINE, LINE + 1, 256]) {
    const vector = Array.from({ length }, (_, place) => Math.sin(place));
    const cells = cellPaths(vector, 1).map(({ path }) => path).join("").match(/M\d+ \d+/g) ?? [];
    assert.equal(new Set(cells).size, length);
    const { columns, lines } = shapeOf(length);
    assert.ok(columns * lines >= length && columns * lines < length + LINE);
  }
});

test("the window opens where a number is largest, and never leaves the vector", () => {
  for (const length of [3, 32, 256]) {
    for (let most = 0; most < length; most += 1) {
      const vector = Array.from({ length }, (_, place) => (place === most ? -2 : 1));
      const from = windowAt(vector);
      assert.ok(from >= 0 && from <= most && most < from + WINDOW && from <= Math.max(length - WINDOW, 0));
    }
  }
  assert.equal(framePath(126, 256), "M126 0h2v1h-2zM0 1h3v1h-3z");
  assert.equal(framePath(0, 3), "M0 0h3v1h-3z");
});

test("what is written out adds up to what the server says", () => {
  const result = head(64);
  for (const [key, score] of result.scores.entries()) {
    const [, , product] = linesOf({ result, key, place: 3 });
    assert.ok(Math.abs(sum(product?.vector ?? []) - score) < 1e-9);
  }
  const parts = [0, 1, 2].map((key) => linesOf({ result, key, place: LAST })[1]?.vector ?? []);
  result.output.forEach((value, place) => assert.ok(Math.abs(sum(parts.map((part) => part[place] ?? 0)) - value) < 1e-9));
});

test("vectors and single numbers take turns", () => {
  const result = head(32);
  for (let place = 0; place <= LAST; place += 1) {
    const [vectors, numbers] = [linesOf({ result, key: 0, place }).length, entries({ result, key: 0, place }).length];
    assert.ok(vectors === 0 || numbers === 0);
    assert.equal(vectors + numbers > 0, place > 0);
  }
  assert.deepEqual(entries({ result, key: 2, place: 6 }).slice(2).map(({ then }) => then), ["−∞", "0", "0"], "what is hidden gets nothing");
});

test("each step has its sentence, and an encoder has another mask", () => {
  const say = (/** @type {string} */ key) => key;
  const keys = (/** @type {Result} */ result, key = 0) => Array.from({ length: LAST + 1 }, (_, place) => told({ result, key, place }, say).sentence);
  assert.equal(new Set(keys(head(32))).size, LAST + 1);
  assert.equal(keys(head(32))[5], "told_mask");
  assert.equal(keys(head(32, "encoder"))[5], "told_no_mask");
  assert.equal(keys({ ...head(32), masked: [1, 2, 3] })[5], "told_mask_none");
  assert.equal(keys(head(32), 2)[6], "told_softmax_cut");
});

test("the server knows as many steps", () => {
  const python = readFileSync(new URL("../../sandbox/topics/attention/views/attention_steps.py", import.meta.url), "utf8");
  assert.equal(Number(python.match(/^LAST_STEP = (\d+)$/m)?.[1]), LAST);
});

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => `${key} ${Object.values(values).join(" ")}`;
  for (const d of [3, 32, 256]) {
    for (let place = 0; place <= LAST; place += 1) {
      const svg = drawAttentionSteps({ result: head(d, "decoder", '<script>&"\u0000</svg>'), key: 2, place }, 0, say, { colours, font: "sans-serif", measure: roughMeasure });
      assert.equal(svg.match(/<svg\b/g)?.length, 1);
      assert.equal(svg.match(/<\/svg>/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href|\u0000/);
      const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
      assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
    }
  }
});
