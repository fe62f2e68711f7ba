/** One-hot vectors: for each word a strip of as many cells as the vocabulary has words, one of them lit, and a glass over it. */

import { h, s } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("../shared/picture.js").Say} Say */

const SIZES = [10, 100, 1_000, 10_000, 100_000, 1_000_000];

/**
 * The cells under the glass: from which place on, and whether there are more on either side.
 * @param {number} index
 * @param {number} size
 * @param {number} most cells that there is room for, an odd number
 */
export function glass(index, size, most) {
  const from = Math.max(0, Math.min(index - (most - 1) / 2, size - most));
  const count = Math.min(most, size);
  return { from, count, before: from > 0, after: from + count < size };
}

export class OneHot {
  /**
   * @param {Say} say
   * @param {number} most cells under the glass
   * @param {(size: number) => void} resize
   */
  constructor(say, most, resize) {
    this.say = say;
    this.most = most;
    this.size = h("select", { id: "size" });
    this.size.addEventListener("change", () => resize(Number(this.size.value)));
    this.choice = h("label", { class: "choice" }, h("span", {}, say("vocabulary")), " ", this.size);
    this.still = h("span", { class: "soft" });
    this.list = h("ul", { class: "strips" });
    this.fact = h("p", { class: "fact" });
    this.element = h("div", {}, h("div", { class: "choices" }, this.choice, this.still), this.fact, this.list);
  }

  /**
   * @param {readonly string[]} words
   * @param {readonly number[]} places
   * @param {number} size
   * @param {boolean} live
   */
  show(words, places, size, live) {
    const sizes = [...new Set([...SIZES, size])].sort((a, b) => a - b).filter((one) => one >= words.length);
    this.size.replaceChildren(...sizes.map((one) => h("option", { value: one, selected: one === size }, this.say("words", { count: whole(one) }))));
    this.choice.hidden = !live;
    this.still.hidden = live;
    this.still.textContent = `${this.say("vocabulary")} ${this.say("words", { count: whole(size) })}`;
    this.fact.textContent = this.say("one_hot_fact", { count: whole(size), zeros: whole(size - 1) });
    this.list.replaceChildren(...words.map((word, row) => this.#strip(word, places[row] ?? 0, size)));
  }

  /**
   * @param {string} word
   * @param {number} index
   * @param {number} size
   */
  #strip(word, index, size) {
    const { from, count, before, after } = glass(index, size, this.most);
    const lit = h("span", { class: "lit" });
    const left = (100 * (index + 0.5)) / size;
    lit.style.insetInlineStart = `${left}%`;
    lit.style.inlineSize = `max(4px, ${100 / size}%)`;
    const [start, end] = [(100 * from) / size, (100 * (from + count)) / size];
    const cells = Array.from({ length: count }, (_, at) => h("span", { class: from + at === index ? "one" : "zero" }, from + at === index ? "1" : "0"));
    return h(
      "li",
      { class: "strip" },
      h("span", { class: "strip-word" }, word),
      h("span", { class: "strip-place" }, this.say("place", { place: whole(index + 1) })),
      h("span", { class: "groove", "aria-hidden": "true" }, lit),
      s(
        "svg",
        { class: "beam", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
        s("polygon", { points: `${start},0 ${end},0 100,10 0,10` }),
      ),
      h("span", { class: "zoom", "aria-hidden": "true" }, h("span", { class: "more" }, before ? "…" : ""), ...cells, h("span", { class: "more" }, after ? "…" : "")),
    );
  }
}
