/** What a hand can set: models, which picture, whose weights; the order of the heads. */

import { numbers, segments, selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { isSought } from "./arrange.js";
import { LABELS } from "./heads.js";

/** @typedef {import("./types.js").AttentionData} AttentionData */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").PictureKind} PictureKind */
/** @typedef {import("./types.js").Sort} Sort */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @typedef {Pick<Params, "picture" | "sort" | "least" | "beside">} Presentation what needs no server */
/** @typedef {(changes: Partial<Params>) => void} Ask */

const LEAST = 0.05; // a step of the threshold

/** The row over the pictures. */
export class Controls {
  /** Where one was before the weights of all heads were shown. @type {{layer: number | null, head: number | null}} */
  #head = { layer: null, head: null };

  /**
   * @param {Say} say
   * @param {{ask: Ask, present: (changes: Partial<Presentation>) => void, addText: () => void}} hands
   */
  constructor(say, { ask, present, addText }) {
    this.say = say;
    this.model = selection(say("model"), (model) => ask({ model }), { quietly: true });
    this.second = selection(say("model_second"), (model) => ask({ model_b: model }), { quietly: true });
    this.add = h("button", { type: "button", class: "plain" }, say("text_second_add"));
    this.add.addEventListener("click", addText);
    this.picture = segments(
      say("picture"),
      "picture",
      /** @type {[PictureKind, string][]} */ ([["heatmap", say("picture_heatmap")], ["lines", say("picture_lines")], ["token", say("picture_token")]]),
      (picture) => present({ picture }),
    );
    this.matrix = selection(say("matrix"), (matrix) => {
      if (matrix === "head") ask({ matrix, ...this.#head });
      else ask({ matrix: /** @type {Params["matrix"]} */ (matrix), layer: null });
    }, { quietly: true });
    this.matrix.element.classList.add("firm");
    this.asking = [this.model.element, this.second.element, this.add, this.matrix.element];
    this.element = h("div", { class: "controls", role: "group", "aria-label": say("controls") }, this.picture.element, this.matrix.element, this.model.element, this.second.element, this.add);
  }

  /**
   * @param {AttentionData} data
   * @param {Presentation} presentation
   * @param {boolean} live whether a server can be asked
   */
  show({ result, params }, { picture }, live) {
    const { say } = this;
    const { shown, b, model } = result;
    if (shown.matrix === "head") this.#head = { layer: shown.layer, head: shown.head };
    for (const element of this.asking) element.hidden = !live;
    this.picture.show(picture);
    const models = result.models.map(({ id, name, kind }) => /** @type {[string, string]} */ ([id, kind === "encoder" ? say("encoder_named", { name }) : say("decoder_named", { name })]));
    this.model.show(models, model.id);
    this.second.show([["", say("model_none")], ...models.filter(([id]) => id !== model.id)], b && b.model.id !== model.id ? b.model.id : "");
    this.add.hidden = !live || params.text_b !== "";
    this.matrix.show([["head", say("matrix_head")], ["average", say("matrix_average")], ["rollout", say("matrix_rollout")]], shown.matrix);
  }
}

/** Which layer and head are shown, by number: the larger way beside the thumbnails. */
export class HeadChoice {
  /**
   * @param {Say} say
   * @param {(layer: number | null, head: number | null) => void} pick
   */
  constructor(say, pick) {
    this.say = say;
    const number = (/** @type {string} */ value) => (value === "" ? null : Number(value));
    const chosen = () => pick(number(this.layer.select.value), this.head.element.hidden ? null : number(this.head.select.value));
    this.layer = selection(say("layer"), chosen);
    this.head = selection(say("head"), chosen);
    this.element = h("div", { class: "choice" }, this.layer.element, this.head.element);
  }

  /** @param {Look} look */
  show({ shown, layers, heads }) {
    const all = shown.matrix !== "head";
    /** @type {[string, string][]} */
    const every = all ? [["", this.say("all_layers")]] : [];
    this.layer.show([...every, ...numbers(layers)], shown.layer === null ? "" : String(shown.layer));
    this.head.show(numbers(heads), String(shown.head ?? 0));
    this.head.element.hidden = all;
  }
}

/** How the heads are sorted, and which of them step back. */
export class Order {
  /**
   * @param {Say} say
   * @param {{ask: Ask, present: (changes: Partial<Presentation>) => void}} hands
   */
  constructor(say, { ask, present }) {
    this.say = say;
    this.sort = selection(say("order"), (sort) => present({ sort: /** @type {Sort} */ (sort), least: 0 }));
    this.measured = selection(say("measured"), (measured) => ask({ measured: /** @type {Params["measured"]} */ (measured) }), { quietly: true });
    this.range = h("input", { type: "range", id: "least", min: 0, max: 1, step: LEAST });
    this.range.addEventListener("input", () => present({ least: this.range.valueAsNumber }));
    this.text = h("label", { for: "least" });
    this.least = h("div", { class: "least" }, this.text, this.range);
    this.element = h("div", { class: "order" }, this.sort.element, this.measured.element, this.least);
  }

  /**
   * @param {Look} look
   * @param {Presentation} presentation
   * @param {boolean} live whether a server can be asked
   */
  show({ labels, layers, heads }, { sort, least }, live) {
    this.element.hidden = labels === null;
    if (labels === null) return;
    const { say } = this;
    this.sort.show(
      [["place", say("order_place")], ["entropy", say("order_entropy")], ...labels.names.map((name) => /** @type {[string, string]} */ ([name, say("order_label", { label: say(LABELS[name]), count: labels.counts[name] ?? 0 })]))],
      sort,
    );
    this.measured.show([["probe", say("measured_probe")], ["text", say("measured_text")]], labels.measured);
    this.measured.element.hidden = !live || sort === "place";
    this.least.hidden = sort === "place" || sort === "entropy";
    if (this.range.valueAsNumber !== least) this.range.value = String(least);
    this.range.style.setProperty("--at", `${100 * least}%`);
    let count = 0;
    for (let layer = 0; layer < layers; layer += 1) for (let head = 0; head < heads; head += 1) count += Number(isSought(labels, sort, least, { layer, head }));
    this.text.textContent = say("least", { value: least.toFixed(2), count, total: layers * heads });
    this.range.setAttribute("aria-valuetext", this.text.textContent);
  }
}
