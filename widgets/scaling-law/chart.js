/** The two charts: loss against parameters, tokens or compute; and the plane of both with lines of equal loss. */

import { axes, band, curve, logScale, plotArea, power } from "../shared/axes.js";
import { KAPLAN, Z, lossOf, optimumOf } from "../shared/laws.js";
import { mark } from "../shared/marks.js";
import { fixed } from "../shared/numbers.js";
import { placeLabels } from "../shared/point-labels.js";
import { writeQuantity } from "../shared/quantity.js";
import { chosenLaw, standardError } from "./calculation.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("../shared/axes.js").Scale} Scale */
/** @typedef {import("../shared/laws.js").Law} Law */
/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {{params: Params, result: Result, looked: string}} Shown looked: the model one looks at, or "" */
/** @typedef {{marks: Mark[], area: Area, x: Scale, y: Scale, places: {id: string, x: number, y: number}[]}} Chart */

/** What an axis shows at least; it grows where a point is beyond. */
const RANGES = /** @type {const} */ ({ parameters: [1e6, 1e13], tokens: [1e8, 1e15], compute: [1e17, 1e27] });
const PLANE = /** @type {const} */ ({ parameters: [1e7, 1e13], tokens: [1e9, 1e15] });
/** Losses whose lines are drawn. */
const LEVELS = [1.2, 1.4, 1.6, 1.7, 1.8, 1.85, 1.9, 1.95, 2, 2.1, 2.2, 2.4, 2.7, 3, 3.5, 4, 5];
/** Models whose names matter most. */
const FIRST = ["gpt3", "chinchilla", "llama3-405b", "gpt4", "gpt3-small", "gemma-3-270m", "palm", "llama2-7b", "smollm2-135m", "mt-nlg", "llama3-8b"];
const STEPS = 120;

/**
 * Whole powers of ten around a range and a value.
 * @param {readonly [number, number]} range
 * @param {number} value
 * @returns {[number, number]}
 */
const around = ([low, high], value) => [Math.min(low, 10 ** Math.floor(Math.log10(value))), Math.max(high, 10 ** Math.ceil(Math.log10(value)))];

/**
 * Values at equal factors, the value one looks at among them.
 * @param {readonly [number, number]} range
 */
function along([low, high]) {
  return Array.from({ length: STEPS + 1 }, (_, place) => low * (high / low) ** (place / STEPS));
}

/**
 * @param {Shown} shown
 * @param {number} width px
 * @param {number} tall px
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Chart}
 */
export function drawChart(shown, width, tall, pen, say) {
  return shown.params.picture === "curve" ? lossChart(shown, width, tall, pen, say) : plane(shown, width, tall, pen, say);
}

/**
 * The models to draw, the one that is looked at first, then those whose names matter most.
 * @param {Shown} shown
 */
