/**
 * Where everything of a tree stands: leaves in a row, a joint above every two pieces that are joined, the tokens in a
 * row at the top, the characters under their bytes. Nothing in it depends on the step one looks at.
 */

import { plainText } from "../shared/text.js";
import { digits, piecesOf } from "./label.js";

/** @typedef {import("./types.js").Chunk} Chunk */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("../shared/svg.js").Measure} Measure */

/**
 * @typedef {object} Node a leaf or a joint
 * @property {number} first leaf
 * @property {number} last leaf
 * @property {number} step that makes it; -1 for a leaf
 * @property {number} rank -1 for a leaf
 * @property {number} height joints under it, one on the other; 0 for a leaf
 * @property {number} parent place of the node that it goes into; -1 for none
 * @property {readonly number[]} children places of the two nodes it joins
 * @property {string} label
 * @property {boolean} raw whether the label is bytes in hex
 * @property {number} x its middle
 * @property {number} y its middle
 * @property {string} bytes in hex
 * @property {boolean} dropped whether it is a byte that the vocabulary lacks
 *
 * @typedef {{label: string, raw: boolean, id: number, unknown: boolean, node: number, x: number, y: number, width: number}} Box a token
 * @typedef {{label: string, x: number, width: number, odd: boolean}} Character
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} unit size of a letter in px
 * @property {readonly Node[]} nodes the leaves, then the joints in the order of the steps
 * @property {number} leaves how many of the nodes are leaves
 * @property {readonly number[]} widths of the leaves
 * @property {readonly Box[]} tokens
 * @property {readonly Character[]} characters what stands under the leaves; nothing where they are characters
 * @property {number} boxHeight of a token
 * @property {number} pillHeight of a joint
 * @property {number} leafHeight
 * @property {number} ground where the row of characters begins
 */

const PAD = 0.25; // beside a label, in units
const WIDEST = 5; // a leaf, in units

/**
 * The nodes of a tree: the leaves, then a joint for every step.
 * @param {Chunk} chunk
 * @param {Kind} kind
 * @returns {Node[]}
 */
export function grow(chunk, kind) {
  /** @type {(about: Pick<Node, "first" | "last" | "step" | "rank" | "height" | "children" | "bytes">, text: string) => Node} */
  const node = (about, text) => {
    const pieces = piecesOf({ text, bytes: about.bytes }, kind);
    return { ...about, dropped: false, parent: -1, label: plainText(pieces), raw: pieces.some((piece) => piece.kind === "bytes"), x: 0, y: 0 };
  };
  // A byte is written in hex, even where it is a whole character.
  const nodes = chunk.leaves.map(({ text, bytes, dropped = false }, place) => {
    const leaf = { ...node({ first: place, last: place, step: -1, rank: -1, height: 0, children: [], bytes }, text), dropped };
    return kind === "byte-bpe" && bytes.length === 2 ? { ...leaf, label: bytes.toUpperCase(), raw: true } : leaf;
  });
  const pieces = nodes.map((_, place) => place).filter((place) => !chunk.leaves[place]?.dropped);
  chunk.steps.forEach(({ rank, at, token }, step) => {
    const children = pieces.slice(at, at + 2);
    const [left, right] = children.map((place) => nodes[place]);
    if (!left || !right) throw new RangeError(`step ${step} joins what is not there`);
    left.parent = right.parent = nodes.length;
    pieces.splice(at, 2, nodes.length);
    const about = { first: left.first, last: right.last, step, rank, height: 1 + Math.max(left.height, right.height), children, bytes: left.bytes + right.bytes };
    nodes.push(node(about, token));
  });
  return nodes;
}

/**
 * @param {Chunk} chunk
 * @param {Kind} kind
 * @param {{unit: number, room: number, tall: number, measure: Measure}} space unit: size of a letter; room: width that is
 *   there; tall: height that is there. Both are used up where the tree is smaller, and exceeded where it is larger.
 * @returns {Layout}
 */
