/** What is told beside the chart, on the page and in the file. */

import { percent } from "../shared/numbers.js";
import { writeQuantity } from "../shared/quantity.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/** A share's percentage with a digit fewer than in the tables. @param {number} share */
const brief = (share) => percent(Number(share.toPrecision(3)));

/**
 * What is seen, in one sentence.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function sentenceOf({ length }, { rise }, say) {
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"), 2);
  const values = { length, low: size(rise.low), high: size(rise.high), token_low: brief(rise.token_low), token_high: brief(rise.token_high) };
  return length === 1 ? say("sentence_one", values) : say("sentence_now", values);
}

/**
 * The figures below the chart: a name and a sentence each.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 * @returns {{name: string, told: string}[]}
 */
export function factsOf({ length, problems }, { threshold, rise, noticeable, noticed, measured, longest }, say) {
  const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
  const largest = measured.at(-1);
  return [
    { name: say("fact_half"), told: say("half", { size: size(threshold), factor: writeQuantity(rise.factor, say("names"), 2) }) },
    { name: say("fact_test", { problems: writeQuantity(problems, say("names")) }), told: say("test", { size: size(noticed), share: brief(noticeable) }) },
    {
      name: say("fact_measured"),
      told: largest
        ? say("measured", { name: largest.name, length, token: percent(largest.per_token), exact: percent(largest.exact), predicted: percent(largest.predicted), problems: largest.problems })
        : say("not_measured", { longest }),
    },
  ];
}
