/** The words on two of their dimensions: where everything goes, as shapes that the page and a saved file draw alike. */

import { toNumber } from "./exact.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../shared/svg.js").Measure} Measure */
/** @typedef {import("../shared/picture.js").Colours} Colours */
/** @typedef {{name: string, attributes: Record<string, string | number>, text?: string}} Shape */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const DOT = 7;
/** Px that an arrow leaves free for the dots at its ends. */
const FREE = { start: DOT + 3, end: DOT + 4 };

/**
 * @typedef {object} Plane
 * @property {readonly Shape[]} shapes
 * @property {readonly (Point & {row: number})[]} points where the rows are, in px
 * @property {(point: Point) => Point} value numbers at a place in px
 */

/**
 * Both ends and the ticks of an axis that holds some numbers, 0 among them.
 * @param {readonly number[]} numbers
 * @param {number} [parts] about how many parts the ticks make
 */
export function axis(numbers, parts = 4) {
  const low = Math.min(0, ...numbers);
  const high = Math.max(low + 1e-6, ...numbers, low === 0 ? 1 : 0);
  const rough = (high - low) / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((one) => one * power >= rough) ?? 10);
  const room = (high - low) * 0.06;
  const ticks = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + 1e-9; at += 1) ticks.push(Number((at * step).toPrecision(10)));
  return { low: low - room, high: high + room, ticks };
}

/**
 * Of a − b + c, in any order: the arrow from b to a is laid to c and ends at the sum. Null for other expressions.
 * @param {readonly import("./types.js").Term[]} terms
 */
export function parallelogram(terms) {
  if (terms.length !== 3 || terms.some(({ weight }) => Math.abs(weight) !== 1)) return null;
  const [to, start] = terms.filter(({ weight }) => weight > 0);
  const [from, ...others] = terms.filter(({ weight }) => weight < 0);
  return to && start && from && !others.length ? { from: from.word, to: to.word, start: start.word } : null;
}

/**
 * @param {State} state
 * @param {readonly import("./exact.js").Exact[] | null} target
 * @param {readonly [number, number]} axes dimension along, dimension up; the second −1 where there is none
 * @param {{width: number, height: number, size: number, colours: Colours, measure: Measure, sum: string, names: readonly [string, string]}} look
 * @returns {Plane}
 */
