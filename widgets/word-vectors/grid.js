/** The table that can be edited, and under it, in the same columns, the sum. */

import { h } from "../shared/dom.js";
import { toNumber } from "./exact.js";
import { equation, factor, figure, sign } from "./figures.js";
import { paint, scaleOf } from "./shade.js";
import * as edit from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("../shared/svg.js").Measure} Measure */
/** @typedef {NonNullable<ReturnType<typeof edit.answer>>} Answer */

const STEP = 8; // px that a finger or a mouse moves for a tenth
const NAME = 0.9; // size of a dimension's name, of the text's; never under 16 px
const LONGEST = 7; // em: a longer word in a name is broken
const BEGUN = /^[-+−–—‐‑ー－＋]?[.．]?$/; // what a number may begin with

/**
 * @typedef {{line: HTMLElement, part: HTMLButtonElement, word: HTMLInputElement, cells: HTMLInputElement[], remove: HTMLButtonElement}} Line
 */

export class Grid {
  /** @type {State | null} */
  #state = null;
  /** @type {Line[]} */
  #lines = [];
  /** @type {HTMLTextAreaElement[]} long names take two lines */
  #names = [];
  #column = 0;
  /** @type {{size: number, measure: Measure} | null} */
  #room = null;
  #live = true;

  /**
   * @param {Say} say
   * @param {(state: State) => void} change told every edit
   * @param {() => void} reset
   */
  constructor(say, change, reset) {
    this.say = say;
    this.change = change;
    this.head = h("div", { class: "line names" });
    this.body = h("div", { class: "lines" });
    this.sum = h("div", { class: "sum" });
    this.grid = h("div", { class: "grid" }, this.head, this.body, this.sum);
    this.info = h("p", { class: "info" });
    this.problem = h("p", { class: "problem", role: "status" });
    this.result = h("p", { class: "result", "aria-live": "polite" });
    const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
      const made = h("button", { type: "button", class: "quiet" }, text);
      made.addEventListener("click", act);
      return made;
    };
    this.addRow = button(say("add_row"), () => this.#grow());
    this.addDimension = button(say("add_dimension"), () => this.#tell(edit.withNewDimension));
    this.removeDimension = button(say("remove_dimension"), () => this.#tell(edit.withoutDimension));
    this.reset = button(say("reset"), reset);
    this.buttons = h("div", { class: "edits" }, this.addRow, this.addDimension, this.removeDimension, this.reset);
    this.element = h("div", { class: "scroll" }, this.grid);
    this.after = h("div", { class: "after" }, this.problem, this.result, this.info, this.buttons);
  }

  /**
   * @param {State} state
   * @param {Answer | null} answer
   * @param {boolean} live can it be edited?
   * @param {boolean} changed does it differ from what reset brings back?
   */
  show(state, answer, live, changed) {
    const built = this.#state;
    this.#state = state;
    if (!built || built.rows.length !== state.rows.length || built.names.length !== state.names.length || this.#live !== live) {
      this.#live = live;
      this.#build(state);
    }
    this.#column = Math.min(this.#column, state.names.length - 1);
    const numbers = state.rows.flatMap(({ vector }) => vector.map(toNumber));
    const scale = scaleOf([...numbers, ...(answer?.target ?? []).map(toNumber)]);
    const twin = twinOf(answer, state);
    this.#names.forEach((input, column) => {
      write(input, state.names[column] ?? "");
      input.title = state.names[column] ?? "";
      input.placeholder = this.say("dimension", { number: column + 1 });
      input.setAttribute("aria-label", this.say("dimension_label", { number: column + 1 }));
    });
    this.#track();
    this.#lines.forEach(({ line, part, word, cells, remove }, place) => {
      const row = state.rows[place];
      if (!row) return;
      const weight = edit.weightOf(state.terms, row.word);
      const inside = state.terms.some((term) => term.word === row.word);
      part.textContent = inside ? sign({ word: row.word, weight }, 1) : "";
      part.className = `part ${inside ? (weight < 0 ? "minus" : "plus") : "out"}`;
      part.setAttribute("aria-label", this.say(inside ? (weight < 0 ? "part_minus" : "part_plus") : "part_out", { word: row.word }));
      part.title = part.getAttribute("aria-label") ?? "";
      write(word, row.word);
      word.setAttribute("aria-label", this.say("word_label", { number: place + 1 }));
      remove.setAttribute("aria-label", this.say("remove_row", { word: row.word }));
      remove.hidden = !live || state.rows.length < 2;
      line.classList.toggle("twin", row.word === twin);
      line.classList.toggle("inside", inside);
      cells.forEach((cell, column) => {
        const value = row.vector[column];
        if (!value) return;
        const read = edit.readNumber(cell.value);
        // What is being typed stays as it is typed, 0. on the way to 0.5, or what is no number yet.
        const typing = focused(cell) && (read ? toNumber(read) === toNumber(value) : cell.classList.contains("wrong"));
        if (!typing) write(cell, figure(value));
        if (!typing || read) right(cell);
        cell.setAttribute("aria-label", this.say("cell_label", { word: row.word, dimension: this.#nameOf(column) }));
        paint(cell, toNumber(value), scale);
      });
    });
    this.#drawSum(state, answer, scale, twin);
    this.#tellColumn(state, answer);
    this.buttons.hidden = !live;
    this.addRow.disabled = state.rows.length >= edit.MOST_ROWS;
    this.addDimension.disabled = state.names.length >= edit.MOST_DIMENSIONS;
    this.removeDimension.disabled = state.names.length < 2;
    this.reset.disabled = !changed;
  }

  /**
   * @param {number} size of text, px
   * @param {Measure} measure
   */
  resized(size, measure) {
    this.#room = { size, measure };
    this.#track();
  }

  /** Make every column as wide as the longest word of its name, so that none is broken. */
  #track() {
    if (!this.#state || !this.#room) return;
    const { measure } = this.#room;
    const size = Math.max(16, NAME * this.#room.size);
    const widths = this.#state.names.map((_, column) => {
      const longest = Math.max(...this.#nameOf(column).split(/\s+/).map((word) => measure(word, size)));
      return Math.ceil(Math.min(longest, LONGEST * size)) + 6;
    });
    this.grid.style.setProperty("--tracks", widths.map((width) => `minmax(max(var(--least), ${width}px), 1fr)`).join(" "));
    this.head.style.fontSize = `${size}px`;
  }

  /** @param {State} state */
  #build(state) {
    this.grid.classList.toggle("still", !this.#live);
    this.#names = state.names.map((_, column) => {
      const input = h("textarea", { class: "name", readonly: !this.#live, maxlength: 40, rows: 1 });
      input.addEventListener("change", () => this.#tell((now) => edit.withName(now, column, input.value)));
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        input.blur();
      });
      this.#watch(input, column);
      return input;
    });
    this.head.replaceChildren(h("span", { class: "part-head", "aria-hidden": "true" }, "±"), h("span", { class: "word-head" }), ...this.#names);
    this.#lines = state.rows.map((_, row) => this.#line(row, state.names.length));
    this.body.replaceChildren(...this.#lines.map(({ line }) => line));
  }

  /**
   * @param {number} row
   * @param {number} columns
   * @returns {Line}
   */
  #line(row, columns) {
    const part = h("button", { type: "button", class: "part", disabled: !this.#live });
    part.addEventListener("click", () => this.#tell((state) => edit.turned(state, state.rows[row]?.word ?? "")));
    const word = h("input", { class: "word", readonly: !this.#live, maxlength: 40 });
    word.addEventListener("change", () => {
      const next = this.#state && edit.renamed(this.#state, row, word.value);
      if (next) this.change(next);
      else word.value = this.#state?.rows[row]?.word ?? ""; // no word, or another row's: the old one stays
    });
    const cells = Array.from({ length: columns }, (_, column) => this.#cell(row, column));
    const remove = h("button", { type: "button", class: "remove quiet" }, "×");
    remove.addEventListener("click", () => {
      this.#tell((state) => edit.withoutRow(state, row));
      this.#lines[Math.min(row, this.#lines.length - 1)]?.remove.focus();
    });
    return { line: h("div", { class: "line" }, part, word, ...cells, remove), part, word, cells, remove };
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  #cell(row, column) {
    const cell = h("input", { class: "cell", inputmode: "decimal", readonly: !this.#live, autocomplete: "off" });
    this.#watch(cell, column);
    if (!this.#live) return cell;
    const now = () => this.#state?.rows[row]?.vector[column];
    let before = now();
    cell.addEventListener("focus", () => (before = now()));
    cell.addEventListener("input", () => {
      const value = edit.readNumber(cell.value);
      this.#tellProblem(null);
      if (value) return this.#tell((state) => edit.withNumber(state, row, column, value));
      cell.classList.add("wrong");
      cell.setAttribute("aria-invalid", "true");
      if (BEGUN.test(cell.value.trim())) return;
      // 999 has been 9 and 99 on the way: the number from before the typing comes back.
      const old = before;
      if (old && old !== now()) this.#tell((state) => edit.withNumber(state, row, column, old));
      this.#tellProblem(old);
    });
    cell.addEventListener("blur", () => {
      if (cell.classList.contains("wrong")) this.#tellProblem(now());
      this.#rewrite();
    });
    cell.addEventListener("keydown", (event) => {
      const tenths = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (tenths) {
        right(cell);
        this.#tellProblem(null);
        this.#step(row, column, tenths);
        before = now();
      }
      else if (event.key === "Enter") this.#lines[row + (event.shiftKey ? -1 : 1)]?.cells[column]?.select();
      else return;
      event.preventDefault();
      if (tenths) cell.select();
    });
    this.#drag(cell, row, column);
    return cell;
  }

  /**
   * A cell is a slider, too: to the right it grows. A press without a move lets it be typed in.
   * @param {HTMLInputElement} cell
   * @param {number} row
   * @param {number} column
   */
  #drag(cell, row, column) {
    /** @type {{x: number, steps: number, moved: boolean} | null} */
    let grip = null;
    cell.addEventListener("pointerdown", (event) => {
      if (focused(cell) || event.button) return;
      event.preventDefault(); // no focus yet: a keyboard on the screen would cover what is to be watched
      grip = { x: event.clientX, steps: 0, moved: false };
      cell.setPointerCapture(event.pointerId);
    });
    cell.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const steps = Math.round((event.clientX - grip.x) / STEP);
      if (steps === grip.steps) return;
      this.#step(row, column, steps - grip.steps);
      grip = { ...grip, steps, moved: true };
    });
    cell.addEventListener("pointerup", () => {
      if (grip && !grip.moved) cell.select();
      grip = null;
    });
    cell.addEventListener("pointercancel", () => (grip = null));
  }

  /**
   * @param {number} row
   * @param {number} column
   * @param {number} tenths
   */
  #step(row, column, tenths) {
    const value = this.#state?.rows[row]?.vector[column];
    if (value) this.#tell((state) => edit.withNumber(state, row, column, edit.stepped(value, tenths)));
  }

  /** @param {import("./exact.js").Exact | null | undefined} kept the number that stays, as what was typed is none; null: all is well */
  #tellProblem(kept) {
    const sentence = kept ? this.say("number_wrong", { value: figure(kept) }) : "";
    if (this.problem.textContent !== sentence) this.problem.textContent = sentence;
  }

  /** Write the numbers as they stand over what was typed. */
  #rewrite() {
    const { rows } = this.#state ?? { rows: [] };
    this.#lines.forEach(({ cells }, row) =>
      cells.forEach((cell, column) => {
        const value = rows[row]?.vector[column];
        if (value && !focused(cell)) write(cell, figure(value));
        if (!focused(cell)) right(cell);
      }),
    );
  }

  /**
   * The column under the pointer, or with the focus, is the one that is worked out in words.
   * @param {HTMLElement} element
   * @param {number} column
   */
  #watch(element, column) {
    const look = () => {
      this.#column = column;
      if (this.#state) this.#tellColumn(this.#state, edit.answer(this.#state));
    };
    element.addEventListener("pointerenter", look);
    element.addEventListener("focus", look);
  }

  #grow() {
    this.#tell((state) => edit.withNewRow(state, this.say("new_word")));
    this.#lines.at(-1)?.word.select();
  }

  /** @param {(state: State) => State} change */
  #tell(change) {
    if (this.#state) this.change(change(this.#state));
  }

  /** @param {number} column */
  #nameOf(column) {
    return this.#state?.names[column] || this.say("dimension", { number: column + 1 });
  }

  /**
   * @param {State} state
   * @param {Answer | null} answer
   * @param {import("./shade.js").Scale} scale
   * @param {string | null} twin
   */
  #drawSum(state, answer, scale, twin) {
    const rows = state.terms.map(({ word }) => state.rows.find((row) => row.word === word));
    const shown = (/** @type {import("./exact.js").Exact} */ value, /** @type {number} */ column) => {
      const cell = h("span", { class: "digit" }, figure(value));
      this.#watch(cell, column);
      return cell;
    };
    this.sum.hidden = !answer;
    if (!answer) return this.#tellResult(null);
    const result = answer.target.map((value, column) => {
      const cell = shown(value, column);
      paint(cell, toNumber(value), scale);
      return cell;
    });
    this.sum.replaceChildren(
      ...state.terms.map((term, place) =>
        h(
          "div",
          { class: `line term ${term.weight < 0 ? "minus" : "plus"}` },
          h("span", { class: "lead" }, sign(term, place)),
          h("span", { class: "term-word" }, factor(term) + term.word),
          ...(rows[place]?.vector ?? []).map(shown),
        ),
      ),
      h(
        "div",
        { class: twin ? "line total twin" : "line total" },
        h("span", { class: "lead" }, "="),
        h("span", { class: "term-word" }, twin ?? this.say("sum")),
        ...result,
      ),
    );
    this.#tellResult(answer);
  }

