/**
 * Scales, axes and curves of a chart, drawn with marks: once on the page, once in the file that is saved.
 *
 *   const area = plotArea(width, tall, pen, y labels, {title: true});
 *   const x = logScale([1e6, 1e13], [area.left, area.right]), y = linearScale([1.5, 4], [area.bottom, area.top]);
 *   [...axes(area, x, y, pen, {x: "parameters", y: "loss"}), ...curve(points, {x, y}, {stroke: …})]
 *
 * @typedef {{value: number, label: string}} Tick
 * @typedef {object} Scale where values stand, in px
 * @property {(value: number) => number} at
 * @property {(px: number) => number} value
 * @property {readonly Tick[]} ticks from low to high, as many as have room
 * @property {readonly [number, number]} px where its lowest and its highest value stand
 * @typedef {readonly [number, number]} Pair
 * @typedef {{apart?: number, write?: (value: number) => string}} Ticking apart: px from one tick to the next, at least
 */

import { mark } from "./marks.js";

/** @typedef {import("./marks.js").Area} Area */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Pen} Pen */

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A power of ten as it is written by hand: 10⁹, 10⁻².
 * @param {number} exponent a whole number
 */
export function power(exponent) {
  return "10" + String(exponent).replace(/./g, (sign) => (sign === "-" ? "⁻" : (SUPERSCRIPT[Number(sign)] ?? "")));
}

/**
 * What stands at a tick: plain as long as that is short, else 10⁹ or 2×10⁹.
 * @param {number} value
 */
export function tickLabel(value) {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(6));
  const size = Math.abs(rounded);
  if (size >= 1e-3 && size < 1e4) return String(rounded).replace("-", "−");
  const exponent = Math.floor(Math.log10(size) + 1e-9);
  const front = Number((rounded / 10 ** exponent).toPrecision(3));
  return front === 1 ? power(exponent) : `${String(front).replace("-", "−")}×${power(exponent)}`;
}

/**
 * Equal distances are equal factors.
 * @param {Pair} range lowest and highest value, above 0 and different
 * @param {Pair} px where they stand
 * @param {Ticking} [ticking]
 * @returns {Scale}
 */
export function logScale([low, high], [from, to], { apart = 56, write = tickLabel } = {}) {
  const [first, last] = [Math.log10(low), Math.log10(high)];
  const at = (/** @type {number} */ value) => from + ((Math.log10(value) - first) / (last - first)) * (to - from);
  const value = (/** @type {number} */ px) => 10 ** (first + ((px - from) / (to - from)) * (last - first));
  const room = Math.max(1, Math.floor(Math.abs(to - from) / apart));
  const ticks = logTicks(first, last, room).filter((one) => one >= low * (1 - 1e-9) && one <= high * (1 + 1e-9));
  return { at, value, px: [from, to], ticks: (ticks.length ? ticks : [10 ** Math.ceil(first)]).map((one) => ({ value: one, label: write(one) })) };
}

/**
 * Powers of ten, thinned out to the room; 1, 2, 5 where there are few of them; round steps where there is hardly one.
 * @param {number} first log10 of the lowest value
 * @param {number} last
 * @param {number} room how many have room
 */
function logTicks(first, last, room) {
  const decades = last - first;
  if (decades < 1) return roundSteps(10 ** first, 10 ** last, room);
  const within = decades <= room / 3 ? [1, 2, 5] : [1];
  const every = [1, 2, 3, 5, 10, 20].find((step) => decades / step <= room) ?? 50;
  const ticks = [];
  for (let exponent = Math.floor(first / every) * every; exponent <= last + 1e-9; exponent += every) ticks.push(...within.map((front) => front * 10 ** exponent));
  return ticks;
}

/**
 * Equal distances are equal differences.
 * @param {Pair} range lowest and highest value, different
 * @param {Pair} px where they stand
 * @param {Ticking} [ticking]
 * @returns {Scale}
 */
