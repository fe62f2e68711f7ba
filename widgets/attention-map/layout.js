/** Where the cells and labels of a matrix stand. Nothing here draws. */

/**
 * @typedef {object} Grid px, from the upper left corner of the picture
 * @property {number} left where the cells begin, after the labels of the rows
 * @property {number} top
 * @property {number} cellWidth
 * @property {number} cellHeight
 * @property {number} angle of the labels above, in degrees: 0 lies flat, 90 stands
 * @property {number} rowEvery every which row has a label
 * @property {number} columnEvery
 * @property {boolean} numbers there is room for numbers in the cells
 * @property {number} width of the whole
 * @property {number} height
 */

const GAP = 10; // px between labels and cells
const ALL_LABELLED = 40; // up to so many tokens each has its label, and the picture grows for it
const LARGEST = 64; // px of a cell
const LONGEST_LABEL = 8.5; // in letters' sizes
const CORNER = 2.4; // in letters' sizes, the height of what the corner says about rows and columns
const NARROW = 0.34; // labels take no more of the width than this
const PASSES = 9; // enough for the width of cells and the lean of labels to agree
const WIDEST = 1.9; // how many times as wide as high a cell may be

/**
 * Cells take the room there is: they may be wider than high, so that numbers fit in, and where every token is to have its
 * label they are high enough for it, even if the picture gets higher for that.
 * @param {object} about
 * @param {readonly number[]} about.labels width of each token's label in px
 * @param {number} about.width px there are
 * @param {number} about.height px there should be at most; 0: as many as needed
 * @param {number} about.size px of the letters
 * @param {number} about.number px that a number is wide
 * @param {number} [about.corner] px that stand beside the labels above: what the corner says about rows and columns
 * @returns {Grid}
 */
export function layOut({ labels, width, height, size, number, corner = 0 }) {
  const count = Math.max(labels.length, 1);
  const line = size + 1;
  const all = count <= ALL_LABELLED;
  const longest = Math.min(Math.max(...labels, size), LONGEST_LABEL * size, NARROW * width);
  const left = Math.ceil(Math.max(longest, corner + (all ? 0 : size / 2)) + GAP);
  // Labels that lean take width at the right and height above, and how far they lean follows from the width of a cell.
  let [cellWidth, cellHeight, angle] = [0, 0, 0];
  let top = Math.ceil(size * (all ? CORNER : CORNER + 0.65) + 4);
  let overhang = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const widest = Math.min((width - left - overhang) / count, LARGEST * 2);
    const tallest = height > 0 ? (height - top) / count : Math.min(widest, 2 * line);
    cellHeight = Math.max(Math.min(tallest, widest, LARGEST), all ? line : 0);
    cellWidth = Math.min(widest, WIDEST * cellHeight);
    if (cellWidth >= 8) cellWidth = Math.floor(cellWidth);
    if (cellHeight >= 8) cellHeight = Math.floor(cellHeight);
    const leaning = lean(labels.map((label) => Math.min(label, longest)), cellWidth, size);
    const settled = leaning.overhang <= overhang && leaning.top <= top;
    ({ angle } = leaning);
    top = Math.max(top, leaning.top);
    overhang = Math.max(overhang, leaning.overhang);
    if (settled) break;
  }
  return {
    left,
    top,
    cellWidth,
    cellHeight,
    angle,
    rowEvery: Math.max(1, Math.ceil(line / cellHeight - 0.01)),
    columnEvery: Math.max(1, Math.ceil(line / cellWidth - 0.01)),
    numbers: cellWidth >= number && cellHeight >= size + 3,
    width: Math.ceil(left + count * cellWidth + overhang),
    height: Math.ceil(top + count * cellHeight),
  };
}

/**
 * How labels above columns lean so that none touches the next: flat where they fit, else at 45° or steeper.
 * @param {readonly number[]} labels width of each column's label in px
 * @param {number} cellWidth px
 * @param {number} size px of the letters
 * @returns {{angle: number, top: number, overhang: number}} degrees, height of the labels, and how far they reach beyond the last column
 */
export function lean(labels, cellWidth, size) {
  const line = size + 1;
  const longest = Math.max(...labels, size);
  if (longest + 6 <= cellWidth) return { angle: 0, top: Math.ceil(line + GAP), overhang: 0 };
  const turn = Math.max(Math.PI / 4, Math.asin(Math.min(1, line / cellWidth)));
  const beyond = labels.map((label, place) => label * Math.cos(turn) + size / 2 - (labels.length - place - 0.5) * cellWidth);
  return { angle: (turn * 180) / Math.PI, top: Math.ceil(longest * Math.sin(turn) + line * Math.cos(turn) + GAP), overhang: Math.ceil(Math.max(0, ...beyond)) };
}

/** How many times smaller than usual letters may be where there is no room for them, and the least there may be, in px. */
const SMALLER = [0.9, 0.8, 0.75];
const READABLE = 16;

/**
 * Smaller sizes of letters: the large ones for a hall have some, usual ones have none.
 * @param {number} size px
 */
export function smallerThan(size) {
  return SMALLER.map((times) => times * size).filter((smaller) => smaller >= READABLE);
}

/**
 * The same with the largest letters that leave every token its label and every cell its number; else with the smallest.
 * @param {object} about
 * @param {readonly number[]} about.labels width of each token's label in letters of 1 px
 * @param {number} about.width px there are
 * @param {number} about.height
 * @param {readonly number[]} about.sizes px of letters, the largest first
 * @param {readonly number[]} [about.smaller] further sizes, for when the smallest of `sizes` is too high, the largest first
 * @param {number} about.number width of a number in letters of 1 px
 * @param {number} [about.corner] of what the corner says, likewise
 * @returns {Grid & {size: number}}
 */
export function layOutLarge({ labels, width, height, sizes, smaller = [], number, corner = 0 }) {
  const grids = [...sizes, ...smaller].map((size) => ({
    size,
    ...layOut({ labels: labels.map((label) => label * size + GAP), width, height, size, number: number * size + 7, corner: corner * size }),
  }));
  const fits = (/** @type {Grid} */ grid) => height === 0 || grid.height <= height;
  const roomy = grids.slice(0, sizes.length).find((grid) => grid.numbers && grid.angle < 90 && fits(grid));
  const found = roomy ?? grids.slice(sizes.length - 1).find(fits) ?? grids.at(-1);
  if (!found) throw new Error("letters have a size");
  return found;
}

/**
 * The row and column under a point; null where it lies among labels, both null in the corner and outside.
 * @param {Grid} grid
 * @param {number} count tokens along a side
 * @param {number} x
 * @param {number} y
 * @returns {{query: number | null, key: number | null}}
 */
export function cellAt({ left, top, cellWidth, cellHeight, angle }, count, x, y) {
  const within = (/** @type {number} */ place) => (place >= 0 && place < count ? place : null);
  const query = y >= top ? within(Math.floor((y - top) / cellHeight)) : null;
  // Above the cells, go down along the leaning label.
  const lean = y < top && angle > 0 && angle < 90 ? (top - y) / Math.tan((angle * Math.PI) / 180) : 0;
  const key = x - lean >= left ? within(Math.floor((x - lean - left) / cellWidth)) : null;
  if (y >= top && query === null) return { query: null, key: null };
  if (x >= left && y >= top && key === null) return { query: null, key: null };
  return { query, key };
}
