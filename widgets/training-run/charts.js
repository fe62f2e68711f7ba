/** The loss while it falls, and where it lands beside our own law. */

import { axes, curve, linearScale, logScale, plotArea } from "../shared/axes.js";
import { parametricLoss } from "../shared/laws.js";
import { mark } from "../shared/marks.js";
import { fixed } from "../shared/numbers.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").TrainingRunData} TrainingRunData */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** How a loss is written. @param {number} loss */
export const nats = (loss) => fixed(loss, 3);

/** The loss now: the one on the held-out text, once there is one. @param {Result} result */
export const lossNow = ({ loss, curve: points }) => loss ?? points.at(-1)?.[1] ?? null;

/** Ticks of the losses: there is little more than one factor of ten from the lowest to the highest. */
const LOSSES = [0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 8];

/**
 * @param {readonly [number, number]} range
 * @param {import("../shared/marks.js").Area} area
 * @param {number} size
 */
function lossScale([low, high], area, size) {
  const scale = logScale([low, high], [area.bottom, area.top]);
  /** @type {import("../shared/axes.js").Tick[]} */
  const ticks = [];
  let above = Infinity;
  for (const value of LOSSES) {
    const y = scale.at(value);
    if (value < low || value > high || y > above - size * 1.5) continue;
    above = y;
    ticks.push({ value, label: String(value) });
  }
  return { ...scale, ticks };
}

/**
 * Loss against characters read, both logarithmic; the trainings before this one in grey.
 * @param {TrainingRunData} data
 * @param {readonly TrainingRunData[]} earlier
 * @param {number} width px
 * @param {number} tall px
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function fallingLoss({ params, result }, earlier, width, tall, pen, say) {
  const { size, colours, measure } = pen;
  const area = plotArea(width, tall, pen, ["0.5"]);
  const first = params.characters / result.steps;
  const last = Math.max(params.characters, ...earlier.map((one) => one.params.characters));
  const x = logScale([first, last], [area.left, area.right]);
  const y = lossScale([result.entropy * 0.88, 1.12 * Math.max(result.guessing, ...[...earlier.map((one) => one.result), result].flatMap((one) => one.curve.map(([, loss]) => loss)))], area, size);
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours["ink-soft"], ...more }, content);
  const level = (/** @type {number} */ loss) => mark("line", { x1: area.left, x2: area.right, y1: y.at(loss), y2: y.at(loss), stroke: colours["cut-ink"], "stroke-width": 2, "stroke-dasharray": "7 5" });
  /** @type {Mark[]} */
  const marks = [
    ...axes(area, x, y, pen, { x: say("axis_characters"), y: say("axis_loss") }),
    level(result.guessing),
    word(say("guessing", { loss: nats(result.guessing) }), { x: area.right, y: y.at(result.guessing) - size * 0.35, "text-anchor": "end" }),
    level(result.entropy),
    word(say("entropy", { loss: nats(result.entropy) }), { x: area.left + size * 0.5, y: y.at(result.entropy) - size * 0.45 }),
  ];
  for (const one of earlier) marks.push(...curve(one.result.curve, { x, y }, { stroke: colours.cut, "stroke-width": 2 }));
  marks.push(...curve(result.curve, { x, y }, { stroke: colours.current, "stroke-width": 3 }));
  const end = result.curve.at(-1);
  if (end) {
    const [at, high] = [x.at(end[0]), y.at(end[1])];
    const label = nats(end[1]);
    const right = Math.min(at + measure(label, size, true) / 2, area.right + size * 0.6);
    // The line comes from above: there is room below the point, as long as it is not near the lowest line.
    const below = high + size * 2 < y.at(result.entropy) - size * 1.3;
    marks.push(mark("circle", { cx: at, cy: high, r: 6, fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 2 }));
    marks.push(word(label, { x: right, y: below ? high + size * 1.6 : high - size * 1.2, "text-anchor": "end", "font-weight": 700, fill: colours.current }));
  }
  return marks;
}

/**
 * Loss against parameters: our own law for as much text as this, the runs it was fitted to, and this training.
 * @param {TrainingRunData} data
 * @param {readonly TrainingRunData[]} earlier
 * @param {number} width px
 * @param {number} tall px
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function onOurLaw({ params, result }, earlier, width, tall, pen, say) {
  const { size, colours } = pen;
  const { entropy, guessing, runs, law, predicted, parameters } = result;
  const area = plotArea(width, tall, pen, ["0.5"]);
  const sizes = [parameters, ...runs.map((one) => one.parameters), ...earlier.map((one) => one.result.parameters)];
  const [low, high] = [Math.min(...sizes) * 0.7, Math.max(...sizes, parameters * 10) * 1.4];
  const x = logScale([low, high], [area.left, area.right]);
  const now = lossNow(result);
  const most = Math.min(guessing, Math.max(entropy * 4, (now ?? guessing) * 1.15, ...runs.map((one) => one.loss * 1.1)));
  const y = lossScale([entropy * 0.88, most], area, size);
  const inside = (/** @type {number} */ loss) => Math.min(Math.max(area.top, y.at(loss)), area.bottom);
  const marks = [
    ...axes(area, x, y, pen, { x: say("axis_parameters"), y: say("axis_loss") }),
    mark("line", { x1: area.left, x2: area.right, y1: y.at(entropy), y2: y.at(entropy), stroke: colours["cut-ink"], "stroke-width": 2, "stroke-dasharray": "7 5" }),
    ...runs.map((one) => {
      const alike = one.characters === params.characters;
      return mark("circle", { cx: x.at(one.parameters), cy: inside(one.loss), r: alike ? 5 : 3.5, fill: alike ? colours.other : colours["sand-raised"], stroke: alike ? colours["sand-raised"] : colours.edge, "stroke-width": 1.5 });
    }),
  ];
  if (law) {
    const steps = linearScale([Math.log(low), Math.log(high)], [0, 60]);
    const points = Array.from({ length: 61 }, (_, place) => Math.exp(steps.value(place)));
    marks.push(...curve(points.map((one) => /** @type {const} */ ([one, parametricLoss(law, one, params.characters)])), { x, y }, { stroke: colours.other }));
  }
  if (predicted) {
    const at = x.at(parameters);
    const bar = { stroke: colours.other, "stroke-width": 3 };
    const cap = (/** @type {number} */ loss) => mark("line", { x1: at - 7, x2: at + 7, y1: inside(loss), y2: inside(loss), ...bar });
    marks.push(mark("line", { x1: at, x2: at, y1: inside(predicted.low), y2: inside(predicted.high), ...bar }), cap(predicted.low), cap(predicted.high));
  }
  for (const one of earlier) {
    if (one.result.loss !== null) marks.push(mark("circle", { cx: x.at(one.result.parameters), cy: inside(one.result.loss), r: 6, fill: colours.cut, stroke: colours["sand-raised"], "stroke-width": 2 }));
  }
  if (now !== null) {
    const measured = result.loss !== null;
    const point = { cx: x.at(parameters), cy: inside(now), r: 8, fill: measured ? colours.current : colours["sand-raised"], stroke: measured ? colours["sand-raised"] : colours.current, "stroke-width": measured ? 2 : 3 };
    marks.push(mark("circle", point), mark("text", { x: point.cx + size * 0.9, y: Math.max(point.cy - size * 0.5, area.top + size * 0.8), "font-size": size, "font-weight": 700, fill: colours.current }, nats(now)));
  }
  return marks;
}
