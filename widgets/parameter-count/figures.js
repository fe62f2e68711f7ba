/** What is said of a count, and what a slider's movement means: whole heads stay whole. */

import { whole } from "../shared/numbers.js";
import { writeBytes, writeQuantity } from "../shared/quantity.js";
import { settled } from "./calculation.js";

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Shape} Shape */
/** @typedef {"layers" | "d_model" | "heads" | "kv_heads" | "d_head" | "d_ff" | "vocabulary" | "context" | "segments" | "experts" | "experts_used"} Numbered */

/** To which of four families a part belongs. @type {Readonly<Record<string, "embedding" | "attention" | "mlp">>} */
const FAMILIES = {
  token_embedding: "embedding", position_embedding: "embedding", segment_embedding: "embedding", output: "embedding",
  query: "attention", key: "attention", value: "attention", attention_output: "attention",
  mlp_gate: "mlp", mlp_up: "mlp", mlp_down: "mlp",
};

/** @param {Say} say @returns {Readonly<Record<string, string>>} the name of every part */
export const partNames = (say) => ({
  token_embedding: say("part_token_embedding"), position_embedding: say("part_position_embedding"), segment_embedding: say("part_segment_embedding"),
  embedding_norm: say("part_embedding_norm"), attention_norm: say("part_attention_norm"), query: say("part_query"), key: say("part_key"), value: say("part_value"),
  qk_norm: say("part_qk_norm"), attention_output: say("part_attention_output"), attention_post_norm: say("part_attention_post_norm"), mlp_norm: say("part_mlp_norm"),
  router: say("part_router"), mlp_gate: say("part_mlp_gate"), mlp_up: say("part_mlp_up"), mlp_down: say("part_mlp_down"), mlp_post_norm: say("part_mlp_post_norm"),
  final_norm: say("part_final_norm"), pooler: say("part_pooler"), output: say("part_output"),
});

/** @param {string} name of a part @param {Say} say what it is for, in one sentence */
export function purposeOf(name, say) {
  /** @type {Readonly<Record<string, string>>} */
  const known = {
    token_embedding: say("for_token_embedding"), position_embedding: say("for_position_embedding"), segment_embedding: say("for_segment_embedding"),
    query: say("for_query"), key: say("for_key"), value: say("for_value"), attention_output: say("for_attention_output"), router: say("for_router"),
    mlp_gate: say("for_mlp_gate"), mlp_up: say("for_mlp_up"), mlp_down: say("for_mlp_down"), pooler: say("for_pooler"), output: say("for_output"),
  };
  return known[name] ?? say("for_norm");
}

/**
 * A share in per cent: 66.4 %, < 0.1 %.
 * @param {number} part
 */
export const share = (part) => (part > 0 && part < 0.001 ? "<\u00a00.1" : (part * 100).toFixed(1)) + "\u00a0%";

/**
 * The shares of attention, feed-forward networks and embeddings.
 * @param {Result} result
 */
export function families({ parts, total }) {
  const of = (/** @type {string} */ family) => parts.reduce((all, part) => all + (FAMILIES[part.name] === family ? part.total : 0), 0) / total;
  return { attention: of("attention"), mlp: of("mlp"), embedding: of("embedding") };
}

/**
 * The known model that is shown, if it is one.
 * @param {Result} result
 * @returns {Known | undefined}
 */
export const shown = ({ known, shapes }) => shapes.find(({ id }) => id === known[0]);

/**
 * What is seen, in one or two sentences.
 * @param {Result} result
 * @param {Say} say
 */
export function sentenceOf(result, say) {
  const known = shown(result);
  const { attention, mlp, embedding } = families(result);
  const values = { name: known?.name ?? "", total: whole(result.total), attention: share(attention), mlp: share(mlp), embedding: share(embedding) };
  const all = known ? say("sentence_known", values) : say("sentence_own", values);
  return result.active < result.total ? all + " " + say("sentence_active", { active: whole(result.active), used: settled(result.shape).experts_used, experts: result.shape.experts }) : all;
}

/**
 * What was published of the model: the number its makers say, and the exact one.
 * @param {Result} result
 * @param {Say} say
 * @returns {{sentence: string, source: string, right: boolean | null}[]} right: null where nothing can be compared to the last digit
 */
export function publishedOf(result, say) {
  const known = shown(result);
  if (!known) return [];
  const reader = say("names");
  const found = [];
  if (known.published) found.push({ sentence: say("published", { count: whole(known.published) }), source: known.published_source, right: known.published === result.total });
  if (known.said) found.push({ sentence: say("said", { count: writeQuantity(known.said, reader, 4) }), source: known.source, right: null });
  if (!known.said) found.push({ sentence: say("shape_from"), source: known.source, right: null });
  const twins = result.known.slice(1).flatMap((id) => result.shapes.find((one) => one.id === id)?.name ?? []);
  if (twins.length) found.push({ sentence: say("twins", { names: twins.join(say("comma")) }), source: "", right: null });
  return found;
}

