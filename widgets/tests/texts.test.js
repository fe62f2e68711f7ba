import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { RULES } from "../next-token-bars/settings.js";

const folder = new URL("../next-token-bars/", import.meta.url);
const source = [...readdirSync(folder).map((file) => new URL(file, folder)), new URL("../shared/picture.js", import.meta.url)]
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

/** @param {string} language */
function words(language) {
  const toml = readFileSync(new URL(`../../assets/text/${language}/next-token-bars.toml`, import.meta.url), "utf8");
  return new Map([...toml.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, sentence]) => [key ?? "", sentence ?? ""]));
}

test("both languages have the same sentences with the same places", () => {
  const places = (/** @type {Map<string, string>} */ table) =>
    [...table].map(([key, sentence]) => [key, ...(sentence.match(/\{\w+\}/g) ?? [])].sort().join(" "));
  assert.deepEqual(places(words("ja")).sort(), places(words("en")).sort());
});

test("the sentences are those the picture asks for, no fewer and no more", () => {
  const written = new Set([...source.matchAll(/"([a-z_0-9]+)"/g)].map(([, key]) => key ?? ""));
  const asked = [...source.matchAll(/\bsay\("([a-z_0-9]+)"/g)].map(([, key]) => key ?? "").filter((key) => !key.endsWith("_"));
  const made = [...RULES.flatMap((rule) => [rule, rule + "_hint", "cut_" + rule]), "save_svg", "save_png"];
  const known = words("en");
  assert.ok(asked.length > 20);
  assert.deepEqual([...asked, ...made].filter((key) => !known.has(key)), []);
  assert.deepEqual([...known.keys()].filter((key) => !written.has(key) && !made.includes(key)), []);
});

test("nothing in the widgets writes markup", () => {
  assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
});
