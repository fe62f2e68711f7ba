/** The words on the axis: labels that can be laid where one expects them, and that move to where the vectors have them. */

import { h, s } from "../shared/dom.js";
import { scene } from "./scene.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("../shared/svg.js").Measure} Measure */
/** @typedef {import("../shared/picture.js").Colours} Colours */

/** Colours of the page by name, so that they follow it into the dark. */
const PAGE_COLOURS = /** @type {Colours} */ (new Proxy({}, { get: (_, name) => `var(--${String(name)})` }));
const STEP = 0.1; // of the way from the middle to an end, for a press of an arrow key
const FEWEST = 4; // lanes that stay free for guesses

export class Field {
  /** @type {Result | null} */
  #result = null;
  /** @type {readonly (number | null)[] | null} */
  #guesses = null;
  /** @type {HTMLElement[]} */
  #pills = [];
  /** @type {import("./scene.js").Scene | null} */
  #scene = null;
  /** @type {{width: number, size: number, measure: Measure} | null} */
  #room = null;
  #current = 0;

  /**
   * @param {Say} say
   * @param {{guess: (index: number, share: number | null) => void, look: (index: number) => void}} does
   */
  constructor(say, does) {
    this.say = say;
    this.does = does;
    this.svg = s("svg", { class: "ground", "aria-hidden": "true" });
    this.reach = s("svg", { class: "reach", "aria-hidden": "true" });
    this.labels = h("div", { class: "labels" });
    this.element = h("div", { class: "field" }, this.svg, this.reach, this.labels);
    this.labels.addEventListener("pointerleave", () => this.#look(this.#focused()));
    this.labels.addEventListener("focusout", () => this.#look(-1));
  }

  /**
   * @param {Result} result
   * @param {readonly (number | null)[] | null} guesses null for the answer
   */
  show(result, guesses) {
    const words = result.words.map(({ typed }) => typed).join("\n");
    if (this.#result?.words.map(({ typed }) => typed).join("\n") !== words) {
      this.#pills = result.words.map((_, index) => this.#pill(index));
      this.labels.replaceChildren(...this.#pills);
      this.#current = 0;
    }
    this.#result = result;
    this.#guesses = guesses;
    this.labels.setAttribute("role", guesses ? "group" : "listbox");
    this.labels.setAttribute("aria-label", this.say(guesses ? "field_guess" : "field_answer"));
    this.element.classList.toggle("guessing", guesses !== null);
    this.#place();
    this.#look(this.#focused());
  }

  /**
   * @param {number} width px
   * @param {number} size of text, px
   * @param {Measure} measure
   */
  resized(width, size, measure) {
    this.#room = { width, size, measure };
    this.#place();
  }

  /** @param {number} index */
  #pill(index) {
    const pill = h("div", { class: "pill" }, h("bdi", { dir: "auto" }, ""));
    pill.addEventListener("pointerenter", () => this.#look(index));
    pill.addEventListener("focus", () => {
      this.#current = index;
      this.#rove();
      this.#look(index);
    });
    pill.addEventListener("keydown", (event) => this.#key(event, index));
    this.#drag(pill, index);
    return pill;
  }

  /** Put everything where it belongs. */
  #place() {
    const result = this.#result;
    if (!result || !this.#room) return;
    const { width, size, measure } = this.#room;
    const touch = matchMedia("(pointer: coarse)").matches;
    const pill = Math.max(2 * size, touch ? 44 : 0);
    const widths = result.words.map(({ typed }) => Math.ceil(measure(typed, 1.125 * size, true) + 1.1 * size));
    const found = scene(result, this.#guesses, widths, {
      width, size, pill, measure, colours: PAGE_COLOURS, lanes: this.#guesses ? FEWEST : 1, band: this.say("band"),
      nearer: [this.say("nearer_left"), this.say("nearer_right")],
    });
    this.#scene = found;
    this.element.style.height = `${found.height}px`;
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${found.height}`, width, height: found.height })) {
      this.svg.setAttribute(name, String(value));
      this.reach.setAttribute(name, String(value));
    }
    this.svg.replaceChildren(
      ...found.shapes.map(({ name, attributes, text }) => {
        const shape = s(name, attributes);
        if (text) shape.textContent = text;
        return shape;
      }),
    );
    this.#pills.forEach((element, index) => {
      const at = found.pills[index];
      const word = result.words[index];
      if (!at || !word) return;
      if (element.textContent !== word.typed) element.firstElementChild?.replaceChildren(word.typed);
      element.style.width = `${widths[index]}px`;
      element.style.height = `${pill}px`;
      element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
      element.className = `pill ${this.#guesses ? (at.waits ? "waits" : "laid") : side(word, result)}${word.pole ? " pole" : ""}`;
      this.#describe(element, index);
    });
    this.#rove();
  }

  /**
   * @param {HTMLElement} element
   * @param {number} index
   */
  #describe(element, index) {
    const word = this.#result?.words[index];
    if (!word) return;
    const guess = this.#guesses?.[index];
    const facts = this.#guesses
      ? { role: "slider", "aria-valuemin": "-100", "aria-valuemax": "100", "aria-valuenow": String(Math.round(100 * (guess ?? 0))),
          "aria-valuetext": guess === null || guess === undefined ? this.say("waits") : String(Math.round(100 * guess)), "aria-label": word.typed }
      : { role: "option", "aria-selected": "false", "aria-label": `${word.typed} ${signed(word.position)}` };
    for (const name of ["aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext", "aria-selected"]) element.removeAttribute(name);
    for (const [name, value] of Object.entries(facts)) element.setAttribute(name, value);
  }

  /** One word takes part in the tab order; arrow keys go to the others. */
  #rove() {
    this.#current = Math.min(this.#current, Math.max(this.#pills.length - 1, 0));
    this.#pills.forEach((pill, index) => pill.setAttribute("tabindex", index === this.#current ? "0" : "-1"));
  }

