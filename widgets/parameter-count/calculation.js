/**
 * The arithmetic of the picture, so that it follows a slider at once: that of sandbox/topics/scale/shape.py and the view
 * parameter-count, where every part is explained. A test holds the two together.
 */

import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Shape} Shape */
/** @typedef {readonly (readonly [letter: string, value: number])[]} Tensor the sides of a matrix, or the length of a vector */

export const OWN = "own";
const TEXT = 2048;
const EMBEDDINGS = ["token_embedding", "position_embedding", "segment_embedding", "output"];

/**
 * The same shape with nothing left to be worked out.
 * @param {Shape} shape
 * @returns {Shape}
 */
export function settled(shape) {
  return {
    ...shape,
    kv_heads: Math.min(shape.kv_heads || shape.heads, shape.heads),
    d_head: shape.d_head || Math.max(1, Math.floor(shape.d_model / shape.heads)),
    experts_used: Math.min(shape.experts_used, shape.experts),
  };
}

/**
 * A model of that shape, part by part.
 * @param {Shape} shape
 * @returns {(Part & {tensors: readonly Tensor[]})[]}
 */
export function partsOf(shape) {
  const { kv_heads, d_head, experts_used, ...plain } = settled(shape);
  /** @type {readonly [string, number]} */ const d = ["d", plain.d_model];
  /** @type {readonly [string, number]} */ const queries = ["H·Q", plain.heads * d_head];
  /** @type {readonly [string, number]} */ const keys = ["K·Q", kv_heads * d_head];
  /** @type {readonly [string, number]} */ const neurons = ["f", plain.d_ff];
  /** @type {readonly [string, number]} */ const vocabulary = ["V", plain.vocabulary];
  /** @type {readonly Tensor[]} */ const scale = plain.norm === "layer" ? [[d], [d]] : [[d]];
  const everywhere = plain.biases === "all";
  /** @type {(Part & {tensors: readonly Tensor[]})[]} */
  const found = [];

  const add = (/** @type {string} */ name, /** @type {import("./types.js").Place} */ place, /** @type {readonly Tensor[]} */ tensors, count = 1, used = count) => {
    const each = tensors.reduce((sum, tensor) => sum + product(tensor), 0);
    const written = (/** @type {0 | 1} */ side) => tensors.map((tensor) => tensor.map((size) => (side ? whole(size[1]) : size[0])).join(" × ")).join(" + ");
    found.push({ name, place, each, count, total: each * count, active: each * used, formula: written(0), numbers: written(1), tensors });
  };
  const outside = (/** @type {string} */ name, /** @type {"input" | "output"} */ place, /** @type {boolean} */ wanted, /** @type {readonly Tensor[]} */ ...tensors) => wanted && add(name, place, tensors);
  const inside = (/** @type {string} */ name, /** @type {boolean} */ wanted, /** @type {readonly Tensor[]} */ ...tensors) => wanted && add(name, "layer", tensors, plain.layers);
  const matrix = (/** @type {string} */ name, /** @type {Tensor[number]} */ rows, /** @type {Tensor[number]} */ columns, /** @type {boolean} */ bias) =>
    inside(name, true, [rows, columns], ...(bias ? [[columns]] : []));
  const expert = (/** @type {string} */ name, /** @type {Tensor[number]} */ rows, /** @type {Tensor[number]} */ columns) =>
    add(name, "layer", [[rows, columns], ...(everywhere ? [[columns]] : [])], plain.layers * plain.experts, plain.layers * experts_used);

  outside("token_embedding", "input", true, [vocabulary, d]);
  outside("position_embedding", "input", plain.context > 0, [["T", plain.context], d]);
  outside("segment_embedding", "input", plain.segments > 0, [["S", plain.segments], d]);
  outside("embedding_norm", "input", plain.embedding_norm, ...scale);
  inside("attention_norm", plain.norms > 0, ...scale);
  matrix("query", d, queries, plain.biases !== "none");
  matrix("key", d, keys, plain.biases !== "none");
  matrix("value", d, keys, plain.biases !== "none");
  inside("qk_norm", plain.qk_norm, [["Q", d_head]], [["Q", d_head]]);
  matrix("attention_output", queries, d, everywhere);
  inside("attention_post_norm", plain.norms > 2, ...scale);
  inside("mlp_norm", plain.norms > 1, ...scale);
  inside("router", plain.experts > 1, [d, ["E", plain.experts]]);
  if (plain.mlp === "gated") expert("mlp_gate", d, neurons);
  expert("mlp_up", d, neurons);
  expert("mlp_down", neurons, d);
  inside("mlp_post_norm", plain.norms > 3, ...scale);
  outside("final_norm", "output", plain.final_norm, ...scale);
  outside("pooler", "output", plain.pooler, [d, d], [d]);
  outside("output", "output", plain.kind === "decoder" && !plain.tied, [d, vocabulary]);
  return found;
}

