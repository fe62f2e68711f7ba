/** What is told beside the charts, on the page and in the file. */

import { percent } from "../shared/numbers.js";
import { writeQuantity } from "../shared/quantity.js";
import { nameOf } from "./laws.js";

/** @typedef {import("./types.js").ComputeOptimalData} ComputeOptimalData */
/** @typedef {import("./types.js").Advice} Advice */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Tokens a parameter: 18.4, 0.27. @param {number} value @param {Say} say */
export const ratio = (value, say) => writeQuantity(value, say("names"));

/** A share of compute: 61 %, 0.13 %. @param {number} share */
const part = (share) => percent(Number(share.toPrecision(2))).replace(/\.0+(?=\D)/, "");

/** Fewer decimals where the loss is large. @param {number} loss */
export const nats = (loss) => (loss < 10 ? loss.toFixed(3) : loss.toPrecision(4));

/**
 * What is seen, in one sentence.
 * @param {ComputeOptimalData} data
 * @param {Say} say
 */
export function sentenceOf({ params, result }, say) {
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
  return say("sentence_now", { compute: size(params.compute), law: nameOf(params.law, say), parameters: size(result.parameters), tokens: size(result.tokens), ratio: ratio(result.tokens_per_parameter, say) });
}

/**
 * The sentences on the size one looks at.
 * @param {ComputeOptimalData} data
 * @param {Say} say
 * @returns {string[]}
 */
export function pointTold({ params, result: { point, intervals } }, say) {
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
  const between = (/** @type {readonly [number, number]} */ [low, high]) => ({ low: size(low), high: size(high) });
  const told = [say("point", { parameters: size(point.parameters), tokens: size(point.tokens), ratio: ratio(point.tokens_per_parameter, say), loss: nats(point.loss), excess: nats(point.excess) })];
  if (point.excess > 0) told.push(say("wasted", { share: part(point.share), enough: size(point.enough) }));
  else told.push(say("at_bottom"));
  if (!params.parameters && intervals) told.push(say("interval", between(intervals.parameters)));
  if (params.law === "kaplan") told.push(say("kaplan_note"));
  return told;
}

/**
 * What one law advises, and what the chosen one thinks of it.
 * @param {Advice} advice
 * @param {ComputeOptimalData} data
 * @param {Say} say
 */
export function adviceTold({ law, parameters, tokens, tokens_per_parameter, judged }, { params }, say) {
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
  return {
    name: nameOf(law, say),
    size: say("size", { parameters: size(parameters), tokens: size(tokens) }),
    ratio: say("ratio", { ratio: ratio(tokens_per_parameter, say) }),
    judged: law === params.law && judged.excess === 0 ? say("chosen_law") : say("judged", { excess: nats(judged.excess), share: part(judged.share) }),
  };
}
