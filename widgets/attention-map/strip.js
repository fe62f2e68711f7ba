/**
 * Where one token looks in many layers or heads: a row for each, a column for each token. Or the other way round, beside
 * a list of the tokens: then a column for each layer or head.
 */

import { h } from "../shared/dom.js";
import { plain } from "../shared/text.js";
import { lay } from "./holding.js";
import { colours, paintCells, prepare } from "./painting.js";
import { drawTokens } from "./readout.js";
import { written } from "./sheet.js";
import { LONGEST, columned, rowed } from "./strip-layout.js";

/** @typedef {import("./strip-layout.js").Grid} Grid */
/** @typedef {import("./types.js").Token} Token */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @typedef {object} About
 * @property {string} title
 * @property {readonly Token[]} tokens
 * @property {readonly (readonly number[])[]} values rows of weights
 * @property {string | null} first name of a first row that stands apart: the mean of all
 * @property {string} letter before the numbers of the other rows
 * @property {number | null} chosen the row that is shown large
 * @property {(key: number) => boolean} masked
 * @property {number} width px there are
 * @property {number} height px there are; 0: as many as needed
 * @property {number} pitch px from token to token of the list it stands beside; 0: it stands alone
 * @property {boolean} still it answers no hand
 */

const SCALE = { difference: false, limit: 1 };
export class Strip {
  /** @type {About | null} */
  #about = null;
  /** @type {Grid} */
  #grid = { down: false, left: 0, top: 0, key: 1, row: 1, apart: 0, angle: 0 };
  /** The cell under the pointer or the keyboard. @type {{row: number, key: number} | null} */
  #at = null;
  /** @type {number | null} */
  #lit = null;

  /**
   * @param {Say} say
   * @param {(key: number | null) => void} point a token is looked at
   * @param {(row: number) => void} pick a layer or head is wanted
   */
  constructor(say, point, pick) {
    this.say = say;
    this.point = point;
    this.pick = pick;
    this.title = h("h4", {});
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.labels = h("div", { class: "labels", "aria-hidden": "true" });
    this.chosen = h("div", { class: "band chosen", hidden: true });
    this.column = h("div", { class: "band column", hidden: true });
    this.cell = h("div", { class: "cell", hidden: true });
    this.tip = h("div", { class: "tip", hidden: true });
    this.live = h("span", { class: "quietly", role: "status" });
    this.stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-roledescription": say("heatmap") }, this.canvas, this.labels, this.chosen, this.column, this.cell, this.tip);
    this.element = h("section", { class: "strip" }, this.title, this.stage, this.live);
    this.#listen();
  }

