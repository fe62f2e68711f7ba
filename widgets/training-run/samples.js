/** What the model writes about people of the village, at some moments of its training, and whether it is true. */

import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").Moment} Moment */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("./types.js").Verdict} Verdict */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Signs of the verdicts, and the words for them. @type {Readonly<Record<Verdict, readonly [string, string]>>} */
export const SIGNS = { true: ["✓", "verdict_true"], false: ["✗", "verdict_false"], broken: ["–", "verdict_broken"] };

/** The share of the text that had been read. @param {Moment} moment @param {number} characters */
export const shareOf = (moment, characters) => `${Math.round((100 * moment.characters) / characters)}\u00a0%`;

/** The people, the most talked about first. @param {Moment} moment */
export const ranks = ({ samples }) => [...new Set(samples.map(({ rank }) => rank))];

export class Samples {
  /**
   * @param {Say} say
   * @param {(moment: number) => void} look
   * @param {boolean} live whether a moment can be chosen
   */
  constructor(say, look, live) {
    this.say = say;
    this.look = look;
    this.choice = live ? h("div", { class: "moments" }) : null;
    this.list = h("div", { class: "people" });
    this.legend = h("p", { class: "soft" }, Object.values(SIGNS).map(([sign, word]) => `${sign}\u00a0${say(word)}`).join("　"));
    this.element = h("section", { class: "samples" }, h("h3", {}, say("samples")), this.choice, this.list, this.legend);
  }

  /**
   * @param {readonly Moment[]} moments
   * @param {number} looked which one
   * @param {number} characters of the whole training
   */
  show(moments, looked, characters) {
    const known = moments.map((moment) => moment.characters).join(" ") + `/${characters}`;
    if (this.choice && this.choice.dataset["known"] !== known) {
      this.choice.dataset["known"] = known;
      const offered = moments.map((moment, place) => /** @type {const} */ ([String(place), shareOf(moment, characters)]));
      this.choice.replaceChildren(h("span", { "aria-hidden": "true" }, this.say("moment")), segments(this.say("moment"), "moment", offered, (place) => this.look(Number(place))).element);
    }
    for (const input of this.choice?.querySelectorAll("input") ?? []) input.checked = input.value === String(looked);
    const moment = moments[looked];
    const shown = JSON.stringify(moment ?? null);
    if (this.list.dataset["shown"] === shown) return;
    this.list.dataset["shown"] = shown;
    this.list.replaceChildren(
      ...(moment ? ranks(moment) : []).map((rank) =>
        h("div", { class: "person" }, h("b", {}, this.say("rank", { rank: rank + 1 })), ...(moment?.samples ?? []).filter((one) => one.rank === rank).map((one) => this.#line(one))),
      ),
    );
  }

  /** @param {Sample} sample */
  #line({ language, start, sentences }) {
    const marked = sentences.map(({ text, verdict }) => {
      const [sign, word] = SIGNS[verdict];
      return h("span", { class: `sentence-${verdict}`, title: this.say(word) }, text, h("span", { class: "sign" }, sign));
    });
    return h("p", { lang: language }, h("span", { class: "start" }, start), ...marked);
  }
}
