/**
 * The data of the corpus-size view, as the server sends it.
 *
 * @typedef {"ja" | "en"} Lang
 * @typedef {Readonly<Record<Lang, string>>} Names
 * @typedef {"tokens" | "bytes" | "books" | "words"} Unit
 *
 * @typedef {object} Params
 * @property {number} tokens one of these three; the others are 0
 * @property {number} bytes
 * @property {number} books
 * @property {Lang} language of the text
 * @property {number} bytes_per_token
 * @property {number} tokens_per_book
 * @property {number} characters_a_minute reading Japanese
 * @property {number} words_a_minute reading English
 * @property {number} hours of reading, every day
 * @property {"ladder" | "mixes" | "japanese"} picture
 *
 * @typedef {object} Writing how a language is written and read
 * @property {number} bytes_per_character
 * @property {number | null} characters_per_word
 * @property {number} per_minute
 * @property {string} source
 *
 * @typedef {{id: string, names: Names, books: number, tokens: number, count: number, source: string, date: string}} Library
 *   count: how many of them the text would fill
 * @typedef {{id: string, kind: "person" | "model", unit: Unit, amount: number, tokens: number, names: Names,
 *   rumour: boolean, source: string}} Landmark unit, amount: those of the source
 *
 * @typedef {object} Part of a data mix
 * @property {string} id
 * @property {string} name
 * @property {number} size collected, in the unit of the mix
 * @property {number} weight per cent of what was read, as printed
 * @property {number} epochs how often it was read
 * @property {Names} about
 * @property {number} share of what was collected, 0 … 1
 * @property {number} read share of what was read, 0 … 1
 *
 * @typedef {{id: string, name: string, unit: "tokens" | "bytes", total: number, tokens_read: number,
 *   parts: readonly Part[], source: string}} Mix
 *
 * @typedef {{name: string, bytes: number, tokens: number, characters: number | null, again: boolean, source: string,
 *   date: string}} Corpus again: its text is counted in the row before already
 *
 * @typedef {object} Japanese
 * @property {readonly Corpus[]} rows
 * @property {number} total_bytes of all rows
 * @property {number} total_tokens
 * @property {number} once_bytes with no text counted twice
 * @property {number} once_tokens
 * @property {number} share_words of GPT-3's data, 0 … 1
 * @property {number} share_characters
 * @property {number} characters of Japanese in GPT-3's data
 * @property {number} books
 * @property {string} source
 *
 * @typedef {{id: string, years: number, names: Names, source: string}} Moment
 *
 * @typedef {object} Reading
 * @property {"characters" | "words"} unit of count, per_minute and usual
 * @property {number} count
 * @property {number} per_minute
 * @property {number} usual
 * @property {number} hours every day
 * @property {number} years
 * @property {number} lives of 80 years
 * @property {Moment | null} moment what had just happened when the reading would have had to begin
 * @property {string} source
 *
 * @typedef {object} Result
 * @property {number} tokens
 * @property {number} bytes
 * @property {number} characters
 * @property {number | null} words
 * @property {number} books
 * @property {readonly Library[]} libraries from small to large
 * @property {number} reading_years
 * @property {Reading} reading
 * @property {readonly Landmark[]} landmarks
 * @property {readonly Mix[]} mixes
 * @property {Japanese} japanese
 * @property {readonly Moment[]} moments from the latest to the longest ago
 * @property {Readonly<Record<Lang, Writing>>} writings
 *
 * @typedef {{view: "corpus-size", params: Params, result: Result}} CorpusSizeData
 */

export {};
