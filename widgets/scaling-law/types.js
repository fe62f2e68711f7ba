/**
 * The data of the scaling-law view, as the server sends it. Losses in nats a token.
 *
 * @typedef {"kaplan" | "hoffmann" | "hoffmann-unrounded" | "besiroglu"} LawId
 *
 * @typedef {object} Params
 * @property {LawId} law
 * @property {number} parameters
 * @property {number} tokens
 * @property {"parameters" | "tokens" | "compute"} axis of the curve
 * @property {"curve" | "iso-loss"} picture
 * @property {readonly string[]} models ids, or "all", or "none"
 *
 * @typedef {{name: string, value: number}} Named
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {string} organisation
 * @property {number} year
 * @property {number} parameters
 * @property {number} tokens
 * @property {number | null} loss measured, where it was published
 * @property {string | null} text on which
 * @property {boolean} rumour never confirmed
 * @property {string} source
 * @property {number} predicted loss
 * @property {boolean} shown
 *
 * @typedef {object} Result
 * @property {number} loss
 * @property {number | null} standard_error
 * @property {readonly [number, number] | null} interval 95 %
 * @property {number} perplexity
 * @property {readonly Named[]} terms irreducible, parameters, tokens; for Kaplan's law the two in the bracket
 * @property {readonly Named[]} alone Kaplan's laws of one quantity
 * @property {number} endless_tokens the loss if the tokens were without limit
 * @property {number} endless_parameters
 * @property {number} compute FLOP
 * @property {number} pf_days
 * @property {number} tokens_per_parameter
 * @property {import("../shared/laws.js").Optimum} best use of the same compute
 * @property {readonly Named[]} compared the loss by each law
 * @property {readonly import("../shared/laws.js").Law[]} laws
 * @property {import("../shared/laws.js").Covariance} covariance
 * @property {readonly Model[]} models
 *
 * @typedef {{view: "scaling-law", params: Params, result: Result}} ScalingLawData
 */

export {};
