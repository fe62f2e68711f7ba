/**
 * The data of the scaling-fit view, as the server sends it.
 *
 * @typedef {"none" | "largest-run" | "largest-model"} Without
 * @typedef {"parameters" | "characters" | "compute"} Axis
 * @typedef {import("../shared/laws.js").Constants} Constants
 *
 * @typedef {object} Run one model that was trained
 * @property {number} width
 * @property {number} layers
 * @property {number} parameters
 * @property {number} characters each read once
 * @property {number} seed
 * @property {number} loss on the held-out text, nats a character
 * @property {number} loss_ja
 * @property {number} loss_en
 * @property {number} seconds
 * @property {readonly (readonly [number, number])[]} curve characters read, loss on the text just read
 *
 * @typedef {object} Fit
 * @property {number} runs
 * @property {Constants} constants
 * @property {readonly (readonly [number, number, number, number, number])[]} samples constants of fits to runs drawn anew
 * @property {Constants} standard_errors of E, ln A, ln B, α, β
 * @property {number} scatter standard deviation of ln loss − ln L
 *
 * @typedef {object} OfLaw what the law says of a run
 * @property {boolean} fitted
 * @property {readonly [number, number, number]} terms E, A/N^α, B/D^β
 * @property {number} loss
 * @property {number} low 95 %
 * @property {number} high
 * @property {number | null} error loss / measured − 1
 *
 * @typedef {object} Params
 * @property {Axis} axis
 * @property {Without} without
 * @property {boolean} subtract draw the loss above the true entropy
 * @property {number} parameters one asks the law about
 * @property {number} characters
 * @property {number} live_parameters the reader's own run; 0: there is none
 * @property {number} live_characters
 * @property {number} live_loss
 *
 * @typedef {object} Result
 * @property {readonly Run[]} runs
 * @property {number} entropy
 * @property {Readonly<Record<Without, Fit>>} fits
 * @property {number} least characters: shorter runs are never fitted to
 * @property {readonly OfLaw[]} said of each of the runs
 * @property {number} largest place of the largest run
 * @property {OfLaw} asked
 * @property {OfLaw | null} live
 * @property {readonly import("../shared/laws.js").Law[]} papers
 *
 * @typedef {{view: "scaling-fit", params: Params, result: Result}} ScalingFitData
 */

export {};
