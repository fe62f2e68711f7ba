/** Which token of one look is which of the other, so that both light up together. */

/** @typedef {import("./types.js").Difference} Difference */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Token} Token */

/**
 * What one looks at in one text, carried over to the other. What has no partner is not lit there.
 * @param {Focus} focus
 * @param {Difference} difference
 * @param {"to B" | "to A"} way
 * @returns {Focus}
 */
export function carried({ query, key, locked }, { pairs }, way) {
  const [from, to] = way === "to B" ? [0, 1] : [1, 0];
  const partner = (/** @type {number | null} */ position) => (position === null ? null : (pairs.find((pair) => pair[from] === position)?.[to] ?? null));
  return { query: partner(query), key: partner(key), locked };
}

/**
 * Where another tokenizer put what a token covers: the token in which its first character lies.
 * @param {Token | undefined} token
 * @param {readonly Token[]} tokens of the same text
 * @returns {number | null} a position; null for special tokens, which cover nothing
 */
export function sameText(token, tokens) {
  if (!token || token.special) return null;
  // A leading space belongs to the token in some tokenizers and to none in others.
  const first = token.start + (token.text.length - token.text.trimStart().length);
  const found = tokens.findIndex(({ special, start, end }) => !special && start <= first && first < end);
  return found < 0 ? null : found;
}
