/** The picture as an SVG file: the GPUs with what lies in them, the parts, and on which GPUs it fits. */

import { inFile } from "../shared/marks.js";
import { writeBytes } from "../shared/quantity.js";
import { escape, fit as fitted, lines, node, text } from "../shared/svg.js";
import { chart } from "./chart.js";
import { contextOf, leastOf } from "./list.js";
import { COLOURS, brief, chosenFit, figuresOf, filled, notesOf, partName, sharingOf } from "./said.js";

const WIDTH = 1200;
const MARGIN = 32;
const CHART = { width: 620, tall: 420 };
const SIDE = MARGIN + CHART.width + 40;
const SIZE = 16;

/**
 * @param {{params: import("./types.js").Params, result: import("./types.js").Result}} shown
 * @param {{sentence: string, title: string}} said
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawMemory({ params, result }, { sentence, title }, say, { colours, measure, font }) {
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 18;
  const soft = colours["ink-soft"];
  const put = (/** @type {string} */ content, /** @type {number} */ x, /** @type {Record<string, string | number>} */ more = {}) => parts.push(text(content, { x, y, "font-size": SIZE, fill: colours.ink, ...more }));
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      put(line, x, { "font-size": size, "font-weight": bold ? 700 : 400, fill: colour });
      y += size * 1.45;
    }
  };
  written(sentence, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  y += 8;
  const top = y;
  written(title, MARGIN, CHART.width, { size: 18, bold: true });
  const drawn = inFile(chart(result, chosenFit(params, result), CHART, { size: SIZE, colours, measure }, say));
  parts.push(node("g", { transform: `translate(${MARGIN} ${y - 8})` }, ...drawn));
  y += CHART.tall + 16;
  for (const { name, bytes, formula } of result.parts.toReversed()) {
    parts.push(node("rect", { x: MARGIN, y: y - 13, width: 16, height: 16, rx: 3, fill: colours[COLOURS[name]?.[0] ?? "cut"], stroke: colours.edge }));
    put(fitted(partName(name, say), 200, SIZE, measure), MARGIN + 26);
    put(fitted(formula, CHART.width - 340, SIZE, measure), MARGIN + 240, { fill: soft });
    put(writeBytes(bytes), MARGIN + CHART.width, { "font-weight": 700, "text-anchor": "end" });
    y += 26;
  }
  const left = y;

  y = top;
  const end = WIDTH - MARGIN;
  const at = { share: SIDE + 190, bar: SIDE + 200, context: end - 72, least: end };
  const head = { "font-weight": 700, fill: soft };
  put(say("col_gpu"), SIDE, head);
  put(say("col_context"), at.context, { ...head, "text-anchor": "end" });
  put(fitted(say("col_least"), 68, SIZE, measure, true), at.least, { ...head, "text-anchor": "end" });
  y += 30;
  for (const fit of result.fits) {
    if (fit.gpu === params.gpu) parts.push(node("rect", { x: SIDE - 8, y: y - 20, width: end - SIDE + 16, height: 30, rx: 6, fill: colours["chosen-tint"] }));
    put(`${fit.ok ? "✓" : "✗"} ${brief(fit.name)}`, SIDE, { "font-weight": fit.ok ? 700 : 400, fill: fit.ok ? colours.ink : soft });
    put(filled(fit.share), at.bar + 64, { "font-weight": 700, "text-anchor": "end", fill: fit.ok ? colours.ink : colours.current });
    put(contextOf(fit, result.model, say), at.context, { "text-anchor": "end" });
    put(leastOf(fit), at.least, { "text-anchor": "end" });
    y += 30;
  }
  y += 8;
  for (const line of [...figuresOf(params, result, say), sharingOf(params, say), ...notesOf(result, say)]) {
    written(line, SIDE, end - SIDE, { colour: soft });
    y += 4;
  }
  const tall = Math.ceil(Math.max(left, y) + MARGIN - 8);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(result.parts.map(({ name, bytes }) => `${partName(name, say)} ${writeBytes(bytes)}`).join(", "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}
