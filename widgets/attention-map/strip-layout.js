/** Where the cells of a strip stand: one token's weights in layers or heads. Nothing here draws. */

import { plain } from "../shared/text.js";
import { lean } from "./layout.js";

/** @typedef {import("./strip.js").About} About */

/**
 * @typedef {object} Grid px
 * @property {boolean} down tokens run down
 * @property {number} left
 * @property {number} top
 * @property {number} key of a token, along the way they run
 * @property {number} row of a layer or head, across it
 * @property {number} apart between the mean and the others
 * @property {number} angle of the tokens' labels in degrees
 */

const APART = 6; // px at least between the mean and the others
const [LEAST, MOST] = [5, 24]; // px of a row
export const LONGEST = 6; // in letters' sizes, of a token's label
const [WIDEST, NUMBERS] = [2, 1.4]; // in letters' sizes, of a column, and of the numbers above it

/**
 * Tokens run across, with labels above them.
 * @param {Omit<About, "title" | "masked" | "still" | "chosen">} about
 * @param {number} size px of the letters
 * @param {(text: string) => number} wide
 * @returns {{grid: Grid, overhang: number}} overhang: px that labels reach beyond the last token
 */
export function rowed({ tokens, values, first, width, height }, size, wide) {
  const labels = tokens.map((token) => Math.min(wide(plain(token)) + 8, LONGEST * size));
  const left = Math.ceil(2.6 * size);
  let key = (width - left) / tokens.length;
  key = Math.min((width - left - lean(labels, key, size).overhang) / tokens.length, 4 * size);
  const { angle, top, overhang } = lean(labels, key, size);
  const room = height > 0 ? height - top - 1.6 * size - (first === null ? 0 : size) : 0;
  const row = Math.floor(height > 0 ? Math.min(Math.max(room / values.length, LEAST), MOST) : Math.min(size, MOST));
  const apart = first === null ? 0 : Math.max(APART, size - row + 4);
  return { grid: { down: false, left, top, key, row, apart, angle }, overhang };
}

/**
 * Tokens run down beside their list, numbers stand above.
 * @param {Omit<About, "title" | "masked" | "still" | "chosen">} about
 * @param {number} size px of the letters
 * @param {(text: string) => number} wide
 * @returns {{grid: Grid, overhang: number}}
 */
export function columned({ values, first, letter, width, pitch }, size, wide) {
  const [all, one] = [first === null ? 0 : wide(first), wide(letter + (values.length - 1))];
  const room = Math.min((width - all) / (values.length + 0.5), WIDEST * size);
  const row = room >= 8 ? Math.floor(room) : room;
  const left = Math.ceil(Math.max(0, ((first === null ? one : all) - row) / 2));
  const apart = first === null ? 0 : Math.ceil(Math.max(APART, (all + one) / 2 + 6 - row));
  return { grid: { down: true, left, top: NUMBERS * size, key: pitch, row, apart, angle: 0 }, overhang: Math.ceil(Math.max(0, (one - row) / 2)) };
}
