/** What the controls set: the parameters of the layout, and the places of the sliders that stand for them. */

/**
 * @typedef {object} Settings
 * @property {"umap" | "pca"} method
 * @property {number} count of neighbours of an expression
 * @property {number} n_neighbors
 * @property {number} min_dist
 * @property {number} seed
 * @property {number | null} seed_b of the second picture; null for none
 */

/** @typedef {"count" | "n_neighbors" | "min_dist"} Slider */

/** What a view's parameters say of the layout. @param {Settings} params @returns {Settings} */
export function picked({ method, count, n_neighbors, min_dist, seed, seed_b }) {
  return { method, count, n_neighbors, min_dist, seed, seed_b };
}

/** @param {Settings} a @param {Settings} b */
export function equal(a, b) {
  return /** @type {(keyof Settings)[]} */ (Object.keys(a)).every((key) => a[key] === b[key]);
}

/** Steps are closer together where a step matters more. */
const NEIGHBORS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100];
const COUNTS = [5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 125, 150, 200, 250, 300];
const DISTANCES = [...Array.from({ length: 20 }, (_, place) => place / 20), 0.99];

export const LAST_SEED = 2 ** 31 - 1;

/**
 * The values a slider can take.
 * @param {Slider} slider
 * @param {number} words on the map: none has more neighbours than there are others
 * @returns {readonly number[]}
 */
export function stepsOf(slider, words) {
  if (slider === "count") return COUNTS;
  if (slider === "min_dist") return DISTANCES;
  const most = Math.max(2, words - 1);
  const possible = NEIGHBORS.filter((value) => value < most);
  return most <= 100 ? [...possible, most] : NEIGHBORS;
}

/**
 * The place of the step nearest to a value.
 * @param {readonly number[]} steps rising
 * @param {number} value
 */
export function placeOf(steps, value) {
  let best = 0;
  steps.forEach((step, place) => {
    if (Math.abs(step - value) < Math.abs((steps[best] ?? 0) - value)) best = place;
  });
  return best;
}

/** A seed next to one, round the end. @param {number} seed @param {1 | -1} by */
export function nextSeed(seed, by) {
  const next = seed + by;
  return next < 0 ? LAST_SEED : next > LAST_SEED ? 0 : next;
}
