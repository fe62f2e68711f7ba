/** The candidates: one row each, its bar re-shaped at once when a slider moves. */

import { drawPieces, h } from "../shared/dom.js";
import { fixed, percent, sequentialStep, whole } from "../shared/numbers.js";
import { piecesOfToken, plain, spacedHex } from "../shared/text.js";

/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./shape.js").Shape} Shape */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Ends of the axis, and how many parts it is divided into. */
const AXES = /** @type {const} */ ([[0.02, 4], [0.05, 5], [0.1, 5], [0.25, 5], [0.5, 5], [1, 4]]);

/**
 * The shortest axis that holds a probability.
 * @param {number} highest 0 … 1
 * @returns {{end: number, parts: number}}
 */
export function axisFor(highest) {
  const [end, parts] = AXES.find(([limit]) => highest <= limit) ?? [1, 4];
  return { end, parts };
}

/**
 * @typedef {object} Row
 * @property {Candidate} candidate
 * @property {HTMLElement} item
 * @property {HTMLElement} rank
 * @property {HTMLElement} token
 * @property {HTMLElement} fill adjusted probability
 * @property {HTMLElement} ghost probability before re-shaping
 * @property {HTMLElement} tag what cut it
 * @property {HTMLElement} number
 */

export class Bars {
  /** @type {Row[]} */
  #rows = [];
  /** @type {Shape | null} */
  #shape = null;
  #current = 0;
  #looking = -1;
  #live = true;

