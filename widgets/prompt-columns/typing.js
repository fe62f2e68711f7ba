/** How much of each text is shown: it is written out letter by letter, at a pace the eye can follow. */

/** ms between two looks. */
const FRAME = 40;

export class Typing {
  /** Letters shown, by text. @type {Map<string, number>} */
  #shown = new Map();
  /** @type {readonly {key: string, length: number}[]} */
  #texts = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => void} moved
   * @param {number} [pace] letters a second; what lies further back is caught up with faster
   */
  constructor(moved, pace = 30) {
    this.moved = moved;
    this.pace = pace;
  }

  /** Is there something left to write? */
  get writing() {
    return this.#texts.some(({ key, length }) => this.shown(key) < length);
  }

  /** Letters of a text that are shown. @param {string} key */
  shown(key) {
    return this.#shown.get(key) ?? 0;
  }

  /**
   * These are the texts now, as long as they are so far. What was shown of one stays shown.
   * @param {readonly {key: string, length: number}[]} texts
   * @param {boolean} write else all of it is shown at once
   */
  arrive(texts, write) {
    const kept = new Map(texts.map(({ key, length }) => [key, write ? Math.min(this.shown(key), length) : length]));
    this.#shown = kept;
    this.#texts = texts;
    this.#wait();
  }

  /** Write all of it once more. */
  again() {
    this.#shown.clear();
    this.#wait();
    this.moved();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait() {
    if (this.#timer === undefined && this.writing) this.#timer = setTimeout(() => this.#tick(), FRAME);
  }

  #tick() {
    this.#timer = undefined;
    for (const { key, length } of this.#texts) {
      const shown = this.shown(key);
      const pace = Math.max(this.pace, (length - shown) / 2);
      this.#shown.set(key, Math.min(length, shown + (pace * FRAME) / 1000));
    }
    this.#wait();
    this.moved();
  }
}
