/**
 * What the bpe-training view answers (sandbox/topics/tokens/views/bpe_training.py).
 *
 * A "place" is the number of merges that are done: 0 … steps.length. At a place, `steps[place]` is the merge to come.
 *
 * @typedef {"character" | "byte"} Level
 * @typedef {"none" | "gpt2" | "gpt4"} Splitting
 * @typedef {"first-seen" | "smallest-ids"} Ties
 * @typedef {"auto" | "words" | "text"} Form
 *
 * @typedef {object} Word a word of a list, or a piece that the splitting pattern made
 * @property {string[]} pieces
 * @property {number[]} ids
 * @property {number} count how often it occurs
 * @property {boolean} cut whether there is more of it than is shown
 *
 * @typedef {[left: number, right: number, count: number]} Pair two ids
 *
 * @typedef {object} Step
 * @property {[string, string]} pair
 * @property {[number, number]} ids
 * @property {number} count of the pair, before it is merged
 * @property {number} tied how many pairs had this count, this one included
 * @property {string} token
 * @property {number} id
 * @property {string} bytes hex
 * @property {Word[]} words as they are cut now; empty where none of them has changed
 * @property {Pair[]} pairs as they stand after the merge
 * @property {number} total symbols left in the corpus
 * @property {number} vocabulary_size
 *
 * @typedef {{text: string, id: number | null}} TrialPiece
 * @typedef {{start: TrialPiece[], joins: {step: number, at: number}[], pieces: TrialPiece[]}} Cut
 * @typedef {{text: string, character: Cut, byte: Cut}} Trial
 *
 * @typedef {object} Result
 * @property {"words" | "text"} form
 * @property {Level} level
 * @property {{different: number, all: number}} chunks
 * @property {number} characters
 * @property {number} bytes
 * @property {{id: number, text: string, bytes: string}[]} base
 * @property {number} base_size
 * @property {Word[]} words
 * @property {number} more_words
 * @property {Pair[]} pairs
 * @property {number} total
 * @property {Step[]} steps
 * @property {boolean} finished
 * @property {number[]} final_ids
 * @property {Trial | null} trial
 *
 * @typedef {{corpus: string, merges: number, level: Level, splitting: Splitting, ties: Ties, form: Form, new_word: string}} Settings
 * @typedef {{view: string, query: string, params: Settings, result: Result, partial?: boolean}} Training
 *
 * @typedef {{id: number, bytes: Uint8Array, cut: boolean}} Token cut: only the beginning of a very long one
 */

export {};
