import assert from "node:assert/strict";
import { test } from "node:test";

import { calculate, gpusUsed, loraParameters, modelOf, totalBytes } from "../memory-fit/calculation.js";
import { chart, places } from "../memory-fit/chart.js";
import { drawMemory } from "../memory-fit/drawing.js";
import { contextOf } from "../memory-fit/list.js";
import { COLOURS, chosenFit, filled, sentenceOf, verdict } from "../memory-fit/said.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../memory-fit/types.js").Model} Model */
/** @typedef {import("../memory-fit/types.js").Params} Params */
/** @typedef {import("../memory-fit/types.js").Result} Result */

/** @type {Params} */
const params = {
  shape: "gpt3", parameters: 175e9, layers: 96, d_model: 12_288, heads: 96, kv_heads: 0, d_head: 0, d_ff: 0, vocabulary: 50_257, gated: false,
  method: "inference", bits: 16, adam: 16, context: 2048, batch: 1, checkpointing: false, flash: true, rank: 4, targets: ["q", "v"],
  sharding: "tensor", gpus: 8, gpu: "a100",
};
/** @type {Model} */
const gpt3 = {
  id: "gpt3", name: "GPT-3", organisation: "", year: 2020, parameters: 174_604_259_328, in_layers: 173_961_510_912, at_the_end: 642_748_416, decoder: true,
  layers: 96, d_model: 12_288, heads: 96, kv_heads: 96, d_head: 128, d_ff: 49_152, gated: false, experts: 1, vocabulary: 50_257, trained_context: 2048,
};
const static_ = { ok: false, share: 0, most_context: null, least: null, least_yen: null };
const empty = /** @type {Result} */ (/** @type {unknown} */ ({
  models: [gpt3],
  fits: [{ gpu: "rtx-3060", name: "GeForce RTX 3060", memory: 12e9, price: null, ...static_ }, { gpu: "a100", name: "A100", memory: 80e9, price: { yen: 3_000_000, kind: "from", date: "2023-12" }, ...static_ }],
}));
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };
const own = (/** @type {Partial<Params>} */ more) => ({ ...params, shape: "own", layers: 0, sharding: /** @type {const} */ ("none"), ...more });

test("the lecture's numbers", () => {
  const weights = [1.5e9, 175e9, 1.8e12].map((parameters) => totalBytes(modelOf(own({ parameters }), []), own({ parameters, bits: 32 })));
  assert.deepEqual(weights, [6e9, 700e9, 7.2e12]);
  assert.equal(calculate(params, empty).kv_bytes_per_token, 4_718_592);
  assert.equal(loraParameters(gpt3, 4, ["q", "v"]), 18_874_368);
  for (const adam of /** @type {const} */ ([16, 18])) assert.equal(totalBytes(modelOf(own({ parameters: 1e9 }), []), own({ parameters: 1e9, method: "full", adam })), adam * 1e9);
});

test("what fits, and on how many", () => {
  const { fits, used, total_bytes, fleet_bytes } = calculate(params, empty);
  assert.equal(used, 8);
  assert.equal(fleet_bytes, 8 * total_bytes);
  assert.deepEqual(fits.map(({ ok, least }) => [ok, least]), [[false, 31], [true, 5]]);
  assert.equal(fits[1]?.least_yen, 15_000_000);
  assert.equal(fits[0]?.most_context, null);
  assert.equal(gpusUsed(gpt3, { ...params, gpus: 500 }), 96);
  assert.deepEqual(calculate({ ...params, gpus: 500, context: 4096 }, empty).notes, ["beyond_trained", "idle_heads"]);
});

test("a share never reads 100 % where it is a little less or more", () => {
  assert.deepEqual([0, 0.001, 0.56, 0.999, 1, 1.001, 1.3, 4.4, 58].map((share) => filled(share).replaceAll("\u00a0", " ")), ["0 %", "< 1 %", "56 %", "99 %", "100 %", "101 %", "130 %", "× 4.4", "× 58"]);
});

test("fits, only just fits, does not fit: by sign and word", () => {
  const fit = /** @type {import("../memory-fit/types.js").Fit} */ (calculate(params, empty).fits[1]);
  assert.equal(verdict(fit, say), "verdict_ok");
  assert.equal(verdict({ ...fit, share: 0.95 }, say), "verdict_tight");
  assert.equal(verdict({ ...fit, ok: false, share: 1.2 }, say), "verdict_no");
  assert.match(sentenceOf(params, calculate(params, empty), say), /what_inference GPT-3 16 359.GB.*where_many 44\.9.GB 8.*fits_ok A100 56/);
  assert.match(sentenceOf({ ...params, gpu: "rtx-3060" }, calculate(params, empty), say), /fits_not_times RTX 3060.*3\.7more_gpus.*31/);
  assert.match(sentenceOf({ ...params, sharding: "none" }, calculate({ ...params, sharding: "none" }, empty), say), /more_shared/);
  const copies = { ...params, sharding: /** @type {const} */ ("data") };
  assert.match(sentenceOf(copies, calculate(copies, empty), say), /more_never/);
  assert.equal(contextOf({ ...fit, most_context: 10_000_000 }, gpt3, say), "10M+");
});

test("as many outlines as have room, and then how many there are", () => {
  assert.deepEqual(places(8, 600, 16).drawn, 8);
  const many = places(4096, 600, 16);
  assert.ok(many.drawn < 16 && many.drawn + many.rest === 4096 && many.each * (many.drawn + 2) <= 600.001);
  assert.deepEqual(places(2, 30, 16), { drawn: 1, each: 10, rest: 1 });
});

const jobs = [params, own({ parameters: 1.8e12 }), ...["full", "lora", "qlora"].flatMap((method) => ["none", "pipeline", "zero-3"].map((sharding) => /** @type {Params} */ ({ ...params, method, sharding, gpus: 64, gpu: "rtx-3060" })))];

test("the stacks stand in their outlines, to one scale, and what is beyond is another piece", () => {
  for (const job of jobs) {
    const result = calculate(job, empty);
    const fit = chosenFit(job, result);
    const marks = chart(result, fit, { width: 520, tall: 320 }, pen, say);
    assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
    for (const { name, attributes } of marks) {
      if (name !== "rect") continue;
      assert.ok(Number(attributes["height"]) >= 0 && Number(attributes["x"]) >= 0 && Number(attributes["x"]) + Number(attributes["width"]) <= 520.001, job.sharding);
      assert.ok(Number(attributes["y"]) >= 0 && Number(attributes["y"]) + Number(attributes["height"]) <= 320);
    }
    assert.equal(marks.some(({ attributes }) => attributes["fill-opacity"] !== undefined), !fit.ok);
    assert.ok(result.parts.every(({ name }) => COLOURS[name]));
  }
});

test("neighbouring parts have different colours", () => {
  for (const job of jobs) {
    const fills = calculate(job, empty).parts.map(({ name }) => COLOURS[name]?.[0]);
    fills.forEach((fill, place) => assert.notEqual(fill, fills[place + 1]));
  }
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  for (const job of jobs) {
    const result = calculate(job, { ...empty, models: [{ ...gpt3, name: '</svg><script>&"' }] });
    const svg = drawMemory({ params: job, result }, { sentence: sentenceOf(job, result, say), title: "<b>&" }, say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href/);
  }
});
