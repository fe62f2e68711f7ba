/**
 * Names beside points, such that none lies over another, over a point, or beyond the edge: those that come first are
 * placed first, and those that find no place are left out.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{x: number, y: number, label: string, radius: number, must?: boolean}} Named must: is written in any case
 * @typedef {{x: number, y: number, anchor: "start" | "end" | "middle"}} Placed of the base line
 */

/** @typedef {import("./marks.js").Area} Area */
/** @typedef {import("./marks.js").Pen} Pen */

/** @param {Box} one @param {Box} other */
const overlap = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

/**
 * @param {readonly Named[]} points in the order of their importance
 * @param {Area} area
 * @param {Pen} pen
 * @param {Box[]} [taken] what is there already; the labels are added
 * @returns {(Placed | null)[]} one for each point
 */
export function placeLabels(points, area, { size, measure }, taken = []) {
  taken.push(...points.map(({ x, y, radius }) => ({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius })));
  return points.map(({ x, y, label, radius, must }) => {
    const [width, gap] = [measure(label, size), radius + size * 0.25];
    /** @type {readonly (readonly [number, number, Placed["anchor"]])[]} left edge, base line, anchor */
    const places = [
      [x + gap, y + size * 0.35, "start"],
      [x - gap - width, y + size * 0.35, "end"],
      [x - width / 2, y - gap, "middle"],
      [x - width / 2, y + gap + size * 0.75, "middle"],
      [x + gap * 0.6, y - gap * 0.8, "start"],
      [x - gap * 0.6 - width, y + gap * 0.8 + size * 0.6, "end"],
    ];
    const inside = places.filter(([left, base]) => left >= area.left && left + width <= area.right && base - size * 0.8 >= area.top && base + size * 0.25 <= area.bottom);
    const box = (/** @type {typeof places[number]} */ [left, base]) => ({ x: left, y: base - size * 0.85, width, height: size * 1.1 });
    const found = inside.find((place) => !taken.some((other) => overlap(box(place), other))) ?? (must ? inside[0] : undefined);
    if (!found) return null;
    taken.push(box(found));
    const [left, base, anchor] = found;
    return { x: anchor === "start" ? left : anchor === "end" ? left + width : left + width / 2, y: base, anchor };
  });
}
