/**
 * The words of the corpus as rows of blocks, one block a token. The two blocks that are merged next are lit; a merge
 * slides them together. A second lane shows which bytes the characters are made of.
 */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { clusters } from "./clusters.js";
import { face, hex } from "./faces.js";
import { merges } from "./trace.js";

/** @typedef {import("./clusters.js").Cluster} Cluster */
/** @typedef {import("./trace.js").Trace} Trace */
/** @typedef {import("./types.js").Level} Level */
/** @typedef {import("./types.js").Word} Word */
/** @typedef {import("../shared/picture.js").Say} Say */

/** ms; a merge that has less time is not animated. */
const SLIDE = 260;
const SHORTEST = 100;
/** A longer token is written as text, with the number of its bytes: one by one they would fill the picture. */
const LONGEST = 12;
/** Lines of a long word, and px between them. */
const LINES = 2;
const GAP = 4;

/**
 * @typedef {{element: HTMLElement, from: number, to: number, word: number}} Block bytes from … to of a word
 * @typedef {{left: number, top: number, width: number, height: number}} Box px, within the region
 */

export class Words {
  /** @type {Block[][]} */
  #blocks = [];
  /** What each row shows, so that only changed ones are drawn anew. @type {string[]} */
  #drawn = [];
  /** @type {HTMLElement[]} */
  #rows = [];
  /** @type {HTMLElement[]} */
  #ghosts = [];
  #open = false;
  #more = 0;

  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.region = h("div", { class: "words", role: "list" });
    this.rest = h("button", { type: "button", class: "quiet rest" });
    this.rest.addEventListener("click", () => {
      this.#open = !this.#open;
      this.fit();
    });
    this.element = h("div", { class: "lanes" }, this.region, this.rest);
  }

  /**
   * @param {Trace} trace
   * @param {number} place
   * @param {{lane: boolean, level: Level, lines: number, time: number}} how time: ms there are to slide; 0 for a jump
   */
  show(trace, place, { lane, level, lines, time }) {
    const slide = Math.min(SLIDE, time * 0.7);
    const moves = slide >= SHORTEST && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const ghost of this.#ghosts.splice(0)) ghost.remove();
    const before = moves ? this.#boxes() : null;
    const words = trace.words(place);
    const next = trace.next(place);
    const newest = trace.result.steps[place - 1]?.id;
    this.#more = trace.result.more_words;
    const few = words.length <= 8 && words.every(({ ids }, word) => trace.words(0)[word]?.cut === false && (trace.words(0)[word]?.ids.length ?? ids.length) <= 14);
    this.element.classList.toggle("few", few);
    if (few) this.element.style.setProperty("--size", sizeOf(words.length, Math.max(...trace.words(0).map(({ ids }) => ids.length)), lines, lane).toFixed(3));
    this.element.classList.toggle("two", lane);
    this.region.setAttribute("aria-label", this.say(trace.result.form === "text" ? "chunks" : "words"));
    words.forEach((word, index) => {
      const lit = next ? merges(word.ids, next.ids) : [];
      const key = [level, lane, word.count, word.cut, word.ids.join(), lit.join(), word.ids.indexOf(newest ?? -1)].join("|");
      if (this.#drawn[index] === key && this.#rows[index]) return;
      const changed = this.#drawn[index];
      this.#drawn[index] = key;
      const row = this.#row(trace, word, index, { lane, level, lit: new Set(lit), newest });
      if (changed === undefined || !this.#rows[index]) this.region.append(row);
      else this.#rows[index]?.replaceWith(row);
      this.#rows[index] = row;
    });
    for (const row of this.#rows.splice(words.length)) row.remove();
    this.#drawn.length = this.#blocks.length = words.length;
    this.fit();
    if (before) this.#slide(before, slide);
  }

  /** Hide the words that have no room, and say how many there are. */
  fit() {
    for (const row of this.#rows) row.hidden = false;
    this.#shorten();
    this.element.classList.toggle("open", this.#open);
    this.rest.hidden = true; // its line counts only where there is more
    const room = () => this.region.getBoundingClientRect().bottom + 1;
    const beyond = () => this.#rows.filter((row, index) => index > 0 && row.getBoundingClientRect().bottom > room());
    let hidden = this.#open ? [] : beyond();
    if (hidden.length || this.#more) {
      this.rest.hidden = false;
      this.rest.textContent = this.say("more_words", { count: whole(hidden.length + this.#more) });
      if (!this.#open) hidden = beyond();
    }
    for (const row of hidden) row.hidden = true;
    const count = hidden.length + this.#more;
    this.rest.disabled = hidden.length === 0 && !this.#open;
    this.rest.textContent = this.#open && !this.#more ? this.say("fewer_words") : this.say("more_words", { count: whole(count) });
    this.rest.hidden = count === 0 && !this.#open;
  }

  /** A long word shows its first two lines. */
  #shorten() {
    const all = this.#rows.map((row) => /** @type {HTMLElement} */ (row.children[1]));
    for (const pieces of all) pieces.style.maxHeight = "";
    if (this.#open) return;
    const tall = all.map((pieces) => {
      const first = pieces.firstElementChild?.getBoundingClientRect();
      const line = (first?.height ?? 0) + GAP;
      return pieces.getBoundingClientRect().height > LINES * line ? LINES * line - GAP : 0;
    });
    all.forEach((pieces, place) => {
      pieces.style.maxHeight = tall[place] ? `${tall[place]}px` : "";
      pieces.classList.toggle("short", Boolean(tall[place]));
    });
  }

  /**
   * @param {Trace} trace
   * @param {Word} word
   * @param {number} index
   * @param {{lane: boolean, level: Level, lit: ReadonlySet<number>, newest: number | undefined}} how
   */
  #row(trace, word, index, { lane, level, lit, newest }) {
    /** @type {Block[]} */
    const blocks = [];
    const tokens = word.ids.map((id) => trace.token(id));
    const drawn = clusters(tokens, level).map((cluster) => {
      const size = cluster.blocks.reduce((sum, { token }) => sum + token.bytes.length, 0);
      const short = lane && (size <= LONGEST || cluster.blocks.length > 1);
      const elements = cluster.blocks.map(({ place, at, token }) => {
        const state = (lit.has(place) ? " next left" : "") + (lit.has(place - 1) ? " next right" : "") + (token.id === newest ? " newest" : "");
        const inside = short && level === "byte" ? [h("span", { class: "bytes" }, hex(token.bytes))] : [...face(token.bytes), token.cut && "…"];
        const element = h("span", { class: "token" + state, style: short ? `grid-column: span ${token.bytes.length}` : null }, ...inside);
        blocks.push({ element, from: at, to: at + token.bytes.length, word: index });
        return element;
      });
      if (!lane) return elements;
      const under = (/** @type {string} */ text, /** @type {number} */ span, kind = "") => h("span", { class: "under " + kind, style: `grid-column: span ${span}` }, text);
      if (!short) return [h("span", { class: "cluster" }, ...swapped(elements, [under(this.say("long", { bytes: size }), 1)], level))];
      const other =
        level === "byte"
          ? cluster.characters.map(({ text, bytes }) => under(text, bytes, "character"))
          : cluster.blocks.flatMap(({ token }) => [...token.bytes].map((byte) => under(hex(Uint8Array.of(byte)), 1, "bytes")));
      return [h("span", { class: "cluster", style: `grid-template-columns: repeat(${size}, minmax(max-content, 1fr))` }, ...swapped(elements, other, level))];
    });
    this.#blocks[index] = blocks;
    return h(
      "div",
      { class: "word", role: "listitem" },
      h("span", { class: "count" }, whole(word.count) + " ×"),
      h("span", { class: "pieces" }, ...drawn.flat(), word.cut && h("span", { class: "cut" }, "…")),
    );
  }

  /** Where every block is now. @returns {Map<string, {block: Block, box: Box}>} by word and its first byte */
  #boxes() {
    const origin = this.region.getBoundingClientRect();
    return new Map(
      this.#blocks.flat().map((block) => {
        const { left, top, width, height } = block.element.getBoundingClientRect();
        return [`${block.word} ${block.from}`, { block, box: { left: left - origin.left, top: top - origin.top, width, height } }];
      }),
    );
  }

  /**
   * Let every block come from where it was; a merged one from its two parts.
   * @param {Map<string, {block: Block, box: Box}>} before
   * @param {number} duration ms
   */
  #slide(before, duration) {
    const timing = { duration, easing: "cubic-bezier(0.2, 0.8, 0.3, 1)" };
    /** @type {(() => void)[]} */
    const starts = []; // all boxes are read before the first one is moved
    for (const [key, { block, box }] of this.#boxes()) {
      const old = before.get(key);
      if (!old || !box.width || !old.box.width) continue;
      const right = before.get(`${block.word} ${old.block.to}`);
      if (old.block.to === block.to) {
        const [x, y] = [old.box.left - box.left, old.box.top - box.top];
        if (Math.abs(x) + Math.abs(y) > 0.5) starts.push(() => block.element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], timing));
      } else if (right && right.block.to === block.to) {
        starts.push(() => {
          this.#ghost(old, { left: box.left, top: box.top }, timing);
          this.#ghost(right, { left: box.left + box.width - right.box.width, top: box.top }, timing);
          block.element.animate([{ opacity: 0 }, { opacity: 0, offset: 0.65 }, { opacity: 1, offset: 0.65 }, { opacity: 1 }], timing);
        });
      }
    }
    for (const start of starts) start();
  }

  /**
   * A block that is no more, on its way into the merged one.
   * @param {{block: Block, box: Box}} old
   * @param {{left: number, top: number}} goal
   * @param {{duration: number, easing: string}} timing
   */
  #ghost({ block, box }, goal, timing) {
    const ghost = /** @type {HTMLElement} */ (block.element.cloneNode(true));
    ghost.classList.add("ghost");
    ghost.setAttribute("aria-hidden", "true");
    ghost.style.cssText = `left: ${box.left}px; top: ${box.top}px; width: ${box.width}px; height: ${box.height}px`;
    this.#ghosts.push(ghost);
    this.region.append(ghost);
    const there = `translate(${goal.left - box.left}px, ${goal.top - box.top}px)`;
    ghost.animate([{ transform: "none", opacity: 1 }, { transform: there, opacity: 1, offset: 0.7 }, { transform: there, opacity: 0 }], timing).finished.then(
      () => ghost.remove(),
      () => ghost.remove(),
    );
  }
}

/**
 * How large the blocks of a few words can be, in em.
 * @param {number} rows
 * @param {number} longest word, in symbols
 * @param {number} lines of the list of pairs, which is as high
 * @param {boolean} lane
 */
function sizeOf(rows, longest, lines, lane) {
  const high = ((lines * 1.75) / rows - 0.5 - (lane ? 1.6 : 0)) / 1.4;
  const wide = 26 / (longest * (lane ? 2.2 : 1.7));
  return Math.min(Math.max(Math.min(high, wide), 1.125), 2.25);
}

/**
 * The lane of the level's own symbols below the characters, or above the bytes.
 * @param {HTMLElement[]} blocks
 * @param {HTMLElement[]} other
 * @param {Level} level
 */
function swapped(blocks, other, level) {
  return level === "byte" ? [...other, ...blocks] : [...blocks, ...other];
}
