/** What a hand can set: a known model, or every figure of a shape of one's own. */

import { selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { parseWhole } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";
import { OWN, settled } from "./calculation.js";
import { loose, slid } from "./figures.js";

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./figures.js").Numbered} Numbered */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Shape} Shape */
/** @typedef {"kind" | "mlp" | "norm" | "norms" | "biases" | "tied" | "embedding_norm" | "qk_norm" | "final_norm" | "pooler"} Chosen */

export class Controls {
  /** What was shown last. @type {Shape | null} */
  #shape = null;

  /**
   * @param {Say} say
   * @param {{set: (changes: Partial<Shape>) => void, choose: (id: string) => void, ask: (changes: Record<string, number | string>) => void}} hands
   *   set: figures of a shape of one's own; choose: a known one, or "own"; ask: beyond the limits, the server says so
   */
  constructor(say, { set, choose, ask }) {
    this.say = say;
    const write = (/** @type {number} */ value) => whole(Math.round(value));
    const made = (/** @type {Numbered} */ name, /** @type {string} */ label, /** @type {readonly [number, number]} */ [low, high], /** @type {readonly [number, number]} */ typed, log = true) => {
      return slider({ label, low, high, typed, log, value: low, write, parse: parseWhole }, (value, isTyped) => {
        const own = this.#shape && loose(this.#shape);
        if (own) set(isTyped ? { [name]: value } : slid(name, value, own));
      }, (wrong) => ask({ [name]: wrong }));
    };
    /** @type {Readonly<Record<Numbered, ReturnType<typeof slider>>>} */
    this.sliders = {
      layers: made("layers", say("layers"), [1, 128], [1, 512]),
      d_model: made("d_model", say("d_model"), [16, 20_000], [1, 65_536]),
      heads: made("heads", say("heads"), [1, 128], [1, 512]),
      kv_heads: made("kv_heads", say("kv_heads"), [1, 128], [0, 512]),
      d_ff: made("d_ff", say("d_ff"), [16, 80_000], [1, 262_144]),
      vocabulary: made("vocabulary", say("vocabulary"), [100, 1_000_000], [1, 10_000_000]),
      d_head: made("d_head", say("d_head"), [8, 512], [0, 1024]),
      context: made("context", say("context"), [0, 8192], [0, 10_000_000], false),
      segments: made("segments", say("segments"), [0, 4], [0, 100], false),
      experts: made("experts", say("experts"), [1, 64], [1, 256], false),
      experts_used: made("experts_used", say("experts_used"), [1, 16], [1, 256], false),
    };
    /** @type {import("../shared/choices.js").Offered} */
    const yesNo = [["true", say("yes")], ["false", say("no")]];
    /** @type {Readonly<Record<Chosen, {label: string, offered: import("../shared/choices.js").Offered}>>} */
    const choices = {
      kind: { label: say("kind"), offered: [["decoder", say("kind_decoder")], ["encoder", say("kind_encoder")]] },
      mlp: { label: say("mlp"), offered: [["plain", say("mlp_plain")], ["gated", say("mlp_is_gated")]] },
      norm: { label: say("norm"), offered: [["layer", say("norm_layer")], ["rms", say("norm_rms")]] },
      norms: { label: say("norms"), offered: ["1", "2", "3", "4"].map((count) => [count, count]) },
      biases: { label: say("biases"), offered: [["all", say("biases_all")], ["qkv", say("biases_qkv")], ["none", say("biases_none")]] },
      tied: { label: say("tied"), offered: yesNo },
      embedding_norm: { label: say("embedding_norm"), offered: yesNo },
      qk_norm: { label: say("qk_norm"), offered: yesNo },
      final_norm: { label: say("final_norm"), offered: yesNo },
      pooler: { label: say("pooler"), offered: yesNo },
    };
    this.choices = Object.entries(choices).map(([name, { label, offered }]) => {
      const field = selection(label, (value) => set({ [name]: name === "norms" ? Number(value) : value === "true" ? true : value === "false" ? false : value }), { id: name });
      return { field, show: (/** @type {Shape} */ shape) => field.show(offered, String(shape[/** @type {Chosen} */ (name)])) };
    });
    this.known = selection(say("shape"), choose, { id: "shape" });
    const { layers, d_model, heads, kv_heads, d_ff, vocabulary, ...rest } = this.sliders;
    this.element = h("div", { class: "controls" }, ...[layers, d_model, heads, kv_heads, d_ff, vocabulary].map(({ element }) => element));
    this.more = h(
      "details",
      {},
      h("summary", {}, say("more")),
      h("div", { class: "more" }, ...this.choices.map(({ field }) => field.element), ...Object.values(rest).map(({ element }) => element)),
    );
  }

  /** @param {Params} params @param {Result} result */
  show(params, result) {
    this.#shape = result.shape;
    const shape = settled(result.shape);
    for (const [name, one] of Object.entries(this.sliders)) one.set(shape[/** @type {Numbered} */ (name)]);
    for (const { show } of this.choices) show(result.shape);
    const id = params.model ? result.known[0] : params.shape;
    this.known.show([[OWN, this.say("own")], ...result.shapes.map((one) => /** @type {[string, string]} */ ([one.id, one.model ? this.say("with_file", { name: one.name }) : one.name]))], id === OWN ? (result.known[0] ?? OWN) : (id ?? OWN));
  }
}
