/** The problems that the generator made: what was never seen in training is marked, the solution opens when it is asked for. */

import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * A text in stretches: which of them are unseen words.
 * @param {Pick<Problem, "text" | "unseen_words">} problem
 * @returns {{text: string, unseen: boolean}[]}
 */
export function stretches({ text, unseen_words: words }) {
  const characters = [...text];
  const cut = (/** @type {number} */ from, /** @type {number} */ to, /** @type {boolean} */ unseen) => ({ text: characters.slice(from, to).join(""), unseen });
  let end = 0;
  const found = words.flatMap((word) => {
    const before = cut(end, word.start, false);
    end = word.end;
    return [before, cut(word.start, word.end, true)];
  });
  return [...found, cut(end, characters.length, false)].filter((stretch) => stretch.text !== "");
}

/** A calculation with a true minus sign. @param {string} line */
export const written = (line) => line.replace("-", "−");

export class Problems {
  /** @type {readonly Problem[]} */
  #shown = [];
  /** Places of the problems whose solution is to be seen. @type {Set<number>} */
  open = new Set();

  /**
   * @param {Say} say
   * @param {((view: "prompt-comparison" | "chain-of-thought", problem: Problem) => void) | null} visit
   * @param {() => void} changed a solution was opened or closed
   */
  constructor(say, visit, changed) {
    this.say = say;
    this.visit = visit;
    this.changed = changed;
    this.all = h("button", { type: "button", class: "quiet" });
    this.all.addEventListener("click", () => {
      this.open = new Set(this.open.size === this.#shown.length ? [] : this.#shown.keys());
      changed();
    });
    this.list = h("ol", { class: "problems" });
    this.legend = h("p", { class: "soft legend" }, h("mark", {}, say("legend_word")), " ", say("legend_unseen"));
    this.element = h("section", {}, this.list, h("div", { class: "bar" }, this.legend, this.all));
  }

  /** @param {readonly Problem[]} problems */
  show(problems) {
    if (this.#shown !== problems) {
      this.#shown = problems;
      this.open = new Set();
      this.list.replaceChildren(...problems.map((problem, place) => this.#card(problem, place)));
      this.legend.hidden = problems.every((problem) => !problem.unseen_words.length && !problem.unseen_operations.length);
    }
    [...this.list.children].forEach((card, place) => {
      const open = this.open.has(place);
      card.querySelector(".solution")?.toggleAttribute("hidden", !open);
      const button = card.querySelector("button");
      button?.setAttribute("aria-expanded", String(open));
      if (button) button.textContent = open ? this.say("solution_hide") : this.say("solution_show");
    });
    this.all.textContent = this.open.size === problems.length ? this.say("all_hide") : this.say("all_show");
  }

  /** @param {Problem} problem @param {number} place */
  #card(problem, place) {
    const { say, visit } = this;
    const solution = h("button", { type: "button", class: "quiet" });
    solution.addEventListener("click", () => {
      if (!this.open.delete(place)) this.open.add(place);
      this.changed();
    });
    const go = (/** @type {"prompt-comparison" | "chain-of-thought"} */ view, /** @type {string} */ label) => {
      const button = h("button", { type: "button", class: "quiet" }, label);
      button.addEventListener("click", () => visit?.(view, problem));
      return button;
    };
    return h(
      "li",
      { class: "problem" },
      h("p", { class: "text" }, ...stretches(problem).map(({ text, unseen }) => (unseen ? h("mark", {}, text) : text))),
      h("p", { class: "solution", hidden: true }, ...solutionOf(problem, say)),
      h("div", { class: "doing" }, solution, visit && go("prompt-comparison", say("ask_model")), visit && go("chain-of-thought", say("ask_steps"))),
    );
  }
}

/**
 * The lines of a solution and its answer; operations that were never seen in training are marked, also those taken apart.
 * @param {Problem} problem
 * @param {Say} say
 */
function solutionOf({ lines, answer, unseen_operations: unseen }, say) {
  const apart = unseen.filter((operation) => !lines.includes(operation));
  return [
    ...lines.flatMap((line) => [h("span", { class: "line" }, unseen.includes(line) ? h("mark", {}, written(line)) : written(line)), " "]),
    h("b", {}, say("answer", { answer })),
    ...(apart.length ? [" ", h("span", { class: "soft" }, say("apart", { operations: apart.map(written).join(", ") }))] : []),
  ];
}
