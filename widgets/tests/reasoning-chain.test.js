import assert from "node:assert/strict";
import { test } from "node:test";

import { arrows, bent, uses } from "../reasoning-chain/arrows.js";
import { added, corrected, line, stretch } from "../reasoning-chain/beginning.js";
import { drawChain } from "../reasoning-chain/drawing.js";
import { calculation, reason, summary, verdictOnAnswer, verdicts, writers } from "../reasoning-chain/said.js";
import { parts } from "../reasoning-chain/strip.js";
import { roughMeasure } from "../shared/svg.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../reasoning-chain/types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("../reasoning-chain/types.js").Result} Result */
/** @typedef {import("../reasoning-chain/types.js").Step} Step */

/**
 * The steps of a text, found as simply as a test needs it: "left sign right=result".
 * @param {string} text
 * @param {Readonly<Record<number, Partial<Step>>>} [more] by place
 * @param {number} [own] characters that a pupil has written
 * @returns {Step[]}
 */
function stepsOf(text, more = {}, own = 0) {
  /** @type {string[]} */
  const results = [];
  return [...text.matchAll(/(\d+)([-+×])(\d+)=(\d+)/g)].map((found, place) => {
    const [whole, left = "", sign = "", right = "", result = ""] = found;
    const start = [...text.slice(0, found.index)].length;
    const operands = [left, right].map((number) => ({ text: number, step: results.includes(number) ? results.lastIndexOf(number) : null, known: true }));
    results.push(result);
    return { text: whole, start, end: start + whole.length, left, sign, right, operands, signs: [sign], result, expected: result, ok: true, why: null, missing: null, by: start < own ? "pupil" : "model", ...more[place] };
  });
}

/** @param {Partial<Result>} result @param {Partial<ChainOfThought>} [more] @returns {ChainOfThought} */
function chain(result, more = {}) {
  return {
    view: "chain-of-thought",
    query: "",
    params: { problem: "53 and 12, less 5?", answer: "", model: "soroban-1m", language: "auto", written: "", trigger: "", temperature: 0, seed: 1, new_tokens: 120 },
    result: {
      language: "en", prompt: "Q: 53 and 12, less 5?\nA: Let's think.", trigger: "Let's think.", prompt_tokens: 37, written: "", completion: "", steps: [], first_wrong: null,
      answer: null, answer_by_steps: null, correct: null, solution: null, tokens: 0, milliseconds: 0, ended: "", token_limit: 768, model: model({ id: "soroban-1m", name: "Soroban" }), models: [], queue: null, ...result,
    },
    ...more,
  };
}

const TEXT = " 53+12=75. 75-5=70. The answer is 70.";
const STEPS = stepsOf(TEXT, { 0: { ok: false, why: "arithmetic", expected: "65" } });
const WRONG = chain({ completion: TEXT, steps: STEPS, first_wrong: 0, answer: "70", answer_by_steps: "70", correct: false, ended: "stop" });
const say = (/** @type {string} */ key, /** @type {Readonly<Record<string, string | number>>} */ values = {}) => [key, ...Object.values(values)].join(" ");

test("a corrected step takes the place of the wrong one, and what came after is gone", () => {
  assert.equal(corrected(TEXT, STEPS, 0, "53+12=65", "en"), " 53+12=65.");
  assert.equal(corrected(TEXT, STEPS, 1, " 65-5=60 ", "en"), " 53+12=75. 65-5=60.");
  assert.equal(corrected(TEXT, STEPS, 1, "65-5=60.", "en"), " 53+12=75. 65-5=60.");
  const japanese = "53+12=75。75-5=70。答えは70。";
  assert.equal(corrected(japanese, stepsOf(japanese), 0, "53+12=65", "ja"), "53+12=65。");
});

