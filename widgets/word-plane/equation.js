/** The sum in large letters: the words typed as blocks, and the word that was found in gold. */

import { h } from "../shared/dom.js";
import { cosine, isExact, shown, sign } from "./formula.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Equation {
  /**
   * @param {Say} say
   * @param {(word: string | null) => void} look
   * @param {(word: string) => void} pick
   */
  constructor(say, look, pick) {
    this.say = say;
    this.look = look;
    this.pick = pick;
    this.line = h("p", { class: "equation" });
    this.notes = h("ul", { class: "notes" });
  }

  /**
   * @param {Result} result
   * @param {boolean} live can a word be picked?
   */
  show(result, live) {
    const { terms, results } = result;
    const [first] = results;
    this.line.replaceChildren(
      ...terms.flatMap(({ typed, word, how, weight }, place) => [
        h("span", { class: "sign" }, sign(weight, place === 0)),
        this.#block(word, ["block-word", weight < 0 && "minus", how === "stand-in" && "other"].filter(Boolean).join(" "), live, how === "exact" ? "" : typed),
      ]),
      h("span", { class: "sign" }, isExact(result) ? "=" : "≈"),
      first ? this.#block(first.word, "block-word gold", live, "") : h("span", { class: "gap" }, "?"),
      first ? h("span", { class: "cosine" }, this.say("cosine_is", { cosine: cosine(first.cosine) })) : "",
    );
    const others = terms.filter(({ how }) => how !== "exact");
    this.notes.replaceChildren(
      ...others.map(({ typed, word, how }) =>
        h("li", {}, this.say(how === "variant" ? "variant" : "stand_in", { typed: shown(typed), word: shown(word) })),
      ),
    );
    this.notes.hidden = others.length === 0;
  }

  /**
   * @param {string} word
   * @param {string} kind
   * @param {boolean} live
   * @param {string} typed what was typed for it, if it was another word
   */
  #block(word, kind, live, typed) {
    const block = h(
      "button",
      { type: "button", class: kind, "aria-disabled": live ? null : "true" },
      typed && h("span", { class: "typed" }, h("bdi", { dir: "auto" }, shown(typed)), " → "),
      h("bdi", { dir: "auto" }, shown(word)),
    );
    block.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.look(word));
    block.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.look(null));
    block.addEventListener("focus", () => this.look(word));
    block.addEventListener("blur", () => this.look(null));
    block.addEventListener("click", () => this.pick(word));
    return block;
  }
}
