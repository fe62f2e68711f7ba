/**
 * Placing labels beside their points so that no two of them overlap, none covers another point, and each can be told
 * to whom it belongs: near it, or tied to it by a line. Who finds no place is left out.
 *
 * A greedy search over directions and distances in order of importance (as in Christensen, Marks, Shieber 1995, "An
 * empirical study of algorithms for point-feature label placement"): good enough, and the same every time.
 */

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box x, y is the upper left corner
 * @typedef {{x: number, y: number, r: number}} Disc
 * @typedef {{x1: number, y1: number, x2: number, y2: number}} Segment
 *
 * @typedef {object} Wanted
 * @property {string} key
 * @property {number} x of the point it belongs to
 * @property {number} y
 * @property {number} r kept free round the point
 * @property {number} width
 * @property {number} height
 * @property {number} reach furthest distance from the point
 * @property {boolean} [beside] it belongs to a line, not a point: it may touch no line, and is not tied
 *
 * @typedef {{box: Box, leader: Segment | null}} Placed
 */

const GAPS = [3, 12, 24, 38, 54, 74, 98];
const TIED = 10; // px from its point at which a label needs a line to it
const APART = 3; // px between two labels
const TURNS = 24; // directions that are tried
/** Directions that read best: right, left, above, below, and the rest between. */
const LIKED = [0, Math.PI, -Math.PI / 2, Math.PI / 2];

/**
 * @param {readonly Wanted[]} wanted most important first
 * @param {{dots: readonly Disc[], strokes: readonly Segment[], frame: Box}} ground what is there already
 * @returns {Map<string, Placed>} those that found a place
 */
export function placeLabels(wanted, { dots, strokes, frame }) {
  /** @type {Map<string, Placed>} */
  const placed = new Map();
  for (const label of wanted) {
    /** @type {{cost: number, placed: Placed} | null} */
    let best = null;
    for (const gap of GAPS) {
      // Nothing further out can cost less than its distance.
      if (gap > label.reach || (best && best.cost <= gap)) break;
      for (let turn = 0; turn < TURNS; turn += 1) {
        const angle = (2 * Math.PI * turn) / TURNS;
        const box = boxAt(label, angle, label.r + gap);
        const leader = label.beside || gap < TIED ? null : tie(label, box);
        if (!free(label, box, leader, placed, dots, strokes, frame)) continue;
        const cost = gap + dislike(angle) + trouble(label, box, leader, dots, strokes);
        if (!best || cost < best.cost) best = { cost, placed: { box, leader } };
      }
    }
    if (best) placed.set(label.key, best.placed);
  }
  return placed;
}

/**
 * @param {Wanted} label
 * @param {number} angle
 * @param {number} distance
 * @returns {Box}
 */
function boxAt({ x, y, width, height }, angle, distance) {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: x + cos * (distance + width / 2) - width / 2, y: y + sin * (distance + height / 2) - height / 2, width, height };
}

/** @param {number} angle */
function dislike(angle) {
  const turned = Math.min(...LIKED.map((liked) => Math.abs(Math.atan2(Math.sin(angle - liked), Math.cos(angle - liked)))));
  return 4 * turned + (Math.cos(angle) < -0.1 ? 2 : 0);
}

/**
 * @param {Wanted} label
 * @param {Box} box
 * @param {Segment | null} leader
 * @param {ReadonlyMap<string, Placed>} placed
 * @param {readonly Disc[]} dots
 * @param {readonly Segment[]} strokes
 * @param {Box} frame
 */
function free(label, box, leader, placed, dots, strokes, frame) {
  if (box.x < frame.x || box.y < frame.y || box.x + box.width > frame.x + frame.width || box.y + box.height > frame.y + frame.height) return false;
  for (const other of placed.values()) {
    if (overlap(box, other.box, APART)) return false;
    if (other.leader && crosses(other.leader, grown(box, 1))) return false;
    if (leader && (crosses(leader, grown(other.box, 1)) || (other.leader && cross(leader, other.leader)))) return false;
  }
  if (dots.some((dot) => covers(box, dot))) return false;
  return !label.beside || !strokes.some((stroke) => crosses(stroke, grown(box, 2)));
}

