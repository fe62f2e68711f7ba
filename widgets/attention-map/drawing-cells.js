/** A grid of numbers as SVG, in the colours of a scale. */

import { node } from "../shared/svg.js";
import { TILED } from "./painting.js";
import { colourOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * Cells that are tiles stand apart; smaller ones that lie side by side in one colour are drawn as one, so that the file of
 * a long text stays small.
 * @param {object} grid
 * @param {readonly (readonly number[])[]} grid.values rows
 * @param {number} grid.left px
 * @param {number} grid.top
 * @param {number} grid.cellWidth
 * @param {number} grid.cellHeight
 * @param {Pick<Sheet, "difference" | "limit">} grid.scale
 * @param {(row: number, column: number) => boolean} grid.masked
 * @param {import("../shared/picture.js").Colours} colours
 * @returns {string[]}
 */
export function drawCells({ values, left, top, cellWidth, cellHeight, scale, masked }, colours) {
  const gap = Math.min(cellWidth, cellHeight) >= TILED ? 1 : 0;
  const parts = [];
  for (const [row, numbers] of values.entries()) {
    const fills = numbers.map((value, column) => (masked(row, column) ? "url(#masked)" : colours[colourOf(scale, value)]));
    for (let first = 0; first < fills.length; ) {
      const fill = fills[first] ?? "";
      const hidden = fill === "url(#masked)";
      let end = first + 1;
      if (hidden || gap === 0) while (fills[end] === fill) end += 1;
      const apart = hidden ? 0 : gap;
      const place = { x: left + first * cellWidth, y: top + row * cellHeight, width: (end - first) * cellWidth - apart, height: cellHeight - apart };
      parts.push(node("rect", { ...place, rx: apart && Math.min(4, cellHeight / 6), fill }));
      first = end;
    }
  }
  return parts;
}
