/** From the plane to the screen: turned and mirrored so that it fills its frame, never stretched, so angles stay true. */

/** @typedef {import("./types.js").Point} Point */

const TURNS = 36;
/** How much of its size a picture may lose to be read from the lower left to the upper right. */
const READING = 0.2;

/**
 * @param {readonly Point[]} points what must be inside, y upwards
 * @param {{from: Point, to: Point}} forward what should run from the lower left to the upper right
 * @param {{width: number, height: number, across: number, along: number}} frame px; across, along: margins left and
 *     right, above and below
 * @returns {{place: (point: Point) => Point, scale: number}} scale in px per unit; y downwards
 */
export function fitPlane(points, forward, { width, height, across, along }) {
  const room = { x: Math.max(width - 2 * across, 1), y: Math.max(height - 2 * along, 1) };
  const least = Math.hypot(forward.to.x - forward.from.x, forward.to.y - forward.from.y) / 2 || 1;
  let best = { score: -1, scale: 1, cos: 1, sin: 0, mirror: 1, middle: { x: 0, y: 0 } };
  for (const mirror of [1, -1]) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const cos = Math.cos((2 * Math.PI * turn) / TURNS);
      const sin = Math.sin((2 * Math.PI * turn) / TURNS);
      const turned = points.map((point) => rotate(point, cos, sin, mirror));
      const [left, right] = ends(turned.map(({ x }) => x));
      const [low, high] = ends(turned.map(({ y }) => y));
      const scale = Math.min(room.x / Math.max(right - left, least), room.y / Math.max(high - low, least));
      const a = rotate(forward.from, cos, sin, mirror);
      const b = rotate(forward.to, cos, sin, mirror);
      const angle = Math.atan2(b.y - a.y, b.x - a.x);
      const score = scale * (1 + READING * Math.cos(angle - Math.PI / 6) + (mirror > 0 ? 0.001 : 0));
      if (score > best.score) best = { score, scale, cos, sin, mirror, middle: { x: (left + right) / 2, y: (low + high) / 2 } };
    }
  }
  const { scale, cos, sin, mirror, middle } = best;
  return {
    scale,
    place(point) {
      const { x, y } = rotate(point, cos, sin, mirror);
      return { x: width / 2 + (x - middle.x) * scale, y: height / 2 - (y - middle.y) * scale };
    },
  };
}

/** @param {Point} point @param {number} cos @param {number} sin @param {number} mirror */
function rotate({ x, y }, cos, sin, mirror) {
  return { x: cos * x - sin * y * mirror, y: sin * x + cos * y * mirror };
}

/** @param {readonly number[]} values @returns {[number, number]} */
function ends(values) {
  return [Math.min(...values), Math.max(...values)];
}
