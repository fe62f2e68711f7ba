/** What a hand can set: which of BertViz's views, the model, the layer it begins with, a second sentence. */

import { numbers, offer } from "../shared/choices.js";
import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").BertvizData} BertvizData */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The longest second sentence, in characters, as the server has it. */
const LONGEST = 400;

export class Controls {
  /** @type {readonly import("./types.js").Choosable[]} */
  #models = [];

  /**
   * @param {Say} say
   * @param {(changes: Partial<Params>) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    this.radios = /** @type {const} */ (["head", "model"]).map((kind) => {
      const input = h("input", { type: "radio", name: "kind", id: `kind-${kind}`, value: kind });
      input.addEventListener("change", () => input.checked && ask({ kind }));
      return input;
    });
    this.model = h("select", { id: "model" });
    this.model.addEventListener("change", () => {
      // Another model has other layers, and a decoder reads no pairs.
      const reads = this.#models.find(({ id }) => id === this.model.value)?.kind === "encoder";
      ask({ model: this.model.value, layer: null, ...(reads ? {} : { text_b: "" }) });
    });
    this.layer = h("select", { id: "layer" });
    this.layer.addEventListener("change", () => ask({ layer: this.layer.value === "" ? null : Number(this.layer.value) }));
    this.layerLabel = h("label", { for: "layer" });
    this.second = h("input", { type: "text", id: "second", maxlength: LONGEST, placeholder: say("second_hint"), autocomplete: "off" });
    this.second.addEventListener("change", () => ask({ text_b: this.second.value }));
    this.secondField = h("span", { class: "field long" }, h("label", { for: "second" }, say("second")), this.second);
    const [head, model] = this.radios;
    this.element = h(
      "div",
      { class: "controls" },
      h("span", { class: "choices", role: "radiogroup", "aria-label": say("kind") }, head, h("label", { for: "kind-head" }, say("kind_head")), model, h("label", { for: "kind-model" }, say("kind_model"))),
      h("span", { class: "field" }, h("label", { for: "model" }, say("model")), this.model),
      h("span", { class: "field" }, this.layerLabel, this.layer),
      this.secondField,
    );
  }

  /** @param {BertvizData} data */
  show({ params, result }) {
    const { say } = this;
    for (const radio of this.radios) radio.checked = radio.value === params.kind;
    this.#models = result.models;
    offer(this.model, result.models.map(({ id, name }) => [id, name]), result.model.id);
    this.layerLabel.textContent = say(params.kind === "head" ? "layer_head" : "layer_model");
    if (params.kind === "head") offer(this.layer, numbers(result.layers), String(result.start));
    else offer(this.layer, [["", say("layer_spread")], ...numbers(result.layers)], String(params.layer ?? ""));
    this.secondField.hidden = result.model.kind !== "encoder";
    if (!this.second.matches(":focus")) this.second.value = params.text_b;
  }
}
