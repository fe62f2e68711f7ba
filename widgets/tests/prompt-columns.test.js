import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { ends, hasShare } from "../prompt-columns/accuracy.js";
import { drawComparison } from "../prompt-columns/drawing.js";
import { STYLES, WORDINGS, titleOf } from "../prompt-columns/names.js";
import { kindOf, outcome, signOf } from "../prompt-columns/outcome.js";
import { decoded } from "../prompt-columns/own.js";
import { progress } from "../prompt-columns/progress.js";
import { partsOf, plainly, written } from "../prompt-columns/prompt.js";
import { aboutModel, spent, told } from "../prompt-columns/told.js";
import { Typing } from "../prompt-columns/typing.js";
import { bars } from "../prompt-columns/votes.js";
import { roughMeasure } from "../shared/svg.js";
import { comparison, partly } from "./fixtures/prompt-columns.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../prompt-columns/types.js").Style} Style */

const ALL = STYLES.map(([style]) => style);
/** The key, and what is filled in. @type {import("../shared/picture.js").Say} */
const say = (key, values = {}) => (key === "reader" ? "en" : [key, ...Object.values(values)].join(" "));

test("the parts of a prompt are found, and joined they are the prompt", () => {
  for (const language of /** @type {const} */ (["ja", "en"])) {
    const { result } = comparison({ language, styles: ALL });
    for (const run of result.runs) {
      const column = result.styles.find(({ style }) => style === run.style);
      const parts = partsOf(run.prompt, column?.pieces ?? {}, result.problems[0]?.text ?? "");
      assert.equal(parts.map(({ text }) => text).join(""), run.prompt);
      assert.equal(parts.filter(({ kind }) => kind === "problem").length, 1, run.style);
      assert.equal(parts.filter(({ kind }) => kind === "style").length, 1, run.style);
      const begun = run.style === "direct" || run.style === "step-by-step";
      assert.equal(parts.findIndex(({ kind }) => kind === "style") > parts.findIndex(({ kind }) => kind === "problem"), begun, run.style);
    }
  }
});

test("the problem is the last one asked, on one line; examples are found one by one", () => {
  const pieces = { few_shot: "Q: one?\nA: 1\n\nQ: left out?\nA: 2\n\nQ: two\nmore?\nA: 3" };
  const prompt = "Q: one?\nA: 1\n\nQ: two\nmore?\nA: 3\n\nQ: one? or two?\nA:";
  const parts = partsOf(prompt, pieces, "one?\n or two?\n");
  assert.deepEqual(parts.map(({ kind }) => kind), ["style", "frame", "style", "frame", "problem", "frame"]);
  assert.equal(parts[4]?.text, "one? or two?");
  assert.deepEqual(partsOf("A:", {}, ""), [{ kind: "frame", text: "A:" }]);
  assert.deepEqual(partsOf("", { trigger: " " }, "x"), []);
});

test("the answer is marked where it stands, in characters, and not before it is shown", () => {
  const run = { ...comparison().result.runs[0], completion: "𠮷 is 9.", answer_start: 5, answer_end: 6 };
  const typed = /** @type {import("../prompt-columns/types.js").Run} */ (run);
  assert.deepEqual(written(typed), { before: "𠮷 is ", answer: "9", after: "." });
  assert.deepEqual(written(typed, 5), { before: "𠮷 is ", answer: "", after: "" });
  assert.deepEqual(written(typed, 6), { before: "𠮷 is ", answer: "9", after: "" });
  assert.deepEqual(written({ ...typed, answer_start: null, answer_end: null }), { before: "𠮷 is 9.", answer: "", after: "" });
  assert.equal(plainly("a b\nc\u0000\u200b"), "a b\nc␀U+200B");
});

