/** What a hand can set: the exercise and its language, the model, and how it writes. */

import { segments, selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").ExerciseId} ExerciseId */
/** @typedef {import("./types.js").LanguageExerciseData} LanguageExerciseData */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Smallest and largest value, and the step, of each number. */
export const LIMITS = { samples: [1, 5, 1], temperature: [0, 2, 0.1], new_tokens: [1, 120, 1], seed: [0, 2 ** 31 - 1, 1] };

/**
 * What to ask for when an exercise is chosen: its second prompt, where the first is what the others are compared with.
 * @param {Result} result
 * @param {ExerciseId} id
 * @param {string} language
 * @returns {object | null}
 */
export function begin({ exercises, prompt }, id, language) {
  const clean = { reading: "", context: null, look: 0 };
  if (id === "free") return { exercise: id, prompt, ...clean };
  const exercise = exercises.find((one) => one.id === id && one.language === language);
  const given = exercise?.contexts[1] ?? exercise?.contexts[0];
  return exercise && given ? { exercise: id, prompt: given.prompt, model: exercise.model, new_tokens: exercise.new_tokens, ...clean } : null;
}

export class Controls {
  /** @type {LanguageExerciseData | null} */
  #data = null;

  /**
   * @param {Say} say
   * @param {(changes: object) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    this.ask = ask;
    const choose = (/** @type {ExerciseId} */ id, /** @type {string} */ language) => {
      const changes = this.#data && begin(this.#data.result, id, language);
      if (changes) ask(changes);
    };
    this.exercise = segments(
      say("exercise"),
      "exercise",
      /** @type {const} */ ([["unagi", say("unagi")], ["tldr", say("tldr")], ["translation", say("translation")], ["free", say("free")]]),
      (id) => choose(id, this.#data?.result.language ?? say("names")),
    );
    this.language = segments(
      say("prompt_language"),
      "language",
      /** @type {const} */ ([["ja", say("in_japanese")], ["en", say("in_english")]]),
      (language) => choose(this.#data?.params.exercise ?? "unagi", language),
    );
    this.model = selection(say("model"), (model) => ask({ model }), { id: "model" });
    this.numbers = /** @type {const} */ (["samples", "temperature", "new_tokens", "seed"]).map((name) => ({ name, input: this.#number(name) }));
    const labels = { samples: say("samples"), temperature: say("temperature"), new_tokens: say("new_tokens"), seed: say("seed") };
    const roll = h("button", { type: "button", class: "block", title: say("roll") }, h("span", { "aria-hidden": "true" }, "⚄"), h("span", { class: "quietly" }, say("roll")));
    roll.addEventListener("click", () => ask({ seed: ((this.#data?.params.seed ?? 0) + (this.#data?.params.samples ?? 1)) % 2 ** 31 }));
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      this.exercise.element,
      this.language.element,
      this.model.element,
      ...this.numbers.map(({ name, input }) => h("label", { class: `field of-${name}` }, h("span", {}, labels[name]), input)),
      roll,
    );
  }

  /** @param {keyof typeof LIMITS} name */
  #number(name) {
    const [min = 0, max = 0, step = 1] = LIMITS[name];
    const input = h("input", { type: "number", id: name, min, max, step, inputmode: step < 1 ? "decimal" : "numeric" });
    input.addEventListener("change", () => {
      const written = step < 1 ? input.valueAsNumber : Math.round(input.valueAsNumber);
      if (Number.isNaN(written)) this.#write();
      else this.ask({ [name]: Math.min(Math.max(written, min), max) });
    });
    return input;
  }

  #write() {
    for (const { name, input } of this.numbers) if (this.#data && !input.matches(":focus")) input.value = String(this.#data.params[name]);
  }

  /** @param {LanguageExerciseData} data */
  show(data) {
    this.#data = data;
    const { params, result } = data;
    this.exercise.show(params.exercise);
    this.language.show(result.language === "ja" ? "ja" : "en");
    this.language.element.hidden = params.exercise === "free";
    this.model.show(result.models.map(({ id, name }) => /** @type {[string, string]} */ ([id, name])), params.model);
    this.#write();
  }
}
