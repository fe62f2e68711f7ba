/**
 * What the fitted law says: the arithmetic of sandbox/topics/scale/fitting.py and views/scaling_fit.py, for controls that
 * answer at once. N are parameters, D characters, losses in nats a character.
 */

import { computeOf, lossError, parametricTerms } from "../shared/laws.js";

/** @typedef {import("./types.js").Fit} Fit */
/** @typedef {import("./types.js").OfLaw} OfLaw */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */

/** What one can ask about, as on the server. */
export const LIMITS = /** @type {const} */ ({ parameters: [1e3, 1e12], characters: [1e4, 1e13] });

/**
 * @param {Fit} fit
 * @param {number} N
 * @param {number} D
 * @param {number} [measured] the loss that was measured; 0: none
 * @param {boolean} [fitted]
 * @returns {OfLaw}
 */
export function ofLaw({ constants, covariance, scatter }, N, D, measured = 0, fitted = false) {
  const terms = parametricTerms(constants, N, D);
  const loss = terms[0] + terms[1] + terms[2];
  const error = lossError(constants, covariance, N, D) / loss || 0;
  const reach = 1.96 * Math.hypot(error, scatter);
  return { fitted, terms, loss, low: loss * Math.exp(-reach), high: loss * Math.exp(reach), error: measured ? loss / measured - 1 : null };
}

/**
 * Whether a law is fitted to a run.
 * @param {Run} run
 * @param {Run} largest
 * @param {import("./types.js").Without} without
 * @param {number} least
 */
export function isFitted(run, largest, without, least) {
  if (run.characters < least) return false;
  if (without === "largest-run") return run.parameters !== largest.parameters || run.characters !== largest.characters;
  return without === "none" || (run.parameters < largest.parameters && flop(run) < flop(largest));
}

/** @param {Run} run */
const flop = ({ parameters, characters }) => computeOf(parameters, characters);

/**
 * The answer to other parameters, from the answer to some.
 * @param {Params} params
 * @param {Result} known
 * @returns {Result}
 */
export function calculate(params, known) {
  const { runs, fits, least } = known;
  const fit = fits[params.without];
  const largest = /** @type {Run} */ (runs[known.largest]);
  const { live_parameters: N, live_characters: D, live_loss: loss } = params;
  return {
    ...known,
    said: runs.map((run) => ofLaw(fit, run.parameters, run.characters, run.loss, isFitted(run, largest, params.without, least))),
    asked: ofLaw(fit, params.parameters, params.characters),
    live: N && D && loss ? ofLaw(fit, N, D, loss) : null,
  };
}
