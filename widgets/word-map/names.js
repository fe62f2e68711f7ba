/** What a word is called in the picture. */

import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").Point} Point */
/** @typedef {import("./types.js").WordMap} WordMap */
/** @typedef {import("../shared/picture.js").Say} Say */

/** As it was typed; what only stands in for it is named, too. @param {Pick<Point, "typed" | "word" | "how">} point */
export function nameOf({ typed, word, how }) {
  return how === "stand-in" ? `${typed}≈${word}` : typed;
}

/** How the vocabulary writes it, where that is not as it was typed. @param {Point} point @param {Say} say */
export function originOf({ typed, word, how, also }, say) {
  const notes = [];
  if (how === "variant" && word !== typed) notes.push(say("variant", { word }));
  if (how === "stand-in") notes.push(say("stand_in", { word }));
  if (also.length) notes.push(say("also", { words: also.join(say("between")) }));
  return notes.join(say("between"));
}

/** @param {WordMap} data @param {Say} say */
export function headingOf({ params, result }, say) {
  const near = result.points.filter(({ input }) => !input).length;
  if (near === 0) return say("heading_words", { count: whole(result.points.length) });
  return say("heading_near", { expression: params.expression, count: whole(near) });
}

/** With fewer words, a neighbour or two more or less make all the difference. */
const FEW = 8;

/** One sentence for how far to believe a picture. @param {number} trust 0 … 1 @param {number} words @param {Say} say */
export function verdictOf(trust, words, say) {
  if (words < FEW) return say("trust_few");
  if (trust >= 0.95) return say("trust_high");
  if (trust >= 0.88) return say("trust_good");
  if (trust >= 0.75) return say("trust_fair");
  return say("trust_low");
}

/** What must be kept in mind with this method. @param {WordMap} data @param {Say} say */
export function cautionOf({ result }, say) {
  if (!result.explained) return say("caution_umap");
  const shown = 100 * (result.explained[0] + result.explained[1]);
  return say("caution_pca", { shown: shown.toFixed(1), lost: Math.max(100 - shown, 0).toFixed(1) });
}
