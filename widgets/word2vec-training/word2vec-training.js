/**
 * <word2vec-training>: word2vec learning a text: a map on which the words move, the loss, and the nearest neighbours of
 * the watched words, epoch by epoch; afterwards one can go back to every epoch that was kept.
 *
 * Properties: `data` (the answer of the word2vec view, or as much of it as there is, with partial: true; null while
 * nothing is there), `words` (assets/text/<language>/word2vec-training.toml), `problem` (why the page's last question was
 * refused, a sentence shown beside the button; null where it was answered).
 * Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off" or "table".
 * Events, bubbling and composed: `ask` {method, dimensions, window, epochs, seed} to train, or {watch: [words]}; `stop` to
 * give the training up that is under way; `change` {method, dimensions, window, epochs, seed} when the controls have been
 * moved: nothing is asked yet, but the page's next question is to carry them.
 *
 * Keys, anywhere on the picture: space plays and pauses, ← → and page up and page down go from epoch to epoch.
 */

import { h } from "../shared/dom.js";
import { fixed, percent, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { Controls, picked, same, takenOver } from "./controls.js";
import { Curve } from "./curve.js";
import { drawTraining } from "./drawing.js";
import { cosine } from "./layout.js";
import { WordMap } from "./map.js";
import { Neighbors } from "./neighbors.js";
import { Playhead, goesOn, placeOf } from "./playhead.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Word2Vec} Word2Vec */

const DEBOUNCE = 150; // ms a slider rests before the page is told

/** @extends {Picture<Word2Vec, Parts>} */
export class Word2VecTraining extends Picture {
  #playhead = new Playhead(() => this.update());
  /** Has a training been asked for whose answer is not there yet? */
  #asked = false;
  /** Was the button pressed for it? Then its progress is brought into view when it begins. */
  #pressedStart = false;
  /** What the controls say. @type {Settings | null} */
  #settings = null;
  /** What the page was last told that they say. @type {Settings | null} */
  #told = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pending;
  #looked = 0;
  #key = (/** @type {KeyboardEvent} */ event) => this.#pressed(event);

  constructor() {
    super(style);
  }

  answered() {
    if (this.problem) this.#asked = this.#pressedStart = false;
    this.update();
  }

  connectedCallback() {
    super.connectedCallback();
    // In a hall a presenter's remote control sends page up and page down to whatever has the focus.
    (this.closest("[data-present]") ? document : this).addEventListener("keydown", /** @type {EventListener} */ (this.#key));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const target of [document, this]) target.removeEventListener("keydown", /** @type {EventListener} */ (this.#key));
    this.#playhead.pause();
    this.#settle();
  }

  get #live() {
    return this.getAttribute("live") !== "off" && this.getAttribute("controls") !== "off";
  }

  /** @param {Word2Vec | null} before */
  dataChanged(before) {
    if (!this.data) return;
    const { params, result, partial = false } = this.data;
    const kept = result.snapshots.length;
    if (goesOn(before, this.data)) {
      this.#playhead.arrive(kept, partial);
      return;
    }
    // What one has seen beginning is shown from its beginning; a page that opens shows what was learnt.
    this.#playhead.begin(kept, partial || this.#asked || before !== null, partial);
    this.#asked = false;
    this.#looked = Math.max(result.watched.findIndex(({ word }) => word !== null), 0);
    this.#settings = this.#settings && before ? takenOver(this.#settings, [before.params, ...(this.#told ? [this.#told] : [])], params) : picked(params);
    this.#told = null;
    // The page takes what an answer says for what is set: it has to hear that this is not so.
    if (same(this.#settings, params)) this.#settle();
    else this.#tellSoon();
    this.parts?.controls.set(this.#settings);
    if (this.#pressedStart && this.parts) this.#follow(this.parts.head);
  }

  /**
   * Bring the progress of the training into view: on a phone it lies above the button that began it.
   * @param {HTMLElement} head
   */
  #follow(head) {
    this.#pressedStart = false;
    head.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
  }

  /** @param {Word2Vec} data @returns {Parts} */
  build({ params }) {
    const { say } = this;
    const map = new WordMap(say("map"));
    const curve = new Curve(say);
    const neighbors = new Neighbors(say, {
      look: (place) => {
        this.#looked = place;
        this.update();
      },
      watch: (watch) => this.#ask({ watch }),
    });
    const controls = new Controls(say, {
      changed: (settings) => {
        this.#settings = settings;
        this.update();
        this.#tellSoon();
      },
      start: () => {
        this.#ask(controls.settings);
        this.#pressedStart = true;
      },
      stop: () => this.tell("stop", {}),
    });
    controls.set(this.#settings ?? picked(params));
    const play = h("button", { type: "button", class: "block play" });
    play.addEventListener("click", () => this.#toggle());
    const epoch = h("input", { type: "range", id: "epoch", min: 0, step: 1, "aria-label": say("epoch_axis") });
    epoch.addEventListener("input", () => this.#go(placeOf(this.data?.result.snapshots ?? [], epoch.valueAsNumber)));
    const walk = h("div", { class: "walk" }, play, epoch);
    walk.hidden = this.getAttribute("controls") === "off";
    const status = h("p", { class: "status", role: "status" });
    const number = h("p", { class: "epoch" });
    const shown = h("p", { class: "note shown" });
    const soon = h("p", { class: "soon", "aria-hidden": "true" });
    const hint = h("p", { class: "hint" });
    const note = h("p", { class: "note" });
    const tools = this.tools();
    const head = h("div", { class: "head" }, number, walk, status, tools.bar);
    const still = this.getAttribute("controls") === "off";
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (still ? " still" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        head,
        h("div", { class: "body" }, h("div", { class: "where" }, map.element, soon, shown), h("div", { class: "side" }, curve.element, neighbors.element)),
        this.#live && controls.element,
        this.#live && hint,
        note,
        tools.place,
      ),
    );
    return { head, map, curve, neighbors, controls, play, epoch, status, number, shown, soon, hint, note, tools };
  }

  /** Show the snapshot at which the playhead stands. @param {Parts} parts @param {Word2Vec} data */
  show(parts, { params, result, partial = false, stopped = false }) {
    const { snapshots, facts } = result;
    const { at } = this.#playhead;
    const snapshot = snapshots[at];
    const epoch = snapshot?.epoch ?? 0;
    parts.number.textContent = this.say("epoch", { epoch, epochs: params.epochs });
    const status = this.#status(partial, stopped);
    if (parts.status.textContent !== status) parts.status.textContent = status;
    parts.soon.textContent = snapshot ? "" : status;
    parts.play.textContent = this.say(this.#playhead.playing ? "pause" : at >= this.#playhead.last ? "again" : "play");
    parts.play.disabled = snapshots.length < 2;
    parts.epoch.max = String(params.epochs);
    parts.epoch.value = String(epoch);
    parts.epoch.disabled = snapshots.length < 2;
    parts.epoch.setAttribute("aria-valuetext", this.say("epoch", { epoch, epochs: params.epochs }));
    parts.epoch.style.setProperty("--at", `${(100 * epoch) / params.epochs}%`);
    parts.epoch.style.setProperty("--done", `${(100 * result.epoch) / params.epochs}%`);
    parts.neighbors.show(result, at, this.#looked, this.#live);
    parts.controls.show(partial, this.problem);
    const changed = !same(parts.controls.settings, params);
    parts.hint.textContent = this.say(changed ? "hint_changed" : "hint");
    parts.hint.classList.toggle("changed", changed);
    parts.shown.textContent = snapshot ? this.say("map_note", { share: percent(snapshot.explained) }) : "";
    const values = { sentences: whole(facts.sentences), words: whole(facts.words), vocabulary: whole(facts.vocabulary), rare: whole(facts.rare), examples: whole(facts.examples), rate: String(facts.learning_rate) };
    parts.note.textContent = this.say(facts.own ? "facts_own" : "facts_ours", values);
    parts.tools.refresh();
    this.measure();
  }

  /**
   * @param {boolean} partial
   * @param {boolean} stopped
   */
  #status(partial, stopped) {
    const result = this.data?.result;
    if (!result) return "";
    if (!partial) {
      const state = stopped ? this.say("stopped", { epoch: result.epoch }) : this.say("done");
      if (this.#playhead.at >= this.#playhead.last) return state;
      return this.say(this.#playhead.playing ? "replay" : "looking_back", { state });
    }
    if (result.status === "waiting") return this.say("queue", { ahead: result.ahead });
    return this.say("training", { epoch: result.epoch });
  }

  /** @param {Parts} parts @param {Word2Vec} data */
  resized({ map, curve }, { result, params }) {
    const { fontFamily, fontSize } = getComputedStyle(this);
    const size = parseFloat(fontSize);
    const { at } = this.#playhead;
    map.show(result, at, this.#looked, browserMeasure(fontFamily), size);
    curve.show(result, params.epochs, at, size);
  }

  /** Tell the page what the controls say, once they rest. */
  #tellSoon() {
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.#tellNow(), DEBOUNCE);
  }

  #tellNow() {
    this.#settle();
    if (!this.#settings) return;
    this.#told = this.#settings;
    this.tell("change", { ...this.#settings });
  }

  /** There is nothing to tell any more. */
  #settle() {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }

  /** @param {object} detail */
  #ask(detail) {
    if (this.#pending !== undefined) this.#tellNow(); // a question must not overtake what was set before it
    this.#asked = true;
    this.tell("ask", { ...detail });
  }

  #toggle() {
    if (this.#playhead.playing) this.#playhead.pause();
    else this.#playhead.play();
    this.update();
  }

  /** @param {number} place */
  #go(place) {
    this.#playhead.go(place);
    this.update();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const on = event.composedPath()[0];
    if (!this.parts || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || this.getAttribute("controls") === "off") return;
    if (on instanceof Node && !this.contains(on) && !this.shadow.contains(on) && on !== document.body) return;
    const field = on instanceof HTMLInputElement;
    const { at } = this.#playhead;
    if (event.key === " " && !field && !(on instanceof HTMLButtonElement)) this.#toggle();
    else if (event.key === "PageDown" || ((event.key === "ArrowRight" || event.key === "ArrowUp") && on === this.parts.epoch) || (event.key === "ArrowRight" && !field)) this.#go(at + 1);
    else if (event.key === "PageUp" || ((event.key === "ArrowLeft" || event.key === "ArrowDown") && on === this.parts.epoch) || (event.key === "ArrowLeft" && !field)) this.#go(at - 1);
    else return;
    event.preventDefault();
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { result, params } = this.data;
    const snapshot = result.snapshots[this.#playhead.at];
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    const neighbors = result.watched.map(({ typed }, place) => [
      cell(typed),
      ...(snapshot?.neighbors[place] ?? []).map(({ word, cosine: value }) => cell(`${word} ${cosine(value)}`)),
    ]);
    const most = Math.max(1, ...neighbors.map((row) => row.length - 1));
    return [
      table(
        `${say("neighbors")} · ${say("epoch", { epoch: snapshot?.epoch ?? 0, epochs: params.epochs })}`,
        [say("col_word"), ...Array.from({ length: most }, (_, rank) => say("col_rank", { rank: rank + 1 }))],
        neighbors,
      ),
      table(
        say("loss"),
        [say("epoch_axis"), say("loss"), say("col_rate")],
        result.snapshots.map(({ epoch, loss, learning_rate: rate }) => [epoch, loss === null ? "–" : fixed(loss, 4), rate === null ? "–" : String(rate)]),
      ),
      table(
        say("map"),
        [say("col_word"), say("col_count"), "x", "y"],
        result.map.map(({ word, count }, place) => {
          const [x, y] = snapshot?.positions[place] ?? [NaN, NaN];
          return [cell(word), whole(count), fixed(x, 3), fixed(y, 3)];
        }),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawTraining(this.data, this.#playhead.at, this.#looked, this.say, ink);
  }
}

/**
 * @typedef {{head: HTMLElement, map: WordMap, curve: Curve, neighbors: Neighbors, controls: Controls, play: HTMLButtonElement,
 *   epoch: HTMLInputElement, status: HTMLElement, number: HTMLElement, shown: HTMLElement, soon: HTMLElement, hint: HTMLElement,
 *   note: HTMLElement,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("word2vec-training")) customElements.define("word2vec-training", Word2VecTraining);
