/** The picture as an SVG file: the axis and the words on it, as they are to be seen on the page. */

import { escape, fit, lines, node, text } from "../shared/svg.js";
import { side } from "./field.js";
import { scene } from "./scene.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1000;
const MARGIN = 32;
const SIZE = 16;
const PILL = 32;

/**
 * @param {import("./types.js").WordAxis} data
 * @param {readonly (number | null)[] | null} guesses null for the answer
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawAxis({ params, result }, guesses, say, ink) {
  const { colours, measure } = ink;
  const room = WIDTH - 2 * MARGIN;
  const widths = result.words.map(({ typed }) => measure(typed, 18, true) + 18);
  const drawn = scene(result, guesses, widths, { width: room, size: SIZE, pill: PILL, lanes: 2, colours, measure, band: say("band"), nearer: [say("nearer_left"), say("nearer_right")] });
  const end = (/** @type {readonly string[]} */ words) => fit(words.join(say("separator")), room / 2 - 20, 18, measure);
  /** @type {string[]} */
  const parts = [
    text(`← ${end(params.from_words)}`, { x: MARGIN, y: MARGIN + 16, "font-size": 18, "font-weight": 700, fill: colours.other }),
    text(`${end(params.to_words)} →`, { x: WIDTH - MARGIN, y: MARGIN + 16, "font-size": 18, "font-weight": 700, "text-anchor": "end", fill: colours["chosen-ink"] }),
  ];
  const shapes = drawn.shapes.map(({ name, attributes, text: content }) => (content === undefined ? node(name, attributes) : node(name, attributes, escape(content))));
  const pills = result.words.map((word, index) => {
    const at = drawn.pills[index];
    if (!at) return "";
    const kind = guesses ? "within" : side(word, result);
    const fill = { left: colours["other-tint"], right: colours["chosen-tint"], within: colours["sand-raised"] }[kind];
    const stroke = { left: colours.other, right: colours["chosen-ink"], within: colours.edge }[kind];
    const width = widths[index] ?? 0;
    return (
      node("rect", { x: at.x, y: at.y, width, height: PILL, rx: 8, fill, stroke, "stroke-width": 2 }) +
      text(word.typed, { x: at.x + width / 2, y: at.y + 22, "font-size": 18, "font-weight": 700, "text-anchor": "middle", fill: colours.ink })
    );
  });
  parts.push(node("g", { transform: `translate(${MARGIN} ${MARGIN + 36})` }, ...shapes, ...pills));
  let y = MARGIN + 36 + drawn.height + 12;
  const sentence = say(guesses ? "guess_hint" : "caution");
  for (const line of lines(sentence, room, SIZE, measure)) {
    parts.push(text(line, { x: MARGIN, y: y + SIZE, "font-size": SIZE, fill: colours["ink-soft"] }));
    y += 24;
  }
  const height = Math.ceil(y + MARGIN - 8);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
    node("title", { id: "title" }, escape(`${params.from_words.join(say("separator"))} – ${params.to_words.join(say("separator"))}`)),
    node("desc", { id: "desc" }, escape(sentence)),
    node("rect", { width: WIDTH, height, fill: colours["sand-raised"] }),
    ...parts,
  );
}
