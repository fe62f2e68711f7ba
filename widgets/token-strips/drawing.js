/** The picture as an SVG file: counts as bars, the strips under them. */

import { itemsOf } from "../shared/cuts.js";
import { whole } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { plain, visible } from "../shared/text.js";
import { keeps } from "./groups.js";

/** @typedef {import("./types.js").Cut} Cut */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1280;
const MARGIN = 32;
const LEFT = 280; // name, count, bar
const SIZE = 20; // px of the tokens' text
const SMALL = 16; // of bytes under a character
const MOST_LINES = 6;

/**
 * @param {readonly string[]} characters of the text
 * @param {readonly Cut[]} cuts
 * @param {{head: string, summary: string, legend: string}} sentences
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawStrips(characters, cuts, sentences, say, ink) {
  const { colours, font, measure } = ink;
  const longest = Math.max(characters.length, ...cuts.map(({ count }) => count));
  const across = (/** @type {number} */ count) => (LEFT * count) / longest;
  const parts = [text(sentences.head, { x: MARGIN, y: MARGIN + 22, "font-size": 26, "font-weight": 700, fill: colours.ink })];
  let y = MARGIN + 32;
  for (const line of lines(sentences.summary, WIDTH - 2 * MARGIN, 18, measure)) {
    y += 26;
    parts.push(text(line, { x: MARGIN, y, "font-size": 18, fill: colours.ink }));
  }
  y += 20;
  for (const cut of cuts) {
    const kept = keeps(cut);
    parts.push(
      node("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: y, y2: y, stroke: colours["sand-line"], "stroke-width": 2 }),
      text(fit(cut.name, LEFT - 90, 18, measure), { x: MARGIN, y: y + 30, "font-size": 18, "font-weight": 700, fill: colours.ink }),
      text(whole(cut.count), { x: MARGIN + LEFT, y: y + 30, "font-size": 24, "font-weight": 700, "text-anchor": "end", fill: kept ? colours.ink : colours["cut-ink"] }),
      node("rect", { x: MARGIN, y: y + 40, width: LEFT, height: 12, rx: 3, fill: colours["sand-sunk"] }),
      node("rect", { x: MARGIN, y: y + 40, width: across(cut.count), height: 12, rx: 3, fill: kept ? colours.other : colours.cut }),
      node("line", { x1: MARGIN + across(characters.length), x2: MARGIN + across(characters.length), y1: y + 37, y2: y + 55, stroke: colours.current, "stroke-width": 3, "stroke-dasharray": "3 3" }),
      text(say("rate", { rate: cut.tokens_per_character.toFixed(2) }), { x: MARGIN + LEFT, y: y + 74, "font-size": 16, "text-anchor": "end", fill: colours["ink-soft"] }),
    );
    if (!kept) parts.push(text(fit(say("not_comparable"), 150, 16, measure), { x: MARGIN, y: y + 74, "font-size": 16, fill: colours.current }));
    const strip = drawStrip(cut, characters, ink, MARGIN + LEFT + 28, WIDTH - 2 * MARGIN - LEFT - 28, y + 12);
    parts.push(...strip.parts);
    y = Math.max(y + 88, strip.bottom + 6);
  }
  y += 24;
  parts.push(
    node("line", { x1: MARGIN + 2, x2: MARGIN + 2, y1: y - 15, y2: y + 4, stroke: colours.current, "stroke-width": 3, "stroke-dasharray": "3 3" }),
    text(sentences.legend, { x: MARGIN + 14, y, "font-size": 16, fill: colours["ink-soft"] }),
  );
  const height = Math.ceil(y + MARGIN - 8);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentences.head)),
    node("desc", { id: "desc" }, escape(cuts.map(({ name, count }) => `${name}: ${whole(count)}`).join(", "))),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}

/**
 * @param {Cut} cut
 * @param {readonly string[]} characters
 * @param {Ink} ink
 * @param {number} left
 * @param {number} room
 * @param {number} top
 * @returns {{parts: string[], bottom: number}}
 */
function drawStrip(cut, characters, { colours, measure }, left, room, top) {
  const parts = [];
  let [x, y, line, tall] = [0, top, 1, 30];
  for (const [number, item] of itemsOf(cut).entries()) {
    const shared = characters.slice(item.start, item.end).join("");
    const simple = item.tokens.length === 1 && !item.lost;
    const [first] = item.tokens;
    const label = fit(simple && first ? plain(first) : visible(shared), room - 10, SIZE, measure);
    const chips = simple ? [] : item.tokens.map((token) => fit(plain(token), room / 2, SMALL, measure));
    const widths = chips.map((chip) => measure(chip, SMALL) + 8);
    const width = Math.max(measure(label, SIZE) + 8, widths.reduce((sum, one) => sum + one + 2, 0));
    const height = chips.length ? 52 : 30;
    if (x > 0 && x + width > room) {
      if (line === MOST_LINES) {
        parts.push(text("…", { x: left + x + 4, y: y + 22, "font-size": SIZE, fill: colours["ink-soft"] }));
        break;
      }
      [x, y, line, tall] = [0, y + tall + 6, line + 1, 30];
    }
    tall = Math.max(tall, height);
    const ground = number % 2 ? colours["other-tint"] : colours["sand-sunk"];
    parts.push(
      node("rect", { x: left + x, y, width, height, rx: 4, fill: ground, ...(item.lost ? { stroke: colours.current, "stroke-width": 1.5, "stroke-dasharray": "4 3" } : {}) }),
      text(label, { x: left + x + width / 2, y: y + 22, "font-size": SIZE, "text-anchor": "middle", fill: item.lost ? colours["cut-ink"] : colours.ink }),
    );
    let at = x + (width - widths.reduce((sum, one) => sum + one + 2, -2)) / 2;
    chips.forEach((chip, place) => {
      const wide = widths[place] ?? 0;
      parts.push(
        node("rect", { x: left + at, y: y + 29, width: wide, height: 21, rx: 3, fill: colours["sand-raised"] }),
        text(chip, { x: left + at + wide / 2, y: y + 45, "font-size": SMALL, "text-anchor": "middle", fill: colours.ink }),
      );
      at += wide + 2;
    });
    x += width + 3;
  }
  return { parts, bottom: y + tall };
}
