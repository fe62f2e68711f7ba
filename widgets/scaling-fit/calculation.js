/**
 * What the fitted law says: the arithmetic of sandbox/topics/scale/fitting.py and views/scaling_fit.py, for controls that
 * answer at once. N are parameters, D characters, losses in nats a character.
 */

import { computeOf, parametricTerms } from "../shared/laws.js";

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
export function ofLaw({ constants, samples, scatter }, N, D, measured = 0, fitted = false) {
  const terms = parametricTerms(constants, N, D);
  const loss = total(terms);
  const said = samples.map((sample) => total(parametricTerms(sample, N, D))).sort((a, b) => a - b);
  const [below, above] = [Math.min(Math.log(quantile(said, 0.025) / loss), 0), Math.max(Math.log(quantile(said, 0.975) / loss), 0)];
  const reach = (/** @type {number} */ side) => Math.exp(Math.hypot(side, 1.96 * scatter));
  return { fitted, terms, loss, low: loss / reach(below), high: loss * reach(above), error: measured ? loss / measured - 1 : null };
}

/** @param {readonly number[]} terms */
const total = (terms) => terms.reduce((sum, term) => sum + term, 0);

/**
 * Between two of them in a straight line, as NumPy does.
 * @param {readonly number[]} sorted
 * @param {number} share
 */
function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const [low = 0, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return low + (place - Math.floor(place)) * (high - low);
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
