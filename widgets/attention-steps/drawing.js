/** The picture as an SVG file: the formula, all tokens with the columns that have come, and the followed token's numbers. */

import { sequentialStep } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { plain } from "../shared/text.js";
import { STEP, WINDOW, brief, colourOf, column, largestOf, level, nameOf, share, weighted } from "./figures.js";
import { entries } from "./ledger.js";
import { linesOf } from "./lens.js";
import { COLUMNS } from "./rows.js";
import { cellPaths, framePath, shapeOf } from "./strip.js";
import { told } from "./told.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1280;
const MARGIN = 32;
const ROW = 26;
const SIDE = 880; // where the followed token's numbers begin
/** Where the columns begin, and the last one ends: token, then COLUMNS. */
const AT = [MARGIN, 160, 316, 392, 464, 522, 594, 720, 850];
const SHARE = 58; // px of the weights' column for their numbers; their bars stand beside them

/**
 * @param {State} state
 * @param {number} from the first number of the vectors that is written out
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawAttentionSteps(state, from, say, ink) {
  const { colours, font, measure } = ink;
  const { result } = state;
  const about = say("about", { model: result.model.name, layer: result.layer, head: result.head, query: nameOf(result.tokens[result.query]) });
  const { sentence, note } = told(state, say);
  /** @type {string[]} */
  const parts = [text(about, { x: MARGIN, y: MARGIN + 12, "font-size": 18, fill: colours["ink-soft"] })];
  let y = MARGIN + 46;
  parts.push(formula(state, y, ink));
  y += 34;
  for (const line of lines(sentence, WIDTH - 2 * MARGIN, 20, measure, true)) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 20, "font-weight": 700, fill: colours.ink }));
    y += 28;
  }
  const left = rows(state, say, ink, y + 4);
  const right = followed(state, from, note, say, ink, y + 4);
  const height = Math.max(left.bottom, right.bottom) + MARGIN;
  const description = result.tokens.map((token, place) => `${plain(token)} ${share(result.weights[place] ?? 0)}`).join(", ");
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(`${about} · ${sentence}`)),
    node("desc", { id: "desc" }, escape(description)),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    ...left.parts,
    ...right.parts,
  );
}

/** @param {State} state @param {number} y @param {Ink} ink */
function formula({ result, place }, y, { colours }) {
  const lit = (/** @type {string} */ content, /** @type {readonly number[]} */ steps) =>
    node("tspan", steps.includes(place) ? { fill: colours.current, "font-weight": 700 } : {}, escape(content));
  return node(
    "text",
    { x: MARGIN, y, "font-size": 22, fill: colours.ink },
    lit("o", [STEP.output]), " = ", lit("softmax", [STEP.softmax]), "( ",
    lit("q", [STEP.query, STEP.products]), lit(" · ", [STEP.products]), lit("Kᵀ", [STEP.keys, STEP.products]),
    lit(` / √${result.d_head}`, [STEP.scale]), lit(" + M", [STEP.mask]), " ) ", lit("V", [STEP.output]),
  );
}

/**
 * A vector's cells.
 * @param {readonly number[]} vector
 * @param {number} largest
 * @param {{x: number, y: number, width: number, height: number}} box
 * @param {Ink["colours"]} colours
 */
function cells(vector, largest, { x, y, width, height }, colours) {
  const { columns, lines: count } = shapeOf(vector.length);
  return node(
    "g",
    { transform: `translate(${x} ${y}) scale(${(width / columns).toFixed(5)} ${(height / count).toFixed(5)})`, "shape-rendering": "crispEdges" },
    ...cellPaths(vector, largest).map(({ colour, path }) => node("path", { d: path, fill: colours[colour] })),
  );
}

