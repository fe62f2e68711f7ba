/** The picture as an SVG file: the tree or the rulers of the chosen part as they stand now, and all tokens of the text. */

import { escape, lines, node, text } from "../shared/svg.js";
import { plainText, visible } from "../shared/text.js";
import { piecesOf } from "./label.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./types.js").Result} Result */

const NARROWEST = 960;
const MARGIN = 32;

/** Width that a tree in a file has at least, in px. */
export const ROOM = NARROWEST - 2 * MARGIN;

/**
 * @param {Result} result
 * @param {{chosen: number, size: {width: number, height: number}, shapes: readonly Shape[], told: string, note: string}} view
 *   told: what happens at this step; note: what the numbers mean
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawMergeTree(result, { chosen, size, shapes, told, note }, say, { colours, measure, font }) {
  const width = Math.max(NARROWEST, size.width + 2 * MARGIN);
  const soft = colours["ink-soft"];
  const all = result.chunks.map((chunk) => visible(chunk.text));
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 24;
  parts.push(text(result.tokenizer.name, { x: MARGIN, y, "font-size": 26, "font-weight": 700, fill: colours.ink }));
  y += 22;

  const chunks = wrapped(all.map((label) => ({ label, width: measure(label, 20) + 24 })), width, y, 44);
  chunks.placed.forEach(({ label, x, y: top, width: wide }, place) => {
    const now = place === chosen;
    parts.push(
      node("rect", { x, y: top, width: wide, height: 36, rx: 8, fill: now ? colours.current : colours.sand, stroke: now ? colours.current : colours["sand-line"] }),
      text(label, { x: x + 12, y: top + 25, "font-size": 20, fill: now ? colours["on-strong"] : colours.ink }),
    );
  });
  y = chunks.bottom + 26;
  for (const line of [...lines(told, width - 2 * MARGIN, 17, measure), ...lines(note, width - 2 * MARGIN, 17, measure)]) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 17, fill: colours.ink }));
    y += 26;
  }

  parts.push(
    node(
      "g",
      { transform: `translate(${(width - size.width) / 2} ${y})` },
      ...shapes.map(({ tag, attributes, fill, stroke, text: content, mono }) => {
        const paint = { fill: fill ? colours[fill] : "none", stroke: stroke ? colours[stroke] : undefined, "font-family": mono ? "monospace" : undefined };
        return content === undefined ? node(tag, { ...attributes, ...paint }) : text(content, { ...attributes, ...paint });
      }),
    ),
  );
  y += size.height + 42;

  parts.push(text(say("all_tokens", { count: result.ids.length }), { x: MARGIN, y, "font-size": 18, "font-weight": 700, fill: colours.ink }));
  const tokens = result.chunks.flatMap((chunk, place) =>
    chunk.tokens.map((token) => {
      const label = plainText(piecesOf(token, result.kind));
      return { label, id: String(token.id), now: place === chosen, width: Math.max(measure(label, 18, true), measure(String(token.id), 16)) + 18 };
    }),
  );
  const row = wrapped(tokens, width, y + 12, 62);
  for (const { label, id, now, x, y: top, width: wide } of row.placed) {
    const middle = { x: x + wide / 2, "text-anchor": "middle" };
    parts.push(
      node("rect", { x, y: top, width: wide, height: 54, rx: 6, fill: now ? colours["chosen-tint"] : colours.sand, stroke: now ? colours.chosen : colours["sand-line"] }),
      text(label, { ...middle, y: top + 23, "font-size": 18, "font-weight": 700, fill: colours.ink }),
      text(id, { ...middle, y: top + 45, "font-size": 16, fill: soft }),
    );
  }
  const height = Math.ceil(row.bottom + MARGIN - 8);
  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
      node("title", { id: "title" }, escape(`${result.tokenizer.name}: ${all.join(" | ")}`)),
      node("desc", { id: "desc" }, escape(`${told} ${result.ids.join(" ")}`)),
      node("rect", { width, height, rx: 16, fill: colours["sand-raised"] }),
      ...parts,
    )
  );
}

/**
 * Boxes in lines, as many as have room.
 * @template {{width: number}} Box
 * @param {readonly Box[]} boxes
 * @param {number} width
 * @param {number} top
 * @param {number} step from one line to the next
 * @returns {{placed: (Box & {x: number, y: number})[], bottom: number}}
 */
function wrapped(boxes, width, top, step) {
  let [x, y] = [MARGIN, top];
  const placed = boxes.map((box) => {
    if (x > MARGIN && x + box.width > width - MARGIN) [x, y] = [MARGIN, y + step];
    const at = { ...box, x, y };
    x += box.width + 6;
    return at;
  });
  return { placed, bottom: y + step };
}