  #focused() {
    return this.#pills.findIndex((pill) => pill.matches(":focus"));
  }

  /** @param {number} index the word whose figures are to be shown, −1 for none */
  #look(index) {
    const word = this.#result?.words[index];
    const scene = this.#scene;
    const shown = word && scene && !this.#guesses && word.lowest !== null && word.highest !== null;
    // How far the word would move if one of the words that make the axis were left out.
    if (!shown || word.lowest === null || word.highest === null) this.reach.replaceChildren();
    else {
      const [x1, x2] = [scene.across(word.lowest / scene.end), scene.across(word.highest / scene.end)];
      const y = scene.bar - 4;
      const stroke = { stroke: "var(--current)", "stroke-width": 3, "stroke-linecap": "round" };
      this.reach.replaceChildren(
        s("line", { x1, x2, y1: y, y2: y, ...stroke }), s("line", { x1, x2: x1, y1: y - 5, y2: y + 5, ...stroke }), s("line", { x1: x2, x2, y1: y - 5, y2: y + 5, ...stroke }),
      );
    }
    this.does.look(index);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} index
   */
  #key(event, index) {
    const value = this.#guesses?.[index] ?? null;
    const order = this.#order();
    const at = order.indexOf(index);
    const go = (/** @type {number} */ to) => this.#pills[order[Math.min(Math.max(to, 0), order.length - 1)] ?? 0]?.focus();
    const guess = (/** @type {number | null} */ share) => this.does.guess(index, share === null ? null : Math.min(Math.max(share, -1), 1));
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (sideways && this.#guesses) guess((value ?? 0) + sideways * STEP);
    else if (sideways) go(at + sideways);
    else if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at - 1);
    else if (event.key === "Home") this.#guesses ? guess(-1) : go(0);
    else if (event.key === "End") this.#guesses ? guess(1) : go(order.length - 1);
    else if ((event.key === "Delete" || event.key === "Backspace") && this.#guesses) guess(null);
    else return;
    event.preventDefault();
  }

  /** The words as one reads them: along the axis, or in their own order while guesses are laid. */
  #order() {
    const words = this.#result?.words ?? [];
    const order = words.map((_, index) => index);
    return this.#guesses ? order : order.sort((a, b) => (words[a]?.position ?? 0) - (words[b]?.position ?? 0));
  }

  /**
   * @param {HTMLElement} pill
   * @param {number} index
   */
  #drag(pill, index) {
    /** @type {{dx: number, dy: number, moved: boolean} | null} */
    let grip = null;
    const corner = (/** @type {PointerEvent} */ event) => {
      const box = this.element.getBoundingClientRect();
      return { x: event.clientX - box.left - (grip?.dx ?? 0), y: event.clientY - box.top - (grip?.dy ?? 0) };
    };
    pill.addEventListener("pointerdown", (event) => {
      if (!this.#guesses || event.button) return;
      const box = pill.getBoundingClientRect();
      grip = { dx: event.clientX - box.left, dy: event.clientY - box.top, moved: false };
      pill.setPointerCapture(event.pointerId);
    });
    pill.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const { x, y } = corner(event);
      grip.moved = true;
      pill.classList.add("held");
      pill.style.transform = `translate(${x}px, ${y}px)`;
    });
    const release = (/** @type {PointerEvent} */ event) => {
      if (!grip || !this.#scene) return;
      const { x, y } = corner(event);
      const { moved } = grip;
      grip = null;
      pill.classList.remove("held");
      if (!moved) return;
      this.does.guess(index, event.type === "pointerup" ? this.#scene.dropped(x + pill.offsetWidth / 2, y) : (this.#guesses?.[index] ?? null));
    };
    pill.addEventListener("pointerup", release);
    pill.addEventListener("pointercancel", release);
  }
}

/**
 * On which side of the random words a word stands: "left", "right", or "within".
 * @param {import("./types.js").Placed} word
 * @param {Result} result
 */
export function side({ position }, { random }) {
  const [low, high] = random ? [random.low, random.high] : [0, 0];
  if (position < low) return "left";
  return position > high ? "right" : "within";
}

/**
 * @param {number} value
 * @param {number} [digits]
 */
export function signed(value, digits = 3) {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}
