/** The loss, epoch by epoch, and where one would be who only guesses. */

import { h, s } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { curvePoints } from "./layout.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Curve {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.svg = s("svg", { role: "img" });
    this.value = h("b", {});
    this.element = h("div", { class: "loss" }, h("p", { class: "bar" }, h("span", { class: "heading" }, say("loss")), this.value), h("div", { class: "curve" }, this.svg));
  }

  /**
   * @param {Result} result
   * @param {number} epochs
   * @param {number} at which snapshot
   * @param {number} size of letters, px
   */
  show(result, epochs, at, size) {
    const loss = result.snapshots[at]?.loss ?? null;
    this.value.textContent = loss === null ? "–" : fixed(loss, 2);
    const box = this.svg.parentElement;
    const [width, height] = [box?.clientWidth ?? 0, box?.clientHeight ?? 0];
    if (!width || !height) return;
    const area = { left: 4, top: 6, width: width - 12, height: height - size * 1.5 - 8 };
    const { points, guessing, bottom } = curvePoints(result, epochs, area);
    const word = (/** @type {string} */ content, /** @type {Record<string, string | number>} */ attributes) => {
      const made = s("text", attributes);
      made.textContent = content;
      return made;
    };
    const shown = points.filter((point) => point.loss !== null);
    const here = points[at];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("aria-label", this.say("loss_now", { loss: this.value.textContent, guessing: fixed(result.facts.guessing, 2) }));
    this.svg.replaceChildren(
      s("line", { class: "axis", x1: area.left, x2: area.left + area.width, y1: bottom, y2: bottom }),
      s("line", { class: "guessing", x1: area.left, x2: area.left + area.width, y1: guessing, y2: guessing }),
      word(this.say("guessing", { loss: fixed(result.facts.guessing, 2) }), { class: "guess", x: area.left + area.width * 0.6, y: guessing + size * 1.2, "text-anchor": "middle" }),
      s("polyline", { class: "all", points: shown.map(({ x, y }) => `${x},${y}`).join(" ") }),
      s("polyline", { class: "so-far", points: points.slice(0, at + 1).filter((point) => point.loss !== null).map(({ x, y }) => `${x},${y}`).join(" ") }),
      ...(here && here.loss !== null ? [s("line", { class: "here", x1: here.x, x2: here.x, y1: area.top, y2: bottom }), s("circle", { class: "here", cx: here.x, cy: here.y, r: 6 })] : []),
      word("0", { x: area.left, y: bottom + size * 1.3 }),
      word(this.say("epoch_axis"), { x: area.left + area.width / 2, y: bottom + size * 1.3, "text-anchor": "middle" }),
      word(String(epochs), { x: area.left + area.width, y: bottom + size * 1.3, "text-anchor": "end" }),
    );
  }
}
