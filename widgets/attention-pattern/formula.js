/** The number of pairs as a formula: in letters, and with the numbers put in. Derived in sandbox/topics/attention/pair_count.py. */

/** @typedef {import("./types.js").Settings} Settings */

/**
 * @param {Settings} settings
 * @param {boolean} causal whether the pattern is cut at the diagonal
 * @returns {{letters: string, numbers: string}} BigBird's is what it is at most, and says so with ≤
 */
export function formula({ pattern, length: n, window, global, random }, causal) {
  if (pattern === "full" || pattern === "causal") {
    return causal ? { letters: "n(n + 1) / 2", numbers: `${n} × ${n + 1} / 2` } : { letters: "n²", numbers: `${n} × ${n}` };
  }
  if (pattern === "bigbird") {
    const [w, g, r] = [window, global, random];
    return causal
      ? { letters: "≤ n(w + 1 + g + r)", numbers: `≤ ${n} × ${w + 1 + g + r}` }
      : { letters: "≤ n(2w + 1 + 2g + r)", numbers: `≤ ${n} × ${2 * w + 1 + 2 * g + r}` };
  }
  // A window, global tokens and random keys are counted alike; only the lots fall on one side of the diagonal or both.
  const [name, asked] = /** @type {const} */ ({ window: ["w", window], global: ["g", global], random: ["r", random] })[pattern];
  const size = Math.min(asked, pattern === "global" ? n : n - 1);
  if (pattern === "random" && !causal) return { letters: "n(r + 1)", numbers: `${n} × ${size + 1}` };
  const corner = `${name}(${name} + 1)`;
  return causal
    ? { letters: `n(${name} + 1) − ${corner} / 2`, numbers: `${n} × ${size + 1} − ${size} × ${size + 1} / 2` }
    : { letters: `n(2${name} + 1) − ${corner}`, numbers: `${n} × ${2 * size + 1} − ${size} × ${size + 1}` };
}
