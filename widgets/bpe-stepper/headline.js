/** The merge to come, large, and why it is this one: the sum of its count, and what decides between equals. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { chip, plainFace } from "./faces.js";

/** @typedef {import("./trace.js").Trace} Trace */
/** @typedef {import("./types.js").Training} Training */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Words named in a sum, and characters of a name. */
const NAMED = 4;
const LONGEST = 10;

/**
 * The sum as text: "hug 10 + pug 5 + hugs 5 = 20"; a word that has the pair twice counts as "2 × 5".
 * @param {Trace} trace
 * @param {number} place
 * @param {Say} say
 */
export function sum(trace, place, say) {
  const step = trace.next(place);
  if (!step) return "";
  const { parts, rest } = trace.shares(place);
  const largest = parts.toSorted((one, other) => other.times * other.word.count - one.times * one.word.count);
  const named = largest.slice(0, NAMED).map(({ word, times }) => {
    const name = [...plainFace(Uint8Array.from(word.ids.flatMap((id) => [...trace.token(id).bytes])))];
    const short = name.length > LONGEST ? name.slice(0, LONGEST - 1).join("") + "…" : name.join("") + (word.cut ? "…" : "");
    return `${short} ${times > 1 ? `${whole(times)} × ` : ""}${whole(word.count)}`;
  });
  const others = rest + largest.slice(NAMED).reduce((total, { word, times }) => total + times * word.count, 0);
  if (others > 0) named.push(say("others", { count: whole(others) }));
  return `${named.join(" + ")} = ${whole(step.count)}`;
}

/**
 * What decided, in a sentence.
 * @param {Trace} trace
 * @param {number} place
 * @param {Training["params"]["ties"]} ties
 * @param {Say} say
 */
export function decided(trace, place, ties, say) {
  const step = trace.next(place);
  if (!step) return "";
  if (step.tied === 1) return say("most");
  if (ties === "first-seen") return say("tied_first_seen", { tied: whole(step.tied) });
  return say("tied_smallest_ids", { tied: whole(step.tied), left: step.ids[0], right: step.ids[1] });
}

/**
 * What is to be said when there is no merge to come.
 * @param {Trace} trace
 * @param {Say} say
 */
export function ended(trace, say) {
  const { result, last } = trace;
  const pairs = trace.pairs(last);
  if (!last) return say("nothing_at_all");
  if (result.finished || pairs.length === 0) return say("nothing_left");
  return say("as_asked", { count: whole(last) });
}

export class Headline {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.next = h("p", { class: "coming" });
    this.why = h("p", { class: "why" });
    this.element = h("div", { class: "headline" }, this.next, this.why);
  }

  /**
   * @param {Trace} trace
   * @param {number} place
   * @param {Training["params"]} params
   */
  show(trace, place, { ties }) {
    const { say } = this;
    const step = trace.next(place);
    if (!step) {
      this.next.replaceChildren(h("span", { class: "ended" }, ended(trace, say)));
      this.why.replaceChildren(say("so_far", { before: whole(trace.total(0)), tokens: whole(trace.total(place)), vocabulary: whole(trace.vocabulary(place)) }));
      return;
    }
    this.next.replaceChildren(
      h("span", { class: "label" }, say("next_merge", { number: whole(place + 1) })),
      h("span", { class: "formula" }, chip(trace.token(step.ids[0]), "next"), h("span", { class: "sign" }, "+"), chip(trace.token(step.ids[1]), "next"), h("span", { class: "sign" }, "→"), chip(trace.token(step.id), "result")),
      h("span", { class: "times" }, say("times", { count: whole(step.count) })),
    );
    this.why.replaceChildren(h("b", { class: "equation" }, h("bdi", {}, sum(trace, place, say))), h("span", {}, decided(trace, place, ties, say)));
  }
}
