/**
 * Which names and words are written on the map, so that none lies on another.
 *
 * It is decided for the whole map at a row of scales, never for what happens to be on the screen: so labels do not
 * flicker while the map is moved, and what is written at one scale stays while one zooms in, until it makes room for the
 * name of a cluster (the idea of Been, Daiches and Yap 2006, "Dynamic Map Labeling"). That needs no more than this: all
 * labels keep their sizes and stand above their points; then two that are apart at one scale are so at all larger ones.
 *
 * Sizes are in px at the text size of 16 px; at another text size, give scales that much smaller.
 *
 * @typedef {object} Name the name of a cluster
 * @property {number} x
 * @property {number} y
 * @property {number} level
 * @property {number} size words in the cluster
 * @property {number} width px
 *
 * @typedef {{words: Uint32Array, names: readonly number[], level: number}} Labels
 *   words and names that are written, in the order of their importance; level: of the names, -1 for none
 */

/** From one scale to the next. */
const STEP = 2 ** 0.25;
const FIRST = 0.01; // px a unit
/** Labels stand above their points by this much; the box of a word holds its point, too, and some air. */
export const ABOVE = 16;
const WORD = { height: 33, gapAcross: 14 };
const NAME = { height: 40, gapAcross: 18 };
/** A level of names is used from where its names are this far apart, on average; after the last, names end. */
const ROOM = 85;
const LAST_ROOM = 300;
/** Cells a side in which words are looked up while a scale is planned: far in, px would make more than memory is for. */
const MOST_CELLS = 1024;

/**
 * The level of names that suits a scale.
 * @param {readonly Name[]} names
 * @param {number} area of the map, square units
 * @param {number} scale px a unit
 * @returns {number} -1 where words say more than names
 */
export function levelOfNames(names, area, scale) {
  const levels = Math.max(-1, ...names.map((name) => name.level));
  const apart = (/** @type {number} */ level) =>
    Math.sqrt(area / Math.max(names.filter((name) => name.level === level).length, 1)) * scale;
  let level = Math.min(levels, 0);
  while (level < levels && apart(level + 1) >= ROOM) level += 1;
  return level === levels && level >= 0 && apart(level) >= LAST_ROOM ? -1 : level;
}

export class LabelPlan {
  /** @type {Labels[]} */
  #plans = [];
  #heads = new Int32Array(0);
  #next;

  /**
   * @param {object} map
   * @param {ArrayLike<number>} map.x of the words, most important first
   * @param {ArrayLike<number>} map.y
   * @param {ArrayLike<number>} map.widths of the words, px; 0 for a word that is never written
   * @param {readonly Name[]} map.names
   * @param {import("./viewport.js").Box} map.bounds
   */
  constructor({ x, y, widths, names, bounds }) {
    this.x = x;
    this.y = y;
    this.widths = widths;
    this.names = names;
    this.bounds = bounds;
    this.area = (bounds.right - bounds.left) * (bounds.bottom - bounds.top);
    this.finest = names.reduce((level, name) => Math.max(level, name.level), -1);
    let widest = 0;
    for (let i = 0; i < widths.length; i += 1) widest = Math.max(widest, /** @type {number} */ (widths[i]));
    this.widest = widest;
    this.#next = new Int32Array(widths.length);
  }

  /**
   * What is written at a scale. Where that has not been planned yet, what was planned for the nearest smaller one.
   * @param {number} scale px a unit, at the text size of 16 px
   * @returns {Labels | null} null while there is no plan at all
   */
  at(scale) {
    return this.#plans[Math.min(this.#step(scale), this.#plans.length - 1)] ?? null;
  }

  /**
   * Whether all is planned up to a scale.
   * @param {number} scale
   */
  covers(scale) {
    return this.#plans.length > this.#step(scale);
  }

  /** Plan the next scale: some milliseconds of work. */
  planNext() {
    this.#plans.push(this.#plan(FIRST * STEP ** this.#plans.length));
  }

