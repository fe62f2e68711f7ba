/**
 * Where the 6 comes from: one weight, one token, in six operations. Forward, the input x is multiplied by the weight w
 * and added to the output y. Backward, the error gy of the output is multiplied by w and added to that of the input, gx;
 * and multiplied by x and added to what the weight must change by, gw.
 */

import { mark } from "../shared/marks.js";
import { lines } from "../shared/svg.js";

/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

/** An example in small numbers; what is added to is there already, from other inputs, outputs and tokens. */
const [W, X, GY] = [2, 3, 5];
const [Y, GX, GW] = [4, 1, 7];

/**
 * The operations in their order: where they go, what is reckoned, and what is said.
 * @type {readonly {sign: "×" | "+", way: "y" | "gx" | "gw", sum: string, say: string}[]}
 */
export const OPERATIONS = [
  { sign: "×", way: "y", sum: `w × x = ${W} × ${X} = ${W * X}`, say: "six_1" },
  { sign: "+", way: "y", sum: `y = ${Y} + ${W * X} = ${Y + W * X}`, say: "six_2" },
  { sign: "×", way: "gx", sum: `w × gy = ${W} × ${GY} = ${W * GY}`, say: "six_3" },
  { sign: "+", way: "gx", sum: `gx = ${GX} + ${W * GY} = ${GX + W * GY}`, say: "six_4" },
  { sign: "×", way: "gw", sum: `x × gy = ${X} × ${GY} = ${X * GY}`, say: "six_5" },
  { sign: "+", way: "gw", sum: `gw = ${GW} + ${X * GY} = ${GW + X * GY}`, say: "six_6" },
];
/** Places of the player: before the first operation, after each, and the product at the end. */
export const LAST = OPERATIONS.length + 1;

/** What is told at a place. @param {number} place @param {Say} say */
export function told(place, say) {
  const operation = OPERATIONS[place - 1];
  return place === 0 ? say("six_0") : operation ? say(operation.say) : say("six_7");
}

/**
 * @param {number} place 0 … LAST
 * @param {string} product the equation, for the end
 * @param {number} width px
 * @param {Pen} pen
 * @param {Say} say
 * @returns {{marks: Mark[], tall: number}}
 */
