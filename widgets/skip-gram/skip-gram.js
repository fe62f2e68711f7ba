/**
 * <skip-gram>: a text as word blocks, a window that slides over it, and the training examples it makes for word2vec: an
 * arc for each pair now, and a list of all so far.
 *
 * Properties: `data` (the answer of the skip-gram view, or null while it is awaited), `words` (assets/text/<language>/
 * skip-gram.toml). Attributes: controls="off" (a still picture), tools="off" or "table".
 * Event, bubbling and composed: `change` {window, method, position}. The picture has changed already when it is fired;
 * nobody needs to ask the server.
 *
 * Keys, anywhere on the picture: space plays and pauses, ← → and page up and page down step, home and end go to the ends.
 */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { visible } from "../shared/text.js";
import { Controls } from "./controls.js";
import { drawSkipGram } from "./drawing.js";
import { Examples } from "./examples.js";
import { Strip } from "./strip.js";
import { style } from "./style.js";
import { contexts, countExamples } from "./window.js";
import { piecesOf } from "./word.js";

/** @typedef {import("./types.js").SkipGramData} SkipGramData */
/** @typedef {import("./types.js").Settings} Settings */

const DEBOUNCE = 150; // ms a control rests before the page is told
const PACE = 1100; // ms the window stays on a word while it plays

/** @extends {Picture<SkipGramData, Parts>} */
export class SkipGram extends Picture {
  /** @type {Settings} */
  #settings = { window: 2, method: "skip-gram", position: 0 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #telling;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #playing;
  #key = (/** @type {KeyboardEvent} */ event) => this.#pressed(event);

  constructor() {
    super(style);
  }

  connectedCallback() {
    super.connectedCallback();
    // In a hall a presenter's remote control sends page up and page down to whatever has the focus.
    (this.closest("[data-present]") ? document : this).addEventListener("keydown", /** @type {EventListener} */ (this.#key));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const target of [document, this]) target.removeEventListener("keydown", /** @type {EventListener} */ (this.#key));
    clearTimeout(this.#telling);
    this.#pause();
  }

  /** The controls as they stand now. */
  get settings() {
    return this.#settings;
  }

  /** @param {SkipGramData | null} before */
  dataChanged(before) {
    if (!this.data) return;
    const { params, result } = this.data;
    if (before?.params.text !== params.text) this.#pause();
    if (this.#telling !== undefined && before?.params.text === params.text) return; // a hand is ahead of the answer
    this.#settings = { window: params.window, method: params.method, position: result.position };
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const strip = new Strip(say, (position) => this.#set({ position }));
    const examples = new Examples(say("made"));
    const controls = new Controls(say, {
      set: (changes) => this.#set(changes),
      play: () => this.#toggle(),
      step: (by) => this.#step(by),
    });
    const live = this.getAttribute("controls") !== "off";
    const tools = this.tools();
    const counts = h("p", { class: "counts" });
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (live ? "" : " still") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, sentence, tools.bar),
        strip.element,
        h("p", { class: "note" }, say("chance_note")),
        live && controls.element,
        h("div", { class: "bar" }, h("h3", {}, say("made")), counts),
        examples.list,
        tools.place,
      ),
    );
    return { strip, examples, controls, tools, counts, sentence };
  }

  /** Give everything its new state: after new data, and at every move. @param {Parts} parts @param {SkipGramData} data */
  show(parts, data) {
    const { words } = data.result;
    const settings = this.#settings;
    const { window, method, position } = settings;
    const sentenceOf = words.map(({ sentence }) => sentence);
    parts.strip.show(words, settings);
    parts.controls.show(settings, words.length, this.#playing !== undefined);
    parts.examples.show(words, settings);
    const before = countExamples(sentenceOf, window, method, position);
    const now = countExamples(sentenceOf, window, method, position + 1);
    parts.counts.textContent = this.say("counts", {
      now: whole(now - before),
      sofar: whole(now),
      all: whole(countExamples(sentenceOf, window, method)),
    });
    parts.sentence.replaceChildren(...this.#sentence());
    parts.tools.refresh();
  }

  /** What happens at this place of the window, in words. */
  #sentence() {
    const { words } = this.data?.result ?? { words: [] };
    const { window, method, position } = this.#settings;
    const around = contexts(words.map(({ sentence }) => sentence), position, window);
    const middle = h("b", { class: "is-middle" }, ...piecesOf(words[position]?.text ?? ""));
    if (!around.length) return placed(this.say("alone"), { word: middle });
    const others = h("span", {}, ...around.flatMap((place, index) => [index ? this.say("and") : "", h("b", { class: "is-around" }, ...piecesOf(words[place]?.text ?? ""))]));
    return placed(this.say(method === "cbow" ? "now_cbow" : "now_skip_gram"), { word: middle, others });
  }

  /** @param {Partial<Settings>} changes */
  #set(changes) {
    const words = this.data?.result.words.length ?? 0;
    const next = { ...this.#settings, ...changes };
    next.position = Math.min(Math.max(next.position, 0), Math.max(words - 1, 0));
    this.#settings = next;
    this.update();
    if (this.#playing === undefined) this.#tell();
  }

  #tell() {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.tell("change", { ...this.#settings });
    }, DEBOUNCE);
  }

  /** @param {number} by */
  #step(by) {
    this.#pause();
    this.#set({ position: this.#settings.position + by });
  }

