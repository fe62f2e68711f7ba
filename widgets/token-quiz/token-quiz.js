/**
 * <token-quiz>: a text in one piece; somebody guesses its number of tokens, and the cuts slide open.
 *
 * Properties: `data` (the answer of the token-quiz view, or null while it is awaited), `words` (assets/text/<language>/
 * token-quiz.toml). Attributes: controls="off" (a still picture of the answer), live="off" (nothing that needs a server:
 * this one question), tools="off" or "table".
 * Event, bubbling and composed: `ask` {text, question, tokenizer}, each where it changes.
 *
 * Keys on the picture, or anywhere if nothing has the focus: digits and ↑ ↓ set the guess, enter shows the answer and then
 * goes on; a presenter's page down does what enter does.
 */

import { drawPieces, h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { pieces, plain, spacedHex, visible } from "../shared/text.js";
import { drawQuiz } from "./drawing.js";
import { Rounds } from "./round.js";
import { Slab } from "./slab.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Quiz} Quiz */
/** @typedef {import("./types.js").QuizParams} QuizParams */
/** @typedef {import("./types.js").Guess} Guess */

const LARGEST = 999; // the largest guess: four tokens for each of 200 characters are fewer

/** @extends {Picture<Quiz, Parts>} */
export class TokenQuiz extends Picture {
  #rounds = new Rounds();
  /** The question whose answer was shown without a guess. @type {QuizParams | null} */
  #told = null;
  #shown = ""; // which question, and whether with its answer
  #typing = false; // the next question is to be guessed from the keyboard as well
  #key = (/** @type {KeyboardEvent} */ event) => this.#pressed(event);

  constructor() {
    super(style);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#key);
  }

  get #still() {
    return this.getAttribute("controls") === "off";
  }

  get #live() {
    return !this.#still && this.getAttribute("live") !== "off";
  }

  /** The guess at what is asked now, once it is made. @returns {Guess | null} */
  get guess() {
    return this.data ? this.#rounds.made(this.data) : null;
  }

  /** Is the answer to be seen? */
  get revealed() {
    return this.data !== null && (this.#still || this.guess !== null || this.#told === this.data.params);
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    this.#shown = "";
    const tools = this.tools();
    const title = h("h3", { class: "title" });
    const back = h("button", { type: "button", class: "quiet", hidden: true }, say("back_to_questions"));
    back.addEventListener("click", () => this.tell("ask", { text: "" }));
    const tokenizer = h("select", { id: "tokenizer" });
    tokenizer.addEventListener("change", () => this.tell("ask", { tokenizer: tokenizer.value }));
    const marks = h("ol", { class: "marks" });
    const score = h("p", { class: "score" });
    const slab = new Slab(say("lost"));
    const facts = h("p", { class: "facts" });
    const field = h("input", { type: "number", id: "guess", min: 0, max: LARGEST, step: 1, inputmode: "numeric", placeholder: "?", autocomplete: "off" });
    field.addEventListener("input", () => this.#typed());
    const reveal = h("button", { type: "submit", class: "block strong" }, say("reveal"));
    const step = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ by) => {
      const button = h("button", { type: "button", class: "block step", "aria-label": label, title: label }, h("span", { "aria-hidden": "true" }, sign));
      button.addEventListener("click", () => this.#step(by));
      return button;
    };
    const form = h(
      "form",
      { class: "form" },
      h("p", { class: "asking" }, say("ask")),
      h("div", { class: "stepper" }, step("−", say("fewer"), -1), h("label", { class: "quietly", for: "guess" }, say("guess")), field, step("+", say("more"), 1)),
      reveal,
      h("p", { class: "keys" }, say("keys")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#reveal();
    });
    const verdict = h("p", { class: "verdict", role: "status" });
    const remark = h("p", { class: "remark" });
    const lost = h("p", { class: "lost-note" }, say("lost"));
    const bars = h("div", { class: "bars" });
    const next = h("button", { type: "button", class: "block strong next" });
    next.addEventListener("click", () => this.#next());
    const answer = h("div", { class: "answer" }, h("div", { class: "bar" }, verdict, next), lost, remark, bars);
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, title, back, this.#live && h("label", { class: "choice" }, say("tokenizer"), tokenizer), tools.bar),
        this.#live && h("div", { class: "bar round" }, marks, score),
        slab.element,
        facts,
        !this.#still && form,
        answer,
        tools.place,
      ),
    );
    return { tools, title, back, tokenizer, marks, score, slab, facts, field, reveal, form, answer, verdict, remark, lost, bars, next };
  }

  /**
   * Give everything its new state.
   * @param {Parts} parts
   * @param {Quiz} data
   * @param {boolean} [slide] let the cuts slide open
   */
  show(parts, { result, params }, slide = false) {
    const { revealed, say } = this;
    const name = result.own ? say("own") : say("question", { number: result.question + 1, count: result.questions });
    parts.title.textContent = this.#live ? name : `${name} · ${result.name}`;
    parts.back.hidden = !result.own || !this.#live;
    if (parts.tokenizer.length !== result.known.length) parts.tokenizer.replaceChildren(...result.known.map(({ id, name: label }) => h("option", { value: id }, label)));
    parts.tokenizer.value = params.tokenizer;
    parts.facts.textContent = say("facts", { characters: whole(result.characters), bytes: whole(result.bytes) });
    this.#showRound(parts);
    const shown = JSON.stringify([params, revealed]);
    const other = this.#shown !== shown;
    this.#shown = shown;
    parts.form.hidden = revealed;
    parts.answer.hidden = !revealed;
    if (!other) return;
    if (revealed) {
      parts.slab.showCut(result, slide);
      this.#showAnswer(parts);
    } else {
      parts.slab.showWhole(result);
      parts.field.value = "";
      this.#typed();
      if (this.#typing) parts.field.focus({ preventScroll: true });
    }
    parts.tools.refresh();
  }

  /** The points of the round so far; a mark for each question, by which one goes to it. @param {Parts} parts */
  #showRound({ marks, score }) {
    if (!this.data) return;
    const { guesses, points, most } = this.#rounds.score(this.data);
    const { own, question } = this.data.result;
    marks.replaceChildren(
      ...guesses.map((guess, place) => {
        const label = guess ? this.say("mark", { number: place + 1, points: guess.points }) : this.say("mark_none", { number: place + 1 });
        const mark = h("button", { type: "button", class: guess ? `mark-of p${guess.points}` : "mark-of", "aria-label": label, title: label, "aria-current": !own && place === question ? "true" : null }, guess ? `+${guess.points}` : place + 1);
        mark.addEventListener("click", () => this.tell("ask", { text: "", question: place }));
        return h("li", {}, mark);
      }),
    );
    score.textContent = most ? this.say("score", { score: points, most }) : "";
  }

  /** @param {Parts} parts */
  #showAnswer({ verdict, remark, lost, bars, next }) {
    if (!this.data) return;
    const { say, guess } = this;
    const { result } = this.data;
    const { done, points, most } = this.#rounds.score(this.data);
    const parts = [h("b", { class: "count" }, say("tokens", { count: whole(result.count) }))];
    if (guess) {
      const off = result.count - guess.guess;
      parts.push(h("span", {}, say("guessed", { guess: whole(guess.guess) })));
      parts.push(h("b", { class: off ? "off" : "exact" }, off === 0 ? say("exact") : off > 0 ? say("off_more", { by: whole(off) }) : say("off_fewer", { by: whole(-off) })));
      if (!result.own) parts.push(h("b", { class: `points p${guess.points}` }, say("points", { points: guess.points })));
      if (!result.own && done) parts.push(h("b", { class: "done" }, say("done", { count: result.questions, score: points, most })));
    }
    verdict.replaceChildren(...parts);
    lost.hidden = result.lost === 0;
    remark.textContent = result.remark ?? "";
    remark.hidden = !result.remark;
    const beside = [{ text: result.text, count: result.count, here: true }, ...result.beside.map((other) => ({ ...other, here: false }))];
    bars.replaceChildren(
      chart(say("others"), result.others.map(({ tokenizer, name, count, kept }) => ({ label: [name], count, here: tokenizer === result.tokenizer, kept }))),
      ...(result.beside.length ? [chart(say("beside", { name: result.name }), beside.map(({ text, ...rest }) => ({ label: drawPieces(pieces(text)), kept: true, ...rest })))] : []),
    );
    next.hidden = !this.#live;
    next.textContent = say(this.#rounds.next(this.data) === null ? "again" : "next");
  }

  /** The guess in the field, or null. */
  get #number() {
    const number = this.parts?.field.valueAsNumber ?? NaN;
    return Number.isInteger(number) && number >= 0 && number <= LARGEST ? number : null;
  }

  #typed() {
    if (this.parts) this.parts.reveal.disabled = this.#number === null;
  }

  /** One more or fewer; the first step goes to one token a character. @param {number} by */
  #step(by) {
    if (!this.parts || !this.data || this.revealed) return;
    const number = this.#number;
    this.parts.field.valueAsNumber = number === null ? this.data.result.characters : Math.min(Math.max(number + by, 0), LARGEST);
    this.#typed();
  }

  #reveal() {
    const number = this.#number;
    if (number === null || this.revealed || !this.data || !this.parts) return;
    this.#rounds.make(this.data, number);
    this.show(this.parts, this.data, true);
    (this.#live ? this.parts.next : this.parts.answer).focus({ preventScroll: true });
  }

  /** Show the answer without a guess: in a hall they are called out, and the presenter has only the next-page key. */
  #tell() {
    this.#told = this.data?.params ?? null;
    if (this.parts && this.data) this.show(this.parts, this.data, true);
  }

  /** On to the next question, or to the first one of a new round. */
  #next() {
    if (!this.data || !this.#live) return;
    const question = this.#rounds.next(this.data);
    if (question === null) this.#rounds.restart(this.data);
    this.#typing = matchMedia("(hover: hover)").matches; // on a phone the keyboard would cover the question
    this.tell("ask", { text: "", question: question ?? 0 });
    if (question === null) this.update();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const on = event.composedPath()[0];
    const parts = this.parts;
    const free = on === document.body || on === document.documentElement;
    if (!parts || this.#still || !this.checkVisibility() || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (!free && !event.composedPath().includes(this)) return;
    if (on === parts.tokenizer || event.composedPath().includes(parts.tools.place)) return;
    const goes = event.key === "PageDown" && (!free || this.closest("[data-present]"));
    const enter = event.key === "Enter" && !(on instanceof HTMLButtonElement) && on !== parts.field;
    if (goes || enter) {
      if (this.revealed) this.#next();
      else if (this.#number !== null) this.#reveal();
      else if (goes) this.#tell();
      else return;
    } else if (this.revealed || on === parts.field) return;
    else if (/^[0-9]$/.test(event.key)) {
      parts.field.value = event.key;
      parts.field.focus({ preventScroll: true });
      this.#typed();
    } else if (!free && (event.key === "ArrowUp" || event.key === "ArrowDown")) this.#step(event.key === "ArrowUp" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { result } = this.data;
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, visible(text));
    if (!this.revealed) {
      return [table(say("table_facts"), [say("col_text"), say("col_characters"), say("col_bytes")], [[cell(result.text), String(result.characters), String(result.bytes)]])];
    }
    const characters = [...result.text];
    return [
      table(
        say("table_tokens", { name: result.name }),
        [say("col_place"), say("col_text"), say("col_token"), say("col_id"), say("col_hex")],
        result.tokens.map((token, place) => [
          place + 1, cell(characters.slice(token.start, token.end).join("")), h("bdi", { dir: "auto" }, plain(token)), String(token.id), h("span", { class: "hex" }, spacedHex(token.bytes)),
        ]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawQuiz(this.data.result, this.revealed ? { guess: this.guess } : null, this.say, ink);
  }
}

/**
 * @typedef {{tools: import("../shared/picture.js").Tools, title: HTMLElement, back: HTMLElement, tokenizer: HTMLSelectElement,
 *   marks: HTMLElement, score: HTMLElement, slab: Slab, facts: HTMLElement, field: HTMLInputElement, reveal: HTMLButtonElement,
 *   form: HTMLElement, answer: HTMLElement, verdict: HTMLElement, remark: HTMLElement, lost: HTMLElement, bars: HTMLElement,
 *   next: HTMLButtonElement}} Parts
 */

/**
 * Counts as bars, the present one marked.
 * @param {string} title
 * @param {readonly {label: readonly (Node | string)[], count: number, here: boolean, kept: boolean}[]} rows
 */
function chart(title, rows) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, title),
    h(
      "ul",
      {},
      ...rows.map(({ label, count, here, kept }) => {
        const fill = h("span", { class: "fill" });
        fill.style.inlineSize = `${(100 * count) / most}%`;
        return h("li", { class: `row${here ? " here" : ""}${kept ? "" : " loses"}` }, h("span", { class: "label" }, ...label), h("span", { class: "track", "aria-hidden": "true" }, fill), h("b", {}, whole(count)));
      }),
    ),
  );
}

if (!customElements.get("token-quiz")) customElements.define("token-quiz", TokenQuiz);
