import assert from "node:assert/strict";
import { test } from "node:test";

import { inOrder, inPlace, isSought, ordered, steppedTo } from "../attention-map/arrange.js";
import { isLight, joinedWith } from "../attention-map/joined.js";
import { notes, readerOf } from "../attention-map/notes.js";
import { carried, sameText } from "../attention-map/pairing.js";
import { replaced, said, weight, word } from "../attention-map/said.js";
import { bytesOf, paintThumbnail, scaleOf } from "../attention-map/thumbnails.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../attention-map/types.js").AttentionData} AttentionData */
/** @typedef {import("../attention-map/types.js").Labels} Labels */
/** @typedef {import("../attention-map/types.js").Look} Look */
/** @typedef {import("../attention-map/types.js").Params} Params */
/** @typedef {import("../attention-map/types.js").Result} Result */

/** Tokens of the words of a text, one id for each word. @param {string} text */
function tokensOf(text) {
  let at = 0;
  return text.split(/(?= )/).map((word) => {
    const start = at;
    at += word.length;
    return { id: [...word.trim()].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7), text: word, bytes: "", partial: false, special: false, start, end: at };
  });
}

/** @param {string} text @param {Partial<Look>} [changes] @returns {Look} */
function lookAt(text, changes = {}) {
  const tokens = tokensOf(text);
  const n = tokens.length;
  return {
    text,
    model: model({ kind: "encoder" }),
    tokens,
    unknown: 0,
    layers: 2,
    heads: 3,
    token_limit: 256,
    query: null,
    key: null,
    shown: { matrix: "head", layer: 1, head: 2, chosen_by: "asked" },
    weights: Array.from({ length: n }, (_, query) => Array.from({ length: n }, (_, key) => (key === 0 ? 0.7 : key === query ? 0.3 : 0))),
    overview: { side: 1, thumbnails: btoa("abcdef") },
    labels: null,
    link: null,
    token: null,
    ...changes,
  };
}

/** @param {Look} look @param {Partial<Result>} [changes] @returns {Result} */
const resultOf = (look, changes = {}) => ({ ...look, b: null, difference: null, models: [], ...changes });

/** @param {Result} result @param {Partial<Params>} [changes] @returns {AttentionData} */
function answerOf(result, changes = {}) {
  /** @type {Params} */
  const params = {
    text: result.text, text_b: "", model: "m", model_b: "", matrix: "head", layer: null, head: null, layer_b: null, head_b: null, query: null,
    key: null, measured: "probe", overview: true, picture: "heatmap", sort: "place", least: 0, beside: "b", ...changes,
  };
  return { view: "attention", params, result };
}

/** @type {Labels} */
const labels = {
  measured: "probe",
  texts: 7,
  names: ["previous", "induction"],
  label: [["previous", "mixed", "mixed"], ["mixed", "mixed", "previous"]],
  scores: { previous: [[0.9, 0.1, 0.2], [0, 0.3, 0.6]], induction: [[null, 0.1, 0.2], [0.4, 0.4, 0]] },
  entropy_bits: [[1, 2, 3], [0.5, 2, 1]],
  counts: { previous: 2, mixed: 4 },
};

