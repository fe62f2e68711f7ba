/**
 * <compute-optimal>: the best use of some compute: the valley of losses of all the sizes it could train, what four laws
 * advise, and the models that were really trained.
 *
 * Properties: `data` (the answer of the view compute-optimal, or null while it is awaited), `words` (assets/text/<language>/
 * compute-optimal.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table".
 * Events, bubbling and composed: `change` with the parameters that are others: the picture has changed already; `ask` with one that was
 * typed and cannot be used, so that the server says why.
 */

import { Calculator } from "../shared/calculator.js";
import { segments } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { table } from "../shared/picture.js";
import { parseQuantity, writeQuantity } from "../shared/quantity.js";
import { slider } from "../shared/slider.js";
import { adviceChart, adviceFrame } from "./advice-chart.js";
import { LIMITS, calculate } from "./calculation.js";
import { drawComputeOptimal, lineOf } from "./drawing.js";
import { adviceTold, nats, pointTold, ratio, sentenceOf } from "./figures.js";
import { ORDER, nameOf, shortName } from "./laws.js";
import { style } from "./style.js";
import { valleyChart, valleyFrame } from "./valleys.js";

/** @typedef {import("./types.js").ComputeOptimalData} ComputeOptimalData */
/** @typedef {import("./types.js").Params} Params */

/** @extends {Calculator<ComputeOptimalData, Parts>} */
export class ComputeOptimal extends Calculator {
  constructor() {
    super(style, calculate);
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const tools = this.tools();
    const write = (/** @type {number} */ value) => writeQuantity(value, say("names"));
    const law = segments(say("law"), "law", ORDER.map((id) => /** @type {const} */ ([id, shortName(id, say)])), (value) => this.set({ law: value }));
    const [low, high] = LIMITS.compute;
    const compute = slider({ label: say("compute"), low, high, value: 5.76e23, log: true, write, parse: parseQuantity }, (value) => this.#budget(value), (typed) => this.tell("ask", { compute: typed }));
    const parameters = slider(
      { label: say("parameters"), low: 1e3, high: 1e16, typed: [1, 1e18], value: 7e10, log: true, write, parse: parseQuantity },
      (value, typed) => this.#look(value, typed),
      (typed) => this.tell("ask", { parameters: typed }),
    );
    const back = h("button", { type: "button", class: "block" }, say("back"));
    back.addEventListener("click", () => this.set({ parameters: 0 }));
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const [valleys, advised] = [s("svg", { role: "img" }), s("svg", { role: "img" })];
    const left = h("div", { class: "chart valleys" + (moves ? " moves" : "") }, valleys);
    const right = h("div", { class: "chart" }, advised);
    if (moves) for (const type of /** @type {const} */ (["pointerdown", "pointermove"])) left.addEventListener(type, (event) => this.#dragged(event));
    const told = h("div", { class: "sentences" });
    const advice = h("ul", { class: "advice", "aria-label": say("advice") });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        moves && h("div", { class: "controls" }, law.element, h("div", { class: "controls sliders" }, compute.element, parameters.element)),
        h("div", { class: "charts" }, left, right),
        h("div", { class: "told" }, told, moves && back),
        advice,
        tools.place,
      ),
    );
    return { law, compute, parameters, back, sentence, left, right, valleys, advised, told, advice, tools };
  }

