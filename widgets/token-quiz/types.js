/**
 * The data of the token-quiz view, as the server sends it.
 *
 * @typedef {object} QuizParams
 * @property {string} text one's own; empty for a question
 * @property {string} set language of the questions
 * @property {number} question
 * @property {string} tokenizer
 *
 * @typedef {object} QuizResult the text as the chosen tokenizer cuts it, and what there is to say of it
 * @property {number} question from 0
 * @property {number} questions how many there are
 * @property {boolean} own the text is no question of ours
 * @property {string} text
 * @property {string | null} remark
 * @property {string} tokenizer
 * @property {string} name of the tokenizer
 * @property {number} count tokens
 * @property {number} characters
 * @property {number} bytes
 * @property {number} unknown characters in unknown tokens
 * @property {readonly (readonly [number, number])[]} dropped
 * @property {number} lost characters that do not come through, for any reason
 * @property {readonly import("../shared/cuts.js").Token[]} tokens
 * @property {readonly {tokenizer: string, name: string, count: number, kept: boolean}[]} others
 * @property {readonly {text: string, count: number}[]} beside
 * @property {readonly {id: string, name: string}[]} known
 *
 * @typedef {object} Quiz
 * @property {"token-quiz"} view
 * @property {QuizParams} params
 * @property {QuizResult} result
 *
 * @typedef {{guess: number, points: number}} Guess one that was made
 */

export {};
