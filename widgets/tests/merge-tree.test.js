import assert from "node:assert/strict";
import { test } from "node:test";

import { drawMergeTree } from "../merge-tree/drawing.js";
import { digits, named, piecesOf } from "../merge-tree/label.js";
import { charactersOf, grow, layOut } from "../merge-tree/layout.js";
import { ROWS, firstRow } from "../merge-tree/list.js";
import { lanesOf, rulersOf } from "../merge-tree/rulers.js";
import { Run } from "../merge-tree/run.js";
import { placed } from "../merge-tree/sentence.js";
import { shapesOf, states } from "../merge-tree/shapes.js";
import { roughMeasure } from "../shared/svg.js";
import { plainText } from "../shared/text.js";

/** @typedef {import("../merge-tree/types.js").Chunk} Chunk */
/** @typedef {import("../merge-tree/types.js").Kind} Kind */

const SPACE = { unit: 16, room: 860, tall: 368, measure: roughMeasure };

/** @param {Partial<Chunk>} about @returns {Chunk} */
function chunk(about) {
  return { text: "", start: 0, end: 0, leaves: [], steps: [], attempts: [], tokens: [], ...about };
}

/** A generator whose failures can be repeated. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
}

/** "あA" in bytes, where the first two bytes are joined, then the third one to them; "A" stays. */
const KANA = chunk({
  text: "あA", end: 2,
  leaves: ["e3", "81", "82", "41"].map((bytes, place) => ({ text: place < 3 ? `<0x${bytes.toUpperCase()}>` : "A", bytes, character: place < 3 ? 0 : 1, id: place })),
  steps: [
    { pair: ["<0xE3>", "<0x81>"], rank: 2243, at: 0, token: "<0xE3><0x81>", id: 2243, pieces: ["<0xE3><0x81>", "<0x82>", "A"] },
    { pair: ["<0xE3><0x81>", "<0x82>"], rank: 30591, at: 0, token: "あ", id: 30591, pieces: ["あ", "A"] },
  ],
  tokens: [
    { id: 30591, text: "あ", bytes: "e38182", first_leaf: 0, last_leaf: 2, fallback: false, unknown: false },
    { id: 32, text: "A", bytes: "41", first_leaf: 3, last_leaf: 3, fallback: false, unknown: false },
  ],
});

/**
 * Any tree: leaves, and neighbours joined at random until some are left.
 * @param {number} seed
 * @returns {Chunk}
 */
function someTree(seed) {
  const random = numbers(seed);
  const leaves = Array.from({ length: 1 + random(120) }, (_, place) => ({ text: "x", bytes: "78", character: place, id: 87 }));
  const sizes = leaves.map(() => 1);
  const steps = [];
  for (let left = random(leaves.length); left > 0 && sizes.length > 1; left -= 1) {
    const at = random(sizes.length - 1);
    const token = "x".repeat((sizes[at] ?? 0) + (sizes[at + 1] ?? 0));
    /** @type {[string, string]} */
    const pair = ["x".repeat(sizes[at] ?? 0), "x".repeat(sizes[at + 1] ?? 0)];
    sizes.splice(at, 2, token.length);
    steps.push({ pair, rank: random(200_000), at, token, id: random(200_000), pieces: sizes.map((size) => "x".repeat(size)) });
  }
  let first = 0;
  const tokens = sizes.map((size) => ({ id: random(200_000), text: "x".repeat(size), bytes: "78".repeat(size), first_leaf: first, last_leaf: (first += size) - 1, fallback: false, unknown: false }));
  return chunk({ text: "x".repeat(leaves.length), leaves, steps, tokens });
}

test("a tree's joints are its steps", () => {
  const nodes = grow(KANA, "byte-bpe");
  assert.deepEqual(nodes.map(({ label }) => label), ["E3", "81", "82", "41", "E3 81", "あ"]);
  assert.deepEqual(nodes.map(({ first, last }) => [first, last]), [[0, 0], [1, 1], [2, 2], [3, 3], [0, 1], [0, 2]]);
  assert.deepEqual(nodes.map(({ parent }) => parent), [4, 4, 5, -1, 5, -1]);
  assert.deepEqual(nodes.map(({ height }) => height), [0, 0, 0, 0, 1, 2]);
  assert.deepEqual(charactersOf(KANA).map(({ first, last, label }) => [first, last, label]), [[0, 2, "あ"], [3, 3, "A"]]);
});

