/** The picture as an SVG file: the mask with its row of layers; the figures, the curve, and the steps. */

import { whole } from "../shared/numbers.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { curves } from "./curves.js";
import { counts, farSentence } from "./figures.js";
import { formula } from "./formula.js";
import { waySentence } from "./lanes.js";
import { COLOURS, kindName, layerLook } from "./names.js";
import { labelled, layerRuns, stretches } from "./stretches.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./stretches.js").Look} Look */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */

const WIDTH = 1200;
const MARGIN = 32;
const MASK = { x: MARGIN + 40, side: 520 };
const SIDE = 640; // where the right part begins
const ROOM = WIDTH - MARGIN - SIDE;

/**
 * @param {Settings} settings
 * @param {Result} result
 * @param {string} sentence
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawPattern(settings, result, sentence, say, ink) {
  const { colours, measure, font } = ink;
  const heading = lines(sentence, WIDTH - 2 * MARGIN, 22, measure, true);
  const top = MARGIN + 30 * heading.length + 16;
  const left = maskOf(settings, result, top, say, ink);
  const right = figuresOf(settings, result, top, say, ink);
  const height = Math.max(left.bottom, right.bottom) + MARGIN;
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(counts(settings, result, say).map(({ name, count }) => `${name}: ${whole(count)}`).join(", "))),
    node("defs", {}, hatch(colours)),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...heading.map((line, place) => text(line, { x: MARGIN, y: MARGIN + 18 + 30 * place, "font-size": 22, "font-weight": 700, fill: colours.ink })),
    ...left.parts,
    ...right.parts,
  );
}

/** The look of what is masked. @param {Ink["colours"]} colours */
function hatch(colours) {
  const line = node("path", { d: "M-2 10L10 -2M-2 2L2 -2M6 10L10 6", stroke: colours.cut, "stroke-width": 1.5 });
  return node("pattern", { id: "masked", width: 8, height: 8, patternUnits: "userSpaceOnUse" }, line);
}

/**
 * The mask, a path for each of its colours, and the row of layers.
 * @param {Settings} settings
 * @param {Result} result
 * @param {number} top
 * @param {Say} say
 * @param {Ink} ink
 */
function maskOf(settings, { mask, path }, top, say, { colours, measure }) {
  const { length } = settings;
  const { x, side } = MASK;
  const y = top + 48;
  const cell = side / length;
  const apart = cell >= 6 ? Math.min(1, cell / 16) : 0;
  /** @type {Record<Look, string>} */
  const ways = { global: "", window: "", random: "", masked: "" };
  const cut = (/** @type {number} */ value) => Number(value.toFixed(2));
  for (const { query, key, count, look } of stretches(settings, mask)) {
    const [each, cells] = apart && look !== "masked" ? [1, count] : [count, 1];
    const gap = look === "masked" ? 0 : apart;
    for (let place = 0; place < cells; place += 1) {
      const wide = cut(each * cell - 2 * gap);
      ways[look] += `M${cut((key + place) * cell + gap)} ${cut(query * cell + gap)}h${wide}v${cut(cell - 2 * gap)}h${-wide}z`;
    }
  }
  const soft = { "font-size": 16, fill: colours["ink-soft"] };
  const parts = [
    text(say("axis_query"), { x: MARGIN, y: top + 12, "font-size": 16, "font-weight": 700, fill: colours.current }),
    text(say("axis_key"), { x: MARGIN + measure(say("axis_query"), 16, true) + 24, y: top + 12, "font-size": 16, "font-weight": 700, fill: colours.other }),
    ...labelled(length, cell, 36).map((place) => text(String(place), { x: x + (place + 0.5) * cell, y: y - 8, "text-anchor": "middle", ...soft })),
    ...labelled(length, cell, 20).map((place) => text(String(place), { x: x - 8, y: y + (place + 0.5) * cell + 6, "text-anchor": "end", ...soft })),
    node("rect", { x, y, width: side, height: side, fill: colours["sand-sunk"] }),
    node(
      "g",
      { transform: `translate(${x} ${y})` },
      ...(ways.masked ? [node("path", { d: ways.masked, fill: "url(#masked)" })] : []),
      ...(/** @type {const} */ (["global", "window", "random"])).map((look) =>
        ways[look] ? node("path", { d: ways[look], fill: colours[COLOURS[look]], stroke: look === "random" && apart ? colours["chosen-ink"] : undefined }) : "",
      ),
      node("rect", { x: 0, y: path.query * cell, width: side, height: Math.max(cell, 3), fill: "none", stroke: colours.current, "stroke-width": 3 }),
    ),
  ];
  const strip = y + side + 12;
  for (const { key, count, layer } of layerRuns(path.layers)) {
    const { fill, text: on } = layerLook(layer, path.longest);
    const width = count * cell - (apart ? 1 : 0);
    parts.push(node("rect", { x: x + key * cell, y: strip, width, height: 26, fill: fill ? colours[fill] : "url(#masked)" }));
    if (layer === null || width < measure(String(layer), 16) + 1) continue;
    parts.push(text(String(layer), { x: x + key * cell + width / 2, y: strip + 19, "font-size": 16, "text-anchor": "middle", fill: colours[on] }));
  }
  let bottom = strip + 50;
  for (const line of lines(say("reach", { query: path.query }), side, 16, measure)) {
    parts.push(text(line, { x, y: bottom, ...soft }));
    bottom += 22;
  }
  return { parts, bottom: bottom - 16 };
}

