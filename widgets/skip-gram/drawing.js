/** The picture as an SVG file: the words around the window with their arcs, and the examples the window makes. */

import { escape, fit, node, text } from "../shared/svg.js";
import { visible } from "../shared/text.js";
import { examplesAt } from "./examples.js";
import { arc, percent } from "./strip.js";
import { chance, contexts, countExamples } from "./window.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Word} Word */

const WIDTH = 1120;
const MARGIN = 32;
const SIZE = 24;
const GAP = 10;
const MOST = 12; // examples listed

/**
 * @param {readonly Word[]} words
 * @param {Settings} settings
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawSkipGram(words, settings, say, { colours, measure, font }) {
  const { position, window, method } = settings;
  const sentenceOf = words.map(({ sentence }) => sentence);
  const around = contexts(sentenceOf, position, window);
  const labels = words.map(({ text: word }) => fit(visible(word), 260, SIZE, measure));
  const widths = labels.map((label) => measure(label, SIZE, true) + 24);
  const from = visibleFrom(widths, position);
  const soft = colours["ink-soft"];
  const base = MARGIN + 108;
  /** @type {string[]} */
  const parts = [];
  /** @type {Map<number, number>} */
  const middles = new Map();
  let x = MARGIN;
  if (from > 0) {
    parts.push(text("…", { x, y: base + 36, "font-size": SIZE, fill: soft }));
    x += 34;
  }
  for (let place = from; place < words.length; place += 1) {
    const width = widths[place] ?? 0;
    if (x + width > WIDTH - MARGIN) {
      parts.push(text("…", { x, y: base + 36, "font-size": SIZE, fill: soft }));
      break;
    }
    const middle = place === position;
    const near = around.includes(place);
    middles.set(place, x + width / 2);
    parts.push(
      node("rect", { x, y: base + 6, width, height: 46, rx: 8, fill: middle ? colours.current : near ? colours["other-tint"] : colours.sand, stroke: middle ? colours.current : near ? colours.other : colours["sand-line"], "stroke-width": near || middle ? 2 : 1 }),
      text(labels[place] ?? "", { x: x + width / 2, y: base + 38, "font-size": SIZE, "font-weight": middle ? 700 : 400, "text-anchor": "middle", fill: middle ? colours["on-strong"] : colours.ink }),
    );
    if (near) parts.push(text(percent(chance(Math.abs(place - position), window)), { x: x + width / 2, y: base + 74, "font-size": 16, "text-anchor": "middle", fill: soft }));
    x += width + GAP;
  }
  const at = middles.get(position) ?? MARGIN;
  for (const place of around) {
    const other = middles.get(place);
    if (other === undefined) continue;
    const { line, head } = method === "cbow" ? arc(other, at, base) : arc(at, other, base);
    parts.push(
      node("path", { d: line, fill: "none", stroke: colours.other, "stroke-width": 2 + 3 * chance(Math.abs(place - position), window) }),
      node("path", { d: head, fill: colours.other }),
    );
  }

  let y = base + 118;
  const name = (/** @type {number} */ place) => visible(words[place]?.text ?? "");
  const examples = examplesAt(sentenceOf, position, settings).map(({ given, wanted }) => `${given.map(name).join(" · ")} → ${name(wanted)}`);
  const title = `${say(method === "cbow" ? "cbow" : "skip_gram")} · ${say("window_value", { window })}`;
  parts.push(text(title, { x: MARGIN, y, "font-size": 18, "font-weight": 700, fill: colours.ink }));
  y += 34;
  let column = MARGIN;
  for (const example of examples.slice(0, MOST)) {
    const label = fit(example, WIDTH - 2 * MARGIN - 20, 18, measure);
    const width = measure(label, 18) + 20;
    if (column + width > WIDTH - MARGIN) {
      column = MARGIN;
      y += 40;
    }
    parts.push(
      node("rect", { x: column, y: y - 22, width, height: 32, rx: 6, fill: colours["current-tint"] }),
      text(label, { x: column + 10, y, "font-size": 18, fill: colours.ink }),
    );
    column += width + 8;
  }
  y += 40;
  const now = countExamples(sentenceOf, window, method, position + 1);
  const counts = say("counts", {
    now: now - countExamples(sentenceOf, window, method, position),
    sofar: now,
    all: countExamples(sentenceOf, window, method),
  });
  parts.push(text(counts, { x: MARGIN, y, "font-size": 16, fill: soft }));

  const height = y + MARGIN;
  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
      node("title", { id: "title" }, escape(`${title}: ${words.map(({ text: word }) => visible(word)).join(" ")}`)),
      node("desc", { id: "desc" }, escape(examples.join(", "))),
      node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
      ...parts,
    )
  );
}

/**
 * The first word to show so that the middle one stands near the middle of the picture.
 * @param {readonly number[]} widths
 * @param {number} position
 */
function visibleFrom(widths, position) {
  const room = WIDTH - 2 * MARGIN;
  const total = widths.reduce((sum, width) => sum + width + GAP, 0);
  if (total <= room) return 0;
  let first = position;
  for (let used = (widths[position] ?? 0) / 2; first > 0 && used + (widths[first - 1] ?? 0) + GAP < room / 2 - 40; first -= 1) used += (widths[first - 1] ?? 0) + GAP;
  return first;
}
