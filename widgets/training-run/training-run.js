/**
 * <training-run>: a small model is trained while one looks on: its loss falls towards the entropy of the text, what it
 * writes gets better, and at the end its point lands beside our own law.
 *
 * Properties: `data` (the answer of the view training-run, or as much of it as there is, with partial: true; null while
 * nothing is there), `words` (assets/text/<language>/training-run.toml), `problem` (why the page's last question was
 * refused, a sentence shown below the controls).
 * Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off" or "table", visits
 * (the page has the view scaling-fit).
 * Events, bubbling and composed: `ask` {width, layers, characters, seed} to train; `stop` to give up the training that is
 * under way; `visit` {view, params} to look at the point beside the fit of our own law.
 */

import { h, s } from "../shared/dom.js";
import { button } from "../shared/fields.js";
import { onPage, themed } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { fallingLoss, nats, onOurLaw } from "./charts.js";
import { Controls, picked, same } from "./controls.js";
import { drawRun } from "./drawing.js";
import { SIGNS, Samples, shareOf } from "./samples.js";
import { factsOf, legendOf, queueOf, statusOf, verdictOf } from "./sentences.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").TrainingRunData} TrainingRunData */

/** So many earlier trainings stay in the picture, to be compared. */
const KEPT = 4;

/** @extends {Picture<TrainingRunData, Parts>} */
export class TrainingRun extends Picture {
  static observedAttributes = [...Picture.observedAttributes, "visits"];

  /** What the controls say. @type {Settings} */
  #settings = { width: 32, layers: 2, characters: 2 ** 18, seed: 1 };
  /** Finished trainings before this one. @type {readonly TrainingRunData[]} */
  #earlier = [];
  /** The moment that was chosen; null: the newest one. @type {number | null} */
  #moment = null;

  constructor() {
    super(style);
  }

  answered() {
    this.update();
  }

  /** @param {TrainingRunData | null} before */
  dataChanged(before) {
    if (!this.data || (before && same(before.params, this.data.params))) return;
    this.#settings = picked(this.data.params);
    this.#moment = null;
    const { params } = this.data;
    const others = this.#earlier.filter((one) => !same(one.params, params));
    this.#earlier = before?.result.status === "done" ? [...others, before].slice(-KEPT) : others;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.getAttribute("controls") !== "off";
    const asks = live && this.getAttribute("live") !== "off";
    const controls = new Controls(say, {
      set: (changes) => {
        this.#settings = { ...this.#settings, ...changes };
        this.update();
      },
      start: () => this.tell("ask", { ...this.#settings }),
      stop: () => this.tell("stop", {}),
    });
    const samples = new Samples(
      say,
      (moment) => {
        this.#moment = moment;
        this.update();
      },
      live,
    );
    const status = h("p", { class: "status", role: "status" });
    const queue = h("p", { class: "soft queue" });
    const bar = h("i", {});
    const progress = h("div", { class: "progress", role: "progressbar", "aria-label": say("progress"), "aria-valuemin": 0, "aria-valuemax": 100 }, bar);
    const falling = s("svg", { role: "img" });
    const law = s("svg", { role: "img" });
    const verdict = h("p", { class: "verdict", role: "status" });
    const note = h("p", { class: "soft" });
    const facts = h("p", { class: "soft" });
    const visit = asks && this.hasAttribute("visits") ? button(say("visit"), () => this.#visit()) : null;
    const tools = this.tools();
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, h("div", { class: "told" }, status, progress, queue), tools.bar),
        asks && controls.element,
        h(
          "div",
          { class: "body" },
          h(
            "div",
            { class: "left" },
            h("section", {}, h("h3", {}, say("falling")), h("div", { class: "chart" }, falling)),
            h("section", { class: "law" }, h("h3", {}, say("law")), h("div", { class: "chart" }, law), verdict, note),
          ),
          h("div", { class: "right" }, samples.element, facts, visit),
        ),
        tools.place,
      ),
    );
    return { controls, samples, status, queue, progress, bar, falling, law, verdict, note, facts, visit, tools };
  }

