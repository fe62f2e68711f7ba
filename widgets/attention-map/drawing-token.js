/** One token's view as SVG: what token-view.js shows on the page. */

import { fit, node, text } from "../shared/svg.js";
import { drawCells } from "./drawing-cells.js";
import { lean } from "./layout.js";
import { brief, colourOf, nameOf, textColourOf } from "./sheet.js";

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./drawing.js").Drawn} Drawn */
/** @typedef {import("./drawing.js").Places} Places */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const SIZE = 18; // px of letters
const SMALL = 16;
const ROW = 18; // px of a layer or head

/**
 * The text itself, tinted for the query in focus.
 * @param {Sheet} sheet
 * @param {Places} at
 * @param {number} width
 * @param {Say} say
 * @param {Ink} ink
 * @param {Look} look
 * @returns {Drawn}
 */
export function drawToken(sheet, { query, key }, width, say, ink, look) {
  const { colours, measure } = ink;
  /** @type {string[]} */
  const parts = [];
  const size = 22;
  let [x, y] = [0, 0];
  sheet.tokens.forEach((tokens, place) => {
    const name = fit(nameOf(tokens), width - 20, size, measure);
    const wide = Math.max(measure(name, size) + 16, 44);
    if (x > 0 && x + wide > width) [x, y] = [0, y + 74];
    const hidden = query !== null && sheet.masked(query, place);
    const value = query === null || hidden ? null : (sheet.weights[query]?.[place] ?? 0);
    const ring = place === query ? colours.current : place === key ? colours.other : "none";
    parts.push(
      node("rect", { x: x + 2, y: y + 2, width: wide - 4, height: 38, rx: 8, fill: value === null ? (hidden ? "url(#masked)" : colours["sand-sunk"]) : colours[colourOf(sheet, value)], stroke: ring, "stroke-width": 4 }),
      text(name, { x: x + wide / 2, y: y + 29, "font-size": size, "text-anchor": "middle", fill: value === null ? (hidden ? colours["cut-ink"] : colours.ink) : colours[textColourOf(sheet, value)] }),
    );
    if (value !== null && value >= 0.005) parts.push(text(brief(value), { x: x + wide / 2, y: y + 61, "font-size": SIZE, "font-weight": 700, "text-anchor": "middle", fill: colours.ink }));
    x += wide + 4;
  });
  y += 84;
  const { token, shown } = look;
  if (!token || token.position !== query) return { parts, height: y - 14 };
  const strips = [
    { title: say("layers_title"), values: [token.mean, ...token.layers], names: [say("all_short"), ...token.layers.map((_, layer) => `L${layer}`)], chosen: shown.layer === null ? null : shown.layer + 1 },
    ...(token.heads ? [{ title: say("heads_title", { layer: shown.layer ?? "" }), values: token.heads, names: token.heads.map((_, head) => `H${head}`), chosen: shown.head }] : []),
  ];
  for (const strip of strips) {
    const drawn = drawStrip(sheet, strip, token.position, width, ink);
    parts.push(node("g", { transform: `translate(0 ${y})` }, ...drawn.parts));
    y += drawn.height + 12;
  }
  return { parts, height: y - 12 };
}

/**
 * A row for each layer or head, a column for each token.
 * @param {Sheet} sheet
 * @param {{title: string, values: readonly (readonly number[])[], names: readonly string[], chosen: number | null}} strip
 * @param {number} query
 * @param {number} width
 * @param {Ink} ink
 * @returns {Drawn}
 */
function drawStrip(sheet, { title, values, names, chosen }, query, width, { colours, measure }) {
  const left = 48;
  const labels = sheet.tokens.map((tokens) => fit(nameOf(tokens), 6 * SMALL, SMALL, measure));
  const widths = labels.map((label) => measure(label, SMALL) + 4);
  const cellWidth = Math.min((width - left - 4 * SMALL) / labels.length, 4 * SMALL);
  const { angle, top: above } = lean(widths, cellWidth, SMALL);
  const top = above + 26;
  const every = Math.ceil((SMALL + 1) / cellWidth - 0.01);
  const letters = { "font-size": SMALL, fill: colours.ink };
  const parts = [
    text(title, { x: 0, y: SIZE, "font-size": SIZE, "font-weight": 700, fill: colours.ink }),
    ...drawCells({ values, left, top, cellWidth, cellHeight: ROW, scale: sheet, masked: (_row, key) => sheet.masked(query, key) }, colours),
    ...names.map((name, row) => text(name, { ...letters, x: left - 8, y: top + (row + 0.5) * ROW + 0.36 * SMALL, "text-anchor": "end" })),
    ...labels.flatMap((label, place) => {
      const x = left + (place + 0.5) * cellWidth;
      const lie = angle === 0 ? { x, y: top - 8, "text-anchor": "middle" } : { x: 0, y: 0.3 * SMALL, transform: `translate(${x} ${top - 6}) rotate(${-angle})` };
      return place % every ? [] : [text(label, { ...letters, ...lie })];
    }),
  ];
  if (chosen !== null) parts.push(node("rect", { x: left - 1.5, y: top + chosen * ROW - 1.5, width: labels.length * cellWidth + 3, height: ROW + 3, rx: 4, fill: "none", stroke: colours.chosen, "stroke-width": 3 }));
  return { parts, height: top + values.length * ROW };
}
