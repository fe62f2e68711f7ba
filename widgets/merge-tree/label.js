/** What a piece of a text is called in the picture: characters as they are, the bytes of a part of one in hex. */

import { fromHex, pieces, piecesOfBytes } from "../shared/text.js";

/** @typedef {import("../shared/text.js").Piece} Piece */
/** @typedef {{text: string, bytes: string}} Named */

const BYTE = /<0x([0-9A-F]{2})>/;

/**
 * The pieces of a name as the tokenizer writes it, "は<0xE3>".
 * @param {string} text
 * @returns {Piece[]}
 */
export function named(text) {
  /** @type {Piece[]} */
  const found = [];
  text.split(BYTE).forEach((part, place) => {
    const last = found.at(-1);
    if (place % 2 === 0) found.push(...(part ? pieces(part) : []));
    else if (last?.kind === "bytes") last.text += " " + part;
    else found.push({ kind: "bytes", text: part });
  });
  return found;
}

/**
 * The pieces of what stands for some bytes. Where the tokenizer has a spelling of its own (▁, ##, [UNK]), that one.
 * @param {Named} one
 * @param {import("./types.js").Kind} kind
 */
export function piecesOf({ text, bytes }, kind) {
  return kind === "byte-bpe" ? piecesOfBytes(fromHex(bytes)) : named(text);
}

/** Width of a letter in any of the fonts for bytes, for its size. Numbers in the picture stand in these, too: they are narrower. */
const MONO = 0.605;

/**
 * Width of a number or of hex as it stands in the picture.
 * @param {string | number} content
 * @param {number} size px
 */
export function digits(content, size) {
  return String(content).length * size * MONO;
}
