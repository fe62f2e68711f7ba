/** Why a language takes more tokens: characters, bytes and tokens of two languages, and the vocabulary by script. */

import { h } from "../shared/dom.js";
import { fixed, percent, whole } from "../shared/numbers.js";
import { factor, factors } from "./figures.js";

/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Script} Script */
/** @typedef {import("./types.js").Vocabulary} Vocabulary */
/** @typedef {import("../shared/picture.js").Say} Say */

/** What tokens are counted as, and the labels. @type {readonly (readonly [Script, string])[]} */
export const SCRIPTS = [
  ["latin", "script_latin"],
  ["kana", "script_kana"],
  ["han", "script_han"],
  ["hangul", "script_hangul"],
  ["cyrillic", "script_cyrillic"],
  ["arabic", "script_arabic"],
  ["devanagari", "script_devanagari"],
  ["thai", "script_thai"],
  ["other", "script_other"],
  ["mixed", "script_mixed"],
  ["signs", "script_signs"],
  ["parts", "script_parts"],
  ["special", "script_special"],
];

/** What is measured of a text. @type {readonly (readonly ["characters" | "bytes" | "tokens", string])[]} */
export const MEASURES = [["characters", "col_characters"], ["bytes", "col_bytes"], ["tokens", "col_tokens"]];

export class Why {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.title = h("h3", {});
    this.steps = h("div", { class: "steps" });
    this.product = h("p", { class: "product" });
    this.vocabulary = h("h3", {});
    this.scripts = h("ul", { class: "scripts" });
    this.note = h("p", { class: "soft" });
    this.element = h("section", { class: "why" }, this.title, this.steps, this.product, this.vocabulary, this.scripts, this.note);
  }

  /**
   * @param {Language} one
   * @param {Language} base
   * @param {Vocabulary} vocabulary
   * @param {string} reader language of the page
   */
  show(one, base, vocabulary, reader) {
    const { say } = this;
    const { tokenizer, name } = vocabulary;
    const names = { language: one.names[reader] ?? one.name, baseline: base.names[reader] ?? base.name };
    const lost = one.lost[tokenizer] ? one : base.lost[tokenizer] ? base : null;
    if (lost) {
      const values = { tokenizer: name, language: lost.names[reader] ?? lost.name, lost: whole(lost.lost[tokenizer] ?? 0), characters: whole(lost.characters) };
      this.title.textContent = say("lost_title", values);
      this.steps.replaceChildren(h("p", {}, say("lost_why", values)));
      this.product.textContent = "";
    } else {
      const found = factors(one, base, tokenizer);
      this.title.textContent = one === base ? say("why_base", names) : say("why", { ...names, ratio: factor(found.tokens) });
      this.steps.replaceChildren(...this.#steps(one, base, tokenizer, names));
      this.product.textContent =
        one === base ? "" : say("product", { characters: factor(found.characters), bytes: factor(found.bytesPerCharacter), tokens: factor(found.tokensPerByte), ratio: factor(found.tokens) });
    }
    this.#vocabulary(one, base, vocabulary);
  }

  /**
   * @param {Language} one
   * @param {Language} base
   * @param {string} tokenizer
   * @param {{language: string, baseline: string}} names
   */
  #steps(one, base, tokenizer, names) {
    const { say } = this;
    const found = factors(one, base, tokenizer);
    const both = one === base ? [one] : [one, base];
    const value = (/** @type {Language} */ of, /** @type {string} */ measure) => (measure === "characters" ? of.characters : measure === "bytes" ? of.bytes : (of.counts[tokenizer] ?? 0));
    const end = Math.max(...both.flatMap((of) => MEASURES.map(([measure]) => value(of, measure))));
    const measures = MEASURES.map(([measure, label]) => {
      const bars = both.map((of) => {
        const bar = h("i", { class: of === base ? "base" : "looked" });
        bar.style.inlineSize = `calc((100% - 4.2em) * ${value(of, measure) / end})`; // the longest one, too, leaves room for its number
        return h("span", { class: "bar-line" }, h("span", { class: "quietly" }, of === base ? names.baseline : names.language), bar, h("span", {}, whole(value(of, measure))));
      });
      return h("div", { class: "measure" }, h("b", {}, say(label)), h("span", { class: "bars" }, ...bars), one !== base && h("b", { class: "by" }, say("by", { ratio: factor(found[measure]) })));
    });
    const step = (/** @type {string} */ sentence, /** @type {number} */ by) =>
      h("p", { class: "step" }, h("span", {}, h("span", { "aria-hidden": "true" }, "↓ "), sentence), one !== base && h("span", { class: "by" }, "× " + factor(by)));
    const per = (/** @type {"bytesPerCharacter" | "bytesPerToken"} */ of) => ({ ...names, here: fixed(found.here[of], 2), there: fixed(found.there[of], 2) });
    const [characters, bytes, tokens] = measures;
    return [
      characters,
      step(one === base ? say("per_character_base", per("bytesPerCharacter")) : say("per_character", per("bytesPerCharacter")), found.bytesPerCharacter),
      bytes,
      step(one === base ? say("per_token_base", per("bytesPerToken")) : say("per_token", per("bytesPerToken")), found.tokensPerByte),
      tokens,
    ].filter((part) => part !== undefined);
  }

  /**
   * @param {Language} one
   * @param {Language} base
   * @param {Vocabulary} vocabulary
   */
  #vocabulary(one, base, { name, size, scripts, family }) {
    const { say } = this;
    this.vocabulary.textContent = say("vocabulary", { tokenizer: name, size: whole(size) });
    const most = Math.max(...Object.values(scripts));
    this.scripts.replaceChildren(
      ...SCRIPTS.map(([script, label]) => {
        const count = scripts[script] ?? 0;
        const of = one.scripts.includes(script) ? "looked" : base.scripts.includes(script) ? "base" : null;
        const item = h("li", { class: of, title: percent(count / size) }, h("span", {}, say(label)), h("span", {}, whole(count)));
        item.style.setProperty("--share", `${(100 * count) / most}%`);
        return item;
      }),
    );
    /** @type {Record<Vocabulary["family"], string>} */
    const notes = {
      "byte-bpe": "", sentencepiece: say("note_sentencepiece"), unigram: say("note_unigram"),
      wordpiece: say("note_wordpiece"), character: say("note_character"),
    };
    this.note.textContent = notes[family];
    this.note.hidden = !this.note.textContent;
  }
}
