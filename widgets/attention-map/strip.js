/** Where one token looks in many layers or heads: a row for each, a column for each token. */

import { h } from "../shared/dom.js";
import { plain } from "../shared/text.js";
import { lay } from "./holding.js";
import { lean } from "./layout.js";
import { colours, paintCells, prepare } from "./painting.js";
import { drawTokens } from "./readout.js";
import { written } from "./sheet.js";

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
 * @property {boolean} still it answers no hand
 */

const SCALE = { difference: false, limit: 1 };
const APART = 6; // px at least between the mean and the others
const [LEAST, MOST] = [5, 24]; // px of a row

export class Strip {
  /** @type {About | null} */
  #about = null;
  #grid = { left: 0, top: 0, cellWidth: 1, cellHeight: 1, apart: 0 };
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
    const { tokens, values, first, width, height } = about;
    this.title.textContent = about.title;
    this.stage.setAttribute("aria-label", about.title);
    this.stage.tabIndex = about.still ? -1 : 0;
    const style = getComputedStyle(this.element);
    const size = parseFloat(style.fontSize);
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    context.font = `${size}px ${style.fontFamily}`;
    const longest = 6 * size;
    const labels = tokens.map((token) => Math.min(context.measureText(plain(token)).width + 8, longest));
    const left = Math.ceil(2.6 * size);
    let cellWidth = (width - left) / tokens.length;
    let leaning = lean(labels, cellWidth, size);
    cellWidth = Math.min((width - left - leaning.overhang) / tokens.length, 4 * size);
    leaning = lean(labels, cellWidth, size);
    const { angle, top } = leaning;
    const room = height > 0 ? height - top - 1.6 * size - (first === null ? 0 : size) : 0;
    const cellHeight = Math.floor(height > 0 ? Math.min(Math.max(room / values.length, LEAST), MOST) : Math.min(size, MOST));
    const apart = first === null ? 0 : Math.max(APART, size - cellHeight + 4);
    this.#grid = { left, top, cellWidth, cellHeight, apart };
    this.stage.style.width = `${Math.ceil(left + tokens.length * cellWidth + leaning.overhang)}px`;
    this.stage.style.height = `${this.#top(values.length)}px`;
    this.canvas.style.translate = `${left}px ${top}px`;
    this.#paint(about);
    this.#label(about, angle, size, longest);
    const row = about.chosen === null ? null : about.chosen + (first === null ? 0 : 1);
    lay(this.chosen, row === null ? null : { x: left, y: this.#top(row), width: tokens.length * cellWidth, height: cellHeight });
    this.#mark();
  }

  /** Light a token. @param {number | null} key */
  light(key) {
    this.#lit = key;
    if (key === null) this.#at = null;
    if (this.#about) this.#mark();
  }

  /** Where a row begins. @param {number} row */
  #top(row) {
    return this.#grid.top + row * this.#grid.cellHeight + (row > 0 ? this.#grid.apart : 0);
  }

  /** @param {About} about */
  #paint({ values, first, masked }) {
    const { top, cellWidth, cellHeight } = this.#grid;
    const context = prepare(this.canvas, (values[0]?.length ?? 0) * cellWidth, this.#top(values.length) - top);
    const colour = colours(this.element);
    const cells = { cellWidth, cellHeight, scale: SCALE, masked: (/** @type {number} */ _row, /** @type {number} */ key) => masked(key) };
    const apart = first === null ? 0 : 1;
    paintCells(context, { ...cells, values: values.slice(0, apart) }, colour);
    context.translate(0, this.#top(apart) - top);
    paintCells(context, { ...cells, values: values.slice(apart) }, colour);
  }

  /**
   * @param {About} about
   * @param {number} angle
   * @param {number} size
   * @param {number} longest
   */
  #label({ tokens, values, first, letter }, angle, size, longest) {
    const { left, top, cellWidth, cellHeight } = this.#grid;
    const made = [];
    const every = Math.ceil((size + 1) / cellHeight - 0.01);
    values.forEach((_, row) => {
      const number = row - (first === null ? 0 : 1);
      if (number >= 0 && number % every) return;
      const label = h("span", { class: "label of-row" }, number < 0 ? first : letter + number);
      label.style.translate = `calc(${left - 4}px - 100%) calc(${this.#top(row) + cellHeight / 2}px - 50%)`;
      made.push(label);
    });
    for (let place = 0; place < tokens.length; place += Math.ceil((size + 1) / cellWidth - 0.01)) {
      const token = tokens[place];
      if (!token) continue;
      const label = drawTokens([token], "label of-column");
      const x = left + (place + 0.5) * cellWidth;
      label.style.maxWidth = `${longest}px`;
      label.style.translate = angle === 0 ? `calc(${x}px - 50%) calc(${top - 4}px - 100%)` : `${x}px calc(${top - 4}px - 50%)`;
      label.style.rotate = `${-angle}deg`;
      made.push(label);
    }
    this.labels.replaceChildren(...made);
  }

  /** Light what one looks at. */
  #mark() {
    const about = /** @type {About} */ (this.#about);
    const { left, top, cellWidth, cellHeight } = this.#grid;
    const key = this.#lit;
    lay(this.column, key === null ? null : { x: left + key * cellWidth, y: top, width: cellWidth, height: this.#top(about.values.length) - top });
    const at = this.#at;
    const place = at && { x: left + at.key * cellWidth, y: this.#top(at.row), width: cellWidth, height: cellHeight };
    lay(this.cell, place);
    this.tip.hidden = !at || !place || about.masked(at.key);
    if (!at || !place) return;
    const text = written(about.values[at.row]?.[at.key] ?? 0);
    const number = at.row - (about.first === null ? 0 : 1);
    const name = number < 0 ? about.first : about.letter + number;
    this.tip.textContent = `${name}  ${text}`;
    this.live.textContent = `${name} ${plain(about.tokens[at.key] ?? { text: "", bytes: "", partial: false })} ${text}`;
    const side = at.key >= about.tokens.length / 2 ? `calc(${place.x - 8}px - 100%)` : `${place.x + cellWidth + 8}px`;
    this.tip.style.translate = `${side} calc(${place.y + cellHeight / 2}px - 50%)`;
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
      const { left, cellWidth } = this.#grid;
      const key = Math.floor((event.clientX - frame.left - left) / cellWidth);
      const row = about.values.findIndex((_, at) => event.clientY - frame.top < this.#top(at + 1));
      const outside = key < 0 || key >= about.tokens.length || event.clientY - frame.top < this.#grid.top || row < 0;
      if (outside) this.#leave();
      else if (this.#at?.row !== row || this.#at.key !== key) this.#look(row, key);
    });
    stage.addEventListener("pointerleave", () => this.#leave());
    stage.addEventListener("click", () => this.#pick());
    stage.addEventListener("keydown", (event) => {
      const about = this.#about;
      if (!about || about.still || event.altKey || event.ctrlKey || event.metaKey) return;
      let { row, key } = this.#at ?? { row: 0, key: this.#lit ?? 0 };
      if (event.key === "ArrowUp") row -= 1;
      else if (event.key === "ArrowDown") row += 1;
      else if (event.key === "ArrowLeft") key -= 1;
      else if (event.key === "ArrowRight") key += 1;
      else if (event.key !== "Enter" && event.key !== " ") return;
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
