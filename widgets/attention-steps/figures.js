/** The figures of the picture: how numbers are written, which colour a number has, and single products. */

import { fixed } from "../shared/numbers.js";
import { plain, visible } from "../shared/text.js";

/** The last step; sandbox/topics/attention/views/attention_steps.py has the same. */
export const LAST = 7;

/** Steps by name. */
export const STEP = /** @type {const} */ ({ start: 0, query: 1, keys: 2, products: 3, scale: 4, mask: 5, softmax: 6, output: 7 });

/**
 * A token as a sentence names it: without the spaces around it, where there is something else.
 * @param {import("./types.js").Token | undefined} token
 */
export function nameOf(token) {
  if (!token) return "";
  const text = token.text.trim();
  return token.partial || !text ? plain(token) : visible(text);
}

/** How many numbers stand in one line of cells: more would be finer than a screen's dots. */
export const LINE = 128;

/** How many numbers of a vector are written out at once. */
export const WINDOW = 5;

/**
 * A number's step on the diverging scale. Steps go with the square root, so that small numbers can be told from none
 * beside the few very large ones that such vectors have.
 * @param {number} value
 * @param {number} largest the size that gets the strongest colour
 * @returns {number} −3 … 3
 */
export function level(value, largest) {
  if (largest === 0) return 0;
  const step = Math.round(Math.sqrt(Math.min(Math.abs(value) / largest, 1)) * 3);
  return value < 0 && step > 0 ? -step : step;
}

/**
 * The colour of a step: the N of --div-N.
 * @param {number} step −3 … 3
 */
export function colourOf(step) {
  if (step === 0) return "div-zero";
  return /** @type {import("../shared/picture.js").ColourName} */ (`div-${step < 0 ? "minus" : "plus"}-${Math.abs(step)}`);
}

/**
 * The largest size among numbers.
 * @param {readonly (readonly number[])[]} vectors
 */
export function largestOf(vectors) {
  let largest = 0;
  for (const vector of vectors) for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/**
 * Two vectors multiplied number by number; the sum of it is their dot product.
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
export function products(a, b) {
  return a.map((value, place) => value * (b[place] ?? 0));
}

/**
 * A vector, each number multiplied by a weight.
 * @param {readonly number[]} vector
 * @param {number} weight
 */
export function weighted(vector, weight) {
  return vector.map((value) => value * weight);
}

/**
 * Where the window opens that shows numbers: around the one of the largest size.
 * @param {readonly number[]} vector
 */
export function windowAt(vector) {
  let most = 0;
  vector.forEach((value, place) => {
    if (Math.abs(value) > Math.abs(vector[most] ?? 0)) most = place;
  });
  return Math.max(Math.min(most - Math.floor(WINDOW / 2), vector.length - WINDOW), 0);
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A number with four digits that say something: 21.69, −0.03120, 2.4×10⁻⁷.
 * @param {number} value
 */
export function figure(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001 && size < 1e6) return fixed(value, Math.max(3 - Math.floor(Math.log10(size)), 0));
  const [digits = "", power = "0"] = value.toExponential(1).replace("-", "−").split("e");
  const raised = [...power.replace("+", "")].map((sign) => (/\d/.test(sign) ? RAISED[Number(sign)] : "⁻")).join("");
  return `${digits.replace("-", "−")}×10${raised}`;
}

/**
 * What scores are divided by: 16, 5.657.
 * @param {number} d
 */
export function root(d) {
  return String(Number(Math.sqrt(d).toPrecision(4)));
}

/**
 * A number in as little room as possible: two decimals, fewer where it is large.
 * @param {number} value
 */
export function brief(value) {
  const size = Math.abs(value);
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return fixed(size < 0.005 ? 0 : value, decimals);
}

/**
 * A column of numbers: all with the same decimals, fewer where they are large.
 * @param {readonly number[]} values
 * @returns {(value: number) => string}
 */
export function column(values) {
  const largest = largestOf([values]);
  const decimals = largest >= 1000 ? 0 : largest >= 100 ? 1 : 2;
  return (value) => fixed(value, decimals);
}

/**
 * A number from 0 to 1 with three decimals; never "0.000" for what is more.
 * @param {number} value
 */
export function share(value) {
  if (value === 0 || value === 1) return String(value);
  return value < 0.0005 ? "<0.001" : value.toFixed(3);
}
