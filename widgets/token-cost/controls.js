/** What a hand can set: the tokenizer, the language that is 1, and what the cost is reckoned with. */

import { h } from "../shared/dom.js";
import { LIMITS } from "./figures.js";

/** @typedef {import("./types.js").Currency} Currency */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @type {readonly Currency[]} */
const CURRENCIES = ["JPY", "USD", "EUR"];

export class Controls {
  /** @type {Result | null} */
  #result = null;
  /** @type {HTMLInputElement[]} */
  #radios = [];
  /** What the costs were reckoned with last. */
  #reckoned = { price: "", times: "" };

  /**
   * @param {Say} say
   * @param {(changes: Partial<Settings>) => void} set
   * @param {(tokenizer: string) => void} count one more tokenizer, which the server has not been asked about
   */
  constructor(say, set, count) {
    this.say = say;
    this.set = set;
    this.count = count;
    this.choices = h("span", { class: "choices" });
    this.baseline = h("select", { id: "baseline", "aria-label": say("baseline"), title: say("baseline") });
    this.baseline.addEventListener("change", () => set({ baseline: this.baseline.value }));
    this.element = h("fieldset", { class: "controls" }, h("legend", {}, say("tokenizer")), this.choices);
    /** Stands at the head of the bars. */
    this.one = h("span", { class: "field" }, say("col_ratio"), this.baseline);
    this.price = this.#number("price", 0.1);
    this.times = this.#number("times", 1);
    this.currency = h("select", { "aria-label": say("currency"), title: say("currency") }, ...CURRENCIES.map((code) => h("option", { value: code }, code)));
    this.currency.addEventListener("change", () => set({ currency: /** @type {Currency} */ (this.currency.value) }));
    this.money = h(
      "div",
      { class: "money", role: "group", "aria-label": say("col_cost") },
      h("span", { class: "field" }, h("label", { for: "price" }, say("price")), this.price, this.currency),
      h("span", { class: "field" }, h("label", { for: "times" }, say("times")), this.times),
    );
  }

  /**
   * @param {"price" | "times"} name
   * @param {number} step
   */
  #number(name, step) {
    const { min, max } = LIMITS[name];
    const input = h("input", { type: "number", id: name, min, max, step: step < 1 ? "any" : step, inputmode: step < 1 ? "decimal" : "numeric" });
    input.addEventListener("input", () => {
      const value = input.valueAsNumber;
      const usable = value >= min && value <= max && (step < 1 || Number.isInteger(value));
      input.setAttribute("aria-invalid", String(!usable));
      if (usable) this.set({ [name]: value });
    });
    input.addEventListener("change", () => {
      if (input.getAttribute("aria-invalid") !== "true") return;
      // What cannot be reckoned with does not stay beside costs that are not its own.
      const nearest = Math.min(Math.max(step < 1 ? input.valueAsNumber : Math.round(input.valueAsNumber), min), max);
      if (Number.isNaN(nearest)) input.value = this.#reckoned[name];
      else {
        input.value = String(nearest);
        this.set({ [name]: nearest });
      }
      input.setAttribute("aria-invalid", "false");
    });
    return input;
  }

  /**
   * @param {Result} result
   * @param {readonly {id: string, name: string}[]} others tokenizers that can be counted, too
   * @param {Settings} settings
   * @param {string} reader language of the page
   */
  show(result, others, settings, reader) {
    if (this.#result !== result) {
      this.#result = result;
      const counted = result.vocabularies.map(({ tokenizer, name }) => ({ id: tokenizer, name, choose: () => this.set({ tokenizer }) }));
      const offered = [...counted, ...others.map(({ id, name }) => ({ id, name, choose: () => this.count(id) }))];
      this.#radios = offered.map(({ id, choose }) => {
        const input = h("input", { type: "radio", name: "tokenizer", id: `tokenizer-${id}`, value: id });
        input.addEventListener("change", () => input.checked && choose());
        return input;
      });
      this.choices.replaceChildren(...this.#radios.flatMap((input, place) => [input, h("label", { for: input.id }, offered[place]?.name)]));
      this.baseline.replaceChildren(...result.languages.map(({ language, names }) => h("option", { value: language }, this.say("one", { language: names[reader] ?? "" }))));
    }
    for (const input of this.#radios) input.checked = input.value === settings.tokenizer;
    this.baseline.value = settings.baseline;
    this.currency.value = settings.currency;
    this.#reckoned = { price: String(settings.price), times: String(settings.times) };
    for (const [input, value] of /** @type {const} */ ([[this.price, settings.price], [this.times, settings.times]])) {
      // What somebody is typing stays as it is: "0." is on its way to 0.5.
      if (!input.matches(":focus") && input.valueAsNumber !== value) input.value = String(value);
    }
  }
}
