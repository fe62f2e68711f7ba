/**
 * Which part of the map is seen. The map is measured in its own units, y downwards; the screen in CSS px.
 *
 * @typedef {object} Viewport
 * @property {number} x the place of the map in the middle of the screen
 * @property {number} y
 * @property {number} scale px a unit
 *
 * @typedef {{width: number, height: number}} Size px
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

/** How far in and out one can go, as multiples of the scale at which the whole map fits. */
export const CLOSEST = 320;
export const FARTHEST = 0.7;

/**
 * Where a place of the map is on the screen.
 * @param {Viewport} view
 * @param {Size} size
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
export function toScreen(view, size, x, y) {
  return [(x - view.x) * view.scale + size.width / 2, (y - view.y) * view.scale + size.height / 2];
}

/**
 * Which place of the map is at a point of the screen.
 * @param {Viewport} view
 * @param {Size} size
 * @param {number} left px
 * @param {number} top px
 * @returns {[number, number]}
 */
export function toMap(view, size, left, top) {
  return [(left - size.width / 2) / view.scale + view.x, (top - size.height / 2) / view.scale + view.y];
}

/**
 * The part of the map that is on the screen, with a margin around it.
 * @param {Viewport} view
 * @param {Size} size
 * @param {number} [margin] px
 * @returns {Box}
 */
export function seen(view, size, margin = 0) {
  const [left, top] = toMap(view, size, -margin, -margin);
  const [right, bottom] = toMap(view, size, size.width + margin, size.height + margin);
  return { left, top, right, bottom };
}

/**
 * The viewport in which a box of the map fills the screen.
 * @param {Box} box
 * @param {Size} size
 * @param {number} padding px
 * @returns {Viewport}
 */
export function fit(box, size, padding) {
  const across = Math.max(size.width - 2 * padding, 1) / Math.max(box.right - box.left, 1);
  const down = Math.max(size.height - 2 * padding, 1) / Math.max(box.bottom - box.top, 1);
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale: Math.min(across, down) };
}

/**
 * Zoom so that what is at a point of the screen stays there.
 * @param {Viewport} view
 * @param {Size} size
 * @param {number} factor
 * @param {number} left px
 * @param {number} top px
 * @returns {Viewport}
 */
export function zoomAt(view, size, factor, left, top) {
  const [x, y] = toMap(view, size, left, top);
  const scale = view.scale * factor;
  return { x: x - (left - size.width / 2) / scale, y: y - (top - size.height / 2) / scale, scale };
}

/**
 * Keep a viewport where there is something to be seen: its middle on the map, its scale within the limits.
 * A zoom that is cut short keeps its middle.
 * @param {Viewport} view
 * @param {Box} bounds of the map
 * @param {number} whole the scale at which the whole map fits
 * @returns {Viewport}
 */
export function kept(view, bounds, whole) {
  const within = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) => Math.min(Math.max(value, low), high);
  return {
    x: within(view.x, bounds.left, bounds.right),
    y: within(view.y, bounds.top, bounds.bottom),
    scale: within(view.scale, whole * FARTHEST, whole * CLOSEST),
  };
}

/**
 * A viewport on the way from one to another. Zooming goes at an even pace, and the place both have in common on the
 * screen stays where it is.
 * @param {Viewport} from
 * @param {Viewport} to
 * @param {number} t 0 … 1
 * @returns {Viewport}
 */
export function between(from, to, t) {
  const ratio = to.scale / from.scale;
  const scale = from.scale * ratio ** t;
  const moved = Math.abs(ratio - 1) < 1e-3 ? t : (1 / scale - 1 / from.scale) / (1 / to.scale - 1 / from.scale);
  return { x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved, scale };
}

/**
 * Fast at first, slow in the end.
 * @param {number} t 0 … 1
 */
export function eased(t) {
  return 1 - (1 - t) ** 3;
}
