/** Fields of the controls: each has a label, shows a value, and tells one that is another and can be used. */

import { h, s } from "./dom.js";

/** A number between two ends.
 * @param {string} label
 * @param {{min: number, max: number, step?: number}} range
 * @param {(value: number) => void} set
 */
export function numberField(label, { min, max, step = 1 }, set) {
  const input = h("input", { type: "number", min, max, step, inputmode: step < 1 ? "decimal" : "numeric" });
  let shown = NaN;
  input.addEventListener("change", () => {
    if (!Number.isFinite(input.valueAsNumber)) input.value = String(shown);
    else if (input.valueAsNumber !== shown) set((shown = input.valueAsNumber)); // what is out of range the server refuses, and says why
  });
  const show = (/** @type {number} */ value) => {
    shown = value;
    if (!input.matches(":focus") || input.valueAsNumber === value) input.value = String(value);
  };
  return { element: h("label", { class: "field" }, h("span", {}, label), input), input, show };
}

/**
 * A line of text, or several.
 * @param {string} label
 * @param {{lines?: number, placeholder?: string, code?: boolean}} about code: drawn as signs, not as language
 * @param {(value: string) => void} set
 */
export function textField(label, { lines = 1, placeholder, code = false }, set) {
  const about = { placeholder, spellcheck: "false", class: code ? "code" : null, autocapitalize: "off", autocomplete: "off" };
  const input = lines > 1 ? h("textarea", { ...about, rows: lines }) : h("input", { ...about, type: "text" });
  let shown = "";
  input.addEventListener("change", () => {
    if (input.value !== shown) set((shown = input.value));
  });
  const show = (/** @type {string} */ value) => {
    shown = value;
    if (!input.matches(":focus")) input.value = value;
  };
  return { element: h("label", { class: "field wide" }, h("span", {}, label), input), input, show };
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {...import("./dom.js").Child} inside
 */
export function button(label, act, ...inside) {
  const made = h("button", { type: "button", class: "block light", ...(inside.length ? { "aria-label": label, title: label } : {}) }, ...(inside.length ? inside : [label]));
  made.addEventListener("click", act);
  return made;
}

/** A die showing five. */
export function die() {
  const pips = [[6, 6], [18, 6], [12, 12], [6, 18], [18, 18]];
  return s(
    "svg",
    { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
    s("rect", { x: 1, y: 1, width: 22, height: 22, rx: 5, fill: "var(--chosen)" }),
    ...pips.map(([x, y]) => s("circle", { cx: x, cy: y, r: 2.2, fill: "var(--on-chosen)" })),
  );
}

/** Another seed. */
export const thrown = () => Math.floor(Math.random() * 1e6);
