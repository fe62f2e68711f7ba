/** A recurrent network and attention side by side: what is computed after so many steps one after the other. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @typedef {{element: HTMLElement, track: HTMLElement, done: HTMLElement, now: HTMLElement, count: HTMLElement}} Lane */

/** px a token must have for its edges to be drawn */
const EDGES = 5;

/**
 * How information gets from the first token to the query.
 * @param {Result} result
 * @param {Say} say
 */
export function waySentence({ path }, say) {
  const layers = path.layers[0] ?? null;
  const values = { query: path.query, steps: whole(path.query) };
  if (path.query === 0) return say("way_none");
  return layers === null ? say("way_never", values) : say("way", { ...values, layers: whole(layers) });
}

export class Lanes {
  #length = 1;

  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.rnn = this.#lane(say("rnn"));
    this.attention = this.#lane(say("attention"));
    this.way = h("p", { class: "soft" });
    this.element = h("div", { class: "lanes" }, h("h3", {}, say("steps")), this.rnn.element, this.attention.element, this.way);
  }

  /** @param {string} name @returns {Lane} */
  #lane(name) {
    const done = h("div", { class: "done" });
    const now = h("div", { class: "now" });
    const track = h("div", { class: "track" }, done, now);
    const count = h("span", { class: "steps-of" });
    return { element: h("div", { class: "lane" }, h("b", {}, name), track, count), track, done, now, count };
  }

  /**
   * @param {Settings} settings
   * @param {Result} result
   * @param {number} step how many steps have been made
   */
  show({ length }, result, step) {
    this.#length = length;
    this.#fill(this.rnn, Math.max(step - 1, 0), Math.min(step, 1), step, result.rnn_steps);
    const all = step > 0 ? length : 0; // every token in the first step
    this.#fill(this.attention, step > result.attention_steps ? all : 0, step === result.attention_steps ? all : 0, Math.min(step, result.attention_steps), result.attention_steps);
    this.way.textContent = waySentence(result, this.say);
  }

  /**
   * @param {Lane} lane
   * @param {number} done tokens before this step
   * @param {number} now tokens in this step
   * @param {number} step
   * @param {number} steps
   */
  #fill({ done: before, now: current, count }, done, now, step, steps) {
    const share = (/** @type {number} */ tokens) => `${(100 * tokens) / this.#length}%`;
    before.style.inlineSize = share(done);
    current.style.insetInlineStart = share(done);
    current.style.inlineSize = share(now);
    count.textContent = this.say("step_of", { step: whole(step), steps: whole(steps) });
  }

  /** Draw edges between tokens where there is room for them. */
  draw() {
    for (const { track } of [this.rnn, this.attention]) {
      track.style.setProperty("--token", `${100 / this.#length}%`);
      track.classList.toggle("edged", track.clientWidth / this.#length >= EDGES);
    }
  }
}
