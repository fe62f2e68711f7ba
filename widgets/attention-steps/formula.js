/** The formula softmax(q·Kᵀ / √d + M) · V. Its terms light up step by step; each is a button to its own step. */

import { h } from "../shared/dom.js";
import { STEP } from "./figures.js";

/** @typedef {import("../shared/picture.js").Say} Say */

/** What each step is called. */
export const NAMES = ["name_start", "name_query", "name_keys", "name_products", "name_scale", "name_mask", "name_softmax", "name_output"];

export class Formula {
  /** @type {{step: number, element: HTMLElement}[]} */
  #terms = [];

  /**
   * @param {Say} say
   * @param {((step: number) => void) | null} go null: a still picture
   */
  constructor(say, go) {
    this.say = say;
    this.go = go;
    this.root = this.#term(STEP.scale, "");
    const name = (/** @type {string} */ letter, raised = "") => [h("i", {}, letter), raised && h("sup", {}, raised)];
    this.element = h(
      "div",
      { class: "formula", role: "group", "aria-label": say("formula") },
      h("span", { class: "term output", "data-step": STEP.output }, h("i", {}, "o")),
      " = ",
      this.#term(STEP.softmax, "softmax"),
      h("span", { class: "bracket" }, "("),
      h(
        "span",
        { class: "fraction" },
        h("span", { class: "above" }, this.#term(STEP.query, ...name("q")), this.#term(STEP.products, "·"), this.#term(STEP.keys, ...name("K", "⊤"))),
        h("span", { class: "below" }, this.root),
      ),
      " + ",
      this.#term(STEP.mask, ...name("M")),
      h("span", { class: "bracket" }, ")"),
      " ",
      this.#term(STEP.output, ...name("V")),
    );
  }

  /**
   * @param {number} step
   * @param {...import("../shared/dom.js").Child} children
   */
  #term(step, ...children) {
    const label = this.say(NAMES[step] ?? "");
    const attributes = { class: "term", "data-step": step, title: label };
    const element = this.go ? h("button", { type: "button", "aria-label": label, ...attributes }, ...children) : h("span", attributes, ...children);
    element.addEventListener("click", () => this.go?.(step));
    this.#terms.push({ step, element });
    return element;
  }

  /**
   * @param {number} place
   * @param {number} d
   */
  show(place, d) {
    this.root.textContent = `√${d}`;
    if (this.go) this.root.setAttribute("aria-label", `√${d}: ${this.root.title}`); // what is heard begins with what is seen
    this.element.dataset["place"] = String(place);
    const output = /** @type {HTMLElement} */ (this.element.firstElementChild);
    for (const { step, element } of [...this.#terms, { step: STEP.output, element: output }]) {
      // A product is of both: while it is made, q and K stay lit.
      const lit = step === place || (place === STEP.products && (step === STEP.query || step === STEP.keys));
      element.classList.toggle("lit", lit);
      element.classList.toggle("later", step > place);
      if (step === place) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
  }
}
