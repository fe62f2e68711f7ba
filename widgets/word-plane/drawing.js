/** The picture as an SVG file: the same scene and ranking, drawn at a fixed width, with fonts a system has. */

import { escape, fit, lines, node, text } from "../shared/svg.js";
import { columns, cosine, formula, isExact, ranked, shown } from "./formula.js";
import { otherwise } from "./options.js";
import { buildScene, summary } from "./scene.js";
import { shapesOf } from "./shapes.js";
import { truth } from "./truth.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1200;
const MARGIN = 32;
const PLANE = { width: 708, height: 560 };
const SIDE = MARGIN + PLANE.width + 32; // where the ranking begins
const ROW = 36;
const MOST = 14; // rows of the ranking

/**
 * @param {import("./types.js").WordArithmetic} data
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawPlane({ params, result }, say, ink) {
  const { colours, measure } = ink;
  const first = result.results[0];
  const scene = buildScene(result, { ...PLANE, unit: 16 }, measure, say);
  const soft = colours["ink-soft"];
  const title = `${formula(result.terms)} ${isExact(result) ? "=" : "≈"} ${first ? shown(first.word) : "?"}`;
  const head = lines(title, WIDTH - 2 * MARGIN, 30, measure, true);
  const top = MARGIN + head.length * 40 + 8;

  const plane = shapesOf(scene, (name) => colours[name]).map(({ tag, attributes, text: content }) =>
    content === undefined ? node(tag, attributes) : text(content, attributes),
  );
  const below = paragraph(truth(result.plane, scene.spacing, say).join(" "), MARGIN, top + PLANE.height + 28, PLANE.width, soft, measure);
  const ranking = rankingOf(result, params.exclude_inputs, top, say, ink);
  const told = paragraph(otherwise(params, result, say).join(" "), SIDE, ranking.y + 30, WIDTH - MARGIN - SIDE, soft, measure);
  const sum = sumOf(result, told.y + 34, say, ink);
  const height = Math.ceil(Math.max(below.y, told.y, sum.y) + MARGIN - 8);

  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
      node("title", { id: "title" }, escape(title)),
      node("desc", { id: "desc" }, escape(summary(result, say, cosine))),
      node("defs", {}, node("clipPath", { id: "rim" }, node("rect", { width: PLANE.width, height: PLANE.height, rx: 16 }))),
      node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
      ...head.map((line, place) => text(line, { x: MARGIN, y: MARGIN + 26 + place * 40, "font-size": 30, "font-weight": 700, fill: colours.ink })),
      node(
        "g",
        { transform: `translate(${MARGIN} ${top})`, "clip-path": "url(#rim)" },
        node("rect", { width: PLANE.width, height: PLANE.height, fill: colours.sand }),
        ...plane,
      ),
      ...below.parts,
      ...ranking.parts,
      ...told.parts,
      ...sum.parts,
    )
  );
}

/**
 * @param {string} content
 * @param {number} x
 * @param {number} y of the first base line
 * @param {number} width
 * @param {string} fill
 * @param {import("../shared/svg.js").Measure} measure
 */
function paragraph(content, x, y, width, fill, measure) {
  const broken = lines(content, width, 16, measure);
  return { parts: broken.map((line, place) => text(line, { x, y: y + place * 25, "font-size": 16, fill })), y: y + (broken.length - 1) * 25 };
}

/**
 * @param {import("./types.js").Result} result
 * @param {boolean} excluded
 * @param {number} y
 * @param {Say} say
 * @param {Ink} ink
 * @returns {{parts: string[], y: number}}
 */
