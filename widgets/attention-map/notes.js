/** The small print under the picture: which models, how precise, what they cannot read, why there is no difference. */

import { lossNote } from "../shared/model-card.js";

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @param {Result} result
 * @param {Say} say
 * @param {boolean} [briefly] only what differs from the usual
 * @returns {string[]} sentences
 */
export function notes(result, say, briefly = false) {
  const { b } = result;
  const other = b && b.model.id !== result.model.id ? b : null;
  const out = briefly ? [] : other ? [`A: ${modelNote(result.model, say)}`, `B: ${modelNote(other.model, say)}`] : [modelNote(result.model, say)];
  if (result.unknown) out.push(say("unknown", { count: result.unknown, letter: "A" }));
  if (b?.unknown) out.push(say("unknown", { count: b.unknown, letter: "B" }));
  if (other && !briefly) out.push(say("difference_models"));
  else if (b && !result.difference?.pairs.length) out.push(say("difference_none"));
  if (!briefly) out.push(say("from_zero"));
  return out;
}

/**
 * A model that can read what this one cannot: decoders spell what they do not know in bytes, and one that has learnt
 * Japanese knows it.
 * @param {Result} result
 * @returns {import("./types.js").KnownModel | null} null: there is no need of one
 */
export function readerOf({ text, unknown, model, models }) {
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
  const able = models.filter(({ id, kind, languages }) => id !== model.id && kind === "decoder" && (!japanese || languages.includes("ja")));
  return unknown ? (able[0] ?? null) : null;
}

/** @param {Model} facts @param {Say} say */
function modelNote(facts, say) {
  const { name, kind, quantized, precision, source_precision } = facts;
  const model = kind === "encoder" ? say("encoder", { name }) : say("decoder", { name });
  return [quantized ? say("quantised", { model, precision, source_precision }) : model, lossNote(facts, say)].filter(Boolean).join(say("between"));
}
