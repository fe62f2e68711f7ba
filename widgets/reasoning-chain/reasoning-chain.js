/**
 * <reasoning-chain>: the steps a model writes before it answers, each checked: which is the first wrong one, and what
 * follows from it. A step can be corrected, and the model goes on from there.
 *
 * Properties: `data` (the answer of the chain-of-thought view, or as much of it as there is, with partial: true; null while
 * nothing is there), `words` (assets/text/<language>/reasoning-chain.toml), `problem` (why the page's last question was
 * refused; null where it was answered).
 * Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off" or "table".
 * Events, bubbling and composed: `ask` {written} to let the model go on from there, or {model}, {trigger}, {answer},
 * {temperature}, {seed}; `stop` to give up what is under way; `visit` {view, params} to go to the comparison of prompts.
 *
 * Keys: Enter in a step's field lets the model go on, Escape closes the field.
 */

import { h } from "../shared/dom.js";
import { button, die, thrown } from "../shared/fields.js";
import { Picture, table } from "../shared/picture.js";
import { corrected } from "./beginning.js";
import { Controls } from "./controls.js";
import { drawChain } from "./drawing.js";
import { Rows } from "./rows.js";
import { calculation, minus, reason, summary, verdictOnAnswer, verdicts, writers } from "./said.js";
import { Strip } from "./strip.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("./types.js").Result} Result */

/** @extends {Picture<ChainOfThought, Parts>} */
export class ReasoningChain extends Picture {
  /** What came out before the step was corrected. @type {Result | null} */
  #before = null;
  /** The last whole answer. @type {ChainOfThought | null} */
  #last = null;
  /** Has something been asked whose answer has not begun? */
  #asked = false;

  constructor() {
    super(style);
  }

  answered() {
    if (this.problem) this.#asked = false;
    this.update();
  }

  get #live() {
    return this.getAttribute("live") !== "off" && this.getAttribute("controls") !== "off";
  }

  dataChanged() {
    const { data } = this;
    if (!data) return;
    this.#asked = false;
    const last = this.#last;
    if (last && last.params.written !== data.params.written) {
      // A corrected chain is compared with the one before it; another problem or model begins anew.
      const same = last.params.problem === data.params.problem && last.result.model.id === data.result.model.id;
      this.#before = same && data.params.written ? last.result : null;
    } else if (last && last.params.problem !== data.params.problem) this.#before = null;
    if (!data.partial) this.#last = data;
    this.parts?.rows.close();
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.#live;
    const redraw = () => {
      this.update();
      this.measure();
    };
    const rows = new Rows(say, { goOn: (place, text) => this.#goOn(place, text), redraw }, live);
    const strip = new Strip(say, redraw);
    const controls = new Controls(say, (changes) => this.#ask(changes));
    const throwAgain = button(say("throw"), () => this.#ask({ seed: thrown() }), die());
    controls.seed.element.append(throwAgain);
    const startOver = button(say("start_over"), () => this.#ask({ written: "" }));
    const stop = button(say("stop"), () => this.tell("stop", {}));
    const compare = h("button", { type: "button", class: "quiet" }, say("compare"));
    compare.addEventListener("click", () => this.#visit());
    const solution = h("p", { class: "solution" });
    const revealed = h("details", {}, h("summary", {}, say("solution")), solution);
    const sentence = h("p", { class: "sentence", role: "status" });
    const tools = this.tools();
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (live ? "" : " still") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, sentence, live && stop, live && startOver, tools.bar),
        live && controls.element,
        h("div", { class: "body" }, h("div", { class: "main" }, rows.element, h("p", { class: "soft" }, say("unseen")), live && compare), h("div", { class: "side" }, strip.element, revealed)),
        tools.place,
      ),
    );
    return { rows, strip, controls, startOver, stop, solution, revealed, sentence, tools, shownSolution: "" };
  }

  /** @param {Parts} parts @param {ChainOfThought} data */
  show(parts, data) {
    const { params, result, partial = false } = data;
    const said = this.#asked ? this.say("asked") : summary(data, this.say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.stop.hidden = !partial;
    parts.startOver.hidden = partial || !params.written;
    parts.rows.show(data, this.#asked, this.#before);
    parts.strip.show(data);
    parts.controls.show(data);
    const solution = (result.solution ?? []).map(minus).join(" → ");
    if (parts.shownSolution !== params.problem) parts.revealed.open = false; // of another problem it is a secret again
    parts.shownSolution = params.problem;
    parts.solution.textContent = solution;
    parts.revealed.hidden = !solution || partial;
    parts.tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ rows }) {
    rows.place();
  }

  /** Let the model go on from a step as somebody has written it. @param {number} place @param {string} text */
  #goOn(place, text) {
    if (!this.data) return;
    const { written, completion, steps, language } = this.data.result;
    this.#ask({ written: corrected(written + completion, steps, place, text, language) });
  }

  /** @param {Partial<import("./types.js").Params>} changes */
  #ask(changes) {
    this.#asked = true;
    this.update();
    this.measure();
    this.tell("ask", { ...changes });
  }

  /** The same problem at once and step by step. */
  #visit() {
    if (!this.data) return;
    const { problem, answer } = this.data.params;
    this.tell("visit", { view: "prompt-comparison", params: { problem, answer, model: this.data.result.model.id, styles: ["direct", "step-by-step"] } });
  }

  /** @param {ChainOfThought} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { params, result } = this.data;
    const { steps } = result;
    const found = verdicts(steps, result.first_wrong);
    const written = writers(steps);
    const by = (/** @type {number} */ place) => (written[place] === "pupil" ? say("by_pupil") : written[place] === "kept" ? say("by_kept") : say("by_model"));
    const text = (/** @type {string} */ content) => h("span", {}, content);
    const said = (/** @type {import("./types.js").Step} */ step, /** @type {number} */ place) =>
      found[place] === "right" ? say("right") : found[place] === "follows" ? say("follows") : reason(step, say);
    const final = verdictOnAnswer(this.data, say);
    return [
      table(
        say("steps"),
        ["#", say("col_calculation"), say("col_result"), say("col_expected"), say("col_verdict"), say("col_by")],
        steps.map((step, place) => [place + 1, calculation(step), minus(step.result), minus(step.expected), text(said(step, place)), text(by(place))]),
      ),
      table(
        say("text"),
        [say("col_what"), say("col_value")],
        [
          [text(say("problem")), text(params.problem)],
          [text(say("model")), text(result.model.name)],
          [text(say("text")), text(result.prompt + result.written + result.completion)],
          [text(say("col_result")), text([final.text, final.note].filter(Boolean).join(" "))],
        ],
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawChain(this.data, this.say, ink);
  }
}

/**
 * @typedef {{rows: Rows, strip: Strip, controls: Controls, startOver: HTMLElement, stop: HTMLElement, solution: HTMLElement,
 *   revealed: HTMLDetailsElement, sentence: HTMLElement, tools: import("../shared/picture.js").Tools, shownSolution: string}} Parts
 *   shownSolution: the problem that the solution belongs to
 */

if (!customElements.get("reasoning-chain")) customElements.define("reasoning-chain", ReasoningChain);
