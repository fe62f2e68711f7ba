/** The picture as an SVG file. */

import { MARGIN, SIZE, Sheet } from "../shared/sheet.js";
import { chart } from "./chart.js";
import { equations, facts, sentenceOf } from "./figures.js";
import { six, told } from "./six.js";

const WIDTH = 1200;
const GAP = 40;

/**
 * @param {import("./types.js").TrainingCostData} data
 * @param {number | null} place of the six operations; null: days and money
 * @param {import("../shared/picture.js").Say} say
 * @param {import("../shared/picture.js").Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawTrainingCost({ params, result }, place, say, ink) {
  const { colours, measure } = ink;
  const sheet = new Sheet(WIDTH, ink);
  const title = place === null ? sentenceOf(params, result, say) : told(place, say);
  sheet.head(title);
  sheet.y += 4;
  const top = sheet.y;
  const [product = "", division = ""] = equations(params, result, say);
  const pen = { size: SIZE, colours, measure };
  const wide = place === null ? 760 : WIDTH - 2 * MARGIN;
  const drawn = place === null ? chart(params, result, wide, pen, say) : six(place, product, wide, pen, say);
  if (place === null) {
    const side = MARGIN + wide + GAP;
    const room = WIDTH - MARGIN - side;
    sheet.y += SIZE;
    for (const { name, figure, note } of facts(params, result, say)) {
      sheet.y += SIZE;
      sheet.write(name, side, room, { colour: colours["ink-soft"] });
      sheet.y += 6;
      sheet.write(figure, side, room, { size: 22, bold: true });
      sheet.write(note, side, room);
    }
  }
  sheet.put(drawn.marks, MARGIN, top);
  return sheet.file(title, [product, division].join(" "), Math.max(sheet.y, top + drawn.tall) + MARGIN);
}
