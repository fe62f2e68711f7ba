/**
 * The data of the attention-pattern view, as the server sends it.
 *
 * @typedef {"full" | "causal" | "window" | "random" | "global" | "bigbird"} Kind
 * @typedef {"global" | "window" | "random"} Part
 * @typedef {"log" | "linear"} Scale
 *
 * @typedef {object} Settings what the controls of the picture set; none of it needs the server
 * @property {Kind} pattern
 * @property {number} length of the text in tokens
 * @property {number} window tokens on each side
 * @property {number} random further keys a query
 * @property {number} global the first tokens
 * @property {number} seed of the lots
 * @property {boolean} causal
 * @property {number | null} query the token whose paths are measured; null: the last one
 * @property {Scale} scale of the curve
 *
 * @typedef {object} Growth
 * @property {number} length
 * @property {number} pairs
 * @property {number} full
 *
 * @typedef {object} Result
 * @property {readonly string[]} mask a string of 0 and 1 for each query
 * @property {number} pairs
 * @property {Readonly<Record<Part, number>>} parts
 * @property {number} share
 * @property {boolean} causal
 * @property {readonly Growth[]} growth
 * @property {{query: number, layers: readonly (number | null)[], longest: number}} path
 * @property {number} rnn_steps
 * @property {number} attention_steps
 *
 * @typedef {object} AttentionPatternData
 * @property {"attention-pattern"} view
 * @property {Settings} params
 * @property {Result} result
 */

export {};
