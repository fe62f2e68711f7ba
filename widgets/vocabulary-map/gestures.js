/** What hands do on the map: drag, pinch, wheel, double-click, keys. They end as moves of the view or as a word looked at. */

import { zoomAt } from "./viewport.js";

/** @typedef {import("./scene.js").Scene} Scene */

/**
 * @typedef {object} Hands what the map is told
 * @property {(left: number, top: number, reach: number) => void} point the pointer is over a place, px
 * @property {() => void} away the pointer has left
 * @property {(left: number, top: number, reach: number) => void} tap a place was pressed
 * @property {() => void} moved the map was moved with keys
 * @property {() => void} enter the word in the middle is chosen with a key
 * @property {() => void} escape
 */

const STILL = 5; // px a finger may slip in a tap
const NOTCH = 40; // px: a wheel that turns more than this at once turns in notches, which are smoothed
const TWICE = 350; // ms between the two presses of a double one
const PASSING = 350; // ms after a page was scrolled in which its wheel goes on scrolling it
const REACH = { mouse: 20, touch: 30 }; // px from a point within which it is meant
const STEP = 0.16; // of the map's side, for an arrow key

export class Gestures {
  /** @type {Map<number, {x: number, y: number}>} */
  #pointers = new Map();
  #passing = false; // the finger that went down is the page's, to scroll it, and moves no map
  #slipped = 0; // px the first finger has come from where it went down
  #tapped = { at: -Infinity, x: 0, y: 0 };
  #scrolled = -Infinity; // when the page around was last scrolled

  /**
   * @param {HTMLElement} area
   * @param {Scene} scene
   * @param {Hands} hands
   */
  constructor(area, scene, hands) {
    this.area = area;
    this.scene = scene;
    this.hands = hands;
    area.addEventListener("pointerdown", (event) => this.#down(event));
    area.addEventListener("pointermove", (event) => this.#move(event));
    area.addEventListener("pointerup", (event) => this.#up(event));
    area.addEventListener("pointercancel", (event) => this.#lift(event));
    area.addEventListener("pointerleave", () => hands.away());
    // A page that may be scrolled past the map with one finger is not scrolled with two.
    const pinch = (/** @type {TouchEvent} */ event) => event.touches.length > 1 && event.cancelable && event.preventDefault();
    area.addEventListener("touchstart", pinch, { passive: false });
    area.addEventListener("touchmove", pinch, { passive: false });
    area.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    area.addEventListener("keydown", (event) => this.#key(event));
    this.watch = () => (this.#scrolled = performance.now());
  }

  /** @param {MouseEvent} event @returns {[number, number]} px in the area */
  #place(event) {
    const box = this.area.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /**
   * @param {number} factor
   * @param {number} left px
   * @param {number} top px
   * @param {number} [time] ms
   */
  #zoom(factor, left, top, time) {
    this.scene.show(zoomAt(this.scene.goal, this.scene, factor, left, top), time);
  }

  /**
   * Zoom about the middle, for buttons and keys.
   * @param {number} factor
   */
  zoom(factor) {
    this.#zoom(factor, this.scene.width / 2, this.scene.height / 2);
  }

  /**
   * Move the map under the window.
   * @param {number} across px
   * @param {number} down px
   * @param {number} [time] ms
   */
  #pan(across, down, time) {
    const { goal } = this.scene;
    this.scene.show({ ...goal, x: goal.x + across / goal.scale, y: goal.y + down / goal.scale }, time);
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || this.#pointers.size === 2) return;
    const [x, y] = this.#place(event);
    this.#passing = event.pointerType !== "mouse" && getComputedStyle(this.area).touchAction === "pan-y";
    if (this.#pointers.size === 0) this.#slipped = 0;
    else this.#slipped = Infinity; // two fingers do not tap
    this.#pointers.set(event.pointerId, { x, y });
    this.area.setPointerCapture(event.pointerId); // a drag goes on outside
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const [x, y] = this.#place(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") this.hands.point(x, y, REACH.mouse);
      return;
    }
    const [across, down] = [x - before.x, y - before.y];
    if (this.#pointers.size === 2) {
      const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1] ?? before;
      const apart = Math.max(Math.hypot(before.x - other.x, before.y - other.y), 1);
      const factor = Math.max(Math.hypot(x - other.x, y - other.y), 1) / apart;
      this.#pan(-across / 2, -down / 2, 0);
      this.#zoom(factor, (x + other.x) / 2, (y + other.y) / 2, 0);
    } else {
      this.#slipped += Math.hypot(across, down);
      if (this.#slipped <= STILL) return;
      if (!this.#passing || !this.scene.fitted) {
        this.#pan(-across, -down, 0);
        this.area.classList.add("dragged");
      }
    }
    this.#pointers.set(event.pointerId, { x, y });
  }

  /** @param {PointerEvent} event @returns {boolean} whether the pointer was down on the map */
  #lift(event) {
    this.area.classList.remove("dragged");
    return this.#pointers.delete(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#lift(event) || this.#slipped > STILL) return;
    const [x, y] = this.#place(event);
    const reach = event.pointerType === "mouse" ? REACH.mouse : REACH.touch;
    const { at, x: left, y: top } = this.#tapped;
    if (event.timeStamp - at < TWICE && Math.hypot(x - left, y - top) < REACH.touch) {
      this.#tapped = { at: -Infinity, x, y };
      this.#zoom(event.shiftKey ? 0.5 : 2, x, y);
    } else {
      this.#tapped = { at: event.timeStamp, x, y };
      this.hands.tap(x, y, reach);
    }
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    const now = performance.now();
    const pinched = event.ctrlKey; // how a trackpad says it
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const turned = event.deltaY * lines;
    // Whoever is scrolling a page past the map, or is out as far as one can go, goes on scrolling.
    const outermost = turned > 0 && this.scene.goal.scale <= this.scene.whole.scale;
    if (!pinched && (now - this.#scrolled < PASSING || outermost)) {
      if (!outermost) this.#scrolled = now;
      return;
    }
    event.preventDefault();
    const factor = Math.exp(-turned * (pinched ? 0.01 : 0.0022));
    this.#zoom(Math.min(Math.max(factor, 0.25), 4), ...this.#place(event), Math.abs(turned) >= NOTCH ? 120 : 0);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = this.scene;
    const step = event.shiftKey ? 16 : Math.min(width, height) * STEP;
    /** @type {Readonly<Record<string, () => void>>} */
    const moves = {
      ArrowLeft: () => this.#pan(-step, 0, 120),
      ArrowRight: () => this.#pan(step, 0, 120),
      ArrowUp: () => this.#pan(0, -step, 120),
      ArrowDown: () => this.#pan(0, step, 120),
      "+": () => this.zoom(1.5),
      "=": () => this.zoom(1.5),
      ";": () => this.zoom(1.5), // the key of + on a Japanese keyboard
      "-": () => this.zoom(1 / 1.5),
      0: () => this.scene.show(this.scene.whole),
      Home: () => this.scene.show(this.scene.whole),
    };
    const move = moves[event.key];
    if (move) {
      move();
      this.hands.moved();
    } else if (event.key === "Enter" || event.key === " ") this.hands.enter();
    else if (event.key === "Escape") this.hands.escape();
    else return;
    event.preventDefault();
  }
}
