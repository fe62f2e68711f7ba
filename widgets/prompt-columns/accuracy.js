/** How many answers of a column are right: a bar, with a whisker for the interval in which the true share may lie. */

import { perCent } from "../shared/accuracy.js";
import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").Accuracy} Accuracy */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * The ends of an interval, in per cent.
 * @param {Accuracy} accuracy
 */
export const ends = ({ low, high }) => ({ low: Math.round(100 * (low ?? 0)), high: Math.round(100 * (high ?? 1)) });

/**
 * @param {Accuracy | undefined} accuracy
 * @returns {accuracy is Accuracy & {share: number}} whether there is a share to show; one answer is none
 */
export const hasShare = (accuracy) => accuracy !== undefined && accuracy.total > 1 && accuracy.share !== null;

/** Problems whose right answer is known. @param {import("./types.js").Result} result */
export const knownIn = ({ problems }) => problems.filter(({ answer }) => answer !== null).length;

export class Share {
  /**
   * @param {Say} say
   * @param {boolean} [brief] numbers only, for a narrow column
   */
  constructor(say, brief = false) {
    this.say = say;
    this.brief = brief;
    this.fill = h("i", { class: "fill" });
    this.whisker = h("i", { class: "whisker" });
    this.number = h("b", {});
    this.interval = h("span", { class: "soft" });
    this.voted = h("span", { class: "voted" });
    this.element = h(
      "div",
      { class: "share" },
      h("p", {}, this.number, " ", this.interval),
      h("div", { class: "track", "aria-hidden": "true" }, this.fill, this.whisker),
      this.voted,
    );
  }

  /**
   * @param {Accuracy | undefined} accuracy
   * @param {number} problems on whose answers can be voted: whose right one is known
   */
  show(accuracy, problems) {
    this.element.hidden = !hasShare(accuracy);
    if (!hasShare(accuracy)) return;
    const { right, total, share, low, high, voted_right } = accuracy;
    const between = ends(accuracy);
    const counted = { percent: perCent(share), right: whole(right), total: whole(total) };
    this.number.textContent = this.brief ? counted.percent : this.say("share", counted);
    this.interval.textContent = this.brief ? `(${counted.right}/${counted.total})` : this.say("interval", between);
    this.element.title = this.say("interval", between);
    this.fill.style.inlineSize = `${100 * share}%`;
    this.whisker.style.insetInlineStart = `${100 * (low ?? 0)}%`;
    this.whisker.style.inlineSize = `${100 * ((high ?? 1) - (low ?? 0))}%`;
    this.voted.hidden = voted_right === null || problems < 2;
    this.voted.textContent = voted_right === null ? "" : this.say("voted", { right: whole(voted_right), problems: whole(problems) });
  }
}
