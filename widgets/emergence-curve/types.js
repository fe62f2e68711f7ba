/**
 * The data of the emergence view, as the server sends it; calculation.js makes the same from `measurements`.
 *
 * @typedef {object} Params
 * @property {number} length L, tokens of an answer
 * @property {number} scale c, parameters
 * @property {number} exponent α
 * @property {number} parameters the size one looks at
 * @property {number} problems of a test
 * @property {"both" | "token" | "exact"} metric what is drawn
 * @property {"linear" | "log"} y scale of the vertical axis
 * @property {boolean} zoom to the sizes that were measured
 * @property {"ja" | "en"} language of the measured problems
 * @property {"numbers" | "patterns"} split which of them: new numbers and names, or new patterns, too
 *
 * @typedef {{parameters: number, per_token: number, exact: number}} Point
 * @typedef {{low: number, high: number, factor: number, token_low: number, token_high: number}} Rise
 *
 * @typedef {object} MeasuredModel
 * @property {string} model
 * @property {string} name
 * @property {number} parameters
 * @property {number} problems
 * @property {number} solved
 * @property {number} characters
 * @property {number} right
 * @property {number} per_token
 * @property {number} exact
 * @property {number} low 95 % interval of exact
 * @property {number} high
 * @property {number} predicted per_token to the power of the length
 * @property {number} loss nats a character
 *
 * @typedef {object} Counts of one model, language and split, by length from 1 on
 * @property {string} model
 * @property {string} name
 * @property {number} parameters
 * @property {"ja" | "en"} language
 * @property {"numbers" | "patterns"} split
 * @property {readonly number[]} problems
 * @property {readonly number[]} right
 * @property {readonly number[]} exact
 * @property {readonly number[]} nats
 *
 * @typedef {{made: string, seed: number, steps: number, entries: readonly Counts[]}} Measurements
 *
 * @typedef {object} Result
 * @property {readonly Point[]} curve
 * @property {Point} point
 * @property {number} threshold parameters at which half of the answers are right
 * @property {number} steepness
 * @property {Rise} rise
 * @property {number} noticeable share
 * @property {number} noticed parameters
 * @property {readonly MeasuredModel[]} measured
 * @property {number} longest
 * @property {{scale: number, exponent: number} | null} fit
 * @property {Measurements} measurements
 *
 * @typedef {{view: "emergence", params: Params, result: Result}} EmergenceData
 */

export {};
