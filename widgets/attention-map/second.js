/** The heading of the right-hand picture: B or the difference, and the second text. */

import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").AttentionData} AttentionData */
/** @typedef {import("./types.js").Beside} Beside */
/** @typedef {import("../shared/picture.js").Say} Say */

const RESTING = 600; // ms after the last letter until the server is asked
const LONGEST = 800; // characters, as the view allows

export class Second {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  #asked = "";
  /** Whether the text is to be written at once, because it was asked for just now. */
  #awaited = false;

  /**
   * @param {Say} say
   * @param {{turn: (beside: Beside) => void, ask: (text: string) => void, remove: () => void}} hands
   */
  constructor(say, { turn, ask, remove }) {
    this.ask = ask;
    this.which = segments(say("second_show"), "second", /** @type {[Beside, string][]} */ ([["b", "B"], ["difference", say("difference")]]), turn);
    this.letter = h("b", { class: "letter" }, "B");
    this.input = h("input", { type: "text", class: "text-b", maxlength: LONGEST, "aria-label": say("text_second"), title: say("text_second"), spellcheck: "false", autocomplete: "off" });
    this.input.addEventListener("input", () => {
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => this.#send(), RESTING);
    });
    this.input.addEventListener("change", () => {
      if (this.input.value.trim()) this.#send();
      else this.input.value = this.#asked; // × takes it away; an empty field would speak of another picture
    });
    this.still = h("span", { class: "sentence-of" });
    this.remove = h("button", { type: "button", class: "plain remove", "aria-label": say("second_remove"), title: say("second_remove") }, "×");
    this.remove.addEventListener("click", remove);
    this.parts = { before: [this.which.element, this.letter], after: [this.input, this.still, this.remove] };
  }

  /** The text will be asked for: the field is written in as soon as it is there. */
  await() {
    this.#awaited = true;
  }

  #send() {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    const text = this.input.value;
    if (!text.trim() || text === this.#asked) return;
    this.#asked = text;
    this.ask(text);
  }

  /**
   * @param {AttentionData} data
   * @param {Beside} beside
   * @param {{turns: boolean, live: boolean}} about turns: B and the difference take turns; live: a server can be asked
   */
  show({ result, params }, beside, { turns, live }) {
    const { b } = result;
    if (!b) return;
    const same = params.text_b === ""; // and another model: its heads need the room
    this.which.element.hidden = !turns;
    this.which.show(beside);
    this.letter.hidden = turns;
    this.input.hidden = !live || same;
    this.remove.hidden = !live;
    this.still.hidden = live || same;
    this.still.textContent = this.still.title = b.text;
    if (this.#resting === undefined) {
      this.#asked = b.text;
      if (this.input.value !== b.text) this.input.value = b.text;
    }
    if (this.#awaited) {
      this.#awaited = false;
      queueMicrotask(() => this.input.focus());
    }
  }

  /** Show the end of a text that is longer than its field: there the second text is usually another. */
  settle() {
    if (!this.input.matches(":focus")) this.input.scrollLeft = this.input.scrollWidth;
  }

  stop() {
    clearTimeout(this.#resting);
  }
}
