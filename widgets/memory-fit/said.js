/** What is said of the figures: names of parts, one sentence, notes. */

import { whole } from "../shared/numbers.js";
import { writeBytes, writeQuantity } from "../shared/quantity.js";

/** @typedef {import("./types.js").Fit} Fit */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Above this share little is left for what is not counted. */
const TIGHT = 0.9;

/** Colours of the parts, and of the letters on them. @type {Readonly<Record<string, readonly [ColourName, ColourName]>>} */
export const COLOURS = {
  weights: ["other", "on-strong"],
  frozen: ["other-tint", "ink"],
  unquantized: ["seq-0", "seq-0-text"],
  adapters: ["other", "on-strong"],
  copy: ["seq-4", "seq-4-text"],
  gradients: ["current", "on-strong"],
  moments: ["seq-2", "seq-2-text"],
  kv_cache: ["chosen", "on-chosen"],
  activations: ["chosen", "on-chosen"],
  logits: ["chosen-tint", "ink"],
};

/** @param {string} name of a part @param {Say} say @returns {string} */
export function partName(name, say) {
  const names = {
    weights: say("part_weights"), frozen: say("part_frozen"), unquantized: say("part_unquantized"), adapters: say("part_adapters"),
    copy: say("part_copy"), gradients: say("part_gradients"), moments: say("part_moments"),
    kv_cache: say("part_kv_cache"), activations: say("part_activations"), logits: say("part_logits"),
  };
  return names[/** @type {keyof typeof names} */ (name)] ?? name;
}

/**
 * A share of a GPU's memory: 56 %, × 4.4. What is a little more never reads 100 %, nor what is a little less.
 * @param {number} share
 */
export function filled(share) {
  if (share > 1.5) return `×\u00a0${share < 9.95 ? share.toFixed(1) : whole(share)}`;
  const per = Math.round(share * 100);
  const digits = share > 0 && share < 0.005 ? "< 1" : share < 1 ? Math.min(per, 99) : share > 1 ? Math.max(per, 101) : per;
  return `${digits}\u00a0%`;
}

/** Names without what everybody leaves out. @param {string} name */
export const brief = (name) => name.replaceAll(/GeForce |SXM2?, |HGX, /g, "").replace(" GB", "\u00a0GB");

/** @param {Result["model"]} model @param {Say} say */
export const modelName = ({ name, parameters }, say) => name || say("own_named", { parameters: writeQuantity(parameters, say("names"), 4) });

/** @param {Params} params @param {Result} result */
export const chosenFit = ({ gpu }, { fits }) => fits.find((one) => one.gpu === gpu) ?? /** @type {Fit} */ (fits[0]);

/** Whether it fits, in a word with its sign. @param {Fit} fit @param {Say} say */
export function verdict({ ok, share }, say) {
  return !ok ? say("verdict_no") : share > TIGHT ? say("verdict_tight") : say("verdict_ok");
}

/**
 * What is seen, in one sentence or two.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function sentenceOf(params, result, say) {
  const fit = chosenFit(params, result);
  const values = { model: modelName(result.model, say), bits: params.bits, whole: writeBytes(result.whole_bytes) };
  const { method } = params;
  const what = method === "inference" ? say("what_inference", values) : method === "full" ? say("what_full", values) : method === "lora" ? say("what_lora", values) : say("what_qlora", values);
  const where = result.used > 1 ? say("where_many", { each: writeBytes(result.total_bytes), gpus: whole(result.used) }) : "";
  const at = { gpu: brief(fit.name), share: filled(fit.share), least: fit.least === null ? "" : whole(fit.least) };
  const more = result.used === 1 && params.sharding === "none" ? say("more_shared") : fit.least === null ? say("more_never", at) : say("more_gpus", at);
  const times = { ...at, times: fit.share < 9.95 ? fit.share.toFixed(1) : whole(fit.share) };
  const not = (fit.share > 1.5 ? say("fits_not_times", times) : say("fits_not", at)) + more;
  const fits = !fit.ok ? not : fit.share > TIGHT ? say("fits_tight", at) : say("fits_ok", at);
  return what + where + say("stop") + fits;
}

/**
 * Figures that belong to the method.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function figuresOf(params, { model, kv_bytes_per_token, trained, fleet_bytes, whole_bytes, used }, say) {
  const said = [];
  if (params.method === "inference" && kv_bytes_per_token) said.push(say("figure_kv", { bytes: writeBytes(kv_bytes_per_token), exact: whole(kv_bytes_per_token) }));
  if (params.method === "lora" || params.method === "qlora") {
    if (trained) said.push(say("figure_trained", { trained: whole(trained), share: `${Number(((100 * trained) / model.parameters).toPrecision(2))}\u00a0%` }));
  }
  if (used > 1 && fleet_bytes > 1.05 * whole_bytes) said.push(say("figure_fleet", { gpus: whole(used), bytes: writeBytes(fleet_bytes) }));
  return said;
}

/** How the work is shared. @param {Params} params @param {Say} say */
export function sharingOf({ sharding }, say) {
  const about = {
    none: say("about_none"), data: say("about_data"), tensor: say("about_tensor"), pipeline: say("about_pipeline"),
    "zero-1": say("about_zero_1"), "zero-2": say("about_zero_2"), "zero-3": say("about_zero_3"),
  };
  return about[sharding];
}

/** @param {Result} result @param {Say} say */
export function notesOf({ notes, model, used }, say) {
  const known = {
    no_shape: say("note_no_shape"),
    beyond_trained: say("note_beyond_trained", { context: whole(model.trained_context) }),
    idle_heads: say("note_idle_heads", { used: whole(used) }),
    idle_layers: say("note_idle_layers", { used: whole(used) }),
    idle_sequences: say("note_idle_sequences"),
    no_gate: say("note_no_gate"),
    experts: say("note_experts", { experts: model.experts }),
  };
  return notes.map((note) => known[/** @type {keyof typeof known} */ (note)] ?? note);
}

/** What the least number of a GPU costs, where a price is known. @param {Fit} fit @param {Say} say */
export function priceOf({ least, least_yen, price, name }, say) {
  if (least === null || least_yen === null || !price) return "";
  const values = { gpus: whole(least), gpu: brief(name), yen: "¥" + whole(least_yen), date: price.date };
  return price.kind === "from" ? say("price_from", values) : say("price_about", values);
}
