/** What a cell comes to: the answer of its one sample, or the one that most of its samples gave. */

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * right, wrong: as marked. unmarked: there is an answer, but nobody knows the right one. none: the rule found no answer.
 * The others: no answer yet, or never one.
 * @typedef {"right" | "wrong" | "unmarked" | "none" | "waiting" | "writing" | "too_long"} Kind
 *
 * @typedef {object} Outcome
 * @property {Kind} kind
 * @property {string | null} answer
 * @property {number} count of samples that gave this answer
 * @property {number} done samples that are written
 * @property {number} total
 */

/** @type {Readonly<Record<Kind, string>>} */
const SIGNS = { right: "✓", wrong: "✗", unmarked: "", none: "–", waiting: "…", writing: "…", too_long: "–" };

/** @param {Kind} kind */
export const signOf = (kind) => SIGNS[kind];

/**
 * The samples of a cell.
 * @param {Result} result
 * @param {number} problem
 * @param {Style} style
 */
export const runsOf = (result, problem, style) => result.runs.filter((run) => run.problem === problem && run.style === style);

/**
 * @param {string | null} answer
 * @param {boolean | null} correct
 * @returns {Kind}
 */
export function kindOf(answer, correct) {
  if (answer === null) return "none";
  return correct === null ? "unmarked" : correct ? "right" : "wrong";
}

/**
 * @param {Result} result
 * @param {number} problem
 * @param {Style} style
 * @param {(run: Run) => boolean} [seen] whether the reader has seen all of it
 * @returns {Outcome}
 */
export function outcome(result, problem, style, seen = () => true) {
  const runs = runsOf(result, problem, style);
  const done = runs.filter((run) => run.state === "done" && seen(run));
  const base = { answer: null, count: 0, done: done.length, total: runs.length };
  if (runs.some((run) => run.state === "too_long")) return { ...base, kind: "too_long" };
  if (!done.length) return { ...base, kind: runs.some((run) => run.state !== "waiting") ? "writing" : "waiting" };
  const vote = result.votes.find((one) => one.problem === problem && one.style === style);
  const [run] = done;
  if (runs.length === 1 && run) return { ...base, kind: kindOf(run.answer, run.correct), answer: run.answer, count: 1 };
  if (!vote) return { ...base, kind: "writing" };
  const count = vote.answers.find(({ answer }) => answer === vote.winner)?.count ?? 0;
  return { ...base, kind: kindOf(vote.winner, vote.correct), answer: vote.winner, count };
}

/**
 * The outcome in words.
 * @param {Kind} kind
 * @param {Say} say
 */
export function wordOf(kind, say) {
  const words = { right: say("right"), wrong: say("wrong"), unmarked: say("unmarked"), none: say("none"), waiting: say("queued"), writing: say("writing"), too_long: say("too_long") };
  return words[kind];
}
