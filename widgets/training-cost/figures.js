/** Figures as the picture says them: times, money, energy, shares. */

import { whole } from "../shared/numbers.js";
import { writeQuantity } from "../shared/quantity.js";

/** @typedef {import("./types.js").GpuRow} GpuRow */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Units of time, the longest first: their words, how many days they are, and from how many on they are used. */
const TIMES = /** @type {const} */ ([
  ["one_year", "years", 365.25, 1],
  ["one_day", "days_count", 1, 1],
  ["one_hour", "hours", 1 / 24, 1],
  ["one_minute", "minutes", 1 / 1440, 1],
  ["one_second", "seconds", 1 / 86_400, 0],
]);

/**
 * A time in the unit that suits it: 30.4 days, 97.6 years.
 * @param {number} days
 * @param {Say} say
 */
export function time(days, say) {
  const [one, more, size] = TIMES.find(([, , size, from]) => days >= size * from) ?? TIMES[4];
  const n = writeQuantity(days / size, say("names"));
  return n === "1" ? say(one) : say(more, { n });
}

/** @param {number} yen @param {Say} say */
export const yen = (yen, say) => say("yen", { n: writeQuantity(yen, say("names")) });

/** @param {number} dollars @param {Say} say */
export const dollars = (dollars, say) => say("dollars", { n: writeQuantity(dollars, say("names")) });

/** A number with its unit, of which there is one for each factor of 1000. @param {number} value @param {readonly string[]} units */
function scaled(value, units) {
  let [size, place] = [value, 0];
  while (size >= 999.5 && place < units.length - 1) [size, place] = [size / 1000, place + 1];
  return `${writeQuantity(size, "en")}\u00a0${units[place]}`;
}

/** @param {number} kwh */
export const energy = (kwh) => scaled(kwh, ["kWh", "MWh", "GWh", "TWh"]);

/** @param {number} kw */
export const power = (kw) => scaled(kw, ["kW", "MW", "GW"]);

/** @param {number} kg @param {Say} say */
export const mass = (kg, say) => (kg < 999.5 ? `${writeQuantity(kg, "en")}\u00a0kg` : `${writeQuantity(kg / 1000, say("names"))}\u00a0t`);

/** @param {number} flops a second */
export const speed = (flops) => scaled(flops / 1e12, ["TFLOP/s", "PFLOP/s", "EFLOP/s"]);

/** A share in per cent, with three digits; it may be far above 100. @param {number} share */
export const share = (share) => {
  const value = Number((share * 100).toPrecision(3));
  return `${value >= 1000 && value < 1e9 ? whole(value) : writeQuantity(value, "en")}\u00a0%`;
};

/** What a share is where somebody types it: 32 %, 32 or 0.32. @param {string} text @returns {number | null} */
export function parseShare(text) {
  const typed = text.normalize("NFKC").trim();
  const value = Number(typed.replace(/\s*%$/, ""));
  if (typed === "" || !Number.isFinite(value)) return null;
  return typed.endsWith("%") || value > 1 ? Number((value / 100).toPrecision(12)) : value;
}

/** A GPU without its maker's family and without its memory. @param {string} name */
export const brief = (name) => name.replace(/^GeForce /, "").replace(/ \(.*\)$/, "");

/**
 * One GPU for every speed, the chosen one in the place of its equals; the fastest first.
 * @param {readonly GpuRow[]} gpus
 * @param {string} chosen
 */
export function speeds(gpus, chosen) {
  const first = gpus.filter((one, place) => gpus.findIndex(({ peak }) => peak === one.peak) === place);
  const here = gpus.find(({ id }) => id === chosen);
  return first.map((one) => (here?.peak === one.peak ? here : one)).toSorted((one, other) => other.peak - one.peak);
}

/**
 * What is seen, in one sentence.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function sentenceOf(params, result, say) {
  const reader = say("names");
  const name = brief(result.gpus.find(({ id }) => id === params.gpu)?.name ?? params.gpu);
  const found = { flops: writeQuantity(result.flops, reader), gpus: writeQuantity(params.gpus, reader), gpu: name, time: time(result.days, say), share: share(result.utilization) };
  if (!result.possible) return say("sentence_impossible", found);
  return params.solve === "days" ? say("sentence_days", found) : say("sentence_utilization", found);
}

/**
 * The two divisions the sentence comes from, as lines to read.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function equations(params, result, say) {
  const reader = say("names");
  const written = (/** @type {number} */ value) => writeQuantity(value, reader);
  const operations = { parameters: written(params.parameters), tokens: written(params.tokens), flops: written(result.flops) };
  const attention = result.parts.find(({ name }) => name === "attention");
  const work = { flops: written(result.flops), gpus: written(params.gpus), peak: speed(result.peak), share: share(result.utilization), time: time(result.days, say) };
  return [
    attention ? say("equation_attention", { ...operations, attention: written(attention.per_token) }) : say("equation", operations),
    params.solve === "days" ? say("equation_days", work) : say("equation_utilization", work),
  ];
}

/**
 * Energy, emissions and money: what each is, how much, and what else is to be said of it.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 * @returns {{name: string, figure: string, note: string}[]}
 */
export function facts(params, result, say) {
  const { cost } = result;
  const reader = say("names");
  const price = result.gpus.find(({ id }) => id === params.gpu)?.price;
  const bought = cost.purchase_yen === null ? "—" : yen(cost.purchase_yen, say);
  return [
    { name: say("rent"), figure: dollars(cost.rent_dollar, say), note: say("about_yen", { yen: yen(cost.rent_yen, say) }) },
    { name: say("purchase"), figure: price?.kind === "from" ? say("from", { yen: bought }) : bought, note: price ? say("price_date", { date: price.date }) : say("no_price") },
    { name: say("electricity"), figure: yen(cost.electricity_yen, say), note: say("power", { power: power(result.power_kw) }) },
    { name: say("energy"), figure: energy(result.energy_kwh), note: say("households", { n: writeQuantity(result.households < 10 ? result.households : Math.round(result.households), reader) }) },
    { name: say("co2"), figure: mass(result.co2_kg, say), note: say("per_kwh", { n: String(params.grid) }) },
  ];
}
