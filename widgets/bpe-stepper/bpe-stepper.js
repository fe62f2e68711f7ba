/**
 * <bpe-stepper>: how byte pair encoding learns its merges, one at a time. The words as blocks, the counts of the pairs as
 * they stand, which pair wins and why, the merges and the vocabulary that grow, the tokens that are left; and a new word
 * cut by what has been learnt so far.
 *
 * Properties: `data` (the answer of the bpe-training view, or null while it is awaited), `words` (assets/text/<language>/
 * bpe-stepper.toml). Attributes: controls="off" (a still picture, after the last merge), live="off" (nothing that needs
 * an answer), tools="off" or "table".
 * Event, bubbling and composed: `ask` {merges | level | splitting | ties | form | new_word}.
 * Keys: see shared/player.js.
 */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { Player } from "../shared/player.js";
import { Controls } from "./controls.js";
import { Curve } from "./curve.js";
import { drawTraining } from "./drawing.js";
import { face, plainFace, plainToken } from "./faces.js";
import { Headline, decided, sum } from "./headline.js";
import { Merges, Vocabulary } from "./learned.js";
import { Pairs } from "./pairs.js";
import { style } from "./style.js";
import { Trace } from "./trace.js";
import { NewWord } from "./trial.js";
import { Words } from "./words.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Training} Training */

/** s the player stays at a place: long enough to read the pair, the merge and the new counts */
const PACE = 1.6;
/** What makes another training of it; the rest goes on where one is. @type {readonly (keyof Settings)[]} */
const ANEW = ["corpus", "level", "splitting", "form"];
/** Rows of the table of merges. */
const ROWS = 1000;

/** @extends {Picture<Training, Parts>} */
export class BpeStepper extends Picture {
  /** @type {Trace | null} */
  #trace = null;
  /** Whether the second lane was switched on or off by hand. @type {boolean | null} */
  #lane = null;
  /** Lines of pairs and merges: in a hall, where letters are large, fewer have room. */
  #lines = 10;
  #deaf = () => {};

