/** Accuracy against parameters: a line for our own sizes with steps and one without, points for models trained elsewhere. */

import { AT_ONCE, WITH_STEPS, brief, perCent } from "../shared/accuracy.js";
import { height, mark, quarters } from "../shared/marks.js";

/** @typedef {import("./types.js").Size} Size */
/** @typedef {import("../shared/accuracy.js").Tally} Tally */
/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

const RADIUS = 7;
const APART = 6; // px between the two shares of one model where no line tells them apart

/**
 * Where the models stand from left to right: equal distances are equal factors.
 * @param {readonly Size[]} sizes
 * @param {Area} area
 */
export function scale(sizes, area) {
  const all = sizes.map(({ parameters }) => Math.log10(parameters));
  const [first, last] = [Math.min(...all) - 0.4, Math.max(...all) + 0.35];
  const x = (/** @type {number} */ parameters) => area.left + ((Math.log10(parameters) - first) / (last - first)) * (area.right - area.left);
  const ticks = [];
  for (let power = Math.ceil(first); power <= last; power += 1) ticks.push(10 ** power);
  return { x, ticks };
}

/**
 * @param {number} width px
 * @param {number} tall px
 * @param {number} size of letters, px
 * @returns {Area}
 */
export const areaOf = (width, tall, size) => ({ left: size * 4.2, right: width - size * 0.5, top: size * 1.6, bottom: tall - size * 3 });

/**
 * @param {readonly Size[]} sizes at least one
 * @param {string} looked the model one looks at
 * @param {Area} area
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function chart(sizes, looked, area, pen, say) {
  const { size, colours, measure } = pen;
  const reader = say("names");
  const { x, ticks } = scale(sizes, area);
  const own = sizes.filter(({ family }) => family === "soroban");
  const others = sizes.filter(({ family }) => family === "other");
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours["ink-soft"], ...more }, content);
  const series = /** @type {const} */ ([
    { style: WITH_STEPS, colour: colours.current, label: say("with_steps"), up: true },
    { style: AT_ONCE, colour: colours.other, label: say("at_once"), up: false },
  ]);
  /** @param {readonly Size[]} some @param {string} style */
  const measured = (some, style) => some.flatMap(({ parameters, accuracy }) => (accuracy[style] ? [{ at: x(parameters), tally: accuracy[style] }] : []));
  const here = sizes.find(({ model }) => model === looked);
  const marks = [];
  if (here) marks.push(mark("rect", { x: x(here.parameters) - size * 0.9, y: area.top - size * 0.6, width: size * 1.8, height: area.bottom - area.top + size * 0.6, rx: 6, fill: colours["sand-sunk"] }));
  const way = series.map(({ style }) => measured(own, style).map(({ at, tally }) => `${at.toFixed(1)},${height(area, tally.share).toFixed(1)}`));
  marks.push(
    mark("polygon", { points: [...(way[0] ?? []), ...(way[1] ?? []).toReversed()].join(" "), fill: colours["chosen-tint"], "fill-opacity": 0.6 }),
    ...quarters(area, pen),
    ...ticks.map((at) => mark("line", { x1: x(at), x2: x(at), y1: area.bottom, y2: area.bottom + 5, stroke: colours.edge })),
    ...ticks.map((at) => word(brief(at, reader), { x: x(at), y: area.bottom + size * 1.3, "text-anchor": "middle" })),
    word(say("axis"), { x: (area.left + area.right) / 2, y: area.bottom + size * 2.6, "text-anchor": "middle" }),
    ...series.map(({ colour }, place) => mark("polyline", { points: (way[place] ?? []).join(" "), fill: "none", stroke: colour, "stroke-width": 3, "stroke-linejoin": "round" })),
  );
  const low = (/** @type {number} */ y) => y + size > area.bottom;
  for (const { style, colour, label, up } of series) {
    for (const { at, tally } of measured(others, style)) marks.push(...point(at + (up ? -APART : APART), tally, area, up, colour, colours["sand-raised"]));
    const points = measured(own, style);
    points.forEach(({ at, tally }, place) => {
      marks.push(...point(at, tally, area, up, colour, colour));
      const last = place === points.length - 1;
      const y = height(area, tally.share);
      const said = perCent(tally.share);
      const whole = `${label} ${said}`;
      const beside = at + size * 0.9 + measure(whole, size, true) < Math.min(area.right, ...others.map(({ parameters }) => x(parameters) - APART - size));
      if (last && beside) marks.push(word(whole, { x: at + size * 0.9, y: y + size * 0.35, "font-weight": 700, fill: colour }));
      else if (last) marks.push(word(whole, { x: Math.min(Math.max(at, area.left + measure(whole, size, true) / 2), area.right - measure(whole, size, true) / 2), y: height(area, tally.high) - size * (up ? 0.5 : 1.6), "text-anchor": "middle", "font-weight": 700, fill: colour }));
      else if (!up && (points[place + 1]?.at ?? Infinity) - at < size * 4) return; // too close: the next one is written, all are in the table
      // The lines rise: left of a point there is room above its line, right of it below.
      else marks.push(word(said, up ? { x: at - size * 0.7, y, "text-anchor": "end", fill: colour } : { x: at + size * 0.7, y: low(y) ? height(area, tally.high) - size * 0.4 : y + size * 0.9, fill: colour, "text-anchor": "start" }));
    });
  }
  // The names of models trained elsewhere: above all their points, each on a line of its own, the largest one lowest.
  const highest = Math.min(area.bottom - size, ...others.flatMap(({ accuracy }) => Object.values(accuracy).map(({ high }) => height(area, high))));
  others.forEach(({ name, parameters, accuracy }, place) => {
    const y = highest - size * (0.8 + 1.4 * (others.length - 1 - place));
    const at = x(parameters);
    const beyond = Math.max(0, at + measure(name, size) / 2 - area.right);
    marks.push(mark("line", { x1: at, x2: at, y1: y + size * 0.3, y2: height(area, Math.max(...Object.values(accuracy).map(({ high }) => high))) - 4, stroke: colours.edge, "stroke-dasharray": "2 3" }), word(name, { x: at - beyond, y, "text-anchor": "middle", fill: colours.ink }));
  });
  return marks;
}

/**
 * A measured share, round with steps and square without, and its interval.
 * @param {number} at
 * @param {Tally} tally
 * @param {Area} area
 * @param {boolean} round
 * @param {string} stroke
 * @param {string} fill
 * @returns {Mark[]}
 */
function point(at, { share, low, high }, area, round, stroke, fill) {
  const y = height(area, share);
  const line = { stroke, "stroke-width": 2 };
  const cap = (/** @type {number} */ end) => mark("line", { x1: at - 5, x2: at + 5, y1: height(area, end), y2: height(area, end), ...line });
  const shape = round
    ? mark("circle", { cx: at, cy: y, r: RADIUS, fill, ...line })
    : mark("rect", { x: at - RADIUS + 1, y: y - RADIUS + 1, width: 2 * RADIUS - 2, height: 2 * RADIUS - 2, fill, ...line });
  return [mark("line", { x1: at, x2: at, y1: height(area, low), y2: height(area, high), ...line }), cap(low), cap(high), shape];
}
