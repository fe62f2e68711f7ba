/**
 * <prompt-columns>: the same model and the same problem, asked in several ways, side by side: what was said to it, what it
 * writes, the answer that a rule finds in it, and whether that is right. Several problems become rows, several samples a
 * histogram of answers with the vote.
 *
 * Properties: `data` (the answer of the prompt-comparison view, or as much of it as there is, with partial: true; null while
 * nothing is there), `words` (assets/text/<language>/prompt-columns.toml), `problem` (why the page's last question was
 * refused, a sentence shown at the controls; null where it was answered).
 * Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off" or "table", visits (the
 * page opens other views).
 * Events, bubbling and composed: `ask` with the parameters that change; `stop` to give up what is under way; `visit` {view,
 * params}.
 *
 * Keys: Escape closes a cell that was opened.
 */

import { h } from "../shared/dom.js";
import { Picture } from "../shared/picture.js";
import { Columns } from "./columns.js";
import { Controls } from "./controls.js";
import { Detail } from "./detail.js";
import { drawComparison } from "./drawing.js";
import { Matrix } from "./matrix.js";
import { Progress } from "./progress.js";
import { readable } from "./prompt.js";
import { style } from "./style.js";
import { tablesOf } from "./tables.js";
import { aboutModel, isOurs, told } from "./told.js";
import { Typing } from "./typing.js";

/** @typedef {import("./types.js").PromptComparison} PromptComparison */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Style} Style */

/** @extends {Picture<PromptComparison, Parts>} */
export class PromptColumns extends Picture {
  static observedAttributes = [...Picture.observedAttributes, "visits"];

  #typing = new Typing(() => this.#write());
  /** What the controls ask for beyond what is shown. @type {Partial<Settings>} */
  #wanted = {};
  /** The cell whose prompt is open, and what opened it. @type {{problem: number, style: Style, button: HTMLElement} | null} */
  #opened = null;

  constructor() {
    super(style);
  }

  answered() {
    this.update();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#typing.stop();
  }

