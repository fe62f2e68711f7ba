/** All tokens, a row each: key, score, scaled, mask, exponential, weight, weighted value. Columns come step by step. */

import { drawPieces, h } from "../shared/dom.js";
import { sequentialStep } from "../shared/numbers.js";
import { piecesOfToken, plain } from "../shared/text.js";
import { STEP, column, largestOf, nameOf, share, weighted } from "./figures.js";
import { Strip } from "./strip.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The columns after the token, and the step each comes with. */
export const COLUMNS = /** @type {const} */ ([
  ["keys", STEP.keys],
  ["scores", STEP.products],
  ["scaled", STEP.scale],
  ["mask", STEP.mask],
  ["exponentials", STEP.softmax],
  ["weights", STEP.softmax],
  ["values", STEP.output],
]);

export class Rows {
  /** @type {Result | null} */
  #result = null;
  /** @type {HTMLTableRowElement[]} */
  #rows = [];

  /**
   * @param {Say} say
   * @param {((key: number) => void) | null} follow a token is chosen; null: a still picture
   */
  constructor(say, follow) {
    this.say = say;
    this.follow = follow;
    this.head = h("tr");
    this.body = h("tbody");
    this.foot = h("tr", { class: "sum" });
    this.caption = h("caption", { class: "quietly" });
    this.element = h("table", { class: "rows" }, this.caption, h("thead", {}, this.head), this.body, h("tfoot", {}, this.foot));
  }

  /** @param {State} state */
  show({ result, key, place }) {
    if (this.#result !== result) {
      this.#result = result;
      this.#build(result);
    }
    this.element.dataset["place"] = String(place);
    this.#rows.forEach((row, position) => {
      row.classList.toggle("followed", position === key);
      const input = row.querySelector("input");
      if (input) input.checked = position === key;
    });
  }

  /** @param {Result} result */
  #build(result) {
    const { say } = this;
    const { tokens, query, d_head: d } = result;
    const asker = tokens[query];
    this.caption.textContent = say("rows", { query: nameOf(asker) });
    const labels = [say("col_key"), "q·k", `÷ √${d}`, say("col_mask"), say("col_exponential"), say("col_weight"), say("col_value")];
    this.head.replaceChildren(
      h("th", { scope: "col", class: "token" }, say("col_token")),
      ...COLUMNS.map(([name, step], place) => h("th", { scope: "col", class: name, "data-from": step }, labels[place])),
    );
    const strip = (/** @type {readonly number[]} */ vector, /** @type {number} */ largest) => {
      const made = new Strip();
      made.show(vector, largest);
      return made.element;
    };
    const largest = { q: largestOf([result.q]), k: largestOf(result.k), v: largestOf(result.v) };
    const written = { scores: column(result.scores), scaled: column(result.scaled) };
    const first = h(
      "tr",
      { class: "asker" },
      h("th", { scope: "row", class: "token" }, h("span", { class: "chip query" }, ...named(asker), h("i", { class: "vector" }, " q"))),
      h("td", { class: "keys", "data-from": STEP.query }, strip(result.q, largest.q)),
      ...COLUMNS.slice(1).map(([name]) => h("td", { class: name })),
    );
    this.#rows = tokens.map((token, position) => {
      const hidden = result.masked[position] === null;
      const weight = result.weights[position] ?? 0;
      const key = result.k[position] ?? [];
      const value = result.v[position] ?? [];
      const cells = [
        strip(key, largest.k),
        written.scores(result.scores[position] ?? 0),
        written.scaled(result.scaled[position] ?? 0),
        hidden ? "−∞" : "0",
        share(result.exponentials[position] ?? 0),
        bar(weight),
        strip(weighted(value, weight), largest.v),
      ];
      return h(
        "tr",
        { class: (hidden ? "hidden-key" : "") + (position === query ? " own" : "") },
        h("th", { scope: "row", class: "token" }, this.#name(token, position)),
        ...COLUMNS.map(([name, step], place) => h("td", { class: name, "data-from": step }, cells[place])),
      );
    });
    this.body.replaceChildren(first, ...this.#rows);
    this.foot.replaceChildren(
      h("th", { scope: "row", class: "token" }, say("sum")),
      ...COLUMNS.slice(0, 4).map(([name]) => h("td", { class: name })),
      h("td", { class: "exponentials", "data-from": STEP.softmax }, result.total.toFixed(3)),
      h("td", { class: "weights", "data-from": STEP.softmax }, h("span", { class: "number" }, "1")),
      h("td", { class: "values", "data-from": STEP.output }, strip(result.output, largest.v)),
    );
    this.element.classList.toggle("many", tokens.length > 18);
  }

  /**
   * @param {import("./types.js").Token} token
   * @param {number} position
   */
  #name(token, position) {
    const chip = h("span", { class: "chip", title: plain(token) }, ...named(token));
    const { follow } = this;
    if (!follow) return chip;
    const input = h("input", { type: "radio", name: "key", value: position });
    input.addEventListener("change", () => input.checked && follow(position));
    return h("label", {}, input, h("span", { class: "place", "aria-hidden": "true" }, position), chip);
  }
}

/** @param {import("./types.js").Token | undefined} token */
function named(token) {
  return token ? drawPieces(piecesOfToken(token)) : [];
}

/** @param {number} weight */
function bar(weight) {
  const fill = h("i");
  fill.style.inlineSize = `${100 * weight}%`;
  fill.style.background = `var(--seq-${sequentialStep(weight, 2)})`;
  return h("span", { class: "bar" }, h("span", { class: "number" }, share(weight)), h("span", { class: "track", "aria-hidden": "true" }, fill));
}
