/** The picture as an SVG file: columns for one problem, a table of verdicts for several. */

import { perCent } from "../shared/accuracy.js";
import { paragraph } from "../shared/flow.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { ends, hasShare } from "./accuracy.js";
import { titleOf } from "./names.js";
import { outcome, runsOf, signOf, wordOf } from "./outcome.js";
import { partsOf, plainly, written } from "./prompt.js";
import { aboutModel, spent, told } from "./told.js";
import { bars } from "./votes.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {{parts: string[], height: number}} Block markup from y = 0 on, and how high it is */

const WIDTH = 1200;
const MARGIN = 32;
const GAP = 20;
const SIZE = 17;
const LINE = 25;

/**
 * @param {Result} result
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawComparison(result, say, ink) {
  const { colours, measure } = ink;
  const room = WIDTH - 2 * MARGIN;
  const sentence = told(result, say);
  const parts = [];
  let y = MARGIN + 8;
  const write = (/** @type {string} */ content, /** @type {number} */ size, /** @type {string} */ fill, bold = false) => {
    for (const line of lines(content, room, size, measure, bold)) {
      y += size * 1.4;
      parts.push(text(line, { x: MARGIN, y, "font-size": size, fill, ...(bold ? { "font-weight": 700 } : {}) }));
    }
  };
  write(sentence, 24, colours.ink, true);
  y += 8;
  const [problem] = result.problems;
  const one = result.problems.length === 1 && problem !== undefined;
  if (one) {
    const right = problem.answer === null ? say("right_unknown") : say("right_answer", { answer: problem.answer.replaceAll("|", " · ") });
    write(`${plainly(problem.text).replace(/\s+/g, " ")}  ${right}`, SIZE, colours.ink);
  }
  y += 20;
  const body = one ? columns(result, room, say, ink) : matrix(result, room, say, ink);
  parts.push(node("g", { transform: `translate(${MARGIN} ${y})` }, ...body.parts));
  y += body.height + 8;
  write(aboutModel(result, say), 16, colours["ink-soft"]);
  const height = Math.ceil(y + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(result.problems.map((asked) => plainly(asked.text)).join(" / "))),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}

/**
 * @param {Result} result
 * @param {number} room
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Block}
 */
function columns(result, room, say, ink) {
  const across = Math.min(result.styles.length, 3);
  const width = (room - GAP * (across - 1)) / across;
  const made = result.styles.map(({ style }) => column(result, style, width, say, ink));
  /** @type {string[]} */
  const parts = [];
  let top = 0;
  for (let first = 0; first < made.length; first += across) {
    const row = made.slice(first, first + across);
    const height = Math.max(...row.map((block) => block.height)) + 88;
    row.forEach((block, place) => {
      const { style } = result.styles[first + place] ?? {};
      if (!style) return;
      const frame = node("rect", { width, height, rx: 12, fill: ink.colours.sand, stroke: ink.colours["sand-line"], "stroke-width": 2 });
      const plate = verdict(result, style, width, height, say, ink);
      parts.push(node("g", { transform: `translate(${(width + GAP) * place} ${top})` }, frame, ...block.parts, ...plate));
    });
    top += height + GAP;
  }
  return { parts, height: top };
}

/**
 * @param {Result} result
 * @param {Style} style
 * @param {number} width
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Block}
 */
