/** The part of the card that is to be seen, as an SVG file. */

import { AT_ONCE, perCent } from "../shared/accuracy.js";
import { inFile } from "../shared/marks.js";
import { sequentialStep } from "../shared/numbers.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { areaOf as patternsArea, ordered, patternsChart } from "./patterns-chart.js";
import { stretches, written } from "./problems.js";
import { COLUMNS, ROWS, stepsName, tallyOf } from "./scores.js";
import { areaOf as curvesArea, checksChart, lossChart } from "./training-charts.js";
import { figuresOf } from "./training.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {{parts: string[], bottom: number}} Drawn */

const WIDTH = 1200;
const MARGIN = 32;
const SIZE = 16;
const LINE = 23;
const ROOM = WIDTH - 2 * MARGIN;

/**
 * @param {import("./types.js").WordProblemsData} data
 * @param {{part: import("./types.js").Part, sort: import("./types.js").Sort, open: ReadonlySet<number>}} stand open: the
 *   problems whose solution is to be seen
 * @param {string} sentence
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawCard({ params, result }, { part, sort, open }, sentence, say, ink) {
  const { colours, measure, font } = ink;
  const title = lines(sentence, ROOM, 22, measure, true);
  const top = MARGIN + title.length * 30;
  const drawn = part === "problems" ? problems(result, open, say, ink, top) : part === "accuracy" ? accuracy(result, sort, say, ink, top) : training(result, params.language, say, ink, top);
  const height = Math.ceil(drawn.bottom + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...title.map((line, place) => text(line, { x: MARGIN, y: MARGIN + 20 + place * 30, "font-size": 22, "font-weight": 700, fill: colours.ink })),
    ...drawn.parts,
  );
}

/**
 * Two columns of problems; unseen words are underlined.
 * @param {Result} result
 * @param {ReadonlySet<number>} open
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 * @returns {Drawn}
 */
function problems(result, open, say, { colours, measure }, top) {
  const wide = (ROOM - 32) / 2;
  /** @type {string[]} */
  const parts = [];
  const bottoms = [top, top];
  result.problems.forEach((problem, place) => {
    const column = place % 2;
    const x = MARGIN + column * (wide + 32);
    let y = (bottoms[column] ?? top) + LINE;
    const unseen = stretches(problem).flatMap((stretch) => [...stretch.text].map(() => stretch.unseen));
    let read = 0;
    for (const line of lines(problem.text, wide, SIZE, measure)) {
      read = skipped(problem.text, line, read);
      const spans = runs([...line], unseen, read).map((run) => node("tspan", run.unseen ? { "font-weight": 700, fill: colours["chosen-ink"], "text-decoration": "underline" } : {}, escape(run.text)));
      parts.push(node("text", { x, y, "font-size": SIZE, fill: colours.ink }, ...spans));
      read += [...line].length;
      y += LINE;
    }
    if (open.has(place)) {
      for (const line of lines(`${problem.lines.map(written).join("  ")}  ${say("answer", { answer: problem.answer })}`, wide, SIZE, measure, true)) {
        parts.push(text(line, { x, y, "font-size": SIZE, "font-weight": 700, fill: colours.other }));
        y += LINE;
      }
    }
    bottoms[column] = y - 6;
  });
  return { parts, bottom: Math.max(...bottoms) };
}

/**
 * Where in a text a line of it begins, after a space that no line begins with.
 * @param {string} whole
 * @param {string} line
 * @param {number} from code point
 */
const skipped = (whole, line, from) => {
  const characters = [...whole];
  let at = from;
  while (characters[at] === " " && line[0] !== " ") at += 1;
  return at;
};

/**
 * A line in runs of what is unseen and what is not.
 * @param {readonly string[]} line
 * @param {readonly boolean[]} unseen by code point of the whole text
 * @param {number} from
 */
function runs(line, unseen, from) {
  /** @type {{text: string, unseen: boolean}[]} */
  const found = [];
  line.forEach((character, place) => {
    const marked = unseen[from + place] ?? false;
    const last = found.at(-1);
    if (last?.unseen === marked) last.text += character;
    else found.push({ text: character, unseen: marked });
  });
  return found;
}

/**
 * The table by steps, and the patterns.
 * @param {Result} result
 * @param {import("./types.js").Sort} sort
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 * @returns {Drawn}
 */
