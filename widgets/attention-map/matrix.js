/**
 * One matrix large: a row for each query, a column for each key. What one looks at is lit as a row and a column.
 *
 * Cells are painted once on a canvas; what follows the pointer are a few boxes over it.
 */

import { h } from "../shared/dom.js";
import { hold, lay, whenDressed } from "./holding.js";
import { cellAt, layOutLarge, smallerThan } from "./layout.js";
import { Legend } from "./legend.js";
import { colours, paintCells, prepare, writeNumbers } from "./painting.js";
import { Readout, drawTokens } from "./readout.js";
import { nameOf, sheetOf, written } from "./sheet.js";

/** @typedef {import("./layout.js").Grid} Grid */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Hands} Hands */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Options} Options */
/** @typedef {import("../shared/picture.js").Say} Say */

/** How many times larger than usual letters may be where there is room. */
const LARGER = [1.5, 1.375, 1.25, 1.125, 1];

export class Matrix {
  /** @type {Look | null} */
  #look = null;
  /** @type {Options | null} */
  #options = null;
  /** @type {Sheet | null} */
  #sheet = null;
  /** @type {Grid | null} */
  #grid = null;
  /** @type {Focus} */
  #focus = { query: null, key: null, locked: false };

  /**
   * @param {Say} say
   * @param {Hands} hands
   */
  constructor(say, hands) {
    this.say = say;
    this.hands = hands;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.labels = h("div", { class: "labels", "aria-hidden": "true" });
    this.row = h("div", { class: "band row", hidden: true });
    this.column = h("div", { class: "band column", hidden: true });
    this.cell = h("div", { class: "cell", hidden: true });
    this.tip = h("div", { class: "tip", hidden: true });
    this.lit = h("div", { class: "labels", "aria-hidden": "true" });
    this.corner = h("div", { class: "corner", "aria-hidden": "true" }, h("span", { class: "of-key" }, say("key") + " →"), h("span", { class: "of-query" }, say("query") + " ↓"));
    this.stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-roledescription": say("heatmap"), "aria-label": say("heatmap_label") }, this.canvas, this.labels, this.row, this.column, this.cell, this.lit, this.tip, this.corner);
    this.readout = new Readout(say, say("hint_cells"));
    this.legend = new Legend(say);
    this.foot = h("div", { class: "foot" }, this.readout.element, this.legend.element);
    this.element = h("div", { class: "large matrix" }, this.stage, this.foot);
    this.#listen();
    whenDressed(this.element, () => this.repaint());
  }

  /**
   * @param {Look} look
   * @param {Focus} focus
   * @param {Options} options
   */
  show(look, focus, options) {
    const before = this.#options;
    const same = this.#look === look && before?.difference === options.difference && before?.second === options.second && before?.level === options.level;
    const sized = before?.width === options.width && before.height === options.height;
    this.#look = look;
    this.#options = options;
    this.#focus = focus;
    if (!same) this.#sheet = sheetOf(look, options.difference, options.second);
    if (!same || !sized) this.repaint();
    else this.#light();
  }

  /** Place and paint everything anew: other data, another size, other colours, other letters. */
  repaint() {
    const sheet = this.#sheet;
    const options = this.#options;
    if (!sheet || !options || options.width <= 0 || !this.element.isConnected) return;
    this.legend.show(sheet, { masked: this.#look?.model.kind === "decoder" });
    this.stage.tabIndex = options.still ? -1 : 0;
    const style = getComputedStyle(this.element);
    const least = parseFloat(style.fontSize);
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    context.font = `100px ${style.fontFamily}`;
    const wide = (/** @type {string} */ text) => context.measureText(text).width / 100;
    const height = options.height > 0 ? Math.max(options.height - this.foot.offsetHeight, 8 * least) : 0;
    const level = options.level ?? [sheet];
    const count = Math.max(...level.map(({ tokens }) => tokens.length));
    const grid = layOutLarge({
      // Of all that stand level: then one row is at one height everywhere.
      labels: Array.from({ length: count }, (_, place) => Math.max(...level.map(({ tokens }) => wide(nameOf(tokens[place] ?? []))))),
      width: options.width,
      height,
      sizes: LARGER.map((times) => times * least),
      smaller: smallerThan(least),
      number: wide(level.some(({ difference }) => difference) ? "−.00" : ".00"),
      corner: 1.05 * Math.max(...[...this.corner.children].map(({ textContent }) => wide(textContent ?? ""))), // bold
    });
    this.stage.style.fontSize = `${grid.size}px`;
    this.#grid = grid;
    this.stage.style.width = `${grid.width}px`;
    this.stage.style.height = `${grid.height}px`;
    this.canvas.style.translate = `${grid.left}px ${grid.top}px`;
    // The first labels reach beyond cells that are smaller than a letter.
    const beyond = (/** @type {number} */ cell) => Math.max(0, 0.65 * grid.size - cell / 2);
    this.corner.style.width = `${grid.left - 8 - beyond(grid.cellWidth)}px`;
    this.corner.style.bottom = `calc(100% - ${grid.top - 4 - beyond(grid.cellHeight)}px)`;
    this.#paint(sheet, grid, style.fontFamily);
    this.#label(sheet, grid);
    this.#light();
  }

  /**
   * @param {Sheet} sheet
   * @param {Grid & {size: number}} grid
   * @param {string} family
   */
  #paint(sheet, { cellWidth, cellHeight, numbers, size }, family) {
    const count = sheet.tokens.length;
    const cells = { values: sheet.weights, cellWidth, cellHeight, scale: sheet, masked: sheet.masked };
    const colour = colours(this.element);
    const context = prepare(this.canvas, count * cellWidth, count * cellHeight);
    paintCells(context, cells, colour);
    if (numbers) writeNumbers(context, cells, `${size}px ${family}`, colour);
  }

  /** @param {Sheet} sheet @param {Grid} grid */
  #label(sheet, grid) {
    const made = [];
    for (let place = 0; place < sheet.tokens.length; place += 1) {
      if (place % grid.rowEvery === 0) made.push(this.#rowLabel(sheet, grid, place, ""));
      if (place % grid.columnEvery === 0) made.push(this.#columnLabel(sheet, grid, place, ""));
    }
    this.labels.replaceChildren(...made);
  }

  /**
   * @param {Sheet} sheet
   * @param {Grid} grid
   * @param {number} place
   * @param {string} kind
   */
  #rowLabel(sheet, { left, top, cellHeight }, place, kind) {
    const label = drawTokens(sheet.tokens[place] ?? [], "label of-row " + kind);
    label.style.maxWidth = `${left - 4}px`;
    label.style.translate = `calc(${left - 4}px - 100%) calc(${top + (place + 0.5) * cellHeight}px - 50%)`;
    return label;
  }

  /**
   * @param {Sheet} sheet
   * @param {Grid} grid
   * @param {number} place
   * @param {string} kind
   */
  #columnLabel(sheet, { left, top, cellWidth, angle }, place, kind) {
    const label = drawTokens(sheet.tokens[place] ?? [], "label of-column " + kind);
    const x = left + (place + 0.5) * cellWidth;
    label.style.maxWidth = `${left - 4}px`;
    label.style.translate = angle === 0 ? `calc(${x}px - 50%) calc(${top - 4}px - 100%)` : `${x}px calc(${top - 4}px - 50%)`;
    label.style.rotate = `${-angle}deg`;
    return label;
  }

