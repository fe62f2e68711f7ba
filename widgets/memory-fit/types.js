/**
 * The data of the memory view, as the server sends it and as calculation.js computes it again.
 *
 * @typedef {"inference" | "full" | "lora" | "qlora"} Method
 * @typedef {"none" | "data" | "tensor" | "pipeline" | "zero-1" | "zero-2" | "zero-3"} Sharding
 * @typedef {"q" | "k" | "v" | "o" | "up" | "down" | "gate"} Target
 *
 * @typedef {object} Params
 * @property {string} shape id of a known one, or "own": then those up to `gated` count
 * @property {number} parameters
 * @property {number} layers 0: not known
 * @property {number} d_model
 * @property {number} heads
 * @property {number} kv_heads 0: as many as heads
 * @property {number} d_head 0: d_model / heads
 * @property {number} d_ff 0: 4 · d_model
 * @property {number} vocabulary
 * @property {boolean} gated
 * @property {Method} method
 * @property {32 | 16 | 8 | 4} bits of a weight, for inference
 * @property {16 | 18} adam bytes a trained parameter
 * @property {number} context tokens
 * @property {number} batch sequences at once, on all GPUs together
 * @property {boolean} checkpointing only the inputs of layers are kept
 * @property {boolean} flash attention weights are never stored
 * @property {number} rank
 * @property {readonly Target[]} targets
 * @property {Sharding} sharding
 * @property {number} gpus
 * @property {string} gpu the one that is drawn
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {string} organisation
 * @property {number} year
 * @property {number} parameters
 * @property {number} in_layers parameters in layers
 * @property {number} at_the_end of the others, those on the first GPU of a pipeline
 * @property {boolean} decoder
 * @property {number} layers 0: not known, and nothing after it means anything
 * @property {number} d_model
 * @property {number} heads
 * @property {number} kv_heads
 * @property {number} d_head
 * @property {number} d_ff
 * @property {boolean} gated
 * @property {number} experts
 * @property {number} vocabulary
 * @property {number} trained_context 0: not known
 *
 * @typedef {object} Part what one kind of content takes on the fullest GPU: count × each × share = bytes
 * @property {string} name
 * @property {number} count parameters or tokens
 * @property {number} each
 * @property {number} share
 * @property {number} bytes
 * @property {string} formula
 *
 * @typedef {object} Fit
 * @property {string} gpu
 * @property {string} name
 * @property {number} memory
 * @property {boolean} ok
 * @property {number} share of its memory that is needed
 * @property {number | null} most_context
 * @property {number | null} least GPUs
 * @property {{yen: number, kind: "about" | "from", date: string} | null} price
 * @property {number | null} least_yen
 *
 * @typedef {object} Result
 * @property {Model} model
 * @property {readonly Model[]} models
 * @property {readonly Part[]} parts
 * @property {number} total_bytes on the fullest GPU
 * @property {number} whole_bytes on a single GPU that would do all
 * @property {number} fleet_bytes on all GPUs
 * @property {number} used GPUs that hold something
 * @property {number} trained parameters
 * @property {number} kv_bytes_per_token on all GPUs
 * @property {readonly Fit[]} fits
 * @property {readonly string[]} notes
 *
 * @typedef {{view: "memory", params: Params, result: Result}} MemoryData
 */

export {};
