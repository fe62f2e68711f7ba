/**
 * The data of the token-cost view, as the server sends it.
 *
 * @typedef {"JPY" | "USD" | "EUR"} Currency
 * @typedef {"tokens" | "characters" | "bytes" | "listed"} Sort
 *
 * @typedef {object} Settings what the controls of the picture set; none of it needs the server
 * @property {string} tokenizer the one that is looked at
 * @property {string} baseline the language that is 1
 * @property {string} language the one that is compared with it closely
 * @property {number} price of a million tokens
 * @property {Currency} currency a label
 * @property {number} times how often the text is sent
 * @property {Sort} sort
 * @property {boolean} descending
 *
 * @typedef {"latin" | "kana" | "han" | "hangul" | "cyrillic" | "arabic" | "devanagari" | "thai" | "other" | "mixed"
 *   | "signs" | "parts" | "special"} Script
 *
 * @typedef {object} Language the text in one language
 * @property {string} language BCP 47
 * @property {string} name in itself
 * @property {Readonly<Record<string, string>>} names in the languages of the pages
 * @property {string} script ISO 15924
 * @property {readonly Script[]} scripts the kinds of tokens it is written with
 * @property {"ltr" | "rtl"} direction
 * @property {string} text
 * @property {number} characters
 * @property {number} bytes
 * @property {Readonly<Record<string, number>>} counts tokens, by tokenizer
 * @property {Readonly<Record<string, number>>} lost characters that the tokenizer did not keep as they are
 *
 * @typedef {object} Vocabulary
 * @property {string} tokenizer
 * @property {string} name
 * @property {"byte-bpe" | "sentencepiece" | "unigram" | "wordpiece" | "character"} family
 * @property {number} size
 * @property {Readonly<Record<Script, number>>} scripts
 *
 * @typedef {object} Result
 * @property {Readonly<Record<string, string>>} passage
 * @property {readonly Language[]} languages
 * @property {readonly Vocabulary[]} vocabularies
 * @property {readonly {id: string, name: string}[]} known all tokenizers there are
 *
 * @typedef {object} TokenCostData
 * @property {"token-cost"} view
 * @property {Settings & {tokenizers: readonly string[]}} params
 * @property {Result} result
 */

export {};
