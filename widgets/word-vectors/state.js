/** What the reader has made of the table: edits give a new state, and every state can be written as parameters. */

import { exact, negative, plus, toText } from "./exact.js";
import { nearest, total } from "./table.js";

/** @typedef {import("./exact.js").Exact} Exact */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Term} Term */

export const MOST_ROWS = 12;
export const MOST_DIMENSIONS = 8;
const LARGEST = 100;
const MOST_DECIMALS = 6;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
/** What an expression would take apart: a space, a sign, a number with a multiplication sign, a quotation mark. */
const MISLEADING = /[\s+＋−－–—]|^[\d.]+[*×✕]|^["“「『]/;

/**
 * @typedef {object} State
 * @property {readonly string[]} names of the dimensions
 * @property {readonly import("./table.js").Row[]} rows
 * @property {readonly Term[]} terms
 * @property {number} size of the one-hot vocabulary
 */

/** @type {Exact} */
const ZERO = { digits: 0n, places: 0 };

/**
 * @param {import("./types.js").Result} result
 * @returns {State}
 */
export function fromResult({ dimensions, rows, terms, one_hot_size }) {
  return {
    names: dimensions.map(({ name }) => name),
    rows: rows.map(({ word, vector }) => ({ word, vector: vector.map((value) => exact(value) ?? ZERO) })),
    terms,
    size: one_hot_size,
  };
}

/**
 * The state as the parameters of the view.
 * @param {State} state
 * @returns {Params}
 */
export function toParams({ names, rows, terms, size }) {
  const named = names.findLastIndex(Boolean) + 1;
  return {
    rows: rows.map(({ word, vector }) => [word, ...vector.map(toText)].join(" ")),
    dimensions: names.slice(0, named),
    expression: toExpression(terms),
    one_hot_size: size,
  };
}

/**
 * Do two states say the same?
 * @param {State} a
 * @param {State} b
 */
export function same(a, b) {
  return JSON.stringify(toParams(a)) === JSON.stringify(toParams(b));
}

/**
 * Terms as an expression: 女優 − 女性 + 2*男性. A word that would be taken for several stands in quotes.
 * @param {readonly Term[]} terms
 */
export function toExpression(terms) {
  return terms
    .map(({ word, weight }, place) => {
      const sign = weight < 0 ? (place ? " − " : "−") : place ? " + " : "";
      const times = Math.abs(weight) === 1 ? "" : `${toText(exact(Math.abs(weight)) ?? ZERO)}*`;
      return sign + times + (MISLEADING.test(word) && !word.includes('"') ? `"${word}"` : word);
    })
    .join("");
}

/**
 * The sum and what is near it; null without an expression.
 * @param {State} state
 */
export function answer({ terms, rows }) {
  const target = total(terms, rows);
  return target && { target, near: nearest(target, rows) };
}

/**
 * A number as someone may type it, if it is within the limits.
 * @param {string} typed
 * @returns {Exact | null}
 */
export function readNumber(typed) {
  const plain = typed.normalize("NFKC").trim().replace(/^[−–—‐‑ー]/, "-");
  const found = NUMBER.test(plain) ? exact(plain) : null;
  return found && within(found) ? found : null;
}

/** @param {Exact} value */
function within(value) {
  const text = toText(value);
  return Math.abs(Number(text)) <= LARGEST && (text.split(".")[1] ?? "").length <= MOST_DECIMALS;
}

/**
 * @param {State} state
 * @param {number} row
 * @param {number} column
 * @param {Exact} value
 * @returns {State}
 */
export function withNumber(state, row, column, value) {
  return withRow(state, row, (old) => ({ ...old, vector: old.vector.map((before, place) => (place === column ? value : before)) }));
}

/**
 * A number some tenths on from where it is, at the limit if that is nearer.
 * @param {Exact} value
 * @param {number} tenths
 */
export function stepped(value, tenths) {
  const next = plus(value, { digits: BigInt(tenths), places: 1 });
  if (within(next)) return next;
  return tenths > 0 ? { digits: BigInt(LARGEST), places: 0 } : negative({ digits: BigInt(LARGEST), places: 0 });
}

/**
 * A row with another word; null if there is no word, or another row has it. The expression follows.
 * @param {State} state
 * @param {number} row
 * @param {string} typed
 * @returns {State | null}
 */
export function renamed(state, row, typed) {
  const word = typed.normalize("NFKC").replace(/[\s,、;:|=()[\]]+/g, " ").trim();
  const before = state.rows[row]?.word;
  if (!readable(word) || state.rows.some((other, place) => place !== row && other.word === word)) return null;
  const terms = state.terms.map((term) => (term.word === before ? { ...term, word } : term));
  return { ...withRow(state, row, (old) => ({ ...old, word })), terms };
}

/**
 * Will a word be read as one when it stands before its numbers? Not if a part of it after the first is a number itself.
 * @param {string} word
 */
function readable(word) {
  return word !== "" && word.length <= 40 && !word.split(" ").slice(1).some((part) => NUMBER.test(part.replace(/^[−–—‐‑ー]/, "-")));
}

/**
 * @param {State} state
 * @param {number} column
 * @param {string} name
 * @returns {State}
 */
export function withName(state, column, name) {
  return { ...state, names: state.names.map((old, place) => (place === column ? name.replace(/\s+/g, " ").trim() : old)) };
}

/**
 * @param {State} state
 * @param {string} word of the new row, if no other row has it
 * @returns {State}
 */
export function withNewRow(state, word) {
  let free = word;
  for (let number = 2; state.rows.some((row) => row.word === free); number += 1) free = `${word}${number}`;
  return { ...state, rows: [...state.rows, { word: free, vector: state.names.map(() => ZERO) }], size: Math.max(state.size, state.rows.length + 1) };
}

/**
 * @param {State} state
 * @param {number} row
 * @returns {State}
 */
export function withoutRow(state, row) {
  const gone = state.rows[row]?.word;
  return { ...state, rows: state.rows.filter((_, place) => place !== row), terms: state.terms.filter(({ word }) => word !== gone) };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function withNewDimension(state) {
  return { ...state, names: [...state.names, ""], rows: state.rows.map((row) => ({ ...row, vector: [...row.vector, ZERO] })) };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function withoutDimension(state) {
  return { ...state, names: state.names.slice(0, -1), rows: state.rows.map((row) => ({ ...row, vector: row.vector.slice(0, -1) })) };
}

/**
 * How many times a word is added in all.
 * @param {readonly Term[]} terms
 * @param {string} word
 */
export function weightOf(terms, word) {
  return terms.reduce((sum, term) => (term.word === word ? sum + term.weight : sum), 0);
}

/**
 * A word's part in the expression, one on: not in it, added, taken away, not in it.
 * @param {State} state
 * @param {string} word
 * @returns {State}
 */
export function turned(state, word) {
  const others = state.terms.filter((term) => term.word !== word);
  if (others.length === state.terms.length) return { ...state, terms: [...others, { word, weight: 1 }] };
  if (weightOf(state.terms, word) < 0) return { ...state, terms: others };
  // In its place, so that the order on the page stays.
  const place = state.terms.findIndex((term) => term.word === word);
  const terms = state.terms.map((term, at) => (at === place ? { word, weight: -1 } : term));
  return { ...state, terms: terms.filter((term, at) => at === place || term.word !== word) };
}

/**
 * @param {State} state
 * @param {number} row
 * @param {(row: import("./table.js").Row) => import("./table.js").Row} change
 * @returns {State}
 */
function withRow(state, row, change) {
  return { ...state, rows: state.rows.map((old, place) => (place === row ? change(old) : old)) };
}
