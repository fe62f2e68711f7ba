/** The four rules as a chain of sliders, in the order in which they act. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { NEUTRAL, RULES, SCALES, equal, isNeutral, readOut } from "./settings.js";

/** @typedef {import("./shape.js").Rule} Rule */
/** @typedef {import("./shape.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Controls {
  /**
   * @param {Say} say
   * @param {(settings: Settings) => void} moved
   */
  constructor(say, moved) {
    this.say = say;
    /** @type {Settings} */
    this.settings = NEUTRAL;
    this.steps = RULES.map((rule, place) => this.#step(rule, place));
    this.reset = h("button", { type: "button", class: "quiet" }, say("reset"));
    this.reset.addEventListener("click", () => {
      this.set(NEUTRAL);
      moved(this.settings);
    });
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      h("div", { class: "bar" }, h("h3", {}, say("controls")), this.reset),
      h("ol", { class: "chain" }, ...this.steps.map((step) => step.element)),
    );
    for (const { rule, range } of this.steps) {
      range.addEventListener("input", () => {
        this.set({ ...this.settings, [rule]: SCALES[rule].value(range.valueAsNumber) });
        moved(this.settings);
      });
    }
  }

  /**
   * @param {Rule} rule
   * @param {number} place
   */
  #step(rule, place) {
    const { min, max, step } = SCALES[rule];
    const value = h("output", { class: "value", for: rule });
    const left = h("span", { class: "left" });
    const range = h("input", { type: "range", id: rule, min, max, step, "aria-describedby": rule + "-hint" });
    const element = h(
      "li",
      { class: "step" },
      h("span", { class: "place", "aria-hidden": "true" }, place + 1),
      h("label", { for: rule }, this.say(rule)),
      value,
      range,
      h("span", { class: "hint", id: rule + "-hint" }, this.say(rule + "_hint")),
      left,
    );
    return { rule, element, range, value, left };
  }

  /** @param {Settings} settings */
  set(settings) {
    this.settings = settings;
    this.reset.disabled = equal(settings, NEUTRAL);
    for (const { rule, element, range, value } of this.steps) {
      const { min, max, place } = SCALES[rule];
      const at = place(settings[rule]);
      if (range.valueAsNumber !== at) range.value = String(at);
      range.style.setProperty("--at", `${(100 * (at - min)) / (max - min)}%`);
      const shown = readOut(rule, settings, this.say);
      value.textContent = shown;
      range.setAttribute("aria-valuetext", shown);
      element.classList.toggle("neutral", isNeutral(rule, settings));
    }
  }

  /**
   * How many tokens each rule leaves to the next.
   * @param {import("./shape.js").Shape} shape
   */
  show(shape) {
    shape.left.forEach(([, count], place) => {
      const step = this.steps[place];
      if (step) step.left.textContent = this.say("left", { count: whole(count) });
    });
  }
}
