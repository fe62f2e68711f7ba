/**
 * The model as areas: every part's area is its share of the parameters. What stands before the layers lies on top, then the
 * layers, one floor each, then what follows them; side by side on a floor, the parts of a layer.
 */

import { mark } from "../shared/marks.js";
import { writeQuantity } from "../shared/quantity.js";
import { fit } from "../shared/svg.js";
import { settled } from "./calculation.js";
import { partNames, share } from "./figures.js";

/** @typedef {import("../shared/marks.js").Area} Area */
/** @typedef {import("../shared/marks.js").Mark} Mark */
/** @typedef {import("../shared/marks.js").Pen} Pen */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {{part: Part, x: number, y: number, width: number, height: number}} Box px */

/** What every part is painted with, and what is written on it. @type {Readonly<Record<string, readonly [ColourName, ColourName]>>} */
const PAINTS = {
  token_embedding: ["seq-2", "seq-2-text"], position_embedding: ["seq-4", "seq-4-text"], segment_embedding: ["seq-3", "seq-3-text"],
  query: ["current-tint", "ink"], key: ["other-tint", "ink"], value: ["chosen-tint", "ink"], attention_output: ["sand-line", "ink"],
  mlp_gate: ["seq-0", "seq-0-text"], mlp_up: ["seq-1", "seq-1-text"], mlp_down: ["seq-0", "seq-0-text"],
  pooler: ["seq-3", "seq-3-text"], output: ["seq-3", "seq-3-text"],
};
/** @type {readonly [ColourName, ColourName]} */
const OTHER = ["edge", "sand-raised"];

/** @param {string} part */
export const paintOf = (part) => PAINTS[part] ?? OTHER;

/** Floors closer than this are not drawn one by one, px. */
const FLOOR = 4;

/**
 * Where the parts lie.
 * @param {Pick<Result, "parts" | "total">} result
 * @param {Area} area
 * @returns {Box[]}
 */
export function boxes({ parts, total }, { left, right, top, bottom }) {
  /** @type {Box[]} */
  const found = [];
  let y = top;
  for (const place of /** @type {readonly Place[]} */ (["input", "layer", "output"])) {
    const here = parts.filter((part) => part.place === place);
    const sum = here.reduce((all, part) => all + part.total, 0);
    const height = ((bottom - top) * sum) / total;
    let x = left;
    for (const part of here) {
      const width = ((right - left) * part.total) / sum;
      found.push({ part, x, y, width, height });
      x += width;
    }
    y += height;
  }
  return found;
}

/**
 * The part under a point, or the nearest one: some are thinner than a hand can hit.
 * @param {readonly Box[]} found
 * @param {number} x
 * @param {number} y
 */
export function partAt(found, x, y) {
  const away = (/** @type {Box} */ { x: left, y: top, width, height }) => Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
  const big = found.filter(({ width, height }) => width >= 3 && height >= 1);
  return big.toSorted((one, other) => away(one) - away(other))[0]?.part;
}

/**
 * Room for the areas; the rest is for what is written around them.
 * @param {number} width px
 * @param {number} tall px
 * @param {number} size of letters, px
 * @returns {Area}
 */
export const areaOf = (width, tall, size) => ({ left: size * 1.7, right: width - 2, top: size * 1.6, bottom: tall - size * 2 });

/**
 * @param {Result} result
 * @param {string} looked the part one looks at
 * @param {Area} area
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
export function areas(result, looked, area, pen, say) {
  const { size, colours, measure } = pen;
  const names = partNames(say);
  const found = boxes(result, area);
  const floor = found.find(({ part }) => part.place === "layer");
  /** @type {Mark[]} */
  const marks = found.map(({ part, x, y, width, height }) => mark("rect", { x, y, width, height, fill: colours[paintOf(part.name)[0]] }));
  if (floor) {
    marks.push(...asleep(result, found, pen), ...floors(result.shape.layers, floor, area, pen));
    const { layers } = result.shape;
    const said = fit(say("floors", { layers }), Math.max(floor.height, size * 5), size, measure, true);
    const middle = Math.min(Math.max(floor.y + floor.height / 2, area.top + measure(said, size, true) / 2), area.bottom - measure(said, size, true) / 2);
    marks.push(
      mark("text", { transform: `translate(${size} ${middle}) rotate(-90)`, "text-anchor": "middle", "font-size": size, "font-weight": 700, fill: colours.ink }, said),
      mark("path", { d: `M${area.left - 2} ${floor.y}h-4v${floor.height}h4`, fill: "none", stroke: colours.ink, "stroke-width": 2 }),
    );
  }
  for (const box of found) {
    if (box.width > 3 && box.height > 0.5) marks.push(mark("rect", { x: box.x, y: box.y, width: box.width, height: box.height, fill: "none", stroke: colours["sand-raised"], "stroke-width": Math.min(2, box.height / 3) }));
    marks.push(...named(box, names[box.part.name] ?? box.part.name, share(box.part.total / result.total), pen));
  }
  const here = found.find(({ part }) => part.name === looked);
  if (here) {
    const [wide, high] = [Math.max(here.width, 4), Math.max(here.height, 4)];
    const ring = { x: Math.min(here.x, area.right - wide), y: Math.min(here.y, area.bottom - high), width: wide, height: high, fill: "none", rx: 3 };
    marks.push(mark("rect", { ...ring, stroke: colours.ink, "stroke-width": 6 }), mark("rect", { ...ring, stroke: colours.chosen, "stroke-width": 3 }));
  }
  return [...marks, ...around(result, found, area, pen, say)];
}