test("what a cell comes to: by its one sample, or by the vote", () => {
  const { result } = comparison();
  assert.deepEqual(outcome(result, 0, "direct"), { kind: "wrong", answer: "27", count: 1, done: 1, total: 1 });
  assert.equal(outcome(result, 0, "step-by-step").kind, "right");
  assert.equal(outcome(result, 0, "step-by-step", () => false).kind, "writing", "not told before it is read");
  assert.equal(outcome(comparison({ known: false }).result, 0, "direct").kind, "unmarked");
  const voted = comparison({ samples: 20 });
  const { kind, count, done } = outcome(voted.result, 0, "step-by-step");
  assert.deepEqual([kind, count <= 20 && count > 10, done], ["right", true, 20]);
  const begun = partly(comparison({ styles: ["direct", "step-by-step", "instruction"] }), 1).result;
  assert.deepEqual(begun.styles.map(({ style }) => outcome(begun, 0, style).kind), ["wrong", "writing", "waiting"]);
  assert.equal(kindOf(null, false), "none");
  assert.deepEqual([signOf("right"), signOf("wrong"), signOf("unmarked")], ["✓", "✗", ""]);
  const long = { ...result, runs: result.runs.map((run) => ({ ...run, state: /** @type {const} */ ("too_long") })) };
  assert.equal(outcome(long, 0, "direct").kind, "too_long");
});

test("the sentence says what came out, and nothing that is not read yet", () => {
  assert.equal(told(comparison().result, say), "told_one told_answer at once 27 ✗ 1 1jointold_answer step by step 9 ✓ 1 1".replaceAll("at once", "style_direct").replaceAll("step by step", "style_steps"));
  assert.match(told(comparison().result, say, ({ style }) => style === "direct"), /told_answer style_direct 27 ✗.*told_open style_steps/);
  assert.match(told(comparison({ samples: 20 }).result, say), /^told_one told_vote/);
  assert.match(told(comparison({ problems: 5 }).result, say), /^told_set 5 told_share style_direct \d 5jointold_share style_steps \d 5$/);
  assert.equal(told(comparison({ problems: 5, known: false }).result, say), "told_unknown 5");
  assert.match(told(comparison({ styles: ["direct"] }).result, say), /^told_alone/);
  const none = comparison().result;
  const silent = { ...none, runs: none.runs.map((run) => ({ ...run, answer: null, correct: false })) };
  assert.match(told(silent, say), /told_none style_direct/);
  assert.equal(aboutModel(none, say), "note_ours Soroban 1M 1.1M");
  assert.equal(aboutModel({ ...none, model: model({ id: "gemma-3-270m", name: "Gemma" }) }, say), "note_language Gemma 270M");
  assert.deepEqual([spent(3, 12, say), spent(1200, 95, say), spent(1, 12_345, say)], ["spent 3 0.01", "spent 1,200 0.1", "spent 1 12.3"]);
});

test("the histogram: most frequent first, rare answers together, the winner and no answer told apart", () => {
  const vote = { problem: 0, style: /** @type {Style} */ ("direct"), winner: "9", correct: true, answers: [{ answer: null, count: 8, correct: false }, { answer: "9", count: 4, correct: true }, ...["1", "2", "3", "4"].map((answer) => ({ answer, count: 2, correct: false }))] };
  const drawn = bars(vote, say);
  assert.deepEqual(drawn.map(({ label, count }) => [label, count]), [["no_answer", 8], ["9", 4], ["1", 2], ["2", 2], ["others 2", 4]]);
  assert.deepEqual(drawn.map(({ won }) => won), [false, true, false, false, false]);
  assert.deepEqual(drawn.map(({ share }) => share), [1, 0.5, 0.25, 0.25, 0.5]);
  assert.deepEqual(bars({ ...vote, answers: [], winner: null }, say), []);
});

test("a share is shown where there are several answers to be right", () => {
  const [one] = comparison().result.accuracy;
  const [set] = comparison({ problems: 5 }).result.accuracy;
  const [unknown] = comparison({ problems: 5, known: false }).result.accuracy;
  assert.deepEqual([one, set, unknown, undefined].map(hasShare), [false, true, false, false]);
  assert.deepEqual(set && ends({ ...set, low: 0.0362, high: 0.6245 }), { low: 4, high: 62 });
});

