/** Cosines of all pairs, as coloured cells in a triangle: every word heads its column and ends its row. */

import { h } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { paint } from "./shade.js";

/**
 * @param {string} caption
 * @param {readonly {word: string, cosines: readonly (number | null)[], sum?: boolean}[]} rows those of the sum, which is no
 *   word of the table, are shown with every word
 * @returns {HTMLElement[]}
 */
export function pairs(caption, rows) {
  const scale = { most: 1, signed: rows.some(({ cosines }) => cosines.some((cosine) => cosine !== null && cosine < 0)) };
  const columns = rows[0]?.cosines.length ?? 0;
  const zeros = rows.every(({ cosines, sum }) => !sum && cosines.every((cosine) => cosine === 0));
  const triangle = h("div", { class: `pairs${scale.signed ? " signed" : ""}${zeros ? " zeros" : ""}`, role: "img", "aria-label": caption });
  triangle.style.setProperty("--columns", String(columns));
  rows.forEach(({ word, cosines, sum }, row) => {
    const count = sum ? columns : row;
    for (const cosine of cosines.slice(0, count)) {
      const cell = h("span", { class: "pair" }, cosineText(cosine));
      paint(cell, cosine, scale);
      triangle.append(cell);
    }
    const name = h("span", { class: sum ? "pair-word sum-word" : "pair-word", title: word }, sum ? `= ${word}` : word);
    name.style.gridColumnStart = String(count + 1);
    triangle.append(name);
  });
  // Where it is too wide for its place, it is scrolled: by keyboard, too.
  const place = h("div", { class: "scroll-pairs", tabindex: columns > 6 && !zeros ? 0 : null }, triangle);
  return [h("h4", {}, caption), place];
}

/**
 * Two digits, as many as fit; never 1.00 for what is less.
 * @param {number | null} cosine
 */
export function cosineText(cosine) {
  if (cosine === null) return "–";
  if (cosine === 0 || Math.abs(cosine) === 1) return String(cosine).replace("-", "−");
  return fixed(Math.sign(cosine) * Math.min(Math.abs(cosine), 0.99), 2).replace(/^(−?)0/, "$1");
}
