import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { drawTokenCost } from "../token-cost/drawing.js";
import { cost, factor, factors, largest, money, ordered, ratio } from "../token-cost/figures.js";
import { MEASURES, SCRIPTS } from "../token-cost/why.js";

/** @typedef {import("../token-cost/types.js").Language} Language */
/** @typedef {import("../token-cost/types.js").Settings} Settings */
/** @typedef {import("../token-cost/types.js").Vocabulary} Vocabulary */

/** The cases that tests/unit/test_token_cost.py reads, too. */
const cases = JSON.parse(readFileSync(new URL("../../tests/unit/fixtures/token-cost.json", import.meta.url), "utf8"));

/**
 * @param {string} language
 * @param {number} characters
 * @param {number} bytes
 * @param {Record<string, number>} counts
 * @param {Record<string, number>} [lost]
 * @returns {Language}
 */
function version(language, characters, bytes, counts, lost = {}) {
  const names = { ja: `${language} 語`, en: language };
  return { language, name: language.toUpperCase(), names, script: "Latn", scripts: ["latin"], direction: "ltr", text: "…", characters, bytes, counts, lost };
}

const japanese = version("ja", 175, 525, { gpt2: 258, gemma: 107, minilm: 175 }, { minilm: 48 });
const english = version("en", 486, 486, { gpt2: 102, gemma: 101, minilm: 101 });
const chinese = version("zh", 138, 414, { gpt2: 282, gemma: 99, minilm: 138 }, { minilm: 87 });
const thai = version("th", 387, 1137, { gpt2: 762, gemma: 124, minilm: 13 }, { minilm: 375 });
const languages = [japanese, english, chinese, thai];

/** @type {readonly Vocabulary[]} */
const vocabularies = /** @type {const} */ (["gpt2", "gemma", "minilm"]).map((tokenizer) => ({
  tokenizer,
  name: tokenizer,
  family: tokenizer === "minilm" ? "wordpiece" : "byte-bpe",
  size: 91,
  scripts: /** @type {Vocabulary["scripts"]} */ (Object.fromEntries(SCRIPTS.map(([script], place) => [script, place + 1]))),
}));

/** @type {Settings} */
const settings = { tokenizer: "gpt2", baseline: "en", language: "ja", price: 300, currency: "JPY", times: 10_000, sort: "tokens", descending: false };
const order = (/** @type {Partial<Settings>} */ changes) => ordered(languages, { ...settings, ...changes }).map(({ language }) => language).join(" ");

test("the same ratios and costs as on the server", () => {
  for (const { about, tokens, baseline, lost, times, price, ...expected } of cases) {
    const one = version("ja", 10, 30, { a: tokens }, { a: lost });
    const found = ratio(one, version("en", 10, 10, { a: baseline }), "a");
    assert.equal(found && Number(found.toFixed(4)), expected.ratio, about);
    const paid = cost(one, { tokenizer: "a", times, price });
    assert.equal(paid && Number(paid.toFixed(6)), expected.cost, about);
  }
});

test("nothing is compared with a text that was lost, on either side", () => {
  assert.equal(ratio(thai, english, "minilm"), null);
  assert.equal(ratio(english, thai, "minilm"), null);
  assert.equal(ratio(english, english, "minilm"), 1);
  assert.equal(cost(thai, { ...settings, tokenizer: "minilm" }), null);
});

test("the factors multiply to the ratio of the tokens", () => {
  for (const tokenizer of ["gpt2", "gemma"]) {
    for (const one of languages) {
      for (const base of languages) {
        const found = factors(one, base, tokenizer);
        const product = found.characters * found.bytesPerCharacter * found.tokensPerByte;
        assert.ok(Math.abs(product - found.tokens) < 1e-12 * found.tokens);
        assert.ok(Math.abs(found.tokens - (ratio(one, base, tokenizer) ?? 0)) < 1e-12);
        assert.ok(Math.abs(found.characters * found.bytesPerCharacter - found.bytes) < 1e-12);
      }
    }
  }
  assert.equal(factors(japanese, english, "gpt2").here.bytesPerCharacter, 3);
});

test("rows are ordered, and what is lost stands last", () => {
  assert.equal(order({}), "en ja zh th");
  assert.equal(order({ descending: true }), "th zh ja en");
  assert.equal(order({ sort: "characters" }), "zh ja th en");
  assert.equal(order({ sort: "bytes", descending: true }), "th ja en zh");
  assert.equal(order({ sort: "listed" }), "ja en zh th");
  assert.equal(order({ sort: "listed", descending: true }), "th zh en ja");
  assert.equal(order({ tokenizer: "minilm" }), "en th zh ja");
  assert.equal(order({ tokenizer: "minilm", descending: true }), "en ja zh th");
});

test("one scale holds the bars of all tokenizers", () => {
  assert.equal(largest(languages, english, vocabularies), 762 / 102);
  assert.equal(largest(languages, thai, vocabularies), 1);
});

test("money has as many digits as say something, and no rates", () => {
  assert.equal(money(591, "JPY", "ja"), "¥591");
  assert.equal(money(591, "JPY", "en"), "¥591");
  assert.equal(money(2.04, "USD", "en"), "$2.04");
  assert.equal(money(0.000253, "EUR", "en"), "€0.00025");
  assert.equal(money(0, "USD", "ja"), "$0");
  assert.equal(money(1234.5, "USD", "en"), "$1,235");
  assert.equal(money(825_000_000_000, "JPY", "en"), "¥825B");
  assert.equal(money(825_000_000_000, "JPY", "ja"), "¥8250億");
  assert.deepEqual([0.36, 1, 1.951, 9.94, 9.96, 12.34, 123.4].map(factor), ["0.36", "1.00", "1.95", "9.94", "10.0", "12.3", "123"]);
});

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
const say = (/** @type {string} */ key) => (key === "names" ? "en" : key);

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const wild = { ...thai, name: '<script>&"', names: { ja: "</svg>", en: "\u0000</svg>" } };
  for (const one of [japanese, wild]) {
    for (const base of [english, one]) {
      for (const vocabulary of vocabularies) {
        const shown = { one, base, vocabulary };
        const now = { ...settings, tokenizer: vocabulary.tokenizer, language: one.language, baseline: base.language };
        const svg = drawTokenCost({ passage: {}, languages: [japanese, english, chinese, wild], vocabularies, known: [] }, shown, now, "<b>&", say, { colours, font: "sans-serif", measure: roughMeasure });
        assert.equal(svg.match(/<svg\b/g)?.length, 1);
        assert.equal(svg.match(/<\/svg>/g)?.length, 1);
        assert.doesNotMatch(svg, /<script|<b>|NaN|undefined|Infinity|href|\u0000/);
        const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
        assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
      }
    }
  }
});

test("every kind of token has a label", () => {
  const python = readFileSync(new URL("../../sandbox/topics/tokens/vocabulary_scripts.py", import.meta.url), "utf8");
  const literal = python.match(/Script = Literal\[\n([\s\S]*?)\n\]/)?.[1] ?? "";
  assert.deepEqual(SCRIPTS.map(([script]) => script), [...literal.matchAll(/^ {4}"(\w+)"/gm)].map(([, script]) => script));
  assert.deepEqual(MEASURES.map(([measure]) => measure), ["characters", "bytes", "tokens"]);
});