/**
 * A row for every token.
 * @param {State} state
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 */
function rows({ result, key, place }, say, { colours, measure }, top) {
  const { tokens, d_head: d, query } = result;
  const largest = { q: largestOf([result.q]), k: largestOf(result.k), v: largestOf(result.v) };
  const written = { scores: column(result.scores), scaled: column(result.scaled) };
  const soft = colours["ink-soft"];
  /** @type {string[]} */
  const parts = [];
  let y = top;
  const box = (/** @type {number} */ index) => ({ x: AT[index + 1] ?? 0, y: y + 4, width: (AT[index + 2] ?? 0) - (AT[index + 1] ?? 0) - 12, height: ROW - 8 });
  const number = (/** @type {string} */ content, /** @type {number} */ index, fill = colours.ink, bold = false, end = (AT[index + 2] ?? 0) - 12) =>
    text(content, { x: end, y: y + 18, "font-size": 16, "text-anchor": "end", fill, "font-weight": bold ? 700 : undefined });
  const shareEnd = (AT[6] ?? 0) + SHARE - 6;
  const name = (/** @type {string} */ content, /** @type {string} */ fill, bold = false) =>
    text(fit(content, (AT[1] ?? 0) - MARGIN - 16, 16, measure), { x: MARGIN + 6, y: y + 18, "font-size": 16, fill, "font-weight": bold ? 700 : undefined });
  const labels = [say("col_key"), "q·k", `÷ √${d}`, say("col_mask"), say("col_exponential"), say("col_weight"), say("col_value")];
  parts.push(name(say("col_token"), soft, true));
  COLUMNS.forEach(([column, step], index) => {
    if (step > place) return;
    const vector = column === "keys" || column === "values";
    const left = vector || column === "weights";
    parts.push(left ? text(labels[index] ?? "", { x: AT[index + 1] ?? 0, y: y + 18, "font-size": 16, "font-weight": 700, fill: soft }) : number(labels[index] ?? "", index, soft, true));
  });
  y += ROW;
  const asker = tokens[query];
  parts.push(name(`${asker ? plain(asker) : ""} q`, colours.current, true));
  if (place >= STEP.query) parts.push(cells(result.q, largest.q, box(0), colours));
  y += ROW + 4;
  tokens.forEach((token, position) => {
    const weight = result.weights[position] ?? 0;
    const cut = result.masked[position] === null;
    if (position === key) parts.push(node("rect", { x: MARGIN, y: y + 1, width: (AT.at(-1) ?? 0) - MARGIN, height: ROW - 2, rx: 4, fill: colours["other-tint"] }));
    parts.push(name(plain(token), position === key ? colours.other : colours.ink, position === key));
    if (place >= STEP.keys) parts.push(cells(result.k[position] ?? [], largest.k, box(0), colours));
    if (place >= STEP.products) parts.push(number(written.scores(result.scores[position] ?? 0), 1));
    if (place >= STEP.scale) parts.push(number(written.scaled(result.scaled[position] ?? 0), 2));
    if (place >= STEP.mask) parts.push(number(cut ? "−∞" : "0", 3, cut ? colours["cut-ink"] : colours.ink));
    if (place >= STEP.softmax) {
      const { x, width, ...shape } = box(5);
      const bar = { ...shape, x: x + SHARE, rx: 2 };
      parts.push(
        number(share(result.exponentials[position] ?? 0), 4, cut ? colours["cut-ink"] : colours.ink),
        number(share(weight), 5, cut ? colours["cut-ink"] : colours.ink, true, shareEnd),
        node("rect", { ...bar, width: width - SHARE, fill: colours["sand-sunk"] }),
        node("rect", { ...bar, width: (width - SHARE) * weight, fill: colours[/** @type {"seq-2"} */ (`seq-${sequentialStep(weight, 2)}`)] }),
      );
    }
    if (place >= STEP.output) parts.push(cells(weighted(result.v[position] ?? [], weight), largest.v, box(6), colours));
    y += ROW;
  });
  if (place >= STEP.softmax) {
    parts.push(
      node("line", { x1: MARGIN, x2: AT.at(-1) ?? 0, y1: y + 2, y2: y + 2, stroke: colours.edge }),
      name(say("sum"), soft, true),
      number(result.total.toFixed(3), 4),
      number("1", 5, colours.ink, true, shareEnd),
    );
    if (place >= STEP.output) parts.push(cells(result.output, largest.v, box(6), colours));
    y += ROW;
  }
  return { parts, bottom: y };
}

/**
 * The followed token's vectors, or its single number.
 * @param {State} state
 * @param {number} from
 * @param {string} note
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 */
function followed(state, from, note, say, { colours, measure }, top) {
  const width = WIDTH - MARGIN - SIDE;
  const tint = { query: colours.current, key: colours.other, result: colours.ink };
  /** @type {string[]} */
  const parts = [];
  let y = top;
  const paragraph = (/** @type {string} */ content) => {
    for (const line of lines(content, width, 16, measure)) {
      parts.push(text(line, { x: SIDE, y: y + 18, "font-size": 16, fill: colours["ink-soft"] }));
      y += 23;
    }
    y += 10;
  };
  const found = linesOf(state);
  const label = 46;
  for (const { name, kind, vector, largest } of found) {
    const box = { x: SIDE + label, y: y + 3, width: width - label, height: 22 };
    const { columns, lines: count } = shapeOf(vector.length);
    parts.push(
      text(name, { x: SIDE, y: y + 19, "font-size": 16, "font-weight": 700, fill: tint[kind] }),
      cells(vector, largest, box, colours),
      node("path", {
        d: framePath(from, vector.length), fill: "none", stroke: colours.ink, "stroke-width": 2, "vector-effect": "non-scaling-stroke",
        transform: `translate(${box.x} ${box.y}) scale(${(box.width / columns).toFixed(5)} ${(box.height / count).toFixed(5)})`,
      }),
    );
    y += 30;
  }
  if (found.length) {
    const places = Array.from({ length: Math.min(WINDOW, found[0]?.vector.length ?? 0) }, (_, place) => from + place);
    const each = (width - label) / WINDOW;
    const written = (/** @type {string} */ content, /** @type {number} */ place, /** @type {string} */ fill) =>
      text(content, { x: SIDE + label + each * (place + 1) - 6, y: y + 18, "font-size": 16, "text-anchor": "end", fill });
    y += 6;
    places.forEach((at, place) => parts.push(written(String(at), place, colours["ink-soft"])));
    y += 24;
    for (const { name, kind, vector, largest } of found) {
      parts.push(text(name, { x: SIDE, y: y + 18, "font-size": 16, "font-weight": 700, fill: tint[kind] }));
      places.forEach((at, place) => {
        const value = vector[at] ?? 0;
        parts.push(
          written(brief(value), place, colours.ink),
          node("rect", { x: SIDE + label + each * place + 4, y: y + 23, width: each - 8, height: 5, fill: colours[colourOf(level(value, largest))] }),
        );
      });
      y += 34;
    }
    paragraph(say("window_at", { from: places[0] ?? 0, to: places.at(-1) ?? 0, count: found[0]?.vector.length ?? 0 }));
  }
  for (const { done, then, step } of entries(state)) {
    const fill = step === state.place ? colours.current : colours.ink;
    parts.push(
      text(done, { x: SIDE, y: y + 20, "font-size": 18, fill }),
      text(then, { x: WIDTH - MARGIN, y: y + 20, "font-size": 18, "text-anchor": "end", "font-weight": 700, fill }),
    );
    y += 34;
  }
  paragraph(note);
  return { parts, bottom: y };
}
