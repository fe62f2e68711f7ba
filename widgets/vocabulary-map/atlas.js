/** What the map knows of its words: where they are, what is around them, and how they are found. */

import { Grid } from "./grid.js";
import { folded, search } from "./search.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Cluster} Cluster */

const HEIGHT = 9999; // the largest coordinate; on the screen, y runs downwards
/** "Near" is within this share of the map's width. */
export const NEAR = 0.01;
const NAMED = 3; // words in the name of a cluster
const AROUND = 40; // words around its middle of which a cluster takes its name where its own do not do
const SIGNS = /^[\p{P}\p{S}\p{Z}]*$/u; // says nothing as a name
const KANA = /^[\u3041-\u30ff]$/; // a single one

export class Atlas {
  /** @type {Map<string, number> | null} */
  #places = null;
  /** @type {readonly string[] | null} */
  #folded = null;

  /** @param {Result} result */
  constructor(result) {
    this.id = result.vectors.id;
    this.words = result.words;
    this.count = result.words.length;
    this.x = Float32Array.from(result.x);
    this.y = Float32Array.from(result.y, (y) => HEIGHT - y);
    this.grid = new Grid(this.x, this.y);
    this.bounds = this.grid.bounds;
    /** Words without a name: their grains are there, nothing else is said of them. */
    this.unshown = result.words.filter((word) => word === "").length;
    /** The clusters, y downwards. */
    this.clusters = result.clusters
      .map((cluster) => ({ ...cluster, y: HEIGHT - cluster.y }))
      .map((cluster) => ({ ...cluster, words: this.#naming(cluster) }))
      .filter(({ words }) => words.length > 0);
    const finest = Math.max(-1, ...this.clusters.map((cluster) => cluster.level));
    this.neighbourhoods = this.clusters.filter((cluster) => cluster.level === finest);
    this.separator = result.vectors.language === "ja" ? "・" : ", ";
  }

  /**
   * Where a point is. y runs downwards.
   * @param {number} point
   * @returns {[number, number]}
   */
  place(point) {
    return [/** @type {number} */ (this.x[point]), /** @type {number} */ (this.y[point])];
  }

  /**
   * Where a point is as the data has it, y upwards.
   * @param {number} point
   * @returns {[number, number]}
   */
  coordinates(point) {
    const [x, y] = this.place(point);
    return [x, HEIGHT - y];
  }

  /** @param {number} point */
  word(point) {
    return this.words[point] ?? "";
  }

  /**
   * The point of a word, -1 if it is not on the map.
   * @param {string} word
   */
  find(word) {
    this.#places ??= new Map(this.words.map((one, place) => [one, place]));
    return word === "" ? -1 : (this.#places.get(word) ?? -1);
  }

  /**
   * The points whose words begin with what somebody typed, or hold it.
   * @param {string} typed
   * @param {number} most
   */
  search(typed, most) {
    this.#folded ??= this.words.map(folded);
    return search(this.#folded, typed, most);
  }

  /**
   * The named words nearest to a place, nearest first.
   * @param {number} x
   * @param {number} y
   * @param {number} most
   * @param {number} [reach]
   * @returns {number[]} points
   */
  nearest(x, y, most, reach) {
    return this.grid
      .nearest(x, y, most + this.unshown, reach)
      .flatMap(({ point }) => (this.words[point] ? [point] : []))
      .slice(0, most);
  }

  /**
   * The words nearest to a word on the map.
   * @param {number} point
   * @param {number} most
   * @returns {number[]}
   */
  neighbours(point, most) {
    return this.nearest(...this.place(point), most + 1).filter((other) => other !== point).slice(0, most);
  }

  /**
   * How many words are near a word.
   * @param {number} point
   */
  crowd(point) {
    return this.grid.countAround(...this.place(point), NEAR * (this.bounds.right - this.bounds.left)) - 1;
  }

  /**
   * The neighbourhood a word lies in: the one whose middle is nearest.
   * @param {number} point
   * @returns {Cluster | null}
   */
  neighbourhood(point) {
    const [x, y] = this.place(point);
    let best = null;
    let least = Infinity;
    for (const cluster of this.neighbourhoods) {
      const distance = Math.hypot(cluster.x - x, cluster.y - y);
      if (distance < least) [best, least] = [cluster, distance];
    }
    return best;
  }

  /**
   * The words that name a cluster: its own, but for signs and for words the map does not name; then the most frequent
   * around its middle, rather not single kana.
   * @param {Cluster} cluster y downwards
   * @returns {readonly string[]}
   */
  #naming({ x, y, words }) {
    const own = words.filter((word) => this.find(word) >= 0 && !SIGNS.test(word));
    if (own.length === words.length) return words;
    const around = this.nearest(x, y, AROUND).sort((a, b) => a - b).map((point) => this.word(point));
    const next = around.filter((word) => !SIGNS.test(word) && !KANA.test(word) && !own.includes(word));
    return [...own, ...next].slice(0, NAMED);
  }

  /** @param {Cluster} cluster */
  name(cluster) {
    return cluster.words.join(this.separator);
  }
}
