/** Writing an SVG file as text: escaping in one place, and text that is measured before it is placed. */

/**
 * @typedef {(text: string, size: number, bold?: boolean) => number} Measure width of a text in px
 */

/**
 * Characters that XML can hold; the others become U+FFFD.
 * @param {string} text
 */
function legal(text) {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}

/**
 * @param {string | number} value
 */
export function escape(value) {
  return legal(String(value)).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/**
 * One element as markup. Children are markup already: make text with `escape` or `text`.
 * @param {string} name
 * @param {Readonly<Record<string, string | number | undefined>>} attributes
 * @param {...string} children
 */
export function node(name, attributes, ...children) {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escape(value ?? "")}"`)
    .join("");
  return children.length ? `<${name}${written}>${children.join("")}</${name}>` : `<${name}${written}/>`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * A piece of text; `x`, `y` is the start of its base line unless text-anchor says otherwise.
 * @param {string} content
 * @param {Readonly<Record<string, string | number | undefined>>} attributes
 */
export function text(content, attributes) {
  return node("text", attributes, escape(content));
}

/**
 * Shorten a text until it fits.
 * @param {string} content
 * @param {number} width px
 * @param {number} size px
 * @param {Measure} measure
 * @param {boolean} [bold]
 */
export function fit(content, width, size, measure, bold = false) {
  if (measure(content, size, bold) <= width) return content;
  const characters = [...content];
  while (characters.length > 1 && measure(characters.join("") + "…", size, bold) > width) characters.pop();
  return characters.join("") + "…";
}

/** What no line begins with: closing marks, and signs that belong to the character before them. */
const CLOSING = /^[、。，．,.:;!?！？：；)）」』】〉》・…ー々ぁぃぅぇぉゃゅょっァィゥェォャュョッ]/;
/** What no line ends with. */
const OPENING = /[(（「『【〈《]$/;

/**
 * Break a text into lines that fit: between any two characters of Japanese, between words otherwise.
 * @param {string} content
 * @param {number} width px
 * @param {number} size px
 * @param {Measure} measure
 * @param {boolean} [bold]
 * @returns {string[]}
 */
export function lines(content, width, size, measure, bold = false) {
  /** What is not broken. @type {string[]} */
  const pieces = [];
  for (const part of content.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    const before = pieces.at(-1);
    if (before !== undefined && (CLOSING.test(part) || OPENING.test(before)) && !/\s$/.test(before)) pieces[pieces.length - 1] = before + part;
    else pieces.push(part);
  }
  /** @type {string[]} */
  const out = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last !== undefined && measure(last + piece.trimEnd(), size, bold) <= width) out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out.map((line) => line.trimEnd());
}

/**
 * Widths without a browser: a full width for Japanese, a bit over half for the rest.
 * @type {Measure}
 */
export function roughMeasure(content, size, bold = false) {
  let width = 0;
  for (const character of content) width += /[\u2e80-\u9fff\uf900-\uffef]|\p{Emoji_Presentation}/u.test(character) ? 1 : 0.58;
  return width * size * (bold ? 1.05 : 1);
}

/**
 * Widths as this browser draws them in a font.
 * @param {string} family a CSS font-family list
 * @returns {Measure}
 */
export function browserMeasure(family) {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return roughMeasure;
  return (content, size, bold = false) => {
    context.font = `${bold ? 700 : 400} ${size}px ${family}`;
    return context.measureText(content).width;
  };
}

/**
 * The wider of several measures, for a text whose font is not certain.
 * @param {...Measure} measures
 * @returns {Measure}
 */
export function widest(...measures) {
  return (content, size, bold) => Math.max(...measures.map((measure) => measure(content, size, bold)));
}
