import assert from "node:assert/strict";
import { test } from "node:test";

import { LIMITS, begin } from "../language-exercise/controls.js";
import { drawLanguageExercise } from "../language-exercise/drawing.js";
import { followed, most, probability, shade, striking, times } from "../language-exercise/figures.js";
import { called, nameOf } from "../language-exercise/matrix.js";
import { ending, readable } from "../language-exercise/samples.js";
import { roughMeasure } from "../shared/svg.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../language-exercise/types.js").Context} Context */
/** @typedef {import("../language-exercise/types.js").Result} Result */
/** @typedef {import("../language-exercise/types.js").Sample} Sample */

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
const say = (/** @type {string} */ key) => (key === "names" ? "en" : key);
const ln = Math.log;

/**
 * @param {string} id
 * @param {boolean} asked
 * @param {readonly [number, number][] | null} scores log-probability and shift
 * @returns {Context}
 */
const context = (id, asked, scores) => ({
  id,
  name: id === "own" ? null : { ja: id + "で", en: id },
  prompt: `prompt ${id}`,
  asked,
  scores: scores && scores.map(([log_probability, shift]) => ({ log_probability, shift, tokens: [{ id: 1, text: " eel", bytes: "2065656c", special: false, partial: false, log_probability }] })),
});

/** @type {Sample} */
const sample = { seed: 3, text: " an eel\n<script>\u0000&", tokens: 4, ended: "length", milliseconds: 1234, state: "done" };

/** @type {Result} */
const result = {
  exercise: "unagi",
  language: "en",
  prompt: "The boss is the eel.\nIn other words",
  tokens: [1, 2, 3],
  token_limit: 256,
  completions: [sample, { ...sample, seed: 4, text: "", ended: "", state: "waiting" }],
  same: false,
  aim: { ja: "注文", en: "an order" },
  source: { ja: "本", en: "a book" },
  contexts: [context("plain", false, [[-11.26, 0], [-17.3, 0]]), context("restaurant", true, [[-7.8, 3.46], [-15.1, 2.2]]), context("aquarium", false, [[-15, -3.7], [-10.1, 7.2]])],
  readings: [{ text: " ordered it", name: { ja: "注文", en: "order" } }, { text: " is a fish", name: null }],
  model: model({ name: "A <model>", precision: "8-bit", quantized: true }),
  models: [],
  exercises: [{ id: "unagi", language: "en", model: "m", new_tokens: 24, contexts: [{ id: "plain", prompt: "p0" }, { id: "restaurant", prompt: "p1" }] }],
  queue: null,
};

test("probabilities are per cent as long as that says something", () => {
  assert.deepEqual([0, ln(0.585), ln(0.041), ln(0.0004), ln(0.00001)].map(probability), ["100\u00a0%", "58.5\u00a0%", "4.10\u00a0%", "0.040\u00a0%", "0.0010\u00a0%"]);
  assert.deepEqual([ln(0.9e-5), ln(3e-8), ln(9.97e-9), -55.2].map(probability), ["9×10⁻⁶", "3×10⁻⁸", "1×10⁻⁸", "1×10⁻²⁴"]);
});

test("how many times as probable, up and down alike", () => {
  assert.deepEqual([0, ln(1.04), ln(2), -ln(4.6), ln(9.96), ln(1290.6), -ln(32), ln(3e9)].map(times), ["=", "=", "×2.0", "÷4.6", "×10", "×1,291", "÷32", "×3×10⁹"]);
});

test("only a clear difference has a colour", () => {
  assert.deepEqual([0, ln(1.9), -ln(1.9)].map((shift) => shade(shift).fill), ["div-zero", "div-zero", "div-zero"]);
  assert.deepEqual([ln(3), -ln(3), ln(200), -ln(200)].map((shift) => shade(shift).fill), ["div-plus-1", "div-minus-1", "div-plus-3", "div-minus-3"]);
});

test("the best prompt for each continuation, and the cell the sentence is about", () => {
  assert.deepEqual(most(result), [1, 2]);
  assert.deepEqual(striking(result), { row: 1, column: 0, shift: 3.46 }, "of the prompt that is asked");
  const plain = { ...result, contexts: result.contexts.map((one, place) => ({ ...one, asked: place === 0 })) };
  assert.deepEqual(striking(plain), { row: 2, column: 1, shift: 7.2 }, "of all, where the first is asked");
  const early = { ...result, contexts: result.contexts.map((one) => ({ ...one, scores: null })) };
  assert.deepEqual([most(early), striking(early)], [[null, null], null]);
  const alone = { ...result, contexts: [context("own", true, [[-3, 0], [-4, 0]])] };
  assert.deepEqual([most(alone), striking(alone)], [[null, null], null]);
});

test("a cell is followed as asked, or that of the prompt", () => {
  assert.deepEqual(followed({ context: null, look: 0 }, result), { row: 1, column: 0 });
  assert.deepEqual(followed({ context: 2, look: 1 }, result), { row: 2, column: 1 });
  assert.deepEqual(followed({ context: 9, look: 9 }, result), { row: 1, column: 0 });
});

test("an exercise begins with its second prompt, and forgets what belonged to another", () => {
  assert.deepEqual(begin(result, "unagi", "en"), { exercise: "unagi", prompt: "p1", model: "m", new_tokens: 24, reading: "", context: null, look: 0 });
  assert.deepEqual(begin(result, "free", "en"), { exercise: "free", prompt: result.prompt, reading: "", context: null, look: 0 });
  assert.equal(begin(result, "tldr", "en"), null);
  for (const [min = 0, max = 0] of Object.values(LIMITS)) assert.ok(min < max);
});

test("what is written is read as it is", () => {
  assert.equal(readable("a b\nc\u0000"), "a b↵\nc␀");
  assert.equal(ending(sample, say), "ended_length");
  assert.equal(ending({ ...sample, ended: "until" }, say), "ended_line");
  assert.equal(ending({ ...sample, ended: "", state: "writing" }, say), "writing");
  const [first] = result.contexts;
  assert.equal(first && nameOf(first, "ja", say), "plainで");
  assert.deepEqual(result.readings.map((one) => called(one, "en", say)), ["order", "own_reading"]);
});

test("the saved picture is well-formed, with and without probabilities", () => {
  const settings = { context: null, look: 0 };
  const early = { ...result, contexts: result.contexts.map((one) => ({ ...one, scores: null })) };
  const free = { ...result, readings: [], aim: null, contexts: [context("own", true, [])] };
  for (const shown of [result, early, free]) {
    const svg = drawLanguageExercise(shown, settings, "<b>&", "about", "en", say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href|\u0000/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
