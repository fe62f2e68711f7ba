import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { clusters } from "../bpe-stepper/clusters.js";
import { curve } from "../bpe-stepper/curve.js";
import { drawTraining } from "../bpe-stepper/drawing.js";
import { hex, plainFace, plainToken } from "../bpe-stepper/faces.js";
import { decided, ended, sum } from "../bpe-stepper/headline.js";
import { Trace, cutAt, merges, occurrences } from "../bpe-stepper/trace.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../bpe-stepper/types.js").Training} Training */

/** Answers of the server, cut down to what a test needs. @type {Record<string, Training>} */
const answers = JSON.parse(readFileSync(new URL("./fixtures/bpe-stepper.json", import.meta.url), "utf8"));
const trace = (/** @type {string} */ name) => new Trace(/** @type {Training} */ (answers[name]).result);
const say = (/** @type {string} */ key, /** @type {Readonly<Record<string, string | number>>} */ values = {}) => [key, ...Object.values(values)].join(" ");

/** The words as they are cut at a place. @param {Trace} of @param {number} place */
const cutWords = (of, place) => of.words(place).map(({ ids }) => ids.map((id) => plainFace(of.token(id).bytes)).join(" "));

test("the lecture's example: after three merges the words are cut as on its slide", () => {
  const lecture = trace("lecture");
  assert.deepEqual(cutWords(lecture, 0).sort(), ["b u n", "h u g", "h u g s", "p u g", "p u n"]);
  assert.deepEqual(lecture.result.steps.slice(0, 3).map(({ token, count }) => [token, count]), [["ug", 20], ["un", 16], ["hug", 15]]);
  assert.deepEqual(cutWords(lecture, 3).sort(), ["b un", "hug", "hug s", "p ug", "p un"]);
  assert.deepEqual([lecture.vocabulary(0), lecture.vocabulary(3)], [7, 10]);
});

test("the winner's count is shown as the sum it is", () => {
  const lecture = trace("lecture");
  assert.equal(sum(lecture, 0, say), "hug 10 + pug 5 + hugs 5 = 20");
  assert.equal(sum(lecture, 2, say), "hug 10 + hugs 5 = 15");
  assert.equal(sum(lecture, lecture.last, say), "");
  assert.equal(sum(trace("overlap"), 0, say), "aaabdaaab… 4 × 1 = 4");
  for (const name of Object.keys(answers)) {
    const one = trace(name);
    for (let place = 0; place < one.last; place += 1) {
      const { parts, rest } = one.shares(place);
      assert.equal(parts.reduce((total, { word, times }) => total + word.count * times, rest), one.next(place)?.count);
      assert.ok(rest === 0 || one.result.more_words > 0 || one.words(place).some(({ cut }) => cut), `${name} ${place}`);
    }
  }
});

test("what decides between equals is said only where there are equals", () => {
  const lecture = trace("lecture");
  assert.equal(decided(lecture, 0, "first-seen", say), "most");
  const tied = lecture.result.steps.findIndex(({ tied }) => tied > 1);
  assert.ok(tied > 0);
  assert.match(decided(lecture, tied, "first-seen", say), /^tied_first_seen 2$/);
  assert.match(decided(lecture, tied, "smallest-ids", say), /^tied_smallest_ids 2 \d+ \d+$/);
});

test("the end: nothing left, nothing at all, or as many as were asked", () => {
  assert.equal(ended(trace("lecture"), say), "nothing_left");
  assert.equal(ended(trace("alone"), say), "nothing_at_all");
  assert.equal(ended(trace("overlap"), say), "as_asked 3");
});

test("pairs that overlap are counted like the training counts, and merged from the left", () => {
  assert.equal(occurrences([1, 1, 1, 2, 1, 1], [1, 1]), 3);
  assert.deepEqual(merges([1, 1, 1, 2, 1, 1], [1, 1]), [0, 4]);
  assert.deepEqual(merges([1, 2, 1, 2], [1, 2]), [0, 2]);
});

test("symbols and tokens add up at every place", () => {
  for (const name of ["lecture", "japanese", "overlap"]) {
    const one = trace(name);
    for (let place = 0; place <= one.last; place += 1) {
      const words = one.words(place);
      if (words.some(({ cut }) => cut) || one.result.more_words) continue;
      assert.equal(words.reduce((total, { ids, count }) => total + ids.length * count, 0), one.total(place), `${name} ${place}`);
    }
    assert.ok(one.pairs(0).length > 0 && one.pairs(0)[0]?.[2] === one.next(0)?.count);
  }
});

test("a new word: the merges before a place cut it as the server says, and <unk> stays <unk>", () => {
  for (const [name, { result }] of Object.entries(answers)) {
    const { trial } = result;
    assert.ok(trial);
    const learned = new Trace(result);
    const bytes = (/** @type {number} */ id) => (result.level === "byte" && id < result.base_size ? Uint8Array.of(id) : learned.token(id).bytes);
    for (const level of /** @type {const} */ (["character", "byte"])) {
      const done = cutAt(trial.text, level, trial[level], 1e9);
      assert.deepEqual(done.map(({ known }) => known), trial[level].pieces.map(({ id }) => id !== null), `${name} ${level}`);
      if (level === result.level) {
        const found = done.map(({ bytes, known }) => (known ? hex(bytes) : "<unk>"));
        assert.deepEqual(found, trial[level].pieces.map(({ id }) => (id === null ? "<unk>" : hex(bytes(id)))), name);
      }
      assert.equal(cutAt(trial.text, level, trial[level], 0).length, trial[level].start.length);
    }
  }
  const { trial } = /** @type {Training} */ (answers.lecture).result;
  assert.ok(trial);
  const cut = (/** @type {number} */ place) => cutAt(trial.text, "character", trial.character, place).map(({ bytes, known }) => (known ? plainFace(bytes) : "?"));
  assert.deepEqual(cut(0), ["b", "u", "g", "s", "?"]);
  assert.deepEqual(cut(1), ["b", "ug", "s", "?"]);
  assert.deepEqual(cutAt(trial.text, "character", trial.character, 1).map(({ joined }) => joined), [false, true, false, false]);
  assert.ok(cutAt(trial.text, "byte", trial.byte, 0).every(({ known }) => known), "bytes know everything");
});

