/**
 * Charts that are drawn twice with the same marks: on the page, in the colours of its theme, and in the file that is saved.
 *
 * @typedef {{name: string, attributes: Readonly<Record<string, string | number | undefined>>, content: string}} Mark one
 *   SVG element; content: the text in it
 * @typedef {{left: number, right: number, top: number, bottom: number}} Area px
 * @typedef {{size: number, colours: import("./picture.js").Colours, measure: import("./svg.js").Measure}} Pen size: of the
 *   letters, px
 */

import { s } from "./dom.js";
import { escape, node } from "./svg.js";

/** The colours of the page around a picture, whichever they are now. */
export const themed = /** @type {import("./picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `var(--${String(name)})` }));

/**
 * @param {string} name
 * @param {Mark["attributes"]} attributes
 * @param {string} [content]
 * @returns {Mark}
 */
export const mark = (name, attributes, content = "") => ({ name, attributes, content });

/** @param {readonly Mark[]} marks @returns {SVGElement[]} */
export function onPage(marks) {
  return marks.map(({ name, attributes, content }) => {
    const made = s(name, attributes);
    made.textContent = content;
    return made;
  });
}

/** @param {readonly Mark[]} marks @returns {string[]} */
export function inFile(marks) {
  return marks.map(({ name, attributes, content }) => node(name, attributes, escape(content)));
}

/**
 * A share's place between the bottom and the top of an area.
 * @param {Area} area
 * @param {number} share 0 … 1
 */
export const height = ({ top, bottom }, share) => bottom - share * (bottom - top);

/**
 * Lines across an area at every quarter, with what they stand for at the left.
 * @param {Area} area
 * @param {Pen} pen
 * @returns {Mark[]}
 */
export function quarters(area, { size, colours }) {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const y = height(area, share);
    return [
      mark("line", { x1: area.left, x2: area.right, y1: y, y2: y, stroke: share ? colours["sand-line"] : colours.edge }),
      mark("text", { x: area.left - size * 0.4, y: y + size * 0.35, "text-anchor": "end", "font-size": size, fill: colours["ink-soft"] }, `${share * 100}\u00a0%`),
    ];
  });
}
