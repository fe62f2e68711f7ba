/** The picture: GPUs side by side as outlines, to the scale of their memory, and in each what lies in it, stacked. */

import { linearScale } from "../shared/axes.js";
import { mark } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { writeBytes } from "../shared/quantity.js";
import { COLOURS, partName } from "./said.js";

/** @typedef {import("./types.js").Fit} Fit */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").Say} Say */

const INSET = 4; // px between an outline and what lies in it
const MOST = 32; // outlines, however much room there is

/**
 * How many of the GPUs are drawn, and how wide the place of each is; of more than fit, the last place says how many.
 * @param {number} used
 * @param {number} room px
 * @param {number} size of letters, px
 */
export function places(used, room, size) {
  const most = Math.max(1, Math.min(MOST, Math.floor(room / (size * 2.4))));
  const drawn = used <= most ? used : Math.max(1, most - 2);
  const all = used <= most ? used : drawn + 2;
  const each = Math.min(room / all, size * 15);
  return { drawn, each, rest: used - drawn };
}

/**
 * @param {Result} result
 * @param {Fit} fit the GPU that is drawn
 * @param {{width: number, tall: number}} room px
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function chart({ parts, total_bytes: total, used }, { memory, ok }, { width, tall }, { size, colours, measure }, say) {
  const most = Math.max(memory, total) * 1.02;
  const [top, bottom] = [size * 0.9, tall - size * 2.2];
  const y = linearScale([0, most], [bottom, top], { apart: size * 3, write: (value) => (value ? writeBytes(value, 2) : "0") });
  const label = writeBytes(memory);
  const left = Math.max(...[label, ...y.ticks.map((tick) => tick.label)].map((one) => measure(one, size, true))) + size * 0.6;
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours["ink-soft"], ...more }, content);
  const marks = y.ticks.flatMap(({ value, label: tick }) => {
    const at = y.at(value);
    const line = mark("line", { x1: left, x2: width, y1: at, y2: at, stroke: value ? colours["sand-line"] : colours.edge });
    return Math.abs(at - y.at(memory)) < size * 1.2 ? [line] : [line, word(tick, { x: left - size * 0.4, y: at + size * 0.35, "text-anchor": "end" })];
  });

  const { drawn, each, rest } = places(used, width - left - size * 0.3, size);
  const begin = left + Math.max(0, (width - left - each * (drawn + (rest ? 2 : 0))) / 2);
  const wide = Math.max(size * 1.6, Math.min(each * 0.8, each - 6));
  for (let place = 0; place < drawn; place += 1) {
    const x = begin + place * each + (each - wide) / 2;
    marks.push(...card(x, wide, y.at(memory), bottom, size, colours));
    marks.push(...stack(parts, { x, wide, memory, y: y.at }, { size, colours, measure }, say));
    // Drawn again over what goes beyond it: the outline ends here.
    marks.push(mark("line", { x1: x, x2: x + wide, y1: y.at(memory), y2: y.at(memory), stroke: colours.ink, "stroke-width": 3 }));
    const sign = `${ok ? "✓" : "✗"} ${place + 1}`;
    marks.push(word(measure(sign, size, true) < each ? sign : String(place + 1), { x: x + wide / 2, y: bottom + size * 1.75, "text-anchor": "middle", "font-weight": 700, fill: ok ? colours.ink : colours.current }));
  }
  if (rest) {
    const x = begin + (drawn + 1) * each;
    marks.push(word("⋯", { x, y: (y.at(memory) + bottom) / 2, "text-anchor": "middle", "font-weight": 700 }));
    marks.push(word(`× ${whole(used)}`, { x, y: bottom + size * 1.75, "text-anchor": "middle", "font-weight": 700, fill: colours.ink }));
  }
  marks.push(word(label, { x: left - size * 0.4, y: y.at(memory) + size * 0.35, "text-anchor": "end", "font-weight": 700, fill: colours.ink }));
  return marks;
}

/**
 * A GPU: a card with the contacts of its edge.
 * @param {number} x @param {number} wide @param {number} top @param {number} bottom @param {number} size
 * @param {Pen["colours"]} colours
 */
function card(x, wide, top, bottom, size, colours) {
  const teeth = Math.max(3, Math.floor(wide / (size * 0.5)));
  const step = (wide - 8) / teeth;
  return [
    mark("rect", { x, y: top, width: wide, height: Math.max(2, bottom - top), rx: 3, fill: colours["sand-sunk"], stroke: colours.ink, "stroke-width": 2.5 }),
    ...Array.from({ length: teeth }, (_, place) => mark("rect", { x: x + 4 + step * (place + 0.2), y: bottom + 2, width: step * 0.6, height: size * 0.3, fill: colours["chosen-ink"] })),
  ];
}

/**
 * What lies in a GPU, from the bottom up; what goes beyond its memory is pale and dashed.
 * @param {Result["parts"]} parts
 * @param {{x: number, wide: number, memory: number, y: (bytes: number) => number}} at
 * @param {Pen} pen
 * @param {Say} say
 */
function stack(parts, { x, wide, memory, y }, { size, colours, measure }, say) {
  const [from, width] = [x + INSET, wide - 2 * INSET];
  const marks = [];
  let low = 0;
  for (const { name, bytes } of parts) {
    const [fill, ink] = COLOURS[name] ?? ["cut", "ink"];
    const high = low + bytes;
    const inside = Math.min(high, memory);
    if (inside > low) marks.push(mark("rect", { x: from, width, y: y(inside), height: y(low) - y(inside), fill: colours[fill] }));
    if (high > memory) {
      const base = Math.max(low, memory);
      marks.push(mark("rect", { x: from, width, y: y(high), height: y(base) - y(high), fill: colours[fill], "fill-opacity": 0.45, stroke: colours.current, "stroke-width": 1.5, "stroke-dasharray": "5 4" }));
    }
    if (low > 0 && y(low) - y(high) > 1) marks.push(mark("line", { x1: from, x2: from + width, y1: y(low), y2: y(low), stroke: colours["sand-raised"], "stroke-width": 1.5 }));
    // The name where it has room, in the larger of the two pieces; its own colours where they are full.
    const piece = inside - low >= high - Math.max(low, memory) ? { high: inside, low, ink } : { high, low: Math.max(low, memory), ink: /** @type {const} */ ("ink") };
    const room = y(piece.low) - y(piece.high);
    const text = [`${partName(name, say)} ${writeBytes(bytes)}`, writeBytes(bytes)].find((one) => measure(one, size, true) < width - 4);
    if (text && room > size * 1.25) marks.push(mark("text", { x: from + width / 2, y: (y(piece.low) + y(piece.high)) / 2 + size * 0.35, "text-anchor": "middle", "font-size": size, "font-weight": 700, fill: colours[piece.ink] }, text));
    low = high;
  }
  return marks;
}
