import assert from "node:assert/strict";
import { test } from "node:test";

import { areaOf, areas, boxes, partAt } from "../parameter-count/areas.js";
import { calculate, partsOf, settled } from "../parameter-count/calculation.js";
import { drawParameterCount } from "../parameter-count/drawing.js";
import { families, loose, mendedSentence, notesOf, publishedOf, sentenceOf, share, slid } from "../parameter-count/figures.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../parameter-count/types.js").Known} Known */
/** @typedef {import("../parameter-count/types.js").Params} Params */
/** @typedef {import("../parameter-count/types.js").Shape} Shape */

/** @type {Shape} */
const gpt3 = {
  kind: "decoder", layers: 96, d_model: 12_288, heads: 96, kv_heads: 0, d_head: 0, d_ff: 49_152, vocabulary: 50_257, context: 4096, segments: 0,
  mlp: "plain", norm: "layer", norms: 2, qk_norm: false, embedding_norm: false, final_norm: true, biases: "all", tied: true, pooler: false, experts: 1, experts_used: 1,
};
/** @type {Shape} */
const mixtral = { ...gpt3, layers: 32, d_model: 4096, heads: 32, kv_heads: 8, d_ff: 14_336, vocabulary: 32_000, context: 0, mlp: "gated", norm: "rms", biases: "none", tied: false, experts: 8, experts_used: 2 };
/** @type {Shape} */
const xl = { ...gpt3, layers: 24, d_model: 2048, heads: 24, d_head: 128, d_ff: 8192, context: 2048 };

/** @param {string} id @param {Shape} shape @param {Partial<Known>} [more] @returns {Known} */
const known = (id, shape, more = {}) => ({ id, name: id, organisation: "", year: 2020, shape, source: "a table", trained_context: 2048, published: null, published_source: "", said: null, mended: {}, model: "", ...more });
const shapes = [known("lecture", gpt3, { mended: { context: 2048 }, said: 174.6e9 }), known("mixtral", mixtral, { published: 46_702_792_704 }), known("xl", xl, { mended: { heads: 16 }, said: 1.32e9 }), known("twin", mixtral)];
const start = { shapes, file: null };
/** @param {Partial<Params>} changes */
const counted = (changes) => calculate({ ...gpt3, shape: "own", model: "", ...changes }, start);
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };

test("the lecture's GPT-3 to the last digit, and with the positions of the paper", () => {
  const result = counted({});
  assert.equal(result.total, 174_629_425_152);
  assert.deepEqual(result.parts.map(({ each, count }) => [each, count]), [
    [617_558_016, 1], [50_331_648, 1], [24_576, 96], [151_007_232, 96], [151_007_232, 96], [151_007_232, 96], [151_007_232, 96], [24_576, 96], [604_028_928, 96], [603_992_064, 96], [24_576, 1],
  ]);
  assert.deepEqual(result.known, ["lecture"]);
  assert.deepEqual(result.mended, { changes: { context: 2048 }, total: 174_604_259_328 });
  assert.equal(result.kv_bytes_per_token, 4_718_592);
  assert.match(mendedSentence(result, say), /^mended_context 4,096 2,048 174,604,259,328$/);
});

test("a known shape counts instead of the figures given; the one asked for comes first", () => {
  const result = counted({ shape: "twin" });
  assert.equal(result.total, 46_702_792_704);
  assert.equal(result.active, 12_879_925_248);
  assert.deepEqual(result.known, ["twin", "mixtral"]);
  assert.deepEqual(publishedOf(counted({ shape: "mixtral" }), say).map(({ right }) => right), [true, null, null]);
  assert.match(sentenceOf(result, say), /sentence_active 12,879,925,248 2 8$/);
});

test("a row that contradicts itself is named, with what it must have been", () => {
  const result = counted({ shape: "xl" });
  assert.equal(result.total, 1_517_123_584);
  assert.match(mendedSentence(result, say), /^mended_row 24 128 3,072 2,048 1,517,123,584 heads.=.16 1,315,723,264 1\.32B$/);
});

test("what does not fit together is said", () => {
  assert.deepEqual(counted({ heads: 7, kv_heads: 3, experts_used: 2 }).notes, ["uneven_heads", "uneven_groups", "few_experts"]);
  assert.equal(notesOf(counted({ heads: 7 }), say).length, 1);
  assert.deepEqual(counted({}).notes, []);
});

