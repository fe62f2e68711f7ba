import assert from "node:assert/strict";
import { test } from "node:test";

import { apart, columnsOf, rowAt } from "../attention-map/columns.js";
import { drawing } from "../attention-map/drawing.js";
import { hold } from "../attention-map/holding.js";
import { cellAt, layOut, layOutLarge, smallerThan } from "../attention-map/layout.js";
import { swatches } from "../attention-map/legend.js";
import { stroke } from "../attention-map/painting.js";
import { brief, colourOf, divergingStep, levelled, limitOf, linesOf, nameOf, sheetOf, strongest, textColourOf, written } from "../attention-map/sheet.js";
import { columned, rowed } from "../attention-map/strip-layout.js";
import { roughMeasure } from "../shared/svg.js";
import { model } from "./fixtures/model.js";

/** @typedef {import("../attention-map/types.js").Difference} Difference */
/** @typedef {import("../attention-map/types.js").Look} Look */
/** @typedef {import("../attention-map/types.js").Token} Token */

/** @param {string} text @param {number} id @returns {Token} */
const token = (text, id) => ({ id, text, bytes: "", partial: false, special: false, start: 0, end: 1 });

/** @param {readonly string[]} words @param {number[][]} weights @param {"decoder" | "encoder"} kind @returns {Look} */
function look(words, weights, kind = "decoder") {
  return {
    text: words.join(""),
    model: model({ kind }),
    tokens: words.map((word, place) => token(word, place)),
    unknown: 0,
    layers: 2,
    heads: 2,
    token_limit: 256,
    query: null,
    key: null,
    shown: { matrix: "head", layer: 1, head: 0, chosen_by: "asked" },
    weights,
    overview: null,
    labels: null,
    link: null,
    token: null,
  };
}

const decoder = look(["a", " b", " c"], [[1, 0, 0], [0.7, 0.3, 0], [0.002, 0.5, 0.498]]);
const other = { ...decoder, tokens: [token("a", 0), token(" x", 9), token(" c", 2)] };
/** @type {Difference} */
const difference = { pairs: [[0, 0], [1, 1], [2, 2]], weights: [[0, 0, 0], [-0.42, 0.42, 0], [0.1, 0, -0.1]], largest: { pair_query: 1, pair_key: 0, value: -0.42 } };

test("a decoder's later keys are masked, an encoder's are not", () => {
  assert.deepEqual([[0, 1], [1, 1], [1, 0]].map(([query = 0, key = 0]) => sheetOf(decoder).masked(query, key)), [true, false, false]);
  assert.equal(sheetOf(look(["a", "b"], [[0.5, 0.5], [0.5, 0.5]], "encoder")).masked(0, 1), false);
});

test("a difference has the tokens of both texts where they differ, and says positions of A", () => {
  const sheet = sheetOf(decoder, { ...difference, pairs: [[0, 0], [2, 1]], weights: [[0, 0], [0.3, 0]] }, other);
  assert.deepEqual(sheet.tokens.map(nameOf), ["a", "␣c / ␣x"]);
  assert.deepEqual(sheet.positions, [0, 2]);
  assert.equal(sheet.limit, 0.3);
  assert.equal(sheetOf(decoder, difference, decoder).tokens[1]?.length, 1);
});

test("the scale of differences reaches as far as the differences, and its middle is nothing", () => {
  assert.deepEqual([[[0]], [[0.004]], [[-0.21, 0.1]], [[0.61]], [[-0.9]]].map(limitOf), [0.01, 0.01, 0.3, 0.75, 1]);
  assert.deepEqual([-2, -0.5, -0.05, 0, 0.01, 0.2, 0.5].map((value) => divergingStep(value, 0.5)), [-3, -3, -1, 0, 0, 2, 3]);
  assert.ok(Object.is(divergingStep(-0.01, 1), 0));
});

test("every number has a colour, and text a colour to be read on it", () => {
  const weights = { difference: false, limit: 1 };
  assert.deepEqual([0, 0.0039, 0.0625, 1, 2, -1].map((value) => colourOf(weights, value)), ["seq-0", "seq-0", "seq-2", "seq-8", "seq-8", "seq-0"]);
  assert.equal(textColourOf(weights, 0.5), "seq-6-text");
  const scale = { difference: true, limit: 0.5 };
  assert.deepEqual([-0.5, 0, 0.2].map((value) => colourOf(scale, value)), ["div-minus-3", "div-zero", "div-plus-2"]);
  assert.deepEqual([-0.5, 0.05].map((value) => textColourOf(scale, value)), ["on-strong", "ink"]);
});

