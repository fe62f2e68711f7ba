/**
 * <word-vectors>: the same words as one-hot vectors, all equally far from each other, and as a small dense table that
 * can be edited: sum, nearest word, cosines and picture follow at once.
 *
 * Properties: `data` (the answer of the word-vectors view, or null while it is awaited), `words` (assets/text/<language>/
 * word-vectors.toml).
 * Attributes: controls="off" (nothing can be changed), tools="off" (no table and save buttons) or "table" (no save
 * buttons). It needs no server, so live="off" changes nothing.
 * Events, bubbling and composed: `change` {rows, dimensions, expression, one_hot_size} after an edit; `ask` with the same
 * where the expression is another one.
 */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { drawTable } from "./drawing.js";
import { toNumber, toText } from "./exact.js";
import { Grid, tell, twinOf } from "./grid.js";
import { OneHot } from "./one-hot.js";
import { pairs } from "./pairs.js";
import { PlaneView } from "./plane-view.js";
import { answer, fromResult, same, toParams } from "./state.js";
import { style } from "./style.js";
import { cosine, oneHotPlaces } from "./table.js";

/** @typedef {import("./types.js").WordVectors} Data */
/** @typedef {import("./state.js").State} State */

const DEBOUNCE = 150; // ms an edit rests before the page is told
const PATIENCE = 3000; // ms for which the answer to an edit is known as such

/** @extends {Picture<Data, Parts>} */
export class WordVectors extends Picture {
  /** @type {State | null} */
  #state = null;
  /** @type {State | null} what reset brings back */
  #start = null;
  /** @type {Map<string, number>} edits the page was told of, and when, since the table last came from it */
  #told = new Map();
  #expression = ""; // as the page knows it
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pending;

  constructor() {
    super(style);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }

