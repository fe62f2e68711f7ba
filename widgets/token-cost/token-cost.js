/**
 * <token-cost>: the same text in twelve languages, as a bar each of how many times the tokens of one of them it takes;
 * why that is, from characters over bytes to tokens; and what it costs.
 *
 * Properties: `data` (the answer of the token-cost view, or null while it is awaited), `words` (assets/text/<language>/
 * token-cost.toml). Attributes: controls="off" (a still picture), tools="off" or "table".
 * Events, bubbling and composed: `change` with the settings (types.js), after which nobody needs to ask the server, for the
 * picture has changed already; `ask` {tokenizers, tokenizer} to count with one more.
 *
 * Keys: ↑ and ↓ go from language to language, Enter opens the text.
 */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { Controls } from "./controls.js";
import { drawTokenCost } from "./drawing.js";
import { cost, factor, money, ordered, priced, ratio } from "./figures.js";
import { Rows } from "./rows.js";
import { style } from "./style.js";
import { SCRIPTS, Why } from "./why.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").TokenCostData} TokenCostData */

const DEBOUNCE = 150; // ms a control rests before the page is told

/** @extends {Picture<TokenCostData, Parts>} */
export class TokenCost extends Picture {
  /** @type {Settings} */
  #settings = { tokenizer: "", baseline: "en", language: "ja", price: 0, currency: "JPY", times: 1, sort: "tokens", descending: false };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #telling;

  constructor() {
    super(style);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }

  /** The controls as they stand now. */
  get settings() {
    return this.#settings;
  }

