/** The picture as an SVG file: the sentence with its blanks, and the candidates from the left, from both sides, from the right. */

import { flow } from "../shared/flow.js";
import { fixed, percent, sequentialStep } from "../shared/numbers.js";
import { MARGIN, Sheet } from "../shared/sheet.js";
import { fit, node, text } from "../shared/svg.js";
import { plain } from "../shared/text.js";
import { around, choices } from "./panel.js";
import { NAMES, SIDES, sentenceOf, worths } from "./words.js";

const WIDTH = 1200;
const GAP = 20;
const ROW = 34;
/** Shares of the panels in the width: left, both, right. */
const SHARES = [0.3, 0.4, 0.3];

/**
 * @param {import("./types.js").MaskedTokenData} data
 * @param {number} shown the blank one looks at
 * @param {readonly string[]} notes
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawMaskedToken({ params, result }, shown, notes, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const blank = result.blanks[shown];
  const said = sentenceOf(blank, say);
  sheet.head(said);

  const runs = result.tokens.flatMap((token) => {
    const held = token.blank === null ? null : result.blanks[token.blank]?.chosen;
    const [ground, fill] =
      token.blank === null ? [token.special ? undefined : colours["sand-sunk"], token.special ? colours["ink-soft"] : colours.ink] : held ? [colours.chosen, colours["on-chosen"]] : [colours["current-tint"], colours.current];
    const label = token.blank === null ? plain(token) : held ? plain(held) : ` ?${result.blanks.length > 1 ? token.blank + 1 : ""} `;
    return [{ text: label, ground, fill, bold: token.blank !== null }, { text: " " }];
  });
  const leading = 40;
  const lines = flow(runs, WIDTH - 2 * MARGIN, 24, measure);
  const top = sheet.y - 8;
  lines.forEach((line, place) => {
    for (const { run, x, width, text: content } of line) {
      const y = top + place * leading;
      if (run.ground) sheet.parts.push(node("rect", { x: MARGIN + x - 3, y: y + 2, width: width + 6, height: leading - 6, rx: 5, fill: run.ground }));
      sheet.parts.push(text(content, { x: MARGIN + x, y: y + leading / 2 + 8, "font-size": 24, "font-weight": run.bold ? 700 : undefined, fill: run.fill ?? colours.ink, "xml:space": "preserve" }));
    }
  });
  let bottom = top + lines.length * leading + 12;

  if (blank) {
    let x = MARGIN;
    const rows = Math.max(...SIDES.map((side) => (side === "both" ? blank : blank[side]).candidates.length));
    const tall = 104 + rows * ROW;
    SIDES.forEach((side, place) => {
      const width = (WIDTH - 2 * MARGIN - 2 * GAP) * (SHARES[place] ?? 0);
      const seen = side === "both" ? blank : blank[side];
      sheet.parts.push(
        node("rect", { x, y: bottom, width, height: tall, rx: 8, fill: side === "both" ? colours["sand-raised"] : colours.sand, stroke: side === "both" ? colours.ink : colours["sand-line"], "stroke-width": 2 }),
        text(say(NAMES[side]), { x: x + 12, y: bottom + 26, "font-size": 18, "font-weight": 700, fill: colours.ink }),
      );
      const pieces = around(result, blank.token, side).map((one) => ({ ...one, width: one.kind === "covered" ? 24 : measure(one.text, 16, one.kind === "blank") + 10 }));
      // From the blank outwards, as far as there is room.
      while (pieces.reduce((sum, one) => sum + one.width + 3, 0) > width - 24) {
        const here = pieces.findIndex(({ kind }) => kind === "blank");
        if (here < pieces.length - 1 - here) pieces.pop();
        else pieces.shift();
      }
      let at = x + (width - pieces.reduce((sum, one) => sum + one.width + 3, -3)) / 2;
      for (const piece of pieces) {
        const look = { x: at, y: bottom + 36, width: piece.width, height: 24, rx: 4 };
        if (piece.kind === "covered") sheet.parts.push(node("rect", { ...look, fill: colours.cut }));
        else if (piece.kind !== "more") sheet.parts.push(node("rect", { ...look, fill: piece.kind === "blank" ? colours["current-tint"] : colours["sand-sunk"], stroke: piece.kind === "blank" ? colours.current : undefined }));
        if (piece.kind !== "covered") sheet.parts.push(text(piece.text, { x: at + piece.width / 2, y: bottom + 54, "font-size": 16, "text-anchor": "middle", fill: piece.kind === "blank" ? colours.current : colours.ink }));
        at += piece.width + 3;
      }
      const names = Math.min(width * 0.4, Math.max(60, ...seen.candidates.map((one) => measure(plain(one), 18) + 12)));
      const track = width - names - 24 - 84;
      seen.candidates.forEach((one, row) => {
        const y = bottom + 72 + row * ROW;
        const chosen = one.id === blank.chosen?.id;
        const step = sequentialStep(one.probability, 3);
        if (chosen) sheet.parts.push(node("rect", { x: x + 6, y: y + 1, width: width - 12, height: ROW - 2, rx: 4, fill: colours.chosen }));
        const ground = colours[/** @type {import("../shared/picture.js").ColourName} */ (`seq-${step}`)];
        sheet.parts.push(
          text(fit(plain(one), names - 6, 18, measure), { x: x + 12, y: y + 23, "font-size": 18, fill: chosen ? colours["on-chosen"] : colours.ink }),
          node("rect", { x: x + 12 + names, y: y + 7, width: Math.max(1, track * one.probability), height: ROW - 14, rx: 2, fill: ground }),
          text(percent(one.probability), { x: x + width - 12, y: y + 23, "font-size": 16, "font-weight": 700, "text-anchor": "end", fill: chosen ? colours["on-chosen"] : colours.ink }),
        );
      });
      sheet.parts.push(text(fit(say("entropy", { bits: fixed(seen.entropy_bits, 2), choices: choices(seen.entropy_bits) }), width - 24, 16, measure), { x: x + 12, y: bottom + tall - 12, "font-size": 16, fill: colours["ink-soft"] }));
      x += width + GAP;
    });
    bottom += tall + 12;
  }
  sheet.y = bottom + 18;
  for (const line of [...(blank ? worths(blank, say) : []), ...notes]) sheet.write(line, MARGIN, WIDTH - 2 * MARGIN, { colour: colours["ink-soft"] });
  return sheet.file(say("title"), `${params.text} — ${said}`, sheet.y + 4);
}
