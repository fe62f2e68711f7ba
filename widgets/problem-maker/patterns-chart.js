/** A column for each pattern: which share of its problems is solved with steps and at once. */

import { AT_ONCE, WITH_STEPS } from "../shared/accuracy.js";
import { height, mark, quarters } from "../shared/marks.js";

/** @typedef {import("./types.js").PatternScore} PatternScore */
/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */

const GAP = 2; // columns left free between the patterns seen in training and the others

/**
 * Patterns that the model was trained with first; among each kind by what they are sorted by, the largest first.
 * @param {readonly PatternScore[]} patterns
 * @param {import("./types.js").Sort} sort
 */
export function ordered(patterns, sort) {
  const share = (/** @type {PatternScore} */ { accuracy }, /** @type {string} */ style) => accuracy[style]?.share ?? -1;
  return patterns.toSorted(
    (one, other) =>
      Number(one.held_out) - Number(other.held_out) ||
      (sort === "steps" ? one.steps - other.steps : share(other, sort) - share(one, sort)) ||
      share(other, WITH_STEPS) - share(one, WITH_STEPS) ||
      share(other, AT_ONCE) - share(one, AT_ONCE),
  );
}

/**
 * @param {number} width px
 * @param {number} tall px
 * @param {number} size of letters, px
 * @returns {Area}
 */
export const areaOf = (width, tall, size) => ({ left: size * 4.2, right: width - size * 0.3, top: size * 0.8, bottom: tall - size * 1.7 });

/**
 * Where the columns are.
 * @param {readonly PatternScore[]} patterns ordered
 * @param {Area} area
 */
export function columns(patterns, { left, right }) {
  const trained = patterns.filter(({ held_out }) => !held_out).length;
  const wide = (right - left) / (patterns.length + GAP);
  const x = (/** @type {number} */ place) => left + wide * (place + 0.5 + (place < trained ? 0 : GAP));
  /** The column that is nearest to an x. */
  const place = (/** @type {number} */ at) => {
    const away = patterns.map((_, index) => Math.abs(x(index) - at));
    return away.indexOf(Math.min(...away));
  };
  return { x, place, wide, trained, between: left + wide * (trained + GAP / 2) };
}

/**
 * @param {readonly PatternScore[]} patterns ordered
 * @param {number} looked which of them one looks at; -1: none
 * @param {Area} area
 * @param {Omit<Pen, "measure">} pen
 * @param {import("../shared/picture.js").Say} say
 * @returns {Mark[]}
 */
export function patternsChart(patterns, looked, area, pen, say) {
  const { size, colours } = pen;
  const { x, wide, between } = columns(patterns, area);
  const radius = Math.min(6, Math.max(2.5, wide * 0.42));
  const under = (/** @type {string} */ content, /** @type {number} */ at, /** @type {string} */ anchor) =>
    mark("text", { x: at, y: area.bottom + size * 1.35, "text-anchor": anchor, "font-size": size, fill: colours["ink-soft"] }, content);
  const marks = [];
  if (patterns[looked]) marks.push(mark("rect", { x: x(looked) - wide / 2 - 3, y: area.top - 6, width: wide + 6, height: area.bottom - area.top + 10, rx: 4, fill: colours["chosen-tint"] }));
  marks.push(
    ...quarters(area, { ...pen, measure: () => 0 }),
    mark("line", { x1: between, x2: between, y1: area.top, y2: area.bottom + size * 1.4, stroke: colours.edge, "stroke-dasharray": "4 4" }),
    under(say("patterns_trained"), area.left, "start"),
    under(say("patterns_held_out"), area.right, "end"),
  );
  patterns.forEach(({ accuracy }, place) => {
    const [steps, once] = [accuracy[WITH_STEPS], accuracy[AT_ONCE]];
    if (!steps || !once) return;
    const [at, up, down] = [x(place), height(area, steps.share), height(area, once.share)];
    marks.push(
      mark("line", { x1: at, x2: at, y1: up, y2: down, stroke: colours.cut, "stroke-width": 1.5 }),
      mark("rect", { x: at - radius * 0.85, y: down - radius * 0.85, width: radius * 1.7, height: radius * 1.7, fill: colours.other }),
      mark("circle", { cx: at, cy: up, r: radius, fill: colours.current }),
    );
  });
  return marks;
}
