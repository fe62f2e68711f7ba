/**
 * <training-cost>: a training run in operations, days, energy and money, with sliders that everything follows at once; and,
 * step by step, where the 6 in C = 6·N·D comes from.
 *
 * Properties: `data` (the answer of the view training-cost, or null while it is awaited), `words` (assets/text/<language>/
 * training-cost.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table".
 * Events, bubbling and composed: `change` {…}: parameters of the view, the picture has changed already; `ask` {…}: what
 * was typed is beyond the limits.
 */

import { Calculator } from "../shared/calculator.js";
import { segments } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { table } from "../shared/picture.js";
import { Player } from "../shared/player.js";
import { writeBytes, writeQuantity } from "../shared/quantity.js";
import { calculate } from "./calculation.js";
import { chart } from "./chart.js";
import { Controls } from "./controls.js";
import { drawTrainingCost } from "./drawing.js";
import { energy, equations, facts, mass, sentenceOf, share, speed, time, yen } from "./figures.js";
import { LAST, six, told } from "./six.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").TrainingCostData} TrainingCostData */

/** Rows of GPUs that a hall's large letters leave room for. */
const PRESENTED = 5;

/** @extends {Calculator<TrainingCostData, Parts>} */
export class TrainingCost extends Calculator {
  /** @type {"cost" | "six"} */
  #what = "cost";
  #place = 0;
  /** Stop hearing keys; null while none are heard. @type {(() => void) | null} */
  #deaf = null;

  constructor() {
    super(style, calculate);
  }

  connectedCallback() {
    super.connectedCallback();
    this.update();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#hear(null);
  }

  /** Hear keys for the player while its steps are to be seen. @param {Player | null} player */
  #hear(player) {
    if (player && this.#deaf) return;
    this.#deaf?.();
    this.#deaf = player?.listen(this) ?? null;
  }

  /** @param {Parts} _parts */
  dropped(_parts) {
    this.#hear(null);
  }

