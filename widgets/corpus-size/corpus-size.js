/**
 * <corpus-size>: how much text a number of tokens is. A ladder on which every rung is ten times the one below, with books
 * and libraries at its left and language models at its right; what models were trained on, as bars; how much Japanese
 * text there is.
 *
 * Properties: `data` (the answer of the view corpus-size, or null while it is awaited), `words` (assets/text/<language>/
 * corpus-size.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off" or
 * "table".
 * Events, bubbling and composed: `change` with the params that are others: the picture has changed already; `ask` with the param that is
 * beyond its limits, so that the server says why.
 *
 * Keys: ← and → on the slider of the tokens climb the ladder; all amounts can be typed, and the list has every model and
 * library.
 */

import { Calculator } from "../shared/calculator.js";
import { choicesStyle, segments, selection } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { onPage, themed } from "../shared/marks.js";
import { table } from "../shared/picture.js";
import { parseQuantity, writeBytes, writeQuantity } from "../shared/quantity.js";
import { slider, sliderStyle } from "../shared/slider.js";
import { calculate } from "./calculation.js";
import { drawCorpus } from "./drawing.js";
import { quantityField } from "./field.js";
import { pile } from "./icons.js";
import { japanese } from "./japanese.js";
import { known, ladder, layout } from "./ladder.js";
import { mixes, percentOf, sizeOf } from "./mixes.js";
import { pictures } from "./pictures.js";
import { figuresOf, livesOf, pileOf, sentenceOf, spanOf } from "./said.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").CorpusSizeData} CorpusSizeData */
/** @typedef {import("./types.js").Lang} Lang */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */

/** What can be slid, in tokens; more can be typed. */
const SLID = /** @type {const} */ ([1e4, 1e15]);
/** The limits of what can be typed, as on the server. Those of the amounts are in tokens. */
const LIMITS = /** @type {const} */ ({
  tokens: [1, 1e17], bytes_per_token: [0.5, 20], tokens_per_book: [1e3, 1e7], characters_a_minute: [10, 1e5], words_a_minute: [10, 2e4], hours: [0.1, 24],
});
const RATES = /** @type {const} */ (["characters_a_minute", "words_a_minute", "hours", "bytes_per_token", "tokens_per_book"]);

/** @extends {Calculator<CorpusSizeData, Parts>} */
export class CorpusSize extends Calculator {
  constructor() {
    super(choicesStyle + sliderStyle + style, calculate);
  }

