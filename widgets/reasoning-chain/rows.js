/**
 * The chain as it is read: the problem, a row for each calculation with what is to be said of it, the answer; and the
 * field in which a pupil writes a step.
 */

import { h, s } from "../shared/dom.js";
import { arrows, uses } from "./arrows.js";
import { minus, reason, verdictOnAnswer, verdicts, writers } from "./said.js";

/** @typedef {import("./arrows.js").Box} Box */
/** @typedef {import("./types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("./said.js").Verdict} Verdict */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {{row: HTMLElement, equation: HTMLElement, about: HTMLElement, result: HTMLElement, operands: HTMLElement[]}} Drawn */

export class Rows {
  /** @type {Drawn[]} */
  #drawn = [];
  /** @type {readonly Step[]} */
  #steps = [];
  /** What is drawn now, to draw nothing twice. */
  #shown = "";
  /** The row whose step is being written; steps.length: one more. @type {number | null} */
  #edited = null;
  /** The row that is to have the focus once it is there: its field, or its button. @type {number | null} */
  #focus = null;

  /**
   * @param {Say} say
   * @param {{goOn: (place: number, text: string) => void, redraw: () => void}} does goOn: let the model go on from this step
   * @param {boolean} live
   */
  constructor(say, does, live) {
    this.say = say;
    this.does = does;
    this.live = live;
    this.problem = h("p", { class: "asked" });
    this.list = h("ol", { class: "steps", "aria-label": say("steps") });
    this.end = h("div", { class: "end" });
    this.lines = s("svg", { class: "arrows", "aria-hidden": "true" });
    this.element = h("section", { class: "chain" }, h("div", { class: "problem" }, h("b", {}, say("problem")), this.problem), this.list, this.end, this.lines);
    // Rows grow and shrink by themselves, too: when their letters arrive, a sentence takes one line less.
    new ResizeObserver(() => this.place()).observe(this.element);
  }

  /** @param {ChainOfThought} data @param {boolean} asked whether an answer is awaited @param {{answer: string | null, correct: boolean | null} | null} before */
  show(data, asked, before) {
    const { params, result, partial = false } = data;
    const state = JSON.stringify([params.problem, result.steps, result.first_wrong, result.answer, result.answer_by_steps, result.correct, result.ended, partial, asked, before, this.#edited]);
    if (state === this.#shown) return;
    this.#shown = state;
    this.#steps = result.steps;
    this.problem.textContent = params.problem;
    if (partial) this.#edited = null;
    const found = verdicts(result.steps, result.first_wrong);
    const by = writers(result.steps);
    const open = this.live && !partial && !asked;
    this.#drawn = result.steps.map((step, place) => this.#row(step, place, found[place] ?? "right", by[place] ?? "model", open));
    this.list.classList.toggle("few", result.steps.length < 5);
    this.list.replaceChildren(...this.#drawn.map(({ row }) => row), ...(open ? [this.#more(result.steps.length)] : []));
    this.#last(data, before);
    if (this.#focus !== null && !partial && !asked) {
      const target = /** @type {HTMLElement | null} */ (this.list.querySelector("input") ?? this.list.children[this.#focus]?.querySelector("button"));
      target?.focus();
      if (target instanceof HTMLInputElement) target.select();
      else this.#focus = null;
    }
  }

  /**
   * @param {Step} step
   * @param {number} place
   * @param {Verdict} verdict
   * @param {import("./said.js").Writer} by
   * @param {boolean} open whether it can be changed now
   * @returns {Drawn}
   */
  #row(step, place, verdict, by, open) {
    const { say } = this;
    const operands = step.operands.map(({ text, known }) => h("span", { class: "number" + (known ? "" : " nowhere") }, minus(text)));
    const signs = step.signs.map((sign) => h("span", { class: "sign" }, minus(sign)));
    const result = h("span", { class: "result" }, minus(step.result));
    const equation = h("p", { class: "equation" }, h("span", { class: "left" }, ...operands.flatMap((operand, at) => [at > 0 && signs[at - 1], operand]).filter((part) => part !== false && part !== undefined)), h("span", { class: "sign" }, "="), result);
    const mark = verdict === "right" ? "✓" : verdict === "follows" ? "↳" : "✗";
    const said = verdict === "follows" ? say("follows") : verdict === "right" ? say("right") : reason(step, say);
    const about = h(
      "p",
      { class: "verdict" },
      h("span", { class: "mark-of", "aria-hidden": "true" }, mark),
      h("span", { class: verdict === "right" ? "quietly" : null }, said),
      by !== "model" && h("span", { class: by === "pupil" ? "mine" : "mine kept" }, say(by === "pupil" ? "by_pupil" : "by_kept")),
    );
    const edit = h("button", { type: "button", class: verdict === "first" ? "block light gold" : "quiet", "aria-label": say("change_step", { place: place + 1 }) }, say(verdict === "first" ? "correct" : "change"));
    edit.addEventListener("click", () => this.edit(place));
    const row = h("li", { class: `step ${verdict}${by === "pupil" ? " pupil" : ""}` }, h("span", { class: "place", "aria-hidden": "true" }, place + 1), equation, about, open && this.#edited !== place && edit, open && this.#edited === place && this.#field(step.text, place));
    return { row, equation, about, result, operands };
  }

  /** One more step, after all the others. @param {number} place */
  #more(place) {
    const { say } = this;
    if (this.#edited === place) return h("li", { class: "more" }, this.#field("", place));
    const add = h("button", { type: "button", class: "quiet" }, say(place ? "add" : "add_first"));
    add.addEventListener("click", () => this.edit(place));
    return h("li", { class: "more" }, add);
  }

  /** The field in which a step is written. @param {string} text @param {number} place */
  #field(text, place) {
    const { say } = this;
    const input = h("input", { type: "text", maxlength: 120, value: text, "aria-label": say("your_step", { place: place + 1 }), placeholder: say("step_placeholder"), spellcheck: "false", autocomplete: "off" });
    const go = h("button", { type: "submit", class: "block light strong" }, say("go_on"));
    const leave = h("button", { type: "button", class: "quiet" }, say("cancel"));
    const form = h("form", { class: "writing" }, input, go, leave);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) this.does.goOn(place, input.value);
    });
    const close = () => {
      this.#edited = null;
      this.does.redraw();
    };
    leave.addEventListener("click", close);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close();
    });
    return form;
  }

