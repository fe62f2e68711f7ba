/** Both probabilities against the size of a model: the law as two curves, what was measured as points. */

import { axes, band, curve, linearScale, logScale, plotArea } from "../shared/axes.js";
import { percent } from "../shared/numbers.js";
import { mark } from "../shared/marks.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/axes.js").Scale} Scale */
/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The lowest share of a logarithmic axis. */
const LEAST = 1e-6;
const RADIUS = 6;

/** A share at the axis: 50 %, 0.01 %. @param {number} value */
const share = (value) => `${Number((value * 100).toPrecision(3))}\u00a0%`;

/**
 * The area of the chart and where sizes and shares stand in it.
 * @param {number} width px
 * @param {number} tall
 * @param {Params} params
 * @param {Pen} pen
 */
export function frame(width, tall, { y, zoom }, pen) {
  const area = plotArea(width, tall, pen, ["0.0001 %"]);
  const sizes = logScale(zoom ? [1e4, 1e7] : [1e4, 1e13], [area.left, area.right]);
  const ends = /** @type {const} */ ([area.bottom, area.top]);
  const shares = y === "log" ? logScale([LEAST, 1], ends, { write: share }) : linearScale([0, 1], ends, { write: share });
  return { area, x: sizes, y: shares };
}

/**
 * @param {Params} params
 * @param {Result} result
 * @param {{area: Area, x: Scale, y: Scale}} frame
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function chart(params, result, { area, x, y }, pen, say) {
  const { colours } = pen;
  const { curve: points, rise, measured } = result;
  const [token, whole] = [params.metric !== "exact", params.metric !== "token"];
  const inside = (/** @type {number} */ size) => x.at(size) >= area.left - 1 && x.at(size) <= area.right + 1;
  /** A share's place; what is below the axis stands on it. @param {number} value */
  const at = (value) => (value <= 0 ? area.bottom : Math.min(y.at(value), area.bottom));
  const marks = [];

  const unseen = at(result.noticeable);
  marks.push(mark("rect", { x: area.left, y: unseen, width: area.right - area.left, height: Math.max(0, area.bottom - unseen), fill: colours.cut, "fill-opacity": 0.3 }));
  if (whole && rise.low < x.value(area.right) && rise.high > x.value(area.left)) {
    const [from, to] = [Math.max(x.at(rise.low), area.left), Math.min(x.at(rise.high), area.right)];
    marks.push(mark("rect", { x: from, y: area.top, width: to - from, height: area.bottom - area.top, fill: colours["chosen-tint"], "fill-opacity": 0.7 }));
  }
  if (token && whole) marks.push(...band(points.map(({ parameters, per_token, exact }) => [parameters, Math.max(exact, LEAST), Math.max(per_token, LEAST)]), { x, y }, { fill: colours["sand-sunk"], "fill-opacity": 0.6 }));
  marks.push(...axes(area, x, y, pen, { x: say("axis_size"), y: say("axis_share") }));

  const line = (/** @type {"per_token" | "exact"} */ metric) => points.map((one) => /** @type {const} */ ([one.parameters, one[metric]]));
  if (token) marks.push(...curve(line("per_token"), { x, y }, { stroke: colours.other, "stroke-width": 3 }));
  if (whole) marks.push(...curve(line("exact"), { x, y }, { stroke: colours.current, "stroke-width": 3 }));
  if (token && whole) {
    for (const [size, value] of /** @type {const} */ ([[rise.low, rise.token_low], [rise.high, rise.token_high]])) {
      if (inside(size)) marks.push(mark("circle", { cx: x.at(size), cy: at(value), r: 4.5, fill: colours.other }));
    }
  }
  if (whole) {
    for (const [size, value] of /** @type {const} */ ([[rise.low, 0.1], [rise.high, 0.9]])) {
      if (inside(size)) marks.push(mark("circle", { cx: x.at(size), cy: at(value), r: 4.5, fill: colours.current }));
    }
    if (inside(result.threshold)) marks.push(mark("circle", { cx: x.at(result.threshold), cy: at(0.5), r: RADIUS, fill: colours.chosen, stroke: colours.ink, "stroke-width": 1.5 }));
  }
  for (const one of measured) marks.push(...measuredMarks(one, x.at(one.parameters), at, { token, whole }, pen));
  if (inside(params.parameters)) marks.push(...looked(params, result, { area, x }, at, { token, whole }, pen, say));
  return marks;
}

