/** Building HTML and SVG elements. Text always goes in as text, never as markup. */

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Readonly<Record<string, string | number | boolean | null | undefined>>} Attributes
 */

/**
 * Set attributes; true writes an empty one, false, null and undefined write none.
 * @param {Element} element
 * @param {Attributes} attributes
 */
export function attributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * An HTML element with attributes and children; strings become text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attrs]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attrs = {}, ...children) {
  const element = document.createElement(tag);
  attributes(element, attrs);
  element.append(...children.filter(isChild).map((child) => (typeof child === "number" ? String(child) : child)));
  return element;
}

/**
 * @param {Child} child
 * @returns {child is Node | string | number}
 */
function isChild(child) {
  return child !== null && child !== undefined && child !== false;
}

/**
 * An SVG element on the page.
 * @param {string} tag
 * @param {Attributes} [attrs]
 * @param {...SVGElement} children
 * @returns {SVGElement}
 */
export function s(tag, attrs = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", tag));
  attributes(element, attrs);
  element.append(...children);
  return element;
}

/**
 * Hand a file to the reader as a download.
 * @param {Blob} content
 * @param {string} name
 */
export function download(content, name) {
  const address = URL.createObjectURL(content);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Pieces of text as elements: marks and bytes are set apart by class, ordinary text is isolated from the direction of
 * its surroundings.
 * @param {readonly import("./text.js").Piece[]} pieces
 * @returns {HTMLElement[]}
 */
export function drawPieces(pieces) {
  return pieces.map((piece) =>
    piece.kind === "text" ? h("bdi", { dir: "auto" }, piece.text) : h("span", { class: piece.kind }, piece.text),
  );
}
