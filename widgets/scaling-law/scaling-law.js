/**
 * <scaling-law>: the loss that a scaling law predicts for a model of N parameters trained on D tokens: along a curve, or in
 * the plane of both with lines of equal loss; beside it what the loss consists of, and what the other laws say.
 *
 * Properties: `data` (the answer of the view scaling-law, or null while it is awaited), `words` (assets/text/<language>/
 * scaling-law.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off" or
 * "table".
 * Events, bubbling and composed: `change` {law}, {parameters}, {tokens}, {axis}, {picture} or {models}: the picture has
 * changed already; `ask` {parameters} or {tokens}: what was typed cannot be used, and the server says why.
 */

import { Calculator } from "../shared/calculator.js";
import { choicesStyle, segments, selection } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { fixed } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { parseQuantity, writeQuantity } from "../shared/quantity.js";
import { slider, sliderStyle } from "../shared/slider.js";
import { aboutModel, factsOf, lawName, partsOf, sentenceOf } from "./about.js";
import { calculate } from "./calculation.js";
import { drawChart } from "./chart.js";
import { drawing } from "./drawing.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").ScalingLawData} ScalingLawData */

/** What can be slid, and what can be typed. */
const SLID = /** @type {const} */ ({ parameters: [1e6, 1e13], tokens: [1e8, 1e15] });
const LIMITS = /** @type {const} */ ({ parameters: [1e3, 1e15], tokens: [1e3, 1e17] });
/** How far from a point a hand may be to mean it, px. */
const NEAR = 18;

/** @extends {Calculator<ScalingLawData, Parts>} */
export class ScalingLaw extends Calculator {
  /** The model under the pointer. */
  #pointed = "";
  /** @type {import("./chart.js").Chart | null} */
  #chart = null;

  constructor() {
    super(choicesStyle + sliderStyle + style, calculate);
  }

