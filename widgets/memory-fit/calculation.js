/**
 * The memory of a model, computed again at every movement of a slider. The same as sandbox/topics/scale/memory.py, where
 * it is explained, and views/memory.py; a test compares them.
 */

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {"weights" | "gradients" | "optimizer"} State */
/** @typedef {{layers: number, rest: number, split: "" | "/n" | "pipeline"}} Held */

/** Bits a weight, with the scales of 4-bit blocks. */
export const BITS = { 32: 32, 16: 16, 8: 8, 4: 4 + 16 / 32 };
export const QLORA_BITS = 4 + 8 / 64 + 32 / (64 * 256);
const HALF = 2; // bytes of one 16-bit number
const GRADIENT = { 16: 2, 18: 4 };
/** What each stage of ZeRO divides among the GPUs. @type {Readonly<Record<string, readonly State[]>>} */
const ZERO = { "zero-1": ["optimizer"], "zero-2": ["optimizer", "gradients"], "zero-3": ["optimizer", "gradients", "weights"] };
const BY_SEQUENCES = ["data", ...Object.keys(ZERO)];
/** Largest numbers that are looked for. */
export const [MOST_CONTEXT, MOST_GPUS] = [10_000_000, 4096];

/**
 * All figures for other parameters. What does not depend on them is taken from the last answer.
 * @param {Params} params
 * @param {Result} last
 * @returns {Result}
 */
export function calculate(params, { models, fits }) {
  const model = modelOf(params, models);
  const found = parts(model, params);
  const total = sum(found);
  const used = gpusUsed(model, params);
  return {
    model,
    models,
    parts: found,
    total_bytes: total,
    whole_bytes: totalBytes(model, { ...params, sharding: "none" }),
    fleet_bytes: total * used,
    used,
    trained: trained(model, params),
    kv_bytes_per_token: kvBytes(model, params),
    fits: fits.map(({ gpu, name, memory, price }) => {
      const least = leastGpus(model, params, memory);
      return {
        gpu, name, memory,
        ok: total <= memory,
        share: total / memory,
        most_context: mostContext(model, params, memory),
        least,
        price,
        least_yen: least && price ? least * price.yen : null,
      };
    }),
    notes: notes(model, params),
  };
}

/**
 * The model that is meant: a known one, or the reader's own.
 * @param {Params} params
 * @param {readonly Model[]} models
 * @returns {Model}
 */
export function modelOf(params, models) {
  const known = models.find(({ id }) => id === params.shape);
  if (known) return known;
  const { parameters, layers, d_model, heads, d_ff, vocabulary, gated } = params;
  const shaped = layers > 0;
  return {
    id: "own", name: "", organisation: "", year: 0,
    parameters, in_layers: parameters, at_the_end: 0, decoder: true,
    layers,
    d_model: shaped ? d_model : 0,
    heads: shaped ? heads : 0,
    kv_heads: shaped ? Math.min(params.kv_heads || heads, heads) : 0,
    d_head: shaped ? params.d_head || Math.max(1, Math.floor(d_model / heads)) : 0,
    d_ff: shaped ? d_ff || 4 * d_model : 0,
    gated: shaped && gated,
    experts: 1,
    vocabulary: shaped ? vocabulary : 0,
    trained_context: 0,
  };
}

/** What lies in the memory of the fullest GPU. @param {Model} model @param {Params} job @returns {Part[]} */
export function parts(model, job) {
  if (job.method === "inference") return [all("weights", BITS[job.bits] / 8, "weights", model, job), ...kvCache(model, job)];
  return [...frozen(model, job), ...adam(model, job), ...activations(model, job)];
}

/** @param {Model} model @param {Params} job */
export const totalBytes = (model, job) => sum(parts(model, job));

/** @param {readonly Part[]} parts */
const sum = (parts) => parts.reduce((bytes, part) => bytes + part.bytes, 0);

/** The bytes of one token's keys and values on all GPUs. @param {Model} model @param {Params} job */
function kvBytes({ decoder, layers, kv_heads, d_head }, { method, bits }) {
  return decoder ? (2 * layers * kv_heads * d_head * (method === "inference" && bits === 32 ? 32 : 16)) / 8 : 0;
}

/** How many parameters are trained. @param {Model} model @param {Params} job */
function trained(model, { method, rank, targets }) {
  if (method === "inference") return 0;
  return method === "full" ? model.parameters : loraParameters(model, rank, targets);
}