  /** Light what one looks at. */
  #light() {
    const [sheet, grid] = [this.#sheet, this.#grid];
    if (!sheet || !grid) return;
    const query = this.#place(this.#focus.query);
    const key = this.#place(this.#focus.key);
    const { left, top, cellWidth, cellHeight } = grid;
    const count = sheet.tokens.length;
    const x = left + (key ?? 0) * cellWidth;
    const y = top + (query ?? 0) * cellHeight;
    const value = query === null || key === null || sheet.masked(query, key) ? null : (sheet.weights[query]?.[key] ?? 0);
    this.stage.classList.toggle("locked", this.#focus.locked);
    lay(this.row, query === null ? null : { x: left, y, width: count * cellWidth, height: cellHeight });
    lay(this.column, key === null ? null : { x, y: top, width: cellWidth, height: count * cellHeight });
    lay(this.cell, query === null || key === null ? null : { x, y, width: cellWidth, height: cellHeight });
    this.lit.replaceChildren();
    if (query !== null) this.lit.append(this.#rowLabel(sheet, grid, query, "lit"));
    if (key !== null) this.lit.append(this.#columnLabel(sheet, grid, key, "lit"));
    this.tip.hidden = value === null;
    if (value !== null) {
      this.tip.textContent = written(value, sheet.difference);
      const side = (key ?? 0) >= count / 2 ? `calc(${x - 8}px - 100%)` : `${x + cellWidth + 8}px`;
      this.tip.style.translate = `${side} calc(${y + cellHeight / 2}px - 50%)`;
    }
    this.readout.show(sheet, query, key);
  }

  #listen() {
    const { stage, hands } = this;
    const under = (/** @type {MouseEvent} */ event) => {
      const grid = this.#grid;
      const frame = stage.getBoundingClientRect();
      const found = grid && cellAt(grid, this.#sheet?.tokens.length ?? 0, event.clientX - frame.left, event.clientY - frame.top);
      return this.#positions(found?.query ?? null, found?.key ?? null);
    };
    stage.addEventListener("pointermove", (event) => {
      if (this.#options?.still) return;
      const { query, key } = under(event);
      if (query !== this.#focus.query || key !== this.#focus.key) hands.point(query, key);
    });
    stage.addEventListener("pointerleave", () => !this.#options?.still && hands.point(null, null));
    stage.addEventListener("click", (event) => {
      const { query, key } = under(event);
      if (!this.#options?.still) hold(hands, this.#focus, query, key);
    });
    stage.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Arrows move from cell to cell, Enter locks. @param {KeyboardEvent} event */
  #key(event) {
    const count = this.#sheet?.tokens.length ?? 0;
    if (this.#options?.still || count === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    let [query, key] = [this.#place(this.#focus.query) ?? 0, this.#place(this.#focus.key) ?? 0];
    const locks = event.key === "Enter" || event.key === " ";
    if (event.key === "ArrowUp") query -= 1;
    else if (event.key === "ArrowDown") query += 1;
    else if (event.key === "ArrowLeft") key -= 1;
    else if (event.key === "ArrowRight") key += 1;
    else if (event.key === "Home") key = 0;
    else if (event.key === "End") key = count - 1;
    else if (!locks) return;
    event.preventDefault();
    const within = (/** @type {number} */ place) => Math.min(Math.max(place, 0), count - 1);
    const cell = this.#positions(within(query), within(key));
    if (locks) hold(this.hands, this.#focus, cell.query, cell.key);
    else this.hands.point(cell.query, cell.key);
  }

  /** The place of a position of the text along the sides; null where it has none. @param {number | null} position */
  #place(position) {
    const place = position === null ? -1 : (this.#sheet?.positions.indexOf(position) ?? -1);
    return place < 0 ? null : place;
  }

  /**
   * Places along the sides as positions in the text.
   * @param {number | null} query
   * @param {number | null} key
   */
  #positions(query, key) {
    const position = (/** @type {number | null} */ place) => (place === null ? null : (this.#sheet?.positions[place] ?? null));
    return { query: position(query), key: position(key) };
  }
}
