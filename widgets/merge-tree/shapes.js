/** A tree at one of its steps as plain SVG shapes, for the page and for the saved file alike. Colours go by name. */

import { digits } from "./label.js";

/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./layout.js").Node} Node */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {import("../shared/svg.js").Measure} Measure */

/**
 * `fresh`: made by the present step; `mono`: in the letters of bytes; `step`: the step to go to when it is clicked.
 * @typedef {{tag: "rect" | "path" | "text", attributes: Record<string, string | number>, fill?: ColourName, stroke?: ColourName,
 *   text?: string, mono?: boolean, fresh?: boolean, step?: number}} Shape
 */

/**
 * What a node is at a step: not there yet, made just now, one of the two that were joined just now, part of a finished
 * token, a piece that waits to be joined on, or grown into another one.
 * @typedef {"absent" | "fresh" | "pair" | "done" | "piece" | "past"} State
 */

/**
 * @param {Layout} layout
 * @param {number} place steps taken
 * @returns {State[]} one a node
 */
export function states({ nodes, leaves }, place) {
  const steps = nodes.length - leaves;
  const roots = nodes.map((_, at) => at);
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const parent = nodes[at]?.parent ?? -1;
    if (parent >= 0) roots[at] = roots[parent] ?? parent;
  }
  const there = (/** @type {number} */ at) => (nodes[at]?.step ?? 0) < place;
  return nodes.map(({ step, parent }, at) => {
    const root = roots[at] ?? at;
    if (!there(at)) return "absent";
    if (step >= 0 && step === place - 1) return "fresh";
    if (parent >= 0 && nodes[parent]?.step === place - 1) return "pair";
    // A leaf that nothing joins is known to be a token only when all is done.
    if (there(root) && (root >= leaves || place === steps)) return "done";
    return parent >= 0 && there(parent) ? "past" : "piece";
  });
}

/** @type {Readonly<Record<Exclude<State, "absent">, {fill: ColourName, stroke: ColourName, ink: ColourName, line: ColourName}>>} */
const LOOKS = {
  fresh: { fill: "current", stroke: "current", ink: "on-strong", line: "current" },
  pair: { fill: "current-tint", stroke: "current", ink: "ink", line: "current" },
  done: { fill: "chosen-tint", stroke: "chosen-ink", ink: "ink", line: "chosen-ink" },
  piece: { fill: "sand-raised", stroke: "ink", ink: "ink", line: "edge" },
  past: { fill: "sand", stroke: "edge", ink: "ink-soft", line: "edge" },
};

/** Shapes that were made of a layout already. A step changes few of them, and what stays the same need not be drawn anew. */
const made = /** @type {WeakMap<Layout, Map<string, Shape[]>>} */ (new WeakMap());

/**
 * @param {Layout} layout
 * @param {number} place steps taken
 * @param {Measure} measure
 * @returns {Shape[]} in the order in which they lie on each other; what looks as before is the same object as before
 */
export function shapesOf(layout, place, measure) {
  const { nodes, leaves, unit, tokens, boxHeight, pillHeight } = layout;
  const state = states(layout, place);
  const known = made.get(layout) ?? new Map();
  made.set(layout, known);
  const once = (/** @type {string} */ key, /** @type {() => Shape[]} */ make) => {
    if (!known.has(key)) known.set(key, make());
    return /** @type {Shape[]} */ (known.get(key));
  };
  /** @type {Shape[]} */
  const lines = [];
  /** @type {Shape[]} */
  const front = [];
  nodes.forEach((node, at) => {
    const is = state[at] ?? "absent";
    if (is === "absent") return;
    if (at >= leaves) {
      // The lines take the colour of their joint, that of the present step comes last and lies above.
      lines.push(...once(`branches ${at} ${is}`, () => node.children.map((child) => branch(nodes[child] ?? node, node, is, layout))));
      front.push(...once(`joint ${at} ${is}`, () => pill(node, is, layout, measure)));
    } else front.push(...once(`leaf ${at} ${is}`, () => leaf(node, is, layout)));
  });
  tokens.forEach((token, index) => {
    const root = nodes[token.node];
    const is = state[token.node];
    if (!root || is === "absent" || is === "piece" || is === "pair") return;
    if (token.node < leaves && is !== "done") return;
    const fresh = is === "fresh";
    const top = token.y + boxHeight / 2;
    const foot = root.y - (token.node < leaves ? layout.leafHeight : pillHeight) / 2;
    lines.push(
      ...once(`stem ${index} ${fresh}`, () => [{ tag: "path", attributes: { d: `M${root.x} ${foot}V${top}`, "stroke-width": unit * 0.19, pathLength: 1 }, stroke: fresh ? "current" : "chosen-ink", fresh }]),
    );
    front.push(...once(`token ${index} ${fresh}`, () => tokenBox(token, layout, fresh)));
  });
  return [...lines, ...front, ...once("characters", () => layout.characters.flatMap((one) => character(one, layout)))];
}

/**
 * From a piece up to the joint it goes into.
 * @param {Node} child
 * @param {Node} joint
 * @param {Exclude<State, "absent">} is
 * @param {Layout} layout
 * @returns {Shape}
 */
