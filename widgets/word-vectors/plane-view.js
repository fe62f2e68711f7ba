/** The two-dimensional picture on the page: two choices for its axes, and words that can be moved. */

import { h, s } from "../shared/dom.js";
import { exact } from "./exact.js";
import { plane } from "./plane.js";
import { withNumber } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("../shared/picture.js").Colours} Colours */

const NEAR = 24; // px from a dot within which it can be taken hold of
const GRAIN = 20; // a moved word stands at whole parts of 1 / GRAIN

/** Colours of the page by name, so that they follow it into the dark. */
export const PAGE_COLOURS = /** @type {Colours} */ (new Proxy({}, { get: (_, name) => `var(--${String(name)})` }));

export class PlaneView {
  /** @type {State | null} */
  #state = null;
  /** @type {import("./plane.js").Plane | null} */
  #plane = null;
  #chosen = { x: 0, y: 1 };
  #live = true;
  /** @type {import("./exact.js").Exact[] | null} */
  #target = null;

  /**
   * @param {Say} say
   * @param {(state: State) => void} change told where a word was moved
   */
  constructor(say, change) {
    this.say = say;
    this.change = change;
    const choice = (/** @type {"x" | "y"} */ side, /** @type {string} */ text) => {
      const select = h("select", { id: `axis-${side}` });
      select.addEventListener("change", () => {
        this.#chosen[side] = Number(select.value);
        this.#draw();
      });
      return { select, label: h("label", { class: "choice" }, h("span", {}, text), " ", select) };
    };
    this.x = choice("x", say("axis_x"));
    this.y = choice("y", say("axis_y"));
    this.choices = h("div", { class: "choices" }, this.x.label, this.y.label);
    this.svg = s("svg", { role: "img", class: "plane" });
    this.hint = h("p", { class: "soft hint" }, say("plane_hint"));
    this.element = h("div", {}, this.choices, this.svg, this.hint);
    this.#drag();
  }

  /** The dimensions chosen: along, and up (−1 where there is only one). @returns {[number, number]} */
  get axes() {
    const count = this.#state?.names.length ?? 0;
    if (count < 2) return [0, -1];
    return [Math.min(this.#chosen.x, count - 1), Math.min(this.#chosen.y, count - 1)];
  }

  /**
   * @param {State} state
   * @param {import("./exact.js").Exact[] | null} target
   * @param {boolean} live
   */
  show(state, target, live) {
    this.#state = state;
    this.#target = target;
    this.#live = live;
    const [x, y] = this.axes;
    for (const [{ select }, chosen] of /** @type {const} */ ([[this.x, x], [this.y, y]])) {
      select.replaceChildren(...state.names.map((_, at) => h("option", { value: at, selected: at === chosen }, this.nameOf(at))));
    }
    this.y.label.hidden = y < 0;
    this.hint.hidden = !live;
    this.svg.classList.toggle("live", live);
    this.#draw();
  }

  /** @param {number} dimension */
  nameOf(dimension) {
    return this.#state?.names[dimension] || this.say("dimension", { number: dimension + 1 });
  }

  /** @type {{width: number, height: number, size: number, measure: import("../shared/svg.js").Measure} | null} */
  #room = null;

  /**
   * @param {number} width px
   * @param {number} size of text, px
   * @param {import("../shared/svg.js").Measure} measure
   */
  resized(width, size, measure) {
    this.#room = { width, size, height: Math.round(Math.min(Math.max(width * 0.74, 240), 340)), measure };
    this.#draw();
  }

  #draw() {
    if (!this.#state || !this.#room) return;
    const { width, height } = this.#room;
    const [x, y] = this.axes;
    this.#plane = plane(this.#state, this.#target, [x, y], {
      ...this.#room, colours: PAGE_COLOURS, sum: this.say("sum"), names: [this.nameOf(x), y < 0 ? "" : this.nameOf(y)],
    });
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) this.svg.setAttribute(name, String(value));
    this.svg.setAttribute("aria-label", this.say("plane_label", { x: this.nameOf(x), y: y < 0 ? "–" : this.nameOf(y) }));
    this.svg.replaceChildren(
      ...this.#plane.shapes.map(({ name, attributes, text }) => {
        const shape = s(name, attributes);
        if (text) shape.textContent = text;
        return shape;
      }),
    );
  }

  /** A word is moved by its dot; the numbers follow. The picture's scale stays until it is let go. */
  #drag() {
    const place = (/** @type {PointerEvent} */ event) => {
      const box = this.svg.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const nearest = (/** @type {PointerEvent} */ event) => {
      const { x, y } = place(event);
      const points = (this.#plane?.points ?? []).map((point) => ({ ...point, far: Math.hypot(point.x - x, point.y - y) }));
      const [first] = points.sort((a, b) => a.far - b.far);
      return this.#live && first && first.far <= NEAR ? first : null;
    };
    /** @type {{row: number, value: import("./plane.js").Plane["value"], dx: number, dy: number} | null} */
    let grip = null;
    this.svg.addEventListener("pointerdown", (event) => {
      const point = nearest(event);
      if (!point || !this.#plane) return;
      event.preventDefault();
      const { x, y } = place(event);
      grip = { row: point.row, value: this.#plane.value, dx: point.x - x, dy: point.y - y };
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener("pointermove", (event) => {
      this.svg.classList.toggle("over", grip !== null || nearest(event) !== null);
      if (!grip || !this.#state) return;
      const { x, y } = place(event);
      const { row, value, dx, dy } = grip;
      const numbers = value({ x: x + dx, y: y + dy });
      let next = this.#state;
      this.axes.forEach((dimension, side) => {
        const number = Math.min(Math.max(side ? numbers.y : numbers.x, -100), 100);
        const written = exact((Math.round(number * GRAIN) / GRAIN).toFixed(2));
        if (dimension >= 0 && written) next = withNumber(next, row, dimension, written);
      });
      this.change(next);
    });
    const release = () => (grip = null);
    this.svg.addEventListener("pointerup", release);
    this.svg.addEventListener("pointercancel", release);
    // A finger that takes hold of a word must not scroll the page with it.
    this.svg.addEventListener("touchstart", (event) => grip && event.preventDefault(), { passive: false });
    this.svg.addEventListener("touchmove", (event) => grip && event.preventDefault(), { passive: false });
  }
}