function accuracy(result, sort, say, { colours, measure }, top) {
  /** @type {string[]} */
  const parts = [];
  const [head, wide, tall] = [120, 130, 34];
  const middle = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ fill = colours["ink-soft"]) => text(content, { x, y, "font-size": SIZE, "text-anchor": "middle", fill });
  let y = top + LINE;
  parts.push(middle(say("split_numbers"), MARGIN + head + wide, y), middle(say("split_patterns"), MARGIN + head + 3 * wide, y));
  y += LINE;
  COLUMNS.forEach(([, style], place) => parts.push(middle(style === AT_ONCE ? say("at_once") : say("with_steps"), MARGIN + head + (place + 0.5) * wide, y)));
  y += 8;
  for (const steps of ROWS) {
    parts.push(text(stepsName(steps, say), { x: MARGIN, y: y + 23, "font-size": SIZE, fill: colours.ink }));
    COLUMNS.forEach(([split, style], place) => {
      const tally = tallyOf(result.groups, steps, split, style);
      if (!tally) return;
      const step = /** @type {0} */ (sequentialStep(tally.share ** 2));
      parts.push(
        node("rect", { x: MARGIN + head + place * wide, y, width: wide - 2, height: tall - 2, fill: colours[`seq-${step}`] }),
        middle(`${perCent(tally.share)}  ${tally.right}/${tally.total}`, MARGIN + head + (place + 0.5) * wide, y + 22, colours[`seq-${step}-text`]),
      );
    });
    y += tall;
  }
  for (const line of lines(result.made ? say("measured", { model: result.model, day: result.made }) : say("not_measured"), ROOM, SIZE, measure)) {
    parts.push(text(line, { x: MARGIN, y: y + LINE, "font-size": SIZE, fill: colours["ink-soft"] }));
    y += LINE;
  }
  const marks = patternsChart(ordered(result.patterns, sort), -1, patternsArea(ROOM, 300, SIZE), { size: SIZE, colours }, say);
  const words = /** @type {const} */ ([[say("by_pattern"), colours.ink], ["● " + say("with_steps"), colours.current], ["■ " + say("at_once"), colours.other]]);
  let x = MARGIN;
  for (const [word, fill] of words) {
    parts.push(text(word, { x, y: y + 2 * LINE, "font-size": 18, "font-weight": 700, fill }));
    x += measure(word, 18, true) + 24;
  }
  y += 2.5 * LINE;
  parts.push(node("g", { transform: `translate(${MARGIN} ${y})` }, ...inFile(marks)));
  return { parts, bottom: y + 300 };
}

/**
 * Both curves, and the figures beside them.
 * @param {Result} result
 * @param {"ja" | "en"} language
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 * @returns {Drawn}
 */
function training(result, language, say, { colours, measure }, top) {
  const [width, tall] = [720, 240];
  const [log] = result.logs;
  const pen = { size: SIZE, colours };
  const area = curvesArea(width, tall, SIZE);
  const heading = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ y) => text(content, { x, y, "font-size": 18, "font-weight": 700, fill: colours.ink });
  const parts = [
    heading(say("loss"), MARGIN, top + LINE),
    node("g", { transform: `translate(${MARGIN} ${top + LINE})` }, ...inFile(lossChart(result.logs, area, pen, say))),
    heading(say("checks"), MARGIN, top + tall + 2.5 * LINE),
    node("g", { transform: `translate(${MARGIN} ${top + tall + 2.5 * LINE})` }, ...(log ? inFile(checksChart(log, language, area, pen, say)) : [])),
  ];
  const side = MARGIN + width + 40;
  let y = top + LINE;
  parts.push(heading(say("figures"), side, y));
  for (const [label, value] of figuresOf(result, say)) {
    y += LINE;
    parts.push(text(label, { x: side, y, "font-size": SIZE, fill: colours["ink-soft"] }));
    for (const line of lines(value, WIDTH - MARGIN - side - 16, SIZE, measure, true)) {
      y += LINE;
      parts.push(text(line, { x: side + 16, y, "font-size": SIZE, "font-weight": 700, fill: colours.ink }));
    }
  }
  return { parts, bottom: Math.max(y, top + 2 * tall + 2.5 * LINE) };
}
