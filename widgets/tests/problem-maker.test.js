import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { drawCard } from "../problem-maker/drawing.js";
import { areaOf, columns, ordered, patternsChart } from "../problem-maker/patterns-chart.js";
import { stretches, written } from "../problem-maker/problems.js";
import { areaOf as curvesArea, checksChart, lossChart } from "../problem-maker/training-charts.js";
import { figuresOf } from "../problem-maker/training.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../problem-maker/types.js").Log} Log */
/** @typedef {import("../problem-maker/types.js").Params} Params */
/** @typedef {import("../problem-maker/types.js").PatternScore} PatternScore */
/** @typedef {import("../problem-maker/types.js").Result} Result */

const tally = (/** @type {number} */ share) => ({ right: share * 100, total: 100, share, low: share, high: share });
/** @type {(pattern: string, steps: number, share: number, once: number, held_out?: boolean) => PatternScore} */
const score = (pattern, steps, share, once, held_out = false) => ({ pattern, example: pattern, steps, held_out, accuracy: { "step-by-step": tally(share), direct: tally(once) } });
const patterns = [score("new", 1, 1, 1, true), score("hard", 3, 0.6, 0.1), score("easy", 1, 0.9, 0.8), score("middle", 2, 0.9, 0.3)];

/** @type {(model: string, parameters: number) => Log} */
const log = (model, parameters) => ({
  model, parameters, vocabulary: 879, threads: 2, d_model: 128, layers: 5, heads: 4, phases: { "small sums": 400, sums: 500, problems: 3500, revision: 1500 },
  points: [
    { phase: "small sums", step: 400, seconds: 60, tokens: 2e6, loss: 0.1, checks: [] },
    { phase: "sums", step: 500, seconds: 200, tokens: 5e6, loss: 0.05, checks: [] },
    { phase: "problems", step: 500, seconds: 700, tokens: 8e6, loss: 0.2, checks: [{ language: "ja", split: "numbers", with_steps: 0.5, at_once: 0.1 }] },
    { phase: "problems", step: 3500, seconds: 2400, tokens: 26e6, loss: 0, checks: [{ language: "ja", split: "numbers", with_steps: 1, at_once: 0.3 }] },
  ],
});
const logs = [log("large", 1_117_568), log("small", 61_000)];

const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours };

test("a text is cut at unseen words, by code points", () => {
  const text = "𠮷野さんはいちごを3個、いちごを2個";
  const unseen_words = [{ start: 0, end: 2 }, { start: 5, end: 8 }, { start: 12, end: 15 }];
  const found = stretches({ text, unseen_words });
  assert.equal(found.map((one) => one.text).join(""), text);
  assert.deepEqual(found.filter(({ unseen }) => unseen).map((one) => one.text), ["𠮷野", "いちご", "いちご"]);
  assert.deepEqual(stretches({ text: "23-20", unseen_words: [] }), [{ text: "23-20", unseen: false }]);
  assert.equal(written("23-20=3"), "23−20=3");
});

test("patterns seen in training come first, then the order one asks for", () => {
  const order = (/** @type {Params["sort"]} */ sort) => ordered(patterns, sort).map(({ pattern }) => pattern).join(" ");
  assert.equal(order("step-by-step"), "easy middle hard new");
  assert.equal(order("direct"), "easy middle hard new");
  assert.equal(order("steps"), "easy middle hard new");
  const unmeasured = { ...score("unmeasured", 1, 0, 0), accuracy: {} };
  assert.equal(ordered([unmeasured, ...patterns], "direct").map(({ pattern }) => pattern).at(-2), "unmeasured");
});

test("a pointer finds the column it is over, across the gap as well", () => {
  const area = areaOf(700, 260, 16);
  const some = ordered(patterns, "step-by-step");
  const { x, place, trained } = columns(some, area);
  assert.equal(trained, 3);
  some.forEach((_, index) => assert.equal(place(x(index)), index));
  assert.equal(place(-100), 0);
  assert.equal(place(9999), 3);
  assert.ok(x(3) - x(2) > 2 * (x(2) - x(1)));
  const marks = patternsChart(some, 0, area, pen, say);
  assert.equal(marks.filter(({ name }) => name === "circle").length, 4);
});

