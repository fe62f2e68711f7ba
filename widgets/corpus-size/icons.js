/** Pictures of what holds text, from polygons in a square of side 1, so that a part of one can be drawn, too. */

import { mark } from "../shared/marks.js";

/** @typedef {readonly (readonly [number, number])[]} Points */
/** @typedef {{points: Points, light?: boolean}} Piece light: in the colour of the ground */
/** @typedef {"book" | "school" | "tokyo" | "diet" | "child"} Icon */

/** @param {number} left @param {number} top @param {number} right @param {number} bottom @returns {Points} */
const box = (left, top, right, bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]];

/** @param {number} x @param {number} y @param {number} radius @returns {Points} */
const disc = (x, y, radius) => Array.from({ length: 16 }, (_, place) => /** @type {[number, number]} */ ([x + radius * Math.cos((place * Math.PI) / 8), y + radius * Math.sin((place * Math.PI) / 8)]));

/** Windows of a building. @param {readonly number[]} columns @param {readonly number[]} rows @param {number} size @returns {Piece[]} */
const windows = (columns, rows, size) => columns.flatMap((x) => rows.map((y) => ({ points: box(x, y, x + size, y + size), light: true })));

/** @type {Readonly<Record<Icon, readonly Piece[]>>} */
const ICONS = {
  book: [{ points: box(0.14, 0.06, 0.86, 0.94) }, { points: box(0.26, 0.06, 0.3, 0.94), light: true }, { points: box(0.42, 0.24, 0.74, 0.32), light: true }, { points: box(0.42, 0.42, 0.66, 0.48), light: true }],
  school: [{ points: box(0.04, 0.4, 0.96, 0.94) }, { points: box(0.36, 0.1, 0.64, 0.5) }, { points: disc(0.5, 0.26, 0.08), light: true }, ...windows([0.12, 0.26, 0.65, 0.79], [0.5, 0.7], 0.1), { points: box(0.44, 0.7, 0.56, 0.94), light: true }],
  tokyo: [{ points: [[0, 0.34], [0.5, 0.04], [1, 0.34]] }, { points: box(0.06, 0.38, 0.94, 0.46) }, ...[0.1, 0.3, 0.5, 0.7].map((x) => ({ points: box(x, 0.46, x + 0.11, 0.84) })), { points: box(0.84, 0.46, 0.9, 0.84) }, { points: box(0.02, 0.84, 0.98, 0.94) }],
  diet: [{ points: box(0.02, 0.3, 0.98, 0.94) }, { points: box(0.16, 0.06, 0.84, 0.3) }, ...windows([0.08, 0.21, 0.34, 0.47, 0.6, 0.73, 0.86], [0.38, 0.56, 0.74], 0.07), ...windows([0.24, 0.38, 0.52, 0.66], [0.14], 0.08)],
  child: [{ points: disc(0.5, 0.26, 0.2) }, { points: [[0.22, 0.94], [0.32, 0.5], [0.68, 0.5], [0.78, 0.94]] }],
};

/**
 * A picture, or its left part.
 * @param {Icon} icon
 * @param {{x: number, y: number, size: number}} place its upper left corner and its side, px
 * @param {{fill: string, ground: string}} colours
 * @param {number} [part] how much of it, 0 … 1
 * @returns {import("../shared/marks.js").Mark[]}
 */
export function drawn(icon, { x, y, size }, { fill, ground }, part = 1) {
  return ICONS[icon].flatMap(({ points, light }) => {
    const left = leftOf(points, part);
    if (left.length < 3) return [];
    return [mark("polygon", { points: left.map(([at, down]) => `${(x + at * size).toFixed(1)},${(y + down * size).toFixed(1)}`).join(" "), fill: light ? ground : fill })];
  });
}

/**
 * What of a polygon lies left of a line (Sutherland and Hodgman 1974, for one side).
 * @param {Points} points
 * @param {number} limit
 * @returns {Points}
 */
export function leftOf(points, limit) {
  return points.flatMap(([x, y], place) => {
    const [before, height] = points.at(place - 1) ?? [x, y];
    /** @type {[number, number][]} */
    const kept = [];
    if ((x <= limit) !== (before <= limit)) kept.push([limit, height + ((limit - before) / (x - before)) * (y - height)]);
    if (x <= limit) kept.push([x, y]);
    return kept;
  });
}

/**
 * As which pictures an amount of books is drawn: the largest that it fills once, each standing for 1, 10, 100, … of them.
 * @param {number} books
 * @param {readonly import("./types.js").Library[]} libraries from small to large
 * @param {number} most pictures
 */
export function pile(books, libraries, most) {
  const library = libraries.findLast(({ count }) => count >= 1) ?? null;
  const count = library?.count ?? books;
  let each = 1;
  while (count / each > most) each *= 10;
  return { library, count, each, pictures: count / each };
}
