/** Loss against parameters, characters or compute, all logarithmic: runs as points, the law as lines, its band, the truth. */

import { axes, band, curve, logScale, plotArea } from "../shared/axes.js";
import { computeOf, optimumOf } from "../shared/laws.js";
import { mark } from "../shared/marks.js";
import { writeQuantity } from "../shared/quantity.js";
import { ofLaw } from "./calculation.js";

/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Run} Run */

const STEPS = 60; // points of a curve
/** The lines of the law, from the smallest to the largest. @type {readonly ColourName[]} */
const COLOURS = ["seq-2", "seq-3", "seq-4", "seq-5", "seq-6", "seq-7", "seq-8"];
const TITLES = /** @type {const} */ ({ parameters: "axis_parameters", characters: "axis_characters", compute: "axis_compute" });

/**
 * Where a run stands on the horizontal axis.
 * @param {{parameters: number, characters: number}} run
 * @param {Params["axis"]} axis
 */
export const across = ({ parameters, characters }, axis) => (axis === "compute" ? computeOf(parameters, characters) : axis === "parameters" ? parameters : characters);

/**
 * What is constant along a line: the characters where parameters are the axis, else the parameters.
 * @param {{parameters: number, characters: number}} run
 * @param {Params["axis"]} axis
 */
export const along = ({ parameters, characters }, axis) => (axis === "parameters" ? characters : parameters);

/** The values of `along`, from small to large. @param {readonly Run[]} runs @param {Params["axis"]} axis */
export const families = (runs, axis) => [...new Set(runs.map((run) => along(run, axis)))].toSorted((one, other) => one - other);

/** The colour of a family. @param {number} place @param {number} count @returns {ColourName} */
export const colourOf = (place, count) => COLOURS[Math.round((place / Math.max(1, count - 1)) * (COLOURS.length - 1))] ?? "seq-5";

/**
 * The scales of both axes.
 * @param {Params} params
 * @param {Result} result
 * @param {number} width px
 * @param {number} tall px
 * @param {Pen} pen
 * @param {Say} say
 */
export function frame(params, result, width, tall, pen, say) {
  const { axis, subtract } = params;
  const base = subtract ? result.entropy : 0;
  const live = result.live ? [{ x: across({ parameters: params.live_parameters, characters: params.live_characters }, axis), y: params.live_loss - base }] : [];
  const points = [...result.runs.map((run) => ({ x: across(run, axis), y: run.loss - base })), ...live];
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y).filter((y) => y > 0);
  const plot = plotArea(width, tall, pen, ["0.05"]);
  const highest = Math.max(...ys) * 1.08;
  const least = Math.min(result.entropy, ...ys);
  const room = Math.min(0.5, (pen.size * 1.6) / (plot.bottom - plot.top)); // below the line of the entropy, for what it is called
  const lowest = subtract ? Math.min(...ys) / 1.35 : least / (highest / least) ** (room / (1 - room));
  const ends = families(result.runs, axis).map((value) => pen.measure(writeQuantity(value, say("names")), pen.size));
  const area = { ...plot, right: plot.right - (axis === "compute" ? 0 : Math.max(...ends) + pen.size * 0.3) };
  const x = logScale([Math.min(...xs) / 1.35, Math.max(...xs) * 1.35], [area.left, area.right], { apart: 80, write: (value) => writeQuantity(value, say("names")) });
  const y = logScale([lowest, highest], [area.bottom, area.top], { apart: 40 });
  return { area, x, y, base };
}

/** @typedef {ReturnType<typeof frame>} Frame */

/**
 * The run nearest to a point.
 * @param {Params} params
 * @param {Result} result
 * @param {Frame} frame
 * @param {number} left px
 * @param {number} top px
 */
export function nearest({ axis }, { runs }, { x, y, base }, left, top) {
  const away = (/** @type {Run} */ run) => Math.hypot(x.at(across(run, axis)) - left, y.at(run.loss - base) - top);
  return runs.reduce((best, run, place) => (away(run) < away(/** @type {Run} */ (runs[best])) ? place : best), 0);
}

