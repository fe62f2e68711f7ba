/** Where the arrows run that carry a result to the place where it is used next. */

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box px, from the corner of the picture */
/** @typedef {{from: number, to: number, operand: number}} Use the result of step `from` is number `operand` of step `to` */
/** @typedef {{path: string, head: string}} Arrow path data of the line and of its head */

const LANE = 6; // px between two arrows in the same gap
const HEAD = 5; // px, half the width of an arrow's head
const ROUND = 6; // px, radius of a bend

/** Every use of a result. @param {readonly import("./types.js").Step[]} steps @returns {Use[]} */
export function uses(steps) {
  return steps.flatMap(({ operands }, to) => operands.flatMap(({ step }, operand) => (step === null ? [] : [{ from: step, to, operand }])));
}

/**
 * An arrow leaves a result downwards. If its step is the next one, it turns in the gap above that; if there are steps
 * between, it runs past them at their right. Each has a lane of its own, so that no two lie on each other.
 * @param {readonly Use[]} all
 * @param {readonly Box[]} results of every step
 * @param {readonly (readonly Box[])[]} operands of every step
 * @param {readonly Box[]} rows
 * @param {boolean} [outside] all arrows run past the rows at their right, because there is text below the calculations
 * @returns {Arrow[]}
 */
export function arrows(all, results, operands, rows, outside = false) {
  /** Lanes taken in the gap above a row. @type {Map<number, number>} */
  const lanes = new Map();
  let passing = 0;
  const right = Math.max(0, ...results.map((box) => box.right));
  return all.flatMap(({ from, to, operand }) => {
    const start = results[from];
    const end = operands[to]?.[operand];
    const row = rows[to];
    const above = rows[to - 1];
    if (!start || !end || !row || !above) return [];
    const lane = lanes.get(to) ?? 0;
    lanes.set(to, lane + 1);
    const y = (above.bottom + row.top) / 2 + (lane - 0.5) * LANE;
    const x = (end.left + end.right) / 2;
    const tip = end.top - 1;
    const near = to === from + 1 && !outside;
    const aside = outside ? row.right + 3 + 3 * (passing % 3) : right + 10 + LANE * (passing % 3);
    if (!near) passing += 1;
    const level = (start.top + start.bottom) / 2;
    /** @type {[number, number][]} */
    const begin = near ? [[(start.left + start.right) / 2, start.bottom], [(start.left + start.right) / 2, y]] : [[start.right, level], [aside, level], [aside, y]];
    return [{ path: bent([...begin, [x, y], [x, tip - HEAD]]), head: `M${n(x)} ${n(tip)}l${-HEAD} ${-HEAD * 1.4}h${2 * HEAD}z` }];
  });
}

/**
 * Straight lines between points, with round corners.
 * @param {readonly [number, number][]} points
 */
export function bent(points) {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${n(first[0])} ${n(first[1])}`;
  rest.forEach(([x, y], place) => {
    const next = rest[place + 1];
    const [fromX, fromY] = points[place] ?? [x, y];
    if (!next) {
      path += `L${n(x)} ${n(y)}`;
      return;
    }
    const before = Math.hypot(x - fromX, y - fromY);
    const after = Math.hypot(next[0] - x, next[1] - y);
    const radius = Math.min(ROUND, before / 2, after / 2);
    const towards = (/** @type {number} */ toX, /** @type {number} */ toY, /** @type {number} */ length) =>
      length ? `${n(x + ((toX - x) * radius) / length)} ${n(y + ((toY - y) * radius) / length)}` : `${n(x)} ${n(y)}`;
    path += `L${towards(fromX, fromY, before)}Q${n(x)} ${n(y)} ${towards(next[0], next[1], after)}`;
  });
  return path;
}

/** @param {number} value */
const n = (value) => Math.round(value * 10) / 10;
