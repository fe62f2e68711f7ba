/** The picture as an SVG file, and the signs of its legend. */

import { mark } from "../shared/marks.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { text } from "../shared/svg.js";
import { writeQuantity } from "../shared/quantity.js";
import { chart, frame } from "./chart.js";
import { factsOf, sentenceOf } from "./figures.js";

/** @typedef {import("../shared/marks.js").Mark} Mark */

const WIDTH = 1200;
const CHART = { width: WIDTH - 2 * MARGIN, height: 520 };

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
export function drawEmergence({ params, result }, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const sentence = sentenceOf(params, result, say);
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
  const set = say("law_now", { scale: size(params.scale), exponent: Number(params.exponent.toPrecision(3)), length: params.length });
  sheet.head(sentence);
  sheet.write(set, MARGIN, CHART.width, { colour: colours["ink-soft"] });
  const pen = { size: SIZE, colours, measure };
  sheet.put(chart(params, result, frame(CHART.width, CHART.height, params, pen), pen, say), MARGIN, sheet.y);
  sheet.y += CHART.height + SIZE;
  let x = MARGIN;
  for (const key of KEYS) {
    const wide = 34 + measure(say(key), SIZE);
    if (x > MARGIN && x + wide > WIDTH - MARGIN) [x, sheet.y] = [MARGIN, sheet.y + SIZE * 1.6];
    sheet.put(keyMarks(key, colours), x, sheet.y - 13);
    sheet.parts.push(text(say(key), { x: x + 34, y: sheet.y, "font-size": SIZE, fill: colours["ink-soft"] }));
    x += wide + 24;
  }
  sheet.y += SIZE * 2.2;
  const facts = factsOf(params, result, say);
  const column = (CHART.width - 2 * 32) / facts.length;
  const top = sheet.y;
  let lowest = sheet.y;
  facts.forEach(({ name, told }, place) => {
    sheet.y = top;
    sheet.write(name, MARGIN + place * (column + 32), column, { bold: true });
    sheet.write(told, MARGIN + place * (column + 32), column);
    lowest = Math.max(lowest, sheet.y);
  });
  return sheet.file(sentence, set, lowest + MARGIN / 2);
}
