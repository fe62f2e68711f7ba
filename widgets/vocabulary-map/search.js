/** Finding words by what somebody types. */

/**
 * A word as it is compared: full-width and half-width alike, small letters, katakana as hiragana.
 * @param {string} word
 */
export function folded(word) {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/**
 * The words that fit: the same one first, then those that begin so, then those that hold it; each in the order given.
 * @param {readonly string[]} words as folded() writes them
 * @param {string} typed
 * @param {number} most
 * @returns {number[]} places in the list
 */
export function search(words, typed, most) {
  const wanted = folded(typed.trim());
  if (wanted === "") return [];
  /** @type {[number[], number[], number[]]} */
  const [same, begin, hold] = [[], [], []];
  words.forEach((word, place) => {
    const at = word.indexOf(wanted);
    if (at < 0) return;
    const list = word.length === wanted.length ? same : at === 0 ? begin : hold;
    if (list.length < most) list.push(place);
  });
  return [...same, ...begin, ...hold].slice(0, most);
}
