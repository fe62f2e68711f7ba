import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { calculate } from "../corpus-size/calculation.js";
import { drawCorpus } from "../corpus-size/drawing.js";
import { leftOf, pile } from "../corpus-size/icons.js";
import { japanese } from "../corpus-size/japanese.js";
import { apart, ladder, layout } from "../corpus-size/ladder.js";
import { mixes, percentOf, spans } from "../corpus-size/mixes.js";
import { pictures } from "../corpus-size/pictures.js";
import { livesOf, sentenceOf, spanOf } from "../corpus-size/said.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";
import { fill } from "../shared/text.js";

/** @typedef {import("../corpus-size/types.js").CorpusSizeData} Data */
/** @typedef {import("../corpus-size/types.js").Params} Params */

/** The answer of the server to the first example. @type {Data} */
const { params, result } = JSON.parse(readFileSync(new URL("fixtures/corpus-size.json", import.meta.url), "utf8"));
const words = (/** @type {string} */ language) => {
  const toml = readFileSync(new URL(`../../assets/text/${language}/corpus-size.toml`, import.meta.url), "utf8");
  const known = new Map([...toml.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, sentence]) => [key ?? "", sentence ?? ""]));
  return (/** @type {string} */ key, /** @type {Readonly<Record<string, string | number>>} */ values = {}) => fill(known.get(key) ?? assert.fail(key), values);
};
const [ja, en] = [words("ja"), words("en")];
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };
const at = (/** @type {Partial<Params>} */ changes) => calculate({ ...params, ...changes }, result);

test("the arithmetic is the server's", () => {
  assert.deepEqual(at({}), result);
  assert.deepEqual(at({ tokens: 0, bytes: 1.2e12 }), result);
  assert.deepEqual(at({ tokens: 0, books: 3e6 }), result);
  assert.deepEqual(at({ tokens: 0 }), result, "what GPT-3 read, where nothing is asked");
  assert.deepEqual(Object.keys(at({})), Object.keys(result));
});

test("in English, words are read", () => {
  const { characters, words: count, reading } = at({ language: "en" });
  assert.equal(characters, 1.2e12);
  assert.equal(count, 1.2e12 / 5.81);
  assert.equal(reading.unit, "words");
  assert.ok(Math.abs(reading.years - 4949.9) < 0.1);
  assert.equal(reading.moment?.id, "pyramids");
});

test("a rate changes what hangs on it, and nothing else", () => {
  const [half, thick] = [at({ bytes_per_token: 2 }), at({ tokens_per_book: 200_000 })];
  assert.equal(half.bytes, result.bytes / 2);
  assert.equal(half.books, result.books);
  assert.equal(half.japanese.total_tokens, result.japanese.total_tokens * 2);
  assert.equal(thick.books, result.books / 2);
  assert.equal(thick.libraries[1]?.tokens, 2.6e11);
  assert.equal(thick.reading_years, result.reading_years);
});

test("books become the largest library that they fill, and pictures stay few", () => {
  const of = (/** @type {number} */ books) => pile(books, at({ tokens: 0, books }).libraries, 20);
  assert.deepEqual([of(1).library, of(1).pictures], [null, 1]);
  assert.deepEqual([of(3e6).library?.id, of(3e6).pictures.toFixed(2)], ["tokyo", "2.31"]);
  assert.equal(of(27_000).each, 10_000);
  for (let power = -5; power < 12; power += 0.1) {
    const { pictures: count } = of(10 ** power);
    assert.ok(count > 0 && count <= 20, String(count));
  }
  const drawn = pictures(of(3e6), 200, 20, { colours });
  assert.equal(drawn.tall, 23);
  assert.ok(drawn.marks.some(({ attributes }) => attributes["fill"] === "<sand-line>"), "what is not there of the last one is its shadow");
});

test("the part of a picture is what lies left of a line", () => {
  const square = /** @type {const} */ ([[0, 0], [1, 0], [1, 1], [0, 1]]);
  assert.deepEqual([...leftOf(square, 0.25)].sort(), [[0, 0], [0, 1], [0.25, 0], [0.25, 1]]);
  assert.deepEqual(leftOf(square, 1), square);
  assert.deepEqual(leftOf(square, -0.1), []);
});