function branch(child, joint, is, { unit, pillHeight, leafHeight }) {
  const from = child.y - (child.height ? pillHeight : leafHeight) / 2;
  const to = joint.y + pillHeight / 2 - 1;
  const side = joint.x + Math.sign(child.x - joint.x) * Math.min(Math.abs(child.x - joint.x), unit * 0.9);
  const bend = Math.min((from - to) * 0.5, unit * 2.5);
  const d = `M${short(child.x)} ${short(from)}C${short(child.x)} ${short(from - bend)} ${short(side)} ${short(to + bend)} ${short(side)} ${short(to)}`;
  return { tag: "path", attributes: { d, "stroke-width": unit * (is === "fresh" ? 0.22 : 0.14), "stroke-linecap": "round", pathLength: 1 }, stroke: LOOKS[is].line, fresh: is === "fresh" };
}

/**
 * A joint: its rank, and before it what it reads, where there is room.
 * @param {Node} node
 * @param {Exclude<State, "absent">} is
 * @param {Layout} layout
 * @param {Measure} measure
 * @returns {Shape[]}
 */
function pill({ x, y, step, rank, label, raw, first, last }, is, { unit, widths, pillHeight }, measure) {
  const room = widths.slice(first, last + 1).reduce((total, one) => total + one, 0) - 4;
  const rankWidth = digits(rank, unit);
  const labelWidth = measure(label, unit * 1.1);
  const both = !raw && rankWidth + labelWidth + unit * 1.5 <= room;
  const width = Math.min(room, rankWidth + (both ? labelWidth + unit * 1.5 : unit * 0.7));
  const look = LOOKS[is];
  const base = y + unit * 0.36;
  const fresh = is === "fresh";
  /** @type {Shape[]} */
  const shapes = [
    { tag: "rect", attributes: { x: x - width / 2, y: y - pillHeight / 2, width, height: pillHeight, rx: pillHeight / 2, "stroke-width": fresh || is === "piece" ? 2 : 1.25 }, fill: look.fill, stroke: look.stroke, fresh, step },
  ];
  if (both) shapes.push({ tag: "text", text: label, attributes: { x: x - width / 2 + unit * 0.55, y: base, "font-size": unit * 1.1 }, fill: look.ink, fresh, step });
  const end = both ? { x: x + width / 2 - unit * 0.5, "text-anchor": "end" } : { x, "text-anchor": "middle" };
  shapes.push({ tag: "text", text: String(rank), mono: true, attributes: { ...end, y: base, "font-size": unit, "font-weight": 700 }, fill: look.ink, fresh, step });
  return shapes;
}

/**
 * @param {Node} node
 * @param {Exclude<State, "absent">} is
 * @param {Layout} layout
 * @returns {Shape[]}
 */
function leaf({ x, y, label, raw, first, dropped }, is, { unit, widths, leafHeight }) {
  const width = (widths[first] ?? 0) - 3;
  /** @type {{fill: ColourName, ink: ColourName}} */
  const plain = dropped ? { fill: "sand-sunk", ink: "cut-ink" } : { fill: "other-tint", ink: "ink" };
  const look = dropped || is === "past" || is === "piece" ? plain : LOOKS[is];
  const size = raw ? unit : unit * 1.25;
  return [
    { tag: "rect", attributes: { x: x - width / 2, y: y - leafHeight / 2, width, height: leafHeight, rx: 4, "stroke-width": is === "pair" ? 2 : 0 }, fill: look.fill, stroke: is === "pair" ? "current" : look.fill },
    { tag: "text", text: label, mono: raw, attributes: { x, y: y + size * 0.36, "font-size": size, "text-anchor": "middle" }, fill: look.ink },
  ];
}

/**
 * @param {import("./layout.js").Box} token
 * @param {Layout} layout
 * @param {boolean} fresh
 * @returns {Shape[]}
 */
function tokenBox({ label, id, unknown, x, y, width }, { unit, boxHeight }, fresh) {
  const top = y - boxHeight / 2;
  /** @type {{fill: ColourName, ink: ColourName}} */
  const look = unknown ? { fill: "sand-sunk", ink: "ink" } : { fill: "chosen", ink: "on-chosen" };
  return [
    { tag: "rect", attributes: { x: x - width / 2, y: top, width, height: boxHeight, rx: 6, "stroke-width": 2 }, fill: look.fill, stroke: fresh ? "current" : look.fill, fresh },
    { tag: "text", text: label, attributes: { x, y: top + unit * 1.28, "font-size": unit * 1.15, "font-weight": 700, "text-anchor": "middle" }, fill: look.ink, fresh },
    { tag: "text", text: String(id), mono: true, attributes: { x, y: top + unit * 2.5, "font-size": unit, "text-anchor": "middle" }, fill: look.ink, fresh },
  ];
}

/**
 * @param {import("./layout.js").Character} character
 * @param {Layout} layout
 * @returns {Shape[]}
 */
function character({ label, x, width, odd }, { unit, ground }) {
  const size = width > unit * 2.6 ? unit * 1.4 : unit * 1.15;
  const rim = short(width / 2);
  return [
    { tag: "path", attributes: { d: `M${x - rim} ${ground + 1}v3q0 4 4 4h${width - 8}q4 0 4 -4v-3`, "stroke-width": 2 }, stroke: odd ? "edge" : "other" },
    { tag: "text", text: label, attributes: { x, y: ground + unit * 1.95, "font-size": size, "text-anchor": "middle" }, fill: "ink" },
  ];
}

/** @param {number} value */
export function short(value) {
  return Math.round(value * 10) / 10;
}
