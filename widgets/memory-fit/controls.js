/** What a hand can set: the model, what is done with it, and how many GPUs share it. */

import { segments, selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { parseWhole } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";
import { Own } from "./own.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Target} Target */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {(changes: Partial<Params>) => void} Set */

/** @type {readonly Target[]} */
const TARGETS = ["q", "k", "v", "o", "up", "down", "gate"];

export class Controls {
  /**
   * @param {Say} say
   * @param {Set} set something else that can be computed here
   * @param {(changes: Record<string, number | string>) => void} refuse what the server must say why it cannot be used
   */
  constructor(say, set, refuse) {
    this.say = say;
    const count = (/** @type {"context" | "batch" | "rank" | "gpus"} */ name, /** @type {string} */ label, /** @type {Omit<import("../shared/slider.js").About, "label" | "value" | "write" | "parse">} */ range) =>
      slider({ label, value: range.low, write: whole, parse: parseWhole, ...range }, (value) => set({ [name]: value }), (typed) => refuse({ [name]: typed }));
    this.own = new Own(say, set, refuse);
    this.model = selection(say("model"), (shape) => this.#choose(shape, set), { id: "model" });
    this.method = segments(say("method"), "method", [["inference", say("method_inference")], ["full", say("method_full")], ["lora", say("method_lora")], ["qlora", say("method_qlora")]], (method) => set({ method }));
    this.bits = segments(say("bits"), "bits", [["32", "32"], ["16", "16"], ["8", "8"], ["4", "4"]], (bits) => set({ bits: /** @type {Params["bits"]} */ (Number(bits)) }));
    this.adam = segments(say("adam"), "adam", [["16", "16"], ["18", "18"]], (adam) => set({ adam: /** @type {Params["adam"]} */ (Number(adam)) }));
    this.checkpointing = check(say("checkpointing"), (checkpointing) => set({ checkpointing }));
    this.flash = check(say("flash"), (flash) => set({ flash }));
    this.context = count("context", say("context"), { low: 128, high: 1_048_576, log: true, typed: [1, 10_000_000] });
    this.batch = count("batch", say("batch"), { low: 1, high: 64, typed: [1, 100_000] });
    this.rank = count("rank", say("rank"), { low: 1, high: 64, typed: [1, 4096] });
    this.gpus = count("gpus", say("gpus"), { low: 1, high: 64, typed: [1, 4096] });
    this.targets = TARGETS.map((target) => ({ target, ...check(target, () => this.#aim(set)) }));
    this.sharding = selection(say("sharding"), (sharding) => set({ sharding: /** @type {Params["sharding"]} */ (sharding) }), { id: "sharding" });

    const labelled = (/** @type {string} */ label, /** @type {HTMLElement} */ element) => h("div", { class: "labelled" }, h("span", { "aria-hidden": "true" }, label), element);
    this.forInference = labelled(say("bits"), this.bits.element);
    this.forAdapting = h("div", { class: "group" }, this.rank.element, h("fieldset", { class: "targets" }, h("legend", {}, say("targets")), ...this.targets.map(({ element }) => element)));
    this.forTraining = h("div", { class: "group" }, labelled(say("adam"), this.adam.element), this.checkpointing.element, this.flash.element);
    this.element = h(
      "div",
      { class: "controls" },
      this.model.element, this.own.element, this.method.element, this.forInference, this.forAdapting, this.forTraining,
      this.context.element, this.batch.element, this.sharding.element, this.gpus.element,
    );
    /** @type {Result | null} */
    this.result = null;
  }

  /** One's own model begins as the one that was looked at. @param {string} shape @param {Set} set */
  #choose(shape, set) {
    const model = this.result?.model;
    if (shape !== "own" || !model || model.id === "own") return set({ shape });
    const { parameters, layers, d_model, heads, kv_heads, d_head, d_ff, vocabulary, gated } = model;
    set({ shape, parameters, layers, d_model, heads, kv_heads, d_head, d_ff, vocabulary, gated });
  }

  /** At least one matrix is adapted. @param {Set} set */
  #aim(set) {
    const targets = this.targets.filter(({ input }) => input.checked).map(({ target }) => target);
    if (targets.length) set({ targets });
    else for (const { target, input } of this.targets) input.checked = this.aimed.includes(target);
  }

  /** @type {readonly Target[]} */
  aimed = [];

  /** @param {Params} params @param {Result} result */
  show(params, result) {
    const { say } = this;
    this.result = result;
    this.aimed = params.targets;
    const { method } = params;
    this.model.show([...result.models.map(({ id, name }) => /** @type {[string, string]} */ ([id, name])), ["own", say("own")]], params.shape);
    this.own.show(params);
    this.method.show(method);
    this.forInference.hidden = method !== "inference";
    this.forAdapting.hidden = method !== "lora" && method !== "qlora";
    this.forTraining.hidden = method === "inference";
    this.bits.show(/** @type {"16"} */ (String(params.bits)));
    this.adam.show(/** @type {"16"} */ (String(params.adam)));
    this.checkpointing.input.checked = params.checkpointing;
    this.flash.input.checked = params.flash;
    this.context.set(params.context);
    this.batch.set(params.batch);
    this.rank.set(params.rank);
    this.gpus.set(params.gpus);
    for (const { target, input, element } of this.targets) {
      input.checked = params.targets.includes(target);
      element.hidden = target === "gate" && !result.model.gated && !input.checked;
    }
    this.sharding.show(
      [["none", say("sharding_none")], ["data", say("sharding_data")], ["tensor", say("sharding_tensor")], ["pipeline", say("sharding_pipeline")], ["zero-1", "ZeRO-1"], ["zero-2", "ZeRO-2"], ["zero-3", say("sharding_zero_3")]],
      params.sharding,
    );
    this.gpus.element.hidden = params.sharding === "none";
  }
}

/**
 * Something that is so or not.
 * @param {string} label
 * @param {(is: boolean) => void} set
 */
function check(label, set) {
  const input = h("input", { type: "checkbox" });
  input.addEventListener("change", () => set(input.checked));
  return { input, element: h("label", { class: "check" }, input, h("span", {}, label)) };
}