  /** The language of the page. @returns {Lang} */
  get #reader() {
    return this.say("names") === "ja" ? "ja" : "en";
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.getAttribute("controls") !== "off";
    const reader = this.#reader;
    const quantity = (/** @type {number} */ value) => writeQuantity(value, reader);
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const picture = segments(say("picture"), "picture", [["ladder", say("picture_ladder")], ["mixes", say("picture_mixes")], ["japanese", say("picture_japanese")]], (value) => this.set({ picture: value }));
    const language = segments(say("language"), "language", [["ja", say("language_ja")], ["en", say("language_en")]], (value) => this.set({ language: value }));
    const things = selection(say("known"), (id) => this.#pick(id), { quietly: true });

    /** Only one of the amounts is given; the others follow. */
    const given = (/** @type {"tokens" | "bytes" | "books"} */ unit, /** @type {number} */ value) => ({ tokens: 0, bytes: 0, books: 0, [unit]: value });
    const tokens = slider({ label: say("tokens"), low: SLID[0], high: SLID[1], value: SLID[0], log: true, typed: LIMITS.tokens, write: quantity, parse: parseQuantity }, (value) => this.set(given("tokens", value)), (typed) => this.tell("ask", given("tokens", /** @type {number} */ (typed))));
    /** @param {"bytes" | "books"} unit @param {(value: number) => string} write */
    const amount = (unit, write) => quantityField(unit === "bytes" ? say("bytes") : say("books"), write, (value) => this.#holds(given(unit, value)), (value) => this.set(given(unit, value)), (typed) => this.tell("ask", given(unit, /** @type {number} */ (typed))));
    /** @param {keyof typeof LIMITS} name @param {string} label */
    const rate = (name, label) => quantityField(label, quantity, (value) => value >= LIMITS[name][0] && value <= LIMITS[name][1], (value) => this.set({ [name]: value }), (typed) => this.tell("ask", { [name]: typed }));
    const bytes = amount("bytes", writeBytes);
    const books = amount("books", quantity);
    const rates = {
      characters_a_minute: rate("characters_a_minute", say("characters_a_minute")),
      words_a_minute: rate("words_a_minute", say("words_a_minute")),
      hours: rate("hours", say("hours")),
      bytes_per_token: rate("bytes_per_token", say("bytes_per_token")),
      tokens_per_book: rate("tokens_per_book", say("tokens_per_book")),
    };

    const svg = s("svg", { role: "img" });
    const chart = h("div", { class: "chart" }, svg);
    if (live) this.#climb(chart);
    const figures = h("dl", { class: "figures" });
    const heap = h("p", { class: "heap" });
    const each = h("span", { class: "soft" });
    const icons = s("svg", { "aria-hidden": "true" });
    const row = h("div", { class: "icons" }, icons);
    const span = h("p", { class: "span" });
    const lives = h("p", { class: "soft" });
    const pace = h("p", { class: "soft" });
    const panel = h(
      "div",
      { class: "panel" },
      live && h("div", { class: "amounts" }, tokens.element, h("div", { class: "pair" }, bytes.element, books.element)),
      figures,
      h("section", {}, heap, row, each),
      h("section", { class: "reading" }, h("h3", {}, say("reading")), span, live ? h("div", { class: "pair" }, rates.characters_a_minute.element, rates.words_a_minute.element, rates.hours.element) : pace, lives),
      live && h("details", {}, h("summary", {}, say("rates")), h("div", { class: "pair" }, rates.bytes_per_token.element, rates.tokens_per_book.element)),
    );
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        live && h("div", { class: "controls" }, picture.element, h("div", { class: "of-ladder" }, language.element, things.element)),
        h("div", { class: "body" }, chart, panel),
        tools.place,
      ),
    );
    return { sentence, tools, picture, language, things, tokens, bytes, books, rates, svg, chart, figures, heap, each, icons, row, span, lives, pace, panel };
  }

  /** @param {Parts} parts */
  show(parts) {
    if (!this.now) return;
    const { params, result } = this.now;
    const { say } = this;
    const card = parts.chart.closest(".card");
    if (card instanceof HTMLElement) card.dataset["picture"] = params.picture;
    parts.picture.show(params.picture);
    parts.language.show(params.language);
    parts.things.show([["", say("known")], ...known(result, this.#reader).map(({ id, name }) => /** @type {[string, string]} */ ([id, name]))], known(result, this.#reader).find(({ tokens }) => tokens === result.tokens)?.id ?? "");
    parts.tokens.set(result.tokens);
    parts.bytes.set(result.bytes);
    parts.books.set(result.books);
    for (const name of RATES) parts.rates[name].set(params[name]);
    parts.rates.characters_a_minute.element.hidden = result.reading.unit === "words";
    parts.rates.words_a_minute.element.hidden = result.reading.unit !== "words";
    const found = pile(result.books, result.libraries, 20);
    const said = sentenceOf(params, result, found, say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    parts.svg.setAttribute("aria-label", said);
    // Bytes and books stand in the fields already, where there are fields.
    const shown = figuresOf(result, say).filter(([label]) => this.getAttribute("controls") === "off" || ![say("bytes"), say("books")].includes(label));
    parts.figures.replaceChildren(...shown.map(([label, figure]) => h("div", {}, h("dt", {}, label), h("dd", {}, figure))));
    parts.heap.textContent = pileOf(result, found, say);
    parts.each.textContent = found.each > 1 ? say("per_picture", { count: writeQuantity(found.each, this.#reader) }) : "";
    parts.span.textContent = spanOf(result.reading, say);
    parts.lives.textContent = livesOf(result.reading, say);
    const { per_minute: speed, hours } = result.reading;
    parts.pace.textContent = result.reading.unit === "words" ? say("reading_words", { speed, hours }) : say("reading_characters", { speed, hours });
    parts.tools.refresh();
  }

  /** @param {Parts} parts */
  resized({ svg, chart, icons, row }) {
    if (!this.now || !chart.clientWidth) return;
    const { params, result } = this.now;
    const measure = this.ruler;
    const size = parseFloat(getComputedStyle(chart).fontSize);
    const pen = { size, colours: themed, measure };
    const width = chart.clientWidth;
    if (params.picture === "ladder") {
      const tall = chart.clientHeight;
      draw(svg, width, tall, ladder(result, this.#reader, width, tall, pen, this.say));
      const side = size * 1.75;
      const drawn = pictures(pile(result.books, result.libraries, 20), row.clientWidth, side, pen);
      draw(icons, row.clientWidth, drawn.tall, drawn.marks);
    } else {
      const drawn = params.picture === "mixes" ? mixes(result.mixes, this.#reader, width, pen, this.say) : japanese(result, this.#reader, width, pen, this.say);
      draw(svg, width, drawn.tall, drawn.marks);
    }
  }

  /** Set the amount on the ladder itself: where it is touched, or as much as what is touched beside it. @param {HTMLElement} chart */
  #climb(chart) {
    const at = (/** @type {PointerEvent} */ event, /** @type {boolean} */ pressed) => {
      if (!this.now || this.now.params.picture !== "ladder") return;
      const edge = chart.getBoundingClientRect();
      const [x, y] = [event.clientX - edge.left, event.clientY - edge.top];
      const size = parseFloat(getComputedStyle(chart).fontSize);
      const { area, scale, placed } = layout(this.now.result, this.#reader, edge.width, edge.height, { size, measure: this.ruler });
      if (x >= area.left - size && x <= area.right + size) {
        const tokens = Number(Math.min(Math.max(scale.value(y), SLID[0]), SLID[1]).toPrecision(2));
        if (pressed) chart.setPointerCapture(event.pointerId);
        this.set({ tokens, bytes: 0, books: 0 });
      } else if (pressed) {
        const one = placed.find((known) => (known.side === "left") === x < area.left && y >= known.y && y <= known.y + known.tall);
        if (one) this.#pick(one.id);
      }
    };
    chart.addEventListener("pointerdown", (event) => at(event, true));
    chart.addEventListener("pointermove", (event) => {
      if (event.buttons && chart.hasPointerCapture(event.pointerId)) at(event, false);
    });
  }

  /** Take as much text as a model read or a library holds. @param {string} id */
  #pick(id) {
    const one = this.now && known(this.now.result, this.#reader).find((thing) => thing.id === id);
    if (one) this.set({ tokens: one.tokens, bytes: 0, books: 0 });
  }

  /** Whether a typed amount is within the limits, which are in tokens. @param {Pick<Params, "tokens" | "bytes" | "books">} given */
  #holds(given) {
    if (!this.now || !(given.tokens || given.bytes || given.books)) return false;
    const { tokens } = calculate({ ...this.now.params, ...given }, this.now.result);
    return tokens >= LIMITS.tokens[0] && tokens <= LIMITS.tokens[1];
  }

  tables() {
    if (!this.now) return [];
    const { result } = this.now;
    const { say } = this;
    const reader = this.#reader;
    const quantity = (/** @type {number} */ value) => writeQuantity(value, reader);
    const cell = (/** @type {string} */ content) => h("span", { class: "source" }, content);
    const sourced = new Map([...result.libraries, ...result.landmarks].map(({ id, source }) => [id, source]));
    return [
      table(say("table_ladder"), [say("col_what"), say("tokens"), say("books"), say("col_source")], known(result, reader).toSorted((a, b) => a.tokens - b.tokens).map(({ id, name, tokens }) => [cell(name), quantity(tokens), quantity(tokens / (this.now?.params.tokens_per_book ?? 1)), cell(sourced.get(id) ?? "")])),
      ...result.mixes.map((mix) =>
        table(`${mix.name}: ${say("picture_mixes")}`, [say("col_what"), say("col_size"), say("col_share"), say("col_weight"), say("col_read"), say("col_epochs")], [
          ...mix.parts.map((part) => [cell(part.name), sizeOf(part, mix.unit, reader), percentOf(part.share), `${part.weight}\u00a0%`, percentOf(part.read), String(part.epochs)]),
          [cell(say("sum")), mix.unit === "bytes" ? writeBytes(mix.total) : quantity(mix.total), "100\u00a0%", `${Number(mix.parts.reduce((sum, { weight }) => sum + weight, 0).toFixed(1))}\u00a0%`, "100\u00a0%", ""],
          [cell(say("col_source")), cell(mix.source), "", "", "", ""],
        ]),
      ),
      table(say("corpora_title"), [say("col_what"), say("bytes"), say("tokens"), say("characters"), say("col_source")], [
        ...result.japanese.rows.map((row) => [cell(row.name), writeBytes(row.bytes), quantity(row.tokens), row.characters === null ? "—" : quantity(row.characters), cell(row.source)]),
        [cell(say("sum")), writeBytes(result.japanese.total_bytes), quantity(result.japanese.total_tokens), "", ""],
        [cell(say("sum_once")), writeBytes(result.japanese.once_bytes), quantity(result.japanese.once_tokens), "", ""],
        [cell("GPT-3"), "", "", quantity(result.japanese.characters), cell(result.japanese.source)],
      ]),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.now) throw new Error("nothing to draw yet");
    return drawCorpus(this.now.params, this.now.result, this.say, ink);
  }
}

/**
 * @param {SVGElement} svg
 * @param {number} width px
 * @param {number} tall
 * @param {readonly import("../shared/marks.js").Mark[]} marks
 */
function draw(svg, width, tall, marks) {
  svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(tall));
  svg.replaceChildren(...onPage(marks));
}

/**
 * @typedef {ReturnType<typeof quantityField>} Field
 * @typedef {{element: HTMLElement, show: (value: any) => void}} Choice
 * @typedef {{sentence: HTMLElement, tools: import("../shared/picture.js").Tools, picture: Choice, language: Choice,
 *   things: ReturnType<typeof selection>, tokens: ReturnType<typeof slider>, bytes: Field, books: Field,
 *   rates: Readonly<Record<typeof RATES[number], Field>>, svg: SVGElement,
 *   chart: HTMLElement, figures: HTMLElement, heap: HTMLElement, each: HTMLElement, icons: SVGElement, row: HTMLElement,
 *   span: HTMLElement, lives: HTMLElement, pace: HTMLElement, panel: HTMLElement}} Parts
 */

if (!customElements.get("corpus-size")) customElements.define("corpus-size", CorpusSize);
