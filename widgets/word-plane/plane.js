/** The plane on the page: an SVG whose shapes glide from one answer to the next, and which knows what is pointed at. */

import { attributes, h, s } from "../shared/dom.js";
import { between, wordAt } from "./scene.js";
import { shapesOf } from "./shapes.js";

/** @typedef {import("./scene.js").Scene} Scene */

const NEAR = 14; // px from the rim of a dot at which it is meant
const NEAR_FINGER = 24;

export class Plane {
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Scene | null} what is drawn now, perhaps on its way to #scene */
  #drawn = null;
  /** @type {string | null} */
  #looking = null;
  #frame = 0; // of the motion under way, 0 where nothing moves
  /** @type {Map<string, SVGElement>} */
  #elements = new Map();

  /**
   * @param {(word: string | null) => void} look a word is pointed at, or none any more
   * @param {(word: string) => void} pick
   */
  constructor(look, pick) {
    this.svg = s("svg", { role: "img" });
    this.element = h("div", { class: "plane" }, this.svg);
    this.element.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") look(this.#at(event));
    });
    this.element.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") look(null);
    });
    this.element.addEventListener("click", (event) => {
      const word = this.#at(event);
      // A finger covers what it points at: its first touch looks, the second one on the same word picks.
      const finger = event instanceof PointerEvent && event.pointerType === "touch";
      if (word !== null && (!finger || word === this.#looking)) pick(word);
      else look(word);
    });
  }

  /** @param {MouseEvent} event */
  #at(event) {
    if (!this.#scene) return null;
    const { left, top } = this.element.getBoundingClientRect();
    const finger = event instanceof PointerEvent && event.pointerType === "touch";
    return wordAt(this.#scene, event.clientX - left - this.element.clientLeft, event.clientY - top - this.element.clientTop, finger ? NEAR_FINGER : NEAR);
  }

  /**
   * @param {Scene} scene
   * @param {string} description
   * @param {number} duration ms the way there takes; 0 while something moves leads that motion to the new place
   */
  show(scene, description, duration) {
    this.#scene = scene;
    attributes(this.svg, { viewBox: `0 0 ${scene.width} ${scene.height}`, width: scene.width, height: scene.height, "aria-label": description });
    const from = this.#drawn;
    if (from && duration > 0) this.#glide(from, duration);
    else if (this.#frame === 0) this.#render(scene);
  }

  /**
   * @param {Scene} from
   * @param {number} duration ms
   */
  #glide(from, duration) {
    this.stop();
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const passed = Math.min(Math.max((now - began) / duration, 0), 1);
      this.#frame = passed < 1 ? requestAnimationFrame(step) : 0;
      if (this.#scene) this.#render(between(from, this.#scene, 1 - (1 - passed) ** 3));
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** @param {string | null} word the word that is pointed at, here or elsewhere */
  look(word) {
    if (word === this.#looking) return;
    this.#looking = word;
    this.element.classList.toggle("on", word !== null);
    if (this.#drawn) this.#render(this.#drawn);
  }

  /** Stop what moves. */
  stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** @param {Scene} scene */
  #render(scene) {
    this.#drawn = scene;
    const shapes = shapesOf(scene, (name) => `var(--${name})`, this.#looking);
    /** @type {Map<string, SVGElement>} */
    const next = new Map();
    for (const shape of shapes) {
      const element = this.#elements.get(shape.key) ?? s(shape.tag);
      attributes(element, shape.attributes);
      if (shape.text !== undefined && element.textContent !== shape.text) element.textContent = shape.text;
      next.set(shape.key, element);
    }
    for (const [key, element] of this.#elements) if (!next.has(key)) element.remove();
    let place = this.svg.firstElementChild;
    for (const element of next.values()) {
      if (element === place) place = place.nextElementSibling;
      else this.svg.insertBefore(element, place);
    }
    this.#elements = next;
  }
}
