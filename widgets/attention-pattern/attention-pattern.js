/**
 * <attention-pattern>: which pairs of query and key a pattern takes, as a mask; how many they are, and how that grows with
 * the text; how far one token sees in one layer and in several; and the steps that a recurrent network takes one after
 * the other where attention takes one.
 *
 * Properties: `data` (the answer of the attention-pattern view, or null while it is awaited), `words` (assets/text/
 * <language>/attention-pattern.toml). Attributes: controls="off" (a still picture), tools="off" or "table".
 * Event, bubbling and composed: `change` with the settings (types.js). The picture has changed already when it is fired;
 * nobody needs to ask the server.
 *
 * Keys: in the mask, arrows go from pair to pair, Enter chooses the query; elsewhere see shared/player.js.
 */

import { h } from "../shared/dom.js";
import { percent, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { Player } from "../shared/player.js";
import { Controls } from "./controls.js";
import { drawPattern } from "./drawing.js";
import { Figures } from "./figures.js";
import { Growth } from "./growth.js";
import { Lanes } from "./lanes.js";
import { Mask } from "./mask.js";
import { answer, countPairs, keysSeen, patternOf } from "./pattern.js";
import { kindName } from "./names.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").AttentionPatternData} AttentionPatternData */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */

const DEBOUNCE = 150; // ms a control rests before the page is told
const PACE = 0.3; // s a step of the recurrent network takes

/** @extends {Picture<AttentionPatternData, Parts>} */
export class AttentionPattern extends Picture {
  /** @type {Settings} */
  #settings = { pattern: "full", length: 1, window: 0, random: 0, global: 0, seed: 0, causal: false, query: null, scale: "log" };
  /** What is to be seen now. @type {Result | null} */
  #result = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #telling;
  #deaf = () => {};

  constructor() {
    super(style);
    this.player = new Player({ say: this.say, count: 0, seconds: PACE });
    this.player.addEventListener("step", () => this.#step());
  }

  connectedCallback() {
    super.connectedCallback();
    this.#deaf = this.player.listen(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#deaf();
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }

  /** The controls as they stand now. */
  get settings() {
    return this.#settings;
  }

  get #moves() {
    return this.getAttribute("controls") !== "off";
  }

  dataChanged() {
    if (!this.data || this.#telling !== undefined) return; // a hand is ahead of the answer
    const { pattern, length, window, random, global, seed, causal, query, scale } = this.data.params;
    this.#settings = { pattern, length, window, random, global, seed, causal, query, scale };
    this.#result = this.data.result;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.#moves;
    const mask = new Mask(say, (query) => this.#set({ query }), () => this.ink(), moves);
    const controls = new Controls(say, (changes) => this.#set(changes));
    const figures = new Figures(say);
    const growth = new Growth(say, (scale) => this.#set({ scale }), moves);
    const lanes = new Lanes(say);
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    this.player.label = say("steps");
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (moves ? "" : " still") + (this.closest("[data-present]") ? " present" : ""), tabindex: -1 },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        h(
          "div",
          { class: "body" },
          moves && controls.element,
          mask.element,
          h("div", { class: "numbers" }, figures.element, growth.element),
          h("section", { class: "steps" }, lanes.element, moves && this.player.element),
        ),
        tools.place,
      ),
    );
    return { mask, controls, figures, growth, lanes, tools, sentence };
  }

  /** @param {Parts} parts */
  show({ mask, controls, figures, growth, lanes, tools, sentence }) {
    const result = this.#result;
    if (!result) return;
    const settings = this.#settings;
    if (this.player.count !== settings.length) {
      this.player.pause();
      this.player.count = settings.length;
      this.player.place = this.#moves ? 1 : settings.length; // one step says most of it
    }
    const said = this.#sentence(result);
    if (sentence.textContent !== said) sentence.textContent = said;
    controls.show(settings);
    mask.show(settings, result);
    figures.show(settings, result);
    growth.show(settings, result);
    lanes.show(settings, result, this.player.place);
    tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ mask, growth, lanes }) {
    mask.draw();
    growth.draw();
    lanes.draw();
  }

  #step() {
    if (this.parts && this.#result) this.parts.lanes.show(this.#settings, this.#result, this.player.place);
  }

  /** @param {Result} result */
  #sentence({ pairs, share }) {
    const { length } = this.#settings;
    return this.say("sentence_now", { pattern: kindName(this.#settings, this.say), length: whole(length), pairs: whole(pairs), all: whole(length ** 2), share: percent(share) });
  }

  /** @param {Partial<Settings>} changes */
  #set(changes) {
    this.#settings = { ...this.#settings, ...changes };
    this.#result = answer(this.#settings);
    this.update();
    this.measure();
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.tell("change", this.#settings);
    }, DEBOUNCE);
  }

  tables() {
    const result = this.#result;
    if (!result) return [];
    const { say } = this;
    const { growth, mask, path } = result;
    const pattern = patternOf(this.#settings);
    const { length } = this.#settings;
    return [
      table(
        say("growth"),
        ["col_length", "col_pairs", "col_full", "col_share"].map((key) => say(key)),
        [...growth, { length, pairs: countPairs(pattern, length), full: length ** 2 }]
          .filter((row, place, all) => all.findIndex((other) => other.length === row.length) === place)
          .sort((one, other) => one.length - other.length)
          .map((row) => [whole(row.length), whole(row.pairs), whole(row.full), percent(row.pairs / row.full)]),
      ),
      table(
        say("table_mask", { query: path.query }),
        ["col_query", "col_count", "col_layers", "col_keys"].map((key) => say(key)),
        mask.map((row, query) => [String(query), keysSeen(pattern, query, length), path.layers[query] ?? say("never"), h("span", { class: "runs" }, runs(row))]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.#result) throw new Error("nothing to draw yet");
    return drawPattern(this.#settings, this.#result, this.#sentence(this.#result), this.say, ink);
  }
}

/**
 * @typedef {{mask: Mask, controls: Controls, figures: Figures, growth: Growth, lanes: Lanes,
 *   tools: import("../shared/picture.js").Tools, sentence: HTMLElement}} Parts
 */

/**
 * The places of the ones in a row, as runs: "0–1, 5, 9–12".
 * @param {string} row of 0 and 1
 */
export function runs(row) {
  return [...row.matchAll(/1+/g)].map(({ 0: run, index }) => (run.length === 1 ? index : `${index}–${index + run.length - 1}`)).join(", ");
}

if (!customElements.get("attention-pattern")) customElements.define("attention-pattern", AttentionPattern);
