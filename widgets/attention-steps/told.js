/** What happens in a step, in one sentence with its numbers, and what should be known with it. */

import { STEP, figure, nameOf, root, share } from "./figures.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @param {State} state
 * @param {Say} say
 * @returns {{sentence: string, note: string}}
 */
export function told({ result, key, place }, say) {
  const { tokens, model, d_head: d, masked } = result;
  const names = { query: nameOf(tokens[result.query]), key: nameOf(tokens[key]), d };
  const decoder = model.kind === "decoder";
  const hidden = masked.filter((value) => value === null).length;
  const cut = masked[key] === null;
  switch (place) {
    case STEP.query:
      return { sentence: say("told_query", names), note: decoder ? say("note_rotary") : say("note_bias") };
    case STEP.keys:
      return { sentence: say("told_keys", names), note: decoder ? say("note_rotary") : say("note_bias") };
    case STEP.products:
      return { sentence: say("told_products", { ...names, score: figure(result.scores[key] ?? 0) }), note: say("note_products") };
    case STEP.scale:
      return { sentence: say("told_scale", { ...names, root: root(d), score: figure(result.scores[key] ?? 0), scaled: figure(result.scaled[key] ?? 0) }), note: say("note_scale") };
    case STEP.mask:
      if (!decoder) return { sentence: say("told_no_mask", { model: model.name }), note: say("note_no_mask") };
      return { sentence: hidden ? say("told_mask", { ...names, count: hidden }) : say("told_mask_none", names), note: say("note_mask") };
    case STEP.softmax:
      return {
        sentence: cut ? say("told_softmax_cut", { ...names, total: figure(result.total) }) : say("told_softmax", { ...names, total: figure(result.total), weight: share(result.weights[key] ?? 0) }),
        note: say("note_softmax", { largest: figure(result.largest) }),
      };
    case STEP.output:
      return { sentence: say("told_output", names), note: say("note_output", { query: names.query, difference: figure(result.largest_difference) }) };
    default:
      return { sentence: say("told_start", { ...names, layer: result.layer, head: result.head, model: model.name }), note: say("from_zero") };
  }
}
