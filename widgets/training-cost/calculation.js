/**
 * The arithmetic of the picture, so that it follows a slider at once: that of sandbox/topics/scale/training_cost.py and
 * its view. A test holds the two together.
 */

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Result} Result */

const SECONDS_A_DAY = 86_400;
const HOURS_A_DAY = 24;

/**
 * The answer for other parameters.
 * @param {Params} params its GPU is one of the table
 * @param {Pick<Result, "gpus" | "factors" | "seen">} result an answer from before: its tables stay
 * @returns {Result}
 */
export function calculate(params, { gpus, factors, seen }) {
  const one = gpus.find(({ id }) => id === params.gpu);
  if (!one) throw new Error(`no GPU ${params.gpu}`);

  /** @type {[Part["name"], number][]} */
  const perToken = [["forward", 2 * params.parameters], ["backward", 4 * params.parameters]];
  if (params.attention) perToken.push(["attention", 12 * params.layers * params.d_model * params.context]);
  const flopsPerToken = perToken.reduce((sum, [, count]) => sum + count, 0);
  const flops = flopsPerToken * params.tokens;

  const solved = params.solve === "days";
  const utilization = solved ? params.utilization : flops / (params.gpus * one.peak) / (params.days * SECONDS_A_DAY);
  const taken = (/** @type {number} */ peak) => flops / (params.gpus * peak * utilization) / SECONDS_A_DAY;
  const days = solved ? taken(one.peak) : params.days;

  const gpuHours = params.gpus * days * HOURS_A_DAY;
  const watts = params.watts || one.watts;
  const energyKwh = (params.gpus * watts * params.pue * days * HOURS_A_DAY) / 1000;
  const rent = gpuHours * params.price_gpu_hour;
  return {
    flops,
    flops_per_token: flopsPerToken,
    parts: perToken.map(([name, count]) => ({ name, per_token: count, flops: count * params.tokens, share: count / flopsPerToken })),
    peak: one.peak,
    watts,
    days,
    utilization,
    possible: utilization <= 1,
    flops_per_second: params.gpus * one.peak * utilization,
    gpu_hours: gpuHours,
    alone_days: gpuHours / HOURS_A_DAY,
    power_kw: (params.gpus * watts * params.pue) / 1000,
    energy_kwh: energyKwh,
    households: energyKwh / (factors["household_kwh"]?.value ?? NaN),
    co2_kg: energyKwh * params.grid,
    cost: {
      rent_dollar: rent,
      rent_yen: rent * params.yen_per_dollar,
      electricity_yen: energyKwh * params.price_kwh,
      purchase_yen: one.price ? params.gpus * one.price.yen : null,
    },
    gpus: gpus.map((other) => ({ ...other, days: taken(other.peak) })),
    factors,
    seen,
  };
}
