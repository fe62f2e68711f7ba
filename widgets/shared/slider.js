/**
 * A number that can be slid or typed. With `sliderStyle` in the picture's style.
 *
 *   const tokens = slider({label: say("tokens"), low: 1e6, high: 1e15, value: 3e11, log: true,
 *     write: (value) => writeQuantity(value, lang), parse: parseQuantity}, (value) => …, (typed) => …);
 *   tokens.element; tokens.set(1e12);
 */

import { h } from "./dom.js";

/**
 * @typedef {object} About
 * @property {string} label
 * @property {number} low ends of the slider
 * @property {number} high
 * @property {number} value
 * @property {boolean} [log] equal ways are equal factors; low is above 0 then
 * @property {number} [step] of a slider that is not logarithmic; whole numbers where it is left out
 * @property {readonly [number, number]} [typed] what may be typed, where that is more than can be slid
 * @property {(value: number) => string} write as people read it
 * @property {(text: string) => number | null} parse as people write it; null: it is no number
 */

/** Positions of a logarithmic slider for every factor of 10: one step is 2.3 %. */
const POSITIONS = 100;

/**
 * The value at a position of the slider, with three digits where it is logarithmic.
 * @param {number} position 0, 1, 2, …
 * @param {Pick<About, "low" | "high" | "log" | "step">} about
 */
export function valueAt(position, { low, high, log = false, step = 1 }) {
  const value = log ? Number((low * 10 ** (position / POSITIONS)).toPrecision(3)) : Number((low + position * step).toPrecision(12));
  return Math.min(Math.max(value, low), high);
}

/**
 * The position nearest to a value.
 * @param {number} value
 * @param {Pick<About, "low" | "high" | "log" | "step">} about
 */
export function positionOf(value, { low, high, log = false, step = 1 }) {
  const kept = Math.min(Math.max(value, low), high);
  return Math.round(log ? Math.log10(kept / low) * POSITIONS : (kept - low) / step);
}

/**
 * @param {About} about
 * @param {(value: number, typed: boolean) => void} oninput another value within the limits, at every movement
 * @param {(typed: number | string) => void} onwrong what was typed is beyond the limits, or no number
 */
export function slider(about, oninput, onwrong) {
  const { label, low, high, write, parse, typed: [least, most] = [low, high] } = about;
  const range = h("input", { type: "range", min: 0, max: positionOf(high, about), step: 1, "aria-label": label });
  const number = h("input", { type: "text", inputmode: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", "aria-label": label });
  const element = h("div", { class: "slider", role: "group", "aria-label": label }, h("span", { class: "slider-label", "aria-hidden": "true" }, label), number, range);
  let shown = NaN;
  /** What was typed and refused stays until a value is shown again. */
  const refused = (/** @type {boolean} */ is) => number.setAttribute("aria-invalid", String(is));
  const isRefused = () => number.getAttribute("aria-invalid") === "true";

  /** Show a value; whoever is typing another one is not disturbed. @param {number} value */
  const set = (value) => {
    if (value === shown && !isRefused()) return;
    shown = value;
    range.value = String(positionOf(value, about));
    range.setAttribute("aria-valuetext", write(value));
    range.style.setProperty("--at", `${(positionOf(value, about) / Math.max(1, positionOf(high, about))) * 100}%`);
    number.value = write(value);
    refused(false);
  };
  range.addEventListener("input", () => {
    set(valueAt(range.valueAsNumber, about));
    oninput(shown, false);
  });
  number.addEventListener("focus", () => number.select());
  number.addEventListener("change", () => {
    const same = number.value === write(shown);
    if (same && !isRefused()) return;
    const value = same ? shown : parse(number.value); // what was refused is taken back: the value is told again
    if (value !== null && value >= least && value <= most) {
      shown = NaN; // the same number, written in another way, is written again in ours
      set(value);
      oninput(value, true);
    } else {
      refused(true);
      onwrong(value ?? number.value);
    }
  });
  set(about.value);
  return { element, range, number, set };
}

/** The style of sliders, to go into a picture's own. */
export const sliderStyle = /* css */ `
.slider { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0 var(--space-3); min-width: 0; }
.slider-label { font-weight: 700; line-height: var(--leading-tight); }
.slider input[type=text] {
  width: 7.5em; min-height: 2.25rem; padding: 0 var(--space-2); text-align: end; font: inherit; font-variant-numeric: tabular-nums;
  color: var(--ink); background: var(--sand); border: 2px solid var(--edge); border-radius: var(--radius-2);
}
.slider input[aria-invalid=true] { border-color: var(--current); border-style: dashed; }
.slider input[type=range] {
  grid-column: 1 / -1; width: 100%; min-width: 0; height: 2.25rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab; touch-action: pan-y;
}
.slider input[type=range]:active { cursor: grabbing; }
.slider input[type=range]::-webkit-slider-runnable-track {
  height: .6rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--edge) var(--at), var(--sand-sunk) var(--at));
}
.slider input[type=range]::-moz-range-track {
  height: .45rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--edge) var(--at), var(--sand-sunk) var(--at));
}
.slider input[type=range]::-webkit-slider-thumb {
  -webkit-appearance: none; width: 1.75rem; height: 1.45rem; margin-top: -.53rem; border-radius: var(--pebble);
  border: 2px solid var(--sand-raised); background: var(--ink); box-shadow: 0 2px 3px #0006, inset 3px 3px 4px #ffffff33;
}
.slider input[type=range]::-moz-range-thumb {
  width: 1.6rem; height: 1.3rem; border-radius: var(--pebble); border: 2px solid var(--sand-raised); background: var(--ink);
}
.slider input[type=range]:focus-visible { outline-offset: 0; border-radius: var(--radius-2); }
@media (pointer: coarse) { .slider input[type=text], .slider input[type=range] { min-height: 2.75rem; } }
`;
