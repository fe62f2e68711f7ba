/** What models were trained on: each mix as two bars, what was collected and what was read, and how one became the other. */

import { mark } from "../shared/marks.js";
import { percent } from "../shared/numbers.js";
import { writeBytes, writeQuantity } from "../shared/quantity.js";
import { fit, lines } from "../shared/svg.js";

/** @typedef {import("./types.js").Lang} Lang */
/** @typedef {import("./types.js").Mix} Mix */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */

/** Colours of the parts in their order: neighbours differ much in lightness. @type {readonly (0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8)[]} */
const STEPS = [7, 2, 5, 0, 8, 3, 6];
const GAP = 2; // px between two parts

/**
 * @param {Part} part
 * @param {Mix["unit"]} unit
 * @param {Lang} reader
 */
export const sizeOf = ({ size }, unit, reader) => (unit === "bytes" ? writeBytes(size) : writeQuantity(size, reader));

/**
 * Where the parts of a bar stand: [from, to] in px.
 * @param {readonly number[]} shares adding up to 1
 * @param {number} left
 * @param {number} width
 * @returns {[number, number][]}
 */
export function spans(shares, left, width) {
  let at = left;
  return shares.map((share) => {
    const from = at;
    at += share * width;
    return [from, at];
  });
}

/**
 * @param {readonly Mix[]} all
 * @param {Lang} reader
 * @param {number} width px
 * @param {Pen} pen
 * @param {import("../shared/picture.js").Say} say
 * @returns {{marks: Mark[], tall: number}}
 */
export function mixes(all, reader, width, pen, say) {
  /** @type {Mark[]} */
  const marks = [];
  let y = 0;
  for (const mix of all) {
    const one = drawMix(mix, reader, width, y, pen, say);
    marks.push(...one.marks);
    y = one.bottom + pen.size * 1.6;
  }
  return { marks, tall: y };
}

/**
 * @param {Mix} mix
 * @param {Lang} reader
 * @param {number} width
 * @param {number} top
 * @param {Pen} pen
 * @param {import("../shared/picture.js").Say} say
 */
function drawMix(mix, reader, width, top, { size, colours, measure }, say) {
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours.ink, ...more }, content);
  const beside = width > 46 * size;
  const bars = beside ? width * 0.54 : width;
  /** @type {Mark[]} */
  const marks = [];
  let y = top + size * 1.2;
  const write = (/** @type {string} */ said, /** @type {boolean} */ bold) => {
    for (const line of lines(said, bars, size, measure, bold)) {
      marks.push(word(line, { x: 0, y, "font-weight": bold ? 700 : 400 }));
      y += size * 1.35;
    }
  };
  const total = mix.unit === "bytes" ? writeBytes(mix.total) : say("amount_tokens", { tokens: writeQuantity(mix.total, reader) });
  write(say("collected", { name: mix.name, total }), true);
  const [high, flow] = beside ? [size * 2.5, size * 2.8] : [size * 2, size * 2];
  const upper = spans(mix.parts.map(({ share }) => share), 0, bars);
  const lower = spans(mix.parts.map(({ read }) => read), 0, bars);
  const first = y - size * 0.8;
  const second = first + high + flow;
  mix.parts.forEach((part, place) => {
    const step = STEPS[place % STEPS.length] ?? 0;
    const [above, below] = [upper[place] ?? [0, 0], lower[place] ?? [0, 0]];
    const fill = colours[`seq-${step}`];
    marks.push(mark("polygon", { points: `${above[0]},${first + high} ${above[1]},${first + high} ${below[1]},${second} ${below[0]},${second}`, fill, "fill-opacity": 0.35 }));
    for (const { bar: [from = 0, to = 0], at, share } of [{ bar: above, at: first, share: part.share }, { bar: below, at: second, share: part.read }]) {
      marks.push(mark("rect", { x: from, y: at, width: Math.max(1.5, to - from - GAP), height: high, fill, stroke: colours.edge, "stroke-width": 1 }));
      const said = [`${part.name} ${percentOf(share)}`, percentOf(share)].find((label) => measure(label, size, true) + size < to - from - GAP);
      if (said) marks.push(word(said, { x: from + size * 0.4, y: at + high * 0.65, "font-weight": 700, fill: colours[`seq-${step}-text`] }));
    }
  });
  y = second + high + size * 1.3;
  write(say("was_read", { tokens: writeQuantity(mix.tokens_read, reader) }), false);
  const list = beside ? { x: bars + size * 2, y: top + size * 1.2, width: width - bars - size * 2 } : { x: 0, y: y + size * 0.6, width };
  const right = list.x + list.width;
  const columns = { share: right - size * 8.8, arrow: right - size * 8.4, read: right - size * 4.1, epochs: right };
  const heads = /** @type {const} */ ([[say("col_share"), columns.share], [say("col_read"), columns.read], [say("col_epochs"), columns.epochs]]);
  marks.push(...heads.map(([head, x]) => word(head, { x, y: list.y, "text-anchor": "end", fill: colours["ink-soft"] })));
  mix.parts.forEach((part, place) => {
    const at = list.y + (place + 1) * size * 1.45;
    const room = columns.share - size * 3 - list.x - size * 1.4;
    const full = `${part.name} · ${part.about[reader]}`;
    const name = measure(full, size) <= room ? full : fit(part.name, room, size, measure);
    const grown = part.read > part.share * 1.5;
    marks.push(
      mark("rect", { x: list.x, y: at - size * 0.85, width: size, height: size, rx: 2, fill: colours[`seq-${STEPS[place % STEPS.length] ?? 0}`], stroke: colours.edge }),
      word(name, { x: list.x + size * 1.4, y: at }),
      word(percentOf(part.share), { x: columns.share, y: at, "text-anchor": "end" }),
      word("→", { x: columns.arrow, y: at, fill: colours["ink-soft"] }),
      word(percentOf(part.read), { x: columns.read, y: at, "text-anchor": "end", "font-weight": grown ? 700 : 400 }),
      word(say("times", { epochs: part.epochs }), { x: columns.epochs, y: at, "text-anchor": "end", "font-weight": grown ? 700 : 400 }),
    );
  });
  return { marks, bottom: Math.max(y, list.y + mix.parts.length * size * 1.45) };
}

/** Two digits say enough here: 82 %, 3.8 %, 0.6 %. @param {number} share */
export const percentOf = (share) => (share >= 0.0995 ? `${Math.round(share * 100)}\u00a0%` : share >= 0.001 ? `${(share * 100).toFixed(1)}\u00a0%` : percent(share));
