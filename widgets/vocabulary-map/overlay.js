/** What stands above the grains: names of clusters, words, marked words, and the word one looks at. */

import { ABOVE, LabelPlan, column, inside, overlap, placeMarks } from "./labels.js";
import { Sprites, textWidths } from "./sprites.js";
import { seen, toScreen } from "./viewport.js";

/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./labels.js").Rectangle} Rectangle */
/** @typedef {import("./sprites.js").Look} Look */
/** @typedef {import("./sprites.js").Dress} Dress */
/** @typedef {import("./sprites.js").Sprite} Sprite */
/** @typedef {import("./types.js").MarkKind} MarkKind */
/** @typedef {import("./viewport.js").Viewport} Viewport */
/** @typedef {import("./viewport.js").Size} Size */

const EDGE = 120; // px beyond the edge in which labels are kept ready
const AWAY = 12; // px from a marked point to its label
const FADE = 140; // ms in which a label comes and goes
const TALL = 24; // px: a label with its halo
const TOGETHER = 110; // px: as near as this, words cannot all be written above their points
const MOST_TOGETHER = 11; // words in the list beside the one that is looked at

/**
 * @typedef {object} Label
 * @property {number} id the word's point, or −1 − the place of the cluster
 * @property {string} text
 * @property {Look} look
 * @property {number} x its middle on the screen, px
 * @property {number} y
 * @property {number} dot where its point is across the screen, px: at the edges a label is moved in
 *
 * @typedef {{point: number, word: string, kind: MarkKind}} MarkedPoint
 *
 * @typedef {object} Pointed what somebody points at
 * @property {readonly MarkedPoint[]} marks
 * @property {number} current the word one looks at, -1 for none
 * @property {readonly number[]} near the words around it
 * @property {boolean} crosshair whether the middle of the screen is marked, for those who move the map with keys
 *
 * @typedef {{point: number, look: Look, x: number, y: number, text: string, box: Rectangle | null}} Chip
 *   a marked point on the screen, and where its label stands, if it has room
 */

export class Overlay {
  /** @type {LabelPlan | null} */
  #plan = null;
  /** @type {Sprites | null} */
  #sprites = null;
  /** The labels on the screen, and how far they have come in, 0 … 1. @type {Map<number, Label & {strength: number, sprite: Sprite | null}>} */
  #shown = new Map();
  #before = 0; // when the last frame was drawn
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #planning;
  /** @type {Pointed} */
  pointed = { marks: [], current: -1, near: [], crosshair: false };
  /** What lies on the map and must hide no label. @type {readonly Rectangle[]} */
  covered = [];
  /** From this scale on, px a unit, words that lie on one another are listed beside the one that is looked at. */
  closest = Infinity;

  /**
   * @param {Atlas} atlas
   * @param {Dress} dress
   * @param {() => void} changed there is something new to draw
   */
  constructor(atlas, dress, changed) {
    this.atlas = atlas;
    this.dress = dress;
    this.changed = changed;
    this.zoom = dress.textSize / 16;
  }

  /**
   * Measure all words and begin to plan. To be called once the font is there.
   * @param {number} scale of the view, px a unit
   */
  measure(scale) {
    const { atlas } = this;
    const { measure } = this.dress;
    const widths = textWidths(atlas.words, 16, measure);
    const names = atlas.clusters.map((cluster) => ({ ...cluster, width: measure(atlas.name(cluster), cluster.level === 0 ? 18 : 16, true) }));
    this.#plan = new LabelPlan({ x: atlas.x, y: atlas.y, widths, names, bounds: atlas.bounds });
    this.plan(scale, scale);
  }

