/** Japanese text: the corpora and their sum, the sum beside what one model read, and the Japanese in GPT-3's data. */

import { mark } from "../shared/marks.js";
import { writeBytes, writeQuantity } from "../shared/quantity.js";
import { lines } from "../shared/svg.js";
import { percentOf } from "./mixes.js";

/** @typedef {import("./types.js").Lang} Lang */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */

const SQUARES = 1000;

/**
 * @param {Result} result
 * @param {Lang} reader
 * @param {number} width px
 * @param {Pen} pen
 * @param {import("../shared/picture.js").Say} say
 * @returns {{marks: Mark[], tall: number}}
 */
export function japanese(result, reader, width, pen, say) {
  const { size } = pen;
  const beside = width > 46 * size;
  const own = beside ? width * 0.56 : width;
  const corpora = drawCorpora(result, reader, own, pen, say);
  const grid = drawShare(result, reader, beside ? own + size * 2 : 0, beside ? 0 : corpora.tall + size, beside ? width - own - size * 2 : width, pen, say);
  return { marks: [...corpora.marks, ...grid.marks], tall: Math.max(corpora.tall, grid.bottom) };
}

/**
 * @param {Result} result
 * @param {Lang} reader
 * @param {number} width
 * @param {Pen} pen
 * @param {import("../shared/picture.js").Say} say
 */
function drawCorpora({ japanese: { rows, total_bytes, total_tokens, once_bytes }, landmarks }, reader, width, { size, colours, measure }, say) {
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours.ink, ...more }, content);
  /** @type {Mark[]} */
  const marks = [];
  let y = size * 1.2;
  const write = (/** @type {string} */ said, bold = false, fill = colours.ink) => {
    for (const line of lines(said, width, size, measure, bold)) {
      marks.push(word(line, { x: 0, y, "font-weight": bold ? 700 : 400, fill }));
      y += size * 1.35;
    }
  };
  write(say("corpora_title"), true);
  y += size * 0.5;
  const names = Math.max(...rows.map(({ name }) => measure(name, size)), measure(say("sum"), size, true)) + size;
  const numbers = measure("1.26 TB", size, true) + size;
  const narrow = width < 36 * size; // then a bar lies under its name
  const [left, track] = narrow ? [0, width] : [names, width - names - numbers];
  let sum = 0;
  for (const row of rows) {
    const [from, to] = [sum, sum + row.bytes].map((bytes) => left + (track * bytes) / total_bytes);
    sum += row.bytes;
    marks.push(
      word(row.name, { x: 0, y }),
      mark("rect", { x: from, y: narrow ? y + size * 0.4 : y - size * 1, width: Math.max(2, (to ?? 0) - (from ?? 0)), height: narrow ? size * 0.8 : size * 1.4, fill: row.again ? colours["sand-sunk"] : colours.other, stroke: row.again ? colours.cut : colours.other, "stroke-dasharray": row.again ? "4 3" : undefined }),
      word(writeBytes(row.bytes), { x: width, y, "text-anchor": "end" }),
    );
    y += size * (narrow ? 2.6 : 1.9);
  }
  marks.push(
    mark("line", { x1: 0, x2: width, y1: y - size * 1.15, y2: y - size * 1.15, stroke: colours.edge }),
    word(say("sum"), { x: 0, y: y + size * 0.2, "font-weight": 700 }),
    word(writeBytes(total_bytes), { x: width, y: y + size * 0.2, "text-anchor": "end", "font-weight": 700 }),
    word(say("about_tokens", { tokens: writeQuantity(total_tokens, reader) }), { x: narrow ? width : names, y: y + size * (narrow ? 1.55 : 0.2), "font-weight": 700, "text-anchor": narrow ? "end" : "start" }),
  );
  y += size * (narrow ? 3.1 : 1.9);
  write(say("once", { bytes: writeBytes(once_bytes) }), false, colours["ink-soft"]);
  y += size * 0.5;
  const model = landmarks.find(({ id }) => id === "llama-2");
  if (model) {
    write(say("beside_model", { name: model.names[reader], tokens: writeQuantity(model.tokens, reader) }), true);
    const share = Math.min(1, total_tokens / model.tokens);
    marks.push(
      mark("rect", { x: 0, y: y - size * 0.7, width, height: size * 1.6, fill: colours["sand-sunk"], stroke: colours.edge }),
      mark("rect", { x: 0, y: y - size * 0.7, width: width * share, height: size * 1.6, fill: colours.other }),
      word(say("all_japanese", { share: percentOf(total_tokens / model.tokens) }), { x: Math.min(width * share + size * 0.5, width - measure(say("all_japanese", { share: percentOf(share) }), size)), y: y + size * 0.45 }),
    );
    y += size * 2;
  }
  return { marks, tall: y };
}

/**
 * A thousand squares, of which the Japanese words of GPT-3's data are filled.
 * @param {Result} result
 * @param {Lang} reader
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {Pen} pen
 * @param {import("../shared/picture.js").Say} say
 */
function drawShare({ japanese: { share_words, share_characters, characters, books }, libraries }, reader, left, top, width, { size, colours, measure }, say) {
  /** @type {Mark[]} */
  const marks = [];
  let y = top + size * 1.2;
  const write = (/** @type {string} */ said, bold = false, fill = colours.ink) => {
    for (const line of lines(said, width, size, measure, bold)) {
      marks.push(mark("text", { x: left, y, "font-size": size, "font-weight": bold ? 700 : 400, fill }, line));
      y += size * 1.35;
    }
  };
  write(say("share_title", { share: `${(share_words * 100).toFixed(2)}\u00a0%` }), true);
  const columns = 40;
  const step = Math.min(width / columns, size * 0.72);
  const side = step * 0.78;
  const filled = share_words * SQUARES;
  y -= size * 0.7;
  for (let place = 0; place < SQUARES; place += 1) {
    const [x, at] = [left + (place % columns) * step, y + Math.floor(place / columns) * step];
    marks.push(mark("rect", { x, y: at, width: side, height: side, fill: colours["seq-1"] }));
    const part = Math.min(1, filled - place);
    if (part > 0) marks.push(mark("rect", { x, y: at, width: side * part, height: side, fill: colours.current, stroke: colours.current, "stroke-width": place ? 0 : 1.5 }));
  }
  y += Math.ceil(SQUARES / columns) * step + size * 1.3;
  const school = libraries.find(({ id }) => id === "school");
  write(say("share_words", { words: filled.toFixed(1), characters: (share_characters * SQUARES).toFixed(1) }));
  write(say("share_books", { characters: writeQuantity(characters, reader), books: writeQuantity(books, reader, 2), share: percentOf(books / (school?.books ?? books)) }));
  return { marks, bottom: y };
}
