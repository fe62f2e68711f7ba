/** The picture as an SVG file: both sides, what was computed now, the figures, and that it was recorded. */

import { paragraph } from "../shared/flow.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { GROUNDS, grouped, written } from "./pieces.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Piece} Piece */
/** @typedef {import("./types.js").Side} Side */

const WIDTH = 1200;
const MARGIN = 32;
const GAP = 20;
const ASIDE = 300; // the column of what is computed

/**
 * @param {import("./types.js").Result} result
 * @param {string} reader language of the page
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawRecordedPrompts({ exhibit, calculation }, reader, say, ink) {
  const { colours, measure, font } = ink;
  const title = exhibit.title[reader] ?? "";
  const stamp = say("recorded");
  const stamped = measure(stamp, 20, true) + 28;
  const parts = [
    node("rect", { x: MARGIN, y: 22, width: stamped, height: 34, rx: 4, fill: "none", stroke: colours.ink, "stroke-width": 3 }),
    text(stamp, { x: MARGIN + stamped / 2, y: 46, "font-size": 20, "font-weight": 700, "text-anchor": "middle", fill: colours.ink }),
    text(title, { x: MARGIN + stamped + 16, y: 47, "font-size": 24, "font-weight": 700, fill: colours.ink }),
  ];
  const top = 76;
  const wide = (WIDTH - 2 * MARGIN - ASIDE - exhibit.sides.length * GAP) / exhibit.sides.length;
  const sides = exhibit.sides.map((side, place) => sided(side, MARGIN + place * (wide + GAP), top, wide, reader, say, ink));
  const bottom = Math.max(...sides.map((side) => side.bottom));
  exhibit.sides.forEach((_, place) => parts.push(node("rect", { x: MARGIN + place * (wide + GAP), y: top, width: wide, height: bottom - top, rx: 8, fill: colours.sand, stroke: colours.edge, "stroke-width": 2 })));
  parts.push(...sides.flatMap((side) => side.parts));
  const aside = computed(calculation, exhibit.figures, WIDTH - MARGIN - ASIDE, top, reader, say, ink);
  parts.push(...aside.parts);
  let y = bottom + 28;
  const about = `${say("source")} ${exhibit.source[reader]}${exhibit.address ? ` (${exhibit.address.replace("https://arxiv.org/abs/", "arXiv ")})` : ""}${say("full_stop")}${exhibit.model[reader]} ${say("ours")}`;
  for (const line of lines(about, WIDTH - 2 * MARGIN - ASIDE - GAP, 16, measure)) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 16, fill: colours["ink-soft"] }));
    y += 23;
  }
  const height = Math.max(y, aside.bottom) + MARGIN - 16;
  const told = exhibit.sides.map((side) => `${side.name[reader]}: ${written(side.reply, reader)} (${side.correct ? say("right") : say("wrong")})`);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(`${stamp} · ${title}`)),
    node("desc", { id: "desc" }, escape(told.join("; "))),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}

/**
 * One way of asking.
 * @param {Side} side
 * @param {number} x
 * @param {number} top
 * @param {number} width
 * @param {string} reader
 * @param {Say} say
 * @param {Ink} ink
 */
