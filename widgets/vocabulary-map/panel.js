/** Beside the map: the word one looks at, and the words that are marked or missing. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./overlay.js").MarkedPoint} MarkedPoint */
/** @typedef {import("./types.js").AskedWord} AskedWord */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/** How many words the server marks at most. */
export const MOST_MARKED = 60;

/**
 * @typedef {object} Wishes what can be asked for in the panel
 * @property {(point: number) => void} go show this word
 * @property {(words: readonly string[]) => void} mark ask for the map with these words marked
 */

export class Panel {
  /**
   * @param {Say} say
   * @param {Atlas} atlas
   * @param {Wishes} wishes
   * @param {boolean} live whether the server can be asked
   */
  constructor(say, atlas, wishes, live) {
    this.say = say;
    this.atlas = atlas;
    this.wishes = wishes;
    this.live = live;
    this.word = h("div", { class: "word" });
    this.marks = h("div", { class: "marks" });
    this.missing = h("div", { class: "missing" });
    this.element = h("div", { class: "panel" }, this.word, this.missing, this.marks);
  }

  /** @param {string} word */
  #name(word) {
    return h("bdi", { dir: "auto" }, word);
  }

  /**
   * A word one can go to.
   * @param {number} point
   * @param {string} word
   * @param {string} [kind]
   */
  #link(point, word, kind = "") {
    const button = h("button", { type: "button", class: "link " + kind }, this.#name(word));
    button.addEventListener("click", () => this.wishes.go(point));
    return button;
  }

  /**
   * The word one looks at.
   * @param {number} point -1 for none
   * @param {readonly number[]} near the words nearest to it
   * @param {readonly AskedWord[]} asked the words that are marked because somebody asked for them
   */
  look(point, near, asked) {
    const { say, atlas } = this;
    if (point < 0) {
      this.word.replaceChildren(h("p", { class: "hint" }, say("hint")));
      return;
    }
    const word = atlas.word(point);
    const neighbourhood = atlas.neighbourhood(point);
    const marked = asked.some(({ index }) => index === point);
    const others = asked.flatMap(({ typed, index }) => (index === point ? [] : [typed]));
    const mark = h("button", { type: "button", class: "quiet", "aria-pressed": String(marked) }, marked ? say("unmark") : say("mark"));
    mark.addEventListener("click", () => this.wishes.mark(marked ? others : [...others, word]));
    this.word.replaceChildren(
      h("div", { class: "title" }, h("b", {}, this.#name(word)), this.live && (marked || asked.length < MOST_MARKED) ? mark : ""),
      h("p", { class: "facts" }, say("rank", { rank: whole(point + 1), count: whole(atlas.count) })),
      h("p", { class: "facts" }, say("crowd", { count: whole(atlas.crowd(point)) })),
      h("p", { class: "heading" }, say("near")),
      h("ul", { class: "near" }, ...near.map((other) => h("li", {}, this.#link(other, atlas.word(other))))),
      neighbourhood ? h("p", { class: "facts" }, say("neighbourhood", { name: atlas.name(neighbourhood) })) : "",
    );
  }

  /**
   * The marked words, and those that are not there.
   * @param {readonly MarkedPoint[]} marks
   * @param {Result["missing"]} missing
   * @param {readonly AskedWord[]} asked
   * @param {string} sought the word somebody has just searched for: if it is missing, that is said before all else
   */
  list(marks, missing, asked, sought) {
    const { say, atlas } = this;
    this.missing.classList.toggle("news", missing.some(({ typed }) => typed === sought));
    const order = [...missing].sort((a, b) => Number(b.typed === sought) - Number(a.typed === sought));
    /** @type {[import("./types.js").MarkKind, string][]} */
    const kinds = [["term", say("marks_term")], ["result", say("marks_result")], ["input", say("marks_input")]];
    this.marks.replaceChildren(
      ...kinds.flatMap(([kind, heading]) => {
        const own = marks.filter((mark) => mark.kind === kind);
        const list = h("ul", { class: "near" }, ...own.map(({ point, word }) => h("li", {}, this.#link(point, word, kind))));
        return own.length ? [h("div", {}, h("p", { class: "heading " + kind }, heading), list)] : [];
      }),
    );
    this.missing.replaceChildren(
      ...order.map(({ typed, suggestions }) => {
        const named = suggestions.filter((word) => atlas.find(word) >= 0);
        return h(
          "p",
          {},
          h("span", {}, say("missing", { word: typed })),
          named.length > 0 && h("span", {}, say("suggestions")),
          ...named.map((word) => {
            const button = h("button", { type: "button", class: "link" }, this.#name(word));
            button.addEventListener("click", () => {
              if (this.live) this.wishes.mark([...asked.map((other) => other.typed), word]);
              else this.wishes.go(atlas.find(word));
            });
            return button;
          }),
        );
      }),
    );
  }
}
