/** The number of pairs against the length of the text, beside that of full attention. */

import { segments } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { roughMeasure } from "../shared/svg.js";
import { curves } from "./curves.js";
import { kindName } from "./names.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Scale} Scale */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Growth {
  /** @type {{settings: Settings, result: Result} | null} */
  #shown = null;

  /**
   * @param {Say} say
   * @param {(scale: Scale) => void} set
   * @param {boolean} moves whether a hand may set something
   */
  constructor(say, set, moves) {
    this.say = say;
    /** @type {readonly (readonly [Scale, string])[]} */
    const offered = [["log", say("scale_log")], ["linear", say("scale_linear")]];
    this.scales = segments(say("scale"), "scale", offered, set);
    this.svg = s("svg", { role: "img" });
    this.box = h("div", { class: "curve" }, this.svg);
    this.element = h(
      "section",
      { class: "growth" },
      h("div", { class: "bar" }, h("h3", {}, say("growth")), moves && this.scales.element),
      this.box,
    );
  }

  /**
   * @param {Settings} settings
   * @param {Result} result
   */
  show(settings, result) {
    this.#shown = { settings, result };
    this.scales.show(settings.scale);
  }

  draw() {
    const [width, height] = [this.box.clientWidth, this.box.clientHeight];
    if (!this.#shown || !width || !height) return;
    const { settings, result } = this.#shown;
    const size = parseFloat(getComputedStyle(this.box).fontSize);
    const name = kindName(settings, this.say);
    const { marks, full, pattern, here } = curves(settings, result, { width, height, size, name: roughMeasure(name, size, true) });
    const word = (/** @type {string} */ content, /** @type {import("../shared/dom.js").Attributes} */ attributes) => {
      const made = s("text", attributes);
      made.textContent = content;
      return made;
    };
    const way = (/** @type {readonly {x: number, y: number}[]} */ points) => points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    const { area, ticks } = marks;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("aria-label", this.say("growth_now", { length: whole(settings.length), pairs: whole(result.pairs), full: whole(settings.length ** 2) }));
    this.svg.replaceChildren(
      ...ticks.y.map(({ y }) => s("line", { class: "rule", x1: area.left, x2: area.right, y1: y, y2: y })),
      s("line", { class: "axis", x1: area.left, x2: area.right, y1: area.bottom, y2: area.bottom }),
      ...ticks.x.map(({ x }) => s("line", { class: "axis", x1: x, x2: x, y1: area.bottom, y2: area.bottom + 4 })),
      ...ticks.y.map(({ y, label }) => word(label, { x: area.left - 6, y: y + size * 0.35, "text-anchor": "end" })),
      ...ticks.x.map(({ x, label, anchor }) => word(label, { x, y: area.bottom + size * 1.25, "text-anchor": anchor })),
      s("polyline", { class: "full", points: way(full) }),
      s("polyline", { class: "this", points: way(pattern) }),
      word(this.say("curve_full"), { class: "of-full", ...marks.full }),
      ...(marks.pattern ? [word(name, { class: "of-this", ...marks.pattern })] : []),
      s("circle", { class: "here", cx: here.x, cy: here.y, r: 6 }),
    );
  }
}
