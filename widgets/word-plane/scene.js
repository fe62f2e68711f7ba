/**
 * What lies where in the picture of the plane, in px: rings in the sand, arrows, dots, labels. Pure, so that the page,
 * the saved file and the way from one answer to the next all draw the same thing.
 */

import { fit } from "../shared/svg.js";
import { formula, shown, sign } from "./formula.js";
import { fitPlane } from "./frame.js";
import { placeLabels } from "./labels.js";

/** @typedef {import("./types.js").Point} Point */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").PlanePoint} PlanePoint */
/** @typedef {import("../shared/svg.js").Measure} Measure */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * step: the arrow between two words; same: that arrow set again; side: what closes a figure; word: from 0 to a word;
 * add, take: a term laid at the end of the one before; sum: from 0 to the target; gap: from the target to the nearest word
 * @typedef {"step" | "same" | "side" | "word" | "add" | "take" | "sum" | "gap"} StrokeRole
 * @typedef {{key: string, role: StrokeRole, x1: number, y1: number, x2: number, y2: number, opacity: number}} Stroke
 *
 * @typedef {"plus" | "minus" | "winner" | "result" | "target" | "origin"} DotRole
 * @typedef {{key: string, role: DotRole, word: string | null, typed: boolean, x: number, y: number, r: number,
 *   opacity: number}} Dot
 *
 * @typedef {"plus" | "minus" | "winner" | "result" | "target" | "origin" | "step" | "same"} LabelRole
 * @typedef {{key: string, role: LabelRole, word: string | null, text: string, size: number, bold: boolean, x: number,
 *   y: number, width: number, height: number, fromX: number, fromY: number, tied: boolean, found: boolean,
 *   opacity: number}} Label x, y is the upper left corner; fromX, fromY is where its line begins; `found`: there was room
 *
 * @typedef {object} Scene
 * @property {number} width
 * @property {number} height
 * @property {number} unit size of ordinary text
 * @property {{x: number, y: number, step: number}} rings round the target, `step` px apart
 * @property {number} spacing `step` in the units of the vectors
 * @property {readonly Point[] | null} area the parallelogram
 * @property {readonly Stroke[]} strokes
 * @property {readonly Dot[]} dots
 * @property {readonly Label[]} labels
 */

/** Distances between rings, in the units of the vectors. */
const SPACINGS = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100];
const EDGE = 6; // px that labels keep from the rim
const LONGEST = 11; // of a label, in sizes of its text

/**
 * @param {Result} result
 * @param {{width: number, height: number, unit: number}} frame px; unit: size of ordinary text
 * @param {Measure} measure
 * @param {Say} say
 * @returns {Scene}
 */
export function buildScene(result, { width, height, unit }, measure, say) {
  const { plane, results } = result;
  const known = [...new Map([...plane.points].reverse().map((point) => [point.word, point])).values()].reverse();
  const corner = otherWay(result);
  const start = plane.parallelogram ? known.find(({ word }) => word === plane.parallelogram?.from) : plane.origin;
  const { place, scale } = fitPlane(
    [...known, plane.target, ...(plane.parallelogram ? [] : plane.path), ...[plane.origin, corner].filter((point) => point !== null)],
    { from: start ?? plane.path[0] ?? plane.target, to: plane.target },
    { width, height, across: Math.min(unit * 4.5, width * 0.16), along: Math.min(unit * 3, height * 0.11) },
  );

  const target = { ...place(plane.target), r: unit * 0.95 };
  const dots = known.map((point) => dotOf(point, place(point), result, unit));
  const dotAt = (/** @type {string} */ word) => dots.find((dot) => dot.word === word) ?? null;
  const winner = results[0] && dotAt(results[0].word);
  const origin = plane.origin && { ...place(plane.origin), r: unit * 0.25 };

  const { strokes, area, notes } = plane.parallelogram
    ? parallelogram(plane.parallelogram, dotAt, target, say)
    : headToTail(result, place, { origin, target }, unit);
  if (winner && Math.hypot(winner.x - target.x, winner.y - target.y) > target.r + winner.r + 4) strokes.push(stroke("gap", "gap", target, winner, 2));

  /** @type {Dot[]} */
  const all = [{ key: "target", role: "target", word: null, typed: false, opacity: 1, ...target }];
  if (origin) all.push({ key: "origin", role: "origin", word: null, typed: false, opacity: 1, ...origin });
  const order = (/** @type {Dot} */ dot) => (dot === winner ? 3 : dot.typed ? 2 : 1);
  all.push(...dots.toReversed().sort((a, b) => order(a) - order(b)));

  const spacing = SPACINGS.find((one) => one * scale >= unit * 2.6) ?? 100;
  /** @type {Scene} */
  const scene = { width, height, unit, rings: { x: target.x, y: target.y, step: spacing * scale }, spacing, area, strokes, dots: all, labels: [] };
  return { ...scene, labels: labelsOf(scene, notes, result, measure, say) };
}

