/**
 * The window that slides over a text. The same as sandbox/topics/words/skip_gram.py, so that every slider answers at
 * once; both pass the cases of tests/unit/fixtures/skip-gram.json.
 */

/** @typedef {import("./types.js").Method} Method */

export const WIDEST = 10;

/**
 * Places of the words around a word.
 * @param {readonly number[]} sentenceOf for every word the number of its sentence
 * @param {number} center
 * @param {number} window words to each side
 * @returns {number[]}
 */
export function contexts(sentenceOf, center, window) {
  const found = [];
  for (let place = Math.max(center - window, 0); place <= Math.min(center + window, sentenceOf.length - 1); place += 1) {
    if (place !== center && sentenceOf[place] === sentenceOf[center]) found.push(place);
  }
  return found;
}

/**
 * Training examples of the words before `end`: every pair for skip-gram, every word that has others around it for CBOW.
 * @param {readonly number[]} sentenceOf
 * @param {number} window
 * @param {Method} method
 * @param {number} [end]
 */
export function countExamples(sentenceOf, window, method, end = sentenceOf.length) {
  let count = 0;
  for (let center = 0; center < end; center += 1) {
    const around = contexts(sentenceOf, center, window).length;
    count += method === "cbow" ? Math.min(around, 1) : around;
  }
  return count;
}

/**
 * How often a training uses a word at this distance: word2vec draws the size of the window anew for every word, each
 * size from 1 to the full one equally probable.
 * @param {number} distance 1 … window
 * @param {number} window
 */
export function chance(distance, window) {
  return (window - distance + 1) / window;
}
