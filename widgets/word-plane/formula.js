/** The expression as people read it, and numbers as this picture writes them. */

import { fixed } from "../shared/numbers.js";
import { visible } from "../shared/text.js";

/** @typedef {import("./types.js").Term} Term */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {{word: string, cosine: number, input: boolean, rank: number | null}} Ranked rank: null for a word left out */

const SAME = 1e-4; // distance in the units of the vectors that counts as none

/**
 * A word with everything invisible made visible: uploaded vocabularies hold anything.
 * @param {string} word
 */
export function shown(word) {
  return visible(word);
}

/**
 * What stands before a word in a sum: "−", "+ 2 ×", and nothing before a first word that is taken once.
 * @param {number} weight
 * @param {boolean} first
 */
export function sign(weight, first) {
  const mark = weight < 0 ? "−" : first ? "" : "+";
  const times = Math.abs(weight) === 1 ? "" : `${Number(Math.abs(weight).toFixed(3))} ×`;
  return [mark, times].filter(Boolean).join(" ");
}

/**
 * The whole sum in one line: "女優 − 女性 + 男性".
 * @param {readonly Term[]} terms
 */
export function formula(terms) {
  return terms
    .flatMap(({ word, weight }, place) => [sign(weight, place === 0), shown(word)])
    .filter(Boolean)
    .join(" ");
}

/**
 * A cosine with three decimals. Never "1.000" for what is less.
 * @param {number} value −1 … 1
 * @param {number} [decimals]
 */
export function cosine(value, decimals = 3) {
  const most = 1 - 10 ** -decimals;
  return fixed(value < 1 - 1e-6 ? Math.min(value, most) : value, decimals);
}

/**
 * Does the first word found lie exactly where the sum lands? Then the sum is an equation.
 * @param {Result} result
 */
export function isExact({ results: [first], plane: { exact, points, target } }) {
  const point = points.find(({ word }) => word === first?.word);
  return exact && point !== undefined && Math.hypot(point.x - target.x, point.y - target.y, point.off) < SAME;
}

/**
 * The ranking: the words found and, where the words typed are left out, those of them that would stand among these.
 * @param {Result} result
 * @param {boolean} excluded are the words typed left out?
 * @returns {Ranked[]} nearest first
 */
export function ranked({ results, terms, first_with_inputs: first, vectors }, excluded) {
  /** @type {Ranked[]} */
  const rows = results.map(({ word, cosine, input }, place) => ({ word, cosine, input, rank: place + 1 }));
  if (!excluded) return rows;
  const known = new Set(results.map(({ word }) => word));
  const out = [...new Map(terms.map(({ word, cosine }) => [word, cosine]))].filter(([word]) => !known.has(word));
  const last = results.length + out.length >= vectors.words ? -Infinity : (results.at(-1)?.cosine ?? -Infinity);
  rows.push(...out.filter(([, cosine]) => cosine > last).map(([word, cosine]) => ({ word, cosine, input: true, rank: null })));
  return rows.sort((a, b) => b.cosine - a.cosine || Number(b.word === first?.word) - Number(a.word === first?.word));
}

/**
 * The sum number by number, where all its numbers are known.
 * @param {Result} result
 * @returns {{rows: {sign: string, word: string, digits: string[]}[], target: string[], first: string | null} | null}
 *     first: the word that lies exactly there
 */
export function columns(result) {
  const { summands, target, results } = result;
  if (!target.vector || !summands) return null;
  const all = [...summands.map(({ vector }) => vector), target.vector].flat();
  const decimals = [1, 2, 3].find((count) => all.every((value) => Math.abs(value - Number(value.toFixed(count))) < 1e-5)) ?? 3;
  const digits = (/** @type {readonly number[]} */ vector) => vector.map((value) => fixed(value, decimals).replace(/^−(0\.?0*)$/, "$1"));
  return {
    rows: summands.map(({ word, weight, vector }, place) => ({ sign: sign(weight, place === 0), word, digits: digits(vector) })),
    target: digits(target.vector),
    first: isExact(result) ? (results[0]?.word ?? null) : null,
  };
}