  /**
   * Plan up to a scale, a piece at a time, so that nothing else has to wait long.
   * @param {number} most px a unit
   * @param {number} now the scale of the view: it is drawn anew when its own plan is made
   */
  plan(most, now) {
    const plan = this.#plan;
    if (!plan || this.#planning !== undefined || plan.covers(most / this.zoom)) return;
    this.#planning = setTimeout(() => {
      this.#planning = undefined;
      const before = plan.at(now / this.zoom);
      for (const until = performance.now() + 8; performance.now() < until && !plan.covers(most / this.zoom); ) plan.planNext();
      if (plan.at(now / this.zoom) !== before) this.changed();
      this.plan(most, now);
    }, 4);
  }

  stop() {
    clearTimeout(this.#planning);
    this.#planning = undefined;
  }

  /**
   * Names and words that stand on the screen, all of each: at its sides they are moved in, where there is room.
   * @param {Viewport} view
   * @param {Size} size
   * @returns {Label[]}
   */
  labels(view, size) {
    const { atlas, zoom } = this;
    const plan = this.#plan;
    const written = plan?.at(view.scale / zoom);
    if (!plan || !written) return [];
    const box = seen(view, size, EDGE * zoom);
    const near = (/** @type {number} */ x, /** @type {number} */ y) => x > box.left && x < box.right && y > box.top && y < box.bottom;
    const raised = ABOVE * zoom;
    /** @type {Label[]} */
    const labels = [];
    /** @type {Rectangle[]} */
    const boxes = [];
    /** @type {{label: Label, box: Rectangle}[]} */
    const cut = [];
    const add = (/** @type {Label} */ label, /** @type {number} */ letters) => {
      const width = (letters + 8) * zoom;
      const box = { left: label.x - width / 2, top: label.y - (TALL * zoom) / 2, width, height: TALL * zoom };
      if (this.covered.some((other) => overlap(box, other))) return;
      if (!inside(box, size)) cut.push({ label, box });
      else {
        labels.push(label);
        boxes.push(box);
      }
    };
    for (const place of written.names) {
      const cluster = atlas.clusters[place];
      if (!cluster || !near(cluster.x, cluster.y)) continue;
      const [x, y] = toScreen(view, size, cluster.x, cluster.y);
      const look = cluster.level === 0 ? "large" : "name";
      add({ id: -1 - place, text: atlas.name(cluster), look, x, y: y - raised, dot: x }, plan.names[place]?.width ?? 0);
    }
    for (const point of written.words) {
      const [placeX, placeY] = [/** @type {number} */ (atlas.x[point]), /** @type {number} */ (atlas.y[point])];
      if (!near(placeX, placeY)) continue;
      const [x, y] = toScreen(view, size, placeX, placeY);
      add({ id: point, text: atlas.word(point), look: "word", x, y: y - raised, dot: x }, plan.widths[point] ?? 0);
    }
    for (const { label, box } of cut) {
      if (label.dot < 0 || label.dot > size.width) continue;
      const left = Math.max(Math.min(box.left, size.width - box.width), 0);
      const moved = { ...box, left };
      if (!inside(moved, size) || [...boxes, ...this.covered].some((other) => overlap(moved, other))) continue;
      labels.push({ ...label, x: left + box.width / 2 });
      boxes.push(moved);
    }
    return labels;
  }

  /**
   * The word one looks at and the marked words, with their labels. These win over all other labels. Where one can hardly
   * go nearer, the words that lie on the one that is looked at are listed under its label.
   * @param {Viewport} view
   * @param {Size} size
   * @returns {Chip[]}
   */
  chips(view, size) {
    const { marks, current } = this.pointed;
    /** @type {{point: number, text: string, look: Look}[]} */
    const points = marks.filter(({ point }) => point !== current).map(({ point, word, kind }) => ({ point, text: word, look: kind }));
    if (current >= 0) points.unshift({ point: current, text: this.atlas.word(current), look: "current" });
    const sprites = (this.#sprites ??= new Sprites(this.dress, this.changed));
    const chips = points.map(({ point, text, look }) => {
      const [x, y] = toScreen(view, size, ...this.atlas.place(point));
      return { point, look, x, y, text, ...(sprites.get(text, look, true) ?? { width: 0, height: 0 }) };
    });
    const boxes = placeMarks(chips.map(({ x, y, width, height }) => ({ left: x, top: y, width, height })), AWAY, size, this.covered);
    const placed = chips.map(({ point, look, x, y, text, width }, place) => ({ point, look, x, y, text, box: width ? (boxes[place] ?? null) : null }));
    const first = current >= 0 && placed[0]?.box;
    if (!first || view.scale < this.closest) return placed;
    const list = this.#together(view, size, first, sprites, new Set(points.map(({ point }) => point)));
    const clear = placed.map((chip, place) => (place > 0 && chip.box && list.some(({ box }) => box && chip.box && overlap(box, chip.box)) ? { ...chip, box: null } : chip));
    return [...list, ...clear];
  }

  /**
   * The words that lie on the one that is looked at, or all but.
   * @param {Viewport} view
   * @param {Size} size
   * @param {Rectangle} first the label of the one that is looked at
   * @param {Sprites} sprites
   * @param {ReadonlySet<number>} known points that have a label of their own
   * @returns {Chip[]}
   */
  #together(view, size, first, sprites, known) {
    const { atlas, zoom } = this;
    const others = atlas
      .nearest(...atlas.place(this.pointed.current), MOST_TOGETHER + known.size, (TOGETHER * zoom) / view.scale)
      .filter((point) => !known.has(point))
      .slice(0, MOST_TOGETHER);
    const chips = others.map((point) => {
      const [x, y] = toScreen(view, size, ...atlas.place(point));
      const text = atlas.word(point);
      return { point, look: /** @type {Look} */ ("near"), x, y, text, ...(sprites.get(text, "near", true) ?? { width: 0, height: 0 }) };
    });
    const written = chips.filter(({ width }) => width > 0);
    const boxes = column(first, written, size);
    return written.flatMap(({ point, look, x, y, text }, place) => (boxes[place] ? [{ point, look, x, y, text, box: boxes[place] ?? null }] : []));
  }

  /**
   * Draw all this.
   * @param {CanvasRenderingContext2D} context in CSS px
   * @param {Viewport} view
   * @param {Size} size
   * @param {number} ratio device px a CSS px
   * @param {number} now ms
   * @param {boolean} moving whether the map is being moved: then the rest has to be done quickly
   * @param {boolean} motion whether labels come and go gently
   * @returns {boolean} whether labels are still coming or going
   */
  paint(context, view, size, ratio, now, moving, motion) {
    const sprites = (this.#sprites ??= new Sprites(this.dress, this.changed));
    sprites.begin(moving);
    const chips = this.chips(view, size);
    const step = motion && this.#before > 0 ? Math.min((now - this.#before) / FADE, 1) : 1;
    this.#before = now;
    const changing = this.#paintLabels(context, this.labels(view, size), chips, sprites, step, ratio);
    this.#paintNear(context, view, size);
    if (this.pointed.crosshair) this.#paintCrosshair(context, size);
    for (const chip of chips) this.#paintChip(context, chip, sprites, ratio);
    const late = sprites.end();
    return changing || late;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {readonly Label[]} labels
   * @param {readonly Chip[]} chips
   * @param {Sprites} sprites
   * @param {number} step how far labels come in or go out in this frame
   * @param {number} ratio
   */
  #paintLabels(context, labels, chips, sprites, step, ratio) {
    const wanted = new Set();
    for (const label of labels) {
      wanted.add(label.id);
      const shown = this.#shown.get(label.id);
      if (shown) Object.assign(shown, label);
      else this.#shown.set(label.id, { ...label, strength: 0, sprite: null });
    }
    let changing = false;
    for (const [id, label] of this.#shown) {
      const sprite = (label.sprite ??= sprites.get(label.text, label.look));
      const box = sprite && { left: label.x - sprite.width / 2, top: label.y - sprite.height / 2, width: sprite.width, height: sprite.height };
      const comes = box !== null && wanted.has(id) && !chips.some((chip) => (chip.box && overlap(box, chip.box)) || chip.point === id);
      label.strength = Math.min(Math.max(label.strength + (comes ? step : -step), 0), 1);
      changing ||= comes ? label.strength < 1 : label.strength > 0;
      // A label that goes does so at once where the map moves on: its place is not known any more.
      if (!wanted.has(id)) this.#shown.delete(id);
      if (!box || !sprite || label.strength === 0) continue;
      context.globalAlpha = label.strength;
      if (label.look === "word") {
        this.#disc(context, label.dot, label.y + ABOVE * this.zoom, 2.5 * this.zoom, this.dress.colours.ink);
      }
      const snap = (/** @type {number} */ px) => Math.round(px * ratio) / ratio;
      context.drawImage(sprite.image, snap(box.left), snap(box.top), sprite.width, sprite.height);
    }
    context.globalAlpha = 1;
    return changing;
  }

  /**
   * Rings around the words near the one that is looked at, where they are far enough from it to be told apart.
   * @param {CanvasRenderingContext2D} context
   * @param {Viewport} view
   * @param {Size} size
   */
  #paintNear(context, view, size) {
    const { near, current } = this.pointed;
    if (current < 0) return;
    const { colours } = this.dress;
    const radius = 6 * this.zoom;
    const [left, top] = toScreen(view, size, ...this.atlas.place(current));
    const places = near
      .map((point) => toScreen(view, size, ...this.atlas.place(point)))
      .filter(([x, y]) => Math.hypot(x - left, y - top) > 2.5 * radius);
    for (const [width, colour] of /** @type {[number, string][]} */ ([[4, colours.sand], [2, colours.current]])) {
      context.lineWidth = width * this.zoom;
      context.strokeStyle = colour;
      context.beginPath();
      for (const [x, y] of places) {
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
      context.stroke();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Chip} chip
   * @param {Sprites} sprites
   * @param {number} ratio
   */
  #paintChip(context, { look, x, y, text, box }, sprites, ratio) {
    const { colours } = this.dress;
    const radius = (look === "near" ? 4 : look === "current" ? 6 : 7) * this.zoom;
    this.#disc(context, x, y, radius + 2.5 * this.zoom, colours["sand-raised"]);
    if (look === "input") {
      this.#disc(context, x, y, radius, colours["cut-ink"]);
      this.#disc(context, x, y, radius - 2.5 * this.zoom, colours["sand-raised"]);
    } else {
      this.#disc(context, x, y, radius, colours[look === "current" || look === "near" ? "current" : look === "term" ? "other" : "chosen-ink"]);
      if (look === "result") this.#disc(context, x, y, radius - 1.5 * this.zoom, colours.chosen);
    }
    const sprite = sprites.get(text, /** @type {Look} */ (look), true);
    if (!box || !sprite) return;
    context.drawImage(sprite.image, Math.round(box.left * ratio) / ratio, Math.round(box.top * ratio) / ratio, sprite.width, sprite.height);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Size} size
   */
  #paintCrosshair(context, { width, height }) {
    const { colours } = this.dress;
    for (const [line, colour] of /** @type {[number, string][]} */ ([[4, colours.sand], [2, colours.current]])) {
      context.lineWidth = line;
      context.strokeStyle = colour;
      context.beginPath();
      for (const [across, down] of /** @type {[number, number][]} */ ([[1, 0], [-1, 0], [0, 1], [0, -1]])) {
        context.moveTo(width / 2 + across * 14, height / 2 + down * 14);
        context.lineTo(width / 2 + across * 26, height / 2 + down * 26);
      }
      context.stroke();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {string} colour
   */
  #disc(context, x, y, radius, colour) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}
