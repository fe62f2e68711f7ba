/** What patterns and parts are called, and the colours that parts have everywhere in the picture. */

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").Settings} Settings */

/** @type {readonly (readonly [Kind, string])[]} */
export const KINDS = [["full", "kind_full"], ["causal", "kind_causal"], ["window", "kind_window"], ["random", "kind_random"], ["global", "kind_global"], ["bigbird", "kind_bigbird"]];

/** The name of a pattern, and that it is cut where it need not be. @param {Settings} settings @param {Say} say */
export function kindName({ pattern, causal }, say) {
  const name = say(KINDS.find(([kind]) => kind === pattern)?.[1] ?? "");
  return causal && pattern !== "causal" ? say("cut_at_diagonal", { pattern: name }) : name;
}

/** In the order of the legend. @type {readonly Part[]} */
export const PARTS = ["global", "window", "random"];

/** @type {Readonly<Record<Part, "seq-8" | "seq-4" | "chosen">>} */
export const COLOURS = { global: "seq-8", window: "seq-4", random: "chosen" };

/**
 * The name of a part; without windows, what is called so is the token itself, and full attention has no parts.
 * @param {Part} part
 * @param {Kind} pattern
 * @param {Say} say
 */
export function partName(part, pattern, say) {
  if (part === "global") return say("part_global");
  if (part === "random") return say("part_random");
  if (pattern === "full" || pattern === "causal") return say("part_seen");
  return pattern === "random" || pattern === "global" ? say("part_self") : say("part_window");
}

/**
 * The parts that a pattern can have.
 * @param {Kind} pattern
 * @returns {Part[]}
 */
export function partsIn(pattern) {
  return PARTS.filter((part) => part === "window" || part === pattern || pattern === "bigbird");
}

/**
 * The colours of a number of layers: the fewer, the stronger. No fill is the hatching of what is never reached.
 * @param {number | null} layer
 * @param {number} longest the largest there is
 * @returns {{fill: import("../shared/picture.js").ColourName | null, text: import("../shared/picture.js").ColourName}}
 */
export function layerLook(layer, longest) {
  if (layer === null) return { fill: null, text: "ink" };
  if (layer === 0) return { fill: "current", text: "on-strong" };
  const step = /** @type {0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8} */ (8 - Math.round((7 * (layer - 1)) / Math.max(longest - 1, 2)));
  return { fill: `seq-${step}`, text: `seq-${step}-text` };
}
