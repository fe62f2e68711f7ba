/** The picture as an SVG file: the same data and colours, drawn at a fixed width, with fonts a system has. */

import { percent, fixed, sequentialStep, whole } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { groups, plain } from "../shared/text.js";
import { axisFor } from "./bars.js";
import { RULES, readOut } from "./settings.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 960;
const MARGIN = 32;
const ROW = 38;
const LINES = 4; // of the context, the last ones

/**
 * @param {import("./types.js").Result} result
 * @param {import("./shape.js").Shape} shape
 * @param {import("./shape.js").Settings} settings
 * @param {{u: number, place: number, token: {text: string, bytes: string, partial: boolean} | null} | null} landing
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawNextToken(result, shape, settings, landing, say, ink) {
  const { colours, measure } = ink;
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN;

  const context = contextRows(result.tokens, ink);
  const shown = context.slice(-LINES);
  if (shown.length < context.length) {
    parts.push(text("…", { x: MARGIN, y: y + 10, "font-size": 20, fill: colours["ink-soft"] }));
    y += 20;
  }
  for (const row of shown) {
    parts.push(node("g", { transform: `translate(${MARGIN} ${y})` }, ...row.parts));
    y += row.height;
  }
  y += 16;

  const numberWidth = 96;
  const tokenWidth = Math.min(
    280,
    Math.max(90, ...result.candidates.map((candidate) => measure(plain(candidate), 22)), measure(restLabel(shape, result, say), 16)) + 20,
  );
  const trackX = MARGIN + 44 + tokenWidth;
  const trackWidth = WIDTH - MARGIN - numberWidth - trackX;
  const rest = shape.rest(result.candidates.length);
  const { end, parts: ticks } = axisFor(
    Math.max(rest.probability, ...result.candidates.map(({ probability }, place) => Math.max(probability, shape.adjusted(place)))),
  );
  const length = (/** @type {number} */ p) => (trackWidth * p) / end;

  const bottom = y + 26 + ROW * (result.candidates.length + 1);
  for (let tick = 0; tick <= ticks; tick += 1) {
    const x = trackX + (trackWidth * tick) / ticks;
    parts.push(
      text(`${Number(((100 * end * tick) / ticks).toPrecision(3))}%`, { x, y: y + 12, "font-size": 14, "text-anchor": "middle", fill: colours["ink-soft"] }),
      node("line", { x1: x, x2: x, y1: y + 20, y2: bottom, stroke: colours["sand-line"] }),
    );
  }
  y += 26;

  result.candidates.forEach((candidate, place) => {
    const cut = shape.cutBy(place);
    const adjusted = shape.adjusted(place);
    const hit = landing?.place === place;
    const colour = cut ? colours["cut-ink"] : colours.ink;
    const line = y + ROW / 2 + 7;
    const label = fit(plain(candidate), tokenWidth - 16, 22, measure);
    if (hit) {
      parts.push(node("rect", { x: MARGIN + 36, y: y + 3, width: measure(label, 22) + 16, height: ROW - 6, rx: 6, fill: colours.chosen }));
    }
    parts.push(
      text(String(candidate.rank), { x: MARGIN + 26, y: line, "font-size": 16, "text-anchor": "end", fill: colours["ink-soft"] }),
      text(label, { x: MARGIN + 44, y: line, "font-size": 22, fill: hit ? colours["on-chosen"] : colour }),
    );
    if (cut) {
      const tag = say("cut_" + cut);
      parts.push(
        node("rect", { x: trackX, y: y + 8, width: Math.max(length(candidate.probability), 1), height: ROW - 16, fill: "url(#hatch)", stroke: colours.cut }),
        text(tag, { x: trackX + trackWidth - 8, y: line, "font-size": 16, "text-anchor": "end", fill: colours["cut-ink"] }),
      );
    } else {
      const fill = colours[/** @type {import("../shared/picture.js").ColourName} */ (`seq-${sequentialStep(adjusted, 3)}`)];
      parts.push(node("rect", { x: trackX, y: y + 6, width: Math.max(length(adjusted), 1), height: ROW - 12, rx: 3, fill }));
      if (Math.abs(adjusted - candidate.probability) >= 5e-4) {
        // A light line under the dark one, so that it shows on the bar and beside it.
        const ghost = { x: trackX, y: y + 6, width: Math.max(length(candidate.probability), 1), height: ROW - 12, rx: 3, fill: "none" };
        parts.push(
          node("rect", { ...ghost, stroke: colours["sand-raised"], "stroke-width": 4 }),
          node("rect", { ...ghost, stroke: colours.ink, "stroke-width": 1.5 }),
        );
      }
    }
    parts.push(text(percent(adjusted), { x: WIDTH - MARGIN, y: line, "font-size": 20, "font-weight": 700, "text-anchor": "end", fill: colour }));
    y += ROW;
  });

  if (rest.count > 0) {
    const line = y + ROW / 2 + 6;
    parts.push(
      text(fit(restLabel(shape, result, say), tokenWidth + 28, 16, measure), { x: MARGIN, y: line, "font-size": 16, fill: colours["ink-soft"] }),
      node("rect", { x: trackX, y: y + 8, width: Math.max(length(rest.probability), 1), height: ROW - 16, rx: 3, fill: colours["sand-line"], stroke: colours.edge }),
      text(percent(rest.probability), { x: WIDTH - MARGIN, y: line, "font-size": 18, "text-anchor": "end", fill: colours["ink-soft"] }),
    );
    y += ROW;
  }
  y += 20;

  if (landing) {
    const width = WIDTH - 2 * MARGIN;
    const pointer = MARGIN + width * landing.u;
    y += 26;
    let x = MARGIN;
    result.candidates.forEach((candidate, place) => {
      const step = sequentialStep(shape.adjusted(place), 1);
      const hit = landing.place === place;
      const w = width * shape.adjusted(place);
      const name = plain(candidate);
      parts.push(node("rect", { x, y, width: w, height: 30, fill: hit ? colours.chosen : seq(colours, step), stroke: colours["sand-raised"] }));
      if (w > 14 && measure(name, 16) + 8 <= w) {
        parts.push(text(name, { x: x + w / 2, y: y + 21, "font-size": 16, "text-anchor": "middle", fill: hit ? colours["on-chosen"] : seqText(colours, step) }));
      }
      x += w;
    });
    parts.push(node("rect", { x, y, width: Math.max(WIDTH - MARGIN - x, 0), height: 30, fill: landing.place >= result.candidates.length ? colours.chosen : colours["sand-sunk"], stroke: colours["sand-line"] }));
    parts.push(
      node("path", { d: `M${pointer - 8} ${y - 14}h16l-8 12z`, fill: colours.current }),
      node("line", { x1: pointer, x2: pointer, y1: y - 4, y2: y + 30, stroke: colours.current, "stroke-width": 2 }),
      text(fixed(landing.u, 4), { x: pointer + (landing.u > 0.5 ? -14 : 14), y: y - 6, "font-size": 16, "font-weight": 700, "text-anchor": landing.u > 0.5 ? "end" : "start", fill: colours.current }),
    );
    y += 50;
  }

  const foot = [
    RULES.map((rule) => `${say(rule)} ${readOut(rule, settings, say)}`).join("  →  "),
    `${say("entropy")} ${say("bits", { bits: fixed(shape.entropyBits, 2) })}  ·  ${say("left", { count: whole(shape.kept) })}  ·  ${result.model.name}`,
  ];
  for (const line of foot.flatMap((sentence) => lines(sentence, WIDTH - 2 * MARGIN, 16, measure))) {
    parts.push(text(line, { x: MARGIN, y: y + 14, "font-size": 16, fill: colours["ink-soft"] }));
    y += 26;
  }

  const height = Math.ceil(y + MARGIN - 10);
  const first = result.candidates[0];
  const description = first
    ? say("summary", { kept: whole(shape.kept), text: plain(first), percent: percent(shape.adjusted(0)), bits: fixed(shape.entropyBits, 2) })
    : "";
  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
      node("title", { id: "title" }, escape(say("candidates") + ": " + result.tokens.filter(({ special }) => !special).map(plain).join(""))),
      node("desc", { id: "desc" }, escape(description)),
      node(
        "defs",
        {},
        node("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, node("line", { x1: 0, x2: 0, y1: 0, y2: 7, stroke: colours.cut, "stroke-width": 3 })),
      ),
      node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
      ...parts,
    )
  );
}

