/**
 * <problem-maker>: the card of our own model, in three parts: problems that its generator makes now, with their solutions;
 * how many of such problems it solves; how it was trained.
 *
 * Properties: `data` (the answer of the view word-problems, or null while it is awaited), `words` (assets/text/<language>/
 * problem-maker.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table", visits (the page opens other views).
 * Events, bubbling and composed:
 *   `ask` {language, split, steps, pattern}, each where it changes
 *   `roll` {seed}                 other problems
 *   `change` {part} or {sort}     the picture has changed already
 *   `visit` {view, params}        put a problem to the model, on the page prompt-comparison or chain-of-thought
 */

import { AT_ONCE, WITH_STEPS } from "../shared/accuracy.js";
import { h } from "../shared/dom.js";
import { Picture, table } from "../shared/picture.js";
import { Controls } from "./controls.js";
import { drawCard } from "./drawing.js";
import { ordered } from "./patterns-chart.js";
import { Problems, written } from "./problems.js";
import { COLUMNS, ROWS, Scores, stepsName, tallyOf } from "./scores.js";
import { style } from "./style.js";
import { Training, figuresOf } from "./training.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").WordProblemsData} WordProblemsData */

/** @extends {Picture<WordProblemsData, Parts>} */
export class ProblemMaker extends Picture {
  /** @type {Params["part"]} */
  #part = "problems";
  /** @type {Params["sort"]} */
  #sort = WITH_STEPS;

  constructor() {
    super(style);
  }

  dataChanged() {
    if (!this.data) return;
    this.#part = this.data.params.part;
    this.#sort = this.data.params.sort;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const asks = moves && this.getAttribute("live") !== "off";
    const tools = this.tools();
    const ask = (/** @type {Partial<Params>} */ changes) => this.tell("ask", changes);
    const controls = new Controls(say, { ask, roll: (seed) => this.tell("roll", { seed }), turn: (part) => this.#change({ part }) }, asks);
    const problems = new Problems(say, asks && this.hasAttribute("visits") ? (view, problem) => this.#visit(view, problem) : null, () => this.update());
    const scores = new Scores(
      say,
      (sort) => this.#change({ sort }),
      ({ pattern, held_out: held }) => ask({ pattern, split: held ? "patterns" : "numbers", part: "problems" }),
      { moves, asks },
    );
    const training = new Training(say);
    const sentence = h("p", { class: "sentence" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        moves && controls.element,
        problems.element,
        scores.element,
        training.element,
        tools.place,
      ),
    );
    return { controls, problems, scores, training, sentence, tools };
  }

  /** @param {Parts} parts @param {WordProblemsData} data */
  show({ controls, problems, scores, training, sentence, tools }, data) {
    const { params, result } = data;
    controls.show(params, this.#part, result);
    sentence.textContent = this.#sentence(data);
    problems.element.hidden = this.#part !== "problems";
    scores.element.hidden = this.#part !== "accuracy";
    training.element.hidden = this.#part !== "training";
    problems.show(result.problems);
    scores.show(result, this.#sort);
    training.show(result, params.language);
    tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ scores, training }) {
    scores.draw();
    training.draw();
  }

  /** @param {WordProblemsData} data */
  #sentence({ params }) {
    if (this.#part === "accuracy") return this.say("sentence_accuracy");
    if (this.#part === "training") return this.say("sentence_training");
    return params.split === "numbers" ? this.say("sentence_numbers") : params.split === "patterns" ? this.say("sentence_patterns") : this.say("sentence_trained");
  }

  /** @param {Partial<Pick<Params, "part" | "sort">>} changes */
  #change({ part = this.#part, sort = this.#sort }) {
    this.#part = part;
    this.#sort = sort;
    this.update();
    this.measure();
    this.tell("change", { part, sort });
  }

  /**
   * Put a problem to our model.
   * @param {"prompt-comparison" | "chain-of-thought"} view
   * @param {Problem} problem
   */
  #visit(view, { text, answer }) {
    if (!this.data) return;
    const { params, result } = this.data;
    this.tell("visit", { view, params: { problem: text, answer: String(answer), language: params.language, model: result.model } });
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { result } = this.data;
    const cell = (/** @type {import("../shared/accuracy.js").Tally | undefined} */ tally) => (tally ? `${tally.right}/${tally.total} (${(tally.share * 100).toFixed(1)} %)` : "–");
    const long = (/** @type {string} */ content) => h("span", { class: "long" }, content);
    if (this.#part === "problems") {
      return [table(say("table_problems"), [say("col_problem"), say("col_lines"), say("col_answer"), say("col_unseen")], result.problems.map(({ text, lines, answer, unseen_words: words, unseen_operations: operations }) => [
        long(text), long(lines.map(written).join(" ")), answer,
        long([...new Set(words.map(({ start, end }) => [...text].slice(start, end).join(""))), ...operations.map(written)].join(", ") || "–"),
      ]))];
    }
    if (this.#part === "training") {
      return [
        table(say("figures"), [say("col_figure"), say("col_value")], figuresOf(result, say)),
        ...result.logs.map((log) =>
          table(
            `${say("loss")} · ${log.model}`,
            ["col_phase", "col_step", "col_characters", "col_seconds", "col_loss", "col_checks"].map((key) => say(key)),
            log.points.map(({ phase, step, tokens, seconds, loss, checks }) => [
              h("span", {}, phase === "revision" ? say("phase_revision") : phase === "problems" ? say("phase_problems") : phase === "sums" ? say("phase_sums") : say("phase_small_sums")), step, tokens.toLocaleString("en"), seconds, loss,
              checks.map((check) => `${check.language} ${check.split === "numbers" ? say("split_numbers") : say("split_patterns")} ${check.with_steps} / ${check.at_once}`).join(", "),
            ]),
          ),
        ),
      ];
    }
    const heads = COLUMNS.map(([split, prompt]) => `${split === "numbers" ? say("split_numbers") : say("split_patterns")}: ${prompt === AT_ONCE ? say("at_once") : say("with_steps")}`);
    return [
      table(say("by_steps"), [say("steps"), ...heads], ROWS.map((steps) => [h("span", {}, stepsName(steps, say)), ...COLUMNS.map(([split, prompt]) => cell(tallyOf(result.groups, steps, split, prompt)))])),
      table(
        say("by_pattern"),
        [say("pattern"), say("steps"), say("col_kind"), say("with_steps"), say("at_once")],
        ordered(result.patterns, this.#sort).map(({ example, steps, held_out: held, accuracy }) => [long(example), steps, h("span", {}, held ? say("pattern_held_out") : say("pattern_trained")), cell(accuracy[WITH_STEPS]), cell(accuracy[AT_ONCE])]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawCard(this.data, { part: this.#part, sort: this.#sort, open: this.parts?.problems.open ?? new Set() }, this.#sentence(this.data), this.say, ink);
  }
}

/**
 * @typedef {{controls: Controls, problems: Problems, scores: Scores, training: Training, sentence: HTMLElement,
 *   tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("problem-maker")) customElements.define("problem-maker", ProblemMaker);