/**
 * @param {Params} params
 * @param {Result} result
 * @param {number} looked place of the run one looks at
 * @param {Frame} frame
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function chart(params, result, looked, { area, x, y, base }, pen, say) {
  const { size, colours, measure } = pen;
  const { axis, without } = params;
  const { runs, entropy, said } = result;
  const fit = result.fits[without];
  const [low, high] = [x.value(area.left), x.value(area.right)];
  const here = /** @type {Run} */ (runs[looked]);
  const all = families(runs, axis);
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours["ink-soft"], ...more }, content);

  /** Parameters and characters at a place of a family's line. @param {number} at @param {number} family @returns {[number, number]} */
  const model = (at, family) => (axis === "parameters" ? [at, family] : axis === "characters" ? [family, at] : [family, at / (6 * family)]);
  /** Where a family's line is drawn: with compute as the axis only where there are runs, for they would all cross. @param {number} family */
  const reach = (family) => {
    if (axis !== "compute") return /** @type {const} */ ([low, high]);
    const own = runs.filter((run) => along(run, axis) === family).map((run) => across(run, axis));
    return /** @type {const} */ ([Math.min(...own) / 1.3, Math.max(...own) * 1.3]);
  };
  const places = (/** @type {number} */ family) => {
    const [from, to] = reach(family);
    return Array.from({ length: STEPS + 1 }, (_, step) => from * (to / from) ** (step / STEPS));
  };

  const marks = axes(area, x, y, pen, { x: say(TITLES[axis]), y: say(params.subtract ? "y_excess" : "y_loss") });
  const own = along(here, axis);
  marks.push(...band(places(own).map((at) => {
    const { low, high } = ofLaw(fit, ...model(at, own));
    return /** @type {const} */ ([at, Math.max(low - base, 1e-6), Math.max(high - base, 1e-6)]);
  }), { x, y }, { fill: colours["chosen-tint"], "fill-opacity": 0.8 }));

  if (!params.subtract) {
    const [truth, guess] = [y.at(entropy), y.at(fit.constants[0])];
    marks.push(mark("line", { x1: area.left, x2: area.right, y1: truth, y2: truth, stroke: colours.ink, "stroke-width": 2, "stroke-dasharray": "8 5" }));
    marks.push(word(say("truth", { entropy: entropy.toFixed(3) }), { x: area.left + size * 0.4, y: truth + size * 1.15, fill: colours.ink }));
    if (guess < area.bottom && guess > area.top) marks.push(mark("line", { x1: area.left, x2: area.right, y1: guess, y2: guess, stroke: colours["chosen-ink"], "stroke-width": 2, "stroke-dasharray": "2 4" }));
  }
  /** Labels at the right ends, from the top: each moves down until it has room. */
  let free = -Infinity;
  all.forEach((family, place) => {
    const colour = colours[colourOf(place, all.length)];
    const line = places(family).map((at) => /** @type {const} */ ([at, ofLaw(fit, ...model(at, family)).loss - base]));
    marks.push(...curve(line, { x, y }, { stroke: colour, "stroke-width": family === own ? 3.5 : 2 }));
    const label = writeQuantity(family, say("names"));
    if (axis === "compute") {
      const [at, value] = line[0] ?? [0, 0];
      const [left, half] = [x.at(at), measure(label, size) / 2];
      if (left - half < free || y.at(value) < area.top + size * 0.5) return;
      free = left + half + size * 0.3;
      marks.push(word(label, { x: Math.max(left, area.left + half), y: y.at(value) - size * 0.4, "text-anchor": "middle", "font-weight": family === own ? 700 : 400 }));
    } else {
      const end = y.at(Math.max(line.at(-1)?.[1] ?? 1, 1e-6));
      const at = Math.max(end + size * 0.35, free);
      if (at > area.bottom + size * 0.4) return;
      free = at + size * 1.05;
      marks.push(word(label, { x: area.right + size * 0.3, y: at, "font-weight": family === own ? 700 : 400, fill: family === own ? colours.ink : colours["ink-soft"] }));
    }
  });
  if (axis === "compute") {
    const best = Array.from({ length: STEPS + 1 }, (_, step) => low * (high / low) ** (step / STEPS)).map((at) => /** @type {const} */ ([at, optimumOf(fit, at).loss - base]));
    marks.push(...curve(best, { x, y }, { stroke: colours.ink, "stroke-width": 2, "stroke-dasharray": "8 5" }));
  }

  runs.forEach((run, place) => {
    const colour = colours[colourOf(all.indexOf(along(run, axis)), all.length)];
    const [left, top] = [x.at(across(run, axis)), y.at(run.loss - base)];
    if (place === looked) marks.push(mark("circle", { cx: left, cy: top, r: 12, fill: "none", stroke: colours.ink, "stroke-width": 2.5 }));
    marks.push(mark("circle", { cx: left, cy: top, r: 6.5, fill: said[place]?.fitted ? colour : colours["sand-raised"], stroke: said[place]?.fitted ? colours["sand-raised"] : colour, "stroke-width": said[place]?.fitted ? 1.5 : 3 }));
  });
  const top = runs[result.largest];
  const foretold = said[result.largest];
  if (without !== "none" && top && foretold) marks.push(...interval(x.at(across(top, axis)), [foretold.low, foretold.loss, foretold.high].map((loss) => Math.min(Math.max(y.at(Math.max(loss - base, 1e-6)), area.top), area.bottom)), colours.current));
  if (result.live) {
    const at = x.at(across({ parameters: params.live_parameters, characters: params.live_characters }, axis));
    marks.push(mark("path", { d: star(at, y.at(Math.max(params.live_loss - base, 1e-6)), 13), fill: colours.chosen, stroke: colours.ink, "stroke-width": 2, "stroke-linejoin": "round" }));
  }
  return marks;
}

