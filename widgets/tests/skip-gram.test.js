import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawSkipGram } from "../skip-gram/drawing.js";
import { examplesAt } from "../skip-gram/examples.js";
import { arc } from "../skip-gram/strip.js";
import { WIDEST, chance, contexts, countExamples } from "../skip-gram/window.js";

/** The cases that tests/unit/test_skip_gram.py reads, too. */
const cases = JSON.parse(readFileSync(new URL("../../tests/unit/fixtures/skip-gram.json", import.meta.url), "utf8"));

test("the same pairs and counts as on the server", () => {
  for (const { about, sentence_of, window, contexts: expected, skip_gram, cbow } of cases) {
    assert.deepEqual(sentence_of.map((/** @type {number} */ _, /** @type {number} */ place) => contexts(sentence_of, place, window)), expected, about);
    assert.equal(countExamples(sentence_of, window, "skip-gram"), skip_gram, about);
    assert.equal(countExamples(sentence_of, window, "cbow"), cbow, about);
  }
});

test("what is listed is what is counted", () => {
  const sentenceOf = [0, 0, 0, 0, 1, 2, 2];
  for (const method of /** @type {const} */ (["skip-gram", "cbow"])) {
    for (let window = 1; window <= WIDEST; window += 1) {
      let listed = 0;
      sentenceOf.forEach((_, position) => {
        listed += examplesAt(sentenceOf, position, { window, method, position }).length;
        assert.equal(countExamples(sentenceOf, window, method, position + 1), listed);
      });
    }
  }
  assert.deepEqual(examplesAt(sentenceOf, 1, { window: 1, method: "skip-gram", position: 1 }), [{ given: [1], wanted: 0 }, { given: [1], wanted: 2 }]);
  assert.deepEqual(examplesAt(sentenceOf, 1, { window: 1, method: "cbow", position: 1 }), [{ given: [0, 2], wanted: 1 }]);
  assert.deepEqual(examplesAt(sentenceOf, 4, { window: 3, method: "cbow", position: 4 }), []);
});

test("near words are used more often than far ones", () => {
  assert.deepEqual([1, 2, 3, 4].map((distance) => chance(distance, 4)), [1, 0.75, 0.5, 0.25]);
  assert.equal(chance(1, 1), 1);
});

test("an arc goes from one word to the other and stays in the picture", () => {
  const { line, head } = arc(10, 2000, 90);
  assert.match(line, /^M10 90C10 /);
  assert.match(head, /^M1993 79/);
  const top = Number(line.match(/^M10 90C10 (-?[\d.]+)/)?.[1]);
  assert.ok(90 - ((90 - top) * 3) / 4 >= 0);
});

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
const say = (/** @type {string} */ key) => key;

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const texts = ['<script>&"', "</svg>", "\u0000", ..."The animal didn't cross the street because it was too tired".split(" ").flatMap((word) => [word, word.repeat(3)])];
  const words = texts.map((text) => ({ text, start: 0, end: 0, sentence: 0 }));
  for (const method of /** @type {const} */ (["skip-gram", "cbow"])) {
    for (const position of [0, 3, 12, words.length - 1]) {
      const svg = drawSkipGram(words, { window: 10, method, position }, say, { colours, font: "sans-serif", measure: roughMeasure });
      assert.equal(svg.match(/<svg\b/g)?.length, 1);
      assert.equal(svg.match(/<\/svg>/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|NaN|undefined|href|\u0000/);
      const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
      assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
    }
  }
});

/** Keys of a view's page; the same file holds the labels of its picture. */
const PAGE = ["tab", "title", "sentence", "text_label", "text_info", "text_placeholder", "counted"];

test("the sentences are those the picture asks for, no fewer and no more, in both languages", () => {
  const folder = new URL("../skip-gram/", import.meta.url);
  const source = [...readdirSync(folder).map((file) => new URL(file, folder)), new URL("../shared/picture.js", import.meta.url)]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const asked = new Set([...source.matchAll(/\bsay\(([^()]*?)(?:,|\))/g)].flatMap(([, inside]) => [...(inside ?? "").matchAll(/"([a-z_]+)"/g)].map(([, key]) => key ?? "")));
  for (const key of ["save_", "cbow", "card_show", "card_hide"]) asked.delete(key); // a card has texts of its own
  const expected = [...asked, "cbow", "save_svg", "save_png"].sort();
  for (const language of ["ja", "en"]) {
    const toml = readFileSync(new URL(`../../assets/text/${language}/skip-gram.toml`, import.meta.url), "utf8").split("[[")[0] ?? "";
    const known = [...toml.matchAll(/^(\w+) = "/gm)].map(([, key]) => key ?? "").filter((key) => !PAGE.includes(key));
    assert.deepEqual(known.sort(), expected, language);
  }
});
