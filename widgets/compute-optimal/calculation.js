/**
 * The arithmetic of sandbox/topics/scale/iso_flop.py and of the errors in uncertainty.py, so that the picture follows a
 * slider at once. Laws, models and the covariance come with an answer of the server.
 *
 * @typedef {import("./types.js").Params} Params
 * @typedef {import("./types.js").Result} Result
 * @typedef {import("./types.js").Best} Best
 * @typedef {Result["laws"][number]} Law
 */

import { KAPLAN, Z, computeOf, lossError, lossOf, optimumError, optimumOf, parametricOptimum } from "../shared/laws.js";

/** What the server holds a question to. */
export const LIMITS = /** @type {const} */ ({ compute: [1e12, 1e30] });

const FACTORS = [0.01, 0.1, 1, 10, 100];
const STEPS_A_DECADE = 20;
const DECADES = Array.from({ length: 19 }, (_, place) => 10 ** (12 + place));
const ROUNDING = 1e-12;
/** The exponent of the first term in Kaplan's joint law. */
const A = KAPLAN.ALPHA_N / KAPLAN.ALPHA_D;

/**
 * The result that the server would send for these parameters.
 * @param {Params} params
 * @param {Pick<Result, "laws" | "models" | "covariance">} result
 * @returns {Result}
 */
export function calculate(params, { laws, models, covariance }) {
  const law = lawOf(laws, params.law);
  const C = params.compute;
  const best = optimumOf(law, C);
  return {
    ...best,
    tokens_per_parameter: best.tokens / best.parameters,
    compute: computeOf(best.parameters, best.tokens),
    intervals: law.standard_errors ? intervals(law, best, C, covariance) : null,
    point: chosen(law, C, params.parameters || best.parameters),
    valleys: FACTORS.map((factor) => valley(law, C * factor)),
    advice: laws.map((adviser) => {
      const found = optimumOf(adviser, C);
      return { law: adviser.id, ...found, tokens_per_parameter: found.tokens / found.parameters, judged: chosen(law, C, found.parameters) };
    }),
    lines: laws.map((adviser) => ({
      law: adviser.id,
      points: DECADES.map((flop) => {
        const { parameters } = optimumOf(adviser, flop);
        const factor = adviser.constants && adviser.standard_errors ? Math.exp(Z * optimumError(adviser.constants, covariance, flop)) : null;
        return { compute: flop, parameters, low: factor && parameters / factor, high: factor && parameters * factor };
      }),
    })),
    models: models.map((model) => {
      const flop = computeOf(model.parameters, model.tokens);
      return { ...model, compute: flop, tokens_per_parameter: model.tokens / model.parameters, best: optimumOf(law, flop).parameters };
    }),
    laws,
    covariance,
  };
}

/** @param {readonly Law[]} laws @param {string} id */
function lawOf(laws, id) {
  const law = laws.find((one) => one.id === id);
  if (!law) throw new Error(`no law ${id}`);
  return law;
}

/** The loss of a size that uses up C. @param {Law} law @param {number} C @param {number} N */
const valleyLoss = (law, C, N) => lossOf(law, N, C / 6 / N);

/** The lowest point of the valley of C. @param {Law} law @param {number} C @returns {Best} */
function bottom(law, C) {
  if (law.constants) return parametricOptimum(law.constants, C);
  const parameters = ((A * KAPLAN.NC ** A * C) / (6 * KAPLAN.DC)) ** (1 / (1 + A));
  return { parameters, tokens: C / 6 / parameters, loss: valleyLoss(law, C, parameters) };
}

/** The compute that reaches a loss at its best. @param {Law} law @param {number} C @param {number} reached */
function enough(law, C, reached) {
  const lowest = bottom(law, C).loss;
  if (!law.constants) return C * (lowest / reached) ** ((1 + A) / (KAPLAN.ALPHA_D * A));
  const [E, , , alpha, beta] = law.constants;
  return C * ((lowest - E) / (reached - E)) ** ((alpha + beta) / (alpha * beta));
}

/** One use of C, judged by a law. @param {Law} law @param {number} C @param {number} parameters @returns {import("./types.js").Chosen} */
function chosen(law, C, parameters) {
  const tokens = C / 6 / parameters;
  const lowest = bottom(law, C).loss;
  const there = valleyLoss(law, C, parameters);
  const loss = there - lowest < ROUNDING ? lowest : there;
  const needed = enough(law, C, loss);
  return { parameters, tokens, tokens_per_parameter: tokens / parameters, loss, excess: loss - lowest, enough: needed, share: needed / C };
}

/** @param {Law} law @param {number} C @returns {import("./types.js").Valley} */
function valley(law, C) {
  const lowest = bottom(law, C);
  const points = Array.from({ length: 101 }, (_, step) => {
    const parameters = lowest.parameters * 10 ** ((step - 50) / STEPS_A_DECADE);
    return { parameters, loss: valleyLoss(law, C, parameters) };
  });
  return { compute: C, points, bottom: lowest };
}

/**
 * @param {Law} law
 * @param {Best} best
 * @param {number} C
 * @param {Result["covariance"]} covariance
 * @returns {import("./types.js").Intervals | null}
 */
function intervals(law, { parameters, tokens, loss }, C, covariance) {
  if (!law.constants) return null;
  const factor = Math.exp(Z * optimumError(law.constants, covariance, C));
  const ratio = tokens / parameters;
  const error = Z * lossError(law.constants, covariance, parameters, tokens);
  return {
    parameters: [parameters / factor, parameters * factor],
    tokens: [tokens / factor, tokens * factor],
    tokens_per_parameter: [ratio / factor ** 2, ratio * factor ** 2],
    loss: [loss - error, loss + error],
  };
}
