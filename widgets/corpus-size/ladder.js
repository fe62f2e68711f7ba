/** The ladder: every rung is ten times the text of the one below. People's things at its left, models at its right. */

import { logScale } from "../shared/axes.js";
import { mark } from "../shared/marks.js";
import { writeQuantity } from "../shared/quantity.js";
import { lines } from "../shared/svg.js";
import { drawn } from "./icons.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Lang} Lang */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("./icons.js").Icon} Icon */

/** @typedef {{id: string, side: "left" | "right", tokens: number, name: string, rumour: boolean, icon: Icon | null}} Known */
/** @typedef {Known & {text: string[], y: number, tall: number}} Placed y: the top of its text, px */

/** The ends of the ladder, in tokens, unless the amount is beyond them. */
const ENDS = /** @type {const} */ ([1e4, 1e14]);

/**
 * Everything that stands beside the ladder.
 * @param {Pick<Result, "libraries" | "landmarks">} result
 * @param {Lang} reader
 * @returns {Known[]}
 */
export function known({ libraries, landmarks }, reader) {
  return [
    ...libraries.map(({ id, tokens, names }) => ({ id, side: /** @type {const} */ ("left"), tokens, name: names[reader], rumour: false, icon: /** @type {Icon} */ (id) })),
    ...landmarks.map(({ id, kind, tokens, names, rumour }) => ({
      id,
      side: kind === "model" ? /** @type {const} */ ("right") : /** @type {const} */ ("left"),
      tokens,
      name: names[reader],
      rumour,
      icon: kind === "model" ? null : /** @type {Icon} */ (id),
    })),
  ];
}

/**
 * Where everything stands.
 * @param {Result} result
 * @param {Lang} reader
 * @param {number} width px
 * @param {number} tall
 * @param {Pick<Pen, "size" | "measure">} pen
 */
export function layout(result, reader, width, tall, { size, measure }) {
  const whole = (/** @type {number} */ value) => 10 ** value;
  const low = Math.min(ENDS[0], whole(Math.floor(Math.log10(result.tokens))));
  const high = Math.max(ENDS[1], whole(Math.ceil(Math.log10(result.tokens))));
  const rungs = Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, place) => low * 10 ** place);
  const amount = writeQuantity(result.tokens, reader);
  const span = Math.max(...rungs.map((rung) => measure(writeQuantity(rung, reader), size)), measure(amount, size, true)) + size * 1.2;
  const area = { left: (width - span) / 2, right: (width + span) / 2, top: size * 2.6, bottom: tall - size };
  const scale = logScale([low, high], [area.bottom, area.top]);
  const room = area.left - size * 1.3;
  const placed = known(result, reader).map((one) => {
    const own = room - (one.icon ? size * 1.7 : 0);
    const said = width > 40 * size ? `${one.name} · ${writeQuantity(one.tokens, reader, 2)}` : one.name;
    const text = balanced(said, own, size, measure);
    return { ...one, text, tall: Math.max(text.length * 1.2, one.icon ? 1.9 : 1.2) * size, y: scale.at(one.tokens) };
  });
  const sides = /** @type {const} */ (["left", "right"]).flatMap((side) => apart(placed.filter((one) => one.side === side), 0, tall));
  return { area, scale, rungs, amount, placed: sides };
}

/**
 * Lines that fit and are about equally long.
 * @param {string} content
 * @param {number} width px
 * @param {number} size px
 * @param {Pen["measure"]} measure
 */
function balanced(content, width, size, measure) {
  let found = lines(content, width, size, measure);
  for (let narrower = width - size / 2; narrower > size; narrower -= size / 2) {
    const other = lines(content, narrower, size, measure);
    if (other.length > found.length || other.some((line) => measure(line, size) > narrower)) break;
    found = other;
  }
  return found;
}

/**
 * Move texts apart until none lies on another: down where they are too close, and back up from the bottom.
 * @param {readonly Placed[]} texts y: their middle, where they would like to stand
 * @param {number} top
 * @param {number} bottom
 * @returns {Placed[]} y: their top
 */
export function apart(texts, top, bottom) {
  const sorted = texts.map((one) => ({ ...one, y: one.y - one.tall / 2 })).sort((a, b) => a.y - b.y);
  let free = top;
  for (const one of sorted) {
    one.y = Math.max(one.y, free);
    free = one.y + one.tall;
  }
  let limit = bottom;
  for (const one of sorted.toReversed()) {
    one.y = Math.min(one.y, limit - one.tall);
    limit = one.y;
  }
  return sorted;
}

