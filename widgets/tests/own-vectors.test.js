import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { nameOf, told } from "../host/own-vectors.js";

/** @param {string} language */
function page(language) {
  const toml = readFileSync(new URL(`../../assets/text/${language}/page.toml`, import.meta.url), "utf8");
  return Object.fromEntries([...toml.matchAll(/^(own_\w+) = "(.*)"$/gm)].map(([, key, sentence]) => [key ?? "", sentence ?? ""]));
}

const LOADED = { id: "own-1", name: "jawiki.bin", words: 83_000, dimensions: 200, announced: 1_015_474, duplicates: 0, full: false };

test("a file's name becomes one line of at most 60 characters", () => {
  assert.equal(nameOf("a\nb\u0007c\u009f.txt"), "abc.txt");
  assert.equal(nameOf("か\u3099"), "が", "as macOS writes it");
  assert.equal([...nameOf("𠮷".repeat(100))].length, 60);
});

test("how much of a file is there", () => {
  const en = page("en");
  assert.equal(told(en, LOADED, true), "“jawiki.bin” is loaded: the first 83,000 of 1,015,474 words, 200 dimensions.");
  assert.equal(told(en, { ...LOADED, announced: null }, true), "“jawiki.bin” is loaded: the first 83,000 words, 200 dimensions.");
  assert.equal(told(en, { ...LOADED, announced: null, full: true }, false), "“jawiki.bin” is loaded: the first 83,000 words, 200 dimensions.");
  assert.equal(told(en, { ...LOADED, announced: 83_000 }, false), "“jawiki.bin” is loaded: 83,000 words, 200 dimensions.");
  assert.match(told(en, { ...LOADED, announced: 83_001, duplicates: 1 }, false), /83,000 words, 200 dimensions\. Rows left out .*: 1\.$/);
});

test("every sentence is used and there in both languages", () => {
  const source = readFileSync(new URL("../host/own-vectors.js", import.meta.url), "utf8");
  const used = new Set([...source.matchAll(/"(own_\w+)"|words\.(own_\w+)/g)].map(([, one, other]) => one ?? other));
  for (const language of ["ja", "en"]) {
    const words = page(language);
    assert.deepEqual(Object.keys(words).sort(), [...used].sort());
    for (const cut of [true, false]) assert.doesNotMatch(told(words, { ...LOADED, duplicates: 3 }, cut), /[{}]|undefined/);
  }
});
