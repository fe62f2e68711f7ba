/** How heads are named and described. */

import { fixed } from "../shared/numbers.js";

/** @typedef {import("./arrange.js").Head} Head */
/** @typedef {import("./types.js").LabelName} LabelName */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("../shared/picture.js").Say} Say */

/** What a head can be called, and the labels. @type {Readonly<Record<LabelName | "mixed", string>>} */
export const LABELS = {
  previous: "label_previous",
  first: "label_first",
  same: "label_same",
  induction: "label_induction",
  diagonal: "label_diagonal",
  separator: "label_separator",
  punctuation: "label_punctuation",
  broad: "label_broad",
  mixed: "label_mixed",
};

/** A head's short name, layer and head: "3-1". @param {Head} head */
export function named({ layer, head }) {
  return `${layer}-${head}`;
}

/**
 * What there is to say of a head: its name, its label with the score, its entropy.
 * @param {Look} look
 * @param {Head} head
 * @param {Say} say
 */
export function describe({ labels }, { layer, head }, say) {
  const name = say("name_head", { layer, head });
  const label = labels?.label[layer]?.[head];
  const bits = labels?.entropy_bits[layer]?.[head];
  if (!labels || label === undefined || bits === undefined) return name;
  const score = label === "mixed" ? null : (labels.scores[label]?.[layer]?.[head] ?? null);
  const called = say(LABELS[label]);
  return say("name_described", { name, label: score === null ? called : say("label_scored", { label: called, score: fixed(score, 2) }), bits: fixed(bits, 2) });
}

/**
 * What the weights shown are those of: a head, an average, rollout.
 * @param {Shown} shown
 * @param {Say} say
 */
export function nameOf({ matrix, layer, head }, say) {
  if (matrix === "head") return say("name_head", { layer: layer ?? 0, head: head ?? 0 });
  if (matrix === "average") return layer === null ? say("name_average_all") : say("name_average_layer", { layer });
  return layer === null ? say("name_rollout_all") : say("name_rollout_layer", { layer });
}