  /** @param {number} scale */
  #step(scale) {
    return Math.max(Math.floor(Math.log(scale / FIRST) / Math.log(STEP) + 1e-6), 0);
  }

  /**
   * @param {number} scale
   * @returns {Labels}
   */
  #plan(scale) {
    const before = this.#plans.at(-1);
    const level = levelOfNames(this.names, this.area, scale);
    const names = this.#planNames(level, scale, before?.level === level ? before.names : []);
    const withWords = level === this.finest || level < 0;
    return { level, names, words: withWords ? this.#planWords(scale, names, before?.words ?? new Uint32Array()) : new Uint32Array() };
  }

  /**
   * The names of one level, large clusters first, those that were there already before all.
   * @param {number} level
   * @param {number} scale
   * @param {readonly number[]} before
   */
  #planNames(level, scale, before) {
    const order = this.names.map((_, place) => place).filter((place) => this.names[place]?.level === level);
    const old = new Set(before);
    order.sort((a, b) => Number(old.has(b)) - Number(old.has(a)) || (this.names[b]?.size ?? 0) - (this.names[a]?.size ?? 0));
    /** @type {number[]} */
    const written = [];
    for (const place of order) {
      const name = /** @type {Name} */ (this.names[place]);
      const free = written.every((other) => {
        const { x, y, width } = /** @type {Name} */ (this.names[other]);
        return (
          Math.abs(name.x - x) * scale >= (name.width + width) / 2 + NAME.gapAcross ||
          Math.abs(name.y - y) * scale >= NAME.height
        );
      });
      if (free) written.push(place);
    }
    return written;
  }

  /**
   * The words that find room: those of the scale before, then the others, most frequent first.
   * @param {number} scale
   * @param {readonly number[]} names
   * @param {Uint32Array} before
   */
  #planWords(scale, names, before) {
    const { x: xs, y: ys, widths, bounds } = this;
    const cellWidth = Math.max(64 / scale, (bounds.right - bounds.left) / MOST_CELLS);
    const cellHeight = Math.max(WORD.height / scale, (bounds.bottom - bounds.top) / MOST_CELLS);
    const columns = Math.floor((bounds.right - bounds.left) / cellWidth) + 1;
    const rows = Math.floor((bounds.bottom - bounds.top) / cellHeight) + 1;
    if (this.#heads.length < columns * rows) this.#heads = new Int32Array(columns * rows);
    const heads = this.#heads.fill(-1, 0, columns * rows);
    const next = this.#next;
    const column = (/** @type {number} */ x) => Math.min(Math.max(Math.floor((x - bounds.left) / cellWidth), 0), columns - 1);
    const row = (/** @type {number} */ y) => Math.min(Math.max(Math.floor((y - bounds.top) / cellHeight), 0), rows - 1);

    const blocked = this.#blocked(scale, names);
    const written = new Uint32Array(widths.length);
    const done = new Uint8Array(widths.length);
    let count = 0;
    const free = (/** @type {number} */ word) => {
      const x = /** @type {number} */ (xs[word]);
      const y = /** @type {number} */ (ys[word]);
      const width = /** @type {number} */ (widths[word]);
      if (blocked(x, y, width)) return false;
      const reach = ((width + this.widest) / 2 + WORD.gapAcross) / scale;
      const [left, right, top, bottom] = [column(x - reach), column(x + reach), row(y - cellHeight), row(y + cellHeight)];
      for (let r = top; r <= bottom; r += 1) {
        for (let c = left; c <= right; c += 1) {
          for (let other = /** @type {number} */ (heads[r * columns + c]); other >= 0; other = /** @type {number} */ (next[other])) {
            if (
              Math.abs(/** @type {number} */ (ys[other]) - y) * scale < WORD.height &&
              Math.abs(/** @type {number} */ (xs[other]) - x) * scale < (width + /** @type {number} */ (widths[other])) / 2 + WORD.gapAcross
            ) return false;
          }
        }
      }
      return true;
    };
    const write = (/** @type {number} */ word) => {
      const cell = row(/** @type {number} */ (ys[word])) * columns + column(/** @type {number} */ (xs[word]));
      next[word] = /** @type {number} */ (heads[cell]);
      heads[cell] = word;
      done[word] = 1;
      written[count++] = word;
    };
    for (const word of before) {
      if (!blocked(/** @type {number} */ (xs[word]), /** @type {number} */ (ys[word]), /** @type {number} */ (widths[word]))) write(word);
    }
    for (let word = 0; word < widths.length; word += 1) if (done[word] === 0 && /** @type {number} */ (widths[word]) > 0 && free(word)) write(word);
    return written.slice(0, count).sort();
  }

  /**
   * A test whether a word would lie on a name.
   * @param {number} scale
   * @param {readonly number[]} names
   * @returns {(x: number, y: number, width: number) => boolean}
   */
  #blocked(scale, names) {
    const down = (NAME.height + WORD.height) / 2 / scale;
    const sorted = names.map((place) => /** @type {Name} */ (this.names[place])).sort((a, b) => a.y - b.y);
    return (x, y, width) => {
      let low = 0;
      for (let high = sorted.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (/** @type {Name} */ (sorted[middle]).y < y - down) low = middle + 1;
        else high = middle;
      }
      for (let at = low; at < sorted.length; at += 1) {
        const name = /** @type {Name} */ (sorted[at]);
        if (name.y > y + down) return false;
        if (Math.abs(name.x - x) * scale < (name.width + width) / 2 + WORD.gapAcross) return true;
      }
      return false;
    };
  }
}