  /** The model that has just these parameters and tokens. */
  #sameModel() {
    return this.now?.result.models.find(({ parameters, tokens }) => parameters === this.now?.params.parameters && tokens === this.now.params.tokens)?.id ?? "";
  }

  /** The model that is told about: the one under the pointer, or the one that is where the point is. */
  get #looked() {
    return this.#pointed || this.#sameModel();
  }

  /** @param {ScalingLawData} data @returns {Parts} */
  build({ params, result }) {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const reader = say("names");
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const kind = segments(say("picture"), "picture", [["curve", say("picture_curve")], ["iso-loss", say("picture_plane")]], (picture) => this.set({ picture }));
    const axis = segments(say("axis"), "axis", [["parameters", say("by_parameters")], ["tokens", say("by_tokens")], ["compute", say("by_compute")]], (value) => this.set({ axis: value }));
    const models = h("input", { type: "checkbox", id: "models" });
    models.addEventListener("change", () => this.set({ models: [models.checked ? "all" : "none"] }));
    const one = selection(say("model"), (id) => this.#choose(id), { quietly: true });
    const number = (/** @type {"parameters" | "tokens"} */ name, /** @type {string} */ label) =>
      slider(
        { label, low: SLID[name][0], high: SLID[name][1], typed: LIMITS[name], value: params[name], log: true, write: (value) => writeQuantity(value, reader), parse: parseQuantity },
        (value) => this.set({ [name]: value }),
        (typed) => this.tell("ask", { [name]: typed }),
      );
    const parameters = number("parameters", say("parameters"));
    const tokens = number("tokens", say("tokens"));
    const loss = h("output", { class: "loss" });
    const bar = h("div", { class: "bar", "aria-hidden": "true" });
    const terms = h("ul", { class: "terms" });
    const facts = h("ul", { class: "facts" });
    const laws = h("fieldset", { class: "laws" }, h("legend", {}, say("laws")), ...result.laws.map(({ id }) => {
      const input = h("input", { type: "radio", name: "law", id: `law-${id}`, value: id, disabled: !moves });
      input.addEventListener("change", () => input.checked && this.set({ law: /** @type {Params["law"]} */ (id) }));
      return h("label", { for: input.id }, input, h("span", {}, lawName(id, say)), h("b", {}));
    }));
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    if (moves) this.#follow(box);
    const told = h("p", { class: "soft told", "aria-live": "polite" });
    const key = h("p", { class: "soft key" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        moves && h("div", { class: "controls" }, kind.element, axis.element, h("label", { class: "check", for: "models" }, models, h("span", {}, say("models"))), one.element),
        h(
          "div",
          { class: "body" },
          h("div", { class: "left" }, box, key, told),
          h("div", { class: "right" }, moves && h("div", { class: "sliders" }, parameters.element, tokens.element), h("div", { class: "answer" }, loss, bar, terms), laws, facts),
        ),
        tools.place,
      ),
    );
    return { sentence, kind, axis, models, one, parameters, tokens, loss, bar, terms, facts, laws, svg, box, told, key, tools };
  }

  /** @param {Parts} parts */
  show(parts) {
    if (!this.now) return;
    const { params, result } = this.now;
    const { say } = this;
    const said = sentenceOf(params, result, say);
    parts.sentence.textContent = said;
    parts.svg.setAttribute("aria-label", said);
    parts.kind.show(params.picture);
    parts.axis.show(params.axis);
    parts.box.classList.toggle("plane", params.picture === "iso-loss"); // what its lines are takes two lines below
    parts.axis.element.hidden = params.picture !== "curve";
    parts.models.checked = result.models.some(({ shown }) => shown);
    parts.one.show([["", say("model")], ...result.models.map(({ id, name }) => /** @type {const} */ ([id, name]))], this.#sameModel());
    parts.parameters.set(params.parameters);
    parts.tokens.set(params.tokens);
    parts.loss.replaceChildren(h("b", {}, fixed(result.loss, 3)), h("span", {}, result.standard_error === null ? say("unit") : say("unit_error", { error: fixed(result.standard_error, 3) })));
    const shares = partsOf(params, result, say);
    parts.bar.replaceChildren(...shares.map(({ name, share }) => {
      const part = h("i", { class: name });
      part.style.flexGrow = String(share);
      return part;
    }));
    parts.terms.replaceChildren(...shares.map(({ name, label, formula, value }) => h("li", {}, h("i", { class: name, "aria-hidden": "true" }), h("span", {}, label, " ", formulaOf(formula)), h("b", {}, value))));
    parts.facts.replaceChildren(...factsOf(result, say).map((fact) => h("li", {}, fact)));
    for (const input of parts.laws.querySelectorAll("input")) {
      input.checked = input.value === params.law;
      const figure = input.parentElement?.querySelector("b");
      if (figure) figure.textContent = fixed(result.compared.find(({ name }) => name === input.value)?.value ?? 0, 3);
    }
    const model = result.models.find(({ id }) => id === this.#looked);
    parts.told.textContent = model ? aboutModel(model, say) : say("told");
    parts.key.textContent = params.picture === "curve" ? "" : say("key_plane", { flop: writeQuantity(result.compute, say("names")) });
    parts.tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ svg, box }) {
    const [width, tall] = [box.clientWidth, box.clientHeight];
    if (!width || !tall || !this.now) return;
    const size = parseFloat(getComputedStyle(box).fontSize);
    svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    this.#chart = drawChart({ ...this.now, looked: this.#looked }, width, tall, { size, colours: themed, measure: this.ruler }, this.say);
    svg.replaceChildren(...onPage(this.#chart.marks));
  }

  /** @param {Partial<Params>} changes */
  set(changes) {
    this.#pointed = "";
    super.set(changes);
  }

  /** @param {string} id of a model */
  #choose(id) {
    const model = this.now?.result.models.find((one) => one.id === id);
    if (model) this.set({ parameters: model.parameters, tokens: model.tokens });
  }

  /**
   * A pointer near a model tells what it is, and takes its size where it clicks; elsewhere it moves the point.
   * @param {HTMLElement} box
   */
  #follow(box) {
    let drags = false;
    const at = (/** @type {PointerEvent} */ event) => {
      const edge = box.getBoundingClientRect();
      return { x: event.clientX - edge.left, y: event.clientY - edge.top };
    };
    const nearest = (/** @type {{x: number, y: number}} */ { x, y }) => {
      const away = (/** @type {{x: number, y: number}} */ place) => Math.hypot(place.x - x, place.y - y);
      const [first] = (this.#chart?.places ?? []).toSorted((one, other) => away(one) - away(other));
      return first && away(first) < NEAR ? first.id : "";
    };
    box.addEventListener("pointerdown", (event) => {
      const id = nearest(at(event));
      if (id) return this.#choose(id);
      drags = true;
      if (event.pointerType === "mouse") box.setPointerCapture(event.pointerId);
      this.#move(at(event));
    });
    box.addEventListener("pointermove", (event) => {
      if (drags) return this.#move(at(event));
      const id = nearest(at(event));
      if (id === this.#pointed) return;
      this.#pointed = id;
      this.update();
      this.measure();
    });
    for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, () => (drags = false));
  }

  /** Move the point to a place of the chart. @param {{x: number, y: number}} place px */
  #move(place) {
    const chart = this.#chart;
    if (!chart || !this.now) return;
    const { params } = this.now;
    const { area, x, y } = chart;
    const rounded = (/** @type {number} */ value, /** @type {readonly [number, number]} */ [low, high]) => Math.min(Math.max(Number(value.toPrecision(3)), low), high);
    const across = x.value(Math.min(Math.max(place.x, area.left), area.right));
    const up = y.value(Math.min(Math.max(place.y, area.top), area.bottom));
    if (params.picture === "iso-loss") this.set({ parameters: rounded(across, LIMITS.parameters), tokens: rounded(up, LIMITS.tokens) });
    else if (params.axis === "compute") this.set({ tokens: rounded(across / 6 / params.parameters, LIMITS.tokens) });
    else this.set({ [params.axis]: rounded(across, LIMITS[params.axis]) });
  }

  tables() {
    if (!this.now) return [];
    const { params, result } = this.now;
    const { say } = this;
    const reader = say("names");
    const cell = (/** @type {string} */ content) => h("span", {}, content);
    const figure = (/** @type {number} */ value) => writeQuantity(value, reader, 4);
    return [
      table(
        say("table_laws"),
        [say("col_law"), "E", "A", "B", "α", "β", say("col_loss"), say("col_counts"), say("col_source")],
        result.laws.map((law) => [
          cell(lawName(law.id, say)),
          ...(law.constants ? law.constants.map((value, place) => `${Number(value.toPrecision(5))}${law.standard_errors ? ` ± ${law.standard_errors[place]}` : ""}`) : ["", "", "", "", ""]),
          fixed(result.compared.find(({ name }) => name === law.id)?.value ?? 0, 4),
          cell(law.embeddings ? say("counts_all") : say("counts_without")),
          cell(`arXiv ${law.arxiv}, ${law.where}`),
        ]),
      ),
      table(
        say("table_models"),
        [say("col_model"), say("parameters"), say("tokens"), say("col_predicted", { law: lawName(params.law, say) }), say("col_measured"), say("col_source")],
        result.models.map((model) => [cell(`${model.name} (${model.organisation} ${model.year})`), figure(model.parameters), figure(model.tokens), fixed(model.predicted, 3), model.loss === null ? "" : `${fixed(model.loss, 3)} (${model.text})`, cell(model.rumour ? say("model_rumour") : model.source)]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawing({ ...this.now, looked: this.#looked }, this.say, ink);
  }
}

/** A formula with its exponent raised. @param {string} formula A/N^α */
function formulaOf(formula) {
  const [base = "", exponent] = formula.split("^");
  return h("span", { class: "formula" }, base, exponent !== undefined && h("sup", {}, exponent));
}

/**
 * @typedef {ReturnType<typeof slider>} Slider
 * @typedef {{element: HTMLElement, show: (value: any) => void}} Choice
 * @typedef {{sentence: HTMLElement, kind: Choice, axis: Choice, models: HTMLInputElement, one: ReturnType<typeof selection>,
 *   parameters: Slider, tokens: Slider, loss: HTMLElement, bar: HTMLElement, terms: HTMLElement, facts: HTMLElement,
 *   laws: HTMLElement, svg: SVGElement, box: HTMLElement, told: HTMLElement, key: HTMLElement,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("scaling-law")) customElements.define("scaling-law", ScalingLaw);
