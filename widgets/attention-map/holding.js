/** What the large pictures share in answering a hand. */

/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Hands} Hands */

/**
 * Lock what was clicked; what is locked already is let go.
 * @param {Hands} hands
 * @param {Focus} focus
 * @param {number | null} query a position in the text
 * @param {number | null} key
 */
export function hold(hands, focus, query, key) {
  if (query === null && key === null) return;
  const held = focus.locked && focus.query === query && focus.key === key;
  if (held) hands.lock(null, null);
  else hands.lock(query, key);
}

/**
 * Lay a box over a picture, or hide it.
 * @param {HTMLElement} element
 * @param {{x: number, y: number, width: number, height: number} | null} place px
 */
export function lay(element, place) {
  element.hidden = place === null;
  if (!place) return;
  element.style.translate = `${place.x}px ${place.y}px`;
  element.style.width = `${place.width}px`;
  element.style.height = `${place.height}px`;
}

/**
 * Other colours of the page, whoever changed them where, are heard: the ground of a picture has a transition of 1 ms
 * (matrix-style.js).
 * @param {HTMLElement} element
 * @param {() => void} repaint
 */
export function whenDressed(element, repaint) {
  element.addEventListener("transitionend", (event) => event.target === element && event.propertyName === "background-color" && repaint());
}
