/** How the model was trained: the loss of every size, and how many test problems our model solved meanwhile. */

import { height, mark, quarters } from "../shared/marks.js";

/** @typedef {import("./types.js").Log} Log */
/** @typedef {import("./types.js").Point} Point */
/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The loss at which its axis begins and ends, and its ticks. */
const LOSS = { low: 0.01, high: 5, ticks: [0.01, 0.1, 1] };

/** The same for both charts, so that one stands under the other. @param {number} width @param {number} tall @param {number} size @returns {Area} */
export const areaOf = (width, tall, size) => ({ left: size * 4.2, right: width - size * 0.5, top: size * 1.5, bottom: tall - size * 1.6 });

/** In the order of the training. @type {readonly Point["phase"][]} */
const PHASES = ["small sums", "sums", "problems", "revision"];

/** Steps of the phases before one. @param {Log} log @param {Point["phase"]} phase */
const before = ({ phases }, phase) => PHASES.slice(0, PHASES.indexOf(phase)).reduce((sum, one) => sum + phases[one], 0);

/** Steps of the whole training. @param {Log} log */
const whole = (log) => before(log, "revision") + log.phases.revision;

/**
 * @param {Log} log whose steps the axis has
 * @param {Area} area
 */
function along(log, { left, right }) {
  return (/** @type {number} */ step) => left + (step / whole(log)) * (right - left);
}

/**
 * Steps below, and where the problems begin.
 * @param {Log} log
 * @param {Area} area
 * @param {Omit<Pen, "measure">} pen
 * @returns {Mark[]}
 */
function steps(log, area, { size, colours }) {
  const x = along(log, area);
  const problems = before(log, "problems");
  const under = (/** @type {number} */ step, /** @type {string} */ anchor) =>
    mark("text", { x: x(step), y: area.bottom + size * 1.3, "text-anchor": anchor, "font-size": size, fill: colours["ink-soft"] }, step.toLocaleString("en"));
  return [
    mark("line", { x1: x(problems), x2: x(problems), y1: area.top - size * 1.2, y2: area.bottom, stroke: colours.edge, "stroke-dasharray": "4 4" }),
    under(0, "middle"),
    under(problems, "middle"),
    under(whole(log), "end"),
  ];
}

/**
 * The loss of all sizes, ours as the strongest line.
 * @param {readonly Log[]} logs the largest model first
 * @param {Area} area
 * @param {Omit<Pen, "measure">} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function lossChart(logs, area, pen, say) {
  const { size, colours } = pen;
  const [log] = logs;
  if (!log) return [];
  const x = along(log, area);
  const y = (/** @type {number} */ loss) => height(area, Math.log(Math.min(Math.max(loss, LOSS.low), LOSS.high) / LOSS.low) / Math.log(LOSS.high / LOSS.low));
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours["ink-soft"], ...more }, content);
  const way = (/** @type {Log} */ one, /** @type {Point["phase"]} */ phase) =>
    one.points.filter((point) => point.phase === phase).map(({ step, loss }) => `${x(before(one, phase) + step).toFixed(1)},${y(loss).toFixed(1)}`).join(" ");
  return [
    ...LOSS.ticks.flatMap((loss) => [
      mark("line", { x1: area.left, x2: area.right, y1: y(loss), y2: y(loss), stroke: loss > LOSS.low ? colours["sand-line"] : colours.edge }),
      word(String(loss), { x: area.left - size * 0.4, y: y(loss) + size * 0.35, "text-anchor": "end" }),
    ]),
    ...steps(log, area, pen),
    word(say("phase_sums"), { x: area.left - size, y: area.top - size * 0.3 }),
    word(say("phase_problems"), { x: x(before(log, "problems")) + 6, y: area.top - size * 0.3 }),
    word(say("phase_revision"), { x: x(before(log, "revision")) + 6, y: area.top - size * 0.3 }),
    ...logs.toReversed().flatMap((one) =>
      PHASES.map((phase) =>
        mark("polyline", { points: way(one, phase), fill: "none", "stroke-linejoin": "round", stroke: one === log ? colours.other : colours.cut, "stroke-width": one === log ? 3 : 1.5 }),
      ),
    ),
    ...ends(logs, x, y, size).map(({ one, ...at }) => word(one.model, { ...at, "text-anchor": "end", fill: one === log ? colours.other : colours["cut-ink"], "font-weight": one === log ? 700 : 400 })),
  ];
}

/**
 * Where the names of the lines stand: above their ends, one above the other where those are close.
 * @param {readonly Log[]} logs
 * @param {(step: number) => number} x
 * @param {(loss: number) => number} y
 * @param {number} size
 */
function ends(logs, x, y, size) {
  const found = logs.flatMap((one) => {
    const last = one.points.at(-1);
    return last ? [{ one, x: x(before(one, last.phase) + last.step) - 4, y: y(last.loss) - size * 0.5 }] : [];
  });
  found.sort((one, other) => other.y - one.y);
  found.forEach((end, place) => {
    const below = found[place - 1];
    if (below) end.y = Math.min(end.y, below.y - size * 1.15);
  });
  return found;
}

/**
 * Test problems solved during the training of our model, in one language.
 * @param {Log} log
 * @param {"ja" | "en"} language
 * @param {Area} area
 * @param {Omit<Pen, "measure">} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function checksChart(log, language, area, pen, say) {
  const { size, colours } = pen;
  const x = along(log, area);
  const marks = [...quarters(area, { ...pen, measure: () => 0 }), ...steps(log, area, pen)];
  const lines = /** @type {const} */ ([
    { split: "patterns", share: "at_once", colour: colours.other, dash: "6 5" },
    { split: "numbers", share: "at_once", colour: colours.other, dash: undefined },
    { split: "patterns", share: "with_steps", colour: colours.current, dash: "6 5" },
    { split: "numbers", share: "with_steps", colour: colours.current, dash: undefined },
  ]);
  for (const { split, share, colour, dash } of lines) {
    const found = log.points.flatMap((point) => point.checks.filter((check) => check.language === language && check.split === split).map((check) => ({ at: x(before(log, point.phase) + point.step), y: height(area, check[share]) })));
    marks.push(mark("polyline", { points: found.map(({ at, y }) => `${at.toFixed(1)},${y.toFixed(1)}`).join(" "), fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash, "stroke-linejoin": "round" }));
    for (const { at, y } of found) marks.push(share === "with_steps" ? mark("circle", { cx: at, cy: y, r: 4, fill: colour }) : mark("rect", { x: at - 3.5, y: y - 3.5, width: 7, height: 7, fill: colour }));
  }
  const key = (/** @type {string} */ label, /** @type {number} */ row, /** @type {string} */ fill) => mark("text", { x: area.left + size * 0.5, y: area.top + size * (1 + row * 1.3), "font-size": size, "font-weight": 700, fill }, label);
  return [...marks, key("● " + say("with_steps"), 0, colours.current), key("■ " + say("at_once"), 1, colours.other)];
}
