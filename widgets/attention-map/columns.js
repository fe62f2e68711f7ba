/** Where the tokens of two columns stand, with lines between. Nothing here draws. */

/**
 * @typedef {object} Columns px, from the upper left corner of the picture
 * @property {number} size of the letters
 * @property {number} label width of the labels at either side
 * @property {number} start where lines begin
 * @property {number} end where they arrive
 * @property {number} top of the first row
 * @property {number} pitch from row to row
 * @property {number} line that a label takes in height
 * @property {number} width of the whole
 * @property {number} height
 */

const GAP = 12; // px between label, number and lines
const ALL_LABELLED = 40; // up to so many tokens each has its label, and the picture grows for it
const LEAST_PITCH = 3;
const LARGEST_PITCH = 46;
const WIDEST = 900; // of the whole: lines that are wider lie too flat to tell apart
const SLIM = 520; // px, below which numbers stand over the ends of the lines
const NARROW = 0.27; // a column of labels takes no more of the width than this

/**
 * With the largest letters that leave every token its label; else with the smallest.
 * @param {object} about
 * @param {readonly number[]} about.labels width of each token's label in letters of 1 px
 * @param {number} about.width px there are
 * @param {number} about.height px there should be at most; 0: as many as needed
 * @param {readonly number[]} about.sizes px of letters, the largest first
 * @param {number} about.number width of a number in letters of 1 px
 * @returns {Columns}
 */
export function columnsOf({ labels, width: room, height, sizes, number }) {
  const count = Math.max(labels.length, 1);
  const width = Math.min(room, WIDEST);
  const least = sizes.at(-1) ?? 16;
  const size = sizes.find((one) => height > 0 && width >= SLIM && (height - 1.6 * one) / count >= 1.3 * one) ?? least;
  const top = Math.ceil(1.6 * size);
  const line = 1.1 * size;
  const natural = height > 0 ? (height - top) / count : 1.7 * size;
  const pitch = Math.min(Math.max(natural, count <= ALL_LABELLED ? line : LEAST_PITCH), LARGEST_PITCH);
  const label = Math.ceil(Math.min(Math.max(...labels, 1) * size + 10, NARROW * width));
  const start = label + GAP + (width < SLIM ? 0 : number * size);
  return { size, label, start, end: width - start, top, pitch, line, width, height: Math.ceil(top + count * pitch) };
}

/**
 * The row at a height; null above and below all.
 * @param {Columns} columns
 * @param {number} count of rows
 * @param {number} y
 */
export function rowAt({ top, pitch }, count, y) {
  const place = Math.floor((y - top) / pitch);
  return place >= 0 && place < count ? place : null;
}

/**
 * The rows that have a label, those that matter most first, none over another.
 * @param {number} count of rows
 * @param {Pick<Columns, "pitch" | "line">} columns
 * @param {(place: number) => number} matters
 * @returns {number[]}
 */
export function apart(count, { pitch, line }, matters) {
  const rows = Array.from({ length: count }, (_, place) => place);
  const away = Math.ceil(line / pitch - 0.01);
  if (away <= 1) return rows;
  const order = rows.map((place) => ({ place, weight: matters(place) })).sort((a, b) => b.weight - a.weight || a.place - b.place);
  const taken = new Uint8Array(count);
  return order.flatMap(({ place }) => {
    if (taken[place]) return [];
    taken.fill(1, Math.max(place - away + 1, 0), place + away);
    return [place];
  });
}
