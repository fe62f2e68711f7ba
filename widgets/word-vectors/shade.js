/** The colour of a number: the sequential scale where there are no negative numbers, the diverging one where there are. */

/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {{most: number, signed: boolean}} Scale */

/**
 * The scale that holds all of some numbers, at least up to 1.
 * @param {readonly number[]} numbers
 * @returns {Scale}
 */
export function scaleOf(numbers) {
  return { most: Math.max(1, ...numbers.map(Math.abs)), signed: numbers.some((number) => number < 0) };
}

/**
 * The fill of a number, and the colour of text on it. Of the diverging scale only those steps are taken on which text
 * can be read.
 * @param {number} value
 * @param {Scale} scale
 * @returns {{fill: ColourName, ink: ColourName}}
 */
export function shade(value, { most, signed }) {
  const share = Math.min(Math.abs(value) / most, 1);
  if (!signed) {
    const step = Math.round(share * 8);
    return { fill: /** @type {ColourName} */ (`seq-${step}`), ink: /** @type {ColourName} */ (`seq-${step}-text`) };
  }
  const side = value < 0 ? "minus" : "plus";
  if (share < 0.08) return { fill: "div-zero", ink: "ink" };
  if (share < 0.6) return { fill: /** @type {ColourName} */ (`div-${side}-1`), ink: "ink" };
  return { fill: /** @type {ColourName} */ (`div-${side}-3`), ink: "on-strong" };
}

/**
 * Give an element the colour of a number.
 * @param {HTMLElement} element
 * @param {number | null} value
 * @param {Scale} scale
 */
export function paint(element, value, scale) {
  const colours = value === null ? null : shade(value, scale);
  element.style.backgroundColor = colours ? `var(--${colours.fill})` : "";
  element.style.color = colours ? `var(--${colours.ink})` : "";
}
