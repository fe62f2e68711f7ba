/** Probabilities of whole texts as people can read them, and their place on the scale of differences. */

import { percent } from "../shared/numbers.js";

/** @typedef {import("./types.js").Context} Context */
/** @typedef {import("./types.js").Result} Result */

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as a power of ten: 3×10⁻⁸. @param {number} log10 */
function power(log10) {
  let exponent = Math.floor(log10);
  let digit = Math.round(10 ** (log10 - exponent));
  if (digit === 10) [digit, exponent] = [1, exponent + 1];
  const raised = [...String(Math.abs(exponent))].map((one) => RAISED[Number(one)]).join("");
  return `${digit}×10${exponent < 0 ? "⁻" : ""}${raised}`;
}

/**
 * A probability: in per cent, or as a power of ten where that would be mostly zeros.
 * @param {number} log in nats, at most 0
 */
export function probability(log) {
  return log >= Math.log(1e-5) ? percent(Math.exp(log)) : power(log / Math.LN10);
}

/**
 * How many times as probable: ×32, ÷4.6, or = where it is as good as the same.
 * @param {number} shift in nats
 */
export function times(shift) {
  const factor = Math.exp(Math.abs(shift));
  if (factor < 1.05) return "=";
  const sign = shift < 0 ? "÷" : "×";
  if (factor >= 99_999.5) return sign + power(Math.abs(shift) / Math.LN10);
  return sign + (factor < 9.95 ? factor.toFixed(1) : Math.round(factor).toLocaleString("en"));
}

/**
 * The colour of a cell, and of the text on it: up to twice as probable is no difference, a hundred times is a strong one.
 * @param {number} shift in nats
 * @returns {{fill: import("../shared/picture.js").ColourName, ink: import("../shared/picture.js").ColourName}}
 */
export function shade(shift) {
  const side = shift < 0 ? "minus" : "plus";
  if (Math.abs(shift) < Math.log(2)) return { fill: "div-zero", ink: "ink" };
  if (Math.abs(shift) < Math.log(100)) return { fill: `div-${side}-1`, ink: "ink" };
  return { fill: `div-${side}-3`, ink: "on-strong" };
}

/**
 * For each reading, the prompt after which it is most probable; null while nothing is known, or where there is but one.
 * @param {Result} result
 * @returns {(number | null)[]}
 */
export function most({ contexts, readings }) {
  return readings.map((_, column) => {
    const logs = contexts.map(({ scores }) => scores?.[column]?.log_probability ?? -Infinity);
    const best = Math.max(...logs);
    return contexts.length > 1 && best > -Infinity ? logs.indexOf(best) : null;
  });
}

/**
 * The cell that the sentence is about: where a reading has gained most, after the prompt that is asked if that is one to
 * compare; null while nothing is known, or where nothing gains.
 * @param {Result} result
 * @returns {{row: number, column: number, shift: number} | null}
 */
export function striking({ contexts }) {
  const asked = contexts.findIndex((context) => context.asked);
  const cells = contexts.flatMap(({ scores }, row) => (scores ?? []).map(({ shift }, column) => ({ row, column, shift })));
  const own = asked > 0 ? cells.filter(({ row }) => row === asked) : cells;
  const best = own.reduce((/** @type {typeof cells[number] | null} */ last, cell) => (last === null || cell.shift > last.shift ? cell : last), null);
  return best && best.shift > Math.log(1.05) ? best : null;
}

/**
 * The cell whose tokens are followed.
 * @param {Pick<import("./types.js").Params, "context" | "look">} settings
 * @param {Result} result
 */
export function followed({ context, look }, { contexts, readings }) {
  const row = context !== null && context < contexts.length ? context : Math.max(contexts.findIndex(({ asked }) => asked), 0);
  return { row, column: look < readings.length ? look : 0 };
}
