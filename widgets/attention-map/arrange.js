/** Where the thumbnails of all heads lie: in their place (layer by head), or in order of a score. */

/** @typedef {import("./types.js").Labels} Labels */
/** @typedef {import("./types.js").Sort} Sort */

/**
 * @typedef {{layer: number, head: number}} Head
 * @typedef {Head & {x: number, y: number, size: number, captioned: boolean}} Spot px
 * @typedef {{text: string, x: number, y: number, side: "row" | "column"}} Mark a number of a layer (row) or of a head (column)
 * @typedef {{width: number, height: number, spots: Spot[], marks: Mark[], rows: number}} Arrangement rows: layers one below another; 0 when sorted
 */

const LARGEST = 44; // px, a thumbnail
const SMALLEST = 8;
const NUMBERS = 1.5; // in letters' sizes, room for the numbers of layers at the side and of heads above
const APART = 14; // px between two blocks of layers
const CAPTIONED = 3.25; // in letters' sizes, a thumbnail with its name and score beneath
const CAPTION = 2.375; // in letters' sizes, two lines
const BETWEEN = 8; // px between thumbnails with captions

/**
 * Every head in its place: layers downward, heads across. Many layers with few heads stand in several blocks side by
 * side, as many as make the thumbnails largest.
 * @param {number} layers
 * @param {number} heads
 * @param {number} width px
 * @param {number} height px
 * @param {number} [size] of the letters, px
 * @returns {Arrangement}
 */
export function inPlace(layers, heads, width, height, size = 16) {
  const numbers = NUMBERS * size;
  let best = { cell: 0, rows: layers, blocks: 1 };
  for (let blocks = 1; blocks <= Math.min(layers, 6); blocks += 1) {
    const rows = Math.ceil(layers / blocks);
    const across = (width - blocks * numbers - (blocks - 1) * APART) / (blocks * heads);
    const cell = Math.floor(Math.min(across, (height - numbers) / rows, LARGEST));
    if (cell > best.cell) best = { cell, rows, blocks: Math.ceil(layers / rows) };
  }
  const cell = Math.max(best.cell, SMALLEST);
  const { rows, blocks } = best;
  const block = numbers + heads * cell;
  const gap = cell > 20 ? 3 : 2;
  // Numbers that would touch are left out.
  const everyLayer = Math.ceil((1.125 * size) / cell);
  const everyHead = Math.ceil(((heads > 10 ? 1.7 : 1.125) * size) / cell);
  /** @type {Spot[]} */
  const spots = [];
  /** @type {Mark[]} */
  const marks = [];
  for (let layer = 0; layer < layers; layer += 1) {
    const left = Math.floor(layer / rows) * (block + APART) + numbers;
    const top = numbers + (layer % rows) * cell;
    if ((layer % rows) % everyLayer === 0) marks.push({ text: String(layer), x: left - 5, y: top + (cell - gap) / 2, side: "row" });
    for (let head = 0; head < heads; head += 1) {
      if (layer % rows === 0 && head % everyHead === 0) marks.push({ text: String(head), x: left + head * cell + (cell - gap) / 2, y: numbers / 2, side: "column" });
      spots.push({ layer, head, x: left + head * cell, y: top, size: cell - gap, captioned: false });
    }
  }
  return { width: blocks * block + (blocks - 1) * APART, height: numbers + rows * cell, spots, marks, rows };
}

/**
 * Heads one after another: the first rows large, with captions, the rest as large as they can be.
 * @param {readonly Head[]} order
 * @param {number} width px
 * @param {number} height px
 * @param {number} [size] of the letters, px
 * @returns {Arrangement}
 */
