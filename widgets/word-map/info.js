/** What is said of the word that is looked at, and of the words that are not on the map. */

import { h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { nameOf, originOf } from "./names.js";

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./scene.js").Relations} Relations */

/** Words that are not there are named up to this many. */
const MOST_MISSING = 6;

/**
 * @param {Result} result
 * @param {number} index of the word
 * @param {readonly Relations[]} pictures how its surroundings are in each picture
 * @param {Say} say
 * @returns {HTMLElement[]}
 */
export function aboutWord(result, index, pictures, say) {
  const point = result.points[index];
  const [first, second] = pictures;
  if (!point || !first) return [];
  const name = (/** @type {number} */ place) => nameOf(result.points[place] ?? point);
  const near = result.neighbors[index] ?? [];
  const origin = originOf(point, say);
  const chip = (/** @type {number} */ place, /** @type {string} */ kind, /** @type {string} */ number) =>
    h("span", { class: `chip ${kind}` }, h("bdi", { dir: "auto" }, name(place)), number && " ", number && h("span", { class: "number" }, number));
  return [
    h("b", { class: "word" }, h("bdi", { dir: "auto" }, point.typed)),
    ...(origin ? [h("span", { class: "hint" }, origin)] : []),
    h("span", { class: "name" }, say("truly_near")),
    ...near.map((place, at) => {
      const torn = pictures.every(({ torn }) => torn.includes(place));
      return chip(place, torn ? "torn" : "kept", fixed(result.cosines[index]?.[at] ?? 0, 2));
    }),
    h(
      "span",
      { class: "name" },
      second
        ? say("kept_two", { left: first.kept.length, right: second.kept.length })
        : say("kept", { kept: first.kept.length, k: near.length }),
    ),
    ...(second || !first.strays.length
      ? []
      : [h("span", { class: "name" }, say("strays")), ...first.strays.map((place) => chip(place, "stray", ""))]),
  ];
}

/**
 * One sentence about a word, to be read out.
 * @param {Result} result
 * @param {number} index
 * @param {Relations} relations
 * @param {Say} say
 */
export function optionOf(result, index, relations, say) {
  const point = result.points[index];
  if (!point) return "";
  const near = (result.neighbors[index] ?? []).map((place) => result.points[place]?.typed ?? "");
  const words = near.join(say("between"));
  return say("option", { word: nameOf(point), k: near.length, words, kept: relations.kept.length });
}

/**
 * Which words are missing, with words to take instead; and which are stood in for.
 * @param {Result} result
 * @param {Say} say
 * @param {((typed: string, word: string) => void) | null} replace null where nobody can be asked
 * @returns {HTMLElement[]}
 */
export function aboutMissing({ missing, points }, say, replace) {
  const notes = [];
  if (missing.length) {
    const rows = missing.slice(0, MOST_MISSING).map(({ typed, suggestions }) => {
      const words = suggestions.slice(0, 4).map((word) => {
        if (!replace) return h("span", { class: "chip" }, word);
        const button = h("button", { type: "button", class: "chip", "aria-label": say("take", { word, typed }) }, word);
        button.addEventListener("click", () => replace(typed, word));
        return button;
      });
      return h("li", {}, h("bdi", { dir: "auto" }, typed), words.length > 0 && h("span", { "aria-hidden": "true" }, " → "), ...words);
    });
    const more = missing.length - rows.length;
    notes.push(
      h("p", {}, say("missing", { count: whole(missing.length) })),
      h("ul", {}, ...rows, more > 0 && h("li", {}, say("missing_more", { count: whole(more) }))),
    );
  }
  const stood = points.filter(({ how }) => how === "stand-in").map(({ typed, word }) => `${typed}≈${word}`);
  if (stood.length) notes.push(h("p", {}, say("stood_in", { words: stood.join(say("between")) })));
  return notes;
}