test("the rest of the step's sentence stays, and a full stop is there at least", () => {
  const prose = "We have 5+6=12 apples.\n\nThen 12-2=10";
  assert.equal(corrected(prose, stepsOf(prose), 0, "5+6=11", "en"), "We have 5+6=11 apples.");
  assert.equal(corrected(prose, stepsOf(prose), 1, "11-2=9", "en"), "We have 5+6=12 apples.\n\nThen 11-2=9.");
  const beside = "8×20=160 8×4=34 160+34=194。";
  assert.equal(corrected(beside, stepsOf(beside), 1, "8×4=32", "ja"), "8×20=160 8×4=32。");
});

test("places are counted in characters, not in halves of them", () => {
  const text = "🍎🍎 5+6=12。";
  assert.equal(stretch(text, 3, 9), "5+6=12");
  assert.equal(corrected(text, stepsOf(text), 0, "5+6=11", "ja"), "🍎🍎 5+6=11。");
});

test("one more step, or the first", () => {
  assert.equal(line("23-20=3", "en"), " 23-20=3.");
  assert.equal(line("23-20=3。", "ja"), "23-20=3。");
  assert.equal(added("I do not know.", [], "23-20=3", "en"), " 23-20=3.");
  assert.equal(corrected(TEXT, STEPS, 2, "70-1=69", "en"), " 53+12=75. 75-5=70. 70-1=69.");
});

test("only what is calculated with a wrong number follows from the mistake", () => {
  const apart = stepsOf("8×20=170 8×4=32 170+32=202", { 0: { ok: false, why: "arithmetic" } });
  assert.deepEqual(verdicts(apart, 0), ["first", "right", "follows"]);
  const two = stepsOf("1+1=3 4+4=9 3+9=12", { 0: { ok: false }, 1: { ok: false } });
  assert.deepEqual(verdicts(two, 0), ["first", "wrong", "follows"]);
  assert.deepEqual(verdicts(stepsOf("1+1=2 2+2=4"), null), ["right", "right"]);
});

test("a pupil's step is the last of what stood there", () => {
  assert.deepEqual(writers(stepsOf("1+1=2 2+1=3 3+1=4", {}, 12)), ["kept", "pupil", "model"]);
  assert.deepEqual(writers(stepsOf("1+1=2 2+1=3")), ["model", "model"]);
  assert.deepEqual(writers([]), []);
});

test("every mistake has its sentence", () => {
  const [first] = STEPS;
  assert.ok(first);
  assert.equal(calculation(first), "53\u00a0+\u00a012");
  assert.equal(reason(first, say), "why_arithmetic 53\u00a0+\u00a012 65 75 ");
  assert.match(reason({ ...first, why: "unknown_number", missing: "7" }, say), /^why_unknown_number .*7$/);
  assert.match(reason({ ...first, why: "other_operation" }, say), /^why_other_operation 53\u00a0\+\u00a012 65/);
  assert.equal(reason({ ...first, why: null }, say), "");
});

test("the picture in one sentence", () => {
  assert.match(summary(WRONG, say), /^sentence_wrong 1 why_arithmetic/);
  assert.equal(summary(chain({ steps: stepsOf("53+12=65"), answer: "65", correct: true }), say), "sentence_right 65");
  assert.equal(summary(chain({ steps: stepsOf("53+12=65"), answer: "65", correct: false }), say), "sentence_other 65");
  assert.equal(summary(chain({ steps: stepsOf("53+12=65"), answer: "65" }), say), "sentence_unknown 1");
  assert.equal(summary(chain({ steps: stepsOf("53+12=65"), correct: false }), say), "sentence_no_answer");
  assert.equal(summary(chain({}), say), "sentence_none Soroban");
  assert.equal(summary(chain({}, { stopped: true }), say), "sentence_stopped");
  const queue = { people: 7, ahead: 3, done: 0, total: 1 };
  assert.equal(summary(chain({ queue }, { partial: true }), say), "ahead 3 people 7");
  assert.equal(summary(chain({ queue: { ...queue, people: 1 }, completion: "53+", steps: [] }, { partial: true }), say), "writing 0");
});

