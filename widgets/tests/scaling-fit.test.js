import assert from "node:assert/strict";
import { test } from "node:test";

import { calculate, isFitted, ofLaw } from "../scaling-fit/calculation.js";
import { across, along, chart, colourOf, families, frame, learningCurve, nearest } from "../scaling-fit/chart.js";
import { KEYS, drawFit, keyMarks } from "../scaling-fit/drawing.js";
import { constantsOf, lawsOf, liveOf, optimumSaid, plusMinus, sentenceOf, signed, within } from "../scaling-fit/figures.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../scaling-fit/types.js").Params} Params */
/** @typedef {import("../scaling-fit/types.js").Result} Result */

/** @type {import("../scaling-fit/types.js").Constants} */
const LAW = [0.26, 25, 300, 0.55, 0.6];
const LEAST = 500_000;
const run = (/** @type {number} */ parameters, /** @type {number} */ characters, factor = 1) => ({
  width: 32, layers: 2, parameters, characters, seed: 1, seconds: 10, loss_ja: 0.5, loss_en: 0.4,
  loss: factor * (LAW[0] + LAW[1] / parameters ** LAW[3] + LAW[2] / characters ** LAW[4]),
  curve: /** @type {const} */ ([[256, 4], [4096, 2], [characters, 0.5]]),
});
const runs = [11_000, 150_000, 3_200_000].flatMap((N) => [260_000, 530_000, 2_100_000].map((D) => run(N, D, D < LEAST ? 1.2 : 1)));
const fit = { runs: 6, constants: LAW, samples: [0.98, 0.99, 1.01, 1.02].map((by) => /** @type {typeof LAW} */ (/** @type {unknown} */ (LAW.map((value, place) => (place < 3 ? value * by : value))))), standard_errors: /** @type {const} */ ([0.01, 1, 1, 0.02, 0.2]), scatter: 0.01 };
/** @type {Params} */
const params = { axis: "parameters", without: "largest-model", subtract: false, parameters: 1e7, characters: 1e7, live_parameters: 0, live_characters: 0, live_loss: 0 };
const papers = [
  { id: "kaplan", source: "Kaplan et al. 2020", arxiv: "", where: "", embeddings: false, form: /** @type {const} */ ("bracket"), constants: null, standard_errors: null },
  { id: "hoffmann", source: "Hoffmann et al. 2022", arxiv: "", where: "", embeddings: true, form: /** @type {const} */ ("sum"), constants: /** @type {const} */ ([1.69, 406.4, 410.7, 0.34, 0.28]), standard_errors: null },
];
/** @type {Result} */
const known = { runs, entropy: 0.26, fits: { none: { ...fit, runs: 8 }, "largest-run": { ...fit, runs: 7 }, "largest-model": fit }, least: LEAST, said: [], largest: 8, asked: ofLaw(fit, 1, 1), live: null, papers };
const answer = (/** @type {Partial<Params>} */ changes = {}) => {
  const asked = { ...params, ...changes };
  return { view: /** @type {const} */ ("scaling-fit"), params: asked, result: calculate(asked, known) };
};
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };
const AXES = /** @type {const} */ (["parameters", "characters", "compute"]);

test("what the law says is the sum of its terms, in its interval", () => {
  const of = ofLaw(fit, 1e6, 1e6, 0.5);
  assert.ok(Math.abs(of.terms[0] + of.terms[1] + of.terms[2] - of.loss) < 1e-12);
  assert.ok(of.low < of.loss && of.loss < of.high && of.high / of.loss >= Math.exp(1.96 * fit.scatter));
  assert.ok(Math.abs((of.error ?? 0) - (of.loss / 0.5 - 1)) < 1e-12);
  assert.equal(ofLaw(fit, 1e6, 1e6).error, null);
});

test("what is kept out: short runs, the largest run, the largest model and whatever took as much compute", () => {
  const largest = run(3_200_000, 2_100_000);
  assert.equal(isFitted(run(11_000, 260_000), largest, "none", LEAST), false);
  assert.equal(isFitted(largest, largest, "none", LEAST), true);
  assert.equal(isFitted(largest, largest, "largest-run", LEAST), false);
  assert.equal(isFitted(run(3_200_000, 530_000), largest, "largest-run", LEAST), true);
  assert.equal(isFitted(run(3_200_000, 530_000), largest, "largest-model", LEAST), false);
  assert.equal(isFitted(run(150_000, 2_100_000), largest, "largest-model", LEAST), true);
  assert.equal(isFitted(run(150_000, 2e9), largest, "largest-model", LEAST), false);
});