test("the file stays with its model only", () => {
  const file = { model: "m", name: "M", precision: "8-bit", source_precision: "Q4", bytes: 1, tensors: 1, parameters: 1, parts: {}, left_out: {} };
  const tables = { shapes: [...shapes, known("m", mixtral, { model: "m" })], file };
  assert.equal(calculate({ ...gpt3, shape: "own", model: "m" }, tables).file, file);
  assert.deepEqual(calculate({ ...gpt3, shape: "own", model: "m" }, tables).known[0], "m");
  assert.equal(calculate({ ...gpt3, shape: "own", model: "" }, tables).file, null);
});

test("areas are shares of the whole, and lie within it", () => {
  for (const changes of [{}, { shape: "mixtral" }, { shape: "xl" }, { ...gpt3, layers: 1, d_model: 16, heads: 1, d_ff: 1 }]) {
    const result = counted(changes);
    const area = areaOf(500, 400, 16);
    const found = boxes(result, area);
    const whole = (area.right - area.left) * (area.bottom - area.top);
    assert.equal(found.length, result.parts.length);
    for (const { part, x, y, width, height } of found) {
      assert.ok(Math.abs((width * height) / whole - part.total / result.total) < 1e-9, part.name);
      assert.ok(x >= area.left - 1e-6 && x + width <= area.right + 1e-6 && y >= area.top - 1e-6 && y + height <= area.bottom + 1e-6);
    }
    const drawn = inFile(areas(result, "mlp_up", area, pen, say)).join("");
    assert.doesNotMatch(drawn, /NaN|undefined|Infinity|="-/);
  }
});

test("a pointer finds the part it is on, and never one too thin to be seen", () => {
  const area = areaOf(500, 400, 16);
  const found = boxes(counted({}), area);
  const down = found.find(({ part }) => part.name === "mlp_down");
  assert.equal(partAt(found, (down?.x ?? 0) + 5, 200)?.name, "mlp_down");
  assert.equal(partAt(found, 499, 399)?.name, "mlp_down");
});

test("a slider keeps heads whole, and the feed-forward network in proportion", () => {
  assert.deepEqual(slid("d_model", 5000, gpt3), { d_model: 4992, d_ff: 19_968 });
  assert.deepEqual(slid("d_model", 3, gpt3), { d_model: 96, d_ff: 384 });
  assert.deepEqual(slid("heads", 100, gpt3), { heads: 96, kv_heads: 0 });
  assert.deepEqual(slid("heads", 7, mixtral), { heads: 8, kv_heads: 8 });
  assert.deepEqual(slid("kv_heads", 5, mixtral), { kv_heads: 4 });
  assert.deepEqual(slid("kv_heads", 32, mixtral), { kv_heads: 0 });
  assert.deepEqual(slid("layers", 7.4, gpt3), { layers: 7 });
  for (let d = 1; d < 300; d += 7) {
    const { heads = 0 } = slid("heads", 1 + (d % 128), { ...gpt3, d_model: d });
    assert.equal(d % heads, 0);
  }
});

test("what follows from the rest is left to follow", () => {
  assert.deepEqual([loose(settled(gpt3)).kv_heads, loose(settled(gpt3)).d_head], [0, 0]);
  assert.deepEqual([loose(xl).kv_heads, loose(xl).d_head], [0, 128]);
  assert.deepEqual(loose(mixtral).kv_heads, 8);
});

test("shares never say none where there is some", () => {
  assert.deepEqual([0, 0.0001, 0.0015, 0.664, 1].map((part) => share(part).replaceAll("\u00a0", " ")), ["0.0 %", "< 0.1 %", "0.1 %", "66.4 %", "100.0 %"]);
  const { attention, mlp, embedding } = families(counted({}));
  assert.ok(Math.abs(mlp - 2 * attention) < 1e-3 && embedding < 0.005);
  assert.equal(partsOf(gpt3).length, 11);
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const wild = [known("wild", xl, { name: '</svg><script>&"', source: "<b>", mended: { heads: 16 }, said: 1 })];
  for (const result of [counted({}), counted({ shape: "mixtral" }), calculate({ ...gpt3, shape: "wild", model: "" }, { shapes: wild, file: null })]) {
    const svg = drawParameterCount(result, "query", say, { colours: /** @type {any} */ (new Proxy({}, { get: () => "#123456" })), font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