export function six(place, product, width, { size, colours, measure }, say) {
  const done = Math.min(place, OPERATIONS.length);
  const now = OPERATIONS[place - 1];
  const large = Math.min(size * 1.4, width / 18);
  const radius = Math.min(size * 2.9, width / 8.2);
  const middle = size * 4.2 + radius;
  const [left, centre, right] = [radius + size, width / 2, width - radius - size];
  const write = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ y, /** @type {Mark["attributes"]} */ more = {}) =>
    mark("text", { x, y, "font-size": size, "text-anchor": "middle", fill: colours.ink, ...more }, content);
  const y = done >= 2 ? Y + W * X : Y;
  const gx = done >= 4 ? GX + W * GY : GX;
  const gw = done >= 6 ? GW + X * GY : GW;
  const back = done >= 2 && place > 2;
  const lit = (/** @type {string} */ way, /** @type {boolean} */ uses) => (now && (now.way === way || uses) ? colours["current-tint"] : colours["sand-raised"]);
  const uses = { x: now?.way === "y" || now?.way === "gw", w: now?.way === "y" || now?.way === "gx", y: now?.way === "gx" || now?.way === "gw" };
  const marks = [
    // The wire, and the way the number goes.
    mark("line", { x1: left, x2: right, y1: middle, y2: middle, stroke: colours.edge, "stroke-width": 3 }),
    ...arrow(now?.way, { left: left + radius, centre, right: right - radius, radius, middle, size }, colours.current),
  ];
  const node = (/** @type {number} */ x, /** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ fill, /** @type {string} */ stroke) => {
    marks.push(mark("circle", { cx: x, cy: middle, r: radius, fill, stroke, "stroke-width": 3 }), write(`${name} = ${value}`, x, middle + large * 0.35, { "font-size": large, "font-weight": 700 }));
  };
  node(left, "x", String(X), lit("gx", uses.x), colours.other);
  node(centre, "w", String(W), lit("gw", uses.w), colours.chosen);
  node(right, "y", String(y), lit("y", uses.y), colours.other);
  const name = middle + radius + size * 1.5;
  const [input, weight, output] = [say("node_x"), say("node_w"), say("node_y")];
  // Names stand inside the picture.
  const inside = (/** @type {number} */ x, /** @type {string} */ label) => Math.min(Math.max(x, measure(label, size) / 2), width - measure(label, size) / 2);
  marks.push(write(input, inside(left, input), name, { fill: colours["ink-soft"] }), write(weight, centre, name, { fill: colours["ink-soft"] }), write(output, inside(right, output), name, { fill: colours["ink-soft"] }));
  if (back) {
    const error = { "font-weight": 700, fill: colours.current, "font-size": large * 0.85 };
    marks.push(write(`gy = ${GY}`, right, name + size * 1.5, error));
    if (place > 3) marks.push(write(`gx = ${gx}`, left, name + size * 1.5, error));
    if (place > 5 || done === OPERATIONS.length) marks.push(write(`gw = ${gw}`, centre, name + size * 1.5, error));
  }
  // The sum of this operation; at the end the product of all, in as many lines as it takes.
  const sums = lines(now?.sum ?? (place > OPERATIONS.length ? product : say("six_sum")), width, large, measure, true);
  sums.forEach((sum, row) => marks.push(write(sum, centre, size * 1.6 + row * large * 1.3, { "font-size": large, "font-weight": 700, class: now ? "arrives" : undefined })));
  // Six boxes, filled one after the other: two by two.
  const box = Math.min(size * 2.6, (width - size * 4) / 7);
  const gap = box * 0.35;
  const start = centre - (6 * box + 2 * gap * 2 + 3 * 4) / 2;
  const top = name + size * 2.6;
  const groups = [say("group_forward"), say("group_input"), say("group_weight")];
  OPERATIONS.forEach(({ sign }, order) => {
    const group = Math.floor(order / 2);
    const x = start + order * (box + 2) + group * gap * 2;
    const filled = order < done;
    const colour = group === 0 ? colours.other : colours.current;
    marks.push(
      mark("rect", { x, y: top, width: box, height: box, rx: 6, fill: filled ? colour : colours["sand-sunk"], stroke: colour, "stroke-width": 2, class: order === done - 1 && now ? "arrives" : undefined }),
      write(sign, x + box / 2, top + box / 2 + large * 0.36, { "font-size": large, "font-weight": 700, fill: filled ? colours["on-strong"] : colours["ink-soft"] }),
    );
    if (order % 2) return;
    marks.push(write(groups[group] ?? "", x + box + 1, top + box + size * 1.3, { fill: colours["ink-soft"] }));
  });
  const bottom = top + box + size * 2.9;
  marks.push(write(say("six_count", { count: done }), centre, bottom, { "font-weight": 700, "font-size": size * 1.15 }));
  return { marks, tall: Math.ceil(bottom + size * 0.6) };
}

/**
 * An arrow along the wire: from x over w to y, back from y to x, or back to w.
 * @param {"y" | "gx" | "gw" | undefined} way
 * @param {{left: number, centre: number, right: number, radius: number, middle: number, size: number}} at
 * @param {string} colour
 * @returns {Mark[]}
 */
function arrow(way, { left, centre, right, radius, middle, size }, colour) {
  if (!way) return [];
  const y = middle - radius - size;
  const [from, to] = way === "y" ? [left - radius, right + radius] : way === "gx" ? [right + radius, left - radius] : [right + radius, centre];
  const head = Math.sign(to - from) * size * 0.7;
  return [
    mark("path", { d: `M${from} ${y}H${to}`, stroke: colour, "stroke-width": 4, fill: "none", "stroke-linecap": "round", class: "arrives" }),
    mark("path", { d: `M${to - head} ${y - size * 0.5}L${to} ${y}L${to - head} ${y + size * 0.5}`, stroke: colour, "stroke-width": 4, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round", class: "arrives" }),
  ];
}
