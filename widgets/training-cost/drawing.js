/** The picture as an SVG file. */

import { inFile } from "../shared/marks.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { chart } from "./chart.js";
import { equations, facts, sentenceOf } from "./figures.js";
import { six, told } from "./six.js";

const WIDTH = 1200;
const MARGIN = 32;
const SIZE = 16;
const GAP = 40;

/**
 * @param {import("./types.js").TrainingCostData} data
 * @param {number | null} place of the six operations; null: days and money
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawTrainingCost({ params, result }, place, say, { colours, measure, font }) {
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 18;
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  const title = place === null ? sentenceOf(params, result, say) : told(place, say);
  written(title, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  y += 4;
  const top = y;
  const [product = "", division = ""] = equations(params, result, say);
  const pen = { size: SIZE, colours, measure };
  const wide = place === null ? 760 : WIDTH - 2 * MARGIN;
  const drawn = place === null ? chart(params, result, wide, pen, say) : six(place, product, wide, pen, say);
  if (place === null) {
    const side = MARGIN + wide + GAP;
    const room = WIDTH - MARGIN - side;
    y += SIZE;
    for (const { name, figure, note } of facts(params, result, say)) {
      y += SIZE;
      written(name, side, room, { colour: colours["ink-soft"] });
      y += 6;
      written(figure, side, room, { size: 22, bold: true });
      written(note, side, room);
    }
  }
  const tall = Math.ceil(Math.max(y, top + drawn.tall) + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(title)),
    node("desc", { id: "desc" }, escape([product, division].join(" "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    node("g", { transform: `translate(${MARGIN} ${top})` }, ...inFile(drawn.marks)),
  );
}
