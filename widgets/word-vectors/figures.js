/** Numbers of the table as people read them. */

import { toText } from "./exact.js";

/** @typedef {import("./exact.js").Exact} Exact */
/** @typedef {import("./types.js").Term} Term */

/**
 * With a true minus sign, and one digit after the point at least where there is room: 1.0, −0.25, 12.
 * @param {Exact} value
 */
export function figure(value) {
  const text = toText(value);
  return (text.includes(".") || text.replace("-", "").length > 1 ? text : `${text}.0`).replace("-", "−");
}

/**
 * The sign before a term; nothing before the first that is added.
 * @param {Term} term
 * @param {number} place
 */
export function sign({ weight }, place) {
  return weight < 0 ? "−" : place ? "+" : "";
}

/**
 * What a term's word, or number, is multiplied by: "2 × ", or nothing.
 * @param {Term} term
 */
export function factor({ weight }) {
  return Math.abs(weight) === 1 ? "" : `${Number(Math.abs(weight).toPrecision(4))} × `;
}

/**
 * One column of the sum as an equation: 0.1 − 0.2 + 1.0 = 0.9.
 * @param {readonly Term[]} terms
 * @param {readonly Exact[]} column of the terms' rows
 * @param {Exact} sum
 */
export function equation(terms, column, sum) {
  const parts = terms.map((term, place) => {
    const value = figure(column[place] ?? { digits: 0n, places: 0 });
    return `${sign(term, place)} ${factor(term)}${value.startsWith("−") ? `(${value})` : value}`.trim();
  });
  return `${parts.join(" ")} = ${figure(sum)}`;
}
