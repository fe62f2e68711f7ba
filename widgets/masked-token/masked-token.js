/**
 * <masked-token>: a text with blanks; what a masked model would write into each of them when it sees both sides, the left
 * one only, the right one only; and what the other side is worth.
 *
 * Properties: `data` (the answer of the view masked-token, or null while it is awaited), `words` (assets/text/<language>/
 * masked-token.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table".
 * Events, bubbling and composed: `ask` {text?, fill, blank}: a blank was opened, filled or written in; `change` {blank}:
 * another one is looked at, the picture has changed already.
 *
 * Keys: ← and → go from token to token, ↑ and ↓ from candidate to candidate.
 */

import { perCent } from "../shared/accuracy.js";
import { h } from "../shared/dom.js";
import { lossNote } from "../shared/model-card.js";
import { exactPercent, fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { plain } from "../shared/text.js";
import { drawMaskedToken } from "./drawing.js";
import { Panel } from "./panel.js";
import { Strip } from "./strip.js";
import { style } from "./style.js";
import { MOST_BLANKS, NAMES, SIDES, filledIn, isJapanese, opened, sentenceOf, worths, writtenIn } from "./words.js";

/** @typedef {import("./types.js").Blank} Blank */
/** @typedef {import("./types.js").MaskedTokenData} MaskedTokenData */
/** @typedef {import("./types.js").Result} Result */

/** @extends {Picture<MaskedTokenData, Parts>} */
export class MaskedToken extends Picture {
  #shown = 0;

  constructor() {
    super(style);
  }

  dataChanged() {
    if (this.data) this.#shown = Math.max(0, Math.min(this.data.params.blank, this.data.result.blanks.length - 1));
  }

  /** The blank one looks at. @returns {Blank | undefined} */
  get #blank() {
    return this.data?.result.blanks[this.#shown];
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const asks = moves && this.getAttribute("live") !== "off";
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const strip = new Strip(say, moves ? { open: (place) => this.#open(place), look: (number) => this.#look(number) } : null, asks);
    const does = { pick: (/** @type {{id: number}} */ { id }) => this.#pick(id), look: (/** @type {number | null} */ id) => this.#light(id) };
    const panels = SIDES.map((side) => new Panel(side, say, asks ? does : null));
    const write = h("button", { type: "button", class: "block gold" });
    write.addEventListener("click", () => this.#write());
    const reopen = h("button", { type: "button", class: "block" }, say("reopen"));
    reopen.addEventListener("click", () => this.tell("ask", { fill: [], blank: this.#shown }));
    const actions = h("div", { class: "actions" }, write, reopen);
    const worth = h("p", { class: "worth" });
    const notes = h("div", { class: "soft notes" });
    const hint = h("p", { class: "soft hint", hidden: !asks });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        h("div", { class: "text" }, strip.element, h("div", { class: "under" }, hint, asks && actions)),
        h("div", { class: "panels" }, ...panels.map(({ element }) => element)),
        worth,
        notes,
        tools.place,
      ),
    );
    return { sentence, strip, hint, panels, write, reopen, worth, notes, tools };
  }

  /** @param {Parts} parts @param {MaskedTokenData} data */
  show(parts, { params, result }) {
    const blank = this.#blank;
    const said = sentenceOf(blank, this.say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.strip.show(result, this.#shown);
    parts.hint.textContent = this.say(result.blanks.length < MOST_BLANKS ? "hint" : "hint_full");
    for (const panel of parts.panels) {
      panel.element.hidden = !blank;
      if (blank) panel.show(panel.side === "both" ? blank : blank[panel.side], result, blank.token, blank.chosen?.id ?? null);
    }
    const held = [parts.write, parts.reopen].find((button) => button.matches(":focus"));
    const writable = blank?.chosen && !blank.chosen.special ? blank.chosen : null;
    parts.write.hidden = !writable;
    parts.write.textContent = writable ? this.say("write", { word: plain(writable) }) : "";
    parts.reopen.hidden = params.fill.length === 0;
    if (held?.hidden) parts.strip.focus();
    parts.worth.replaceChildren(...(blank ? worths(blank, this.say) : []).map((one) => h("span", {}, one)));
    parts.notes.replaceChildren(...notesOf(params.text, result, this.say).map((note) => h("p", {}, note)));
    parts.tools.refresh();
  }

  /** @param {number} place of a token that becomes a blank */
  #open(place) {
    const asked = this.data && opened(this.data.params, this.data.result.tokens, place);
    if (asked) this.tell("ask", asked);
  }

  /** @param {number} number of the blank to look at */
  #look(number) {
    this.#shown = number;
    this.update();
    this.tell("change", { blank: number });
  }

  /** @param {number} id of a candidate */
  #pick(id) {
    if (this.data) this.tell("ask", filledIn(this.data.params, this.#shown, id));
  }

  #write() {
    const chosen = this.#blank?.chosen;
    if (this.data && chosen) this.tell("ask", writtenIn(this.data.params, this.data.result.tokens, this.#shown, chosen));
  }

  /** @param {number | null} id */
  #light(id) {
    for (const panel of this.parts?.panels ?? []) panel.light(id);
  }

  /** @param {MaskedTokenData} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    const { say } = this;
    if (!this.data) return [];
    const { tokens, blanks, measured } = this.data.result;
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    return [
      ...blanks.flatMap((blank, number) =>
        SIDES.map((side) => {
          const seen = side === "both" ? blank : blank[side];
          return table(
            say("table_blank", { number: number + 1, side: say(NAMES[side]), bits: fixed(seen.entropy_bits, 2) }),
            ["col_rank", "col_token", "col_id", "col_logit", "col_probability"].map((key) => say(key)),
            seen.candidates.map((one) => [one.rank, cell(plain(one)), String(one.id), fixed(one.logit, 3), exactPercent(one.probability)]),
          );
        }),
      ),
      table(
        say("strip"),
        ["col_place", "col_token", "col_id"].map((key) => say(key)),
        tokens.map((token, place) => [place + 1, cell(plain(token)), String(token.id)]),
      ),
      ...Object.entries(measured).map(([language, sides]) =>
        table(
          say("table_measured", { language: say(language === "ja" ? "language_ja" : "language_en") }),
          ["col_side", "col_right", "col_total", "col_share", "col_low", "col_high", "col_bits"].map((key) => say(key)),
          SIDES.map((side) => [
            h("span", {}, say(NAMES[side])), whole(sides[side].right), whole(sides[side].total),
            ...[sides[side].share, sides[side].low, sides[side].high].map((share) => `${(share * 100).toFixed(1)} %`), fixed(sides[side].bits, 2),
          ]),
        ),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawMaskedToken(this.data, this.#shown, notesOf(this.data.params.text, this.data.result, this.say), this.say, ink);
  }
}

/**
 * What has to be said beside the numbers.
 * @param {string} text
 * @param {Result} result
 * @param {import("../shared/picture.js").Say} say
 * @returns {string[]}
 */
export function notesOf(text, { blanks, tokens, measured, own, model }, say) {
  const sides = measured[isJapanese(text) ? "ja" : "en"];
  const open = blanks.filter(({ chosen }) => !chosen).length;
  const lost = tokens.filter(({ unknown }) => unknown).length;
  const { name, precision, source_precision } = model;
  return [
    ...(lost ? [say(own ? "note_unknown_own" : "note_unknown", { count: lost })] : []),
    ...(open > 1 ? [say("note_alone")] : []),
    ...(sides
      ? [say("note_measured", { total: whole(sides.both.total), ...Object.fromEntries(SIDES.flatMap((side) => [[side, perCent(sides[side].share)], [`${side}_low`, perCent(sides[side].low)], [`${side}_high`, perCent(sides[side].high)]])) })]
      : []),
    [say(model.quantized ? "model_quantised" : own ? "model_own" : "model", { name, precision, source_precision }), lossNote(model, say)].filter(Boolean).join(" "),
  ];
}

/**
 * @typedef {{sentence: HTMLElement, strip: Strip, hint: HTMLElement, panels: Panel[], write: HTMLButtonElement, reopen: HTMLButtonElement,
 *   worth: HTMLElement, notes: HTMLElement, tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("masked-token")) customElements.define("masked-token", MaskedToken);
