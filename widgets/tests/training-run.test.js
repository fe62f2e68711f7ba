import assert from "node:assert/strict";
import { test } from "node:test";

import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";
import { fallingLoss, lossNow, onOurLaw } from "../training-run/charts.js";
import { picked, same } from "../training-run/controls.js";
import { drawRun } from "../training-run/drawing.js";
import { ranks, shareOf } from "../training-run/samples.js";
import { factsOf, legendOf, queueOf, statusOf, verdictOf } from "../training-run/sentences.js";

/** @typedef {import("../training-run/types.js").TrainingRunData} TrainingRunData */
/** @typedef {import("../training-run/types.js").Result} Result */

const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };

/** @type {import("../training-run/types.js").Moment} */
const moment = {
  characters: 13_107,
  samples: [
    { language: "ja", rank: 0, start: "よくは ", sentences: [{ text: "しごとは ぱんやです。", verdict: "true" }] },
    { language: "en", rank: 0, start: "yoku ", sentences: [{ text: "keeps a <b>cat</b> and ", verdict: "broken" }, { text: "likes tofu.", verdict: "false" }] },
    { language: "ja", rank: 99, start: "なかは ", sentences: [] },
  ],
};

const run = (/** @type {number} */ parameters, /** @type {number} */ characters, /** @type {number} */ loss) => ({ width: 32, layers: 2, parameters, characters, seed: 1, loss });

/**
 * @param {Partial<Result>} [result]
 * @param {Partial<TrainingRunData>} [more]
 * @returns {TrainingRunData}
 */
const data = (result = {}, more = {}) => ({
  view: "training-run",
  params: { width: 32, layers: 2, characters: 2 ** 17, seed: 1 },
  result: {
    status: "done", parameters: 27_328, compute: 6 * 27_328 * 2 ** 17, learning_rate: 0.01, steps: 512, step: 512, seen: 2 ** 17,
    curve: [[256, 4.4], [512, 4.1], [13_056, 2.5], [65_536, 0.9], [2 ** 17, 0.73]],
    loss: 0.7, entropy: 0.2625, guessing: Math.log(86), moments: [moment], queue: null,
    law: [0.3, 20, 300, 0.5, 0.6], predicted: { loss: 0.68, low: 0.66, high: 0.71 },
    runs: [run(11_320, 2 ** 17, 0.9), run(27_328, 2 ** 19, 0.47), run(3_167_744, 2 ** 21, 0.3)],
    ...result,
  },
  ...more,
});
const running = (/** @type {Partial<Result>} */ result = {}) => data({ status: "training", loss: null, step: 256, seen: 2 ** 16, curve: [[256, 4.4], [65_536, 0.9]], queue: { people: 1, ahead: 0 }, ...result }, { partial: true });

test("the loss now is that of the held-out text once there is one, and none before the first point", () => {
  assert.equal(lossNow(data().result), 0.7);
  assert.equal(lossNow(running().result), 0.9);
  assert.equal(lossNow(running({ curve: [] }).result), null);
});

test("the curve ends where the training is, above the line of the entropy, within the area", () => {
  for (const shown of [data(), running(), running({ curve: [] }), running({ curve: [[256, 4.45]] })]) {
    const marks = fallingLoss(shown, [], 600, 320, pen, say);
    const circles = marks.filter(({ name }) => name === "circle");
    assert.equal(circles.length, shown.result.curve.length ? 1 : 0);
    const levels = marks.filter(({ attributes }) => attributes["stroke-dasharray"]).map(({ attributes }) => Number(attributes["y1"]));
    assert.equal(levels.length, 2);
    for (const { attributes } of circles) {
      assert.ok(Number(attributes["cy"]) < Math.max(...levels));
      assert.ok(Number(attributes["cx"]) > 0 && Number(attributes["cx"]) < 600);
    }
    assert.ok(!inFile(marks).join("").includes("NaN"));
  }
});

test("earlier trainings stay as grey lines, and the axis has room for the longest", () => {
  const long = data({ curve: [[256, 4.3], [2 ** 19, 0.47]] }, { params: { width: 48, layers: 2, characters: 2 ** 19, seed: 1 } });
  const paths = fallingLoss(data(), [long], 600, 320, pen, say).filter(({ name }) => name === "path");
  assert.deepEqual(paths.map(({ attributes }) => attributes["stroke"]), ["<cut>", "<current>"]);
});

