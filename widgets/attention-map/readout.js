/** The line under a large picture that says in words and figures what one looks at. */

import { drawPieces, h } from "../shared/dom.js";
import { piecesOfToken } from "../shared/text.js";
import { strongest, written } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Token} Token */
/** @typedef {import("../shared/picture.js").Say} Say */

const NAMED = 3; // tokens named of a row or a column

/**
 * The tokens of a place, everything invisible made visible.
 * @param {readonly Token[]} tokens one, or two that differ
 * @param {string} [kind] class
 */
export function drawTokens(tokens, kind = "") {
  return h("span", { class: "name " + kind }, ...tokens.flatMap((token, place) => [place > 0 && h("span", { class: "or" }, "/"), ...drawPieces(piecesOfToken(token))]));
}

export class Readout {
  /**
   * @param {Say} say
   * @param {string} hint what can be done, while nothing is looked at
   */
  constructor(say, hint) {
    this.say = say;
    this.hint = hint;
    this.element = h("p", { class: "readout", role: "status" });
  }

  /**
   * @param {Sheet} sheet
   * @param {number | null} query a place
   * @param {number | null} key
   */
  show(sheet, query, key) {
    this.element.replaceChildren(...this.#said(sheet, query, key));
  }

  /**
   * @param {Sheet} sheet
   * @param {number | null} query
   * @param {number | null} key
   * @returns {(HTMLElement | string)[]}
   */
  #said(sheet, query, key) {
    const { say } = this;
    const name = (/** @type {number} */ place, /** @type {string} */ kind) => drawTokens(sheet.tokens[place] ?? [], "chip " + kind);
    if (query === null && key === null) return [h("span", { class: "hint" }, this.hint)];
    if (query !== null && key !== null) {
      const ends = [name(query, "query"), h("span", { class: "arrow", "aria-label": say("to") }, "→"), name(key, "key")];
      if (sheet.masked(query, key)) return [...ends, h("span", { class: "hint" }, say("masked_pair"))];
      return [...ends, h("b", { class: "number" }, written(sheet.weights[query]?.[key] ?? 0, sheet.difference))];
    }
    const named = strongest(sheet, { query, key }, NAMED).map((cell) =>
      h("span", { class: "told" }, query === null ? name(cell.query, "query") : name(cell.key, "key"), " ", h("b", {}, written(cell.value, sheet.difference))),
    );
    if (query !== null) return [name(query, "query"), sheet.difference ? say("row_changes") : say("row_looks"), ...named];
    return [name(key ?? 0, "key"), sheet.difference ? say("column_changes") : say("column_seen"), ...named];
  }
}
