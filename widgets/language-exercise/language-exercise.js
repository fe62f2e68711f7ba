/**
 * <language-exercise>: what a model makes of a prompt, shown as it is, and how probable it finds given continuations after
 * prompts that differ in one thing.
 *
 * Properties: `data` (the answer of the language-exercise view, or null while it is awaited), `words` (assets/text/
 * <language>/language-exercise.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a
 * server), tools="off" or "table".
 * Events, bubbling and composed: `ask` with the parameters that are to be others; `stop`; `change` {context, look}, the cell
 * whose tokens are followed: nobody needs to ask the server for it.
 */

import { h } from "../shared/dom.js";
import { lossNote } from "../shared/model-card.js";
import { percent, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { visible, plain } from "../shared/text.js";
import { Controls } from "./controls.js";
import { drawLanguageExercise } from "./drawing.js";
import { followed, probability, striking, times } from "./figures.js";
import { Matrix, called, nameOf } from "./matrix.js";
import { Samples, ending } from "./samples.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").LanguageExerciseData} LanguageExerciseData */

/** @extends {Picture<LanguageExerciseData, Parts>} */
export class LanguageExercise extends Picture {
  /** The cell whose tokens are followed. @type {Pick<import("./types.js").Params, "context" | "look">} */
  #settings = { context: null, look: 0 };

  constructor() {
    super(style);
  }

  /** The language of the page. */
  get #reader() {
    return this.say("names");
  }

  dataChanged() {
    if (this.data) this.#settings = { context: this.data.params.context, look: this.data.params.look };
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.getAttribute("controls") !== "off" && this.getAttribute("live") !== "off";
    const ask = (/** @type {object} */ changes) => this.tell("ask", changes);
    const controls = new Controls(say, ask);
    const samples = new Samples(say);
    const matrix = new Matrix(say, { ask, look: (row, column) => this.#look(row, column) }, live);
    const button = (/** @type {string} */ label, /** @type {() => void} */ act) => {
      const made = h("button", { type: "button", class: "quiet" }, label);
      made.addEventListener("click", act);
      return made;
    };
    const stop = button(say("cancel"), () => this.tell("stop", {}));
    const goOn = button(say("go_on"), () => ask({}));
    const progress = h("p", { role: "status" });
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const tools = this.tools();
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        h("div", { class: "settings" }, live && controls.element, h("div", { class: "progress" }, progress, live && stop, live && goOn)),
        h("div", { class: "body" }, samples.element, matrix.element),
        tools.place,
      ),
    );
    return { controls, samples, matrix, stop, goOn, progress, sentence, tools };
  }

  /** @param {Parts} parts @param {LanguageExerciseData} data */
  show({ controls, samples, matrix, stop, goOn, progress, sentence, tools }, data) {
    controls.show(data);
    samples.show(data, this.#reader, this.#about(data));
    matrix.show(data, this.#settings, this.#reader);
    const said = this.#progress(data);
    if (progress.textContent !== said) progress.textContent = said;
    stop.hidden = !data.partial;
    goOn.hidden = !data.stopped;
    const told = this.#sentence(data);
    if (sentence.textContent !== told) sentence.textContent = told;
    tools.refresh();
  }

  /** @param {LanguageExerciseData} data */
  #progress({ result, partial, stopped }) {
    const { say } = this;
    const done = result.completions.filter(({ state }) => state === "done").length;
    const values = { done: whole(done), total: whole(result.completions.length) };
    if (stopped) return say("stopped", values);
    if (!partial) return "";
    const { people = 1, ahead = 0 } = result.queue ?? {};
    return [say("progress", values), people > 1 && say("people", { people: whole(people) }), ahead > 0 && say("ahead", { ahead: whole(ahead) })].filter(Boolean).join(" ");
  }

  /** What strikes the eye, in one sentence. @param {LanguageExerciseData} data */
  #sentence({ result }) {
    const { say } = this;
    const { contexts, readings, model } = result;
    const [first] = contexts;
    const found = striking(result);
    const context = found && contexts[found.row];
    const reading = found && readings[found.column];
    if (!first || !found || !context || !reading) return say("sentence_plain", { model: model.name });
    const values = { model: model.name, reading: reading.text.trim(), context: nameOf(context, this.#reader, say), first: nameOf(first, this.#reader, say) };
    return say("sentence_gain", { ...values, times: times(found.shift).slice(1) });
  }

  /** @param {LanguageExerciseData} data */
  #about({ result: { source, model } }) {
    const { say } = this;
    const from = source?.[this.#reader];
    const weights = model.quantized ? say("weights", { model: model.name, precision: model.precision }) : "";
    return [from && say("source", { source: from }), weights, lossNote(model, say)].filter(Boolean).join(" ");
  }

  /** @param {number} row @param {number} column */
  #look(row, column) {
    this.#settings = { context: row, look: column };
    this.update();
    this.tell("change", this.#settings);
  }

  /** @param {LanguageExerciseData} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const reader = this.#reader;
    const { result } = this.data;
    const { contexts, readings, completions } = result;
    const cell = (/** @type {string} */ text) => h("span", { class: "wide" }, text);
    const tables = [
      table(
        `${say("goes_on")} · ${result.model.name}`,
        [say("seed"), say("col_text"), say("col_tokens"), say("col_ending")],
        completions.map((sample) => [String(sample.seed), cell(visible(sample.text)), whole(sample.tokens), cell(ending(sample, say))]),
      ),
    ];
    if (!readings.length || contexts.some(({ scores }) => scores === null)) return tables;
    const place = followed(this.#settings, result);
    const score = contexts[place.row]?.scores?.[place.column];
    tables.push(
      table(
        say("how_probable"),
        [say("col_prompt"), ...readings.flatMap((reading) => [called(reading, reader, say), say("col_times")])],
        contexts.map((context) => [
          cell(nameOf(context, reader, say)),
          ...(context.scores ?? []).flatMap(({ log_probability, shift }) => [`${probability(log_probability)} (ln ${log_probability.toFixed(2).replace("-", "−")})`, times(shift)]),
        ]),
      ),
    );
    if (score) tables.push(table(say("col_tokens"), [say("col_text"), say("col_probability")], score.tokens.map((token) => [cell(plain(token)), percent(Math.exp(token.log_probability))])));
    return tables;
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawLanguageExercise(this.data.result, this.#settings, this.#sentence(this.data), this.#about(this.data), this.#reader, this.say, ink);
  }
}

/**
 * @typedef {object} Parts
 * @property {Controls} controls
 * @property {Samples} samples
 * @property {Matrix} matrix
 * @property {HTMLElement} stop
 * @property {HTMLElement} goOn
 * @property {HTMLElement} progress
 * @property {HTMLElement} sentence
 * @property {import("../shared/picture.js").Tools} tools
 */

if (!customElements.get("language-exercise")) customElements.define("language-exercise", LanguageExercise);
