/** The pairs of neighbours as bars, best first: the first one is merged next. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { chip } from "./faces.js";

/** @typedef {import("./types.js").Level} Level */
/** @typedef {import("./types.js").Pair} Pair */

export class Pairs {
  /** @param {string} label */
  constructor(label) {
    this.element = h("ol", { class: "pairs", "aria-label": label });
  }

  /**
   * @param {readonly Pair[]} pairs at least one where one is to be merged
   * @param {Level} level
   * @param {boolean} merges whether the first one is to be merged
   */
  show(pairs, level, merges) {
    const most = pairs[0]?.[2] ?? 1;
    this.element.replaceChildren(
      ...pairs.map(([left, right, count], rank) => {
        const kind = merges && rank === 0 ? "winner" : merges && count === most ? "tied" : "";
        return h(
          "li",
          { class: kind, "aria-current": kind === "winner" ? "true" : null },
          h("span", { class: "pair" }, chip(left, level), chip(right, level)),
          h("span", { class: "bar" }, h("span", { class: "fill", style: `width: ${(100 * count) / most}%` })),
          h("span", { class: "number" }, whole(count)),
        );
      }),
    );
  }
}
