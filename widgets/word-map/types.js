/**
 * The data of the word-map view, as the server sends it.
 *
 * @typedef {object} WordMap
 * @property {"word-map"} view
 * @property {Params} params
 * @property {Result} result
 *
 * @typedef {import("./settings.js").Settings & {words: readonly string[], expression: string, vectors: string}} Params
 *
 * @typedef {{x: number, y: number}} Place y upwards, in no unit
 *
 * @typedef {object} Placed
 * @property {string} typed
 * @property {string} word as the vocabulary writes it
 * @property {"exact" | "variant" | "stand-in"} how it was found
 * @property {readonly string[]} also what else was typed and found the same word
 * @property {boolean} input it was typed; false for a neighbour of what was typed
 *
 * @typedef {Placed & Place} Point
 *
 * @typedef {object} Result
 * @property {readonly Point[]} points
 * @property {readonly (readonly number[])[]} neighbors of each point: places of its nearest points in truth, nearest first
 * @property {readonly (readonly number[])[]} cosines of those
 * @property {number} trustworthiness 0 … 1
 * @property {number} neighbors_checked how many neighbours it looks at
 * @property {number} by_chance the trustworthiness of a picture drawn blindfold
 * @property {number | null} n_neighbors that UMAP used
 * @property {readonly [number, number] | null} explained share of the spread that each axis of PCA shows
 * @property {{points: readonly Place[], trustworthiness: number} | null} second
 * @property {readonly {typed: string, suggestions: readonly string[]}[]} missing
 * @property {{id: string, name: string, language: string, words: number, dimensions: number, normalize: boolean}} vectors
 */

export {};
