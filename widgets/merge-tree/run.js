/** A player that knows what lies before the first place and behind the last: the chunk before, and the next one. */

import { Player } from "../shared/player.js";

const REST = 1.6; // paces at the end of a chunk before it runs on to the next

/** Events beside `step`: `beyond` {by: -1 | 1, playing}: somebody, or the run itself, goes beyond an end. */
export class Run extends Player {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** Whether it was set going and not stopped. */
  #going = false;

  /** @param {ConstructorParameters<typeof Player>[0]} about */
  constructor(about) {
    super(about);
    this.addEventListener("step", () => this.#going && this.place === this.count && this.#rest());
  }

  get playing() {
    return super.playing || this.#resting !== undefined;
  }

  play() {
    this.#going = true;
    if (this.count === 0) this.#rest();
    super.play();
  }

  pause() {
    this.#halt();
    super.pause();
  }

  /** @param {number} place */
  go(place) {
    this.#halt();
    if (place < 0 || place > this.count) this.#beyond(place < 0 ? -1 : 1, false);
    else super.go(place);
  }

  #halt() {
    this.#going = false;
    clearTimeout(this.#resting);
    this.#resting = undefined;
  }

  #rest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.#beyond(1, true);
    }, this.pace * REST);
  }

  /** @param {-1 | 1} by @param {boolean} playing */
  #beyond(by, playing) {
    this.dispatchEvent(new CustomEvent("beyond", { detail: { by, playing } }));
  }
}