test("the phases of the training stand one after the other", () => {
  const area = curvesArea(700, 220, 16);
  const marks = lossChart(logs, area, pen, say);
  const drawn = inFile(marks).join("");
  assert.doesNotMatch(drawn, /NaN|undefined|Infinity/);
  assert.match(drawn, />900</);
  assert.match(drawn, />5,900</);
  const names = marks.filter(({ content }) => content === "large" || content === "small");
  const [one, other] = names.map(({ attributes }) => Number(attributes["y"]));
  assert.ok(Math.abs((one ?? 0) - (other ?? 0)) > 16, "names do not cover each other");
  const checks = checksChart(/** @type {Log} */ (logs[0]), "ja", area, pen, say);
  assert.equal(checks.filter(({ name }) => name === "circle").length, 2);
  assert.equal(checksChart(/** @type {Log} */ (logs[0]), "en", area, pen, say).filter(({ name }) => name === "circle").length, 0);
  assert.deepEqual(lossChart([], area, pen, say), []);
});

/** @type {Result} */
const result = {
  problems: [
    { text: '</svg><script>alert("1")</script> costs 3 & 4', pattern: "sum", lines: ["3+4=7"], answer: 7, unseen_words: [{ start: 0, end: 6 }], unseen_operations: ["3+4=7"] },
    { text: "A film lasts 77 minutes, but Nadia fell asleep after 68 minutes. How many minutes of it did Nadia miss?", pattern: "film", lines: ["77-68=9"], answer: 9, unseen_words: [{ start: 29, end: 34 }, { start: 92, end: 97 }], unseen_operations: [] },
  ],
  choices: ["sum"], model: "large", made: "2026-11-22", patterns, logs,
  groups: [{ split: "numbers", steps: 1, accuracy: { direct: tally(0.5) } }],
  kept: { patterns: { trained: 64, held_out: 12 }, people: { trained: 70, held_out: 25 }, things: { trained: 120, held_out: 35 }, places: { trained: 40, held_out: 12 } },
};
/** @type {Params} */
const params = { language: "ja", split: "numbers", steps: 0, pattern: "", seed: 1, count: 2, part: "problems", sort: "direct" };

test("every part can be saved, with whatever stands in it and with nothing measured", () => {
  for (const part of /** @type {const} */ (["problems", "accuracy", "training"])) {
    for (const shown of [result, { ...result, problems: [], groups: [], logs: [], made: "" }]) {
      const svg = drawCard({ view: "word-problems", params, result: shown }, { part, sort: "direct", open: new Set([0]) }, "<b>&", say, { colours, font: "sans-serif", measure: roughMeasure });
      assert.equal(svg.match(/<\/svg>/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href/);
      const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
      assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
    }
  }
});

test("unseen words are underlined where they are, also after a line has ended", () => {
  const measure = (/** @type {string} */ content) => content.length * 10;
  const svg = drawCard({ view: "word-problems", params, result: { ...result, problems: result.problems.slice(1) } }, { part: "problems", sort: "direct", open: new Set() }, "", say, { colours, font: "sans-serif", measure });
  assert.deepEqual([...svg.matchAll(/underline">([^<]*)</g)].map(([, word]) => word), ["Nadia", "Nadia"]);
  assert.ok((svg.match(/<text x="32"/g)?.length ?? 0) > 1, "the text takes more than one line");
});

test("the card's figures", () => {
  const figures = new Map(figuresOf(result, say));
  assert.equal(figures.get("figure_time"), "time 40 2");
  assert.equal(figures.get("figure_read"), "26M");
  assert.equal(figures.get("figure_patterns"), "kept 64 12");
  assert.equal(new Map(figuresOf({ ...result, logs: [] }, say)).has("figure_parameters"), false);
});

test("the phases are those of the training's log", () => {
  const python = readFileSync(new URL("../../sandbox/topics/prompting/training_log.py", import.meta.url), "utf8");
  const phases = [...(python.match(/Phase = Literal\[(.*)\]/)?.[1] ?? "").matchAll(/"([a-z ]+)"/g)].map(([, phase]) => phase);
  assert.deepEqual(phases, Object.keys(logs[0]?.phases ?? {}));
});