function modelsOf({ result, looked }) {
  const rank = (/** @type {Model} */ { id }) => (id === looked ? -1 : FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  return result.models.filter((model) => model.shown || model.id === looked).toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Loss against one quantity.
 * @param {Shown} shown
 * @param {number} width
 * @param {number} tall
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Chart}
 */
function lossChart(shown, width, tall, pen, say) {
  const { params, result } = shown;
  const { axis, parameters: N, tokens: D } = params;
  const { size, colours, measure } = pen;
  const law = chosenLaw(params, result);
  const reader = say("names");
  const models = modelsOf(shown);
  const here = axis === "compute" ? result.compute : params[axis];
  const range = around(RANGES[axis], here);
  const floor = law.constants?.[0] ?? null;
  const lowest = Math.min(floor === null ? 1.2 : 1.6, result.loss * 0.95, ...models.map(({ predicted }) => predicted * 0.97));
  const highest = Math.max(6, result.loss * 1.15);
  const area = plotArea(width, tall, pen, [highest > 10 ? "100" : "10"]);
  const x = logScale(range, [area.left, area.right], { apart: size * 4 });
  const y = logScale([lowest, highest], [area.bottom, area.top], { apart: size * 2.5 });
  const scales = { x, y };

  // What N and D are at a place of the axis: the other one stays as it is; for compute it is the tokens that grow.
  const at = (/** @type {number} */ value) => (axis === "parameters" ? { N: value, D } : axis === "tokens" ? { N, D: value } : { N, D: value / 6 / N });
  const values = along(range);
  const main = values.map((value) => /** @type {const} */ ([value, lossOf(law, at(value).N, at(value).D)]));
  const least = values.map((value) => /** @type {const} */ ([value, axis === "parameters" ? lossOf(law, value, Infinity) : axis === "tokens" ? lossOf(law, Infinity, value) : optimumOf(law, value).loss]));
  /** @type {[number, number, number][]} */
  const reach = values.flatMap((value, place) => {
    const error = standardError(law, result.covariance, at(value).N, at(value).D);
    const middle = main[place]?.[1] ?? 0;
    return error === null ? [] : [[value, Math.max(middle - Z * error, lowest / 10), middle + Z * error]];
  });

  const text = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours.ink, ...more }, content);
  const thick = { stroke: colours.current, "stroke-width": 3.5 };
  const limit = { stroke: colours.other, "stroke-width": 2.5, "stroke-dasharray": "9 5" };
  const marks = [
    ...axes(area, x, y, pen, { x: axis === "parameters" ? say("axis_parameters") : axis === "tokens" ? say("axis_tokens") : say("axis_compute"), y: say("axis_loss") }),
    ...band(reach, scales, { fill: colours["current-tint"], "fill-opacity": 0.75 }),
  ];
  if (floor !== null) marks.push(mark("line", { x1: area.left, x2: area.right, y1: y.at(floor), y2: y.at(floor), stroke: colours["cut-ink"], "stroke-width": 1.5, "stroke-dasharray": "2 4" }));
  marks.push(...curve(least, scales, limit), ...curve(main, scales, thick));

  // What the lines are, where they never are: at the top right.
  const lines = [
    { content: axis === "parameters" ? say("line_at_tokens", { tokens: writeQuantity(D, reader) }) : say("line_at_parameters", { parameters: writeQuantity(N, reader) }), stroke: thick },
    { content: axis === "parameters" ? say("line_endless_tokens") : axis === "tokens" ? say("line_endless_parameters") : say("line_best"), stroke: limit },
    ...(reach.length ? [{ content: say("line_band"), stroke: { stroke: colours["current-tint"], "stroke-width": size * 0.7 } }] : []),
    ...(floor === null ? [] : [{ content: say("line_floor", { loss: fixed(floor, 2) }), stroke: { stroke: colours["cut-ink"], "stroke-width": 1.5, "stroke-dasharray": "2 4" } }]),
  ];
  /** @type {import("../shared/point-labels.js").Box[]} */
  const taken = [];
  lines.forEach(({ content, stroke }, place) => {
    const row = area.top + size * (1 + 1.45 * place);
    const long = Math.min(measure(content, size), area.right - area.left - size * 3);
    const left = area.right - long - size * 2.6;
    marks.push(
      mark("rect", { x: left - 4, y: row - size, width: area.right - left + 4, height: size * 1.4, fill: colours["sand-raised"], "fill-opacity": 0.85 }),
      mark("line", { x1: left, x2: left + size * 2, y1: row - size * 0.32, y2: row - size * 0.32, ...stroke }),
      text(content, { x: area.right, y: row, "text-anchor": "end", ...(long < measure(content, size) ? { textLength: long, lengthAdjust: "spacingAndGlyphs" } : {}) }),
    );
    taken.push({ x: left - 4, y: row - size, width: area.right - left + 8, height: size * 1.4 });
  });

  const placed = models.map((model) => ({ model, x: x.at(axis === "compute" ? 6 * model.parameters * model.tokens : model[axis]), y: y.at(model.predicted) }));
  const point = { x: x.at(here), y: y.at(result.loss) };
  taken.push(...main.map(([value, loss]) => ({ x: x.at(value) - 1, y: y.at(loss) - 3, width: 3, height: 6 })));
  marks.push(...crosshair(point, area, colours.current), ...modelMarks(placed, shown, area, pen, point, fixed(result.loss, 3), taken));
  return { marks, area, x, y, places: inArea(placed, area) };
}

/**
 * Parameters across, tokens up: lines of equal loss, of equal compute, and the best way up.
 * @param {Shown} shown
 * @param {number} width
 * @param {number} tall
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Chart}
 */
