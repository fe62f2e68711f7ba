/** The picture as an SVG file: the bars of all languages, and the vocabulary by script. */

import { whole } from "../shared/numbers.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { cost, factor, factors, largest, money, ordered, priced, ratio } from "./figures.js";
import { MEASURES, SCRIPTS } from "./why.js";

/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {{one: Language, base: Language, vocabulary: import("./types.js").Vocabulary}} Shown what one looks at */

const WIDTH = 1200;
const MARGIN = 32;
const ROW = 34;
const SIDE = 800; // where the right part begins
const OTHERS = '"Noto Sans", system-ui, sans-serif'; // the picture's own font is for Japanese and English

/**
 * @param {import("./types.js").Result} result
 * @param {Shown} shown
 * @param {Settings} settings
 * @param {string} sentence
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawTokenCost(result, shown, settings, sentence, say, ink) {
  const { colours, measure, font } = ink;
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 18;
  for (const line of lines(sentence, WIDTH - 2 * MARGIN, 22, measure, true)) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 22, "font-weight": 700, fill: colours.ink }));
    y += 30;
  }
  const left = listed(result, shown, settings, say, ink, y + 8);
  const right = explained(shown, settings, say, ink, y + 8);
  const height = Math.max(left.bottom, right.bottom) + MARGIN;
  const rows = ordered(result.languages, settings).map((one) => `${one.name} ${one.counts[settings.tokenizer] ?? 0}`);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(rows.join(", "))),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    ...left.parts,
    ...right.parts,
  );
}

/**
 * The rows of the languages.
 * @param {import("./types.js").Result} result
 * @param {Shown} shown
 * @param {Settings} settings
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 */
function listed(result, { one: looked, base }, settings, say, { colours, measure }, top) {
  const { tokenizer } = settings;
  const reader = say("names");
  const end = largest(result.languages, base, result.vocabularies);
  const soft = colours["ink-soft"];
  const at = { characters: 290, bytes: 348, tokens: 430, ratio: 502, track: 512, cost: SIDE - 40 };
  const track = at.cost - 84 - at.track;
  const right = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ y, /** @type {Record<string, string | number>} */ more = {}) =>
    text(content, { x, y, "font-size": 16, "text-anchor": "end", fill: colours.ink, ...more });
  let y = top + 14;
  const head = { "font-weight": 700, fill: soft };
  const parts = [
    text(say("col_language"), { x: MARGIN + 8, y, "font-size": 16, ...head }),
    right(say("col_characters"), at.characters, y, head),
    right(say("col_bytes"), at.bytes, y, head),
    right(say("col_tokens"), at.tokens + 4, y, head),
    right(say("col_ratio"), at.ratio, y, head),
    right(say("col_cost"), at.cost, y, head),
  ];
  y += 12;
  for (const one of ordered(result.languages, settings)) {
    const found = ratio(one, base, tokenizer);
    const paid = cost(one, settings);
    const tint = one === looked ? colours["current-tint"] : one === base ? colours["other-tint"] : "none";
    const colour = one === looked ? colours.current : one === base ? colours.other : colours["seq-3"];
    const line = y + 23;
    const width = (track * (found ?? (one.counts[tokenizer] ?? 0) / (base.counts[tokenizer] || 1))) / end;
    parts.push(
      node("rect", { x: MARGIN, y: y + 1, width: at.cost + 8 - MARGIN, height: ROW - 2, rx: 4, fill: tint }),
      node(
        "text",
        { x: MARGIN + 8, y: line, "font-size": 16, fill: colours.ink },
        node("tspan", { "font-weight": 700, "xml:lang": one.language, "font-family": ["ja", "en"].includes(one.language) ? undefined : OTHERS }, escape(one.name)),
        one.name === one.names[reader] ? "" : node("tspan", { dx: 8, fill: soft }, escape(one.names[reader] ?? "")),
      ),
      right(whole(one.characters), at.characters, line),
      right(whole(one.bytes), at.bytes, line),
      right(whole(one.counts[tokenizer] ?? 0), at.tokens, line),
      right(found === null ? "—" : "×" + factor(found), at.ratio, line, { "font-weight": 700 }),
      node("rect", { x: at.track, y: y + 8, width, height: ROW - 16, rx: 3, fill: found === null ? colours.cut : colour }),
      ...result.vocabularies.flatMap((other) => {
        const there = other.tokenizer === tokenizer || one === base ? null : ratio(one, base, other.tokenizer);
        return there === null ? [] : [node("circle", { cx: at.track + (track * there) / end, cy: y + ROW / 2, r: 3.5, fill: colours["sand-raised"], stroke: colours.ink, "stroke-width": 2 })];
      }),
      right(paid === null ? "—" : money(paid, settings.currency, reader), at.cost, line),
    );
    y += ROW;
  }
  const one = at.track + track / end;
  parts.push(node("line", { x1: one, x2: one, y1: top + 28, y2: y, stroke: colours.other, "stroke-width": 2, "stroke-dasharray": "5 4" }));
  y += 24;
  for (const line of [say("ticks"), priced(settings, say)].flatMap((note) => lines(note, at.cost - MARGIN, 16, measure))) {
    parts.push(text(line, { x: MARGIN, y, "font-size": 16, fill: soft }));
    y += 22;
  }
  return { parts, bottom: y - 16 };
}

