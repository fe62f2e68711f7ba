/** What a hand can set: the part of the card, the language, and which problems are made. */

import { segments, selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

const LONG = 24; // characters of a pattern that are shown in the list
const SEEDS = 2 ** 31;

export class Controls {
  /**
   * @param {Say} say
   * @param {{ask: (changes: Partial<Params>) => void, roll: (seed: number) => void, turn: (part: Params["part"]) => void}} does
   * @param {boolean} asks whether the server can be asked
   */
  constructor(say, { ask, roll, turn }, asks) {
    this.say = say;
    this.part = segments(say("part"), "part", [["problems", say("part_problems")], ["accuracy", say("part_accuracy")], ["training", say("part_training")]], (part) => turn(part));
    this.language = segments(say("language"), "language", [["ja", say("language_ja")], ["en", say("language_en")]], (language) => ask({ language, pattern: "" }));
    this.split = segments(say("split"), "split", [["numbers", say("split_numbers")], ["patterns", say("split_patterns")], ["trained", say("split_trained")]], (split) => ask({ split, pattern: "" }));
    this.steps = segments(say("steps"), "steps", [["0", say("steps_all")], ["1", say("steps_1")], ["2", say("steps_2")], ["3", say("steps_3")]], (steps) => ask({ steps: Number(steps), pattern: "" }));
    this.pattern = selection(say("pattern"), (pattern) => ask({ pattern }), { id: "pattern", quietly: true });
    const dice = h("button", { type: "button", class: "block strong" }, h("span", { "aria-hidden": "true" }, "⚄"), say("roll"));
    dice.addEventListener("click", () => roll(Math.floor(Math.random() * SEEDS)));
    this.making = h("div", { class: "making" }, this.split.element, this.steps.element, this.pattern.element, dice);
    this.element = h("div", { class: "controls" }, h("div", { class: "bar" }, this.part.element, asks && this.language.element), asks && this.making);
  }

  /**
   * @param {Params} params
   * @param {Params["part"]} part
   * @param {Result} result
   */
  show(params, part, { choices, patterns }) {
    this.part.show(part);
    this.language.show(params.language);
    this.split.show(params.split);
    this.steps.show(/** @type {"0"} */ (String(params.steps)));
    this.making.hidden = part !== "problems";
    const name = (/** @type {string} */ id) => {
      const characters = [...(patterns.find(({ pattern }) => pattern === id)?.example ?? this.say("pattern_sum"))];
      return characters.length > LONG ? characters.slice(0, LONG).join("") + "…" : characters.join("");
    };
    this.pattern.show([["", this.say("pattern_all")], ...choices.map((id) => /** @type {const} */ ([id, name(id)]))], params.pattern);
  }
}
