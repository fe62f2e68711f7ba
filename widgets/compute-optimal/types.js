/**
 * The data of the compute-optimal view, as the server sends it; calculation.js makes the same from the tables in it.
 *
 * @typedef {"kaplan" | "hoffmann" | "hoffmann-unrounded" | "besiroglu"} LawId
 * @typedef {readonly [number, number]} Pair
 *
 * @typedef {object} Params
 * @property {LawId} law
 * @property {number} compute FLOP
 * @property {number} parameters the size one looks at; 0: what the law advises
 *
 * @typedef {import("../shared/laws.js").Optimum} Best
 * @typedef {{compute: number, points: readonly {parameters: number, loss: number}[], bottom: Best}} Valley
 * @typedef {{parameters: Pair, tokens: Pair, tokens_per_parameter: Pair, loss: Pair}} Intervals
 * @typedef {{parameters: number, tokens: number, tokens_per_parameter: number, loss: number, excess: number, enough: number, share: number}} Chosen
 * @typedef {{law: LawId, parameters: number, tokens: number, tokens_per_parameter: number, loss: number, judged: Chosen}} Advice
 * @typedef {{compute: number, parameters: number, low: number | null, high: number | null}} AtCompute
 * @typedef {{law: LawId, points: readonly AtCompute[]}} AdviceLine
 *
 * @typedef {object} TrainedModel
 * @property {string} id
 * @property {string} name
 * @property {string} organisation
 * @property {number} year
 * @property {number} parameters
 * @property {number} tokens
 * @property {number | null} loss
 * @property {string | null} text
 * @property {boolean} rumour
 * @property {string} source
 * @property {number} compute
 * @property {number} tokens_per_parameter
 * @property {number} best parameters that the law would have advised
 *
 * @typedef {object} Result
 * @property {number} parameters
 * @property {number} tokens
 * @property {number} tokens_per_parameter
 * @property {number} loss
 * @property {number} compute 6·N·D of the advice
 * @property {Intervals | null} intervals
 * @property {Chosen} point
 * @property {readonly Valley[]} valleys
 * @property {readonly Advice[]} advice
 * @property {readonly AdviceLine[]} lines
 * @property {readonly TrainedModel[]} models
 * @property {readonly (import("../shared/laws.js").Law & {id: LawId})[]} laws
 * @property {readonly (readonly number[])[]} covariance
 *
 * @typedef {{view: "compute-optimal", params: Params, result: Result}} ComputeOptimalData
 */

export {};