/**
 * From characters over bytes to tokens, and the vocabulary by script.
 * @param {Shown} shown
 * @param {Settings} settings
 * @param {Say} say
 * @param {Ink} ink
 * @param {number} top
 */
function explained({ one, base, vocabulary }, { tokenizer }, say, { colours, measure }, top) {
  const reader = say("names");
  const width = WIDTH - MARGIN - SIDE;
  const soft = colours["ink-soft"];
  const names = { language: one.names[reader] ?? "", baseline: base.names[reader] ?? "" };
  /** @type {string[]} */
  const parts = [];
  let y = top + 14;
  const heading = (/** @type {string} */ content) => {
    for (const line of lines(content, width, 18, measure, true)) {
      parts.push(text(line, { x: SIDE, y, "font-size": 18, "font-weight": 700, fill: colours.ink }));
      y += 26;
    }
  };
  if (ratio(one, base, tokenizer) !== null && one !== base) {
    const found = factors(one, base, tokenizer);
    heading(say("why", { ...names, ratio: factor(found.tokens) }));
    const value = (/** @type {Language} */ of, /** @type {string} */ what) => (what === "characters" ? of.characters : what === "bytes" ? of.bytes : (of.counts[tokenizer] ?? 0));
    const end = Math.max(...[one, base].flatMap((of) => MEASURES.map(([what]) => value(of, what))));
    for (const [what, label] of MEASURES) {
      parts.push(text(say(label), { x: SIDE, y: y + 18, "font-size": 16, "font-weight": 700, fill: colours.ink }));
      [one, base].forEach((of, place) => {
        const long = ((width - 84 - 120) * value(of, what)) / end;
        parts.push(
          node("rect", { x: SIDE + 84, y: y + place * 18, width: long, height: 14, rx: 3, fill: place ? colours.other : colours.current }),
          text(whole(value(of, what)), { x: SIDE + 92 + long, y: y + 13 + place * 18, "font-size": 16, fill: colours.ink }),
        );
      });
      parts.push(text(say("by", { ratio: factor(found[what]) }), { x: WIDTH - MARGIN, y: y + 18, "font-size": 16, "font-weight": 700, "text-anchor": "end", fill: colours.ink }));
      y += 46;
    }
    const product = say("product", { characters: factor(found.characters), bytes: factor(found.bytesPerCharacter), tokens: factor(found.tokensPerByte), ratio: factor(found.tokens) });
    for (const line of lines(product, width, 16, measure)) {
      parts.push(text(line, { x: SIDE, y: y + 6, "font-size": 16, fill: colours.ink }));
      y += 22;
    }
    y += 24;
  }
  heading(say("vocabulary", { tokenizer: vocabulary.name, size: whole(vocabulary.size) }));
  const most = Math.max(...Object.values(vocabulary.scripts));
  for (const [script, label] of SCRIPTS) {
    const count = vocabulary.scripts[script] ?? 0;
    const of = one.scripts.includes(script) ? "current" : base.scripts.includes(script) ? "other" : null;
    parts.push(
      node("rect", { x: SIDE, y: y - 14, width: (width * count) / most, height: 22, rx: 3, fill: of ? colours[`${of}-tint`] : colours["seq-1"] }),
      of ? node("rect", { x: SIDE, y: y - 14, width: 4, height: 22, fill: colours[of] }) : "",
      text(say(label), { x: SIDE + 10, y: y + 3, "font-size": 16, "font-weight": of ? 700 : 400, fill: colours.ink }),
      text(whole(count), { x: WIDTH - MARGIN, y: y + 3, "font-size": 16, "text-anchor": "end", fill: count === most ? colours.ink : soft }),
    );
    y += 25;
  }
  return { parts, bottom: y - 16 };
}
