/** A prompt and what the model wrote, taken apart: which words are ours, which make the style, which are the model's. */

import { h } from "../shared/dom.js";
import { pieces } from "../shared/text.js";

/** @typedef {import("./types.js").Column} Column */
/** @typedef {import("./types.js").Run} Run */

/**
 * style: the words that make this style. problem: what is asked. frame: what stands around them in every style.
 * @typedef {{kind: "style" | "problem" | "frame", text: string}} Part
 */

/**
 * The parts of a prompt, in order; joined they are the prompt.
 * @param {string} prompt
 * @param {Column["pieces"]} pieces
 * @param {string} problem
 * @returns {Part[]}
 */
export function partsOf(prompt, pieces, problem) {
  /** @type {{kind: "style" | "problem", start: number, end: number}[]} */
  const found = [];
  const question = problem.trim().replace(/\s*\n\s*/g, " "); // as it is put
  const asked = question ? prompt.lastIndexOf(question) : -1;
  if (asked >= 0) found.push({ kind: "problem", start: asked, end: asked + question.length });
  for (const [name, words = ""] of Object.entries(pieces)) {
    // Examples are found one by one: some may have been left out. What begins the answer stands after the problem.
    for (const text of words.split(/\n[^\S\n]*\n/).map((part) => part.trim()).filter(Boolean)) {
      const start = name === "trigger" || name === "at_once" ? prompt.lastIndexOf(text) : prompt.indexOf(text);
      const end = start + text.length;
      if (start >= 0 && found.every((one) => end <= one.start || one.end <= start)) found.push({ kind: "style", start, end });
    }
  }
  found.sort((one, other) => one.start - other.start);
  /** @type {Part[]} */
  const parts = [];
  let at = 0;
  for (const { kind, start, end } of found) {
    if (start > at) parts.push({ kind: "frame", text: prompt.slice(at, start) });
    parts.push({ kind, text: prompt.slice(start, end) });
    at = end;
  }
  if (at < prompt.length) parts.push({ kind: "frame", text: prompt.slice(at) });
  return parts;
}

/**
 * What a model wrote, cut where the answer stands; before the whole of it is shown, nothing is marked.
 * @param {Run} run
 * @param {number} [letters] that are shown
 * @returns {{before: string, answer: string, after: string}}
 */
export function written({ completion, answer_start, answer_end }, letters = Infinity) {
  const characters = [...completion];
  const join = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(from, to).join("");
  if (answer_start === null || answer_end === null || letters < answer_end) return { before: join(0, letters), answer: "", after: "" };
  return { before: join(0, answer_start), answer: join(answer_start, answer_end), after: join(answer_end, letters) };
}

/**
 * Running text as elements: spaces and line ends as they are, all else that is invisible made visible.
 * @param {string} text
 * @param {boolean} [brief] line ends become marks, so that much goes into little room
 * @returns {(Node | string)[]}
 */
export function readable(text, brief = false) {
  return text.split(brief ? /( +)/ : /([ \n]+)/).flatMap((part, place) =>
    place % 2 ? [part] : pieces(part).flatMap((piece) => (piece.kind === "text" ? unbroken(piece.text) : [h("span", { class: piece.kind }, piece.text)])),
  );
}

/**
 * A calculation is not broken at a minus sign.
 * @param {string} text
 */
const unbroken = (text) => text.split(/((?<!\d)\d{1,4}(?:[-−+×÷*=]\d{1,4}){1,3}(?!\d))/).map((part, place) => (place % 2 ? h("span", { class: "sum" }, part) : part));

/**
 * The same as plain text.
 * @param {string} text
 */
export const plainly = (text) => text.split(/([ \n]+)/).map((part, place) => (place % 2 ? part : pieces(part).map((piece) => piece.text).join(""))).join("");

/**
 * What a model wrote, with the answer marked. What is not shown yet keeps its place, so that nothing moves while it is
 * written.
 * @param {Run} run
 * @param {number} [letters] that are shown
 * @param {boolean} [brief] as in `readable`
 */
export function drawWritten(run, letters = Infinity, brief = false) {
  const { before, answer, after } = written(run, letters);
  const rest = letters === Infinity ? "" : [...run.completion].slice(letters).join("");
  return [
    ...readable(before, brief),
    ...(answer ? [h("mark", {}, ...readable(answer))] : []),
    ...readable(after, brief),
    ...(rest ? [h("span", { class: "caret", "aria-hidden": "true" }), h("span", { class: "unwritten", "aria-hidden": "true" }, ...readable(rest, brief))] : []),
  ];
}