function plane(shown, width, tall, pen, say) {
  const { params, result } = shown;
  const { parameters: N, tokens: D } = params;
  const { size, colours, measure } = pen;
  const law = chosenLaw(params, result);
  const models = modelsOf(shown);
  const area = plotArea(width, tall, pen, [power(15)]);
  const [across, up] = [around(PLANE.parameters, N), around(PLANE.tokens, D)];
  const x = logScale(across, [area.left, area.right], { apart: size * 4 });
  const y = logScale(up, [area.bottom, area.top], { apart: size * 2.5 });
  const scales = { x, y };
  const values = along(across);
  const text = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) =>
    mark("text", { "font-size": size, fill: colours.ink, stroke: colours["sand-raised"], "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round", ...more }, content);

  const marks = axes(area, x, y, pen, { x: say("axis_parameters"), y: say("axis_tokens") });
  // Followed both ways: it is steep at the left and flat at the right.
  const contour = (/** @type {number} */ loss) =>
    [...values.map((value) => /** @type {const} */ ([value, tokensFor(law, value, loss)])), ...along(up).map((value) => /** @type {const} */ ([parametersFor(law, value, loss), value]))]
      .filter((point) => point.every(Number.isFinite))
      .toSorted((one, other) => one[0] - other[0] || other[1] - one[1]);
  const inView = LEVELS.filter((level) => level > lossOf(law, across[1], up[1]) && level < lossOf(law, across[0], up[0])).filter((_, place) => width > size * 30 || place % 2 === 0);
  const placed = models.map((model) => ({ model, x: x.at(model.parameters), y: y.at(model.tokens) }));
  /** @type {import("../shared/point-labels.js").Box[]} */
  const taken = placed.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
  inView.forEach((level, place) => {
    const colour = colours[/** @type {"seq-2"} */ (`seq-${Math.round(8 - (place / Math.max(1, inView.length - 1)) * 6)}`)];
    marks.push(...curve(contour(level), scales, { stroke: colour, "stroke-width": 2 }));
  });
  const budget = (/** @type {number} */ flop) => values.map((value) => /** @type {const} */ ([value, flop / 6 / value]));
  const flop = result.compute;
  marks.push(...curve(budget(flop), scales, { stroke: colours["ink-soft"], "stroke-width": 2, "stroke-dasharray": "9 5" }));
  const best = along([1e14, 1e32]).map((budget) => optimumOf(law, budget)).map(({ parameters, tokens }) => /** @type {const} */ ([parameters, tokens]));
  marks.push(...curve(best, scales, { stroke: colours["sand-raised"], "stroke-width": 8 }), ...curve(best, scales, { stroke: colours.chosen, "stroke-width": 5 }));
  marks.push(...curve(contour(result.loss), scales, { stroke: colours.current, "stroke-width": 3.5 }));

  // A line of equal loss is named where it leaves the picture at the top, or else at the right.
  const named = [...inView.map((level) => ({ level, must: false })), { level: result.loss, must: true }].toReversed();
  for (const { level, must } of named) {
    const points = contour(level).filter(([, tokens]) => tokens >= up[0] && tokens <= up[1]);
    const [first] = points;
    if (!first) continue;
    const label = must ? fixed(level, 3) : String(level);
    const wide = measure(label, size, must);
    const [left, base] = [Math.min(Math.max(x.at(first[0]) + 3, area.left + 3), area.right - wide), Math.max(y.at(first[1]), area.top) + size];
    const box = { x: left - 4, y: base - size, width: wide + 8, height: size * 1.2 };
    if (taken.some((other) => other.x < box.x + box.width && box.x < other.x + other.width && other.y < box.y + box.height && box.y < other.y + other.height)) continue;
    taken.push(box);
    marks.push(text(label, { x: left, y: base, fill: must ? colours.current : colours.ink, "font-weight": must ? 700 : 400 }));
  }

  const point = { x: x.at(N), y: y.at(D) };
  const optimum = { x: x.at(result.best.parameters), y: y.at(result.best.tokens) };
  marks.push(...crosshair(point, area, colours.current));
  if (inside(optimum, area)) marks.push(mark("path", { d: `M${optimum.x} ${optimum.y - 10}l10 10l-10 10l-10 -10z`, fill: colours.chosen, stroke: colours.ink, "stroke-width": 2 }));
  marks.push(...modelMarks(placed, shown, area, pen, point, "", taken));
  return { marks, area, x, y, places: inArea(placed, area) };
}

/**
 * The tokens with which a model of N parameters reaches a loss; Infinity where it never does.
 * @param {Law} law
 * @param {number} N
 * @param {number} loss
 */
