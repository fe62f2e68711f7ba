/** A cell, opened: the prompt in full, ours and the model's part told apart, and every sample with its seed. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { titleOf } from "./names.js";
import { kindOf, runsOf, signOf, wordOf } from "./outcome.js";
import { drawWritten, partsOf, readable } from "./prompt.js";
import { spent } from "./told.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Detail {
  #drawn = "";

  /**
   * @param {Say} say
   * @param {() => void} close
   */
  constructor(say, close) {
    this.say = say;
    this.title = h("h3", {});
    this.inside = h("div", { class: "inside" });
    const button = h("button", { type: "button", class: "quiet" }, say("close"));
    button.addEventListener("click", close);
    this.element = h("section", { class: "detail", tabindex: -1 }, h("div", { class: "bar" }, this.title, button), this.inside);
  }

  /**
   * @param {Result} result
   * @param {number} problem
   * @param {Style} style
   */
  show(result, problem, style) {
    const runs = runsOf(result, problem, style);
    const column = result.styles.find((one) => one.style === style);
    const asked = result.problems[problem];
    const drawn = JSON.stringify([runs, column]);
    const [first] = runs;
    if (!first || !column || !asked || drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { say } = this;
    this.title.textContent = say("detail", { style: titleOf(style, say) });
    this.element.setAttribute("aria-label", this.title.textContent);
    const parts = partsOf(first.prompt, column.pieces, asked.text).map(({ kind, text }) => h("span", { class: kind }, ...readable(text)));
    const alone = runs.length === 1;
    this.inside.replaceChildren(
      h(
        "div",
        { class: "prompt" },
        h("p", { class: "legend soft" }, h("span", { class: "style" }, say("legend_style")), h("span", { class: "model" }, say("legend_model")), h("mark", {}, say("legend_answer"))),
        h("p", { class: "whole" }, ...parts, ...(alone ? [h("span", { class: "model" }, ...drawWritten(first))] : [])),
      ),
      h(
        "div",
        { class: "facts" },
        h("p", {}, say("prompt_tokens", { tokens: whole(first.prompt_tokens), limit: whole(result.token_limit) })),
        column.dropped_examples > 0 && h("p", {}, say("dropped", { count: column.dropped_examples })),
        first.state === "too_long" && h("p", {}, say("too_long_why", { limit: whole(result.token_limit) })),
        asked.lines.length > 0 && h("p", {}, say("calculation", { lines: asked.lines.join("  ") })),
        ...(alone ? [h("p", {}, spent(first.tokens, first.milliseconds, say)), first.ended === "length" && h("p", {}, say("ended_length"))] : []),
      ),
      ...(alone ? [] : [h("ol", { class: "samples" }, ...runs.map((run) => this.#sample(run)))]),
    );
  }

  /** @param {Run} run */
  #sample(run) {
    const kind = run.state === "done" ? kindOf(run.answer, run.correct) : run.state;
    return h(
      "li",
      { class: kind },
      h("span", { class: "soft" }, this.say("sample_seed", { seed: run.seed })),
      h("b", { class: "badge", title: wordOf(kind, this.say) }, ...readable(run.answer ?? ""), " ", signOf(kind)),
      h("span", { class: "model" }, ...drawWritten(run)),
    );
  }
}