  get #live() {
    return this.getAttribute("live") !== "off" && this.getAttribute("controls") !== "off";
  }

  /** @param {PromptComparison | null} before */
  dataChanged(before) {
    if (!this.data) return this.#typing.stop();
    const { result, partial = false, query } = this.data;
    this.#wanted = {};
    // What one has asked for is seen being written; a page that opens shows what was written.
    const write = this.#alone(result) && (before !== null || partial) && !this.#still && this.#live;
    const texts = result.runs.map((run) => ({ key: this.#key(run), length: [...run.completion].length }));
    this.#typing.arrive(texts, write);
    if (before?.query !== query && !result.problems.some((_, problem) => problem === this.#opened?.problem && result.styles.some((one) => one.style === this.#opened?.style))) this.#opened = null;
  }

  /** One completion a column. @param {Result} result */
  #alone({ problems, runs, styles }) {
    return problems.length === 1 && runs.length === styles.length;
  }

  get #still() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** What is written anew when it is another. @param {Run} run */
  #key(run) {
    const { params } = this.data ?? {};
    return JSON.stringify([params?.model, params?.temperature, params?.new_tokens, run.seed, run.prompt]);
  }

  /** Whether all of a completion is shown. @param {Run} run */
  #seen = (run) => !this.data || !this.#alone(this.data.result) || this.#typing.shown(this.#key(run)) >= [...run.completion].length;

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.#live;
    const visits = live && this.hasAttribute("visits");
    const open = (/** @type {number} */ problem, /** @type {Style} */ style, /** @type {HTMLElement} */ button) => this.#open(problem, style, button);
    const columns = new Columns(say, { open, visit: visits ? (problem) => this.#visitChain(problem) : null, shown: (run) => this.#typing.shown(this.#key(run)), seen: this.#seen });
    const matrix = new Matrix(say, open);
    const detail = new Detail(say, () => this.#close());
    const progress = new Progress(say, { stop: () => this.tell("stop", {}), goOn: () => this.#ask({}), again: () => this.#typing.again() });
    const controls = new Controls(say, (changes) => this.#ask(changes), progress.element);
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const asked = h("p", { class: "asked" });
    const warning = h("p", { class: "soft" });
    const question = h("div", { class: "question" }, asked, warning);
    const about = h("p", { class: "soft about" });
    const model = visits ? h("button", { type: "button", class: "quiet" }, say("visit_model")) : null;
    model?.addEventListener("click", () => this.tell("visit", { view: "word-problems", params: { language: this.data?.result.language } }));
    const card = h(
      "div",
      { class: "card" + (live ? "" : " still") + (this.closest("[data-present]") ? " present" : "") },
      h("div", { class: "rings", "aria-hidden": "true" }),
      h("div", { class: "head" }, sentence, tools.bar),
      live && controls.element,
      question,
      h("div", { class: "body" }, columns.element, matrix.element),
      h("div", { class: "note" }, about, model),
      tools.place,
    );
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#opened) return;
      event.stopPropagation();
      this.#close();
    });
    this.shadow.replaceChildren(card);
    return { columns, matrix, detail, controls, progress, tools, sentence, question, asked, warning, about, model };
  }

  /** @param {Parts} parts @param {PromptComparison} data */
  show(parts, data) {
    const { result, params } = data;
    const { columns, matrix, controls, progress, tools, question, asked, warning, about, model } = parts;
    const [problem] = result.problems;
    const one = result.problems.length === 1 && problem !== undefined;
    controls.show({ ...params, ...this.#wanted }, result, this.problem);
    asked.hidden = !one;
    question.classList.toggle("typed", params.set === "one" && problem?.answer !== null);
    if (one) {
      const right = problem.answer === null ? this.say("right_unknown") : this.say("right_answer", { answer: problem.answer.replaceAll("|", " · ") });
      asked.replaceChildren(h("b", { class: "label" }, this.say("problem_label")), " ", h("span", { class: "text" }, ...readable(problem.text)), " ", h("span", { class: "right-answer" }, right));
    }
    const warned = one && problem.warning !== null;
    warning.hidden = !warned;
    warning.textContent = warned ? this.say(problem.warning === "no_number" ? "warning_none" : "warning_many") : "";
    columns.element.hidden = !one;
    matrix.element.hidden = one;
    if (one) columns.show(result, this.#opened?.style ?? null);
    else matrix.show(result, this.#opened);
    this.#showDetail(parts, result, one);
    progress.show(data, this.#alone(result) && !this.#still);
    about.textContent = [result.same && this.say("same"), aboutModel(result, this.say)].filter(Boolean).join(" ");
    if (model) model.hidden = !isOurs(result);
    this.#tell(parts, data);
    tools.refresh();
  }

  /** @param {Parts} parts @param {PromptComparison} data */
  #tell({ sentence }, { result }) {
    const said = told(result, this.say, this.#seen);
    if (sentence.textContent !== said) sentence.textContent = said;
  }

  /** Only what is being written letter by letter. */
  #write() {
    if (!this.parts || !this.data) return;
    this.parts.columns.write(this.data.result);
    this.#tell(this.parts, this.data);
  }

  /** @param {Parts} parts @param {Result} result @param {boolean} one */
  #showDetail({ detail, columns, matrix }, result, one) {
    const opened = this.#opened;
    if (!opened) return detail.element.remove();
    detail.show(result, opened.problem, opened.style);
    if (!one) {
      const row = matrix.row(opened.problem);
      if (detail.element.parentElement !== row) row?.append(detail.element);
    } else if (columns.element.nextElementSibling !== detail.element) columns.element.after(detail.element);
  }

  /**
   * @param {number} problem
   * @param {Style} style
   * @param {HTMLElement} button
   */
  #open(problem, style, button) {
    const same = this.#opened?.problem === problem && this.#opened.style === style;
    if (same) return this.#close();
    this.#opened = { problem, style, button };
    this.update();
    this.parts?.detail.element.scrollIntoView({ block: "nearest", behavior: this.#still ? "instant" : "smooth" });
  }

  #close() {
    const button = this.#opened?.button;
    this.#opened = null;
    this.update();
    button?.focus();
  }

  /** @param {Partial<Settings>} changes */
  #ask(changes) {
    this.#wanted = { ...this.#wanted, ...changes };
    this.update();
    this.tell("ask", changes);
  }

  /** @param {number} problem */
  #visitChain(problem) {
    if (!this.data) return;
    const { result, params } = this.data;
    const asked = result.problems[problem];
    const { model, temperature, seed, trigger } = params;
    this.tell("visit", { view: "chain-of-thought", params: { problem: asked?.text, answer: asked?.answer ?? "", model, language: result.language, temperature, seed, trigger } });
  }

  /** @param {PromptComparison} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    return this.data ? tablesOf(this.data.result, this.say) : [];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawComparison(this.data.result, this.say, ink);
  }
}

/**
 * @typedef {{columns: Columns, matrix: Matrix, detail: Detail, controls: Controls, progress: Progress,
 *   tools: import("../shared/picture.js").Tools, sentence: HTMLElement, question: HTMLElement, asked: HTMLElement, warning: HTMLElement,
 *   about: HTMLElement, model: HTMLElement | null}} Parts
 */

if (!customElements.get("prompt-columns")) customElements.define("prompt-columns", PromptColumns);
