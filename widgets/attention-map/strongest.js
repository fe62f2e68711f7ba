/** The heads that give one key most, each a way to itself. Where there is no room for them their line unfolds. */

import { h } from "../shared/dom.js";
import { named } from "./heads.js";
import { weight, word } from "./said.js";

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Strongest {
  /** What a hand has chosen. @type {boolean | null} */
  #wished = null;

  /**
   * @param {Say} say
   * @param {((layer: number, head: number) => void) | null} pick null: nobody answers
   * @param {() => void} folded it takes another height
   */
  constructor(say, pick, folded) {
    this.say = say;
    this.pick = pick;
    this.title = h("summary", {});
    this.list = h("ul", {});
    this.element = h("details", { class: "strongest", open: true }, this.title, this.list);
    this.title.addEventListener("click", (event) => {
      event.preventDefault();
      this.#wished = !this.element.open;
      this.element.open = this.#wished;
      folded();
    });
  }

  /** Fold or unfold, unless a hand has chosen. @param {boolean} open */
  fold(open) {
    this.element.open = this.#wished ?? open;
  }

  /** @param {Look} look */
  show(look) {
    const { say } = this;
    const { link, shown } = look;
    this.element.hidden = !link || link.masked;
    if (!link) return;
    this.title.textContent = say("strongest", { query: word(look, link.query), key: word(look, link.key) });
    this.list.replaceChildren(
      ...link.top.map((head) => {
        const chosen = shown.matrix === "head" && shown.layer === head.layer && shown.head === head.head;
        const values = { layer: head.layer, head: head.head, weight: weight(head.weight) };
        const button = h("button", { type: "button", class: "plain", title: say("strongest_head", values), "aria-pressed": String(chosen), disabled: !this.pick }, h("b", {}, named(head)), " " + weight(head.weight));
        button.addEventListener("click", () => this.pick?.(head.layer, head.head));
        return h("li", {}, button);
      }),
    );
  }
}
