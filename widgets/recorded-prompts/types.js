/**
 * The answer of the view recorded-prompts; see sandbox/topics/prompting/views/recorded_prompts.py.
 *
 * @typedef {Readonly<Record<string, string>>} Named a text by language of the page
 * @typedef {{kind: "text" | "steps" | "call" | "result" | "answer", text: Named}} Piece
 * @typedef {{name: Named, what: Named, number: string, correct: boolean, prompt: readonly Piece[], reply: readonly Piece[]}} Side
 * @typedef {{name: Named, percent: number, kind: "before" | "after" | "people", source: Named}} Figure
 * @typedef {{left: string, sign: string, right: string, result: string, exact: boolean}} Line
 *
 * @typedef {object} Exhibit
 * @property {"apples" | "calculator" | "percent"} id
 * @property {Named} title
 * @property {Named} problem
 * @property {string} answers what counts as right, with "|" between
 * @property {Named} source
 * @property {string} address of the source; empty where there is none
 * @property {Named} model
 * @property {readonly Side[]} sides
 * @property {readonly Figure[]} figures
 *
 * @typedef {object} Result
 * @property {boolean} recorded
 * @property {Exhibit} exhibit
 * @property {readonly Line[]} calculation done when it was asked for
 * @property {Readonly<Record<string, Named>>} examples
 *
 * @typedef {{view: "recorded-prompts", params: {example: Exhibit["id"]}, result: Result}} RecordedPromptsData
 */

export {};
