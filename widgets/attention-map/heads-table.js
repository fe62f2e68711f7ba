/** The table behind the thumbnails: what each head was measured to look at. */

import { h } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { ordered } from "./arrange.js";
import { LABELS, named } from "./heads.js";

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Sort} Sort */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @param {string} caption
 * @param {Look} look
 * @param {Sort} sort
 * @param {Say} say
 * @returns {HTMLTableElement | null} null where nothing was measured
 */
export function headsTable(caption, { labels, layers, heads }, sort, say) {
  if (!labels) return null;
  const figure = (/** @type {number | null | undefined} */ value) => (value === null || value === undefined ? "—" : fixed(value, 2));
  return table(
    caption,
    [say("col_layer_head"), say("col_label"), ...labels.names.map((name) => say(LABELS[name])), say("col_entropy")],
    ordered(labels, sort, layers, heads).map((head) => {
      const label = labels.label[head.layer]?.[head.head];
      return [
        named(head),
        h("span", {}, label ? say(LABELS[label]) : ""),
        ...labels.names.map((name) => figure(labels.scores[name]?.[head.layer]?.[head.head])),
        figure(labels.entropy_bits[head.layer]?.[head.head]),
      ];
    }),
  );
}
