/** How to train: what is set here counts from the next start. */

import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").Method} Method */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @type {readonly Method[]} */
const METHODS = ["skip-gram", "cbow"];
/** The sliders and their ends. */
export const RANGES = /** @type {const} */ ({ window: [1, 10], dimensions: [2, 100], epochs: [1, 200] });
const NAMES = /** @type {const} */ (["window", "dimensions", "epochs"]);

/**
 * @param {Settings} params
 * @returns {Settings}
 */
export function picked({ method, dimensions, window, epochs, seed }) {
  return { method, dimensions, window, epochs, seed };
}

/**
 * @param {Settings} a
 * @param {Settings} b
 */
export function same(a, b) {
  return JSON.stringify(picked(a)) === JSON.stringify(picked(b));
}

/**
 * What the controls say when another training is shown: its settings where it changed them, else what they said before.
 * A hand on a slider is ahead of the answers, so what it set stays.
 * @param {Settings} settings as they stand
 * @param {readonly Settings[]} known what was shown and what was last told to the page
 * @param {Settings} params of the training
 * @returns {Settings}
 */
export function takenOver(settings, known, params) {
  const follow = (/** @type {keyof Settings} */ name) => !known.some((one) => one[name] === params[name]);
  const changes = Object.entries(picked(params)).filter(([name]) => follow(/** @type {keyof Settings} */ (name)));
  return { ...settings, ...Object.fromEntries(changes) };
}

export class Controls {
  /** @type {Settings} */
  settings = { method: "skip-gram", dimensions: 50, window: 2, epochs: 30, seed: 1 };

  /**
   * @param {Say} say
   * @param {{changed: (settings: Settings) => void, start: () => void, stop: () => void}} does
   */
  constructor(say, does) {
    const set = (/** @type {Partial<Settings>} */ changes) => {
      this.set({ ...this.settings, ...changes });
      does.changed(this.settings);
    };
    this.radios = METHODS.map((method) => {
      const input = h("input", { type: "radio", name: "method", id: method, value: method });
      input.addEventListener("change", () => input.checked && set({ method }));
      return input;
    });
    this.sliders = NAMES.map((name) => {
      const [min, max] = RANGES[name];
      const value = h("output", { class: "value", for: name });
      const range = h("input", { type: "range", id: name, min, max, step: 1 });
      range.addEventListener("input", () => set({ [name]: range.valueAsNumber }));
      return { name, value, range, element: h("div", { class: "slider" }, h("label", { for: name }, say(name)), value, range) };
    });
    this.seed = h("input", { type: "number", id: "seed", min: 0, max: 2 ** 31 - 1, step: 1, inputmode: "numeric" });
    this.seed.addEventListener("input", () => this.seed.validity.valid && this.seed.value !== "" && set({ seed: this.seed.valueAsNumber }));
    this.start = h("button", { type: "button", class: "block strong start" }, say("start"));
    this.start.addEventListener("click", does.start);
    this.stop = h("button", { type: "button", class: "block stop" }, say("stop"));
    this.stop.addEventListener("click", does.stop);
    // There from the beginning, so that what is written into it later is also read out.
    this.problem = h("p", { class: "problem", role: "status" });
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      h(
        "fieldset",
        { class: "methods" },
        h("legend", {}, say("method")),
        ...this.radios.flatMap((input) => [input, h("label", { for: input.id }, say(input.id === "cbow" ? "cbow" : "skip_gram"))]),
      ),
      ...this.sliders.map(({ element }) => element),
      h("div", { class: "seed" }, h("label", { for: "seed" }, say("seed")), this.seed),
      h("div", { class: "go" }, this.start, this.stop),
      this.problem,
    );
  }

  /** @param {Settings} settings */
  set(settings) {
    this.settings = settings;
    for (const input of this.radios) input.checked = input.value === settings.method;
    for (const { name, value, range } of this.sliders) {
      const [min, max] = RANGES[name];
      if (range.valueAsNumber !== settings[name]) range.value = String(settings[name]);
      range.style.setProperty("--at", `${(100 * (settings[name] - min)) / (max - min)}%`);
      value.textContent = String(settings[name]);
    }
    if (this.seed.valueAsNumber !== settings.seed) this.seed.value = String(settings.seed);
  }

  /**
   * @param {boolean} running
   * @param {string | null} problem why what was asked for was refused
   */
  show(running, problem) {
    if (this.problem.textContent !== (problem ?? "")) this.problem.textContent = problem ?? "";
    this.start.hidden = running;
    this.stop.hidden = !running;
  }
}
