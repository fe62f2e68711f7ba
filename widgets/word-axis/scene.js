/** Everything of the axis that lies still: the bar, the band of random words, ticks, the words that make the axis. */

import { shelf, swarm, ticks } from "./swarm.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Colours} Colours */
/** @typedef {import("../shared/svg.js").Measure} Measure */
/** @typedef {{name: string, attributes: Record<string, string | number>, text?: string}} Shape */
/** @typedef {{left: number, lane: number, x: number}} Spot */

const PAD = 14; // px left and right of the bar
const BAR = 12;
const GAP = 5; // px between labels
const SHELF = 16; // px between the bar and what waits below it
const REACH = 80; // px outside the strip where a dropped label still counts as laid

/**
 * @typedef {object} Scene
 * @property {number} height px
 * @property {number} bar y of the bar's upper edge
 * @property {readonly (Point & {waits: boolean})[]} pills upper left corners
 * @property {readonly Shape[]} shapes
 * @property {(share: number) => number} across px of a share −1 … 1 of the bar
 * @property {(x: number) => number} share
 * @property {(x: number, y: number) => number | null} dropped the share where a label is laid, from the middle of its upper edge;
 *   null under the bar or far outside the strip
 * @property {number} end the position at which the bar ends
 *
 * @typedef {{x: number, y: number}} Point
 */

/**
 * The position that both ends of the bar stand for: it holds everything that is drawn.
 * @param {Result} result
 */
export function endOf({ from_words, to_words, words, random }) {
  const positions = [...from_words, ...to_words, ...words].map(({ position }) => position);
  return 1.04 * Math.max(0.02, ...[...positions, random?.low ?? 0, random?.high ?? 0].map(Math.abs));
}

/**
 * @param {Result} result
 * @param {readonly (number | null)[] | null} guesses share −1 … 1 of each word, null while it waits; null for the answer
 * @param {readonly number[]} widths of the words' labels, px
 * @param {{width: number, size: number, pill: number, lanes: number, colours: Colours, measure: Measure, band: string,
 *   nearer: readonly [string, string]}} look pill: height of a label; lanes: the fewest to leave room for
 * @returns {Scene}
 */
