/** A word of a text as it can be shown. */

import { drawPieces } from "../shared/dom.js";
import { pieces } from "../shared/text.js";

/**
 * Elements for a word, with everything invisible made visible.
 * @param {string} text
 */
export function piecesOf(text) {
  return drawPieces(pieces(text));
}