export function linearScale([low, high], [from, to], { apart = 56, write = tickLabel } = {}) {
  const at = (/** @type {number} */ value) => from + ((value - low) / (high - low)) * (to - from);
  const value = (/** @type {number} */ px) => low + ((px - from) / (to - from)) * (high - low);
  const room = Math.max(1, Math.floor(Math.abs(to - from) / apart));
  return { at, value, px: [from, to], ticks: roundSteps(low, high, room).map((one) => ({ value: one, label: write(one) })) };
}

/**
 * Multiples of 1, 2 or 5 × 10^k between two values, about as many as have room.
 * @param {number} low
 * @param {number} high
 * @param {number} room
 */
function roundSteps(low, high, room) {
  const least = (high - low) / room;
  const unit = 10 ** Math.floor(Math.log10(least));
  const step = unit * ([1, 2, 5, 10].find((front) => front * unit >= least * (1 - 1e-9)) ?? 10);
  const ticks = [];
  for (let place = Math.ceil(low / step - 1e-9); place * step <= high + step * 1e-9; place += 1) ticks.push(Number((place * step).toPrecision(12)));
  return ticks;
}

/**
 * The area between the axes, with room for their labels: those of y at the left, those of x below, y's title above.
 * @param {number} width px of the whole chart
 * @param {number} tall
 * @param {Pen} pen
 * @param {readonly string[]} labels some of y's, the widest among them
 * @returns {Area}
 */
export function plotArea(width, tall, { size, measure }, labels = ["10¹²"]) {
  return { left: Math.max(...labels.map((label) => measure(label, size))) + size * 0.7, right: width - size * 0.8, top: size * 1.9, bottom: tall - size * 2.9 };
}

/**
 * Lines across the area at the ticks, what they stand for, and the titles of both axes.
 * @param {Area} area as plotArea makes it
 * @param {Scale} xScale
 * @param {Scale} yScale
 * @param {Pen} pen
 * @param {{x: string, y: string}} titles
 * @returns {Mark[]}
 */
export function axes(area, xScale, yScale, { size, colours, measure }, titles) {
  const line = (/** @type {Mark["attributes"]} */ ends, /** @type {string} */ stroke) => mark("line", { ...ends, stroke });
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours["ink-soft"], ...more }, content);
  const marks = [];
  for (const { value } of xScale.ticks) marks.push(line({ x1: xScale.at(value), x2: xScale.at(value), y1: area.top, y2: area.bottom }, colours["sand-line"]));
  for (const { value } of yScale.ticks) marks.push(line({ x1: area.left, x2: area.right, y1: yScale.at(value), y2: yScale.at(value) }, colours["sand-line"]));
  marks.push(line({ x1: area.left, x2: area.right, y1: area.bottom, y2: area.bottom }, colours.edge), line({ x1: area.left, x2: area.left, y1: area.top, y2: area.bottom }, colours.edge));

  // A label is left out rather than written over another one.
  let free = -Infinity;
  for (const { value, label } of xScale.ticks) {
    const half = measure(label, size) / 2;
    const middle = Math.min(Math.max(xScale.at(value), area.left - size + half), area.right + size * 0.7 - half);
    if (middle - half < free) continue;
    free = middle + half + size * 0.5;
    marks.push(word(label, { x: middle, y: area.bottom + size * 1.2, "text-anchor": "middle" }));
  }
  let above = Infinity;
  for (const { value, label } of yScale.ticks) {
    const y = Math.min(yScale.at(value), area.bottom - size * 0.1);
    if (y + size * 1.1 > above) continue;
    above = y;
    marks.push(word(label, { x: area.left - size * 0.4, y: y + size * 0.35, "text-anchor": "end" }));
  }
  // A long title begins further left, and is drawn smaller rather than cut off.
  const [start, end] = [0, area.right + size * 0.6];
  const fitted = (/** @type {string} */ title) => Math.min(size, (size * (end - start)) / measure(title, size));
  const half = (measure(titles.x, size) / 2) * (fitted(titles.x) / size);
  const middle = Math.max(Math.min((area.left + area.right) / 2, end - half), start + half);
  marks.push(
    word(titles.y, { x: start, y: area.top - size * 0.8, "font-size": fitted(titles.y) }),
    word(titles.x, { x: middle, y: area.bottom + size * 2.5, "text-anchor": "middle", "font-size": fitted(titles.x) }),
  );
  return marks;
}

