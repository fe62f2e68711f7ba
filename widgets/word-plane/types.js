/**
 * The data of the word-arithmetic view, as the server sends it. Positions are in the units of the vectors, y upwards.
 *
 * @typedef {object} Term
 * @property {string} typed
 * @property {string} word the word whose vector is used
 * @property {"exact" | "variant" | "stand-in"} how
 * @property {number} weight with its sign
 * @property {number} rank place among all words by cosine to the target, the words typed included; 1 is the nearest
 * @property {number} cosine to the target
 *
 * @typedef {object} Neighbour
 * @property {string} word
 * @property {number} cosine to the target
 * @property {boolean} input it was typed
 *
 * @typedef {{x: number, y: number}} Point
 *
 * @typedef {object} PlanePoint
 * @property {string} word
 * @property {number} x
 * @property {number} y
 * @property {"term" | "result"} kind
 * @property {number} off distance from the plane
 *
 * @typedef {object} PlaneData
 * @property {readonly PlanePoint[]} points
 * @property {Point | null} origin the zero vector, where the plane goes through it
 * @property {Point} target
 * @property {readonly Point[]} path the sums so far, from 0 to the target; empty where there is a parallelogram
 * @property {{from: string, to: string, start: string} | null} parallelogram the arrow from → to, set again at start
 * @property {boolean} exact terms and target lie in the plane
 * @property {number} explained share of the points' spread that lies in the plane, 0 … 1
 *
 * @typedef {object} Result
 * @property {readonly Term[]} terms
 * @property {readonly Neighbour[]} results nearest first
 * @property {Neighbour | null} first_with_inputs
 * @property {{length: number, vector: readonly number[] | null}} target its numbers, where they are few
 * @property {readonly {word: string, weight: number, vector: readonly number[]}[] | null} summands the numbers of the
 *     terms before they are weighted, where they are few
 * @property {PlaneData} plane
 * @property {{id: string, name: string, language: string, words: number, dimensions: number, normalize: boolean}} vectors
 *
 * @typedef {{expression: string, vectors: string, top_n: number, exclude_inputs: boolean}} Params
 *
 * @typedef {object} WordArithmetic
 * @property {"word-arithmetic"} view
 * @property {Params} params
 * @property {Result} result
 */

export {};