/**
 * @param {import("./shape.js").Shape} shape
 * @param {import("./types.js").Result} result
 * @param {Say} say
 */
function restLabel(shape, result, say) {
  return say("others", { count: whole(shape.rest(result.candidates.length).count) });
}

/**
 * The tokens of the context as chips, line by line, the gap at the end.
 * @param {readonly import("./types.js").Token[]} tokens
 * @param {Ink} ink
 */
function contextRows(tokens, { colours, measure }) {
  const size = 22;
  const gapWidth = 36;
  /** @type {{parts: string[], height: number}[]} */
  const rows = [{ parts: [], height: 46 }];
  let x = 0;
  let place = 0;
  const line = () => {
    rows.push({ parts: [], height: 46 });
    x = 0;
  };
  for (const group of groups(tokens)) {
    const labels = group.tokens.map((token) => fit(plain(token), WIDTH - 2 * MARGIN - 20, size, measure));
    const widths = labels.map((label) => measure(label, size) + 16);
    const all = widths.reduce((sum, width) => sum + width + 4, 0);
    if (x > 0 && x + all > WIDTH - 2 * MARGIN) line();
    const start = x;
    group.tokens.forEach((token, index) => {
      const width = widths[index] ?? 0;
      const odd = place++ % 2 === 1;
      const row = rows[rows.length - 1];
      row?.parts.push(
        node("rect", {
          x, y: 0, width, height: 36, rx: 6,
          fill: token.chosen ? colours.chosen : token.special ? "none" : odd ? colours["sand-sunk"] : colours.sand,
          stroke: token.special ? colours.edge : colours["sand-line"], "stroke-dasharray": token.special ? "4 3" : undefined,
        }),
        text(labels[index] ?? "", { x: x + 8, y: 26, "font-size": size, fill: token.chosen ? colours["on-chosen"] : token.special ? colours["ink-soft"] : colours.ink }),
      );
      x += width + 4;
    });
    if (group.tokens.length > 1) {
      const row = rows[rows.length - 1];
      if (row) {
        row.height = 66;
        row.parts.push(node("path", { d: `M${start} 40v4h${x - start - 4}v-4`, fill: "none", stroke: colours.edge, "stroke-width": 2 }));
        if (group.whole) row.parts.push(text(group.whole, { x: (start + x - 4) / 2, y: 60, "font-size": 16, "text-anchor": "middle", fill: colours["ink-soft"] }));
      }
    }
    if (group.tokens.at(-1)?.text.endsWith("\n")) line();
  }
  if (x + gapWidth > WIDTH - 2 * MARGIN) line();
  rows.at(-1)?.parts.push(
    node("rect", { x: x + 2, y: 1, width: gapWidth, height: 34, rx: 6, fill: colours["current-tint"], stroke: colours.current, "stroke-width": 2, "stroke-dasharray": "5 4" }),
    text("?", { x: x + 2 + gapWidth / 2, y: 26, "font-size": size, "font-weight": 700, "text-anchor": "middle", fill: colours.current }),
  );
  return rows;
}

/**
 * @param {import("../shared/picture.js").Colours} colours
 * @param {number} step
 */
function seq(colours, step) {
  return colours[/** @type {import("../shared/picture.js").ColourName} */ (`seq-${step}`)];
}

/**
 * @param {import("../shared/picture.js").Colours} colours
 * @param {number} step
 */
function seqText(colours, step) {
  return colours[/** @type {import("../shared/picture.js").ColourName} */ (`seq-${step}-text`)];
}
