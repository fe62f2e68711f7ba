import assert from "node:assert/strict";
import { test } from "node:test";

import { drawMaskedToken } from "../masked-token/drawing.js";
import { around } from "../masked-token/panel.js";
import { OPEN, brief, filledIn, isJapanese, opened, sentenceOf, worth, worths, writtenIn } from "../masked-token/words.js";
import { roughMeasure } from "../shared/svg.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../masked-token/types.js").Blank} Blank */
/** @typedef {import("../masked-token/types.js").TextToken} TextToken */

/**
 * The tokens of a text: words at their places, [MASK] a blank.
 * @param {string} text
 * @returns {TextToken[]}
 */
function tokensOf(text) {
  const token = (/** @type {string} */ word, /** @type {number} */ start, /** @type {number} */ end, special = false) => ({ id: 9, text: word, bytes: "61", partial: false, special, start, end, unknown: false, blank: /** @type {number | null} */ (null) });
  const found = [token("[CLS]", 0, 0, true)];
  const characters = [...text];
  let blanks = 0;
  for (const match of text.matchAll(/\[MASK\]|\p{L}+|[.,]/gu)) {
    const start = [...text.slice(0, match.index)].length;
    const blank = match[0] === "[MASK]";
    found.push({ ...token(match[0], start, start + [...match[0]].length, blank), blank: blank ? blanks++ : null });
  }
  return [...found, token("[SEP]", characters.length, characters.length, true)];
}

const filling = { id: 5, text: "were", bytes: "77657265", partial: false, special: false, rank: 1, logit: 7.5, probability: 0.8, left: 0.2, right: 0.1 };

/** @param {Partial<Blank>} more @returns {Blank} */
const blankOf = (more = {}) => ({ token: 3, tokens: 4, candidates: [filling], entropy_bits: 0.72, chosen: null, left: { tokens: 2, candidates: [filling], entropy_bits: 2 }, right: { tokens: 2, candidates: [filling], entropy_bits: 4 }, ...more });

/** @param {string} text @param {Partial<import("../masked-token/types.js").Params>} [more] */
const params = (text, more = {}) => ({ text, model: "mushikui-1m", fill: [], blank: 0, top_n: 8, ...more });

const say = (/** @type {string} */ key, /** @type {Readonly<Record<string, string | number>>} */ values = {}) => [key, ...Object.values(values)].join(" ");

test("a token becomes a blank, and what was filled in before stays where it was", () => {
  const text = "𠮷 dogs [MASK] sleeping .";
  const tokens = tokensOf(text);
  assert.deepEqual(opened(params(text, { fill: [5] }), tokens, 2), { text: "𠮷 [MASK] [MASK] sleeping .", fill: [OPEN, 5], blank: 0 });
  assert.deepEqual(opened(params(text, { fill: [5] }), tokens, 4), { text: "𠮷 dogs [MASK] [MASK] .", fill: [5], blank: 1 });
  for (const place of [0, 3, tokens.length - 1, 99]) assert.equal(opened(params(text), tokens, place), null); // [CLS], a blank, [SEP], nothing
  const full = "[MASK] [MASK] [MASK] end";
  assert.equal(opened(params(full), tokensOf(full), 4), null);
});

test("a candidate fills a blank and comes out again, and one question has one address", () => {
  assert.deepEqual(filledIn(params("x"), 1, 7), { fill: [OPEN, 7], blank: 1 });
  assert.deepEqual(filledIn(params("x", { fill: [4, 7] }), 1, 8), { fill: [4, 8], blank: 1 });
  assert.deepEqual(filledIn(params("x", { fill: [4, 7] }), 1, 7), { fill: [4], blank: 1 });
  assert.deepEqual(brief([OPEN, 3, OPEN, OPEN]), [OPEN, 3]);
  assert.deepEqual(brief([OPEN]), []);
});

