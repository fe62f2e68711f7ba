/** The picture as an SVG file: prompt and samples at the left, the probabilities at the right. */

import { paragraph } from "../shared/flow.js";
import { percent, sequentialStep } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { plain } from "../shared/text.js";
import { followed, most, probability, shade, times } from "./figures.js";
import { called, nameOf } from "./matrix.js";
import { ending, readable } from "./samples.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Params} Params */

const WIDTH = 1200;
const MARGIN = 32;
const LEFT = 520; // width of the left part
const RIGHT = WIDTH - 2 * MARGIN - LEFT - 28;

/**
 * @param {Result} result
 * @param {Pick<Params, "context" | "look">} settings
 * @param {string} sentence
 * @param {string} about
 * @param {string} reader language of the page
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawLanguageExercise(result, settings, sentence, about, reader, say, ink) {
  const { colours, measure, font } = ink;
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 16;
  for (const line of lines(sentence, WIDTH - 2 * MARGIN, 22, measure, true)) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 22, "font-weight": 700, fill: colours.ink }));
    y += 30;
  }
  const left = written(result, reader, say, ink, y + 4);
  const right = compared(result, settings, reader, say, ink, y + 4);
  y = Math.max(left.bottom, right.bottom) + 30;
  for (const line of lines(about, WIDTH - 2 * MARGIN, 16, measure)) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 16, fill: colours["ink-soft"] }));
    y += 23;
  }
  const height = y + MARGIN - 16;
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(result.completions.map((sample) => sample.text).join(" | "))),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    ...left.parts,
    ...right.parts,
  );
}

/**
 * What the model was given, and what it went on with.
 * @param {Result} result
 * @param {string} reader
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 */
function written({ prompt, completions, model, aim }, reader, say, { colours, measure }, top) {
  /** @type {string[]} */
  const parts = [];
  let y = top;
  const heading = (/** @type {string} */ content) => {
    parts.push(text(content, { x: MARGIN, y: y + 20, "font-size": 18, "font-weight": 700, fill: colours.ink }));
    y += 30;
  };
  const box = (/** @type {string} */ content, /** @type {string} */ ground, /** @type {string} */ edge, /** @type {string} */ note) => {
    const inside = paragraph([{ text: content }], { x: MARGIN + 16, y: y + 6, width: LEFT - 32, size: 16, leading: 23, fill: colours.ink }, measure);
    const height = inside.bottom - y + 8 + (note ? 23 : 0);
    parts.push(node("rect", { x: MARGIN, y, width: LEFT, height, rx: 6, fill: ground }), node("rect", { x: MARGIN, y, width: 4, height, fill: edge }), ...inside.parts);
    if (note) parts.push(text(note, { x: MARGIN + 16, y: inside.bottom + 16, "font-size": 16, fill: colours["ink-soft"] }));
    y += height + 8;
  };
  heading(say("given"));
  box(readable(prompt), colours["sand-sunk"], colours.current, "");
  heading(`${say("goes_on")} · ${model.name}`);
  for (const sample of completions) box(`… ${readable(sample.text) || say("nothing")}`, colours.sand, colours.other, `${say("seed_of", { seed: sample.seed })} · ${ending(sample, say)}`);
  const right = aim?.[reader];
  if (right) box(`${say("aim")} ${right}`, colours["chosen-tint"], colours.chosen, "");
  return { parts, bottom: y - 8 };
}

