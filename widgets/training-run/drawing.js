/** The picture as an SVG file: both charts, and what the model wrote at the moment one looks at. */

import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { fallingLoss, onOurLaw } from "./charts.js";
import { SIGNS, ranks, shareOf } from "./samples.js";
import { factsOf, legendOf, statusOf, verdictOf } from "./sentences.js";

/** @typedef {import("./types.js").TrainingRunData} TrainingRunData */

const WIDTH = 1200;
const CHART = 640;
const FALLING = 330;
const LAW = 280;
const SIDE = MARGIN + CHART + 32;

/**
 * @param {TrainingRunData} data
 * @param {readonly TrainingRunData[]} earlier
 * @param {import("./types.js").Moment | undefined} moment
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawRun(data, earlier, moment, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const title = statusOf(data, say);
  sheet.head(title);
  sheet.write(factsOf(data, say), MARGIN, WIDTH - 2 * MARGIN, { colour: colours["ink-soft"] });
  const top = sheet.y + 8;
  const pen = { size: SIZE, colours, measure };
  const drawn = (/** @type {import("../shared/marks.js").Mark[]} */ marks) => sheet.put(marks, MARGIN, sheet.y);

  sheet.y = top + SIZE;
  sheet.write(say("falling"), MARGIN, CHART, { bold: true });
  drawn(fallingLoss(data, earlier, CHART, FALLING, pen, say));
  sheet.y += FALLING + SIZE * 1.5;
  sheet.write(say("law"), MARGIN, CHART, { bold: true });
  drawn(onOurLaw(data, earlier, CHART, LAW, pen, say));
  sheet.y += LAW + SIZE * 1.5;
  sheet.write(verdictOf(data, say), MARGIN, CHART, { bold: true });
  sheet.write(legendOf(data, say), MARGIN, CHART, { colour: colours["ink-soft"] });
  const left = sheet.y;

  sheet.y = top + SIZE;
  const room = WIDTH - MARGIN - SIDE;
  sheet.write(moment ? `${say("samples")} · ${say("moment")} ${shareOf(moment, data.params.characters)}` : say("samples"), SIDE, room, { bold: true });
  for (const rank of moment ? ranks(moment) : []) {
    sheet.y += 10;
    sheet.write(say("rank", { rank: rank + 1 }), SIDE, room, { bold: true, colour: colours["ink-soft"] });
    for (const sample of moment?.samples ?? []) {
      if (sample.rank === rank) sheet.write(sample.start + sample.sentences.map((one) => `${one.text} ${SIGNS[one.verdict][0]} `).join(""), SIDE, room);
    }
  }
  sheet.y += 10;
  sheet.write(Object.values(SIGNS).map(([sign, word]) => `${sign} ${say(word)}`).join("　"), SIDE, room, { colour: colours["ink-soft"] });
  return sheet.file(title, `${verdictOf(data, say)} ${factsOf(data, say)}`.trim(), Math.max(sheet.y, left) + MARGIN - SIZE);
}
