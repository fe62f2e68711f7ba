/** The figures of one's own model. */

import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { numberField } from "../shared/fields.js";
import { parseQuantity, writeQuantity } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {"layers" | "d_model" | "heads" | "kv_heads" | "d_head" | "d_ff" | "vocabulary"} Figure */

/** Limits, as on the server. @type {Readonly<Record<Figure, readonly [number, number]>>} */
const LIMITS = { layers: [0, 512], d_model: [1, 65_536], heads: [1, 512], kv_heads: [0, 512], d_head: [0, 1024], d_ff: [0, 262_144], vocabulary: [1, 10_000_000] };

export class Own {
  /**
   * @param {Say} say
   * @param {(changes: Partial<Params>) => void} set
   * @param {(changes: Record<string, number | string>) => void} refuse
   */
  constructor(say, set, refuse) {
    const lang = say("names");
    this.parameters = slider(
      { label: say("parameters"), low: 1e6, high: 1e13, value: 1e9, log: true, typed: [1, 1e15], write: (value) => writeQuantity(value, lang, 4), parse: parseQuantity },
      (parameters) => set({ parameters }),
      (typed) => refuse({ parameters: typed }),
    );
    const labels = { layers: say("layers"), d_model: "d_model", heads: say("heads"), kv_heads: say("kv_heads"), d_head: "d_head", d_ff: "d_ff", vocabulary: say("vocabulary") };
    this.figures = /** @type {Figure[]} */ (Object.keys(LIMITS)).map((name) => {
      const [min, max] = LIMITS[name];
      const usable = (/** @type {number} */ value) => Number.isInteger(value) && value >= min && value <= max;
      return { name, ...numberField(labels[name], { min, max }, (value) => (usable(value) ? set({ [name]: value }) : refuse({ [name]: value }))) };
    });
    this.gated = segments(say("mlp"), "gated", [["false", say("mlp_plain")], ["true", say("mlp_gated")]], (gated) => set({ gated: gated === "true" }));
    this.element = h("div", { class: "group own" }, this.parameters.element, h("div", { class: "figures" }, ...this.figures.map(({ element }) => element)), this.gated.element, h("p", { class: "soft" }, say("own_zero")));
  }

  /** @param {Params} params */
  show(params) {
    this.element.hidden = params.shape !== "own";
    this.parameters.set(params.parameters);
    for (const { name, show, element } of this.figures) {
      show(params[name]);
      element.hidden = name !== "layers" && params.layers === 0;
    }
    this.gated.element.hidden = params.layers === 0;
    this.gated.show(params.gated ? "true" : "false");
  }
}
