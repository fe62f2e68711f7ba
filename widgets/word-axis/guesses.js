/** What becomes of the guesses when the page brings other words or other ends. */

/** @typedef {import("./types.js").WordAxis["params"]} Params */
/** @typedef {ReadonlyMap<string, number>} Guesses word as typed → share −1 … 1 of the way from the left to the right */

/**
 * The guesses that still hold for a new question; null where it has nothing to do with the one before. A guess for a word
 * that is gone is kept for the time when it comes back, since a list is empty for a moment while it is written anew.
 * @param {Guesses} guesses
 * @param {Params | null} before
 * @param {Params} now
 * @returns {Guesses | null}
 */
export function carried(guesses, before, now) {
  if (!before) return null;
  const { from_words: from, to_words: to } = now;
  if (same(from, before.to_words) && same(to, before.from_words)) return new Map([...guesses].map(([word, share]) => [word, 0 - share]));
  // One end may have been changed, or a word in each: it is the same question while something of it is still there.
  const stays = common(from, before.from_words) || common(to, before.to_words);
  const known = !now.words.length || now.words.some((word) => guesses.has(word) || before.words.includes(word));
  return stays && known ? guesses : null;
}

/**
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 */
function same(a, b) {
  return a.length === b.length && common(a, b, a.length);
}

/**
 * Do two lists have words in common, as many as `least`?
 * @param {readonly string[]} a
 * @param {readonly string[]} b
 * @param {number} [least]
 */
function common(a, b, least = 1) {
  return a.filter((word) => b.includes(word)).length >= least;
}
