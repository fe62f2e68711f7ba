/**
 * Who looks at whom as lines: queries at the left, keys at the right, a line the wider and darker the larger the weight.
 * With a token in focus only its lines are left, and numbers stand at their ends.
 *
 * All lines are painted once; those of the token in focus on a second canvas over it.
 */

import { h } from "../shared/dom.js";
import { hold, whenDressed } from "./holding.js";
import { apart, columnsOf, rowAt } from "./columns.js";
import { smallerThan } from "./layout.js";
import { Legend } from "./legend.js";
import { colours, paintLines, prepare } from "./painting.js";
import { Readout, drawTokens } from "./readout.js";
import { colourOf, linesOf, nameOf, sheetOf, textColourOf, written } from "./sheet.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Hands} Hands */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Options} Options */
/** @typedef {import("../shared/picture.js").Say} Say */

/** How many times larger than usual letters may be where there is room. */
const LARGER = [1.375, 1.25, 1.125, 1];

export class Lines {
  /** @type {Look | null} */
  #look = null;
  /** @type {Options | null} */
  #options = null;
  /** @type {Sheet | null} */
  #sheet = null;
  /** The lines of all tokens: a long text has tens of thousands to choose from. @type {ReturnType<typeof linesOf> | null} */
  #every = null;
  /** @type {Columns | null} */
  #columns = null;
  /** @type {Focus} */
  #focus = { query: null, key: null, locked: false };
  /** The query that is held, while other keys are pointed at. @type {number | null} */
  #held = null;

  /**
   * @param {Say} say
   * @param {Hands} hands
   */
  constructor(say, hands) {
    this.say = say;
    this.hands = hands;
    this.all = h("canvas", { class: "all", "aria-hidden": "true" });
    this.some = h("canvas", { "aria-hidden": "true" });
    this.labels = h("div", { class: "labels", "aria-hidden": "true" });
    this.from = h("span", { class: "side of-query", "aria-hidden": "true" }, say("query"));
    this.to = h("span", { class: "side of-key", "aria-hidden": "true" }, say("key"));
    this.stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-roledescription": say("lines"), "aria-label": say("lines_label") }, this.all, this.some, this.from, this.to, this.labels);
    this.readout = new Readout(say, say("hint_lines"));
    this.legend = new Legend(say);
    this.foot = h("div", { class: "foot" }, this.readout.element, this.legend.element);
    this.element = h("div", { class: "large lines" }, this.stage, this.foot);
    this.#listen();
    whenDressed(this.element, () => this.repaint());
  }

  /**
   * @param {Look} look
   * @param {Focus} focus
   * @param {Options} options
   */
  show(look, focus, options) {
    const same = this.#look === look && this.#options?.width === options.width && this.#options.height === options.height;
    if (this.#look !== look) {
      this.#sheet = sheetOf(look);
      this.#every = null;
    }
    this.#look = look;
    this.#options = options;
    this.#focus = focus;
    if (focus.locked || (focus.query === null && focus.key === null)) this.#held = focus.query;
    if (same) this.#light();
    else this.repaint();
  }