  /** @param {About} about */
  show(about) {
    this.#about = about;
    const { tokens, values, first } = about;
    this.element.style.width = about.pitch > 0 ? `${about.width}px` : "";
    this.title.textContent = about.title;
    this.stage.setAttribute("aria-label", about.title);
    this.stage.tabIndex = about.still ? -1 : 0;
    const style = getComputedStyle(this.element);
    const size = parseFloat(style.fontSize);
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const wide = (/** @type {string} */ text) => {
      context.font = `${size}px ${style.fontFamily}`; // a canvas of another size forgets it
      return context.measureText(text).width;
    };
    const { grid, overhang } = about.pitch > 0 ? columned(about, size, wide) : rowed(about, size, wide);
    this.#grid = grid;
    const { down, left, top, key } = grid;
    const [along, across] = [tokens.length * key, this.#start(values.length)];
    this.stage.style.width = `${Math.ceil(left + (down ? across : along) + overhang)}px`;
    this.stage.style.height = `${top + (down ? along : across)}px`;
    this.canvas.style.translate = `${left}px ${top}px`;
    this.#paint(about);
    this.#label(about, size, wide);
    lay(this.chosen, about.chosen === null ? null : this.#area(about.chosen + (first === null ? 0 : 1), null));
    this.#mark();
  }

  /** Light a token. @param {number | null} key */
  light(key) {
    this.#lit = key;
    if (key === null) this.#at = null;
    if (this.#about) this.#mark();
  }

  /** Where a row begins, from the first. @param {number} row */
  #start(row) {
    return row * this.#grid.row + (row > 0 ? this.#grid.apart : 0);
  }

  /** Where a cell lies; null: all of them. @param {number | null} row @param {number | null} key */
  #area(row, key) {
    const { down, left, top, key: length, row: breadth } = this.#grid;
    const { values, tokens } = /** @type {About} */ (this.#about);
    const [along, across] = [(key ?? 0) * length, this.#start(row ?? 0)];
    const [wide, high] = [key === null ? tokens.length * length : length, row === null ? this.#start(values.length) : breadth];
    return down ? { x: left + across, y: top + along, width: high, height: wide } : { x: left + along, y: top + across, width: wide, height: high };
  }

  /** @param {About} about */
  #paint({ values, tokens, first, masked }) {
    const { down, key, row } = this.#grid;
    const [along, across] = [tokens.length * key, this.#start(values.length)];
    const context = prepare(this.canvas, down ? across : along, down ? along : across);
    const colour = colours(this.element);
    const [cellWidth, cellHeight] = down ? [row, key] : [key, row];
    const paint = (/** @type {typeof values} */ some) =>
      paintCells(
        context,
        { values: down ? tokens.map((_, place) => some.map((one) => one[place] ?? 0)) : some, cellWidth, cellHeight, scale: SCALE, masked: (y, x) => masked(down ? y : x) },
        colour,
      );
    const apart = first === null ? 0 : 1;
    if (apart) paint(values.slice(0, apart));
    context.translate(down ? this.#start(apart) : 0, down ? 0 : this.#start(apart));
    paint(values.slice(apart));
  }

  /**
   * @param {About} about
   * @param {number} size
   * @param {(text: string) => number} wide
   */
  #label({ tokens, values, first, letter, chosen }, size, wide) {
    const { down, left, top, key, row, angle } = this.#grid;
    const made = [];
    const every = Math.ceil((down ? wide(letter + values.length) + 4 : size + 1) / row - 0.01);
    values.forEach((_, place) => {
      const number = place - (first === null ? 0 : 1);
      const marked = number === chosen && number >= 0;
      // The number of the chosen one takes the place of those it would touch.
      if (number >= 0 && !marked && (number % every || (chosen !== null && Math.abs(number - chosen) < every))) return;
      const label = h("span", { class: "label of-row" + (marked ? " marked" : "") }, number < 0 ? first : letter + number);
      const middle = this.#start(place) + row / 2;
      label.style.translate = down ? `calc(${left + middle}px - 50%) calc(${top - 2}px - 100%)` : `calc(${left - 4}px - 100%) calc(${top + middle}px - 50%)`;
      made.push(label);
    });
    for (let place = 0; !down && place < tokens.length; place += Math.ceil((size + 1) / key - 0.01)) {
      const token = tokens[place];
      if (!token) continue;
      const label = drawTokens([token], "label of-column");
      const x = left + (place + 0.5) * key;
      label.style.maxWidth = `${LONGEST * size}px`;
      label.style.translate = angle === 0 ? `calc(${x}px - 50%) calc(${top - 4}px - 100%)` : `${x}px calc(${top - 4}px - 50%)`;
      label.style.rotate = `${-angle}deg`;
      made.push(label);
    }
    this.labels.replaceChildren(...made);
  }

  /** Light what one looks at. */
  #mark() {
    const about = /** @type {About} */ (this.#about);
    lay(this.column, this.#lit === null ? null : this.#area(null, this.#lit));
    const at = this.#at;
    const place = at && this.#area(at.row, at.key);
    lay(this.cell, place);
    this.tip.hidden = !at || !place || about.masked(at.key);
    if (!at || !place) return;
    const text = written(about.values[at.row]?.[at.key] ?? 0);
    const number = at.row - (about.first === null ? 0 : 1);
    const name = number < 0 ? about.first : about.letter + number;
    this.tip.textContent = `${name}  ${text}`;
    this.live.textContent = `${name} ${plain(about.tokens[at.key] ?? { text: "", bytes: "", partial: false })} ${text}`;
    const side = place.x + place.width / 2 >= this.stage.offsetWidth / 2 ? `calc(${place.x - 8}px - 100%)` : `${place.x + place.width + 8}px`;
    this.tip.style.translate = `${side} calc(${place.y + place.height / 2}px - 50%)`;
  }

  /** @param {number} row @param {number} key */
  #look(row, key) {
    this.#at = { row, key };
    this.point(key);
    this.#mark();
  }

  #listen() {
    const { stage } = this;
    stage.addEventListener("pointermove", (event) => {
      const about = this.#about;
      if (!about || about.still) return;
      const frame = stage.getBoundingClientRect();
      const { down, left, top, key: length } = this.#grid;
      const [x, y] = [event.clientX - frame.left - left, event.clientY - frame.top - top];
      const [along, across] = down ? [y, x] : [x, y];
      const key = Math.floor(along / length);
      const row = about.values.findIndex((_, at) => across < this.#start(at + 1));
      const outside = key < 0 || key >= about.tokens.length || across < 0 || row < 0;
      if (outside) this.#leave();
      else if (this.#at?.row !== row || this.#at.key !== key) this.#look(row, key);
    });
    stage.addEventListener("pointerleave", () => this.#leave());
    stage.addEventListener("click", () => this.#pick());
    stage.addEventListener("keydown", (event) => {
      const about = this.#about;
      if (!about || about.still || event.altKey || event.ctrlKey || event.metaKey) return;
      let { row, key } = this.#at ?? { row: 0, key: this.#lit ?? 0 };
      const back = { ArrowUp: "row", ArrowLeft: "key" }[event.key];
      const on = { ArrowDown: "row", ArrowRight: "key" }[event.key];
      const step = back ? -1 : 1;
      if (back || on) {
        if (((back ?? on) === "row") !== this.#grid.down) row += step;
        else key += step;
      } else if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (event.key === "Enter" || event.key === " ") this.#pick();
      else this.#look(Math.min(Math.max(row, 0), about.values.length - 1), Math.min(Math.max(key, 0), about.tokens.length - 1));
    });
  }

  #leave() {
    if (!this.#at) return;
    this.#at = null;
    this.point(null);
    this.#mark();
  }

  #pick() {
    const row = (this.#at?.row ?? -1) - (this.#about?.first === null ? 0 : 1);
    if (row >= 0) this.pick(row);
  }
}
