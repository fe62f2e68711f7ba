/** What the model goes on from: the steps before, and the one that a pupil has written. */

/** @typedef {import("./types.js").Step} Step */

/** The longest beginning that the server takes, in characters. */
export const LONGEST = 1000;

/** A stretch of text, counted in characters (code points) as the server does. @param {string} text @param {number} start @param {number} [end] */
export const stretch = (text, start, end) => [...text].slice(start, end).join("");

/**
 * A line of calculation with the marks that the language puts around it.
 * @param {string} text
 * @param {"ja" | "en"} language
 */
export function line(text, language) {
  const bare = text.trim();
  const ended = /[.。．]$/.test(bare);
  return language === "ja" ? bare + (ended ? "" : "。") : ` ${bare}${ended ? "" : "."}`;
}

/**
 * Everything up to a step, that step as it is corrected, and the mark that ends its sentence.
 * @param {string} text what was written and the completion
 * @param {readonly Step[]} steps
 * @param {number} place of the corrected step
 * @param {string} corrected
 * @param {"ja" | "en"} language
 */
export function corrected(text, steps, place, corrected, language) {
  const step = steps[place];
  if (!step) return added(text, steps, corrected, language);
  const bare = corrected.trim();
  const mark = /[.。．]$/.test(bare) ? "" : ending(text, steps, place, language);
  return stretch(text, 0, step.start) + bare + mark;
}

/**
 * Everything up to the last step, and one more.
 * @param {string} text
 * @param {readonly Step[]} steps
 * @param {string} written
 * @param {"ja" | "en"} language
 */
export function added(text, steps, written, language) {
  const last = steps.length - 1;
  const before = last < 0 ? "" : stretch(text, 0, steps[last]?.end) + ending(text, steps, last, language);
  return before + line(written, language);
}

/**
 * What follows a step up to the end of its sentence, such as " apples."; a full stop where the sentence has no end.
 * @param {string} text
 * @param {readonly Step[]} steps
 * @param {number} place
 * @param {"ja" | "en"} language
 */
function ending(text, steps, place, language) {
  const rest = stretch(text, steps[place]?.end ?? 0, steps[place + 1]?.start);
  return /^[^.。．\n]{0,40}?[.。．\n]/.exec(rest)?.[0] ?? (language === "ja" ? "。" : ".");
}