  dataChanged() {
    if (!this.data) return;
    const found = fromResult(this.data.result);
    // The answer to an edit brings nothing new, and must not take back the one that has followed it.
    if (performance.now() - (this.#told.get(JSON.stringify(toParams(found))) ?? -Infinity) < PATIENCE) return;
    clearTimeout(this.#pending);
    this.#pending = undefined;
    this.#told.clear();
    this.#state = this.#start = found;
    this.#expression = toParams(found).expression;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const present = this.closest("[data-present]") !== null;
    const change = (/** @type {State} */ state) => this.#edit(state);
    const oneHot = new OneHot(say, present ? 5 : 9, (size) => this.#state && this.#edit({ ...this.#state, size }));
    const grid = new Grid(say, change, () => this.#start && this.#edit(this.#start));
    const plane = new PlaneView(say, change);
    const tools = this.tools();
    const apart = h("div", { class: "pairs-place" });
    const near = h("div", { class: "pairs-place" });
    const fact = h("p", { class: "fact" });
    const body = h("div", { class: "body" });
    const part = (/** @type {string} */ name, /** @type {string} */ title, /** @type {(Node | false)[]} */ ...content) =>
      h("section", { class: name }, h("h3", {}, title), ...content);
    body.append(
      part("sparse", say("one_hot"), oneHot.element, apart, h("p", { class: "soft" }, say("one_hot_apart"))),
      part("dense", say("dense"), fact, grid.element, grid.after),
      part("drawn", say("plane"), plane.element, near),
    );
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (present ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar" }, tools.bar),
        body,
        tools.place,
      ),
    );
    return { body, oneHot, grid, plane, tools, apart, near, fact };
  }

  /** Write the state into every part. @param {Parts} parts */
  show(parts) {
    const state = this.#state;
    if (!state || !this.#start) return;
    const { say } = this;
    const live = this.getAttribute("controls") !== "off";
    const found = answer(state);
    const words = state.rows.map(({ word }) => word);
    parts.oneHot.show(words, oneHotPlaces(words, state.size), state.size, live);
    parts.grid.show(state, found, live, !same(state, this.#start));
    parts.plane.show(state, found?.target ?? null, live);
    parts.body.classList.toggle("many", state.names.length > 5);
    parts.fact.textContent = [say("dense_fact", { count: state.names.length }), live ? say("dense_hint") : ""].join(" ");
    parts.apart.replaceChildren(...pairs(say("one_hot_cosines"), words.map((word) => ({ word, cosines: words.map(() => 0) }))));
    parts.near.replaceChildren(...pairs(say("dense_cosines"), this.#cosines()));
    parts.tools.refresh();
  }

  /** Cosines of every row, and of the sum, with every row. */
  #cosines() {
    const state = this.#state;
    if (!state) return [];
    const found = answer(state);
    const to = (/** @type {readonly import("./exact.js").Exact[]} */ vector) => state.rows.map((row) => cosine(vector, row.vector));
    const rows = state.rows.map(({ word, vector }) => ({ word, cosines: to(vector), sum: false }));
    return found ? [...rows, { word: this.say("sum"), cosines: to(found.target), sum: true }] : rows;
  }

  /** @param {State} state */
  #edit(state) {
    this.#state = state;
    this.update();
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      const params = toParams(state);
      const name = params.expression === this.#expression ? "change" : "ask";
      this.#expression = params.expression;
      this.#told.set(JSON.stringify(params), performance.now());
      this.tell(name, params);
    }, DEBOUNCE);
  }

  /** @param {Parts} parts */
  resized(parts) {
    const { fontFamily, fontSize } = getComputedStyle(this);
    const [size, measure] = [parseFloat(fontSize), browserMeasure(fontFamily)];
    parts.grid.resized(size, measure);
    parts.plane.resized(parts.plane.element.clientWidth, Math.min(size, 20), measure);
  }

  tables() {
    const state = this.#state;
    if (!state) return [];
    const { say } = this;
    const found = answer(state);
    const word = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    const names = state.names.map((name, at) => name || say("dimension", { number: at + 1 }));
    const places = oneHotPlaces(state.rows.map((row) => row.word), state.size);
    const rows = state.rows.map((row, at) => [word(row.word), ...row.vector.map(toText), whole((places[at] ?? 0) + 1)]);
    if (found) rows.push([word(say("sum")), ...found.target.map(toText), ""]);
    const tables = [table(say("dense"), [say("col_word"), ...names, say("col_place")], rows)];
    if (found) {
      const inputs = new Set(state.terms.map((term) => term.word));
      tables.push(
        table(
          say("near_sum"),
          [say("col_word"), say("col_cosine"), say("col_distance"), say("col_input")],
          found.near.map((near) => [word(near.word), near.cosine === null ? "–" : String(near.cosine), String(near.distance), inputs.has(near.word) ? say("yes") : ""]),
        ),
      );
    }
    const shown = (/** @type {number | null} */ cosine) => (cosine === null ? "–" : String(cosine));
    const cosines = this.#cosines().map((row) => [word(row.word), ...row.cosines.map(shown)]);
    tables.push(table(say("dense_cosines"), [say("col_word"), ...state.rows.map((row) => row.word)], cosines));
    return tables;
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    const state = this.#state;
    if (!state || !this.parts) throw new Error("nothing to draw yet");
    const found = answer(state);
    return drawTable(
      {
        state,
        target: found?.target ?? null,
        twin: twinOf(found, state),
        places: oneHotPlaces(state.rows.map(({ word }) => word), state.size),
        axes: this.parts.plane.axes,
        sentence: tell(found, state, this.say),
        numbers: state.rows.flatMap(({ vector }) => vector.map(toNumber)),
      },
      this.say,
      ink,
    );
  }
}

/**
 * @typedef {{body: HTMLElement, oneHot: OneHot, grid: Grid, plane: PlaneView, tools: import("../shared/picture.js").Tools, apart: HTMLElement,
 *   near: HTMLElement, fact: HTMLElement}} Parts
 */

if (!customElements.get("word-vectors")) customElements.define("word-vectors", WordVectors);
