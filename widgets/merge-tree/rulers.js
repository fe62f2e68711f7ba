/**
 * How WordPiece cuts a word: a ruler is laid from the first letter to the last and shortened from the right until what
 * it covers is in the vocabulary; the next ruler begins where it ends. One lane a ruler, as plain shapes.
 */

import { plainText } from "../shared/text.js";
import { digits, named } from "./label.js";
import { short } from "./shapes.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./types.js").Attempt} Attempt */
/** @typedef {import("./types.js").Chunk} Chunk */

/** @typedef {{width: number, height: number, shapes: Shape[], at: number}} Rulers at: the middle of the present ruler */

/**
 * The attempts of each ruler.
 * @param {readonly Attempt[]} attempts
 * @returns {Attempt[][]}
 */
export function lanesOf(attempts) {
  /** @type {Attempt[][]} */
  const lanes = [];
  for (const attempt of attempts) {
    const open = lanes.at(-1);
    if (open?.[0]?.start === attempt.start) open.push(attempt);
    else lanes.push([attempt]);
  }
  return lanes;
}

/**
 * @param {Chunk} chunk
 * @param {number} place attempts made
 * @param {{unit: number, room: number, measure: import("../shared/svg.js").Measure}} space
 * @returns {Rulers}
 */
export function rulersOf(chunk, place, { unit, room, measure }) {
  const letters = chunk.leaves.map(({ text }) => plainText(named(text)));
  const all = lanesOf(chunk.attempts);
  const unknown = chunk.tokens.find((token) => token.unknown);
  const widest = Math.max(...letters.map((letter) => measure("##" + letter, unit * 1.15, true)), digits("30000", unit)) + unit * 0.8;
  const cell = Math.min(Math.max(widest, (room - 4) / letters.length), 5 * unit);
  const width = Math.max(room, cell * letters.length + 4);
  const left = (width - cell * letters.length) / 2;
  const lane = 3.6 * unit;
  const box = 2.9 * unit;
  const top = 3 * unit;
  const count = all.length + (unknown ? 1 : 0);
  const lost = unknown !== undefined && place >= chunk.attempts.length; // one part fails, and the whole word is unknown
  /** @type {Shape[]} */
  const shapes = [];
  let at = left;

  letters.forEach((letter, index) => {
    const x = left + index * cell;
    shapes.push(
      { tag: "rect", attributes: { x: x + 1.5, y: 1, width: cell - 3, height: 2.2 * unit, rx: 4 }, fill: "other-tint" },
      { tag: "text", text: letter, attributes: { x: x + cell / 2, y: unit * 1.6, "font-size": unit * 1.4, "text-anchor": "middle" }, fill: "ink" },
    );
  });

  let before = 0;
  all.forEach((lane_, index) => {
    const made = lane_.slice(0, Math.max(place - before, 0));
    const now = place > before && place <= before + lane_.length;
    before += lane_.length;
    const last = made.at(-1);
    if (!last) return;
    const y = top + index * lane;
    const x = left + last.start * cell;
    const length = (last.end - last.start) * cell;
    if (now) at = x + length / 2;
    // Where the ruler has been, and was too long.
    for (const { end, found } of made) {
      if (found) continue;
      const middle = left + (end - 0.5) * cell;
      const arm = unit * 0.28;
      if (end > last.end) {
        shapes.push(
          { tag: "rect", attributes: { x: left + (end - 1) * cell + 1.5, y: y + box / 2 - unit * 0.75, width: cell - 3, height: unit * 1.5, rx: 4 }, fill: "sand-sunk" },
          { tag: "path", attributes: { d: `M${short(middle - arm)} ${short(y + box / 2 - arm)}l${short(2 * arm)} ${short(2 * arm)}m0 ${short(-2 * arm)}l${short(-2 * arm)} ${short(2 * arm)}`, "stroke-width": 2, "stroke-linecap": "round" }, stroke: "cut-ink" },
        );
      }
    }
    const { found } = last;
    const gold = found && !lost;
    const tint = gold ? "chosen" : now ? "current-tint" : "sand-sunk";
    const ink = gold ? "on-chosen" : "ink";
    shapes.push({ tag: "rect", attributes: { x: x + 1.5, y: y + 1, width: length - 3, height: box - 2, rx: 6, "stroke-width": now ? 3 : 1 }, fill: tint, stroke: now ? "current" : gold ? "chosen" : "edge", fresh: now });
    const middle = x + length / 2;
    const label = plainText(named(last.piece));
    if (found) {
      shapes.push(
        { tag: "text", text: label, attributes: { x: middle, y: y + unit * 1.28, "font-size": unit * 1.15, "font-weight": 700, "text-anchor": "middle" }, fill: ink },
        { tag: "text", text: String(last.id), mono: true, attributes: { x: middle, y: y + unit * 2.5, "font-size": unit, "text-anchor": "middle" }, fill: ink },
      );
    } else shapes.push({ tag: "text", text: label, attributes: { x: middle, y: y + box / 2 + unit * 0.4, "font-size": unit * 1.15, "text-anchor": "middle" }, fill: ink });
  });

  if (lost) {
    const y = top + all.length * lane;
    const length = cell * letters.length;
    shapes.push(
      { tag: "rect", attributes: { x: left + 1.5, y: y + 1, width: length - 3, height: box - 2, rx: 6, "stroke-width": 2, "stroke-dasharray": "6 4" }, fill: "sand-sunk", stroke: "cut-ink" },
      { tag: "text", text: plainText(named(unknown.text)), attributes: { x: left + length / 2, y: y + unit * 1.28, "font-size": unit * 1.15, "font-weight": 700, "text-anchor": "middle" }, fill: "ink" },
      { tag: "text", text: String(unknown.id), mono: true, attributes: { x: left + length / 2, y: y + unit * 2.5, "font-size": unit, "text-anchor": "middle" }, fill: "ink" },
    );
  }
  return { width, height: top + count * lane, shapes, at };
}
