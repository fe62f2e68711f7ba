/**
 * The data of the attention-steps view, as the server sends it: n tokens, vectors of d numbers.
 * Layers, heads and positions are counted from 0.
 *
 * @typedef {import("../shared/text.js").Token} Token
 *
 * @typedef {object} Params
 * @property {string} text
 * @property {string} model
 * @property {number | null} layer null: chosen by rule
 * @property {number | null} head
 * @property {number | null} query
 * @property {number | null} key
 * @property {number} step where the picture stands: 0 is the start, LAST the end
 *
 * @typedef {import("../shared/model-card.js").ModelFacts} Model
 *
 * @typedef {object} Result
 * @property {readonly Token[]} tokens
 * @property {Model} model
 * @property {number} layers how many the model has
 * @property {number} heads in each layer
 * @property {number} layer
 * @property {number} head
 * @property {number} query place of the token that looks
 * @property {number} key place of the token whose numbers are followed
 * @property {number} d_head
 * @property {readonly number[]} q [d]
 * @property {readonly (readonly number[])[]} k [n][d]
 * @property {readonly (readonly number[])[]} v [n][d]
 * @property {readonly number[]} scores [n] q·k
 * @property {readonly number[]} scaled [n] divided by √d
 * @property {readonly (number | null)[]} masked [n] null where the query may not look
 * @property {number} largest of the masked ones
 * @property {readonly number[]} exponentials [n] e^(masked − largest)
 * @property {number} total their sum
 * @property {readonly number[]} weights [n]
 * @property {readonly number[]} output [d]
 * @property {readonly number[]} heatmap_row [n] the weights as the model computed them
 * @property {number} largest_difference between the two
 * @property {readonly {id: string, name: string}[]} models those that can be chosen
 *
 * @typedef {object} AttentionStepsData
 * @property {"attention-steps"} view
 * @property {Params} params
 * @property {Result} result
 *
 * @typedef {{result: Result, key: number, place: number}} State what is to be seen now: the followed key, and the step
 */

export {};
