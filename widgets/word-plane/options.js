/** What can be asked differently: are the words typed left out, and how many words are shown. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { cosine, shown } from "./formula.js";

/** @typedef {import("./types.js").WordArithmetic} WordArithmetic */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The steps of the number of words. */
export const COUNTS = [1, 3, 5, 10, 15, 20, 30, 50];
const DEBOUNCE = 150; // ms the stepper rests before the page is told

export class Options {
  #count = 10;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pending;

  /**
   * @param {Say} say
   * @param {(asked: {exclude_inputs: boolean} | {top_n: number}) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    this.box = h("input", { type: "checkbox", role: "switch", id: "exclude", "aria-describedby": "otherwise" });
    this.box.addEventListener("change", () => ask({ exclude_inputs: this.box.checked }));
    this.fewer = h("button", { type: "button", class: "step", "aria-label": say("fewer") }, "−");
    this.more = h("button", { type: "button", class: "step", "aria-label": say("more") }, "+");
    this.count = h("output", { class: "count" });
    for (const [button, way] of /** @type {const} */ ([[this.fewer, -1], [this.more, 1]])) {
      button.addEventListener("click", () => {
        this.#set(stepped(this.#count, way));
        clearTimeout(this.#pending);
        this.#pending = setTimeout(() => {
          this.#pending = undefined;
          ask({ top_n: this.#count });
        }, DEBOUNCE);
      });
    }
    this.element = h(
      "div",
      { class: "options", role: "group", "aria-label": say("options") },
      h("label", { class: "switch", for: "exclude" }, this.box, h("span", {}, say("exclude"))),
      h("div", { class: "stepper", role: "group", "aria-label": say("count") }, this.fewer, this.count, this.more),
    );
  }

  /** @param {WordArithmetic} data */
  show({ params }) {
    this.box.checked = params.exclude_inputs;
    if (this.#pending === undefined) this.#set(params.top_n);
  }

  /** Forget what was not yet told. */
  stop() {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }

  /** @param {number} count */
  #set(count) {
    this.#count = count;
    this.count.textContent = this.say("words", { count });
    this.fewer.disabled = count <= (COUNTS[0] ?? 1);
    this.more.disabled = count >= (COUNTS.at(-1) ?? 50);
  }
}

/**
 * The next step of the number of words.
 * @param {number} count
 * @param {1 | -1} way
 */
export function stepped(count, way) {
  const next = way > 0 ? COUNTS.find((one) => one > count) : COUNTS.findLast((one) => one < count);
  return next ?? count;
}

/**
 * What happens to the words typed, and what would happen if they were treated the other way.
 * @param {import("./types.js").Params} params
 * @param {import("./types.js").Result} result
 * @param {Say} say
 * @returns {string[]} sentences
 */
export function otherwise({ exclude_inputs }, { terms, first_with_inputs: first }, say) {
  if (!first) return [];
  const who = first.input ? (exclude_inputs ? "would_win" : "wins") : exclude_inputs ? "would_win_too" : "wins_too";
  const ranks = terms.map(({ word, rank }) => say("rank_of", { word: shown(word), rank: whole(rank) })).join(say("between"));
  return [say(who, { word: shown(first.word), cosine: cosine(first.cosine) }), ...(terms.length > 1 ? [say("ranks", { ranks })] : [])];
}