/**
 * A line through points, cut off where it leaves the scales.
 * @param {readonly Pair[]} points values of x and y; a point that is no number interrupts the line
 * @param {{x: Scale, y: Scale}} scales
 * @param {Mark["attributes"]} attributes
 * @returns {Mark[]} one path, or none
 */
export function curve(points, { x, y }, attributes) {
  const box = { x: ends(x), y: ends(y) };
  /** @type {string[]} */
  const path = [];
  /** Where the pen stands. */
  let pen = "";
  points.forEach((here, place) => {
    const before = points[place - 1];
    if (!before) return;
    const part = inside([x.at(before[0]), y.at(before[1])], [x.at(here[0]), y.at(here[1])], box);
    if (!part) return;
    const [from, to] = part.map((point) => point.map((px) => px.toFixed(1)).join(" "));
    path.push(from === pen ? `L${to}` : `M${from}L${to}`);
    pen = to ?? "";
  });
  return path.length ? [mark("path", { d: path.join(""), fill: "none", "stroke-width": 2.5, "stroke-linejoin": "round", ...attributes })] : [];
}

/**
 * The surface between a lower and an upper line with the same x.
 * @param {readonly (readonly [number, number, number])[]} points x, lower y, upper y
 * @param {{x: Scale, y: Scale}} scales
 * @param {Mark["attributes"]} attributes
 * @returns {Mark[]} one polygon, or none
 */
export function band(points, { x, y }, attributes) {
  const [left, right] = ends(x);
  const [top, bottom] = ends(y);
  const seen = points.filter(([at, low, high]) => Number.isFinite(low) && Number.isFinite(high) && x.at(at) >= left - 0.5 && x.at(at) <= right + 0.5);
  const placed = (/** @type {number} */ at, /** @type {number} */ value) => `${x.at(at).toFixed(1)},${Math.min(Math.max(y.at(value), top), bottom).toFixed(1)}`;
  const around = [...seen.map(([at, low]) => placed(at, low)), ...seen.toReversed().map(([at, , high]) => placed(at, high))];
  return seen.length > 1 ? [mark("polygon", { points: around.join(" "), ...attributes })] : [];
}

/** @param {Scale} scale @returns {Pair} the lower and the higher px */
const ends = ({ px: [from, to] }) => [Math.min(from, to), Math.max(from, to)];

/**
 * The part of a straight line that is inside a box (Liang and Barsky 1984): the line is from + t·(to − from), and each
 * side of the box cuts off the t that are beyond it.
 * @param {Pair} from
 * @param {Pair} to
 * @param {{x: Pair, y: Pair}} box
 * @returns {[Pair, Pair] | null}
 */
function inside(from, to, box) {
  if (![...from, ...to].every(Number.isFinite)) return null;
  let [begin, end] = [0, 1];
  for (const [place, [low, high]] of /** @type {const} */ ([[0, box.x], [1, box.y]])) {
    const step = to[place] - from[place];
    if (step === 0) {
      if (from[place] < low || from[place] > high) return null;
      continue;
    }
    const [one, other] = [(low - from[place]) / step, (high - from[place]) / step];
    begin = Math.max(begin, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  if (begin >= end) return null;
  const point = (/** @type {number} */ t) => /** @type {Pair} */ ([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]);
  return [point(begin), point(end)];
}
