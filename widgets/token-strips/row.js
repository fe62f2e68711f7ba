/** One tokenizer: its count as a bar, and the text as a strip of its tokens. */

import { drawItem, itemsOf } from "../shared/cuts.js";
import { attributes, h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { covering, droppedCharacters, keeps } from "./groups.js";

/** @typedef {import("./types.js").Cut} Cut */
/** @typedef {import("../shared/cuts.js").Item} Item */
/** @typedef {import("../shared/picture.js").Say} Say */
/**
 * What a row tells: a token was touched (-1: none any more), chosen, or left for the row above or below.
 * @typedef {{touch: (row: Row, place: number) => void, pick: (row: Row, place: number) => void, leave: (row: Row, place: number, by: -1 | 1) => void}} Does
 */

/** Items drawn of a folded strip, and at a time while one scrolls down an open one. */
const FOLDED = 160;
const PIECE = 300;
/** Ids said beside a strip; a long token of one row may be many of another. */
const MOST_IDS = 3;

export class Row {
  /** @type {Cut | null} */
  #cut = null;
  /** @type {readonly string[]} */
  #characters = [];
  /** @type {Item[]} */
  #items = [];
  #drawn = 0; // items
  /** @type {HTMLElement[]} of the tokens drawn so far */
  #tokens = [];
  /** @type {Element[]} */
  #lit = [];
  /** @type {[start: number, end: number, here: number] | null} what is lit up */
  #asked = null;
  #open = false;
  #focus = 0;

  /**
   * @param {Say} say
   * @param {Does} does
   */
  constructor(say, does) {
    this.say = say;
    this.name = h("h3", { class: "name" });
    this.count = h("b", { class: "count" });
    this.rate = h("span", { class: "rate" });
    this.fill = h("span", { class: "fill" });
    this.mark = h("span", { class: "one" });
    this.bar = h("div", { class: "track", "aria-hidden": "true" }, this.fill, this.mark);
    this.ids = h("p", { class: "ids" });
    this.lost = h("p", { class: "lost-note", hidden: true });
    this.strip = h("div", { class: "strip", role: "listbox" });
    this.window = h("div", { class: "window" }, this.strip);
    this.more = h("button", { type: "button", class: "quiet more", hidden: true });
    this.element = h(
      "section",
      { class: "row" },
      h("div", { class: "facts" }, h("div", { class: "line" }, this.name, this.count), this.bar, h("div", { class: "line" }, this.ids, this.rate)),
      h("div", { class: "cut" }, this.window, this.more, this.lost),
    );
    this.more.addEventListener("click", () => this.#unfold());
    this.#listen(does);
    this.end = h("span", { class: "sentinel", "aria-hidden": "true" });
    new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#drawn < this.#items.length && this.#draw(this.#drawn + PIECE), { rootMargin: "600px" }).observe(this.end);
  }

  get cut() {
    return this.#cut;
  }

  /** @param {Does} does */
  #listen(does) {
    const place = (/** @type {Event} */ event) => Number(/** @type {Element} */ (event.target).closest("[data-place]")?.getAttribute("data-place") ?? -1);
    this.strip.addEventListener("pointerover", (event) => event.pointerType === "mouse" && does.touch(this, place(event)));
    this.strip.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && does.touch(this, -1));
    this.strip.addEventListener("click", (event) => {
      if (place(event) >= 0) this.#hold(place(event));
      does.pick(this, place(event));
    });
    this.strip.addEventListener("focusin", (event) => {
      if (!/** @type {Element} */ (event.target).matches(":focus-visible")) return;
      this.#focus = place(event);
      does.touch(this, place(event));
    });
    this.strip.addEventListener("focusout", () => does.touch(this, -1));
    this.strip.addEventListener("keydown", (event) => {
      const at = place(event);
      const last = (this.#cut?.count ?? 0) - 1;
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
      if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      if (to !== undefined) this.focus(Math.min(Math.max(to, 0), last));
      else if (event.key === "Enter" || event.key === " ") does.pick(this, at);
      else if (event.key === "ArrowUp" || event.key === "ArrowDown") does.leave(this, at, event.key === "ArrowUp" ? -1 : 1);
      else return;
      event.preventDefault();
    });
  }

  /**
   * @param {Cut} cut
   * @param {readonly string[]} characters of the text
   * @param {number} longest tokens (or characters) that a whole bar stands for
   */
  show(cut, characters, longest) {
    const kept = keeps(cut);
    this.name.textContent = cut.name;
    this.name.title = this.say("vocabulary", { size: whole(cut.vocabulary) });
    this.count.textContent = whole(cut.count);
    this.rate.textContent = this.say("rate", { rate: fixed(cut.tokens_per_character, 2) });
    this.fill.style.inlineSize = `${(100 * cut.count) / longest}%`;
    this.mark.style.insetInlineStart = `${(100 * cut.characters) / longest}%`;
    this.element.classList.toggle("loses", !kept);
    const notes = [];
    if (cut.unknown) notes.push(this.say("lost_unknown", { count: whole(cut.unknown) }));
    if (cut.dropped.length) notes.push(this.say("lost_dropped", { count: whole(droppedCharacters(cut)) }));
    if (cut.stripped) notes.push(this.say("lost_stripped", { count: whole(cut.stripped) }));
    this.lost.textContent = notes.join(" ");
    this.lost.hidden = kept;
    this.strip.setAttribute("aria-label", this.say("strip", { name: cut.name, count: whole(cut.count) }));
    if (this.#cut === cut) return;
    this.#cut = cut;
    this.#characters = characters;
    this.#items = itemsOf(cut);
    this.#open = false;
    this.#focus = 0;
    this.dark();
    this.#drawn = 0;
    this.#tokens = [];
    this.strip.replaceChildren(this.end);
    if (!this.#items.length) this.strip.prepend(h("span", { class: "nothing" }, this.say("nothing")));
    this.#draw(FOLDED);
  }

  /** Draw on, up to an item. @param {number} to */
  #draw(to) {
    const drawn = this.#items.slice(this.#drawn, to).flatMap((item, place) => this.#item(item, (this.#drawn + place) % 2 === 1));
    this.#drawn = Math.min(Math.max(to, this.#drawn), this.#items.length);
    this.end.before(...drawn);
    this.#hold(this.#focus);
    if (this.#asked) this.light(...this.#asked);
  }

  /**
   * @param {Item} item
   * @param {boolean} odd
   * @returns {Node[]}
   */
  #item(item, odd) {
    const { element, tokens } = drawItem(item, { characters: this.#characters, odd, gap: this.say("gap") });
    tokens.forEach((token, index) => {
      attributes(token, { role: "option", tabindex: -1, "aria-selected": "false", "data-place": item.first + index });
      this.#tokens[item.first + index] = token;
    });
    // What follows a line end begins a new line here too.
    return this.#characters[item.end - 1] === "\n" ? [element, h("br")] : [element];
  }

  /**
   * Light up the tokens that stand for some characters, and say their ids.
   * @param {number} start
   * @param {number} end
   * @param {number} here place of the token that is asked about, if it is one of this row
   */
  light(start, end, here) {
    this.dark();
    this.#asked = [start, end, here];
    const { tokens = [] } = this.#cut ?? {};
    const [first, last] = covering(tokens, start, end);
    this.#lit = this.#tokens.slice(first, last);
    for (const element of this.#lit) element.classList.add("lit");
    if (here >= 0) this.#tokens[here]?.classList.add("here");
    const ids = tokens.slice(first, Math.min(last, first + MOST_IDS)).map(({ id }) => String(id));
    if (last - first > MOST_IDS) ids.push(`… (${whole(last - first)})`);
    this.element.classList.add("asked");
    this.ids.textContent = ids.length ? this.say("ids", { ids: ids.join(" · ") }) : this.say("ids_none");
  }

  dark() {
    for (const element of this.#lit) element.classList.remove("lit", "here");
    this.#lit = [];
    this.#asked = null;
    this.element.classList.remove("asked");
    this.ids.textContent = "";
  }

  /** Mark a token as the one that is locked, or none. @param {number} place */
  lock(place) {
    for (const element of this.strip.querySelectorAll("[aria-selected=true]")) element.setAttribute("aria-selected", "false");
    this.#tokens[place]?.setAttribute("aria-selected", "true");
  }

  /** Move the focus to a token. @param {number} place */
  focus(place) {
    while (!this.#tokens[place] && this.#drawn < this.#items.length) this.#draw(this.#drawn + PIECE);
    this.#hold(place);
    if (this.#tokens[place] && !this.#open && this.#beyond(place)) this.#unfold();
    this.#tokens[place]?.focus();
  }

  /** Does a token lie below the fold? @param {number} place */
  #beyond(place) {
    const token = this.#tokens[place];
    return Boolean(token && token.getBoundingClientRect().bottom > this.window.getBoundingClientRect().bottom + 2);
  }

  /** The one token that the tabulator key stops at. @param {number} place */
  #hold(place) {
    this.#tokens[this.#focus]?.setAttribute("tabindex", "-1");
    this.#focus = place;
    this.#tokens[place]?.setAttribute("tabindex", "0");
  }

  #unfold() {
    this.#open = !this.#open;
    this.fold();
    this.measure();
  }

  /** Fold a long strip to its first lines. (Of all rows first, then `measure`, so that the page is laid out once.) */
  fold() {
    this.window.classList.add("folded");
  }

  measure() {
    const long = this.#drawn < this.#items.length || this.strip.scrollHeight > this.window.clientHeight + 4;
    this.window.classList.toggle("folded", !this.#open);
    this.window.classList.toggle("cropped", long && !this.#open);
    this.more.hidden = !long;
    this.more.textContent = this.#open ? this.say("show_less") : this.say("show_all", { count: whole(this.#cut?.count ?? 0) });
    this.more.setAttribute("aria-expanded", String(this.#open));
  }
}
