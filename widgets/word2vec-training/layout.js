/** From a snapshot to places in px: the map of words and the curve of the loss. */

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Snapshot} Snapshot */

const MARGIN = 26; // px free around the outermost points

/**
 * Places of the map's words. All snapshots share one scale, so that words are seen to come together and to part.
 * @param {Result} result
 * @param {number} at which snapshot
 * @param {{width: number, height: number}} area px
 * @returns {{x: number, y: number}[]}
 */
export function mapPoints({ snapshots }, at, area) {
  let wide = 1e-6;
  let high = 1e-6;
  for (const { positions } of snapshots) {
    for (const [x, y] of positions) {
      wide = Math.max(wide, Math.abs(x));
      high = Math.max(high, Math.abs(y));
    }
  }
  const scale = Math.min((area.width / 2 - MARGIN) / wide, (area.height / 2 - MARGIN) / high);
  return (snapshots[at]?.positions ?? []).map(([x, y]) => ({ x: area.width / 2 + x * scale, y: area.height / 2 - y * scale }));
}

/** What a word is on the map now. @typedef {"chosen" | "near" | "watched" | ""} Role */

/**
 * The role of each word of the map: the watched word that is looked at, its neighbours, the other watched words.
 * @param {Result} result
 * @param {number} at
 * @param {number} looked place among the watched words
 * @returns {Role[]}
 */
export function roles({ map, watched, snapshots }, at, looked) {
  const near = new Set(snapshots[at]?.neighbors[looked]?.map(({ word }) => word));
  const others = new Set(watched.map(({ word }) => word));
  return map.map(({ word }) => {
    if (word === watched[looked]?.word) return "chosen";
    if (near.has(word)) return "near";
    return others.has(word) ? "watched" : "";
  });
}

/**
 * The loss as points, and where guessing lies.
 * @param {Result} result
 * @param {number} epochs
 * @param {{left: number, top: number, width: number, height: number}} area px
 */
export function curvePoints({ snapshots, facts }, epochs, area) {
  const most = Math.max(facts.guessing, ...snapshots.map(({ loss }) => loss ?? 0), 1e-6) * 1.04;
  const x = (/** @type {number} */ epoch) => area.left + (area.width * epoch) / epochs;
  const y = (/** @type {number} */ loss) => area.top + area.height * (1 - loss / most);
  const points = snapshots.map(({ epoch, loss }) => ({ x: x(epoch), y: loss === null ? y(facts.guessing) : y(loss), loss }));
  return { points, guessing: y(facts.guessing), bottom: area.top + area.height };
}

/**
 * A cosine with three decimals. Never "1.000" for what is less.
 * @param {number} value
 */
export function cosine(value) {
  return Math.min(value, 0.999).toFixed(3).replace("-", "−");
}
