/** Decimal fractions that are added and multiplied exactly: 0.1 − 0.2 + 1 is 0.9, not 0.8999999999999999. */

/**
 * The number digits × 10^−places.
 * @typedef {{digits: bigint, places: number}} Exact
 */

const NUMBER = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/;

/**
 * A number as it is written, in digits; null where it is none.
 * @param {string | number} written
 * @returns {Exact | null}
 */
export function exact(written) {
  const parts = NUMBER.exec(String(written));
  if (!parts) return null;
  const [, sign, whole = "", fraction = "", power = "0"] = parts;
  const places = fraction.length - Number(power);
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

/**
 * @param {Exact} a
 * @param {Exact} b
 * @returns {Exact}
 */
export function plus(a, b) {
  const places = Math.max(a.places, b.places);
  return { digits: stretched(a, places) + stretched(b, places), places };
}

/**
 * @param {Exact} a
 * @param {Exact} b
 * @returns {Exact}
 */
export function times(a, b) {
  return { digits: a.digits * b.digits, places: a.places + b.places };
}

/** @param {Exact} a */
export function negative(a) {
  return { ...a, digits: -a.digits };
}

/**
 * The nearest number that JavaScript has.
 * @param {Exact} a
 */
export function toNumber({ digits, places }) {
  return digits === 0n ? 0 : Number(`${digits}e-${places}`);
}

/**
 * As people write it, without zeros at the end.
 * @param {Exact} a
 */
export function toText({ digits, places }) {
  const size = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
  const fraction = size.slice(size.length - places).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${size.slice(0, size.length - places)}${places && fraction ? `.${fraction}` : ""}`;
}

/**
 * @param {Exact} a
 * @param {number} places
 */
function stretched(a, places) {
  return a.digits * 10n ** BigInt(places - a.places);
}
