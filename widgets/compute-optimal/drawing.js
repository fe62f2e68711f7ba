/** The picture as an SVG file. */

import { inFile, mark } from "../shared/marks.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { adviceChart, adviceFrame } from "./advice-chart.js";
import { adviceTold, pointTold, sentenceOf } from "./figures.js";
import { DASHES } from "./laws.js";
import { valleyChart, valleyFrame } from "./valleys.js";

const WIDTH = 1360;
const MARGIN = 32;
const GAP = 32;
const CHART = { width: (WIDTH - 2 * MARGIN - GAP) / 2, height: 460 };
const SIZE = 16;

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
export function drawComputeOptimal(data, say, { colours, measure, font }) {
  const { params, result } = data;
  const sentence = sentenceOf(data, say);
  const pen = { size: SIZE, colours, measure };
  let y = MARGIN + 18;
  /** @type {string[]} */
  const parts = [];
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  const wide = WIDTH - 2 * MARGIN;
  written(sentence, MARGIN, wide, { size: 22, bold: true });
  const charts = [valleyChart(data, valleyFrame(CHART.width, CHART.height, result, pen), pen, say), adviceChart(data, adviceFrame(CHART.width, CHART.height, data, pen), pen, say)];
  charts.forEach((marks, place) => parts.push(node("g", { transform: `translate(${MARGIN + place * (CHART.width + GAP)} ${y})` }, ...inFile(marks))));
  y += CHART.height + SIZE * 1.6;
  written(pointTold(data, say).join(" "), MARGIN, wide);
  y += SIZE;
  const column = (wide - (result.advice.length - 1) * GAP) / result.advice.length;
  const top = y;
  let lowest = y;
  result.advice.forEach((advice, place) => {
    const x = MARGIN + place * (column + GAP);
    const own = advice.law === params.law;
    const { name, size, ratio, judged } = adviceTold(advice, data, say);
    y = top;
    parts.push(node("g", { transform: `translate(${x} ${y - 11})` }, ...inFile([lineOf(advice.law, own, colours)])));
    written(name, x + 42, column - 42, { bold: own });
    written(size, x, column, { size: 18, bold: true });
    written(ratio, x, column);
    written(judged, x, column, { colour: colours["ink-soft"] });
    lowest = Math.max(lowest, y);
  });
  const tall = Math.ceil(lowest + MARGIN / 2);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(pointTold(data, say).join(" "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}