/** @param {Model} model @param {number} rank @param {Params["targets"]} targets */
export function loraParameters({ layers, d_model, heads, kv_heads, d_head, d_ff, gated, experts }, rank, targets) {
  const [queries, keys] = [heads * d_head, kv_heads * d_head];
  const neurons = (d_model + d_ff) * experts;
  const sides = { q: d_model + queries, k: d_model + keys, v: d_model + keys, o: queries + d_model, up: neurons, down: neurons, gate: gated ? neurons : 0 };
  return layers * rank * [...new Set(targets)].reduce((all, target) => all + sides[target], 0);
}

/** How many GPUs hold something. @param {Model} model @param {Params} job */
export function gpusUsed({ layers, heads }, { sharding, gpus }) {
  if (sharding === "none") return 1;
  if (layers && sharding === "tensor") return Math.min(gpus, heads);
  if (layers && sharding === "pipeline") return Math.min(gpus, layers);
  return gpus;
}

/** The longest context that fits. @param {Model} model @param {Params} job @param {number} memory bytes */
function mostContext(model, job, memory) {
  return last(MOST_CONTEXT, (context) => totalBytes(model, { ...job, context }) <= memory);
}

/** The smallest number of GPUs it fits on. @param {Model} model @param {Params} job @param {number} memory bytes */
function leastGpus(model, job, memory) {
  const tooFew = last(MOST_GPUS, (gpus) => totalBytes(model, { ...job, gpus }) > memory) ?? 0;
  return tooFew < MOST_GPUS ? tooFew + 1 : null;
}

/**
 * The last number from 1 that something holds for, which holds up to there and not beyond.
 * @param {number} most
 * @param {(value: number) => boolean} holds
 */
