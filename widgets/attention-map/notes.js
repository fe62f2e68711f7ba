/** The small print under the picture: which models, how precise, what they cannot read, why there is no difference. */

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

/** @param {Model} model @param {Say} say */
function modelNote({ name, kind, quantized, precision, source_precision }, say) {
  const model = kind === "encoder" ? say("encoder", { name }) : say("decoder", { name });
  return quantized ? say("quantised", { model, precision, source_precision }) : model;
}