  /**
   * @param {Say} say
   * @param {(candidate: Candidate) => void} pick
   */
  constructor(say, pick) {
    this.say = say;
    this.pick = pick;
    this.scale = h("div", { class: "scale" });
    this.axis = h("div", { class: "axis", "aria-hidden": "true" }, this.scale);
    this.list = h("ul", { class: "rows", role: "listbox", "aria-label": say("candidates") });
    this.rest = h("div", { class: "row rest" });
    this.info = h("p", { class: "info", id: "info" });
    this.element = h("div", { class: "bars" }, this.axis, this.list, this.rest);
    this.list.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("pointerleave", () => this.#look(this.#focused()));
    this.list.addEventListener("focusout", () => this.#look(-1));
  }

  /**
   * @param {readonly Candidate[]} candidates most probable first
   * @param {boolean} live can they be picked?
   */
  show(candidates, live) {
    this.#live = live;
    this.list.classList.toggle("live", live);
    while (this.#rows.length > candidates.length) this.#rows.pop()?.item.remove();
    candidates.forEach((candidate, place) => {
      const row = (this.#rows[place] ??= this.#add(place));
      row.candidate = candidate;
      row.rank.textContent = String(candidate.rank);
      row.token.replaceChildren(...drawPieces(piecesOfToken(candidate)));
      row.token.classList.toggle("special", candidate.special);
      row.token.title = plain(candidate);
    });
    this.#current = Math.min(this.#current, Math.max(candidates.length - 1, 0));
    this.#rows.forEach(({ item }, place) => item.setAttribute("tabindex", place === this.#current ? "0" : "-1"));
    this.#look(this.#focused());
  }

  /** @param {number} place */
  #add(place) {
    const rank = h("span", { class: "rank" });
    const token = h("span", { class: "token" });
    const fill = h("span", { class: "fill" });
    const ghost = h("span", { class: "ghost" });
    const tag = h("span", { class: "tag", hidden: true });
    const number = h("span", { class: "number" });
    const item = h(
      "li",
      { class: "row", role: "option", "aria-selected": "false", "aria-describedby": "info" },
      rank, token, h("span", { class: "track" }, fill, ghost), tag, number,
    );
    item.addEventListener("pointerenter", () => this.#look(place));
    item.addEventListener("focus", () => {
      this.#current = place;
      this.#rows.forEach((row, other) => row.item.setAttribute("tabindex", other === place ? "0" : "-1"));
      this.#look(place);
    });
    item.addEventListener("click", () => this.#choose(place));
    this.list.append(item);
    /** @type {Row} */
    const row = { candidate: /** @type {any} */ (null), item, rank, token, fill, ghost, tag, number };
    return row;
  }

  /**
   * @param {Shape} shape
   * @param {number} hit place the dice fell on, -1 if they did not fall on a candidate
   */
  reshape(shape, hit) {
    this.#shape = shape;
    const rest = shape.rest(this.#rows.length);
    const highest = Math.max(rest.probability, ...this.#rows.map(({ candidate }, place) => Math.max(candidate.probability, shape.adjusted(place))));
    const { end, parts } = axisFor(highest);
    this.element.style.setProperty("--parts", String(parts));
    this.element.style.setProperty("--rows", String(this.#rows.length + 1));
    this.scale.replaceChildren(
      ...Array.from({ length: parts + 1 }, (_, part) => {
        const label = h("span", {}, percentOfAxis((end * part) / parts));
        label.style.insetInlineStart = `${(100 * part) / parts}%`;
        return label;
      }),
    );
    const width = (/** @type {number} */ p) => `${(100 * p) / end}%`;
    this.#rows.forEach(({ candidate, item, fill, ghost, tag, number }, place) => {
      const adjusted = shape.adjusted(place);
      const cut = shape.cutBy(place);
      fill.style.inlineSize = width(adjusted);
      fill.style.backgroundColor = `var(--seq-${sequentialStep(adjusted, 3)})`;
      ghost.style.inlineSize = width(candidate.probability);
      ghost.hidden = cut === null && Math.abs(adjusted - candidate.probability) < 5e-4;
      item.classList.toggle("cut", cut !== null);
      item.classList.toggle("hit", place === hit);
      item.setAttribute("aria-selected", String(place === hit));
      tag.hidden = cut === null;
      tag.textContent = cut === null ? "" : this.say("cut_" + cut);
      number.textContent = percent(adjusted);
    });
    this.#drawRest(rest, width(rest.probability));
    this.#look(this.#looking);
  }

  /**
   * @param {{count: number, kept: number, probability: number}} rest
   * @param {string} width
   */
  #drawRest(rest, width) {
    const fill = h("span", { class: "fill" });
    fill.style.inlineSize = width;
    const cut = rest.kept === 0 ? this.#shape?.cutBy(this.#rows.length) : null;
    this.rest.hidden = rest.count === 0;
    this.rest.classList.toggle("cut", rest.kept === 0);
    this.rest.replaceChildren(
      h("span", { class: "rank", "aria-hidden": "true" }, "…"),
      h("span", { class: "token" }, this.say(rest.kept > 0 && rest.kept < rest.count ? "others_kept" : "others", { count: whole(rest.count), kept: whole(rest.kept) })),
      h("span", { class: "track" }, fill),
      cut && h("span", { class: "tag" }, this.say("cut_" + cut)) || "",
      h("span", { class: "number" }, percent(rest.probability)),
    );
  }

  /** Place of the row with the focus, or -1. */
  #focused() {
    return this.#rows.findIndex(({ item }) => item.matches(":focus"));
  }

  /** @param {number} place whose figures to show; -1 for none */
  #look(place) {
    this.#looking = place;
    const candidate = this.#rows[place]?.candidate;
    if (!candidate || !this.#shape) {
      this.info.replaceChildren(h("span", { class: "hint" }, this.say(this.#live ? "info_hint" : "info_hint_still")));
      return;
    }
    const shown = plain(candidate);
    const facts = [
      [this.say("col_id"), String(candidate.id)],
      [this.say("col_bytes"), spacedHex(candidate.bytes)],
      [this.say("col_logit"), fixed(candidate.logit, 2)],
      [this.say("col_probability"), percent(candidate.probability)],
      [this.say("col_adjusted"), percent(this.#shape.adjusted(place))],
    ];
    this.info.replaceChildren(
      h("b", {}, h("bdi", { dir: "auto" }, shown)),
      ...facts.flatMap(([name, value]) => [" ", h("span", { class: "fact" }, h("span", { class: "name" }, name), " ", h("span", {}, value))]),
      candidate.partial ? h("span", { class: "fact name" }, " ", this.say("partial")) : "",
    );
  }

  /** @param {number} place */
  #choose(place) {
    const row = this.#rows[place];
    if (row && this.#live) this.pick(row.candidate);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.#rows.length - 1;
    /** @type {Readonly<Record<string, number>>} */
    const moves = { ArrowDown: this.#current + 1, ArrowUp: this.#current - 1, Home: 0, End: last, PageDown: this.#current + 10, PageUp: this.#current - 10 };
    const goal = moves[event.key];
    if (goal !== undefined) this.#rows[Math.min(Math.max(goal, 0), last)]?.item.focus();
    else if (event.key === "Enter" || event.key === " ") this.#choose(this.#current);
    else return;
    event.preventDefault();
  }
}

/** @param {number} p */
function percentOfAxis(p) {
  return `${Number((p * 100).toPrecision(3))}%`;
}
