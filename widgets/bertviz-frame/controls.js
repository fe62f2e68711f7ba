/** What a hand can set: which of BertViz's views, the model, the layer it begins with, a second sentence. */

import { numbers, segments, selection } from "../shared/choices.js";
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
    /** @type {readonly (readonly [Params["kind"], string])[]} */
    const kinds = [["head", say("kind_head")], ["model", say("kind_model")]];
    this.kind = segments(say("kind"), "kind", kinds, (kind) => ask({ kind }));
    this.model = selection(say("model"), (model) => {
      // Another model has other layers, and a decoder reads no pairs.
      const reads = this.#models.find(({ id }) => id === model)?.kind === "encoder";
      ask({ model, layer: null, ...(reads ? {} : { text_b: "" }) });
    });
    this.layer = selection("", (layer) => ask({ layer: layer === "" ? null : Number(layer) }));
    this.second = h("input", { type: "text", id: "second", maxlength: LONGEST, placeholder: say("second_hint"), autocomplete: "off" });
    this.second.addEventListener("change", () => ask({ text_b: this.second.value }));
    this.secondField = h("label", { class: "field long" }, h("span", {}, say("second")), this.second);
    this.element = h("div", { class: "controls" }, this.kind.element, this.model.element, this.layer.element, this.secondField);
  }

  /** @param {BertvizData} data */
  show({ params, result }) {
    const { say } = this;
    this.kind.show(params.kind);
    this.#models = result.models;
    this.model.show(result.models.map(({ id, name }) => [id, name]), result.model.id);
    this.layer.rename(say(params.kind === "head" ? "layer_head" : "layer_model"));
    if (params.kind === "head") this.layer.show(numbers(result.layers), String(result.start));
    else this.layer.show([["", say("layer_spread")], ...numbers(result.layers)], String(params.layer ?? ""));
    this.secondField.hidden = result.model.kind !== "encoder";
    if (!this.second.matches(":focus")) this.second.value = params.text_b;
  }
}