  /** @param {TrainingCostData} data @returns {Parts} */
  build(data) {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const tools = this.tools();
    const live = this.getAttribute("live") !== "off";
    const controls = new Controls(say, (changes) => this.set(changes), (changes) => live && this.tell("ask", changes), data.params);
    const what = segments(say("what"), "what", [["cost", say("what_cost")], ["six", say("what_six")]], (chosen) => {
      this.#what = /** @type {"cost" | "six"} */ (chosen);
      this.update();
      this.measure();
    });
    const player = new Player({ say, count: LAST, place: this.#place, seconds: 2, label: say("six_steps") });
    player.addEventListener("step", () => {
      this.#place = player.place;
      this.update();
      this.measure();
    });
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    const list = h("dl", { class: "facts" });
    const cost = h("div", { class: "body" }, moves && h("div", { class: "left" }, controls.element), h("div", { class: "right" }, box, list));
    const sixSvg = s("svg", { role: "img" });
    const sixBox = h("div", {}, sixSvg);
    const sixes = h("div", { class: "six" }, sixBox, moves && player.element);
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, moves && h("div", { class: "what" }, what.element), tools.bar),
        cost,
        sixes,
        tools.place,
      ),
    );
    return { controls, what, player, sentence, svg, box, list, cost, sixes, sixSvg, sixBox, tools };
  }

  /** @param {Parts} parts */
  show(parts) {
    if (!this.now) return;
    const { say } = this;
    const { params, result } = this.now;
    const still = this.getAttribute("controls") === "off";
    if (still) this.#what = "cost";
    parts.what.show(this.#what);
    parts.cost.hidden = this.#what !== "cost";
    parts.sixes.hidden = this.#what !== "six";
    this.#hear(this.#what === "six" && this.isConnected ? parts.player : null);
    const cost = sentenceOf(params, result, say);
    const step = told(this.#place, say);
    const said = this.#what === "cost" ? cost : step;
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.sentence.classList.toggle("steps", this.#what === "six");
    parts.sentence.classList.toggle("impossible", this.#what === "cost" && !result.possible);
    parts.controls.show(params, result);
    parts.list.replaceChildren(
      ...facts(params, result, say).map(({ name, figure, note }) =>
        h("div", { class: "fact" }, h("dt", {}, name), h("dd", { class: "figure" }, figure), h("dd", {}, note)),
      ),
    );
    parts.svg.setAttribute("aria-label", cost);
    parts.sixSvg.setAttribute("aria-label", step);
    parts.tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ svg, box, sixSvg, sixBox }) {
    if (!this.now) return;
    const { params, result } = this.now;
    const [room, onto] = this.#what === "cost" ? [box, svg] : [sixBox, sixSvg];
    const width = room.clientWidth;
    if (!width) return;
    const pen = { size: parseFloat(getComputedStyle(room).fontSize), colours: themed, measure: this.ruler };
    const drawn = this.#what === "cost" ? chart(params, result, width, pen, this.say, this.closest("[data-present]") ? PRESENTED : Infinity) : six(this.#place, equations(params, result, this.say)[0] ?? "", width, pen, this.say);
    onto.setAttribute("viewBox", `0 0 ${width} ${drawn.tall}`);
    onto.setAttribute("height", String(drawn.tall));
    onto.replaceChildren(...onPage(drawn.marks));
  }

  tables() {
    if (!this.now) return [];
    const { say } = this;
    const reader = say("names");
    const { params, result } = this.now;
    const text = (/** @type {string} */ content) => h("span", {}, content);
    const kinds = { forward: say("forward"), backward: say("backward"), attention: say("attention_part") };
    return [
      table(say("table_parts"), [say("col_part"), say("col_per_token"), say("col_flops"), say("col_share")], result.parts.map((part) => [text(kinds[part.name]), writeQuantity(part.per_token, reader, 4), writeQuantity(part.flops, reader, 4), share(part.share)])),
      table(
        say("table_run"),
        [say("col_what"), say("col_value")],
        [
          [text(say("col_flops")), writeQuantity(result.flops, reader, 4)],
          [text(say("solve_days")), time(result.days, say)],
          [text(say("utilization")), share(result.utilization)],
          [text(say("speed")), speed(result.flops_per_second)],
          [text(say("alone")), time(result.alone_days, say)],
          [text(say("gpu_hours")), writeQuantity(result.gpu_hours, reader)],
          [text(say("energy")), energy(result.energy_kwh)],
          [text(say("co2")), mass(result.co2_kg, say)],
          ...facts(params, result, say).slice(0, 3).map(({ name, figure }) => [text(name), figure]),
        ],
      ),
      table(
        say("table_gpus"),
        [say("gpu"), say("col_year"), say("col_memory"), say("col_precision"), say("col_peak"), say("col_watts"), say("solve_days"), say("col_price"), say("col_source")],
        result.gpus.map((one) => [text(one.name), one.year, writeBytes(one.memory), one.precision, speed(one.peak), `${one.watts}\u00a0W`, time(one.days, say), one.price ? say("price_of", { yen: yen(one.price.yen, say), date: one.price.date }) : "—", text(one.source)]),
      ),
      table(say("table_seen"), [say("col_model"), say("col_year"), say("utilization"), say("col_hardware"), say("col_source")], result.seen.map((one) => [text(one.name), one.year, share(one.utilization), one.hardware, text(one.source)])),
      table(say("table_factors"), [say("col_what"), say("col_value"), say("col_date"), say("col_source")], Object.entries(result.factors).map(([name, { value, date, source }]) => [text(this.#factor(name)), value, date, text(source)])),
    ];
  }

  /** @param {string} name of a factor */
  #factor(name) {
    const { say } = this;
    /** @type {Record<string, string>} */
    const known = { price_gpu_hour: say("price_gpu_hour"), pue: say("pue"), price_kwh: say("price_kwh"), grid: say("grid"), yen_per_dollar: say("yen_per_dollar"), household_kwh: say("household_kwh") };
    return known[name] ?? name;
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawTrainingCost(this.now, this.#what === "six" ? this.#place : null, this.say, ink);
  }
}

/**
 * @typedef {{controls: Controls, what: {show: (value: any) => void}, player: Player, sentence: HTMLElement,
 *   svg: SVGElement, box: HTMLElement, list: HTMLElement, cost: HTMLElement, sixes: HTMLElement, sixSvg: SVGElement,
 *   sixBox: HTMLElement, tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("training-cost")) customElements.define("training-cost", TrainingCost);
