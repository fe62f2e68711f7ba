/** What a hand can set: the model, the GPUs, what is found, and what it is reckoned with. */

import { segments, selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { parseQuantity, parseWhole, writeQuantity } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";
import { parseShare, share } from "./figures.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {"price_gpu_hour" | "watts" | "pue" | "price_kwh" | "grid" | "yen_per_dollar"} Assumed */
/** @typedef {"layers" | "d_model" | "context"} Shape */

/** What can be typed, as on the server. @type {Readonly<Record<Assumed | Shape, readonly [number, number]>>} */
const LIMITS = {
  price_gpu_hour: [0, 1000], watts: [0, 10_000], pue: [1, 5], price_kwh: [0, 1000], grid: [0, 5], yen_per_dollar: [1, 1000],
  layers: [1, 1000], d_model: [1, 1_000_000], context: [1, 10_000_000],
};
/** @type {readonly Shape[]} */
const SHAPE = ["layers", "d_model", "context"];

export class Controls {
  /** What was shown last. @type {Params | null} */
  #params = null;

  /**
   * @param {Say} say
   * @param {(changes: Partial<Params>) => void} set the picture follows at once
   * @param {(changes: Record<string, number | string>) => void} ask beyond the limits: the server says so
   * @param {Params} params
   */
  constructor(say, set, ask, params) {
    this.say = say;
    const reader = say("names");
    const write = (/** @type {number} */ value) => writeQuantity(value, reader);
    const slid = (/** @type {"parameters" | "tokens" | "gpus" | "utilization" | "days"} */ name, /** @type {Omit<import("../shared/slider.js").About, "value">} */ about) =>
      slider({ ...about, value: params[name] }, (value) => this.#changed({ [name]: name === "gpus" ? Math.round(value) : value }, set), (typed) => ask({ [name]: typed }));
    this.sliders = {
      parameters: slid("parameters", { label: say("parameters"), low: 1e6, high: 1e13, typed: [1e3, 1e15], log: true, write, parse: parseQuantity }),
      tokens: slid("tokens", { label: say("tokens"), low: 1e8, high: 1e15, typed: [1e3, 1e17], log: true, write, parse: parseQuantity }),
      gpus: slid("gpus", { label: say("gpus"), low: 1, high: 1e5, typed: [1, 1e6], log: true, write: (value) => whole(Math.round(value)), parse: parseWhole }),
      utilization: slid("utilization", { label: say("utilization"), low: 0.01, high: 1, step: 0.01, typed: [0.001, 1], write: share, parse: parseShare }),
      days: slid("days", { label: say("days"), low: 0.1, high: 1e4, typed: [0.001, 1e6], log: true, write, parse: parseQuantity }),
    };
    this.gpu = selection(say("gpu"), (gpu) => this.#changed({ gpu }, set), { id: "gpu" });
    this.solve = segments(say("solve"), "solve", [["days", say("solve_days")], ["utilization", say("solve_utilization")]], (solve) => this.#changed({ solve }, set));
    this.attention = h("input", { type: "checkbox", id: "attention" });
    this.attention.addEventListener("change", () => this.#changed({ attention: this.attention.checked }, set));
    /** @type {Map<Assumed | Shape, {element: HTMLElement, input: HTMLInputElement, note: HTMLElement}>} */
    this.fields = new Map();
    const field = (/** @type {Assumed | Shape} */ name, /** @type {string} */ label) => {
      const input = h("input", { type: "text", inputmode: "decimal", spellcheck: "false", autocomplete: "off", id: name, "aria-describedby": `${name}-note` });
      const note = h("small", { id: `${name}-note` });
      const element = h("div", { class: "assumed" }, h("label", { for: name }, label), input, note);
      const [low, high] = LIMITS[name];
      input.addEventListener("change", () => {
        const value = SHAPE.includes(/** @type {Shape} */ (name)) ? parseWhole(input.value) : parseQuantity(input.value);
        const usable = value !== null && value >= low && value <= high;
        input.setAttribute("aria-invalid", String(!usable));
        if (usable) this.#changed({ [name]: value }, set);
        else ask({ [name]: value ?? input.value });
      });
      this.fields.set(name, { element, input, note });
      return element;
    };
    this.shape = h("div", { class: "fields" }, field("layers", say("layers")), field("d_model", say("d_model")), field("context", say("context")));
    const assumed = h(
      "div",
      { class: "fields" },
      field("price_gpu_hour", say("price_gpu_hour")), field("watts", say("watts")), field("pue", say("pue")),
      field("price_kwh", say("price_kwh")), field("grid", say("grid")), field("yen_per_dollar", say("yen_per_dollar")),
    );
    this.element = h(
      "div",
      { class: "controls" },
      this.sliders.parameters.element, this.sliders.tokens.element,
      this.gpu.element, this.sliders.gpus.element,
      this.solve.element, this.sliders.utilization.element, this.sliders.days.element,
      h("label", { class: "tick", for: "attention" }, this.attention, say("count_attention")), this.shape,
      h("details", {}, h("summary", {}, say("assumptions")), assumed),
    );
  }

  /** @param {Partial<Params>} changes @param {(changes: Partial<Params>) => void} set */
  #changed(changes, set) {
    // What a hand has just set is not set back to what it was rounded to, or an arrow key would never get on.
    if (this.#params) this.#params = { ...this.#params, ...changes };
    set(changes);
  }

  /** @param {Params} params @param {Result} result */
  show(params, result) {
    const before = this.#params;
    for (const name of /** @type {const} */ (["parameters", "tokens", "gpus", "utilization", "days"])) {
      if (before?.[name] !== params[name] || this.sliders[name].number.ariaInvalid === "true") this.sliders[name].set(params[name]);
    }
    this.#params = params;
    this.gpu.show(result.gpus.map(({ id, name }) => /** @type {const} */ ([id, name])), params.gpu);
    this.solve.show(params.solve);
    this.sliders.utilization.element.hidden = params.solve !== "days";
    this.sliders.days.element.hidden = params.solve === "days";
    this.attention.checked = params.attention;
    this.shape.hidden = !params.attention;
    const { say } = this;
    for (const [name, { input, note }] of this.fields) {
      const factor = result.factors[name];
      input.title = factor?.source ?? "";
      note.textContent = name === "watts" ? say("watts_note", { watts: whole(result.watts) }) : factor ? say("as_of", { value: String(factor.value), date: factor.date }) : "";
      if (before?.[name] === params[name] && input.value !== "" && input.ariaInvalid !== "true") continue;
      input.value = name === "layers" || name === "d_model" || name === "context" ? whole(params[name]) : String(params[name]);
      input.setAttribute("aria-invalid", "false");
    }
  }
}
