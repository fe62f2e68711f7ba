/** What the picture says in words and figures. */

import { optimumOf } from "../shared/laws.js";
import { writeQuantity } from "../shared/quantity.js";

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").OfLaw} OfLaw */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */

/** A loss, in nats. @param {number} value */
export const nats = (value) => value.toFixed(3);

/** A difference in per cent, with its sign. @param {number} share */
export const signed = (share) => `${share < 0 ? "−" : "+"}${(Math.abs(share) * 100).toFixed(1)}\u00a0%`;

/** A number with its standard error. @param {number} value @param {number} error */
export const plusMinus = (value, error) => `${value.toFixed(error < 0.0995 ? 3 : 2)} ± ${error.toFixed(error < 0.0995 ? 3 : 2)}`;

/**
 * What is seen, in one sentence.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function sentenceOf(params, result, say) {
  const [run, of] = [result.runs[result.largest], result.said[result.largest]];
  if (!run || !of) return "";
  const values = { parameters: writeQuantity(run.parameters, say("names")), predicted: nats(of.loss), measured: nats(run.loss), error: signed(of.error ?? 0), count: result.fits[params.without].runs };
  return params.without === "none" ? say("sentence_all", values) : say("sentence_foretold", values);
}

/**
 * The constants with their standard errors.
 * @param {Params} params
 * @param {Result} result
 */
export function constantsOf({ without }, { fits }) {
  const { constants: [E, A, B, alpha, beta], standard_errors: [dE, , , dAlpha, dBeta] } = fits[without];
  return { E: plusMinus(E, dE), A: writeQuantity(A, "en"), B: writeQuantity(B, "en"), alpha: plusMinus(alpha, dAlpha), beta: plusMinus(beta, dBeta) };
}

/**
 * Whether the largest run lies in the interval that was foretold.
 * @param {Result} result
 */
export function within({ runs, said, largest }) {
  const [run, of] = [runs[largest], said[largest]];
  return run !== undefined && of !== undefined && run.loss >= of.low && run.loss <= of.high;
}

/**
 * A reader's own run beside the law.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function liveOf(params, { live }, say) {
  if (!live) return "";
  return say("live", {
    parameters: writeQuantity(params.live_parameters, say("names")), characters: writeQuantity(params.live_characters, say("names")),
    measured: nats(params.live_loss), predicted: nats(live.loss), low: nats(live.low), high: nats(live.high),
  });
}

/**
 * The laws side by side: E, α, β, and the exponent a of N ∝ C^a.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 * @param {boolean} [withErrors]
 */
export function lawsOf({ without }, { fits, papers }, say, withErrors = true) {
  const { constants, standard_errors } = fits[without];
  const row = (/** @type {string} */ name, /** @type {import("./types.js").Constants} */ law, /** @type {import("./types.js").Constants | null} */ errors) => {
    const one = (/** @type {0 | 3 | 4} */ place) => (errors && withErrors ? plusMinus(law[place], errors[place]) : String(Number(law[place].toFixed(3))));
    return [name, one(0), one(3), one(4), (law[4] / (law[3] + law[4])).toFixed(2)];
  };
  return [
    row(say("ours"), constants, standard_errors),
    ...papers.map((law) => (law.constants ? row(law.id === "hoffmann-unrounded" ? say("unrounded", { source: law.source }) : law.source, law.constants, law.standard_errors) : [law.source, "—", "0.076", "0.095", "0.73"])),
  ];
}

/**
 * The best use of as much compute as the model one asks about takes.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function optimumSaid({ parameters, characters, without }, { fits }, say) {
  const best = optimumOf(fits[without], 6 * parameters * characters);
  return say("optimum", { parameters: writeQuantity(best.parameters, say("names")), characters: writeQuantity(best.tokens, say("names")), loss: nats(best.loss) });
}
