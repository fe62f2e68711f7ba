/** The tables behind the picture: the share of right answers, every sample, and the votes. */

import { perCent } from "../shared/accuracy.js";
import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { ends } from "./accuracy.js";
import { titleOf } from "./names.js";
import { kindOf, wordOf } from "./outcome.js";
import { plainly } from "./prompt.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @param {Result} result
 * @param {Say} say
 */
export function tablesOf(result, say) {
  const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto", class: "text" }, text);
  const asked = (/** @type {number} */ problem) => (result.problems.length > 1 ? `${problem + 1}. ` : "") + plainly(result.problems[problem]?.text ?? "");
  const shares = table(
    say("table_shares"),
    ["col_style", "col_right", "col_total", "col_share", "col_interval", "col_tokens", "col_time"].map((key) => say(key)),
    result.accuracy.map((one) => {
      const { low, high } = ends(one);
      return [cell(titleOf(one.style, say)), whole(one.right), whole(one.total), one.share === null ? "–" : perCent(one.share), one.share === null ? "–" : `${low}–${high} %`, whole(one.tokens), whole(one.milliseconds)];
    }),
  );
  const runs = table(
    say("table_runs"),
    ["col_style", "col_problem", "col_expected", "col_seed", "col_answer", "col_verdict", "col_tokens", "col_time", "col_text"].map((key) => say(key)),
    result.runs.map((run) => [
      cell(titleOf(run.style, say)), cell(asked(run.problem)), result.problems[run.problem]?.answer ?? "–", String(run.seed), run.answer ?? "–",
      cell(wordOf(run.state === "done" ? kindOf(run.answer, run.correct) : run.state, say)), whole(run.tokens), whole(run.milliseconds), cell(plainly(run.completion)),
    ]),
  );
  if (!result.votes.length) return [shares, runs];
  const votes = table(
    say("table_votes"),
    ["col_style", "col_problem", "col_answer", "col_count", "col_verdict"].map((key) => say(key)),
    result.votes.flatMap(({ problem, style, answers }) =>
      answers.map(({ answer, count, correct }) => [cell(titleOf(style, say)), cell(asked(problem)), answer ?? "–", whole(count), cell(wordOf(kindOf(answer, correct), say))]),
    ),
  );
  return [shares, votes, runs];
}
