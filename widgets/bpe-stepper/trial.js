/** A new word, cut by the merges learnt so far: by characters, where an unknown one becomes <unk>, and by bytes. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { face } from "./faces.js";
import { cutAt } from "./trace.js";

/** @typedef {import("./types.js").Level} Level */
/** @typedef {import("./types.js").Trial} Trial */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @type {readonly Level[]} */
const LEVELS = ["character", "byte"];
/** ms a hand rests before the word is asked about */
const PAUSE = 250;

export class NewWord {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {Say} say
   * @param {(word: string) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    this.input = h("input", { type: "text", id: "new-word", maxlength: 100, placeholder: say("new_word_example"), autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
    const tell = () => {
      clearTimeout(this.#pause);
      this.#pause = undefined;
      ask(this.input.value);
    };
    this.input.addEventListener("input", (event) => {
      clearTimeout(this.#pause);
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.#pause = setTimeout(tell, PAUSE); // half a kanji is no word
    });
    this.input.addEventListener("compositionend", () => (this.#pause = setTimeout(tell, PAUSE)));
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && tell());
    this.field = h("div", { class: "field" }, h("label", { for: "new-word" }, say("new_word")), this.input);
    this.hint = h("p", { class: "hint" }, say("new_word_hint"));
    this.lanes = h("dl", { class: "cuts", "aria-live": "polite" });
    this.element = h("section", { class: "trial", "aria-label": say("new_word") }, this.field, this.hint, this.lanes);
  }

  /**
   * @param {Trial | null} trial
   * @param {number} place
   * @param {ParentNode & {activeElement: Element | null}} root where the field is
   */
  show(trial, place, root) {
    if (root.activeElement !== this.input && this.#pause === undefined) this.input.value = trial?.text ?? "";
    this.lanes.hidden = trial === null;
    this.lanes.replaceChildren(...(trial ? LEVELS.flatMap((level) => this.#lane(trial, level, place)) : []));
  }

  /** The word is forgotten with the picture. */
  stop() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  /**
   * @param {Trial} trial
   * @param {Level} level
   * @param {number} place
   */
  #lane(trial, level, place) {
    const pieces = cutAt(trial.text, level, trial[level], place);
    const unknown = pieces.filter(({ known }) => !known).length;
    const blocks = pieces.map(({ bytes, known, joined }) =>
      known
        ? h("span", { class: "token" + (joined ? " newest" : "") }, ...face(bytes))
        : h("span", { class: "token unknown" }, h("span", { class: "unk" }, "<unk>"), h("span", { class: "lost" }, ...face(bytes))),
    );
    const count = this.say("cut_count", { tokens: whole(pieces.length) }) + (unknown ? " · " + this.say("cut_unknown", { count: whole(unknown) }) : "");
    return [h("dt", {}, this.say(level === "byte" ? "by_bytes" : "by_characters")), h("dd", {}, h("span", { class: "pieces" }, ...blocks), h("span", { class: "tally" }, count))];
  }
}
