/** The picture as an SVG file, and the signs of its legend. */

import { inFile, mark } from "../shared/marks.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { writeQuantity } from "../shared/quantity.js";
import { chart, frame } from "./chart.js";
import { factsOf, sentenceOf } from "./figures.js";

/** @typedef {import("../shared/marks.js").Mark} Mark */

const WIDTH = 1200;
const MARGIN = 32;
const CHART = { width: WIDTH - 2 * MARGIN, height: 520 };
const SIZE = 16;

/** What the legend explains. */
export const KEYS = /** @type {const} */ (["key_token", "key_exact", "key_measured_token", "key_measured_exact", "key_predicted", "key_rise", "key_unseen"]);

/**
 * A sign of the legend, 24 × 16 px.
 * @param {typeof KEYS[number]} key
 * @param {import("../shared/picture.js").Colours} colours
 * @returns {Mark[]}
 */
export function keyMarks(key, colours) {
  const square = { x: 6, y: 2, width: 12, height: 12 };
  switch (key) {
    case "key_token":
      return [mark("line", { x1: 0, x2: 24, y1: 8, y2: 8, stroke: colours.other, "stroke-width": 3 })];
    case "key_exact":
      return [mark("line", { x1: 0, x2: 24, y1: 8, y2: 8, stroke: colours.current, "stroke-width": 3 })];
    case "key_measured_token":
      return [mark("circle", { cx: 12, cy: 8, r: 6.5, fill: colours.other })];
    case "key_measured_exact":
      return [mark("rect", { ...square, fill: colours.current })];
    case "key_predicted":
      return [mark("rect", { ...square, fill: colours["sand-raised"], stroke: colours.current, "stroke-width": 2, "stroke-dasharray": "3 2" })];
    case "key_rise":
      return [mark("rect", { x: 0, y: 0, width: 24, height: 16, fill: colours["chosen-tint"], stroke: colours.edge })];
    case "key_unseen":
      return [mark("rect", { x: 0, y: 0, width: 24, height: 16, fill: colours.cut, "fill-opacity": 0.4, stroke: colours.edge })];
  }
}

/**
 * @param {import("./types.js").EmergenceData} data
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawEmergence({ params, result }, say, { colours, measure, font }) {
  const sentence = sentenceOf(params, result, say);
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
  const set = say("law_now", { scale: size(params.scale), exponent: Number(params.exponent.toPrecision(3)), length: params.length });
  let y = MARGIN + 18;
  /** @type {string[]} */
  const parts = [];
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  written(sentence, MARGIN, CHART.width, { size: 22, bold: true });
  written(set, MARGIN, CHART.width, { colour: colours["ink-soft"] });
  const pen = { size: SIZE, colours, measure };
  parts.push(node("g", { transform: `translate(${MARGIN} ${y})` }, ...inFile(chart(params, result, frame(CHART.width, CHART.height, params, pen), pen, say))));
  y += CHART.height + SIZE;
  let x = MARGIN;
  for (const key of KEYS) {
    const wide = 34 + measure(say(key), SIZE);
    if (x > MARGIN && x + wide > WIDTH - MARGIN) [x, y] = [MARGIN, y + SIZE * 1.6];
    parts.push(node("g", { transform: `translate(${x} ${y - 13})` }, ...inFile(keyMarks(key, colours))), text(say(key), { x: x + 34, y, "font-size": SIZE, fill: colours["ink-soft"] }));
    x += wide + 24;
  }
  y += SIZE * 2.2;
  const facts = factsOf(params, result, say);
  const column = (CHART.width - 2 * 32) / facts.length;
  const top = y;
  let lowest = y;
  facts.forEach(({ name, told }, place) => {
    y = top;
    written(name, MARGIN + place * (column + 32), column, { bold: true });
    written(told, MARGIN + place * (column + 32), column);
    lowest = Math.max(lowest, y);
  });
  const tall = Math.ceil(lowest + MARGIN / 2);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(set)),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}
