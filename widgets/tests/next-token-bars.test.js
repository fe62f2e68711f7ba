import assert from "node:assert/strict";
import { test } from "node:test";

import { axisFor } from "../next-token-bars/bars.js";
import { nextSeed } from "../next-token-bars/dice.js";
import { drawNextToken } from "../next-token-bars/drawing.js";
import { NEUTRAL, RULES, SCALES, readOut } from "../next-token-bars/settings.js";
import { Shape } from "../next-token-bars/shape.js";
import { roughMeasure } from "../shared/svg.js";
import { model } from "./fixtures/model.js";

const say = (/** @type {string} */ key) => key;

test("a slider's place gives back its value", () => {
  for (const rule of RULES) {
    const { min, max, step, place, value } = SCALES[rule];
    for (let at = 0; min + at * step <= max + 1e-9; at += 1) {
      const here = min + at * step;
      assert.ok(Math.abs(place(value(here)) - here) < 1e-9, `${rule} at ${here}`);
    }
    assert.equal(value(place(NEUTRAL[rule])), NEUTRAL[rule]);
  }
});

test("a top-k between two steps stands beside them", () => {
  const { place, value } = SCALES.top_k;
  assert.equal(value(place(37)), 40);
  assert.equal(value(place(5000)), 1000);
  assert.equal(readOut("top_k", { ...NEUTRAL, top_k: 37 }, say), "37");
});

test("read-outs", () => {
  assert.equal(readOut("temperature", { ...NEUTRAL, temperature: 0 }, say), "greedy");
  assert.equal(readOut("temperature", { ...NEUTRAL, temperature: 0.7 }, say), "0.70");
  assert.equal(readOut("top_p", NEUTRAL, say), "off");
});

test("the axis holds the highest bar", () => {
  for (let p = 0.001; p <= 1; p += 0.001) assert.ok(axisFor(p).end >= p);
  assert.deepEqual(axisFor(0.03), { end: 0.05, parts: 5 });
});

test("the next throw has the seed as written, or one more than the throw that lies there", () => {
  assert.equal(nextSeed(7, null), 7);
  assert.equal(nextSeed(7, 7), 8);
  assert.equal(nextSeed(3, 7), 3);
  assert.equal(nextSeed(2 ** 31 - 1, 2 ** 31 - 1), 0);
});

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const token = { id: 1, text: '<script>&"', bytes: "3c", partial: false, special: false, start: 0, end: 1 };
  const spectrum = { logits: [2, 1, 0], counts: [1, 1, 50] };
  const candidates = ["</svg>", "\u0000"].map((text, i) => ({
    ...token, text, rank: i + 1, logit: 2 - i, probability: 0.5, adjusted: 0.5, cut_by: null,
  }));
  const rounded = model({ precision: "q8", source_precision: "Q4_1", quantized: true });
  const settings = { ...NEUTRAL, top_k: 1 };
  const shape = new Shape(spectrum, settings);
  const result = { tokens: [token], candidates, spectrum, entropy_bits: 0, kept: 1, vocabulary_size: 52, throw: null, as_text: "", model: rounded };
  const svg = drawNextToken(result, shape, settings, { u: 0.4, place: 0, token }, say, { colours, font: "sans-serif", measure: roughMeasure });
  assert.equal(svg.match(/<svg\b/g)?.length, 1);
  assert.equal(svg.match(/<\/svg>/g)?.length, 1);
  assert.doesNotMatch(svg, /<script|NaN|undefined|href|\u0000/);
  const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
  assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
});
