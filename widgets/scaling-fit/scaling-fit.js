/**
 * <scaling-fit>: the losses of the small models that were trained here, the law fitted to them, and what it foretells.
 *
 * Properties: `data` (the answer of the view scaling-fit, or null while it is awaited), `words` (assets/text/<language>/
 * scaling-fit.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table".
 * Events, bubbling and composed: `change` with the parameters that are others: the picture has changed already; `ask` with one that was
 * typed and cannot be used, so that the server says why.
 */

import { Calculator } from "../shared/calculator.js";
import { segments, selection } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { parseQuantity, writeQuantity } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";
import { LIMITS, calculate } from "./calculation.js";
import { chart, frame, learningCurve, nearest } from "./chart.js";
import { KEYS, drawFit, keyMarks, seen } from "./drawing.js";
import { constantsOf, lawsOf, liveOf, nats, optimumSaid, sentenceOf, signed, within } from "./figures.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").ScalingFitData} ScalingFitData */

/** @extends {Calculator<ScalingFitData, Parts>} */
export class ScalingFit extends Calculator {
  /** The run one looks at. */
  #looked = 0;
  #pane = "foretold";

  constructor() {
    super(style, calculate);
  }

  /** @param {ScalingFitData | null} before */
  dataChanged(before) {
    super.dataChanged(before);
    if (!before && this.data) this.#looked = this.data.result.largest;
  }