export function plane(state, target, axes, { width, height, size, colours, measure, sum, names }) {
  const label = labels(size);
  const at = (/** @type {readonly import("./exact.js").Exact[]} */ vector) => {
    const [x, y] = axes.map((dimension) => vector[dimension]);
    return { x: x ? toNumber(x) : 0, y: y ? toNumber(y) : 0 };
  };
  const rows = state.rows.map((row) => ({ word: row.word, ...at(row.vector) }));
  const goal = target && at(target);
  const steps = walk(state, rows);
  const all = [...rows, ...steps, ...(goal ? [goal] : [])];
  const frame = { x: 2.9 * size, y: 1.65 * size, width: width - 2.9 * size - 12, height: height - 4.3 * size };
  const across = axis(all.map(({ x }) => x), frame.width < 15 * size ? 2 : 4);
  const up = axis(all.map(({ y }) => y));
  const place = (/** @type {Point} */ { x, y }) => ({
    x: frame.x + (frame.width * (x - across.low)) / (across.high - across.low),
    y: frame.y + frame.height * (1 - (y - up.low) / (up.high - up.low)),
  });

  /** @type {Shape[]} */
  const shapes = [{ name: "rect", attributes: { ...frame, rx: 6, fill: colours.sand } }];
  for (const tick of across.ticks) {
    const { x } = place({ x: tick, y: 0 });
    shapes.push(line({ x, y: frame.y }, { x, y: frame.y + frame.height }, { stroke: colours[tick ? "sand-line" : "edge"] }));
    shapes.push(label(figureOf(tick), x, frame.y + frame.height + 1.15 * size, { "text-anchor": "middle", fill: colours["ink-soft"] }));
  }
  for (const tick of up.ticks) {
    const { y } = place({ x: 0, y: tick });
    shapes.push(line({ x: frame.x, y }, { x: frame.x + frame.width, y }, { stroke: colours[tick ? "sand-line" : "edge"] }));
    shapes.push(label(figureOf(tick), frame.x - 6, y + 0.35 * size, { "text-anchor": "end", fill: colours["ink-soft"] }));
  }
  shapes.push(label(`${names[0]} →`, frame.x + frame.width, height - 5, { "text-anchor": "end", fill: colours.ink }));
  if (axes[1] >= 0) shapes.push(label(`↑ ${names[1]}`, frame.x, frame.y - 0.55 * size, { fill: colours.ink }));

  if (goal) shapes.push(...arrows(state, rows, steps, goal, place, colours));

  const inputs = new Set(state.terms.map(({ word }) => word));
  /** @type {{x: number, y: number, words: string[], kind: "sum" | "input" | "other"}[]} */
  const spots = [];
  const put = (/** @type {Point} */ point, /** @type {string} */ word, /** @type {"sum" | "input" | "other"} */ kind) => {
    const { x, y } = place(point);
    const spot = spots.find((one) => Math.hypot(one.x - x, one.y - y) < 1);
    if (spot) spot.words.push(word);
    else spots.push({ x, y, words: [word], kind });
  };
  // Another word that the sum meets in every dimension names the place; elsewhere the sum has a name of its own.
  const same = (/** @type {readonly import("./exact.js").Exact[]} */ vector) =>
    target?.every((value, column) => toNumber(value) === toNumber(vector[column] ?? value));
  const twins = state.rows.filter(({ word, vector }) => !inputs.has(word) && same(vector));
  const meets = new Set(twins.map(({ word }) => word));
  if (goal && !twins.length) put(goal, sum, "sum");
  for (const row of rows) if (meets.has(row.word)) put(row, row.word, "sum");
  for (const row of rows) if (inputs.has(row.word) && !meets.has(row.word)) put(row, row.word, "input");
  for (const row of rows) if (!inputs.has(row.word) && !meets.has(row.word)) put(row, row.word, "other");

  for (const { x, y, kind } of [...spots].reverse()) {
    const fill = { sum: colours.chosen, input: colours.current, other: colours.other }[kind];
    const [r, stroke] = kind === "sum" ? [DOT + 3, colours.ink] : [DOT, colours["sand-raised"]];
    shapes.push({ name: "circle", attributes: { cx: x, cy: y, r, fill, stroke, "stroke-width": 2 } });
  }
  const called = spots.map(({ words }) => words.join(" / "));
  placed(spots, called, frame, { size, measure }, along(shapes)).forEach((box, which) => {
    const { x, y, kind } = /** @type {typeof spots[number]} */ (spots[which]);
    const fill = { sum: colours["on-chosen"], input: colours.current, other: colours.other }[kind];
    if (box.tied) {
      const end = { x: Math.min(Math.max(x, box.x + 4), box.x + box.width - 4), y: Math.min(Math.max(y, box.y + 4), box.y + box.height - 4) };
      shapes.push(line({ x, y }, end, { stroke: fill, "stroke-width": 1.5 }));
    }
    if (kind === "sum") shapes.push({ name: "rect", attributes: { x: box.x, y: box.y, width: box.width, height: box.height, rx: 5, fill: colours.chosen } });
    shapes.push(label(called[which] ?? "", box.x + 4, box.y + box.height - 0.4 * size, { fill, "font-weight": 700 }, kind === "sum" ? undefined : colours.sand));
  });

  return {
    shapes,
    points: rows.map((row, index) => ({ ...place(row), row: index })),
    value: ({ x, y }) => ({
      x: across.low + ((x - frame.x) / frame.width) * (across.high - across.low),
      y: up.low + (1 - (y - frame.y) / frame.height) * (up.high - up.low),
    }),
  };
}

/**
 * The way of the sum, term by term, from 0 on; nothing where a parallelogram shows it.
 * @param {State} state
 * @param {readonly (Point & {word: string})[]} rows
 * @returns {Point[]}
 */
function walk({ terms }, rows) {
  if (!terms.length || parallelogram(terms)) return [];
  const steps = [{ x: 0, y: 0 }];
  for (const { word, weight } of terms) {
    const row = rows.find((one) => one.word === word);
    const last = steps.at(-1);
    if (row && last) steps.push({ x: last.x + weight * row.x, y: last.y + weight * row.y });
  }
  return steps;
}

/**
 * @param {State} state
 * @param {readonly (Point & {word: string})[]} rows
 * @param {readonly Point[]} steps
 * @param {Point} goal
 * @param {(point: Point) => Point} place
 * @param {Colours} colours
 * @returns {Shape[]}
 */
