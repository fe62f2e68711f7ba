import assert from "node:assert/strict";
import { test } from "node:test";

import { factsOf } from "../reasoning-size/about.js";
import { areaOf, chart, scale } from "../reasoning-size/chart.js";
import { drawSizes } from "../reasoning-size/drawing.js";
import { brief, perCent } from "../shared/accuracy.js";
import { height, inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../reasoning-size/types.js").Size} Size */
/** @typedef {import("../reasoning-size/types.js").Params} Params */

const tally = (/** @type {number} */ share, total = 100) => ({ right: Math.round(share * total), total, share, low: Math.max(0, share - 0.05), high: Math.min(1, share + 0.05) });

/**
 * @param {string} model
 * @param {number} parameters
 * @param {number} steps
 * @param {number} once
 * @returns {Size}
 */
function own(model, parameters, steps, once) {
  const training = { small_sums: 400, sums: 500, problems: 3500, revision: 1500, tokens: 26e6, seconds: 1800 };
  return { model, name: model, family: "soroban", parameters, accuracy: { "step-by-step": tally(steps), direct: tally(once) }, training };
}

const sizes = [own("a", 61_000, 0.2, 0.05), own("b", 164_000, 0.6, 0.1), own("c", 1_117_568, 0.97, 0.3)];
/** @type {Size} */
const gemma = { ...own("gemma", 268_098_176, 0, 0), family: "other", training: null };
const all = [...sizes, gemma];
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const area = areaOf(800, 480, 16);
const pen = { size: 16, colours, measure: roughMeasure };

test("equal distances are equal factors, and every model is inside", () => {
  const { x, ticks } = scale(all, area);
  assert.ok(Math.abs(x(1e6) - x(1e5) - (x(1e8) - x(1e7))) < 1e-9);
  assert.ok(all.every(({ parameters }) => x(parameters) > area.left && x(parameters) < area.right));
  assert.deepEqual(ticks, [1e5, 1e6, 1e7, 1e8]);
  const alone = scale(sizes.slice(0, 1), area);
  assert.ok(alone.x(61_000) > area.left && alone.x(61_000) < area.right);
});

test("lines join our own sizes only; other models are hollow points", () => {
  const marks = chart(all, "c", area, pen, say);
  const lines = marks.filter(({ name }) => name === "polyline");
  assert.equal(lines.length, 2);
  for (const line of lines) assert.equal(String(line.attributes["points"]).split(" ").length, 3);
  const circles = marks.filter(({ name }) => name === "circle");
  assert.deepEqual(circles.map(({ attributes }) => attributes["fill"]).sort(), ["<current>", "<current>", "<current>", "<sand-raised>"]);
  const last = circles.find(({ attributes }) => attributes["fill"] === "<current>" && Math.abs(Number(attributes["cy"]) - height(area, 0.97)) < 1e-9);
  assert.ok(last, "a point stands at its share");
});

test("a style that was not measured leaves no points, and nothing breaks", () => {
  const without = sizes.map((size) => ({ ...size, accuracy: { direct: tally(0.1) } }));
  const marks = chart(without, "", area, pen, say);
  assert.equal(marks.filter(({ name }) => name === "circle").length, 0);
  assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
});

test("what is told of a model", () => {
  const told = factsOf(/** @type {Size} */ (sizes[2]), say);
  assert.deepEqual(told.tallies.map(({ label, share }) => `${label} ${share}`), ["with_steps 97\u00a0%", "at_once 30\u00a0%"]);
  assert.equal(told.gain, "gain +67");
  assert.equal(told.trained, "trained 900 3,500 1,500 26M 30");
  assert.equal(factsOf(gemma, say).trained, "not_trained");
});

test("per cent never says all or none where it is not so", () => {
  assert.deepEqual([0, 0.001, 0.004, 0.5, 0.996, 0.999, 1].map((share) => perCent(share).replaceAll("\u00a0", " ")), ["0 %", "< 1 %", "< 1 %", "50 %", "> 99 %", "> 99 %", "100 %"]);
  assert.equal(brief(1_117_568, "en"), "1.1M");
  assert.equal(brief(1_117_568, "ja"), "110万");
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const wild = all.map((size) => ({ ...size, name: '</svg><script>&"' }));
  /** @type {Params} */
  const params = { language: "ja", split: "numbers", steps: 0, model: "" };
  for (const some of [all, wild, []]) {
    const svg = drawSizes({ view: "reasoning-size", params, result: { made: "2026-11-22", rule: "", sizes: some } }, "c", "<b>&", say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href/);
  }
});
