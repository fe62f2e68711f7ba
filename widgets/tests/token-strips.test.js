import assert from "node:assert/strict";
import { test } from "node:test";

import { itemsOf } from "../shared/cuts.js";
import { roughMeasure } from "../shared/svg.js";
import { drawStrips } from "../token-strips/drawing.js";
import { covering, droppedCharacters, ends, fewestFirst, keeps } from "../token-strips/groups.js";

/** @typedef {import("../shared/cuts.js").Token} Token */
/** @typedef {import("../token-strips/types.js").Cut} Cut */

/**
 * @param {number} start
 * @param {number} end
 * @param {Partial<Token>} [more]
 * @returns {Token}
 */
const token = (start, end, more = {}) => ({ id: 7, text: "x", bytes: "78", partial: false, unknown: false, start, end, ...more });

/**
 * @param {string} name
 * @param {number} count
 * @param {Partial<Cut>} [more]
 * @returns {Cut}
 */
const cut = (name, count, more = {}) => ({
  tokenizer: name, name, family: "byte-bpe", vocabulary: 10, count, characters: 4, bytes: 4, tokens_per_character: count / 4, unknown: 0, dropped: [], stripped: 0, lost: 0,
  tokens: Array.from({ length: count }, (_, place) => token(place, place + 1)), ...more,
});

test("tokens that share a character are one item, others are items of their own", () => {
  const tokens = [token(0, 1), token(1, 3, { partial: true }), token(2, 3, { partial: true }), token(2, 4, { partial: true }), token(4, 5)];
  const items = itemsOf({ tokens, dropped: [] });
  assert.deepEqual(items.map(({ first, start, end, tokens: inside }) => [first, start, end, inside.length]), [[0, 0, 1, 1], [1, 1, 4, 3], [4, 4, 5, 1]]);
  assert.ok(items.every(({ lost }) => !lost));
  assert.deepEqual(itemsOf({ tokens: [], dropped: [] }), []);
});

test("what was lost is marked: unknown words, bytes left out, characters without a token", () => {
  const tokens = [token(0, 2, { unknown: true }), token(3, 4), token(6, 7, { partial: true })];
  const items = itemsOf({ tokens, dropped: [[2, 3], [6, 7], [8, 9]] });
  assert.deepEqual(items.map(({ start, end, lost, tokens: inside }) => [start, end, lost, inside.length]), [
    [0, 2, true, 1], [2, 3, true, 0], [3, 4, false, 1], [6, 7, true, 1], [8, 9, true, 0],
  ]);
  assert.deepEqual(items.map(({ first }) => first), [0, 1, 1, 2, 3]);
});

test("the tokens of a stretch of text", () => {
  const tokens = [token(0, 2), token(2, 3), token(2, 4), token(6, 7)];
  assert.deepEqual(covering(tokens, 0, 1), [0, 1]);
  assert.deepEqual(covering(tokens, 2, 3), [1, 3]);
  assert.deepEqual(covering(tokens, 1, 7), [0, 4]);
  assert.deepEqual(covering(tokens, 4, 6), [3, 3]); // a space that WordPiece leaves out
  assert.deepEqual(covering([], 0, 1), [0, 0]);
  // The same as looking at every token.
  const many = Array.from({ length: 200 }, (_, place) => token(place * 2, place * 2 + (place % 3) + 1));
  for (let start = 0; start < 400; start += 7) {
    const [first, last] = covering(many, start, start + 3);
    assert.deepEqual(many.slice(first, last), many.filter((one) => one.end > start && one.start < start + 3));
  }
});

test("rows that lost something are last, and are not compared", () => {
  const rows = [cut("a", 4), cut("b", 2, { unknown: 3, lost: 3 }), cut("c", 3), cut("d", 1, { dropped: [[0, 2], [3, 4]], lost: 3 })];
  assert.deepEqual(fewestFirst(rows).map(({ name }) => name), ["c", "a", "d", "b"]);
  assert.deepEqual(rows.map(keeps), [true, false, true, false]);
  assert.equal(droppedCharacters({ dropped: [[0, 2], [3, 4]] }), 3);
  const found = ends(rows);
  assert.deepEqual([found?.least.name, found?.most.name], ["c", "a"]);
  assert.equal(ends(rows.slice(1, 3)), null);
});

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const text = [...'<script>&"</svg>\u0000' + "大".repeat(200)];
  const tokens = text.map((character, place) => token(place, place + 1, { text: character, partial: place % 5 === 0, bytes: "e5", unknown: place === 3 }));
  const rows = [cut("<b>", tokens.length, { tokens, unknown: 1 }), cut("none", 0, { tokens: [], dropped: [[0, 3]] })];
  const svg = drawStrips(text, rows, { head: "<i>", summary: "a & b", legend: "…" }, (key) => key, { colours, font: "sans-serif", measure: roughMeasure });
  assert.equal(svg.match(/<svg\b/g)?.length, 1);
  assert.doesNotMatch(svg, /<script|<b>|<i>|NaN|undefined|href|\u0000/);
  const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
  assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
});