test("a word is written into the text, a piece without a space before it", () => {
  const text = "the [MASK] [MASK] .";
  assert.deepEqual(writtenIn(params(text, { fill: [5, 6] }), tokensOf(text), 0, { text: "dogs" }), { text: "the dogs [MASK] .", fill: [6], blank: 0 });
  assert.deepEqual(writtenIn(params(text, { fill: [OPEN, 6] }), tokensOf(text), 1, { text: "##ing" }), { text: "the [MASK]ing .", fill: [], blank: 0 });
});

test("what a side is worth is the factor of the probability, in bits", () => {
  assert.equal(worth(filling, "right"), 2); // 0.2 → 0.8
  assert.equal(worth(filling, "left"), 3); // 0.1 → 0.8
  assert.deepEqual(worths(blankOf(), say), ["worth_left were +3.0", "worth_right were +2.0"]);
  assert.deepEqual(worths(blankOf({ chosen: { ...filling, text: "was", probability: 0.1 } }), say), ["worth_left was +0.0", "worth_right was −1.0"]);
  assert.deepEqual(worths(blankOf({ right: { tokens: 0, candidates: [], entropy_bits: 1 } }), say), []);
});

test("the sentence says which sides there are", () => {
  const none = { tokens: 0, candidates: [], entropy_bits: 1 };
  assert.match(sentenceOf(blankOf(), say), /^sentence_now were 80\.0.% 20\.0.% 10\.0.%$/u);
  assert.match(sentenceOf(blankOf({ right: none }), say), /^sentence_left /);
  assert.match(sentenceOf(blankOf({ left: none }), say), /^sentence_right /);
  assert.match(sentenceOf(blankOf({ left: none, right: none }), say), /^sentence_nothing /);
  assert.equal(sentenceOf(undefined, say), "sentence_none");
});

test("a panel covers the other side, and is cut far from the blank", () => {
  const tokens = tokensOf("a b c d e [MASK] g h i j k");
  const kinds = (/** @type {import("../masked-token/types.js").Side} */ side) => around({ tokens, blanks: [] }, 6, side).map(({ kind }) => kind);
  assert.deepEqual(kinds("both"), ["more", ...Array(4).fill("seen"), "blank", ...Array(4).fill("seen"), "more"]);
  assert.deepEqual(kinds("left"), ["more", ...Array(4).fill("seen"), "blank", ...Array(4).fill("covered"), "more"]);
  assert.deepEqual(kinds("right"), ["more", ...Array(4).fill("covered"), "blank", ...Array(4).fill("seen"), "more"]);
});

test("a panel says what stands in the other blanks", () => {
  const tokens = tokensOf("a [MASK] b [MASK] c");
  const texts = (/** @type {import("../masked-token/types.js").Filling | null} */ chosen) => around({ tokens, blanks: [blankOf({ chosen }), blankOf()] }, 4, "both").map(({ text }) => text);
  assert.deepEqual(texts(null), ["a", "＿", "b", "?", "c"]);
  assert.deepEqual(texts(filling), ["a", "were", "b", "?", "c"]);
});

test("the language of a text", () => {
  assert.deepEqual(["犬", "かな", "カナ", "dog", "[MASK]"].map(isJapanese), [true, true, true, false, false]);
});

test("the saved picture is well-formed and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const text = `<b> & " [MASK] ${"word ".repeat(50)}`;
  const result = { tokens: tokensOf(text), blanks: [blankOf({ token: 2, chosen: { ...filling, text: "</svg>" } })], vocabulary_size: 9, token_limit: 64, known: [], measured: {}, own: true, model: model() };
  const svg = drawMaskedToken({ view: "masked-token", params: params(text), result }, 0, ["a < b"], (key) => key, { colours, font: "sans-serif", measure: roughMeasure });
  assert.equal(svg.match(/<svg\b/g)?.length, 1);
  assert.doesNotMatch(svg, /<b>|NaN|undefined|href/);
  const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
  assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  // Without a blank there is the sentence alone.
  assert.doesNotMatch(drawMaskedToken({ view: "masked-token", params: params("a b"), result: { ...result, tokens: tokensOf("a b"), blanks: [] } }, 0, [], (key) => key, { colours, font: "sans-serif", measure: roughMeasure }), /NaN|undefined/);
});
