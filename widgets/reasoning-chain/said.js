/** What the picture says about a chain, in sentences. */

import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {"right" | "first" | "wrong" | "follows"} Verdict */
/** @typedef {"kept" | "pupil" | "model"} Writer */

/** A calculation as it is read: a true minus sign, spaces around every sign, in one line. @param {Pick<Step, "operands" | "signs">} step */
export function calculation({ operands, signs }) {
  return operands.map(({ text }, place) => (place ? `\u00a0${minus(signs[place - 1] ?? "")}\u00a0` : "") + minus(text)).join("");
}

/** @param {string} text */
export const minus = (text) => text.replace(/-/g, "−");

/**
 * What each step is: right; the first wrong one; wrong itself, after that; or right in itself, but calculated with a
 * number that comes from a wrong one.
 * @param {readonly Step[]} steps
 * @param {number | null} first
 * @returns {Verdict[]}
 */
export function verdicts(steps, first) {
  /** @type {Verdict[]} */
  const found = [];
  steps.forEach(({ ok, operands }, place) => {
    const follows = operands.some(({ step }) => step !== null && found[step] !== "right" && found[step] !== undefined);
    found.push(place === first ? "first" : ok ? (follows ? "follows" : "right") : "wrong");
  });
  return found;
}

/**
 * Who has written each step: what stood there already ends with the step that a pupil has written, and what stands
 * before that was kept.
 * @param {readonly Step[]} steps
 * @returns {Writer[]}
 */
export function writers(steps) {
  const last = steps.findLastIndex(({ by }) => by === "pupil");
  return steps.map(({ by }, place) => (by === "model" ? "model" : place === last ? "pupil" : "kept"));
}

/** What is wrong with a step; empty where nothing is. @param {Step} step @param {Say} say */
export function reason(step, say) {
  const values = { calculation: calculation(step), expected: minus(step.expected), result: minus(step.result), number: step.missing ?? "" };
  if (step.why === "arithmetic") return say("why_arithmetic", values);
  if (step.why === "unknown_number") return say("why_unknown_number", values);
  return step.why === "other_operation" ? say("why_other_operation", values) : "";
}

/** The picture in one sentence. @param {ChainOfThought} data @param {Say} say */
export function summary({ result, partial = false, stopped = false }, say) {
  const { steps, first_wrong: first, answer, correct, model } = result;
  if (partial) return progress(result, say);
  const wrong = first === null ? undefined : steps[first];
  if (wrong && first !== null) return say("sentence_wrong", { place: first + 1, reason: reason(wrong, say) });
  if (stopped) return say("sentence_stopped");
  if (!steps.length) return say("sentence_none", { model: model.name });
  if (correct) return say("sentence_right", { answer: minus(answer ?? "") });
  if (correct === false) return answer === null ? say("sentence_no_answer") : say("sentence_other", { answer: minus(answer) });
  return say("sentence_unknown", { count: steps.length });
}

/** How far the model is, and who else shares it. @param {Result} result @param {Say} say */
function progress({ queue, completion, steps }, say) {
  const people = (queue?.people ?? 1) > 1 ? say("people", { people: whole(queue?.people ?? 1) }) : "";
  const now = completion ? say("writing", { count: steps.length }) : (queue?.ahead ?? 0) > 0 ? say("ahead", { ahead: whole(queue?.ahead ?? 0) }) : say("begins");
  return [now, people].filter(Boolean).join(" ");
}

/** The answer, and what is to be said of it. @param {ChainOfThought} data @param {Say} say */
export function verdictOnAnswer({ result, partial = false }, say) {
  const { answer, correct, answer_by_steps: bySteps, ended, first_wrong: first } = result;
  if (answer === null) return { mark: "", text: partial ? "" : say("answer_none"), note: !partial && ended === "length" ? say("cut_short") : "" };
  const mark = correct === null ? "" : correct ? "✓" : "✗";
  const text = correct === null ? say("answer_unknown", { answer: minus(answer) }) : correct ? say("answer_right", { answer: minus(answer) }) : say("answer_wrong", { answer: minus(answer) });
  const differs = bySteps !== null && Number(answer.replace(/,/g, "")) !== Number(bySteps.normalize("NFKC").replace(/[,$¥€£]/g, ""));
  if (correct && first !== null) return { mark, text, note: say("answer_lucky") };
  return { mark, text, note: differs ? say("answer_differs", { steps: minus(bySteps ?? ""), answer: minus(answer) }) : "" };
}