/** Says the key and all values. @type {import("../shared/picture.js").Say} */
const say = (key, values = {}) => [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ");

test("all heads fit into the room there is, each once, none on another", () => {
  for (const [layers, heads, width, height] of /** @type {const} */ ([[6, 12, 300, 300], [30, 9, 430, 320], [18, 4, 300, 300], [30, 9, 320, 420], [1, 1, 300, 300]])) {
    const { spots, width: wide, height: high, marks, rows } = inPlace(layers, heads, width, height);
    assert.equal(spots.length, layers * heads);
    assert.equal(new Set(spots.map(({ layer, head }) => `${layer}-${head}`)).size, layers * heads);
    assert.equal(new Set(spots.map(({ x, y }) => `${x} ${y}`)).size, layers * heads);
    assert.ok(wide <= width && high <= height, `${layers} × ${heads}: ${wide} × ${high}`);
    for (const { x, y, size } of spots) assert.ok(size >= 8 && x >= 0 && y >= 0 && x + size <= wide && y + size <= high);
    assert.ok(marks.some(({ text, side }) => text === "0" && side === "row"));
    assert.ok(rows > 0);
  }
});

test("many layers with few heads stand in blocks side by side", () => {
  const { spots, rows } = inPlace(30, 9, 430, 320);
  const first = spots.find(({ layer, head }) => layer === rows && head === 0);
  assert.ok(rows < 30 && first && first.x > (spots[8]?.x ?? 0) && first.y === spots[0]?.y);
});

test("in order, the first heads are large and all fit", () => {
  for (const count of [6, 72, 270]) {
    const order = Array.from({ length: count }, (_, place) => ({ layer: place, head: 0 }));
    const { spots, height } = inOrder(order, 430, 300);
    assert.deepEqual(spots.map(({ layer }) => layer), order.map(({ layer }) => layer));
    assert.ok(spots[0]?.captioned && height <= 300);
    assert.equal(spots.at(-1)?.captioned, count === 6);
  }
});

test("the highest score comes first, the lowest entropy, and what was not measured last", () => {
  const names = (/** @type {import("../attention-map/types.js").Sort} */ sort) => ordered(labels, sort, 2, 3).map(({ layer, head }) => `${layer}-${head}`).join(" ");
  assert.equal(names("place"), "0-0 0-1 0-2 1-0 1-1 1-2");
  assert.equal(names("previous"), "0-0 1-2 1-1 0-2 0-1 1-0");
  assert.equal(names("induction"), "1-0 1-1 0-2 0-1 1-2 0-0");
  assert.equal(names("entropy"), "1-0 0-0 1-2 0-1 1-1 0-2");
});

test("a threshold lets heads with a lower score step back, and those without one", () => {
  assert.equal(isSought(labels, "previous", 0.5, { layer: 1, head: 2 }), true);
  assert.equal(isSought(labels, "previous", 0.7, { layer: 1, head: 2 }), false);
  assert.equal(isSought(labels, "induction", 0.1, { layer: 0, head: 0 }), false);
  assert.equal(isSought(labels, "induction", 0, { layer: 0, head: 0 }), true);
  assert.equal(isSought(labels, "entropy", 0.9, { layer: 0, head: 0 }), true);
  assert.equal(isSought(null, "previous", 0.9, { layer: 0, head: 0 }), true);
});

test("arrows go through layers and heads, in blocks as well, and stop at the edges", () => {
  const place = inPlace(30, 9, 430, 320);
  const at = (/** @type {number} */ layer, /** @type {number} */ head) => layer * 9 + head;
  assert.equal(steppedTo(place, at(3, 4), "ArrowDown"), at(4, 4));
  assert.equal(steppedTo(place, at(place.rows - 1, 4), "ArrowDown"), at(place.rows, 4));
  assert.equal(steppedTo(place, at(0, 4), "ArrowUp"), at(0, 4));
  assert.equal(steppedTo(place, at(29, 8), "ArrowRight"), at(29, 8));
  assert.equal(steppedTo(place, at(3, 4), "Home"), 0);
  assert.equal(steppedTo(place, at(3, 4), "End"), 269);
  assert.equal(steppedTo(place, at(3, 4), "x"), null);
  const order = inOrder(ordered(labels, "place", 2, 3), 130, 300);
  assert.equal(steppedTo(order, 0, "ArrowDown"), 2);
  assert.equal(steppedTo(order, 3, "ArrowUp"), 1);
});

test("bytes become colours, and the ends of the scale are its ends", () => {
  assert.deepEqual([...bytesOf({ side: 1, thumbnails: btoa("\u0000\u00ff") })], [0, 255]);
  const table = scaleOf(["#000000", "#101010", "#202020", "#303030", "#404040", "#505050", "#606060", "#707070", "#ff0080"]);
  assert.deepEqual([...table.slice(0, 3)], [0, 0, 0]);
  assert.deepEqual([...table.slice(-3)], [255, 0, 128]);
});

/** A thumbnail's first colour channel, row by row. @param {number[]} cells @param {number} side @param {number} size @param {boolean} causal */
function painted(cells, side, size, causal) {
  const table = Uint8ClampedArray.from({ length: 768 }, (_, place) => Math.floor(place / 3));
  const image = { data: new Uint8ClampedArray(size * size * 4), width: size };
  paintThumbnail(image, { x: 0, y: 0, size }, Uint8Array.from(cells), { side, table, causal, strength: 1 });
  return Array.from({ length: size * size }, (_, place) => (image.data[place * 4 + 3] ? image.data[place * 4] : null));
}

test("a pixel over several cells takes the largest, and larger cells keep their borders", () => {
  assert.deepEqual(painted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 200], 4, 2, false), [6, 8, 14, 200]);
  assert.deepEqual(painted([1, 2, 3, 4], 2, 4, false), [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
});

test("what a decoder cannot see stays empty", () => {
  assert.deepEqual(painted([9, 0, 5, 9], 2, 2, true), [9, null, 5, 9]);
});

test("only what leaves texts, models and scores alone does without a new overview", () => {
  const data = answerOf(resultOf(lookAt("a b")));
  assert.equal(isLight(data, { layer: 1, head: 0 }), true);
  assert.equal(isLight(data, { query: 1, key: 0, layer: 2, head: 1 }), true);
  assert.equal(isLight(data, { text_b: "a c" }), false);
  assert.equal(isLight(data, { measured: "text" }), false);
  assert.equal(isLight(answerOf(resultOf(lookAt("a b", { overview: null }))), { layer: 1 }), false);
});

test("an answer without the overview takes that of the same text and model", () => {
  const present = answerOf(resultOf(lookAt("a b", { labels })));
  const light = { ...answerOf(resultOf(lookAt("a b", { overview: null, weights: [[1]] })), { overview: false, layer: 1 }), query: "text=a%20b&overview=false&layer=1" };
  const whole = joinedWith(present, light);
  assert.equal(whole?.result.overview, present.result.overview);
  assert.equal(whole?.result.labels, labels);
  assert.deepEqual(whole?.result.weights, [[1]]);
  assert.equal(whole?.params.overview, true);
  assert.equal(whole?.query, "text=a%20b&layer=1");
});

test("no overview is lent to another text, another model or another measure, nor where there is none", () => {
  const light = answerOf(resultOf(lookAt("a b", { overview: null })), { overview: false });
  assert.equal(joinedWith(null, light), null);
  assert.equal(joinedWith(answerOf(resultOf(lookAt("a c"))), light), null);
  assert.equal(joinedWith(answerOf(resultOf(lookAt("a b")), { measured: "text" }), light), null);
  assert.equal(joinedWith(answerOf(resultOf(lookAt("a b", { model: { ...lookAt("").model, id: "other" } }))), light), null);
  assert.equal(joinedWith(light, light), null);
});

test("beside another model its own heads are wanted, beside another text they are not", () => {
  const other = { ...lookAt("").model, id: "other" };
  const bare = { overview: null };
  const present = answerOf(resultOf(lookAt("a b"), { b: lookAt("a b", { model: other }) }));
  const light = answerOf(resultOf(lookAt("a b", bare), { b: lookAt("a b", { ...bare, model: other }) }));
  assert.equal(joinedWith(present, light)?.result.b?.overview, present.result.b?.overview);
  assert.equal(joinedWith(answerOf(resultOf(lookAt("a b"))), light), null);
  const text = answerOf(resultOf(lookAt("a b", bare), { b: lookAt("a c", bare) }));
  assert.equal(joinedWith(answerOf(resultOf(lookAt("a b"))), text)?.result.b?.overview, null);
});

test("what one looks at is carried over to its partner, and lost where there is none", () => {
  const difference = { pairs: /** @type {[number, number][]} */ ([[0, 0], [2, 1]]), weights: [], largest: null };
  assert.deepEqual(carried({ query: 2, key: 1, locked: true }, difference, "to B"), { query: 1, key: null, locked: true });
  assert.deepEqual(carried({ query: 1, key: null, locked: false }, difference, "to A"), { query: 2, key: null, locked: false });
});

test("a token is found again in the cut of another tokenizer", () => {
  const there = tokensOf("so it is");
  const token = { id: 1, text: "it", bytes: "", partial: false, special: false, start: 3, end: 5 };
  assert.equal(sameText(token, there), 1);
  assert.equal(sameText(there[2], there.map((token) => ({ ...token, start: token.start + (token.start && 1) }))), 2);
  assert.equal(sameText({ ...token, special: true }, there), null);
  assert.equal(sameText(undefined, there), null);
});

test("a weight is never rounded to nothing or to all", () => {
  assert.deepEqual([0, 0.001, 0.005, 0.676, 0.996, 1].map(weight), ["0.00", "< 0.01", "0.01", "0.68", "> 0.99", "1.00"]);
});

const link = { query: 1, key: 0, weight: 0.7, masked: false, rank: 1, heads_total: 6, below: 4, mean: 0.1, top: [] };
const held = { query: 1, key: 0, locked: true };

test("before a hall only what is out of the ordinary is said", () => {
  const look = lookAt("a b");
  assert.deepEqual(notes(resultOf(look), say), ["encoder name=M", "from_zero"]);
  assert.deepEqual(notes(resultOf({ ...look, unknown: 2 }), say, true), ["unknown count=2 letter=A"]);
});

test("of a link the sentence says the rank, and what became of it beside", () => {
  const look = lookAt("animal it tired", { link });
  assert.match(said(resultOf(look), held, say), /^said_first .*query=it key=animal weight=0\.70 total=6 below=4/);
  assert.match(said(resultOf({ ...look, link: { ...link, rank: 3 } }), held, say), /^said_rank .*rank=3/);
  assert.match(said(resultOf({ ...look, shown: { matrix: "average", layer: null, head: null, chosen_by: null } }), held, say), /^said_average_all/);
  assert.match(said(resultOf({ ...look, shown: { matrix: "rollout", layer: 1, head: null, chosen_by: null } }), held, say), /^said_rollout_layer layer=1/);
  assert.match(said(resultOf({ ...look, link: { ...link, masked: true, weight: 0 } }), held, say), /^said_masked query=it key=animal/);
  const pairs = /** @type {[number, number][]} */ ([[0, 0], [1, 1], [2, 2]]);
  const beside = resultOf(look, { b: lookAt("animal it wide", { link: { ...link, weight: 0.2 } }), difference: { pairs, weights: [], largest: null } });
  assert.match(said(beside, held, say), /second=said_replaced old=tired new=wide weight=0\.20$/);
  const model = resultOf(look, { b: lookAt("animal it tired", { link, model: { ...look.model, id: "n", name: "N" } }) });
  assert.match(said(model, held, say), /second=said_second_model layer=1 head=2 name=N/);
  assert.match(said(resultOf(look, { b: lookAt("x") }), held, say), /second=said_second_none$/);
});

test("without a link the sentence says where the token looks, or how the head was found", () => {
  const look = lookAt("animal it tired");
  assert.match(said(resultOf(look), { query: 1, key: null, locked: true }, say), /^said_token .*query=it first=animal weight=0\.70 second=it less=0\.30/);
  assert.match(said(resultOf(look), { query: 0, key: null, locked: true }, say), /^said_only .*first=animal/);
  const found = (/** @type {string} */ text) => said(resultOf({ ...lookAt(text), shown: { ...look.shown, chosen_by: "content" } }), { query: null, key: null, locked: false }, say);
  assert.match(found("so it was too tired"), /^said_content layer=1 head=2 total=6/);
  assert.match(found("well tired ."), /^said_plain/, "nothing but neighbours to look at");
  const within = resultOf({ ...lookAt("so it was too tired"), shown: { ...look.shown, chosen_by: "content" } });
  assert.match(said(within, { query: null, key: null, locked: false }, say, 1), /^said_content_layer layer=1 head=2 total=3/, "of a layer's heads, not of all");
  assert.match(said(resultOf(look), { query: null, key: null, locked: false }, say), /^said_plain/);
  assert.equal(word(look, 1), "it");
  assert.equal(replaced(resultOf(look), lookAt("animal it tired")), null);
});

test("what a model cannot read, another one may", () => {
  /** @type {Result["models"]} */
  const models = [
    { id: "s", name: "S", kind: "decoder", languages: ["en"], layers: 2 },
    { id: "g", name: "G", kind: "decoder", languages: ["ja", "en"], layers: 2 },
    { id: "m", name: "M", kind: "encoder", languages: ["en"], layers: 2 },
  ];
  const of = (/** @type {string} */ text, /** @type {number} */ unknown) => readerOf(resultOf(lookAt(text, { unknown }), { models }))?.id ?? null;
  assert.deepEqual([of("砂場", 2), of("🏖", 1), of("sand", 0)], ["g", "s", null]);
});
