/** The pairs of neighbours as bars, best first: the first one is merged next. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { chip } from "./faces.js";

/** @typedef {import("./trace.js").Trace} Trace */

export class Pairs {
  /** @param {string} label */
  constructor(label) {
    this.element = h("ol", { class: "pairs", "aria-label": label });
  }

  /**
   * @param {Trace} trace
   * @param {number} place
   * @param {number} lines of the list at most
   */
  show(trace, place, lines) {
    const pairs = trace.pairs(place).slice(0, lines);
    const merges = trace.next(place) !== undefined;
    const most = pairs[0]?.[2] ?? 1;
    this.element.replaceChildren(
      ...pairs.map(([left, right, count], rank) => {
        const kind = merges && rank === 0 ? "winner" : merges && count === most ? "tied" : "";
        return h(
          "li",
          { class: kind, "aria-current": kind === "winner" ? "true" : null },
          h("span", { class: "pair" }, chip(trace.token(left)), chip(trace.token(right))),
          h("span", { class: "bar" }, h("span", { class: "fill", style: `width: ${(100 * count) / most}%` })),
          h("span", { class: "number" }, whole(count)),
        );
      }),
    );
  }
}
