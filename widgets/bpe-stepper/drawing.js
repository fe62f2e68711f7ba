/** The picture as an SVG file: the merge to come and why, the words, the pairs and the merges as they are at a place. */

import { whole } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { plainToken } from "./faces.js";
import { decided, ended, sum } from "./headline.js";
import { merges } from "./trace.js";

/** @typedef {import("./trace.js").Trace} Trace */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1200;
const MARGIN = 32;
const SIZE = 18;
const ROW = 36;
/** Left ends of the three columns, and where the last one ends. */
const COLUMNS = { words: MARGIN, pairs: 560, merges: 890, end: WIDTH - MARGIN };
/** Words and merges drawn. */
const MOST = 12;

/**
 * @param {Trace} trace
 * @param {number} place
 * @param {import("./types.js").Ties} ties
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawTraining(trace, place, ties, say, ink) {
  const { colours, measure } = ink;
  const next = trace.next(place);
  const name = (/** @type {number} */ id) => plainToken(trace.token(id));
  const title = next ? `${say("next_merge", { number: whole(place + 1) })} ${name(next.ids[0])} + ${name(next.ids[1])} → ${name(next.id)} (${say("times", { count: whole(next.count) })})` : ended(trace, say);
  const why = next
    ? `${sum(trace, place, say)}  ${decided(trace, place, ties, say)}`
    : say("so_far", { before: whole(trace.total(0)), tokens: whole(trace.total(place)), vocabulary: whole(trace.vocabulary(place)) });
  const top = MARGIN + 84;
  const head = (/** @type {string} */ content, /** @type {number} */ x) => text(content, { x, y: top, "font-size": SIZE, "font-weight": 700, fill: colours.ink });
  const words = wordsOf(trace, place, top + 18, say, ink);
  const learnt = mergesOf(trace, place, top + 18, say, ink);
  const pairs = pairsOf(trace, place, top + 18, ink);
  const height = Math.ceil(Math.max(words.y, learnt.y, pairs.y) + 64);
  const foot = say("so_far", { before: whole(trace.total(0)), tokens: whole(trace.total(place)), vocabulary: whole(trace.vocabulary(place)) });
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
    node("title", { id: "title" }, escape(title)),
    node("desc", { id: "desc" }, escape(why)),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    text(fit(title, WIDTH - 2 * MARGIN, 26, measure), { x: MARGIN, y: MARGIN + 22, "font-size": 26, "font-weight": 700, fill: next ? colours.current : colours.ink }),
    text(fit(why, WIDTH - 2 * MARGIN, SIZE, measure), { x: MARGIN, y: MARGIN + 52, "font-size": SIZE, fill: colours.ink }),
    head(say(trace.result.form === "text" ? "chunks" : "words"), COLUMNS.words),
    head(say("pairs"), COLUMNS.pairs),
    head(say("merges_learnt"), COLUMNS.merges),
    ...words.parts,
    ...pairs.parts,
    ...learnt.parts,
    next ? text(foot, { x: MARGIN, y: height - MARGIN + 6, "font-size": SIZE, fill: colours["ink-soft"] }) : "",
  );
}

/**
 * A block with a token in it.
 * @param {string} label
 * @param {number} x
 * @param {number} y top
 * @param {{fill: string, ink: string, stroke?: string | undefined}} look
 * @param {Ink} ink
 * @returns {{part: string, width: number}}
 */
function block(label, x, y, look, { measure }) {
  const width = Math.max(measure(label, SIZE, true) + 12, 26);
  const part =
    node("rect", { x, y, width, height: 28, rx: 5, fill: look.fill, stroke: look.stroke, "stroke-width": look.stroke ? 1.5 : undefined }) +
    text(label, { x: x + width / 2, y: y + 20, "font-size": SIZE, "text-anchor": "middle", fill: look.ink });
  return { part, width };
}

/**
 * @param {Trace} trace
 * @param {number} place
 * @param {number} top
 * @param {Say} say
 * @param {Ink} ink
 */
