/** One picture: dots with their names, and what is drawn over them where a word is looked at. */

import { attributes, h, s } from "../shared/dom.js";
import { fit } from "../shared/svg.js";
import { baseOf, dotAt, dotTowards, fitted, nameDots, nearestInPicture, overlayOf, relate } from "./scene.js";

/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("../shared/svg.js").Measure} Measure */
/** @typedef {{name: string, input: boolean, option: string}} Word how it is called; whether it is marked; what is read out */

/** How far from a dot a pointer may be to mean it (px). */
export const REACH = 44;
/** A name is cut off beyond this many font sizes. */
export const LONGEST = 9;
/** @type {ReadonlyMap<string, import("./scene.js").Spot>} */
const STEPS = new Map([
  ["ArrowLeft", { x: -1, y: 0 }],
  ["ArrowRight", { x: 1, y: 0 }],
  ["ArrowUp", { x: 0, y: -1 }],
  ["ArrowDown", { x: 0, y: 1 }],
]);

export class Scatter {
  /** @type {readonly Word[]} */
  #words = [];
  /** @type {readonly Place[]} */
  #points = [];
  /** @type {readonly (readonly number[])[]} */
  #near = [];
  /** @type {readonly (readonly number[])[]} */
  #pictured = [];
  /** @type {{dot: SVGElement, label: SVGElement}[]} */
  #marks = [];
  /** @type {import("./scene.js").Spot[]} */
  #spots = [];
  /** @type {readonly string[] | null} */
  #axes = null;
  #size = { width: 0, height: 0 };
  #line = 16;
  #radius = 0;
  /** @type {ReadonlyMap<number, import("./scene.js").Box>} */
  #boxes = new Map();
  /** @type {Measure | null} */
  #measure = null;
  #current = 0;
  #looked = -1;

