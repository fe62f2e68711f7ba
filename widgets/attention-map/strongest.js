/** The heads that give one key most, each a way to itself. */

import { h } from "../shared/dom.js";
import { named } from "./heads.js";
import { weight, word } from "./said.js";

/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Strongest {
  /**
   * @param {Say} say
   * @param {((layer: number, head: number) => void) | null} pick null: nobody answers
   */
  constructor(say, pick) {
    this.say = say;
    this.pick = pick;
    this.title = h("p", { class: "soft" });
    this.list = h("ul", {});
    this.element = h("div", { class: "strongest" }, this.title, this.list);
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
