/** What a matrix of tokens × tokens says. Nothing here draws. */

import { sequentialStep } from "../shared/numbers.js";
import { plain } from "../shared/text.js";

/** @typedef {import("./types.js").Difference} Difference */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Token} Token */

/**
 * @typedef {object} Sheet a square of numbers with the same tokens at both sides; a place counts along a side
 * @property {readonly (readonly Token[])[]} tokens of each place: one, or two where two texts have different ones there
 * @property {readonly number[]} positions of each place in the text (in text A of a difference)
 * @property {readonly (readonly number[])[]} weights query × key; of a difference: B − A
 * @property {boolean} difference
 * @property {number} limit what the strongest colour stands for
 * @property {(query: number, key: number) => boolean} masked no query can look there
 */

/** What the ends of a scale of differences can be. */
const LIMITS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1];

/**
 * @param {Look} look
 * @param {Difference | null} [difference] to be shown instead of the look's own weights
 * @param {Look | null} [second] look B of the difference
 * @returns {Sheet}
 */
export function sheetOf(look, difference = null, second = null) {
  const causal = look.model.kind === "decoder";
  const masked = (/** @type {number} */ query, /** @type {number} */ key) => causal && key > query;
  if (!difference) {
    const tokens = look.tokens.map((token) => [token]);
    return { tokens, positions: tokens.map((_, place) => place), weights: look.weights, difference: false, limit: 1, masked };
  }
  const tokens = difference.pairs.map(([a, b]) => {
    const both = [look.tokens[a], second?.tokens[b]].filter((token) => token !== undefined);
    return both[0]?.id === both[1]?.id ? both.slice(0, 1) : both;
  });
  const positions = difference.pairs.map(([a]) => a);
  return { tokens, positions, weights: difference.weights, difference: true, limit: limitOf(difference.weights), masked };
}

/** The share of tokens that two texts have in common from which on their matrices are comparable row by row. */
const ALIKE = 0.75;

/**
 * The sheets that can stand side by side, if most tokens are the same in both looks.
 * @param {Look & {b: Look | null, difference: Difference | null}} result
 * @returns {{both: Sheet[], apart: Sheet[], all: Sheet[]} | null} A and B, A and the difference, all three
 */
export function levelled(result) {
  const { b, difference, tokens } = result;
  if (!b || !difference || difference.pairs.length < ALIKE * Math.max(tokens.length, b.tokens.length)) return null;
  const [one, other, apart] = [sheetOf(result), sheetOf(b), sheetOf(result, difference, b)];
  return { both: [one, other], apart: [one, apart], all: [one, other, apart] };
}

/**
 * The round number that holds all differences.
 * @param {readonly (readonly number[])[]} differences
 */
export function limitOf(differences) {
  const largest = differences.reduce((most, row) => row.reduce((max, value) => Math.max(max, Math.abs(value)), most), 0);
  return LIMITS.find((limit) => largest <= limit) ?? 1;
}

/**
 * The step of the diverging scale for a difference. Steps go with the square root, as those of the weights do, so that
 * small differences can still be told from none.
 * @param {number} value
 * @param {number} limit what ±3 stands for
 * @returns {number} −3 … 3
 */
export function divergingStep(value, limit) {
  return Math.sign(value) * Math.round(3 * Math.sqrt(Math.min(Math.abs(value) / limit, 1))) + 0;
}

const DIVERGING = /** @type {const} */ (["div-minus-3", "div-minus-2", "div-minus-1", "div-zero", "div-plus-1", "div-plus-2", "div-plus-3"]);

/** Of text and its ground, the pair with the most contrast. */
const ON_DIVERGING = /** @type {const} */ (["on-strong", "on-chosen", "ink", "ink", "ink", "on-strong", "on-strong"]);

/**
 * The name of the colour of a number on a sheet.
 * @param {Pick<Sheet, "difference" | "limit">} sheet
 * @param {number} value
 * @returns {import("../shared/picture.js").ColourName}
 */
export function colourOf({ difference, limit }, value) {
  if (difference) return DIVERGING[divergingStep(value, limit) + 3] ?? "div-zero";
  return /** @type {import("../shared/picture.js").ColourName} */ (`seq-${sequentialStep(value)}`);
}

/**
 * The name of the colour of text on that colour.
 * @param {Pick<Sheet, "difference" | "limit">} sheet
 * @param {number} value
 * @returns {import("../shared/picture.js").ColourName}
 */
export function textColourOf({ difference, limit }, value) {
  if (difference) return ON_DIVERGING[divergingStep(value, limit) + 3] ?? "ink";
  return /** @type {import("../shared/picture.js").ColourName} */ (`seq-${sequentialStep(value)}-text`);
}

/** @param {number} value @param {boolean} [difference] with its sign */
export function written(value, difference = false) {
  const figures = Math.abs(value).toFixed(2);
  if (difference) return figures === "0.00" ? "0.00" : (value < 0 ? "−" : "+") + figures;
  return value > 0 && figures === "0.00" ? "<\u200a0.01" : figures;
}

/** A number as it stands in a cell: what is never above 1 needs no 0 before the point. @param {number} value @param {boolean} [difference] */
export function brief(value, difference = false) {
  return written(value, difference).replace(/0\.(?=\d)/, ".").replace("1.00", "1");
}

/**
 * The tokens of a place as one line of plain text.
 * @param {readonly Token[]} tokens
 */
export function nameOf(tokens) {
  return tokens.map(plain).join(" / ");
}

/**
 * The largest numbers of a row or a column, the largest first; zeros are none.
 * @param {Sheet} sheet
 * @param {{query?: number | null, key?: number | null}} line the query of a row, or the key of a column
 * @param {number} count
 * @returns {{query: number, key: number, value: number}[]}
 */
export function strongest({ weights, masked }, { query = null, key = null }, count) {
  const cells =
    query !== null
      ? (weights[query] ?? []).map((value, at) => ({ query, key: at, value }))
      : weights.map((row, at) => ({ query: at, key: key ?? 0, value: row[key ?? 0] ?? 0 }));
  return cells
    .filter((cell) => cell.value !== 0 && !masked(cell.query, cell.key))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, count);
}

/** Weights below which lines are left out of the picture of all lines, and how many lines a token it may have then. */
const LEASTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3];
const LINES_PER_TOKEN = 4;
/** Of one token every line is drawn that has a number in two decimals. */
const LEAST_OF_ONE = 0.005;

/**
 * The lines to draw, the weakest first, so that the strongest lie on top.
 * @param {Sheet} sheet
 * @param {number | null} query only lines from here
 * @param {number | null} key only lines to here
 * @returns {{lines: {query: number, key: number, value: number}[], least: number, total: number}} `total` counts what is not masked
 */
export function linesOf({ weights, masked }, query, key) {
  /** @type {{query: number, key: number, value: number}[]} */
  const all = [];
  weights.forEach((row, from) => {
    if (query !== null && from !== query) return;
    row.forEach((value, to) => {
      if ((key === null || to === key) && !masked(from, to)) all.push({ query: from, key: to, value });
    });
  });
  const drawn = (/** @type {number} */ least) => all.filter(({ value }) => value >= least);
  const one = query !== null || key !== null;
  const least = one ? LEAST_OF_ONE : (LEASTS.find((from) => drawn(from).length <= LINES_PER_TOKEN * weights.length) ?? 0.3);
  return { lines: drawn(least).sort((a, b) => a.value - b.value), least, total: all.length };
}
