/** Two rows: above the tree the parts the text is cut into first, one to be looked at; below it the tokens of them all. */

import { drawPieces, h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { pieces } from "../shared/text.js";
import { piecesOf } from "./label.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Chunks {
  /** @type {Result | null} */
  #result = null;
  /** @type {HTMLButtonElement[]} */
  #buttons = [];

  /**
   * @param {Say} say
   * @param {(chunk: number) => void} choose
   */
  constructor(say, choose) {
    this.say = say;
    this.choose = choose;
    this.note = h("p", { class: "first" });
    this.row = h("div", { class: "chunks", role: "group", "aria-label": say("chunks") });
    this.element = h("div", { class: "cut" }, this.note, this.row);
  }

  /**
   * @param {Result} result
   * @param {string} text as it was typed
   * @param {number} chosen
   */
  show(result, text, chosen) {
    if (this.#result !== result) this.#fill(result, text);
    this.#buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(place === chosen)));
    // The row is a scroller of its own only where it is long; the chosen part stays in it.
    const button = this.#buttons[chosen];
    if (!button || this.row.scrollWidth <= this.row.clientWidth) return;
    const left = button.offsetLeft - this.row.offsetLeft;
    if (left < this.row.scrollLeft || left + button.offsetWidth > this.row.scrollLeft + this.row.clientWidth) {
      this.row.scrollLeft = left - (this.row.clientWidth - button.offsetWidth) / 2;
    }
  }

  /** @param {Result} result @param {string} text */
  #fill(result, text) {
    const { say } = this;
    const { kind, tokenizer, normalized, chunks } = result;
    this.#result = result;
    const first = kind === "byte-bpe" ? say("cut_pattern") : kind === "wordpiece" ? say("cut_words") : say("cut_none", { tokenizer: tokenizer.name });
    const read = normalized === text ? [] : [" ", say("read_as"), " ", h("b", { class: "read" }, ...drawPieces(pieces(normalized)))];
    this.note.replaceChildren(first, ...read);
    this.row.hidden = kind === "sentencepiece" && chunks.length === 1;
    this.#buttons = chunks.map((chunk, place) => {
      const button = h("button", { type: "button", class: "chunk" }, ...drawPieces(pieces(chunk.text)));
      button.addEventListener("click", () => this.choose(place));
      return button;
    });
    this.row.replaceChildren(...this.#buttons);
  }
}

export class Tokens {
  /** @type {Result | null} */
  #result = null;

  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.count = h("b", {});
    this.list = h("ol", { class: "tokens" });
    this.element = h("div", { class: "all" }, h("p", {}, this.count), this.list);
  }

  /**
   * @param {Result} result
   * @param {number} chosen
   */
  show(result, chosen) {
    if (this.#result !== result) this.#fill(result);
    for (const item of this.list.children) item.classList.toggle("now", item.getAttribute("data-chunk") === String(chosen));
  }

  /** @param {Result} result */
  #fill(result) {
    this.#result = result;
    this.count.textContent = this.say("all_tokens", { count: whole(result.ids.length) });
    this.list.replaceChildren(
      ...result.chunks.flatMap(({ tokens }, place) =>
        tokens.map((token, index) =>
          h(
            "li",
            { "data-chunk": place, class: (index === tokens.length - 1 ? "ends" : "") + (token.unknown ? " unknown" : "") },
            h("span", { class: "name" }, ...drawPieces(piecesOf(token, result.kind))),
            h("span", { class: "id" }, String(token.id)),
          ),
        ),
      ),
    );
  }
}
