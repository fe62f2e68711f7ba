/** The text of a question: whole, as people see it; then with its cuts open, every token in its place. */

import { drawItem, itemsOf } from "../shared/cuts.js";
import { drawPieces, h } from "../shared/dom.js";
import { pieces } from "../shared/text.js";

/** @typedef {import("./types.js").QuizResult} QuizResult */

/** ms the cuts take to open. */
const OPENING = 280;
/** The longest text, in characters, for each size of type; the smallest takes the rest. */
const SIZES = /** @type {const} */ ([["huge", 14], ["large", 44], ["middle", 110]]);

/**
 * What people take for one character each: an emoji of several code points is one.
 * @param {string} text
 * @returns {string[]}
 */
export function graphemes(text) {
  if (!("Segmenter" in Intl)) return [...text];
  return Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), ({ segment }) => segment);
}

export class Slab {
  /** @type {{start: number, end: number, element: HTMLElement}[]} in code points */
  #whole = [];

  /** @param {string} gap what to say of characters without a token */
  constructor(gap) {
    this.gap = gap;
    this.text = h("div", {});
    this.element = h("div", { class: "slab" }, this.text);
  }

  /** @param {QuizResult} result */
  #size({ text, characters }) {
    this.element.dataset.size = SIZES.find(([, most]) => characters <= most)?.[0] ?? "small";
    this.element.classList.toggle("lines", text.includes("\n"));
  }

  /** The text in one piece. @param {QuizResult} result */
  showWhole(result) {
    this.#size(result);
    let start = 0;
    this.#whole = graphemes(result.text).map((one) => {
      const end = start + [...one].length;
      const element = h("span", { class: "sign" }, ...drawPieces(pieces(one)));
      const place = { start, end, element };
      start = end;
      return place;
    });
    this.text.replaceChildren(...this.#whole.flatMap(({ element }, place) => (this.#endsLine(result.text, place) ? [element, h("br")] : [element])));
    this.element.classList.remove("open");
  }

  /**
   * @param {string} text
   * @param {number} place of a sign
   */
  #endsLine(text, place) {
    return [...text][(this.#whole[place]?.end ?? 0) - 1] === "\n";
  }

  /**
   * The text with its cuts.
   * @param {QuizResult} result
   * @param {boolean} slide let the tokens slide apart from where they stood
   */
  showCut(result, slide) {
    const before = slide && !matchMedia("(prefers-reduced-motion: reduce)").matches ? this.#whole.map(({ start, end, element }) => ({ start, end, box: element.getBoundingClientRect() })) : [];
    this.#size(result);
    const characters = [...result.text];
    const items = itemsOf(result).map((item, place) => ({ ...item, ...drawItem(item, { characters, odd: place % 2 === 1, gap: this.gap }) }));
    this.text.replaceChildren(...items.flatMap(({ element, end }) => (characters[end - 1] === "\n" ? [element, h("br")] : [element])));
    this.element.classList.add("open");
    this.#whole = [];
    for (const { element, start } of items) {
      const from = before.find((sign) => sign.start <= start && start < sign.end)?.box;
      if (!from) continue;
      const to = element.getBoundingClientRect();
      element.animate([{ transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)`, background: "transparent" }, {}], { duration: OPENING, easing: "cubic-bezier(0.2, 0.8, 0.3, 1)" });
    }
  }
}