  /** The language of the page. */
  get #reader() {
    return this.say("names");
  }

  dataChanged() {
    if (!this.data) return;
    const asked = settingsOf(this.data);
    const known = this.data.result.vocabularies.some(({ tokenizer }) => tokenizer === this.#settings.tokenizer);
    if (this.#telling !== undefined && known) return; // a hand is ahead of the answer
    this.#settings = asked;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.getAttribute("controls") !== "off";
    const rows = new Rows(
      say,
      {
        look: (language) => this.#set({ language }),
        sort: (sort) => this.#set({ sort, descending: this.#settings.sort === sort && !this.#settings.descending }),
      },
      live,
    );
    const why = new Why(say);
    const count = (/** @type {string} */ tokenizer) => this.tell("ask", { tokenizers: [...(this.data?.params.tokenizers ?? []), tokenizer], tokenizer });
    const controls = new Controls(say, (changes) => this.#set(changes), count);
    if (live) rows.ratio.replaceChildren(controls.one);
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const price = h("p", { class: "soft" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (live ? "" : " still") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, sentence, tools.bar),
        live && controls.element,
        h(
          "div",
          { class: "body" },
          h("section", { class: "list" }, rows.element, h("p", { class: "soft legend" }, h("span", { class: "tick", "aria-hidden": "true" }), say("ticks")), live ? controls.money : price),
          why.element,
        ),
        tools.place,
      ),
    );
    return { rows, why, controls, tools, sentence, price };
  }

  /** Give everything its new state: after new data, and at every change. @param {Parts} parts @param {TokenCostData} data */
  show({ rows, why, controls, tools, sentence, price }, { params, result }) {
    const shown = this.#shown();
    if (!shown) return;
    rows.show(result, this.#settings, this.#reader);
    const others = result.known.filter(({ id }) => !params.tokenizers.includes(id));
    controls.show(result, others, this.#settings, this.#reader);
    why.show(shown.one, shown.base, shown.vocabulary, this.#reader);
    const said = this.#sentence(shown);
    if (sentence.textContent !== said) sentence.textContent = said;
    price.textContent = priced(this.#settings, this.say);
    tools.refresh();
  }

  /** The two languages and the tokenizer one looks at. @returns {import("./drawing.js").Shown | null} */
  #shown() {
    if (!this.data) return null;
    const { languages, vocabularies } = this.data.result;
    const one = languages.find(({ language }) => language === this.#settings.language);
    const base = languages.find(({ language }) => language === this.#settings.baseline);
    const vocabulary = vocabularies.find(({ tokenizer }) => tokenizer === this.#settings.tokenizer);
    return one && base && vocabulary ? { one, base, vocabulary } : null;
  }

  /** @param {import("./drawing.js").Shown} shown */
  #sentence({ one, base, vocabulary: { tokenizer, name } }) {
    const names = { tokenizer: name, language: one.names[this.#reader] ?? one.name, baseline: base.names[this.#reader] ?? base.name };
    const found = ratio(one, base, tokenizer);
    if (found === null) return this.say("sentence_lost", names);
    return one === base ? this.say("sentence_base", names) : this.say("sentence_ratio", { ...names, ratio: factor(found) });
  }

  /** @param {Partial<Settings>} changes */
  #set(changes) {
    this.#settings = { ...this.#settings, ...changes };
    this.update();
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.tell("change", { ...this.#settings });
    }, DEBOUNCE);
  }

  tables() {
    const shown = this.#shown();
    if (!this.data || !shown) return [];
    const { say } = this;
    const settings = this.#settings;
    const { languages, vocabularies } = this.data.result;
    const name = (/** @type {import("./types.js").Language} */ one) => h("span", {}, one.names[this.#reader] ?? one.name);
    const { vocabulary, base } = shown;
    const number = (/** @type {number | null} */ value) => (value === null ? "—" : factor(value));
    return [
      table(
        `${say("rows")} · ${vocabulary.name}`,
        ["col_language", "col_characters", "col_bytes", "col_tokens", "col_lost", "col_ratio", "col_cost"].map((key) => say(key)),
        ordered(languages, settings).map((one) => {
          const paid = cost(one, settings);
          return [
            name(one), whole(one.characters), whole(one.bytes), whole(one.counts[settings.tokenizer] ?? 0),
            whole(one.lost[settings.tokenizer] ?? 0), number(ratio(one, base, settings.tokenizer)),
            paid === null ? "—" : money(paid, settings.currency, this.#reader),
          ];
        }),
      ),
      table(
        say("table_all"),
        [say("col_language"), ...vocabularies.map((one) => one.name)],
        languages.map((one) => [
          name(one),
          ...vocabularies.map(({ tokenizer }) => `${whole(one.counts[tokenizer] ?? 0)} (${number(ratio(one, base, tokenizer))})`),
        ]),
      ),
      table(
        say("table_vocabularies"),
        [say("col_script"), ...vocabularies.map((one) => one.name)],
        [
          ...SCRIPTS.map(([script, label]) => [h("span", {}, say(label)), ...vocabularies.map(({ scripts }) => whole(scripts[script] ?? 0))]),
          [h("span", {}, say("col_total")), ...vocabularies.map(({ size }) => whole(size))],
        ],
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    const shown = this.#shown();
    if (!this.data || !shown) throw new Error("nothing to draw yet");
    return drawTokenCost(this.data.result, shown, this.#settings, this.#sentence(shown), this.say, ink);
  }
}

/** @typedef {{rows: Rows, why: Why, controls: Controls, tools: import("../shared/picture.js").Tools, sentence: HTMLElement, price: HTMLElement}} Parts */

/**
 * The settings that an answer was asked with; a tokenizer that was not counted means the first.
 * @param {TokenCostData} data
 * @returns {Settings}
 */
export function settingsOf({ params, result }) {
  const known = result.vocabularies.map(({ tokenizer }) => tokenizer);
  const { baseline, language, price, currency, times, sort, descending } = params;
  const tokenizer = known.includes(params.tokenizer) ? params.tokenizer : (known[0] ?? "");
  return { tokenizer, baseline, language, price, currency, times, sort, descending };
}

if (!customElements.get("token-cost")) customElements.define("token-cost", TokenCost);
