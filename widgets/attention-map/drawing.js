/** The large pictures that are to be seen as one SVG file. */

import { escape, fit, lines as broken, node, text } from "../shared/svg.js";
import { drawLines } from "./drawing-lines.js";
import { drawMatrix } from "./drawing-matrix.js";
import { drawToken } from "./drawing-token.js";
import { swatches } from "./legend.js";
import { nameOf, sheetOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Difference} Difference */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").PictureKind} PictureKind */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @typedef {object} Panel one picture
 * @property {string} title
 * @property {Look} look
 * @property {Focus} focus
 * @property {Difference | null} [difference] drawn as a heatmap instead of the look's own weights
 * @property {Look | null} [second] look B of the difference
 *
 * @typedef {{parts: string[], height: number}} Drawn
 * @typedef {{query: number | null, key: number | null}} Places what is lit, as places along the sides of the sheet
 */

const WIDTH = 1280;
const MARGIN = 32;
const APART = 40; // between pictures side by side
const SIZE = 18; // px of letters

/**
 * @param {{sentence: string, picture: PictureKind, panels: readonly Panel[]}} seen
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawing({ sentence, picture, panels }, say, ink) {
  const { colours, font, measure } = ink;
  let y = MARGIN + 18;
  const parts = broken(sentence, WIDTH - 2 * MARGIN, 22, measure).map((line, row) => text(line, { x: MARGIN, y: y + 30 * row, "font-size": 22, "font-weight": 700, fill: colours.ink }));
  y += 30 * parts.length + 14;
  const across = Math.min(panels.length, 2);
  const width = (WIDTH - 2 * MARGIN - APART * (across - 1)) / across;
  for (let first = 0; first < panels.length; first += across) {
    let tallest = 0;
    panels.slice(first, first + across).forEach((panel, place) => {
      const drawn = drawPanel(panel, picture, width, say, ink);
      const x = MARGIN + place * (width + APART);
      parts.push(node("g", { transform: `translate(${x} ${y})` }, ...drawn.parts));
      tallest = Math.max(tallest, drawn.height);
    });
    y += tallest + 24;
  }
  const height = Math.ceil(y + MARGIN - 24);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(panels.map(({ title, look }) => `${title}: ${look.tokens.map((token) => nameOf([token])).join(" ")}`).join("; "))),
    node("defs", {}, ...definitions(colours)),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}

/** @param {Ink["colours"]} colours */
function definitions(colours) {
  return [
    node("pattern", { id: "masked", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, node("line", { x1: 0, x2: 0, y1: 0, y2: 7, stroke: colours.cut, "stroke-width": 1, opacity: 0.6 })),
  ];
}

/**
 * @param {Panel} panel
 * @param {PictureKind} picture
 * @param {number} width
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Drawn}
 */
function drawPanel({ title, look, focus, difference = null, second = null }, picture, width, say, ink) {
  const sheet = sheetOf(look, difference, second);
  const place = (/** @type {number | null} */ position) => {
    const found = position === null ? -1 : sheet.positions.indexOf(position);
    return found < 0 ? null : found;
  };
  const at = { query: place(focus.query), key: place(focus.key) };
  const draw = difference || picture === "heatmap" ? drawMatrix : picture === "lines" ? drawLines : drawToken;
  const drawn = draw(sheet, at, width, say, ink, look);
  // Lines are told apart by their width, not by the colours of the scale.
  const legend = draw === drawLines ? { parts: [], height: drawn.height + 34 } : drawLegend(sheet, look.model.kind === "decoder", drawn.height + 60, width, say, ink);
  return {
    parts: [
      text(fit(title, width, SIZE, ink.measure), { x: 0, y: SIZE, "font-size": SIZE, "font-weight": 700, fill: ink.colours["ink-soft"] }),
      node("g", { transform: "translate(0 34)" }, ...drawn.parts),
      ...legend.parts,
    ],
    height: legend.height,
  };
}

/**
 * @param {Sheet} sheet
 * @param {boolean} masked whether anything is
 * @param {number} y
 * @param {number} width
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Drawn}
 */
function drawLegend(sheet, masked, y, width, say, { colours, measure }) {
  const name = sheet.difference ? say("scale_difference") : say("scale_weight");
  const written = { "font-size": 16, fill: colours["ink-soft"] };
  const parts = [text(name, { x: 0, y: y + 13, ...written })];
  const x = measure(name, 16) + 12;
  swatches(sheet).forEach(({ colour, label }, place) => {
    parts.push(node("rect", { x: x + place * 26, y, width: 26, height: 14, fill: colours[/** @type {ColourName} */ (colour)] }));
    if (label) parts.push(text(label, { x: x + place * 26 + 13, y: y + 32, "text-anchor": "middle", ...written }));
  });
  if (!masked) return { parts, height: y + 36 };
  broken(say("masked_why"), width - 34, 16, measure).forEach((line, row) => parts.push(text(line, { x: 34, y: y + 62 + 22 * row, ...written })));
  parts.push(node("rect", { x: 0, y: y + 49, width: 24, height: 15, fill: "url(#masked)", stroke: colours.cut }));
  return { parts, height: y + 74 };
}
