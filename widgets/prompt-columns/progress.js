/** How far the answers are, who else shares the model, and the way to give it up; and the way to see it written again. */

import { h } from "../shared/dom.js";
import { button } from "../shared/fields.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("./types.js").PromptComparison} PromptComparison */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Runs of which no more is to come. @param {PromptComparison["result"]} result */
const done = ({ runs }) => runs.filter(({ state }) => state === "done" || state === "too_long").length;

/**
 * How far it is, in words.
 * @param {PromptComparison} data
 * @param {Say} say
 */
export function progress({ result, partial = false, stopped = false }, say) {
  const counts = { done: whole(done(result)), total: whole(result.runs.length) };
  if (stopped) return say("stopped", counts);
  if (!partial) return "";
  const { people = 1, ahead = 0 } = result.queue ?? {};
  return [say("progress", counts), people > 1 && say("people", { people: whole(people) }), ahead > 0 && say("ahead", { ahead: whole(ahead) })].filter(Boolean).join(" · ");
}

export class Progress {
  /**
   * @param {Say} say
   * @param {{stop: () => void, goOn: () => void, again: () => void}} does
   */
  constructor(say, does) {
    this.say = say;
    this.bar = h("i", {});
    this.track = h("div", { class: "done", "aria-hidden": "true" }, this.bar);
    this.text = h("p", { role: "status" });
    this.stop = button(say("stop"), does.stop);
    this.goOn = button(say("go_on"), does.goOn);
    this.again = button(say("again"), does.again);
    this.element = h("div", { class: "progress" }, this.track, this.text, this.stop, this.goOn, this.again);
  }

  /**
   * @param {PromptComparison} data
   * @param {boolean} again whether there is something that can be seen written
   */
  show(data, again) {
    const { partial = false, stopped = false, result } = data;
    const said = progress(data, this.say);
    if (this.text.textContent !== said) this.text.textContent = said;
    this.bar.style.inlineSize = `${(100 * done(result)) / Math.max(result.runs.length, 1)}%`;
    this.track.hidden = !partial;
    this.stop.hidden = !partial;
    this.goOn.hidden = !stopped;
    this.again.hidden = !again || partial || stopped;
    this.element.hidden = !said && this.again.hidden;
  }
}