/**
 * What contradicts itself in a known shape, and what comes out once it is mended.
 * @param {Result} result
 * @param {Say} say
 */
export function mendedSentence(result, say) {
  const [known, { mended, shape, total }] = [shown(result), result];
  if (!known || !mended) return "";
  if (mended.changes.context) return say("mended_context", { context: whole(shape.context), paper: whole(mended.changes.context), total: whole(mended.total) });
  const changes = Object.entries(mended.changes).map(([name, value]) => `${name}\u00a0=\u00a0${whole(Number(value))}`).join(say("comma"));
  const { d_head } = settled(shape);
  return say("mended_row", {
    heads: shape.heads, d_head, product: whole(shape.heads * d_head), d_model: whole(shape.d_model), total: whole(total), changes, mended: whole(mended.total),
    said: writeQuantity(known.said ?? 0, say("names"), 4),
  });
}

/** @param {Result} result @param {Say} say @returns {string[]} what does not fit together in a shape of one's own */
export function notesOf({ notes, shape }, say) {
  const texts = {
    uneven_heads: say("note_uneven_heads", { d_model: whole(shape.d_model), heads: shape.heads }),
    uneven_groups: say("note_uneven_groups", { heads: shape.heads, kv_heads: shape.kv_heads }),
    few_experts: say("note_few_experts"),
  };
  return notes.map((code) => texts[code]);
}

/**
 * What was counted in a file.
 * @param {Result} result
 * @param {Say} say
 */
export function fileSentences({ file, total }, say) {
  if (!file) return [];
  const names = partNames(say);
  const held = { name: file.name, tensors: whole(file.tensors), parameters: whole(file.parameters), bytes: writeBytes(file.bytes), precision: file.precision, source: file.source_precision };
  const left = Object.entries(file.left_out);
  return [
    say("file_holds", held),
    left.length ? say("file_left_out", { parts: left.map(([name, count]) => `${names[name] ?? name} ${whole(count)}`).join(say("comma")), total: whole(total) }) : say("file_same"),
  ];
}

/** @param {Result} result @param {Say} say @returns {{name: string, figure: string}[]} */
export function facts({ shape, per_layer, without_embedding, kv_bytes_per_token, flops_per_token, text_length }, say) {
  const reader = say("names");
  return [
    { name: say("per_layer"), figure: whole(per_layer) },
    { name: say("without_embedding"), figure: whole(without_embedding) },
    ...(shape.kind === "decoder" ? [{ name: say("kv_cache"), figure: writeBytes(kv_bytes_per_token) }] : []),
    { name: say("flops", { tokens: whole(text_length) }), figure: writeQuantity(flops_per_token, reader) },
  ];
}

/**
 * A shape as parameters of its own: what follows from the rest is left to follow.
 * @param {Shape} shape
 * @returns {Shape}
 */
export function loose(shape) {
  const { kv_heads, d_head } = settled(shape);
  return { ...shape, kv_heads: kv_heads === shape.heads ? 0 : kv_heads, d_head: d_head * shape.heads === shape.d_model ? 0 : d_head };
}

/** The number nearest to `value` that divides `whole` without rest. @param {number} value @param {number} whole */
function nearestDivisor(value, whole) {
  let best = 1;
  for (let one = 1; one <= whole; one += 1) if (whole % one === 0 && Math.abs(one - value) < Math.abs(best - value)) best = one;
  return best;
}

/**
 * What changes when a slider moves: the width in steps of whole heads, with the feed-forward network in proportion; the
 * heads among the numbers that divide the width. What is typed is taken as it is.
 * @param {Numbered} name
 * @param {number} value
 * @param {Shape} shape as parameters of its own
 * @returns {Partial<Shape>}
 */
export function slid(name, value, shape) {
  if (name === "d_model") {
    const step = shape.d_head ? 8 : shape.heads;
    const d_model = Math.max(step, Math.round(value / step) * step);
    return { d_model, d_ff: Math.min(262_144, Math.max(1, Math.round((shape.d_ff / shape.d_model) * d_model))) };
  }
  if (name === "heads") {
    const heads = shape.d_head ? Math.round(value) : nearestDivisor(value, shape.d_model);
    return { heads, kv_heads: shape.kv_heads ? nearestDivisor(shape.kv_heads, heads) : 0 };
  }
  if (name === "kv_heads") {
    const kv_heads = nearestDivisor(value, shape.heads);
    return { kv_heads: kv_heads === shape.heads ? 0 : kv_heads };
  }
  return { [name]: Math.round(value) };
}
