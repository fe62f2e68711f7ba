/** The picture as an SVG file. */

import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { factsOf } from "./about.js";
import { areaOf, chart } from "./chart.js";

const WIDTH = 1200;
const CHART = { width: 800, height: 480 };
const SIDE = MARGIN + CHART.width + 32;

/**
 * @param {import("./types.js").ReasoningSizeData} data
 * @param {string} looked
 * @param {string} sentence
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawSizes({ params, result }, looked, sentence, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const { sizes, made } = result;
  sheet.head(sentence);
  const problems = [
    params.language === "ja" ? say("language_ja") : say("language_en"),
    params.split === "numbers" ? say("split_numbers") : say("split_patterns"),
    params.steps === 1 ? say("steps_1") : params.steps === 2 ? say("steps_2") : params.steps === 3 ? say("steps_3") : `${say("steps")}: ${say("steps_all")}`,
  ];
  sheet.write(problems.join(" · "), MARGIN, WIDTH - 2 * MARGIN, { colour: colours["ink-soft"] });
  const top = sheet.y;
  const drawn = sizes.length ? chart(sizes, looked, areaOf(CHART.width, CHART.height, SIZE), { size: SIZE, colours, measure }, say) : [];
  const room = WIDTH - MARGIN - SIDE;
  const size = sizes.find(({ model }) => model === looked);
  sheet.y += SIZE;
  if (size) {
    const { parameters, tallies, gain, trained } = factsOf(size, say);
    sheet.write(size.name, SIDE, room, { size: 18, bold: true });
    sheet.write(parameters, SIDE, room, { colour: colours["ink-soft"] });
    sheet.y += 8;
    for (const { label, share, counted } of tallies) {
      sheet.write(`${label} ${share}`, SIDE, room, { bold: true });
      sheet.write(counted, SIDE, room, { colour: colours["ink-soft"] });
      sheet.y += 6;
    }
    sheet.write(gain, SIDE, room, { bold: true });
    sheet.write(trained, SIDE, room, { colour: colours["ink-soft"] });
  }
  if (made) sheet.write(say("made", { day: made }), SIDE, room, { colour: colours["ink-soft"] });
  sheet.put(drawn, MARGIN, top);
  return sheet.file(sentence, problems.join(" · "), Math.max(sheet.y, top + CHART.height) + MARGIN);
}
