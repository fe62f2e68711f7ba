/** A number that is typed, as people write numbers: 1.2 TB, 300万, 2.5e6. Its look is that of a slider's number. */

import { h } from "../shared/dom.js";
import { parseQuantity } from "../shared/quantity.js";

/**
 * @param {string} label
 * @param {(value: number) => string} write
 * @param {(value: number) => boolean} usable
 * @param {(value: number) => void} oninput
 * @param {(typed: number | string) => void} onwrong what was typed cannot be used; it stays
 */
export function quantityField(label, write, usable, oninput, onwrong) {
  const input = h("input", { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", "aria-label": label });
  const element = h("div", { class: "slider" }, h("span", { class: "slider-label", "aria-hidden": "true" }, label), input);
  let shown = "";
  /** @param {number} value */
  const set = (value) => {
    if (write(value) === shown && input.getAttribute("aria-invalid") !== "true") return;
    shown = input.value = write(value);
    input.setAttribute("aria-invalid", "false");
  };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("change", () => {
    const value = input.value === shown ? null : parseQuantity(input.value);
    const wrong = input.value !== shown && (value === null || !usable(value));
    input.setAttribute("aria-invalid", String(wrong));
    if (wrong) onwrong(value ?? input.value);
    else if (value !== null) {
      shown = ""; // the same number, written in another way, is written again in ours
      oninput(value);
    }
  });
  return { element, set };
}
