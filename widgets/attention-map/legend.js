/** What the colours of a large picture mean. */

import { h } from "../shared/dom.js";
import { colourOf } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Places of the sequential scale; a colour stands for (place / 8)². */
const PLACES = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/**
 * The colours of a scale with the numbers they stand for; the numbers between them are left out.
 * @param {Pick<Sheet, "difference" | "limit">} sheet
 * @returns {{colour: string, label: string}[]}
 */
export function swatches(sheet) {
  if (sheet.difference) {
    return [-3, -2, -1, 0, 1, 2, 3].map((step) => ({
      colour: colourOf(sheet, Math.sign(step) * (step / 3) ** 2 * sheet.limit),
      label: step === 0 ? "0" : Math.abs(step) === 3 ? (step < 0 ? "−" : "+") + sheet.limit : "",
    }));
  }
  return PLACES.map((place) => ({ colour: colourOf(sheet, (place / 8) ** 2), label: place % 2 ? "" : String(Math.round((place / 8) ** 2 * 100) / 100) }));
}

export class Legend {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.element = h("div", { class: "legend" });
    this.shown = "";
  }

  /**
   * @param {Pick<Sheet, "difference" | "limit">} sheet
   * @param {{masked: boolean, note?: string}} about whether anything is masked, and what else is to be said
   */
  show(sheet, { masked, note = "" }) {
    const now = JSON.stringify([sheet.difference, sheet.limit, masked, note]);
    if (now === this.shown) return;
    this.shown = now;
    const { say } = this;
    const scale = h("span", { class: "scale" }, ...swatches(sheet).map(({ colour, label }) => h("span", { class: "swatch" }, colourBox(colour), h("span", {}, label))));
    this.element.replaceChildren(
      h("span", { class: "item" }, sheet.difference ? say("scale_difference") : say("scale_weight"), scale),
      masked ? h("span", { class: "item" }, h("i", { class: "hatched", "aria-hidden": "true" }), say("masked_why")) : "",
      note ? h("span", { class: "item" }, note) : "",
    );
  }
}

/** @param {string} colour the name of a custom property */
function colourBox(colour) {
  const box = h("i", { "aria-hidden": "true" });
  box.style.background = `var(--${colour})`;
  return box;
}
