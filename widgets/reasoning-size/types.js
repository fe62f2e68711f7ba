/**
 * The data of the reasoning-size view, as the server sends it.
 *
 * @typedef {object} Training
 * @property {number} small_sums steps with sums of small numbers
 * @property {number} revision steps with sums and problems mixed
 * @property {number} sums steps with all sums
 * @property {number} problems steps with whole problems
 * @property {number} tokens characters read
 * @property {number} seconds
 *
 * @typedef {object} Size one model
 * @property {string} model
 * @property {string} name
 * @property {"soroban" | "other"} family soroban: trained here, in the same way at each size
 * @property {number} parameters
 * @property {Readonly<Record<string, import("../shared/accuracy.js").Tally>>} accuracy by style of the prompt
 * @property {Training | null} training
 *
 * @typedef {object} Params
 * @property {"ja" | "en"} language
 * @property {"numbers" | "patterns"} split
 * @property {number} steps 0: all
 * @property {string} model the one that is looked at; the picture's own matter
 *
 * @typedef {object} Result
 * @property {string} made day of the measurement
 * @property {string} rule
 * @property {readonly Size[]} sizes from small to large
 *
 * @typedef {{view: "reasoning-size", params: Params, result: Result}} ReasoningSizeData
 */

export {};
