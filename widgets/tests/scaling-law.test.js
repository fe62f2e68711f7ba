import assert from "node:assert/strict";
import { test } from "node:test";

import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";
import { factsOf, partsOf, sentenceOf } from "../scaling-law/about.js";
import { calculate } from "../scaling-law/calculation.js";
import { drawChart, tokensFor } from "../scaling-law/chart.js";
import { drawing } from "../scaling-law/drawing.js";

/** @typedef {import("../scaling-law/types.js").Params} Params */
/** @typedef {import("../scaling-law/types.js").Result} Result */
/** @typedef {import("../shared/laws.js").Law} Law */

const law = (/** @type {string} */ id, /** @type {Law["constants"]} */ constants) => /** @type {Law} */ ({ id, source: id, arxiv: "0000.00000", where: "", embeddings: true, form: constants ? "sum" : "bracket", constants, standard_errors: null });
const laws = [law("kaplan", null), law("hoffmann", [1.69, 406.4, 410.7, 0.34, 0.28]), law("besiroglu", [1.8172, 482.01, 2085.43, 0.3478, 0.3658])];
const model = (/** @type {string} */ id, /** @type {number} */ parameters, /** @type {number} */ tokens) => ({ id, name: id, organisation: "o", year: 2020, parameters, tokens, loss: null, text: null, rumour: id === "gpt4", source: "s", predicted: 2, shown: true });
const models = [model("gpt3", 174.6e9, 300e9), model("chinchilla", 70e9, 1.4e12), model("gpt4", 1.8e12, 13e12), model("<b>&", 1e8, 1e12)];
const covariance = [0, 1, 2, 3, 4].map((row) => [0, 1, 2, 3, 4].map((column) => (row === column ? 1e-6 : 0)));
/** @type {Params} */
const first = { law: "besiroglu", parameters: 174.6e9, tokens: 300e9, axis: "parameters", picture: "curve", models: ["all"] };
const blank = /** @type {Result} */ (/** @type {unknown} */ ({ laws, models, covariance }));
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };

test("the answer follows the params", () => {
  const result = calculate(first, blank);
  assert.ok(Math.abs(result.loss - 2.0086) < 5e-5);
  assert.ok(Math.abs(result.terms.reduce((sum, { value }) => sum + value, 0) - result.loss) < 1e-12);
  assert.ok(result.interval && result.interval[0] < result.loss && result.loss < result.interval[1]);
  const kaplan = calculate({ ...first, law: "kaplan", models: ["gpt3"] }, result);
  assert.ok(Math.abs(kaplan.loss - 1.6611) < 5e-5);
  assert.equal(kaplan.standard_error, null);
  assert.deepEqual(kaplan.terms.map(({ name }) => name), ["parameters", "tokens"]);
  assert.deepEqual(kaplan.models.filter(({ shown }) => shown).map(({ id }) => id), ["gpt3"]);
  assert.equal(calculate({ ...first, models: ["none"] }, result).models.filter(({ shown }) => shown).length, 0);
});

test("a line of equal loss has that loss, and ends where a model is too small for it", () => {
  const result = calculate(first, blank);
  for (const one of laws) {
    const params = /** @type {Params} */ ({ ...first, law: one.id });
    const { loss } = calculate(params, result);
    const D = tokensFor(one, 174.6e9, loss);
    assert.ok(Math.abs(D / 300e9 - 1) < 1e-6, one.id);
  }
  assert.equal(tokensFor(/** @type {Law} */ (laws[2]), 1e6, 1.9), Infinity);
});

test("every picture is drawn without gaps, at every size, to the ends of what can be asked", () => {
  for (const id of /** @type {const} */ (["kaplan", "hoffmann", "besiroglu"]))
    for (const picture of /** @type {const} */ (["curve", "iso-loss"]))
      for (const axis of /** @type {const} */ (["parameters", "tokens", "compute"]))
        for (const [parameters, tokens] of /** @type {const} */ ([[174.6e9, 300e9], [1e3, 1e3], [1e15, 1e17], [1e3, 1e17]]))
          for (const wide of [320, 800]) {
            const params = { ...first, law: id, picture, axis, parameters, tokens };
            const chart = drawChart({ params, result: calculate(params, blank), looked: "gpt3" }, wide, 400, pen, say);
            const drawn = inFile(chart.marks).join("");
            assert.doesNotMatch(drawn, /NaN|undefined|Infinity/);
            assert.match(drawn, /<path/);
            assert.ok(chart.places.every(({ x, y }) => x >= 0 && x <= wide && y >= 0 && y <= 400));
          }
});

test("what is told", () => {
  const result = calculate(first, blank);
  assert.equal(sentenceOf(first, result, say), "sentence_now 175B 300B 2.009 law_besiroglu");
  assert.deepEqual(partsOf(first, result, say).map(({ label, value }) => `${label} ${value}`), ["term_irreducible 1.817", "term_parameters 0.059", "term_tokens 0.132"]);
  assert.match(factsOf(result, say).join("\n"), /^interval .*\nperplexity 7.45 1.72\nbest 3.14.*10²³ 53B 989B 1.992$/);
  const kaplan = calculate({ ...first, law: "kaplan" }, blank);
  assert.match(factsOf(kaplan, say).join("\n"), /no_error[^]*alone 1.605 1.638 1.764/);
});

test("the saved picture is well-formed and escapes what it is given", () => {
  for (const picture of /** @type {const} */ (["curve", "iso-loss"])) {
    const params = { ...first, picture };
    const svg = drawing({ params, result: calculate(params, blank), looked: "<b>&" }, say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.doesNotMatch(svg, /<b>|NaN|undefined|Infinity|href/);
  }
});
