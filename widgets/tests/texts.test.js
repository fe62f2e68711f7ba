import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { RULES } from "../next-token-bars/settings.js";

const widgets = new URL("../", import.meta.url);
const texts = new URL("../../assets/text/", import.meta.url);

/** The pictures: the folders that hold a module of their own name. */
const PICTURES = readdirSync(widgets).filter((name) => existsSync(new URL(`${name}/${name}.js`, widgets)));

/** Keys that a picture puts together from parts, which no search for whole keys can find. */
const MADE = new Map([["next-token-bars", RULES.flatMap((rule) => [rule, rule + "_hint", "cut_" + rule])]]);
const ALL_MADE = ["save_svg", "save_png"]; // shared/picture.js
const ALWAYS = ["waiting", "table_show", "table_hide", ...ALL_MADE];

/** What the page says around a picture; it stands in the same file where view and picture have one name. */
const ON_THE_PAGE = /^(title|tab|sentence|counted)$|_(label|placeholder|info)$/;

/** @param {string} folder @returns {string} */
function sourceIn(folder) {
  const here = new URL(`${folder}/`, widgets);
  return readdirSync(here).filter((file) => file.endsWith(".js")).map((file) => readFileSync(new URL(file, here), "utf8")).join("\n");
}

/** The sentences of one line. @param {string} language @param {string} picture @returns {Map<string, string>} */
function words(language, picture) {
  const toml = readFileSync(new URL(`${language}/${picture}.toml`, texts), "utf8");
  const [labels = ""] = toml.split(/^\[\[/m);
  return new Map([...labels.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, sentence]) => [key ?? "", sentence ?? ""]));
}

/** The first argument of every `say(…)`, as written. @param {string} source */
function asked(source) {
  const found = [];
  for (const { index } of source.matchAll(/\bsay\(/g)) {
    let depth = 0;
    let end = index + "say(".length;
    for (const start = end; end < source.length; end += 1) {
      const character = source[end] ?? "";
      if (depth === 0 && (character === "," || character === ")")) {
        found.push(source.slice(start, end));
        break;
      }
      depth += Number("([{".includes(character)) - Number(")]}".includes(character));
    }
  }
  return found;
}

/** Whole keys in the first arguments of `say`: no parts of keys, which touch a plus, and nothing that is compared. @param {string} source */
function keysIn(source) {
  return asked(source).flatMap((argument) =>
    [...argument.replace(/[=!]==\s*"\w*"/g, "").matchAll(/(\+\s*)?"([a-z_0-9]+)"(\s*\+)?/g)]
      .filter(([, before, , after]) => !before && !after)
      .map(([, , key]) => key ?? ""),
  );
}

assert.ok(PICTURES.includes("next-token-bars") && PICTURES.length > 1);
const shared = sourceIn("shared");

for (const picture of PICTURES) {
  const source = sourceIn(picture);

  test(`${picture}: both languages have the same sentences with the same places`, () => {
    const places = (/** @type {Map<string, string>} */ table) => [...table].map(([key, sentence]) => [key, ...(sentence.match(/\{\w+\}/g) ?? [])].sort().join(" "));
    assert.deepEqual(places(words("ja", picture)).sort(), places(words("en", picture)).sort());
  });

  test(`${picture}: the sentences are those the picture asks for, no fewer and no more`, () => {
    const known = words("en", picture);
    const made = [...(MADE.get(picture) ?? []), ...ALL_MADE];
    const written = new Set([...(source + shared).matchAll(/["'`]([a-z_0-9]+)["'`]/g)].map(([, key]) => key ?? ""));
    assert.deepEqual([...ALWAYS, ...made, ...keysIn(source)].filter((key) => !known.has(key)), []);
    const page = (/** @type {string} */ key) => known.has("title") && ON_THE_PAGE.test(key);
    assert.deepEqual([...known.keys()].filter((key) => !written.has(key) && !made.includes(key) && !page(key)), []);
  });
}

test("nothing in the widgets writes markup", () => {
  for (const folder of [...PICTURES, "shared", "host"]) assert.doesNotMatch(sourceIn(folder), /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, folder);
});
