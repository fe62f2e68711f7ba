/** The pieces of a prompt and of an answer, each kind with its own ground. */

import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").Piece} Piece */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */

/** The ground of each kind. @type {Readonly<Record<Piece["kind"], ColourName | null>>} */
export const GROUNDS = { text: null, steps: "other-tint", call: "current-tint", result: "other-tint", answer: "chosen-tint" };

/** The kinds that occur in an exhibit and have a ground. @param {import("./types.js").Exhibit} exhibit @returns {Piece["kind"][]} */
export function kindsIn({ sides }) {
  const found = new Set(sides.flatMap(({ prompt, reply }) => [...prompt, ...reply]).map(({ kind }) => kind));
  return /** @type {const} */ (["steps", "call", "result", "answer"]).filter((kind) => found.has(kind));
}

/** A number of a calculation with separators: 12,550,000. @param {string} number */
export const grouped = (number) => number.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/**
 * @param {readonly Piece[]} pieces
 * @param {string} reader language of the page
 * @returns {HTMLElement[]}
 */
export function drawn(pieces, reader) {
  return pieces.map(({ kind, text }) => h("span", { class: kind }, text[reader]));
}

/** @param {readonly Piece[]} pieces @param {string} reader */
export const written = (pieces, reader) => pieces.map(({ text }) => text[reader] ?? "").join("");
