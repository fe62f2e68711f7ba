/** Points in square cells, so that what is near a place is found without looking at all of them. */

/** @typedef {import("./viewport.js").Box} Box */

const CELLS = 128; // a side

export class Grid {
  /**
   * @param {ArrayLike<number>} xs
   * @param {ArrayLike<number>} ys
   */
  constructor(xs, ys) {
    const count = xs.length;
    this.count = count;
    /** @type {Box} */
    this.bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let i = 0; i < count; i += 1) {
      const x = /** @type {number} */ (xs[i]);
      const y = /** @type {number} */ (ys[i]);
      if (x < this.bounds.left) this.bounds.left = x;
      if (x > this.bounds.right) this.bounds.right = x;
      if (y < this.bounds.top) this.bounds.top = y;
      if (y > this.bounds.bottom) this.bounds.bottom = y;
    }
    if (count === 0) this.bounds = { left: 0, top: 0, right: 1, bottom: 1 };
    this.side = Math.max(this.bounds.right - this.bounds.left, this.bounds.bottom - this.bounds.top, 1) / CELLS * 1.0001;

    // Counting sort by cell; within a cell the order stays.
    const cells = new Uint32Array(count);
    /** Where the points of a cell begin in the sorted order; the last entry is their number. */
    this.starts = new Uint32Array(CELLS * CELLS + 1);
    const starts = /** @type {any} */ (this.starts); // the checker takes every number of an array for one that may be missing
    for (let i = 0; i < count; i += 1) {
      const cell = this.#row(/** @type {number} */ (ys[i])) * CELLS + this.#column(/** @type {number} */ (xs[i]));
      cells[i] = cell;
      starts[cell + 1] += 1;
    }
    for (let cell = 0; cell < CELLS * CELLS; cell += 1) starts[cell + 1] += starts[cell];
    const next = starts.slice();
    /** The points in sorted order, and where they are. */
    this.points = new Uint32Array(count);
    this.x = new Float32Array(count);
    this.y = new Float32Array(count);
    for (let i = 0; i < count; i += 1) {
      const place = next[/** @type {number} */ (cells[i])]++;
      this.points[place] = i;
      this.x[place] = /** @type {number} */ (xs[i]);
      this.y[place] = /** @type {number} */ (ys[i]);
    }
  }

  /** @param {number} x */
  #column(x) {
    return Math.min(Math.max(Math.floor((x - this.bounds.left) / this.side), 0), CELLS - 1);
  }

  /** @param {number} y */
  #row(y) {
    return Math.min(Math.max(Math.floor((y - this.bounds.top) / this.side), 0), CELLS - 1);
  }

  /**
   * The points of all cells a box touches, as stretches of the sorted order: one for each row of cells.
   * @param {Box} box
   * @param {(from: number, to: number) => void} visit
   */
  stretches(box, visit) {
    if (box.right < this.bounds.left || box.left > this.bounds.right || box.bottom < this.bounds.top || box.top > this.bounds.bottom) return;
    const [first, last] = [this.#column(box.left), this.#column(box.right)];
    for (let row = this.#row(box.top); row <= this.#row(box.bottom); row += 1) {
      const from = /** @type {number} */ (this.starts[row * CELLS + first]);
      const to = /** @type {number} */ (this.starts[row * CELLS + last + 1]);
      if (to > from) visit(from, to);
    }
  }

  /**
   * The points in a box, the lowest numbers first.
   * @param {Box} box
   * @returns {number[]}
   */
  within(box) {
    /** @type {number[]} */
    const found = [];
    this.stretches(box, (from, to) => {
      for (let place = from; place < to; place += 1) {
        const x = /** @type {number} */ (this.x[place]);
        const y = /** @type {number} */ (this.y[place]);
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) found.push(/** @type {number} */ (this.points[place]));
      }
    });
    return found.sort((a, b) => a - b);
  }

  /**
   * How many points are in a box.
   * @param {Box} box
   */
  countWithin(box) {
    let count = 0;
    this.stretches(box, (from, to) => {
      for (let place = from; place < to; place += 1) {
        const x = /** @type {number} */ (this.x[place]);
        const y = /** @type {number} */ (this.y[place]);
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) count += 1;
      }
    });
    return count;
  }

  /**
   * The points nearest to a place, nearest first; of two at the same distance the lower number.
   * @param {number} x
   * @param {number} y
   * @param {number} most
   * @param {number} [reach] only points as near as this
   * @returns {{point: number, distance: number}[]}
   */
  nearest(x, y, most, reach = Infinity) {
    const widest = 2 * CELLS * this.side + Math.hypot(x - (this.bounds.left + this.bounds.right) / 2, y - (this.bounds.top + this.bounds.bottom) / 2);
    for (let radius = Math.min(reach, this.side); ; radius = Math.min(radius * 2, reach, widest)) {
      const found = this.#around(x, y, radius);
      if (found.length >= most || radius >= Math.min(reach, widest)) return found.slice(0, most);
    }
  }

  /**
   * How many points are as near to a place as this.
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   */
  countAround(x, y, radius) {
    return this.#around(x, y, radius).length;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   */
  #around(x, y, radius) {
    /** @type {{point: number, distance: number}[]} */
    const found = [];
    this.stretches({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }, (from, to) => {
      for (let place = from; place < to; place += 1) {
        const distance = Math.hypot(/** @type {number} */ (this.x[place]) - x, /** @type {number} */ (this.y[place]) - y);
        if (distance <= radius) found.push({ point: /** @type {number} */ (this.points[place]), distance });
      }
    });
    return found.sort((a, b) => a.distance - b.distance || a.point - b.point);
  }
}
