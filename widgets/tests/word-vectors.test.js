import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawTable } from "../word-vectors/drawing.js";
import { exact, plus, times, toNumber, toText } from "../word-vectors/exact.js";
import { equation, figure } from "../word-vectors/figures.js";
import { tell } from "../word-vectors/grid.js";
import { glass } from "../word-vectors/one-hot.js";
import { cosineText } from "../word-vectors/pairs.js";
import { axis, parallelogram } from "../word-vectors/plane.js";
import { scaleOf, shade } from "../word-vectors/shade.js";
import * as state from "../word-vectors/state.js";
import { cosine, nearest, oneHotPlaces, total } from "../word-vectors/table.js";

/** The cases that tests/unit/test_toy_table.py reads, too. */
const cases = JSON.parse(readFileSync(new URL("../../tests/unit/fixtures/toy_table.json", import.meta.url), "utf8"));

const number = (/** @type {string | number} */ written) => /** @type {import("../word-vectors/exact.js").Exact} */ (exact(written));

test("the same sums, cosines, distances and one-hot places as on the server", () => {
  for (const { name, rows: written, terms, target, nearest: near, cosines, one_hot, one_hot_size } of cases) {
    const rows = written.map((/** @type {{word: string, vector: string[]}} */ { word, vector }) => ({ word, vector: vector.map(number) }));
    const sum = total(terms, rows) ?? [];
    assert.deepEqual(sum.map(toNumber), target, name);
    assert.deepEqual(nearest(sum, rows), near, name);
    assert.deepEqual(rows.map((/** @type {any} */ a) => rows.map((/** @type {any} */ b) => cosine(a.vector, b.vector))), cosines, name);
    assert.deepEqual(oneHotPlaces(rows.map((/** @type {any} */ { word }) => word), one_hot_size), one_hot, name);
  }
});

test("decimal fractions stay what they are", () => {
  assert.equal(toNumber(plus(plus(number("0.1"), number("-0.2")), number("1.0"))), 0.9);
  assert.equal(toText(times(number("-0.5"), number(".25"))), "-0.125");
  for (const [written, text] of [["0.90", "0.9"], ["-.5", "-0.5"], ["3.", "3"], ["-0", "0"], ["1e-7", "0.0000001"], ["2.5e2", "250"], ["100", "100"], ["-12.340", "-12.34"]]) {
    assert.equal(toText(number(written ?? "")), text);
  }
  for (const written of ["", ".", "-", "1.2.3", "x", "Infinity", "1,5"]) assert.equal(exact(written), null, written);
});

/** @type {import("../word-vectors/state.js").State} */
const lecture = {
  names: ["性別", "演技 1", "", ""],
  rows: cases[0].rows.map((/** @type {{word: string, vector: string[]}} */ { word, vector }) => ({ word, vector: vector.map(number) })),
  terms: cases[0].terms,
  size: 10_000,
};

test("a state is written as the view's parameters", () => {
  assert.deepEqual(state.toParams(lecture), {
    rows: ["俳優 0.9 0.8 0.8 0", "女優 0.1 0.8 0.8 0", "子役 0.9 0.1 0 0", "男性 1 0.1 0 0", "女性 0.2 0.1 0 0"],
    dimensions: ["性別", "演技 1"],
    expression: "女優 − 女性 + 男性",
    one_hot_size: 10_000,
  });
  assert.equal(state.toExpression([{ word: "a b", weight: -0.5 }, { word: "x-ray", weight: 2 }, { word: "3*", weight: -1 }]), '−0.5*"a b" + 2*x-ray − "3*"');
});

test("numbers are read as people type them, within the limits", () => {
  const read = (/** @type {string} */ typed) => { const found = state.readNumber(typed); return found && toText(found); };
  assert.deepEqual(["０．５", " -.25 ", "−1", "ー1", "100", "007"].map(read), ["0.5", "-0.25", "-1", "-1", "100", "7"]);
  assert.deepEqual(["", "-", "1e1", "100.1", "0.1234567", "0,5", "五"].map(read), Array(7).fill(null));
});