/**
 * @param {PlanePoint} point
 * @param {Point} at
 * @param {Result} result
 * @param {number} unit
 * @returns {Dot}
 */
function dotOf({ word, off, kind }, at, { terms, results }, unit) {
  const term = terms.find((one) => one.word === word);
  const typed = kind === "term";
  const first = results[0]?.word === word;
  // Further off the plane, smaller, as with things seen from afar.
  const r = first ? 0.6 : typed ? 0.5 : 0.24 + 0.26 / (1 + 3 * off * off);
  return { key: "dot " + word, role: first ? "winner" : !typed ? "result" : (term?.weight ?? 1) < 0 ? "minus" : "plus", word, typed, ...at, r: r * unit, opacity: 1 };
}

/** @typedef {{x: number, y: number, r: number}} End */
/** @typedef {{key: string, role: "step" | "same", text: string, x: number, y: number}} Note a name beside an arrow */

/**
 * An arrow or line between the rims of two dots.
 * @param {string} key
 * @param {StrokeRole} role
 * @param {End} from
 * @param {End} to
 * @param {number} apart px left free at either end
 * @returns {Stroke}
 */
function stroke(key, role, from, to, apart = 3) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const trim = Math.min(1, length / (from.r + to.r + 2 * apart + 1e-9));
  const at = (/** @type {number} */ distance) => ({ x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length });
  const a = at((from.r + apart) * trim);
  const b = at(length - (to.r + apart) * trim);
  return { key, role, x1: a.x, y1: a.y, x2: b.x, y2: b.y, opacity: 1 };
}

/**
 * The arrow from one word to another, the same arrow set at a third, and the two sides that close the figure.
 * @param {{from: string, to: string, start: string}} words
 * @param {(word: string) => Dot | null} dotAt
 * @param {End} target
 * @param {Say} say
 * @returns {{strokes: Stroke[], area: Point[] | null, notes: Note[]}}
 */
function parallelogram(words, dotAt, target, say) {
  const [from, to, start] = [dotAt(words.from), dotAt(words.to), dotAt(words.start)];
  if (!from || !to || !start) return { strokes: [], area: null, notes: [] };
  return {
    strokes: [
      stroke("side 1", "side", from, start), stroke("side 2", "side", to, target),
      stroke("step", "step", from, to), stroke("same", "same", start, target),
    ],
    area: [from, to, target, start].map(({ x, y }) => ({ x, y })),
    notes: [
      { key: "note step", role: "step", text: `${shown(words.to)} − ${shown(words.from)}`, ...middle(from, to) },
      { key: "note same", role: "same", text: say("same_arrow"), ...middle(start, target) },
    ],
  };
}

/**
 * The terms as arrows from 0, and laid head to tail; without 0 in the plane, only head to tail.
 * @param {Result} result
 * @param {(point: Point) => Point} place
 * @param {{origin: End | null, target: End}} ends
 * @param {number} unit
 * @returns {{strokes: Stroke[], area: Point[] | null, notes: Note[]}}
 */
