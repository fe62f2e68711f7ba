/** The two groups of words between which the axis runs: to be read, and to be changed. */

import { h } from "../shared/dom.js";

/** @typedef {import("../shared/picture.js").Say} Say */

const MOST = 8;

/**
 * The words of a list, as people separate them.
 * @param {string} typed
 */
export function wordsOf(typed) {
  return [...new Set(typed.split(/[\s,、，;；・]+/u).filter(Boolean))].slice(0, MOST);
}

export class Ends {
  /** @type {readonly (readonly string[])[]} */
  #shown = [[], []];

  /**
   * @param {Say} say
   * @param {boolean} live
   * @param {(from: readonly string[], to: readonly string[]) => void} change
   */
  constructor(say, live, change) {
    this.say = say;
    this.change = change;
    const field = (/** @type {string} */ id, /** @type {string} */ label) => {
      const input = h("textarea", { id, rows: 1, maxlength: 400, readonly: !live });
      input.addEventListener("change", () => this.#changed());
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.#changed();
      });
      return { input, element: h("div", { class: `end ${id}` }, h("label", { for: id }, label), input) };
    };
    this.from = field("from", say("end_from"));
    this.to = field("to", say("end_to"));
    const swap = h("button", { type: "button", class: "block swap", "aria-label": say("swap"), title: say("swap"), hidden: !live }, "⇄");
    swap.addEventListener("click", () => {
      const [from = [], to = []] = this.#shown;
      change(to, from);
    });
    this.element = h("div", { class: "ends" }, this.from.element, swap, this.to.element);
  }

  /**
   * @param {readonly string[]} from
   * @param {readonly string[]} to
   */
  show(from, to) {
    this.#shown = [from, to];
    const separator = this.say("separator");
    for (const [{ input }, words] of /** @type {const} */ ([[this.from, from], [this.to, to]])) {
      if (!input.matches(":focus")) input.value = words.join(separator);
    }
  }

  #changed() {
    const [from, to] = [wordsOf(this.from.input.value), wordsOf(this.to.input.value)];
    const [before = [], after = []] = this.#shown;
    if (!from.length || !to.length) return this.show(before, after); // an axis has two ends
    if (from.join() !== before.join() || to.join() !== after.join()) this.change(from, to);
  }
}
