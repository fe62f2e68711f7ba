/** The picture as an SVG file: one-hot strips at the left, the table and its sum in the middle, two dimensions at the right. */

import { whole } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { toNumber } from "./exact.js";
import { factor, figure, sign } from "./figures.js";
import { plane } from "./plane.js";
import { scaleOf, shade } from "./shade.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./exact.js").Exact} Exact */

const MARGIN = 32;
const STRIP = { width: 300, row: 46 };
const CELL = { width: 62, height: 38 };
const PLANE = { width: 400, height: 320 };
const GAP = 44;

/**
 * @param {object} given
 * @param {import("./state.js").State} given.state
 * @param {readonly Exact[] | null} given.target
 * @param {string | null} given.twin the word whose numbers the sum has
 * @param {readonly number[]} given.places
 * @param {[number, number]} given.axes
 * @param {string} given.sentence
 * @param {readonly number[]} given.numbers of all rows
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawTable({ state, target, twin, places, axes, sentence, numbers }, say, ink) {
  const { colours, measure } = ink;
  const { rows, names, terms, size } = state;
  const scale = scaleOf([...numbers, ...(target ?? []).map(toNumber)]);
  const wordWidth = Math.min(150, Math.max(60, ...rows.map(({ word }) => measure(word, 18, true))) + 14);
  const tableX = MARGIN + STRIP.width + GAP;
  const cellX = (/** @type {number} */ column) => tableX + 34 + wordWidth + column * CELL.width;
  const planeX = cellX(names.length) + GAP;
  const width = planeX + PLANE.width + MARGIN;
  const title = (/** @type {string} */ content, /** @type {number} */ x) => text(content, { x, y: MARGIN + 16, "font-size": 20, "font-weight": 700, fill: colours.ink });
  const parts = [title(say("one_hot"), MARGIN), title(say("dense"), tableX), title(say("plane"), planeX)];

  let left = MARGIN + 44;
  parts.push(text(`${say("vocabulary")} ${say("words", { count: whole(size) })}`, { x: MARGIN, y: left, "font-size": 16, fill: colours["ink-soft"] }));
  left += 16;
  rows.forEach(({ word }, row) => {
    const place = places[row] ?? 0;
    const lit = Math.max(4, STRIP.width / size);
    const litX = MARGIN + Math.min((STRIP.width * (place + 0.5)) / size - lit / 2, STRIP.width - lit);
    parts.push(
      text(fit(word, STRIP.width / 2, 16, measure), { x: MARGIN, y: left + 18, "font-size": 16, "font-weight": 700, fill: colours.ink }),
      text(say("place", { place: whole(place + 1) }), { x: MARGIN + STRIP.width, y: left + 18, "font-size": 16, "text-anchor": "end", fill: colours["ink-soft"] }),
      node("rect", { x: MARGIN, y: left + 24, width: STRIP.width, height: 12, rx: 3, fill: colours["sand-sunk"], stroke: colours["sand-line"] }),
      node("rect", { x: litX, y: left + 21, width: lit, height: 18, fill: colours.chosen, stroke: colours.ink, "stroke-width": 0.75 }),
    );
    left += STRIP.row;
  });
  left += 12;
  for (const line of lines(say("one_hot_apart"), STRIP.width, 16, measure)) {
    parts.push(text(line, { x: MARGIN, y: left + 14, "font-size": 16, fill: colours["ink-soft"] }));
    left += 24;
  }

  let middle = MARGIN + 44;
  names.forEach((name, column) => {
    const shown = name || say("dimension", { number: column + 1 });
    const small = fit(shown, CELL.width - 4, 16, measure);
    parts.push(text(small, { x: cellX(column) + CELL.width / 2, y: middle, "font-size": 16, "text-anchor": "middle", fill: colours["ink-soft"] }));
  });
  middle += 10;
  const cells = (/** @type {readonly Exact[]} */ vector, /** @type {boolean} */ filled) =>
    vector.map((value, column) => {
      const { fill, ink: colour } = filled ? shade(toNumber(value), scale) : { fill: undefined, ink: /** @type {const} */ ("ink") };
      const x = cellX(column);
      return (
        (fill ? node("rect", { x: x + 1, y: middle + 1, width: CELL.width - 2, height: CELL.height - 2, rx: 4, fill: colours[fill] }) : "") +
        text(figure(value), { x: x + CELL.width / 2, y: middle + 25, "font-size": 18, "text-anchor": "middle", fill: colours[colour] })
      );
    });
  const head = (/** @type {string} */ mark, /** @type {string} */ word, /** @type {boolean} */ gold) => {
    if (gold) parts.push(node("rect", { x: tableX, y: middle + 1, width: 34 + wordWidth - 4, height: CELL.height - 2, rx: 4, fill: colours.chosen }));
    const fill = gold ? colours["on-chosen"] : colours.ink;
    parts.push(
      text(mark, { x: tableX + 17, y: middle + 25, "font-size": 18, "font-weight": 700, "text-anchor": "middle", fill: mark === "−" ? colours.current : fill }),
      text(fit(word, wordWidth - 6, 18, measure), { x: tableX + 36, y: middle + 25, "font-size": 18, "font-weight": 700, fill }),
    );
  };
  for (const { word, vector } of rows) {
    head("", word, word === twin);
    parts.push(...cells(vector, true));
    middle += CELL.height;
  }
  if (target) {
    middle += 18;
    terms.forEach((term, place) => {
      head(sign(term, place), factor(term) + term.word, false);
      parts.push(...cells(rows.find(({ word }) => word === term.word)?.vector ?? [], false));
      middle += CELL.height - 6;
    });
    middle += 6;
    parts.push(node("line", { x1: tableX, x2: cellX(names.length), y1: middle - 3, y2: middle - 3, stroke: colours.ink, "stroke-width": 2 }));
    head("=", twin ?? say("sum"), twin !== null);
    parts.push(...cells(target, true));
    middle += CELL.height + 10;
  }
  for (const line of lines(sentence, cellX(names.length) - tableX, 16, measure)) {
    parts.push(text(line, { x: tableX, y: middle + 14, "font-size": 16, fill: colours.ink }));
    middle += 24;
  }

  const nameOf = (/** @type {number} */ at) => names[at] || say("dimension", { number: at + 1 });
  const look = { ...PLANE, size: 16, colours, measure, sum: say("sum"), names: /** @type {[string, string]} */ ([nameOf(axes[0]), axes[1] < 0 ? "" : nameOf(axes[1])]) };
  const shapes = plane(state, target, axes, look).shapes.map(({ name, attributes, text: content }) =>
    content === undefined ? node(name, attributes) : node(name, attributes, escape(content)),
  );
  parts.push(node("g", { transform: `translate(${planeX} ${MARGIN + 30})` }, ...shapes));

  const height = Math.ceil(Math.max(left, middle, MARGIN + 30 + PLANE.height) + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
    node("title", { id: "title" }, escape(`${say("one_hot")} · ${say("dense")}`)),
    node("desc", { id: "desc" }, escape(sentence)),
    node("rect", { width, height, fill: colours["sand-raised"] }),
    ...parts,
  );
}
