/** The place where a tree stands: as wide as it needs, scrolled to the present joint, with an overview where it is long. */

import { h, s } from "../shared/dom.js";
import { states } from "./shapes.js";

/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Height of the overview, and what it takes with its margin, in px. */
const LOW = 40;
export const OVERVIEW = LOW + 4;

export class Stand {
  /** @type {Map<Shape, SVGElement>} */
  #drawn = new Map();
  #width = 0;
  /** Room when it was drawn last. */
  #room = 0;

  /**
   * @param {Say} say
   * @param {(place: number) => void} go
   * @param {() => void} resized there is more or less room
   */
  constructor(say, go, resized) {
    this.svg = s("svg", { role: "img" });
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": say("tree") }, this.svg);
    this.map = s("svg", { class: "overview", "aria-hidden": "true" });
    this.element = h("div", { class: "stand" }, this.scroller, this.map);
    this.svg.addEventListener("click", (event) => {
      const step = event.target instanceof Element ? event.target.getAttribute("data-step") : null;
      if (step !== null) go(Number(step) + 1);
    });
    this.scroller.addEventListener("scroll", () => this.#frame());
    new ResizeObserver(() => this.room !== this.#room && this.#room && resized()).observe(this.scroller);
    this.#drag();
  }

  /** Width that is there for a tree, in px. */
  get room() {
    return this.scroller.clientWidth;
  }

  /**
   * @param {{width: number, height: number}} size
   * @param {readonly Shape[]} shapes
   * @param {string} label what is to be seen, in words
   */
  show({ width, height }, shapes, label) {
    this.#width = width;
    this.#room = this.room;
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "aria-label": label })) this.svg.setAttribute(name, String(value));
    // What stands there already stays where it is.
    const wanted = new Set(shapes);
    for (const [shape, element] of this.#drawn) {
      if (wanted.has(shape)) continue;
      element.remove();
      this.#drawn.delete(shape);
    }
    let next = this.svg.firstChild;
    for (const shape of wanted) {
      const there = this.#drawn.get(shape);
      if (there) next = there.nextSibling;
      else {
        const element = drawn(shape);
        this.#drawn.set(shape, element);
        this.svg.insertBefore(element, next);
      }
    }
  }

  /**
   * Bring a place into the middle, unless it is well in view.
   * @param {number} x px of the tree
   * @param {boolean} smoothly
   */
  follow(x, smoothly) {
    const { scrollLeft, clientWidth } = this.scroller;
    if (this.#width <= clientWidth + 1 || (x > scrollLeft + clientWidth * 0.12 && x < scrollLeft + clientWidth * 0.88)) return;
    this.scroller.scrollTo({ left: x - clientWidth / 2, behavior: smoothly ? "smooth" : "instant" });
  }

  /**
   * The whole tree in small, where it is wider than the picture.
   * @param {Layout | null} layout
   * @param {number} place
   */
  overview(layout, place) {
    const hidden = !layout || this.#width <= this.scroller.clientWidth + 1;
    this.map.toggleAttribute("hidden", hidden);
    if (hidden) return;
    const width = this.scroller.clientWidth;
    const across = width / layout.width;
    const down = (LOW - 8) / layout.height;
    const state = states(layout, place);
    /** @type {Record<string, string>} */
    const paths = { past: "", done: "", fresh: "" };
    layout.nodes.forEach(({ children, x, y }, at) => {
      const is = state[at] ?? "absent";
      if (is === "absent" || !children.length) return;
      const ends = children.map((child) => layout.nodes[child]).map((child) => `M${Math.round((child?.x ?? x) * across * 10) / 10} ${4 + (child?.y ?? y) * down}V${4 + y * down}H${x * across}`);
      paths[is === "fresh" ? "fresh" : is === "done" ? "done" : "past"] += ends.join("");
    });
    for (const [name, value] of Object.entries({ width, height: LOW, viewBox: `0 0 ${width} ${LOW}` })) this.map.setAttribute(name, String(value));
    const row = Math.max(...layout.nodes.map(({ y }) => y)) * down + 4;
    this.map.replaceChildren(
      s("path", { class: "row", d: `M0 ${row}H${width}` }),
      ...["past", "done", "fresh"].map((name) => s("path", { class: name, d: paths[name] || null })),
      s("rect", { class: "frame", y: 1, height: LOW - 2, rx: 6 }),
    );
    this.#frame();
  }

  /** Mark what part of the whole is in view. */
  #frame() {
    const frame = this.map.querySelector(".frame");
    if (!frame || !this.#width) return;
    const { scrollLeft, clientWidth } = this.scroller;
    frame.setAttribute("x", String((scrollLeft / this.#width) * clientWidth + 1));
    frame.setAttribute("width", String(Math.max((clientWidth / this.#width) * clientWidth - 2, 8)));
  }

  #drag() {
    const to = (/** @type {PointerEvent} */ event) => {
      const { left, width } = this.map.getBoundingClientRect();
      this.scroller.scrollLeft = ((event.clientX - left) / width) * this.#width - this.scroller.clientWidth / 2;
    };
    this.map.addEventListener("pointerdown", (event) => {
      this.map.setPointerCapture(event.pointerId);
      to(event);
    });
    this.map.addEventListener("pointermove", (event) => event.buttons && to(event));
  }
}

/** @param {Shape} shape */
function drawn({ tag, attributes, fill, stroke, text, mono, fresh, step }) {
  const names = [mono && "mono", fresh && "fresh"].filter(Boolean).join(" ");
  const paint = { fill: fill ? `var(--${fill})` : "none", stroke: stroke ? `var(--${stroke})` : null };
  const element = s(tag, { ...attributes, ...paint, class: names || null, "data-step": step ?? null });
  if (text !== undefined) element.textContent = text;
  return element;
}
