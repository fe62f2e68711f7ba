/**
 * How shares of solved problems are told, and the two prompts that are compared everywhere.
 *
 * @typedef {object} Tally problems solved, and the 95 % confidence interval of their share
 * @property {number} right
 * @property {number} total
 * @property {number} share
 * @property {number} low
 * @property {number} high
 */

/** The styles of prompt with the calculation before the answer, and without. */
export const WITH_STEPS = "step-by-step";
export const AT_ONCE = "direct";

/** A share in whole per cent; never "100 %" for what is less, nor "0 %" for what is more. @param {number} share */
export function perCent(share) {
  const rounded = Math.round(share * 100);
  const figure = share < 1 && rounded === 100 ? "> 99" : share > 0 && rounded === 0 ? "< 1" : String(rounded);
  return `${figure} %`.replaceAll(" ", "\u00a0");
}

/**
 * A count as people say it: 1.1M, 110万.
 * @param {number} value
 * @param {string} reader language of the page
 */
export function brief(value, reader) {
  return new Intl.NumberFormat(reader, { notation: "compact", maximumSignificantDigits: 2 }).format(value);
}
