/** The followed token's vectors, number by number: whole as cells, and a few of them written out in a window. */

import { h } from "../shared/dom.js";
import { STEP, WINDOW, brief, colourOf, largestOf, level, products, weighted, windowAt } from "./figures.js";
import { Strip } from "./strip.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("../shared/picture.js").Say} Say */
/**
 * @typedef {object} Line a vector of the lens
 * @property {string} name as in the formula
 * @property {"query" | "key" | "result"} kind
 * @property {readonly number[]} vector
 * @property {number} largest
 */

/**
 * The vectors that a step is about.
 * @param {State} state
 * @returns {Line[]} none in steps that have single numbers only
 */
export function linesOf({ result, key, place }) {
  const { q, k, v, output, weights } = result;
  const followed = k[key] ?? [];
  const value = v[key] ?? [];
  const line = (/** @type {string} */ name, /** @type {Line["kind"]} */ kind, /** @type {readonly number[]} */ vector, largest = largestOf([vector])) => ({ name, kind, vector, largest });
  const query = line("q", "query", q);
  const keys = line("k", "key", followed, largestOf(k));
  if (place === STEP.query) return [query];
  if (place === STEP.keys) return [query, keys];
  if (place === STEP.products) return [query, keys, line("q×k", "result", products(q, followed))];
  const most = largestOf(v);
  if (place === STEP.output) return [line("v", "key", value, most), line("a×v", "result", weighted(value, weights[key] ?? 0), most), line("o", "query", output, most)];
  return [];
}

export class Lens {
  #from = 0;
  /** What the window was opened for. @type {readonly unknown[]} */
  #opened = [];
  /** @type {readonly Line[]} */
  #lines = [];
  /** @type {Strip[]} */
  #strips = [];

  /**
   * @param {Say} say
   * @param {boolean} live whether a hand can move the window
   */
  constructor(say, live) {
    this.say = say;
    this.strips = h("div", { class: "strips" });
    this.head = h("tr");
    this.body = h("tbody");
    this.slider = h("input", { type: "range", min: 0, step: 1, class: "window", "aria-label": say("window") });
    this.slider.addEventListener("input", () => this.#move(this.slider.valueAsNumber));
    this.note = h("p", { class: "soft" });
    this.element = h(
      "div",
      { class: "lens" },
      this.strips,
      live && this.slider,
      h("table", { class: "numbers" }, h("thead", {}, this.head), this.body),
      this.note,
    );
    if (!live) return;
    const point = (/** @type {PointerEvent} */ event) => {
      const strip = this.#strips.find(({ element }) => element === /** @type {Element} */ (event.target).closest("svg"));
      if (strip) this.#move(strip.at(event) - Math.floor(WINDOW / 2));
    };
    this.strips.addEventListener("pointermove", point);
    this.strips.addEventListener("pointerdown", point);
  }

  /** The first number written out. */
  get from() {
    return this.#from;
  }

  /** @param {State} state */
  show(state) {
    const lines = linesOf(state);
    this.element.hidden = lines.length === 0;
    if (lines.length === 0) return;
    this.#lines = lines;
    // It opens where most happens, and stays where a hand has put it while the vectors stay the same.
    const about = [state.result, state.key, state.place === STEP.output];
    if (about.some((one, place) => one !== this.#opened[place])) {
      this.#opened = about;
      const { q, k, v } = state.result;
      this.#from = windowAt(state.place === STEP.output ? (v[state.key] ?? []) : products(q, k[state.key] ?? []));
    }
    this.#strips = lines.map(({ vector, largest }) => {
      const strip = new Strip();
      strip.show(vector, largest);
      return strip;
    });
    this.strips.replaceChildren(
      ...lines.map(({ name, kind }, place) => h("div", { class: "line " + kind }, h("span", { class: "name" }, name), this.#strips[place]?.element)),
    );
    this.#draw();
  }

  /** @param {number} from */
  #move(from) {
    const length = this.#lines[0]?.vector.length ?? 0;
    const next = Math.max(Math.min(from, length - WINDOW), 0);
    if (next === this.#from) return;
    this.#from = next;
    this.#draw();
  }

  #draw() {
    const length = this.#lines[0]?.vector.length ?? 0;
    const places = Array.from({ length: Math.min(WINDOW, length) }, (_, place) => this.#from + place);
    for (const strip of this.#strips) strip.mark(this.#from);
    this.slider.max = String(Math.max(length - WINDOW, 0));
    this.slider.value = String(this.#from);
    const told = this.say("window_at", { from: places[0] ?? 0, to: places.at(-1) ?? 0, count: length });
    this.slider.setAttribute("aria-valuetext", told);
    this.note.textContent = told;
    this.head.replaceChildren(h("td"), ...places.map((place) => h("th", { scope: "col" }, place)));
    this.body.replaceChildren(
      ...this.#lines.map(({ name, kind, vector, largest }) =>
        h(
          "tr",
          { class: kind },
          h("th", { scope: "row" }, name),
          ...places.map((place) => {
            const value = vector[place] ?? 0;
            const cell = h("td", {}, brief(value));
            cell.style.setProperty("--level", `var(--${colourOf(level(value, largest))})`);
            return cell;
          }),
        ),
      ),
    );
  }
}
