/**
 * The data of the view bertviz, as the server sends it. Layers, heads and positions are counted from 0.
 *
 * @typedef {"head" | "model"} Kind BertViz's head view (one layer) or model view (many layers at once)
 *
 * @typedef {object} Params
 * @property {string} text
 * @property {string} text_b the second sentence of a pair; "" where there is none
 * @property {string} model
 * @property {Kind} kind
 * @property {number | null} layer the first one that is shown; null leaves the choice to the server
 *
 * @typedef {object} Choosable a model that can be asked
 * @property {string} id
 * @property {string} name
 * @property {"decoder" | "encoder"} kind
 * @property {number} layers
 *
 * @typedef {object} Result
 * @property {boolean} installed whether the server has BertViz
 * @property {string | null} version
 * @property {string | null} frame address of BertViz's document, without the language of its labels
 * @property {import("../shared/model-card.js").ModelFacts} model
 * @property {readonly Choosable[]} models
 * @property {readonly import("../shared/text.js").Token[]} tokens
 * @property {number | null} second the first token of the second sentence
 * @property {number} layers of the model
 * @property {number} heads
 * @property {number} token_limit
 * @property {number} line_limit
 * @property {number} start the layer that is shown first
 * @property {readonly number[]} shown the layers that are seen at once
 * @property {number} lines how many lines BertViz draws at once
 * @property {string} weights base64 of uint8 [shown · heads · tokens · tokens], query × key; a value is 255 · weight
 * @property {number} megabytes what the data of BertViz's picture take at most
 *
 * @typedef {object} BertvizData
 * @property {"bertviz"} view
 * @property {Params} params
 * @property {Result} result
 */

export {};