  /** @param {Parts} parts @param {TrainingRunData} data */
  show(parts, data) {
    const { params, result, partial = false } = data;
    const { say } = this;
    const changed = !same(this.#settings, params);
    parts.controls.show(this.#settings, partial, changed, this.problem);
    const said = statusOf(data, say);
    if (parts.status.textContent !== said) parts.status.textContent = said;
    parts.queue.textContent = changed ? say("hint_changed") : queueOf(data, say);
    const share = Math.round((100 * result.seen) / params.characters);
    parts.bar.style.inlineSize = `${share}%`;
    parts.progress.setAttribute("aria-valuenow", String(share));
    parts.samples.show(result.moments, Math.min(this.#moment ?? Infinity, result.moments.length - 1), params.characters);
    const told = verdictOf(data, say);
    if (parts.verdict.textContent !== told) parts.verdict.textContent = told;
    parts.note.textContent = legendOf(data, say);
    parts.facts.textContent = factsOf(data, say);
    if (parts.visit) parts.visit.hidden = result.loss === null;
    parts.falling.setAttribute("aria-label", said);
    parts.law.setAttribute("aria-label", told || say("law"));
    parts.tools.refresh();
  }

  /** @param {Parts} parts @param {TrainingRunData} data */
  resized({ falling, law }, data) {
    const measure = this.ruler;
    for (const [svg, chart] of /** @type {const} */ ([[falling, fallingLoss], [law, onOurLaw]])) {
      const box = svg.parentElement;
      const [width, tall] = [box?.clientWidth ?? 0, box?.clientHeight ?? 0];
      if (!box || !width || !tall) continue;
      svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
      svg.replaceChildren(...onPage(chart(data, this.#earlier, width, tall, { size: parseFloat(getComputedStyle(box).fontSize), colours: themed, measure }, this.say)));
    }
  }

  #visit() {
    const result = this.data?.result;
    if (!result || result.loss === null) return;
    this.tell("visit", { view: "scaling-fit", params: { live_parameters: result.parameters, live_characters: this.data?.params.characters, live_loss: result.loss } });
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { params, result } = this.data;
    const text = (/** @type {string} */ content) => h("span", {}, content);
    return [
      table(say("falling"), [say("axis_characters"), say("axis_loss")], result.curve.map(([characters, loss]) => [whole(characters), nats(loss)])),
      table(
        say("samples"),
        [say("moment"), say("col_rank"), say("col_text"), say("col_verdict")],
        result.moments.flatMap((moment) =>
          moment.samples.map(({ rank, start, sentences }) => [
            shareOf(moment, params.characters),
            rank + 1,
            text(start + sentences.map((one) => one.text).join("")),
            text(sentences.map(({ verdict }) => say(SIGNS[verdict][1])).join(", ")),
          ]),
        ),
      ),
      table(
        say("law"),
        ["width", "layers", "axis_parameters", "axis_characters", "seed", "axis_loss"].map((key) => say(key)),
        [...this.#earlier, this.data]
          .flatMap((one) => (one.result.loss === null ? [] : [{ ...one.params, parameters: one.result.parameters, loss: one.result.loss }]))
          .concat(result.runs)
          .map((one) => [one.width, one.layers, whole(one.parameters), whole(one.characters), one.seed, nats(one.loss)]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    const { moments } = this.data.result;
    return drawRun(this.data, this.#earlier, moments[Math.min(this.#moment ?? Infinity, moments.length - 1)], this.say, ink);
  }
}

/**
 * @typedef {{controls: Controls, samples: Samples, status: HTMLElement, queue: HTMLElement, progress: HTMLElement, bar: HTMLElement,
 *   falling: SVGElement, law: SVGElement, verdict: HTMLElement, note: HTMLElement, facts: HTMLElement, visit: HTMLButtonElement | null,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("training-run")) customElements.define("training-run", TrainingRun);
