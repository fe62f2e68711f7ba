/**
 * The data of the word-axis view, as the server sends it.
 *
 * @typedef {object} Placed
 * @property {string} typed
 * @property {string} word that is in the vocabulary
 * @property {"exact" | "variant" | "stand-in"} how
 * @property {boolean} pole it helps to make the axis
 * @property {number} position cosine with the axis, −1 … 1
 * @property {number | null} z deviations from the mean of random words
 * @property {number | null} lowest position when the axis is made without one of its words
 * @property {number | null} highest
 * @property {number} to_start mean cosine to the words where the axis starts
 * @property {number} to_goal mean cosine to those where it ends
 *
 * @typedef {"from_words" | "to_words" | "words"} Field
 *
 * @typedef {object} WordAxis
 * @property {"word-axis"} view
 * @property {{vectors: string, from_words: readonly string[], to_words: readonly string[], words: readonly string[]}} params
 * @property {Result} result
 *
 * @typedef {object} Result
 * @property {readonly Placed[]} from_words
 * @property {readonly Placed[]} to_words
 * @property {readonly Placed[]} words
 * @property {readonly {typed: string, suggestions: readonly string[], field: Field}[]} missing
 * @property {{sample: number, among: number, mean: number, deviation: number, low: number, high: number} | null} random
 * @property {{id: string, name: string, language: string, words: number, dimensions: number, normalize: boolean}} vectors
 */

export {};
