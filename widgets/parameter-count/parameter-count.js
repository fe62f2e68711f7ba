/**
 * <parameter-count>: where the parameters of a Transformer are, as areas and to the last digit; for known models, for a
 * shape of one's own with sliders, and beside what a real model's file holds.
 *
 * Properties: `data` (the answer of the view parameter-count, or null while it is awaited), `words` (assets/text/<language>/
 * parameter-count.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table".
 * Events, bubbling and composed: `change` {…}: parameters of the view, the picture has changed already; `ask` {…}: the file
 * of a model, or what was typed is beyond the limits.
 */

import { Calculator } from "../shared/calculator.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { writeQuantity } from "../shared/quantity.js";
import { areaOf, areas, boxes, partAt } from "./areas.js";
import { OWN, calculate } from "./calculation.js";
import { Controls } from "./controls.js";
import { drawParameterCount } from "./drawing.js";
import { facts, fileSentences, loose, mendedSentence, notesOf, partNames, publishedOf, sentenceOf, share, shown } from "./figures.js";
import { PartsList } from "./parts-list.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").ParameterCountData} ParameterCountData */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Shape} Shape */

/** @extends {Calculator<ParameterCountData, Parts>} */
export class ParameterCount extends Calculator {
  #looked = "";

  constructor() {
    super(style, calculate);
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const live = this.getAttribute("live") !== "off";
    const tools = this.tools();
    const controls = new Controls(say, {
      set: (changes) => this.#own(changes),
      choose: (id) => this.#choose(id, live),
      ask: (changes) => live && this.now && this.tell("ask", { ...loose(this.now.result.shape), shape: OWN, model: "", ...changes }),
    });
    const list = new PartsList(say, (part) => this.#look(part), moves);
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    if (moves) box.addEventListener("click", (event) => this.#pointed(event));
    const notes = h("div", { class: "notes" });
    const published = h("div", { class: "published" });
    const figures = h("dl", { class: "facts" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, moves && h("div", { class: "known" }, controls.known.element), tools.bar),
        sentence,
        h("div", { class: "body" }, h("div", { class: "shown" }, box, notes), moves && controls.element, list.element),
        figures,
        published,
        moves && controls.more,
        tools.place,
      ),
    );
    return { controls, list, sentence, svg, box, notes, figures, published, tools };
  }

  /** Another shape of one's own. @param {Partial<Shape>} changes */
  #own(changes) {
    if (this.now) this.set({ ...loose(this.now.result.shape), ...changes, shape: OWN, model: "" });
  }

  /** A known shape; where its file can be counted, the server does that. @param {string} id @param {boolean} live */
  #choose(id, live) {
    if (!this.now) return;
    const model = this.now.result.shapes.find((one) => one.id === id)?.model ?? "";
    if (id === OWN) this.#own({});
    else if (model && live) this.tell("ask", { ...this.now.params, shape: OWN, model }); // and nothing of what was refused before
    else this.set({ shape: id, model: "" });
  }

  /** @param {string} part */
  #look(part) {
    this.#looked = part;
    this.update();
    this.measure();
  }

  /** @param {Parts} parts */
  show(parts) {
    if (!this.now) return;
    const { say } = this;
    const { params, result } = this.now;
    if (!result.parts.some(({ name }) => name === this.#looked)) this.#looked = result.parts.reduce((best, part) => (part.total > best.total ? part : best)).name;
    const said = sentenceOf(result, say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.controls.show(params, result);
    parts.list.show(result, this.#looked);
    parts.svg.setAttribute("aria-label", said);
    parts.figures.replaceChildren(...facts(result, say).map(({ name, figure }) => h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, figure))));
    parts.notes.replaceChildren(...this.#notes(result));
    parts.published.replaceChildren(
      ...publishedOf(result, say).map(({ sentence, source, right }) => h("p", {}, right !== null && h("b", {}, right ? "✓ " : "✗ "), sentence, source && h("span", { class: "soft" }, " " + source))),
    );
    parts.tools.refresh();
  }

  /** What must be said beside the figures. @param {Result} result */
  #notes(result) {
    const { say } = this;
    const mended = mendedSentence(result, say);
    const button = h("button", { type: "button", class: "block light" }, say("count_so"));
    button.addEventListener("click", () => this.#own(result.mended?.changes ?? {}));
    return [
      ...fileSentences(result, say).map((sentence) => h("p", { class: "file" }, sentence)),
      mended && h("div", { class: "warning" }, h("p", {}, mended), this.getAttribute("controls") !== "off" && button),
      ...notesOf(result, say).map((sentence) => h("p", { class: "warning" }, sentence)),
    ].filter((one) => one instanceof Node);
  }

  /** @param {Parts} parts */
  resized({ svg, box }) {
    if (!this.now) return;
    const [width, tall] = [box.clientWidth, box.clientHeight];
    if (!width || !tall) return;
    const size = parseFloat(getComputedStyle(box).fontSize);
    svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    svg.replaceChildren(...onPage(areas(this.now.result, this.#looked, areaOf(width, tall, size), { size, colours: themed, measure: this.ruler }, this.say)));
  }

  /** Look at the part under a pointer. @param {MouseEvent} event */
  #pointed(event) {
    const box = this.parts?.box;
    if (!box || !this.now) return;
    const edge = box.getBoundingClientRect();
    const found = boxes(this.now.result, areaOf(edge.width, edge.height, parseFloat(getComputedStyle(box).fontSize)));
    const part = partAt(found, event.clientX - edge.left, event.clientY - edge.top);
    if (part) this.#look(part.name);
  }

  tables() {
    if (!this.now) return [];
    const { say } = this;
    const { result } = this.now;
    const names = partNames(say);
    const text = (/** @type {string} */ content) => h("span", {}, content);
    const inFile = result.file;
    return [
      table(
        `${say("parts")} · ${shown(result)?.name ?? say("own")}`,
        [say("col_part"), say("col_formula"), say("col_each"), say("col_count"), say("col_total"), say("col_share"), ...(inFile ? [say("col_file")] : [])],
        [
          ...result.parts.map((part) => [
            text(names[part.name] ?? part.name), text(`${part.formula} = ${part.numbers}`), whole(part.each), whole(part.count), whole(part.total), share(part.total / result.total),
            ...(inFile ? [whole(inFile.parts[part.name] ?? 0)] : []),
          ]),
          [text(say("sum")), text(""), "", "", whole(result.total), share(1), ...(inFile ? [whole(inFile.parameters)] : [])],
        ],
      ),
      table(
        say("table_shapes"),
        [say("shape"), say("col_year"), say("layers"), say("d_model"), say("heads"), say("kv_heads"), say("d_ff"), say("vocabulary"), say("col_said"), say("col_published"), say("col_source")],
        result.shapes.map(({ name, year, shape, said, published, source }) => [
          text(name), String(year), shape.layers, whole(shape.d_model), shape.heads, shape.kv_heads || shape.heads, whole(shape.d_ff), whole(shape.vocabulary),
          said ? writeQuantity(said, say("names"), 4) : "—", published ? whole(published) : "—", text(source),
        ]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawParameterCount(this.now.result, this.#looked, this.say, ink);
  }
}

/**
 * @typedef {{controls: Controls, list: PartsList, sentence: HTMLElement, svg: SVGElement, box: HTMLElement, notes: HTMLElement,
 *   figures: HTMLElement, published: HTMLElement, tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("parameter-count")) customElements.define("parameter-count", ParameterCount);
