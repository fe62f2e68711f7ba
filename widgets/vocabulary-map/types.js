/**
 * The data of the view vocabulary-map, as the server sends it.
 *
 * @typedef {object} Cluster a neighbourhood of the map
 * @property {number} x where its name stands
 * @property {number} y
 * @property {number} level 0 is the coarsest, 2 the finest
 * @property {readonly string[]} words that name it
 * @property {number} size words in it
 *
 * @typedef {object} AskedWord a word somebody asked for
 * @property {string} typed
 * @property {string} word what it is in this vocabulary
 * @property {string} how exact, variant or stand-in
 * @property {number} index its place in the vocabulary
 *
 * @typedef {object} MapFacts how the map was made
 * @property {string} method
 * @property {string} metric
 * @property {number} n_neighbors
 * @property {number} min_dist
 * @property {number} seed
 * @property {number} trustworthiness 0 … 1
 * @property {number} checked with how many neighbours a word it was measured
 * @property {number} sample on how many words it was measured
 *
 * @typedef {object} Result
 * @property {readonly string[]} words most frequent first; empty for a word that the map does not name by itself
 * @property {readonly number[]} x whole numbers 0 … 9999
 * @property {readonly number[]} y whole numbers 0 … 9999, upwards
 * @property {readonly Cluster[]} clusters
 * @property {readonly AskedWord[]} marks
 * @property {readonly {typed: string, suggestions: readonly string[]}[]} missing
 * @property {MapFacts} map
 * @property {{id: string, name: string, language: string, words: number, dimensions: number}} vectors
 *
 * @typedef {object} VocabularyMapData
 * @property {"vocabulary-map"} view
 * @property {{vectors: string, words: readonly string[]}} params
 * @property {Result} result
 *
 * @typedef {"term" | "result" | "input"} MarkKind
 * @typedef {{word: string, kind: MarkKind}} Mark a word the page wants to be seen
 */

export {};
