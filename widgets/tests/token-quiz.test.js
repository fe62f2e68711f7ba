import assert from "node:assert/strict";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawQuiz } from "../token-quiz/drawing.js";
import { MOST, Rounds, pointsOf } from "../token-quiz/round.js";
import { graphemes } from "../token-quiz/slab.js";

/**
 * @param {number} question
 * @param {{tokenizer?: string, count?: number, own?: string, set?: string}} [more]
 * @returns {import("../token-quiz/types.js").Quiz}
 */
const quiz = (question, { tokenizer = "o200k", count = 8, own = "", set = "ja" } = {}) => ({
  view: "token-quiz",
  params: { text: own, set, question, tokenizer },
  result: {
    question, questions: 3, own: own !== "", text: own || "abc", remark: "a & b", tokenizer, name: "<o200k>", count, characters: 3, bytes: 3, unknown: 0, dropped: [], lost: 0,
    tokens: [{ id: 1, text: "ab", bytes: "6162", partial: false, unknown: false, start: 0, end: 2 }, { id: 2, text: "c", bytes: "63", partial: true, unknown: false, start: 2, end: 3 }],
    others: [{ tokenizer, name: "x", count, kept: false }], beside: [], known: [],
  },
});

test("points: exact, nearly, roughly, not", () => {
  assert.equal(pointsOf(8, 8), MOST);
  assert.deepEqual([7, 9].map((guess) => pointsOf(guess, 8)), [2, 2]);
  assert.deepEqual([6, 10].map((guess) => pointsOf(guess, 8)), [1, 1]);
  assert.deepEqual([5, 11].map((guess) => pointsOf(guess, 8)), [0, 0]);
  assert.deepEqual([90, 110, 75, 125, 74, 126].map((guess) => pointsOf(guess, 100)), [2, 2, 1, 1, 0, 0]);
  assert.deepEqual([0, 1, 2, 3, 4].map((guess) => pointsOf(guess, 1)), [2, 3, 2, 1, 0]);
});

test("a round goes over all questions, from the present one on, and each tokenizer has its own", () => {
  const rounds = new Rounds();
  assert.equal(rounds.made(quiz(1)), null);
  rounds.make(quiz(1), 8);
  assert.deepEqual(rounds.made(quiz(1)), { guess: 8, points: 3 });
  assert.equal(rounds.made(quiz(1, { tokenizer: "gpt2" })), null);
  assert.equal(rounds.made(quiz(1, { set: "en" })), null);
  assert.equal(rounds.next(quiz(1)), 2);
  rounds.make(quiz(2), 1);
  assert.equal(rounds.next(quiz(2)), 0);
  assert.deepEqual(rounds.score(quiz(2)), { guesses: [null, { guess: 8, points: 3 }, { guess: 1, points: 0 }], points: 3, most: 6, done: false });
  rounds.make(quiz(0), 7);
  assert.equal(rounds.next(quiz(0)), null);
  assert.ok(rounds.score(quiz(0)).done);
  rounds.restart(quiz(0));
  assert.equal(rounds.score(quiz(0)).most, 0);
});

test("a text of one's own is guessed, too, but gives no points", () => {
  const rounds = new Rounds();
  rounds.make(quiz(1, { own: "hello" }), 8);
  assert.equal(rounds.made(quiz(1, { own: "hello" }))?.points, 3);
  assert.equal(rounds.made(quiz(1)), null);
  assert.equal(rounds.score(quiz(1)).most, 0);
  assert.equal(rounds.next(quiz(1, { own: "hello" })), 1); // back to where one was
});

test("an emoji of several code points is one sign", () => {
  assert.deepEqual(graphemes("a👨‍👩‍👧é"), ["a", "👨‍👩‍👧", "é"]);
  assert.equal(graphemes("").length, 0);
});

test("the saved picture is well-formed and keeps the answer hidden until there is one", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const ink = { colours, font: "sans-serif", measure: roughMeasure };
  const say = (/** @type {string} */ key, values = {}) => `${key} ${Object.values(values).join(" ")}`;
  for (const own of ["", '<script>&"\n</svg>\u0000', "長い文".repeat(60)]) {
    for (const answer of [null, { guess: null }, { guess: { guess: 5, points: 0 } }]) {
      const svg = drawQuiz(quiz(1, { own, count: 4242 }).result, answer, say, ink);
      assert.equal(svg.match(/<svg\b/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|NaN|undefined|href|\u0000/);
      const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
      assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
      assert.equal(svg.includes("4,242"), answer !== null);
    }
  }
});
