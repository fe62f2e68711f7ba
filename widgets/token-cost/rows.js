/** One row a language: characters, bytes, tokens, a bar for how many times the baseline's tokens, the cost; the text opens below. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { cost, factor, largest, money, ordered, ratio } from "./figures.js";

/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Sort} Sort */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The columns one can sort by, and their labels. @type {readonly (readonly [Sort, string])[]} */
const SORTED = [["listed", "col_language"], ["characters", "col_characters"], ["bytes", "col_bytes"], ["tokens", "col_tokens"]];
const MOTION = 240; // ms, as --motion

/**
 * @typedef {{row: HTMLElement, button: HTMLButtonElement, text: HTMLElement, counts: HTMLElement, tokens: HTMLElement,
 *   ratio: HTMLElement, fill: HTMLElement, one: HTMLElement, ticks: HTMLElement, cost: HTMLElement}} Row
 */

export class Rows {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Result | null} */
  #result = null;
  #open = ""; // the language whose text is open

  /**
   * @param {Say} say
   * @param {{look: (language: string) => void, sort: (sort: Sort) => void}} does
   * @param {boolean} sortable
   */
  constructor(say, does, sortable) {
    /** What stands at the head of the bars. */
    this.ratio = h("th", { scope: "col", role: "columnheader", class: "of-ratio" }, say("col_ratio"));
    this.say = say;
    this.does = does;
    this.heads = SORTED.map(([sort, label]) => {
      const button = sortable ? h("button", { type: "button", class: "sort" }, say(label)) : null;
      button?.addEventListener("click", () => does.sort(sort));
      return h("th", { scope: "col", role: "columnheader", class: `of-${sort}` }, button ?? say(label));
    });
    this.body = h("tbody", { role: "rowgroup" });
    // The roles are said again because a narrow picture lays the rows out as blocks.
    this.element = h(
      "table",
      { class: "languages", role: "table", "aria-label": say("rows") },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...this.heads, this.ratio, h("th", { scope: "col", role: "columnheader", class: "of-cost" }, say("col_cost")))),
      this.body,
    );
    this.body.addEventListener("keydown", (event) => this.#arrow(event));
  }

  /**
   * @param {Result} result
   * @param {Settings} settings
   * @param {string} reader language of the page
   */
  show(result, settings, reader) {
    if (this.#result !== result) this.#fill(result, reader);
    const before = this.#places();
    const base = result.languages.find(({ language }) => language === settings.baseline);
    if (!base) return;
    const end = largest(result.languages, base, result.vocabularies);
    for (const one of result.languages) this.#update(one, base, end, result, settings, reader);
    this.element.dataset["sort"] = settings.sort;
    SORTED.forEach(([sort], place) => {
      const sorted = sort === settings.sort && (settings.descending ? "descending" : "ascending");
      this.heads[place]?.setAttribute("aria-sort", sorted || "none");
    });
    const rows = ordered(result.languages, settings).flatMap(({ language }) => this.#rows.get(language) ?? []);
    if (rows.some(({ row }, place) => this.body.children[2 * place] !== row)) {
      const focused = rows.find(({ button }) => button.matches(":focus"));
      this.body.append(...rows.flatMap(({ row, text }) => [row, text]));
      focused?.button.focus({ preventScroll: true });
      this.#slide(before);
    }
  }

  /**
   * @param {Result} result
   * @param {string} reader
   */
  #fill(result, reader) {
    this.#result = result;
    this.#rows = new Map(result.languages.map((one) => [one.language, this.#row(one, reader)]));
    this.body.replaceChildren();
  }

  /**
   * @param {Language} one
   * @param {string} reader
   * @returns {Row}
   */
  #row(one, reader) {
    const { language, direction, name } = one;
    const { say } = this;
    const own = h("b", {}, h("bdi", { class: "own", lang: language, dir: direction }, name));
    const button = h("button", { type: "button", class: "name", "aria-expanded": "false", "aria-controls": `text-${language}` }, own, name === one.names[reader] ? null : h("span", { class: "soft" }, one.names[reader]));
    const cell = (/** @type {string} */ of, /** @type {import("../shared/dom.js").Child[]} */ ...content) => h("td", { role: "cell", class: `of-${of}` }, ...content);
    const counted = (/** @type {string} */ label, /** @type {number} */ count) => [h("span", { class: "label soft" }, label + " "), whole(count)];
    const tokens = cell("tokens");
    const number = h("span", { class: "number" });
    const [fill, one_, ticks] = [h("i", { class: "fill" }), h("i", { class: "one" }), h("span", { class: "ticks" })];
    const costs = cell("cost");
    const row = h(
      "tr",
      { role: "row" },
      h("th", { scope: "row", role: "rowheader", class: "of-listed" }, button),
      cell("characters", ...counted(say("col_characters"), one.characters)),
      cell("bytes", ...counted(say("col_bytes"), one.bytes)),
      tokens,
      cell("ratio", number, h("span", { class: "track", "aria-hidden": "true" }, fill, ticks, one_)),
      costs,
    );
    row.addEventListener("click", () => this.#look(language));
    const counts = h("p", { class: "counts soft" });
    const text = h(
      "tr",
      { role: "row", class: "text", id: `text-${language}`, hidden: true },
      h("td", { role: "cell", colspan: 6 }, h("p", { lang: language, dir: direction, class: "passage own" }, one.text), counts),
    );
    return { row, button, text, counts, tokens, ratio: number, fill, one: one_, ticks, cost: costs };
  }

  /**
   * @param {Language} one
   * @param {Language} base
   * @param {number} end ratio at the end of the scale
   * @param {Result} result
   * @param {Settings} settings
   * @param {string} reader
   */
  #update(one, base, end, result, settings, reader) {
    const parts = this.#rows.get(one.language);
    if (!parts) return;
    const { say } = this;
    const { tokenizer } = settings;
    const looked = one.language === settings.language;
    const found = ratio(one, base, tokenizer);
    const paid = cost(one, settings);
    const count = one.counts[tokenizer] ?? 0;
    parts.row.className = [one === base && "base", looked && "looked", found === null && "lost"].filter(Boolean).join(" ");
    parts.tokens.textContent = whole(count);
    parts.ratio.textContent = found === null ? "—" : "×" + factor(found);
    parts.ratio.title = found === null ? say("lost_short") : "";
    parts.fill.style.inlineSize = `${(100 * (found ?? count / (base.counts[tokenizer] || 1))) / end}%`;
    parts.one.style.insetInlineStart = `${100 / end}%`;
    parts.ticks.replaceChildren(
      ...result.vocabularies.flatMap((other) => {
        const there = other.tokenizer === tokenizer ? null : ratio(one, base, other.tokenizer);
        if (there === null || one === base) return [];
        const tick = h("i", { title: `${other.name} ×${factor(there)}` });
        tick.style.insetInlineStart = `${(100 * there) / end}%`;
        return [tick];
      }),
    );
    parts.cost.textContent = paid === null ? "—" : money(paid, settings.currency, reader);
    const open = this.#open === one.language;
    parts.text.hidden = !open;
    parts.button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const counts = result.vocabularies.map(({ tokenizer: id, name }) => {
      const lost = one.lost[id] ? ` (${say("lost_count", { lost: whole(one.lost[id] ?? 0) })})` : "";
      return h("span", { class: id === tokenizer ? "here" : null }, `${name} ${whole(one.counts[id] ?? 0)}${lost}`);
    });
    parts.counts.replaceChildren(say("text_counts"), " ", ...counts.flatMap((span, place) => [place ? " · " : "", span]));
  }

  /**
   * Look at a language; at the second time its text closes again.
   * @param {string} language
   */
  #look(language) {
    this.#open = this.#open === language ? "" : language;
    this.does.look(language);
  }

  /** @param {KeyboardEvent} event */
  #arrow(event) {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...this.body.querySelectorAll("button")];
    const next = buttons[buttons.findIndex((button) => button.matches(":focus")) + by];
    if (next) next.focus();
    event.preventDefault();
  }

  #places() {
    return new Map([...this.#rows].map(([language, { row }]) => [language, row.isConnected ? row.getBoundingClientRect().top : NaN]));
  }

  /**
   * Let the rows slide from where they were to where they are.
   * @param {Map<string, number>} before
   */
  #slide(before) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [language, { row }] of this.#rows) {
      const by = (before.get(language) ?? NaN) - row.getBoundingClientRect().top;
      if (by) row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: MOTION, easing: "ease-out" });
    }
  }
}
