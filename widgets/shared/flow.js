/** Text of several kinds in one paragraph of an SVG file: it is broken into lines, and each kind has its own ground. */

import { node, text } from "./svg.js";

/**
 * @typedef {{text: string, ground?: string, fill?: string, bold?: boolean}} Run a stretch of one kind
 * @typedef {{text: string, x: number, width: number, run: Run}} Placed a part of a run on one line
 */

/** What is not broken: a character of Japanese with the closing sign after it, or a word with the spaces after it. */
const UNITS = /\n|[\u3000-\u9fff\uff00-\uffef][、。，．」』）！？：；％]*|[^\s\u3000-\u9fff\uff00-\uffef]+[^\S\n]*|[^\S\n]+/g;

/**
 * Break runs into lines.
 * @param {readonly Run[]} runs
 * @param {number} width px
 * @param {number} size px
 * @param {import("./svg.js").Measure} measure
 * @returns {Placed[][]} what stands on each line
 */
export function flow(runs, width, size, measure) {
  /** @type {Placed[]} */
  let line = [];
  const lines = [line];
  let x = 0;
  const next = () => {
    lines.push((line = []));
    x = 0;
  };
  for (const run of runs) {
    for (const unit of run.text.match(UNITS) ?? []) {
      if (unit === "\n") {
        next();
        continue;
      }
      if (x > 0 && x + measure(unit.trimEnd(), size, run.bold) > width) next();
      const wide = measure(unit, size, run.bold);
      const last = line.at(-1);
      if (last?.run === run) {
        last.text += unit;
        last.width += wide;
      } else line.push({ text: unit, x, width: wide, run });
      x += wide;
    }
  }
  return lines;
}

/**
 * Draw runs as a paragraph.
 * @param {readonly Run[]} runs
 * @param {{x: number, y: number, width: number, size: number, leading: number, fill: string}} box `y` is the top
 * @param {import("./svg.js").Measure} measure
 * @returns {{parts: string[], bottom: number}}
 */
export function paragraph(runs, { x, y, width, size, leading, fill }, measure) {
  const lines = flow(runs, width, size, measure);
  const parts = lines.flatMap((line, place) =>
    line.flatMap((one) => {
      const top = y + place * leading;
      return [
        one.run.ground ? node("rect", { x: x + one.x - 2, y: top + leading * 0.08, width: one.width + 4, height: leading * 0.86, rx: 3, fill: one.run.ground }) : "",
        text(one.text, { x: x + one.x, y: top + leading * 0.5 + size * 0.35, "font-size": size, "font-weight": one.run.bold ? 700 : undefined, fill: one.run.fill ?? fill, "xml:space": "preserve" }),
      ];
    }),
  );
  return { parts, bottom: y + lines.length * leading };
}
