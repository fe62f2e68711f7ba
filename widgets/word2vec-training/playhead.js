/** Which snapshot is shown: it runs after those that arrive at a pace one can watch, and goes back and forth by hand. */

/** @typedef {import("./types.js").Word2Vec} Word2Vec */

/**
 * Does an answer go on with the training that is shown, or does it begin another one?
 * @param {Word2Vec | null} before
 * @param {Word2Vec} now
 */
export function goesOn(before, now) {
  if (!before || before.query !== now.query) return false;
  if (now.stopped) return true;
  return before.partial === true && now.result.snapshots.length >= before.result.snapshots.length;
}

/**
 * Place of the last snapshot that is not after an epoch.
 * @param {readonly {epoch: number}[]} snapshots
 * @param {number} epoch
 */
export function placeOf(snapshots, epoch) {
  const after = snapshots.findIndex((snapshot) => snapshot.epoch > epoch);
  return Math.max(after < 0 ? snapshots.length - 1 : after - 1, 0);
}

export class Playhead {
  at = 0;
  last = -1;
  playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #more = false;

  /**
   * @param {() => void} moved
   * @param {number} [pace] ms between two snapshots
   */
  constructor(moved, pace = 150) {
    this.moved = moved;
    this.pace = pace;
  }

  /**
   * A training has begun anew: show it from its beginning, or, where it is complete, its end.
   * @param {number} snapshots
   * @param {boolean} play from the beginning?
   * @param {boolean} more are there more to come?
   */
  begin(snapshots, play, more) {
    this.at = play ? 0 : Math.max(snapshots - 1, 0);
    this.arrive(snapshots, more);
    if (play) this.play();
    else this.pause();
  }

  /**
   * There are so many snapshots now.
   * @param {number} snapshots
   * @param {boolean} more
   */
  arrive(snapshots, more) {
    this.last = snapshots - 1;
    this.#more = more;
    this.at = Math.min(this.at, Math.max(this.last, 0));
  }

  /** Run on; from the end, run again from the beginning. */
  play() {
    if (this.at >= this.last && !this.#more) this.at = 0;
    this.playing = true;
    this.#timer ??= setTimeout(() => this.#tick(), this.pace);
  }

  pause() {
    this.playing = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param {number} place */
  go(place) {
    this.pause();
    this.at = Math.min(Math.max(place, 0), Math.max(this.last, 0));
  }

  #tick() {
    this.#timer = setTimeout(() => this.#tick(), this.pace);
    if (this.at < this.last) this.at += 1;
    else if (this.#more) return;
    if (this.at >= this.last && !this.#more) this.pause();
    this.moved();
  }
}
