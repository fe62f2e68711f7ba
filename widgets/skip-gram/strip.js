/** The text as a row of word blocks, the window that lies over it, and an arc for every pair it makes. */

import { h, s } from "../shared/dom.js";
import { piecesOf } from "./word.js";
import { chance, contexts } from "./window.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Word} Word */
/** @typedef {import("../shared/picture.js").Say} Say */

const LOW = 30; // px an arc rises at least, and at most
const HIGH = 86;

/**
 * An arc from one word to another, and the head of its arrow.
 * @param {number} from px
 * @param {number} to px
 * @param {number} base px, where both ends stand
 * @returns {{line: string, head: string}} SVG paths
 */
export function arc(from, to, base) {
  const rise = Math.min(LOW + Math.abs(to - from) * 0.14, HIGH);
  // A cubic whose handles stand straight above its ends reaches three quarters of their height.
  const top = base - (rise * 4) / 3;
  return { line: `M${from} ${base}C${from} ${top} ${to} ${top} ${to} ${base - 7}`, head: `M${to - 7} ${base - 11}h14l-7 11z` };
}

export class Strip {
  /** @type {HTMLButtonElement[]} */
  #blocks = [];
  /** @type {readonly Word[] | null} */
  #words = null;
  /** @type {readonly number[]} */
  #sentenceOf = [];
  /** @type {Settings} */
  #settings = { window: 2, method: "skip-gram", position: 0 };

  /**
   * @param {Say} say
   * @param {(position: number) => void} move
   */
  constructor(say, move) {
    this.say = say;
    this.move = move;
    this.arcs = s("svg", { class: "arcs", "aria-hidden": "true" });
    this.pane = h("div", { class: "pane" });
    this.row = h("div", { class: "words", role: "group", "aria-label": say("text") });
    this.lane = h("div", { class: "lane" }, this.arcs, this.pane, this.row);
    this.element = h("div", { class: "strip" }, this.lane);
    this.#drag();
    new ResizeObserver(() => this.resized("instant")).observe(this.row); // a font that comes late makes the words wider
  }

  /** Put the middle of the window under the hand that draws it along. (On a touch screen a finger scrolls.) */
  #drag() {
    let held = false;
    const place = (/** @type {Event} */ event) => this.#blocks.findIndex((block) => event.composedPath().includes(block));
    this.row.addEventListener("pointerdown", (event) => (held = event.pointerType === "mouse" && event.button === 0));
    this.row.addEventListener("pointerover", (event) => {
      held &&= event.buttons === 1;
      if (held && place(event) >= 0) this.move(place(event));
    });
    this.row.addEventListener("click", (event) => place(event) >= 0 && this.move(place(event)));
  }

  /**
   * @param {readonly Word[]} words
   * @param {Settings} settings
   */
  show(words, settings) {
    const far = this.#settings.position !== settings.position || this.#words !== words;
    this.#settings = settings;
    if (this.#words !== words) this.#fill(words);
    const around = new Set(contexts(this.#sentenceOf, settings.position, settings.window));
    this.#blocks.forEach((block, place) => {
      const middle = place === settings.position;
      block.className = "word" + (middle ? " middle" : around.has(place) ? " around" : "");
      block.tabIndex = middle ? 0 : -1;
      block.setAttribute("aria-current", String(middle));
      const share = block.lastElementChild;
      if (share) share.textContent = around.has(place) ? percent(chance(Math.abs(place - settings.position), settings.window)) : "";
    });
    // The focus goes along with the middle, if it is on a word.
    if (this.#blocks.some((block) => block.matches(":focus"))) this.#blocks[settings.position]?.focus({ preventScroll: true });
    this.resized(far ? smoothly() : null);
  }

  /** @param {readonly Word[]} words */
  #fill(words) {
    this.#words = words;
    this.#sentenceOf = words.map(({ sentence }) => sentence);
    this.#blocks = words.map(({ text }) => h("button", { type: "button", class: "word" }, h("span", { class: "text" }, ...piecesOf(text)), h("span", { class: "share", "aria-hidden": "true" })));
    this.row.replaceChildren(
      ...this.#blocks.flatMap((block, place) => (place && words[place]?.sentence !== words[place - 1]?.sentence ? [h("span", { class: "end", title: this.say("sentence_end") }), block] : [block])),
    );
  }

  /**
   * Place the window and the arcs where the words stand now.
   * @param {ScrollBehavior | null} [follow] how to bring the middle into view, if it is to be brought there
   */
  resized(follow = null) {
    const { position, window, method } = this.#settings;
    const middle = this.#blocks[position];
    if (!middle || !this.lane.clientWidth) return;
    const around = contexts(this.#sentenceOf, position, window);
    const first = this.#blocks[Math.min(position, around[0] ?? position)] ?? middle;
    const last = this.#blocks[Math.max(position, around.at(-1) ?? position)] ?? middle;
    const left = (/** @type {HTMLElement} */ block) => this.row.offsetLeft + block.offsetLeft;
    const center = (/** @type {HTMLElement} */ block) => left(block) + block.offsetWidth / 2;
    this.pane.style.left = `${left(first) - 6}px`;
    this.pane.style.width = `${left(last) + last.offsetWidth - left(first) + 12}px`;
    const base = this.row.offsetTop - 6;
    this.arcs.setAttribute("width", String(this.lane.scrollWidth));
    this.arcs.setAttribute("height", String(base));
    this.arcs.replaceChildren(
      ...around.map((place) => {
        const block = this.#blocks[place] ?? middle;
        const ends = method === "cbow" ? [center(block), center(middle)] : [center(middle), center(block)];
        const { line, head } = arc(ends[0] ?? 0, ends[1] ?? 0, base);
        const width = 2 + 3 * chance(Math.abs(place - position), window);
        return s("g", { class: "arc" }, s("path", { class: "line", d: line, pathLength: 1, "stroke-width": width }), s("path", { class: "head", d: head }));
      }),
    );
    if (follow) this.element.scrollTo({ left: center(middle) - this.element.clientWidth / 2, behavior: follow });
  }
}

/** @returns {ScrollBehavior} */
function smoothly() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

/** @param {number} share 0 … 1 */
export function percent(share) {
  return `${Math.round(share * 100)}\u00a0%`;
}
