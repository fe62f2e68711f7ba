/**
 * <emergence-curve>: how surely a model writes one token right, and a whole answer, against its size: a law that one can
 * set as two curves, and our own measured models as points.
 *
 * Properties: `data` (the answer of the view emergence, or null while it is awaited), `words` (assets/text/<language>/
 * emergence-curve.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server),
 * tools="off" or "table".
 * Events, bubbling and composed: `change` with the parameters that are others: the picture has changed already; `ask` with one that was
 * typed and cannot be used, so that the server says why.
 */

import { Calculator } from "../shared/calculator.js";
import { segments } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { onPage, themed } from "../shared/marks.js";
import { table } from "../shared/picture.js";
import { parseQuantity, parseWhole, writeQuantity } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";
import { LIMITS, calculate } from "./calculation.js";
import { chart, frame } from "./chart.js";
import { KEYS, drawEmergence, keyMarks } from "./drawing.js";
import { factsOf, sentenceOf } from "./figures.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").EmergenceData} EmergenceData */
/** @typedef {import("./types.js").Params} Params */

/** @extends {Calculator<EmergenceData, Parts>} */
export class EmergenceCurve extends Calculator {
  constructor() {
    super(style, calculate);
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const lang = say("names");
    const moves = this.getAttribute("controls") !== "off";
    const tools = this.tools();
    const write = (/** @type {number} */ value) => writeQuantity(value, lang);
    /**
     * @param {keyof typeof LIMITS} name
     * @param {string} label
     * @param {Partial<import("../shared/slider.js").About>} about
     */
    const made = (name, label, about) =>
      slider(
        { label, low: LIMITS[name][0], high: LIMITS[name][1], typed: LIMITS[name], value: this.now?.params[name] ?? 1, write, parse: parseQuantity, ...about },
        (value) => this.set({ [name]: value }),
        (typed) => this.tell("ask", { [name]: typed }),
      );
    const sliders = {
      length: made("length", say("length"), { parse: parseWhole }),
      parameters: made("parameters", say("parameters"), { log: true }),
      scale: made("scale", say("scale"), { log: true, low: 100, high: 1e12 }),
      exponent: made("exponent", say("exponent"), { step: 0.05, write: (value) => String(Number(value.toPrecision(3))) }),
      problems: made("problems", say("problems"), { log: true, parse: parseWhole }),
    };
    const metric = segments(say("metric"), "metric", [["both", say("metric_both")], ["token", say("metric_token")], ["exact", say("metric_exact")]], (value) => this.set({ metric: value }));
    const y = segments(say("y"), "y", [["linear", say("y_linear")], ["log", say("y_log")]], (value) => this.set({ y: value }));
    const zoom = segments(say("zoom"), "zoom", [["false", say("zoom_all")], ["true", say("zoom_ours")]], (value) => this.set({ zoom: value === "true" }));
    const language = segments(say("language"), "language", [["ja", say("language_ja")], ["en", say("language_en")]], (value) => this.set({ language: value }));
    const split = segments(say("split"), "split", [["numbers", say("split_numbers")], ["patterns", say("split_patterns")]], (value) => this.set({ split: value }));
    const fit = h("button", { type: "button", class: "block" }, say("fit"));
    fit.addEventListener("click", () => this.#fit());
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    if (moves) for (const type of /** @type {const} */ (["pointermove", "pointerdown"])) box.addEventListener(type, (event) => this.#pointed(event));
    const legend = h("ul", { class: "legend soft" }, ...KEYS.map((key) => h("li", {}, s("svg", { viewBox: "0 0 24 16", "aria-hidden": "true" }, ...onPage(keyMarks(key, themed))), say(key))));
    const facts = h("dl", { class: "facts" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        h(
          "div",
          { class: "body" },
          h("div", { class: "left" }, moves && h("div", { class: "controls" }, metric.element, y.element, zoom.element), box, legend),
          moves &&
            h(
              "div",
              { class: "right" },
              h("div", { class: "sliders" }, ...Object.values(sliders).map(({ element }) => element)),
              h("div", { class: "controls" }, language.element, split.element, fit),
            ),
          facts,
        ),
        tools.place,
      ),
    );
    return { sliders, metric, y, zoom, language, split, fit, sentence, svg, box, facts, tools };
  }

  /** @param {Parts} parts */
  show({ sliders, metric, y, zoom, language, split, fit, sentence, svg, facts, tools }) {
    if (!this.now) return;
    const { params, result } = this.now;
    for (const name of /** @type {const} */ (["length", "parameters", "scale", "exponent", "problems"])) sliders[name].set(params[name]);
    metric.show(params.metric);
    y.show(params.y);
    zoom.show(params.zoom ? "true" : "false");
    language.show(params.language);
    split.show(params.split);
    fit.disabled = !usable(result.fit);
    const said = sentenceOf(params, result, this.say);
    if (sentence.textContent !== said) sentence.textContent = said;
    svg.setAttribute("aria-label", said);
    facts.replaceChildren(...factsOf(params, result, this.say).map(({ name, told }) => h("div", {}, h("dt", {}, name), h("dd", {}, told))));
    tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ svg, box }) {
    const [width, tall] = [box.clientWidth, box.clientHeight];
    if (!this.now || !width || !tall) return;
    const { params, result } = this.now;
    const pen = this.#pen(box);
    svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    svg.replaceChildren(...onPage(chart(params, result, frame(width, tall, params, pen), pen, this.say)));
  }

  /** @param {HTMLElement} box @returns {import("../shared/marks.js").Pen} */
  #pen(box) {
    return { size: parseFloat(getComputedStyle(box).fontSize), colours: themed, measure: this.ruler };
  }

