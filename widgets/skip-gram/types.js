/**
 * The data of the skip-gram view, as the server sends it.
 *
 * @typedef {"skip-gram" | "cbow"} Method
 *
 * @typedef {object} Settings what the controls of the picture set
 * @property {number} window words it reaches to each side, 1 … 10
 * @property {Method} method
 * @property {number} position the word in the middle
 *
 * @typedef {object} Word
 * @property {string} text
 * @property {number} start in characters of the text
 * @property {number} end
 * @property {number} sentence number of its sentence; the window never reaches into another one
 *
 * @typedef {object} Result
 * @property {readonly Word[]} words
 * @property {number} position as asked, or the last word
 * @property {readonly {center: number, contexts: readonly number[]}[]} pairs for the window that was asked
 * @property {number} count examples in all, for the window and method that were asked
 * @property {readonly number[]} chances
 *
 * @typedef {object} SkipGramData
 * @property {"skip-gram"} view
 * @property {Settings & {text: string}} params
 * @property {Result} result
 */

export {};