test("a byte that the vocabulary lacks is no piece: the places of the steps do not count it", () => {
  const [first, ...rest] = KANA.leaves;
  if (!first) throw new Error("no leaf");
  const dropped = { ...first, bytes: "f1", dropped: true };
  const nodes = grow({ ...KANA, leaves: [dropped, first, ...rest] }, "byte-bpe");
  assert.deepEqual(nodes.slice(5).map((node) => [node.first, node.last]), [[1, 2], [1, 3]]);
  assert.equal(nodes[0]?.parent, -1);
});

test("what every node is, step by step", () => {
  const layout = layOut(KANA, "byte-bpe", SPACE);
  assert.deepEqual(states(layout, 0), ["piece", "piece", "piece", "piece", "absent", "absent"]);
  assert.deepEqual(states(layout, 1), ["pair", "pair", "piece", "piece", "fresh", "absent"]);
  assert.deepEqual(states(layout, 2), ["done", "done", "pair", "done", "pair", "fresh"]);
});

test("every label has room, joints stand between their children and above them, and the tokens cover the leaves", () => {
  for (let seed = 1; seed < 60; seed += 1) {
    const tree = someTree(seed);
    const layout = layOut(tree, "byte-bpe", SPACE);
    const { nodes, widths, tokens } = layout;
    const left = widths.reduce((places, width) => [...places, (places.at(-1) ?? 0) + width], [(layout.width - widths.reduce((a, b) => a + b, 0)) / 2]);
    assert.ok(layout.width >= SPACE.room);
    for (const { x, y, children, rank, first, last } of nodes) {
      const [a, b] = children.map((child) => nodes[child]);
      if (!a || !b) continue;
      assert.ok(a.x < x && x < b.x && y < Math.min(a.y, b.y) && y > layout.boxHeight, `seed ${seed}`);
      assert.ok((left[last + 1] ?? 0) - (left[first] ?? 0) >= digits(rank, 16), `seed ${seed}`);
    }
    for (const { x, width, label, id, node } of tokens) {
      assert.ok(x - width / 2 >= 0 && x + width / 2 <= layout.width);
      assert.ok(width >= Math.max(roughMeasure(label, 16 * 1.15, true), digits(id, 16)));
      assert.equal(nodes[node]?.parent, -1);
    }
    assert.ok(nodes.every(({ y }) => y > 0 && y < layout.height));
  }
});

test("a step changes few shapes, and one that is undone gives the same picture again", () => {
  const layout = layOut(someTree(7), "byte-bpe", SPACE);
  const steps = layout.nodes.length - layout.leaves;
  const before = shapesOf(layout, 5, roughMeasure);
  const after = new Set(shapesOf(layout, 6, roughMeasure));
  assert.ok(before.filter((shape) => !after.has(shape)).length < 40);
  assert.deepEqual(shapesOf(layout, 5, roughMeasure), before);
  for (let place = 0; place <= steps; place += 1) {
    const joints = shapesOf(layout, place, roughMeasure).filter(({ tag, step }) => tag === "rect" && step !== undefined);
    assert.deepEqual(joints.map(({ step }) => step), Array.from({ length: place }, (_, step) => step));
  }
});

test("names: bytes in hex, spaces and ▁ visible, what a tokenizer spells in its own way left as it is", () => {
  assert.deepEqual(named("は<0xE3><0x81>"), [{ kind: "text", text: "は" }, { kind: "bytes", text: "E3 81" }]);
  assert.deepEqual(named(" a"), [{ kind: "mark", text: "␣" }, { kind: "text", text: "a" }]);
  assert.equal(plainText(named("▁the")), "▁the");
  assert.equal(plainText(piecesOf({ text: "##ing", bytes: "696e67" }, "wordpiece")), "##ing");
  assert.equal(plainText(piecesOf({ text: "<0xE3>", bytes: "e3" }, "sentencepiece")), "E3");
  assert.equal(plainText(piecesOf({ text: "whatever", bytes: "203f" }, "byte-bpe")), "␣?");
});

const WORD = chunk({
  text: "Hugs", end: 4,
  leaves: [..."hugs"].map((text, character) => ({ text, bytes: "", character, id: null })),
  attempts: [
    { start: 0, end: 4, piece: "hugs", found: false, id: null },
    { start: 0, end: 3, piece: "hug", found: true, id: 7 },
    { start: 3, end: 4, piece: "##s", found: true, id: 9 },
  ],
  tokens: [
    { id: 7, text: "hug", bytes: "487567", first_leaf: 0, last_leaf: 2, fallback: false, unknown: false },
    { id: 9, text: "##s", bytes: "73", first_leaf: 3, last_leaf: 3, fallback: false, unknown: false },
  ],
});
const LOST = { ...WORD, attempts: WORD.attempts.map((attempt, place) => (place === 2 ? { ...attempt, found: false, id: null } : attempt)), tokens: [{ id: 100, text: "[UNK]", bytes: "48756773", first_leaf: 0, last_leaf: 3, fallback: false, unknown: true }] };

