/** The picture as an SVG file. */

import { mark } from "../shared/marks.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { adviceChart, adviceFrame } from "./advice-chart.js";
import { adviceTold, pointTold, sentenceOf } from "./figures.js";
import { DASHES } from "./laws.js";
import { valleyChart, valleyFrame } from "./valleys.js";

const WIDTH = 1360;
const GAP = 32;
const CHART = { width: (WIDTH - 2 * MARGIN - GAP) / 2, height: 460 };

/**
 * A piece of a law's line, 32 × 12 px.
 * @param {import("./types.js").LawId} law
 * @param {boolean} own
 * @param {import("../shared/picture.js").Colours} colours
 */
export const lineOf = (law, own, colours) => mark("line", { x1: 0, x2: 32, y1: 6, y2: 6, stroke: own ? colours.current : colours.ink, "stroke-width": own ? 3.5 : 2, "stroke-dasharray": DASHES[law] });

/**
 * @param {import("./types.js").ComputeOptimalData} data
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawComputeOptimal(data, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const { params, result } = data;
  const sentence = sentenceOf(data, say);
  const pen = { size: SIZE, colours, measure };
  const wide = WIDTH - 2 * MARGIN;
  sheet.head(sentence);
  const charts = [valleyChart(data, valleyFrame(CHART.width, CHART.height, result, pen), pen, say), adviceChart(data, adviceFrame(CHART.width, CHART.height, data, pen), pen, say)];
  charts.forEach((marks, place) => sheet.put(marks, MARGIN + place * (CHART.width + GAP), sheet.y));
  sheet.y += CHART.height + SIZE * 1.6;
  sheet.write(pointTold(data, say).join(" "), MARGIN, wide);
  sheet.y += SIZE;
  const column = (wide - (result.advice.length - 1) * GAP) / result.advice.length;
  const top = sheet.y;
  let lowest = sheet.y;
  result.advice.forEach((advice, place) => {
    const x = MARGIN + place * (column + GAP);
    const own = advice.law === params.law;
    const { name, size, ratio, judged } = adviceTold(advice, data, say);
    sheet.y = top;
    sheet.put([lineOf(advice.law, own, colours)], x, sheet.y - 11);
    sheet.write(name, x + 42, column - 42, { bold: own });
    sheet.write(size, x, column, { size: 18, bold: true });
    sheet.write(ratio, x, column);
    sheet.write(judged, x, column, { colour: colours["ink-soft"] });
    lowest = Math.max(lowest, sheet.y);
  });
  return sheet.file(sentence, pointTold(data, say).join(" "), lowest + MARGIN / 2);
}
