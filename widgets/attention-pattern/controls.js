/** What a hand can set: the pattern, the length of the text, and the sizes of the parts that the pattern has. */

import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { KINDS, partsIn } from "./names.js";
import { LONGEST } from "./pattern.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {"length" | "window" | "random" | "global"} Size */

/** @type {readonly Size[]} */
const SIZES = ["length", "window", "global", "random"];
const SEEDS = 2 ** 31;

export class Controls {
  #seed = 0;

  /**
   * @param {Say} say
   * @param {(changes: Partial<Settings>) => void} set
   */
  constructor(say, set) {
    this.say = say;
    this.set = set;
    this.kinds = segments(say("pattern"), "pattern", KINDS.map(([kind, label]) => /** @type {const} */ ([kind, say(label)])), (pattern) => set({ pattern }));
    const labels = { length: say("length"), window: say("window"), global: say("global"), random: say("random") };
    this.sizes = SIZES.map((size) => this.#size(size, labels[size]));
    this.causal = h("input", { type: "checkbox", id: "causal" });
    this.causal.addEventListener("change", () => set({ causal: this.causal.checked }));
    this.cut = h("label", { class: "cut", for: "causal" }, this.causal, say("causal"));
    this.lots = h("button", { type: "button", class: "block" }, say("lots"));
    this.lots.addEventListener("click", () => set({ seed: (this.#seed + 1) % SEEDS }));
    this.element = h(
      "div",
      { class: "controls" },
      this.kinds.element,
      h("div", { class: "sizes" }, ...this.sizes.map(({ field }) => field)),
      h("div", { class: "further" }, this.cut, this.lots),
    );
  }

  /**
   * A slider, and a field for whoever wants an exact number.
   * @param {Size} size
   * @param {string} label
   */
  #size(size, label) {
    const min = size === "length" ? 1 : 0;
    const slider = h("input", { type: "range", id: size, min, step: 1 });
    const number = h("input", { type: "number", min, max: LONGEST, step: 1, inputmode: "numeric", "aria-label": label });
    slider.addEventListener("input", () => this.set({ [size]: slider.valueAsNumber }));
    const usable = () => Number.isInteger(number.valueAsNumber) && number.valueAsNumber >= min && number.valueAsNumber <= LONGEST;
    number.addEventListener("input", () => {
      number.setAttribute("aria-invalid", String(!usable()));
      if (usable()) this.set({ [size]: number.valueAsNumber });
    });
    number.addEventListener("change", () => {
      // What cannot be drawn does not stay beside a mask that is not its own.
      number.setAttribute("aria-invalid", "false");
      number.value = slider.value;
    });
    return { size, slider, number, field: h("div", { class: "size" }, h("label", { for: size }, label), slider, number) };
  }

  /** @param {Settings} settings */
  show(settings) {
    const { pattern, length, causal, seed } = settings;
    this.#seed = seed;
    this.kinds.show(pattern);
    const whole = pattern === "full" || pattern === "causal";
    const parts = partsIn(pattern);
    for (const { size, slider, number, field } of this.sizes) {
      const used = size === "length" || (!whole && parts.includes(size) && !(size === "window" && (pattern === "random" || pattern === "global")));
      field.classList.toggle("unused", !used);
      slider.disabled = number.disabled = !used;
      const max = size === "length" ? LONGEST : length;
      const value = Math.min(settings[size], max); // more than the text has means all
      slider.max = String(max);
      slider.value = String(value);
      slider.style.setProperty("--at", `${(100 * (value - Number(slider.min))) / Math.max(max - Number(slider.min), 1)}%`);
      if (!number.matches(":focus")) number.value = String(value);
    }
    this.causal.checked = causal || pattern === "causal";
    this.causal.disabled = pattern === "causal";
    this.lots.disabled = !parts.includes("random");
  }
}