test("characters stand over their bytes, whatever the tokens", () => {
  const one = trace("japanese");
  for (let place = 0; place <= one.last; place += 1) {
    for (const { ids } of one.words(place)) {
      const tokens = ids.map((id) => one.token(id));
      const found = clusters(tokens, "byte");
      assert.deepEqual(found.flatMap(({ blocks }) => blocks.map(({ token }) => token.id)), ids);
      for (const { blocks, characters } of found) {
        const size = blocks.reduce((total, { token }) => total + token.bytes.length, 0);
        assert.equal(characters.reduce((total, { bytes }) => total + bytes, 0), size);
      }
      const text = new TextDecoder().decode(Uint8Array.from(tokens.flatMap(({ bytes }) => [...bytes])));
      assert.equal(found.flatMap(({ characters }) => characters.map((character) => character.text)).join(""), text);
    }
  }
  assert.equal(clusters([{ id: 0, bytes: Uint8Array.of(0xe3), cut: false }, { id: 1, bytes: Uint8Array.of(0x41), cut: false }], "byte").length, 2, "half a character and a letter");
});

test("a text that reads like the name of a byte is told from that byte", () => {
  const literal = trace("literal"); // "<0xE3>あ<0xE3>あ", by bytes
  const step = literal.result.steps.find(({ pair }) => pair.join() === "<0xE3>,<0xE3>");
  assert.ok(step);
  assert.deepEqual(step.ids.map((id) => plainToken(literal.token(id))), ["<0xE3>", "E3"]);
  assert.equal(plainToken(literal.token(step.id)), "<0xE3>E3");
  const place = literal.result.steps.indexOf(step);
  assert.deepEqual(literal.pairs(place)[0], [...step.ids, step.count]);
  const svg = drawTraining(literal, place, "first-seen", say, { colours, font: "sans-serif", measure: roughMeasure });
  assert.match(svg, /&lt;0xE3&gt; \+ E3 → &lt;0xE3&gt;E3/);
});

test("of a very long token only the beginning is named", () => {
  const { result } = structuredClone(/** @type {Training} */ (answers.lecture));
  for (const step of result.steps) step.token += "…";
  const long = new Trace(result);
  assert.equal(plainToken(long.token(7)), "ug…");
  assert.equal(plainToken(long.token(0)), "b");
});

test("every pair that is counted is one of tokens there are", () => {
  for (const name of Object.keys(answers)) {
    const one = trace(name);
    for (let place = 0; place <= one.last; place += 1) {
      for (const [left, right] of one.pairs(place)) assert.ok(one.token(left).bytes.length && one.token(right).bytes.length, `${name} ${place}`);
    }
  }
});

test("the curve falls from the left and stays in its place", () => {
  const area = { left: 10, top: 20, width: 300, height: 100 };
  for (const name of Object.keys(answers)) {
    const { points, at } = curve(trace(name), area);
    assert.deepEqual(points.at(-1), { place: trace(name).last, ...at(trace(name).last) });
    points.forEach(({ x, y }, index) => {
      assert.ok(x >= 10 && x <= 310 && y >= 20 && y <= 120);
      const before = points[index - 1];
      assert.ok(!before || (before.x < x && before.y < y));
    });
  }
});

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));

test("the saved picture is well-formed at every place, and escapes what people write", () => {
  const nasty = structuredClone(/** @type {Training} */ (answers.lecture));
  for (const one of nasty.result.base) one.bytes = "3c2f7376673e"; // </svg>
  for (const [ties, one] of /** @type {const} */ ([["first-seen", trace("japanese")], ["smallest-ids", trace("overlap")], ["first-seen", new Trace(nasty.result)], ["first-seen", trace("alone")]])) {
    for (let place = 0; place <= one.last; place += 1) {
      const svg = drawTraining(one, place, ties, say, { colours, font: "sans-serif", measure: roughMeasure });
      assert.equal(svg.match(/<svg\b/g)?.length, 1);
      assert.equal(svg.match(/<\/svg>/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|NaN|undefined|href|\u0000/);
      const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
      assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
    }
  }
});

test("the player finds its words", () => {
  const player = readFileSync(new URL("../shared/player.js", import.meta.url), "utf8");
  const keys = new Set([...player.matchAll(/"(player_\w+)"/g)].map(([, key]) => key));
  assert.ok(keys.size >= 8);
  for (const language of ["ja", "en"]) {
    const toml = readFileSync(new URL(`../../assets/text/${language}/bpe-stepper.toml`, import.meta.url), "utf8");
    for (const key of keys) assert.match(toml, new RegExp(`^${key} = `, "m"), `${language} ${key}`);
  }
});
