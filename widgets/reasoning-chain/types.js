/**
 * The data of the chain-of-thought view, as the server sends it; while the model writes, as far as it has come (`partial`).
 *
 * @typedef {object} Params
 * @property {string} problem
 * @property {string} answer the right one; alternatives are separated by "|"; empty: taken from the solution, if one is known
 * @property {string} model
 * @property {"auto" | "ja" | "en"} language
 * @property {string} written what stood after the trigger already
 * @property {string} trigger empty: the one of the language
 * @property {number} temperature
 * @property {number} seed
 * @property {number} new_tokens
 *
 * @typedef {object} Operand a number of a calculation
 * @property {string} text
 * @property {number | null} step whose result it is
 * @property {boolean} known whether it comes from the problem or from a result
 *
 * @typedef {object} Step an equation
 * @property {string} text as it is written
 * @property {number} start in characters (code points) of what was written and the completion together
 * @property {number} end
 * @property {string} left
 * @property {string} sign
 * @property {string} right
 * @property {readonly Operand[]} operands
 * @property {readonly string[]} signs between them
 * @property {string} result as it is written
 * @property {string} expected what the calculation makes
 * @property {boolean} ok
 * @property {"arithmetic" | "unknown_number" | "other_operation" | null} why
 * @property {string | null} missing a number of it that comes from nowhere
 * @property {"pupil" | "model"} by
 *
 * @typedef {object} Result
 * @property {"ja" | "en"} language
 * @property {string} prompt
 * @property {string} trigger the last part of the prompt
 * @property {number} prompt_tokens
 * @property {string} written
 * @property {string} completion
 * @property {readonly Step[]} steps
 * @property {number | null} first_wrong
 * @property {string | null} answer
 * @property {string | null} answer_by_steps
 * @property {boolean | null} correct
 * @property {readonly string[] | null} solution
 * @property {number} tokens
 * @property {number} milliseconds
 * @property {"stop" | "until" | "length" | ""} ended
 * @property {number} token_limit
 * @property {import("../shared/model-card.js").ModelFacts} model
 * @property {readonly {id: string, name: string}[]} models
 * @property {{people: number, ahead: number, done: number, total: number} | null} queue null: all is there
 *
 * @typedef {object} ChainOfThought
 * @property {"chain-of-thought"} view
 * @property {string} query
 * @property {Params} params
 * @property {Result} result
 * @property {boolean} [partial] more is to come
 * @property {boolean} [stopped] more was to come
 */

export {};