function wordsOf(trace, place, top, say, ink) {
  const { colours } = ink;
  const next = trace.next(place);
  const newest = trace.result.steps[place - 1]?.id;
  const words = trace.words(place);
  /** @type {string[]} */
  const parts = [];
  let y = top;
  for (const { ids, count, cut } of words.slice(0, MOST)) {
    const lit = new Set(next ? merges(ids, next.ids).flatMap((at) => [at, at + 1]) : []);
    parts.push(text(`${whole(count)} ×`, { x: COLUMNS.words + 60, y: y + 20, "font-size": SIZE, "text-anchor": "end", fill: colours["ink-soft"] }));
    let x = COLUMNS.words + 72;
    let more = cut;
    for (const [at, id] of ids.entries()) {
      const look = lit.has(at)
        ? { fill: colours.current, ink: colours["on-strong"] }
        : id === newest
          ? { fill: colours.chosen, ink: colours["on-chosen"] }
          : { fill: colours.sand, ink: colours.ink, stroke: colours["sand-line"] };
      const { part, width } = block(fit(plainToken(trace.token(id)), 300, SIZE, ink.measure), x, y, look, ink);
      if (x + width > COLUMNS.pairs - 40) {
        more = true;
        break;
      }
      parts.push(part);
      x += width + 4;
    }
    if (more) parts.push(text("…", { x, y: y + 20, "font-size": SIZE, fill: colours["ink-soft"] }));
    y += ROW;
  }
  const rest = trace.result.more_words + Math.max(words.length - MOST, 0);
  if (rest) {
    parts.push(text(say("more_words", { count: whole(rest) }), { x: COLUMNS.words, y: y + 20, "font-size": SIZE, fill: colours["ink-soft"] }));
    y += ROW;
  }
  return { parts, y };
}

/**
 * @param {Trace} trace
 * @param {number} place
 * @param {number} top
 * @param {Ink} ink
 */
function pairsOf(trace, place, top, ink) {
  const { colours, measure } = ink;
  const pairs = trace.pairs(place);
  const most = pairs[0]?.[2] ?? 1;
  const labels = pairs.map(([left, right]) => [left, right].map((one) => fit(plainToken(trace.token(one)), 70, SIZE, measure)));
  const widths = labels.map(([left = "", right = ""]) => [left, right].reduce((sum, label) => sum + Math.max(measure(label, SIZE, true) + 12, 26), 2));
  const bars = COLUMNS.pairs + Math.max(60, ...widths) + 10;
  const room = COLUMNS.merges - 30 - bars - 60;
  const parts = pairs.flatMap(([, , count], rank) => {
    const y = top + rank * ROW;
    const winner = rank === 0 && trace.next(place) !== undefined;
    const tied = count === most && trace.next(place) !== undefined;
    const look = winner ? { fill: colours.current, ink: colours["on-strong"] } : { fill: colours.sand, ink: colours.ink, stroke: colours.edge };
    const [left = "", right = ""] = labels[rank] ?? [];
    const first = block(left, COLUMNS.pairs, y, look, ink);
    const width = Math.max((room * count) / most, 3);
    return [
      first.part,
      block(right, COLUMNS.pairs + first.width + 2, y, look, ink).part,
      node("rect", { x: bars, y: y + 4, width, height: 20, rx: 3, fill: winner ? colours.current : tied ? colours["current-tint"] : colours.other, stroke: tied ? colours.current : undefined, "stroke-width": tied ? 1.5 : undefined }),
      text(whole(count), { x: bars + width + 8, y: y + 20, "font-size": SIZE, "font-weight": winner ? 700 : 400, fill: winner ? colours.current : colours.ink }),
    ];
  });
  return { parts, y: top + pairs.length * ROW };
}

/**
 * @param {Trace} trace
 * @param {number} place
 * @param {number} top
 * @param {Say} say
 * @param {Ink} ink
 */
function mergesOf(trace, place, top, say, ink) {
  const { colours, measure } = ink;
  const { steps } = trace.result;
  const first = place > MOST ? place - MOST + 1 : 0;
  /** @type {string[]} */
  const parts = [];
  let y = top;
  if (first > 0 || place === 0) {
    for (const line of lines(place ? say("earlier", { count: whole(first) }) : say("no_merges"), COLUMNS.end - COLUMNS.merges, SIZE, measure)) {
      parts.push(text(line, { x: COLUMNS.merges, y: y + 20, "font-size": SIZE, fill: colours["ink-soft"] }));
      y += ROW;
    }
  }
  for (const [index, step] of steps.slice(first, place).entries()) {
    const number = first + index + 1;
    const newest = number === place;
    const label = fit(`${step.ids.map((one) => plainToken(trace.token(one))).join(" + ")} →`, 150, SIZE, measure);
    const x = COLUMNS.merges + 44;
    parts.push(
      text(whole(number), { x: COLUMNS.merges + 32, y: y + 20, "font-size": SIZE, "text-anchor": "end", fill: colours["ink-soft"] }),
      text(label, { x, y: y + 20, "font-size": SIZE, fill: colours.ink }),
      block(
        fit(plainToken(trace.token(step.id)), COLUMNS.end - x - measure(label, SIZE) - 30, SIZE, measure),
        x + measure(label, SIZE) + 8,
        y,
        newest ? { fill: colours.chosen, ink: colours["on-chosen"] } : { fill: colours["chosen-tint"], ink: colours.ink },
        ink,
      ).part,
    );
    y += ROW;
  }
  return { parts, y };
}
