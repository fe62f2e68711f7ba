/** What to train: what is set here counts from the next start. */

import { brief } from "../shared/accuracy.js";
import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { button, die, numberField, thrown } from "../shared/fields.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTHS = [16, 20, 32, 48];
const LAYERS = [1, 2, 3];
const CHARACTERS = [14, 15, 16, 17, 18, 19].map((exponent) => 2 ** exponent);
const SEEDS = { min: 1, max: 2 ** 31 - 1 };

/** @param {Settings} params @returns {Settings} */
export const picked = ({ width, layers, characters, seed }) => ({ width, layers, characters, seed });

/** @param {Settings} one @param {Settings} other */
export const same = (one, other) => JSON.stringify(picked(one)) === JSON.stringify(picked(other));

export class Controls {
  /**
   * @param {Say} say
   * @param {{set: (changes: Partial<Settings>) => void, start: () => void, stop: () => void}} does
   */
  constructor(say, { set, start, stop }) {
    const choice = (/** @type {"width" | "layers" | "characters"} */ name, /** @type {string} */ label, /** @type {readonly number[]} */ values, /** @type {(value: number) => string} */ write = String) => {
      const offered = values.map((value) => /** @type {const} */ ([String(value), write(value)]));
      const made = segments(label, name, offered, (value) => set({ [name]: Number(value) }));
      return { show: made.show, element: h("div", { class: `choice ${name}` }, h("span", { class: "name", "aria-hidden": "true" }, label), made.element) };
    };
    this.width = choice("width", say("width"), WIDTHS);
    this.layers = choice("layers", say("layers"), LAYERS);
    this.characters = choice("characters", say("characters"), CHARACTERS, (value) => brief(value, say("names")));
    this.seed = numberField(say("seed"), SEEDS, (seed) => set({ seed }));
    this.start = h("button", { type: "button", class: "block strong" }, say("start"));
    this.start.addEventListener("click", start);
    this.stop = h("button", { type: "button", class: "block" }, say("stop"));
    this.stop.addEventListener("click", stop);
    const roll = button(say("roll"), () => set({ seed: thrown() + 1 }), die());
    // There from the beginning, so that what is written into it later is also read out.
    this.problem = h("p", { class: "problem", role: "status" });
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      this.width.element,
      this.layers.element,
      this.characters.element,
      h("div", { class: "seed" }, this.seed.element, roll),
      h("div", { class: "go" }, this.start, this.stop),
      this.problem,
    );
  }

  /**
   * @param {Settings} settings as they stand
   * @param {boolean} running
   * @param {boolean} changed since what is shown was begun
   * @param {string | null} problem why what was asked for was refused
   */
  show(settings, running, changed, problem) {
    this.width.show(String(settings.width));
    this.layers.show(String(settings.layers));
    this.characters.show(String(settings.characters));
    this.seed.show(settings.seed);
    this.start.hidden = running && !changed;
    this.stop.hidden = !running;
    if (this.problem.textContent !== (problem ?? "")) this.problem.textContent = problem ?? "";
  }
}
