/** The map of words, moving from snapshot to snapshot. */

import { h, s } from "../shared/dom.js";
import { lead, placeLabels } from "./labels.js";
import { mapPoints, roles } from "./layout.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/svg.js").Measure} Measure */

/** Radius of a point, px. */
export const RADIUS = { chosen: 8, near: 7, watched: 6, "": 4.5 };

/**
 * The names to place, the most important ones first.
 * @param {readonly import("./layout.js").Role[]} found
 * @returns {number[]} places among the map's words
 */
export function byImportance(found) {
  const order = ["chosen", "near", "watched", ""];
  return found.map((_, place) => place).sort((a, b) => order.indexOf(found[a] ?? "") - order.indexOf(found[b] ?? "") || a - b);
}

export class WordMap {
  /** @type {{group: SVGElement, name: SVGElement, line: SVGElement}[]} */
  #drawn = [];
  /** @type {Result["map"] | null} */
  #words = null;
  /** @type {Map<number, number>} */
  #places = new Map();

  /** @param {string} label */
  constructor(label) {
    this.svg = s("svg", { role: "img", "aria-label": label });
    this.element = h("div", { class: "map" }, this.svg);
  }

  /**
   * @param {Result} result
   * @param {number} at which snapshot
   * @param {number} looked which watched word
   * @param {Measure} measure
   * @param {number} size of the names, px
   */
  show(result, at, looked, measure, size) {
    const area = { width: this.element.clientWidth, height: this.element.clientHeight };
    if (!area.width || !area.height) return;
    this.svg.setAttribute("viewBox", `0 0 ${area.width} ${area.height}`);
    // Snapshots bring the same words in a new list.
    if (this.#words?.length !== result.map.length || this.#words.some(({ word }, place) => word !== result.map[place]?.word)) this.#fill(result.map);
    const points = mapPoints(result, at, area);
    const found = roles(result, at, looked);
    const order = byImportance(found);
    const line = size * 1.3;
    const widths = result.map.map(({ word }, place) => measure(word, size, found[place] === "chosen"));
    const labels = placeLabels(
      order.map((place) => ({ x: points[place]?.x ?? 0, y: points[place]?.y ?? 0, width: widths[place] ?? 0 })),
      area,
      line,
      order.map((place) => this.#places.get(place) ?? null),
    );
    this.#places.clear();
    order.forEach((place, index) => {
      const drawn = this.#drawn[place];
      const point = points[place];
      if (!drawn) return;
      drawn.group.setAttribute("class", `point ${found[place] ?? ""}`);
      drawn.group.toggleAttribute("hidden", !point);
      if (!point) return;
      drawn.group.style.transform = `translate(${point.x}px, ${point.y}px)`;
      drawn.group.querySelector("circle")?.setAttribute("r", String(RADIUS[found[place] ?? ""]));
      const label = labels[index];
      drawn.name.toggleAttribute("hidden", !label);
      drawn.line.toggleAttribute("hidden", !label?.far);
      if (!label) return;
      this.#places.set(place, label.place);
      drawn.name.style.transform = `translate(${label.x - point.x}px, ${label.y - point.y + size * 0.36}px)`;
      const end = lead(point, label, widths[place] ?? 0, line);
      drawn.line.setAttribute("x2", String(end.x - point.x));
      drawn.line.setAttribute("y2", String(end.y - point.y));
    });
    // What is important lies on top.
    for (const place of [...order].reverse()) {
      const group = this.#drawn[place]?.group;
      if (group && group !== this.svg.children[order.length - 1 - order.indexOf(place)]) this.svg.append(group);
    }
  }

  /** @param {Result["map"]} words */
  #fill(words) {
    this.#words = words;
    this.#places.clear();
    this.#drawn = words.map(({ word }) => {
      const line = s("line", { class: "lead", x1: 0, y1: 0 });
      const name = s("text", {});
      name.textContent = word;
      const title = s("title", {});
      title.textContent = word;
      return { group: s("g", { class: "point" }, line, s("circle", { r: 5 }), name, title), name, line };
    });
    this.svg.replaceChildren(...this.#drawn.map(({ group }) => group));
  }
}