/**
 * A foretold loss, a diamond, with its interval.
 * @param {number} at
 * @param {readonly number[]} heights of the lower end, the loss, the upper end
 * @param {string} colour
 * @returns {Mark[]}
 */
export function interval(at, [low = 0, middle = 0, high = 0], colour) {
  const line = { stroke: colour, "stroke-width": 2.5 };
  const cap = (/** @type {number} */ y) => mark("line", { x1: at - 7, x2: at + 7, y1: y, y2: y, ...line });
  return [
    mark("line", { x1: at, x2: at, y1: low, y2: high, ...line }), cap(low), cap(high),
    mark("path", { d: `M${at} ${middle - 9}L${at + 9} ${middle}L${at} ${middle + 9}L${at - 9} ${middle}Z`, fill: "none", ...line, "stroke-linejoin": "round" }),
  ];
}

/**
 * The outline of a star.
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function star(x, y, radius) {
  const points = Array.from({ length: 10 }, (_, place) => {
    const [angle, far] = [(place * Math.PI) / 5 - Math.PI / 2, place % 2 ? radius * 0.45 : radius];
    return `${(x + far * Math.cos(angle)).toFixed(1)} ${(y + far * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

/**
 * The learning curve of a run: loss on the text just read, against characters read, both logarithmic.
 * @param {Run} run
 * @param {number} entropy
 * @param {number} width px
 * @param {number} tall px
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function learningCurve(run, entropy, width, tall, pen, say) {
  const points = run.curve.filter(([characters]) => characters >= 2000);
  const area = plotArea(width, tall, pen, ["0.5"]);
  const losses = points.map(([, loss]) => loss);
  const x = logScale([2000, run.characters * 1.1], [area.left, area.right], { write: (value) => writeQuantity(value, say("names")) });
  const y = logScale([entropy / 1.05, Math.max(...losses) * 1.05], [area.bottom, area.top], { apart: 32 });
  return [
    ...axes(area, x, y, pen, { x: say("curve_x"), y: say("curve_y") }),
    mark("line", { x1: area.left, x2: area.right, y1: y.at(entropy), y2: y.at(entropy), stroke: pen.colours.ink, "stroke-width": 2, "stroke-dasharray": "8 5" }),
    ...curve(points, { x, y }, { stroke: pen.colours.current }),
  ];
}