test("ticks of the loss do not come too close to each other", () => {
  for (const tall of [120, 200, 400]) {
    const words = fallingLoss(data(), [], 600, tall, pen, say).filter(({ name, attributes }) => name === "text" && attributes["text-anchor"] === "end" && Number(attributes["x"]) < 60);
    const places = words.map(({ attributes }) => Number(attributes["y"])).sort((one, other) => one - other);
    assert.ok(places.length >= 2);
    places.slice(1).forEach((y, place) => assert.ok(y - (places[place] ?? 0) >= 16));
  }
});

test("on the law: runs on as much text are filled; the point is hollow until it is measured", () => {
  const fills = (/** @type {TrainingRunData} */ shown) => onOurLaw(shown, [], 600, 300, pen, say).filter(({ name }) => name === "circle").map(({ attributes }) => attributes["fill"]);
  assert.deepEqual(fills(data()), ["<other>", "<sand-raised>", "<sand-raised>", "<current>"]);
  assert.equal(fills(running()).at(-1), "<sand-raised>");
  assert.deepEqual(fills(running({ curve: [], runs: [] })), []);
});

test("without a law there is neither its line nor a prediction, and nothing breaks", () => {
  const bare = data({ law: null, predicted: null, runs: [] });
  const marks = onOurLaw(bare, [], 600, 300, pen, say);
  assert.equal(marks.filter(({ name }) => name === "path").length, 0);
  assert.ok(!inFile(marks).join("").includes("NaN"));
  assert.equal(verdictOf(bare, say), "");
  assert.equal(legendOf(bare, say), "no_runs");
});

test("what is going on is said", () => {
  assert.match(statusOf(data(), say), /^done .*0\.700 0\.26/);
  assert.match(statusOf(running(), say), /^training 65,536 131,072 0\.900/);
  assert.match(statusOf(running({ status: "waiting" }), say), /^beginning/);
  assert.match(statusOf(running({ status: "measuring" }), say), /^measuring/);
  assert.match(statusOf({ ...running(), partial: false, stopped: true }, say), /^stopped 65,536/);
});

test("the queue is told while it runs and others are there", () => {
  assert.equal(queueOf(running(), say), "");
  assert.equal(queueOf(running({ queue: { people: 2, ahead: 0 } }), say), "queue 2 0");
  assert.equal(queueOf(running({ queue: { people: 40, ahead: 38 } }), say), "queue_ahead 40 38");
  assert.equal(queueOf({ ...running({ queue: { people: 40, ahead: 38 } }), partial: false, stopped: true }, say), "");
  assert.equal(queueOf(data(), say), "");
});

test("the law is right, too high or too low, by its interval", () => {
  assert.match(verdictOf(running(), say), /^law_says 0\.680 0\.660 0\.710/);
  assert.match(verdictOf(data(), say), /^law_right/);
  assert.match(verdictOf(data({ loss: 0.72 }), say), /^law_above/);
  assert.match(verdictOf(data({ loss: 0.65 }), say), /^law_below/);
});

test("less text than the law knows is said", () => {
  assert.match(legendOf(data(), say), /^legend 3 130K$/);
  assert.match(legendOf(data({}, { params: { width: 32, layers: 2, characters: 2 ** 14, seed: 1 } }), say), /outside 130K$/);
});

test("settings are compared by what they are", () => {
  const { params } = data();
  assert.ok(same(params, { ...params }));
  assert.ok(!same(params, { ...params, seed: 2 }));
  assert.deepEqual(Object.keys(picked({ ...params })), ["width", "layers", "characters", "seed"]);
});

test("samples: people and shares", () => {
  assert.deepEqual(ranks(moment), [0, 99]);
  assert.equal(shareOf(moment, 2 ** 17), "10\u00a0%");
});

test("the file is whole SVG, text escaped, with what was written", () => {
  const svg = drawRun(data(), [], moment, say, { colours, measure: roughMeasure, font: "sans-serif" });
  assert.ok(svg.startsWith("<svg") && svg.endsWith("</svg>") && !svg.includes("NaN") && !svg.includes("undefined"));
  assert.ok(svg.includes("&lt;b&gt;cat") && svg.includes("✗") && svg.includes("ぱんや"));
  assert.ok(factsOf(data(), say).includes("27,328"));
  assert.ok(drawRun(running({ moments: [] }), [], undefined, say, { colours, measure: roughMeasure, font: "sans-serif" }).includes("samples"));
});