/**
 * @param {Result} result
 * @param {Lang} reader
 * @param {number} width px
 * @param {number} tall
 * @param {Pen} pen
 * @param {import("../shared/picture.js").Say} say
 * @returns {Mark[]}
 */
export function ladder(result, reader, width, tall, pen, say) {
  const { size, colours, measure } = pen;
  const { area, scale, rungs, amount, placed } = layout(result, reader, width, tall, pen);
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours.ink, ...more }, content);
  const here = scale.at(result.tokens);
  const middle = (area.left + area.right) / 2;
  // What stands on each side: beside the ladder, or above it where the side is narrower than its name.
  const [people, models] = [say("side_people"), say("side_models")];
  const marks = [
    word(people, { x: Math.max(area.left - size * 0.4, measure(people, size, true)), y: size * 1.1, "text-anchor": "end", "font-weight": 700, fill: colours.other }),
    word(models, { x: Math.min(area.right + size * 0.4, width - measure(models, size, true)), y: size * 1.1, "font-weight": 700, fill: colours.ink }),
    mark("rect", { x: area.left, y: here, width: area.right - area.left, height: Math.max(0, area.bottom + size * 0.6 - here), fill: colours["chosen-tint"] }),
    ...rungs.map((rung) => mark("line", { x1: area.left, x2: area.right, y1: scale.at(rung), y2: scale.at(rung), stroke: colours.edge, "stroke-width": 3 })),
    ...[area.left, area.right].map((x) => mark("line", { x1: x, x2: x, y1: area.top - size * 0.8, y2: area.bottom + size * 0.8, stroke: colours.edge, "stroke-width": 5, "stroke-linecap": "round" })),
    // The rungs' names stand on the rungs, where no other one and not the amount is.
    ...rungs.filter((rung) => Math.abs(scale.at(rung) - here) > size * 2.3).map((rung) => word(writeQuantity(rung, reader), { x: middle, y: scale.at(rung) - size * 0.3, "text-anchor": "middle", fill: colours["ink-soft"] })),
  ];
  for (const { side, tokens, text, y, tall: high, icon, rumour } of placed) {
    const left = side === "left";
    const [at, beside] = left ? [area.left - 3, -1] : [area.right + 3, 1];
    const center = y + high / 2;
    const colour = left ? colours.other : colours.ink;
    marks.push(mark("polyline", { points: `${at},${scale.at(tokens).toFixed(1)} ${at + beside * size * 0.5},${scale.at(tokens).toFixed(1)} ${at + beside * size},${center.toFixed(1)}`, fill: "none", stroke: colour, "stroke-width": 1.5, "stroke-dasharray": rumour ? "3 3" : undefined }));
    marks.push(mark("circle", { cx: at, cy: scale.at(tokens), r: 4.5, fill: rumour ? colours["sand-raised"] : colour, stroke: colour, "stroke-width": 2 }));
    if (icon) marks.push(...drawn(icon, { x: at - size * 2.7, y: center - size * 0.85, size: size * 1.7 }, { fill: colours.other, ground: colours["sand-raised"] }));
    const x = at + beside * size * (icon ? 2.9 : 1.2);
    text.forEach((line, place) => marks.push(word(line, { x, y: center + (place - (text.length - 1) / 2) * size * 1.2 + size * 0.35, "text-anchor": left ? "end" : "start" })));
  }
  // What a rung is, at the right of the lowest ones, where nothing else stands.
  const [upper, lower] = [scale.at(rungs[2] ?? 1), scale.at(rungs[1] ?? 1)];
  marks.push(
    mark("path", { d: `M${area.right + size * 0.6} ${lower}c${size * 1.6} 0 ${size * 1.6} ${upper - lower} 0 ${upper - lower}m${size * 0.5} ${-size * 0.3}l${-size * 0.5} ${size * 0.3}l${size * 0.5} ${size * 0.3}`, fill: "none", stroke: colours.edge, "stroke-width": 2 }),
    word("×10", { x: area.right + size * 2.2, y: (upper + lower) / 2 + size * 0.35, fill: colours["ink-soft"] }),
  );
  // The amount itself, standing on the ladder.
  const [half, high] = [(area.right - area.left) / 2 + size * 0.5, size * 1.7];
  marks.push(
    mark("rect", { x: middle - half, y: here - high / 2, width: 2 * half, height: high, rx: size * 0.7, fill: colours.current, stroke: colours["sand-raised"], "stroke-width": 2 }),
    word(amount, { x: middle, y: here + size * 0.36, "text-anchor": "middle", "font-weight": 700, fill: colours["on-strong"] }),
  );
  return marks;
}
