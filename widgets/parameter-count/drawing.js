/** The picture as an SVG file: the areas, and every part to the last digit. */

import { whole } from "../shared/numbers.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { node, text } from "../shared/svg.js";
import { areaOf, areas, paintOf } from "./areas.js";
import { facts, fileSentences, mendedSentence, notesOf, partNames, publishedOf, sentenceOf, share } from "./figures.js";

const WIDTH = 1200;
const CHART = { width: 560, height: 520 };
const SIDE = MARGIN + CHART.width + 32; // where the list begins

/**
 * @param {import("./types.js").Result} result
 * @param {string} looked
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawParameterCount(result, looked, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const sentence = sentenceOf(result, say);
  const names = partNames(say);
  sheet.head(sentence);
  const top = sheet.y;
  sheet.y += SIZE;
  const at = { each: SIDE + 268, count: SIDE + 338, total: SIDE + 478, share: WIDTH - MARGIN };
  const right = (/** @type {string} */ content, /** @type {number} */ x, bold = false) => sheet.parts.push(text(content, { x, y: sheet.y, "font-size": SIZE, "font-weight": bold ? 700 : 400, "text-anchor": "end", fill: colours.ink }));
  for (const { name, each, count, total } of result.parts) {
    sheet.parts.push(node("rect", { x: SIDE, y: sheet.y - 12, width: 14, height: 14, rx: 3, fill: colours[paintOf(name)[0]], stroke: name === looked ? colours.ink : colours.edge, "stroke-width": name === looked ? 2 : 1 }));
    sheet.parts.push(text(names[name] ?? name, { x: SIDE + 22, y: sheet.y, "font-size": SIZE, fill: colours.ink, "font-weight": name === looked ? 700 : 400 }));
    right(whole(each), at.each);
    right(`× ${whole(count)}`, at.count);
    right(whole(total), at.total);
    right(share(total / result.total), at.share);
    sheet.y += 25;
  }
  sheet.parts.push(node("line", { x1: SIDE, x2: WIDTH - MARGIN, y1: sheet.y - 16, y2: sheet.y - 16, stroke: colours.edge, "stroke-width": 2 }));
  sheet.y += 6;
  sheet.parts.push(text(say("sum"), { x: SIDE + 22, y: sheet.y, "font-size": SIZE, "font-weight": 700, fill: colours.ink }));
  right(whole(result.total), at.total, true);
  sheet.y += 30;
  const room = WIDTH - MARGIN - SIDE;
  for (const { sentence: said, source, right: same } of publishedOf(result, say)) sheet.write(`${same === null ? "" : same ? "✓ " : "✗ "}${said} ${source}`, SIDE, room);
  for (const said of [...fileSentences(result, say), mendedSentence(result, say), ...notesOf(result, say)]) if (said) sheet.write(said, SIDE, room);
  sheet.y += 6;
  for (const { name, figure } of facts(result, say)) sheet.write(`${name}: ${figure}`, SIDE, room, { colour: colours["ink-soft"] });
  sheet.put(areas(result, looked, areaOf(CHART.width, CHART.height, SIZE), { size: SIZE, colours, measure }, say), MARGIN, top);
  return sheet.file(sentence, result.parts.map(({ name, total }) => `${names[name]} ${whole(total)}`).join(", "), Math.max(sheet.y, top + CHART.height) + MARGIN);
}
