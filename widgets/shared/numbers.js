/** Numbers as the pictures write them. The same in both languages. */

const NO_BREAK = "\u00a0";

/**
 * A probability in per cent with as many digits as say something: 58.5 %, 3.14 %, 0.031 %.
 * Never "100 %" for what is less, never "0 %" for what is more.
 * @param {number} p 0 … 1
 */
export function percent(p) {
  const value = p * 100;
  let digits;
  if (value === 0 || value === 100) digits = String(value);
  else if (value > 99.99) digits = "> 99.99";
  else if (value > 99.9) digits = value.toFixed(2);
  else if (value >= 10) digits = value.toFixed(1);
  else if (value >= 0.1) digits = value.toFixed(2);
  else if (value >= 0.01) digits = value.toFixed(3);
  else if (value >= 0.001) digits = value.toFixed(4);
  else digits = "< 0.001";
  return digits.replace(" ", NO_BREAK) + NO_BREAK + "%";
}

/**
 * A probability with three significant digits, however small, for tables.
 * @param {number} p 0 … 1
 */
export function exactPercent(p) {
  const value = p * 100;
  if (value === 0 || value === 100) return value + NO_BREAK + "%";
  const digits = value >= 1e-4 ? String(Number(value.toPrecision(4))) : value.toExponential(2);
  return digits + NO_BREAK + "%";
}

/** Made once: a formatter takes far longer to make than to use. */
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/**
 * A whole number with separators: 262,144.
 * @param {number} value
 */
export function whole(value) {
  return WHOLE.format(value);
}

/**
 * A number with a fixed count of decimals and a true minus sign.
 * @param {number} value
 * @param {number} decimals
 */
export function fixed(value, decimals) {
  return value.toFixed(decimals).replace("-", "−");
}

/**
 * The step of the sequential scale for a probability. Steps go with the square root, so that a few per cent can still
 * be told from none: the scale orders, the number beside it says how much.
 * @param {number} p 0 … 1
 * @param {number} [lowest] the palest step in use: 2 where the fill must stand out from the ground
 * @returns {number} 0 … 8, the N of --seq-N
 */
export function sequentialStep(p, lowest = 0) {
  return lowest + Math.round(Math.sqrt(Math.min(Math.max(p, 0), 1)) * (8 - lowest));
}
