/**
 * The data of the word2vec view, as the server sends it; while it trains, as far as it has come (`partial`).
 *
 * @typedef {"skip-gram" | "cbow"} Method
 *
 * @typedef {object} Settings what the controls of the picture set
 * @property {Method} method
 * @property {number} dimensions
 * @property {number} window
 * @property {number} epochs
 * @property {number} seed
 *
 * @typedef {object} Neighbor
 * @property {string} word
 * @property {number} cosine
 *
 * @typedef {object} Snapshot the state after an epoch; epoch 0 is before the first one
 * @property {number} epoch
 * @property {number | null} loss for each word trained; null at epoch 0
 * @property {number | null} learning_rate at the end of the epoch; null at epoch 0
 * @property {readonly (readonly Neighbor[])[]} neighbors one list for each watched word
 * @property {readonly (readonly [number, number])[]} positions one for each word of the map
 * @property {number} explained share of the spread that the map shows
 *
 * @typedef {object} Watched
 * @property {string} typed
 * @property {string | null} word as it stands in the vocabulary, or null
 * @property {number} count
 *
 * @typedef {object} Result
 * @property {"waiting" | "training" | "done"} status
 * @property {number} ahead trainings that must end before this one begins
 * @property {number} epoch the last one done
 * @property {{own: boolean, sentences: number, words: number, vocabulary: number, rare: number, examples: number, guessing: number, learning_rate: number}} facts
 * @property {readonly Watched[]} watched
 * @property {readonly {word: string, count: number}[]} map
 * @property {readonly Snapshot[]} snapshots
 *
 * @typedef {object} Word2Vec
 * @property {"word2vec"} view
 * @property {string} query
 * @property {Settings & {text: string, watch: readonly string[]}} params
 * @property {Result} result
 * @property {boolean} [partial] more is to come
 * @property {boolean} [stopped] more was to come
 */

export {};
