/**
 * All heads of a model at once: a thumbnail each, in place or sorted by a score. One canvas holds the thumbnails; over it
 * lie the buttons for pointer and keyboard.
 *
 * Keys: arrows go from head to head, Home and End to the first and the last, Enter shows one large.
 */

import { h } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { inOrder, inPlace, isSought, ordered, scoreOf, steppedTo } from "./arrange.js";
import { describe, named } from "./heads.js";
import { whenDressed } from "./holding.js";
import { bytesOf, paintThumbnail, scaleOf } from "./thumbnails.js";

/** @typedef {import("./arrange.js").Arrangement} Arrangement */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Sort} Sort */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @typedef {object} Shown
 * @property {Look} look
 * @property {Sort} sort
 * @property {number} least heads with a lower score step back
 */

const PALE = 0.22; // opacity of what steps back

export class Overview {
  /** @type {Shown | null} */
  #shown = null;
  /** The bytes of the thumbnails, and what they were read from. @type {{from: object, bytes: Uint8Array} | null} */
  #read = null;
  /** @type {Arrangement | null} */
  #arrangement = null;
  /** @type {HTMLButtonElement[]} */
  #buttons = [];
  #room = { width: 0, height: 0 };
  /** Place of the button that Tab leads to. */
  #stop = 0;

