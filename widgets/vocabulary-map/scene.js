/**
 * The map on a canvas. It draws only when something has changed, once a frame, and a frame is cheap: grains are written
 * as pixels, labels are copied.
 */

import { Field, grain, grainRadius, shades } from "./grains.js";
import { Overlay } from "./overlay.js";
import { CLOSEST, between, eased, fit, kept, toScreen } from "./viewport.js";

/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./overlay.js").MarkedPoint} MarkedPoint */
/** @typedef {import("./viewport.js").Viewport} Viewport */
/** @typedef {import("../shared/picture.js").Ink} Ink */

const PADDING = 28; // px around the whole map
const RIM = 24; // px at the edge in which a word does not count as seen
const COMPANY = 8; // words around one that is gone to, to be read with it
const SLOW = 14; // ms: where a frame takes longer, a moving map is drawn more coarsely
const LISTED = 0.4; // of the largest scale: from here on, words that lie on one another are listed
const FITTED = 1.02; // as large as this the whole map still fits, all but
const REST = 160; // ms without a new frame, and the map has come to rest

/** The colours of the grains, from bare ground to many. */
const SCALE = /** @type {const} */ (["sand", "seq-1", "seq-2", "seq-3", "seq-4", "seq-5", "seq-6", "seq-7", "seq-8"]);

