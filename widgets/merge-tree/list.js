/**
 * The steps beside the tree. Only as many are written as have room, around the present one: the list needs no scroll
 * bar inside the page's, and the table has them all.
 */

import { drawPieces, h } from "../shared/dom.js";
import { named } from "./label.js";

/** @typedef {import("./types.js").Chunk} Chunk */
/** @typedef {import("../shared/picture.js").Say} Say */

export const ROWS = 6;

/**
 * The first row to write so that the present one stands in the middle.
 * @param {number} now
 * @param {number} count
 */
export function firstRow(now, count) {
  return Math.max(0, Math.min(now - Math.floor(ROWS / 2), count - ROWS));
}

export class List {
  /**
   * @param {Say} say
   * @param {(place: number) => void} go
   */
  constructor(say, go) {
    this.say = say;
    this.go = go;
    this.head = h("p", { class: "columns", "aria-hidden": "true" });
    this.list = h("ol", { class: "steps" });
    this.element = h("div", { class: "list" }, this.head, this.list);
  }

  /**
   * @param {Chunk} chunk
   * @param {number} place steps taken
   * @param {boolean} words whether the steps are attempts
   */
  show(chunk, place, words) {
    const { say } = this;
    const rows = words ? chunk.attempts.length : chunk.steps.length;
    const first = firstRow(place - 1, rows);
    this.element.hidden = rows === 0;
    this.head.replaceChildren(...(words ? [say("col_id"), say("col_attempt")] : [say("col_rank"), say("col_pair")]).map((column) => h("span", {}, column)));
    this.list.setAttribute("aria-label", words ? say("attempts") : say("steps"));
    this.list.replaceChildren(
      ...Array.from({ length: Math.min(ROWS, rows) }, (_, index) => {
        const step = first + index;
        const when = step === place - 1 ? "now" : step < place ? "past" : "future";
        const button = h("button", { type: "button", class: when, "aria-current": step === place - 1 ? "step" : null }, ...(words ? this.#attempt(chunk, step) : this.#step(chunk, step)));
        button.addEventListener("click", () => this.go(step + 1));
        return h("li", {}, button);
      }),
    );
  }

  /** @param {Chunk} chunk @param {number} at */
  #step({ steps }, at) {
    const step = steps[at];
    if (!step) return [];
    const name = (/** @type {string} */ text) => drawPieces(named(text));
    return [
      h("span", { class: "rank" }, String(step.rank)),
      h("span", { class: "what" }, ...name(step.pair[0]), h("i", {}, " + "), ...name(step.pair[1]), h("i", {}, " → "), h("b", {}, ...name(step.token))),
    ];
  }

  /** @param {Chunk} chunk @param {number} at */
  #attempt({ attempts }, at) {
    const attempt = attempts[at];
    if (!attempt) return [];
    return [
      h("span", { class: "rank" }, attempt.found ? String(attempt.id) : "×"),
      h("span", { class: "what" }, h(attempt.found ? "b" : "span", {}, ...drawPieces(named(attempt.piece)))),
    ];
  }
}
