/** The picture as an SVG file: the question, or the answer with its cuts. */

import { itemsOf } from "../shared/cuts.js";
import { whole } from "../shared/numbers.js";
import { escape, fit, lines, node, text } from "../shared/svg.js";
import { plain, visible } from "../shared/text.js";

/** @typedef {import("./types.js").QuizResult} QuizResult */
/** @typedef {import("./types.js").Guess} Guess */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

const WIDTH = 1120;
const MARGIN = 36;
const ROOM = WIDTH - 2 * MARGIN;
const SMALL = 16; // px of the bytes under a character

/**
 * @param {QuizResult} result
 * @param {{guess: Guess | null} | null} answer null while it is still hidden
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawQuiz(result, answer, say, ink) {
  const { colours, measure, font } = ink;
  const size = result.characters <= 14 ? 56 : result.characters <= 44 ? 36 : 24;
  const name = result.own ? say("own") : say("question", { number: result.question + 1, count: result.questions });
  // Where the file is opened another font may stand in, a little wider: sentences get somewhat less than the room there is.
  const parts = [text(`${name} · ${result.name}`, { x: MARGIN, y: MARGIN + 20, "font-size": 24, "font-weight": 700, fill: colours.ink })];
  let y = MARGIN + 52;
  const blocks = answer ? cutBlocks(result, size, ink) : [...result.text].map((one) => plainBlock(one, size, ink));
  const gap = answer ? 5 : 0;
  /** @type {{blocks: Block[], width: number, height: number}[]} */
  const rows = [];
  for (const block of blocks) {
    const row = rows.at(-1);
    if (row && !row.blocks.at(-1)?.last && row.width + block.width + gap <= ROOM) {
      row.blocks.push(block);
      row.width += block.width + gap;
      row.height = Math.max(row.height, block.height);
    } else rows.push({ blocks: [block], width: block.width, height: block.height });
  }
  for (const row of rows) {
    let x = MARGIN + (result.text.includes("\n") ? 0 : (ROOM - row.width) / 2);
    row.blocks.forEach((block, place) => {
      parts.push(...block.draw(x, y, place));
      x += block.width + gap;
    });
    y += row.height + 8;
  }
  y += 28;
  const facts = say("facts", { characters: whole(result.characters), bytes: whole(result.bytes) });
  const asked = answer ? say("tokens", { count: whole(result.count) }) : say("ask");
  const guessed = answer?.guess ? ` · ${say("guessed", { guess: whole(answer.guess.guess) })}` : "";
  parts.push(
    text(facts, { x: WIDTH / 2, y, "font-size": 18, "text-anchor": "middle", fill: colours["ink-soft"] }),
    text(asked, { x: WIDTH / 2, y: y + 48, "font-size": 40, "font-weight": 700, "text-anchor": "middle", fill: answer ? colours.current : colours.ink }),
    text(guessed.slice(3), { x: WIDTH / 2, y: y + 80, "font-size": 20, "text-anchor": "middle", fill: colours.ink }),
  );
  y += guessed ? 92 : 60;
  if (answer) {
    for (const line of lines(result.remark ?? "", ROOM * 0.92, 18, measure)) {
      y += 28;
      parts.push(text(line, { x: MARGIN, y, "font-size": 18, fill: colours.ink }));
    }
    y += 20;
    const most = Math.max(1, ...result.others.map(({ count }) => count));
    for (const other of result.others) {
      const here = other.tokenizer === result.tokenizer;
      const length = (ROOM - 320) * (other.count / most);
      y += 32;
      parts.push(
        text(fit(other.name, 230, 18, measure), { x: MARGIN, y, "font-size": 18, fill: colours.ink }),
        node("rect", { x: MARGIN + 250, y: y - 15, width: length, height: 18, rx: 3, fill: !other.kept ? colours.cut : here ? colours.current : colours.other }),
        text(whole(other.count), { x: MARGIN + 260 + length, y, "font-size": 18, "font-weight": 700, fill: colours.ink }),
      );
    }
  }
  const height = Math.ceil(y + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(`${say("ask")} ${visible(result.text)}`)),
    node("desc", { id: "desc" }, escape(answer ? asked : facts)),
    node("rect", { width: WIDTH, height, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}

/**
 * @typedef {object} Block
 * @property {number} width
 * @property {number} height
 * @property {boolean} last a line ends after it
 * @property {(x: number, y: number, place: number) => string[]} draw
 */

/**
 * @param {string} character
 * @param {number} size
 * @param {Ink} ink
 * @returns {Block}
 */
function plainBlock(character, size, { colours, measure }) {
  const shown = visible(character);
  return {
    width: measure(shown, size),
    height: size * 1.3,
    last: character === "\n",
    draw: (x, y) => [text(shown, { x, y: y + size, "font-size": size, fill: colours.ink })],
  };
}

/**
 * @param {QuizResult} result
 * @param {number} size
 * @param {Ink} ink
 * @returns {Block[]}
 */
function cutBlocks(result, size, { colours, measure }) {
  const characters = [...result.text];
  return itemsOf(result).map((item, number) => {
    const [first] = item.tokens;
    const simple = item.tokens.length === 1 && !item.lost;
    const shared = characters.slice(item.start, item.end).join("");
    const label = fit(simple && first ? plain(first) : visible(shared), ROOM - 16, size, measure);
    const chips = simple ? [] : item.tokens.map((token) => plain(token));
    const widths = chips.map((chip) => measure(chip, SMALL) + 10);
    const below = widths.reduce((sum, width) => sum + width + 2, 0);
    const width = Math.max(measure(label, size) + 12, below);
    const height = size * 1.35 + (chips.length ? 28 : 0);
    return {
      width,
      height,
      last: shared.endsWith("\n"),
      draw: (x, y) => {
        let at = x + (width - below + 2) / 2;
        const lost = item.lost ? { stroke: colours.current, "stroke-dasharray": "4 3" } : {};
        return [
          node("rect", { x, y, width, height, rx: 6, fill: number % 2 ? colours["other-tint"] : colours["sand-sunk"], ...lost }),
          text(label, { x: x + width / 2, y: y + size, "font-size": size, "text-anchor": "middle", fill: colours.ink }),
          ...chips.flatMap((chip, place) => {
            const wide = widths[place] ?? 0;
            const left = at;
            at += wide + 2;
            return [
              node("rect", { x: left, y: y + size * 1.35, width: wide, height: 24, rx: 4, fill: colours["sand-raised"] }),
              text(chip, { x: left + wide / 2, y: y + size * 1.35 + 18, "font-size": SMALL, "text-anchor": "middle", fill: colours.ink }),
            ];
          }),
        ];
      },
    };
  });
}
