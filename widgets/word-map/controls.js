/** The tray: which method, its sliders, the seeds. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { LAST_SEED, nextSeed, placeOf, stepsOf } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./settings.js").Slider} Slider */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Controls {
  /** @type {Settings} */
  #settings = { method: "umap", count: 60, n_neighbors: 15, min_dist: 0.1, seed: 0, seed_b: null };
  #words = 0;
  #near = false;

  /**
   * @param {Say} say
   * @param {(settings: Settings) => void} moved
   */
  constructor(say, moved) {
    this.say = say;
    this.moved = moved;
    this.methods = h(
      "div",
      { class: "methods", role: "radiogroup", "aria-label": say("method") },
      this.#method("umap", "UMAP"),
      this.#method("pca", "PCA"),
    );
    this.methodHint = h("p", { class: "hint" });
    this.sliders = [
      this.#slider("count", say("count"), ""),
      this.#slider("n_neighbors", "n_neighbors", say("n_neighbors_hint")),
      this.#slider("min_dist", "min_dist", say("min_dist_hint")),
    ];
    this.seed = this.#seed("seed");
    this.second = this.#seed("seed_b");
    this.beside = h("button", { type: "button", class: "block" });
    this.beside.addEventListener("click", () => {
      const { seed, seed_b } = this.#settings;
      this.#change({ seed_b: seed_b === null ? nextSeed(seed, 1) : null });
    });
    this.seeds = h("div", { class: "seeds" }, this.seed.element, this.second.element, this.beside);
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      this.methods,
      this.methodHint,
      ...this.sliders.map(({ element }) => element),
      this.seeds,
    );
  }

  /**
   * @param {Settings} settings
   * @param {number} words on the map
   * @param {boolean} near whether there are neighbours of an expression
   */
  show(settings, words, near) {
    this.#settings = settings;
    this.#words = words;
    this.#near = near;
    const { say } = this;
    const umap = settings.method === "umap";
    for (const input of this.methods.querySelectorAll("input")) input.checked = input.value === settings.method;
    this.methodHint.textContent = umap ? say("umap_hint") : say("pca_hint");
    for (const { slider, element, range, value } of this.sliders) {
      element.hidden = slider === "count" ? !near : !umap;
      const steps = stepsOf(slider, words);
      const last = steps.length - 1;
      const place = placeOf(steps, settings[slider]);
      range.max = String(last);
      range.disabled = last === 0;
      if (range.valueAsNumber !== place) range.value = String(place);
      range.style.setProperty("--at", `${last ? (100 * place) / last : 0}%`);
      const shown = slider === "n_neighbors" ? Math.min(settings[slider], steps[last] ?? 2) : settings[slider];
      value.textContent = slider === "min_dist" ? shown.toFixed(2) : whole(shown);
      range.setAttribute("aria-valuetext", value.textContent);
    }
    this.seeds.hidden = !umap;
    const two = settings.seed_b !== null;
    this.seed.name.textContent = two ? say("seed_left") : say("seed");
    this.second.name.textContent = say("seed_right");
    this.seed.input.value = String(settings.seed);
    this.second.input.value = String(settings.seed_b ?? "");
    this.second.element.hidden = !two;
    this.seeds.classList.toggle("pair", two);
    this.beside.textContent = two ? say("alone") : say("beside");
    this.beside.setAttribute("aria-pressed", String(two));
  }

  /** @param {Partial<Settings>} changes */
  #change(changes) {
    const settings = { ...this.#settings, ...changes };
    this.show(settings, this.#words, this.#near);
    this.moved(settings);
  }

  /** @param {Settings["method"]} method @param {string} name */
  #method(method, name) {
    const input = h("input", { type: "radio", name: "method", value: method });
    input.addEventListener("change", () => this.#change({ method }));
    return h("label", {}, input, h("span", {}, name));
  }

  /** @param {Slider} slider @param {string} name @param {string} hint */
  #slider(slider, name, hint) {
    const value = h("output", { class: "value", for: slider });
    const range = h("input", { type: "range", id: slider, min: 0, step: 1, "aria-describedby": hint ? slider + "-hint" : null });
    range.addEventListener("input", () => this.#change({ [slider]: stepsOf(slider, this.#words)[range.valueAsNumber] }));
    const element = h(
      "div",
      { class: "slider" },
      h("label", { for: slider }, name),
      value,
      range,
      hint && h("p", { class: "hint", id: slider + "-hint" }, hint),
    );
    return { slider, element, range, value };
  }

  /** @param {"seed" | "seed_b"} key */
  #seed(key) {
    const name = h("label", { for: key });
    const input = h("input", { type: "number", id: key, min: 0, max: LAST_SEED, step: 1, inputmode: "numeric" });
    input.addEventListener("change", () => {
      const seed = input.valueAsNumber;
      const usable = Number.isInteger(seed) && seed >= 0 && seed <= LAST_SEED;
      this.#change(usable ? { [key]: seed } : {});
    });
    const step = (/** @type {1 | -1} */ by, /** @type {string} */ sign, /** @type {string} */ label) => {
      const button = h("button", { type: "button", class: "block", "aria-label": label }, sign);
      button.addEventListener("click", () => this.#change({ [key]: nextSeed(this.#settings[key] ?? 0, by) }));
      return button;
    };
    const element = h(
      "div",
      { class: "seed" },
      name,
      step(-1, "−", this.say("seed_before")),
      input,
      step(1, "+", this.say("seed_next")),
    );
    return { element, name, input };
  }
}