test("the legend names what its colours stand for", () => {
  const labels = (/** @type {{difference: boolean, limit: number}} */ scale) => swatches(scale).map(({ label }) => label).filter(Boolean);
  assert.deepEqual(labels({ difference: false, limit: 1 }), ["0", "0.06", "0.25", "0.56", "1"]);
  assert.deepEqual(labels({ difference: true, limit: 0.3 }), ["−0.3", "0", "+0.3"]);
  const colours = swatches({ difference: false, limit: 1 }).map(({ colour }) => colour);
  assert.deepEqual(colours, [0, 1, 2, 3, 4, 5, 6, 7, 8].map((step) => `seq-${step}`));
  assert.equal(new Set(swatches({ difference: true, limit: 0.3 }).map(({ colour }) => colour)).size, 7);
});

test("numbers as words under a picture and in its cells", () => {
  assert.deepEqual([0, 0.003, 0.676, 1].map((value) => written(value).replace("\u200a", " ")), ["0.00", "< 0.01", "0.68", "1.00"]);
  assert.deepEqual([0.676, 1, 0.05].map((value) => brief(value)), [".68", "1", ".05"]);
  assert.deepEqual([-0.42, 0.1, -0.001, 0].map((value) => written(value, true)), ["−0.42", "+0.10", "0.00", "0.00"]);
  assert.equal(brief(-0.42, true), "−.42");
});

test("what a token looks at most, and by whom it is looked at most", () => {
  const sheet = sheetOf(decoder);
  assert.deepEqual(strongest(sheet, { query: 2 }, 2).map(({ key }) => key), [1, 2]);
  assert.deepEqual(strongest(sheet, { key: 0 }, 9).map(({ query }) => query), [0, 1, 2]);
  assert.deepEqual(strongest(sheetOf(decoder, difference, other), { query: 1 }, 9).map(({ value }) => value), [-0.42, 0.42]);
});

test("lines: the strongest lie on top, masked ones are none, and it is said from where on they are drawn", () => {
  const all = linesOf(sheetOf(decoder), null, null);
  assert.equal(all.total, 6);
  assert.equal(all.least, 0.01);
  assert.deepEqual(all.lines.map(({ value }) => value), [0.3, 0.498, 0.5, 0.7, 1]);
  assert.deepEqual(linesOf(sheetOf(decoder), 1, null).lines.map(({ key }) => key), [1, 0]);
  assert.deepEqual(linesOf(sheetOf(decoder), null, 0).lines.map(({ query }) => query), [1, 0], "0.002 has no number in two decimals");
  const even = look(Array(30).fill("x"), Array(30).fill(Array(30).fill(0.04)), "encoder");
  const { lines, least } = linesOf(sheetOf(even), null, null);
  assert.deepEqual([lines.length, least], [0, 0.05], "too many lines say nothing");
});

test("the grid holds together at every size", () => {
  for (const size of [16, 24]) {
    for (const count of [1, 2, 3, 7, 16, 40, 41, 113, 256]) {
      for (const width of [280, 440, 860, 1400]) {
        for (const height of [0, 260, 500]) {
          const labels = Array.from({ length: count }, (_, place) => 10 + ((place * 37) % 90));
          const grid = layOut({ labels, width, height, size, number: 2.4 * size });
          const about = JSON.stringify({ size, count, width, height, grid });
          assert.ok(Object.values(grid).every((value) => typeof value === "boolean" || Number.isFinite(value)), about);
          assert.ok(grid.cellWidth > 0 && grid.cellHeight > 0, about);
          assert.ok(grid.width <= width + 1, about);
          assert.ok(grid.rowEvery * grid.cellHeight >= size, "labels of rows do not touch " + about);
          assert.ok(grid.columnEvery * grid.cellWidth >= size, "nor of columns " + about);
          if (count <= 40) assert.equal(grid.rowEvery, 1, "every token has its label " + about);
          if (height && count > 40) assert.ok(grid.height <= height + count + 30, about);
        }
      }
    }
  }
});

test("letters are as large as room allows, never smaller than usual", () => {
  const about = { labels: Array(8).fill(3), width: 900, sizes: [24, 20, 16], number: 1.5 };
  assert.equal(layOutLarge({ ...about, height: 600 }).size, 24);
  assert.equal(layOutLarge({ ...about, height: 300 }).size, 20);
  assert.equal(layOutLarge({ ...about, height: 200 }).size, 16);
});

test("letters for a hall become smaller before a picture becomes too high, but stay readable", () => {
  assert.deepEqual(smallerThan(24).map(Math.round), [22, 19, 18]);
  assert.deepEqual(smallerThan(16), []);
  const about = { labels: Array(16).fill(3), width: 400, sizes: [36, 24], smaller: smallerThan(24), number: 1.5 };
  assert.equal(layOutLarge({ ...about, height: 560 }).size, 24);
  const low = layOutLarge({ ...about, height: 400 });
  assert.ok(low.size < 24 && low.size >= 16 && low.height <= 400);
});

test("matrices stand level where two texts are mostly the same", () => {
  const levels = levelled({ ...decoder, b: other, difference });
  assert.deepEqual(levels?.all.map((sheet) => sheet.difference), [false, false, true]);
  assert.deepEqual([levels?.both.length, levels?.apart[1]?.difference], [2, true]);
  assert.equal(levelled({ ...decoder, b: other, difference: { ...difference, pairs: difference.pairs.slice(0, 2) } }), null);
  assert.equal(levelled({ ...decoder, b: null, difference: null }), null);
});

