/**
 * <word-axis>: words along the axis between two groups of words. First the reader lays them where they are expected, then
 * they move to where the vectors have them.
 *
 * Properties: `data` (the answer of the word-axis view, or null while it is awaited), `words` (assets/text/<language>/
 * word-axis.toml).
 * Attributes: controls="off" (the answer only, nothing can be changed), live="off" (no change that needs a server),
 * tools="off" (no table and save buttons) or "table" (no save buttons).
 * Event, bubbling and composed: `ask` {from_words, to_words} or {words} for other words.
 */

import { h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { spearman, surprise } from "./agreement.js";
import { drawAxis } from "./drawing.js";
import { Ends } from "./ends.js";
import { Field, signed } from "./field.js";
import { carried } from "./guesses.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").WordAxis} Data */
/** @typedef {import("./types.js").Placed} Placed */

const FEWEST = 3; // guesses that have an order worth comparing

/** @extends {Picture<Data, Parts>} */
export class WordAxis extends Picture {
  /** @type {Map<string, number>} word as typed → share −1 … 1 of the way */
  #guesses = new Map();
  /** @type {Data["params"] | null} what the guesses were made for */
  #question = null;
  #answered = false;

  constructor() {
    super(style);
  }

  get #controls() {
    return this.getAttribute("controls") !== "off";
  }

  dataChanged() {
    if (!this.data) return;
    const guesses = carried(this.#guesses, this.#question, this.data.params);
    this.#question = this.data.params;
    this.#guesses = new Map(guesses);
    if (!guesses) this.#answered = false;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const present = this.closest("[data-present]") !== null;
    const live = this.#controls && this.getAttribute("live") !== "off";
    const ends = new Ends(say, live, (from_words, to_words) => this.tell("ask", { from_words, to_words }));
    const field = new Field(say, { guess: (index, share) => this.#guess(index, share), look: (index) => this.#look(index) });
    const turn = h("button", { type: "button", class: "block" });
    turn.addEventListener("click", () => {
      this.#answered = !this.#answered;
      this.update();
    });
    const clear = h("button", { type: "button", class: "quiet" }, say("clear"));
    clear.addEventListener("click", () => {
      this.#guesses.clear();
      this.update();
    });
    const lead = h("p", { class: "lead", "aria-live": "polite" });
    const info = h("p", { class: "info" });
    const agreed = h("p", { class: "agreed", "aria-live": "polite" });
    const missing = h("ul", { class: "missing" });
    const note = h("p", { class: "note" });
    const facts = h("p", { class: "note facts" });
    const tools = this.tools();
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (present ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar" }, lead, tools.bar),
        ends.element,
        field.element,
        h("div", { class: "actions", hidden: !this.#controls }, turn, clear),
        info,
        agreed,
        missing,
        note,
        facts,
        tools.place,
      ),
    );
    return { ends, field, turn, clear, lead, info, agreed, missing, note, facts, tools, live };
  }

  /** @param {Parts} parts @param {Data} data */
  show(parts, data) {
    const { say } = this;
    const { params, result } = data;
    const guessing = this.#guessing;
    const laid = result.words.filter(({ typed }) => this.#guesses.has(typed)).length;
    parts.ends.show(params.from_words, params.to_words);
    parts.field.show(result, guessing ? this.#shares() : null);
    parts.lead.textContent = guessing ? say("lead_guess", { laid, count: result.words.length }) : say("lead_answer");
    parts.turn.textContent = say(guessing ? "reveal" : laid ? "back" : "guess_first");
    parts.turn.classList.toggle("gold", guessing);
    parts.turn.hidden = result.words.length === 0;
    parts.clear.hidden = !guessing || laid === 0;
    this.#tellAgreement(parts, data);
    this.#tellMissing(parts, data);
    parts.note.textContent = guessing ? say("guess_hint") : say("caution");
    const { random, vectors } = result;
    const known = say("vectors", { name: vectors.name, words: whole(vectors.words), dimensions: whole(vectors.dimensions) });
    parts.facts.textContent = guessing ? "" : [random && say("random", { sample: whole(random.sample), among: whole(random.among) }), known].filter(Boolean).join(" ");
    parts.tools.refresh();
  }

  get #guessing() {
    return this.#controls && !this.#answered && Boolean(this.data?.result.words.length);
  }

  /** The guesses in the order of the words. */
  #shares() {
    return (this.data?.result.words ?? []).map(({ typed }) => this.#guesses.get(typed) ?? null);
  }

  /**
   * @param {number} index
   * @param {number | null} share
   */
  #guess(index, share) {
    const word = this.data?.result.words[index];
    if (!word) return;
    if (share === null) this.#guesses.delete(word.typed);
    else this.#guesses.set(word.typed, share);
    this.update();
  }

  /** @param {number} index the word that is looked at, −1 for none */
  #look(index) {
    const parts = this.parts;
    const word = this.data?.result.words[index];
    if (!parts) return;
    parts.info.hidden = this.#guessing || !this.data?.result.words.length;
    parts.info.replaceChildren(...(word ? figures(word, this.say) : [h("span", { class: "soft" }, this.say("info_hint"))]));
  }

  /** @param {Parts} parts @param {Data} data */
  #tellAgreement(parts, data) {
    const guessed = data.result.words.filter(({ typed }) => this.#guesses.has(typed));
    const mine = guessed.map(({ typed }) => this.#guesses.get(typed) ?? 0);
    const theirs = guessed.map(({ position }) => position);
    const rho = guessed.length >= FEWEST ? spearman(mine, theirs) : null;
    const most = surprise(mine, theirs);
    const sentences = rho === null || this.#guessing ? [] : [this.say("agreement", { rho: fixed(rho, 2), count: guessed.length })];
    const word = most === null ? undefined : guessed[most];
    if (sentences.length && word) sentences.push(this.say("surprise", { word: word.typed }));
    const text = sentences.join(" ");
    if (parts.agreed.textContent !== text) parts.agreed.textContent = text;
    parts.agreed.hidden = !text;
  }

  /** Words that are not in the vocabulary, and what they could be changed to. @param {Parts} parts @param {Data} data */
  #tellMissing(parts, { params, result }) {
    parts.missing.replaceChildren(
      ...result.missing.map(({ typed, suggestions, field }) =>
        h(
          "li",
          {},
          this.say(suggestions.length ? "missing" : "missing_at_all", { word: typed }),
          ...(parts.live ? suggestions : []).map((word) => {
            const button = h("button", { type: "button", class: "quiet" }, word);
            button.addEventListener("click", () => this.tell("ask", { [field]: params[field].map((one) => (one === typed ? word : one)) }));
            return button;
          }),
          parts.live ? "" : suggestions.join(this.say("separator")),
        ),
      ),
    );
    parts.missing.hidden = result.missing.length === 0;
  }

  /** @param {Parts} parts */
  resized({ field }) {
    const { fontFamily, fontSize } = getComputedStyle(this);
    field.resized(field.element.clientWidth, parseFloat(fontSize), browserMeasure(fontFamily));
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { result } = this.data;
    const word = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    const shares = this.#shares();
    if (this.#guessing) {
      const rows = result.words.map(({ typed }, index) => [word(typed), guessText(shares[index] ?? null)]);
      return [table(say("col_guess"), [say("col_word"), say("col_guess")], rows)];
    }
    const columns = [say("col_word"), say("col_position"), say("col_z"), say("col_range"), say("col_to_start"), say("col_to_goal")];
    const row = (/** @type {Placed} */ one) => [
      word(one.how === "exact" ? one.typed : `${one.typed} (${one.word})`), signed(one.position, 4), one.z === null ? "–" : signed(one.z, 2),
      one.lowest === null || one.highest === null ? "–" : `${signed(one.lowest)} … ${signed(one.highest)}`, fixed(one.to_start, 3), fixed(one.to_goal, 3),
    ];
    const sorted = result.words.map((one, index) => ({ one, index })).sort((a, b) => a.one.position - b.one.position);
    const guessed = shares.some((share) => share !== null);
    return [
      table(say("col_word"), guessed ? [...columns, say("col_guess")] : columns, sorted.map(({ one, index }) => (guessed ? [...row(one), guessText(shares[index] ?? null)] : row(one)))),
      table(say("end_from"), columns, result.from_words.map(row)),
      table(say("end_to"), columns, result.to_words.map(row)),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawAxis(this.data, this.#guessing ? this.#shares() : null, this.say, ink);
  }
}

/**
 * @typedef {{ends: Ends, field: Field, turn: HTMLButtonElement, clear: HTMLButtonElement, lead: HTMLElement, info: HTMLElement,
 *   agreed: HTMLElement, missing: HTMLElement, note: HTMLElement, facts: HTMLElement,
 *   tools: import("../shared/picture.js").Tools, live: boolean}} Parts
 */

/** @param {number | null} share */
function guessText(share) {
  return share === null ? "–" : signed(share, 2);
}

/**
 * The figures of a word.
 * @param {Placed} word
 * @param {import("../shared/picture.js").Say} say
 * @returns {Node[]}
 */
function figures(word, say) {
  const facts = [
    say("fact_position", { position: signed(word.position) }),
    word.z === null ? "" : say("fact_z", { z: signed(word.z, 1) }),
    say("fact_near", { start: fixed(word.to_start, 2), goal: fixed(word.to_goal, 2) }),
    word.lowest === null || word.highest === null ? "" : say("fact_range", { lowest: signed(word.lowest), highest: signed(word.highest) }),
    word.pole ? say("fact_pole") : "",
  ].filter(Boolean);
  const name = word.how === "exact" ? word.typed : say("fact_word", { typed: word.typed, word: word.word });
  return [h("b", {}, h("bdi", { dir: "auto" }, name)), ...facts.map((fact) => h("span", { class: "fact" }, fact))];
}

if (!customElements.get("word-axis")) customElements.define("word-axis", WordAxis);
