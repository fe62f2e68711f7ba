/** The picture as an SVG file: the problem, the steps with their arrows, the answer. */

import { escape, lines, node, text } from "../shared/svg.js";
import { arrows, uses } from "./arrows.js";
import { calculation, minus, reason, summary, verdictOnAnswer, verdicts, writers } from "./said.js";

/** @typedef {import("./arrows.js").Box} Box */
/** @typedef {import("./types.js").ChainOfThought} ChainOfThought */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1100;
const MARGIN = 36;
const SIZE = 24; // of the calculations
const ROW = 48;
const GAP = 24;
const EQUALS = 330; // where all equals signs stand

/**
 * @param {ChainOfThought} data
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawChain(data, say, ink) {
  const { colours, measure, font } = ink;
  const { params, result } = data;
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 20;
  const write = (/** @type {string} */ content, /** @type {number} */ size, /** @type {string} */ fill, bold = false) => {
    for (const one of lines(content, WIDTH - 2 * MARGIN, size, measure, bold)) {
      parts.push(text(one, { x: MARGIN, y, "font-size": size, fill, "font-weight": bold ? 700 : undefined }));
      y += size * 1.4;
    }
  };
  write(summary(data, say), 24, colours.ink, true);
  y += 4;
  write(params.problem, 20, colours["ink-soft"]);
  write(`${result.model.name} · ${result.trigger}`, 18, colours["ink-soft"]);
  y += 8;

  const found = verdicts(result.steps, result.first_wrong);
  const written = writers(result.steps);
  const drawn = result.steps.map((step, place) => {
    const top = y + place * (ROW + GAP);
    const base = top + ROW / 2 + SIZE * 0.35;
    const verdict = found[place] ?? "right";
    const by = written[place] ?? "model";
    const strong = verdict === "right" ? colours.ink : verdict === "first" ? colours.ink : colours["cut-ink"];
    /** @type {string[]} */
    const inside = [];
    if (verdict === "first") inside.push(node("rect", { x: MARGIN, y: top, width: WIDTH - 2 * MARGIN, height: ROW, rx: 8, fill: colours["current-tint"], stroke: colours.current, "stroke-width": 2 }));
    else if (by === "pupil") inside.push(node("rect", { x: MARGIN, y: top, width: WIDTH - 2 * MARGIN, height: ROW, rx: 8, fill: colours.sand }), node("rect", { x: MARGIN, y: top, width: 5, height: ROW, fill: colours.other }));
    inside.push(text(String(place + 1), { x: MARGIN + 26, y: base - 2, "font-size": 18, "font-weight": 700, "text-anchor": "middle", fill: colours["ink-soft"] }));
    // From the equals sign to the left: the numbers, the signs between them.
    let right = EQUALS - 14;
    /** @type {Box[]} */
    const operands = [];
    for (let at = step.operands.length - 1; at >= 0; at -= 1) {
      const content = minus(step.operands[at]?.text ?? "");
      const width = measure(content, SIZE);
      operands.unshift({ left: right - width, right, top: top + 10, bottom: top + ROW - 10 });
      inside.push(text(content, { x: right, y: base, "font-size": SIZE, "text-anchor": "end", fill: strong }));
      if (!step.operands[at]?.known) inside.push(node("line", { x1: right - width, x2: right, y1: top + ROW - 8, y2: top + ROW - 8, stroke: colours.current, "stroke-width": 3, "stroke-dasharray": "5 4" }));
      right -= width + 10;
      if (at === 0) break;
      const sign = minus(step.signs[at - 1] ?? "");
      inside.push(text(sign, { x: right, y: base, "font-size": SIZE, "text-anchor": "end", fill: colours["ink-soft"] }));
      right -= measure(sign, SIZE) + 10;
    }
    inside.push(text("=", { x: EQUALS, y: base, "font-size": SIZE, "text-anchor": "middle", fill: colours["ink-soft"] }));
    const content = minus(step.result);
    const box = { left: EQUALS + 14, right: EQUALS + 30 + measure(content, SIZE, true), top: top + 8, bottom: top + ROW - 8 };
    const boxed = { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, rx: 4 };
    inside.push(
      verdict === "right" ? node("rect", { ...boxed, fill: colours["other-tint"] }) : verdict === "first" ? node("rect", { ...boxed, fill: colours.current }) : node("rect", { ...boxed, fill: "none", stroke: colours.cut, "stroke-width": 2 }),
      text(content, { x: box.left + 8, y: base, "font-size": SIZE, "font-weight": 700, fill: verdict === "first" ? colours["on-strong"] : strong, "text-decoration": verdict === "first" ? "line-through" : undefined }),
    );
    const said = verdict === "right" ? "✓" : verdict === "follows" ? `↳ ${say("follows")}` : `✗ ${reason(step, say)}`;
    const about = by === "model" ? said : `${said} · ${say(by === "pupil" ? "by_pupil" : "by_kept")}`;
    const left = Math.max(box.right + 70, 520);
    const broken = lines(about, WIDTH - MARGIN - 12 - left, 18, measure, verdict === "first").slice(0, 2);
    broken.forEach((one, at) => inside.push(text(one, { x: left, y: top + ROW / 2 + 6 + (at - (broken.length - 1) / 2) * 21, "font-size": 18, fill: strong, "font-weight": verdict === "first" ? 700 : undefined })));
    return { inside, operands, result: box, row: { left: MARGIN, right: WIDTH - MARGIN, top, bottom: top + ROW } };
  });
  parts.push(...drawn.flatMap(({ inside }) => inside));
  for (const { path, head } of arrows(uses(result.steps), drawn.map((one) => one.result), drawn.map((one) => one.operands), drawn.map((one) => one.row))) {
    parts.push(node("path", { d: path, fill: "none", stroke: colours["sand-raised"], "stroke-width": 5 }), node("path", { d: path, fill: "none", stroke: colours.other, "stroke-width": 2 }), node("path", { d: head, fill: colours.other }));
  }
  y += drawn.length * (ROW + GAP) + 20;
  const final = verdictOnAnswer(data, say);
  write(`${final.mark} ${final.text}`.trim(), 22, colours.ink, true);
  if (final.note) write(final.note, 18, colours["ink-soft"]);
  const height = y - 10 + MARGIN / 2;
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(summary(data, say))),
    node("desc", { id: "desc" }, escape(result.steps.map((step) => `${calculation(step)} = ${minus(step.result)}`).join(". "))),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}