function column(result, style, width, say, { colours, measure }) {
  const left = 18;
  const room = width - 2 * left;
  const accuracy = result.accuracy.find((one) => one.style === style);
  const parts = [text(fit(titleOf(style, say), room, 21, measure, true), { x: left, y: 34, "font-size": 21, "font-weight": 700, fill: colours.ink })];
  let y = 42;
  const write = (/** @type {string} */ content, /** @type {string} */ fill, bold = false) => {
    for (const line of lines(content, room, SIZE, measure, bold)) {
      y += LINE;
      parts.push(text(line, { x: left, y, "font-size": SIZE, fill, ...(bold ? { "font-weight": 700 } : {}) }));
    }
  };
  if (hasShare(accuracy)) {
    y += 12;
    parts.push(...share(accuracy, left, y, room, colours));
    y += 22;
    write(`${say("share", { percent: perCent(accuracy.share), right: accuracy.right, total: accuracy.total })} ${say("interval", ends(accuracy))}`, colours.ink);
  }
  const [run] = runsOf(result, 0, style);
  const vote = result.votes.find((one) => one.problem === 0 && one.style === style);
  if (vote) {
    for (const { label, sign, count, share: size, won } of bars(vote, say)) {
      y += LINE + 6;
      const name = fit(`${label} ${sign}`, room * 0.38, SIZE, measure, won);
      const long = Math.max((room * 0.6 - 44) * size, 2);
      parts.push(
        text(name, { x: left, y, "font-size": SIZE, fill: colours.ink, ...(won ? { "font-weight": 700 } : {}) }),
        node("rect", { x: left + room * 0.4, y: y - 15, width: long, height: 18, rx: 3, fill: won ? colours.chosen : colours.cut }),
        text(String(count), { x: left + room * 0.4 + long + 8, y, "font-size": SIZE, "font-weight": 700, fill: colours.ink }),
      );
    }
  } else if (run) {
    const pieces = result.styles.find((one) => one.style === style)?.pieces ?? {};
    const asked = partsOf(run.prompt, pieces, result.problems[0]?.text ?? "");
    const at = asked.findIndex(({ kind }) => kind === "problem");
    const flat = (/** @type {string} */ content) => plainly(content).replace(/\s+/g, " ").trim();
    const before = flat(asked.slice(0, Math.max(at, 0)).filter(({ kind }) => kind === "style").map((part) => part.text).join(" "));
    const { before: begun, answer, after } = written(run);
    const box = { x: left, y: y + 8, width: room, size: SIZE, leading: LINE + 2, fill: colours.ink };
    const first = before ? paragraph([{ text: fit(before, room * 1.9, SIZE, measure), ground: colours["other-tint"] }], box, measure) : { parts: [], bottom: box.y };
    const said = paragraph(
      [
        ...asked.slice(at + 1).map(({ kind, text: words }, place) => ({ text: plainly(place ? words : words.trimStart()), ...(kind === "style" ? { ground: colours["other-tint"] } : { fill: colours["ink-soft"] }) })),
        { text: plainly(begun), bold: true },
        { text: plainly(answer), bold: true, ground: colours.chosen, fill: colours["on-chosen"] },
        { text: plainly(after), bold: true },
      ].filter((stretch) => stretch.text),
      { ...box, y: first.bottom + 4 },
      measure,
    );
    parts.push(...first.parts, ...said.parts);
    y = said.bottom - 2;
  }
  if (accuracy) write(spent(accuracy.tokens, accuracy.milliseconds, say), colours["ink-soft"]);
  return { parts, height: y + 12 };
}

/**
 * The plate at the foot of a column.
 * @param {Result} result
 * @param {Style} style
 * @param {number} width
 * @param {number} height of the column
 * @param {Say} say
 * @param {Ink} ink
 */
function verdict(result, style, width, height, say, { colours, measure }) {
  const { kind, answer, count, done } = outcome(result, 0, style);
  const voted = result.votes.length > 0 && answer !== null;
  const word = voted ? say("vote", { count, total: done, verdict: wordOf(kind, say) }) : wordOf(kind, say);
  const big = answer === null ? "" : `${fit(plainly(answer), width * 0.4, 34, measure, true)} ${signOf(kind)}`;
  const right = kind === "right";
  const fill = right ? colours["on-chosen"] : colours.ink;
  return [
    node("rect", { x: 12, y: height - 72, width: width - 24, height: 60, rx: 8, fill: right ? colours.chosen : "none", stroke: right ? colours.chosen : colours.cut, "stroke-width": 2 }),
    ...(big ? [text(big, { x: 28, y: height - 31, "font-size": 34, "font-weight": 700, fill })] : []),
    text(fit(word, width - 56 - (big ? measure(big, 34, true) + 16 : 0), SIZE, measure), { x: width - 28, y: height - 36, "font-size": SIZE, "text-anchor": "end", fill }),
  ];
}

