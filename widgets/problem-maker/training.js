/** How our model was trained: two curves, and the figures of its card. */

import { brief } from "../shared/accuracy.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { whole } from "../shared/numbers.js";
import { areaOf, checksChart, lossChart } from "./training-charts.js";

/** @typedef {import("./types.js").Log} Log */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * The figures of the model's card: label and value.
 * @param {Result} result
 * @param {Say} say
 * @returns {[string, string][]}
 */
export function figuresOf({ logs, kept }, say) {
  const [log] = logs;
  const last = log?.points.at(-1);
  const both = (/** @type {import("./types.js").Kind} */ kind) => say("kept", { trained: whole(kept[kind].trained), held_out: whole(kept[kind].held_out) });
  /** @type {[string, string][]} */
  const model = log
    ? [
        [say("figure_parameters"), whole(log.parameters)],
        [say("figure_shape"), say("shape", { layers: log.layers, heads: log.heads, numbers: log.d_model })],
        [say("figure_vocabulary"), whole(log.vocabulary)],
      ]
    : [];
  /** @type {[string, string][]} */
  const training = log && last
    ? [
        [say("figure_read"), brief(last.tokens, say("names"))],
        [say("figure_time"), say("time", { minutes: Math.round(last.seconds / 60), threads: log.threads })],
      ]
    : [];
  return [...model, ...training, [say("figure_patterns"), both("patterns")], [say("figure_people"), both("people")], [say("figure_things"), both("things")], [say("figure_places"), both("places")]];
}

export class Training {
  /** @type {{logs: readonly Log[], language: "ja" | "en"} | null} */
  #shown = null;

  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.loss = h("div", { class: "curve" }, s("svg", { role: "img" }));
    this.checks = h("div", { class: "curve" }, s("svg", { role: "img" }));
    this.figures = h("dl", { class: "figures" });
    this.element = h(
      "section",
      { class: "training" },
      h("div", { class: "curves" }, h("h3", {}, say("loss")), this.loss, h("h3", {}, say("checks")), this.checks, h("p", { class: "soft" }, say("checks_note"))),
      h("div", { class: "card-figures" }, h("h3", {}, say("figures")), this.figures, h("p", { class: "soft" }, say("kept_note"))),
    );
  }

  /** @param {Result} result @param {"ja" | "en"} language */
  show(result, language) {
    this.#shown = { logs: result.logs, language };
    this.figures.replaceChildren(...figuresOf(result, this.say).flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)]));
  }

  draw() {
    const shown = this.#shown;
    const [log] = shown?.logs ?? [];
    if (!shown || !log) return;
    /** @type {(box: HTMLElement, label: string, marks: (area: import("../shared/marks.js").Area, pen: {size: number, colours: typeof themed}) => import("../shared/marks.js").Mark[]) => void} */
    const put = (box, label, marks) => {
      const [width, tall] = [box.clientWidth, box.clientHeight];
      const svg = box.firstElementChild;
      if (!svg || !width || !tall) return;
      const size = parseFloat(getComputedStyle(box).fontSize);
      svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
      svg.setAttribute("aria-label", label);
      svg.replaceChildren(...onPage(marks(areaOf(width, tall, size), { size, colours: themed })));
    };
    put(this.loss, this.say("loss"), (area, pen) => lossChart(shown.logs, area, pen, this.say));
    put(this.checks, this.say("checks"), (area, pen) => checksChart(log, shown.language, area, pen, this.say));
  }
}
