/** The picture as an SVG file: the GPUs with what lies in them, the parts, and on which GPUs it fits. */

import { writeBytes } from "../shared/quantity.js";
import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { fit as fitted, node, text } from "../shared/svg.js";
import { chart } from "./chart.js";
import { contextOf, leastOf } from "./list.js";
import { COLOURS, brief, chosenFit, figuresOf, filled, notesOf, partName, sharingOf } from "./said.js";

const WIDTH = 1200;
const CHART = { width: 620, tall: 420 };
const SIDE = MARGIN + CHART.width + 40;

/**
 * @param {{params: import("./types.js").Params, result: import("./types.js").Result}} shown
 * @param {{sentence: string, title: string}} said
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawMemory({ params, result }, { sentence, title }, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink, 1.45);
  const soft = colours["ink-soft"];
  const put = (/** @type {string} */ content, /** @type {number} */ x, /** @type {Record<string, string | number>} */ more = {}) => sheet.parts.push(text(content, { x, y: sheet.y, "font-size": SIZE, fill: colours.ink, ...more }));
  sheet.head(sentence);
  sheet.y += 8;
  const top = sheet.y;
  sheet.write(title, MARGIN, CHART.width, { size: 18, bold: true });
  const drawn = chart(result, chosenFit(params, result), CHART, { size: SIZE, colours, measure }, say);
  sheet.put(drawn, MARGIN, sheet.y - 8);
  sheet.y += CHART.tall + 16;
  for (const { name, bytes, formula } of result.parts.toReversed()) {
    sheet.parts.push(node("rect", { x: MARGIN, y: sheet.y - 13, width: 16, height: 16, rx: 3, fill: colours[COLOURS[name]?.[0] ?? "cut"], stroke: colours.edge }));
    put(fitted(partName(name, say), 200, SIZE, measure), MARGIN + 26);
    put(fitted(formula, CHART.width - 340, SIZE, measure), MARGIN + 240, { fill: soft });
    put(writeBytes(bytes), MARGIN + CHART.width, { "font-weight": 700, "text-anchor": "end" });
    sheet.y += 26;
  }
  const left = sheet.y;

  sheet.y = top;
  const end = WIDTH - MARGIN;
  const at = { share: SIDE + 190, bar: SIDE + 200, context: end - 72, least: end };
  const head = { "font-weight": 700, fill: soft };
  put(say("col_gpu"), SIDE, head);
  put(say("col_context"), at.context, { ...head, "text-anchor": "end" });
  put(fitted(say("col_least"), 68, SIZE, measure, true), at.least, { ...head, "text-anchor": "end" });
  sheet.y += 30;
  for (const fit of result.fits) {
    if (fit.gpu === params.gpu) sheet.parts.push(node("rect", { x: SIDE - 8, y: sheet.y - 20, width: end - SIDE + 16, height: 30, rx: 6, fill: colours["chosen-tint"] }));
    put(`${fit.ok ? "✓" : "✗"} ${brief(fit.name)}`, SIDE, { "font-weight": fit.ok ? 700 : 400, fill: fit.ok ? colours.ink : soft });
    put(filled(fit.share), at.bar + 64, { "font-weight": 700, "text-anchor": "end", fill: fit.ok ? colours.ink : colours.current });
    put(contextOf(fit, result.model, say), at.context, { "text-anchor": "end" });
    put(leastOf(fit), at.least, { "text-anchor": "end" });
    sheet.y += 30;
  }
  sheet.y += 8;
  for (const line of [...figuresOf(params, result, say), sharingOf(params, say), ...notesOf(result, say)]) {
    sheet.write(line, SIDE, end - SIDE, { colour: soft });
    sheet.y += 4;
  }
  return sheet.file(sentence, result.parts.map(({ name, bytes }) => `${partName(name, say)} ${writeBytes(bytes)}`).join(", "), Math.max(left, sheet.y) + MARGIN - 8);
}