/**
 * A bar with its whisker.
 * @param {import("./types.js").Accuracy & {share: number}} accuracy
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {import("../shared/picture.js").Colours} colours
 */
function share({ share: part, low, high }, x, y, width, colours) {
  const [from, to] = [x + width * (low ?? 0), x + width * (high ?? 1)];
  return [
    node("rect", { x, y, width, height: 14, rx: 4, fill: colours["sand-sunk"] }),
    node("rect", { x, y, width: width * part, height: 14, rx: 4, fill: colours["seq-5"] }),
    node("path", { d: `M${from.toFixed(1)} ${y + 1}v12M${from.toFixed(1)} ${y + 7}H${to.toFixed(1)}M${to.toFixed(1)} ${y + 1}v12`, stroke: colours.ink, "stroke-width": 2, fill: "none" }),
  ];
}

/**
 * @param {Result} result
 * @param {number} room
 * @param {Say} say
 * @param {Ink} ink
 * @returns {Block}
 */
function matrix(result, room, say, { colours, measure }) {
  const { styles, problems } = result;
  const column = Math.min(190, (room * 0.7) / styles.length);
  const first = room - column * styles.length;
  /** @type {string[]} */
  const parts = [];
  styles.forEach(({ style }, place) => {
    const x = first + column * place + 12;
    const wide = column - 16;
    parts.push(text(fit(titleOf(style, say), wide, SIZE, measure, true), { x, y: 18, "font-size": SIZE, "font-weight": 700, fill: colours.ink }));
    const accuracy = result.accuracy.find((one) => one.style === style);
    if (!hasShare(accuracy)) return;
    parts.push(...share(accuracy, x, 28, wide, colours));
    const said = `${perCent(accuracy.share)} (${accuracy.right}/${accuracy.total})`;
    parts.push(text(fit(said, wide, 16, measure), { x, y: 62, "font-size": 16, fill: colours.ink }));
  });
  let y = 78;
  problems.forEach(({ text: asked, answer }, problem) => {
    const right = answer === null ? "" : " " + say("right_answer", { answer: answer.replaceAll("|", " · ") });
    const wrapped = lines(`${problem + 1}. ${plainly(asked).replace(/\s+/g, " ")}${right}`, first - 8, 16, measure);
    const shown = wrapped.length > 3 ? [...wrapped.slice(0, 2), wrapped[2] + "…"] : wrapped;
    parts.push(node("line", { x1: 0, x2: room, y1: y, y2: y, stroke: colours["sand-line"], "stroke-width": 1.5 }));
    shown.forEach((line, place) => parts.push(text(line, { x: 0, y: y + 24 + place * 22, "font-size": 16, fill: colours.ink })));
    styles.forEach(({ style }, place) => {
      const { kind, answer: found } = outcome(result, problem, style);
      const x = first + column * place + 12;
      const said = `${found === null ? "" : plainly(found) + " "}${signOf(kind)}`;
      const drawn = fit(said, column - 40, 18, measure, true);
      const rightOne = kind === "right";
      parts.push(
        node("rect", { x, y: y + 6, width: measure(drawn, 18, true) + 20, height: 28, rx: 14, fill: rightOne ? colours.chosen : "none", stroke: rightOne ? colours.chosen : colours.cut, "stroke-width": 1.5 }),
        text(drawn, { x: x + 10, y: y + 27, "font-size": 18, "font-weight": 700, fill: rightOne ? colours["on-chosen"] : colours.ink }),
      );
    });
    y += Math.max(shown.length * 22 + 14, 42);
  });
  return { parts, height: y };
}
