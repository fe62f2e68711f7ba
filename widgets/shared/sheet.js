/** An SVG file that is written from the top down: paragraphs broken into lines, pictures, and the sheet they stand on. */

import { inFile } from "./marks.js";
import { escape, lines, node, text } from "./svg.js";

/** How far the text stands from the edges, and its ordinary size. px */
export const MARGIN = 32;
export const SIZE = 16;

export class Sheet {
  /** What was written so far, as markup. @type {string[]} */
  parts = [];
  /** The base line of the next line. px */
  y = MARGIN + 18;

  /**
   * @param {number} width px
   * @param {import("./picture.js").Ink} ink
   * @param {number} [leading] from line to line, in sizes of the letters
   */
  constructor(width, { colours, measure, font }, leading = 1.4) {
    this.width = width;
    this.colours = colours;
    this.measure = measure;
    this.font = font;
    this.leading = leading;
  }

  /**
   * Write a paragraph, and stand below it.
   * @param {string} content
   * @param {number} x px
   * @param {number} width px
   * @param {{size?: number, bold?: boolean, colour?: string}} [look]
   */
  write(content, x, width, { size = SIZE, bold = false, colour = this.colours.ink } = {}) {
    for (const line of lines(content, width, size, this.measure, bold)) {
      this.parts.push(text(line, { x, y: this.y, "font-size": size, "font-weight": bold ? 700 : 400, fill: colour }));
      this.y += size * this.leading;
    }
  }

  /** Write what it shows, over the whole width. @param {string} sentence */
  head(sentence) {
    this.write(sentence, MARGIN, this.width - 2 * MARGIN, { size: 22, bold: true });
  }

  /** Put a picture somewhere. @param {readonly import("./marks.js").Mark[]} marks @param {number} x px @param {number} y px */
  put(marks, x, y) {
    this.parts.push(node("g", { transform: `translate(${x} ${y})` }, ...inFile(marks)));
  }

  /**
   * @param {string} title
   * @param {string} description
   * @param {number} bottom where it ends, px
   * @returns {string} a whole SVG file
   */
  file(title, description, bottom) {
    const { width, colours, font } = this;
    const tall = Math.ceil(bottom);
    return node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width, height: tall, viewBox: `0 0 ${width} ${tall}`, role: "img", "aria-labelledby": "title desc", "font-family": font },
      node("title", { id: "title" }, escape(title)),
      node("desc", { id: "desc" }, escape(description)),
      node("rect", { width, height: tall, rx: 16, fill: colours["sand-raised"] }),
      ...this.parts,
    );
  }
}
