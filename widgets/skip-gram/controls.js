/** What a hand can set: which of the two methods, how wide the window is, and where it stands. */

import { h } from "../shared/dom.js";
import { WIDEST } from "./window.js";

/** @typedef {import("./types.js").Method} Method */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @type {readonly Method[]} */
export const METHODS = ["skip-gram", "cbow"];

export class Controls {
  /**
   * @param {Say} say
   * @param {{set: (changes: Partial<Settings>) => void, play: () => void, step: (by: number) => void}} does
   */
  constructor(say, does) {
    this.say = say;
    this.radios = METHODS.map((method) => {
      const input = h("input", { type: "radio", name: "method", id: method, value: method });
      input.addEventListener("change", () => input.checked && does.set({ method }));
      return input;
    });
    this.methods = h(
      "fieldset",
      { class: "methods" },
      h("legend", {}, say("method")),
      ...this.radios.flatMap((input) => [input, h("label", { for: input.id }, say(input.id === "cbow" ? "cbow" : "skip_gram"))]),
    );
    this.size = h("output", { class: "value", for: "window" });
    this.window = h("input", { type: "range", id: "window", min: 1, max: WIDEST, step: 1 });
    this.window.addEventListener("input", () => does.set({ window: this.window.valueAsNumber }));
    this.place = h("input", { type: "range", id: "position", min: 0, step: 1, "aria-label": say("position") });
    this.place.addEventListener("input", () => does.set({ position: this.place.valueAsNumber }));
    const button = (/** @type {string} */ shape, /** @type {string} */ label, /** @type {() => void} */ act) => {
      const made = h("button", { type: "button", class: "block step", "aria-label": label, title: label }, h("span", { "aria-hidden": "true" }, shape));
      made.addEventListener("click", act);
      return made;
    };
    this.back = button("◀", say("back"), () => does.step(-1));
    this.next = button("▶", say("next"), () => does.step(1));
    this.play = h("button", { type: "button", class: "block strong play" });
    this.play.addEventListener("click", does.play);
    this.walk = h("div", { class: "walk" }, this.play, this.back, this.place, this.next);
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      this.walk,
      this.methods,
      h("div", { class: "size" }, h("label", { for: "window" }, say("window")), this.size, this.window),
    );
  }

  /**
   * @param {Settings} settings
   * @param {number} words
   * @param {boolean} playing
   */
  show(settings, words, playing) {
    for (const input of this.radios) input.checked = input.value === settings.method;
    this.#slide(this.window, settings.window);
    this.size.textContent = String(settings.window);
    this.window.setAttribute("aria-valuetext", this.say("window_value", { window: settings.window }));
    this.place.max = String(Math.max(words - 1, 0));
    this.#slide(this.place, settings.position);
    this.place.setAttribute("aria-valuetext", this.say("position_value", { place: settings.position + 1, count: words }));
    this.back.disabled = settings.position === 0;
    this.next.disabled = settings.position >= words - 1;
    this.play.textContent = this.say(playing ? "pause" : "play");
    this.play.disabled = words < 2;
  }

  /**
   * @param {HTMLInputElement} range
   * @param {number} value
   */
  #slide(range, value) {
    if (range.valueAsNumber !== value) range.value = String(value);
    const [min, max] = [Number(range.min), Number(range.max)];
    range.style.setProperty("--at", `${max > min ? (100 * (value - min)) / (max - min) : 0}%`);
  }
}
