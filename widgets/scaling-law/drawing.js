/** The picture as an SVG file. */

import { fixed } from "../shared/numbers.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { factsOf, lawName, partsOf, sentenceOf } from "./about.js";
import { drawChart } from "./chart.js";
import { writeQuantity } from "../shared/quantity.js";

const WIDTH = 1200;
const CHART = { width: 790, height: 520 };
const SIDE = MARGIN + CHART.width + 32;

/**
 * @param {import("./chart.js").Shown} shown
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawing(shown, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const { params, result } = shown;
  const sentence = sentenceOf(params, result, say);
  sheet.head(sentence);
  const top = sheet.y;
  const drawn = drawChart(shown, CHART.width, CHART.height, { size: SIZE, colours, measure }, say).marks;
  const room = WIDTH - MARGIN - SIDE;
  sheet.y += SIZE;
  for (const { label, formula, value } of partsOf(params, result, say)) sheet.write(`${label} ${formula}: ${value}`, SIDE, room);
  sheet.y += 8;
  for (const fact of factsOf(result, say)) sheet.write(fact, SIDE, room, { colour: colours["ink-soft"] });
  sheet.y += 8;
  sheet.write(say("laws"), SIDE, room, { bold: true });
  for (const { name, value } of result.compared) sheet.write(`${lawName(name, say)}: ${fixed(value, 3)}`, SIDE, room, { bold: name === params.law });
  if (params.picture === "iso-loss") sheet.write(say("key_plane", { flop: writeQuantity(result.compute, say("names")) }), SIDE, room, { colour: colours["ink-soft"] });
  sheet.put(drawn, MARGIN, top);
  return sheet.file(sentence, factsOf(result, say).join(" "), Math.max(sheet.y, top + CHART.height) + MARGIN);
}
