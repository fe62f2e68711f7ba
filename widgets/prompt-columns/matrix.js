/** Many problems, each asked in several ways: a row for each problem, a short verdict for each way. */

import { h } from "../shared/dom.js";
import { Share, knownIn } from "./accuracy.js";
import { aboutOf, titleOf } from "./names.js";
import { outcome, signOf, wordOf } from "./outcome.js";
import { readable } from "./prompt.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @typedef {object} Row
 * @property {HTMLElement} element
 * @property {HTMLElement} text
 * @property {HTMLElement} right
 * @property {readonly HTMLButtonElement[]} cells one for each style
 */

export class Matrix {
  /** @type {Row[]} */
  #rows = [];
  /** @type {Share[]} */
  #shares = [];
  #built = "";

  /**
   * @param {Say} say
   * @param {(problem: number, style: Style, button: HTMLElement) => void} open show the whole prompt
   */
  constructor(say, open) {
    this.say = say;
    this.open = open;
    this.element = h("div", { class: "matrix" });
  }

  /**
   * @param {Result} result
   * @param {{problem: number, style: Style} | null} opened
   */
  show(result, opened) {
    this.#build(result);
    this.#shares.forEach((share, place) => share.show(result.accuracy.find(({ style }) => style === result.styles[place]?.style), knownIn(result)));
    this.#rows.forEach(({ text, right, cells }, problem) => {
      const { text: asked = "", answer = null } = result.problems[problem] ?? {};
      if (text.title !== asked) {
        text.title = asked;
        text.replaceChildren(...readable(asked));
      }
      right.replaceChildren(h("span", { class: "style-name" }, this.say("col_expected")), " ", answer === null ? "–" : answer.replaceAll("|", " · "));
      cells.forEach((cell, place) => {
        const style = result.styles[place]?.style;
        if (style) fill(cell, result, problem, style, this.say);
        cell.setAttribute("aria-expanded", String(opened !== null && opened.problem === problem && opened.style === style));
      });
    });
  }

  /** In which row something opens. @param {number} problem */
  row(problem) {
    return this.#rows[problem]?.element ?? null;
  }

  /** @param {Result} result */
  #build(result) {
    const styles = result.styles.map(({ style }) => style);
    const built = JSON.stringify([styles, result.problems.length]);
    if (built === this.#built) return;
    this.#built = built;
    const { say } = this;
    this.#shares = styles.map(() => new Share(say, true));
    const heads = styles.map((style, place) => h("div", { class: "head-cell", title: aboutOf(style, say) }, h("h3", {}, titleOf(style, say)), this.#shares[place]?.element));
    this.#rows = result.problems.map((_, problem) => {
      const text = h("p", { class: "asked" });
      const right = h("p", { class: "expected" });
      const cells = styles.map((style) => {
        const cell = h("button", { type: "button", class: "cell", "aria-expanded": "false" });
        cell.addEventListener("click", () => this.open(problem, style, cell));
        return cell;
      });
      return { element: h("li", { class: "row" }, h("span", { class: "place", "aria-hidden": "true" }, problem + 1), text, right, h("div", { class: "cells" }, ...cells)), text, right, cells };
    });
    this.element.style.setProperty("--columns", String(styles.length));
    this.element.replaceChildren(h("div", { class: "heads" }, h("span", { class: "corner soft" }, say("shares")), h("span", { class: "expected soft" }, say("col_expected")), ...heads), h("ol", {}, ...this.#rows.map(({ element }) => element)));
  }
}

/**
 * @param {HTMLElement} cell
 * @param {Result} result
 * @param {number} problem
 * @param {Style} style
 * @param {Say} say
 */
function fill(cell, result, problem, style, say) {
  const { kind, answer, count, done, total } = outcome(result, problem, style);
  const drawn = JSON.stringify([kind, answer, count, done]);
  if (cell.dataset.drawn === drawn) return;
  cell.dataset.drawn = drawn;
  cell.className = "cell " + kind;
  cell.replaceChildren(
    h("span", { class: "style-name" }, titleOf(style, say) + " "),
    h("span", { class: "badge" }, ...(answer === null ? [] : [h("b", {}, ...readable(answer)), " "]), h("span", { class: "sign", "aria-hidden": "true" }, signOf(kind)), h("span", { class: "quietly" }, wordOf(kind, say))),
    total > 1 && answer !== null ? h("span", { class: "soft" }, say("of", { count, total: done })) : "",
  );
}
