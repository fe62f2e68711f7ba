/** Guesses and points: for each set of questions and each tokenizer a round of its own. Nothing here draws. */

/** @typedef {import("./types.js").Guess} Guess */
/** @typedef {import("./types.js").Quiz} Quiz */

/** Points for an exact guess. */
export const MOST = 3;

/**
 * Points of a guess: 3 if exact, 2 if off by 1 or a tenth, 1 if off by 2 or a quarter.
 * @param {number} guess
 * @param {number} count
 */
export function pointsOf(guess, count) {
  const off = Math.abs(guess - count);
  if (off === 0) return MOST;
  if (off <= Math.max(1, count / 10)) return 2;
  return off <= Math.max(2, count / 4) ? 1 : 0;
}

export class Rounds {
  /** @type {Map<string, Map<string, Guess>>} */
  #rounds = new Map();

  /**
   * The guess that was made at what is asked, if there was one.
   * @param {Quiz} quiz
   */
  made(quiz) {
    return this.#round(quiz).get(keyOf(quiz)) ?? null;
  }

  /**
   * @param {Quiz} quiz
   * @param {number} guess
   */
  make(quiz, guess) {
    this.#round(quiz).set(keyOf(quiz), { guess, points: pointsOf(guess, quiz.result.count) });
  }

  /**
   * Every question of the round with its guess, and the sum of the points. Texts of one's own give none.
   * @param {Quiz} quiz
   */
  score(quiz) {
    const round = this.#round(quiz);
    const guesses = Array.from({ length: quiz.result.questions }, (_, question) => round.get(String(question)) ?? null);
    const made = guesses.filter((guess) => guess !== null);
    return { guesses, points: made.reduce((sum, { points }) => sum + points, 0), most: made.length * MOST, done: made.length === guesses.length };
  }

  /**
   * The question to go on with: the next one that was not guessed yet, from the present one on; null where none is left.
   * @param {Quiz} quiz
   */
  next(quiz) {
    const { guesses } = this.score(quiz);
    const { question, own } = quiz.result;
    for (let step = own ? 0 : 1; step <= guesses.length; step += 1) {
      const place = (question + step) % guesses.length;
      if (!guesses[place]) return place;
    }
    return null;
  }

  /** Forget the guesses of a round. @param {Quiz} quiz */
  restart(quiz) {
    this.#round(quiz).clear();
  }

  /** @param {Quiz} quiz */
  #round({ params }) {
    const key = `${params.set} ${params.tokenizer}`;
    const round = this.#rounds.get(key) ?? new Map();
    this.#rounds.set(key, round);
    return round;
  }
}

/** @param {Quiz} quiz */
function keyOf({ result }) {
  return result.own ? `own ${result.text}` : String(result.question);
}
