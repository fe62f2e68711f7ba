/**
 * How temperature, top-k, top-p and min-p re-shape a distribution.
 *
 * The four rules act in this order, each on what the one before left over, renormalised:
 *
 * 1. temperature T divides the logits; T = 0 is greedy: the first token gets everything;
 * 2. top-k keeps the k most probable tokens (0 = off);
 * 3. top-p keeps the fewest tokens that together reach p (1 = off);
 * 4. min-p keeps the tokens with at least min_p times the probability of the first one (0 = off).
 *
 * Tokens are sorted, so every rule cuts off a tail, and equal tokens are cut by their order. At least one token stays.
 * This is the order and meaning of Hugging Face's logits warpers. `sandbox/models/sampling.py` does the same in Python;
 * a test compares the two.
 *
 * Sources: top-k, Fan et al. 2018 (arXiv 1805.04833); top-p, Holtzman et al. 2019 (arXiv 1904.09751);
 * min-p, Nguyen et al. 2024 (arXiv 2407.01082).
 */

/**
 * The whole vocabulary, sorted by logit, highest first: entry i stands for counts[i] tokens whose (mean) logit is
 * logits[i]. The head is exact (count 1), the tail is binned.
 * @typedef {{logits: readonly number[], counts: readonly number[]}} Spectrum
 *
 * @typedef {{temperature: number, top_k: number, top_p: number, min_p: number}} Settings
 *
 * @typedef {"temperature" | "top_k" | "top_p" | "min_p"} Rule
 */

/** A distribution after the four rules. Tokens are named by their place in the order: 0 is the most probable. */
export class Shape {
  /**
   * @param {Spectrum} spectrum at least one entry, logits descending, counts positive
   * @param {Settings} settings
   */
  constructor(spectrum, settings) {
    const { logits, counts } = spectrum;
    const { temperature, top_k, top_p, min_p } = settings;
    if (logits.length === 0 || logits.length !== counts.length) throw new RangeError("a spectrum has one count a logit");
    const greedy = temperature === 0;
    const highest = at(logits, 0);
    /** Weight of one token of each entry, relative to the first token's. */
    const weights = logits.map((logit) => (greedy ? 0 : Math.exp((logit - highest) / temperature)));
    weights[0] = 1;
    const size = counts.reduce((sum, count) => sum + count, 0);

    const after_temperature = greedy ? 1 : size;
    const after_top_k = top_k > 0 ? Math.min(top_k, after_temperature) : after_temperature;
    const after_top_p = top_p < 1 ? fewest(weights, counts, after_top_k, top_p) : after_top_k;
    const after_min_p = min_p > 0 ? Math.min(countAtLeast(weights, counts, min_p), after_top_p) : after_top_p;

    /** Number of tokens in the vocabulary. */
    this.size = size;
    /** Number of tokens that can still be drawn. */
    this.kept = after_min_p;
    /** @type {readonly (readonly [Rule, number])[]} how many tokens each rule left */
    this.left = [
      ["temperature", after_temperature],
      ["top_k", after_top_k],
      ["top_p", after_top_p],
      ["min_p", after_min_p],
    ];
    this._weights = weights;
    this._counts = counts;
    this._total = sum(weights, counts, 0, this.kept);
  }

  /**
   * Probability of the token at a place after re-shaping; 0 if it was cut. Exact where the spectrum is.
   * @param {number} place
   * @returns {number} 0 … 1
   */
  adjusted(place) {
    return place < this.kept ? sum(this._weights, this._counts, place, place + 1) / this._total : 0;
  }

  /**
   * The first rule that cut the token at a place, or null if it stayed.
   * @param {number} place
   * @returns {Rule | null}
   */
  cutBy(place) {
    return this.left.find(([, count]) => place >= count)?.[0] ?? null;
  }

  /**
   * All the tokens from a place on, taken together ("all other tokens").
   * @param {number} place
   * @returns {{count: number, kept: number, probability: number}}
   */
  rest(place) {
    return {
      count: Math.max(this.size - place, 0),
      kept: Math.max(this.kept - place, 0),
      probability: sum(this._weights, this._counts, place, this.kept) / this._total,
    };
  }

  /**
   * The place a throw of the dice lands on: the first whose cumulative probability exceeds u.
   * @param {number} u 0 ≤ u < 1
   * @param {number} places how many places to look at
   * @returns {number} a place, or `places` if it lands beyond them
   */
  landing(u, places) {
    let reached = 0;
    for (let place = 0; place < Math.min(places, this.kept); place += 1) {
      reached += this.adjusted(place);
      if (u < reached) return place;
    }
    return this.kept <= places ? this.kept - 1 : places;
  }

  /** Entropy of the re-shaped distribution in bits: 0 is certain, log2(kept) is even. */
  get entropyBits() {
    let places = 0;
    let mean = 0;
    this._weights.forEach((weight, entry) => {
      const count = Math.min(at(this._counts, entry), Math.max(this.kept - places, 0));
      places += count;
      if (weight > 0 && count > 0) mean += (count * weight * Math.log2(weight)) / this._total;
    });
    return Math.max(Math.log2(this._total) - mean, 0);
  }
}

/**
 * Sum of the weights of the tokens at places from … to (exclusive); an entry can be taken in part.
 * @param {readonly number[]} weights
 * @param {readonly number[]} counts
 * @param {number} from
 * @param {number} to
 */
function sum(weights, counts, from, to) {
  let total = 0;
  let first = 0;
  for (let entry = 0; entry < counts.length && first < to; entry += 1) {
    const end = first + at(counts, entry);
    const taken = Math.min(end, to) - Math.max(first, from);
    if (taken > 0) total += taken * at(weights, entry);
    first = end;
  }
  return total;
}

/**
 * How few of the first `kept` tokens reach the share `p` of their sum; at least one.
 * @param {readonly number[]} weights
 * @param {readonly number[]} counts
 * @param {number} kept
 * @param {number} p
 */
function fewest(weights, counts, kept, p) {
  const goal = p * sum(weights, counts, 0, kept);
  let reached = 0;
  let places = 0;
  for (let entry = 0; entry < counts.length && places < kept; entry += 1) {
    const weight = at(weights, entry);
    const count = Math.min(at(counts, entry), kept - places);
    if (reached + weight * count >= goal) {
      const needed = weight > 0 ? Math.ceil((goal - reached) / weight) : 1;
      return places + Math.min(Math.max(needed, 1), count);
    }
    reached += weight * count;
    places += count;
  }
  return kept;
}

/**
 * How many tokens weigh at least `least`; at least one.
 * @param {readonly number[]} weights
 * @param {readonly number[]} counts
 * @param {number} least
 */
function countAtLeast(weights, counts, least) {
  let places = 0;
  for (let entry = 0; entry < counts.length; entry += 1) {
    if (at(weights, entry) < least) break;
    places += at(counts, entry);
  }
  return Math.max(places, 1);
}

/**
 * @param {readonly number[]} list
 * @param {number} index
 */
function at(list, index) {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no entry ${index}`);
  return value;
}
