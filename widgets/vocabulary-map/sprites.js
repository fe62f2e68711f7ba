/**
 * Labels as little pictures: writing text on a canvas is slow, copying pixels is fast. A label is written once and then
 * copied at every frame.
 */

import { h } from "../shared/dom.js";

/** @typedef {import("../shared/picture.js").Colours} Colours */
/** @typedef {import("./types.js").MarkKind} MarkKind */
/** @typedef {"word" | "name" | "large" | "current" | "near" | MarkKind} Look */
/** @typedef {{image: HTMLCanvasElement, width: number, height: number}} Sprite its size in CSS px */
/**
 * What letters and signs are drawn with.
 * @typedef {object} Dress
 * @property {Colours} colours
 * @property {string} font a CSS font-family list
 * @property {number} textSize CSS px
 * @property {number} ratio device px a CSS px
 * @property {import("../shared/svg.js").Measure} measure
 */

const KEPT = 700; // labels; the oldest are forgotten
/** Labels written in one frame, so that none takes long: about half a millisecond each. */
const AT_ONCE = { moving: 4, resting: 16 };
const HALO = 2.25; // px around the letters, at 16 px

/**
 * How a label looks: size and weight of its letters, the plate it stands on, if any.
 * @param {Look} look
 * @param {Colours} colours
 */
export function looks(look, colours) {
  const plain = { size: 1, weight: 400, ink: colours.ink, plate: "", edge: "" };
  switch (look) {
    case "word": return plain;
    case "name": return { ...plain, weight: 700 };
    case "large": return { ...plain, weight: 700, size: 1.125 };
    case "current": return { ...plain, weight: 700, ink: colours["on-strong"], plate: colours.current };
    case "near": return { ...plain, plate: colours["sand-raised"], edge: colours.current };
    case "term": return { ...plain, weight: 700, ink: colours["on-strong"], plate: colours.other };
    case "result": return { ...plain, weight: 700, ink: colours["on-chosen"], plate: colours.chosen, edge: colours["on-chosen"] };
    case "input": return { ...plain, weight: 700, plate: colours["sand-raised"], edge: colours.cut };
  }
}

export class Sprites {
  /** @type {Map<string, Sprite>} */
  #sprites = new Map();
  #left = 0; // labels that may still be written in this frame
  /** Characters whose font is there, those one waits for, and those to ask for. */
  #there = new Set([..." "]);
  #awaited = new Set();
  #wanted = "";

  /**
   * @param {Dress} dress
   * @param {() => void} arrived a font came in: labels that waited for it can be written
   */
  constructor({ colours, font, textSize, ratio }, arrived) {
    this.colours = colours;
    this.font = font;
    this.textSize = textSize;
    this.ratio = ratio;
    this.arrived = arrived;
  }

  /**
   * A new frame begins.
   * @param {boolean} moving whether the map is being moved
   */
  begin(moving) {
    this.#left = moving ? AT_ONCE.moving : AT_ONCE.resting;
  }

  /** The frame ends: ask for the fonts that were missed. @returns {boolean} whether labels were left for the next frame */
  end() {
    const text = this.#wanted;
    this.#wanted = "";
    if (text) {
      const done = () => {
        for (const character of text) {
          this.#awaited.delete(character);
          this.#there.add(character);
        }
        this.arrived();
      };
      document.fonts.load(`${this.textSize}px ${this.font}`, text).then(done, done);
    }
    return this.#left < 0;
  }

  /**
   * The picture of a label; null while it has to wait, for its font or for the next frame.
   * @param {string} text
   * @param {Look} look
   * @param {boolean} [now] write it in this frame whatever else is written
   * @returns {Sprite | null}
   */
  get(text, look, now = false) {
    const key = look + " " + text;
    const known = this.#sprites.get(key);
    if (known) return known;
    if (!this.#readable(text)) return null;
    if (!now && (this.#left -= 1) < 0) return null;
    const sprite = this.#write(text, look);
    this.#sprites.set(key, sprite);
    if (this.#sprites.size > KEPT) this.#sprites.delete(/** @type {string} */ (this.#sprites.keys().next().value));
    return sprite;
  }

  /** @param {string} text */
  #readable(text) {
    let all = true;
    for (const character of text) {
      if (this.#there.has(character)) continue;
      all = false;
      if (this.#awaited.has(character)) continue;
      this.#awaited.add(character);
      this.#wanted += character;
    }
    return all;
  }

  /**
   * @param {string} text
   * @param {Look} look
   * @returns {Sprite}
   */
  #write(text, look) {
    const { size, weight, ink, plate, edge } = looks(look, this.colours);
    const px = this.textSize * size;
    const font = `${weight} ${px}px ${this.font}`;
    const image = h("canvas");
    const context = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d", { willReadFrequently: true }));
    context.font = font;
    const [across, down] = plate ? [px * 0.5, px * 0.2] : [px * 0.2, px * 0.16];
    const width = Math.ceil(context.measureText(text).width + 2 * across);
    const height = Math.ceil(px * 1.15 + 2 * down);
    image.width = Math.ceil(width * this.ratio);
    image.height = Math.ceil(height * this.ratio);
    context.scale(this.ratio, this.ratio);
    context.font = font;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    const base = height / 2 + px * 0.36;
    if (plate) {
      context.beginPath();
      context.roundRect(1, 1, width - 2, height - 2, px * 0.3);
      context.fillStyle = plate;
      context.fill();
      context.lineWidth = 1.5;
      context.strokeStyle = edge || this.colours["sand-raised"];
      context.stroke();
    } else {
      context.lineJoin = "round";
      context.lineWidth = (2 * HALO * px) / 16;
      context.strokeStyle = this.colours.sand;
      context.strokeText(text, width / 2, base);
    }
    context.fillStyle = ink;
    context.fillText(text, width / 2, base);
    return { image, width, height };
  }
}

/**
 * The widths of many texts: the sum of their characters, each measured once. Kanji are as wide as they are high in any
 * font, so that none has to be loaded for it.
 * @param {readonly string[]} texts
 * @param {number} size px
 * @param {import("../shared/svg.js").Measure} measure
 */
export function textWidths(texts, size, measure) {
  /** @type {Map<string, number>} */
  const characters = new Map();
  return Float32Array.from(texts, (text) => {
    let width = 0;
    for (const character of text) {
      let own = characters.get(character);
      if (own === undefined) {
        own = /[\u4e00-\u9fff]/.test(character) ? size : measure(character, size);
        characters.set(character, own);
      }
      width += own;
    }
    return width;
  });
}
