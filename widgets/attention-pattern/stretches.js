/** Stretches of neighbouring pairs in a row that look the same: what the mask is drawn of. */

import { partOf, patternOf } from "./pattern.js";

/** @typedef {import("./types.js").Part | "masked"} Look */
/** @typedef {{query: number, key: number, count: number, look: Look}} Stretch `count` keys from `key` on */

/**
 * All pairs that are taken, and those that a causal pattern forbids; what is left out is the ground.
 * @param {import("./types.js").Settings} settings
 * @param {readonly string[]} mask
 * @returns {Stretch[]}
 */
export function stretches(settings, mask) {
  const pattern = patternOf(settings);
  /** @type {Stretch[]} */
  const found = [];
  mask.forEach((row, query) => {
    /** @type {Stretch | null} */
    let open = null;
    for (let key = row.indexOf("1"); key >= 0; key = row.indexOf("1", key + 1)) {
      const look = partOf(pattern, query, key);
      if (open && open.look === look && open.key + open.count === key) open.count += 1;
      else found.push((open = { query, key, count: 1, look }));
    }
    const after = row.length - 1 - query;
    if (pattern.causal && after > 0) found.push({ query, key: query + 1, count: after, look: "masked" });
  });
  return found;
}

/**
 * Neighbouring keys that are equally many layers away.
 * @param {readonly (number | null)[]} layers
 * @returns {{key: number, count: number, layer: number | null}[]}
 */
export function layerRuns(layers) {
  /** @type {{key: number, count: number, layer: number | null}[]} */
  const runs = [];
  layers.forEach((layer, key) => {
    const last = runs.at(-1);
    if (last && last.layer === layer) last.count += 1;
    else runs.push({ key, count: 1, layer });
  });
  return runs;
}

/** The places that are labelled, so that no label touches the next. @param {number} length @param {number} cell px @param {number} room px a label needs */
export function labelled(length, cell, room) {
  const step = [1, 2, 4, 8, 16, 32, 64].find((one) => one * cell >= room) ?? 128;
  return Array.from({ length: Math.ceil(length / step) }, (_, place) => place * step);
}