function headToTail({ terms, plane }, place, { origin, target }, unit) {
  const stops = plane.path.map(place);
  const whole = stops.length === terms.length + 1; // else the first term is where the path begins
  const end = (/** @type {number} */ at) => (at === stops.length - 1 ? target : at === 0 && origin ? origin : { ...(stops[at] ?? target), r: 0 });
  /** @type {Stroke[]} */
  const strokes = [];
  /** @type {Note[]} */
  const notes = [];
  /** @type {Point[] | null} */
  let area = null;
  for (let at = 0; at + 1 < stops.length; at += 1) {
    const term = terms[whole ? at : at + 1];
    const [from, to] = [end(at), end(at + 1)];
    if (!term || Math.hypot(to.x - from.x, to.y - from.y) < 2) continue;
    strokes.push(stroke(`path ${at}`, term.weight < 0 ? "take" : "add", from, to, 1));
    if (at > 0 || term.weight !== 1) notes.push({ key: `note ${at}`, role: "step", text: `${sign(term.weight, at === 0)} ${shown(term.word)}`, ...middle(from, to) });
  }
  if (origin) {
    for (const [index, { word }] of terms.entries()) {
      const point = plane.points.find((one) => one.word === word);
      if (index > 0 && point) strokes.unshift(stroke(`word ${index}`, "word", origin, { ...place(point), r: unit * 0.5 }, 2));
    }
    if (stops.length > 2) strokes.push(stroke("sum", "sum", origin, target, 2));
    const other = otherWay({ terms, plane });
    const [zero, one, two] = stops;
    if (other && zero && one && two) {
      const corner = place(other);
      area = [zero, one, two, corner];
      strokes.unshift(stroke("side 1", "side", { ...corner, r: unit * 0.5 }, target, 2));
      if (terms[1]?.weight !== 1) strokes.unshift(stroke("side 2", "side", { ...zero, r: unit * 0.25 }, { ...corner, r: 0 }, 2));
    }
  }
  return { strokes, area, notes };
}

/**
 * Where a sum of two terms passes when the second one is taken first: the fourth corner of its parallelogram.
 * @param {{terms: Result["terms"], plane: Result["plane"]}} result
 * @returns {Point | null}
 */
function otherWay({ terms, plane: { path: [zero, one, two], parallelogram: known, origin } }) {
  if (known || !origin || terms.length !== 2 || !zero || !one || !two || terms.some(({ weight }) => weight < 0)) return null;
  return { x: zero.x + two.x - one.x, y: zero.y + two.y - one.y };
}

