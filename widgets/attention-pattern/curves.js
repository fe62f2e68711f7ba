/** Where the two curves go, their ticks and the present place: for the page and for the file that is saved. */

import { LENGTHS, countPairs, patternOf } from "./pattern.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {{x: number, y: number}} Point */

const LONG = LENGTHS.at(-1) ?? 1;
const POINTS = 48; // of a curve on even axes, which the counted lengths alone would draw with corners

/** @type {readonly (readonly [number, string])[]} */
const LENGTH_TICKS = [[1, "1"], [16, "16"], [256, "256"], [4096, "4,096"]];
/** @type {readonly (readonly [number, string])[]} */
const PAIR_TICKS = [[1, "1"], [1e3, "10³"], [1e6, "10⁶"]];
/** @type {readonly (readonly [number, string])[]} */
const EVEN_LENGTH_TICKS = [[0, "0"], [2048, "2,048"], [4096, "4,096"]];
/** @type {readonly (readonly [number, string])[]} */
const EVEN_PAIR_TICKS = [[0, "0"], [5e6, "5×10⁶"], [10e6, "10×10⁶"], [15e6, "15×10⁶"]];

/**
 * @param {Settings} settings
 * @param {Result} result
 * @param {{width: number, height: number, size: number, name: number}} box px; size of the letters, width of the pattern's name
 */
export function curves(settings, result, { width, height, size, name }) {
  const log = settings.scale === "log";
  const area = { left: size * (log ? 2.4 : 5.2), right: width - size * 0.7, top: size * 0.6, bottom: height - size * 1.6 };
  const share = (/** @type {number} */ value, /** @type {number} */ most) => (log ? Math.log(value) / Math.log(most) : value / most);
  const x = (/** @type {number} */ length) => area.left + share(length, LONG) * (area.right - area.left);
  const y = (/** @type {number} */ pairs) => area.bottom - share(pairs, LONG ** 2) * (area.bottom - area.top);
  const at = (/** @type {number} */ length, /** @type {number} */ pairs) => ({ x: x(length), y: y(pairs) });
  const counted = patternOf(settings);
  const even = Array.from({ length: POINTS }, (_, place) => Math.round(1 + ((LONG - 1) * place) / (POINTS - 1)));
  const grown = log ? result.growth : even.map((length) => ({ length, pairs: countPairs(counted, length), full: length ** 2 }));
  const last = area.right - size;
  const far = grown.at(-1) ?? { length: 1, pairs: 1, full: 1 };
  const end = y(far.pairs);
  const before = y(grown.findLast(({ length }) => x(length) <= area.right - name)?.pairs ?? 1);
  // The last label ends at the edge; one that would touch it is left out.
  const room = area.right - 4 * size;
  const ticks = (log ? LENGTH_TICKS : EVEN_LENGTH_TICKS).filter(([length, label]) => length === LONG || x(length) + 0.3 * size * label.length < room);
  return {
    marks: {
      area,
      /** Where the name of the upper curve stands: at its left, where nothing else is. */
      full: { x: x(log ? 40 : 2300), y: y(log ? 1600 * 4 : 2300 ** 2), "text-anchor": "end" },
      /** Where the name of the pattern stands: below the end of its curve, or above it where the curve is flat. */
      pattern: far.pairs > 0.75 * far.full ? null : { x: area.right, y: log ? Math.min(before + size, area.bottom - 0.4 * size) : end - size * 0.5, "text-anchor": "end" },
      ticks: {
        x: ticks.map(([length, label]) => ({ x: x(length), label, anchor: x(length) > last ? "end" : "middle" })),
        y: (log ? PAIR_TICKS : EVEN_PAIR_TICKS).map(([pairs, label]) => ({ y: y(pairs), label })),
      },
    },
    full: grown.map(({ length, full }) => at(length, full)),
    pattern: grown.map(({ length, pairs }) => at(length, pairs)),
    here: at(settings.length, result.pairs),
  };
}
