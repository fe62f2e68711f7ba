/** The picture as an SVG file: the areas, and every part to the last digit. */

import { inFile } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { areaOf, areas, paintOf } from "./areas.js";
import { facts, fileSentences, mendedSentence, notesOf, partNames, publishedOf, sentenceOf, share } from "./figures.js";

const WIDTH = 1200;
const MARGIN = 32;
const SIZE = 16;
const CHART = { width: 560, height: 520 };
const SIDE = MARGIN + CHART.width + 32; // where the list begins

/**
 * @param {import("./types.js").Result} result
 * @param {string} looked
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawParameterCount(result, looked, say, { colours, font, measure }) {
  const sentence = sentenceOf(result, say);
  const names = partNames(say);
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 18;
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  written(sentence, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  const top = y;
  y += SIZE;
  const at = { each: SIDE + 268, count: SIDE + 338, total: SIDE + 478, share: WIDTH - MARGIN };
  const right = (/** @type {string} */ content, /** @type {number} */ x, bold = false) => parts.push(text(content, { x, y, "font-size": SIZE, "font-weight": bold ? 700 : 400, "text-anchor": "end", fill: colours.ink }));
  for (const { name, each, count, total } of result.parts) {
    parts.push(node("rect", { x: SIDE, y: y - 12, width: 14, height: 14, rx: 3, fill: colours[paintOf(name)[0]], stroke: name === looked ? colours.ink : colours.edge, "stroke-width": name === looked ? 2 : 1 }));
    parts.push(text(names[name] ?? name, { x: SIDE + 22, y, "font-size": SIZE, fill: colours.ink, "font-weight": name === looked ? 700 : 400 }));
    right(whole(each), at.each);
    right(`× ${whole(count)}`, at.count);
    right(whole(total), at.total);
    right(share(total / result.total), at.share);
    y += 25;
  }
  parts.push(node("line", { x1: SIDE, x2: WIDTH - MARGIN, y1: y - 16, y2: y - 16, stroke: colours.edge, "stroke-width": 2 }));
  y += 6;
  parts.push(text(say("sum"), { x: SIDE + 22, y, "font-size": SIZE, "font-weight": 700, fill: colours.ink }));
  right(whole(result.total), at.total, true);
  y += 30;
  const room = WIDTH - MARGIN - SIDE;
  for (const { sentence: said, source, right: same } of publishedOf(result, say)) written(`${same === null ? "" : same ? "✓ " : "✗ "}${said} ${source}`, SIDE, room);
  for (const said of [...fileSentences(result, say), mendedSentence(result, say), ...notesOf(result, say)]) if (said) written(said, SIDE, room);
  y += 6;
  for (const { name, figure } of facts(result, say)) written(`${name}: ${figure}`, SIDE, room, { colour: colours["ink-soft"] });
  const tall = Math.ceil(Math.max(y, top + CHART.height) + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(result.parts.map(({ name, total }) => `${names[name]} ${whole(total)}`).join(", "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    node("g", { transform: `translate(${MARGIN} ${top})` }, ...inFile(areas(result, looked, areaOf(CHART.width, CHART.height, SIZE), { size: SIZE, colours, measure }, say))),
  );
}
