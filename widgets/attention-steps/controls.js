/** What a hand can set: the model, one of its heads, and the token that looks. */

import { numbers, selection } from "../shared/choices.js";
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
    // Another model cuts the text into other tokens and has other heads: all of that is chosen anew.
    this.model = selection(say("model"), (model) => ask({ model, layer: null, head: null, query: null, key: null }));
    this.layer = selection(say("layer"), (layer) => ask({ ...this.#pinned(), layer: Number(layer) }));
    this.head = selection(say("head"), (head) => ask({ ...this.#pinned(), head: Number(head) }));
    this.query = selection(say("query"), (query) => ask({ ...this.#pinned(), query: Number(query), key: null }), { id: "query" });
    const fields = [this.model, this.layer, this.head, this.query].map(({ element }) => element);
    this.element = h("div", { class: "controls", role: "group", "aria-label": say("controls"), title: say("from_zero") }, ...fields);
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
    this.model.show(models.map(({ id, name }) => [id, name]), model.id);
    this.layer.show(numbers(result.layers), String(result.layer));
    this.head.show(numbers(result.heads), String(result.head));
    this.query.show(tokens.map((token, place) => [String(place), `${place} ${plain(token)}`]), String(result.query));
  }
}
