/**
 * Beside BertViz's script in its document: lets what it draws fill the frame, and tells the page around how high that is.
 * The document has no origin; the height is all that leaves it.
 */

/** The width BertViz's head view lays its parts out in: two columns of tokens and the lines between them, in px. */
const HEAD_VIEW = 345;

const picture = /** @type {HTMLElement} */ (document.getElementById("vis"));

// BertViz gives its drawing a size in px and places everything in it by px: as a viewBox it grows and shrinks as a whole.
new MutationObserver(() => {
  const svg = picture.querySelector("svg");
  if (!svg || svg.hasAttribute("viewBox")) return;
  const height = Number.parseFloat(svg.getAttribute("height") ?? "");
  const width = Number(svg.getAttribute("width")) || Math.max(HEAD_VIEW, svg.getBBox().width);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
}).observe(picture, { childList: true });

new ResizeObserver(() => {
  if (picture.querySelector("svg")) parent.postMessage({ height: document.body.offsetHeight }, "*");
}).observe(document.body);
