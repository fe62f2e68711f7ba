/** The weights of an answer, as numbers from 0 to 1. */

/** @typedef {import("./types.js").Result} Result */

export class Weights {
  /** @param {Result} result */
  constructor({ weights, heads, tokens }) {
    this.heads = heads;
    this.tokens = tokens.length;
    this.bytes = Uint8Array.from(atob(weights), (character) => character.charCodeAt(0));
  }

  /**
   * From a query to a key.
   * @param {number} place of the layer among those that are shown
   * @param {number} head
   * @param {number} query
   * @param {number} key
   */
  at(place, head, query, key) {
    return (this.bytes[((place * this.heads + head) * this.tokens + query) * this.tokens + key] ?? 0) / 255;
  }

  /**
   * From a query to a key, the mean over the heads of a layer.
   * @param {number} place
   * @param {number} query
   * @param {number} key
   */
  mean(place, query, key) {
    let sum = 0;
    for (let head = 0; head < this.heads; head += 1) sum += this.at(place, head, query, key);
    return sum / this.heads;
  }

  /**
   * The key that a query of a head looks at most.
   * @param {number} place
   * @param {number} head
   * @param {number} query
   * @returns {{key: number, weight: number}}
   */
  strongest(place, head, query) {
    return this.#largest((key) => this.at(place, head, query, key));
  }

  /**
   * The key that gets most from the queries of a head, and its share: the mean over the queries.
   * @param {number} place
   * @param {number} head
   * @returns {{key: number, weight: number}}
   */
  favourite(place, head) {
    return this.#largest((key) => {
      let sum = 0;
      for (let query = 0; query < this.tokens; query += 1) sum += this.at(place, head, query, key);
      return sum / this.tokens;
    });
  }

  /** @param {(key: number) => number} of */
  #largest(of) {
    let best = { key: 0, weight: of(0) };
    for (let key = 1; key < this.tokens; key += 1) {
      const weight = of(key);
      if (weight > best.weight) best = { key, weight };
    }
    return best;
  }
}
