/**
 * <memory-fit>: what a model takes on GPUs, to answer with or to be trained, as stacks inside the outlines of the GPUs that
 * share it; and on which GPUs it fits.
 *
 * Properties: `data` (the answer of the view memory, or null while it is awaited), `words` (assets/text/<language>/
 * memory-fit.toml). Attributes: controls="off" (a still picture), tools="off" or "table".
 * Events, bubbling and composed: `change` with the parameters that are others: the picture has changed already, nobody needs
 * to ask the server; `ask` with something that was typed and cannot be used: the server says why.
 */

import { Calculator } from "../shared/calculator.js";
import { choicesStyle } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { writeBytes } from "../shared/quantity.js";
import { sliderStyle } from "../shared/slider.js";
import { calculate } from "./calculation.js";
import { chart } from "./chart.js";
import { Controls } from "./controls.js";
import { drawMemory } from "./drawing.js";
import { GpuList, contextOf, leastOf } from "./list.js";
import { COLOURS, brief, chosenFit, figuresOf, filled, notesOf, partName, priceOf, sentenceOf, sharingOf, verdict } from "./said.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").MemoryData} MemoryData */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */

/** @extends {Calculator<MemoryData, Parts>} */
export class MemoryFit extends Calculator {
  constructor() {
    super(choicesStyle + sliderStyle + style, calculate);
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.getAttribute("controls") !== "off";
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const controls = live ? new Controls(say, (changes) => this.set(changes), (typed) => this.tell("ask", typed)) : null;
    const list = new GpuList(say, (gpu) => this.set({ gpu }), live);
    const title = h("h3");
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    const legend = h("ul", { class: "legend" });
    const about = h("div", { class: "about soft" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") + (live ? "" : " still") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        h("div", { class: "body" }, h("section", { class: "gpus" }, title, box, legend), controls?.element, h("div", { class: "side" }, list.element, about)),
        tools.place,
      ),
    );
    return { controls, list, sentence, title, svg, box, legend, about, tools };
  }

  /** @param {Parts} parts */
  show(parts) {
    const shown = this.now;
    if (!shown) return;
    const { params, result } = shown;
    const { say } = this;
    const fit = chosenFit(params, result);
    const said = sentenceOf(params, result, say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.svg.setAttribute("aria-label", said);
    parts.title.textContent = this.#title(shown);
    parts.controls?.show(params, result);
    parts.list.show(result, params.gpu);
    parts.legend.replaceChildren(
      ...result.parts.toReversed().map(({ name, bytes, formula }) => {
        const swatch = h("i", { "aria-hidden": "true" });
        swatch.style.background = `var(--${COLOURS[name]?.[0] ?? "cut"})`;
        return h("li", {}, swatch, h("span", {}, partName(name, say)), h("span", { class: "soft formula" }, formula), h("b", {}, writeBytes(bytes)));
      }),
    );
    parts.about.replaceChildren(...[...figuresOf(params, result, say), sharingOf(params, say), ...notesOf(result, say), priceOf(fit, say)].filter(Boolean).map((line) => h("p", {}, line)));
    parts.tools.refresh();
  }

  /** @param {{params: Params, result: Result}} shown */
  #title({ params, result }) {
    const fit = chosenFit(params, result);
    return `${verdict(fit, this.say)} · ${result.used > 1 ? whole(result.used) + " × " : ""}${brief(fit.name)} · ${writeBytes(result.total_bytes)} (${filled(fit.share)})`;
  }

  /** @param {Parts} parts */
  resized({ svg, box }) {
    const [width, tall] = [box.clientWidth, box.clientHeight];
    if (!width || !tall || !this.now) return;
    const { params, result } = this.now;
    const size = parseFloat(getComputedStyle(box).fontSize);
    svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    svg.replaceChildren(...onPage(chart(result, chosenFit(params, result), { width, tall }, { size, colours: themed, measure: this.ruler }, this.say)));
  }

  tables() {
    if (!this.now) return [];
    const { params, result } = this.now;
    const { say } = this;
    const text = (/** @type {string} */ content) => h("span", {}, content);
    return [
      table(
        `${say("table_parts")} · ${this.#title(this.now)}`,
        [say("col_part"), say("col_formula"), say("col_count"), say("col_each"), say("col_here"), say("col_bytes")],
        [
          ...result.parts.map(({ name, formula, count, each, share, bytes }) => [text(partName(name, say)), text(formula), whole(count), String(Number(each.toPrecision(8))), filled(share), writeBytes(bytes)]),
          [text(say("sum")), text(""), "", "", "", writeBytes(result.total_bytes)],
        ],
      ),
      table(
        `${say("gpus_compared")} · ${sentenceOf(params, result, say)}`,
        [say("col_gpu"), say("col_memory"), say("col_fits"), say("col_share"), say("col_context"), say("col_least"), say("col_price")],
        result.fits.map((fit) => [text(fit.name), writeBytes(fit.memory), text(verdict(fit, say)), filled(fit.share), contextOf(fit, result.model, say), leastOf(fit), text(priceOf(fit, say) || "—")]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawMemory(this.now, { sentence: sentenceOf(this.now.params, this.now.result, this.say), title: this.#title(this.now) }, this.say, ink);
  }
}

/**
 * @typedef {{controls: Controls | null, list: GpuList, sentence: HTMLElement, title: HTMLElement, svg: SVGElement, box: HTMLElement,
 *   legend: HTMLElement, about: HTMLElement, tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("memory-fit")) customElements.define("memory-fit", MemoryFit);
