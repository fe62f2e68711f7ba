/** The picture as an SVG file. */

import { inFile } from "../shared/marks.js";
import { fixed } from "../shared/numbers.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { factsOf, lawName, partsOf, sentenceOf } from "./about.js";
import { drawChart } from "./chart.js";
import { writeQuantity } from "../shared/quantity.js";

const WIDTH = 1200;
const MARGIN = 32;
const CHART = { width: 790, height: 520 };
const SIDE = MARGIN + CHART.width + 32;
const SIZE = 16;

/**
 * @param {import("./chart.js").Shown} shown
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawing(shown, say, { colours, measure, font }) {
  const { params, result } = shown;
  const sentence = sentenceOf(params, result, say);
  let y = MARGIN + 18;
  /** @type {string[]} */
  const parts = [];
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  written(sentence, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  const top = y;
  const drawn = inFile(drawChart(shown, CHART.width, CHART.height, { size: SIZE, colours, measure }, say).marks);
  const room = WIDTH - MARGIN - SIDE;
  y += SIZE;
  for (const { label, formula, value } of partsOf(params, result, say)) written(`${label} ${formula}: ${value}`, SIDE, room);
  y += 8;
  for (const fact of factsOf(result, say)) written(fact, SIDE, room, { colour: colours["ink-soft"] });
  y += 8;
  written(say("laws"), SIDE, room, { bold: true });
  for (const { name, value } of result.compared) written(`${lawName(name, say)}: ${fixed(value, 3)}`, SIDE, room, { bold: name === params.law });
  if (params.picture === "iso-loss") written(say("key_plane", { flop: writeQuantity(result.compute, say("names")) }), SIDE, room, { colour: colours["ink-soft"] });
  const tall = Math.ceil(Math.max(y, top + CHART.height) + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(factsOf(result, say).join(" "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    node("g", { transform: `translate(${MARGIN} ${top})` }, ...drawn),
  );
}
