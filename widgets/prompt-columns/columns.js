/** One problem, asked in several ways: a column for each, with our words, the model's, and what came of it. */

import { WITH_STEPS } from "../shared/accuracy.js";
import { h } from "../shared/dom.js";
import { Share, knownIn } from "./accuracy.js";
import { aboutOf, titleOf } from "./names.js";
import { outcome, runsOf, signOf, wordOf } from "./outcome.js";
import { drawWritten, partsOf, readable } from "./prompt.js";
import { spent } from "./told.js";
import { drawVotes } from "./votes.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Texts of more characters are written smaller; the longest are cut short, too. */
const MIDDLE = 70;
const LONG = 160;

/**
 * @typedef {object} Does what a column's buttons do
 * @property {(problem: number, style: Style, button: HTMLElement) => void} open show the whole prompt
 * @property {((problem: number) => void) | null} visit look for the first wrong step
 * @property {(run: Run) => number} shown letters of a completion that are shown
 * @property {(run: Run) => boolean} seen whether all of it is
 */

export class Columns {
  /** @type {Map<Style, Column>} */
  #columns = new Map();

  /**
   * @param {Say} say
   * @param {Does} does
   */
  constructor(say, does) {
    this.say = say;
    this.does = does;
    this.element = h("div", { class: "columns" });
  }

  /**
   * @param {Result} result
   * @param {Style | null} opened whose prompt is open
   */
  show(result, opened) {
    const columns = result.styles.map(({ style }) => this.#columns.get(style) ?? new Column(style, this.say, this.does));
    const same = columns.length === this.element.childElementCount && columns.every(({ element }, place) => this.element.children[place] === element);
    if (!same) this.element.replaceChildren(...columns.map(({ element }) => element));
    this.#columns = new Map(columns.map((column) => [column.style, column]));
    this.element.style.setProperty("--columns", String(columns.length));
    const longest = Math.max(...result.runs.map((run) => endOf(run, result).length + run.completion.length));
    this.element.className = `columns ${columns.length < 3 ? "few" : columns.length < 5 ? "some" : "many"} ${longest > LONG ? "long" : longest > MIDDLE ? "middle" : "short"}`;
    for (const column of columns) column.show(result, opened === column.style);
  }

  /** Only what is being written. @param {Result} result */
  write(result) {
    for (const column of this.#columns.values()) column.write(result);
  }
}

/**
 * Our words after the problem.
 * @param {Run} run
 * @param {Result} result
 */
const endOf = (run, { problems }) => run.prompt.slice(run.prompt.lastIndexOf(problems[0]?.text ?? "") + (problems[0]?.text.length ?? 0));

class Column {
  /** What `write` drew last. */
  #drawn = "";

  /**
   * @param {Style} style
   * @param {Say} say
   * @param {Does} does
   */
  constructor(style, say, does) {
    this.style = style;
    this.say = say;
    this.does = does;
    this.share = new Share(say);
    this.said = h("div", { class: "said" });
    this.verdict = h("p", { class: "verdict" });
    this.spent = h("span", { class: "soft" });
    this.open = h("button", { type: "button", class: "quiet", "aria-expanded": "false" }, say("full_prompt"));
    this.open.addEventListener("click", () => does.open(0, style, this.open));
    const { visit } = does;
    this.chain = visit && style === WITH_STEPS ? h("button", { type: "button", class: "quiet" }, say("visit_chain")) : null;
    this.chain?.addEventListener("click", () => visit?.(0));
    this.element = h(
      "section",
      { class: "column", "aria-label": titleOf(style, say) },
      h("header", {}, h("h3", {}, titleOf(style, say)), h("p", { class: "soft" }, aboutOf(style, say)), this.share.element),
      this.said,
      this.verdict,
      h("footer", {}, this.spent, this.open, this.chain),
    );
  }

  /**
   * @param {Result} result
   * @param {boolean} opened
   */
  show(result, opened) {
    const accuracy = result.accuracy.find(({ style }) => style === this.style);
    this.share.show(accuracy, knownIn(result));
    this.open.setAttribute("aria-expanded", String(opened));
    this.spent.textContent = accuracy ? spent(accuracy.tokens, accuracy.milliseconds, this.say) : "";
    this.#drawn = "";
    this.write(result);
  }

  /** @param {Result} result */
  write(result) {
    const runs = runsOf(result, 0, this.style);
    const run = runs.find(({ state }) => state === "writing") ?? runs[0];
    if (!run) return;
    const letters = Math.floor(this.does.shown(run));
    const { kind, answer, count, done, total } = outcome(result, 0, this.style, this.does.seen);
    const vote = result.votes.find(({ style, problem }) => style === this.style && problem === 0);
    const drawn = JSON.stringify([run.prompt, run.completion, letters, kind, answer, vote, done]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.said.className = "said" + (run.state === "writing" ? " growing" : "");
    this.said.replaceChildren(...(vote && total > 1 ? [drawVotes(vote, this.say)] : this.#words(result, run, letters)));
    const right = result.problems[0]?.answer ?? null;
    const word = kind === "wrong" && right !== null ? this.say("wrong_right", { answer: right.replaceAll("|", " · ") }) : wordOf(kind, this.say);
    const number = answer === null ? null : h("b", {}, ...readable(answer));
    this.verdict.className = "verdict " + kind;
    this.verdict.replaceChildren(
      ...(number ? [number] : []),
      h("span", { class: "sign", "aria-hidden": "true" }, signOf(kind)),
      h("span", {}, total > 1 && vote && answer !== null ? this.say("vote", { count, total: done, verdict: word }) : word),
    );
  }

  /**
   * What was said: the end of our words, and the model's. All that stands before the problem is cut short.
   * @param {Result} result
   * @param {Run} run
   * @param {number} letters
   */
  #words(result, run, letters) {
    const column = result.styles.find(({ style }) => style === this.style);
    const parts = partsOf(run.prompt, column?.pieces ?? {}, result.problems[0]?.text ?? "");
    const asked = parts.findIndex(({ kind }) => kind === "problem");
    const before = parts.slice(0, Math.max(asked, 0));
    const after = parts.slice(asked + 1);
    const draw = (/** @type {readonly import("./prompt.js").Part[]} */ some) => some.map(({ kind, text }) => h("span", { class: kind }, ...readable(text, true)));
    const first = before.some(({ kind }) => kind === "style") && h("p", { class: "before" }, ...draw(before.filter(({ kind }) => kind === "style")));
    const open = run.state === "writing" || run.state === "waiting";
    const more = letters < [...run.completion].length;
    const ours = draw(after.map((part, place) => ({ ...part, text: place ? part.text : part.text.trimStart() })));
    return [
      ...(first ? [first] : []),
      h("p", { class: "answered" }, ...ours, h("span", { class: "model" }, ...drawWritten(run, letters, true)), open && !more ? h("span", { class: "caret", "aria-hidden": "true" }) : ""),
      ...(run.ended === "length" && !more ? [h("p", { class: "soft" }, this.say("ended_length"))] : []),
    ];
  }
}
