import assert from "node:assert/strict";
import { test } from "node:test";

import { adviceChart, adviceFrame } from "../compute-optimal/advice-chart.js";
import { calculate } from "../compute-optimal/calculation.js";
import { drawComputeOptimal } from "../compute-optimal/drawing.js";
import { adviceTold, pointTold, sentenceOf } from "../compute-optimal/figures.js";
import { DASHES, ORDER } from "../compute-optimal/laws.js";
import { valleyChart, valleyFrame } from "../compute-optimal/valleys.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../compute-optimal/types.js").ComputeOptimalData} ComputeOptimalData */
/** @typedef {import("../compute-optimal/types.js").Params} Params */
/** @typedef {ComputeOptimalData["result"]["laws"][number]} Law */

const about = { source: "S", arxiv: "1", where: "w", embeddings: true };
/** @type {readonly Law[]} */
const laws = [
  { ...about, id: "kaplan", form: "bracket", constants: null, standard_errors: null },
  { ...about, id: "hoffmann", form: "sum", constants: [1.69, 406.4, 410.7, 0.34, 0.28], standard_errors: null },
  { ...about, id: "hoffmann-unrounded", form: "sum", constants: [Math.exp(0.5267228), Math.exp(6.0073404), Math.exp(6.0179186), 0.33917084, 0.2849083], standard_errors: null },
  { ...about, id: "besiroglu", form: "sum", constants: [1.8172, 482.01, 2085.43, 0.3478, 0.3658], standard_errors: [0.03, 124.58, 1293.23, 0.02, 0.02] },
];
const covariance = Array.from({ length: 5 }, (_, row) => Array.from({ length: 5 }, (_, column) => (row === column ? 1e-6 : 0)));
const model = { id: "m", name: "M", organisation: "O", year: 2022, parameters: 70e9, tokens: 1.4e12, loss: null, text: null, rumour: false, source: "s", compute: 0, tokens_per_parameter: 0, best: 0 };
const models = [model, { ...model, id: "gpt4", name: "G", rumour: true, parameters: 1.8e12, tokens: 13e12 }];
/** @param {Partial<Params>} [changes] @returns {ComputeOptimalData} */
const asked = (changes = {}, known = models) => {
  /** @type {Params} */
  const params = { law: "besiroglu", compute: 5.76e23, parameters: 0, ...changes };
  return { view: "compute-optimal", params, result: calculate(params, { laws, models: known, covariance }) };
};
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };
const MANY = /** @type {Partial<Params>[]} */ ([{}, { compute: 1e12 }, { compute: 1e30 }, { law: "kaplan" }, { law: "hoffmann", parameters: 1e14 }, { compute: 1e30, parameters: 1e3 }]);

test("the advice of the lecture", () => {
  const told = asked().result.advice.map(({ parameters, tokens }) => `${(parameters / 1e9).toPrecision(3)} ${(tokens / 1e12).toPrecision(3)}`);
  assert.deepEqual(told, ["804 0.216", "32.2 2.98", "40.4 2.38", "72.2 1.33"]);
});

test("the bottom is what all else is measured against", () => {
  for (const { id } of laws) {
    const { result } = asked({ law: id });
    assert.equal(result.point.excess === 0, id !== "kaplan");
    for (const { points, bottom } of result.valleys) assert.ok(points.every(({ loss }) => loss >= bottom.loss - 1e-12));
    assert.equal(result.intervals === null, id !== "besiroglu");
  }
  const { point } = asked({ compute: 3.14e23, parameters: 174.6e9 }).result;
  assert.ok(point.share > 0.55 && point.share < 0.65);
  assert.ok(Math.abs(asked({ compute: point.enough }).result.loss - point.loss) < 1e-12);
});

test("every mark stands inside, whatever is asked", () => {
  for (const changes of MANY) {
    for (const [width, tall] of /** @type {const} */ ([[330, 300], [600, 400]])) {
      const data = asked(changes);
      const [valleys, advice] = [valleyFrame(width, tall, data.result, pen), adviceFrame(width, tall, data, pen)];
      for (const [place, marks] of /** @type {const} */ ([[valleys, valleyChart(data, valleys, pen, say)], [advice, adviceChart(data, advice, pen, say)]])) {
        assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
        for (const { name, attributes } of marks) {
          if (name !== "circle") continue;
          const [x, y] = [Number(attributes["cx"]), Number(attributes["cy"])];
          assert.ok(x >= place.area.left - 1 && x <= place.area.right + 1 && y >= place.area.top - 1 && y <= place.area.bottom + 1, `${JSON.stringify(changes)} ${x} ${y}`);
        }
      }
    }
  }
});

test("names of the laws never stand on one line", () => {
  for (const changes of MANY) {
    const data = asked(changes);
    const names = valleyChart(data, valleyFrame(600, 400, data.result, pen), pen, say).filter(({ name, content }) => name === "text" && content.includes("short_"));
    assert.equal(new Set(names.map(({ attributes }) => attributes["y"])).size, 4);
  }
});

test("laws are told apart without colour", () => {
  assert.equal(new Set(ORDER.map((law) => DASHES[law])).size, 4);
});

test("what is told", () => {
  const gpt3 = asked({ compute: 3.14e23, parameters: 174.6e9 });
  assert.match(pointTold(gpt3, say).join("\n"), /^point 175B 300B 1\.72 2\.009 0\.016\nwasted 61.% /);
  assert.match(pointTold(asked(), say).join("\n"), /at_bottom\ninterval/);
  assert.match(pointTold(asked({ law: "kaplan" }), say).join("\n"), /kaplan_note/);
  assert.match(sentenceOf(asked(), say), /law_besiroglu 72\.2B 1\.33T 18\.4/);
  const told = asked().result.advice.map((advice) => adviceTold(advice, asked(), say).judged);
  assert.equal(told.at(-1), "chosen_law");
  assert.match(told[1] ?? "", /^judged 0\.007 80/);
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const wild = models.map((one) => ({ ...one, name: '</svg><script>&"' }));
  for (const changes of MANY) {
    const svg = drawComputeOptimal(asked(changes, wild), say, { colours: /** @type {any} */ (new Proxy({}, { get: () => "#123456" })), font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href/);
  }
});