test("rulers: one lane for each, gold where a piece is found, nothing gold in a word that gets lost", () => {
  assert.deepEqual(lanesOf(WORD.attempts).map((lane) => lane.length), [2, 1]);
  const texts = (/** @type {Chunk} */ word, /** @type {number} */ place) => rulersOf(word, place, SPACE).shapes.flatMap(({ text }) => (text === undefined ? [] : [text])).slice(4);
  assert.deepEqual(texts(WORD, 0), []);
  assert.deepEqual(texts(WORD, 1), ["hugs"]);
  assert.deepEqual(texts(WORD, 2), ["hug", "7"]);
  assert.deepEqual(texts(WORD, 3), ["hug", "7", "##s", "9"]);
  assert.deepEqual(texts(LOST, 3), ["hug", "7", "##s", "[UNK]", "100"]);
  assert.ok(rulersOf(WORD, 3, SPACE).shapes.some(({ fill }) => fill === "chosen"));
  assert.ok(!rulersOf(LOST, 3, SPACE).shapes.some(({ fill }) => fill === "chosen"));
});

test("the list keeps the present step in view", () => {
  for (const count of [1, ROWS, ROWS + 1, 40]) {
    for (let now = -1; now < count; now += 1) {
      const first = firstRow(now, count);
      assert.ok(first >= 0 && first <= Math.max(now, 0) && now < first + ROWS && first + Math.min(ROWS, count) <= count);
    }
  }
});

test("a run goes on beyond its end, and beyond its ends by hand", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const run = new Run({ say: (key) => key, count: 2, seconds: 1 });
  /** @type {unknown[]} */
  const beyond = [];
  run.addEventListener("beyond", (event) => beyond.push(/** @type {CustomEvent} */ (event).detail));
  run.go(-1);
  run.go(3);
  assert.deepEqual(beyond.splice(0), [{ by: -1, playing: false }, { by: 1, playing: false }]);
  run.go(2);
  context.mock.timers.tick(10_000);
  assert.deepEqual(beyond, []);
  run.play();
  assert.equal(run.place, 0);
  for (let second = 0; second < 2; second += 1) context.mock.timers.tick(1000);
  assert.deepEqual([run.place, run.playing, beyond.length], [2, true, 0]);
  run.pause();
  context.mock.timers.tick(10_000);
  assert.deepEqual([run.playing, beyond.length], [false, 0]);
  run.play();
  for (let second = 0; second < 5; second += 1) context.mock.timers.tick(1000);
  assert.deepEqual([run.playing, beyond], [false, [{ by: 1, playing: true }]]);
  run.count = 0;
  run.play();
  context.mock.timers.tick(2000);
  assert.equal(beyond.length, 2);
});

test("a sentence takes elements in its places", () => {
  assert.deepEqual(placed("{a} and {b}.", { a: "1", b: "2" }), ["", "1", " and ", "2", "."]);
  assert.deepEqual(placed("{c}", {}), ["", "{c}", ""]);
});

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const nasty = '<script>&"</svg>\u0000';
  const cases = /** @type {const} */ ([["byte-bpe", KANA], ["byte-bpe", someTree(3)], ["sentencepiece", { ...KANA, text: nasty }], ["wordpiece", { ...WORD, text: nasty }], ["wordpiece", LOST]]);
  for (const [kind, one] of cases) {
    const tokens = one.tokens.map((token) => ({ ...token, text: token.text + nasty }));
    const chunks = [{ ...one, tokens }, chunk({ text: nasty })];
    const result = { tokenizer: { id: "x", name: nasty, family: kind, vocabulary: 1 }, kind, rank_means: null, normalized: nasty, chunks, ids: tokens.map(({ id }) => id), known: [] };
    const layout = layOut({ ...one, tokens }, kind, SPACE);
    const rulers = rulersOf({ ...one, tokens }, 2, SPACE);
    const view = kind === "wordpiece" ? { size: rulers, shapes: rulers.shapes } : { size: layout, shapes: shapesOf(layout, 1, roughMeasure) };
    const svg = drawMergeTree(result, { chosen: 0, ...view, told: nasty, note: "note" }, (key) => key, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|href|\u0000/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
