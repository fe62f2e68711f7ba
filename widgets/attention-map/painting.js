/** Painting cells on a canvas in the colours of the page. */

import { colourOf, brief, textColourOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

export const FAINT = 0.4; // opacity of lines that are there to be compared with
export const TILED = 9; // px from which on there is a gap between cells
export const NUMBERED = 0.045; // weights from here on are written in their cells, where there is room; of differences as well

/**
 * Colours of the page by name, each read once.
 * @param {Element} element
 * @returns {(name: string) => string}
 */
export function colours(element) {
  const style = getComputedStyle(element);
  /** @type {Map<string, string>} */
  const known = new Map();
  return (name) => {
    const colour = known.get(name) ?? style.getPropertyValue("--" + name).trim();
    known.set(name, colour);
    return colour;
  };
}

/**
 * Give a canvas its size and clear it.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width CSS px
 * @param {number} height
 * @returns {CanvasRenderingContext2D} that draws in CSS px
 */
export function prepare(canvas, width, height) {
  const scale = devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * Paint a grid of numbers, one colour after the other.
 * @param {CanvasRenderingContext2D} context
 * @param {object} grid
 * @param {readonly (readonly number[])[]} grid.values rows
 * @param {number} grid.cellWidth
 * @param {number} grid.cellHeight
 * @param {Pick<Sheet, "difference" | "limit">} grid.scale
 * @param {(row: number, column: number) => boolean} grid.masked
 * @param {(name: string) => string} colour
 */
export function paintCells(context, { values, cellWidth, cellHeight, scale, masked }, colour) {
  const ratio = devicePixelRatio || 1;
  const snap = (/** @type {number} */ px) => Math.round(px * ratio) / ratio;
  const gap = Math.min(cellWidth, cellHeight) >= TILED ? 1 : 0;
  /** @type {Map<string, Path2D>} */
  const paths = new Map();
  const hidden = new Path2D();
  values.forEach((row, y) => {
    const top = snap(y * cellHeight);
    const height = snap((y + 1) * cellHeight) - top - gap;
    row.forEach((value, x) => {
      const left = snap(x * cellWidth);
      const width = snap((x + 1) * cellWidth) - left - gap;
      if (masked(y, x)) {
        hidden.rect(left, top, width + gap, height + gap);
        return;
      }
      const name = colourOf(scale, value);
      const path = paths.get(name) ?? new Path2D();
      paths.set(name, path);
      if (gap) path.roundRect(left, top, width, height, Math.min(4, cellHeight / 6));
      else path.rect(left, top, width, height);
    });
  });
  for (const [name, path] of paths) {
    context.fillStyle = colour(name);
    context.fill(path);
  }
  hatch(context, hidden, (values[0]?.length ?? 0) * cellWidth, values.length * cellHeight, colour("cut"));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} area
 * @param {number} width of a box around the area
 * @param {number} height
 * @param {string} colour
 */
function hatch(context, area, width, height, colour) {
  context.save();
  context.clip(area);
  context.globalAlpha = 0.45;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = 0; x < width + height; x += 7) {
    context.moveTo(x, 0);
    context.lineTo(x - height, height);
  }
  context.stroke();
  context.restore();
}

/**
 * Write the larger numbers into their cells.
 * @param {CanvasRenderingContext2D} context
 * @param {object} grid
 * @param {readonly (readonly number[])[]} grid.values
 * @param {number} grid.cellWidth
 * @param {number} grid.cellHeight
 * @param {Pick<Sheet, "difference" | "limit">} grid.scale
 * @param {string} font CSS
 * @param {(name: string) => string} colour
 */
export function writeNumbers(context, { values, cellWidth, cellHeight, scale }, font, colour) {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  values.forEach((row, y) =>
    row.forEach((value, x) => {
      if (Math.abs(value) < NUMBERED) return;
      context.fillStyle = colour(textColourOf(scale, value));
      context.fillText(brief(value, scale.difference), (x + 0.5) * cellWidth - 0.5, (y + 0.5) * cellHeight + 0.5);
    }),
  );
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly {query: number, key: number, value: number, faint?: boolean}[]} lines the strongest last
 * @param {import("./columns.js").Columns} columns
 * @param {(name: string) => string} colour
 */
export function paintLines(context, lines, columns, colour) {
  const { start, end } = columns;
  const blend = context.createLinearGradient(start, 0, end, 0);
  blend.addColorStop(0, colour("current"));
  blend.addColorStop(1, colour("other"));
  context.strokeStyle = blend;
  for (const line of lines) {
    const { y1, y2, width, opacity } = stroke(line, columns);
    context.globalAlpha = line.faint ? opacity * FAINT : opacity;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(start, y1);
    context.bezierCurveTo((start + end) / 2, y1, (start + end) / 2, y2, end, y2);
    context.stroke();
  }
}

/**
 * How a line runs and how strong it is.
 * @param {{query: number, key: number, value: number}} line
 * @param {import("./columns.js").Columns} columns
 */
export function stroke({ query, key, value }, { top, pitch }) {
  return {
    y1: top + (query + 0.5) * pitch,
    y2: top + (key + 0.5) * pitch,
    width: 1 + Math.min(11, Math.max(0.75 * pitch, 5)) * value,
    opacity: Math.min(1, 0.16 + 0.84 * value),
  };
}