  constructor() {
    super(style);
    this.player = new Player({ say: this.say, count: 0, seconds: PACE });
    this.player.addEventListener("step", (event) => {
      const { place, before } = /** @type {CustomEvent<import("../shared/player.js").Step>} */ (event).detail;
      const time = this.player.playing ? this.player.pace : Infinity;
      if (this.parts && this.data) this.show(this.parts, this.data, place === before + 1 ? time : 0);
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#deaf = this.player.listen(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#deaf();
    this.parts?.controls.stop();
    this.parts?.trial.stop();
  }

  /** @param {Training | null} before */
  dataChanged(before) {
    if (!this.data) return;
    const { result, params } = this.data;
    this.#trace = new Trace(result);
    const anew = !before || ANEW.some((name) => before.params[name] !== params[name]);
    if (anew) this.player.pause();
    this.player.count = this.#trace.last;
    if (this.getAttribute("controls") === "off") this.player.place = this.#trace.last;
    else if (anew) this.player.place = 0;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const asks = moves && this.getAttribute("live") !== "off";
    this.player.label = say("steps");
    const go = (/** @type {number} */ place) => this.player.go(place);
    const ask = (/** @type {Partial<Settings>} */ changes) => this.tell("ask", changes);
    const headline = new Headline(say);
    const words = new Words(say);
    const pairs = new Pairs(say("pairs"));
    const merges = new Merges(say, go);
    const vocabulary = new Vocabulary(say);
    const curve = new Curve(say, go);
    const controls = new Controls(say, ask);
    const trial = new NewWord(say, (word) => ask({ new_word: word }));
    const lane = h("input", { type: "checkbox", id: "lane" });
    lane.addEventListener("change", () => {
      this.#lane = lane.checked;
      this.update();
    });
    const tools = this.tools();
    const left = h("p", { class: "tally" });
    const none = h("p", { class: "none" }, say("no_pairs"));
    const heard = h("p", { class: "quietly", role: "status" });
    const size = h("b", {});
    const title = h("h3", {});
    trial.field.hidden = trial.hint.hidden = !asks;
    const card = h(
      "div",
      { class: "card" + (moves ? "" : " still"), tabindex: -1 },
      h("div", { class: "rings", "aria-hidden": "true" }),
      h("div", { class: "head" }, headline.element, tools.bar),
      heard,
      h(
        "div",
        { class: "stage" },
        h("section", { class: "of-words" }, h("div", { class: "bar" }, title, moves && h("label", { class: "lane" }, lane, say("show_bytes")), left), words.element),
        h("section", { class: "of-pairs" }, h("h3", {}, say("pairs")), pairs.element, none),
        h("section", { class: "of-merges" }, h("h3", {}, say("merges_learnt")), merges.element),
      ),
      moves && this.player.element,
      asks && controls.element,
      h(
        "div",
        { class: "below" },
        trial.element,
        h("section", {}, h("h3", {}, say("curve")), curve.element),
        h("section", {}, h("div", { class: "bar" }, h("h3", {}, say("vocabulary")), size), vocabulary.element),
      ),
      tools.place,
    );
    this.shadow.replaceChildren(card);
    return { headline, title, words, pairs, none, merges, vocabulary, size, curve, controls, trial, lane, left, heard, tools };
  }

  /**
   * Give everything the state of the present place.
   * @param {Parts} parts
   * @param {Training} data
   * @param {number} [time] ms there are for the merge to be seen; 0 for a jump
   */
  show(parts, data, time = 0) {
    const trace = this.#trace;
    if (!trace) return;
    const { say } = this;
    const { params, result } = data;
    const { place } = this.player;
    const next = trace.next(place);
    const lines = this.#lines;
    const lane = this.#lane ?? result.base.some(({ bytes }) => bytes >= "80");
    parts.lane.checked = lane;
    parts.headline.show(trace, place, params);
    parts.pairs.show(trace, place, lines);
    parts.pairs.element.hidden = trace.pairs(place).length === 0;
    parts.none.hidden = !parts.pairs.element.hidden;
    parts.merges.show(trace, place, lines);
    parts.vocabulary.show(result, place);
    parts.size.textContent = whole(trace.vocabulary(place));
    parts.title.textContent = say(result.form === "text" ? "chunks" : "words");
    parts.left.textContent = say("tokens_left", { count: whole(trace.total(place)) });
    parts.curve.show(trace, place);
    parts.controls.show(data, this.shadow.activeElement);
    parts.trial.show(result.trial, place, this.shadow);
    parts.words.show(trace, place, { lane, level: params.level, lines, time });
    if (!this.player.playing) parts.heard.textContent = next ? say("heard", { number: whole(place + 1), left: plainToken(trace.token(next.ids[0])), right: plainToken(trace.token(next.ids[1])), sum: sum(trace, place, say) }) : "";
    parts.tools.refresh();
  }

  /** @param {Parts} parts */
  resized(parts) {
    const large = this.width >= 940 && this.width < 55 * parseFloat(getComputedStyle(this).fontSize);
    this.#lines = large ? 8 : 10;
    this.style.setProperty("--lines", String(this.#lines));
    parts.curve.resized();
    this.update();
  }

  tables() {
    const trace = this.#trace;
    if (!trace || !this.data) return [];
    const { say } = this;
    const { place } = this.player;
    const { steps } = trace.result;
    const cell = (/** @type {number} */ id) => h("bdi", {}, ...face(trace.token(id).bytes), trace.token(id).cut && "…");
    const first = Math.max(place - ROWS, 0);
    return [
      table(
        say("table_words", { place: whole(place) }),
        [say("col_count"), say("col_pieces")],
        trace.words(place).map(({ ids, count, cut }) => [whole(count), h("bdi", {}, ids.map((id) => plainFace(trace.token(id).bytes)).join(" | ") + (cut ? " …" : ""))]),
      ),
      table(
        say("table_pairs", { place: whole(place), why: decided(trace, place, this.data.params.ties, say) }),
        [say("col_left"), say("col_right"), say("col_count")],
        trace.pairs(place).map(([left, right, count]) => [cell(left), cell(right), whole(count)]),
      ),
      table(
        say("table_merges", { place: whole(place) }),
        [say("col_number"), say("col_left"), say("col_right"), say("col_token"), "id", say("col_count"), say("col_total"), say("vocabulary_size")],
        steps.slice(first, place).map((step, index) => [whole(first + index + 1), cell(step.ids[0]), cell(step.ids[1]), cell(step.id), whole(step.id), whole(step.count), whole(step.total), whole(step.vocabulary_size)]),
      ),
      ...(place === trace.last && trace.result.final_ids.length ? [table(say("table_ids"), ["id"], [[h("bdi", { class: "ids" }, trace.result.final_ids.join(" "))]])] : []),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.#trace || !this.data) throw new Error("nothing to draw yet");
    return drawTraining(this.#trace, this.player.place, this.data.params.ties, this.say, ink);
  }
}

/**
 * @typedef {{headline: Headline, title: HTMLElement, words: Words, pairs: Pairs, none: HTMLElement, merges: Merges, vocabulary: Vocabulary,
 *   size: HTMLElement, curve: Curve, controls: Controls, trial: NewWord, lane: HTMLInputElement, left: HTMLElement,
 *   heard: HTMLElement, tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("bpe-stepper")) customElements.define("bpe-stepper", BpeStepper);
