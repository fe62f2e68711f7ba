/** What can be said of all rows. Nothing here draws. */

/** @typedef {import("./types.js").Cut} Cut */
/** @typedef {import("../shared/cuts.js").Token} Token */

/**
 * Places [first, last) of the tokens that stand for any of the characters start … end; the tokens are in order.
 * @param {readonly Pick<Token, "start" | "end">[]} tokens
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function covering(tokens, start, end) {
  const first = firstPlace(tokens.length, (place) => (tokens[place]?.end ?? 0) > start);
  const last = firstPlace(tokens.length, (place) => (tokens[place]?.start ?? 0) >= end);
  return [first, Math.max(first, last)];
}

/**
 * The first place from which on something holds.
 * @param {number} count
 * @param {(place: number) => boolean} holds false up to some place, true from there on
 */
function firstPlace(count, holds) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Does the tokenizer keep the whole text, so that its count can be compared? @param {Pick<Cut, "lost">} cut */
export function keeps({ lost }) {
  return lost === 0;
}

/** How many characters are left out. @param {Pick<Cut, "dropped">} cut */
export function droppedCharacters({ dropped }) {
  return dropped.reduce((sum, [start, end]) => sum + end - start, 0);
}

/**
 * Rows with the fewest tokens first; those that lost something come last, for their counts mean less.
 * @template {Cut} T
 * @param {readonly T[]} rows
 * @returns {T[]}
 */
export function fewestFirst(rows) {
  return [...rows].sort((a, b) => Number(keeps(b)) - Number(keeps(a)) || a.count - b.count);
}

/**
 * The rows with the fewest and the most tokens among those that can be compared; null where there are not two.
 * @param {readonly Cut[]} rows
 * @returns {{least: Cut, most: Cut} | null}
 */
export function ends(rows) {
  const kept = fewestFirst(rows).filter(keeps);
  const [least, most] = [kept[0], kept.at(-1)];
  return least && most && kept.length > 1 ? { least, most } : null;
}
