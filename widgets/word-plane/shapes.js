/** A scene as plain SVG shapes, for the page and for the saved file alike. Colours are asked for by name. */

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Stroke} Stroke */
/** @typedef {import("./scene.js").Dot} Dot */
/** @typedef {import("./scene.js").Label} Label */
/** @typedef {import("../shared/picture.js").ColourName} ColourName */
/** @typedef {(name: ColourName) => string} Paint */

/**
 * @typedef {{key: string, tag: "circle" | "line" | "path" | "text" | "rect", attributes: Record<string, string | number>,
 *   text?: string}} Shape
 */

/** How each kind of line is drawn: colour, width in units of text, dashes, whether it ends in an arrow. */
const LINES = /** @type {const} */ ({
  step: { colour: "other", width: 0.2, dash: "", head: true },
  same: { colour: "current", width: 0.2, dash: "", head: true },
  side: { colour: "edge", width: 0.09, dash: "0.35 0.35", head: false },
  word: { colour: "other", width: 0.12, dash: "", head: true },
  add: { colour: "other", width: 0.2, dash: "", head: true },
  take: { colour: "other", width: 0.2, dash: "0.55 0.3", head: true },
  sum: { colour: "current", width: 0.2, dash: "", head: true },
  gap: { colour: "chosen-ink", width: 0.12, dash: "0.05 0.3", head: false },
});

/** @type {Readonly<Record<Label["role"], ColourName>>} */
const INKS = { plus: "other", minus: "other", winner: "ink", result: "ink", target: "current", origin: "ink-soft", step: "other", same: "current" };

/**
 * @param {Scene} scene
 * @param {Paint} paint
 * @param {string | null} [looking] the word that is pointed at
 * @returns {Shape[]} in the order in which they lie on each other
 */
export function shapesOf(scene, paint, looking = null) {
  const { unit } = scene;
  /** @type {Shape[]} */
  const shapes = [...ringsOf(scene, paint)];
  if (scene.area) {
    const path = scene.area.map(({ x, y }, place) => `${place ? "L" : "M"}${short(x)} ${short(y)}`).join("") + "Z";
    shapes.push({ key: "area", tag: "path", attributes: { d: path, fill: paint("other-tint"), "fill-opacity": 0.32 } });
  }
  for (const stroke of scene.strokes) shapes.push(...strokeOf(stroke, unit, paint));
  for (const { key, tied, found, word, fromX, fromY, x, y, width, height, opacity } of scene.labels) {
    if (!tied || !found) continue;
    const to = { x: Math.min(Math.max(fromX, x), x + width), y: Math.min(Math.max(fromY, y + 3), y + height - 3) };
    shapes.push({ key: "leader " + key, tag: "line", attributes: { x1: fromX, y1: fromY, x2: to.x, y2: to.y, stroke: paint(word === looking ? "ink" : "edge"), "stroke-width": 1.25, opacity } });
  }
  for (const dot of scene.dots) shapes.push(...dotOf(dot, unit, paint, looking));
  const front = (/** @type {Label} */ label) => looking !== null && label.word === looking;
  for (const label of scene.labels.filter((one) => one.found && !front(one))) shapes.push(labelOf(label, paint));
  for (const label of scene.labels.filter(front)) shapes.push(...raised(label, paint));
  return shapes;
}

/**
 * Rings raked in the sand round the place that is sought.
 * @param {Scene} scene
 * @param {Paint} paint
 * @returns {Shape[]}
 */
function ringsOf({ rings, width, height, unit }, paint) {
  const furthest = Math.hypot(Math.max(rings.x, width - rings.x), Math.max(rings.y, height - rings.y));
  const count = Math.min(Math.floor(furthest / rings.step), 40);
  return Array.from({ length: count }, (_, place) => ({
    key: `ring ${place}`,
    tag: "circle",
    attributes: { cx: rings.x, cy: rings.y, r: (place + 1) * rings.step, fill: "none", stroke: paint("sand-line"), "stroke-width": unit * 0.08, opacity: 0.85 },
  }));
}

/**
 * @param {Stroke} stroke
 * @param {number} unit
 * @param {Paint} paint
 * @returns {Shape[]}
 */
