/** What a hand can choose from. */

import { h } from "./dom.js";

/** @typedef {readonly (readonly [string, string])[]} Offered value and label of each choice */

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
