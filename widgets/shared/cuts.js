/**
 * A text cut into tokens: blocks in two tints by turns. Tokens that share a character lie together on one plank, the
 * character above them; what a tokenizer lost is hatched and struck through.
 */

import { drawPieces, h } from "./dom.js";
import { pieces, piecesOfToken } from "./text.js";

/**
 * @typedef {object} Token
 * @property {number} id
 * @property {string} text
 * @property {string} bytes hex
 * @property {boolean} partial it ends or begins inside a character
 * @property {boolean} unknown it stands for a word that the vocabulary cannot spell
 * @property {number} start in characters (code points) of the text
 * @property {number} end
 *
 * @typedef {object} Cut
 * @property {readonly Token[]} tokens in the order of the text
 * @property {readonly (readonly [number, number])[]} dropped characters [start, end) without a token, or not with all bytes
 */

/**
 * What lies in a row: tokens that share a character, or characters for which there is no token.
 * @typedef {object} Item
 * @property {number} first place of its first token; of a gap, of the token after it
 * @property {readonly Token[]} tokens none in a gap
 * @property {number} start in characters
 * @property {number} end
 * @property {boolean} lost what it stands for cannot be read from its tokens
 */

/**
 * The items of a text in the order of the text.
 * @param {Cut} cut
 * @returns {Item[]}
 */
export function itemsOf({ tokens, dropped }) {
  /** @type {(Item & {tokens: Token[]})[]} */
  const items = [];
  tokens.forEach((token, place) => {
    const open = items.at(-1);
    if (open && token.start < open.end) {
      open.tokens.push(token);
      open.end = Math.max(open.end, token.end);
      open.lost ||= token.unknown;
    } else items.push({ first: place, tokens: [token], start: token.start, end: token.end, lost: token.unknown });
  });
  for (const [start, end] of dropped) {
    const covering = items.filter((item) => item.tokens.length && item.start < end && start < item.end);
    for (const item of covering) item.lost = true;
    if (covering.length) continue;
    const after = items.findIndex((item) => item.start >= end);
    const place = after < 0 ? items.length : after;
    items.splice(place, 0, { first: items[place]?.first ?? tokens.length, tokens: [], start, end, lost: true });
  }
  return items;
}

/**
 * An item as it lies in a row.
 * @param {Item} item
 * @param {object} look
 * @param {readonly string[]} look.characters of the text
 * @param {boolean} look.odd the second tint
 * @param {string} look.gap what to say of characters without a token
 * @returns {{element: HTMLElement, tokens: HTMLElement[]}} the item, and its tokens in it (or the item itself)
 */
export function drawItem({ tokens, start, end, lost }, { characters, odd, gap }) {
  const classes = `item${odd ? " odd" : ""}${lost ? " lost" : ""}`;
  const chips = tokens.map((token) => h("span", { class: "token" }, ...drawPieces(piecesOfToken(token))));
  const [only] = chips;
  if (only && chips.length === 1 && !lost) {
    only.className += " " + classes;
    return { element: only, tokens: chips };
  }
  const text = characters.slice(start, end).join("");
  const whole = h("span", { class: "whole", "aria-hidden": only ? "true" : null }, ...drawPieces(pieces(text)));
  if (!only) return { element: h("span", { class: classes + " gap", title: gap }, whole), tokens: [] };
  return { element: h("span", { class: classes + " joined", role: "presentation" }, whole, h("span", { class: "parts", role: "presentation" }, ...chips)), tokens: chips };
}

/** The style of items; a picture puts it before its own. */
export const cutStyle = /* css */ `
.item {
  display: inline-block; vertical-align: top; max-width: 100%; min-width: .7em; margin: 0 2px 4px 0; padding: .06em .22em .04em; border-radius: var(--radius-1);
  background: var(--sand-sunk); overflow-wrap: anywhere; white-space: break-spaces; text-align: center;
}
.item.odd { background: var(--other-tint); }
.item.joined, .item.gap { padding: 0; }
.joined .whole { display: block; padding: .06em .22em 0; line-height: 1.2; }
.joined .parts { display: flex; flex-wrap: wrap; justify-content: center; gap: 1px; }
.joined .token { flex: 1 0 auto; max-width: 100%; padding: 0 .28em; background: var(--sand-raised); border: 1.5px solid var(--sand-sunk); border-radius: var(--radius-1); font-size: var(--text-1); line-height: 1.2; }
.joined.odd .token { border-color: var(--other-tint); }
.joined .token .bytes { font-size: 1em; letter-spacing: -.04em; }
.lost { background: repeating-linear-gradient(-45deg, var(--sand-sunk) 0 4px, transparent 4px 8px), var(--sand-raised); outline: 1.5px dashed var(--current); outline-offset: -1.5px; }
.lost .whole { color: var(--cut-ink); text-decoration: line-through; text-decoration-color: var(--current); }
.gap .whole { padding: .1em .22em; }
`;
