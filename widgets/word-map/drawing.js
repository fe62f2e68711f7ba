/** The picture as an SVG file: the same data and colours, drawn at a fixed size, with fonts a system has. */

import { fixed, whole } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { cautionOf, headingOf, nameOf } from "./names.js";
import { LONGEST } from "./scatter.js";
import { baseOf, fitted, nameDots, nearestInPicture, overlayOf, relate } from "./scene.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").WordMap} WordMap */

const WIDTH = 1200;
const MARGIN = 32;
const GAP = 24;
const TEXT = 18;

/**
 * @param {WordMap} data
 * @param {number} looked the word that is looked at; -1 for none
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawWordMap(data, looked, say, ink) {
  const { params, result } = data;
  const { colours, measure } = ink;
  const heading = headingOf(data, say);
  const parts = [text(heading, { x: MARGIN, y: MARGIN + 20, "font-size": 24, "font-weight": 700, fill: colours.ink })];
  let y = MARGIN + 40;

  const pictures = [
    { points: result.points, seed: params.seed, trust: result.trustworthiness },
    ...(result.second ? [{ ...result.second, seed: params.seed_b ?? 0, trust: result.second.trustworthiness }] : []),
  ];
  const width = (WIDTH - 2 * MARGIN - (pictures.length - 1) * GAP) / pictures.length;
  const height = result.second ? 520 : 600;
  pictures.forEach(({ points, seed, trust }, place) => {
    const name = result.explained ? "PCA" : `UMAP · n_neighbors ${result.n_neighbors} · min_dist ${params.min_dist} · ${say("seed_is", { seed })}`;
    parts.push(
      node(
        "g",
        { transform: `translate(${MARGIN + place * (width + GAP)} ${y})` },
        node("rect", { width, height, rx: 12, fill: colours.sand, stroke: colours["sand-line"] }),
        ...picture(data, points, looked, { width, height }, say, ink),
        text(fit(`${name} · ${say("trust")} ${fixed(trust, 3)}`, width, 16, measure), { x: 0, y: height + 26, "font-size": 16, fill: colours["ink-soft"] }),
      ),
    );
  });
  y += height + 44;

  const { name, words, dimensions } = result.vectors;
  const foot = [cautionOf(data, say), say("vectors", { name, words: whole(words), dimensions: whole(dimensions) })];
  for (const line of foot.flatMap((sentence) => lines(sentence, WIDTH - 2 * MARGIN, 16, measure))) {
    parts.push(text(line, { x: MARGIN, y: y + 14, "font-size": 16, fill: colours["ink-soft"] }));
    y += 25;
  }
  const whole_height = Math.ceil(y + MARGIN - 10);
  const summary = say("summary", { heading, trust: fixed(result.trustworthiness, 3) });
  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: whole_height, viewBox: `0 0 ${WIDTH} ${whole_height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
      node("title", { id: "title" }, escape(heading)),
      node("desc", { id: "desc" }, escape(summary)),
      node("rect", { width: WIDTH, height: whole_height, rx: 16, fill: colours["sand-raised"] }),
      ...parts,
    )
  );
}

/**
 * One picture in its frame.
 * @param {WordMap} data
 * @param {readonly import("./types.js").Place[]} points
 * @param {number} looked
 * @param {import("./scene.js").Size} size
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string[]}
 */
function picture({ result }, points, looked, size, say, { colours, measure }) {
  const { spots, zero } = fitted(points, size, TEXT * 1.7);
  const near = result.points.some(({ input }) => !input);
  const marked = result.points.map(({ input }) => near && input);
  const names = result.points.map((point) => fit(nameOf(point), LONGEST * TEXT, TEXT, measure));
  const widthOf = (/** @type {number} */ index, /** @type {number} */ line) => measure(names[index] ?? "", line, true) + 2;
  /** @type {string[]} */
  const parts = [];
  const taken = [];
  if (result.explained) {
    const [across, up] = [say("axis_1", { share: (100 * result.explained[0]).toFixed(1) }), say("axis_2", { share: (100 * result.explained[1]).toFixed(1) })];
    const wide = measure(across, 16);
    const thin = { stroke: colours["sand-line"], "stroke-width": 2 };
    const soft = { "font-size": 16, fill: colours["ink-soft"] };
    parts.push(
      node("line", { x1: 0, x2: size.width, y1: zero.y, y2: zero.y, ...thin }),
      node("line", { x1: zero.x, x2: zero.x, y1: 0, y2: size.height, ...thin }),
      text(across, { x: size.width - wide - 12, y: size.height - 12, ...soft }),
      text(up, { x: 12, y: 26, ...soft }),
    );
    taken.push({ left: size.width - wide - 16, top: size.height - 36, width: wide + 16, height: 36 }, { left: 0, top: 0, width: measure(up, 16) + 16, height: 36 });
  }
  const { line, radius, boxes } = nameDots(spots, marked, { widthOf, size, text: TEXT, taken });
  const faint = looked >= 0 ? 0.35 : undefined;
  spots.forEach(({ x, y }, index) => {
    const fill = marked[index] ? colours.current : colours.other;
    parts.push(node("circle", { cx: x, cy: y, r: radius, fill, stroke: colours.sand, "stroke-width": 1.5, opacity: faint }));
  });
  const halo = { stroke: colours.sand, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
  boxes.forEach((box, index) => {
    const base = baseOf(box, line);
    parts.push(text(names[index] ?? "", { ...base, "font-size": line, "font-weight": marked[index] ? 700 : undefined, fill: colours.ink, opacity: faint, ...halo }));
  });
  if (looked < 0) return parts;

  const pictured = nearestInPicture(points, result.neighbors_checked);
  const relations = relate(result.neighbors[looked] ?? [], pictured[looked] ?? []);
  const over = overlayOf(spots, looked, relations, { widthOf: (index) => widthOf(index, line) + line * 0.5, size, line, radius, boxes });
  for (const { from, to, kind } of over.lines) {
    const dashes = kind === "torn" ? "7 6" : undefined;
    parts.push(node("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: colours.other, "stroke-width": 2.5, "stroke-dasharray": dashes }));
  }
  const looks = {
    looked: { fill: colours.current, ground: colours["current-tint"] },
    kept: { fill: colours.other, ground: colours["other-tint"] },
    torn: { fill: colours.other, ground: colours["other-tint"] },
    stray: { fill: colours.cut, ground: colours["sand-sunk"] },
  };
  for (const { spot, kind } of over.marks) parts.push(node("circle", { cx: spot.x, cy: spot.y, r: radius * 1.2, fill: looks[kind].fill }));
  for (const { index, kind, box } of over.marks.reverse()) {
    if (!box) continue;
    const base = baseOf(box, line);
    parts.push(
      node("rect", { x: box.left, y: box.top, width: box.width, height: box.height, rx: 5, fill: looks[kind].ground }),
      text(names[index] ?? "", { x: base.x + line * 0.25, y: base.y, "font-size": line, "font-weight": kind === "looked" ? 700 : undefined, fill: kind === "stray" ? colours["cut-ink"] : colours.ink }),
    );
  }
  return parts;
}
