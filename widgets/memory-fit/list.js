/** The list of GPUs: which of them it fits on, how full they are, how long a context could be, and how many it takes. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { writeQuantity } from "../shared/quantity.js";
import { brief, filled, verdict } from "./said.js";

/** @typedef {import("./types.js").Fit} Fit */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("../shared/picture.js").Say} Say */

const LONGEST = 10_000_000;

/**
 * The longest context, as it stands in a column; of a model whose shape is not known, nothing can be said.
 * @param {Fit} fit
 * @param {Model} model
 * @param {Say} say
 */
export function contextOf({ most_context }, { layers }, say) {
  if (most_context === null || !layers) return "—";
  if (most_context >= LONGEST) return writeQuantity(LONGEST, say("names")) + "+";
  return most_context < 10_000 ? whole(most_context) : writeQuantity(most_context, say("names"));
}

/** @param {Fit} fit */
export const leastOf = ({ least }) => (least === null ? "—" : whole(least));

export class GpuList {
  /** @type {HTMLElement[]} */
  #rows = [];
  #known = "";

  /**
   * @param {Say} say
   * @param {(gpu: string) => void} choose
   * @param {boolean} live
   */
  constructor(say, choose, live) {
    this.say = say;
    this.choose = choose;
    this.live = live;
    const head = ["col_gpu", "col_share", "col_context", "col_least"].map((key) => h("span", {}, say(key)));
    this.rows = h("div", { class: "rows" });
    this.element = h("section", { class: "list", "aria-label": say("gpus_compared") }, h("div", { class: "row head-row", "aria-hidden": "true" }, ...head), this.rows);
  }

  /** @param {import("./types.js").Result} result @param {string} chosen */
  show({ fits, model }, chosen) {
    const known = fits.map(({ gpu }) => gpu).join(" ");
    if (this.#known !== known) {
      this.#known = known;
      this.#rows = fits.map(({ gpu }) => {
        const row = this.live ? h("button", { type: "button", class: "row" }) : h("div", { class: "row" });
        if (this.live) row.addEventListener("click", () => this.choose(gpu));
        return row;
      });
      this.rows.replaceChildren(...this.#rows);
    }
    fits.forEach((fit, place) => {
      const row = this.#rows[place];
      if (!row) return;
      if (this.live) row.setAttribute("aria-pressed", String(fit.gpu === chosen));
      row.classList.toggle("chosen", fit.gpu === chosen);
      row.classList.toggle("no", !fit.ok);
      const bar = h("i", { class: "fill", "aria-hidden": "true" });
      bar.style.inlineSize = `${Math.min(1, fit.share) * 100}%`;
      row.replaceChildren(
        h("span", { class: "name" }, h("b", { "aria-hidden": "true" }, fit.ok ? "✓" : "✗"), h("span", { class: "quietly" }, verdict(fit, this.say)), brief(fit.name)),
        h("span", { class: "share" }, bar, h("b", {}, filled(fit.share))),
        h("span", {}, h("span", { class: "quietly" }, this.say("col_context")), contextOf(fit, model, this.say)),
        h("span", {}, h("span", { class: "quietly" }, this.say("col_least")), leastOf(fit)),
      );
    });
  }
}