test("a step is a tenth, to the limit and no further", () => {
  const step = (/** @type {string} */ from, /** @type {number} */ tenths) => toText(state.stepped(number(from), tenths));
  assert.deepEqual([step("0.2", 1), step("0", -1), step("0.25", 1), step("99.95", 1), step("-100", -1)], ["0.3", "-0.1", "0.35", "100", "-100"]);
});

test("an edit changes the sum and what is nearest at once", () => {
  const before = state.answer(lecture);
  assert.deepEqual(before?.near[0], { word: "俳優", cosine: 1, distance: 0 });
  const after = state.answer(state.withNumber(lecture, 4, 0, number("0.9")));
  assert.deepEqual(after?.target.map(toText), ["0.2", "0.8", "0.8", "0"]);
  assert.equal(after?.near[0]?.word, "女優");
  assert.equal(state.answer({ ...lecture, terms: [] }), null);
});

test("a word is renamed everywhere, and never to another's name or to what reads as numbers", () => {
  const after = state.renamed(lecture, 1, "女優さん");
  assert.equal(after?.terms[0]?.word, "女優さん");
  assert.equal(after?.rows[1]?.word, "女優さん");
  for (const typed of ["", " 俳優", "俳優 2", "、"]) assert.equal(state.renamed(lecture, 1, typed), null, typed);
  assert.equal(state.renamed(lecture, 1, "actor, old")?.rows[1]?.word, "actor old");
  assert.ok(state.renamed(lecture, 1, "女優"));
});

test("rows and dimensions come and go, and the expression with them", () => {
  const more = state.withNewRow(state.withNewRow(lecture, "語"), "語");
  assert.deepEqual(more.rows.slice(5).map(({ word }) => word), ["語", "語2"]);
  assert.equal(more.rows[6]?.vector.length, 4);
  assert.equal(state.withNewRow({ ...lecture, size: 5 }, "語").size, 6);
  assert.deepEqual(state.withoutRow(lecture, 4).terms.map(({ word }) => word), ["女優", "男性"]);
  const wide = state.withNewDimension(lecture);
  assert.deepEqual([wide.names.length, wide.rows[0]?.vector.length], [5, 5]);
  assert.ok(state.same(state.withoutDimension(wide), lecture));
});

test("a word's part in the expression goes round: added, taken away, out", () => {
  let now = lecture;
  const shown = () => state.toExpression(now.terms);
  now = state.turned(now, "子役");
  assert.equal(shown(), "女優 − 女性 + 男性 + 子役");
  now = state.turned(now, "女優");
  assert.equal(shown(), "−女優 − 女性 + 男性 + 子役");
  now = state.turned(now, "女性");
  assert.equal(shown(), "−女優 + 男性 + 子役");
  const doubled = { ...lecture, terms: [{ word: "女優", weight: 1 }, { word: "男性", weight: 1 }, { word: "女優", weight: 1 }] };
  assert.equal(state.weightOf(doubled.terms, "女優"), 2);
  assert.equal(state.toExpression(state.turned(doubled, "女優").terms), "−女優 + 男性");
});

test("a − b + c, in any order, is a parallelogram; other sums are not", () => {
  const terms = (/** @type {[string, number][]} */ ...pairs) => pairs.map(([word, weight]) => ({ word, weight }));
  assert.deepEqual(parallelogram(terms(["a", 1], ["b", -1], ["c", 1])), { from: "b", to: "a", start: "c" });
  assert.deepEqual(parallelogram(terms(["b", -1], ["c", 1], ["a", 1])), { from: "b", to: "c", start: "a" });
  for (const others of [terms(["a", 1], ["b", -1]), terms(["a", 2], ["b", -1], ["c", 1]), terms(["a", 1], ["b", -1], ["c", -1])]) assert.equal(parallelogram(others), null);
});

