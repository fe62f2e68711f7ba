/** Names beside points, so that none covers another one or a point. */

/**
 * @typedef {{x: number, y: number, width: number}} Named a point and the width of its name, in px
 * @typedef {{x: number, y: number, place: number, far: boolean}} Label where a name begins (left end of its middle line),
 *   which of the places was taken, and whether a line should lead to it
 */

const DOT = 7; // px around a point that stay free
const GAP = 4; // px between two names in a line
const RINGS = [0, 16, 34, 54, 76, 100];
const TURNS = 12;
const CROWD = 48; // px around a point within which others are its crowd

/** Places to try, near ones first: turns away from the direction that leads out of the crowd, and a distance. */
const PLACES = RINGS.flatMap((ring) => Array.from({ length: TURNS }, (_, n) => ({ turn: n % 2 ? (n + 1) / 2 : -n / 2, ring })));

/**
 * Find a place for each name, the first names first; null where there is none.
 * @param {readonly Named[]} named in the order of their importance
 * @param {{width: number, height: number}} area
 * @param {number} line height of a name, px
 * @param {readonly (number | null)[]} [before] places taken last time: kept where none is nearer, so that names do not jump
 * @returns {(Label | null)[]}
 */
export function placeLabels(named, area, line, before = []) {
  /** @type {{left: number, right: number, top: number, bottom: number}[]} */
  const taken = named.map(({ x, y }) => ({ left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT }));
  return named.map((one, index) => {
    const { x, y, width } = one;
    const out = outwards(one, named);
    /** @param {number} place */
    const at = (place) => {
      const { turn, ring } = PLACES[place] ?? { turn: 0, ring: 0 };
      const angle = out + (2 * Math.PI * turn) / TURNS;
      // The name touches an ellipse around the point: at its side, or above and below its middle.
      const middle = x + Math.cos(angle) * (width / 2 + DOT + 3 + ring);
      const height = y + Math.sin(angle) * (line / 2 + DOT + ring);
      const box = { left: middle - width / 2 - GAP, right: middle + width / 2 + GAP, top: height - line / 2, bottom: height + line / 2 };
      const inside = box.left >= 0 && box.right <= area.width && box.top >= 0 && box.bottom <= area.height;
      const free = inside && !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      return free ? { box, label: { x: middle - width / 2, y: height, place, far: ring > 0 }, ring } : null;
    };
    const last = before[index] ?? null;
    const kept = last === null ? null : at(last);
    let found = kept?.ring === 0 ? kept : null;
    for (const place of PLACES.keys()) {
      if (found) break;
      const tried = at(place);
      // Of two equally near places the one of last time is taken.
      if (tried) found = kept?.ring === tried.ring ? kept : tried;
    }
    if (!found) return null;
    taken.push(found.box);
    return found.label;
  });
}

/**
 * The direction that leads from a point away from those around it; to the right where it stands alone.
 * @param {Named} point
 * @param {readonly Named[]} all
 */
function outwards(point, all) {
  const crowd = all.filter(({ x, y }) => Math.hypot(x - point.x, y - point.y) < CROWD);
  const x = point.x - crowd.reduce((sum, one) => sum + one.x, 0) / crowd.length;
  const y = point.y - crowd.reduce((sum, one) => sum + one.y, 0) / crowd.length;
  // In steps of a turn, so that a name stays where it is while its point moves a little.
  return crowd.length > 1 ? (Math.round((Math.atan2(y, x) * TURNS) / (2 * Math.PI)) * 2 * Math.PI) / TURNS : 0;
}

/**
 * Where a line from a point to its name ends: at the nearest side of the name.
 * @param {{x: number, y: number}} point
 * @param {Label} label
 * @param {number} width of the name
 * @param {number} line height of the name
 */
export function lead(point, label, width, line) {
  const x = Math.min(Math.max(point.x, label.x), label.x + width);
  const y = Math.min(Math.max(point.y, label.y - line / 2 + 3), label.y + line / 2 - 3);
  return { x, y };
}
