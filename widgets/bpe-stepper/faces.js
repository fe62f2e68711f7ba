/** What a token looks like: its text, spaces and all, or its bytes in hex where they are no whole characters. */

import { drawPieces, h } from "../shared/dom.js";
import { piecesOfBytes } from "../shared/text.js";
import { bytesOf } from "./trace.js";

/** @typedef {import("./types.js").Level} Level */

/** @param {Uint8Array} bytes @returns {HTMLElement[]} */
export function face(bytes) {
  return drawPieces(piecesOfBytes(bytes));
}

/** One line of plain text: for the saved picture and tables. @param {Uint8Array} bytes */
export function plainFace(bytes) {
  return piecesOfBytes(bytes).map((piece) => piece.text).join("");
}

/** Bytes one by one: "E3 81". @param {Uint8Array} bytes */
export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}

/**
 * A small block for a token that is spoken of, by its text in an answer.
 * @param {string} text
 * @param {Level} level
 * @param {string} [kind]
 */
export function chip(text, level, kind = "") {
  return h("span", { class: "chip " + kind }, ...face(bytesOf(text, level)));
}
