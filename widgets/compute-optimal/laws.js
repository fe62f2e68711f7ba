/** How the four laws are named and drawn: each with a dash of its own, so that no colour is needed to tell them apart. */

/** @typedef {import("./types.js").LawId} LawId */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @type {readonly LawId[]} */
export const ORDER = ["kaplan", "hoffmann", "hoffmann-unrounded", "besiroglu"];

/** @type {Readonly<Record<LawId, string | undefined>>} */
export const DASHES = { kaplan: "2 5", hoffmann: "9 4", "hoffmann-unrounded": "9 3 2 3", besiroglu: undefined };

/** @param {LawId} law @param {Say} say */
export function nameOf(law, say) {
  switch (law) {
    case "kaplan":
      return say("law_kaplan");
    case "hoffmann":
      return say("law_hoffmann");
    case "hoffmann-unrounded":
      return say("law_hoffmann_unrounded");
    case "besiroglu":
      return say("law_besiroglu");
  }
}

/** A name for where there is little room. @param {LawId} law @param {Say} say */
export function shortName(law, say) {
  switch (law) {
    case "kaplan":
      return say("short_kaplan");
    case "hoffmann":
      return say("short_hoffmann");
    case "hoffmann-unrounded":
      return say("short_hoffmann_unrounded");
    case "besiroglu":
      return say("short_besiroglu");
  }
}