export function layOut(chunk, kind, { unit, room, tall, measure }) {
  const nodes = grow(chunk, kind);
  const leaves = chunk.leaves.length;
  const bytewise = kind === "byte-bpe";
  const pad = 2 * PAD * unit;
  const names = chunk.tokens.map((token) => piecesOf(token, kind));
  // Where the leaves are characters, only those are named under them that are cut into bytes all the same.
  const characters = charactersOf(chunk).filter(({ first }) => bytewise || nodes[first]?.raw);

  // What must find room above or under a run of leaves; the short runs first, because they leave least choice.
  const needs = [
    ...nodes.map(({ first, last, step, label, raw, rank }) => ({ first, last, width: step >= 0 ? digits(rank, unit) : raw ? digits(label, unit) : measure(label, unit * 1.25) })),
    ...chunk.tokens.map((token, place) => ({ first: token.first_leaf, last: token.last_leaf, width: Math.max(measure(plainText(names[place] ?? []), unit * 1.15, true), digits(token.id, unit)) })),
    ...characters.map(({ first, last, label }) => ({ first, last, width: measure(label, unit * (last > first ? 1.4 : 1.15)) - pad / 2 })),
  ].sort((one, other) => one.last - one.first - (other.last - other.first));
  const widths = Array.from({ length: leaves }, () => unit * (bytewise ? 1.6 : 1.9));
  for (const { first, last, width } of needs) {
    const lack = width + pad - sum(widths, first, last);
    if (lack > 0) for (let place = first; place <= last; place += 1) widths[place] = (widths[place] ?? 0) + lack / (last - first + 1);
  }
  const wanted = sum(widths, 0, leaves - 1);
  const stretch = Math.max(1, Math.min(room / wanted, (WIDEST * unit) / Math.max(...widths)));
  for (let place = 0; place < leaves; place += 1) widths[place] = (widths[place] ?? 0) * stretch;
  const width = Math.max(room, wanted * stretch);
  const margin = (width - wanted * stretch) / 2;
  const left = [margin];
  widths.forEach((one, place) => left.push((left[place] ?? 0) + one));
  const middle = (/** @type {{first: number, last: number}} */ { first, last }) => ((left[first] ?? 0) + (left[last + 1] ?? 0)) / 2;

  const boxHeight = 2.9 * unit;
  const leafHeight = 1.8 * unit;
  const below = characters.length ? 2.3 * unit : 0;
  const highest = Math.max(0, ...nodes.map(({ height }) => height));
  const fixed = boxHeight + leafHeight + below + 1.6 * unit;
  const level = Math.max(2.15 * unit, Math.min((tall - fixed) / Math.max(highest, 1), 5.5 * unit));
  const height = fixed + level * highest;
  const row = height - below - leafHeight / 2 - 1;
  for (const node of nodes) {
    node.x = middle(node);
    node.y = row - (node.height ? leafHeight * 0.1 + node.height * level : 0);
  }

  const roots = new Map(nodes.map((node, place) => /** @type {const} */ ([place, node])).filter(([, { parent }]) => parent < 0).map(([place, node]) => [node.first, place]));
  const tokens = chunk.tokens.map(({ id, unknown, first_leaf, last_leaf }, place) => {
    const at = { first: first_leaf, last: last_leaf };
    const pieces = names[place] ?? [];
    return {
      label: plainText(pieces), raw: pieces.some((piece) => piece.kind === "bytes"), id, unknown,
      node: roots.get(first_leaf) ?? -1, x: middle(at), y: boxHeight / 2 + 1, width: sum(widths, first_leaf, last_leaf) - 4,
    };
  });
  return {
    width, height, unit, nodes, leaves, widths, tokens, boxHeight, leafHeight, pillHeight: 1.5 * unit, ground: row + leafHeight / 2 + 2,
    characters: characters.map(({ first, last, label }, place) => ({ label, x: middle({ first, last }), width: sum(widths, first, last) - 4, odd: place % 2 === 1 })),
  };
}

/**
 * The characters over a chunk's bytes.
 * @param {Chunk} chunk
 */
export function charactersOf({ leaves }) {
  /** @type {{first: number, last: number, label: string}[]} */
  const found = [];
  leaves.forEach(({ character }, place) => {
    const open = found.at(-1);
    if (open && leaves[open.first]?.character === character) open.last = place;
    else found.push({ first: place, last: place, label: "" });
  });
  for (const one of found) {
    const bytes = leaves.slice(one.first, one.last + 1).map((leaf) => leaf.bytes).join("");
    one.label = plainText(piecesOf({ text: "", bytes }, "byte-bpe"));
  }
  return found;
}

/**
 * @param {readonly number[]} numbers
 * @param {number} first
 * @param {number} last included
 */
function sum(numbers, first, last) {
  let total = 0;
  for (let place = first; place <= last; place += 1) total += numbers[place] ?? 0;
  return total;
}