export class Scene {
  /** @type {Atlas | null} */
  #atlas = null;
  /** @type {Overlay | null} */
  #overlay = null;
  /** @type {Viewport} */
  #view = { x: 0, y: 0, scale: 1 };
  /** @type {{from: Viewport, to: Viewport, start: number, time: number} | null} */
  #flight = null;
  #colours = new Uint32Array(0);
  /** @type {Field | null} */
  #field = null;
  /** @type {ImageData | null} */
  #image = null;
  #stale = true; // the image does not show the grains as they are now
  #slowness = 0; // ms a frame in full detail, smoothed
  #coarse = false; // drawn at one px a CSS px, until the map is at rest
  #asked = 0;
  /** @type {readonly import("./labels.js").Rectangle[]} */
  #covered = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  width = 0;
  height = 0;
  textSize = 16;
  /** Milliseconds of a flight; 0 where nobody wants motion. */
  motion = 240;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} settled the map has come to rest
   */
  constructor(canvas, settled) {
    this.canvas = canvas;
    this.settled = settled;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false, willReadFrequently: true }));
  }

  /** @returns {Viewport} */
  get view() {
    return this.#view;
  }

  /** Where the view is, or is going. @returns {Viewport} */
  get goal() {
    return this.#flight?.to ?? this.#view;
  }

  /** Letters can be measured now: plan what is written where. */
  measure() {
    this.#overlay?.measure(this.#view.scale);
  }

  /** @param {readonly MarkedPoint[]} marks */
  mark(marks) {
    this.#set({ marks });
  }

  /**
   * The word one looks at, -1 for none, and those around it.
   * @param {number} current
   * @param {readonly number[]} near
   */
  look(current, near) {
    this.#set({ current, near });
  }

  /**
   * Show where the middle is, or do not.
   * @param {boolean} crosshair
   */
  aim(crosshair) {
    this.#set({ crosshair });
  }

  /** @param {Partial<import("./overlay.js").Pointed>} pointed */
  #set(pointed) {
    if (!this.#overlay) return;
    Object.assign(this.#overlay.pointed, pointed);
    this.request();
  }

  /** The labels on the screen. */
  labels() {
    return this.#overlay?.labels(this.#view, this) ?? [];
  }

  /** The marked words on the screen. */
  chips() {
    return this.#overlay?.chips(this.#view, this) ?? [];
  }

  /** Device px a CSS px, at rest. */
  get finest() {
    return Math.min(devicePixelRatio || 1, 2);
  }

  /** The viewport in which the whole map fits. @returns {Viewport} */
  get whole() {
    return this.#atlas ? fit(this.#atlas.bounds, this, Math.min(PADDING, this.width * 0.04)) : this.#view;
  }

  /** Whether there is nothing outside the screen to move to. */
  get fitted() {
    return this.goal.scale <= this.whole.scale * FITTED;
  }

  /** How much larger than when the whole map fits. */
  get zoom() {
    return this.#view.scale / this.whole.scale;
  }

  /**
   * Another map, or other colours and letters for it.
   * @param {Atlas} atlas
   * @param {Ink} ink
   * @param {number} textSize px
   */
  dress(atlas, ink, textSize) {
    const before = this.#overlay;
    before?.stop();
    this.textSize = textSize;
    this.#colours = shades(SCALE.map((name) => rgb(ink.colours[name])));
    this.#overlay = new Overlay(atlas, { ...ink, textSize, ratio: this.finest }, () => this.request());
    this.#overlay.covered = this.#covered;
    if (this.#atlas === atlas && before) Object.assign(this.#overlay.pointed, before.pointed);
    else {
      this.#atlas = atlas;
      this.show(this.whole, 0);
    }
    this.#changed();
  }

  /**
   * @param {number} width px; 0 while the map is hidden: then it stays as it is
   * @param {number} height px
   * @param {readonly import("./labels.js").Rectangle[]} [covered] what lies on the map and must hide no label
   */
  resize(width, height, covered = []) {
    this.#covered = covered;
    if (this.#overlay) this.#overlay.covered = covered;
    if (width === 0 || (width === this.width && height === this.height)) return;
    const zoom = this.width > 0 ? this.zoom : 1;
    this.width = width;
    this.height = height;
    if (Math.abs(zoom - 1) < 0.01) this.show(this.whole, 0);
    else this.show({ ...this.#view, scale: this.whole.scale * zoom }, 0);
  }

  /**
   * Show another part of the map.
   * @param {Viewport} view
   * @param {number} [time] ms to get there
   */
  show(view, time = this.motion) {
    if (!this.#atlas || this.width === 0) return;
    const to = kept(view, this.#atlas.bounds, this.whole.scale);
    if (time > 0 && this.motion > 0) {
      this.#flight = { from: this.#view, to, start: 0, time };
      this.request();
    } else {
      this.#flight = null;
      this.#view = to;
      this.#changed();
    }
  }

  /**
   * Show these words, unless they are all to be seen already.
   * @param {readonly number[]} points
   */
  showPoints(points) {
    const atlas = this.#atlas;
    if (!atlas || points.length === 0 || this.width === 0) return;
    const places = points.map((point) => atlas.place(point));
    const visible = places.every(([x, y]) => {
      const [left, top] = toScreen(this.goal, this, x, y);
      return left > RIM && left < this.width - RIM && top > RIM && top < this.height - RIM;
    });
    if (visible) return;
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    const view = fit(box, this, Math.min(this.width, this.height) * 0.18);
    this.show({ ...view, scale: Math.min(view.scale, this.whole.scale * 12) });
  }

  /**
   * Show a word so near that those around it can be read.
   * @param {number} point
   */
  approach(point) {
    const atlas = this.#atlas;
    if (!atlas || this.width === 0) return;
    const [x, y] = atlas.place(point);
    const { distance } = atlas.grid.nearest(x, y, COMPANY).at(-1) ?? { distance: 1 };
    const scale = (Math.min(this.width, this.height) * 0.3) / Math.max(distance, 1);
    this.show({ x, y, scale: Math.min(Math.max(scale, this.whole.scale * 8, Math.min(this.goal.scale, 2 * scale)), this.whole.scale * CLOSEST) });
  }

  /** Draw at the next frame. */
  request() {
    if (this.#asked || !this.canvas.isConnected) return;
    this.#asked = requestAnimationFrame((now) => {
      this.#asked = 0;
      if (this.paint(now)) this.request();
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => this.#calm(), REST);
    });
  }

  #changed() {
    this.#stale = true;
    this.request();
  }

  /** The map has come to rest: draw it finely, get the labels of the next scales ready, tell whoever wants to know. */
  #calm() {
    if (this.#coarse) {
      this.#coarse = false;
      this.#slowness = SLOW * 0.8; // it was slow once: it takes little to be so again
      this.#changed();
    }
    this.#overlay?.plan(this.whole.scale * CLOSEST, this.#view.scale);
    this.settled();
  }

  /** Stop all that is under way. */
  stop() {
    cancelAnimationFrame(this.#asked);
    clearTimeout(this.#rest);
    this.#overlay?.stop();
    this.#asked = 0;
  }

  /**
   * Draw one frame.
   * @param {number} now ms
   * @returns {boolean} whether something is still moving
   */
  paint(now) {
    const overlay = this.#overlay;
    if (!overlay || this.width === 0 || this.height === 0) return false;
    overlay.closest = this.whole.scale * CLOSEST * LISTED;
    const begun = performance.now();
    const flying = this.#fly(now);
    this.#coarse ||= this.#slowness > SLOW && this.finest > 1;
    const ratio = this.#coarse ? 1 : this.finest;
    const [width, height] = [Math.round(this.width * ratio), Math.round(this.height * ratio)];
    if (!this.#image || !this.#field || this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.#field = new Field(width, height, 2 * Math.ceil(8 * ratio));
      this.#image = new ImageData(width, height);
      this.#stale = true;
    }
    if (this.#stale) {
      overlay.stop(); // planning can wait until the map is at rest
      this.#throw(overlay.atlas, this.#field, this.#image, ratio);
    }
    this.context.putImageData(this.#image, 0, 0);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const labelling = overlay.paint(this.context, this.#view, this, ratio, now, this.#stale, this.motion > 0);
    this.context.resetTransform();
    if (this.#stale && !this.#coarse) this.#slowness += (performance.now() - begun - this.#slowness) * 0.2;
    this.#stale = flying;
    return flying || labelling;
  }

  /**
   * Go on with the flight.
   * @param {number} now
   */
  #fly(now) {
    const flight = this.#flight;
    if (!flight) return false;
    flight.start ||= now;
    const t = Math.min((now - flight.start) / flight.time, 1);
    this.#view = t < 1 ? between(flight.from, flight.to, eased(t)) : flight.to;
    this.#stale = true;
    if (t === 1) this.#flight = null;
    return t < 1;
  }

  /**
   * Write the grains into an image.
   * @param {Atlas} atlas
   * @param {Field} field
   * @param {ImageData} image
   * @param {number} ratio
   */
  #throw(atlas, field, image, ratio) {
    const strength = Math.min(0.85 + 0.25 * Math.log2(Math.max(this.zoom, 1)), 2.2);
    field.throw(atlas.grid, { ...this.#view, scale: this.#view.scale * ratio }, grain(this.#radius(atlas) * ratio, strength));
    field.shade(this.#colours, new Uint32Array(image.data.buffer));
  }

  /** @param {Atlas} atlas */
  #radius({ bounds, count }) {
    const area = (bounds.right - bounds.left) * (bounds.bottom - bounds.top);
    return grainRadius(Math.sqrt(area / Math.max(count, 1)) * this.whole.scale, this.zoom);
  }

  /**
   * A grain on the screen.
   * @param {number} point
   * @returns {{x: number, y: number, radius: number}} px
   */
  grain(point) {
    const atlas = /** @type {Atlas} */ (this.#atlas);
    const [x, y] = toScreen(this.#view, this, ...atlas.place(point));
    return { x, y, radius: this.#radius(atlas) };
  }

  /** The grains as a picture of their own, at twice the size. @returns {string} a data address */
  grains() {
    const ratio = 2;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.round(this.width * ratio), height: Math.round(this.height * ratio) });
    const image = new ImageData(canvas.width, canvas.height);
    if (this.#atlas) this.#throw(this.#atlas, new Field(canvas.width, canvas.height, 2 * Math.ceil(8 * ratio)), image, ratio);
    canvas.getContext("2d", { alpha: false })?.putImageData(image, 0, 0);
    return canvas.toDataURL("image/png");
  }
}

/**
 * @param {string} colour #rrggbb
 * @returns {[number, number, number]}
 */
function rgb(colour) {
  const number = parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