test("texts beside the ladder are inside and on nothing, on every width, at every amount", () => {
  for (const reader of /** @type {const} */ (["ja", "en"])) {
    for (const [width, tall, size] of /** @type {const} */ ([[328, 544, 16], [700, 480, 16], [800, 700, 24]])) {
      for (const tokens of [1, 1e5, 3e11, 1.3e13, 1e17]) {
        const { placed, area } = layout(at({ tokens }), reader, width, tall, { size, measure: roughMeasure });
        for (const side of ["left", "right"]) {
          const own = placed.filter((one) => one.side === side);
          own.forEach((one, place) => {
            const next = own[place + 1];
            assert.ok(one.y >= -1 && one.y + one.tall <= tall + 1, `${one.id} at ${one.y}`);
            assert.ok(!next || one.y + one.tall <= next.y + 1e-6, `${one.id} on ${next?.id}`);
            const room = side === "left" ? area.left - size * (one.icon ? 2.9 : 1.2) : width - area.right - size * 1.2;
            for (const line of one.text) assert.ok(roughMeasure(line, size) <= room + 1 || !/\s|[ぁ-ん]/.test(line), `${line} in ${room} px`);
          });
        }
      }
    }
  }
  assert.deepEqual(apart([{ y: 10, tall: 20 }, { y: 12, tall: 20 }].map((one) => /** @type {any} */ (one)), 0, 100).map(({ y }) => y), [0, 20]);
});

test("bars hold all of a mix, side by side", () => {
  for (const { parts } of result.mixes) {
    for (const shares of [parts.map(({ share }) => share), parts.map(({ read }) => read)]) {
      const found = spans(shares, 10, 100);
      assert.equal(found[0]?.[0], 10);
      assert.ok(Math.abs((found.at(-1)?.[1] ?? 0) - 110) < 1e-9);
      found.slice(1).forEach(([from], place) => assert.equal(from, found[place]?.[1]));
    }
  }
  assert.deepEqual([0.8216, 0.0381, 0.006, 0.1108, 0.0011].map((share) => percentOf(share).replace("\u00a0", " ")), ["82 %", "3.8 %", "0.6 %", "11 %", "0.1 %"]);
});

test("one square of a thousand, and a bit of the next, is Japanese", () => {
  const filled = japanese(result, "ja", 900, pen, ja).marks.filter(({ name, attributes }) => name === "rect" && attributes["fill"] === "<current>");
  assert.equal(filled.length, 2);
});

test("sentences in both languages", () => {
  const found = pile(result.books, result.libraries, 20);
  const plain = (/** @type {string} */ text) => text.replaceAll("\u00a0", " ");
  assert.equal(plain(sentenceOf(params, result, found, ja)), "3,000億トークンは 1.2 TB、東大総合図書館 2.3館分。人が読むと 4,560年かかります。");
  assert.equal(plain(sentenceOf(params, result, found, en)), "300B tokens are 1.2 TB: 2.3 × UTokyo General Library, or 4,560 years of reading.");
  assert.match(sentenceOf({ ...params, picture: "japanese" }, result, found, en), /1\.3.TB.*300B/);
  assert.equal(spanOf(at({ tokens: 1e5 }).reading, en), "4.4 hours");
  assert.equal(spanOf(at({ tokens: 1e3 }).reading, en), "2.7 minutes");
  assert.equal(spanOf(at({ tokens: 1e7 }).reading, en), "56 days");
  assert.equal(livesOf(at({ tokens: 1e5 }).reading, en), "");
  assert.match(livesOf(result.reading, ja), /57回分.*大ピラミッド/);
});

test("every picture is drawn at every amount, without holes", () => {
  for (const say of [ja, en]) {
    for (const picture of /** @type {const} */ (["ladder", "mixes", "japanese"])) {
      for (const tokens of [1, 3e11, 1e17]) {
        const svg = drawCorpus({ ...params, picture, tokens }, at({ tokens }), say, { colours, font: "sans-serif", measure: roughMeasure });
        assert.equal(svg.match(/<svg\b/g)?.length, 1);
        assert.doesNotMatch(svg, /NaN|undefined|Infinity|null|href/);
      }
    }
    for (const width of [320, 1000]) assert.doesNotMatch(inFile([...ladder(result, "ja", width, 500, pen, say), ...mixes(result.mixes, "en", width, pen, say).marks, ...japanese(result, "en", width, pen, say).marks]).join(""), /NaN|undefined/);
  }
});
