/** The picture as an SVG file. */

import { writeQuantity } from "../shared/quantity.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { pile } from "./icons.js";
import { japanese } from "./japanese.js";
import { ladder } from "./ladder.js";
import { mixes } from "./mixes.js";
import { pictures } from "./pictures.js";
import { figuresOf, livesOf, pileOf, sentenceOf, spanOf } from "./said.js";

const WIDTH = 1200;
const LADDER = { width: 720, height: 560 };
const SIDE = MARGIN + LADDER.width + 40;

/**
 * @param {import("./types.js").Params} params
 * @param {import("./types.js").Result} result
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawCorpus(params, result, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink, 1.45);
  const reader = say("names") === "ja" ? "ja" : "en";
  const pen = { size: SIZE, colours, measure };
  const found = pile(result.books, result.libraries, 20);
  const sentence = sentenceOf(params, result, found, say);
  sheet.head(sentence);
  const top = sheet.y;
  let bottom = top;
  if (params.picture === "ladder") {
    bottom = top + LADDER.height;
    sheet.put(ladder(result, reader, LADDER.width, LADDER.height, pen, say), MARGIN, top);
    const room = WIDTH - MARGIN - SIDE;
    sheet.y = top + SIZE * 1.5;
    for (const [label, figure] of figuresOf(result, say)) sheet.write(`${label}  ${figure}`, SIDE, room, { bold: true });
    sheet.y += SIZE;
    sheet.write(pileOf(result, found, say), SIDE, room, { bold: true });
    const drawn = pictures(found, room, 30, { colours });
    sheet.put(drawn.marks, SIDE, sheet.y - SIZE * 0.6);
    sheet.y += drawn.tall + SIZE;
    sheet.write(spanOf(result.reading, say), SIDE, room, { size: 22, bold: true });
    const { reading } = result;
    sheet.write(reading.unit === "words" ? say("reading_words", { speed: reading.per_minute, hours: reading.hours }) : say("reading_characters", { speed: reading.per_minute, hours: reading.hours }), SIDE, room);
    sheet.write(livesOf(reading, say), SIDE, room);
    sheet.y += SIZE;
    sheet.write(say("assumed", { bytes: params.bytes_per_token, tokens: writeQuantity(params.tokens_per_book, reader) }), SIDE, room, { colour: colours["ink-soft"] });
  } else {
    const drawn = params.picture === "mixes" ? mixes(result.mixes, reader, WIDTH - 2 * MARGIN, pen, say) : japanese(result, reader, WIDTH - 2 * MARGIN, pen, say);
    bottom = top + drawn.tall;
    sheet.put(drawn.marks, MARGIN, top);
  }
  return sheet.file(sentence, figuresOf(result, say).map((pair) => pair.join(" ")).join(", "), Math.max(sheet.y, bottom) + MARGIN);
}