export function inOrder(order, width, height, size = 16) {
  const side = Math.round(CAPTIONED * size);
  const tile = Math.ceil(side + CAPTION * size + 4);
  const perRow = Math.max(1, Math.floor((width + BETWEEN) / (side + BETWEEN)));
  const all = Math.ceil(order.length / perRow);
  const large = all * tile <= height ? all : Math.max(1, Math.min(all, Math.floor((height * 0.6) / tile)));
  const captioned = Math.min(order.length, large * perRow);
  const spots = order.slice(0, captioned).map((head, place) => ({
    ...head,
    x: (place % perRow) * (side + BETWEEN),
    y: Math.floor(place / perRow) * tile,
    size: side,
    captioned: true,
  }));
  const rest = order.slice(captioned);
  const left = height - large * tile;
  let cell = LARGEST;
  while (cell > SMALLEST && Math.ceil(rest.length / Math.floor(width / cell)) * cell > left) cell -= 1;
  const across = Math.floor(width / cell);
  const small = rest.map((head, place) => ({
    ...head,
    x: (place % across) * cell,
    y: large * tile + Math.floor(place / across) * cell,
    size: cell - (cell > 20 ? 3 : 2),
    captioned: false,
  }));
  return { width, height: large * tile + Math.ceil(rest.length / across) * cell, spots: [...spots, ...small], marks: [], rows: 0 };
}

/**
 * The score that heads are sorted by; null where it could not be measured.
 * @param {Labels} labels
 * @param {Sort} sort not "place"
 * @param {Head} head
 */
export function scoreOf(labels, sort, { layer, head }) {
  if (sort === "place") return null;
  if (sort === "entropy") return labels.entropy_bits[layer]?.[head] ?? null;
  return labels.scores[sort]?.[layer]?.[head] ?? null;
}

/**
 * All heads in order: the highest score first; of entropies the lowest, the head that looks at one thing.
 * @param {Labels} labels
 * @param {Sort} sort
 * @param {number} layers
 * @param {number} heads
 * @returns {Head[]}
 */
export function ordered(labels, sort, layers, heads) {
  const all = Array.from({ length: layers * heads }, (_, place) => ({ layer: Math.floor(place / heads), head: place % heads }));
  if (sort === "place") return all;
  const rank = (/** @type {Head} */ head) => {
    const score = scoreOf(labels, sort, head);
    return score === null ? Infinity : sort === "entropy" ? score : -score;
  };
  return all.sort((a, b) => rank(a) - rank(b) || 0);
}

/**
 * Whether a head is one of those looked for.
 * @param {Labels | null} labels
 * @param {Sort} sort
 * @param {number} least
 * @param {Head} head
 */
export function isSought(labels, sort, least, head) {
  if (labels === null || sort === "place" || sort === "entropy" || least === 0) return true;
  return (scoreOf(labels, sort, head) ?? -1) >= least;
}

/**
 * Where an arrow key leads: in place, through layers and heads; in order, along the row, and up and down to what lies nearest.
 * @param {Arrangement} arrangement
 * @param {number} from place of a spot
 * @param {string} key
 * @returns {number | null} place of a spot; null: the key means nothing here
 */
export function steppedTo({ spots, rows }, from, key) {
  const last = spots.length - 1;
  const here = spots[from];
  if (!here) return null;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowRight") return Math.min(from + 1, last);
  if (key === "ArrowLeft") return Math.max(from - 1, 0);
  const down = key === "ArrowDown";
  if (!down && key !== "ArrowUp") return null;
  if (rows > 0) {
    const found = spots.findIndex(({ layer, head }) => head === here.head && layer === here.layer + (down ? 1 : -1));
    return found < 0 ? from : found;
  }
  let best = from;
  let nearest = Infinity;
  spots.forEach((spot, place) => {
    const across = Math.abs(spot.x + spot.size / 2 - here.x - here.size / 2);
    const along = down ? spot.y - here.y : here.y - spot.y;
    const distance = along * 1000 + across; // the next row first, in it the nearest
    if (along > 0 && distance < nearest) [best, nearest] = [place, distance];
  });
  return best;
}
