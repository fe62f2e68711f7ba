/**
 * The arithmetic of the picture: ratios, costs, and the order of the rows. Ratios and costs are those of
 * sandbox/topics/tokens/views/token_cost.py; both pass the cases of tests/unit/fixtures/token-cost.json.
 */

import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Vocabulary} Vocabulary */
/** @typedef {import("./types.js").Currency} Currency */

/** Limits of what can be set, as on the server. */
export const LIMITS = { price: { min: 0, max: 1_000_000 }, times: { min: 1, max: 1_000_000_000 } };

/**
 * How many times the tokens of the baseline a language takes; null where a tokenizer lost characters of one of them.
 * @param {Language} one
 * @param {Language} base
 * @param {string} tokenizer
 */
export function ratio(one, base, tokenizer) {
  const [count, all] = [one.counts[tokenizer] ?? 0, base.counts[tokenizer] ?? 0];
  return one.lost[tokenizer] || base.lost[tokenizer] || !all ? null : count / all;
}

/**
 * What it costs to send the text as often as asked; null where characters are lost.
 * @param {Language} one
 * @param {Pick<Settings, "tokenizer" | "times" | "price">} settings
 */
export function cost(one, { tokenizer, times, price }) {
  return one.lost[tokenizer] ? null : ((one.counts[tokenizer] ?? 0) * times * price) / 1_000_000;
}

/**
 * Rows in their order. Those that cannot be compared stand last.
 * @param {readonly Language[]} languages
 * @param {Settings} settings
 * @returns {Language[]}
 */
export function ordered(languages, { sort, descending, tokenizer }) {
  const value = (/** @type {Language} */ one) => (sort === "tokens" ? (one.counts[tokenizer] ?? 0) : sort === "listed" ? 0 : one[sort]);
  const last = (/** @type {Language} */ one) => Number(sort === "tokens" && Boolean(one.lost[tokenizer]));
  const rows = sort === "listed" && descending ? [...languages].reverse() : [...languages];
  return rows.sort((a, b) => last(a) - last(b) || (value(a) - value(b)) * (descending ? -1 : 1));
}

/**
 * The largest ratio of all tokenizers: one scale for all of them, so that a bar may be compared with the one before.
 * @param {readonly Language[]} languages
 * @param {Language} base
 * @param {readonly Vocabulary[]} vocabularies
 */
export function largest(languages, base, vocabularies) {
  return Math.max(1, ...languages.flatMap((one) => vocabularies.map(({ tokenizer }) => ratio(one, base, tokenizer) ?? 0)));
}

/**
 * Why a language takes so many more tokens, in factors whose product is the ratio of the tokens: how many characters it
 * needs, how many bytes a character has, and how many tokens it takes for a byte.
 * @param {Language} one
 * @param {Language} base
 * @param {string} tokenizer
 */
export function factors(one, base, tokenizer) {
  const of = (/** @type {Language} */ language) => ({
    bytesPerCharacter: language.bytes / language.characters,
    bytesPerToken: language.bytes / (language.counts[tokenizer] || 1),
  });
  const [here, there] = [of(one), of(base)];
  return {
    here,
    there,
    characters: one.characters / base.characters,
    bytesPerCharacter: here.bytesPerCharacter / there.bytesPerCharacter,
    tokensPerByte: there.bytesPerToken / here.bytesPerToken,
    bytes: one.bytes / base.bytes,
    tokens: (one.counts[tokenizer] ?? 0) / (base.counts[tokenizer] || 1),
  };
}

/**
 * An amount of money as people write it; never 0 for what is more.
 * @param {number} amount
 * @param {Currency} currency
 * @param {string} language of the page
 */
export function money(amount, currency, language) {
  /** @type {Intl.NumberFormatOptions} */
  const digits =
    amount >= 1e9
      ? { notation: "compact", maximumSignificantDigits: 3 }
      : amount >= 100 || amount === 0
        ? { maximumFractionDigits: 0 }
        : amount >= 1
          ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
          : { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits }).format(amount).replace("\uffe5", "\u00a5");
}

/**
 * What a cost was reckoned with, in words.
 * @param {Settings} settings
 * @param {import("../shared/picture.js").Say} say
 */
export function priced({ price, currency, times }, say) {
  return `${say("price")} ${money(price, currency, say("names"))} · ${say("times")} ${whole(times)}`;
}

/**
 * A factor with as many digits as say something: 0.36, 1.95, 12.
 * @param {number} value
 */
export function factor(value) {
  return value >= 9.95 ? value.toFixed(value >= 99.5 ? 0 : 1) : value.toFixed(2);
}
