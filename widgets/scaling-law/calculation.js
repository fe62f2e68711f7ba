/** What the server computes, computed here while a slider moves: sandbox/topics/scale/views/scaling_law.py. */

import { PF_DAY, Z, computeOf, kaplanBracket, kaplanCompute, kaplanData, kaplanParameters, lossError, lossOf, optimumOf, parametricTerms } from "../shared/laws.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */

/**
 * The law that was chosen.
 * @param {Pick<Params, "law">} params
 * @param {Pick<Result, "laws">} result
 */
export function chosenLaw({ law }, { laws }) {
  const found = laws.find(({ id }) => id === law);
  if (!found) throw new Error("no such law");
  return found;
}

/**
 * The whole answer for other params; what stays the same is taken from an earlier one.
 * @param {Params} params
 * @param {Result} result
 * @returns {Result}
 */
export function calculate(params, result) {
  const { parameters: N, tokens: D } = params;
  const law = chosenLaw(params, result);
  const loss = lossOf(law, N, D);
  const error = standardError(law, result.covariance, N, D);
  const compute = computeOf(N, D);
  const pfDays = compute / PF_DAY;
  const values = law.constants ? parametricTerms(law.constants, N, D) : kaplanBracket(N, D);
  const shown = (/** @type {string} */ id) => params.models[0] === "all" || params.models.includes(id);
  return {
    ...result,
    loss,
    standard_error: error,
    interval: error === null ? null : [loss - Z * error, loss + Z * error],
    perplexity: Math.exp(loss),
    terms: ["irreducible", "parameters", "tokens"].slice(-values.length).map((name, place) => ({ name, value: values[place] ?? 0 })),
    alone: law.constants ? [] : [{ name: "parameters", value: kaplanParameters(N) }, { name: "tokens", value: kaplanData(D) }, { name: "compute", value: kaplanCompute(pfDays) }],
    endless_tokens: lossOf(law, N, Infinity),
    endless_parameters: lossOf(law, Infinity, D),
    compute,
    pf_days: pfDays,
    tokens_per_parameter: D / N,
    best: optimumOf(law, compute),
    compared: result.laws.map((other) => ({ name: other.id, value: lossOf(other, N, D) })),
    models: result.models.map((model) => ({ ...model, predicted: lossOf(law, model.parameters, model.tokens), shown: shown(model.id) })),
  };
}

/**
 * The standard error of a prediction; known of the law of Besiroglu et al. only.
 * @param {import("../shared/laws.js").Law} law
 * @param {import("../shared/laws.js").Covariance} covariance
 * @param {number} N
 * @param {number} D
 */
export const standardError = (law, covariance, N, D) => (law.id === "besiroglu" && law.constants ? lossError(law.constants, covariance, N, D) : null);