function strokeOf({ key, role, x1, y1, x2, y2, opacity }, unit, paint) {
  const { colour, width, dash, head } = LINES[role];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const size = head ? Math.min(unit * (width > 0.15 ? 0.85 : 0.6), length) : 0;
  const [dx, dy] = length ? [(x2 - x1) / length, (y2 - y1) / length] : [1, 0];
  const neck = { x: x2 - dx * size * 0.7, y: y2 - dy * size * 0.7 };
  /** @type {Shape} */
  const line = {
    key, tag: "line",
    attributes: { x1, y1, x2: head ? neck.x : x2, y2: head ? neck.y : y2, stroke: paint(colour), "stroke-width": width * unit, "stroke-linecap": "round", opacity },
  };
  line.attributes["stroke-dasharray"] = dash ? dash.split(" ").map((part) => short(Number(part) * unit)).join(" ") : "none";
  if (!head) return [line];
  const back = { x: x2 - dx * size, y: y2 - dy * size };
  const wing = size * 0.42;
  const d = `M${short(x2)} ${short(y2)}L${short(back.x - dy * wing)} ${short(back.y + dx * wing)}L${short(neck.x)} ${short(neck.y)}L${short(back.x + dy * wing)} ${short(back.y - dx * wing)}Z`;
  return [line, { key: "head " + key, tag: "path", attributes: { d, fill: paint(colour), stroke: paint(colour), "stroke-width": 1, "stroke-linejoin": "round", opacity } }];
}

/**
 * @param {Dot} dot
 * @param {number} unit
 * @param {Paint} paint
 * @param {string | null} looking
 * @returns {Shape[]}
 */
function dotOf({ key, role, word, typed, x, y, r, opacity }, unit, paint, looking) {
  const at = { cx: x, cy: y, opacity };
  const thick = unit * 0.15;
  /** @type {Record<Dot["role"], Record<string, string | number>>} */
  const looks = {
    target: { r, fill: paint("current-tint"), "fill-opacity": 0.75, stroke: paint("current"), "stroke-width": thick * 1.1, "stroke-dasharray": `${short(unit * 0.36)} ${short(unit * 0.24)}` },
    origin: { r, fill: paint("ink-soft"), stroke: paint("sand"), "stroke-width": 1 },
    plus: { r, fill: paint("other"), stroke: paint("sand"), "stroke-width": thick * 0.7 },
    minus: { r: r - thick / 2, fill: paint("sand"), stroke: paint("other"), "stroke-width": thick },
    winner: { r, fill: paint("chosen"), stroke: paint(typed ? "other" : "on-chosen"), "stroke-width": thick },
    result: { r, fill: paint("sand-raised"), stroke: paint("ink-soft"), "stroke-width": thick * 0.8 },
  };
  /** @type {Shape[]} */
  const shapes = [{ key, tag: "circle", attributes: { ...at, "stroke-dasharray": "none", "fill-opacity": 1, ...looks[role] } }];
  if (word !== null && word === looking) {
    shapes.unshift({ key: "halo", tag: "circle", attributes: { cx: x, cy: y, r: r + unit * 0.32, fill: "none", stroke: paint("ink"), "stroke-width": unit * 0.15 } });
  }
  return shapes;
}

/**
 * @param {Label} label
 * @param {Paint} paint
 * @returns {Shape}
 */
function labelOf({ key, role, text, size, bold, x, y, opacity }, paint) {
  return {
    key, tag: "text", text,
    attributes: {
      x: x + 2, y: y + size * 0.96, "font-size": size, "font-weight": bold ? 700 : 400, fill: paint(INKS[role]), opacity,
      // A rim of sand keeps the letters apart from the lines under them.
      stroke: paint("sand"), "stroke-width": size * 0.22, "stroke-linejoin": "round", "paint-order": "stroke",
    },
  };
}

/**
 * The label of the word that is pointed at lies on a plate above all others.
 * @param {Label} label
 * @param {Paint} paint
 * @returns {Shape[]}
 */
function raised(label, paint) {
  const { x, y, width, height } = label;
  const plain = labelOf({ ...label, opacity: 1 }, paint);
  return [
    { key: "plate", tag: "rect", attributes: { x: x - 3, y: y - 2, width: width + 6, height: height + 4, rx: 4, fill: paint("sand-raised"), stroke: paint("ink"), "stroke-width": 2 } },
    { ...plain, attributes: { ...plain.attributes, stroke: "none" } },
  ];
}

/** @param {number} value */
function short(value) {
  return String(Math.round(value * 10) / 10);
}
