/** The size that each law advises, against compute, and the models that were really trained. */

import { axes, band, curve, logScale, plotArea } from "../shared/axes.js";
import { mark } from "../shared/marks.js";
import { DASHES } from "./laws.js";

/** @typedef {import("./types.js").ComputeOptimalData} ComputeOptimalData */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Those that are named first, where there is not room for all. */
const FIRST = ["gpt3", "chinchilla", "gpt4", "llama3-405b", "llm-jp-13b", "gemma-3-270m", "llama2-7b", "palm", "gopher"];

/**
 * @param {number} width px
 * @param {number} tall
 * @param {ComputeOptimalData} data
 * @param {Pen} pen
 */
export function adviceFrame(width, tall, { params, result }, pen) {
  const area = plotArea(width, tall, pen, ["10¹⁵"]);
  const computes = [params.compute, ...result.models.map(({ compute }) => compute)];
  const range = /** @type {const} */ ([Math.max(1e12, Math.min(...computes) / 10), Math.min(1e30, Math.max(...computes) * 10)]);
  const x = logScale(range, [area.left, area.right]);
  // The lines are straight over logarithms: their ends are found between their first and their last point.
  const ends = result.lines.flatMap(({ points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return [];
    const slope = Math.log(last.parameters / first.parameters) / Math.log(last.compute / first.compute);
    return range.map((compute) => first.parameters * (compute / first.compute) ** slope);
  });
  const sizes = [...ends, ...result.models.map(({ parameters }) => parameters), result.point.parameters];
  return { area, x, y: logScale([Math.min(...sizes) / 2, Math.max(...sizes) * 2], [area.bottom, area.top], { apart: 44 }) };
}

/**
 * @param {ComputeOptimalData} data
 * @param {ReturnType<typeof adviceFrame>} frame
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function adviceChart({ params, result }, { area, x, y }, pen, say) {
  const { size, colours, measure } = pen;
  const { lines, models, advice, point } = result;
  const place = { x, y };
  const marks = axes(area, x, y, pen, { x: say("axis_compute"), y: say("axis_advised") });
  for (const { points } of lines) {
    const between = points.flatMap(({ compute, low, high }) => (low !== null && high !== null ? [/** @type {const} */ ([compute, low, high])] : []));
    marks.push(...band(between, place, { fill: colours["chosen-tint"], "fill-opacity": 0.8 }));
  }
  for (const { law, points } of lines) {
    const own = law === params.law;
    marks.push(...curve(points.map(({ compute, parameters }) => [compute, parameters]), place, { stroke: own ? colours.current : colours["ink-soft"], "stroke-width": own ? 3.5 : 2, "stroke-dasharray": DASHES[law] }));
  }
  const now = x.at(params.compute);
  marks.push(mark("line", { x1: now, x2: now, y1: area.top, y2: area.bottom, stroke: colours.ink, "stroke-width": 1.5, "stroke-dasharray": "5 4" }));
  for (const { compute, parameters, rumour } of models) {
    marks.push(mark("circle", { cx: x.at(compute), cy: y.at(parameters), r: 4.5, fill: rumour ? colours["sand-raised"] : colours.other, stroke: colours.other, "stroke-width": 2 }));
  }
  for (const { law, parameters } of advice) {
    const own = law === params.law;
    marks.push(mark("circle", { cx: now, cy: y.at(parameters), r: 5, fill: own ? colours.current : colours["sand-raised"], stroke: own ? colours.current : colours.ink, "stroke-width": 2 }));
  }
  marks.push(mark("circle", { cx: now, cy: y.at(point.parameters), r: 9, fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 3 }));

  /** What is taken: a name is written where it covers neither a point nor another name. @type {[number, number, number, number][]} */
  const taken = [...models.map(({ compute, parameters }) => box(x.at(compute) - 5, y.at(parameters) - 5, 10, 10)), ...[point, ...advice].map(({ parameters }) => box(now - 8, y.at(parameters) - 8, 16, 16))];
  const order = [...FIRST.flatMap((id) => models.filter((one) => one.id === id)), ...models.filter(({ id }) => !FIRST.includes(id))];
  for (const { name, compute, parameters, rumour } of order) {
    const said = rumour ? say("rumour", { name }) : name;
    const wide = measure(said, size);
    const [px, py] = [x.at(compute), y.at(parameters)];
    const free = [[px + 9, py], [px - 9 - wide, py], [px - wide / 2, py - size], [px - wide / 2, py + size]]
      .map(([left = 0, middle = 0]) => box(left, middle - size * 0.5, wide, size))
      .find((one) => one[0] > area.left && one[1] < area.right && one[2] > area.top && one[3] < area.bottom && !taken.some((other) => one[0] < other[1] && other[0] < one[1] && one[2] < other[3] && other[2] < one[3]));
    if (!free) continue;
    taken.push(free);
    marks.push(mark("text", { x: free[0], y: free[3] - size * 0.15, "font-size": size, fill: colours.other, stroke: colours["sand-raised"], "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }, said));
  }
  return marks;
}

/**
 * Left, right, top, bottom.
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @returns {[number, number, number, number]}
 */
const box = (left, top, width, height) => [left, left + width, top, top + height];