function arrows({ terms }, rows, steps, goal, place, colours) {
  const found = parallelogram(terms);
  if (!found) {
    return steps.slice(1).flatMap((step, at) => {
      const minus = (terms[at]?.weight ?? 1) < 0;
      const ends = { start: 0, end: at + 2 === steps.length ? DOT + 5 : 1 };
      return arrow(place(steps[at] ?? step), place(step), colours[minus ? "current" : "other"], ends);
    });
  }
  const [from, to, start] = [found.from, found.to, found.start].map((word) => rows.find((row) => row.word === word));
  if (!from || !to || !start) return [];
  const dashed = { stroke: colours.edge, "stroke-dasharray": "3 5" };
  const sides = [line(place(from), place(start), dashed), line(place(to), place(goal), dashed)];
  return [...sides, ...arrow(place(from), place(to), colours.current, FREE), ...arrow(place(start), place(goal), colours["chosen-ink"], FREE)];
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {string} colour
 * @param {{start: number, end: number}} free px left free at its ends
 * @returns {Shape[]}
 */
function arrow(from, to, colour, free) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < free.start + free.end + 14) return [line(from, to, { stroke: colour, "stroke-width": 3 })];
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const tip = { x: to.x - x * free.end, y: to.y - y * free.end };
  const base = { x: tip.x - x * 12, y: tip.y - y * 12 };
  const start = { x: from.x + x * free.start, y: from.y + y * free.start };
  const corners = [tip, { x: base.x - y * 6, y: base.y + x * 6 }, { x: base.x + y * 6, y: base.y - x * 6 }];
  const points = corners.map((corner) => `${corner.x.toFixed(1)},${corner.y.toFixed(1)}`).join(" ");
  return [line(start, base, { stroke: colour, "stroke-width": 3 }), { name: "polygon", attributes: { points, fill: colour } }];
}

/**
 * Places for the names beside their dots: right, left, above, below and between, the first that covers least.
 * @param {readonly Point[]} spots most important first
 * @param {readonly string[]} names
 * @param {Box} frame
 * @param {{size: number, measure: Measure}} type
 * @param {readonly Point[]} [strokes] points on lines that should stay free
 * @returns {(Box & {tied: boolean})[]} tied: so far from its dot that a line has to say whose it is
 */
export function placed(spots, names, frame, { size, measure }, strokes = []) {
  const away = DOT + 5;
  const height = 1.35 * size;
  const taken = [
    ...spots.map(({ x, y }) => ({ x: x - DOT, y: y - DOT, width: 2 * DOT, height: 2 * DOT })),
    ...strokes.map(({ x, y }) => ({ x: x - 3, y: y - 3, width: 6, height: 6 })),
  ];
  /** @type {(Box & {tied: boolean})[]} */
  const boxes = [];
  spots.forEach(({ x, y }, which) => {
    const width = measure(names[which] ?? "", size, true) + 8;
    const tries = [1, 2.2, 3.6].flatMap((far) => {
      const [straight, slant] = [away * far, away * 0.7 * far];
      return [
        [x + straight, y - height / 2], [x - straight - width, y - height / 2],
        [x - width / 2, y - straight - height], [x - width / 2, y + straight],
        [x + slant, y - slant - height], [x + slant, y + slant],
        [x - slant - width, y - slant - height], [x - slant - width, y + slant],
      ].map(([left = 0, top = 0]) => ({ x: left, y: top, width, height, tied: far > 1 }));
    });
    const cost = (/** @type {Box} */ box, /** @type {number} */ place) =>
      [...boxes.map((other) => 2 * shared(box, other)), ...taken.map((other) => shared(box, other))].reduce((sum, one) => sum + one, 0) +
      4 * (width * height - shared(box, frame)) + place;
    const costs = tries.map(cost);
    const best = tries[costs.indexOf(Math.min(...costs))];
    if (best) boxes.push(best);
  });
  return boxes;
}

/**
 * Points on the arrows among some shapes.
 * @param {readonly Shape[]} shapes
 * @returns {Point[]}
 */
function along(shapes) {
  const lines = shapes.filter(({ name, attributes }) => name === "line" && attributes["stroke-width"] === 3).map(({ attributes }) => attributes);
  return lines.flatMap(({ x1, y1, x2, y2 }) =>
    Array.from({ length: 13 }, (_, step) => ({ x: (Number(x1) * (12 - step) + Number(x2) * step) / 12, y: (Number(y1) * (12 - step) + Number(y2) * step) / 12 })),
  );
}

/**
 * The area that two boxes share.
 * @param {Box} a
 * @param {Box} b
 */
function shared(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {Record<string, string | number>} attributes
 * @returns {Shape}
 */
function line(from, to, attributes) {
  return { name: "line", attributes: { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...attributes } };
}

/**
 * Labels of one size; `halo` is the colour around the letters, over lines that run there.
 * @param {number} size px
 * @returns {(text: string, x: number, y: number, attributes: Record<string, string | number>, halo?: string) => Shape}
 */
function labels(size) {
  return (text, x, y, attributes, halo) => {
    const around = halo ? { stroke: halo, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" } : null;
    return { name: "text", text, attributes: { x, y, "font-size": size, ...around, ...attributes } };
  };
}

/** @param {number} tick */
function figureOf(tick) {
  return String(tick).replace("-", "−");
}
