/** Drawing a token at random: the dice, the ruler from 0 to 1, and where the number fell. */

import { h, s } from "../shared/dom.js";
import { fixed, percent, sequentialStep, whole } from "../shared/numbers.js";
import { plain } from "../shared/text.js";

/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Throw} Throw */
/** @typedef {import("./shape.js").Shape} Shape */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * The seed for the next throw: as the reader wrote it, or one on from the throw that lies there.
 * @param {number} written
 * @param {number | null} thrown seed of the throw shown now
 */
export function nextSeed(written, thrown) {
  return written === thrown ? (written + 1) % 2 ** 31 : written;
}

export class Dice {
  /** @type {{label: string, width: number, element: HTMLElement}[]} */
  #segments = [];
  /** @type {string} */
  #dropped = "";
  /** @type {number | null} */
  #thrown = null;

  /**
   * @param {Say} say
   * @param {{roll: (seed: number) => void, undo: () => void, append: (token: {id: number, text: string}) => void}} does
   */
  constructor(say, does) {
    this.say = say;
    this.does = does;
    this.roll = h("button", { type: "button", class: "block strong" }, die(), h("span", {}, say("roll")));
    this.seed = h("input", { type: "number", id: "seed", min: 0, max: 2 ** 31 - 1, step: 1, inputmode: "numeric" });
    this.undo = h("button", { type: "button", class: "block", disabled: true }, say("undo"));
    this.actions = h("div", { class: "actions" }, this.roll, h("span", { class: "seed" }, h("label", { for: "seed" }, say("seed")), this.seed), this.undo);
    this.segments = h("div", { class: "segments" });
    this.pointer = h("div", { class: "pointer" });
    this.pointerLabel = h("span", { class: "u" });
    this.pointer.append(this.pointerLabel);
    this.ruler = h(
      "div",
      { class: "ruler", "aria-hidden": "true" },
      h("div", { class: "fall" }, this.pointer),
      this.segments,
      h("div", { class: "ends" }, h("span", {}, "0"), h("span", { class: "caption" }, say("ruler")), h("span", {}, "1")),
    );
    this.sentence = h("p", { class: "sentence", "aria-live": "polite" });
    this.append = h("button", { type: "button", class: "block gold", hidden: true });
    this.outcome = h("div", { class: "outcome" }, this.sentence, this.append);
    this.element = h("div", { class: "dice", role: "group", "aria-label": say("dice") }, this.actions, this.ruler, this.outcome);

    this.roll.addEventListener("click", () => {
      const written = this.seed.valueAsNumber;
      // Without a seed chance begins; it is written down, so that the throw can be repeated.
      const own = Number.isSafeInteger(written) && written >= 0 && written < 2 ** 31;
      const seed = nextSeed(own ? written : Math.floor(Math.random() * 1e6), this.#thrown);
      this.seed.value = String(seed);
      does.roll(seed);
    });
    this.seed.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.roll.click();
    });
    this.undo.addEventListener("click", () => does.undo());
    this.append.addEventListener("click", () => this.#landed && does.append(this.#landed));
  }

  /** @type {{id: number, text: string} | null} */
  #landed = null;

  /**
   * @param {number | null} seed
   * @param {number | null} thrown seed of the throw shown, if any
   */
  seeded(seed, thrown) {
    this.#thrown = thrown;
    this.seed.value = seed === null ? "" : String(seed);
  }

  /**
   * @param {readonly Candidate[]} candidates
   * @param {Shape} shape
   * @param {{u: number, seed: number, position: number, place: number, token: Throw | Candidate | null} | null} landing
   *   where a throw falls in this shape; token null if only the server can say which
   * @param {boolean} live
   */
  show(candidates, shape, landing, live) {
    this.actions.hidden = !live;
    this.element.hidden = this.ruler.hidden = this.outcome.hidden = !live && !landing;
    const rest = shape.rest(candidates.length);
    const inRest = landing !== null && landing.place >= candidates.length;
    this.#segments = [
      ...candidates.map((candidate, place) => ({
        label: plain(candidate),
        width: shape.adjusted(place),
        element: segment(landing?.place === place ? "hit" : "", sequentialStep(shape.adjusted(place), 1)),
      })),
      { label: this.say("others_short"), width: rest.probability, element: segment(inRest ? "rest hit" : "rest", 0) },
    ].filter(({ width }) => width > 0);
    for (const { element, width } of this.#segments) element.style.flexGrow = String(width);
    this.segments.replaceChildren(...this.#segments.map(({ element }) => element));
    this.#fall(landing);
    this.#tell(landing, live);
  }

  /** @param {{u: number, seed: number, position: number} | null} landing */
  #fall(landing) {
    this.pointer.hidden = !landing;
    if (!landing) return;
    this.pointer.style.insetInlineStart = `${100 * landing.u}%`;
    this.pointer.classList.toggle("late", landing.u > 0.5);
    this.pointerLabel.textContent = fixed(landing.u, 4);
    // It drops when the dice are thrown, not each time a slider moves the stretches under it.
    const name = `${landing.seed}/${landing.position}/${landing.u}`;
    if (name === this.#dropped) return;
    this.#dropped = name;
    this.pointer.classList.remove("drop");
    void this.pointer.offsetWidth; // starts the animation anew
    this.pointer.classList.add("drop");
  }

  /**
   * @param {{u: number, place: number, token: Throw | Candidate | null} | null} landing
   * @param {boolean} live
   */
  #tell(landing, live) {
    const token = landing?.token ?? null;
    this.#landed = token && { id: token.id, text: token.text };
    this.append.hidden = !live || token === null;
    let sentence = "";
    if (landing && token && "start" in token) {
      sentence = this.say("throw", {
        u: fixed(landing.u, 4), text: plain(token), from: fixed(token.start, 4), to: fixed(token.end, 4),
        percent: percent(token.probability), rank: whole(token.rank),
      });
    } else if (landing && token) sentence = this.say("throw_moved", { u: fixed(landing.u, 4), text: plain(token) });
    else if (landing) sentence = this.say("throw_rest", { u: fixed(landing.u, 4) });
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
    if (token) this.append.textContent = this.say("append", { text: plain(token) });
  }

  /**
   * Write a label into every stretch that has room for it.
   * @param {import("../shared/svg.js").Measure} measure
   * @param {number} size px
   */
  resized(measure, size) {
    const whole = this.segments.clientWidth;
    for (const { label, width, element } of this.#segments) {
      const room = width * whole;
      element.textContent = room > 3.5 * size || measure(label, size) + 8 <= room ? label : "";
    }
  }
}

/**
 * @param {string} kind
 * @param {number} step of the sequential scale
 */
function segment(kind, step) {
  const element = h("bdi", { class: "segment " + kind, dir: "auto" });
  if (!kind) {
    element.style.backgroundColor = `var(--seq-${step})`;
    element.style.color = `var(--seq-${step}-text)`;
  }
  return element;
}

/** A die showing five. */
function die() {
  const pips = [[6, 6], [18, 6], [12, 12], [6, 18], [18, 18]];
  return s(
    "svg",
    { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
    s("rect", { x: 1, y: 1, width: 22, height: 22, rx: 5, fill: "var(--chosen)" }),
    ...pips.map(([x, y]) => s("circle", { cx: x, cy: y, r: 2.2, fill: "var(--on-chosen)" })),
  );
}
