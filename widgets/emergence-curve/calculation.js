/**
 * The arithmetic of sandbox/topics/scale/emergence.py, so that the picture follows a slider at once: the probability of
 * one right token is p(N) = exp(−(c/N)^α), that of L of them p(N)^L.
 *
 * @typedef {import("./types.js").Params} Params
 * @typedef {import("./types.js").Result} Result
 * @typedef {{scale: number, exponent: number}} Law
 */

/** What the server holds a question to. */
export const LIMITS = /** @type {const} */ ({ length: [1, 100], scale: [1e-3, 1e15], exponent: [0.05, 3], parameters: [1e4, 1e13], problems: [1, 1e6] });

/** The sizes of the curve: 10⁴ to 10¹³, 20 a decade. */
const SIZES = Array.from({ length: 9 * 20 + 1 }, (_, step) => 10 ** (4 + step / 20));

/** −ln p, the loss for a token. @param {Law} law @param {number} parameters */
const slips = ({ scale, exponent }, parameters) => (scale / parameters) ** exponent;

/** @param {Law} law @param {number} parameters @param {number} length @returns {import("./types.js").Point} */
const pointAt = (law, parameters, length) => ({ parameters, per_token: Math.exp(-slips(law, parameters)), exact: Math.exp(-length * slips(law, parameters)) });

/** The parameters at which a share of answers is right. @param {Law} law @param {number} length @param {number} share */
const sizeFor = ({ scale, exponent }, length, share) => scale * (length / -Math.log(share)) ** (1 / exponent);

/**
 * The result that the server would send for these parameters.
 * @param {Params} params
 * @param {Pick<Result, "measurements">} result
 * @returns {Result}
 */
export function calculate(params, { measurements }) {
  const { length, problems, language, split } = params;
  const [low, high] = [sizeFor(params, length, 0.1), sizeFor(params, length, 0.9)];
  const noticeable = -Math.expm1(-Math.LN2 / problems);
  const some = measurements.entries.filter((one) => one.language === language && one.split === split);
  const measured = some.filter((one) => length <= one.problems.length).map((one) => measuredModel(one, length));
  return {
    curve: SIZES.map((size) => pointAt(params, size, length)),
    point: pointAt(params, params.parameters, length),
    threshold: sizeFor(params, length, 0.5),
    steepness: ((params.exponent * Math.LN2) / 2) * Math.LN10,
    rise: { low, high, factor: high / low, token_low: 0.1 ** (1 / length), token_high: 0.9 ** (1 / length) },
    noticeable,
    noticed: sizeFor(params, length, noticeable),
    measured,
    longest: Math.max(0, ...some.map((one) => one.problems.length)),
    fit: fitted(measured),
    measurements,
  };
}

/**
 * @param {import("./types.js").Counts} counts
 * @param {number} length
 * @returns {import("./types.js").MeasuredModel}
 */
function measuredModel({ model, name, parameters, ...counts }, length) {
  const at = (/** @type {readonly number[]} */ values) => values[length - 1] ?? 0;
  const [problems, right, solved] = [at(counts.problems), at(counts.right), at(counts.exact)];
  const characters = problems * length;
  const [low, high] = wilson(solved, problems);
  const [per_token, exact] = [right / characters, solved / problems];
  return { model, name, parameters, problems, solved, characters, right, per_token, exact, low, high, predicted: per_token ** length, loss: at(counts.nats) / characters };
}

/**
 * The 95 % interval of a share (sandbox/topics/prompting/accuracy.py).
 * @param {number} right
 * @param {number} total
 * @returns {readonly [number, number]}
 */
function wilson(right, total) {
  const z = 1.959964;
  const share = right / total;
  const middle = share + z ** 2 / (2 * total);
  const margin = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  const scale = 1 + z ** 2 / total;
  return [Math.min(share, Math.max(0, (middle - margin) / scale)), Math.max(share, Math.min(1, (middle + margin) / scale))];
}

/**
 * The law laid through measured models: ln(−ln p) is a straight line in ln N, by least squares.
 * @param {readonly Pick<import("./types.js").MeasuredModel, "parameters" | "right" | "characters">[]} points
 * @returns {Law | null}
 */
export function fitted(points) {
  if (new Set(points.map(({ parameters }) => parameters)).size < 2) return null;
  const x = points.map(({ parameters }) => Math.log(parameters));
  const y = points.map(({ right, characters }) => Math.log(-Math.log((right + 0.5) / (characters + 1))));
  const mean = (/** @type {readonly number[]} */ values) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  const around = x.map((one, place) => /** @type {const} */ ([one - middleX, (y[place] ?? 0) - middleY]));
  const slope = around.reduce((sum, [dx, dy]) => sum + dx * dy, 0) / around.reduce((sum, [dx]) => sum + dx * dx, 0);
  return slope < 0 ? { scale: Math.exp(middleX - middleY / slope), exponent: -slope } : null;
}
