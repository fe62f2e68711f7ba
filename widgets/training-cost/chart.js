/** What the picture draws: what the operations are for, the utilization beside those reached before, days by GPU. */

import { logScale } from "../shared/axes.js";
import { mark } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { lines } from "../shared/svg.js";
import { brief, equations, share, speeds, time } from "./figures.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Between the parts, in letters. */
const GAP = 0.6;
/** Times that an axis is marked with, in days, and their words. */
const MINUTE = 1 / 1440;
const YEAR = 365.25;
const TICKS = [
  ...[1 / 60, 1 / 6, 1, 10, 60, 360].map((minutes) => minutes * MINUTE),
  ...[1, 3, 10, 30, 100],
  ...[1, 3, 10, 30, 100, 300, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e10, 1e12].map((years) => years * YEAR),
];

/**
 * @param {Params} params
 * @param {Result} result
 * @param {number} width px
 * @param {Pen} pen
 * @param {Say} say
 * @param {number} [most] rows of GPUs: those nearest to the chosen one
 * @returns {{marks: Mark[], tall: number}}
 */
export function chart(params, result, width, pen, say, most = Infinity) {
  const parts = partsBar(params, result, width, pen, say);
  const used = gauge(result, width, pen, say);
  const days = byGpu(params, result, width, pen, say, most);
  const marks = [];
  let top = 0;
  for (const one of [parts, used, days]) {
    marks.push(...one.marks.map((found) => lowered(found, top)));
    top += one.tall + pen.size * GAP;
  }
  return { marks, tall: Math.ceil(top - pen.size * GAP) };
}

/** @param {Mark} one @param {number} by @returns {Mark} */
function lowered(one, by) {
  const moved = Object.fromEntries(["y", "y1", "y2", "cy"].flatMap((key) => (one.attributes[key] === undefined ? [] : [[key, Number(one.attributes[key]) + by]])));
  return { ...one, attributes: { ...one.attributes, ...moved } };
}

/** @param {Pen} pen */
function writer({ size, colours }) {
  return (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ y, /** @type {Mark["attributes"]} */ more = {}) =>
    mark("text", { x, y, "font-size": size, fill: colours.ink, ...more }, content);
}

/**
 * What stands over a part, in as many lines as it takes.
 * @param {string} content
 * @param {number} width
 * @param {Pen} pen
 * @param {string} [fill]
 */
function heading(content, width, pen, fill = pen.colours.ink) {
  const { size, measure } = pen;
  const rows = lines(content, width, size, measure, true);
  return { marks: rows.map((row, place) => writer(pen)(row, 0, size * (1 + place * 1.3), { "font-weight": 700, fill })), tall: size * (0.1 + rows.length * 1.3) };
}

/**
 * A bar of the operations: 2 forward, 4 backward, and attention where it is counted; above it what they make.
 * @param {Params} params
 * @param {Result} result
 * @param {number} width
 * @param {Pen} pen
 * @param {Say} say
 */
function partsBar(params, result, width, pen, say) {
  const { size, colours, measure } = pen;
  const write = writer(pen);
  const said = equations(params, result, say);
  const apart = size * 2;
  const beside = said.reduce((sum, line) => sum + measure(line, size, true) + apart, -apart) <= width;
  const rows = beside ? [said] : said.map((line) => lines(line, width, size, measure, true)).flat().map((line) => [line]);
  const marks = rows.flatMap((row, place) => row.map((line, column) => write(line, column ? measure(said[0] ?? "", size, true) + apart : 0, size * (1 + place * 1.4), { "font-weight": 700 })));
  const [top, tall] = [size * (0.1 + rows.length * 1.4), size * 1.9];
  const kinds = /** @type {const} */ ({ forward: [say("forward"), "other"], backward: [say("backward"), "current"], attention: [say("attention_part"), "chosen"] });
  let x = 0;
  for (const { name, per_token, share: part } of result.parts) {
    const [label, colour] = kinds[name];
    const long = (per_token / result.flops_per_token) * width;
    marks.push(mark("rect", { x, y: top, width: Math.max(0, long - 2), height: tall, rx: 4, fill: colours[colour] }));
    const full = name === "attention" ? `${label} ${share(part)}` : label;
    const shown = [full, label, name === "forward" ? "2N" : name === "backward" ? "4N" : ""].find((one) => measure(one, size, true) + size * 0.6 <= long);
    if (shown) marks.push(write(shown, x + long / 2 - 1, top + tall / 2 + size * 0.36, { "text-anchor": "middle", "font-weight": 700, fill: name === "attention" ? colours["on-chosen"] : colours["on-strong"] }));
    x += long;
  }
  return { marks, tall: top + tall };
}

/**
 * The utilization from 0 to 100 %, with what others reached.
 * @param {Result} result
 * @param {number} width
 * @param {Pen} pen
 * @param {Say} say
 */
