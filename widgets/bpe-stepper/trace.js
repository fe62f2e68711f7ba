/** What a training says about a place, that is, after so many merges. */

import { fromHex } from "../shared/text.js";

/** @typedef {import("./types.js").Cut} Cut */
/** @typedef {import("./types.js").Pair} Pair */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("./types.js").Token} Token */
/** @typedef {import("./types.js").Word} Word */

export class Trace {
  /** The shown words at every place; neighbours share an array where nothing changed. @type {readonly Word[][]} */
  #words;
  /** @type {ReadonlyMap<number, Token>} */
  #tokens;

  /** @param {Result} result */
  constructor(result) {
    this.result = result;
    let words = result.words;
    this.#words = [words, ...result.steps.map((step) => (words = step.words.length ? step.words : words))];
    this.#tokens = new Map([...result.base, ...result.steps].map((one) => [one.id, "token" in one ? token(one.id, one.token, one.bytes) : token(one.id, one.text, one.bytes)]));
  }

  /** The last place. */
  get last() {
    return this.result.steps.length;
  }

  /** @param {number} id @returns {Token} */
  token(id) {
    return this.#tokens.get(id) ?? { id, bytes: new Uint8Array(), cut: true };
  }

  /** @param {number} place @returns {readonly Word[]} */
  words(place) {
    return this.#words[place] ?? [];
  }

  /** The pairs of neighbours and their counts, best first. @param {number} place @returns {readonly Pair[]} */
  pairs(place) {
    return this.result.steps[place - 1]?.pairs ?? this.result.pairs;
  }

  /** Symbols in the whole corpus. @param {number} place */
  total(place) {
    return this.result.steps[place - 1]?.total ?? this.result.total;
  }

  /** @param {number} place */
  vocabulary(place) {
    return this.result.steps[place - 1]?.vocabulary_size ?? this.result.base_size;
  }

  /** The merge to come. @param {number} place @returns {Step | undefined} */
  next(place) {
    return this.result.steps[place];
  }

  /**
   * How the count of the pair to come adds up over the shown words; `rest` comes from where nothing is shown.
   * @param {number} place
   * @returns {{parts: {word: Word, times: number}[], rest: number}}
   */
  shares(place) {
    const step = this.next(place);
    if (!step) return { parts: [], rest: 0 };
    const parts = this.words(place)
      .map((word) => ({ word, times: occurrences(word.ids, step.ids) }))
      .filter(({ times }) => times > 0);
    return { parts, rest: step.count - parts.reduce((sum, { word, times }) => sum + times * word.count, 0) };
  }
}

/**
 * @param {number} id
 * @param {string} text
 * @param {string} bytes hex
 * @returns {Token}
 */
function token(id, text, bytes) {
  const content = fromHex(bytes);
  const ellipsis = [0xe2, 0x80, 0xa6]; // that of a text that was cut, or of one that has it itself
  return { id, bytes: content, cut: text.endsWith("…") && ellipsis.some((byte, place) => content.at(place - 3) !== byte) };
}

/**
 * How often two ids are neighbours, overlaps counted: as training counts, "aaa" has the pair (a, a) twice.
 * @param {readonly number[]} ids
 * @param {readonly [number, number]} pair
 */
export function occurrences(ids, [left, right]) {
  return ids.filter((id, place) => id === left && ids[place + 1] === right).length;
}

/**
 * Where a merge takes place: from left to right, no id in two pairs.
 * @param {readonly number[]} ids
 * @param {readonly [number, number]} pair
 * @returns {number[]} places of the left one
 */
export function merges(ids, [left, right]) {
  /** @type {number[]} */
  const found = [];
  for (let place = 0; place + 1 < ids.length; place += 1) {
    if (ids[place] === left && ids[place + 1] === right) {
      found.push(place);
      place += 1;
    }
  }
  return found;
}

/**
 * How a new word is cut by the merges before a place.
 * @param {string} text the word
 * @param {"character" | "byte"} level
 * @param {Cut} cut
 * @param {number} place
 * @returns {{bytes: Uint8Array, known: boolean, joined: boolean}[]} joined: made by the newest merge
 */
export function cutAt(text, level, { start, joins }, place) {
  const encoder = new TextEncoder();
  const symbols = level === "byte" ? [...encoder.encode(text)].map((byte) => Uint8Array.of(byte)) : [...text].map((character) => encoder.encode(character));
  const pieces = symbols.map((bytes, index) => ({ bytes, known: start[index]?.id !== null, joined: false }));
  for (const { step, at } of joins) {
    const [left, right] = [pieces[at], pieces[at + 1]];
    if (step >= place || !left || !right) continue;
    pieces.splice(at, 2, { bytes: Uint8Array.of(...left.bytes, ...right.bytes), known: true, joined: step === place - 1 });
  }
  return pieces;
}
