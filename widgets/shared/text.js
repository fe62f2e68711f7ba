/** Text of tokens and people made visible: spaces, control characters, bytes that are no whole character. */

/**
 * A stretch of text to draw: ordinary text, a mark that stands for something invisible, or raw bytes in hex.
 * @typedef {{kind: "text" | "mark" | "bytes", text: string}} Piece
 */

/** @type {ReadonlyMap<string, string>} */
const MARKS = new Map([
  [" ", "␣"],
  ["\u3000", "␣"],
  ["\u00a0", "␣"],
  ["\n", "↵"],
  ["\r", "␍"],
  ["\t", "⇥"],
  ["\u007f", "␡"],
]);

/**
 * @param {string} character one code point
 * @returns {string | null} what to draw in its place, or null to draw it as it is
 */
function mark(character) {
  const known = MARKS.get(character);
  if (known) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  // C1 controls, invisible signs, direction marks, lone surrogates, noncharacters. U+200D and the variation selectors
  // stay: they hold emoji together.
  if (/[\u0080-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff]|\p{Cs}|\p{Cn}/u.test(character)) {
    return "U+" + code.toString(16).toUpperCase().padStart(4, "0");
  }
  return null;
}

/**
 * Text with everything invisible made visible.
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  /** @type {Piece[]} */
  const out = [];
  for (const character of text) {
    const drawn = mark(character);
    const last = out.at(-1);
    if (drawn !== null) out.push({ kind: "mark", text: drawn });
    else if (last?.kind === "text") last.text += character;
    else out.push({ kind: "text", text: character });
  }
  // What holds an emoji together is invisible when it stands alone.
  const [only] = out;
  if (out.length === 1 && only?.kind === "text" && /^[\u200d\ufe00-\ufe0f]+$/u.test(only.text)) {
    return [...only.text].map((one) => ({ kind: "mark", text: "U+" + one.charCodeAt(0).toString(16).toUpperCase() }));
  }
  return out;
}

/**
 * Pieces as one line of plain text: for labels, titles and SVG.
 * @param {readonly Piece[]} found
 */
export function plainText(found) {
  return found.map((piece) => piece.text).join("");
}

/**
 * Text with everything invisible made visible, as one line of plain text.
 * @param {string} text
 */
export function visible(text) {
  return plainText(pieces(text));
}

/**
 * The bytes of a hex string.
 * @param {string} hex "e38182"
 */
export function fromHex(hex) {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) => parseInt(pair, 16));
}

/**
 * Bytes as people read them: "E3 81 82".
 * @param {string} hex
 */
export function spacedHex(hex) {
  return (hex.match(/[0-9a-f]{2}/gi) ?? []).join(" ").toUpperCase();
}

/**
 * What the bytes of a token say: whole characters as text, the others as bytes in hex.
 * @param {Uint8Array} bytes
 * @returns {Piece[]}
 */
export function piecesOfBytes(bytes) {
  /** @type {Piece[]} */
  const out = [];
  /** @type {number[]} */
  let raw = [];
  let place = 0;
  const flush = () => {
    if (raw.length) out.push({ kind: "bytes", text: raw.map((b) => b.toString(16).padStart(2, "0")).join(" ").toUpperCase() });
    raw = [];
  };
  while (place < bytes.length) {
    const length = sequenceLength(bytes[place] ?? 0);
    const character = length ? decode(bytes.subarray(place, place + length)) : null;
    if (character === null) {
      raw.push(bytes[place] ?? 0);
      place += 1;
    } else {
      flush();
      const last = out.at(-1);
      for (const piece of pieces(character)) {
        if (piece.kind === "text" && last?.kind === "text") last.text += piece.text;
        else out.push(piece);
      }
      place += length;
    }
  }
  flush();
  return out;
}

/**
 * Length of the UTF-8 sequence a byte begins, 0 if it begins none.
 * @param {number} byte
 */
export function sequenceLength(byte) {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  if (byte >= 0xf0 && byte < 0xf5) return 4;
  return 0;
}

/**
 * UTF-8 bytes as text, or null if they are not whole.
 * @param {Uint8Array} bytes
 */
export function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * @typedef {{id: number, text: string, bytes: string, partial: boolean, special: boolean, start: number, end: number,
 *   chosen?: boolean}} Token
 */

/**
 * The pieces of one token: its text, or what its bytes say if it ends inside a character.
 * @param {{text: string, bytes: string, partial: boolean}} token
 */
export function piecesOfToken(token) {
  if (!token.partial) return pieces(token.text);
  const found = piecesOfBytes(fromHex(token.bytes));
  return found.length ? found : pieces(token.text);
}

/**
 * One line of plain text for a token: for labels, titles and SVG.
 * @param {{text: string, bytes: string, partial: boolean}} token
 */
export function plain(token) {
  return plainText(piecesOfToken(token));
}

/**
 * Neighbours that share a character (all partial, spans overlap) form a group; any other token is a group of its own.
 * `whole` is the shared text where the bytes of the group make whole characters.
 * @template {Token} T
 * @param {readonly T[]} tokens
 * @returns {{tokens: T[], whole: string | null}[]}
 */
export function groups(tokens) {
  /** @type {{tokens: T[], whole: string | null}[]} */
  const out = [];
  for (const token of tokens) {
    const open = out.at(-1);
    const before = open?.tokens.at(-1);
    if (open && token.partial && before?.partial && token.start < before.end) {
      open.tokens.push(token);
    } else out.push({ tokens: [token], whole: null });
  }
  for (const group of out) {
    if (group.tokens[0]?.partial && group.tokens.length > 1) {
      group.whole = decode(fromHex(group.tokens.map((token) => token.bytes).join("")));
    }
  }
  return out;
}

/**
 * A sentence with its {placeholders} filled in; unknown ones stay as they are.
 * @param {string} sentence
 * @param {Readonly<Record<string, string | number>>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
