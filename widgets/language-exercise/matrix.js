/** How probable given continuations are after each prompt: a row for each prompt, a column for each continuation. */

import { drawPieces, h } from "../shared/dom.js";
import { percent, sequentialStep } from "../shared/numbers.js";
import { piecesOfToken } from "../shared/text.js";
import { followed, most, probability, shade, times } from "./figures.js";

/** @typedef {import("./types.js").Context} Context */
/** @typedef {import("./types.js").LanguageExerciseData} LanguageExerciseData */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("../shared/picture.js").Say} Say */

/** What a prompt is called. @param {Context} context @param {string} reader @param {Say} say */
export const nameOf = ({ name }, reader, say) => name?.[reader] ?? say("own_prompt");

/** What a continuation is called. @param {import("./types.js").Reading} reading @param {string} reader @param {Say} say */
export const called = ({ name }, reader, say) => name?.[reader] ?? say("own_reading");

export class Matrix {
  /**
   * @param {Say} say
   * @param {{ask: (changes: object) => void, look: (row: number, column: number) => void}} does
   * @param {boolean} live whether a server can be asked
   */
  constructor(say, does, live) {
    this.say = say;
    this.does = does;
    this.live = live;
    this.table = h("table", { class: "matrix" });
    this.waiting = h("p", { class: "soft", role: "status" }, say("scoring"));
    this.tokens = h("ol", { class: "chain" });
    this.product = h("p", { class: "product" });
    this.chain = h("div", { class: "factors", "aria-live": "polite" }, this.product, this.tokens);
    this.input = h("input", { type: "text", id: "reading", maxlength: 80, autocomplete: "off" });
    const compare = h("button", { type: "submit", class: "block" }, say("compare"));
    const form = h("form", { class: "own" }, h("label", { class: "field", for: "reading" }, h("span", {}, say("own_label"))), this.input, compare);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      does.ask({ reading: this.input.value.trim() });
    });
    this.legend = h("p", { class: "soft" });
    this.element = h("section", {}, h("h3", {}, say("how_probable")), this.legend, this.waiting, this.table, this.chain, live && form);
  }

  /**
   * @param {LanguageExerciseData} data
   * @param {Pick<Params, "context" | "look">} settings
   * @param {string} reader language of the page
   */
  show({ params, result }, settings, reader) {
    const { say } = this;
    const { contexts, readings } = result;
    const place = followed(settings, result);
    const first = contexts[0];
    const known = contexts.every(({ scores }) => scores !== null);
    this.waiting.hidden = known || readings.length === 0;
    this.table.hidden = readings.length === 0;
    this.legend.textContent = readings.length === 0 ? say("no_readings") : contexts.length > 1 && first ? say("legend", { first: nameOf(first, reader, say) }) : say("legend_alone");
    if (!this.input.matches(":focus")) this.input.value = params.reading;
    // The focus of a cell that is drawn anew goes on.
    const focus = /** @type {HTMLElement | null} */ (this.table.querySelector(":focus"))?.id;
    const best = most(result);
    this.table.style.setProperty("--columns", String(readings.length));
    this.table.replaceChildren(
      h("thead", {}, h("tr", {}, h("td", {}), ...readings.map((reading) => h("th", { scope: "col" }, h("b", {}, called(reading, reader, say)), h("span", {}, reading.text.trim()))))),
      h("tbody", {}, ...contexts.map((context, row) => this.#row(context, row, place, best, nameOf(context, reader, say), contexts.length === 1))),
    );
    if (focus) /** @type {HTMLElement | null} */ (this.table.querySelector(`#${focus}`))?.focus();
    this.#chain(contexts[place.row], place.column, reader, readings[place.column]);
  }

  /**
   * @param {Context} context
   * @param {number} row
   * @param {{row: number, column: number}} place
   * @param {readonly (number | null)[]} best
   * @param {string} name
   * @param {boolean} alone there is nothing to compare with
   */
  #row(context, row, place, best, name, alone) {
    const { say } = this;
    const head = this.live ? h("button", { type: "button", id: `row-${row}`, class: "name", "aria-pressed": String(context.asked), title: say("ask_this") }, name) : h("span", { class: "name" }, name);
    head.addEventListener("click", () => this.live && this.does.ask({ prompt: context.prompt, context: null }));
    return h(
      "tr",
      { class: context.asked && "asked" },
      h("th", { scope: "row" }, head),
      ...(context.scores ?? best.map(() => null)).map((score, column) => {
        if (!score) return h("td", {}, h("span", { class: "cell" }));
        const { log_probability, shift } = score;
        const here = row === place.row && column === place.column;
        const gold = best[column] === row;
        const cell = h(
          "button",
          { type: "button", id: `cell-${row}-${column}`, class: "cell", "aria-pressed": String(here), title: say("follow") },
          h("span", {}, probability(log_probability)),
          alone ? null : h("small", {}, gold && h("i", { class: "most", "aria-hidden": "true" }, "▲"), row === 0 ? say("basis") : times(shift)),
          gold && h("span", { class: "quietly" }, say("most")),
        );
        const { fill, ink } = row === 0 ? { fill: "sand-sunk", ink: "ink" } : shade(shift);
        cell.style.backgroundColor = `var(--${fill})`;
        cell.style.color = `var(--${ink})`;
        cell.addEventListener("click", () => this.does.look(row, column));
        return h("td", { class: gold && "best" }, cell);
      }),
    );
  }

  /**
   * The tokens of one continuation, each with its own probability.
   * @param {Context | undefined} context
   * @param {number} column
   * @param {string} reader
   * @param {import("./types.js").Reading | undefined} reading
   */
  #chain(context, column, reader, reading) {
    const score = context?.scores?.[column];
    this.chain.hidden = !score;
    if (!context || !score || !reading) return;
    const { say } = this;
    this.product.textContent = say("product", { prompt: nameOf(context, reader, say), reading: reading.text.trim(), probability: probability(score.log_probability) });
    this.tokens.replaceChildren(
      ...score.tokens.map((token) => {
        const p = Math.exp(token.log_probability);
        const step = sequentialStep(p);
        const block = h("li", {}, h("span", { class: "token" }, ...drawPieces(piecesOfToken(token))), h("span", {}, percent(p)));
        block.style.backgroundColor = `var(--seq-${step})`;
        block.style.color = `var(--seq-${step}-text)`;
        return block;
      }),
    );
  }
}
