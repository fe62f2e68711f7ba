/** How many pairs there are, by the parts of the pattern, with the formula, and what becomes of it in a long text. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { formula } from "./formula.js";
import { partName, partsIn } from "./names.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * How many pairs there are of each kind, those included that are not taken.
 * @param {Settings} settings
 * @param {Result} result
 * @param {Say} say
 * @returns {{look: import("./types.js").Part | "left" | "masked", name: string, count: number}[]}
 */
export function counts({ pattern, length }, { parts, pairs, causal }, say) {
  const masked = causal ? (length * (length - 1)) / 2 : 0;
  return [
    ...partsIn(pattern).map((part) => ({ look: part, name: partName(part, pattern, say), count: parts[part] })),
    { look: /** @type {const} */ ("left"), name: say("part_left"), count: length ** 2 - pairs - masked },
    { look: /** @type {const} */ ("masked"), name: say("part_masked"), count: masked },
  ].filter(({ look, count }) => count > 0 || (look !== "left" && look !== "masked"));
}

/**
 * What becomes of it in the longest text that is counted.
 * @param {Result} result
 * @param {Say} say
 */
export function farSentence({ growth }, say) {
  const far = growth.at(-1);
  if (!far) return "";
  const values = { length: whole(far.length), pairs: whole(far.pairs), full: whole(far.full), times: whole(Math.round(far.full / far.pairs)) };
  return far.pairs * 1.5 > far.full ? say("far_full", values) : say("far", values);
}

export class Figures {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.count = h("b", { class: "count" });
    this.formula = h("p", { class: "formula" });
    this.legend = h("ul", { class: "legend" });
    this.far = h("p", { class: "far" });
    this.element = h("section", { class: "figures" }, h("p", {}, this.count, " ", say("pairs")), this.formula, this.legend, this.far);
  }

  /**
   * @param {Settings} settings
   * @param {Result} result
   */
  show(settings, result) {
    const { letters, numbers } = formula(settings, result.causal);
    this.count.textContent = whole(result.pairs);
    this.formula.replaceChildren(h("span", {}, letters), " ", h("span", {}, numbers.startsWith("≤") ? numbers : `= ${numbers}`));
    this.legend.replaceChildren(
      ...counts(settings, result, this.say).map(({ look, name, count }) => h("li", {}, h("i", { class: `swatch ${look}`, "aria-hidden": "true" }), h("span", {}, name), h("b", {}, whole(count)))),
    );
    this.far.textContent = farSentence(result, this.say);
  }
}
