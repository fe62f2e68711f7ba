/** The picture as an SVG file: both charts, and what the model wrote at the moment one looks at. */

import { inFile } from "../shared/marks.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { fallingLoss, onOurLaw } from "./charts.js";
import { SIGNS, ranks, shareOf } from "./samples.js";
import { factsOf, legendOf, statusOf, verdictOf } from "./sentences.js";

/** @typedef {import("./types.js").TrainingRunData} TrainingRunData */

const WIDTH = 1200;
const MARGIN = 32;
const CHART = 640;
const FALLING = 330;
const LAW = 280;
const SIDE = MARGIN + CHART + 32;
const SIZE = 16;

/**
 * @param {TrainingRunData} data
 * @param {readonly TrainingRunData[]} earlier
 * @param {import("./types.js").Moment | undefined} moment
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawRun(data, earlier, moment, say, { colours, measure, font }) {
  /** @type {string[]} */
  const parts = [];
  let y = MARGIN + 18;
  const written = (/** @type {string} */ content, /** @type {number} */ x, /** @type {number} */ width, { size = SIZE, bold = false, colour = colours.ink } = {}) => {
    for (const line of lines(content, width, size, measure, bold)) {
      parts.push(text(line, { x, y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      y += size * 1.4;
    }
  };
  const title = statusOf(data, say);
  written(title, MARGIN, WIDTH - 2 * MARGIN, { size: 22, bold: true });
  written(factsOf(data, say), MARGIN, WIDTH - 2 * MARGIN, { colour: colours["ink-soft"] });
  const top = y + 8;
  const pen = { size: SIZE, colours, measure };
  const drawn = (/** @type {import("../shared/marks.js").Mark[]} */ marks) => parts.push(node("g", { transform: `translate(${MARGIN} ${y})` }, ...inFile(marks)));

  y = top + SIZE;
  written(say("falling"), MARGIN, CHART, { bold: true });
  drawn(fallingLoss(data, earlier, CHART, FALLING, pen, say));
  y += FALLING + SIZE * 1.5;
  written(say("law"), MARGIN, CHART, { bold: true });
  drawn(onOurLaw(data, earlier, CHART, LAW, pen, say));
  y += LAW + SIZE * 1.5;
  written(verdictOf(data, say), MARGIN, CHART, { bold: true });
  written(legendOf(data, say), MARGIN, CHART, { colour: colours["ink-soft"] });
  const left = y;

  y = top + SIZE;
  const room = WIDTH - MARGIN - SIDE;
  written(moment ? `${say("samples")} · ${say("moment")} ${shareOf(moment, data.params.characters)}` : say("samples"), SIDE, room, { bold: true });
  for (const rank of moment ? ranks(moment) : []) {
    y += 10;
    written(say("rank", { rank: rank + 1 }), SIDE, room, { bold: true, colour: colours["ink-soft"] });
    for (const sample of moment?.samples ?? []) {
      if (sample.rank === rank) written(sample.start + sample.sentences.map((one) => `${one.text} ${SIGNS[one.verdict][0]} `).join(""), SIDE, room);
    }
  }
  y += 10;
  written(Object.values(SIGNS).map(([sign, word]) => `${sign} ${say(word)}`).join("　"), SIDE, room, { colour: colours["ink-soft"] });
  const tall = Math.ceil(Math.max(y, left) + MARGIN - SIZE);
  return node(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
    node("title", { id: "title" }, escape(title)),
    node("desc", { id: "desc" }, escape(`${verdictOf(data, say)} ${factsOf(data, say)}`.trim())),
    node("rect", { width: WIDTH, height: tall, rx: 16, fill: colours["sand-raised"] }),
    ...parts,
  );
}