  /** Place and paint everything anew: other data, another size, other colours, other letters. */
  repaint() {
    const [sheet, options] = [this.#sheet, this.#options];
    if (!sheet || !options || options.width <= 0 || !this.element.isConnected) return;
    this.#every ??= linesOf(sheet, null, null);
    this.#state(sheet);
    this.stage.tabIndex = options.still ? -1 : 0;
    const style = getComputedStyle(this.element);
    const context = /** @type {CanvasRenderingContext2D} */ (this.all.getContext("2d"));
    context.font = `bold 100px ${style.fontFamily}`;
    const wide = (/** @type {string} */ text) => context.measureText(text).width / 100;
    const usual = parseFloat(style.fontSize);
    const columns = columnsOf({
      labels: sheet.tokens.map((tokens) => wide(nameOf(tokens))),
      width: options.width,
      height: options.height > 0 ? Math.max(options.height - this.foot.offsetHeight, 8 * usual) : 0,
      sizes: [...LARGER.map((times) => times * usual), ...smallerThan(usual)],
      number: wide("< 0.01"),
    });
    this.#columns = columns;
    this.stage.style.width = `${columns.width}px`;
    this.stage.style.height = `${columns.height}px`;
    this.stage.style.fontSize = `${columns.size}px`;
    this.from.style.translate = `calc(${columns.label}px - 100%) 0`;
    this.to.style.translate = `${columns.width - columns.label}px 0`;
    this.#paint(this.all, this.#every.lines);
    this.#light();
  }

  /**
   * Say which lines are drawn.
   * @param {Sheet} sheet
   * @returns those of the token in focus; all of them where there is none
   */
  #state(sheet) {
    const { query, key } = this.#focus;
    const found = query === null && key === null && this.#every ? this.#every : linesOf(sheet, query, query === null ? key : null);
    const { lines, least, total } = found;
    this.legend.show(sheet, { masked: false, note: this.say("lines_drawn", { least, drawn: lines.length, total }) });
    return lines;
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {readonly {query: number, key: number, value: number, faint?: boolean}[]} lines
   */
  #paint(canvas, lines) {
    if (!this.#columns) return;
    const context = prepare(canvas, this.#columns.width, this.#columns.height);
    paintLines(context, lines, this.#columns, colours(this.element));
  }

  /** Draw the lines of the token in focus, and label both sides. */
  #light() {
    const [sheet, columns] = [this.#sheet, this.#columns];
    if (!sheet || !columns) return;
    const { query, key, locked } = this.#focus;
    const some = query !== null || key !== null;
    this.stage.classList.toggle("some", some);
    this.stage.classList.toggle("locked", locked);
    const lines = this.#state(sheet);
    this.some.hidden = !some;
    // With both ends in focus the other lines of the query stay to be compared with.
    if (some) this.#paint(this.some, lines.map((line) => ({ ...line, faint: query !== null && key !== null && line.key !== key })));
    /** @type {Map<number, number>} */
    const ends = new Map(some ? lines.map((line) => (query === null ? [line.query, line.value] : [line.key, line.value])) : []);
    this.labels.replaceChildren(...this.#side("query", query, query === null && key !== null ? ends : null), ...this.#side("key", key, query !== null ? ends : null));
    this.readout.show(sheet, query, key);
  }

  /**
   * The labels of one side.
   * @param {"query" | "key"} side
   * @param {number | null} focus the token in focus at this side
   * @param {ReadonlyMap<number, number> | null} ends weights that arrive at this side
   * @returns {HTMLElement[]}
   */
  #side(side, focus, ends) {
    const sheet = /** @type {Sheet} */ (this.#sheet);
    const columns = /** @type {Columns} */ (this.#columns);
    const places = apart(sheet.tokens.length, columns, (place) => (place === focus ? 2 : (ends?.get(place) ?? 0)));
    const { query } = this.#focus;
    return places.flatMap((place) => {
      const value = ends?.get(place);
      const label = drawTokens(sheet.tokens[place] ?? [], `label of-${side}`);
      const y = `calc(${columns.top + (place + 0.5) * columns.pitch}px - 50%)`;
      label.style.maxWidth = `${columns.label}px`;
      label.style.translate = `${side === "query" ? `calc(${columns.label}px - 100%)` : `${columns.width - columns.label}px`} ${y}`;
      if (place === focus) label.classList.add("lit");
      else if (value !== undefined) {
        label.style.background = `var(--${colourOf(sheet, value)})`;
        label.style.color = `var(--${textColourOf(sheet, value)})`;
        label.classList.add("tinted");
      } else if (ends) label.classList.add("pale");
      if (side === "key" && query !== null && sheet.masked(query, place)) label.classList.add("masked");
      if (value === undefined) return [label];
      const number = h("span", { class: "weight" + (place === focus ? " lit" : "") }, written(value));
      const room = columns.label + 6;
      number.style.translate = `${side === "query" ? `${room}px` : `calc(${columns.width - room}px - 100%)`} ${y}`;
      return [label, number];
    });
  }

  #listen() {
    const { stage, hands } = this;
    const under = (/** @type {MouseEvent} */ event) => {
      const frame = stage.getBoundingClientRect();
      const columns = this.#columns;
      const place = columns && rowAt(columns, this.#sheet?.tokens.length ?? 0, event.clientY - frame.top);
      if (!columns || place === null) return { query: null, key: null };
      if (event.clientX - frame.left < columns.width / 2) return { query: place, key: null };
      return { query: this.#held, key: place };
    };
    stage.addEventListener("pointermove", (event) => {
      const { query, key } = under(event);
      if (!this.#options?.still && (query !== this.#focus.query || key !== this.#focus.key)) hands.point(query, key);
    });
    stage.addEventListener("pointerleave", () => !this.#options?.still && hands.point(null, null));
    stage.addEventListener("click", (event) => {
      const { query, key } = under(event);
      if (!this.#options?.still) hold(hands, this.#focus, query, key);
    });
    stage.addEventListener("keydown", (event) => this.#key(event));
  }

  /** ↑ and ↓ go along a side, ← and → to the other side, Enter locks. @param {KeyboardEvent} event */
  #key(event) {
    const count = this.#sheet?.tokens.length ?? 0;
    if (this.#options?.still || count === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const { query, key } = this.#focus;
    const right = key !== null; // the key is what moves
    const at = (right ? key : query) ?? 0;
    const go = (/** @type {number} */ place) => {
      const within = Math.min(Math.max(place, 0), count - 1);
      if (right) this.hands.point(query, within);
      else this.hands.point(within, null);
    };
    if (event.key === "ArrowUp") go(query === null && !right ? 0 : at - 1);
    else if (event.key === "ArrowDown") go(query === null && !right ? 0 : at + 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(count - 1);
    else if (event.key === "ArrowRight") this.hands.point(query, key ?? query ?? 0);
    else if (event.key === "ArrowLeft") this.hands.point(query ?? key ?? 0, null);
    else if (event.key === "Enter" || event.key === " ") hold(this.hands, this.#focus, query, key);
    else return;
    event.preventDefault();
  }
}