/**
 * The pairs in figures, their growth, and the steps.
 * @param {Settings} settings
 * @param {Result} result
 * @param {number} top
 * @param {Say} say
 * @param {Ink} ink
 */
function figuresOf(settings, result, top, say, { colours, measure }) {
  const { letters, numbers } = formula(settings, result.causal);
  const written = (/** @type {string} */ content, /** @type {Record<string, string | number>} */ more) => text(content, { "font-size": 16, fill: colours.ink, ...more });
  const bold = { "font-weight": 700 };
  const count = whole(result.pairs);
  let y = top + 14;
  const parts = [
    text(count, { x: SIDE, y: y + 8, "font-size": 28, "font-weight": 700, fill: colours.ink }),
    written(say("pairs"), { x: SIDE + measure(count, 28, true) + 8, y: y + 8 }),
    written(`${letters} ${numbers.startsWith("≤") ? numbers : "= " + numbers}`, { x: SIDE, y: y + 36, fill: colours["ink-soft"] }),
  ];
  y += 66;
  for (const { look, name, count: pairs } of counts(settings, result, say)) {
    const fill = look === "left" ? colours["sand-sunk"] : look === "masked" ? "url(#masked)" : colours[COLOURS[look]];
    parts.push(
      node("rect", { x: SIDE, y: y - 14, width: 17, height: 17, rx: 3, fill }),
      written(name, { x: SIDE + 28, y }),
      written(whole(pairs), { x: SIDE + ROOM, y, "text-anchor": "end", ...bold }),
    );
    y += 25;
  }
  for (const line of lines(farSentence(result, say), ROOM, 16, measure)) {
    parts.push(written(line, { x: SIDE, y: y + 6 }));
    y += 22;
  }
  y += 30;
  parts.push(written(say("growth"), { x: SIDE, y, ...bold }));
  y += 10;
  const name = kindName(settings, say);
  const chart = { width: ROOM, height: 220, size: 16, name: measure(name, 16, true) };
  const { marks, full, pattern, here } = curves(settings, result, chart);
  const { area, ticks } = marks;
  const soft = { fill: colours["ink-soft"] };
  const points = (/** @type {readonly {x: number, y: number}[]} */ way) => way.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ");
  parts.push(
    node(
      "g",
      { transform: `translate(${SIDE} ${y})` },
      ...ticks.y.flatMap(({ y: at, label }) => [
        node("line", { x1: area.left, x2: area.right, y1: at, y2: at, stroke: colours["sand-line"] }),
        written(label, { x: area.left - 6, y: at + 6, "text-anchor": "end", ...soft }),
      ]),
      node("line", { x1: area.left, x2: area.right, y1: area.bottom, y2: area.bottom, stroke: colours.edge }),
      ...ticks.x.map(({ x, label, anchor }) => written(label, { x, y: area.bottom + 20, "text-anchor": anchor, ...soft })),
      node("polyline", { points: points(full), fill: "none", stroke: colours["cut-ink"], "stroke-width": 3, "stroke-dasharray": "6 5" }),
      node("polyline", { points: points(pattern), fill: "none", stroke: colours.other, "stroke-width": 3 }),
      written(say("curve_full"), { ...marks.full, ...bold, fill: colours["cut-ink"] }),
      marks.pattern ? written(name, { ...marks.pattern, ...bold, fill: colours.other }) : "",
      node("circle", { cx: here.x, cy: here.y, r: 6, fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 2 }),
    ),
  );
  y += chart.height + 32;
  parts.push(written(say("steps"), { x: SIDE, y, ...bold }));
  for (const [name, steps] of /** @type {const} */ ([[say("rnn"), result.rnn_steps], [say("attention"), result.attention_steps]])) {
    y += 26;
    parts.push(written(name, { x: SIDE, y }), written(whole(steps), { x: SIDE + ROOM, y, "text-anchor": "end", ...bold }));
  }
  for (const line of lines(waySentence(result, say), ROOM, 16, measure)) {
    y += 24;
    parts.push(written(line, { x: SIDE, y, ...soft }));
  }
  return { parts, bottom: y + 6 };
}
