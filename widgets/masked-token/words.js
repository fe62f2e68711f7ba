/** What the picture says of a blank, and what becomes of the text when one is opened or written in. */

import { fixed, percent } from "../shared/numbers.js";
import { plain } from "../shared/text.js";

/** @typedef {import("./types.js").Blank} Blank */
/** @typedef {import("./types.js").Filling} Filling */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Side} Side */
/** @typedef {import("./types.js").TextToken} TextToken */
/** @typedef {import("../shared/picture.js").Say} Say */

/** In `fill`: nothing is written into this blank. */
export const OPEN = -1;
/** How a blank is written into the text. */
const MASK = "[MASK]";
export const MOST_BLANKS = 3;
/** The panels, in the order of the text. @type {readonly Side[]} */
export const SIDES = ["left", "both", "right"];
/** What each of them is called. */
export const NAMES = { left: "side_left", both: "side_both", right: "side_right" };
const WORTHS = { left: "worth_left", right: "worth_right" };

/**
 * Open a blank where a token stands.
 * @param {Params} params
 * @param {readonly TextToken[]} tokens
 * @param {number} place
 * @returns {Partial<Params> | null} what to ask; null where no blank can be
 */
export function opened({ text, fill }, tokens, place) {
  const token = tokens[place];
  const before = tokens.slice(0, place).filter(({ blank }) => blank !== null).length;
  const count = tokens.filter(({ blank }) => blank !== null).length;
  if (!token || token.blank !== null || token.start === token.end || count >= MOST_BLANKS) return null;
  const characters = [...text];
  const kept = [...fill, ...Array(MOST_BLANKS).fill(OPEN)].slice(0, count);
  kept.splice(before, 0, OPEN);
  return { text: [...characters.slice(0, token.start), MASK, ...characters.slice(token.end)].join(""), fill: brief(kept), blank: before };
}

/**
 * Write a candidate into the text itself: the blank is none any more.
 * @param {Params} params
 * @param {readonly TextToken[]} tokens
 * @param {number} number of the blank
 * @param {{text: string}} candidate
 * @returns {Partial<Params>}
 */
export function writtenIn({ text, fill }, tokens, number, candidate) {
  const token = tokens.find(({ blank }) => blank === number);
  const characters = [...text];
  const continues = candidate.text.startsWith("##");
  const before = characters.slice(0, token?.start).join("");
  const after = characters.slice(token?.end).join("");
  return {
    text: (continues ? before.trimEnd() : before) + candidate.text.replace(/^##/, "") + after,
    fill: brief(fill.filter((_, place) => place !== number)),
    blank: Math.max(0, number - 1),
  };
}

/**
 * Fill a blank, or open it again where it holds this token already.
 * @param {Params} params
 * @param {number} number of the blank
 * @param {number} id
 * @returns {Partial<Params>}
 */
export function filledIn({ fill }, number, id) {
  const kept = [...fill];
  while (kept.length <= number) kept.push(OPEN);
  kept[number] = kept[number] === id ? OPEN : id;
  return { fill: brief(kept), blank: number };
}

/** Without open ones at the end, so that one question has one address. @param {readonly number[]} fill */
export function brief(fill) {
  const last = fill.findLastIndex((id) => id !== OPEN);
  return fill.slice(0, last + 1);
}

/** The word one looks at: what was filled in, else what fits best. @param {Blank} blank */
export const looked = (blank) => blank.chosen ?? blank.candidates[0] ?? null;

/**
 * What a side adds to what the other one says of a word, in bits: log₂ of the factor of its probability.
 * @param {Filling} filling
 * @param {"left" | "right"} side the side that is added
 */
export function worth(filling, side) {
  const without = side === "right" ? filling.left : filling.right;
  return Math.log2(filling.probability / without);
}

/**
 * What is seen, in one sentence.
 * @param {Blank | undefined} blank
 * @param {Say} say
 */
export function sentenceOf(blank, say) {
  const filling = blank && looked(blank);
  if (!blank || !filling) return say("sentence_none");
  const values = { word: plain(filling), both: percent(filling.probability), left: percent(filling.left), right: percent(filling.right) };
  if (!blank.right.tokens && !blank.left.tokens) return say("sentence_nothing", values);
  if (!blank.right.tokens) return say("sentence_left", values);
  if (!blank.left.tokens) return say("sentence_right", values);
  return say("sentence_now", values);
}

/**
 * What the sides are worth for the word one looks at: a sentence for each side there is.
 * @param {Blank} blank
 * @param {Say} say
 */
export function worths(blank, say) {
  const filling = looked(blank);
  if (!filling || !blank.left.tokens || !blank.right.tokens) return [];
  return /** @type {const} */ (["left", "right"]).map((side) => {
    const bits = Math.round(10 * worth(filling, side)) / 10 || 0; // never −0
    return say(WORTHS[side], { word: plain(filling), bits: (bits < 0 ? "" : "+") + fixed(bits, 1) });
  });
}

/** Whether a text is Japanese: kana or kanji are in it. @param {string} text */
export const isJapanese = (text) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