test("an axis holds its numbers and 0, with a few ticks", () => {
  for (const values of [[0], [0.1, 0.9], [-3, 2], [50, 100], [-0.001, 0], [7]]) {
    const { low, high, ticks } = axis(values);
    assert.ok(low <= Math.min(0, ...values) && high >= Math.max(0, ...values), String(values));
    assert.ok(ticks.length >= 2 && ticks.length <= 7 && ticks.includes(0), String(ticks));
  }
});

test("the glass shows the lit cell and never looks past the ends", () => {
  assert.deepEqual(glass(5000, 10_000, 9), { from: 4996, count: 9, before: true, after: true });
  assert.deepEqual(glass(0, 10_000, 9), { from: 0, count: 9, before: false, after: true });
  assert.deepEqual(glass(9_999, 10_000, 9), { from: 9_991, count: 9, before: true, after: false });
  assert.deepEqual(glass(2, 5, 9), { from: 0, count: 5, before: false, after: false });
});

test("colours: one scale without negative numbers, another with", () => {
  assert.deepEqual(scaleOf([0.2, 0.9]), { most: 1, signed: false });
  assert.deepEqual(scaleOf([-3, 2]), { most: 3, signed: true });
  assert.deepEqual([0, 0.5, 1, 9].map((value) => shade(value, scaleOf([1])).fill), ["seq-0", "seq-4", "seq-8", "seq-8"]);
  assert.deepEqual([-1, -0.5, 0, 0.5, 1].map((value) => shade(value, scaleOf([-1])).fill), ["div-minus-3", "div-minus-1", "div-zero", "div-plus-1", "div-plus-3"]);
});

test("figures and equations", () => {
  assert.deepEqual(["0", "0.25", "-3", "12", "-100"].map((written) => figure(number(written))), ["0.0", "0.25", "−3.0", "12", "−100"]);
  assert.equal(equation(lecture.terms, ["0.1", "0.2", "1"].map(number), number("0.9")), "0.1 − 0.2 + 1.0 = 0.9");
  assert.equal(equation([{ word: "a", weight: -0.5 }, { word: "b", weight: 1 }], ["-1", "-2"].map(number), number("-1.5")), "− 0.5 × (−1.0) + (−2.0) = −1.5");
  assert.deepEqual([1, 0.9999, 0.834, 0, -0.5, -0.999, null].map(cosineText), ["1", ".99", ".83", "0", "−.50", "−.99", "–"]);
});

test("what the sum has come to is said, and a word of the sum is no answer", () => {
  const say = (/** @type {string} */ key, /** @type {any} */ values = {}) => [key, values.word, values.input].filter(Boolean).join(" ");
  const told = (/** @type {import("../word-vectors/state.js").State} */ now) => tell(state.answer(now), now, say);
  assert.equal(told(lecture), "result_same 俳優");
  assert.equal(told({ ...lecture, terms: [] }), "result_none");
  assert.equal(told({ ...lecture, terms: [{ word: "女優", weight: 1 }] }), "result_input 俳優 女優");
  assert.equal(told(state.withNumber(lecture, 0, 2, number("0.7"))), "result_near 俳優");
  assert.equal(told({ ...lecture, terms: [{ word: "女優", weight: 1 }, { word: "女優", weight: -1 }] }), "result_zero");
  assert.equal(told({ ...lecture, terms: lecture.rows.map(({ word }) => ({ word, weight: 1 })) }), "result_inputs");
});

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const strange = state.renamed(lecture, 0, '<script>&"') ?? lecture;
  for (const now of [strange, { ...strange, terms: [] }, { ...lecture, names: ["x"], rows: lecture.rows.map((row) => ({ ...row, vector: row.vector.slice(0, 1) })) }]) {
    const found = state.answer(now);
    const given = {
      state: now, target: found?.target ?? null, twin: null, places: oneHotPlaces(now.rows.map(({ word }) => word), now.size),
      axes: /** @type {[number, number]} */ (now.names.length > 1 ? [0, 1] : [0, -1]), sentence: "s", numbers: [0, 1],
    };
    const svg = drawTable(given, (key) => key, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|href/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
