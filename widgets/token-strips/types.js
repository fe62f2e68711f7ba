/**
 * The data of the tokenizer-comparison view, as the server sends it.
 *
 * @typedef {object} Cut the text as one tokenizer cuts it
 * @property {string} tokenizer
 * @property {string} name
 * @property {"byte-bpe" | "sentencepiece" | "unigram" | "wordpiece" | "character"} family
 * @property {number} vocabulary
 * @property {number} count tokens
 * @property {number} characters of the text
 * @property {number} bytes of the text
 * @property {number} tokens_per_character
 * @property {number} unknown characters that stand in unknown tokens
 * @property {readonly (readonly [number, number])[]} dropped characters [start, end) without a token, or not with all bytes
 * @property {number} stripped characters that lost their marks (é, が)
 * @property {number} lost characters that do not come through, for any of these reasons
 * @property {readonly import("../shared/cuts.js").Token[]} tokens
 *
 * @typedef {object} Known a tokenizer that can be chosen
 * @property {string} id
 * @property {string} name
 * @property {string} family
 * @property {number} vocabulary
 *
 * @typedef {object} Comparison
 * @property {"tokenizer-comparison"} view
 * @property {{text: string, tokenizers: readonly string[]}} params
 * @property {{rows: readonly Cut[], characters: number, bytes: number, known: readonly Known[]}} result
 */

export {};