test("every axis: runs and lines inside the area, one line of the law a family", () => {
  for (const axis of AXES) {
    for (const subtract of [true, false]) {
      const { params: asked, result } = answer({ axis, subtract });
      const scales = frame(asked, result, 800, 480, pen, say);
      for (const one of runs) {
        const [x, y] = [scales.x.at(across(one, axis)), scales.y.at(one.loss - scales.base)];
        assert.ok(x > scales.area.left && x < scales.area.right && y > scales.area.top && y < scales.area.bottom);
      }
      const marks = chart(asked, result, 0, scales, pen, say);
      const paths = marks.filter(({ name, attributes }) => name === "path" && /seq-/.test(String(attributes["stroke"])));
      assert.equal(paths.length, families(runs, axis).length);
      assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
    }
  }
});

test("families, colours, and the run under a pointer", () => {
  assert.deepEqual(families(runs, "parameters"), [260_000, 530_000, 2_100_000]);
  assert.deepEqual(families(runs, "compute"), [11_000, 150_000, 3_200_000]);
  assert.equal(along(run(5, 7), "parameters"), 7);
  assert.notEqual(colourOf(0, 3), colourOf(2, 3));
  assert.ok(colourOf(0, 1));
  const { params: asked, result } = answer();
  const scales = frame(asked, result, 800, 480, pen, say);
  runs.forEach((one, place) => assert.equal(nearest(asked, result, scales, scales.x.at(one.parameters) + 1, scales.y.at(one.loss) - 1), place));
});

test("the truth is drawn where losses are, the foretold run where something is kept out", () => {
  const drawn = (/** @type {Partial<Params>} */ changes) => {
    const { params: asked, result } = answer(changes);
    return inFile(chart(asked, result, 0, frame(asked, result, 800, 480, pen, say), pen, say)).join("");
  };
  assert.match(drawn({}), /truth 0\.260/);
  assert.doesNotMatch(drawn({ subtract: true }), /truth/);
  assert.match(drawn({}), /current/);
  assert.doesNotMatch(drawn({ without: "none" }), /current/);
  assert.match(drawn({ live_parameters: 20_000, live_characters: 1e6, live_loss: 0.5 }), /;chosen&gt;/);
  assert.doesNotMatch(drawn({}), /;chosen&gt;/);
});

test("a run of the reader's own stays in the picture, however bad it is", () => {
  for (const axis of AXES) {
    const { params: asked, result } = answer({ axis, subtract: true, live_parameters: 100, live_characters: 1000, live_loss: 4 });
    const { x, y, area } = frame(asked, result, 800, 480, pen, say);
    assert.ok(x.at(across({ parameters: 100, characters: 1000 }, axis)) > area.left && y.at(3.74) > area.top);
  }
  const below = answer({ subtract: true, live_parameters: 1e5, live_characters: 1e6, live_loss: 0.1 });
  assert.doesNotMatch(inFile(chart(below.params, below.result, 0, frame(below.params, below.result, 800, 480, pen, say), pen, say)).join(""), /NaN|Infinity/);
});

test("what is said", () => {
  const { params: asked, result } = answer();
  assert.match(sentenceOf(asked, result, say), /^sentence_foretold 3\.2M .* 6$/);
  assert.match(sentenceOf({ ...asked, without: "none" }, result, say), /^sentence_all/);
  assert.ok(within(result));
  assert.deepEqual(constantsOf(asked, result), { E: "0.260 ± 0.010", A: "25", B: "300", alpha: "0.550 ± 0.020", beta: "0.60 ± 0.20" });
  assert.equal(liveOf(asked, result, say), "");
  assert.deepEqual(lawsOf(asked, result, say).map((row) => row[0]), ["ours", "Kaplan et al. 2020", "Hoffmann et al. 2022"]);
  assert.equal(lawsOf(asked, result, say).at(-1)?.[4], "0.45");
  assert.match(optimumSaid(asked, result, say), /^optimum/);
  assert.equal(signed(-0.0123), "−1.2\u00a0%");
  assert.equal(plusMinus(1, 0.5), "1.00 ± 0.50");
});

test("the learning curve and the legend are drawn", () => {
  assert.doesNotMatch(inFile(learningCurve(/** @type {import("../scaling-fit/types.js").Run} */ (runs[0]), 0.26, 380, 180, pen, say)).join(""), /NaN|undefined|Infinity/);
  for (const key of KEYS) assert.ok(keyMarks(key, colours).length);
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  for (const changes of [{}, { axis: AXES[2], without: /** @type {const} */ ("none") }, { live_parameters: 20_000, live_characters: 1e6, live_loss: 0.5 }]) {
    const svg = drawFit(answer(changes), 3, (key, values) => say(key, values) + "</svg><script>&", { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href/);
  }
});