  /** Look at the size under a pointer. @param {PointerEvent} event */
  #pointed(event) {
    const box = this.parts?.box;
    if (!box || !this.now) return;
    const { left } = box.getBoundingClientRect();
    const { x } = frame(box.clientWidth, box.clientHeight, this.now.params, this.#pen(box));
    const [low, high] = LIMITS.parameters;
    const parameters = Number(Math.min(Math.max(x.value(event.clientX - left), low), high).toPrecision(3));
    if (parameters !== this.now.params.parameters) this.set({ parameters });
  }

  /** Lay the law through the measured points, and look at them. */
  #fit() {
    const fit = this.now?.result.fit ?? null;
    if (usable(fit)) this.set({ scale: Number(fit.scale.toPrecision(4)), exponent: Number(fit.exponent.toPrecision(4)), zoom: true });
  }

  tables() {
    if (!this.now) return [];
    const { say } = this;
    const { params, result } = this.now;
    const share = (/** @type {number} */ value) => `${(value * 100).toPrecision(4)} %`;
    const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
    return [
      table(
        say("table_curve", { length: params.length }),
        [say("col_size"), say("col_token"), say("col_exact")],
        result.curve.filter((_, place) => place % 10 === 0).map((one) => [size(one.parameters), share(one.per_token), share(one.exact)]),
      ),
      table(
        say("table_measured", { length: params.length, day: result.measurements.made }),
        ["col_model", "col_size", "col_problems", "col_token", "col_exact", "col_low", "col_high", "col_predicted", "col_loss"].map((key) => say(key)),
        result.measured.map((one) => [
          h("span", {}, one.name), whole(one.parameters), one.problems,
          ...[one.per_token, one.exact, one.low, one.high, one.predicted].map(share), one.loss.toFixed(4),
        ]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawEmergence(this.now, this.say, ink);
  }
}

/**
 * Whether a law that was laid through the points is one that can be set.
 * @param {import("./types.js").Result["fit"]} fit
 * @returns {fit is NonNullable<typeof fit>}
 */
function usable(fit) {
  const within = (/** @type {number} */ value, /** @type {readonly [number, number]} */ [low, high]) => value >= low && value <= high;
  return fit !== null && within(fit.scale, LIMITS.scale) && within(fit.exponent, LIMITS.exponent);
}

/**
 * @typedef {{element: HTMLElement, show: (value: any) => void}} Choice
 * @typedef {{element: HTMLElement, set: (value: number) => void}} Slider
 * @typedef {{sliders: Record<keyof typeof LIMITS, Slider>, metric: Choice, y: Choice, zoom: Choice, language: Choice, split: Choice,
 *   fit: HTMLButtonElement, sentence: HTMLElement, svg: SVGElement, box: HTMLElement, facts: HTMLElement,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("emergence-curve")) customElements.define("emergence-curve", EmergenceCurve);
