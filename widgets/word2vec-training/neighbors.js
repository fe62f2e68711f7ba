/** The nearest words of each watched word, and which of them are new since the snapshot before. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { cosine } from "./layout.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

export const MOST_WATCHED = 6;

export class Neighbors {
  /** @type {readonly string[]} */
  #typed = [];

  /**
   * @param {Say} say
   * @param {{look: (place: number) => void, watch: (words: readonly string[]) => void}} does
   */
  constructor(say, does) {
    this.say = say;
    this.does = does;
    this.list = h("ul", { class: "watched" });
    this.input = h("input", { type: "text", id: "watch", maxlength: 40, autocomplete: "off", placeholder: say("watch_placeholder") });
    this.add = h("button", { type: "submit", class: "block" }, say("add"));
    this.form = h("form", { class: "add" }, h("label", { for: "watch" }, say("watch")), this.input, this.add);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const word = this.input.value.trim();
      if (!word || this.#typed.includes(word)) return;
      this.input.value = "";
      does.watch([...this.#typed, word]);
    });
    this.element = h("div", { class: "neighbors" }, h("p", { class: "bar" }, h("span", { class: "heading" }, say("neighbors")), h("span", { class: "key" }, say("new"))), this.list, this.form);
  }

  /**
   * @param {Result} result
   * @param {number} at which snapshot
   * @param {number} looked which watched word
   * @param {boolean} live can words be added?
   */
  show({ watched, snapshots }, at, looked, live) {
    this.#typed = watched.map(({ typed }) => typed);
    const focused = [...this.list.querySelectorAll("button")].findIndex((button) => button.matches(":focus"));
    this.list.replaceChildren(
      ...watched.map((one, place) => {
        const now = snapshots[at]?.neighbors[place] ?? [];
        const before = new Set(snapshots[at - 1]?.neighbors[place]?.map(({ word }) => word));
        const head = h("button", { type: "button", class: "look", "aria-pressed": String(place === looked), disabled: one.word === null }, h("bdi", { dir: "auto" }, one.typed));
        head.addEventListener("click", () => this.does.look(place));
        const remove = h("button", { type: "button", class: "remove", "aria-label": this.say("remove", { word: one.typed }), title: this.say("remove", { word: one.typed }) }, "×");
        remove.addEventListener("click", () => this.does.watch(this.#typed.filter((typed) => typed !== one.typed)));
        return h(
          "li",
          { class: place === looked && one.word !== null ? "looked" : "" },
          h("span", { class: "who" }, head, live && watched.length > 1 && remove),
          one.word === null
            ? h("span", { class: "absent" }, this.say("absent"))
            : h("ol", {}, ...now.map(({ word, cosine: value }) => h("li", { class: at > 0 && !before.has(word) ? "new" : "" }, h("bdi", { dir: "auto" }, word), " ", h("span", { class: "cosine" }, cosine(value))))),
          one.word !== null && one.word !== one.typed && h("span", { class: "as" }, this.say("stands_as", { word: one.word, count: whole(one.count) })),
        );
      }),
    );
    if (focused >= 0) this.list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    this.form.hidden = !live;
    this.add.disabled = watched.length >= MOST_WATCHED;
  }
}