function sided({ name, what, number, correct, prompt, reply }, x, top, width, reader, say, { colours, measure }) {
  const inner = width - 32;
  const runs = (/** @type {readonly Piece[]} */ pieces) =>
    pieces.map(({ kind, text: said }) => {
      const ground = GROUNDS[kind];
      return { text: said[reader] ?? "", ground: ground ? colours[ground] : undefined, bold: kind === "answer" };
    });
  const parts = [text(name[reader] ?? "", { x: x + 16, y: top + 30, "font-size": 20, "font-weight": 700, fill: colours.ink })];
  let y = top + 54;
  for (const line of lines(what[reader] ?? "", inner, 16, measure)) {
    parts.push(text(line, { x: x + 16, y, "font-size": 16, fill: colours["ink-soft"] }));
    y += 22;
  }
  for (const [label, pieces] of /** @type {const} */ ([[say("asked"), prompt], ["↓ " + say("replied"), reply]])) {
    parts.push(text(label, { x: x + 16, y: y + 10, "font-size": 16, "font-weight": 700, fill: colours["ink-soft"] }));
    const box = paragraph(runs(pieces), { x: x + 24, y: y + 24, width: inner - 16, size: 16, leading: 24, fill: colours.ink }, measure);
    parts.push(node("rect", { x: x + 16, y: y + 18, width: inner, height: box.bottom - y - 12, rx: 4, fill: colours[pieces === reply ? "sand-raised" : "sand-sunk"] }), ...box.parts);
    y = box.bottom + 22;
  }
  const wide = measure(number, 38, true);
  parts.push(
    correct ? node("rect", { x: x + 16, y: y - 2, width: wide + 16, height: 46, rx: 4, fill: colours.chosen }) : "",
    text(number, { x: x + 24, y: y + 34, "font-size": 38, "font-weight": 700, fill: correct ? colours["on-chosen"] : colours["cut-ink"] }),
    correct ? "" : node("line", { x1: x + 22, x2: x + 26 + wide, y1: y + 21, y2: y + 21, stroke: colours.cut, "stroke-width": 3 }),
    text(correct ? say("right") : say("wrong"), { x: x + wide + 52, y: y + 30, "font-size": 20, "font-weight": 700, fill: colours.ink }),
  );
  return { parts, bottom: y + 58 };
}

/**
 * What is computed now, and the figures of the source.
 * @param {readonly import("./types.js").Line[]} calculation
 * @param {readonly import("./types.js").Figure[]} figures
 * @param {number} x
 * @param {number} top
 * @param {string} reader
 * @param {Say} say
 * @param {Ink} ink
 */
function computed(calculation, figures, x, top, reader, say, { colours, measure }) {
  const parts = [text(say("calculated"), { x, y: top + 26, "font-size": 18, "font-weight": 700, fill: colours.ink })];
  let y = top + 56;
  for (const [place, { left, sign, right, result, exact }] of calculation.entries()) {
    const last = place === calculation.length - 1;
    const sum = `${grouped(left)} ${sign} ${grouped(right)} ${exact ? "=" : "≈"} `;
    const size = measure(sum + grouped(result), 18, true) > ASIDE ? 16 : 18;
    const start = x + measure(sum, size);
    if (last) parts.push(node("rect", { x: start - 4, y: y - 18, width: measure(grouped(result), size, true) + 8, height: 25, rx: 4, fill: colours["chosen-tint"] }));
    parts.push(
      text(sum, { x, y, "font-size": size, fill: colours.ink, "xml:space": "preserve" }),
      text(grouped(result), { x: start, y, "font-size": size, "font-weight": last ? 700 : undefined, fill: colours.ink }),
    );
    y += 28;
  }
  if (!figures.length) return { parts, bottom: y };
  y += 22;
  for (const line of lines(say("figures"), ASIDE, 18, measure, true)) {
    parts.push(text(line, { x, y, "font-size": 18, "font-weight": 700, fill: colours.ink }));
    y += 25;
  }
  for (const { name, percent, kind, source } of figures) {
    const bar = { before: colours.cut, after: colours.other, people: colours.chosen }[kind];
    parts.push(
      text(name[reader] ?? "", { x, y: y + 4, "font-size": 16, fill: colours.ink }),
      node("rect", { x, y: y + 12, width: ASIDE - 60, height: 16, rx: 4, fill: colours["sand-sunk"] }),
      node("rect", { x, y: y + 12, width: ((ASIDE - 60) * percent) / 100, height: 16, rx: 4, fill: bar }),
      text(`${percent}\u00a0%`, { x: x + ASIDE, y: y + 26, "font-size": 16, "font-weight": 700, "text-anchor": "end", fill: colours.ink }),
      text(source[reader] ?? "", { x, y: y + 46, "font-size": 16, fill: colours["ink-soft"] }),
    );
    y += 70;
  }
  return { parts, bottom: y };
}
