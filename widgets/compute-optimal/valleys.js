/** The loss of every size that one amount of compute can train: the valley of this compute, and those beside it. */

import { axes, curve, linearScale, logScale, plotArea } from "../shared/axes.js";
import { mark } from "../shared/marks.js";
import { writeQuantity } from "../shared/quantity.js";
import { DASHES, shortName } from "./laws.js";

/** @typedef {import("./types.js").ComputeOptimalData} ComputeOptimalData */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/axes.js").Scale} Scale */
/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Height of a line of the laws' names, in letters. */
const LINE = 1.35;
/** Names of the valleys, in their order. */
const NAMES = ["C/100", "C/10", "C", "10C", "100C"];

/**
 * The area of the chart and where sizes and losses stand in it.
 * @param {number} width px
 * @param {number} tall
 * @param {Result} result
 * @param {Pen} pen
 */
export function valleyFrame(width, tall, { valleys, advice, point }, pen) {
  const area = plotArea(width, tall, pen, ["10.0"]);
  const bottoms = valleys.map(({ bottom }) => bottom);
  const sizes = [...advice.map(({ parameters }) => parameters), point.parameters];
  const low = Math.min(...bottoms.map(({ parameters }) => parameters / 20), ...sizes.map((size) => size / 2));
  const high = Math.max(...bottoms.map(({ parameters }) => parameters * 20), ...sizes.map((size) => size * 2));
  const [least, most] = [Math.min(...bottoms.map(({ loss }) => loss)), Math.max(...bottoms.map(({ loss }) => loss))];
  const top = Math.max(most + 0.45 * (most - least), point.loss + 0.1 * (most - least));
  // The names of the laws stand below the deepest valley.
  const room = ((advice.length + 0.7) * LINE * pen.size) / (area.bottom - area.top);
  const floor = least - ((top - least) * room) / (1 - room);
  return { area, x: logScale([low, high], [area.left, area.right]), y: linearScale([floor, top], [area.bottom, area.top], { apart: 44 }) };
}

/**
 * @param {ComputeOptimalData} data
 * @param {{area: Area, x: Scale, y: Scale}} frame
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function valleyChart({ params, result }, frame, pen, say) {
  const { area, x, y } = frame;
  const { size, colours, measure } = pen;
  const { valleys, advice, point } = result;
  const place = { x, y };
  const halo = { stroke: colours["sand-raised"], "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
  const marks = axes(area, x, y, pen, { x: say("axis_parameters"), y: say("axis_loss") });

  const level = y.value(area.top + size * 1.6);
  /** Where names of valleys stand. @type {[number, number][]} */
  const taken = [];
  valleys.forEach(({ points, bottom }, number) => {
    const here = number === 2;
    marks.push(...curve(points.map(({ parameters, loss }) => [parameters, loss]), place, { stroke: here ? colours.current : colours.edge, "stroke-width": here ? 3.5 : 1.5 }));
    const named = points.find(({ parameters, loss }) => parameters > bottom.parameters && (loss >= level || x.at(parameters) > area.right - size * 3));
    const name = NAMES[number] ?? "";
    if (!named) return;
    const [middle, line] = [Math.min(x.at(named.parameters), area.right - measure(name, size, here) / 2), y.at(named.loss) + size * 0.35];
    if (line < area.top || taken.some(([left, above]) => Math.abs(left - middle) < size * 4 && Math.abs(above - line) < size * 1.2)) return;
    taken.push([middle, line]);
    marks.push(mark("text", { x: middle, y: line, "text-anchor": "middle", "font-size": size, "font-weight": here ? 700 : 400, fill: here ? colours.current : colours["ink-soft"], ...halo }, name));
  });
  marks.push(...curve(valleys.map(({ bottom }) => [bottom.parameters, bottom.loss]), place, { stroke: colours.chosen, "stroke-width": 4 }));
  for (const { bottom } of valleys) marks.push(mark("circle", { cx: x.at(bottom.parameters), cy: y.at(bottom.loss), r: 4, fill: colours.chosen, stroke: colours.ink, "stroke-width": 1 }));

  // What each law advises, on the valley: the smallest size is named lowest, so that no line crosses a name.
  const sorted = advice.toSorted((one, other) => one.parameters - other.parameters);
  /** Written over all lines. @type {Mark[]} */
  const names = [];
  sorted.forEach(({ law, parameters, judged }, number) => {
    const own = law === params.law;
    const at = x.at(parameters);
    const line = area.bottom - size * (0.5 + LINE * number);
    const said = `${writeQuantity(parameters, say("names"))} ${shortName(law, say)}`;
    const start = Math.max(Math.min(at + size * 0.4, area.right - measure(said, size, own)), area.left);
    const colour = own ? colours.current : colours.ink;
    marks.push(
      mark("line", { x1: at, x2: at, y1: Math.max(y.at(judged.loss), area.top), y2: line - size * 0.3, stroke: colour, "stroke-width": own ? 2 : 1.5, "stroke-dasharray": DASHES[law] }),
      mark("circle", { cx: at, cy: Math.max(y.at(judged.loss), area.top), r: 5, fill: own ? colours.current : colours["sand-raised"], stroke: colour, "stroke-width": 2 }),
    );
    names.push(mark("text", { x: start, y: line, "font-size": size, "font-weight": own ? 700 : 400, fill: colour, ...halo }, said));
  });
  marks.push(...names);
  marks.push(mark("circle", { cx: x.at(point.parameters), cy: y.at(point.loss), r: 10, fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 3 }));
  return marks;
}
