/** Tokens left in the corpus against the size of the vocabulary. A click or a drag on the curve goes there. */

import { h, s } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./trace.js").Trace} Trace */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {{left: number, top: number, width: number, height: number}} Area px */

/** Points of the drawn line at most; a screen has no room for more. */
const MOST = 600;

/**
 * The curve in an area: x by vocabulary, y by tokens, from 0.
 * @param {Trace} trace
 * @param {Area} area
 */
export function curve(trace, { left, top, width, height }) {
  const most = Math.max(trace.total(0), 1);
  const at = (/** @type {number} */ place) => ({
    x: left + (trace.last ? (width * place) / trace.last : 0),
    y: top + height * (1 - trace.total(place) / most),
  });
  const step = Math.max(1, Math.ceil(trace.last / MOST));
  const places = Array.from({ length: Math.floor(trace.last / step) + 1 }, (_, index) => index * step);
  if (places.at(-1) !== trace.last) places.push(trace.last);
  return { at, points: places.map((place) => ({ place, ...at(place) })) };
}

/** Points of a polyline. @param {readonly {x: number, y: number}[]} points */
export function written(points) {
  return points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
}

export class Curve {
  /** @type {Trace | null} */
  #trace = null;
  #place = 0;
  #size = { width: 0, height: 0, letter: 16 };
  /** @type {Area} */
  #area = { left: 0, top: 0, width: 0, height: 0 };

  /**
   * @param {Say} say
   * @param {(place: number) => void} go
   */
  constructor(say, go) {
    this.say = say;
    this.svg = s("svg", { role: "slider", tabindex: 0, "aria-label": say("curve"), "aria-valuemin": 0 });
    this.element = h("div", { class: "curve" }, this.svg);
    const follow = (/** @type {PointerEvent} */ event) => {
      const last = this.#trace?.last ?? 0;
      const x = event.clientX - this.svg.getBoundingClientRect().left;
      go(Math.min(Math.max(Math.round(((x - this.#area.left) / Math.max(this.#area.width, 1)) * last), 0), last));
    };
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.svg.setPointerCapture(event.pointerId);
      follow(event);
    });
    this.svg.addEventListener("pointermove", (event) => this.svg.hasPointerCapture(event.pointerId) && follow(event));
  }

  /**
   * @param {Trace} trace
   * @param {number} place
   */
  show(trace, place) {
    this.#trace = trace;
    this.#place = place;
    this.svg.setAttribute("aria-valuemax", String(trace.last));
    this.svg.setAttribute("aria-valuenow", String(place));
    this.svg.setAttribute("aria-valuetext", this.say("curve_now", { tokens: whole(trace.total(place)), vocabulary: whole(trace.vocabulary(place)) }));
    if (this.#size.width) this.#draw();
    else this.resized();
  }

  /** Measure the place there is. Not at every step: the browser would have to lay out everything at once. */
  resized() {
    this.#size = { width: this.element.clientWidth, height: this.element.clientHeight, letter: parseFloat(getComputedStyle(this.element).fontSize) };
    if (this.#size.width) this.#draw();
  }

  #draw() {
    const trace = this.#trace;
    const { width, height, letter: size } = this.#size;
    if (!trace) return;
    const area = (this.#area = { left: 8, top: size * 1.5, width: width - 24, height: height - size * 3.1 });
    const { at, points } = curve(trace, area);
    const here = at(this.#place);
    const bottom = area.top + area.height;
    const word = (/** @type {string} */ content, /** @type {Record<string, string | number>} */ attributes) => {
      const made = s("text", attributes);
      made.textContent = content;
      return made;
    };
    const done = [...points.filter(({ place }) => place < this.#place), here];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren(
      s("line", { class: "axis", x1: area.left, x2: area.left + area.width, y1: bottom, y2: bottom }),
      s("line", { class: "here", x1: here.x, x2: here.x, y1: here.y, y2: bottom }),
      s("polyline", { class: "all", points: written(points) }),
      s("polyline", { class: "so-far", points: written(done) }),
      s("circle", { class: "here", cx: here.x, cy: here.y, r: 7 }),
      ...(here.x > area.left + size * 4 ? [word(whole(trace.total(0)), { x: area.left, y: area.top - 6 })] : []),
      word(whole(trace.total(this.#place)), { class: "now", x: Math.min(here.x + 10, area.left + area.width), y: here.y - 10, "text-anchor": here.x > width * 0.6 ? "end" : "start" }),
      word(whole(trace.vocabulary(0)), { x: area.left, y: bottom + size * 1.3 }),
      word(this.say("vocabulary_size"), { x: area.left + area.width / 2, y: bottom + size * 1.3, "text-anchor": "middle" }),
      word(whole(trace.vocabulary(trace.last)), { x: area.left + area.width, y: bottom + size * 1.3, "text-anchor": "end" }),
    );
  }
}
