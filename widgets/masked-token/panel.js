/** A blank as one side, or both, let the model see it: how much of the text that is, and the candidates as bars. */

import { drawPieces, h } from "../shared/dom.js";
import { fixed, percent, sequentialStep, whole } from "../shared/numbers.js";
import { piecesOfToken, plain } from "../shared/text.js";
import { NAMES } from "./words.js";

/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Seen} Seen */
/** @typedef {import("./types.js").Side} Side */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Tokens beside a blank that the little sentence of a panel shows. */
const BESIDE = 4;
const EMPTY = { left: "empty_left", right: "empty_right" };

/**
 * The tokens around a blank, as a panel shows them: of other blanks what was filled in.
 * @param {Pick<Result, "tokens" | "blanks">} result
 * @param {number} place of the blank
 * @param {Side} side
 * @returns {{text: string, kind: "seen" | "covered" | "blank" | "more"}[]}
 */
export function around({ tokens, blanks }, place, side) {
  const written = tokens.map((token, at) => ({ token, at })).filter(({ token }) => !token.special || token.blank !== null);
  const here = written.findIndex(({ at }) => at === place);
  const [first, last] = [Math.max(0, here - BESIDE), Math.min(written.length, here + BESIDE + 1)];
  /** @type {{text: string, kind: "seen" | "covered" | "blank" | "more"}[]} */
  const shown = written.slice(first, last).map(({ token, at }) => {
    if (at === place) return { text: "?", kind: "blank" };
    const hidden = (side === "left" && at > place) || (side === "right" && at < place);
    const stands = token.blank === null ? token : blanks[token.blank]?.chosen;
    return { text: stands ? plain(stands) : "＿", kind: hidden ? "covered" : "seen" };
  });
  return [...(first > 0 ? [{ text: "…", kind: /** @type {const} */ ("more") }] : []), ...shown, ...(last < written.length ? [{ text: "…", kind: /** @type {const} */ ("more") }] : [])];
}

/** To how many equally probable tokens an entropy amounts. @param {number} bits */
export function choices(bits) {
  const number = 2 ** bits;
  return number < 10 ? number.toFixed(1) : whole(Number(number.toPrecision(2)));
}

export class Panel {
  /** @type {HTMLElement[]} */
  #rows = [];
  #current = 0;

  /**
   * @param {Side} side
   * @param {Say} say
   * @param {{pick: (candidate: Candidate) => void, look: (id: number | null) => void} | null} does null: a still picture
   */
  constructor(side, say, does) {
    this.side = side;
    this.say = say;
    this.does = does;
    this.around = h("p", { class: "around", "aria-hidden": "true" });
    this.entropy = h("p", { class: "entropy" });
    this.list = h("ul", { class: "rows", "aria-label": say(NAMES[side]) });
    this.empty = h("p", { class: "soft", hidden: true }, side === "both" ? "" : say(EMPTY[side]));
    this.element = h("section", { class: `panel ${side}` }, h("h3", {}, say(NAMES[side])), this.around, this.list, this.empty, this.entropy);
    if (does) {
      this.list.addEventListener("keydown", (event) => this.#key(event));
      this.list.addEventListener("pointerleave", () => does.look(null));
      this.list.addEventListener("focusout", () => does.look(null));
    }
  }

  /**
   * @param {Seen} seen
   * @param {Pick<Result, "tokens" | "blanks">} result
   * @param {number} place of the blank
   * @param {number | null} chosen id of what was filled in
   */
  show(seen, result, place, chosen) {
    const { does, side } = this;
    const pieces = around(result, place, side).map(({ text, kind }) => ({ kind, drawn: h("span", { class: kind }, kind === "covered" ? "" : text) }));
    const [here, drawn] = [pieces.findIndex(({ kind }) => kind === "blank"), pieces.map((piece) => piece.drawn)];
    // Where there is no room for all, the outermost go first: each side is laid out from the blank outwards.
    this.around.replaceChildren(
      h("span", { class: "before" }, ...drawn.slice(0, here).reverse()),
      ...drawn.slice(here, here + 1),
      h("span", { class: "after" }, ...drawn.slice(here + 1)),
    );
    this.empty.hidden = seen.tokens > 0 || side === "both";
    this.entropy.textContent = this.say("entropy", { bits: fixed(seen.entropy_bits, 2), choices: choices(seen.entropy_bits) });
    const held = this.#rows.some((row) => row.matches(":focus"));
    this.#rows = seen.candidates.map((candidate, at) => {
      const fill = h("span", { class: "fill" });
      fill.style.inlineSize = `${100 * candidate.probability}%`;
      fill.style.backgroundColor = `var(--seq-${sequentialStep(candidate.probability, 3)})`;
      const token = h("span", { class: "token" + (candidate.special ? " special" : "") }, ...drawPieces(piecesOfToken(candidate)));
      const inside = [token, h("span", { class: "track", "aria-hidden": "true" }, fill), h("span", { class: "number" }, percent(candidate.probability))];
      const marked = candidate.id === chosen ? " chosen" : "";
      if (!does) return h("span", { class: "row" + marked, "data-id": candidate.id }, ...inside);
      const row = h("button", { type: "button", class: "row" + marked, "data-id": candidate.id, "aria-pressed": String(candidate.id === chosen) }, ...inside);
      row.addEventListener("click", () => does.pick(candidate));
      row.addEventListener("pointerenter", () => does.look(candidate.id));
      row.addEventListener("focus", () => {
        this.#hold(at);
        does.look(candidate.id);
      });
      return row;
    });
    this.list.replaceChildren(...this.#rows.map((row) => h("li", {}, row)));
    this.#hold(Math.min(this.#current, Math.max(0, this.#rows.length - 1)));
    if (held) this.#rows[this.#current]?.focus({ preventScroll: true });
  }

  /** Light up one candidate in every panel. @param {number | null} id */
  light(id) {
    for (const row of this.#rows) row.classList.toggle("lit", row.dataset["id"] === String(id));
  }

  /** The one row that the tabulator key stops at. @param {number} place */
  #hold(place) {
    this.#current = place;
    if (this.does) this.#rows.forEach((row, at) => row.setAttribute("tabindex", at === place ? "0" : "-1"));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.#rows.findLastIndex((row) => row.checkVisibility()); // in a hall there is room for some only
    /** @type {Readonly<Record<string, number>>} */
    const moves = { ArrowDown: this.#current + 1, ArrowUp: this.#current - 1, Home: 0, End: last };
    const goal = moves[event.key];
    if (goal === undefined) return;
    this.#rows[Math.min(Math.max(goal, 0), last)]?.focus();
    event.preventDefault();
  }
}