  #toggle() {
    const last = (this.data?.result.words.length ?? 0) - 1;
    if (this.#playing !== undefined) {
      this.#pause();
      this.update();
      return;
    }
    if (this.#settings.position >= last) this.#set({ position: 0 });
    this.#playing = setInterval(() => {
      if (this.#settings.position + 1 >= last) this.#pause();
      this.#set({ position: this.#settings.position + 1 });
    }, PACE);
    this.update();
  }

  #pause() {
    if (this.#playing === undefined) return;
    clearInterval(this.#playing);
    this.#playing = undefined;
    this.#tell();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const on = event.composedPath()[0];
    const last = (this.data?.result.words.length ?? 0) - 1;
    if (!this.parts || last < 0 || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (this.getAttribute("controls") === "off" || (on instanceof Node && !this.contains(on) && !this.shadow.contains(on) && on !== document.body)) return;
    const slider = on instanceof HTMLInputElement;
    const scrolls = on === this.parts.examples.list;
    if (event.key === " " && !slider && !(on instanceof HTMLButtonElement)) this.#toggle();
    else if (event.key === "PageDown" || (event.key === "ArrowRight" && !slider && !scrolls)) this.#step(1);
    else if (event.key === "PageUp" || (event.key === "ArrowLeft" && !slider && !scrolls)) this.#step(-1);
    else if (event.key === "Home" && !slider && !scrolls) this.#step(-last);
    else if (event.key === "End" && !slider && !scrolls) this.#step(last);
    else return;
    event.preventDefault();
  }

  /** @param {Parts} parts */
  resized({ strip, examples }) {
    strip.resized("instant");
    examples.resized();
  }

  tables() {
    if (!this.data) return [];
    const { words } = this.data.result;
    const sentenceOf = words.map(({ sentence }) => sentence);
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    return [
      table(
        this.say("table", { window: this.#settings.window }),
        [this.say("col_place"), this.say("col_middle"), this.say("col_around")],
        words.map(({ text }, place) => [
          place + 1,
          cell(visible(text)),
          cell(contexts(sentenceOf, place, this.#settings.window).map((other) => visible(words[other]?.text ?? "")).join(" · ")),
        ]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawSkipGram(this.data.result.words, this.#settings, this.say, ink);
  }
}

/** @typedef {{strip: Strip, examples: Examples, controls: Controls, tools: import("../shared/picture.js").Tools, counts: HTMLElement, sentence: HTMLElement}} Parts */

/**
 * A sentence with elements in its {places}.
 * @param {string} sentence
 * @param {Readonly<Record<string, Node>>} elements
 * @returns {(Node | string)[]}
 */
export function placed(sentence, elements) {
  return sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 ? (elements[part] ?? `{${part}}`) : part));
}

if (!customElements.get("skip-gram")) customElements.define("skip-gram", SkipGram);
