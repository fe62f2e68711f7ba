/** The whole text: what the model was given, what a pupil has written, and what the model went on with. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { stretch } from "./beginning.js";

/** @typedef {import("./types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {"given" | "trigger" | "pupil" | "model"} Kind whose words: ours, those that make it think, a pupil's, the model's */
/** @typedef {{kind: Kind, text: string, wrong: boolean}} Part wrong: it is the first wrong step */

/**
 * The text in parts, from the beginning of the prompt to the end of the completion.
 * @param {Result} result
 * @returns {Part[]}
 */
export function parts({ prompt, trigger, written, completion, steps, first_wrong: first }) {
  const cut = prompt.endsWith(trigger) ? prompt.length - trigger.length : prompt.length;
  const own = [...written].length;
  const text = written + completion;
  const wrong = first === null ? undefined : steps[first];
  const cuts = [0, own, wrong?.start ?? 0, wrong?.end ?? 0, [...text].length].sort((one, other) => one - other);
  /** @type {Part[]} */
  const after = cuts.slice(1).map((end, place) => {
    const start = cuts[place] ?? 0;
    return { kind: start < own ? "pupil" : "model", text: stretch(text, start, end), wrong: wrong !== undefined && start >= wrong.start && end <= wrong.end };
  });
  return [{ kind: /** @type {Kind} */ ("given"), text: prompt.slice(0, cut), wrong: false }, { kind: /** @type {Kind} */ ("trigger"), text: prompt.slice(cut), wrong: false }, ...after].filter((part) => part.text !== "");
}

export class Strip {
  /** @param {Say} say @param {() => void} redraw */
  constructor(say, redraw) {
    this.say = say;
    this.text = h("p", { class: "paper" });
    this.counts = h("p", { class: "soft" });
    /** Whether the whole prompt is shown, or only its end. */
    this.all = false;
    this.more = h("button", { type: "button", class: "quiet" });
    this.more.addEventListener("click", () => {
      this.all = !this.all;
      redraw();
    });
    this.given = h("span", { class: "given" }, say("legend_given"));
    this.mine = h("span", { class: "pupil" }, say("legend_pupil"));
    const legend = h("p", { class: "legend" }, this.given, h("span", { class: "trigger" }, say("legend_trigger")), this.mine, h("span", { class: "model" }, say("legend_model")));
    this.element = h("section", { class: "strip" }, h("h3", {}, say("text")), legend, this.text, this.more, this.counts);
  }

  /** @param {ChainOfThought} data */
  show({ result, partial = false }) {
    const { say } = this;
    this.text.replaceChildren(
      ...parts(result)
        .filter(({ kind }) => this.all || kind !== "given")
        .map(({ kind, text, wrong }) => h("span", { class: kind + (wrong ? " wrong" : "") }, text)),
      partial ? h("span", { class: "caret", "aria-hidden": "true" }) : "",
    );
    this.more.textContent = say(this.all ? "prompt_hide" : "prompt_show");
    this.given.hidden = !this.all;
    this.mine.hidden = !result.written;
    this.counts.textContent = result.tokens ? say("counts", { read: whole(result.prompt_tokens), written: whole(result.tokens), seconds: (result.milliseconds / 1000).toFixed(1) }) : "";
  }
}