export function scene(result, guesses, widths, { width, size, pill, lanes: fewest, colours, measure, band, nearer }) {
  const end = endOf(result);
  const across = (/** @type {number} */ share) => PAD + ((share + 1) / 2) * (width - 2 * PAD);
  const share = (/** @type {number} */ x) => Math.max(-1, Math.min(1, (2 * (x - PAD)) / (width - 2 * PAD) - 1));
  const dropped = (/** @type {number} */ x, /** @type {number} */ y) =>
    x > -REACH && x < width + REACH && y > -pill - REACH && y < bar + 8 ? share(x) : null;
  const shares = guesses ?? result.words.map(({ position }) => position / end);
  const on = shares.flatMap((value, index) => (value === null ? [] : [{ index, x: across(value), width: widths[index] ?? 0 }]));
  const { places, lanes } = swarm(on, width, GAP);
  const head = guesses || result.random ? 1.5 * size : 0;
  const step = pill + GAP;
  const bar = head + Math.max(lanes, fewest) * step + 8;

  /** @type {(Point & {waits: boolean})[]} */
  const pills = [];
  /** @type {Shape[]} */
  const shapes = [];
  const stems = on.map(({ index, x }, at) => {
    const place = /** @type {import("./swarm.js").Place} */ (places[at]);
    const y = bar - 8 - (place.lane + 1) * step + GAP;
    pills[index] = { x: place.left, y, waits: false };
    return line(x, y + pill, x, bar + BAR / 2, colours.edge, 1.5);
  });

  const rail = { x: 0, y: bar, width, height: BAR, rx: BAR / 2 };
  let height = bar + BAR;
  if (guesses) {
    shapes.push(label(`← ${nearer[0]}`, 0, size, size, colours.other, "start"), label(`${nearer[1]} →`, width, size, size, colours["chosen-ink"], "end"));
    shapes.push(...stems, ...ramp(rail, [width / 4, (3 * width) / 4], colours));
    const waiting = shares.flatMap((value, index) => (value === null ? [index] : []));
    const shelves = shelf(waiting.map((index) => widths[index] ?? 0), width, GAP);
    waiting.forEach((index, at) => {
      const place = /** @type {import("./swarm.js").Place} */ (shelves.places[at]);
      pills[index] = { x: place.left, y: height + SHELF + place.lane * step, waits: true };
    });
    height += SHELF + shelves.lanes * step;
    return { height, bar, pills, shapes, across, share, dropped, end };
  }

  const { random } = result;
  if (random) {
    const [left, right] = [across(random.low / end), across(random.high / end)];
    shapes.push({ name: "rect", attributes: { x: left, y: 0, width: right - left, height: bar, fill: colours.cut, "fill-opacity": 0.22 } });
    const half = measure(band, size) / 2;
    const middle = Math.max(half, Math.min((left + right) / 2, width - half));
    shapes.push(label(band, middle, size, size, colours["cut-ink"], "middle"));
  }
  shapes.push(line(across(0), head, across(0), bar, colours.edge, 1.5, "2 5"));
  shapes.push(...stems, ...ramp(rail, random ? [across(random.low / end), across(random.high / end)] : [across(0), across(0)], colours));
  height += 1.25 * size;
  for (const tick of ticks(end, width < 500 ? 5 : 9)) {
    const x = across(tick / end);
    shapes.push(line(x, bar + BAR, x, bar + BAR + 5, colours.edge, 1.5));
    shapes.push(label(String(tick).replace("-", "−"), x, height + 2, size, colours["ink-soft"], "middle"));
  }
  height += 0.6 * size;

  // The words that make the axis: small, under it, in the colours of its ends.
  const poles = [...result.from_words.map((word) => ({ word, colour: colours.other })), ...result.to_words.map((word) => ({ word, colour: colours["chosen-ink"] }))];
  const spots = poles.map(({ word }) => ({ x: across(word.position / end), width: measure(word.typed, size) + 6 }));
  const below = swarm(spots, width, GAP);
  poles.forEach(({ word, colour }, at) => {
    const { x } = /** @type {{x: number}} */ (spots[at]);
    const place = /** @type {import("./swarm.js").Place} */ (below.places[at]);
    const y = height + place.lane * 1.4 * size;
    shapes.push({ name: "circle", attributes: { cx: x, cy: bar + BAR / 2, r: BAR / 2 - 1, fill: colours["sand-raised"], stroke: colour, "stroke-width": 2.5 } });
    shapes.push(label(word.typed, place.left + 3, y + size, size, colour, "start"));
  });
  height += below.lanes * 1.4 * size + 4;
  return { height, bar, pills, shapes, across, share, dropped, end };
}

/**
 * The bar: one colour at each end, and sand where ordinary words are.
 * @param {{x: number, y: number, width: number, height: number, rx: number}} rail
 * @param {readonly [number, number]} between px from which to which it is sand
 * @param {Colours} colours
 * @returns {Shape[]}
 */
function ramp(rail, [from, to], colours) {
  return [
    { name: "rect", attributes: { ...rail, fill: colours["sand-sunk"], stroke: colours.edge } },
    { name: "rect", attributes: { ...rail, width: Math.max(from, 0), fill: colours.other } },
    { name: "rect", attributes: { ...rail, x: to, width: Math.max(rail.width - to, 0), fill: colours.chosen } },
  ];
}

/**
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {string} stroke
 * @param {number} width
 * @param {string} [dashes]
 * @returns {Shape}
 */
function line(x1, y1, x2, y2, stroke, width, dashes = "") {
  return { name: "line", attributes: { x1, y1, x2, y2, stroke, "stroke-width": width, "stroke-dasharray": dashes } };
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string} fill
 * @param {"start" | "middle" | "end"} anchor
 * @returns {Shape}
 */
function label(text, x, y, size, fill, anchor) {
  return { name: "text", text, attributes: { x, y, "font-size": size, fill, "text-anchor": anchor } };
}
