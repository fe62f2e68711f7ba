/** The mask as a square of pairs, a row for each query; below it how many layers each key is away from the chosen query. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { COLOURS, layerLook, partName } from "./names.js";
import { partOf, patternOf } from "./pattern.js";
import { labelled, layerRuns, stretches } from "./stretches.js";

/** @typedef {import("../shared/picture.js").Colours} Colours */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./stretches.js").Stretch} Stretch */
/** @typedef {{query: number, key: number}} Pair */

/** px a pair must have to stand apart from its neighbours */
const APART = 6;
/** px a pair's corners are rounded by at most */
const ROUND = 6;
/** Where the arrow keys lead. @type {Readonly<Record<string, readonly [number, number]>>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Mask {
  /** @type {{settings: Settings, result: Result} | null} */
  #shown = null;
  /** The pair that is pointed at. @type {Pair | null} */
  #at = null;
  /** @type {Colours | null} */
  #colours = null;

  /**
   * @param {Say} say
   * @param {(query: number) => void} choose
   * @param {() => import("../shared/picture.js").Ink} ink
   * @param {boolean} moves whether a hand may choose
   */
  constructor(say, choose, ink, moves) {
    this.say = say;
    this.choose = choose;
    this.ink = ink;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.chosen = h("div", { class: "row chosen" });
    this.row = h("div", { class: "row", hidden: true });
    this.column = h("div", { class: "column", hidden: true });
    this.area = h("div", { class: "area", ...(moves ? { tabindex: 0, role: "application", "aria-describedby": "mask-keys" } : { role: "img" }) }, this.canvas, this.chosen, this.column, this.row);
    this.tops = h("div", { class: "tops", "aria-hidden": "true" });
    this.sides = h("div", { class: "sides", "aria-hidden": "true" });
    this.reach = h("canvas", { class: "reach", "aria-hidden": "true" });
    this.reachName = h("p", { class: "soft" });
    this.readout = h("p", { class: "readout", role: "status" });
    this.element = h(
      "section",
      { class: "mask" },
      h("p", { class: "axes", "aria-hidden": "true" }, h("b", { class: "of-query" }, say("axis_query")), h("b", { class: "of-key" }, say("axis_key"))),
      h("div", { class: "frame" }, this.tops, this.sides, this.area),
      this.reach,
      this.reachName,
      this.readout,
      moves && h("p", { class: "quietly", id: "mask-keys" }, say("keys")),
    );
    // Other colours, whoever changed them where: their change is a transition, and that is heard.
    this.area.addEventListener("transitionend", (event) => {
      if (event.propertyName !== "background-color") return;
      this.#colours = null;
      this.draw();
    });
    if (!moves) return;
    this.area.addEventListener("pointermove", (event) => this.#point(this.#under(event)));
    this.area.addEventListener("pointerleave", () => this.#point(null));
    this.area.addEventListener("click", (event) => this.choose(this.#under(event).query));
    this.area.addEventListener("keydown", (event) => this.#key(event));
    this.area.addEventListener("focus", () => this.area.matches(":focus-visible") && this.#point({ query: this.#shown?.result.path.query ?? 0, key: 0 }));
    this.area.addEventListener("blur", () => this.#point(null));
  }

  /**
   * @param {Settings} settings
   * @param {Result} result
   */
  show(settings, result) {
    this.#shown = { settings, result };
    const { length } = settings;
    if (this.#at && Math.max(this.#at.query, this.#at.key) >= length) this.#at = null;
    this.area.setAttribute("aria-label", this.say("mask", { length: whole(length) }));
    this.reachName.textContent = this.say("reach", { query: result.path.query });
    this.#mark();
  }

  /** Draw everything anew: after another answer, in another size or other colours. */
  draw() {
    const side = this.area.clientWidth;
    if (!this.#shown || !side) return;
    const { settings, result } = this.#shown;
    const { length } = settings;
    const colours = (this.#colours ??= this.ink().colours);
    const size = parseFloat(getComputedStyle(this.area).fontSize);
    const cell = side / length;
    const context = sized(this.canvas, side, side);
    if (!context) return;
    paint(context, settings, result.mask, cell, colours);
    const tick = (/** @type {string} */ edge) => (/** @type {number} */ place) => h("span", { style: `${edge}: ${(100 * (place + 0.5)) / length}%` }, place);
    this.tops.replaceChildren(...labelled(length, cell, size * (length > 100 ? 2.8 : 2.1)).map(tick("left")));
    this.sides.replaceChildren(...labelled(length, cell, size * 1.15).map(tick("top")));
    const strip = sized(this.reach, side, this.reach.clientHeight);
    if (strip) paintReach(strip, result.path, cell, this.reach.clientHeight, size, colours, getComputedStyle(this.area).fontFamily);
  }

  /** @param {Pair | null} pair */
  #point(pair) {
    this.#at = pair;
    this.#mark();
  }

  /** The pair under a pointer. @param {MouseEvent} event @returns {Pair} */
  #under(event) {
    const length = this.#shown?.settings.length ?? 1;
    const box = this.area.getBoundingClientRect();
    const place = (/** @type {number} */ share) => Math.min(Math.max(Math.floor(share * length), 0), length - 1);
    return { query: place((event.clientY - box.top) / box.height), key: place((event.clientX - box.left) / box.width) };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const length = this.#shown?.settings.length ?? 1;
    const { query, key } = this.#at ?? { query: this.#shown?.result.path.query ?? 0, key: 0 };
    const [down, on] = ARROWS[event.key] ?? [0, 0];
    const within = (/** @type {number} */ place) => Math.min(Math.max(place, 0), length - 1);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in ARROWS) this.#point({ query: within(query + down), key: within(key + on) });
    else if (event.key === "Enter") this.choose(query);
    else if (event.key === "Escape" && this.#at) this.#point(null);
    else return;
    event.preventDefault(); // else the player would hear it
  }

  /** Light the row and the column, and say what is there. */
  #mark() {
    if (!this.#shown) return;
    const { settings, result } = this.#shown;
    const { length } = settings;
    const { query, layers, longest } = result.path;
    const share = (/** @type {number} */ place) => `${(100 * place) / length}%`;
    const at = this.#at;
    this.row.hidden = this.column.hidden = at === null;
    for (const bar of [this.chosen, this.row]) bar.style.blockSize = share(1);
    this.chosen.style.insetBlockStart = share(query);
    this.column.style.inlineSize = share(1);
    if (at) {
      this.row.style.insetBlockStart = share(at.query);
      this.column.style.insetInlineStart = share(at.key);
      this.readout.textContent = this.#pairSentence(at);
    } else {
      const keys = [...(result.mask[query] ?? "")].filter((sign) => sign === "1").length;
      const known = layers.filter((layer) => layer !== null).length;
      this.readout.textContent = this.say("query_now", { query, keys: whole(keys), layers: whole(longest), known: whole(known), length: whole(length) });
    }
  }

  /** @param {Pair} pair */
  #pairSentence({ query, key }) {
    if (!this.#shown) return "";
    const { settings, result } = this.#shown;
    const values = { query, key };
    if (result.mask[query]?.[key] === "1") {
      return this.say("pair_seen", { ...values, part: partName(partOf(patternOf(settings), query, key), settings.pattern, this.say) });
    }
    return this.say(result.causal && key > query ? "pair_masked" : "pair_left", values);
  }
}

/**
 * Make a canvas as fine as the screen.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width CSS px
 * @param {number} height CSS px
 */
function sized(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context?.scale(canvas.width / width, canvas.height / height);
  return context;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Settings} settings
 * @param {readonly string[]} mask
 * @param {number} cell px
 * @param {Colours} colours
 */
function paint(context, settings, mask, cell, colours) {
  const all = stretches(settings, mask);
  if (cell >= APART) paintCells(context, all, cell, colours);
  else paintPixels(context, all, context.canvas.width / mask.length, colours);
  context.fillStyle = hatch(context, colours);
  for (const { query, key, count, look } of all) {
    if (look === "masked") context.fillRect(key * cell, query * cell, count * cell, cell);
  }
}

/**
 * Pairs with sand between them.
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Stretch[]} all
 * @param {number} cell px
 * @param {Colours} colours
 */
function paintCells(context, all, cell, colours) {
  const apart = Math.min(1, cell / 16);
  const wide = cell - 2 * apart;
  context.strokeStyle = colours["chosen-ink"];
  for (const { query, key, count, look } of all) {
    if (look === "masked") continue;
    context.fillStyle = colours[COLOURS[look]];
    context.beginPath();
    for (let place = key; place < key + count; place += 1) context.roundRect(place * cell + apart, query * cell + apart, wide, wide, Math.min(cell / 8, ROUND));
    context.fill();
    if (look === "random") context.stroke(); // gold on sand is pale: an edge makes it stand out
  }
}

/**
 * The pairs of a long text, which touch: written pixel by pixel, since there may be a quarter of a million of them.
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Stretch[]} all
 * @param {number} cell pixels of the canvas
 * @param {Colours} colours
 */
function paintPixels(context, all, cell, colours) {
  const { width, height } = context.canvas;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const [global, window, random] = /** @type {const} */ (["global", "window", "random"]).map((part) => pixelOf(context, colours[COLOURS[part]]));
  const values = { global, window, random };
  // No pair is lost where pairs are smaller than pixels.
  const ends = (/** @type {number} */ from, /** @type {number} */ to) => [Math.floor(from * cell), Math.max(Math.floor(to * cell), Math.floor(from * cell) + 1)];
  for (const { query, key, count, look } of all) {
    if (look === "masked") continue;
    const [top = 0, bottom = 0] = ends(query, query + 1);
    const [left = 0, right = 0] = ends(key, key + count);
    for (let y = top; y < bottom; y += 1) pixels.fill(values[look] ?? 0, y * width + left, y * width + right);
  }
  context.putImageData(image, 0, 0);
}

/**
 * A colour as a pixel is written: red in the lowest byte, all of it opaque.
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 */
function pixelOf(context, colour) {
  context.fillStyle = colour;
  const [red = 0, green = 0, blue = 0] = (String(context.fillStyle).match(/[0-9a-f]{2}/gi) ?? []).map((pair) => parseInt(pair, 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * The look of what is masked.
 * @param {CanvasRenderingContext2D} context
 * @param {Colours} colours
 */
function hatch(context, colours) {
  const ratio = devicePixelRatio || 1;
  const tile = h("canvas", { width: Math.round(8 * ratio), height: Math.round(8 * ratio) });
  const inside = tile.getContext("2d");
  if (!inside) return colours.cut;
  inside.scale(tile.width / 8, tile.height / 8);
  inside.strokeStyle = colours.cut;
  inside.lineWidth = 1.5;
  inside.beginPath();
  for (const from of [-8, 0, 8]) {
    inside.moveTo(from - 1, 9);
    inside.lineTo(from + 9, -1);
  }
  inside.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? colours.cut;
}

/**
 * A row of keys in the colours of the numbers of layers they are away, and the numbers where there is room for them.
 * @param {CanvasRenderingContext2D} context
 * @param {Result["path"]} path
 * @param {number} cell px
 * @param {number} height px
 * @param {number} size of the letters, px
 * @param {Colours} colours
 * @param {string} font
 */
function paintReach(context, { layers, longest }, cell, height, size, colours, font) {
  context.font = `${size}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const ratio = devicePixelRatio || 1;
  const edge = (/** @type {number} */ place) => Math.round(place * cell * ratio) / ratio;
  const apart = cell >= APART ? 1 : 0;
  const hatched = hatch(context, colours);
  for (const { key, count, layer } of layerRuns(layers)) {
    const { fill, text } = layerLook(layer, longest);
    const width = Math.max(edge(key + count) - edge(key) - apart, 1 / ratio);
    context.fillStyle = fill ? colours[fill] : hatched;
    context.fillRect(edge(key), 0, width, height);
    if (layer === null || width < context.measureText(String(layer)).width + 1) continue;
    context.fillStyle = colours[text];
    context.fillText(String(layer), edge(key) + width / 2, height / 2 + 1);
  }
}
