/** The text as the model reads it: every token can become a blank, every blank can be looked at. */

import { drawPieces, h } from "../shared/dom.js";
import { piecesOfToken, plain } from "../shared/text.js";
import { MOST_BLANKS } from "./words.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Strip {
  /** @type {HTMLElement[]} */
  #stops = [];
  #current = 0;

  /**
   * @param {Say} say
   * @param {{open: (place: number) => void, look: (blank: number) => void} | null} does null: a still picture
   * @param {boolean} asks whether new blanks can be asked for
   */
  constructor(say, does, asks) {
    this.say = say;
    this.does = does;
    this.asks = asks;
    this.element = h("div", { class: "strip", role: "group", "aria-label": say("strip") });
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * @param {Result} result
   * @param {number} shown the blank one looks at
   */
  show({ tokens, blanks }, shown) {
    const { does, say } = this;
    const full = blanks.length >= MOST_BLANKS;
    /** @type {HTMLElement[]} */
    const stops = [];
    const drawn = tokens.map((token, place) => {
      if (token.blank !== null) {
        const number = token.blank;
        const { chosen = null } = blanks[number] ?? {};
        const inside = [blanks.length > 1 && h("span", { class: "ordinal" }, number + 1), h("span", { class: "held" }, chosen ? plain(chosen) : "?")];
        const classes = "hole" + (number === shown ? " shown" : "") + (chosen ? " chosen" : "");
        if (!does) return h("span", { class: classes }, ...inside);
        const name = say(chosen ? "hole_filled" : "hole", { number: number + 1, word: chosen ? plain(chosen) : "" });
        const hole = h("button", { type: "button", class: classes, "aria-pressed": String(number === shown), "aria-label": name }, ...inside);
        hole.addEventListener("click", () => does.look(number));
        stops.push(hole);
        return hole;
      }
      const kind = "chip" + (token.special && !token.unknown ? " special" : token.unknown ? " unknown" : "");
      const pieces = drawPieces(piecesOfToken(token));
      const marks = token.unknown ? [h("span", { class: "lost", "aria-hidden": "true" }, "✕")] : [];
      if (!does || !this.asks || token.start === token.end || full) return h("span", { class: kind, title: token.unknown ? say("unknown") : null }, ...pieces, ...marks);
      const chip = h("button", { type: "button", class: kind, title: token.unknown ? say("unknown") : say("open", { text: plain(token) }) }, ...pieces, ...marks);
      chip.addEventListener("click", () => does.open(place));
      stops.push(chip);
      return chip;
    });
    const held = this.#stops.some((stop) => stop.matches(":focus"));
    this.#stops = stops;
    this.element.replaceChildren(...drawn);
    this.#hold(Math.max(0, stops.findIndex((stop) => stop.classList.contains("shown"))));
    if (held) this.focus();
  }

  /** Go where the tabulator key would. */
  focus() {
    this.#stops[this.#current]?.focus({ preventScroll: true });
  }

  /** @param {number} place */
  #hold(place) {
    this.#current = place;
    this.#stops.forEach((stop, at) => stop.setAttribute("tabindex", at === place ? "0" : "-1"));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.#stops.length - 1;
    /** @type {Readonly<Record<string, number>>} */
    const moves = { ArrowRight: this.#current + 1, ArrowLeft: this.#current - 1, Home: 0, End: last };
    const goal = moves[event.key];
    if (goal === undefined || last < 0) return;
    this.#hold(Math.min(Math.max(goal, 0), last));
    this.#stops[this.#current]?.focus();
    event.preventDefault();
  }
}
