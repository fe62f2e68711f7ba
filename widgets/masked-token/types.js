/**
 * The data of the masked-token view, as the server sends it.
 *
 * @typedef {"both" | "left" | "right"} Side
 *
 * @typedef {import("../shared/text.js").Token & {blank: number | null, unknown: boolean}} TextToken
 *   blank: which blank it is; unknown: the model has no word for it
 *
 * @typedef {object} Candidate
 * @property {number} id
 * @property {string} text
 * @property {string} bytes hex
 * @property {boolean} partial
 * @property {boolean} special
 * @property {number} rank 1 is the most probable
 * @property {number} logit
 * @property {number} probability
 *
 * @typedef {Candidate & {left: number, right: number}} Filling seen from both sides; left, right: its probability when
 *   only that side is seen
 *
 * @typedef {object} Seen a blank when so much of the text is seen
 * @property {number} tokens that are seen
 * @property {readonly Candidate[]} candidates
 * @property {number} entropy_bits
 *
 * @typedef {object} Blank seen from both sides
 * @property {number} token its place among the tokens
 * @property {number} tokens that are seen
 * @property {readonly Filling[]} candidates
 * @property {number} entropy_bits
 * @property {Filling | null} chosen what was filled in
 * @property {Seen} left
 * @property {Seen} right
 *
 * @typedef {import("../shared/accuracy.js").Tally & {bits: number}} Tally
 *
 * @typedef {object} Result
 * @property {readonly TextToken[]} tokens
 * @property {readonly Blank[]} blanks
 * @property {number} vocabulary_size
 * @property {number} token_limit
 * @property {readonly {id: string, name: string}[]} known
 * @property {Readonly<Record<string, Readonly<Record<Side, Tally>>>>} measured by language; empty where nothing was
 * @property {boolean} own
 * @property {import("../shared/model-card.js").ModelFacts} model
 *
 * @typedef {{text: string, model: string, fill: readonly number[], blank: number, top_n: number}} Params
 *
 * @typedef {{view: "masked-token", params: Params, result: Result}} MaskedTokenData
 */

export {};