  /**
   * @param {(index: number) => void} look a word is pointed at; -1 for none
   * @param {(index: number) => void} pin a word is chosen, to be looked at until another is; -1 for none
   */
  constructor(look, pin) {
    this.caption = h("figcaption", {});
    this.axes = s("g", { class: "axes", "aria-hidden": "true" });
    this.dots = s("g", { class: "dots" });
    this.over = s("g", { class: "over", "aria-hidden": "true" });
    this.svg = s("svg", { role: "listbox" }, this.axes, this.dots, this.over);
    this.frame = h("div", { class: "frame" }, this.svg);
    this.element = h("figure", {}, this.caption, this.frame);
    const at = (/** @type {MouseEvent} */ event) => {
      const { left, top } = this.svg.getBoundingClientRect();
      return dotAt(this.#spots, { x: event.clientX - left, y: event.clientY - top }, REACH);
    };
    this.svg.addEventListener("pointermove", (event) => event.pointerType === "mouse" && look(at(event)));
    this.svg.addEventListener("pointerleave", () => look(this.#focused()));
    this.svg.addEventListener("click", (event) => pin(at(event)));
    this.svg.addEventListener("focusout", () => look(-1));
    this.svg.addEventListener("focusin", () => {
      this.#current = Math.max(this.#focused(), 0);
      look(this.#current);
    });
    this.svg.addEventListener("keydown", (event) => this.#key(event, pin));
  }

  /** Place of the word that has the focus, or -1. */
  #focused() {
    return this.#marks.findIndex(({ dot }) => dot.matches(":focus"));
  }

  /**
   * @param {readonly Word[]} words
   * @param {readonly Place[]} points
   * @param {readonly (readonly number[])[]} near true neighbours
   * @param {readonly string[] | null} axes what the axes show, where the picture has some
   */
  show(words, points, near, axes) {
    const same = words.length === this.#words.length && words.every(({ name }, place) => name === this.#words[place]?.name);
    [this.#words, this.#points, this.#near, this.#axes] = [words, points, near, axes];
    this.#pictured = nearestInPicture(points, near[0]?.length ?? 0);
    if (!same) {
      this.#current = 0;
      this.#marks = words.map(() => {
        const label = s("text", { "aria-hidden": "true" });
        return { label, dot: s("g", { role: "option", class: "dot" }, s("circle", {}), label) };
      });
      this.dots.replaceChildren(...this.#marks.map(({ dot }) => dot));
    }
    this.#marks.forEach(({ dot }, place) => {
      const word = words[place];
      dot.classList.toggle("input", word?.input ?? false);
      attributes(dot, { "aria-label": word?.option, "aria-selected": "false", tabindex: place === this.#current ? 0 : -1 });
    });
    this.look(-1, -1);
  }

  /**
   * Lay everything out for a size.
   * @param {Measure} measure
   * @param {number} text size of ordinary text in px
   */
  place(measure, text) {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (!width || !height || !this.#words.length) return;
    [this.#size, this.#measure] = [{ width, height }, measure];
    const { spots, zero } = fitted(this.#points, this.#size, text * 1.7);
    this.#spots = spots;
    const taken = this.#drawAxes(zero, text, measure);
    const marked = this.#words.map(({ input }) => input);
    const widthOf = (/** @type {number} */ index, /** @type {number} */ line) => this.#widthOf(index, line, marked[index] ?? false);
    const { line, radius, boxes } = nameDots(spots, marked, { widthOf, size: this.#size, text, taken });
    [this.#line, this.#radius, this.#boxes] = [line, radius, boxes];
    this.svg.style.fontSize = `${line}px`;
    this.#marks.forEach(({ dot, label }, place) => {
      const { x, y } = spots[place] ?? { x: 0, y: 0 };
      dot.style.transform = `translate(${x}px, ${y}px)`;
      dot.firstElementChild?.setAttribute("r", String(radius));
      const box = boxes.get(place);
      label.style.display = box ? "" : "none";
      label.textContent = fit(this.#words[place]?.name ?? "", LONGEST * line, line, measure);
      const base = box && baseOf(box, line);
      if (base) attributes(label, { x: base.x - x, y: base.y - y });
    });
    this.look(this.#looked, -1);
  }

  /** How many names found no place. */
  get unnamed() {
    return this.#marks.filter(({ label }) => label.style.display === "none").length;
  }

  /** How the words around one are to it here. @param {number} index */
  relations(index) {
    return relate(this.#near[index] ?? [], this.#pictured[index] ?? []);
  }

  /**
   * Draw what a word that is looked at has around it.
   * @param {number} index -1 for none
   * @param {number} pinned the word that stays to be looked at, -1 for none
   */
  look(index, pinned) {
    this.#looked = index;
    this.svg.classList.toggle("looking", index >= 0);
    this.#marks.forEach(({ dot }, place) => dot.setAttribute("aria-selected", String(place === pinned)));
    for (const { dot } of this.#marks) dot.classList.remove("covered");
    const spot = this.#spots[index];
    const measure = this.#measure;
    if (!spot || !measure) {
      this.over.replaceChildren();
      return;
    }
    const line = this.#line;
    const radius = this.#radius;
    const widthOf = (/** @type {number} */ place) => this.#widthOf(place, line, place === index) + line * 0.5;
    const { lines, marks } = overlayOf(this.#spots, index, this.relations(index), { widthOf, size: this.#size, line, radius, boxes: this.#boxes });
    for (const mark of marks) this.#marks[mark.index]?.dot.classList.add("covered"); // named by what is drawn over it
    this.over.replaceChildren(
      ...lines.map(({ from, to, kind }) => s("line", { class: kind, x1: from.x, y1: from.y, x2: to.x, y2: to.y })),
      ...marks.map(({ spot: { x, y }, kind }) => s("circle", { class: kind, cx: x, cy: y, r: radius * (kind === "looked" ? 1.4 : 1.15) })),
      ...marks.reverse().flatMap(({ index: place, kind, box }) => {
        if (!box) return [];
        const base = baseOf(box, line);
        const label = s("text", { class: kind, x: base.x + line * 0.25, y: base.y });
        label.textContent = fit(this.#words[place]?.name ?? "", LONGEST * line, line, measure);
        const { left: x, top: y, width, height } = box;
        return [s("rect", { class: kind, x, y, width, height, rx: line * 0.25 }), label];
      }),
    );
  }

  /** @param {number} index @param {number} line font size in px @param {boolean} bold */
  #widthOf(index, line, bold) {
    return Math.min(this.#measure?.(this.#words[index]?.name ?? "", line, bold) ?? 0, LONGEST * line) + 2;
  }

  /**
   * @param {import("./scene.js").Spot} zero
   * @param {number} line font size in px
   * @param {Measure} measure
   * @returns {import("./scene.js").Box[]} where the axes are named
   */
  #drawAxes(zero, line, measure) {
    const { width, height } = this.#size;
    this.axes.replaceChildren();
    if (!this.#axes) return [];
    const [across = "", up = ""] = this.#axes;
    const wide = measure(across, line);
    const names = [s("text", { x: width - wide - 8, y: height - 9 }), s("text", { x: 8, y: line * 1.15 })];
    names.forEach((name, place) => (name.textContent = place ? up : across));
    this.axes.append(
      s("line", { x1: 0, x2: width, y1: zero.y, y2: zero.y }),
      s("line", { x1: zero.x, x2: zero.x, y1: 0, y2: height }),
      ...names,
    );
    return [
      { left: width - wide - 12, top: height - line * 1.5, width: wide + 12, height: line * 1.5 },
      { left: 0, top: 0, width: measure(up, line) + 12, height: line * 1.5 },
    ];
  }

  /**
   * @param {KeyboardEvent} event
   * @param {(index: number) => void} pin
   */
  #key(event, pin) {
    const last = this.#marks.length - 1;
    const step = STEPS.get(event.key);
    let goal = this.#current;
    if (step) goal = dotTowards(this.#spots, this.#current, step);
    else if (event.key === "Home") goal = 0;
    else if (event.key === "End") goal = last;
    else if (event.key === "PageDown") goal = Math.min(goal + 1, last);
    else if (event.key === "PageUp") goal = Math.max(goal - 1, 0);
    else if (event.key === "Enter" || event.key === " ") pin(this.#current);
    else if (event.key === "Escape") pin(-1);
    else return;
    event.preventDefault();
    this.#marks.forEach(({ dot }, place) => dot.setAttribute("tabindex", place === goal ? "0" : "-1"));
    /** @type {SVGElement | undefined} */ (this.#marks[goal]?.dot)?.focus();
  }
}
