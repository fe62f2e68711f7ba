/** A vector as a row of coloured cells, one for each of its numbers; a long one takes several lines. */

import { s } from "../shared/dom.js";
import { LINE, WINDOW, colourOf, level } from "./figures.js";

/**
 * Cells as one path for each colour, in units of a cell.
 * @param {readonly number[]} vector
 * @param {number} largest the size that gets the strongest colour
 * @returns {{colour: import("../shared/picture.js").ColourName, path: string}[]}
 */
export function cellPaths(vector, largest) {
  /** @type {Map<number, string>} */
  const paths = new Map();
  vector.forEach((value, place) => {
    const step = level(value, largest);
    const cell = `M${place % LINE} ${Math.floor(place / LINE)}h1v1h-1z`;
    paths.set(step, (paths.get(step) ?? "") + cell);
  });
  return [...paths].map(([step, path]) => ({ colour: colourOf(step), path }));
}

/**
 * The outline of the window that shows numbers: a rectangle in every line that it touches.
 * @param {number} from
 * @param {number} length of the vector
 */
export function framePath(from, length) {
  const to = Math.min(from + WINDOW, length);
  let path = "";
  for (let start = from; start < to; ) {
    const line = Math.floor(start / LINE);
    const end = Math.min(to, (line + 1) * LINE);
    path += `M${start % LINE} ${line}h${end - start}v1h${start - end}z`;
    start = end;
  }
  return path;
}

/**
 * How cells lie.
 * @param {number} length of the vector
 */
export function shapeOf(length) {
  return { columns: Math.min(length, LINE), lines: Math.ceil(length / LINE) };
}

export class Strip {
  #length = 0;

  constructor() {
    this.frame = s("path", { class: "frame", d: "" });
    this.cells = s("g", { "shape-rendering": "crispEdges" });
    this.element = s("svg", { class: "strip", preserveAspectRatio: "none", "aria-hidden": "true" }, this.cells, this.frame);
  }

  /**
   * @param {readonly number[]} vector
   * @param {number} largest
   */
  show(vector, largest) {
    this.#length = vector.length;
    const { columns, lines } = shapeOf(vector.length);
    this.element.setAttribute("viewBox", `0 0 ${columns} ${lines}`);
    this.element.style.setProperty("--lines", String(lines));
    this.cells.replaceChildren(...cellPaths(vector, largest).map(({ colour, path }) => s("path", { d: path, fill: `var(--${colour})` })));
  }

  /** Where the window is. @param {number} from */
  mark(from) {
    this.frame.setAttribute("d", framePath(from, this.#length));
  }

  /** The number under the pointer. @param {PointerEvent} event */
  at(event) {
    const box = this.element.getBoundingClientRect();
    const { columns, lines } = shapeOf(this.#length);
    const along = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const line = Math.floor(((event.clientY - box.top) / box.height) * lines);
    const within = (/** @type {number} */ value, /** @type {number} */ end) => Math.min(Math.max(value, 0), end - 1);
    return within(within(line, lines) * LINE + within(along, columns), this.#length);
  }
}
