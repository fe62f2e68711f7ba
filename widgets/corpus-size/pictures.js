/** The amount as rows of pictures: books, or the libraries that they would fill. */

import { drawn } from "./icons.js";

/** @typedef {import("./icons.js").Icon} Icon */

/**
 * @param {ReturnType<typeof import("./icons.js").pile>} pile
 * @param {number} width px
 * @param {number} side of one picture, px
 * @param {{colours: import("../shared/picture.js").Colours}} pen
 * @returns {{marks: import("../shared/marks.js").Mark[], tall: number}}
 */
export function pictures({ library, pictures: count }, width, side, { colours }) {
  const icon = /** @type {Icon} */ (library?.id ?? "book");
  const step = side * 1.15;
  const columns = Math.max(1, Math.floor((width + side * 0.15) / step));
  const marks = [];
  const all = Math.ceil(count);
  for (let place = 0; place < all; place += 1) {
    const at = { x: (place % columns) * step, y: Math.floor(place / columns) * step, size: side };
    const part = Math.min(1, count - place);
    // Of the last one only a part is there: the rest is its shadow.
    if (part < 1) marks.push(...drawn(icon, at, { fill: colours["sand-line"], ground: colours["sand-raised"] }));
    marks.push(...drawn(icon, at, { fill: colours.current, ground: colours["sand-raised"] }, part));
  }
  return { marks, tall: Math.ceil(all / columns) * step };
}