  /** @param {Parts} parts */
  show({ law, compute, parameters, back, sentence, valleys, advised, told, advice, tools }) {
    if (!this.now) return;
    const { params, result } = this.now;
    const { say } = this;
    law.show(params.law);
    compute.set(params.compute);
    parameters.set(result.point.parameters);
    back.disabled = params.parameters === 0;
    const said = sentenceOf(this.now, say);
    if (sentence.textContent !== said) sentence.textContent = said;
    valleys.setAttribute("aria-label", `${say("valleys")}. ${said}`);
    advised.setAttribute("aria-label", say("advised"));
    told.replaceChildren(...pointTold(this.now, say).map((one) => h("p", {}, one)));
    advice.replaceChildren(...result.advice.map((one) => {
      const { name, size, ratio: tokens, judged } = adviceTold(one, /** @type {ComputeOptimalData} */ (this.now), say);
      const own = one.law === params.law;
      const line = s("svg", { viewBox: "0 0 32 12", "aria-hidden": "true" }, ...onPage([lineOf(one.law, own, themed)]));
      return h("li", { class: own ? "own" : null, "aria-current": own ? "true" : null }, h("span", { class: "name" }, line, name), h("b", {}, size), h("span", {}, tokens), h("span", { class: "soft" }, judged));
    }));
    tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ left, right, valleys, advised }) {
    if (!this.now || !left.clientWidth || !left.clientHeight) return;
    const now = this.now;
    const pen = this.#pen(left);
    const fill = (/** @type {SVGElement} */ svg, /** @type {HTMLElement} */ box, /** @type {readonly import("../shared/marks.js").Mark[]} */ marks) => {
      svg.setAttribute("viewBox", `0 0 ${box.clientWidth} ${box.clientHeight}`);
      svg.replaceChildren(...onPage(marks));
    };
    fill(valleys, left, valleyChart(now, valleyFrame(left.clientWidth, left.clientHeight, now.result, pen), pen, this.say));
    fill(advised, right, adviceChart(now, adviceFrame(right.clientWidth, right.clientHeight, now, pen), pen, this.say));
  }

  /** @param {HTMLElement} box @returns {import("../shared/marks.js").Pen} */
  #pen(box) {
    return { size: parseFloat(getComputedStyle(box).fontSize), colours: themed, measure: this.ruler };
  }

  /** The point follows a finger along the valley. @param {PointerEvent} event */
  #dragged(event) {
    const box = this.parts?.left;
    if (!box || !this.now || !(event.buttons & 1)) return;
    if (event.type === "pointerdown") box.setPointerCapture(event.pointerId);
    const { x } = valleyFrame(box.clientWidth, box.clientHeight, this.now.result, this.#pen(box));
    const [from, to] = x.px;
    const here = Math.min(Math.max(event.clientX - box.getBoundingClientRect().left, from), to);
    this.set({ parameters: Math.min(Number(x.value(here).toPrecision(3)), this.now.params.compute / 6) });
  }

  /** Another size: one that leaves compute for a token. @param {number} parameters @param {boolean} typed */
  #look(parameters, typed) {
    const most = (this.now?.params.compute ?? Infinity) / 6;
    if (typed && parameters > most) this.tell("ask", { parameters });
    else this.set({ parameters: Math.min(parameters, most) });
  }

  /** Other compute: a size that it cannot train any more gives way to the advice. @param {number} compute */
  #budget(compute) {
    const parameters = this.now?.params.parameters ?? 0;
    this.set({ compute, parameters: parameters > compute / 6 ? 0 : parameters });
  }

  tables() {
    if (!this.now) return [];
    const { say } = this;
    const { result } = this.now;
    const size = (/** @type {number} */ value) => writeQuantity(value, say("names"));
    const text = (/** @type {string} */ content) => h("span", {}, content);
    return [
      table(
        say("advice"),
        ["col_law", "col_parameters", "col_tokens", "col_ratio", "col_loss", "col_judged", "col_share", "col_source"].map((key) => say(key)),
        result.advice.map((one) => {
          const law = result.laws.find(({ id }) => id === one.law);
          return [
            text(nameOf(one.law, say)), size(one.parameters), size(one.tokens), ratio(one.tokens_per_parameter, say), nats(one.loss), nats(one.judged.loss),
            `${(one.judged.share * 100).toPrecision(3)} %`, text(law ? `${law.source}, arXiv ${law.arxiv}, ${law.where}` : ""),
          ];
        }),
      ),
      table(
        say("valleys"),
        ["col_compute", "col_parameters", "col_tokens", "col_loss"].map((key) => say(key)),
        result.valleys.map(({ compute, bottom }) => [size(compute), size(bottom.parameters), size(bottom.tokens), nats(bottom.loss)]),
      ),
      table(
        say("models"),
        ["col_model", "col_year", "col_compute", "col_parameters", "col_tokens", "col_ratio", "col_best", "col_source"].map((key) => say(key)),
        result.models.map((one) => [
          text(one.rumour ? say("rumour", { name: one.name }) : one.name), one.year, size(one.compute), size(one.parameters), size(one.tokens),
          ratio(one.tokens_per_parameter, say), size(one.best), text(one.source),
        ]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawComputeOptimal(this.now, this.say, ink);
  }
}

/**
 * @typedef {{law: {element: HTMLElement, show: (value: Params["law"]) => void}, compute: {element: HTMLElement, set: (value: number) => void},
 *   parameters: {element: HTMLElement, set: (value: number) => void}, back: HTMLButtonElement, sentence: HTMLElement, left: HTMLElement,
 *   right: HTMLElement, valleys: SVGElement, advised: SVGElement, told: HTMLElement, advice: HTMLElement,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("compute-optimal")) customElements.define("compute-optimal", ComputeOptimal);