/** @typedef {{left: number, top: number, width: number, height: number}} Rectangle px on the screen */

/**
 * @param {Rectangle} a
 * @param {Rectangle} b
 */
export function overlap(a, b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/**
 * Whether all of a rectangle is on the screen.
 * @param {Rectangle} a
 * @param {{width: number, height: number}} screen
 */
export function inside(a, screen) {
  return a.left >= 0 && a.top >= 0 && a.left + a.width <= screen.width && a.top + a.height <= screen.height;
}

/**
 * Where labels stand in a column under another one, or above it where there is no room below; at the right or left edge
 * of the screen the column is moved in. Those that find no room are left out, from the last.
 * @param {Rectangle} first
 * @param {readonly {width: number, height: number}[]} labels
 * @param {{width: number, height: number}} screen
 * @returns {Rectangle[]} as many as find room
 */
export function column(first, labels, screen) {
  const sum = labels.reduce((height, label) => height + label.height, 0);
  const below = screen.height - first.top - first.height;
  const down = below >= sum || below >= first.top;
  /** @type {Rectangle[]} */
  const places = [];
  let edge = down ? first.top + first.height : first.top;
  for (const { width, height } of labels) {
    const left = Math.max(Math.min(first.left, screen.width - width), 0);
    const place = { left, top: down ? edge : edge - height, width, height };
    if (!inside(place, screen)) break;
    places.push(place);
    edge += down ? height : -height;
  }
  return places;
}

/**
 * Where the labels of marked points stand: right of the point, left of it, above or below, wherever they first lie on
 * no other label and on no other point. Those above and below keep off the sides of the screen. The most important come
 * first.
 * @param {readonly Rectangle[]} marks left, top: the point; width, height: its label
 * @param {number} away px from the point to its label
 * @param {{width: number, height: number}} screen the label of a point on the screen stands on the screen, all of it
 * @param {readonly Rectangle[]} [covered] what lies on the screen already
 * @returns {(Rectangle | null)[]} null where a label finds no room, or its point is not on the screen
 */
export function placeMarks(marks, away, screen, covered = []) {
  /** @type {Rectangle[]} */
  const taken = [...covered];
  const points = marks.map(({ left, top }) => ({ left: left - away / 2, top: top - away / 2, width: away, height: away }));
  return marks.map(({ left, top, width, height }, own) => {
    if (left < 0 || left > screen.width || top < 0 || top > screen.height) return null;
    const middle = Math.max(Math.min(left - width / 2, screen.width - width), 0);
    const places = [
      { left: left + away, top: top - height / 2 },
      { left: left - away - width, top: top - height / 2 },
      { left: middle, top: top - away - height },
      { left: middle, top: top + away },
    ].map((place) => ({ ...place, width, height }));
    const free = places.find(
      (place) =>
        inside(place, screen) &&
        !taken.some((other) => overlap(place, other)) &&
        !points.some((point, other) => other !== own && overlap(place, point)),
    );
    if (free) taken.push(free);
    return free ?? null;
  });
}
