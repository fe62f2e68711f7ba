/** Which blocks and characters stand over one another when characters and their bytes are shown in two lanes. */

import { decode, piecesOfBytes, plainText, sequenceLength } from "../shared/text.js";

/** @typedef {import("./types.js").Token} Token */

/**
 * @typedef {object} Cluster blocks that end where a character ends, and no earlier
 * @property {{place: number, at: number, token: Token}[]} blocks place: in the word; at: where its bytes begin in the word
 * @property {{text: string, bytes: number}[]} characters what they spell; at byte level only
 */

/**
 * At character level every block is a cluster of its own; at byte level it is as many blocks as it takes to come to the
 * end of a character.
 * @param {readonly Token[]} tokens of a word
 * @param {"character" | "byte"} level
 * @returns {Cluster[]}
 */
export function clusters(tokens, level) {
  const whole = Uint8Array.from(tokens.flatMap(({ bytes }) => [...bytes]));
  const characters = level === "byte" ? charactersOf(whole) : [];
  const ends = new Set(characters.map(({ end }) => end));
  /** @type {Cluster[]} */
  const found = [];
  let open = false;
  let at = 0;
  tokens.forEach((token, place) => {
    if (!open) found.push({ blocks: [], characters: [] });
    found.at(-1)?.blocks.push({ place, at, token });
    at += token.bytes.length;
    open = level === "byte" && !ends.has(at);
  });
  let next = 0;
  for (const cluster of found) {
    const last = cluster.blocks.at(-1);
    const end = last ? last.at + last.token.bytes.length : 0;
    for (let one; (one = characters[next]) && one.end <= end; next += 1) cluster.characters.push({ text: one.text, bytes: one.length });
  }
  return found;
}

/**
 * The characters that bytes spell; a byte of no whole character stands alone, in hex.
 * @param {Uint8Array} bytes
 * @returns {{text: string, length: number, end: number}[]}
 */
function charactersOf(bytes) {
  /** @type {{text: string, length: number, end: number}[]} */
  const found = [];
  let end = 0;
  while (end < bytes.length) {
    const size = sequenceLength(bytes[end] ?? 0) || 1;
    const text = decode(bytes.subarray(end, end + size));
    const length = text === null ? 1 : size;
    const one = bytes.subarray(end, end + length);
    end += length;
    found.push({ text: plainText(piecesOfBytes(one)), length, end });
  }
  return found;
}