/**
 * What makes a free place a poor one.
 * @param {Wanted} label
 * @param {Box} box
 * @param {Segment | null} leader
 * @param {readonly Disc[]} dots
 * @param {readonly Segment[]} strokes
 */
function trouble(label, box, leader, dots, strokes) {
  let cost = 0;
  for (const stroke of strokes) {
    if (crosses(stroke, box)) cost += 16;
    if (leader && cross(leader, stroke)) cost += 5;
  }
  const own = toBox(label, box);
  for (const dot of dots) {
    if (dot.x === label.x && dot.y === label.y) continue;
    if (!leader && toBox(dot, box) - dot.r < own - label.r + 4) cost += 10; // whose label is it?
    if (leader && toSegment(dot, leader) < dot.r + 1) cost += 14;
  }
  return cost;
}

/**
 * The line from a point to its label.
 * @param {Wanted} label
 * @param {Box} box
 * @returns {Segment}
 */
function tie({ x, y, r }, box) {
  const x2 = Math.min(Math.max(x, box.x), box.x + box.width);
  const y2 = Math.min(Math.max(y, box.y + 3), box.y + box.height - 3);
  const length = Math.hypot(x2 - x, y2 - y) || 1;
  return { x1: x + ((x2 - x) * r) / length, y1: y + ((y2 - y) * r) / length, x2, y2 };
}

/**
 * @param {Box} a
 * @param {Box} b
 * @param {number} apart
 */
export function overlap(a, b, apart = 0) {
  return a.x < b.x + b.width + apart && b.x < a.x + a.width + apart && a.y < b.y + b.height + apart && b.y < a.y + a.height + apart;
}

/**
 * @param {Box} box
 * @param {Disc} dot
 */
export function covers(box, dot) {
  return toBox(dot, box) < dot.r + 1;
}

/** @param {Box} box @param {number} by @returns {Box} */
function grown({ x, y, width, height }, by) {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Distance of a point from a box. @param {{x: number, y: number}} point @param {Box} box */
function toBox({ x, y }, box) {
  return Math.hypot(Math.max(box.x - x, 0, x - box.x - box.width), Math.max(box.y - y, 0, y - box.y - box.height));
}

/** Distance of a point from a segment. @param {{x: number, y: number}} point @param {Segment} segment */
function toSegment({ x, y }, { x1, y1, x2, y2 }) {
  const square = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1;
  const at = Math.min(Math.max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square, 0), 1);
  return Math.hypot(x - x1 - at * (x2 - x1), y - y1 - at * (y2 - y1));
}

/** Does a segment enter a box? (Liang and Barsky) @param {Segment} segment @param {Box} box */
export function crosses({ x1, y1, x2, y2 }, box) {
  let enter = 0;
  let leave = 1;
  const walls = [
    [x1 - x2, x1 - box.x], [x2 - x1, box.x + box.width - x1], [y1 - y2, y1 - box.y], [y2 - y1, box.y + box.height - y1],
  ];
  for (const [speed = 0, room = 0] of walls) {
    if (speed === 0 && room < 0) return false;
    if (speed < 0) enter = Math.max(enter, room / speed);
    if (speed > 0) leave = Math.min(leave, room / speed);
  }
  return enter <= leave;
}

/** Do two segments cross? @param {Segment} a @param {Segment} b */
function cross(a, b) {
  const side = (/** @type {Segment} */ s, /** @type {number} */ x, /** @type {number} */ y) => Math.sign((s.x2 - s.x1) * (y - s.y1) - (s.y2 - s.y1) * (x - s.x1));
  return side(a, b.x1, b.y1) !== side(a, b.x2, b.y2) && side(b, a.x1, a.y1) !== side(b, a.x2, a.y2);
}
