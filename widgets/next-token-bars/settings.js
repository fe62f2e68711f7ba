/** The four sliders: their ranges, and how a place on the slider becomes a value. */

/** @typedef {import("./shape.js").Settings} Settings */
/** @typedef {import("./shape.js").Rule} Rule */

/** The distribution as the model gives it: nothing divided, nothing cut. @type {Settings} */
export const NEUTRAL = { temperature: 1, top_k: 0, top_p: 1, min_p: 0 };

/** The rules in the order in which they act. @type {readonly Rule[]} */
export const RULES = ["temperature", "top_k", "top_p", "min_p"];

/** Steps of the top-k slider, closer together where a step matters more; the last place is "off". */
const TOP_K = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 70, 80, 100, 120, 150, 200, 250, 300, 400, 500, 700,
  1000,
];

/**
 * @typedef {{min: number, max: number, step: number, place: (value: number) => number, value: (place: number) => number}} Scale
 */

/** @param {number} number */
const same = (number) => number;

/** @type {Readonly<Record<Rule, Scale>>} */
export const SCALES = {
  temperature: { min: 0, max: 2, step: 0.05, place: same, value: hundredths },
  top_k: {
    min: 0,
    max: TOP_K.length,
    step: 1,
    place: (value) => {
      if (value <= 0) return TOP_K.length;
      const above = TOP_K.findIndex((step) => step >= value);
      return above < 0 ? TOP_K.length - 1 : above;
    },
    value: (place) => TOP_K[place] ?? 0,
  },
  top_p: { min: 0.05, max: 1, step: 0.01, place: same, value: hundredths },
  min_p: { min: 0, max: 0.5, step: 0.01, place: same, value: hundredths },
};

/**
 * Without the dust of binary fractions: 0.15, not 0.15000000000000002.
 * @param {number} value
 */
function hundredths(value) {
  return Math.round(value * 100) / 100;
}

/**
 * Does this rule do nothing at this value?
 * @param {Rule} rule
 * @param {Settings} settings
 */
export function isNeutral(rule, settings) {
  return settings[rule] === NEUTRAL[rule];
}

/**
 * @param {Settings} a
 * @param {Settings} b
 */
export function equal(a, b) {
  return RULES.every((rule) => a[rule] === b[rule]);
}

/**
 * The value as a reader sees it.
 * @param {Rule} rule
 * @param {Settings} settings
 * @param {import("../shared/picture.js").Say} say
 */
export function readOut(rule, settings, say) {
  const value = settings[rule];
  if (rule === "temperature") return value === 0 ? say("greedy") : value.toFixed(2);
  if (isNeutral(rule, settings)) return say("off");
  return rule === "top_k" ? String(value) : value.toFixed(2);
}
