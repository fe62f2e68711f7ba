/**
 * The same weights as a still picture of ours, to be saved, and to stand where BertViz cannot: one layer as lines
 * between two columns of tokens, or a small picture of lines for every head of every layer shown.
 */

import { escape, fit, lines, node, text } from "../shared/svg.js";
import { plain } from "../shared/text.js";
import { Weights } from "./weights.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").BertvizData} BertvizData */
/** @typedef {import("./types.js").Result} Result */

const MARGIN = 32;
const ROW = 28; // px from token to token
const COLUMN = 220; // px a token may take
const BETWEEN = 300; // px from column to column
const FAINTEST = 0.02; // a weight below this is not to be seen

/**
 * @param {BertvizData} data
 * @param {string} sentence
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawBertviz({ params, result }, sentence, say, ink) {
  const { colours, font, measure } = ink;
  const width = params.kind === "head" ? 2 * (MARGIN + COLUMN) + BETWEEN : 1280;
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN;
  for (const [size, weight, line] of [
    ...lines(sentence, width - 2 * MARGIN, 22, measure, true).map((line) => /** @type {const} */ ([22, 700, line])),
    ...lines(say(params.kind === "head" ? "still_head" : "still_model"), width - 2 * MARGIN, 16, measure).map((line) => /** @type {const} */ ([16, 400, line])),
  ]) {
    y += size + 6;
    parts.push(text(line, { x: MARGIN, y, "font-size": size, "font-weight": weight, fill: colours.ink }));
  }
  const drawn = params.kind === "head" ? oneLayer(result, ink, y + 20) : manyHeads(result, say, ink, y + 20, width);
  const height = drawn.bottom + MARGIN;
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(result.tokens.map(plain).join(" "))),
    node("rect", { width, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    ...drawn.parts,
  );
}

/**
 * Queries at the left, keys at the right; a line is as strong as the mean weight over the heads.
 * @param {Result} result
 * @param {Ink} ink
 * @param {number} top
 */
function oneLayer(result, { colours, measure }, top) {
  const weights = new Weights(result);
  const n = result.tokens.length;
  const left = MARGIN + COLUMN;
  const right = left + BETWEEN;
  const middle = (/** @type {number} */ place) => top + (place + 0.5) * ROW;
  const parts = [];
  for (let query = 0; query < n; query += 1) {
    for (let key = 0; key < n; key += 1) {
      const weight = weights.mean(0, query, key);
      if (weight < FAINTEST) continue;
      parts.push(node("line", { x1: left, y1: middle(query), x2: right, y2: middle(key), stroke: colours.other, "stroke-width": 1 + 5 * weight, "stroke-opacity": Math.max(weight, 0.1) }));
    }
  }
  result.tokens.forEach((token, place) => {
    const label = fit(plain(token), COLUMN - 8, 18, measure);
    const y = middle(place) + 6;
    parts.push(
      text(label, { x: left - 8, y, "font-size": 18, "text-anchor": "end", fill: colours.current }),
      text(label, { x: right + 8, y, "font-size": 18, fill: colours.other }),
    );
  });
  return { parts, bottom: top + n * ROW };
}

/**
 * A small picture of lines for every head, a row of them for every layer shown.
 * @param {Result} result
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 * @param {number} width
 */
function manyHeads(result, say, { colours }, top, width) {
  const weights = new Weights(result);
  const n = result.tokens.length;
  const side = MARGIN + 88; // the layers' numbers
  const across = (width - MARGIN - side) / result.heads;
  const down = Math.min(across * 0.8, 96);
  const small = { "font-size": 16, fill: colours["ink-soft"] };
  const parts = [text(`${say("layer_short")} \\ ${say("head_short")}`, { x: MARGIN, y: top + 14, ...small })];
  for (let head = 0; head < result.heads; head += 1) {
    parts.push(text(String(head), { x: side + (head + 0.5) * across, y: top + 14, "text-anchor": "middle", ...small }));
  }
  result.shown.forEach((layer, place) => {
    const y = top + 22 + place * down;
    parts.push(text(String(layer), { x: side - 12, y: y + down / 2 + 6, "text-anchor": "end", ...small }));
    for (let head = 0; head < result.heads; head += 1) {
      const x = side + head * across;
      parts.push(node("rect", { x: x + 2, y: y + 2, width: across - 4, height: down - 4, rx: 4, fill: colours.sand }));
      const at = (/** @type {number} */ token) => y + 6 + ((token + 0.5) * (down - 12)) / n;
      for (let query = 0; query < n; query += 1) {
        for (let key = 0; key < n; key += 1) {
          const weight = weights.at(place, head, query, key);
          if (weight < 0.1) continue;
          parts.push(node("line", { x1: x + 6, y1: at(query), x2: x + across - 6, y2: at(key), stroke: colours.other, "stroke-width": 1.5, "stroke-opacity": weight }));
        }
      }
    }
  });
  return { parts, bottom: top + 22 + result.shown.length * down };
}
