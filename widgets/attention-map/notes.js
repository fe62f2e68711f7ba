/** The small print under the picture: which models, how precise, what they cannot read, why there is no difference. */

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @param {Result} result
 * @param {Say} say
 * @returns {string[]} sentences
 */
export function notes(result, say) {
  const { b } = result;
  const other = b && b.model.id !== result.model.id ? b : null;
  const out = other ? [`A: ${modelNote(result.model, say)}`, `B: ${modelNote(other.model, say)}`] : [modelNote(result.model, say)];
  if (result.unknown) out.push(say("unknown", { count: result.unknown, letter: "A" }));
  if (b?.unknown) out.push(say("unknown", { count: b.unknown, letter: "B" }));
  if (other) out.push(say("difference_models"));
  else if (b && !result.difference?.pairs.length) out.push(say("difference_none"));
  out.push(say("from_zero"));
  return out;
}

/** @param {Model} model @param {Say} say */
function modelNote({ name, kind, quantized, precision, source_precision }, say) {
  const model = kind === "encoder" ? say("encoder", { name }) : say("decoder", { name });
  return quantized ? say("quantised", { model, precision, source_precision }) : model;
}
