/** Where labels go: over their place on the axis, stacked in lanes where it is crowded, or on shelves while they wait. */

/** @typedef {{left: number, lane: number}} Place */

/**
 * Labels over their points, as low as they can be without touching each other.
 * @param {readonly {x: number, width: number}[]} items centre wanted, px
 * @param {number} room px
 * @param {number} gap px between two labels
 * @returns {{places: Place[], lanes: number}} lane 0 is the lowest
 */
export function swarm(items, room, gap) {
  /** @type {number[]} the right edge of each lane so far */
  const ends = [];
  /** @type {Place[]} */
  const places = [];
  const order = items.map((_, index) => index).sort((a, b) => (items[a]?.x ?? 0) - (items[b]?.x ?? 0));
  for (const index of order) {
    const { x, width } = /** @type {{x: number, width: number}} */ (items[index]);
    const left = Math.max(0, Math.min(x - width / 2, room - width));
    const free = ends.findIndex((end) => left >= end + gap);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = left + width;
    places[index] = { left, lane };
  }
  return { places, lanes: ends.length };
}

/**
 * Labels side by side, in rows.
 * @param {readonly number[]} widths px
 * @param {number} room px
 * @param {number} gap px
 * @returns {{places: Place[], lanes: number}} lane 0 is the uppermost
 */
export function shelf(widths, room, gap) {
  let [left, lane] = [0, 0];
  const places = widths.map((width) => {
    if (left > 0 && left + width > room) [left, lane] = [0, lane + 1];
    const place = { left, lane };
    left += width + gap;
    return place;
  });
  return { places, lanes: widths.length ? lane + 1 : 0 };
}

/**
 * Ticks of an axis from −end to end.
 * @param {number} end
 * @param {number} most
 */
export function ticks(end, most) {
  const rough = (2 * end) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((one) => one * power >= rough) ?? 10);
  const count = Math.floor(end / step + 1e-9);
  return Array.from({ length: 2 * count + 1 }, (_, at) => Number(((at - count) * step).toPrecision(6)) + 0);
}