/** @param {Tensor} tensor */
const product = (tensor) => tensor.reduce((all, [, value]) => all * value, 1);

/** @param {readonly {total: number}[]} parts */
const sum = (parts) => parts.reduce((all, { total }) => all + total, 0);

/**
 * The known shape that was asked for, if one was.
 * @param {Params} params
 * @param {readonly Known[]} shapes
 */
export const asked = ({ shape, model }, shapes) => shapes.find((one) => (model ? one.model === model : one.id === shape));

/**
 * The answer for other parameters.
 * @param {Params} params
 * @param {Pick<Result, "shapes" | "file">} result an answer from before: the table of known shapes stays, and the file where
 *   it is that of the same model
 * @returns {Result}
 */
export function calculate(params, { shapes, file }) {
  const chosen = asked(params, shapes);
  const { shape: _id, model, ...own } = params;
  const shape = chosen?.shape ?? own;
  const one = settled(shape);
  const same = (/** @type {Shape} */ other) => Object.entries(settled(other)).every(([name, value]) => one[/** @type {keyof Shape} */ (name)] === value);
  const alike = [...(chosen ? [chosen] : []), ...shapes.filter((known) => known !== chosen && same(known.shape))];
  const changes = alike[0]?.mended ?? {};

  const found = partsOf(shape);
  const total = sum(found);
  const layers = found.filter(({ place }) => place === "layer");
  const matrices = layers.flatMap(({ tensors, active, each }) => tensors.filter(({ length }) => length === 2).map((tensor) => (active / each) * product(tensor)));
  const scored = shape.kind === "decoder" ? shape.d_model * shape.vocabulary : 0;
  const length = shape.context || TEXT;
  return {
    shape,
    known: alike.map(({ id }) => id),
    parts: found.map(({ tensors: _, ...part }) => part),
    total,
    active: found.reduce((all, { active }) => all + active, 0),
    without_embedding: total - sum(found.filter(({ name }) => EMBEDDINGS.includes(name))),
    per_layer: sum(layers) / shape.layers,
    kv_bytes_per_token: shape.kind === "encoder" ? 0 : (2 * shape.layers * one.kv_heads * one.d_head * 16) / 8,
    flops_per_token: 2 * (matrices.reduce((all, weights) => all + weights, 0) + scored) + 4 * shape.layers * shape.heads * one.d_head * length,
    text_length: length,
    notes: notesOf(shape),
    mended: Object.keys(changes).length ? { changes, total: sum(partsOf({ ...shape, ...changes })) } : null,
    shapes,
    file: model && file?.model === model ? file : null,
  };
}

/** @param {Shape} shape @returns {Result["notes"]} */
function notesOf({ d_head, d_model, heads, kv_heads, experts, experts_used }) {
  /** @type {[import("./types.js").Note, boolean][]} */
  const found = [
    ["uneven_heads", !d_head && d_model % heads > 0],
    ["uneven_groups", kv_heads > 0 && heads % kv_heads > 0],
    ["few_experts", experts_used > experts],
  ];
  return found.flatMap(([code, isSo]) => (isSo ? [code] : []));
}
