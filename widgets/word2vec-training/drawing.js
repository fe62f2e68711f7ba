/** The picture as an SVG file: map, loss and neighbours as they are at one epoch. */

import { fixed } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { lead, placeLabels } from "./labels.js";
import { cosine, curvePoints, mapPoints, roles } from "./layout.js";
import { RADIUS, byImportance } from "./map.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1200;
const MARGIN = 32;
const MAP = { width: 600, height: 520 };
const SIDE = MARGIN + MAP.width + 32; // where the right half begins
const ROOM = WIDTH - MARGIN - SIDE;
const SIZE = 16;

/**
 * @param {import("./types.js").Word2Vec} data
 * @param {number} at which snapshot
 * @param {number} looked which watched word
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawTraining({ params, result }, at, looked, say, ink) {
  const { colours, measure } = ink;
  const snapshot = result.snapshots[at];
  const title = say("epoch", { epoch: snapshot?.epoch ?? 0, epochs: params.epochs });
  const soft = colours["ink-soft"];
  const top = MARGIN + 48;
  const described = result.watched
    .map(({ typed }, place) => `${typed}: ${(snapshot?.neighbors[place] ?? []).map(({ word }) => word).join(", ")}`)
    .join(". ");
  const side = sideOf(result, params.epochs, at, top, say, ink);
  const below = lines(snapshot ? say("map_note", { share: `${Math.round(snapshot.explained * 100)} %` }) : "", MAP.width, SIZE, measure);
  const height = Math.ceil(Math.max(top + MAP.height + 14 + below.length * 24, side.y) + MARGIN - 8);
  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
      node("title", { id: "title" }, escape(`word2vec · ${title}`)),
      node("desc", { id: "desc" }, escape(described)),
      node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
      text(`word2vec · ${params.method === "cbow" ? say("cbow") : say("skip_gram")} · ${title}`, { x: MARGIN, y: MARGIN + 22, "font-size": 22, "font-weight": 700, fill: colours.ink }),
      node("g", { transform: `translate(${MARGIN} ${top})` }, node("rect", { ...MAP, rx: 12, fill: colours.sand }), ...mapOf(result, at, looked, ink)),
      ...below.map((line, place) => text(line, { x: MARGIN, y: top + MAP.height + 24 + place * 24, "font-size": SIZE, fill: soft })),
      ...side.parts,
    )
  );
}

/**
 * @param {import("./types.js").Result} result
 * @param {number} at
 * @param {number} looked
 * @param {Ink} ink
 */
function mapOf(result, at, looked, { colours, measure }) {
  const points = mapPoints(result, at, MAP);
  if (!points.length) return [];
  const found = roles(result, at, looked);
  const order = byImportance(found);
  const line = SIZE * 1.3;
  const widths = result.map.map(({ word }, place) => measure(word, SIZE, found[place] === "chosen"));
  const labels = placeLabels(order.map((place) => ({ x: points[place]?.x ?? 0, y: points[place]?.y ?? 0, width: widths[place] ?? 0 })), MAP, line);
  const fills = { chosen: colours.current, near: colours.chosen, watched: colours.current, "": colours.other };
  return order
    .map((place, index) => {
      const point = points[place] ?? { x: 0, y: 0 };
      const role = found[place] ?? "";
      const label = labels[index];
      const end = label && lead(point, label, widths[place] ?? 0, line);
      return (
        (label?.far && end ? node("line", { x1: point.x, y1: point.y, x2: end.x, y2: end.y, stroke: colours.edge }) : "") +
        node("circle", { cx: point.x, cy: point.y, r: RADIUS[role], fill: fills[role], stroke: role === "near" ? colours["on-chosen"] : colours.sand, "stroke-width": 1.5 }) +
        (label ? text(result.map[place]?.word ?? "", { x: label.x, y: label.y + SIZE * 0.36, "font-size": SIZE, "font-weight": role === "chosen" ? 700 : 400, fill: role === "chosen" || role === "watched" ? colours.current : colours.ink }) : "")
      );
    })
    .reverse();
}

/**
 * @param {import("./types.js").Result} result
 * @param {number} epochs
 * @param {number} at
 * @param {number} top
 * @param {Say} say
 * @param {Ink} ink
 * @returns {{parts: string[], y: number}}
 */
function sideOf(result, epochs, at, top, say, { colours, measure }) {
  const snapshot = result.snapshots[at];
  const soft = colours["ink-soft"];
  const area = { left: SIDE, top: top + 34, width: ROOM, height: 130 };
  const { points, guessing, bottom } = curvePoints(result, epochs, area);
  const drawn = points.filter(({ loss }) => loss !== null);
  const here = points[at];
  const parts = [
    text(`${say("loss")}: ${snapshot?.loss == null ? "–" : fixed(snapshot.loss, 2)}`, { x: SIDE, y: top + 16, "font-size": 18, "font-weight": 700, fill: colours.ink }),
    node("line", { x1: SIDE, x2: SIDE + ROOM, y1: bottom, y2: bottom, stroke: colours.edge }),
    node("line", { x1: SIDE, x2: SIDE + ROOM, y1: guessing, y2: guessing, stroke: colours.cut, "stroke-dasharray": "5 4", "stroke-width": 2 }),
    text(say("guessing", { loss: fixed(result.facts.guessing, 2) }), { x: SIDE + ROOM * 0.6, y: guessing + 20, "font-size": SIZE, "text-anchor": "middle", fill: soft }),
    node("polyline", { points: drawn.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "), fill: "none", stroke: colours.other, "stroke-width": 3 }),
    here && here.loss !== null ? node("circle", { cx: here.x, cy: here.y, r: 6, fill: colours.current }) : "",
    text("0", { x: SIDE, y: bottom + 20, "font-size": SIZE, fill: soft }),
    text(say("epoch_axis"), { x: SIDE + ROOM / 2, y: bottom + 20, "font-size": SIZE, "text-anchor": "middle", fill: soft }),
    text(String(epochs), { x: SIDE + ROOM, y: bottom + 20, "font-size": SIZE, "text-anchor": "end", fill: soft }),
  ];
  let y = bottom + 64;
  parts.push(text(say("neighbors"), { x: SIDE, y, "font-size": 18, "font-weight": 700, fill: colours.ink }));
  y += 14;
  result.watched.forEach(({ typed, word }, place) => {
    const head = Math.min(110, ROOM / 5);
    parts.push(text(fit(typed, head - 10, 18, measure), { x: SIDE, y: y + 24, "font-size": 18, "font-weight": 700, fill: colours.current }));
    const found = snapshot?.neighbors[place] ?? [];
    if (word === null) parts.push(text(say("absent"), { x: SIDE + head, y: y + 24, "font-size": SIZE, fill: soft }));
    const column = (ROOM - head) / 5;
    found.forEach((near, rank) => {
      parts.push(
        text(fit(near.word, column - 8, SIZE, measure), { x: SIDE + head + rank * column, y: y + 22, "font-size": SIZE, fill: colours.ink }),
        text(cosine(near.cosine), { x: SIDE + head + rank * column, y: y + 40, "font-size": 14, fill: soft }),
      );
    });
    y += 52;
    parts.push(node("line", { x1: SIDE, x2: SIDE + ROOM, y1: y - 2, y2: y - 2, stroke: colours["sand-line"] }));
  });
  return { parts, y };
}
