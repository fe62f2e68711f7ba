/**
 * The arithmetic of the toy table, the same as in sandbox/topics/words/toy_table.py: while a cell is edited the picture
 * must answer at once. Both are tested against tests/unit/fixtures/toy_table.json.
 */

import { exact, negative, plus, times, toNumber } from "./exact.js";

/** @typedef {import("./exact.js").Exact} Exact */
/** @typedef {import("./types.js").Near} Near */
/** @typedef {import("./types.js").Term} Term */
/** @typedef {{word: string, vector: readonly Exact[]}} Row */

/** Digits after the point to which cosines and distances are given. */
const DIGITS = 9;
/** @type {Exact} */
const ZERO = { digits: 0n, places: 0 };

/**
 * The weighted sum of rows, exactly; null where a term has no row.
 * @param {readonly Term[]} terms
 * @param {readonly Row[]} rows
 * @returns {Exact[] | null}
 */
export function total(terms, rows) {
  /** @type {Exact[] | null} */
  let sum = null;
  for (const { word, weight } of terms) {
    const row = rows.find((one) => one.word === word);
    const factor = exact(weight);
    if (!row || !factor) return null;
    /** @type {Exact[] | null} */
    const before = sum;
    sum = row.vector.map((value, place) => plus(before?.[place] ?? ZERO, times(factor, value)));
  }
  return sum;
}

/**
 * All rows, the largest cosine to the target first, then the shortest distance, then their order.
 * @param {readonly Exact[]} target
 * @param {readonly Row[]} rows
 * @returns {Near[]}
 */
export function nearest(target, rows) {
  const order = (/** @type {Near} */ near) => (near.cosine === null ? 2 : -near.cosine);
  return rows
    .map(({ word, vector }) => ({ word, cosine: cosine(target, vector), distance: distance(target, vector) }))
    .sort((a, b) => order(a) - order(b) || a.distance - b.distance);
}

/**
 * The cosine of the angle between two vectors; null where one has no length.
 * @param {readonly Exact[]} a
 * @param {readonly Exact[]} b
 */
export function cosine(a, b) {
  const square = times(dot(a, a), dot(b, b));
  return square.digits === 0n ? null : rounded(toNumber(dot(a, b)) / Math.sqrt(toNumber(square)));
}

/**
 * The Euclidean distance of two vectors.
 * @param {readonly Exact[]} a
 * @param {readonly Exact[]} b
 */
export function distance(a, b) {
  const apart = a.map((value, place) => plus(value, negative(b[place] ?? ZERO)));
  return rounded(Math.sqrt(toNumber(dot(apart, apart))));
}

/**
 * @param {readonly Exact[]} a
 * @param {readonly Exact[]} b
 */
function dot(a, b) {
  return a.reduce((sum, value, place) => plus(sum, times(value, b[place] ?? ZERO)), ZERO);
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toFixed(DIGITS)) + 0; // + 0: there is one zero only
}

/**
 * Where each word's single 1 stands, from 0, in a vocabulary of `size` words: by a checksum of the word, the next free
 * place where two meet.
 * @param {readonly string[]} words no more than `size`
 * @param {number} size
 */
export function oneHotPlaces(words, size) {
  /** @type {number[]} */
  const taken = [];
  for (const word of words) {
    let place = crc32(new TextEncoder().encode(word)) % size;
    while (taken.includes(place)) place = (place + 1) % size;
    taken.push(place);
  }
  return taken;
}

/**
 * The checksum of ISO 3309 that ZIP files use.
 * @param {Uint8Array} bytes
 */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