/**
 * How probable the continuations are.
 * @param {Result} result
 * @param {Pick<Params, "context" | "look">} settings
 * @param {string} reader
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 */
function compared(result, settings, reader, say, { colours, measure }, top) {
  const { contexts, readings } = result;
  const x = MARGIN + LEFT + 28;
  if (!readings.length || contexts.some(({ scores }) => scores === null)) return { parts: [], bottom: top };
  const parts = [text(say("how_probable"), { x, y: top + 20, "font-size": 18, "font-weight": 700, fill: colours.ink })];
  let y = top + 48;
  const first = contexts[0];
  const legend = contexts.length > 1 && first ? say("legend", { first: nameOf(first, reader, say) }) : say("legend_alone");
  for (const line of lines(legend, RIGHT, 16, measure)) {
    parts.push(text(line, { x, y, "font-size": 16, fill: colours["ink-soft"] }));
    y += 22;
  }
  const head = 150;
  const wide = (RIGHT - head) / readings.length;
  const middle = (/** @type {number} */ column) => x + head + (column + 0.5) * wide;
  const heads = readings.map((reading) => lines(reading.text.trim(), wide - 10, 16, measure).slice(0, 3));
  readings.forEach((reading, column) => {
    parts.push(text(fit(called(reading, reader, say), wide - 8, 16, measure, true), { x: middle(column), y: y + 6, "font-size": 16, "font-weight": 700, "text-anchor": "middle", fill: colours.ink }));
    heads[column]?.forEach((line, place) => parts.push(text(line, { x: middle(column), y: y + 28 + 20 * place, "font-size": 16, "text-anchor": "middle", fill: colours["ink-soft"] })));
  });
  y += 20 + 20 * Math.max(...heads.map(({ length }) => length));
  const best = most(result);
  const place = followed(settings, result);
  contexts.forEach((context, row) => {
    if (context.asked) parts.push(node("rect", { x, y: y + 2, width: 4, height: 44, fill: colours.current }));
    lines(nameOf(context, reader, say), head - 18, 16, measure, context.asked).slice(0, 2).forEach((line, at, all) =>
      parts.push(text(line, { x: x + 12, y: y + 30 - 10 * (all.length - 1) + 20 * at, "font-size": 16, "font-weight": context.asked ? 700 : undefined, fill: colours.ink })),
    );
    (context.scores ?? []).forEach(({ log_probability, shift }, column) => {
      const { fill, ink } = row === 0 ? /** @type {const} */ ({ fill: "sand-sunk", ink: "ink" }) : shade(shift);
      const gold = best[column] === row;
      const here = row === place.row && column === place.column;
      parts.push(
        node("rect", { x: x + head + column * wide + 2, y: y + 2, width: wide - 4, height: 44, rx: 4, fill: colours[fill], stroke: here ? colours.ink : "none", "stroke-width": 2 }),
        text((gold ? "▲ " : "") + probability(log_probability), { x: middle(column), y: y + 21, "font-size": 16, "font-weight": gold ? 700 : undefined, "text-anchor": "middle", fill: colours[ink] }),
        text(row === 0 ? say("basis") : times(shift), { x: middle(column), y: y + 40, "font-size": 16, "font-weight": 700, "text-anchor": "middle", fill: colours[ink] }),
      );
    });
    y += 48;
  });
  const score = contexts[place.row]?.scores?.[place.column];
  const context = contexts[place.row];
  const reading = readings[place.column];
  if (!score || !context || !reading) return { parts, bottom: y };
  y += 24;
  const product = say("product", { prompt: nameOf(context, reader, say), reading: reading.text.trim(), probability: probability(score.log_probability) });
  for (const line of lines(product, RIGHT, 16, measure)) {
    parts.push(text(line, { x, y, "font-size": 16, fill: colours.ink }));
    y += 23;
  }
  let at = x;
  for (const token of score.tokens) {
    const p = Math.exp(token.log_probability);
    const shown = plain(token);
    const block = Math.max(measure(shown, 16, true), measure(percent(p), 16)) + 16;
    if (at > x && at + block > x + RIGHT) [at, y] = [x, y + 52];
    const step = /** @type {"seq-0"} */ (`seq-${sequentialStep(p)}`);
    parts.push(
      node("rect", { x: at, y: y - 8, width: block, height: 46, rx: 4, fill: colours[step] }),
      text(shown, { x: at + block / 2, y: y + 11, "font-size": 16, "font-weight": 700, "text-anchor": "middle", fill: colours[`${step}-text`] }),
      text(percent(p), { x: at + block / 2, y: y + 31, "font-size": 16, "text-anchor": "middle", fill: colours[`${step}-text`] }),
    );
    at += block + 4;
  }
  return { parts, bottom: y + 40 };
}
