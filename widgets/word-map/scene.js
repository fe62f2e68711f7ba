/** Where everything lies in one picture, in px. No element is touched here: the page and the saved file draw from it. */

/** @typedef {import("./types.js").Place} Place */
/** @typedef {{x: number, y: number}} Spot px, y downwards */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */
/** @typedef {{width: number, height: number}} Size */
/**
 * How the words around one are to it.
 * @typedef {object} Relations
 * @property {readonly number[]} kept near in truth, and near in the picture
 * @property {readonly number[]} torn near in truth only
 * @property {readonly number[]} strays near in the picture only
 */

/** Height of a label's box and its base line below the top, in font sizes. */
const LINE = 1.2;
const BASE = 0.96;
/** Where a label may stand beside its dot, the best first. */
const SIDES = /** @type {const} */ ([
  [1, 0], [-1, 0], [0, -1], [0, 1], [1, -0.5], [1, 0.5], [-1, -0.5], [-1, 0.5], [1, -1], [1, 1], [-1, -1], [-1, 1],
]);
/** Names are written as large as lets all of them find a place: times the size of ordinary text. */
const LARGER = [1.375, 1.125, 1];
/** How many times as far from its dot a label may stand that must be placed. */
const FURTHER = [1, 3, 6];

/**
 * Bring points into a picture, equally scaled in both directions.
 * @param {readonly Place[]} points
 * @param {Size} size
 * @param {number} margin px
 * @returns {{spots: Spot[], zero: Spot}} zero: where 0, 0 lies
 */
export function fitted(points, { width, height }, margin) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    Math.max(width - 2 * margin, 1) / (right - left || 1e-9),
    Math.max(height - 2 * margin, 1) / (high - low || 1e-9),
  );
  const place = (/** @type {Place} */ { x, y }) => ({
    x: width / 2 + (x - (left + right) / 2) * scale,
    y: height / 2 - (y - (low + high) / 2) * scale,
  });
  return { spots: points.map(place), zero: place({ x: 0, y: 0 }) };
}

/** Radius of a dot: smaller where there are many. @param {number} points @param {number} size font size in px */
function radiusOf(points, size) {
  return size * (points <= 30 ? 0.4 : points <= 100 ? 0.34 : 0.28);
}

/**
 * Place labels beside their dots so that none lies on another or on a dot.
 * @param {readonly Spot[]} spots all dots
 * @param {readonly {index: number, width: number, must: boolean, before?: Box}[]} labels the most important first; one
 *   that must be placed but finds no free place stands where it hides least; before: where it stood until now
 * @param {object} how
 * @param {Size} how.size of the picture
 * @param {number} how.line font size in px
 * @param {number} how.radius of a dot
 * @param {readonly Box[]} [how.taken] where no label may stand
 * @returns {Map<number, Box>} the boxes of the labels that were placed, by the index of their dot
 */
export function placeLabels(spots, labels, { size, line, radius, taken = [] }) {
  /** @type {Map<number, Box>} */
  const placed = new Map();
  const boxes = [...taken];
  const height = line * LINE;
  for (const { index, width, must, before } of labels) {
    const spot = spots[index];
    if (!spot) continue;
    let best = null;
    let least = must ? Infinity : 1;
    if (before) {
      // What it gained in width goes away from the dot.
      const gain = before.left > spot.x ? 0 : before.left + before.width < spot.x ? 1 : 0.5;
      best = { ...before, left: before.left + gain * (before.width - width), width };
      least = costOf(best, spots, index, boxes, size, radius);
    }
    for (const times of must ? FURTHER : [1]) {
      if (least === 0) break;
      for (const [side, level] of SIDES) {
        const gap = (radius + line * 0.2) * times * (side && level ? 0.75 : 1);
        const box = {
          left: spot.x + side * gap + ((side - 1) / 2) * width,
          top: spot.y + level * gap + ((level - 1) / 2) * height,
          width,
          height,
        };
        const cost = costOf(box, spots, index, boxes, size, radius);
        if (cost < least) [best, least] = [box, cost];
        if (cost === 0) break;
      }
    }
    if (!best) continue;
    placed.set(index, best);
    boxes.push(best);
  }
  return placed;
}

/**
 * Name the dots: as large as all names find a place, or as many as do in the size of ordinary text.
 * @param {readonly Spot[]} spots
 * @param {readonly boolean[]} marked for each dot whether it must be named
 * @param {object} how
 * @param {(index: number, line: number) => number} how.widthOf a name at a font size
 * @param {Size} how.size of the picture
 * @param {number} how.text size of ordinary text in px
 * @param {readonly Box[]} how.taken where no name may stand
 * @returns {{line: number, radius: number, boxes: Map<number, Box>}} line: font size; boxes: by the index of the dot
 */
export function nameDots(spots, marked, { widthOf, size, text, taken }) {
  const order = marked.map((_, index) => index).sort((a, b) => Number(marked[b]) - Number(marked[a]) || a - b);
  let found = { line: text, radius: 0, boxes: new Map() };
  for (const times of LARGER) {
    const line = text * times;
    const radius = radiusOf(spots.length, line);
    const labels = order.map((index) => ({ index, width: widthOf(index, line), must: marked[index] ?? false }));
    found = { line, radius, boxes: placeLabels(spots, labels, { size, line, radius, taken }) };
    if (found.boxes.size === spots.length) break;
  }
  return found;
}

