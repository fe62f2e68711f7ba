/** Lines between two columns of tokens as SVG: what lines.js shows on the page. */

import { fit, node, text } from "../shared/svg.js";
import { apart, columnsOf } from "./columns.js";
import { FAINT, stroke } from "./painting.js";
import { linesOf, nameOf, written } from "./sheet.js";

/** @typedef {import("./drawing.js").Drawn} Drawn */
/** @typedef {import("./drawing.js").Places} Places */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const SIZE = 18; // px of letters

/**
 * @param {Sheet} sheet
 * @param {Places} at
 * @param {number} width
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Drawn}
 */
export function drawLines(sheet, { query, key }, width, say, { colours, measure }) {
  const labels = sheet.tokens.map((tokens) => measure(nameOf(tokens), 1, true));
  const columns = columnsOf({ labels, width, height: 0, sizes: [SIZE], number: measure("0.00", 1) });
  const { lines, least, total } = linesOf(sheet, query, query === null ? key : null);
  const { start, end, top, pitch, label } = columns;
  const right = columns.width - label;
  const head = { y: SIZE, "font-size": SIZE, "font-weight": 700 };
  const parts = [
    node("linearGradient", { id: `blend-${width}`, gradientUnits: "userSpaceOnUse", x1: start, x2: end, y1: 0, y2: 0 }, node("stop", { offset: 0, "stop-color": colours.current }), node("stop", { offset: 1, "stop-color": colours.other })),
    text(say("query"), { ...head, x: label, "text-anchor": "end", fill: colours.current }),
    text(say("key"), { ...head, x: right, fill: colours.other }),
  ];
  for (const line of lines) {
    const { y1, y2, width: wide, opacity } = stroke(line, columns);
    const middle = (start + end) / 2;
    const faint = query !== null && key !== null && line.key !== key ? FAINT : 1;
    parts.push(node("path", { d: `M${start} ${y1.toFixed(1)}C${middle} ${y1.toFixed(1)} ${middle} ${y2.toFixed(1)} ${end} ${y2.toFixed(1)}`, fill: "none", stroke: `url(#blend-${width})`, "stroke-width": wide, opacity: opacity * faint }));
  }
  const some = query !== null || key !== null;
  const values = new Map(some ? lines.map((line) => (query === null ? [line.query, line.value] : [line.key, line.value])) : []);
  for (const side of /** @type {const} */ (["query", "key"])) {
    const ends = (side === "key") === (query !== null) ? values : new Map();
    const focus = side === "query" ? query : key;
    for (const place of apart(sheet.tokens.length, columns, (one) => (one === focus ? 2 : (ends.get(one) ?? 0)))) {
      const y = top + (place + 0.5) * pitch + 0.36 * SIZE;
      const name = fit(nameOf(sheet.tokens[place] ?? []), label, SIZE, measure);
      const colour = side === "query" ? colours.current : colours.other;
      const anchor = side === "query" ? { x: label, "text-anchor": "end" } : { x: right };
      parts.push(text(name, { ...anchor, y, "font-size": SIZE, fill: colour, ...(place === focus ? { "font-weight": 700, "text-decoration": "underline" } : {}) }));
      const value = ends.get(place);
      const beside = side === "query" ? { x: label + 8 } : { x: right - 8, "text-anchor": "end" };
      if (value !== undefined) parts.push(text(written(value), { ...beside, y, "font-size": SIZE, fill: colours.ink, ...(place === focus ? { "font-weight": 700 } : {}) }));
    }
  }
  const y = columns.height + SIZE + 8;
  parts.push(text(fit(say("lines_drawn", { least, drawn: lines.length, total }), width, 16, measure), { x: 0, y, "font-size": 16, fill: colours["ink-soft"] }));
  return { parts, height: y + 4 };
}