export function tokensFor({ constants }, N, loss) {
  if (!constants) {
    const rest = loss ** (1 / KAPLAN.ALPHA_D) - (KAPLAN.NC / N) ** (KAPLAN.ALPHA_N / KAPLAN.ALPHA_D);
    return rest > 0 ? KAPLAN.DC / rest : Infinity;
  }
  const [E, A, B, alpha, beta] = constants;
  const rest = loss - E - A / N ** alpha;
  return rest > 0 ? (B / rest) ** (1 / beta) : Infinity;
}

/**
 * The parameters with which a model reaches a loss on D tokens; Infinity where it never does.
 * @param {Law} law
 * @param {number} D
 * @param {number} loss
 */
export function parametersFor({ constants }, D, loss) {
  if (!constants) {
    const rest = loss ** (1 / KAPLAN.ALPHA_D) - KAPLAN.DC / D;
    return rest > 0 ? KAPLAN.NC / rest ** (KAPLAN.ALPHA_D / KAPLAN.ALPHA_N) : Infinity;
  }
  const [E, A, B, alpha, beta] = constants;
  const rest = loss - E - B / D ** beta;
  return rest > 0 ? (A / rest) ** (1 / alpha) : Infinity;
}

/** @param {{x: number, y: number}} point @param {Area} area */
const inside = ({ x, y }, area) => x >= area.left - 1 && x <= area.right + 1 && y >= area.top - 1 && y <= area.bottom + 1;

/** @param {readonly {model: Model, x: number, y: number}[]} placed @param {Area} area */
const inArea = (placed, area) => placed.filter((one) => inside(one, area)).map(({ model, x, y }) => ({ id: model.id, x, y }));

/** @param {{x: number, y: number}} point @param {Area} area @param {string} stroke @returns {Mark[]} */
function crosshair({ x, y }, area, stroke) {
  const line = { stroke, "stroke-width": 1.5, "stroke-dasharray": "3 4" };
  return [mark("line", { x1: x, x2: x, y1: y, y2: area.bottom, ...line }), mark("line", { x1: area.left, x2: x, y1: y, y2: y, ...line })];
}

/**
 * The models as hollow points with as many names as have room, and the point one looks at.
 * @param {readonly {model: Model, x: number, y: number}[]} all
 * @param {Shown} shown
 * @param {Area} area
 * @param {Pen} pen
 * @param {{x: number, y: number}} point
 * @param {string} said beside the point
 * @param {import("../shared/point-labels.js").Box[]} taken
 * @returns {Mark[]}
 */
function modelMarks(all, { looked }, area, pen, point, said, taken) {
  const { size, colours, measure } = pen;
  const placed = all.filter((one) => inside(one, area));
  const here = placed.find(({ model, x, y }) => model.id === looked && Math.hypot(x - point.x, y - point.y) < 1);
  const halo = { stroke: colours["sand-raised"], "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" };
  const text = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours.ink, ...halo, ...more }, content);
  const marks = [];
  for (const { model, x, y } of placed) {
    marks.push(mark("circle", { cx: x, cy: y, r: model.id === looked ? 7 : 5, fill: model.id === looked ? colours["chosen-tint"] : colours["sand-raised"], stroke: colours.ink, "stroke-width": 2, "stroke-dasharray": model.rumour ? "2 2" : undefined }));
  }
  marks.push(mark("circle", { cx: point.x, cy: point.y, r: 9, fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 3 }));
  const roomy = area.right - area.left > size * 26;
  const content = [roomy || !said ? here?.model.name : "", said].filter(Boolean).join(" ");
  if (content) {
    const wide = measure(content, size, true);
    const left = Math.max(area.left, Math.min(point.x + 4, area.right - wide));
    taken.push({ x: left, y: point.y - size * 2.1, width: wide, height: size * 1.3 });
    marks.push(text(content, { x: left, y: point.y - size * 1.1, "font-weight": 700, fill: colours.current }));
  }
  taken.push({ x: point.x - 10, y: point.y - 10, width: 20, height: 20 });
  const labelled = placed.filter((one) => one !== here).map(({ model, x, y }) => ({ x, y, label: model.rumour ? model.name + " ?" : model.name, radius: 6, must: model.id === looked }));
  placeLabels(labelled, area, pen, taken).forEach((place, index) => {
    const label = labelled[index]?.label ?? "";
    if (place) marks.push(text(label, { x: place.x, y: place.y, "text-anchor": place.anchor, "font-weight": labelled[index]?.must ? 700 : 400 }));
  });
  return marks;
}
