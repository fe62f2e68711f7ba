/**
 * Scaling laws: the arithmetic of sandbox/topics/scale/laws.py, for sliders that answer at once. A law comes with its
 * constants from the server (an entry of `laws` in the answer); those of Kaplan et al. stand here, as they stand there.
 * N are parameters, D training tokens, C floating-point operations; losses in nats a token.
 *
 * @typedef {readonly [E: number, A: number, B: number, alpha: number, beta: number]} Constants of L = E + A/N^α + B/D^β
 *
 * @typedef {object} Law
 * @property {string} id
 * @property {string} source
 * @property {string} arxiv
 * @property {string} where
 * @property {boolean} embeddings whether N counts the embedding matrices
 * @property {"sum" | "bracket"} form
 * @property {Constants | null} constants null for the law of Kaplan et al.
 * @property {Constants | null} standard_errors
 *
 * @typedef {{parameters: number, tokens: number, loss: number}} Optimum
 */

/** Kaplan's law of both: Nc, Dc, αN and αD. */
export const KAPLAN = { NC: 6.4e13, DC: 1.8e13, ALPHA_N: 0.076, ALPHA_D: 0.103 };

/** Standard deviations of a normal distribution that hold 95 % of it. */
export const Z = 1.959964;

/** FLOP of a petaflop/s-day. */
export const PF_DAY = 8.64e19;

/** FLOP of a training: 6·N·D. @param {number} N @param {number} D */
export const computeOf = (N, D) => 6 * N * D;

/** L(N) = (8.8e13/N)^0.076. @param {number} N */
export const kaplanParameters = (N) => (8.8e13 / N) ** 0.076;

/** L(D) = (5.4e13/D)^0.095. @param {number} D */
export const kaplanData = (D) => (5.4e13 / D) ** 0.095;

/** L(C_min) = (3.1e8/C_min)^0.050, C in PF-days. @param {number} pfDays */
export const kaplanCompute = (pfDays) => (3.1e8 / pfDays) ** 0.05;

/**
 * The two terms in the bracket of Kaplan's law of both. @param {number} N @param {number} D
 * @returns {[number, number]}
 */
export const kaplanBracket = (N, D) => [(KAPLAN.NC / N) ** (KAPLAN.ALPHA_N / KAPLAN.ALPHA_D), KAPLAN.DC / D];

/** L(N, D) = [(6.4e13/N)^(0.076/0.103) + 1.8e13/D]^0.103. @param {number} N @param {number} D */
export function kaplanJoint(N, D) {
  const [ofN, ofD] = kaplanBracket(N, D);
  return (ofN + ofD) ** KAPLAN.ALPHA_D;
}

/**
 * The three terms of E + A/N^α + B/D^β.
 * @param {Constants} constants
 * @param {number} N
 * @param {number} D
 * @returns {[number, number, number]}
 */
export const parametricTerms = ([E, A, B, alpha, beta], N, D) => [E, A / N ** alpha, B / D ** beta];

/**
 * E + A/N^α + B/D^β.
 * @param {Constants} constants
 * @param {number} N
 * @param {number} D
 */
export function parametricLoss(constants, N, D) {
  const [E, ofN, ofD] = parametricTerms(constants, N, D);
  return E + ofN + ofD;
}

/**
 * The loss a law predicts.
 * @param {Pick<Law, "constants">} law
 * @param {number} N
 * @param {number} D
 */
export const lossOf = ({ constants }, N, D) => (constants ? parametricLoss(constants, N, D) : kaplanJoint(N, D));

/**
 * What minimises E + A/N^α + B/D^β where 6·N·D = C.
 * @param {Constants} constants
 * @param {number} C
 * @returns {Optimum}
 */
export function parametricOptimum(constants, C) {
  const [, A, B, alpha, beta] = constants;
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const parameters = G * (C / 6) ** (beta / (alpha + beta));
  const tokens = (C / 6) ** (alpha / (alpha + beta)) / G;
  return { parameters, tokens, loss: parametricLoss(constants, parameters, tokens) };
}

/**
 * N = 1.3e9·C^0.73 and D = 2e10·C^0.27, C in PF-days, with the loss L(C_min).
 * @param {number} C FLOP
 * @returns {Optimum}
 */
export function kaplanOptimum(C) {
  const pfDays = C / PF_DAY;
  return { parameters: 1.3e9 * pfDays ** 0.73, tokens: 2e10 * pfDays ** 0.27, loss: kaplanCompute(pfDays) };
}

/**
 * The best use of some compute that a law advises.
 * @param {Pick<Law, "constants">} law
 * @param {number} C FLOP
 */
export const optimumOf = ({ constants }, C) => (constants ? parametricOptimum(constants, C) : kaplanOptimum(C));

/** Covariance of (ln E, ln A, ln B, α, β) of the law of Besiroglu et al.: sandbox/topics/scale/uncertainty.py. @typedef {readonly (readonly number[])[]} Covariance */

/** √(gᵀVg). @param {readonly number[]} slopes @param {Covariance} covariance */
function errorOf(slopes, covariance) {
  let sum = 0;
  covariance.forEach((row, i) => row.forEach((value, j) => (sum += (slopes[i] ?? 0) * value * (slopes[j] ?? 0))));
  return Math.sqrt(sum);
}

/**
 * Standard error of the predicted loss.
 * @param {Constants} constants
 * @param {Covariance} covariance
 * @param {number} N
 * @param {number} D
 */
export function lossError(constants, covariance, N, D) {
  const [E, ofN, ofD] = parametricTerms(constants, N, D);
  return errorOf([E, ofN, ofD, -ofN * Math.log(N), -ofD * Math.log(D)], covariance);
}

/**
 * Standard error of ln N, and of ln D, of the best use of some compute.
 * @param {Constants} constants
 * @param {Covariance} covariance
 * @param {number} C FLOP
 */
export function optimumError(constants, covariance, C) {
  const [, , , alpha, beta] = constants;
  const size = Math.log(parametricOptimum(constants, C).parameters);
  const budget = Math.log(C / 6);
  return errorOf([0, 1, -1, 1 / alpha - size, -1 / beta + budget - size].map((slope) => slope / (alpha + beta)), covariance);
}
