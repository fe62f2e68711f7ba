/**
 * Tens of thousands of points as grains of sand, written straight into pixels: every grain adds to what lies under it,
 * and a colour scale says how much lies there. No GPU is needed; the time goes with the number of grains in view.
 */

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./viewport.js").Viewport} Viewport */

/** What one grain adds at its middle, in parts of a sum that must fit into 16 bits. */
export const GRAIN = 48;
const PHASES = 4; // a grain may lie at quarters of a pixel, so that it glides when the map is moved
const SUMS = 2 ** 16;

/**
 * The shape of a grain at each of its places within a pixel: what it adds to the pixels around.
 * @param {number} radius device px
 * @param {number} strength 1: as much as GRAIN at the middle
 * @returns {{side: number, weights: Uint16Array}} side: px, 3 or more; weights: PHASES² times side² numbers, row by row
 */
export function grain(radius, strength) {
  const half = Math.max(Math.floor(radius + 1 - 0.5 / PHASES), 1); // nothing is covered beyond, wherever in its pixel it lies
  const side = 2 * half + 1;
  const weights = new Uint16Array(PHASES * PHASES * side * side);
  let at = 0;
  for (let down = 0; down < PHASES; down += 1) {
    for (let across = 0; across < PHASES; across += 1) {
      for (let row = 0; row < side; row += 1) {
        for (let column = 0; column < side; column += 1) {
          const distance = Math.hypot(column - half + 0.5 - (across + 0.5) / PHASES, row - half + 0.5 - (down + 0.5) / PHASES);
          // The edge is soft over one pixel; a grain smaller than a pixel is fainter.
          const cover = Math.min(Math.max(radius + 0.5 - distance, 0), 1) * Math.min(radius * 2, 1);
          weights[at++] = Math.round(GRAIN * strength * cover);
        }
      }
    }
  }
  return { side, weights };
}

/**
 * The colour of every sum of grains: one grain is a third of the scale, and the more there are, the less one more says.
 * @param {readonly (readonly [number, number, number])[]} scale red, green, blue 0 … 255; the first is the bare ground
 * @returns {Uint32Array<ArrayBuffer>} pixels as ImageData holds them, by sum
 */
export function shades(scale) {
  const colours = new Uint32Array(SUMS);
  const last = scale.length - 1;
  for (let sum = 0; sum < SUMS; sum += 1) {
    const at = last * (1 - Math.exp((-0.5 * sum) / GRAIN));
    const low = Math.min(Math.floor(at), last - 1);
    const channel = (/** @type {0 | 1 | 2} */ c) => {
      const [from, to] = [scale[low]?.[c] ?? 0, scale[low + 1]?.[c] ?? 0];
      return Math.round(from + (to - from) * (at - low));
    };
    colours[sum] = ((255 << 24) | (channel(2) << 16) | (channel(1) << 8) | channel(0)) >>> 0;
  }
  return colours;
}

/**
 * The radius of a grain: it grows with the zoom, slower than the distances, and begins smaller where there is less room.
 * @param {number} room px from grain to grain on average, where the whole map fits
 * @param {number} zoom 1 where the whole map fits
 * @returns {number} CSS px
 */
export function grainRadius(room, zoom) {
  return Math.min(Math.min(Math.max(0.33 * room, 0.6), 4) * Math.max(zoom, 0.5) ** 0.42, 6.5);
}

/** A field of pixels that grains are thrown on. */
export class Field {
  /**
   * @param {number} width device px
   * @param {number} height device px
   * @param {number} reach how far a grain may stick out at the edges, device px
   */
  constructor(width, height, reach) {
    this.width = width;
    this.height = height;
    this.reach = reach;
    // The sums have a rim, so that grains at the edge need no special care. Their rows are of even length, so that they
    // can be read in pairs.
    this.stride = width + (width % 2) + 2 * reach;
    this.sums = new Uint16Array(this.stride * (height + 2 * reach));
    this.pairs = new Uint32Array(this.sums.buffer);
  }

  /**
   * Throw all grains that are in view.
   * @param {Grid} grid
   * @param {Viewport} view the middle of the field and px a unit, in device px
   * @param {ReturnType<typeof grain>} shape
   * @returns {number} grains on the field
   */
  throw(grid, view, { side, weights }) {
    const { stride, reach, width, height } = this;
    // Typed loosely here only: the checker takes every number of an array for one that may be missing.
    const sums = /** @type {any} */ (this.sums);
    const { x: xs, y: ys } = grid;
    const { scale } = view;
    this.sums.fill(0);
    const half = (side - 1) / 2;
    const left = width / 2 - view.x * scale + reach;
    const top = height / 2 - view.y * scale + reach;
    const box = {
      left: view.x - (width / 2 + half) / scale,
      right: view.x + (width / 2 + half) / scale,
      top: view.y - (height / 2 + half) / scale,
      bottom: view.y + (height / 2 + half) / scale,
    };
    let count = 0;
    grid.stretches(box, (from, to) => {
      for (let place = from; place < to; place += 1) {
        const x = /** @type {number} */ (xs[place]) * scale + left;
        const y = /** @type {number} */ (ys[place]) * scale + top;
        if (x < half || y < half || x >= stride - half - 1 || y >= height + 2 * reach - half - 1) continue;
        const column = x | 0;
        const row = y | 0;
        let to = (row - half) * stride + column - half;
        let at = ((((y - row) * PHASES) | 0) * PHASES + (((x - column) * PHASES) | 0)) * side * side;
        // The first numbers of a row are written out: with small grains, a loop would take longer than the adding.
        for (let down = 0; down < side; down += 1, to += stride, at += side) {
          sums[to] += weights[at];
          sums[to + 1] += weights[at + 1];
          sums[to + 2] += weights[at + 2];
          if (side === 3) continue;
          sums[to + 3] += weights[at + 3];
          sums[to + 4] += weights[at + 4];
          for (let across = 5; across < side; across += 1) sums[to + across] += weights[at + across];
        }
        count += 1;
      }
    });
    return count;
  }

  /**
   * Colour the field.
   * @param {Uint32Array} colours by sum, from shades()
   * @param {Uint32Array} pixels width × height
   */
  shade(colours, pixels) {
    const { sums, pairs, stride, reach, width, height } = this;
    pixels.fill(/** @type {number} */ (colours[0]));
    for (let row = 0; row < height; row += 1) {
      const from = (row + reach) * stride + reach;
      const to = row * width;
      // Most of a map is bare ground: two pixels at a time are looked at and left as they are.
      for (let column = 0; column < width; column += 2) {
        if (pairs[(from + column) >> 1] === 0) continue;
        pixels[to + column] = /** @type {number} */ (colours[/** @type {number} */ (sums[from + column])]);
        if (column + 1 < width) pixels[to + column + 1] = /** @type {number} */ (colours[/** @type {number} */ (sums[from + column + 1])]);
      }
    }
  }
}
