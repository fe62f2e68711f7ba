/** How far to believe the picture: trustworthiness as a number on a scale that begins at mere chance. */

import { h } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { verdictOf } from "./names.js";

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").WordMap} WordMap */

export class Trust {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.gauges = h("div", { class: "gauges" });
    this.verdict = h("p", { class: "verdict" });
    this.about = h("p", { class: "hint" });
    this.element = h("section", { class: "trust" }, h("h3", {}, say("trust")), this.about, this.gauges, this.verdict);
  }

  /** @param {WordMap} data */
  show({ params, result }) {
    const { say } = this;
    const { trustworthiness, second, by_chance, neighbors_checked } = result;
    const pictures = second
      ? [
          [say("seed_is", { seed: params.seed }), trustworthiness],
          [say("seed_is", { seed: params.seed_b ?? 0 }), second.trustworthiness],
        ]
      : [["", trustworthiness]];
    this.gauges.replaceChildren(
      ...pictures.map(([name, trust]) => gauge(String(name), Number(trust), by_chance)),
      h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, say("by_chance", { value: fixed(by_chance, 2) })), h("span", {}, say("perfect"))),
    );
    this.verdict.textContent = verdictOf(Math.min(trustworthiness, second?.trustworthiness ?? 1), result.points.length, say);
    this.about.textContent = say("trust_about", { k: neighbors_checked });
  }
}

/** @param {string} name @param {number} trust @param {number} chance */
function gauge(name, trust, chance) {
  const fill = h("span", { class: "fill" });
  fill.style.inlineSize = `${100 * Math.max(0, (trust - chance) / (1 - chance))}%`;
  return h(
    "div",
    { class: "gauge" },
    name && h("span", { class: "name" }, name),
    h("b", {}, fixed(trust, 3)),
    h("span", { class: "groove", "aria-hidden": "true" }, fill),
  );
}