  /** @param {ScalingFitData} data @returns {Parts} */
  build({ result: { runs } }) {
    const { say } = this;
    const lang = say("names");
    const moves = this.getAttribute("controls") !== "off";
    const tools = this.tools();
    const write = (/** @type {number} */ value) => writeQuantity(value, lang);
    const axis = segments(say("axis"), "axis", [["parameters", say("by_parameters")], ["characters", say("by_characters")], ["compute", say("by_compute")]], (value) => this.set({ axis: value }));
    const subtract = segments(say("y"), "subtract", [["false", say("by_loss")], ["true", say("by_excess")]], (value) => this.set({ subtract: value === "true" }));
    const without = segments(say("without"), "without", [["largest-model", say("without_model")], ["largest-run", say("without_run")], ["none", say("without_none")]], (value) => this.set({ without: value }));
    const pane = segments(say("pane"), "pane", [["foretold", say("pane_foretold")], ["run", say("pane_run")], ["papers", say("pane_papers")]], (value) => this.#show(value));
    const asked = (/** @type {"parameters" | "characters"} */ name, /** @type {string} */ label, /** @type {readonly [number, number]} */ [low, high]) =>
      slider({ label, low, high, typed: LIMITS[name], log: true, value: this.now?.params[name] ?? low, write, parse: parseQuantity }, (value) => this.set({ [name]: value }), (typed) => this.tell("ask", { [name]: typed }));
    const sliders = { parameters: asked("parameters", say("ask_parameters"), [1e4, 1e9]), characters: asked("characters", say("ask_characters"), [1e5, 1e11]) };
    const run = selection(say("run"), (value) => this.#look(Number(value)));
    run.show(runs.map(({ parameters, characters, seed }, place) => [String(place), say("run_name", { parameters: write(parameters), characters: write(characters), seed })]), String(this.#looked));
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    if (moves) for (const type of /** @type {const} */ (["pointermove", "pointerdown"])) box.addEventListener(type, (event) => this.#pointed(event));
    const legend = h("ul", { class: "legend soft" }, ...KEYS.map((key) => h("li", { "data-key": key }, s("svg", { viewBox: "0 0 24 16", "aria-hidden": "true" }, ...onPage(keyMarks(key, themed))), say(key))));
    const constants = h("dl", { class: "constants" });
    const verdict = h("p", { class: "verdict" });
    const live = h("p", { class: "verdict" });
    const bar = h("div", { class: "bar", "aria-hidden": "true" }, h("i", { class: "e" }), h("i", { class: "n" }), h("i", { class: "d" }));
    const terms = h("p", { class: "terms", "aria-live": "polite" });
    const optimum = h("p", { class: "soft" });
    const foretold = h("div", { class: "pane" }, constants, verdict, live, moves && sliders.parameters.element, moves && sliders.characters.element, terms, bar, optimum);
    const facts = h("p", { class: "soft", "aria-live": "polite" });
    const small = s("svg", { role: "img", "aria-label": say("curve_label") });
    const smallBox = h("div", { class: "small" }, small);
    const one = h("div", { class: "pane" }, moves && run.element, facts, smallBox);
    const compared = h("div", {});
    const papers = h("div", { class: "pane" }, compared, h("p", { class: "soft" }, say("only_shape")));
    const panes = { foretold, run: one, papers };
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        moves && h("div", { class: "controls" }, axis.element, subtract.element, without.element),
        h("div", { class: "body" }, h("div", { class: "left" }, box, legend), h("div", { class: "right" }, h("p", { class: "law" }, "L(N, D) = E + A/N", h("sup", {}, "α"), " + B/D", h("sup", {}, "β")), moves && pane.element, foretold, one, papers)),
        tools.place,
      ),
    );
    return { axis, subtract, without, pane, sliders, run, sentence, svg, box, legend, constants, verdict, live, bar, terms, optimum, facts, small, smallBox, compared, panes, tools };
  }

  /** @param {Parts} parts */
  show(parts) {
    if (!this.now) return;
    const { params, result } = this.now;
    const { say } = this;
    parts.axis.show(params.axis);
    parts.subtract.show(params.subtract ? "true" : "false");
    parts.without.show(params.without);
    parts.pane.show(this.#pane);
    for (const [name, element] of Object.entries(parts.panes)) element.hidden = name !== this.#pane;
    parts.sliders.parameters.set(params.parameters);
    parts.sliders.characters.set(params.characters);
    const said = sentenceOf(params, result, say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.svg.setAttribute("aria-label", said);
    for (const key of parts.legend.querySelectorAll("li")) key.hidden = !seen(key.dataset["key"] ?? "", this.now);
    const { E, alpha, beta } = constantsOf(params, result);
    parts.constants.replaceChildren(...[["E", E], ["α", alpha], ["β", beta]].map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    parts.verdict.textContent = say("truth_and_e", { entropy: nats(result.entropy), E: nats(result.fits[params.without].constants[0]) }) + (params.without === "none" ? "" : " " + foretoldOf(this.now, say));
    parts.live.textContent = liveOf(params, result, say);
    parts.live.hidden = !result.live;
    const { asked } = result;
    [...parts.bar.children].forEach((part, place) => (/** @type {HTMLElement} */ (part).style.flex = `${asked.terms[place] ?? 0} 0 0`));
    parts.terms.replaceChildren(
      h("b", {}, say("asked", { loss: nats(asked.loss), low: nats(asked.low), high: nats(asked.high) })), h("span", {}, `E ${nats(asked.terms[0])}`),
      h("b", { class: "n" }, "A/N", h("sup", {}, "α"), ` ${nats(asked.terms[1])}`), h("b", { class: "d" }, "B/D", h("sup", {}, "β"), ` ${nats(asked.terms[2])}`),
    );
    parts.optimum.textContent = optimumSaid(params, result, say);
    parts.optimum.hidden = result.live !== null; // there is no room for both in a slide
    parts.compared.replaceChildren(table(say("table_papers"), [say("col_law"), "E", "α", "β", "a"], lawsOf(params, result, say, false)));
    parts.run.select.value = String(this.#looked);
    parts.facts.textContent = factsOf(this.now, this.#looked, say);
    parts.tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ svg, box, small, smallBox }) {
    if (!this.now) return;
    const { params, result } = this.now;
    const pen = this.#pen(box);
    const [width, tall] = [box.clientWidth, box.clientHeight];
    if (width && tall) {
      svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
      svg.replaceChildren(...onPage(chart(params, result, this.#looked, frame(params, result, width, tall, pen, this.say), pen, this.say)));
    }
    const run = result.runs[this.#looked];
    if (run && smallBox.clientWidth) {
      small.setAttribute("viewBox", `0 0 ${smallBox.clientWidth} ${smallBox.clientHeight}`);
      small.replaceChildren(...onPage(learningCurve(run, result.entropy, smallBox.clientWidth, smallBox.clientHeight, pen, this.say)));
    }
  }

  /** @param {HTMLElement} box @returns {import("../shared/marks.js").Pen} */
  #pen(box) {
    return { size: parseFloat(getComputedStyle(box).fontSize), colours: themed, measure: this.ruler };
  }

  /** Look at the run nearest to a pointer. @param {PointerEvent} event */
  #pointed(event) {
    const box = this.parts?.box;
    if (!box || !this.now) return;
    const { left, top } = box.getBoundingClientRect();
    const { params, result } = this.now;
    const place = nearest(params, result, frame(params, result, box.clientWidth, box.clientHeight, this.#pen(box), this.say), event.clientX - left, event.clientY - top);
    if (event.type === "pointerdown") this.#pane = "run";
    if (place !== this.#looked || event.type === "pointerdown") this.#look(place);
  }

  /** @param {number} place */
  #look(place) {
    this.#looked = place;
    this.update();
    this.measure();
  }

  /** @param {string} pane */
  #show(pane) {
    this.#pane = pane;
    this.update();
    this.measure();
  }

  tables() {
    if (!this.now) return [];
    const { say } = this;
    const { params, result } = this.now;
    return [
      table(
        say("table_runs"),
        ["col_parameters", "col_characters", "col_seed", "col_loss", "col_law_says", "col_error", "col_fitted", "col_ja", "col_en", "col_seconds"].map((key) => say(key)),
        result.runs.map((run, place) => {
          const of = result.said[place];
          return [whole(run.parameters), whole(run.characters), run.seed, run.loss.toFixed(4), of?.loss.toFixed(4), signed(of?.error ?? 0), of?.fitted ? "✓" : "—", run.loss_ja.toFixed(4), run.loss_en.toFixed(4), whole(run.seconds)];
        }),
      ),
      table(say("table_papers"), [say("col_law"), "E", "α", "β", "a"], lawsOf(params, result, say)),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawFit(this.now, this.#looked, this.say, ink);
  }
}

/**
 * The largest run: foretold and measured, and whether that fits.
 * @param {ScalingFitData} data
 * @param {import("../shared/picture.js").Say} say
 */
export function foretoldOf({ result }, say) {
  const [run, of] = [result.runs[result.largest], result.said[result.largest]];
  if (!run || !of) return "";
  return say(within(result) ? "foretold_yes" : "foretold_no", { predicted: nats(of.loss), low: nats(of.low), high: nats(of.high), measured: nats(run.loss) });
}

/**
 * What is known of one run.
 * @param {ScalingFitData} data
 * @param {number} looked
 * @param {import("../shared/picture.js").Say} say
 */
export function factsOf({ result: { runs, said } }, looked, say) {
  const [run, of] = [runs[looked], said[looked]];
  if (!run || !of) return "";
  const { width, layers, parameters, characters, seconds } = run;
  return say("run_facts", {
    width, layers, parameters: whole(parameters), characters: whole(characters), seconds: whole(seconds), loss: nats(run.loss), loss_ja: nats(run.loss_ja), loss_en: nats(run.loss_en), law: nats(of.loss), error: signed(of.error ?? 0),
  });
}

/**
 * @typedef {{element: HTMLElement, show: (value: any) => void}} Choice
 * @typedef {ReturnType<typeof slider>} Slider
 * @typedef {{axis: Choice, subtract: Choice, without: Choice, pane: Choice, sliders: {parameters: Slider, characters: Slider},
 *   run: ReturnType<typeof selection>, sentence: HTMLElement, svg: SVGElement, box: HTMLElement, legend: HTMLElement,
 *   constants: HTMLElement, verdict: HTMLElement, live: HTMLElement, bar: HTMLElement, terms: HTMLElement, optimum: HTMLElement,
 *   facts: HTMLElement, small: SVGElement, smallBox: HTMLElement, compared: HTMLElement, panes: Readonly<Record<string, HTMLElement>>,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("scaling-fit")) customElements.define("scaling-fit", ScalingFit);