  /** @param {Answer | null} answer */
  #tellResult(answer) {
    const sentence = this.#state ? tell(answer, this.#state, this.say) : "";
    if (this.result.textContent !== sentence) this.result.textContent = sentence;
  }

  /**
   * @param {State} state
   * @param {Answer | null} answer
   */
  #tellColumn(state, answer) {
    this.info.hidden = !answer;
    const sum = answer?.target[this.#column];
    if (!sum) return;
    const column = state.terms.map(({ word }) => state.rows.find((row) => row.word === word)?.vector[this.#column] ?? sum);
    this.info.replaceChildren(
      h("span", { class: "soft" }, this.say("column", { dimension: this.#nameOf(this.#column) })),
      " ",
      h("span", { class: "equation" }, equation(state.terms, column, sum)),
    );
  }
}

/**
 * The word whose numbers the sum has, unless it is one of those that were added.
 * @param {Answer | null} answer
 * @param {State} state
 */
export function twinOf(answer, { terms }) {
  const same = answer?.near.find(({ word, distance }) => distance === 0 && !terms.some((term) => term.word === word));
  return same?.word ?? null;
}

/**
 * What the sum has come to, in a sentence.
 * @param {Answer | null} answer
 * @param {State} state
 * @param {Say} say
 */
export function tell(answer, state, say) {
  const first = answer?.near[0];
  if (!first) return say("result_none");
  if (first.cosine === null) return say("result_zero");
  const twin = twinOf(answer, state);
  if (twin) return say("result_same", { word: twin });
  const others = answer.near.filter(({ word }) => !state.terms.some((term) => term.word === word));
  const [near] = others;
  if (!near || near.cosine === null) return say("result_inputs");
  const values = { word: near.word, cosine: near.cosine.toFixed(3).replace("-", "−"), distance: near.distance.toFixed(3) };
  return near === first ? say("result_near", values) : say("result_input", { ...values, input: first.word });
}

/** @param {HTMLInputElement} cell that holds a number again */
function right(cell) {
  cell.classList.remove("wrong");
  cell.removeAttribute("aria-invalid");
}

/** @param {HTMLInputElement} input */
function focused(input) {
  return input.matches(":focus");
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {string} text
 */
function write(input, text) {
  if (input.value !== text) input.value = text;
}