  /** Open the field of a step. @param {number} place */
  edit(place) {
    this.#edited = this.#focus = place;
    this.does.redraw();
  }

  /** Nothing is written any more: other steps are there, or will be. */
  close() {
    this.#edited = null;
  }

  /** The answer. @param {ChainOfThought} data @param {{answer: string | null, correct: boolean | null} | null} before */
  #last(data, before) {
    const { say } = this;
    const { mark, text, note } = verdictOnAnswer(data, say);
    const { correct } = data.result;
    const earlier = before && !data.partial ? say("before", { answer: minus(before.answer ?? "–"), mark: before.correct ? "✓" : before.correct === false ? "✗" : "" }) : "";
    this.end.className = `end ${correct ? "right" : correct === false ? "wrong" : ""}`;
    this.end.hidden = !text;
    this.end.replaceChildren(h("p", { class: "final" }, h("span", { class: "mark-of", "aria-hidden": "true" }, mark), h("b", {}, text)), ...[note, earlier].filter(Boolean).map((sentence) => h("p", { class: "soft" }, sentence)));
  }

  /** Draw the arrows between the rows as they stand now. */
  place() {
    const corner = this.element.getBoundingClientRect();
    /** @param {HTMLElement} element @returns {Box} */
    const box = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left: left - corner.left, right: right - corner.left, top: top - corner.top, bottom: bottom - corner.top };
    };
    // An open field lies where the arrow from its step would run.
    const drawn = uses(this.#steps).filter(({ from }) => from !== this.#edited);
    const outside = this.#drawn.some(({ equation, about }) => box(about).top >= box(equation).bottom - 1);
    const found = arrows(drawn, this.#drawn.map(({ result }) => box(result)), this.#drawn.map(({ operands }) => operands.map(box)), this.#drawn.map(({ row }) => box(row)), outside);
    this.lines.replaceChildren(
      ...found.flatMap(({ path, head }) => [s("path", { d: path, class: "halo" }), s("path", { d: path, class: "line" }), s("path", { d: head, class: "head" })]),
    );
  }
}
