/** The answers of several samples as a histogram: the longest bar is what the vote says. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { kindOf, signOf } from "./outcome.js";

/** @typedef {import("./types.js").Vote} Vote */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Bars that are drawn; what is rarer is counted together. */
const MOST = 5;

/**
 * The bars, longest first; the last may stand for all rarer answers.
 * @param {Vote} vote
 * @param {Say} say
 * @returns {{label: string, sign: string, count: number, share: number, won: boolean, rest: boolean}[]}
 */
export function bars({ answers, winner }, say) {
  const most = answers[0]?.count ?? 1;
  const kept = answers.length > MOST ? answers.slice(0, MOST - 1) : answers;
  const made = kept.map(({ answer, count, correct }) => ({
    label: answer ?? say("no_answer"),
    sign: answer === null ? "" : signOf(kindOf(answer, correct)),
    count,
    share: count / most,
    won: answer !== null && answer === winner,
    rest: answer === null,
  }));
  const others = answers.slice(kept.length);
  const count = others.reduce((sum, one) => sum + one.count, 0);
  if (others.length) made.push({ label: say("others", { kinds: others.length }), sign: "", count, share: Math.min(count / most, 1), won: false, rest: true });
  return made;
}

/**
 * @param {Vote} vote
 * @param {Say} say
 */
export function drawVotes(vote, say) {
  return h(
    "ul",
    { class: "bars" },
    ...bars(vote, say).map(({ label, sign, count, share, won, rest }) => {
      const bar = h("i", { "aria-hidden": "true" });
      bar.style.inlineSize = `calc((100% - 2em) * ${share})`;
      return h("li", { class: (won ? "won" : "") + (rest ? " rest" : "") }, h("span", { class: "answer" }, label, " ", sign), h("span", { class: "line" }, bar, h("b", {}, whole(count))));
    }),
  );
}
