/**
 * A picture that calculates by itself: a slider moves, and everything follows in the same frame. The server gives the
 * first answer, with the tables that never change, and is asked for what the widget cannot calculate.
 */

import { Picture } from "./picture.js";

/**
 * @template {{params: object, result: object}} Data
 * @template Parts
 * @extends {Picture<Data, Parts>}
 */
export class Calculator extends Picture {
  /** What is to be seen: the last answer, or what follows from it for the parameters that a hand has chosen. @type {Data | null} */
  now = null;

  /**
   * @param {string} style
   * @param {(params: Data["params"], known: Data["result"]) => Data["result"]} calculate the answer to other parameters, from the answer to some
   */
  constructor(style, calculate) {
    super(style);
    this.calculate = calculate;
  }

  /** An answer that comes while a hand is ahead of it is one to an older question. @param {Data | null} _before */
  dataChanged(_before) {
    if (!this.ahead || !this.now) this.now = this.data;
  }

  /** Calculate and draw at once, then tell. @param {Partial<Data["params"]>} changes */
  set(changes) {
    if (!this.now) return;
    const params = { ...this.now.params, ...changes };
    this.now = { ...this.now, params, result: this.calculate(params, this.now.result) };
    this.update();
    this.measure();
    this.tellSoon(changes);
  }
}
