/**
 * The data of the next-token view, as the server sends it.
 *
 * @typedef {import("../shared/text.js").Token} Token
 *
 * @typedef {object} Candidate
 * @property {number} id
 * @property {string} text
 * @property {string} bytes hex
 * @property {boolean} partial it ends or begins inside a character
 * @property {boolean} special
 * @property {number} rank 1 is the most probable
 * @property {number} logit
 * @property {number} probability before re-shaping
 * @property {number} adjusted after
 * @property {import("./shape.js").Rule | null} cut_by
 *
 * @typedef {object} Throw
 * @property {number} seed
 * @property {number} position length of the text in tokens when the dice were thrown
 * @property {number} u 0 ≤ u < 1
 * @property {number} id
 * @property {string} text
 * @property {string} bytes hex
 * @property {boolean} partial
 * @property {number} rank
 * @property {number} probability
 * @property {number} start where its stretch of 0 … 1 begins
 * @property {number} end where it ends
 *
 * @typedef {object} NextToken
 * @property {"next-token"} view
 * @property {Params} params
 * @property {Result} result
 *
 * @typedef {import("./shape.js").Settings & {text: string, then: readonly number[], model: string, top_n: number,
 *   seed: number | null}} Params
 *
 * @typedef {object} Result
 * @property {readonly Token[]} tokens
 * @property {readonly Candidate[]} candidates
 * @property {import("./shape.js").Spectrum} spectrum
 * @property {number} entropy_bits
 * @property {number} kept
 * @property {number} vocabulary_size
 * @property {Throw | null} throw
 * @property {string | null} as_text
 * @property {import("../shared/model-card.js").ModelFacts} model
 */

export {};
