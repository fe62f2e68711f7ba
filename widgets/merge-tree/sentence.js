/** What happens at a step, in words. */

import { drawPieces, h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { named } from "./label.js";
import { charactersOf } from "./layout.js";

/** @typedef {import("./types.js").Chunk} Chunk */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {(Node | string)[]} Told */

/**
 * A sentence with elements in its {places}.
 * @param {string} sentence
 * @param {Readonly<Record<string, Node | string>>} elements
 * @returns {Told}
 */
export function placed(sentence, elements) {
  return sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 ? (elements[part] ?? `{${part}}`) : part));
}

/** @param {string} text */
function name(text) {
  return h("b", { class: "named" }, ...drawPieces(named(text)));
}

/**
 * @param {Chunk} chunk
 * @param {Kind} kind
 * @param {number} place steps taken
 * @param {Say} say
 * @returns {Told[]} a paragraph each
 */
export function told(chunk, kind, place, say) {
  if (kind === "wordpiece") return wordPiece(chunk, place, say);
  /** @type {Told[]} */
  const out = [];
  const step = chunk.steps[place - 1];
  if (step) {
    const [left, right] = step.pair;
    out.push(placed(say("step"), { left: name(left), right: name(right), rank: h("b", { class: "is-now" }, String(step.rank)), token: name(step.token) }));
  } else if (chunk.fixed) return [[say("fixed")]];
  else if (chunk.steps.length || kind === "byte-bpe") {
    const characters = whole(charactersOf(chunk).length);
    out.push([kind === "byte-bpe" ? say("start_bytes", { characters, bytes: whole(chunk.leaves.length) }) : say("start_characters", { characters })]);
  }
  if (place === chunk.steps.length) {
    out.push([say("done", { count: whole(chunk.tokens.length) })]);
    if (chunk.leaves.some((leaf) => leaf.dropped)) out.push([say("dropped")]);
    if (kind === "sentencepiece" && chunk.tokens.some((token) => token.fallback)) out.push([say("fallback")]);
  }
  return out;
}

/**
 * @param {Chunk} chunk
 * @param {number} place attempts made
 * @param {Say} say
 * @returns {Told[]}
 */
function wordPiece({ attempts, tokens, too_long }, place, say) {
  const attempt = attempts[place - 1];
  /** @type {Told[]} */
  const out = [];
  if (attempt) {
    const piece = name(attempt.piece);
    if (attempt.found) out.push(placed(say("found"), { piece, id: h("b", {}, String(attempt.id)) }));
    else out.push(placed(attempt.end - attempt.start > 1 ? say("not_found") : say("not_found_at_all"), { piece }));
  } else if (attempts.length) out.push([say("start_word")]);
  if (place === attempts.length) {
    const unknown = tokens.some((token) => token.unknown);
    if (too_long) out.push([say("too_long")]);
    else out.push([unknown ? say("unknown") : say("done_word", { count: whole(tokens.length) })]);
  }
  return out;
}
