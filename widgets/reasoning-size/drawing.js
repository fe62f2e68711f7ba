/** The picture as an SVG file. */

import { inFile } from "../shared/marks.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { factsOf } from "./about.js";
import { areaOf, chart } from "./chart.js";

const WIDTH = 1200;
const MARGIN = 32;
const CHART = { width: 800, height: 480 };
const SIDE = MARGIN + CHART.width + 32;
const SIZE = 16;

/**
 * @param {import("./types.js").ReasoningSizeData} data
 * @param {string} looked
 * @param {string} sentence
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawSizes({ params, result }, looked, sentence, say, { colours, measure, font }) {
  const { sizes, made } = result;
  let y = MARGIN + 18;
  /** @type {string[]} */
  const parts = [];
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  written(sentence, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  const problems = [
    params.language === "ja" ? say("language_ja") : say("language_en"),
    params.split === "numbers" ? say("split_numbers") : say("split_patterns"),
    params.steps === 1 ? say("steps_1") : params.steps === 2 ? say("steps_2") : params.steps === 3 ? say("steps_3") : `${say("steps")}: ${say("steps_all")}`,
  ];
  written(problems.join(" · "), MARGIN, WIDTH - 2 * MARGIN, { colour: colours["ink-soft"] });
  const top = y;
  const drawn = sizes.length ? inFile(chart(sizes, looked, areaOf(CHART.width, CHART.height, SIZE), { size: SIZE, colours, measure }, say)) : [];
  const room = WIDTH - MARGIN - SIDE;
  const size = sizes.find(({ model }) => model === looked);
  y += SIZE;
  if (size) {
    const { parameters, tallies, gain, trained } = factsOf(size, say);
    written(size.name, SIDE, room, { size: 18, bold: true });
    written(parameters, SIDE, room, { colour: colours["ink-soft"] });
    y += 8;
    for (const { label, share, counted } of tallies) {
      written(`${label} ${share}`, SIDE, room, { bold: true });
      written(counted, SIDE, room, { colour: colours["ink-soft"] });
      y += 6;
    }
    written(gain, SIDE, room, { bold: true });
    written(trained, SIDE, room, { colour: colours["ink-soft"] });
  }
  if (made) written(say("made", { day: made }), SIDE, room, { colour: colours["ink-soft"] });
  const tall = Math.ceil(Math.max(y, top + CHART.height) + MARGIN);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(sentence)),
    node("desc", { id: "desc" }, escape(problems.join(" · "))),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
    node("g", { transform: `translate(${MARGIN} ${top})` }, ...drawn),
  );
}