  /**
   * @param {Say} say
   * @param {((layer: number, head: number) => void) | null} pick null: heads can only be looked at
   */
  constructor(say, pick) {
    this.say = say;
    this.pick = pick;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.spots = h("div", { class: "spots", role: "group" });
    this.marks = h("div", { class: "marks", "aria-hidden": "true" });
    this.note = h("p", { class: "note", "aria-hidden": "true" });
    this.field = h("div", { class: "heads" }, this.canvas, this.marks, this.spots);
    this.element = h("div", { class: "overview" }, this.field, this.note);
    whenDressed(this.element, () => this.#paint());
    const placeOf = (/** @type {EventTarget | null} */ target) => this.#buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
    this.spots.addEventListener("click", ({ target }) => this.#spot(placeOf(target), (layer, head) => this.pick?.(layer, head)));
    this.spots.addEventListener("pointerover", ({ target }) => this.#tell(placeOf(target)));
    this.spots.addEventListener("pointerleave", () => this.#tell(-1));
    this.spots.addEventListener("focusin", ({ target }) => {
      const place = placeOf(target);
      if (place >= 0) this.#stopAt(place);
      this.#tell(place);
    });
    this.spots.addEventListener("focusout", () => this.#tell(-1));
    this.spots.addEventListener("keydown", (event) => {
      const to = this.#arrangement ? steppedTo(this.#arrangement, placeOf(event.target), event.key) : null;
      if (to === null) return;
      event.preventDefault();
      this.#buttons[to]?.focus();
    });
  }

  /** @param {Shown} shown */
  show(shown) {
    const before = this.#shown;
    this.#shown = shown;
    const again = before?.look.overview !== shown.look.overview || before?.look.labels !== shown.look.labels || before?.sort !== shown.sort;
    if (again) this.#arrangement = null;
    if (this.#room.width > 0) {
      if (again) this.#draw();
      else if (before?.least !== shown.least) this.#dim(shown);
    }
    this.#choose();
  }

  /**
   * @param {number} width px there are
   * @param {number} height
   */
  resize(width, height) {
    if (width === this.#room.width && height === this.#room.height) return;
    this.#room = { width, height };
    this.#arrangement = null;
    this.#draw();
    this.#choose();
  }

  #draw() {
    if (!this.#shown?.look.overview) return;
    this.#arrangement ??= this.#arrange(this.#shown);
    this.#lay(this.#arrangement, this.#shown);
    this.#dim(this.#shown);
  }

  /** Let heads below the threshold step back: a slider asks for this many times a second. @param {Shown} shown */
  #dim({ look: { labels }, sort, least }) {
    this.#arrangement?.spots.forEach((head, place) => this.#buttons[place]?.classList.toggle("pale", !isSought(labels, sort, least, head)));
    this.#paint();
  }

  /** @param {Shown} shown @returns {Arrangement} */
  #arrange({ look: { layers, heads, labels }, sort }) {
    const { width, height } = this.#room;
    const size = parseFloat(getComputedStyle(this.element).fontSize);
    return labels === null || sort === "place" ? inPlace(layers, heads, width, height, size) : inOrder(ordered(labels, sort, layers, heads), width, height, size);
  }

  /** Lay buttons, captions and numbers. @param {Arrangement} arrangement @param {Shown} shown */
  #lay({ width, height, spots, marks }, { look, sort }) {
    const { say } = this;
    const { labels } = look;
    const focused = this.#buttons.findIndex((button) => button.matches(":focus"));
    this.field.style.width = `${width}px`;
    this.field.style.height = `${height}px`;
    this.#buttons = spots.map((head, place) => {
      const button = h("button", { type: "button", class: "spot", tabindex: -1, "aria-disabled": this.pick ? null : "true" });
      let name = describe(look, head, say);
      if (head.captioned && labels) {
        const score = scoreOf(labels, sort, head);
        const [short, figure] = [named(head), score === null ? "—" : fixed(score, 2)];
        button.append(h("span", { class: "caption" }, h("b", {}, short), " ", h("span", {}, figure)));
        name = `${short} ${figure} ${name}`;
      }
      button.setAttribute("aria-label", name);
      Object.assign(button.style, { left: `${head.x}px`, top: `${head.y}px`, width: `${head.size}px`, height: `${head.size}px` });
      if (place === focused) queueMicrotask(() => button.focus());
      return button;
    });
    this.spots.replaceChildren(...this.#buttons);
    this.spots.setAttribute("aria-label", say("overview_small"));
    this.marks.replaceChildren(
      ...marks.map(({ text, x, y, side }) => {
        const mark = h("span", { class: side }, text);
        Object.assign(mark.style, { left: `${x}px`, top: `${y}px` });
        return mark;
      }),
    );
  }

  #paint() {
    const arrangement = this.#arrangement;
    const shown = this.#shown;
    if (!arrangement || !shown?.look.overview) return;
    const { sort, least } = shown;
    const { overview, labels, heads, model } = shown.look;
    if (!overview) return;
    if (this.#read?.from !== overview) this.#read = { from: overview, bytes: bytesOf(overview) };
    const { bytes } = this.#read;
    const ratio = window.devicePixelRatio;
    const { canvas } = this;
    canvas.width = Math.round(arrangement.width * ratio);
    canvas.height = Math.round(arrangement.height * ratio);
    canvas.style.width = `${arrangement.width}px`;
    canvas.style.height = `${arrangement.height}px`;
    const context = canvas.getContext("2d");
    if (!context || canvas.width === 0 || canvas.height === 0) return;
    const style = getComputedStyle(canvas);
    const table = scaleOf(Array.from({ length: 9 }, (_, step) => style.getPropertyValue(`--seq-${step}`).trim()));
    const image = context.createImageData(canvas.width, canvas.height);
    const cells = overview.side ** 2;
    const causal = model.kind === "decoder";
    for (const spot of arrangement.spots) {
      const from = (spot.layer * heads + spot.head) * cells;
      const square = { x: Math.round(spot.x * ratio), y: Math.round(spot.y * ratio), size: Math.round(spot.size * ratio) };
      const strength = isSought(labels, sort, least, spot) ? 1 : PALE;
      paintThumbnail(image, square, bytes.subarray(from, from + cells), { side: overview.side, table, causal, strength });
    }
    context.putImageData(image, 0, 0);
  }

  /** Ring the head that is shown large. */
  #choose() {
    const { shown } = this.#shown?.look ?? {};
    const spots = this.#arrangement?.spots ?? [];
    this.#buttons.forEach((button, place) => {
      const spot = spots[place];
      const chosen = shown?.matrix === "head" && spot?.layer === shown.layer && spot?.head === shown.head;
      button.setAttribute("aria-pressed", String(chosen));
      if (chosen) this.#stop = place;
    });
    this.#stopAt(Math.min(this.#stop, this.#buttons.length - 1));
    this.#tell(-1);
  }

  /** Let Tab lead to this button. @param {number} place */
  #stopAt(place) {
    const [before, next] = [this.#buttons[this.#stop], this.#buttons[place]];
    if (before) before.tabIndex = -1;
    if (next) next.tabIndex = 0;
    this.#stop = Math.max(place, 0);
  }

  /** Name a head, or the chosen one. @param {number} place */
  #tell(place) {
    const look = this.#shown?.look;
    if (!look) return;
    const { shown } = look;
    const chosen = shown.matrix === "head" && shown.layer !== null && shown.head !== null ? { layer: shown.layer, head: shown.head } : null;
    const head = this.#arrangement?.spots[place] ?? chosen;
    this.note.textContent = head ? describe(look, head, this.say) : "";
  }

  /** @param {number} place @param {(layer: number, head: number) => void} act */
  #spot(place, act) {
    const spot = this.#arrangement?.spots[place];
    if (spot) act(spot.layer, spot.head);
  }
}
