/**
 * The data of the attention view, as the server sends it, and what the parts of the picture say to each other.
 * Layers, heads and positions are counted from 0. Of a matrix, rows are queries and columns are keys.
 *
 * @typedef {"head" | "average" | "rollout"} MatrixKind one head; the mean over heads; attention rollout
 * @typedef {"heatmap" | "lines" | "token"} PictureKind
 * @typedef {"text" | "probe"} Measured what the labels' scores were measured on: this text, or fixed sentences
 * @typedef {"previous" | "first" | "same" | "induction" | "diagonal" | "separator" | "punctuation" | "broad"} LabelName
 * @typedef {"b" | "difference"} Beside what stands at the right where there is room for one only: B, or B − A
 * @typedef {"place" | "entropy" | LabelName} Sort
 *
 * @typedef {object} Params
 * @property {string} text
 * @property {string} text_b "" where there is none
 * @property {string} model
 * @property {string} model_b "" means the same
 * @property {MatrixKind} matrix
 * @property {number | null} layer null: chosen by rule; for averages and rollout: all layers
 * @property {number | null} head
 * @property {number | null} layer_b
 * @property {number | null} head_b
 * @property {number | null} query a position in A
 * @property {number | null} key a position in A
 * @property {Measured} measured
 * @property {boolean} overview
 * @property {PictureKind} picture
 * @property {Sort} sort
 * @property {number} least
 * @property {Beside} beside
 *
 * @typedef {import("../shared/text.js").Token} Token
 *
 * @typedef {import("../shared/model-card.js").ModelFacts} Model
 *
 * @typedef {object} Shown which matrix `weights` is
 * @property {MatrixKind} matrix
 * @property {number | null} layer null: over all layers
 * @property {number | null} head null where it is not one head
 * @property {"asked" | "link" | "content" | "first look" | null} chosen_by
 *
 * @typedef {object} Overview all heads small
 * @property {number} side cells along one side of a thumbnail
 * @property {string} thumbnails base64 of uint8 [layers · heads · side · side]; a value is 255 · √weight
 *
 * @typedef {object} Labels
 * @property {Measured} measured
 * @property {number} texts how many texts the probe has
 * @property {readonly LabelName[]} names
 * @property {readonly (readonly (LabelName | "mixed")[])[]} label [layers][heads]
 * @property {Readonly<Partial<Record<LabelName, readonly (readonly (number | null)[])[]>>>} scores each [layers][heads], 0 … 1
 * @property {readonly (readonly number[])[]} entropy_bits [layers][heads]
 * @property {Readonly<Partial<Record<LabelName | "mixed", number>>>} counts
 *
 * @typedef {{layer: number, head: number, weight: number}} HeadWeight
 *
 * @typedef {object} Link one query and one key, over all heads
 * @property {number} query
 * @property {number} key
 * @property {number} weight in the matrix shown
 * @property {boolean} masked the query cannot see the key
 * @property {number | null} rank of the shown head among all heads by this weight, 1 = largest; null where it is not one head
 * @property {number} heads_total
 * @property {number} below heads that give less than 0.05
 * @property {number} mean over all heads
 * @property {readonly HeadWeight[]} top the heads that give most
 *
 * @typedef {object} TokenLooks where one token looks, over all layers and heads
 * @property {number} position
 * @property {readonly number[]} mean [n] over all layers and heads
 * @property {readonly (readonly number[])[]} layers [layers][n] means over heads
 * @property {readonly (readonly number[])[] | null} heads [heads][n] of the shown layer
 * @property {readonly HeadWeight[]} strongest [n] the head that gives each key most
 *
 * @typedef {object} Look one text read by one model
 * @property {string} text
 * @property {Model} model
 * @property {readonly Token[]} tokens
 * @property {number} unknown number of unknown tokens
 * @property {number} layers
 * @property {number} heads
 * @property {number} token_limit
 * @property {number | null} query the positions that were used
 * @property {number | null} key
 * @property {Shown} shown
 * @property {readonly (readonly number[])[]} weights n × n, query × key
 * @property {Overview | null} overview
 * @property {Labels | null} labels
 * @property {Link | null} link
 * @property {TokenLooks | null} token
 *
 * @typedef {{id: string, name: string, kind: "encoder" | "decoder", languages: readonly string[], layers: number}} KnownModel one that can be chosen
 *
 * @typedef {object} Difference B − A over the tokens that both have
 * @property {readonly (readonly [number, number])[]} pairs positions in A and B
 * @property {readonly (readonly number[])[]} weights pairs × pairs, query × key
 * @property {{pair_query: number, pair_key: number, value: number} | null} largest
 *
 * @typedef {Look & {b: Look | null, difference: Difference | null, difference_why?: string | null, models: readonly KnownModel[]}} Result the top level is look A
 *
 * @typedef {object} AttentionData
 * @property {"attention"} view
 * @property {string} [query] the canonical query string
 * @property {Params} params
 * @property {Result} result
 * @property {boolean} [partial]
 *
 * @typedef {object} Focus what one looks at now: under the pointer or the keyboard, or locked
 * @property {number | null} query
 * @property {number | null} key
 * @property {boolean} locked
 *
 * @typedef {object} Options how a large picture is to be drawn
 * @property {number} width px there are
 * @property {number} height px it should take at most; 0: as much as it needs
 * @property {Difference | null} [difference] draw this instead of the look's own weights
 * @property {Look | null} [second] look B, for the axes of a difference
 * @property {readonly import("./sheet.js").Sheet[] | null} [level] all whose rows are to stand level with each other, this one included
 * @property {number} most tokens of the longer of two looks: both take the room that it needs
 * @property {boolean} still a picture without controls
 *
 * @typedef {object} Hands what a large picture reports; positions of the look it shows
 * @property {(query: number | null, key: number | null) => void} point the pointer or the keyboard looks here; never asks the server
 * @property {(query: number | null, key: number | null) => void} lock
 * @property {(layer: number | null, head: number | null) => void} [pick] another layer or head is wanted
 *
 * @typedef {object} LargePicture
 * @property {HTMLElement} element
 * @property {HTMLElement} foot what stands under it in words
 * @property {(look: Look, focus: Focus, options: Options) => void} show
 * @property {() => void} repaint colours or letters are other ones
 */

export {};