test("progress is told with those who share the model and those who come before", () => {
  const whole = comparison({ problems: 5 });
  assert.equal(progress(whole, say), "");
  assert.equal(progress(partly(whole, 3), say), "progress 3 10 · people 7 · ahead 12");
  const alone = partly(whole, 3);
  assert.equal(progress({ ...alone, result: { ...alone.result, queue: { people: 1, ahead: 0, done: 3, total: 10 } } }, say), "progress 3 10");
  assert.equal(progress({ ...alone, partial: false, stopped: true }, say), "stopped 3 10");
});

test("texts are written letter by letter, go on where they were, and are written again when asked", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const pass = (/** @type {number} */ ms) => {
    for (let at = 0; at < ms; at += 40) mock.timers.tick(40);
  };
  let moved = 0;
  const typing = new Typing(() => (moved += 1), 25);
  typing.arrive([{ key: "a", length: 4 }, { key: "b", length: 30 }], true);
  assert.deepEqual([typing.shown("a"), typing.writing], [0, true]);
  pass(80);
  assert.deepEqual([typing.shown("a"), typing.writing], [2, true]);
  pass(200);
  assert.deepEqual([typing.shown("a"), typing.shown("b") < 30], [4, true], "a short one is done first");
  const before = typing.shown("b");
  typing.arrive([{ key: "b", length: 60 }, { key: "c", length: 5 }], true);
  assert.deepEqual([typing.shown("b"), typing.shown("c"), typing.shown("a")], [before, 0, 0]);
  pass(10_000);
  assert.deepEqual([typing.shown("b"), typing.writing], [60, false]);
  const drawn = moved;
  pass(1000);
  assert.equal(moved, drawn, "nothing is drawn that does not move");
  typing.again();
  assert.equal(typing.shown("b"), 0);
  typing.stop();
  typing.arrive([{ key: "d", length: 9 }], false);
  assert.deepEqual([typing.shown("d"), typing.writing], [9, false]);
  mock.timers.reset();
});

test("a file is read as UTF-8, with or without a mark, or as Shift_JIS", () => {
  const bytes = (/** @type {readonly number[]} */ some) => new Uint8Array(some).buffer;
  assert.equal(decoded(new TextEncoder().encode("問題,答え").buffer), "問題,答え");
  assert.equal(decoded(bytes([0xef, 0xbb, 0xbf, 0x41])), "A");
  assert.equal(decoded(bytes([0x96, 0xe2, 0x91, 0xe8, 0x2c, 0x37])), "問題,7");
  assert.equal(decoded(bytes([])), "");
});

test("every style has a name and what it does, and every piece that can be changed has one", () => {
  assert.equal(new Set(STYLES.flatMap((style) => style)).size, 18);
  assert.equal(titleOf("direct", () => "at once"), "At once");
  assert.equal(titleOf("direct", () => "すぐ答える"), "すぐ答える");
  const made = new Set(comparison({ styles: ALL }).result.styles.flatMap(({ pieces }) => Object.keys(pieces)));
  assert.deepEqual(WORDINGS.map(([piece]) => piece).sort(), [...made].sort());
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const cases = [{}, { styles: ALL }, { samples: 20 }, { problems: 50, styles: ALL }, { problems: 5, samples: 5 }, { problems: 3, known: false }, { language: /** @type {const} */ ("ja") }];
  for (const about of cases) {
    for (const data of [comparison(about), partly(comparison(about), 1)]) {
      const { result } = data;
      const wild = {
        ...result,
        problems: result.problems.map((problem) => ({ ...problem, text: '</svg><script>&"\u0000' + problem.text, answer: problem.answer && '9|"<b>' })),
        runs: result.runs.map((run) => ({ ...run, completion: "<b>&\u0000" + run.completion, answer: run.answer && "<i>" + run.answer })),
      };
      for (const one of [result, wild]) {
        const svg = drawComparison(one, say, { colours, font: "sans-serif", measure: roughMeasure });
        assert.equal(svg.match(/<svg\b/g)?.length, 1);
        assert.equal(svg.match(/<\/svg>/g)?.length, 1);
        assert.doesNotMatch(svg, /<script|<b>|<i>|NaN|undefined|Infinity|href|\u0000/);
        const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
        assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
      }
    }
  }
});
