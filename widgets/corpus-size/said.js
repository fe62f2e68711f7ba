/** What is seen, in sentences: for the page, for those who hear it, and for the file that is saved. */

import { writeBytes, writeQuantity } from "../shared/quantity.js";

/** @typedef {import("./types.js").Lang} Lang */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Reading} Reading */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

const DAYS_A_YEAR = 365.25;

/** Three digits: more would say more than is known. @param {number} value */
const rounded = (value) => Number(value.toPrecision(3));

/**
 * How long the reading takes, in the unit that a person would use.
 * @param {Reading} reading
 * @param {Say} say
 */
export function spanOf({ count, per_minute, hours, years }, say) {
  const reader = say("names");
  const days = years * DAYS_A_YEAR;
  if (days >= DAYS_A_YEAR) return say("span_years", { years: writeQuantity(rounded(years), reader) });
  if (days >= 1) return say("span_days", { days: writeQuantity(days, reader, 2) });
  const minutes = count / per_minute;
  return minutes >= 60 && hours >= 1 ? say("span_hours", { hours: writeQuantity(minutes / 60, reader, 2) }) : say("span_minutes", { minutes: writeQuantity(minutes, reader, 2) });
}

/**
 * As how many books or libraries: 2.3 × UTokyo General Library.
 * @param {Result} result
 * @param {{library: import("./types.js").Library | null, count: number}} pile
 * @param {Say} say
 */
export function pileOf({ books }, { library, count }, say) {
  const reader = say("names") === "ja" ? "ja" : "en";
  return library ? say("pile_library", { library: library.names[reader], count: writeQuantity(count, reader, 2) }) : say("pile_book", { count: writeQuantity(books, reader, 2) });
}

/**
 * The figures under the picture: a label and what stands beside it.
 * @param {Result} result
 * @param {Say} say
 * @returns {[string, string][]}
 */
export function figuresOf({ bytes, characters, words, books }, say) {
  const reader = say("names");
  /** @type {[string, string][]} */
  const figures = [[say("bytes"), writeBytes(bytes)], [say("characters"), writeQuantity(characters, reader)]];
  if (words !== null) figures.push([say("words"), writeQuantity(words, reader)]);
  return [...figures, [say("books"), writeQuantity(books, reader)]];
}

/**
 * What a life and history have to do with it.
 * @param {Reading} reading
 * @param {Say} say
 */
export function livesOf({ years, lives, moment }, say) {
  const reader = say("names") === "ja" ? "ja" : "en";
  const parts = [];
  if (lives >= 0.1) parts.push(say("lives", { lives: writeQuantity(lives, reader, 2) }));
  if (moment) parts.push(say("moment", { moment: moment.names[reader], years: writeQuantity(moment.years, reader) }));
  return years >= 1 ? parts.join(" ") : "";
}

/**
 * The one sentence of what is looked at.
 * @param {Params} params
 * @param {Result} result
 * @param {{library: import("./types.js").Library | null, count: number}} pile
 * @param {Say} say
 */
export function sentenceOf({ picture }, result, pile, say) {
  const reader = say("names");
  if (picture === "mixes") return say("sentence_mixes");
  if (picture === "japanese") return say("sentence_japanese", { bytes: writeBytes(result.japanese.total_bytes, 2), tokens: writeQuantity(result.japanese.total_tokens, reader, 1) });
  return say("sentence_ladder", { tokens: writeQuantity(result.tokens, reader), bytes: writeBytes(result.bytes), pile: pileOf(result, pile, say), span: spanOf(result.reading, say) });
}
