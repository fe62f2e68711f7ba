/**
 * The data of the word-vectors view, as the server sends it.
 *
 * @typedef {object} Near
 * @property {string} word
 * @property {number | null} cosine null where one of the two has no length
 * @property {number} distance
 *
 * @typedef {{word: string, weight: number}} Term
 *
 * @typedef {object} WordVectors
 * @property {"word-vectors"} view
 * @property {Params} params
 * @property {Result} result
 *
 * @typedef {object} Params
 * @property {readonly string[]} rows as they were written
 * @property {readonly string[]} dimensions
 * @property {string} expression
 * @property {number} one_hot_size
 *
 * @typedef {object} Result
 * @property {readonly {name: string}[]} dimensions
 * @property {readonly {word: string, vector: readonly number[], input: boolean}[]} rows
 * @property {readonly Term[]} terms
 * @property {readonly number[] | null} target
 * @property {readonly (Near & {input: boolean})[]} nearest
 * @property {readonly (readonly (number | null)[])[]} cosines
 * @property {readonly {word: string, index: number}[]} one_hot
 * @property {number} one_hot_size
 * @property {readonly {dimensions: number, places: number}[]} room
 */

export {};