/**
 * What a label in this place would hide: whole numbers for what may not be, 0 for nothing.
 * @param {Box} box
 * @param {readonly Spot[]} spots
 * @param {number} own
 * @param {readonly Box[]} boxes
 * @param {Size} size
 * @param {number} radius
 */
function costOf(box, spots, own, boxes, size, radius) {
  const { left, top, width, height } = box;
  let cost = 0;
  if (left < 0 || top < 0 || left + width > size.width || top + height > size.height) cost += 100;
  for (const other of boxes) {
    const wide = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
    const high = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
    if (wide > 0 && high > 0) cost += 1 + (10 * wide * high) / (width * height);
  }
  spots.forEach(({ x, y }, index) => {
    if (index !== own && x > left - radius && x < left + width + radius && y > top - radius && y < top + height + radius) cost += 1;
  });
  return cost;
}

/** The start of a label's base line. @param {Box} box @param {number} line font size in px @returns {Spot} */
export function baseOf({ left, top }, line) {
  return { x: left, y: top + line * BASE };
}

/**
 * The nearest others of each point in the picture, nearest first.
 * @param {readonly Place[]} points
 * @param {number} count
 * @returns {number[][]}
 */
export function nearestInPicture(points, count) {
  return points.map(({ x, y }, index) => {
    const far = points.map((other) => (other.x - x) ** 2 + (other.y - y) ** 2);
    return points
      .map((_, place) => place)
      .filter((place) => place !== index)
      .sort((a, b) => (far[a] ?? 0) - (far[b] ?? 0))
      .slice(0, count);
  });
}

/**
 * @param {readonly number[]} near in truth
 * @param {readonly number[]} pictured near in the picture
 * @returns {Relations}
 */
export function relate(near, pictured) {
  return {
    kept: near.filter((place) => pictured.includes(place)),
    torn: near.filter((place) => !pictured.includes(place)),
    strays: pictured.filter((place) => !near.includes(place)),
  };
}

/**
 * The dot nearest to a place, if one is near enough; -1 if none is.
 * @param {readonly Spot[]} spots
 * @param {Spot} place
 * @param {number} reach px
 */
export function dotAt(spots, { x, y }, reach) {
  let best = -1;
  let least = reach ** 2;
  spots.forEach((spot, index) => {
    const far = (spot.x - x) ** 2 + (spot.y - y) ** 2;
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

/**
 * The dot one comes to from another by going in a direction; the same dot where there is none.
 * @param {readonly Spot[]} spots
 * @param {number} from
 * @param {Spot} direction of length 1
 */
export function dotTowards(spots, from, direction) {
  const start = spots[from];
  if (!start) return from;
  let best = from;
  let least = Infinity;
  spots.forEach(({ x, y }, index) => {
    const along = (x - start.x) * direction.x + (y - start.y) * direction.y;
    const aside = Math.abs((x - start.x) * direction.y - (y - start.y) * direction.x);
    if (index === from || along <= 0 || aside > along) return;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [index, cost];
  });
  return best;
}

/**
 * @typedef {"looked" | "kept" | "torn" | "stray"} Kind of a word where one is looked at
 * @typedef {{lines: {from: Spot, to: Spot, kind: Kind}[], marks: {index: number, spot: Spot, kind: Kind, box: Box | undefined}[]}} Overlay
 */

/**
 * What is drawn over a picture where one word is looked at: lines to its true neighbours, and all their names.
 * @param {readonly Spot[]} spots
 * @param {number} index of the word
 * @param {Relations} relations
 * @param {object} how
 * @param {(index: number) => number} how.widthOf a label
 * @param {Size} how.size
 * @param {number} how.line font size in px
 * @param {number} how.radius
 * @param {ReadonlyMap<number, Box>} how.boxes where the names stand in the picture
 * @returns {Overlay}
 */
export function overlayOf(spots, index, { kept, torn, strays }, { widthOf, size, line, radius, boxes: before }) {
  /** @type {[number, Kind][]} */
  const kinds = [
    [index, "looked"],
    ...kept.map((place) => /** @type {[number, Kind]} */ ([place, "kept"])),
    ...torn.map((place) => /** @type {[number, Kind]} */ ([place, "torn"])),
    ...strays.map((place) => /** @type {[number, Kind]} */ ([place, "stray"])),
  ];
  const shown = kinds.map(([place]) => spots[place] ?? { x: 0, y: 0 });
  const labels = kinds.map(([place], at) => ({ index: at, width: widthOf(place), must: true, before: before.get(place) }));
  const boxes = placeLabels(shown, labels, { size, line, radius: radius * 1.3 });
  const from = spots[index] ?? { x: 0, y: 0 };
  return {
    lines: kinds.flatMap(([place, kind]) => (kind === "kept" || kind === "torn" ? [{ from, to: spots[place] ?? from, kind }] : [])),
    marks: kinds.map(([place, kind], at) => ({ index: place, spot: shown[at] ?? from, kind, box: boxes.get(at) })),
  };
}
