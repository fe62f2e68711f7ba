/**
 * <word-map>: the words at hand as points in a plane, by UMAP or PCA, with their true neighbours and a number for how
 * far to believe the picture.
 *
 * Properties: `data` (the answer of the word-map view, or null while it is awaited), `words` (assets/text/<language>/
 * word-map.toml).
 * Attributes: controls="off" (no tray), live="off" (nothing that needs a server: for a file on disk), tools="off" (no
 * table and save buttons) or "table" (no save buttons).
 * Event, bubbling and composed: `ask` with the parameters that are to change.
 */

import { h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { Controls } from "./controls.js";
import { drawWordMap } from "./drawing.js";
import { aboutMissing, aboutWord, optionOf } from "./info.js";
import { cautionOf, headingOf, nameOf } from "./names.js";
import { nearestInPicture, relate } from "./scene.js";
import { Scatter } from "./scatter.js";
import { equal, picked } from "./settings.js";
import { style } from "./style.js";
import { Trust } from "./trust.js";

/** @typedef {import("./types.js").WordMap} WordMap */
/** @typedef {import("./settings.js").Settings} Settings */

const DEBOUNCE = 150; // ms a control rests before the server is asked
const PATIENCE = 3000; // ms an answer to an older setting is kept from moving the controls back

/** @extends {Picture<WordMap, Parts>} */
export class WordMapPicture extends Picture {
  /** @type {Settings | null} */
  #settings = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pending;
  /** @type {{settings: Settings, until: number} | null} */
  #told = null;
  #pointed = -1;
  #pinned = -1;
  #sizes = new ResizeObserver(() => this.measure());

  constructor() {
    super(style);
  }

  get #live() {
    return this.getAttribute("live") !== "off";
  }

  /** The word that is looked at: the one pointed at, else the one chosen; -1 for none. */
  get #looked() {
    return this.#pointed >= 0 ? this.#pointed : this.#pinned;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    clearTimeout(this.#pending);
    this.#pending = undefined;
    this.drop();
  }

  /** @param {WordMap | null} before */
  dataChanged(before) {
    const { data } = this;
    if (!data) return;
    const now = picked(data.params);
    const names = (/** @type {WordMap | null} */ some) => some?.result.points.map(({ word }) => word).join("\n");
    const sameWords = names(before) === names(data);
    if (!sameWords) this.#pointed = this.#pinned = -1;
    const told = this.#told;
    if (told && (equal(now, told.settings) || !sameWords || performance.now() > told.until)) this.#told = null;
    // A hand on a control is ahead of the answers: what it set last stays.
    if (this.#pending === undefined && this.#told === null) this.#settings = now;
  }

  /** @param {Parts} parts @param {WordMap} data */
  show({ heading, missing, pictures, scatters, controls, trust, caution, note, summary, tools }, data) {
    const { say } = this;
    const { params, result } = data;
    const two = result.second !== null;
    heading.textContent = headingOf(data, say);
    missing.replaceChildren(...aboutMissing(result, say, this.#live ? (typed, word) => this.#replace(typed, word) : null));
    missing.hidden = missing.childElementCount === 0;
    const marked = result.points.some(({ input }) => !input);
    const axes = result.explained && [say("axis_1", { share: share(result.explained[0]) }), say("axis_2", { share: share(result.explained[1]) })];
    pictures.classList.toggle("two", two);
    scatters.forEach((scatter, place) => {
      const points = place === 0 ? result.points : (result.second?.points ?? []);
      scatter.element.hidden = place > 0 && !two;
      const seed = place === 0 ? params.seed : (params.seed_b ?? 0);
      const name = result.explained ? "PCA" : `UMAP · ${say("seed_is", { seed })}`;
      scatter.caption.hidden = !two;
      scatter.caption.textContent = name;
      scatter.svg.setAttribute("aria-label", `${heading.textContent} · ${name}`);
      const pictured = nearestInPicture(points, result.neighbors_checked);
      const words = points.map((_, index) => {
        const point = result.points[index];
        const relations = relate(result.neighbors[index] ?? [], pictured[index] ?? []);
        return {
          name: point ? nameOf(point) : "",
          input: marked && (point?.input ?? false),
          option: optionOf(result, index, relations, say),
        };
      });
      scatter.show(words, points, result.neighbors, axes);
    });
    controls.show(this.#settings ?? picked(params), result.points.length, marked);
    trust.show(data);
    caution.textContent = cautionOf(data, say);
    const { name, words, dimensions } = result.vectors;
    note.textContent = say("vectors", { name, words: whole(words), dimensions: whole(dimensions) });
    const text = say("summary", { heading: headingOf(data, say), trust: fixed(result.trustworthiness, 3) });
    if (summary.textContent !== text) summary.textContent = text;
    tools.refresh();
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const tray = this.getAttribute("controls") !== "off";
    const look = (/** @type {number} */ index) => this.#point(index);
    const pin = (/** @type {number} */ index) => this.#pin(index);
    const scatters = [new Scatter(look, pin), new Scatter(look, pin)];
    const controls = new Controls(say, (settings) => this.#moved(settings));
    controls.element.hidden = !tray || !this.#live;
    const trust = new Trust(say);
    const tools = this.tools();
    const heading = h("h3", {});
    const pictures = h("div", { class: "pictures" }, ...scatters.map(({ element }) => element));
    const missing = h("div", { class: "missing" });
    const info = h("div", { class: "info" });
    const caution = h("p", { class: "caution" });
    const note = h("p", { class: "note" });
    const summary = h("p", { class: "quietly", "aria-live": "polite" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (tray ? "" : " plain") + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, heading, tools.bar),
        missing,
        h(
          "div",
          { class: "body" },
          pictures,
          h("div", { class: "below" }, info, caution, note),
          h("div", { class: "side" }, controls.element, trust.element),
        ),
        summary,
        tools.place,
      ),
    );
    this.#sizes.disconnect();
    for (const { frame } of scatters) this.#sizes.observe(frame);
    return { heading, missing, pictures, scatters, controls, trust, tools, info, caution, note, summary };
  }

  /** @param {Parts} parts */
  resized({ scatters }) {
    const { fontFamily, fontSize } = getComputedStyle(this);
    const measure = browserMeasure(fontFamily);
    for (const scatter of scatters) scatter.place(measure, parseFloat(fontSize));
    this.#inform();
  }

  /** Show what is around the word that is looked at, in every picture. */
  #inform() {
    const parts = this.parts;
    if (!parts || !this.data) return;
    const { result } = this.data;
    const looked = this.#looked;
    for (const scatter of parts.scatters) scatter.look(looked, this.#pinned);
    const shown = parts.scatters.filter((_, place) => place === 0 || result.second);
    if (looked >= 0) {
      const relations = shown.map((scatter) => scatter.relations(looked));
      parts.info.replaceChildren(...aboutWord(result, looked, relations, this.say));
      return;
    }
    const unnamed = shown[0]?.unnamed ?? 0;
    const hint = this.say("info_hint", { k: result.neighbors_checked });
    const names = unnamed ? this.say("unnamed", { count: whole(unnamed) }) : "";
    parts.info.replaceChildren(h("span", { class: "hint" }, hint, " ", names));
  }

  /** @param {number} index */
  #point(index) {
    if (index === this.#pointed) return;
    this.#pointed = index;
    this.#inform();
  }

  /** Choose a word to be looked at until another is; a second time lets it go. @param {number} index */
  #pin(index) {
    this.#pinned = index === this.#pinned ? -1 : index;
    this.#inform();
  }

  /** @param {Settings} settings */
  #moved(settings) {
    this.#settings = settings;
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#told = { settings, until: performance.now() + PATIENCE };
      this.tell("ask", settings);
    }, DEBOUNCE);
  }

  /** Put another word in the place of one that is missing. @param {string} typed @param {string} word */
  #replace(typed, word) {
    const words = this.data?.params.words.map((one) => (one === typed ? word : one)) ?? [];
    this.tell("ask", { words: [...new Set(words)] });
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { params, result } = this.data;
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    const pictures = result.second ? [result.points, result.second.points] : [result.points];
    return pictures.map((points, place) => {
      const pictured = nearestInPicture(points, result.neighbors_checked);
      const seed = place === 0 ? params.seed : (params.seed_b ?? 0);
      const trust = place === 0 ? result.trustworthiness : (result.second?.trustworthiness ?? 0);
      const name = result.explained ? "PCA" : `UMAP · ${say("seed_is", { seed })}`;
      return table(
        `${name} · ${say("trust")} ${fixed(trust, 3)}`,
        [say("col_word"), say("col_entry"), say("col_x"), say("col_y"), say("col_near"), say("col_kept")],
        result.points.map((point, index) => {
          const near = result.neighbors[index] ?? [];
          const named = near.map((other, at) => `${result.points[other]?.typed} ${fixed(result.cosines[index]?.[at] ?? 0, 2)}`);
          const { kept } = relate(near, pictured[index] ?? []);
          const { x, y } = points[index] ?? point;
          return [
            cell(point.typed), cell(point.word), fixed(x, 2), fixed(y, 2), cell(named.join(say("between"))), `${kept.length} / ${near.length}`,
          ];
        }),
      );
    });
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawWordMap(this.data, this.#looked, this.say, ink);
  }
}

/**
 * @typedef {{heading: HTMLElement, missing: HTMLElement, pictures: HTMLElement, scatters: Scatter[], controls: Controls, trust: Trust,
 *   tools: import("../shared/picture.js").Tools, info: HTMLElement, caution: HTMLElement, note: HTMLElement,
 *   summary: HTMLElement}} Parts
 */

/** @param {number} part 0 … 1 */
function share(part) {
  return (100 * part).toFixed(1);
}

if (!customElements.get("word-map")) customElements.define("word-map", WordMapPicture);
