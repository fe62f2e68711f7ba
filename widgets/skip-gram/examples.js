/** The training examples as a list that grows while the window moves on. */

import { h } from "../shared/dom.js";
import { contexts } from "./window.js";
import { piecesOf } from "./word.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Word} Word */

/**
 * What a model is shown and what it is to predict, for one place of the window.
 * @param {readonly number[]} sentenceOf
 * @param {number} center
 * @param {Settings} settings
 * @returns {{given: number[], wanted: number}[]}
 */
export function examplesAt(sentenceOf, center, { window, method }) {
  const around = contexts(sentenceOf, center, window);
  if (method === "skip-gram") return around.map((wanted) => ({ given: [center], wanted }));
  return around.length ? [{ given: around, wanted: center }] : [];
}

export class Examples {
  #built = "";
  /** @type {readonly Word[] | null} */
  #words = null;
  /** @type {HTMLElement[]} */
  #rows = [];

  /** @param {string} label */
  constructor(label) {
    this.list = h("ol", { class: "examples", tabindex: 0, "aria-label": label });
  }

  /**
   * Show the examples of every place up to the present one.
   * @param {readonly Word[]} words
   * @param {Settings} settings
   */
  show(words, settings) {
    const built = `${settings.window} ${settings.method}`;
    if (this.#words !== words || this.#built !== built) {
      this.#words = words;
      this.#built = built;
      this.#rows = [];
      this.list.replaceChildren();
    }
    const sentenceOf = words.map(({ sentence }) => sentence);
    while (this.#rows.length <= settings.position) {
      const row = this.#row(words, examplesAt(sentenceOf, this.#rows.length, settings));
      this.#rows.push(row);
      this.list.append(row);
    }
    this.#rows.forEach((row, place) => {
      row.hidden = place > settings.position || !row.hasChildNodes();
      row.classList.toggle("newest", place === settings.position);
    });
    this.resized();
  }

  /** Bring the newest examples into view, within the list. */
  resized() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  /**
   * @param {readonly Word[]} words
   * @param {readonly {given: number[], wanted: number}[]} examples
   */
  #row(words, examples) {
    const name = (/** @type {number} */ place) => h("span", { class: "name" }, ...piecesOf(words[place]?.text ?? ""));
    return h(
      "li",
      {},
      ...examples.map(({ given, wanted }) =>
        h("span", { class: "example" }, ...given.map((place) => h("span", { class: "given" }, name(place))), h("span", { class: "arrow" }, " → "), h("span", { class: "wanted" }, name(wanted))),
      ),
    );
  }
}
