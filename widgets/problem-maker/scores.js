/** How many problems our model solves: by number of steps, and pattern by pattern. */

import { AT_ONCE, WITH_STEPS, perCent } from "../shared/accuracy.js";
import { segments } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { sequentialStep } from "../shared/numbers.js";
import { areaOf, columns, ordered, patternsChart } from "./patterns-chart.js";

/** @typedef {import("./types.js").Group} Group */
/** @typedef {import("./types.js").PatternScore} PatternScore */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Sort} Sort */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The columns of the table by steps: a split and a style each. @type {readonly (readonly ["numbers" | "patterns", string])[]} */
export const COLUMNS = [["numbers", AT_ONCE], ["numbers", WITH_STEPS], ["patterns", AT_ONCE], ["patterns", WITH_STEPS]];
export const ROWS = [1, 2, 3, 0];

/**
 * How a row of the table by steps is called.
 * @param {number} steps
 * @param {Say} say
 */
export const stepsName = (steps, say) => (steps === 1 ? say("steps_1") : steps === 2 ? say("steps_2") : steps === 3 ? say("steps_3") : say("steps_all"));

/**
 * @param {readonly Group[]} groups
 * @param {number} steps
 * @param {string} split
 * @param {string} style
 */
export const tallyOf = (groups, steps, split, style) => groups.find((group) => group.steps === steps && group.split === split)?.accuracy[style];

export class Scores {
  /** @type {readonly PatternScore[]} */
  #patterns = [];
  #looked = 0;

  /**
   * @param {Say} say
   * @param {(sort: Sort) => void} sort
   * @param {(pattern: PatternScore) => void} make problems of this pattern
   * @param {{moves: boolean, asks: boolean}} may
   */
  constructor(say, sort, make, { moves, asks }) {
    this.say = say;
    this.sorts = segments(say("sort"), "sort", [[WITH_STEPS, say("sort_with")], [AT_ONCE, say("sort_once")], ["steps", say("sort_steps")]], (value) => sort(/** @type {Sort} */ (value)));
    this.cells = h("tbody");
    const head = (/** @type {string} */ label) => h("th", { scope: "colgroup", colspan: 2 }, label);
    const [once, steps] = [say("at_once"), say("with_steps")];
    this.matrix = h(
      "table",
      { class: "matrix" },
      h("caption", {}, say("by_steps")),
      h("thead", {}, h("tr", {}, h("td"), head(say("split_numbers")), head(say("split_patterns"))), h("tr", {}, h("td"), ...[once, steps, once, steps].map((label) => h("th", { scope: "col" }, label)))),
      this.cells,
    );
    this.svg = s("svg", { role: "img" });
    this.box = h("div", { class: "patterns" }, this.svg);
    this.slider = h("input", { type: "range", min: 0, step: 1, "aria-label": say("by_pattern") });
    this.slider.addEventListener("input", () => this.#look(this.slider.valueAsNumber));
    if (moves) for (const type of /** @type {const} */ (["pointermove", "click"])) this.box.addEventListener(type, (event) => this.#pointed(event));
    this.name = h("p", { class: "text" });
    this.figures = h("p", { class: "figures" });
    this.make = h("button", { type: "button", class: "quiet" }, say("make_such"));
    this.make.addEventListener("click", () => {
      const pattern = this.#patterns[this.#looked];
      if (pattern) make(pattern);
    });
    this.note = h("p", { class: "soft" });
    this.element = h(
      "section",
      { class: "accuracy" },
      h("div", { class: "by-steps" }, this.matrix, this.note),
      h(
        "div",
        { class: "by-pattern" },
        h("div", { class: "bar" }, h("h3", {}, say("by_pattern")), h("p", { class: "key" }, h("span", { class: "with-steps" }, "● " + steps), " ", h("span", { class: "at-once" }, "■ " + once)), moves && this.sorts.element),
        this.box,
        moves && this.slider,
        h("div", { class: "readout", "aria-live": "polite" }, this.name, this.figures, asks && this.make),
      ),
    );
  }

  /**
   * @param {Result} result
   * @param {Sort} sort
   */
  show({ groups, patterns, made, model }, sort) {
    const { say } = this;
    this.sorts.show(sort);
    const before = this.#patterns[this.#looked]?.pattern;
    this.#patterns = ordered(patterns, sort);
    this.#looked = Math.max(0, this.#patterns.findIndex(({ pattern }) => pattern === before));
    this.cells.replaceChildren(
      ...ROWS.map((steps) =>
        h("tr", { class: steps ? null : "all" }, h("th", { scope: "row" }, stepsName(steps, say)), ...COLUMNS.map(([split, style]) => {
          const tally = tallyOf(groups, steps, split, style);
          if (!tally) return h("td", {}, "–");
          const cell = h("td", {}, h("b", {}, perCent(tally.share)), h("small", {}, `${tally.right}/${tally.total}`));
          const step = sequentialStep(tally.share ** 2); // even steps of the scale
          cell.style.background = `var(--seq-${step})`;
          cell.style.color = `var(--seq-${step}-text)`;
          return cell;
        })),
      ),
    );
    this.note.textContent = made ? say("measured", { model, day: made }) : say("not_measured");
    this.slider.max = String(this.#patterns.length - 1);
    this.#tell();
  }

  draw() {
    const [width, tall] = [this.box.clientWidth, this.box.clientHeight];
    if (!width || !tall) return;
    const size = parseFloat(getComputedStyle(this.box).fontSize);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    this.svg.setAttribute("aria-label", this.say("by_pattern"));
    this.svg.replaceChildren(...onPage(patternsChart(this.#patterns, this.#looked, areaOf(width, tall, size), { size, colours: themed }, this.say)));
  }

  /** @param {number} place */
  #look(place) {
    this.#looked = place;
    this.#tell();
    this.draw();
  }

  #tell() {
    const { say } = this;
    const pattern = this.#patterns[this.#looked];
    this.slider.value = String(this.#looked);
    if (!pattern) return;
    this.slider.setAttribute("aria-valuetext", pattern.example);
    this.name.textContent = pattern.example;
    const said = (/** @type {string} */ label, /** @type {string} */ style) => {
      const tally = pattern.accuracy[style];
      return tally ? `${label} ${tally.right}/${tally.total}` : "";
    };
    this.figures.textContent = [
      stepsName(pattern.steps, say),
      pattern.held_out ? say("pattern_held_out") : say("pattern_trained"),
      said(say("with_steps"), WITH_STEPS),
      said(say("at_once"), AT_ONCE),
    ].filter(Boolean).join(" · ");
  }

  /** @param {PointerEvent | MouseEvent} event */
  #pointed(event) {
    const edge = this.box.getBoundingClientRect();
    const { place } = columns(this.#patterns, areaOf(edge.width, edge.height, parseFloat(getComputedStyle(this.box).fontSize)));
    const found = place(event.clientX - edge.left);
    if (found !== this.#looked) this.#look(found);
  }
}
