/** The nearest words: one row each, with its cosine as a bar. */

import { h } from "../shared/dom.js";
import { cosine, shown } from "./formula.js";

/** @typedef {import("./formula.js").Ranked} Ranked */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {{word: string, item: HTMLElement, rank: HTMLElement, name: HTMLElement, tag: HTMLElement, fill: HTMLElement, number: HTMLElement}} Row */

export class Ranking {
  /** @type {Row[]} */
  #rows = [];
  #current = 0;
  /** @type {string | null} */
  #looking = null;

  /**
   * @param {Say} say
   * @param {(word: string | null) => void} look
   * @param {(word: string) => void} pick
   */
  constructor(say, look, pick) {
    this.say = say;
    this.look = look;
    this.pick = pick;
    this.scale = h("div", { class: "scale" });
    this.axis = h("div", { class: "axis", "aria-hidden": "true" }, this.scale);
    this.list = h("ul", { class: "rows", role: "listbox", "aria-label": say("ranking") });
    this.none = h("p", { class: "none", hidden: true });
    this.element = h("div", { class: "bars" }, this.axis, this.list, this.none);
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("pointerleave", () => look(this.#focused()));
    this.list.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.list.contains(event.relatedTarget))) look(null);
    });
  }

  /**
   * @param {readonly Ranked[]} words nearest first; those without a rank were left out
   * @param {boolean} live can they be picked?
   */
  show(words, live) {
    const low = words.some((one) => one.cosine < 0) ? -1 : 0;
    const share = (/** @type {number} */ value) => (100 * (value - low)) / (1 - low);
    this.list.classList.toggle("live", live);
    while (this.#rows.length > words.length) this.#rows.pop()?.item.remove();
    words.forEach(({ word, cosine: value, input, rank }, place) => {
      const row = (this.#rows[place] ??= this.#add(place));
      const out = rank === null;
      row.word = word;
      row.item.className = ["row", out && "cut", input && !out && "input", rank === 1 && "first"].filter(Boolean).join(" ");
      row.item.setAttribute("aria-selected", String(rank === 1));
      row.rank.textContent = out ? "–" : String(rank);
      row.name.replaceChildren(h("bdi", { dir: "auto" }, shown(word)));
      row.name.title = shown(word);
      row.tag.hidden = !input;
      row.tag.textContent = input ? this.say(out ? "left_out" : "typed") : "";
      row.number.textContent = cosine(value);
      row.fill.style.insetInlineStart = `${share(Math.min(value, 0))}%`;
      row.fill.style.inlineSize = `${share(Math.max(value, 0)) - share(Math.min(value, 0))}%`;
    });
    const ticks = low < 0 ? [-1, 0, 1] : [0, 0.5, 1];
    this.scale.replaceChildren(
      ...ticks.map((value) => {
        const label = h("span", {}, String(value).replace("-", "−"));
        label.style.insetInlineStart = `${share(value)}%`;
        return label;
      }),
    );
    const none = words.every(({ rank }) => rank === null);
    this.axis.hidden = words.length === 0;
    this.none.hidden = !none;
    this.none.textContent = none ? this.say("none_left") : "";
    this.#current = Math.min(this.#current, Math.max(words.length - 1, 0));
    this.#rows.forEach(({ item }, place) => item.setAttribute("tabindex", place === this.#current ? "0" : "-1"));
    this.mark(this.#looking);
  }

  /** @param {number} place */
  #add(place) {
    const rank = h("span", { class: "rank" });
    const name = h("span", { class: "name" });
    const tag = h("span", { class: "tag", hidden: true });
    const fill = h("span", { class: "fill" });
    const number = h("span", { class: "number" });
    const item = h("li", { role: "option", "aria-describedby": "info" }, rank, name, h("span", { class: "track" }, fill, tag), number);
    /** @type {Row} */
    const row = { word: "", item, rank, name, tag, fill, number };
    item.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.look(row.word));
    item.addEventListener("focus", () => {
      this.#current = place;
      this.#rows.forEach((other, index) => other.item.setAttribute("tabindex", index === place ? "0" : "-1"));
      this.look(row.word);
    });
    item.addEventListener("click", () => this.pick(row.word));
    this.list.append(item);
    return row;
  }

  /** @param {string | null} word the word that is pointed at, here or in the plane */
  mark(word) {
    this.#looking = word;
    for (const row of this.#rows) row.item.classList.toggle("on", word !== null && row.word === word);
  }

  /** The word of the row with the focus. */
  #focused() {
    return this.#rows.find(({ item }) => item.matches(":focus"))?.word ?? null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.#rows.length - 1;
    /** @type {Readonly<Record<string, number>>} */
    const moves = { ArrowDown: this.#current + 1, ArrowUp: this.#current - 1, Home: 0, End: last, PageDown: this.#current + 10, PageUp: this.#current - 10 };
    const goal = moves[event.key];
    const row = this.#rows[this.#current];
    if (goal !== undefined) this.#rows[Math.min(Math.max(goal, 0), last)]?.item.focus();
    else if ((event.key === "Enter" || event.key === " ") && row) this.pick(row.word);
    else return;
    event.preventDefault();
  }
}