function gauge({ utilization, possible, seen }, width, pen, say) {
  const { size, colours } = pen;
  const write = writer(pen);
  const at = (/** @type {number} */ value) => Math.min(1, value) * (width - 2) + 1;
  const line = size * 1.25;
  const { above, below } = labels(seen, at, width, pen);
  const tall = size * 1.1;
  const said = possible ? say("gauge", { share: share(utilization) }) : say("gauge_impossible", { share: share(utilization) });
  const title = heading(said, width, pen, possible ? colours.ink : colours.current);
  const top = title.tall + above.rows * line;
  const marks = [
    ...title.marks,
    mark("rect", { x: 0, y: top, width, height: tall, rx: 4, fill: colours["sand-sunk"] }),
    mark("rect", { x: 0, y: top, width: at(utilization), height: tall, rx: 4, fill: possible ? colours.chosen : colours.current }),
  ];
  for (const { side, sign, edge } of [{ side: above, sign: -1, edge: top }, { side: below, sign: 1, edge: top + tall }]) {
    for (const { label, x, start, row } of side.placed) {
      const far = edge + sign * (row + 1) * line;
      marks.push(
        mark("line", { x1: x, x2: x, y1: edge - sign * tall, y2: far - sign * size * 0.2, stroke: colours.ink, "stroke-width": 1.5 }),
        write(label, start, far + (sign < 0 ? size * 0.95 : -size * 0.15), { fill: colours["ink-soft"] }),
      );
    }
  }
  return { marks, tall: top + tall + below.rows * line };
}

/**
 * Where the utilizations that were reached are named: in turn below and above the bar, right of their lines. A name that
 * would reach beyond the line of another one stands further away from the bar, where that line has ended.
 * @param {Result["seen"]} seen
 * @param {(value: number) => number} at
 * @param {number} width
 * @param {Pen} pen
 */
function labels(seen, at, width, { size, measure }) {
  /** @type {{label: string, x: number, start: number, end: number, row: number}[][]} */
  const found = [[], []];
  const ordered = seen.toSorted((one, other) => one.utilization - other.utilization);
  for (const [place, { name, utilization }] of [...ordered.entries()].toReversed()) {
    const side = found[place % 2] ?? [];
    const label = `${name} ${Math.round(utilization * 100)}\u00a0%`;
    const x = at(utilization);
    const start = Math.min(x + size * 0.3, width - measure(label, size));
    const end = start + measure(label, size) + size * 0.4;
    const row = Math.max(-1, ...side.filter((other) => other.x < end).map((other) => other.row)) + 1;
    side.push({ label, x, start, end, row });
  }
  const [below, above] = found.map((placed) => ({ placed, rows: Math.max(0, ...placed.map(({ row }) => row + 1)) }));
  const none = { placed: [], rows: 0 };
  return { above: above ?? none, below: below ?? none };
}

/**
 * How long as many GPUs of each kind take, on a logarithmic axis.
 * @param {Params} params
 * @param {Result} result
 * @param {number} width
 * @param {Pen} pen
 * @param {Say} say
 * @param {number} most
 */
function byGpu({ gpu, gpus }, result, width, pen, say, most) {
  const { size, colours, measure } = pen;
  const write = writer(pen);
  const all = speeds(result.gpus, gpu);
  const first = Math.max(0, Math.min(all.findIndex(({ id }) => id === gpu) - Math.floor(most / 2), all.length - most));
  const rows = all.slice(first, first + most);
  const left = Math.max(...rows.map(({ name }) => measure(brief(name), size, true))) + size;
  // Every time is written right of its point.
  const right = width - Math.max(...rows.map(({ days, id }) => measure(time(days, say), size, id === gpu))) - size;
  const line = size * 1.38;
  const title = heading(say("by_gpu", { gpus: whole(gpus), share: share(result.utilization) }), width, pen);
  const top = title.tall + size * 0.3;
  const times = rows.map(({ days }) => days);
  const scale = logScale([Math.min(...times) / 1.6, Math.max(...times) * 1.05], [left, right]);
  const bottom = top + rows.length * line;
  const marks = [...title.marks];
  let free = -Infinity;
  for (const tick of TICKS.filter((one) => one >= scale.value(left) && one <= scale.value(right))) {
    const x = scale.at(tick);
    const label = time(tick, say);
    const half = measure(label, size) / 2;
    const middle = Math.min(Math.max(x, half), width - half);
    marks.push(mark("line", { x1: x, x2: x, y1: top, y2: bottom, stroke: colours["sand-line"], "stroke-width": 1.5 }));
    if (middle - half < free) continue;
    free = middle + half + size * 0.6;
    marks.push(write(label, middle, bottom + size * 1.1, { "text-anchor": "middle", fill: colours["ink-soft"] }));
  }
  rows.forEach(({ id, name, days }, place) => {
    const y = top + (place + 0.5) * line;
    const chosen = id === gpu;
    const x = scale.at(days);
    const said = time(days, say);
    const bold = { "font-weight": chosen ? 700 : 400, fill: chosen ? colours.current : colours.ink };
    if (chosen) marks.push(mark("rect", { x: 0, y: y - line / 2, width, height: line, rx: 4, fill: colours["current-tint"] }));
    marks.push(
      write(brief(name), 4, y + size * 0.36, bold),
      mark("line", { x1: left, x2: x, y1: y, y2: y, stroke: chosen ? colours.current : colours.edge, "stroke-width": chosen ? 3 : 1.5, "stroke-dasharray": chosen ? undefined : "2 4" }),
      mark("circle", { cx: x, cy: y, r: chosen ? size * 0.42 : size * 0.32, fill: chosen ? colours.current : colours.other }),
      // A rim in the colour of the ground keeps the lines of the axis away from the letters.
      write(said, x + size * 0.7, y + size * 0.36, { ...bold, stroke: chosen ? colours["current-tint"] : colours["sand-raised"], "stroke-width": 4, "paint-order": "stroke" }),
    );
  });
  return { marks, tall: bottom + size * 1.4 };
}
