/**
 * The search box: a field with the words that fit, as the combobox pattern of ARIA has it. A word that is not on the map
 * as it was typed can be asked for: the server knows other spellings.
 */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("../shared/picture.js").Say} Say */

const MOST = 8;

export class Finder {
  /** @type {number[]} */
  #found = [];
  #at = 0;
  /** What the server was asked for, and whether it has found nothing. @type {Map<string, boolean>} */
  #asked = new Map();

  /**
   * @param {Say} say
   * @param {Atlas} atlas
   * @param {(point: number) => void} go
   * @param {((typed: string) => void) | null} ask null where there is no server to ask
   */
  constructor(say, atlas, go, ask) {
    this.say = say;
    this.atlas = atlas;
    this.go = go;
    this.ask = ask;
    this.field = h("input", {
      type: "search", id: "find", role: "combobox", autocomplete: "off", spellcheck: "false", enterkeyhint: "go",
      placeholder: say("find_example"), "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
    });
    this.list = h("ul", { class: "found", id: "found", role: "listbox", "aria-label": say("find"), hidden: true });
    this.note = h("p", { class: "found none", role: "status", hidden: true });
    this.element = h("div", { class: "finder" }, h("label", { for: "find" }, say("find")), this.field, this.list, this.note);
    this.field.addEventListener("input", (event) => {
      // What an input method still composes is searched, too: kana find words as one types.
      event.stopPropagation();
      this.#search();
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("focus", () => this.field.value && this.#search());
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close();
    });
  }

  #search() {
    const typed = this.field.value;
    this.#found = this.atlas.search(typed, MOST);
    this.#at = 0;
    this.list.replaceChildren(
      ...this.#found.map((point, place) => {
        const item = h(
          "li",
          { role: "option", id: `found-${place}` },
          h("bdi", { dir: "auto" }, this.atlas.word(point)),
          h("span", { class: "rank" }, this.say("rank_short", { rank: whole(point + 1) })),
        );
        // The field keeps the focus, so that it does not close the list before the press is over.
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => this.#choose(place));
        return item;
      }),
    );
    this.list.hidden = this.#found.length === 0;
    this.#tell();
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#mark();
  }

  /** Say that no word fits, and what can be done about it or has been done. */
  #tell() {
    const { say } = this;
    const text = this.field.value.trim();
    const none = this.#found.length === 0 && text !== "";
    const nothing = this.#asked.get(text);
    const more = nothing ? say("found_nothing") : nothing === false ? say("found_waiting") : this.ask ? say("found_ask") : "";
    this.note.hidden = !none;
    this.note.textContent = none ? [say("found_none", { text }), more].join(" ").trim() : "";
  }

  /**
   * The server has found nothing either.
   * @param {string} typed
   */
  nothing(typed) {
    this.#asked.set(typed, true);
    if (this.field.value.trim() === typed) this.#tell();
  }

  #mark() {
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === this.#at)));
    if (this.list.hidden) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `found-${this.#at}`);
  }

  /** Fold the list away. */
  close() {
    this.list.hidden = this.note.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} place */
  #choose(place) {
    const point = this.#found[place];
    if (point === undefined) return;
    this.field.value = this.atlas.word(point);
    this.close();
    this.go(point);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return; // Enter ends the composing, not the search
    const { length } = this.#found;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.#search();
      else this.#at = (this.#at + (event.key === "ArrowDown" ? 1 : length - 1)) % length;
      this.#mark();
    } else if (event.key === "Enter") {
      if (this.list.hidden) this.#search();
      const typed = this.field.value.trim();
      if (this.#found.length === 0 && typed !== "" && this.ask && !this.#asked.get(typed)) {
        this.#asked.set(typed, false);
        this.ask(typed);
        this.#tell();
      }
      this.#choose(this.#at);
    } else if (event.key === "Escape" && !(this.list.hidden && this.note.hidden)) this.close();
    else return;
    event.preventDefault();
  }
}
