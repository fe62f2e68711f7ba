/** A matrix as SVG: what matrix.js shows on the page. */

import { fit, node, text } from "../shared/svg.js";
import { drawCells } from "./drawing-cells.js";
import { layOut } from "./layout.js";
import { NUMBERED } from "./painting.js";
import { brief, nameOf, textColourOf, written } from "./sheet.js";

/** @typedef {import("./drawing.js").Drawn} Drawn */
/** @typedef {import("./drawing.js").Places} Places */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const SIZE = 18; // px of letters
const LARGE = 24; // of the number that is looked at

/**
 * @param {Sheet} sheet
 * @param {Places} at
 * @param {number} width
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Drawn}
 */
export function drawMatrix(sheet, { query, key }, width, say, { colours, measure }) {
  const number = measure(sheet.difference ? "−.00" : ".00", SIZE) + 7;
  const labels = sheet.tokens.map((tokens) => measure(nameOf(tokens), SIZE) + 10);
  const corner = Math.max(measure(say("key") + " →", SIZE, true), measure(say("query") + " ↓", SIZE, true));
  const grid = layOut({ labels, width, height: 0, size: SIZE, number, corner });
  const { left, top, cellWidth, cellHeight, angle } = grid;
  const count = sheet.tokens.length;
  const parts = [
    text(say("key") + " →", { x: left - 8, y: Math.max(top - 1.5 * SIZE - 4, SIZE), "font-size": SIZE, "font-weight": 700, "text-anchor": "end", fill: colours.other }),
    text(say("query") + " ↓", { x: left - 8, y: Math.max(top - 8, 2 * SIZE), "font-size": SIZE, "font-weight": 700, "text-anchor": "end", fill: colours.current }),
  ];
  parts.push(...drawCells({ values: sheet.weights, left, top, cellWidth, cellHeight, scale: sheet, masked: sheet.masked }, colours));
  if (grid.numbers) {
    sheet.weights.forEach((row, from) =>
      row.forEach((value, to) => {
        if (Math.abs(value) < NUMBERED) return;
        const middle = { x: left + (to + 0.5) * cellWidth - 0.5, y: top + (from + 0.5) * cellHeight + 0.36 * SIZE, "text-anchor": "middle" };
        parts.push(text(brief(value, sheet.difference), { ...middle, "font-size": SIZE, fill: colours[textColourOf(sheet, value)] }));
      }),
    );
  }
  sheet.tokens.forEach((tokens, place) => {
    const name = fit(nameOf(tokens), left - 8, SIZE, measure);
    const x = left + (place + 0.5) * cellWidth;
    const y = top + (place + 0.5) * cellHeight;
    const [row, column] = [place === query, place === key];
    if (row || place % grid.rowEvery === 0) parts.push(text(name, { x: left - 8, y: y + 0.36 * SIZE, "font-size": SIZE, "text-anchor": "end", ...strong(row, colours.current, colours.ink) }));
    if (column || place % grid.columnEvery === 0) {
      const lie = angle === 0 ? { x, y: top - 8, "text-anchor": "middle" } : { x: 0, y: 0.3 * SIZE, transform: `translate(${x} ${top - 6}) rotate(${-angle})` };
      parts.push(text(name, { ...lie, "font-size": SIZE, ...strong(column, colours.other, colours.ink) }));
    }
  });
  const frame = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ wide, /** @type {number} */ high, /** @type {string} */ stroke) =>
    node("rect", { x, y, width: wide, height: high, rx: 4, fill: "none", stroke, "stroke-width": 3 });
  if (query !== null) parts.push(frame(left - 1.5, top + query * cellHeight - 1.5, count * cellWidth + 3, cellHeight + 3, colours.current));
  if (key !== null) parts.push(frame(left + key * cellWidth - 1.5, top - 1.5, cellWidth + 3, count * cellHeight + 3, colours.other));
  if (query !== null && key !== null) parts.push(frame(left + key * cellWidth - 1.5, top + query * cellHeight - 1.5, cellWidth + 3, cellHeight + 3, colours.chosen));
  if (query !== null && key !== null && !sheet.masked(query, key)) {
    const number = written(sheet.weights[query]?.[key] ?? 0, sheet.difference);
    const wide = measure(number, LARGE, true) + 14;
    const x = key >= count / 2 ? left + key * cellWidth - 8 - wide : left + (key + 1) * cellWidth + 8;
    const y = top + (query + 0.5) * cellHeight;
    parts.push(
      node("rect", { x, y: y - 16, width: wide, height: 32, rx: 7, fill: colours.chosen }),
      text(number, { x: x + wide / 2, y: y + 0.36 * LARGE, "font-size": LARGE, "font-weight": 700, "text-anchor": "middle", fill: colours["on-chosen"] }),
    );
  }
  return { parts, height: grid.height };
}

/** @param {boolean} is @param {string} colour @param {string} usual */
function strong(is, colour, usual) {
  return is ? { fill: colour, "font-weight": 700 } : { fill: usual };
}
