/** The picture as an SVG file. */

import { inFile } from "../shared/marks.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { writeQuantity } from "../shared/quantity.js";
import { pile } from "./icons.js";
import { japanese } from "./japanese.js";
import { ladder } from "./ladder.js";
import { mixes } from "./mixes.js";
import { pictures } from "./pictures.js";
import { figuresOf, livesOf, pileOf, sentenceOf, spanOf } from "./said.js";

const WIDTH = 1200;
const MARGIN = 32;
const LADDER = { width: 720, height: 560 };
const SIDE = MARGIN + LADDER.width + 40;
const SIZE = 16;

/**
 * @param {import("./types.js").Params} params
 * @param {import("./types.js").Result} result
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawCorpus(params, result, say, { colours, measure, font }) {
  const reader = say("names") === "ja" ? "ja" : "en";
  const pen = { size: SIZE, colours, measure };
  const found = pile(result.books, result.libraries, 20);
  const sentence = sentenceOf(params, result, found, say);
  let y = MARGIN + 18;
  /** @type {string[]} */
  const parts = [];
  const write = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.45;
    }
  };
  write(sentence, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  const top = y;
  let bottom = top;
  if (params.picture === "ladder") {
    bottom = top + LADDER.height;
    parts.push(node("g", { transform: `translate(${MARGIN} ${top})` }, ...inFile(ladder(result, reader, LADDER.width, LADDER.height, pen, say))));
    const room = WIDTH - MARGIN - SIDE;
    y = top + SIZE * 1.5;
    for (const [label, figure] of figuresOf(result, say)) write(`${label}  ${figure}`, SIDE, room, { bold: true });
    y += SIZE;
    write(pileOf(result, found, say), SIDE, room, { bold: true });
    const drawn = pictures(found, room, 30, { colours });
    parts.push(node("g", { transform: `translate(${SIDE} ${y - SIZE * 0.6})` }, ...inFile(drawn.marks)));
    y += drawn.tall + SIZE;
    write(spanOf(result.reading, say), SIDE, room, { size: 22, bold: true });
    const { reading } = result;
    write(reading.unit === "words" ? say("reading_words", { speed: reading.per_minute, hours: reading.hours }) : say("reading_characters", { speed: reading.per_minute, hours: reading.hours }), SIDE, room);
    write(livesOf(reading, say), SIDE, room);
    y += SIZE;
    write(say("assumed", { bytes: params.bytes_per_token, tokens: writeQuantity(params.tokens_per_book, reader) }), SIDE, room, { colour: colours["ink-soft"] });
  } else {
    const drawn = params.picture === "mixes" ? mixes(result.mixes, reader, WIDTH - 2 * MARGIN, pen, say) : japanese(result, reader, WIDTH - 2 * MARGIN, pen, say);
    bottom = top + drawn.tall;
    parts.push(node("g", { transform: `translate(${MARGIN} ${top})` }, ...inFile(drawn.marks)));
  }
  const tall = Math.ceil(Math.max(y, bottom) + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(figuresOf(result, say).map((pair) => pair.join(" ")).join(", "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}
