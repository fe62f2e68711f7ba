/**
 * The arithmetic of sandbox/topics/scale/corpus_size.py, so that the picture answers while a slider moves: tokens as bytes,
 * characters, books, libraries and years of reading. What is no arithmetic is copied from the last answer.
 */

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Unit} Unit */
/** @typedef {import("./types.js").Writing} Writing */

const GPT_3 = 300e9; // tokens, where nothing is asked
const DAYS_A_YEAR = 365.25;
const LIFETIME = 80; // years

/**
 * How many tokens an amount is. Words are English ones, whatever language the text is in.
 * @param {number} amount
 * @param {Unit} unit
 * @param {Pick<Params, "bytes_per_token" | "tokens_per_book">} rates
 * @param {Writing} english
 */
export function tokensOf(amount, unit, { bytes_per_token, tokens_per_book }, english) {
  if (unit === "bytes") return amount / bytes_per_token;
  if (unit === "books") return amount * tokens_per_book;
  if (unit === "words") return (amount * (english.characters_per_word ?? 1) * english.bytes_per_character) / bytes_per_token;
  return amount;
}

/**
 * @param {Params} params
 * @param {Result} result an earlier answer: its tables stay
 * @returns {Result}
 */
export function calculate(params, result) {
  const { writings, moments } = result;
  const english = writings.en;
  const tokensIn = (/** @type {number} */ amount, /** @type {Unit} */ unit) => tokensOf(amount, unit, params, english);
  const tokens = params.tokens || tokensIn(params.bytes, "bytes") || tokensIn(params.books, "books") || GPT_3;
  const writing = writings[params.language];

  const bytes = tokens * params.bytes_per_token;
  const characters = bytes / writing.bytes_per_character;
  const words = writing.characters_per_word ? characters / writing.characters_per_word : null;
  const books = tokens / params.tokens_per_book;

  const count = words ?? characters;
  const perMinute = words === null ? params.characters_a_minute : params.words_a_minute;
  const years = count / perMinute / (60 * params.hours * DAYS_A_YEAR);

  return {
    tokens,
    bytes,
    characters,
    words,
    books,
    libraries: result.libraries.map((library) => ({ ...library, tokens: tokensIn(library.books, "books"), count: books / library.books })),
    reading_years: years,
    reading: {
      unit: words === null ? "characters" : "words",
      count,
      per_minute: perMinute,
      usual: writing.per_minute,
      hours: params.hours,
      years,
      lives: years / LIFETIME,
      moment: moments.findLast((moment) => moment.years <= years) ?? null,
      source: writing.source,
    },
    landmarks: result.landmarks.map((one) => ({ ...one, tokens: tokensIn(one.amount, one.unit) })),
    mixes: result.mixes,
    japanese: japaneseAt(params, result),
    moments,
    writings,
  };
}

/** @param {Params} params @param {Result} result */
function japaneseAt({ bytes_per_token, tokens_per_book }, { japanese, writings }) {
  return {
    ...japanese,
    rows: japanese.rows.map((row) => ({ ...row, tokens: row.bytes / bytes_per_token })),
    total_tokens: japanese.total_bytes / bytes_per_token,
    once_tokens: japanese.once_bytes / bytes_per_token,
    books: (japanese.characters * writings.ja.bytes_per_character) / bytes_per_token / tokens_per_book,
  };
}
