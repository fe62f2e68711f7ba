/** What the whole picture says, in one sentence made from its numbers. */

import { brief } from "../shared/accuracy.js";
import { lossNote } from "../shared/model-card.js";
import { whole } from "../shared/numbers.js";
import { nameOf } from "./names.js";
import { outcome, signOf } from "./outcome.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * "Same model, same problem: at once 27 ✗, step by step 9 ✓."
 * @param {Result} result
 * @param {Say} say
 * @param {(run: Run) => boolean} [seen] whether the reader has seen all of it
 */
export function told(result, say, seen = () => true) {
  const { problems, styles, accuracy, votes } = result;
  const join = (/** @type {string[]} */ parts) => parts.join(say("join"));
  if (problems.length === 1) {
    const answers = styles.map(({ style }) => {
      const { kind, answer, count, done } = outcome(result, 0, style, seen);
      const about = { style: nameOf(style, say), answer: answer ?? "", sign: signOf(kind), count, total: done };
      if (answer === null) return kind === "none" || kind === "too_long" ? say("told_none", about) : say("told_open", about);
      return say(votes.length ? "told_vote" : "told_answer", about).trim();
    });
    return say(styles.length > 1 ? "told_one" : "told_alone", { answers: join(answers) });
  }
  const shares = accuracy.map(({ style, right, total }) => say("told_share", { style: nameOf(style, say), right: whole(right), total: whole(total) }));
  const known = accuracy.some(({ total }) => total > 0);
  return known ? say("told_set", { problems: problems.length, answers: join(shares) }) : say("told_unknown", { problems: problems.length });
}

/**
 * How long it took.
 * @param {number} tokens
 * @param {number} milliseconds
 * @param {Say} say
 */
export function spent(tokens, milliseconds, say) {
  const seconds = milliseconds / 1000;
  return say("spent", { tokens: whole(tokens), seconds: seconds < 0.095 ? seconds.toFixed(2) : seconds.toFixed(1) });
}

/** Whether the model is our own, made for these problems. @param {Result} result */
export const isOurs = ({ models, model }) => models.some(({ id, training }) => id === model.id && training === "word-problems");

/**
 * What the model is, and what it is not.
 * @param {Result} result
 * @param {Say} say
 */
export function aboutModel(result, say) {
  const { parameters = 0 } = result.models.find(({ id }) => id === result.model.id) ?? {};
  const what = say(isOurs(result) ? "note_ours" : result.model.added ? "note_added" : "note_language", { name: result.model.name, parameters: brief(parameters, say("reader")) });
  return [what, lossNote(result.model, say)].filter(Boolean).join(" ");
}
