/** The small pictures of all heads: their bytes, and how they become pixels. */

/** @typedef {import("./types.js").Overview} Overview */

/**
 * The bytes of all thumbnails, layer by layer, head by head, query by query: 255 · √weight.
 * @param {Overview} overview
 * @returns {Uint8Array}
 */
export function bytesOf({ thumbnails }) {
  return Uint8Array.from(atob(thumbnails), (character) => character.charCodeAt(0));
}

/**
 * A colour for each of the 256 values a byte can have: the nine steps of a scale, and mixtures between neighbours.
 * @param {readonly string[]} steps nine colours "#rrggbb", from weight 0 to weight 1
 * @returns {Uint8ClampedArray} [256 · 3]
 */
export function scaleOf(steps) {
  const rgb = steps.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  const last = rgb.length - 1;
  const table = new Uint8ClampedArray(256 * 3);
  for (let value = 0; value < 256; value += 1) {
    const at = (value / 255) * last;
    const below = Math.min(Math.floor(at), last - 1);
    for (let part = 0; part < 3; part += 1) {
      const from = rgb[below]?.[part] ?? 0;
      const to = rgb[below + 1]?.[part] ?? 0;
      table[value * 3 + part] = from + (to - from) * (at - below);
    }
  }
  return table;
}

/**
 * Draw one thumbnail into the pixels of a larger picture. A pixel that covers several cells takes the largest of them:
 * one bright cell is what a head is known by, and a mean would lose it. What a decoder's query cannot see stays empty.
 * @param {{data: Uint8ClampedArray, width: number}} image RGBA
 * @param {{x: number, y: number, size: number}} square where, in pixels
 * @param {Uint8Array} cells [side · side], rows are queries
 * @param {{side: number, table: Uint8ClampedArray, causal: boolean, strength: number}} how strength: opacity, 0 … 1
 */
export function paintThumbnail({ data, width }, { x, y, size }, cells, { side, table, causal, strength }) {
  const alpha = Math.round(255 * strength);
  for (let row = 0; row < size; row += 1) {
    const top = Math.floor((row * side) / size);
    const bottom = Math.max(top + 1, Math.ceil(((row + 1) * side) / size));
    for (let column = 0; column < size; column += 1) {
      const left = Math.floor((column * side) / size);
      const right = Math.max(left + 1, Math.ceil(((column + 1) * side) / size));
      if (causal && left >= bottom) continue;
      let value = 0;
      // Where cells are larger than pixels, a pixel on their border belongs to the cell its middle lies in.
      if (size >= side) value = cells[Math.floor(((row + 0.5) * side) / size) * side + Math.floor(((column + 0.5) * side) / size)] ?? 0;
      else for (let i = top; i < bottom; i += 1) for (let j = left; j < right; j += 1) value = Math.max(value, cells[i * side + j] ?? 0);
      const at = ((y + row) * width + x + column) * 4;
      data[at] = table[value * 3] ?? 0;
      data[at + 1] = table[value * 3 + 1] ?? 0;
      data[at + 2] = table[value * 3 + 2] ?? 0;
      data[at + 3] = alpha;
    }
  }
}
