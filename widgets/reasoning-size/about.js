/** What is known of the model one looks at: each style with its interval, and how it was trained. */

import { AT_ONCE, WITH_STEPS, brief, perCent } from "../shared/accuracy.js";
import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").Size} Size */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The styles in the order in which they are told; others may have been measured, too. @type {readonly (readonly [string, string])[]} */
export const STYLES = [
  [WITH_STEPS, "with_steps"],
  ["chain-of-thought", "style_chain_of_thought"],
  ["instruction", "style_instruction"],
  [AT_ONCE, "at_once"],
  ["zero-shot", "style_zero_shot"],
  ["few-shot", "style_few_shot"],
];

/**
 * The facts of a model in the order in which they are told.
 * @param {Size} size
 * @param {Say} say
 */
export function factsOf({ family, parameters, accuracy, training }, say) {
  const reader = say("names");
  const [steps, once] = [accuracy[WITH_STEPS], accuracy[AT_ONCE]];
  return {
    parameters: say("parameters", { parameters: whole(parameters) }),
    tallies: STYLES.flatMap(([style, label]) => {
      const tally = accuracy[style];
      return tally ? [{ style, label: say(label), share: perCent(tally.share), tally, counted: say("counted_of", { right: whole(tally.right), total: whole(tally.total), low: perCent(tally.low), high: perCent(tally.high) }) }] : [];
    }),
    gain: steps && once ? say("gain", { points: `${steps.share < once.share ? "−" : "+"}${Math.round(100 * Math.abs(steps.share - once.share))}` }) : "",
    trained: training
      ? say("trained", { sums: whole(training.small_sums + training.sums), problems: whole(training.problems), revision: whole(training.revision), characters: brief(training.tokens, reader), minutes: Math.round(training.seconds / 60) })
      : family === "other" ? say("not_trained") : "",
  };
}

export class About {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.name = h("h3");
    this.parameters = h("p", { class: "soft" });
    this.list = h("ul", { class: "tallies" });
    this.gain = h("p", { class: "gain" });
    this.trained = h("p", { class: "soft" });
    this.element = h("section", { class: "about", "aria-live": "polite" }, this.name, this.parameters, this.list, this.gain, this.trained);
  }

  /** @param {Size | undefined} size */
  show(size) {
    this.element.hidden = !size;
    if (!size) return;
    const { parameters, tallies, gain, trained } = factsOf(size, this.say);
    this.name.textContent = size.name;
    this.parameters.textContent = parameters;
    this.list.replaceChildren(...tallies.map(({ style, label, share, tally, counted }) => {
      const fill = h("i", { class: "fill" });
      const reach = h("i", { class: "reach" });
      fill.style.inlineSize = `${tally.share * 100}%`;
      reach.style.insetInlineStart = `${tally.low * 100}%`;
      reach.style.inlineSize = `${(tally.high - tally.low) * 100}%`;
      return h("li", { class: style === AT_ONCE ? "at-once" : style === WITH_STEPS ? "with-steps" : null }, h("p", { class: "line" }, h("span", {}, label), h("b", {}, share)), h("div", { class: "track", "aria-hidden": "true" }, fill, reach), h("p", { class: "soft" }, counted));
    }));
    this.gain.textContent = gain;
    this.trained.textContent = trained;
  }
}
