/** What a hand can set: the model, one of its heads, and the token that looks. */

import { numbers, offer } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { plain } from "../shared/text.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Controls {
  /** @type {Result | null} */
  #result = null;

  /**
   * @param {Say} say
   * @param {(changes: Partial<Params>) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    const select = (/** @type {"model" | "layer" | "head" | "query"} */ id, /** @type {() => Partial<Params>} */ changes) => {
      const element = h("select", { id });
      element.addEventListener("change", () => ask(changes()));
      return element;
    };
    // Another model cuts the text into other tokens and has other heads: all of that is chosen anew.
    this.model = select("model", () => ({ model: this.model.value, layer: null, head: null, query: null, key: null }));
    this.layer = select("layer", () => ({ ...this.#pinned(), layer: Number(this.layer.value) }));
    this.head = select("head", () => ({ ...this.#pinned(), head: Number(this.head.value) }));
    this.query = select("query", () => ({ ...this.#pinned(), query: Number(this.query.value), key: null }));
    const field = (/** @type {string} */ label, /** @type {HTMLSelectElement} */ control) =>
      h("span", { class: "field" }, h("label", { for: control.id }, label), control);
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls"), title: say("from_zero") },
      field(say("model"), this.model),
      field(say("layer"), this.layer),
      field(say("head"), this.head),
      field(say("query"), this.query),
    );
  }

  /** What is shown stays where it was chosen by rule: only what was touched changes. */
  #pinned() {
    const { layer = null, head = null, query = null, key = null } = this.#result ?? {};
    return { layer, head, query, key };
  }

  /** @param {Result} result */
  show(result) {
    this.#result = result;
    const { model, models, tokens } = result;
    offer(this.model, models.map(({ id, name }) => [id, name]), model.id);
    offer(this.layer, numbers(result.layers), String(result.layer));
    offer(this.head, numbers(result.heads), String(result.head));
    offer(this.query, tokens.map((token, place) => [String(place), `${place} ${plain(token)}`]), String(result.query));
  }
}
