/** The styles of prompts, in the order of the columns, and what they are called. */

/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("./types.js").Wording} Wording */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Each with its name and what it does. @type {readonly (readonly [Style, string, string])[]} */
export const STYLES = [
  ["direct", "style_direct", "about_direct"],
  ["zero-shot", "style_zero", "about_zero"],
  ["few-shot", "style_few", "about_few"],
  ["step-by-step", "style_steps", "about_steps"],
  ["chain-of-thought", "style_chain", "about_chain"],
  ["instruction", "style_instruction", "about_instruction"],
];

/** What can be rewritten, with its name. @type {readonly (readonly [Wording, string])[]} */
export const WORDINGS = [
  ["at_once", "at_once"],
  ["task", "task"],
  ["trigger", "trigger"],
  ["instruction", "instruction"],
  ["few_shot", "few_shot"],
  ["worked", "worked"],
];

/** @param {Style} style @param {Say} say as it stands within a sentence */
export function nameOf(style, say) {
  const [, label = ""] = STYLES.find(([one]) => one === style) ?? [];
  return say(label);
}

/** @param {Style} style @param {Say} say */
export function aboutOf(style, say) {
  const [, , label = ""] = STYLES.find(([one]) => one === style) ?? [];
  return say(label);
}

/** @param {Style} style @param {Say} say as it stands alone */
export function titleOf(style, say) {
  const name = nameOf(style, say);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