function last(most, holds) {
  if (!holds(1)) return null;
  let [low, high] = [1, most + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** @param {string} name @param {number} count @param {number} each @param {number} share @param {string} formula @returns {Part} */
const part = (name, count, each, share, formula) => ({ name, count, each, share, bytes: count * each * share, formula });

/** The weights that are not trained. @param {Model} model @param {Params} job @returns {Part[]} */
function frozen(model, job) {
  if (job.method === "full") return [];
  if (job.method === "lora") return [all("frozen", HALF, "weights", model, job)];
  const rest = model.parameters - model.in_layers;
  const here = held(model, job, "weights");
  const quantized = part("frozen", model.in_layers, QLORA_BITS / 8, here.layers, `${written(here, "ℓ")}·${short(QLORA_BITS)}/8`);
  return rest ? [quantized, part("unquantized", rest, HALF, here.rest, `${written(here, "(N − ℓ)")}·2`)] : [quantized];
}

/** What Adam needs for each trained parameter. @param {Model} model @param {Params} job @returns {Part[]} */
function adam(model, job) {
  /** @type {readonly (readonly [string, number, State])[]} */
  const needs = [
    [job.method === "full" ? "weights" : "adapters", HALF, "weights"],
    ["copy", 4, "optimizer"],
    ["gradients", GRADIENT[job.adam], "gradients"],
    ["moments", 4 + 4, "optimizer"],
  ];
  if (job.method === "full") return needs.map(([name, each, state]) => all(name, each, state, model, job));
  const count = trained(model, job);
  return needs.map(([name, each, state]) => {
    const here = held(model, job, state);
    return part(name, count, each, here.layers, `${written(here, "A")}·${each}`);
  });
}

/**
 * A part with `each` bytes for every parameter of the model.
 * @param {string} name @param {number} each @param {State} state @param {Model} model @param {Params} job
 */
function all(name, each, state, model, job) {
  const here = held(model, job, state);
  const share = (model.in_layers * here.layers + (model.parameters - model.in_layers) * here.rest) / model.parameters;
  return part(name, model.parameters, each, share, `${written(here, "N")}·${short(each)}`);
}

/** The keys and values of all tokens. @param {Model} model @param {Params} job @returns {Part[]} */
function kvCache(model, job) {
  if (!model.layers || !model.decoder) return [];
  const { kv_heads } = model;
  const share = job.sharding === "tensor" ? Math.ceil(kv_heads / gpusUsed(model, job)) / kv_heads : layersHere(model, job);
  const split = job.sharding === "tensor" ? "·⌈K/n⌉/K" : job.sharding === "pipeline" ? "·⌈L/n⌉/L" : "";
  return [part("kv_cache", tokens(model, job), kvBytes(model, job), share, `${writtenTokens(job)}·2·L·K·Q·${job.bits === 32 ? 4 : HALF}${split}`)];
}

/** What the forward pass leaves for the backward pass, and the scores of the vocabulary. @param {Model} model @param {Params} job @returns {Part[]} */
function activations(model, job) {
  const { layers, d_model, heads, vocabulary, decoder } = model;
  if (!layers) return [];
  const n = job.sharding === "tensor" ? gpusUsed(model, job) : 1;
  const [count, head] = [tokens(model, job), writtenTokens(job)];
  const pairs = job.flash ? 0 : 5 * Math.ceil(heads / n) * job.context;
  const aLayer = (10 + 24 / n) * d_model + pairs;
  const line = (n === 1 ? "34·d" : "(10 + 24/n)·d") + (job.flash ? "" : n === 1 ? " + 5·H·T" : " + 5·⌈H/n⌉·T");
  const held = layers * layersHere(model, job);
  const here = job.sharding === "pipeline" ? "⌈L/n⌉" : "L";
  const kept = job.checkpointing ? held * 2 * d_model + aLayer : held * aLayer;
  const formula = job.checkpointing ? `${head}·(${here}·2·d + ${line})` : `${head}·${here}·(${line})`;
  const found = [part("activations", count, kept, 1, formula)];
  if (decoder) {
    const scores = 4 * (d_model + vocabulary / n);
    const by = job.sharding === "pipeline" ? gpusUsed(model, job) : 1;
    const scored = by > 1 ? job.context * Math.ceil(job.batch / by) : count;
    found.push(part("logits", scored, scores, 1, `${by > 1 ? "T·⌈B/n⌉" : head}·4·(d + V${n > 1 ? "/n" : ""})`));
  }
  return found;
}

/** The tokens on one GPU. @param {Model} model @param {Params} job */
function tokens(model, job) {
  return job.context * Math.ceil(job.batch / (BY_SEQUENCES.includes(job.sharding) ? gpusUsed(model, job) : 1));
}

/** @param {Params} job */
const writtenTokens = ({ sharding }) => (BY_SEQUENCES.includes(sharding) ? "T·⌈B/n⌉" : "T·B");

/** The share of the layers on one GPU. @param {Model} model @param {Params} job */
function layersHere(model, job) {
  if (job.sharding !== "pipeline") return 1;
  const n = gpusUsed(model, job);
  return model.layers ? Math.ceil(model.layers / n) / model.layers : 1 / n;
}

/** Which share of something for each parameter the fullest GPU has. @param {Model} model @param {Params} job @param {State} state @returns {Held} */
function held(model, job, state) {
  const n = gpusUsed(model, job);
  if (job.sharding === "tensor" || ZERO[job.sharding]?.includes(state)) return { layers: 1 / n, rest: 1 / n, split: "/n" };
  if (job.sharding !== "pipeline" || n === 1) return { layers: 1, rest: 1, split: "" };
  const rest = model.parameters - model.in_layers;
  return { layers: layersHere(model, job), rest: rest ? model.at_the_end / rest : 1, split: "pipeline" };
}

/** How many of N (all), ℓ (in layers), N − ℓ, or A (of LoRA) are here. @param {Held} here @param {string} letter */
function written({ split }, letter) {
  if (split !== "pipeline") return letter + split;
  return letter === "N" ? "(ℓ·⌈L/n⌉/L + E)" : letter === "(N − ℓ)" ? "E" : letter + "·⌈L/n⌉/L";
}

/** At most four digits. @param {number} value */
const short = (value) => String(Number(value.toPrecision(4)));

/** What must be said beside the figures. @param {Model} model @param {Params} job @returns {string[]} */
function notes({ layers, heads, trained_context, gated, experts }, { sharding, gpus, batch, context, method, targets }) {
  const adapts = method === "lora" || method === "qlora";
  /** @type {readonly (readonly [string, boolean])[]} */
  const said = [
    ["no_shape", !layers],
    ["beyond_trained", trained_context > 0 && trained_context < context],
    ["idle_heads", sharding === "tensor" && heads > 0 && heads < gpus],
    ["idle_layers", sharding === "pipeline" && layers > 0 && layers < gpus],
    ["idle_sequences", BY_SEQUENCES.includes(sharding) && gpus > batch && layers > 0],
    ["no_gate", adapts && targets.includes("gate") && !gated && layers > 0],
    ["experts", experts > 1],
  ];
  return said.filter(([, holds]) => holds).map(([note]) => note);
}
