/** The part of the map that is seen as an SVG file: labels as text; grains as circles, or, where they are many, as a picture. */

import { fixed, whole } from "../shared/numbers.js";
import { escape, lines, node, text } from "../shared/svg.js";
import { ABOVE } from "./labels.js";
import { looks } from "./sprites.js";

/** @typedef {import("./overlay.js").Label} Label */
/** @typedef {import("./overlay.js").Chip} Chip */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Ink} Ink */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @typedef {object} View what is seen
 * @property {number} width px
 * @property {number} height px
 * @property {number} textSize px
 * @property {string | readonly {x: number, y: number, radius: number}[]} grains the address of a picture, or circles
 * @property {readonly Label[]} labels
 * @property {readonly Chip[]} chips
 */

/**
 * @param {View} view
 * @param {Result} result
 * @param {number} count words in view
 * @param {Say} say
 * @param {Ink} ink
 * @returns {string} a whole SVG file
 */
export function drawVocabularyMap({ width, height, textSize, grains, labels, chips }, result, count, say, ink) {
  const { colours } = ink;
  const { map, vectors } = result;
  const zoom = textSize / 16;
  const shown = say("shown", { shown: whole(count), count: whole(result.words.length) });
  const notes = [
    `${vectors.name} · ${shown}`,
    say("made", { method: map.method.toUpperCase(), n_neighbors: map.n_neighbors, min_dist: map.min_dist, metric: map.metric, seed: map.seed, dimensions: vectors.dimensions }),
    say("trust", { value: fixed(map.trustworthiness, 2), checked: map.checked, sample: whole(map.sample) }),
    say("warning"),
  ].flatMap((note) => lines(note, width - 32, 16, ink.measure));
  const total = Math.ceil(height + 24 + notes.length * 24);

  const clear = labels.filter((label) => {
    const half = ink.measure(label.text, textSize, label.look !== "word") / 2;
    return !chips.some(
      ({ box, point }) =>
        point === label.id ||
        (box && Math.abs(box.left + box.width / 2 - label.x) < box.width / 2 + half && Math.abs(box.top + box.height / 2 - label.y) < box.height),
    );
  });
  const places = clear.filter(({ look }) => look === "word");
  return (
    node(
      "svg",
      { xmlns: "http://www.w3.org/2000/svg", width, height: total, viewBox: `0 0 ${width} ${total}`, role: "img", "aria-labelledby": "title desc", "font-family": ink.font },
      node("title", { id: "title" }, escape(say("map", { count: whole(result.words.length) }))),
      node("desc", { id: "desc" }, escape(`${shown} ${chips.map((chip) => chip.text).join(", ")}`)),
      node("defs", {}, node("clipPath", { id: "window" }, node("rect", { width, height }))),
      node("rect", { width, height: total, fill: colours["sand-raised"] }),
      node(
        "g",
        { "clip-path": "url(#window)" },
        node("rect", { width, height, fill: colours.sand }),
        typeof grains === "string"
          ? node("image", { width, height, href: grains })
          : node("g", { fill: colours["seq-5"], "fill-opacity": 0.8 }, ...grains.map(({ x, y, radius }) => node("circle", { cx: x, cy: y, r: radius }))),
        node(
          "g",
          { fill: colours.ink },
          ...places.map(({ dot, y }) => node("circle", { cx: dot, cy: y + ABOVE * zoom, r: 2.5 * zoom })),
        ),
        ...clear.map((label) => written(label, textSize, ink)),
        ...chips.map((chip) => marked(chip, textSize, ink)),
      ),
      ...notes.map((note, place) => text(note, { x: 16, y: height + 28 + place * 24, "font-size": 16, fill: colours["ink-soft"] })),
    )
  );
}

/**
 * A name or a word with a halo.
 * @param {Label} label
 * @param {number} textSize
 * @param {Ink} ink
 */
function written({ text: content, look, x, y }, textSize, { colours }) {
  const { size, weight, ink } = looks(look, colours);
  return text(content, {
    x, y: y + textSize * size * 0.36, "font-size": textSize * size, "font-weight": weight, "text-anchor": "middle",
    fill: ink, stroke: colours.sand, "stroke-width": (textSize * size) / 3.6, "stroke-linejoin": "round", "paint-order": "stroke",
  });
}

/**
 * A marked point and its label on a plate.
 * @param {Chip} chip
 * @param {number} textSize
 * @param {Ink} ink
 */
function marked({ text: content, look, x, y, box }, textSize, { colours }) {
  const { weight, ink, plate, edge } = looks(look, colours);
  const point = node("circle", { cx: x, cy: y, r: textSize * 0.44, fill: plate, stroke: edge || colours["sand-raised"], "stroke-width": 2 });
  if (!box) return point;
  return (
    point +
    node("rect", { x: box.left, y: box.top, width: box.width, height: box.height, rx: textSize * 0.3, fill: plate, stroke: edge || colours["sand-raised"], "stroke-width": 1.5 }) +
    text(content, {
      x: box.left + box.width / 2, y: box.top + box.height / 2 + textSize * 0.36, "font-size": textSize, "font-weight": weight, "text-anchor": "middle", fill: ink,
    })
  );
}
