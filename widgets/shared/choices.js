/** What a hand can choose from: a few choices that are all to be seen, or a list. With `choicesStyle` in the picture's style. */

import { h } from "./dom.js";

/** @typedef {readonly (readonly [string, string])[]} Offered value and label of each choice */

/**
 * A choice among a few, all to be seen.
 * @template {string} T
 * @param {string} label what is chosen, for those who do not see it
 * @param {string} name its own in the picture: an input has the id "name-value"
 * @param {readonly (readonly [T, string])[]} offered
 * @param {(value: T) => void} choose
 */
export function segments(label, name, offered, choose) {
  const inputs = offered.map(([value]) => {
    const input = h("input", { type: "radio", name, id: `${name}-${value}`, value });
    input.addEventListener("change", () => input.checked && choose(value));
    return input;
  });
  const element = h("fieldset", { class: "segments" }, h("legend", { class: "quietly" }, label), ...inputs.map((input, place) => h("span", {}, input, h("label", { for: input.id }, offered[place]?.[1]))));
  const show = (/** @type {T} */ value) => inputs.forEach((input) => (input.checked = input.value === value));
  return { element, show };
}

/**
 * A choice among many.
 * @param {string} label
 * @param {(value: string) => void} choose
 * @param {{id?: string, quietly?: boolean}} [how] quietly: the label is not drawn
 */
export function selection(label, choose, { id, quietly = false } = {}) {
  const select = h("select", { id, "aria-label": label, title: label });
  select.addEventListener("change", () => choose(select.value));
  const name = h("span", { "aria-hidden": "true" }, label);
  const element = h("label", { class: "field" }, !quietly && name, select);
  const show = (/** @type {Offered} */ offered, /** @type {string} */ value) => offer(select, offered, value);
  /** Call it otherwise. */
  const rename = (/** @type {string} */ other) => {
    name.textContent = select.title = other;
    select.setAttribute("aria-label", other);
  };
  return { element, select, show, rename };
}

/**
 * Offer choices in a list. They are made anew only where they are others: an open list would close.
 * @param {HTMLSelectElement} select
 * @param {Offered} offered
 * @param {string} chosen
 */
export function offer(select, offered, chosen) {
  const { options } = select;
  const same = options.length === offered.length && offered.every(([value, label], place) => options[place]?.value === value && options[place]?.textContent === label);
  if (!same) select.replaceChildren(...offered.map(([value, label]) => h("option", { value }, label)));
  select.value = chosen;
}

/** Numbers 0 … count − 1 to choose from. @param {number} count @returns {[string, string][]} */
export const numbers = (count) => Array.from({ length: count }, (_, place) => [String(place), String(place)]);

/** The style of choices, and of fields beside them, to go into a picture's own. */
export const choicesStyle = /* css */ `
.segments { display: flex; flex-wrap: wrap; gap: var(--space-1); border: 0; margin: 0; padding: 0; min-width: 0; }
.segments span { position: relative; display: flex; }
.segments input { position: absolute; opacity: 0; }
.segments label {
  flex: 1; display: inline-flex; align-items: center; justify-content: center; min-height: 2.5rem; padding: 0 var(--space-3); white-space: nowrap; cursor: pointer;
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised);
}
.segments label:hover { background: var(--chosen-tint); }
.segments input:checked + label { background: var(--ink); border-color: var(--ink); color: var(--sand-raised); font-weight: 700; }
.segments input:focus-visible + label { outline: 3px solid var(--current); outline-offset: 2px; }
.field { display: inline-flex; align-items: center; gap: var(--space-2); min-width: 0; max-width: 100%; }
.field > span { font-weight: 700; white-space: nowrap; }
.field select, .field input {
  field-sizing: content; min-width: 0; max-width: 100%; min-height: 2.5rem; padding: 0 var(--space-2);
  font: inherit; color: var(--ink); background: var(--sand); border: 2px solid var(--edge); border-radius: var(--radius-2);
}
.field input { field-sizing: fixed; flex: 1; width: 0; }
@media (pointer: coarse) { .segments label, .field select, .field input { min-height: 2.75rem; } }
`;