/** A line between floors; where there are too many, between every so many. @param {number} layers @param {Box} floor @param {Area} area @param {Pen} pen */
function floors(layers, floor, area, { colours }) {
  const every = Math.ceil(layers / Math.max(1, Math.floor(floor.height / FLOOR)));
  const marks = [];
  for (let layer = every; layer < layers; layer += every) {
    const y = floor.y + (floor.height * layer) / layers;
    marks.push(mark("line", { x1: area.left, x2: area.right, y1: y, y2: y, stroke: colours["sand-raised"], "stroke-width": 0.8, "stroke-opacity": 0.7 }));
  }
  return marks;
}

/** The experts that are not asked, paler, and lines between all. @param {Result} result @param {readonly Box[]} found @param {Pen} pen */
function asleep({ shape }, found, { colours }) {
  const { experts, experts_used } = settled(shape);
  if (experts < 2) return [];
  return found
    .filter(({ part }) => part.name.startsWith("mlp_") && part.count === shape.layers * experts)
    .flatMap(({ x, y, width, height }) => {
      const one = width / experts;
      const lines = one < 3 ? [] : Array.from({ length: experts - 1 }, (_, place) => x + one * (place + 1));
      return [
        mark("rect", { x: x + one * experts_used, y, width: one * (experts - experts_used), height, fill: colours.cut, "fill-opacity": 0.55 }),
        ...lines.map((at) => mark("line", { x1: at, x2: at, y1: y, y2: y + height, stroke: colours["sand-raised"], "stroke-width": 1 })),
      ];
    });
}

/** The name of a part on it, where there is room: along it or from bottom to top. @param {Box} box @param {string} name @param {string} said @param {Pen} pen @returns {Mark[]} */
function named({ part, x, y, width, height }, name, said, { size, colours, measure }) {
  const [fill, ink] = paintOf(part.name);
  const look = { "text-anchor": "middle", "font-size": size, fill: colours[ink], stroke: colours[fill], "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" };
  const [middle, centre] = [x + width / 2, y + height / 2];
  const wide = Math.max(measure(name, size, true), measure(said, size)) + size * 0.6;
  if (width >= wide && height >= size * 2.8) {
    return [mark("text", { ...look, x: middle, y: centre - size * 0.2, "font-weight": 700 }, name), mark("text", { ...look, x: middle, y: centre + size * 1.1 }, said)];
  }
  const line = `${name} ${said}`;
  const long = measure(line, size, true) + size;
  if (width >= long && height >= size * 1.3) return [mark("text", { ...look, x: middle, y: centre + size * 0.36, "font-weight": 700 }, line)];
  const short = measure(name, size, true) + size * 0.6;
  const upright = height >= long ? line : height >= short ? name : "";
  if (width >= size * 1.3 && upright) return [mark("text", { ...look, transform: `translate(${middle + size * 0.36} ${centre}) rotate(-90)`, "font-weight": 700 }, upright)];
  return width >= short && height >= size * 1.3 ? [mark("text", { ...look, x: middle, y: centre + size * 0.36, "font-weight": 700 }, name)] : [];
}

/**
 * Above and below the areas, what lies there too thin to be written on; and what an area means.
 * @param {Result} result
 * @param {readonly Box[]} found
 * @param {Area} area
 * @param {Pen} pen
 * @param {Say} say
 * @returns {Mark[]}
 */
function around(result, found, area, { size, colours, measure }, say) {
  const names = partNames(say);
  const word = (/** @type {string} */ content, /** @type {Mark["attributes"]} */ more) => mark("text", { "font-size": size, fill: colours.ink, ...more }, content);
  const arm = (/** @type {string} */ way) => mark("path", { d: way, fill: "none", stroke: colours.edge, "stroke-width": 1.5 });
  const width = area.right - area.left;
  const thin = (/** @type {Place} */ place, /** @type {number} */ room) => {
    const parts = found.filter(({ part, height }) => part.place === place && height < size * 1.3).map(({ part }) => part);
    const sum = parts.reduce((all, part) => all + part.total, 0);
    return sum / result.total < 0.001 ? "" : fit(`${parts.filter((part) => part.total > sum / 100).map((part) => names[part.name]).join(say("comma"))} ${share(sum / result.total)}`, room, size, measure);
  };
  const marks = [];
  const above = thin("input", width - size);
  if (above) marks.push(word(above, { x: area.left, y: area.top - size * 0.5 }), arm(`M${area.left + measure(above, size) + 4} ${area.top - size * 0.85}h${size * 0.6}v${size * 0.7}`));
  // A square of a round number of parameters, so that areas can be compared from model to model.
  const perPixel = result.total / (width * (area.bottom - area.top));
  const count = 10 ** Math.floor(Math.log10(perPixel * (size * 1.3) ** 2));
  const side = Math.sqrt(count / perPixel);
  const y = area.bottom + size * 0.45;
  const scale = fit(say("scale", { count: writeQuantity(count, say("names")) }), width - size * 2, size, measure);
  marks.push(mark("rect", { x: area.left, y: y + (size * 1.3 - side) / 2, width: side, height: side, fill: colours.ink }), word(scale, { x: area.left + side + size * 0.5, y: y + size }));
  const below = thin("output", width - side - measure(scale, size) - size * 2.5);
  if (below.length > 3) marks.push(word(below, { x: area.right - size, y: y + size, "text-anchor": "end" }), arm(`M${area.right - size * 0.8} ${y + size * 0.7}h${size * 0.5}v${-size * 0.9}`));
  return marks;
}
