/** What a token looks like: its text, spaces and all, or its bytes in hex where they are no whole characters. */

import { drawPieces, h } from "../shared/dom.js";
import { piecesOfBytes, plainText } from "../shared/text.js";

/** @typedef {import("./types.js").Token} Token */

/** @param {Uint8Array} bytes @returns {HTMLElement[]} */
export function face(bytes) {
  return drawPieces(piecesOfBytes(bytes));
}

/** One line of plain text: for the saved picture and tables. @param {Uint8Array} bytes */
export function plainFace(bytes) {
  return plainText(piecesOfBytes(bytes));
}

/** Bytes one by one: "E3 81". @param {Uint8Array} bytes */
export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}

/** A token in a line of plain text. @param {Token} token */
export function plainToken({ bytes, cut }) {
  return plainFace(bytes) + (cut ? "…" : "");
}

/**
 * A small block for a token that is spoken of.
 * @param {Token} token
 * @param {string} [kind]
 */
export function chip({ bytes, cut }, kind = "") {
  return h("span", { class: "chip " + kind }, ...face(bytes), cut && "…");
}