function rankingOf(result, excluded, y, say, { colours, measure }) {
  const rows = ranked(result, excluded).slice(0, MOST);
  const name = Math.min(190, Math.max(60, ...rows.map(({ word }) => measure(shown(word), 20, true))) + 12);
  const from = SIDE + 34 + name;
  const room = WIDTH - MARGIN - 74 - from;
  const low = rows.some((row) => row.cosine < 0) ? -1 : 0;
  const at = (/** @type {number} */ value) => from + (room * (value - low)) / (1 - low);
  /** @type {string[]} */
  const parts = [];
  for (const tick of low < 0 ? [-1, 0, 1] : [0, 0.5, 1]) {
    parts.push(
      text(String(tick).replace("-", "−"), { x: at(tick), y: y + 12, "font-size": 16, "text-anchor": "middle", fill: colours["ink-soft"] }),
      node("line", { x1: at(tick), x2: at(tick), y1: y + 20, y2: y + 22 + rows.length * ROW, stroke: colours["sand-line"] }),
    );
  }
  rows.forEach((row, place) => {
    const line = y + 22 + place * ROW;
    const out = row.rank === null;
    const colour = out ? colours["cut-ink"] : colours.ink;
    const bold = row.rank === 1 ? 700 : 400;
    const [start, end] = [at(Math.min(row.cosine, 0)), at(Math.max(row.cosine, 0))];
    const fill = out ? colours["sand-sunk"] : row.rank === 1 ? colours.chosen : row.input ? colours.other : colours["seq-4"];
    parts.push(
      text(out ? "–" : String(row.rank), { x: SIDE + 22, y: line + 24, "font-size": 16, "text-anchor": "end", fill: colours["ink-soft"] }),
      text(fit(shown(row.word), name - 8, 20, measure), { x: SIDE + 34, y: line + 25, "font-size": 20, "font-weight": bold, fill: colour }),
      node("rect", { x: start, y: line + 8, width: Math.max(end - start, 1), height: ROW - 14, rx: 3, fill, stroke: out ? colours.cut : undefined, "stroke-dasharray": out ? "4 3" : undefined }),
      text(cosine(row.cosine), { x: WIDTH - MARGIN, y: line + 25, "font-size": 20, "font-weight": 700, "text-anchor": "end", fill: colour }),
    );
    if (row.input) parts.push(text(say(out ? "left_out" : "typed"), { x: Math.max(start, from) + 8, y: line + 25, "font-size": 16, fill: out ? colours["cut-ink"] : row.rank === 1 ? colours["on-chosen"] : colours["on-strong"] }));
  });
  return { parts, y: y + 22 + rows.length * ROW };
}

/**
 * @param {import("./types.js").Result} result
 * @param {number} y of the first base line
 * @param {Say} say
 * @param {Ink} ink
 * @returns {{parts: string[], y: number}}
 */
function sumOf(result, y, say, { colours, measure }) {
  const sum = columns(result);
  if (!sum) return { parts: [], y: 0 };
  const rows = [
    ...sum.rows.map(({ sign, word, digits }) => ({ mark: sign, name: shown(word), digits, colour: colours.ink })),
    { mark: "=", name: say("target"), digits: sum.target, colour: colours.current },
    ...(sum.first === null ? [] : [{ mark: "", name: shown(sum.first), digits: sum.target, colour: colours["chosen-ink"] }]),
  ];
  const left = SIDE + 44 + Math.max(...rows.map(({ name }) => measure(name, 18))) + 8;
  const step = (WIDTH - MARGIN - left) / sum.target.length;
  const parts = rows.flatMap(({ mark, name, digits, colour }, place) => {
    const line = y + place * 30 + (place >= sum.rows.length ? 8 : 0);
    return [
      text(mark, { x: SIDE, y: line, "font-size": 18, fill: colours["ink-soft"] }),
      text(name, { x: SIDE + 44, y: line, "font-size": 18, fill: colour }),
      ...digits.map((digit, column) => text(digit, { x: left + (column + 1) * step, y: line, "font-size": 18, "text-anchor": "end", fill: colour })),
    ];
  });
  const rule = y + (sum.rows.length - 1) * 30 + 12;
  parts.push(node("line", { x1: SIDE, x2: WIDTH - MARGIN, y1: rule, y2: rule, stroke: colours.edge, "stroke-width": 2 }));
  return { parts, y: y + rows.length * 30 };
}