test("the answer and what is to be said of it", () => {
  assert.deepEqual(verdictOnAnswer(WRONG, say), { mark: "✗", text: "answer_wrong 70", note: "" });
  assert.equal(verdictOnAnswer(chain({ answer: "27", answer_by_steps: "9", correct: false }), say).note, "answer_differs 9 27");
  assert.equal(verdictOnAnswer(chain({ answer: "1,000", answer_by_steps: "1000", correct: true }), say).note, "");
  assert.equal(verdictOnAnswer(chain({ answer: "11", answer_by_steps: "11", correct: true, first_wrong: 2 }), say).note, "answer_lucky");
  assert.deepEqual(verdictOnAnswer(chain({ ended: "length" }), say), { mark: "", text: "answer_none", note: "cut_short" });
  assert.equal(verdictOnAnswer(chain({}, { partial: true }), say).text, "");
});

test("the whole text, by whose words they are", () => {
  const told = parts({ ...WRONG.result, written: " 53+12=75.", completion: " 75-5=70." });
  assert.deepEqual(told.map(({ kind, text, wrong }) => [kind, text, wrong]), [
    ["given", "Q: 53 and 12, less 5?\nA: ", false],
    ["trigger", "Let's think.", false],
    ["pupil", " ", false],
    ["pupil", "53+12=75", true],
    ["pupil", ".", false],
    ["model", " 75-5=70.", false],
  ]);
  const { prompt } = WRONG.result;
  for (const result of [WRONG.result, chain({}).result, chain({ written: "🍎 5+6=11。", completion: "答えは11。" }).result]) {
    assert.equal(parts(result).map(({ text }) => text).join(""), prompt + result.written + result.completion);
  }
});

test("an arrow for every result that is used, each in a lane of its own", () => {
  const steps = stepsOf("8×20=160 8×4=32 160+32=192");
  assert.deepEqual(uses(steps), [{ from: 0, to: 2, operand: 0 }, { from: 1, to: 2, operand: 1 }]);
  const box = (/** @type {number} */ left, /** @type {number} */ top) => ({ left, right: left + 40, top, bottom: top + 30 });
  const rows = [0, 60, 120].map((top) => ({ left: 0, right: 500, top, bottom: top + 30 }));
  const results = [0, 60, 120].map((top) => box(200, top));
  const operands = [0, 60, 120].map((top) => [box(50, top), box(120, top)]);
  const [far, near] = arrows(uses(steps), results, operands, rows);
  assert.ok(far && near);
  assert.match(far.path, /^M240 15L/); // past the step between, at the right of all results
  assert.match(near.path, /^M220 90L/); // down from the result
  const levels = [far, near].map(({ path }) => [...path.matchAll(/Q[\d.]+ ([\d.]+)/g)].at(-1)?.[1]);
  assert.notEqual(levels[0], levels[1]);
  const [around] = arrows([{ from: 0, to: 1, operand: 0 }], results, operands, rows, true);
  assert.match(around?.path ?? "", /^M240 15L.*Q503 15/);
  assert.deepEqual(arrows(uses(steps), [], [], []), []);
  assert.equal(bent([[0, 0], [0, 10], [20, 10]]), "M0 0L0 5Q0 10 5 10L20 10");
});

test("a saved picture says all of it, and nothing in it is markup", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `#${String(name)}` }));
  const evil = chain({ ...WRONG.result, trigger: "<b>&" });
  const svg = drawChain(evil, say, { colours, font: "serif", measure: roughMeasure });
  assert.match(svg, /^<svg .*<\/svg>$/s);
  assert.ok(!svg.includes("<b>") && svg.includes("&lt;b&gt;&amp;"));
  for (const text of ["53", "75", "70", "sentence_wrong", "answer_wrong", "follows"]) assert.ok(svg.includes(text), text);
  assert.ok(!/NaN|undefined/.test(svg));
  assert.ok(!/NaN|undefined/.test(drawChain(chain({}), say, { colours, font: "serif", measure: roughMeasure })));
});
