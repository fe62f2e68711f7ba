/**
 * The data of the parameter-count view, as the server sends it.
 *
 * @typedef {object} Shape what decides how many parameters a model has: sandbox/topics/scale/shape.py
 * @property {"decoder" | "encoder"} kind
 * @property {number} layers
 * @property {number} d_model
 * @property {number} heads
 * @property {number} kv_heads 0: as many as heads
 * @property {number} d_head 0: d_model / heads
 * @property {number} d_ff
 * @property {number} vocabulary
 * @property {number} context learned positions; 0: none
 * @property {number} segments
 * @property {"plain" | "gated"} mlp
 * @property {"layer" | "rms"} norm
 * @property {number} norms of a layer
 * @property {boolean} qk_norm
 * @property {boolean} embedding_norm
 * @property {boolean} final_norm
 * @property {"all" | "qkv" | "none"} biases
 * @property {boolean} tied
 * @property {boolean} pooler
 * @property {number} experts
 * @property {number} experts_used
 *
 * @typedef {Shape & {shape: string, model: string}} Params shape: the id of a known one, or "own"
 *
 * @typedef {"input" | "layer" | "output"} Place
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {Place} place
 * @property {number} each
 * @property {number} count
 * @property {number} total
 * @property {number} active of the total, what computes for one token
 * @property {string} formula `each` in letters
 * @property {string} numbers `each` in figures
 *
 * @typedef {object} Known a known shape
 * @property {string} id
 * @property {string} name
 * @property {string} organisation
 * @property {number} year
 * @property {Shape} shape
 * @property {string} source
 * @property {number} trained_context
 * @property {number | null} published
 * @property {string} published_source
 * @property {number | null} said
 * @property {Partial<Shape>} mended
 * @property {string} model
 *
 * @typedef {object} CountedFile what a ready model's weights.bin holds
 * @property {string} model
 * @property {string} name
 * @property {string} precision
 * @property {string} source_precision
 * @property {number} bytes
 * @property {number} tensors
 * @property {number} parameters
 * @property {Readonly<Record<string, number>>} parts
 * @property {Readonly<Record<string, number>>} left_out
 *
 * @typedef {"uneven_heads" | "uneven_groups" | "few_experts"} Note
 *
 * @typedef {object} Result
 * @property {Shape} shape
 * @property {readonly string[]} known ids of the known models of this shape
 * @property {readonly Part[]} parts
 * @property {number} total
 * @property {number} active
 * @property {number} without_embedding
 * @property {number} per_layer
 * @property {number} kv_bytes_per_token
 * @property {number} flops_per_token
 * @property {number} text_length
 * @property {readonly Note[]} notes
 * @property {{changes: Partial<Shape>, total: number} | null} mended
 * @property {readonly Known[]} shapes
 * @property {CountedFile | null} file
 *
 * @typedef {{view: "parameter-count", params: Params, result: Result}} ParameterCountData
 */

export {};
