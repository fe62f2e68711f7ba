/**
 * <word-plane>: a sum of words as arrows on a plane chosen for it, the words nearest to where it lands, and their
 * ranking.
 *
 * Properties: `data` (the answer of the word-arithmetic view, or null while it is awaited), `words`
 * (assets/text/<language>/word-plane.toml).
 * Attributes: controls="off" (no switch, no stepper), live="off" (nothing that needs a server), tools="off" (no table
 * and save buttons) or "table" (no save buttons).
 * Events, all bubbling and composed: `ask` {exclude_inputs} or {top_n}; `pick` {word}: a word was chosen.
 */

import { h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { sumTable } from "./columns.js";
import { drawPlane } from "./drawing.js";
import { Equation } from "./equation.js";
import { cosine, ranked, shown } from "./formula.js";
import { Options, otherwise } from "./options.js";
import { Plane } from "./plane.js";
import { Ranking } from "./ranking.js";
import { buildScene, summary } from "./scene.js";
import { style } from "./style.js";
import { truth } from "./truth.js";

/** @typedef {import("./types.js").WordArithmetic} WordArithmetic */

/** @extends {Picture<WordArithmetic, Parts>} */
export class WordPlane extends Picture {
  /** @type {string | null} */
  #looking = null;
  #size = ""; // for which the plane is laid out
  #glide = 0; // ms in which the next layout is reached
  #sizes = new ResizeObserver(() => this.measure());

  constructor() {
    super(style);
  }

  get #live() {
    return this.getAttribute("live") !== "off";
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.parts?.options.stop();
    this.drop();
  }

  /** @param {Parts} parts */
  dropped({ plane }) {
    plane.stop();
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const controls = this.getAttribute("controls") !== "off";
    const look = (/** @type {string | null} */ word) => this.#look(word);
    const pick = (/** @type {string} */ word) => this.#live && this.tell("pick", { word });
    const equation = new Equation(say, look, pick);
    const plane = new Plane(look, pick);
    const ranking = new Ranking(say, look, pick);
    const options = new Options(say, (asked) => this.tell("ask", asked));
    options.element.hidden = !controls || !this.#live;
    const tools = this.tools();
    const meter = h("span", { class: "meter", "aria-hidden": "true" }, h("span", {}));
    const caption = h("p", { class: "caption" });
    const said = h("p", { class: "otherwise", id: "otherwise" });
    const info = h("p", { class: "info", id: "info" });
    const sum = h("div", {});
    const note = h("p", { class: "note" });
    const summary = h("p", { class: "quietly", "aria-live": "polite" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (controls ? "" : " plain") + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "head" }, equation.line, tools.bar),
        equation.notes,
        h(
          "div",
          { class: "body" },
          h("div", { class: "left" }, plane.element, h("div", { class: "truth" }, meter, caption)),
          h("div", { class: "side" }, options.element, said, ranking.element, info, sum),
          note,
        ),
        summary,
        tools.place,
      ),
    );
    this.#sizes.disconnect();
    this.#sizes.observe(plane.element);
    this.#size = "";
    return { equation, plane, ranking, options, otherwise: said, tools, meter, caption, info, sum, note, summary };
  }

  /** @param {Parts} parts @param {WordArithmetic} data */
  show(parts, data) {
    const { result, params } = data;
    parts.equation.show(result, this.#live);
    parts.options.show(data);
    parts.otherwise.replaceChildren(...asides(otherwise(params, result, this.say), 1));
    parts.ranking.show(ranked(result, params.exclude_inputs), this.#live);
    parts.sum.replaceChildren(sumTable(result, this.say) ?? "");
    parts.note.textContent = vectorsNote(result.vectors, this.say);
    const text = summary(result, this.say, cosine);
    if (parts.summary.textContent !== text) parts.summary.textContent = text;
    this.#looking = null;
    this.#inform();
    parts.tools.refresh();
    this.#glide = this.#size ? this.#motion() : 0;
  }

  /** Lay the plane out for the size it has now. @param {Parts} parts @param {WordArithmetic} data */
  resized(parts, { result }) {
    const { clientWidth: width, clientHeight: height } = parts.plane.element;
    if (width === 0 || height === 0) return;
    this.#size = `${width} ${height}`;
    const { fontFamily, fontSize } = getComputedStyle(this);
    const scene = buildScene(result, { width, height, unit: parseFloat(fontSize) }, browserMeasure(fontFamily), this.say);
    parts.plane.show(scene, summary(result, this.say, cosine), this.#glide);
    this.#glide = 0;
    parts.caption.replaceChildren(...asides(truth(result.plane, scene.spacing, this.say), 2));
    /** @type {HTMLElement} */ (parts.meter.firstElementChild).style.inlineSize = `${100 * result.plane.explained}%`;
  }

  /** How long a change may take, in ms: 0 where the reader wants no motion. */
  #motion() {
    const written = getComputedStyle(this).getPropertyValue("--motion").trim();
    return parseFloat(written) * (/[^m]s$/.test(written) ? 1000 : 1) || 0;
  }

  /** @param {string | null} word */
  #look(word) {
    if (word === this.#looking) return;
    this.#looking = word;
    this.#inform();
  }

  /** Show in all places which word is pointed at, and its figures. */
  #inform() {
    const parts = this.parts;
    if (!parts || !this.data) return;
    const word = this.#looking;
    const { say } = this;
    parts.plane.look(word);
    parts.ranking.mark(word);
    if (word === null) {
      parts.info.replaceChildren(h("span", { class: "hint" }, say(this.#live ? "info_hint" : "info_hint_still")));
      return;
    }
    const { terms, results, plane } = this.data.result;
    const term = terms.find((one) => one.word === word);
    const found = results.find((one) => one.word === word) ?? term;
    const point = plane.points.find((one) => one.word === word);
    /** @type {[string, string][]} */
    const facts = [];
    if (term) facts.push([say("col_weight"), weight(term.weight)], [say("col_rank"), whole(term.rank)]);
    if (found) facts.push([say("col_cosine"), cosine(found.cosine, 4)]);
    if (point) facts.push([say("col_off"), fixed(point.off, 3)]);
    parts.info.replaceChildren(
      h("b", {}, h("bdi", { dir: "auto" }, shown(word))),
      ...facts.flatMap(([name, value]) => [" ", h("span", { class: "fact" }, h("span", { class: "name" }, name), " ", value)]),
    );
  }

  tables() {
    if (!this.data) return [];
    const { terms, results, plane } = this.data.result;
    const { say } = this;
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, shown(text));
    const off = (/** @type {string} */ word) => {
      const point = plane.points.find((one) => one.word === word);
      return point ? fixed(point.off, 3) : "";
    };
    return [
      table(
        say("ranking"),
        ["col_rank", "col_word", "col_cosine", "col_off", "col_typed"].map((key) => say(key)),
        results.map(({ word, cosine: value, input }, place) => [place + 1, cell(word), cosine(value, 4), off(word), input ? say("yes") : ""]),
      ),
      table(
        say("terms"),
        ["col_typed", "col_word", "col_weight", "col_place", "col_off"].map((key) => say(key)),
        terms.map(({ typed, word, weight: value, rank }) => [shown(typed), cell(word), weight(value), whole(rank), off(word)]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawPlane(this.data, this.say, ink);
  }
}

/**
 * @typedef {{equation: Equation, plane: Plane, ranking: Ranking, options: Options,
 *   tools: import("../shared/picture.js").Tools, meter: HTMLElement, caption: HTMLElement, otherwise: HTMLElement, info: HTMLElement,
 *   sum: HTMLElement, note: HTMLElement, summary: HTMLElement}} Parts
 */

/** @param {number} value */
function weight(value) {
  return (value < 0 ? "−" : "+") + Number(Math.abs(value).toFixed(3));
}

/**
 * Which vectors answered.
 * @param {import("./types.js").Result["vectors"]} vectors
 * @param {import("../shared/picture.js").Say} say
 */
export function vectorsNote({ name, words, dimensions, normalize }, say) {
  return say(normalize ? "vectors" : "vectors_raw", { name, words: whole(words), dimensions: whole(dimensions) });
}

/**
 * Sentences in a row; those after the first few are set apart, so that a hall can be spared them.
 * @param {readonly string[]} sentences
 * @param {number} most
 */
function asides(sentences, most) {
  return sentences.flatMap((sentence, place) => [h("span", { class: place < most ? null : "aside" }, sentence), " "]);
}

if (!customElements.get("word-plane")) customElements.define("word-plane", WordPlane);
