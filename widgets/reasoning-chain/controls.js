/** What a hand can set: the model, the words that make it think, how the next letters are chosen, and the right answer. */

import { selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { numberField, textField } from "../shared/fields.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("../shared/picture.js").Say} Say */

const SEEDS = { min: 0, max: 2 ** 31 - 1 };

export class Controls {
  /**
   * @param {Say} say
   * @param {(changes: Partial<Params>) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    this.model = selection(say("model"), (model) => ask({ model }));
    this.trigger = textField(say("trigger"), {}, (trigger) => ask({ trigger: trigger === this.usual ? "" : trigger }));
    this.answer = textField(say("answer"), {}, (answer) => ask({ answer: answer.trim() }));
    this.temperature = numberField(say("temperature"), { min: 0, max: 2, step: 0.1 }, (temperature) => ask({ temperature }));
    this.seed = numberField(say("seed"), SEEDS, (seed) => ask({ seed }));
    this.trigger.element.classList.add("trigger");
    this.answer.element.classList.add("answer");
    /** The trigger that was not changed, where it is known. */
    this.usual = "";
    const fields = [this.model, this.trigger, this.answer, this.temperature, this.seed].map(({ element }) => element);
    this.element = h("div", { class: "controls", role: "group", "aria-label": say("controls") }, ...fields);
  }

  /** @param {ChainOfThought} data */
  show({ params, result }) {
    if (!params.trigger) this.usual = result.trigger;
    this.model.show(result.models.map(({ id, name }) => [id, name]), result.model.id);
    this.trigger.show(result.trigger);
    this.answer.input.placeholder = this.say(result.solution ? "answer_known" : "answer_placeholder");
    this.answer.show(params.answer);
    this.temperature.show(params.temperature);
    this.seed.show(params.seed);
    this.seed.element.hidden = params.temperature === 0; // nothing is drawn
  }
}
