/**
 * Large and small numbers as people type and write them: 175B, 1,750億, 3.15 × 10²³, 700 GB. What is written here can be
 * typed back.
 */

/** @typedef {"ja" | "en"} Lang */

const NO_BREAK = "\u00a0";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Up to which a number stands there digit by digit, and from which it is too small for that. */
const [PLAIN, TINY] = [1e4, 1e-4];

/** What numbers are counted in, the largest first. @type {Readonly<Record<Lang, readonly (readonly [string, number])[]>>} */
const UNITS = {
  en: [["T", 1e12], ["B", 1e9], ["M", 1e6], ["K", 1e3]],
  ja: [["兆", 1e12], ["億", 1e8], ["万", 1e4]],
};
/** From here on powers of ten are written. */
const SCIENTIFIC = { en: 1e15, ja: 1e16 };
/** @type {readonly (readonly [string, number])[]} */
const BYTES = [["EB", 1e18], ["PB", 1e15], ["TB", 1e12], ["GB", 1e9], ["MB", 1e6], ["kB", 1e3], ["B", 1]];

/** What may stand behind a typed number, in lower case. B alone is a billion; behind another letter it means bytes. */
const SUFFIXES = new Map([
  ["", 1], ["k", 1e3], ["m", 1e6], ["g", 1e9], ["b", 1e9], ["t", 1e12], ["p", 1e15], ["e", 1e18],
  ["thousand", 1e3], ["million", 1e6], ["bn", 1e9], ["billion", 1e9], ["trillion", 1e12], ["quadrillion", 1e15],
  ["kb", 1e3], ["mb", 1e6], ["gb", 1e9], ["tb", 1e12], ["pb", 1e15], ["eb", 1e18],
]);
const KANJI = new Map([["", 1], ["万", 1e4], ["億", 1e8], ["兆", 1e12], ["京", 1e16]]);

/** Digits, with a comma between each three or without, and decimals. */
const DIGITS = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+`;
const WESTERN = new RegExp(`^(${DIGITS})(?:e([+-]?\\d+))?\\s*([a-z]*)$`);
const POWER = new RegExp(`^(?:(${DIGITS})\\s*[×x*・·]\\s*)?10(?:\\^|\\*\\*)([+-]?\\d+)$`);
const JAPANESE = new RegExp(`(${DIGITS})(千?)([万億兆京]?)`, "y");

/**
 * The number that a text means: 175e9, 175B, 1,000, 3.15 × 10²³, 10^23, 1兆5,000億, 700 GB; null where it means none.
 * @param {string} text
 * @returns {number | null}
 */
export function parseQuantity(text) {
  const typed = text
    .replace(/[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => "^" + raised.normalize("NFKC"))
    .normalize("NFKC") // full-width digits and letters
    .replaceAll("−", "-")
    .trim()
    .toLowerCase();
  const negative = typed.startsWith("-");
  const value = parsePositive(typed.replace(/^[+-]\s*/, ""));
  if (value === null || !Number.isFinite(value)) return null;
  return negative && value !== 0 ? -value : value;
}

/** The whole number that a text means; null where it means none. @param {string} text */
export function parseWhole(text) {
  const value = parseQuantity(text);
  return value !== null && Number.isInteger(value) ? value : null;
}

/** @param {string} typed in lower case, without sign @returns {number | null} */
function parsePositive(typed) {
  const power = POWER.exec(typed);
  if (power) return Number(`${plain(power[1] ?? "1")}e${power[2]}`);
  const western = WESTERN.exec(typed);
  if (western) {
    const unit = SUFFIXES.get(western[3] ?? "");
    return unit === undefined ? null : scaled(`${plain(western[1] ?? "")}e${western[2] ?? 0}`, unit);
  }
  return parseJapanese(typed.replaceAll(/\s*([千万億兆京])\s*/g, "$1"));
}

/** 1兆2,000億: parts that become smaller, added. @param {string} typed @returns {number | null} */
function parseJapanese(typed) {
  let [sum, before] = [0, Infinity];
  JAPANESE.lastIndex = 0;
  while (JAPANESE.lastIndex < typed.length) {
    const part = JAPANESE.exec(typed);
    if (!part) return null; // and the search would start anew
    const [, digits, thousand, kanji] = part;
    const unit = (thousand ? 1e3 : 1) * (KANJI.get(kanji ?? "") ?? 1);
    if (unit >= before) return null;
    sum += scaled(plain(digits ?? ""), unit);
    before = unit;
  }
  return before === Infinity ? null : sum;
}

/** @param {string} digits */
const plain = (digits) => digits.replaceAll(",", "");

/** Number × power of ten, rounded once: 1.1 × 1000 would be 1100.0000000000002. @param {string} digits @param {number} unit */
function scaled(digits, unit) {
  const [mantissa, exponent = "0"] = digits.split("e");
  return Number(`${mantissa}e${Number(exponent) + Math.round(Math.log10(unit))}`);
}

/**
 * A number as it is read: 175B or 1,750億, beyond names 3.15 × 10²³. Below 10,000 whole numbers keep all their digits.
 * @param {number} value
 * @param {Lang | string} lang
 * @param {number} [digits] significant ones
 */
export function writeQuantity(value, lang, digits = 3) {
  const [size, sign] = [Math.abs(value), value < 0 ? "−" : ""];
  if (!Number.isFinite(size)) return sign + "∞";
  if (size < PLAIN) {
    if (size !== 0 && size < TINY) return sign + scientific(size, digits);
    const rounded = Number(size.toPrecision(Math.max(digits, Math.floor(Math.log10(size || 1)) + 1)));
    if (rounded < PLAIN) return sign + grouped(rounded);
  }
  const rounded = Number(size.toPrecision(digits));
  const reader = lang === "ja" ? "ja" : "en";
  if (rounded >= SCIENTIFIC[reader]) return sign + scientific(size, digits);
  const [name, unit] = UNITS[reader].find(([, unit]) => rounded >= unit) ?? ["", 1];
  return sign + grouped(shifted(rounded, unit)) + name;
}

/**
 * Bytes in decimal units: 700 GB, 4.72 MB. The same in both languages.
 * @param {number} value
 * @param {number} [digits] significant ones
 */
export function writeBytes(value, digits = 3) {
  const [size, sign] = [Math.abs(value), value < 0 ? "−" : ""];
  const rounded = size < 1000 ? Math.round(size) : Number(size.toPrecision(digits));
  const [name, unit] = BYTES.find(([, unit]) => rounded >= unit) ?? ["B", 1];
  return sign + grouped(shifted(rounded, unit)) + NO_BREAK + name;
}

/** 3.15 × 10²³. @param {number} size positive @param {number} digits */
function scientific(size, digits) {
  const [mantissa = "", exponent = ""] = size.toExponential(digits - 1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)])).join("");
  return mantissa === "1" || /^1\.0+$/.test(mantissa) ? "10" + raised : `${Number(mantissa)}${NO_BREAK}×${NO_BREAK}10${raised}`;
}

/** Rounded digits in another unit, without 1.7500000000000002. @param {number} rounded @param {number} unit */
const shifted = (rounded, unit) => Number((rounded / unit).toPrecision(15));

/** Made once: a formatter takes far longer to make than to use. */
const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

/** @param {number} value */
const grouped = (value) => GROUPED.format(value);
