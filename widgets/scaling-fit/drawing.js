/** The picture as an SVG file, and the signs of its legend. */

import { mark } from "../shared/marks.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { text } from "../shared/svg.js";
import { chart, frame, interval, star } from "./chart.js";
import { constantsOf, liveOf, sentenceOf } from "./figures.js";

/** @typedef {import("../shared/marks.js").Mark} Mark */

const WIDTH = 1200;
const CHART = { width: WIDTH - 2 * MARGIN, height: 560 };

/** What the legend explains. */
export const KEYS = /** @type {const} */ (["key_fitted", "key_kept", "key_law", "key_band", "key_truth", "key_e", "key_foretold", "key_best", "key_live"]);

/**
 * A sign of the legend, 24 × 16 px.
 * @param {typeof KEYS[number]} key
 * @param {import("../shared/picture.js").Colours} colours
 * @returns {Mark[]}
 */
export function keyMarks(key, colours) {
  const line = { x1: 0, x2: 24, y1: 8, y2: 8 };
  switch (key) {
    case "key_fitted":
      return [mark("circle", { cx: 12, cy: 8, r: 6.5, fill: colours["seq-5"] })];
    case "key_kept":
      return [mark("circle", { cx: 12, cy: 8, r: 6, fill: colours["sand-raised"], stroke: colours["seq-5"], "stroke-width": 3 })];
    case "key_law":
      return [mark("line", { ...line, stroke: colours["seq-5"], "stroke-width": 3 })];
    case "key_band":
      return [mark("rect", { x: 0, y: 0, width: 24, height: 16, fill: colours["chosen-tint"], stroke: colours.edge })];
    case "key_truth":
      return [mark("line", { ...line, stroke: colours.ink, "stroke-width": 2, "stroke-dasharray": "8 5" })];
    case "key_e":
      return [mark("line", { ...line, stroke: colours["chosen-ink"], "stroke-width": 2, "stroke-dasharray": "2 4" })];
    case "key_foretold":
      return interval(12, [16, 8, 0], colours.current);
    case "key_best":
      return [mark("path", { d: "M0 2Q10 12 24 14", fill: "none", stroke: colours.ink, "stroke-width": 2, "stroke-dasharray": "8 5" })];
    case "key_live":
      return [mark("path", { d: star(12, 8, 9), fill: colours.chosen, stroke: colours.ink, "stroke-width": 1.5 })];
  }
}

/**
 * Whether a sign of the legend is in the picture now.
 * @param {string} key
 * @param {import("./types.js").ScalingFitData} data
 */
export function seen(key, { params, result }) {
  if (key === "key_foretold") return params.without !== "none";
  if (key === "key_truth" || key === "key_e") return !params.subtract;
  if (key === "key_best") return params.axis === "compute";
  if (key === "key_live") return result.live !== null;
  return key !== "key_kept" || result.said.some(({ fitted }) => !fitted);
}

/**
 * @param {import("./types.js").ScalingFitData} data
 * @param {number} looked
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawFit(data, looked, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const { params, result } = data;
  const pen = { size: SIZE, colours, measure };
  const sentence = sentenceOf(params, result, say);
  const { E, A, B, alpha, beta } = constantsOf(params, result);
  const law = `L(N, D) = E + A/N^α + B/D^β    E = ${E}, A = ${A}, B = ${B}, α = ${alpha}, β = ${beta}`;
  sheet.head(sentence);
  sheet.write(law, MARGIN, WIDTH - 2 * MARGIN);
  sheet.write(say("truth_and_e", { entropy: result.entropy.toFixed(3), E: result.fits[params.without].constants[0].toFixed(3) }), MARGIN, WIDTH - 2 * MARGIN, { colour: colours["ink-soft"] });
  if (result.live) sheet.write(liveOf(params, result, say), MARGIN, WIDTH - 2 * MARGIN);
  const top = sheet.y;
  const drawn = chart(params, result, looked, frame(params, result, CHART.width, CHART.height, pen, say), pen, say);
  sheet.y = top + CHART.height + 24;
  let x = MARGIN;
  for (const key of KEYS.filter((one) => seen(one, data))) {
    const label = say(key);
    const width = 32 + measure(label, SIZE) + 28;
    if (x + width > WIDTH) [x, sheet.y] = [MARGIN, sheet.y + 26];
    sheet.put(keyMarks(key, colours), x, sheet.y - 13);
    sheet.parts.push(text(label, { x: x + 32, y: sheet.y, "font-size": SIZE, fill: colours["ink-soft"] }));
    x += width;
  }
  sheet.put(drawn, MARGIN, top);
  return sheet.file(sentence, law, sheet.y + MARGIN);
}