/** @param {Point} a @param {Point} b */
function middle(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/**
 * Every label with its place; those that found none stand beside their dot, to be shown when it is pointed at.
 * @param {Scene} scene
 * @param {readonly Note[]} notes
 * @param {Result} result
 * @param {Measure} measure
 * @param {Say} say
 * @returns {Label[]}
 */
function labelsOf({ width, height, unit, strokes, dots }, notes, { terms, results, plane }, measure, say) {
  const frame = { x: EDGE, y: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE };
  const rank = new Map(results.map(({ word }, place) => [word, place]));
  /** @type {(Label & {r: number, reach: number, beside?: boolean, order: number, atX: number, atY: number})[]} */
  const wanted = [];
  const add = (/** @type {{key: string, role: LabelRole, word: string | null, text: string, big: boolean, at: End, reach: number, order: number, beside?: boolean}} */ one) => {
    const size = one.big ? unit * 1.2 : unit;
    const text = fit(one.text, Math.min(size * LONGEST, frame.width), size, measure);
    wanted.push({
      key: one.key, role: one.role, word: one.word, text, size, bold: one.big, x: 0, y: 0, fromX: 0, fromY: 0, tied: false, found: false, opacity: 1,
      width: measure(text, size, one.big) + 4, height: size * 1.2, r: one.at.r, reach: one.reach, beside: one.beside ?? false, order: one.order, atX: one.at.x, atY: one.at.y,
    });
  };
  for (const dot of dots) {
    if (dot.role === "target") {
      if (terms.length > 1 || terms[0]?.weight !== 1) add({ key: "label target", role: "target", word: null, text: say("target"), big: false, at: dot, reach: 80, order: 2 });
    } else if (dot.role === "origin") add({ key: "label origin", role: "origin", word: null, text: "0", big: false, at: dot, reach: 12, order: 4 });
    else if (dot.word !== null) {
      const place = rank.get(dot.word) ?? results.length;
      const big = dot.typed || dot.role === "winner";
      add({ key: "label " + dot.word, role: dot.role, word: dot.word, text: shown(dot.word), big, at: dot, reach: big || place < 6 ? 100 : 40, order: big ? (dot.typed ? 0 : 1) : 5 + place });
    }
  }
  for (const { key, role, text, x, y } of notes) add({ key, role, word: null, text, big: false, at: { x, y, r: 4 }, reach: 24, order: 3, beside: true });

  wanted.sort((a, b) => a.order - b.order);
  const placed = placeLabels(
    wanted.map(({ key, atX, atY, r, width, height, reach, beside = false }) => ({ key, x: atX, y: atY, r, width, height, reach, beside })),
    { dots: dots.filter(({ role }) => role !== "origin" || plane.origin), strokes, frame },
  );
  return wanted.map(({ r, reach: _, beside: __, order: ___, atX, atY, ...label }) => {
    const at = placed.get(label.key);
    if (at) return { ...label, found: true, tied: at.leader !== null, x: at.box.x, y: at.box.y, fromX: at.leader?.x1 ?? atX, fromY: at.leader?.y1 ?? atY };
    const right = atX + r + 4 + label.width <= width - EDGE;
    return { ...label, x: right ? atX + r + 4 : Math.max(atX - r - 4 - label.width, EDGE), y: Math.min(Math.max(atY - label.height / 2, EDGE), height - EDGE - label.height), fromX: atX, fromY: atY };
  });
}

/**
 * The scene a part of the way from one to another: what is in both glides, the rest appears and vanishes.
 * @param {Scene} a
 * @param {Scene} b
 * @param {number} t 0 … 1
 * @returns {Scene}
 */
export function between(a, b, t) {
  if (t >= 1) return b;
  const mix = (/** @type {number} */ from, /** @type {number} */ to) => from + (to - from) * t;
  const at = (/** @type {Point} */ from, /** @type {Point} */ to) => ({ x: mix(from.x, to.x), y: mix(from.y, to.y) });
  /**
   * @template {{key: string, opacity: number}} T
   * @param {readonly T[]} before
   * @param {readonly T[]} after
   * @param {readonly (keyof T)[]} numbers what glides
   * @returns {T[]}
   */
  const glide = (before, after, numbers) => {
    const old = new Map(before.map((one) => [one.key, one]));
    const now = after.map((one) => {
      const was = old.get(one.key);
      if (!was) return { ...one, opacity: one.opacity * t };
      const moved = { ...one };
      for (const name of numbers) moved[name] = /** @type {T[keyof T]} */ (mix(Number(was[name]), Number(one[name])));
      return moved;
    });
    const stays = new Set(after.map(({ key }) => key));
    return [...before.filter(({ key }) => !stays.has(key)).map((one) => ({ ...one, opacity: one.opacity * (1 - t) })), ...now];
  };
  return {
    ...b,
    rings: { ...at(a.rings, b.rings), step: mix(a.rings.step, b.rings.step) },
    area: b.area && a.area ? b.area.map((corner, place) => at(a.area?.[place] ?? corner, corner)) : b.area,
    strokes: glide(a.strokes, b.strokes, ["x1", "y1", "x2", "y2", "opacity"]),
    dots: glide(a.dots, b.dots, ["x", "y", "r", "opacity"]),
    labels: glide(a.labels, b.labels, ["x", "y", "size", "width", "height", "fromX", "fromY", "opacity"]),
  };
}

/**
 * The word whose dot is nearest to a place.
 * @param {Scene} scene
 * @param {number} x px
 * @param {number} y px
 * @param {number} reach px from the rim of a dot
 */
export function wordAt({ dots, labels }, x, y, reach) {
  const on = labels.find((label) => label.word !== null && label.found && x >= label.x && x <= label.x + label.width && y >= label.y && y <= label.y + label.height);
  let best = { word: on?.word ?? null, distance: on ? 0 : reach };
  for (const { word, x: dotX, y: dotY, r } of dots) {
    const distance = Math.hypot(x - dotX, y - dotY) - r;
    if (word !== null && distance < best.distance) best = { word, distance };
  }
  return best.word;
}

/**
 * The picture in one sentence.
 * @param {Result} result
 * @param {Say} say
 * @param {(value: number) => string} write
 */
export function summary(result, say, write) {
  const first = result.results[0];
  const expression = formula(result.terms);
  return first ? say("summary", { expression, word: shown(first.word), cosine: write(first.cosine) }) : say("summary_none", { expression });
}