test("a strip stays in its width, whichever way its tokens run", () => {
  const wide = (/** @type {string} */ text) => 9 * text.length;
  for (const rows of [4, 6, 9, 30]) {
    const about = { tokens: decoder.tokens, values: Array.from({ length: rows }, () => [1, 0, 0]), first: "all", letter: "L", width: 300, height: 400, pitch: 0 };
    const across = rowed(about, 16, wide).grid;
    assert.ok(across.left + about.tokens.length * across.key <= 300 && across.top + rows * across.row + across.apart <= 400);
    const down = columned({ ...about, pitch: 20 }, 16, wide);
    assert.ok(down.grid.left + rows * down.grid.row + down.grid.apart + down.overhang <= 300, `${rows} columns`);
    assert.equal(down.grid.key, 20);
  }
});

test("a point finds its row and column, and the token whose label leans over it", () => {
  const grid = { left: 100, top: 80, cellWidth: 40, cellHeight: 20, angle: 45, rowEvery: 1, columnEvery: 1, numbers: true, width: 300, height: 160 };
  assert.deepEqual(cellAt(grid, 4, 145, 105), { query: 1, key: 1 });
  assert.deepEqual(cellAt(grid, 4, 20, 139), { query: 2, key: null });
  assert.deepEqual(cellAt(grid, 4, 150, 50), { query: null, key: 0 }, "down along the label");
  assert.deepEqual(cellAt(grid, 4, 20, 20), { query: null, key: null });
  assert.deepEqual(cellAt(grid, 4, 262, 90), { query: null, key: null }, "right of the cells");
  assert.deepEqual(cellAt(grid, 4, 150, 170), { query: null, key: null }, "below");
});

test("two columns: every row is found where it stands, and labels keep apart", () => {
  for (const [count, height] of [[5, 400], [16, 400], [113, 500], [256, 500]]) {
    const columns = columnsOf({ labels: Array(count).fill(4), width: 700, height: height ?? 0, sizes: [20, 16], number: 2 });
    assert.ok(columns.start < columns.end);
    for (const place of [0, (count ?? 0) - 1]) assert.equal(rowAt(columns, count ?? 0, columns.top + (place + 0.5) * columns.pitch), place);
    assert.equal(rowAt(columns, count ?? 0, 0), null);
    const rows = apart(count ?? 0, columns, (place) => (place === 3 ? 1 : 0)).sort((a, b) => a - b);
    assert.ok(rows.includes(3), "what matters most has its label");
    for (const [at, row] of rows.entries()) if (at) assert.ok((row - (rows[at - 1] ?? 0)) * columns.pitch >= columns.line - 0.1);
  }
});

test("a larger weight is a wider and stronger line", () => {
  const columns = columnsOf({ labels: [4, 4], width: 700, height: 400, sizes: [16], number: 2 });
  const [weak, strong] = [0.1, 0.9].map((value) => stroke({ query: 0, key: 1, value }, columns));
  assert.ok(weak && strong && weak.width < strong.width && weak.opacity < strong.opacity);
});

test("a click locks, the same click again lets go", () => {
  /** @type {unknown[]} */
  const told = [];
  const hands = { point: () => {}, lock: (/** @type {unknown[]} */ ...what) => void told.push(what) };
  hold(hands, { query: 1, key: 2, locked: false }, 1, 2);
  hold(hands, { query: 1, key: 2, locked: true }, 1, 2);
  hold(hands, { query: 1, key: 2, locked: true }, 1, null);
  hold(hands, { query: 1, key: 2, locked: true }, null, null);
  assert.deepEqual(told, [[1, 2], [null, null], [1, null]]);
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const say = (/** @type {string} */ key) => key + " <b>&";
  const wild = { ...decoder, tokens: [token("</svg>", 0), token('<script>"\u0000', 1), token("c", 2)] };
  for (const picture of /** @type {const} */ (["heatmap", "lines", "token"])) {
    for (const focus of [{ query: null, key: null, locked: false }, { query: 2, key: 1, locked: true }, { query: 1, key: null, locked: true }, { query: null, key: 0, locked: true }]) {
      const panels = [{ title: "<i>", look: wild, focus }, { title: "B", look: decoder, focus }, { title: "B − A", look: wild, focus, difference, second: other }];
      for (const seen of [panels, panels.slice(0, 1)]) {
        const svg = drawing({ sentence: "<b>&", picture, panels: seen }, say, { colours, font: "sans-serif", measure: roughMeasure });
        assert.equal(svg.match(/<svg\b/g)?.length, 1);
        assert.equal(svg.match(/<\/svg>/g)?.length, 1);
        assert.doesNotMatch(svg, /<script|<b>|<i>|NaN|undefined|Infinity|href|\u0000/);
        const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
        assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
      }
    }
  }
});
