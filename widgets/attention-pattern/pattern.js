/**
 * The masks, their pairs and their paths, as sandbox/topics/attention/{pattern,lottery,pair_count,path_length}.py make
 * them: a slider must answer at once. Both pass the cases of tests/unit/fixtures/attention-pattern.json.
 */

/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */

/** The longest text that is drawn, in tokens. */
export const LONGEST = 512;
/** The texts whose pairs are counted, in tokens: 1 … 4,096. */
export const LENGTHS = Array.from({ length: 13 }, (_, power) => 2 ** power);
/** A window that reaches from one end of any text to the other. */
const EVERYWHERE = 2 ** 30;

/**
 * A rule that gives a mask for a text of any length.
 * @typedef {{window: number, global: number, random: number, causal: boolean, seed: number}} Pattern
 */

/**
 * The pattern of a name: each takes the parts it is made of and leaves the other numbers alone.
 * @param {Settings} settings
 * @returns {Pattern}
 */
export function patternOf({ pattern, window, global, random, causal, seed }) {
  if (pattern === "full" || pattern === "causal") {
    return { window: EVERYWHERE, global: 0, random: 0, causal: causal || pattern === "causal", seed };
  }
  const takes = (/** @type {Part} */ part) => pattern === part || pattern === "bigbird";
  return { window: takes("window") ? window : 0, global: takes("global") ? global : 0, random: takes("random") ? random : 0, causal, seed };
}

/**
 * The part that a pair belongs to if it is taken at all; what is neither global nor in the window was drawn by lot.
 * @param {Pattern} pattern
 * @param {number} query
 * @param {number} key
 * @returns {Part}
 */
export function partOf({ window, global }, query, key) {
  if (query < global || key < global) return "global";
  return Math.abs(query - key) <= window ? "window" : "random";
}

/**
 * Who sees whom.
 * @param {Pattern} pattern
 * @param {number} length
 * @returns {string[]} a string of 0 and 1 for each query
 */
export function maskOf(pattern, length) {
  const [no, yes] = [48, 49]; // the codes of 0 and 1
  return Array.from({ length }, (_, query) => {
    const row = new Uint8Array(length).fill(no);
    /** @type {number[]} */
    const left = [];
    for (let key = 0; key < (pattern.causal ? query + 1 : length); key += 1) {
      if (partOf(pattern, query, key) === "random") left.push(key);
      else row[key] = yes;
    }
    for (const key of drawn(left, pattern, query)) row[key] = yes;
    return String.fromCharCode(...row);
  });
}

/**
 * The keys with the lowest lots among those that are left.
 * @param {readonly number[]} left
 * @param {Pattern} pattern
 * @param {number} query
 * @returns {number[]}
 */
function drawn(left, { random, seed }, query) {
  if (random === 0) return [];
  const ofQuery = mixed(mixed(seed) ^ query);
  // The lot in the high digits, the key in the low ones: sorted at once, and each key is found again.
  const lots = new Float64Array(left.length);
  left.forEach((key, place) => (lots[place] = mixed(ofQuery ^ key) * LONGEST + key));
  return [...lots.sort().subarray(0, random)].map((lot) => lot % LONGEST);
}

/**
 * Mix the bits of a 32-bit number until it is like none of its neighbours. The last step of MurmurHash3 (Austin Appleby,
 * in the public domain).
 * @param {number} number
 * @returns {number} 0 … 2³² − 1
 */
export function mixed(number) {
  let bits = number >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * How many keys one query sees: the global ones, its window, and the random ones as far as keys are left.
 * @param {Pattern} pattern
 * @param {number} query
 * @param {number} length
 */
export function keysSeen(pattern, query, length) {
  const last = pattern.causal ? query : length - 1; // the last key it is allowed to see
  if (query < pattern.global) return last + 1;
  const before = Math.max(query - pattern.window, pattern.global); // the global ones are counted already
  const after = Math.min(query + pattern.window, last);
  const seen = pattern.global + after - before + 1;
  return Math.min(seen + pattern.random, last + 1);
}

/**
 * How many pairs the pattern takes, counted without its mask.
 * @param {Pattern} pattern
 * @param {number} length
 */
export function countPairs(pattern, length) {
  let pairs = 0;
  for (let query = 0; query < length; query += 1) pairs += keysSeen(pattern, query, length);
  return pairs;
}

/**
 * After how many layers a query can know of each key; null: never.
 * @param {readonly string[]} mask
 * @param {number} query
 * @returns {(number | null)[]}
 */
export function layersTo(mask, query) {
  /** @type {(number | null)[]} */
  const layers = mask.map((_, key) => (key === query ? 0 : null));
  let newly = [query];
  for (let layer = 1; newly.length; layer += 1) {
    /** @type {number[]} */
    const next = [];
    for (const known of newly) {
      const row = mask[known] ?? "";
      for (let key = row.indexOf("1"); key >= 0; key = row.indexOf("1", key + 1)) {
        if (layers[key] !== null) continue;
        layers[key] = layer;
        next.push(key);
      }
    }
    newly = next;
  }
  return layers;
}

/**
 * What the server answers.
 * @param {Settings} settings
 * @returns {Result}
 */
export function answer(settings) {
  const { length } = settings;
  const pattern = patternOf(settings);
  const mask = maskOf(pattern, length);
  const parts = { global: 0, window: 0, random: 0 };
  mask.forEach((row, query) => {
    for (let key = row.indexOf("1"); key >= 0; key = row.indexOf("1", key + 1)) parts[partOf(pattern, query, key)] += 1;
  });
  const pairs = parts.global + parts.window + parts.random;
  const query = Math.min(settings.query ?? length - 1, length - 1);
  const layers = layersTo(mask, query);
  return {
    mask,
    pairs,
    parts,
    share: pairs / length ** 2,
    causal: pattern.causal,
    growth: LENGTHS.map((long) => ({ length: long, pairs: countPairs(pattern, long), full: long ** 2 })),
    path: { query, layers, longest: Math.max(...layers.map((layer) => layer ?? 0)) },
    rnn_steps: length,
    attention_steps: 1,
  };
}
