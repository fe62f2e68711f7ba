/**
 * The data of the word-problems view, as the server sends it.
 *
 * @typedef {"trained" | "numbers" | "patterns"} Split
 * @typedef {"problems" | "accuracy" | "training"} Part
 * @typedef {"step-by-step" | "direct" | "steps"} Sort
 *
 * @typedef {object} Params
 * @property {"ja" | "en"} language
 * @property {Split} split
 * @property {number} steps 0: all
 * @property {string} pattern empty: all
 * @property {number} seed
 * @property {number} count
 * @property {Part} part which part of the card is to be seen; the picture's own matter, as is `sort`
 * @property {Sort} sort
 *
 * @typedef {object} Problem
 * @property {string} text
 * @property {string} pattern
 * @property {readonly string[]} lines of the calculation
 * @property {number} answer
 * @property {readonly {start: number, end: number}[]} unseen_words code points of the text
 * @property {readonly string[]} unseen_operations
 *
 * @typedef {Readonly<Record<string, import("../shared/accuracy.js").Tally>>} Accuracy by style of the prompt
 * @typedef {{split: "numbers" | "patterns", steps: number, accuracy: Accuracy}} Group steps 0: all
 * @typedef {{pattern: string, example: string, steps: number, held_out: boolean, accuracy: Accuracy}} PatternScore
 *
 * @typedef {"small sums" | "sums" | "problems" | "revision"} Phase
 *
 * @typedef {object} Point a hundred steps of training
 * @property {Phase} phase
 * @property {number} step within the phase
 * @property {number} seconds
 * @property {number} tokens
 * @property {number} loss
 * @property {readonly {language: "ja" | "en", split: "numbers" | "patterns", with_steps: number, at_once: number}[]} checks
 *
 * @typedef {object} Log the training of one size
 * @property {string} model
 * @property {number} parameters
 * @property {number} vocabulary
 * @property {number} threads
 * @property {number} d_model
 * @property {number} layers
 * @property {number} heads
 * @property {Readonly<Record<Phase, number>>} phases steps, in the order of the training
 * @property {readonly Point[]} points
 *
 * @typedef {"patterns" | "people" | "things" | "places"} Kind
 *
 * @typedef {object} Result
 * @property {readonly Problem[]} problems
 * @property {readonly string[]} choices patterns one can ask for
 * @property {string} model
 * @property {string} made
 * @property {readonly Group[]} groups
 * @property {readonly PatternScore[]} patterns
 * @property {readonly Log[]} logs the largest model first
 * @property {Readonly<Record<Kind, {trained: number, held_out: number}>>} kept
 *
 * @typedef {{view: "word-problems", params: Params, result: Result}} WordProblemsData
 */

export {};