/**
 * A measured model: round for single characters, square for whole answers with their interval, hollow for what whole
 * answers would be if slips did not depend on each other.
 * @param {import("./types.js").MeasuredModel} one
 * @param {number} x
 * @param {(share: number) => number} at
 * @param {{token: boolean, whole: boolean}} seen
 * @param {Pen} pen
 * @returns {Mark[]}
 */
function measuredMarks({ per_token, exact, low, high, predicted }, x, at, { token, whole }, { colours }) {
  const marks = [];
  const square = (/** @type {number} */ y, /** @type {number} */ half, /** @type {Mark["attributes"]} */ how) => mark("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half, ...how });
  if (whole) {
    const line = { stroke: colours.current, "stroke-width": 2 };
    const [top, bottom] = [at(high), at(low)];
    marks.push(mark("line", { x1: x, x2: x, y1: top, y2: bottom, ...line }));
    for (const end of [top, bottom]) marks.push(mark("line", { x1: x - 5, x2: x + 5, y1: end, y2: end, ...line }));
    marks.push(square(at(predicted), RADIUS - 0.5, { fill: colours["sand-raised"], ...line, "stroke-dasharray": "3 2" }));
    marks.push(square(at(exact), RADIUS, { fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 1 }));
  }
  if (token) marks.push(mark("circle", { cx: x, cy: at(per_token), r: RADIUS + 0.5, fill: colours.other, stroke: colours["sand-raised"], "stroke-width": 1 }));
  return marks;
}

/**
 * The size one looks at: a line down the chart and both shares beside it.
 * @param {Params} params
 * @param {Result} result
 * @param {{area: Area, x: Scale}} frame
 * @param {(share: number) => number} at
 * @param {{token: boolean, whole: boolean}} seen
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
function looked({ parameters, length }, { point, measured }, { area, x }, at, { token, whole }, { size, colours, measure }, say) {
  const here = x.at(parameters);
  const marks = [mark("line", { x1: here, x2: here, y1: area.top, y2: area.bottom, stroke: colours.ink, "stroke-width": 1.5, "stroke-dasharray": "5 4" })];
  /** Where no measured point stands any more. */
  const free = Math.max(area.left, ...measured.map((one) => (one.parameters < parameters ? x.at(one.parameters) + RADIUS : area.left)));
  const told = [];
  if (token) told.push({ y: at(point.per_token), above: true, colour: colours.other, said: say("label_token", { share: percent(point.per_token) }) });
  if (whole) told.push({ y: at(point.exact), above: false, colour: colours.current, said: say("label_exact", { length, share: percent(point.exact) }) });
  told.forEach(({ y, colour, said, above }) => {
    const wide = measure(said, size, true);
    const room = wide + size * 0.6;
    // The curves rise: above them there is room at the left, below them at the right.
    const left = above ? here - room > free : here + room > area.right;
    const start = Math.min(Math.max(left ? here - room : here + size * 0.6, area.left), area.right - wide);
    const line = left ? Math.max(y - size * 0.5, area.top + size * 0.8) : Math.min(y + size * 1.2, area.bottom - size * 0.3);
    marks.push(mark("circle", { cx: here, cy: y, r: RADIUS, fill: colour, stroke: colours["sand-raised"], "stroke-width": 2 }));
    marks.push(mark("text", { x: start, y: line, "font-size": size, "font-weight": 700, fill: colour, stroke: colours["sand-raised"], "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }, said));
  });
  return marks;
}
