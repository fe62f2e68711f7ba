/**
 * <attention-map>: who looks at whom. All heads of a model as thumbnails, and the weights of one head (or an average, or
 * rollout) large: as a heatmap, as lines between tokens, or from one token. Beside it a second text or a second model, and
 * the difference.
 *
 * Properties: `data` (the answer of the attention view, or null while it is awaited), `words` (assets/text/<language>/
 * attention-map.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), visits (the
 * page opens other views), tools="off" or "table".
 * Events, bubbling and composed: `ask` with parameters of the view, where the server has to answer (`once`: those of this
 * request only); `change` {picture, sort, least, beside}, where it has not; `visit` {view, params}.
 *
 * Keys: arrows move through the heads and through the cells, Enter chooses, Escape lets go.
 */

import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { Picture } from "../shared/picture.js";
import { Controls, HeadChoice, Order } from "./controls.js";
import { drawing } from "./drawing.js";
import { headsTable } from "./heads-table.js";
import { nameOf } from "./heads.js";
import { isLight, joinedWith } from "./joined.js";
import { largeStyle } from "./matrix-style.js";
import { differenceTable, matrixTables, tokenTables } from "./matrix-tables.js";
import { notes, readerOf } from "./notes.js";
import { Overview } from "./overview.js";
import { carried, sameText } from "./pairing.js";
import { Panel } from "./panel.js";
import { said } from "./said.js";
import { Second } from "./second.js";
import { levelled } from "./sheet.js";
import { Strongest } from "./strongest.js";
import { style } from "./style.js";

/** @typedef {import("./controls.js").Presentation} Presentation */
/** @typedef {import("./types.js").AttentionData} AttentionData */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Token} Token */

/** @typedef {"a" | "b"} Letter */

/** @type {Focus} */
const NOWHERE = { query: null, key: null, locked: false };
const RESTING = 150; // ms a control rests before the page is told
/** Widths in px: below them the heads stand under the large picture, under two of them, and these one under the other. */
const STACKED = { one: 720, two: 980, each: 600 };
const APART = 24; // px between two pictures side by side
const LABELS = 120; // px, the labels of a matrix that stands beside two others
const CELL = 18; // px, its cells
const LEGEND = 340; // px, its scale of colours with what is around it
/** Height of the window that the whole has to do with, and what lies around it there. In px. */
const SCREEN = { least: 600, most: 1000, around: 64 };
const LEAST = 300; // px, height of the pictures on a screen however low
/** Height of all thumbnails in px: at least, and what they need before the list of the strongest heads has room beneath. */
const HEADS = { least: 120, inPlace: 150, inOrder: 230 };

/** @extends {Picture<AttentionData, Parts>} */
export class AttentionMap extends Picture {
  static observedAttributes = [...Picture.observedAttributes, "visits"];

  /** @type {Presentation} */
  #presentation = { picture: "heatmap", sort: "place", least: 0, beside: "b" };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #telling;
  /** What is locked, in A and in B. @type {Record<Letter, Focus>} */
  #locked = { a: NOWHERE, b: NOWHERE };
  /** What the pointer or the keyboard looks at now. @type {{letter: Letter, focus: Focus} | null} */
  #pointed = null;
  /** Whose heads the overview shows, where there are two models. @type {Letter} */
  #heads = "a";
  /** The locked tokens, while another model is asked for. @type {{query: Token | undefined, key: Token | undefined} | null} */
  #kept = null;
  /** The matrices whose rows stand level, because most of their tokens are the same. @type {ReturnType<typeof levelled>} */
  #levels = null;
  #resized = () => this.measure();
  #lettered = () => Object.values(this.parts?.panels ?? {}).forEach((panel) => panel.repaint());

  constructor() {
    super(style + largeStyle);
    this.shadow.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === "Escape") this.#letGo();
    });
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("resize", this.#resized);
    document.fonts.addEventListener("loadingdone", this.#lettered);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("resize", this.#resized);
    document.fonts.removeEventListener("loadingdone", this.#lettered);
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.parts?.second.stop();
  }

  /** Whether a server can be asked. */
  get #live() {
    return !this.#still && this.getAttribute("live") !== "off";
  }

  get #still() {
    return this.getAttribute("controls") === "off";
  }

  /**
   * An answer that was asked for without the overview, with the one that is shown.
   * @param {AttentionData} answer
   * @returns {AttentionData | null} null: it has to be asked for whole
   */
  joined(answer) {
    return joinedWith(this.data, answer);
  }

  /** @param {AttentionData | null} before */
  dataChanged(before) {
    if (!this.data) return;
    const { params, result } = this.data;
    const { b } = result;
    if (this.#telling === undefined) this.#presentation = { picture: params.picture, sort: params.sort, least: params.least, beside: params.beside };
    this.#pointed = null;
    this.#locked = { a: focusOf(result), b: b ? focusOf(b) : NOWHERE };
    this.#levels = levelled(result);
    if (!b || b.model.id === result.model.id) this.#heads = "a";
    const kept = this.#kept;
    this.#kept = null;
    if (!kept || !before || before.result.text !== result.text || before.result.model.id === result.model.id) return;
    const query = sameText(kept.query, result.tokens);
    const key = sameText(kept.key, result.tokens);
    if (query !== null) queueMicrotask(() => this.#ask({ query, key }));
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const live = this.#live;
    const ask = (/** @type {Partial<Params>} */ changes) => this.#ask(changes);
    const present = (/** @type {Partial<Presentation>} */ changes) => this.#present(changes);
    const second = new Second(say, {
      turn: (beside) => this.#present({ beside }),
      ask: (text_b) => this.#ask({ text_b }),
      remove: () => this.#ask({ text_b: "", model_b: "", beside: "b" }),
    });
    const addText = () => {
      second.await();
      this.#ask({ text_b: this.data?.params.text ?? "" });
    };
    const pick = (/** @type {number | null} */ layer, /** @type {number | null} */ head) => this.#pick(this.#heads, layer, head);
    const panels = { a: this.#panel(() => "a"), b: this.#panel(() => (this.#instead ? "a" : "b")), difference: this.#panel(() => "a") };
    const controls = new Controls(say, { ask, present, addText });
    const order = new Order(say, { ask, present });
    const overview = new Overview(say, live ? pick : null);
    const choices = { a: new HeadChoice(say, (layer, head) => this.#pick("a", layer, head)), b: new HeadChoice(say, (layer, head) => this.#pick("b", layer, head)) };
    const strongest = new Strongest(say, live ? (layer, head) => this.#pick("a", layer, head) : null, () => this.measure());
    const which = segments(say("overview_of"), "heads-of", /** @type {[Letter, string][]} */ ([["a", "A"], ["b", "B"]]), (letter) => {
      this.#heads = letter;
      this.update();
      this.measure();
    });
    const all = h("button", { type: "button", class: "plain" }, say("overview_show"));
    all.addEventListener("click", () => this.#ask({ overview: true }));
    const missing = h("p", { class: "soft" }, say("overview_missing"), " ", live && all);
    const steps = h("button", { type: "button", class: "quiet" }, say("steps") + " →");
    steps.addEventListener("click", () => this.#visit());
    const heading = h("h3", {});
    const letter = h("b", { class: "letter" }, "A");
    const name = h("span", { class: "sentence-of" });
    panels.a.head.append(letter, name, choices.a.element);
    panels.b.head.append(...second.parts.before, choices.b.element, ...second.parts.after);
    panels.difference.head.append(h("b", { class: "letter" }, say("difference")));
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const side = h("section", { class: "whole" }, h("div", { class: "whole-head" }, heading, which.element), !this.#still && order.element, overview.element, missing, steps, strongest.element);
    const large = h("div", { class: "panels" }, panels.a.element, panels.b.element, panels.difference.element);
    const body = h("div", { class: "body" }, side, large);
    const note = h("p", { class: "notes" });
    const card = h("div", { class: "card" + (this.#still ? " still" : "") }, h("div", { class: "rings", "aria-hidden": "true" }), h("div", { class: "bar head" }, sentence, tools.bar), !this.#still && controls.element, body, note, tools.place);
    this.shadow.replaceChildren(card);
    return { card, panels, controls, second, order, overview, choices, strongest, which, missing, steps, heading, letter, name, tools, sentence, side, large, body, note };
  }

  /** @param {() => Letter} letter whose positions it speaks of: those of a difference are A's */
  #panel(letter) {
    return new Panel(this.say, {
      point: (query, key) => {
        this.#pointed = query === null && key === null ? null : { letter: letter(), focus: { query, key, locked: false } };
        if (this.parts && this.data) this.#large(this.parts, this.data);
      },
      lock: (query, key) => this.#lock(letter(), query, key),
      ...(this.#live ? { pick: (/** @type {number | null} */ layer, /** @type {number | null} */ head) => this.#pick(letter(), layer, head) } : {}),
    });
  }

  /** @param {Parts} parts @param {AttentionData} data */
  show(parts, data) {
    const { say } = this;
    const { result, params } = data;
    const { b } = result;
    const twoModels = b !== null && b.model.id !== result.model.id;
    const look = this.#heads === "b" && b ? b : result;
    const total = look.layers * look.heads;
    const { sort, least } = this.#presentation;
    const words = said(result, this.#locked.a, say, params.layer);
    if (parts.sentence.textContent !== words) parts.sentence.textContent = words;
    parts.controls.show(data, this.#presentation, this.#live);
    parts.order.show(look, this.#presentation, this.#live);
    parts.which.element.hidden = !twoModels;
    parts.which.show(this.#heads);
    const small = look.overview !== null;
    parts.overview.element.hidden = !small;
    parts.missing.hidden = small;
    parts.heading.hidden = !small;
    const sorted = sort !== "place" && look.labels !== null;
    parts.heading.textContent = !sorted ? say("overview", { total }) : sort === "entropy" ? say("overview_entropy", { total }) : say("overview_sorted", { total });
    if (small) parts.overview.show({ look, sort: look.labels === null ? "place" : sort, least });
    parts.strongest.show(result);
    parts.letter.hidden = b === null;
    parts.name.hidden = this.#live;
    parts.name.textContent = nameOf(result.shown, say);
    parts.choices.a.element.hidden = !this.#live;
    parts.choices.a.show(result);
    parts.choices.b.element.hidden = !this.#live || !twoModels;
    if (b) parts.choices.b.show(b);
    parts.steps.hidden = !this.#live || !this.hasAttribute("visits") || params.matrix !== "head";
    parts.second.show(data, this.#presentation.beside, { turns: this.#turns(data) && !this.#still, live: this.#live });
    this.#hall(parts, result);
    this.#large(parts, data);
    parts.tools.refresh();
  }

  /** Write what one looks at now into the large pictures. @param {Parts} parts @param {AttentionData} data */
  #large({ panels }, data) {
    const { result } = data;
    const { b, difference } = result;
    const { picture } = this.#presentation;
    const { a: ofA, b: ofB } = this.#focus(data);
    const still = this.#still;
    const level = this.#levels?.[this.#instead ? "apart" : this.#turns(data) ? "both" : "all"] ?? null;
    const most = Math.max(result.tokens.length, b?.tokens.length ?? 0);
    panels.a.show({ look: result, picture, focus: ofA, options: { still, level, most } });
    /** @type {import("./panel.js").Shown} */
    const apart = { look: result, picture: "heatmap", focus: ofA, options: { still, level, most, difference, second: b } };
    panels.b.show(this.#instead ? apart : b ? { look: b, picture, focus: ofB, options: { still, level, most } } : null);
    panels.difference.show(difference?.pairs.length && !this.#turns(data) ? apart : null);
  }

  /** Before a hall letters are large, and what is said beside the picture is short. @param {Parts} parts @param {AttentionData["result"]} result */
  #hall({ card, note }, result) {
    const hall = this.closest("[data-present]") !== null;
    card.classList.toggle("hall", hall);
    note.textContent = notes(result, this.say, hall).join(this.say("between"));
    note.hidden = note.textContent === "";
    const reader = this.#live ? readerOf(result) : null;
    if (!reader) return;
    const read = h("button", { type: "button", class: "quiet" }, this.say("read_with", { name: reader.name }));
    read.addEventListener("click", () => this.#ask({ model: reader.id }));
    note.append(" ", read);
  }

  /** Whether the difference stands where B would. */
  get #instead() {
    return this.#presentation.beside === "difference" && this.data !== null && this.#turns(this.data);
  }

  /** Whether B and the difference stand in the same place by turns. @param {AttentionData} data */
  #turns({ result }) {
    const has = (result.difference?.pairs.length ?? 0) > 0;
    const { tokens, b } = result;
    const wide = this.#letters * Math.max(LABELS + CELL * Math.max(tokens.length, b?.tokens.length ?? 0), LEGEND);
    return has && (this.#stacked(result) || (this.width - this.#side(result)) / 3 < wide);
  }

  /** How many times larger than 16 px letters are. */
  get #letters() {
    return parseFloat(getComputedStyle(this).fontSize) / 16;
  }

  /** Whether the heads stand under the large pictures. @param {AttentionData["result"]} result */
  #stacked({ b }) {
    return this.width < (b ? STACKED.two : STACKED.one);
  }

  /** Width of the overview in px. @param {AttentionData["result"]} result */
  #side(result) {
    return Math.round(Math.min(Math.max(this.width * (result.b ? 0.26 : 0.35), 300), result.b ? 380 : 460));
  }

  /** What is lit in A and in B. @param {AttentionData} data @returns {Record<Letter, Focus>} */
  #focus({ result: { difference } }) {
    const pointed = this.#pointed;
    if (!pointed) return this.#locked;
    const { letter, focus } = pointed;
    if (letter === "a") return { a: focus, b: difference ? carried(focus, difference, "to B") : this.#locked.b };
    return { a: difference ? carried(focus, difference, "to A") : this.#locked.a, b: focus };
  }

  /** @param {Parts} parts @param {AttentionData} data */
  resized(parts, data) {
    const { panels, body, side, overview, strongest, large, note } = parts;
    const { result } = data;
    const stacked = this.#stacked(result);
    const left = this.#side(result);
    this.#hall(parts, result);
    // One token of two looks takes the width: its strips are an overview of their own.
    side.hidden = this.#presentation.picture === "token" && result.b !== null && !stacked;
    body.classList.toggle("alone", side.hidden);
    body.classList.toggle("stacked", stacked);
    body.style.setProperty("--side", `${left}px`);
    parts.second.show(data, this.#presentation.beside, { turns: this.#turns(data) && !this.#still, live: this.#live });
    this.#large(parts, data);
    const shown = Object.values(panels).filter(({ element }) => !element.hidden);
    const across = this.width < STACKED.each ? 1 : shown.length;
    large.style.setProperty("--count", String(across));
    const above = body.getBoundingClientRect().top - this.getBoundingClientRect().top;
    const screen = Math.min(Math.max(window.innerHeight, SCREEN.least), SCREEN.most);
    const below = note.hidden ? 0 : note.offsetHeight + parseFloat(getComputedStyle(note).marginTop);
    const room = Math.max(LEAST, screen - SCREEN.around - above - below);
    const width = Math.floor((large.clientWidth - APART * (across - 1)) / across);
    const height = stacked ? 0 : room;
    for (const panel of shown) panel.resize(width, height);
    // Words under the pictures may take more lines under one of them: all get the height that it has left.
    const deepest = Math.max(...shown.map(({ foot }) => foot));
    if (height > 0) for (const panel of shown) if (panel.foot < deepest) panel.resize(width, height - deepest + panel.foot);
    parts.second.settle();
    if (side.hidden) return;
    const high = Math.max(room, large.offsetHeight);
    const others = () => side.offsetHeight - overview.field.offsetHeight;
    strongest.fold(true);
    strongest.fold(stacked || high - others() >= this.#letters * (this.#presentation.sort === "place" ? HEADS.inPlace : HEADS.inOrder));
    overview.resize(side.clientWidth, stacked ? Math.min(screen * 0.6, 420) : Math.max(high - others(), HEADS.least));
  }

  /** @param {Parts} parts */
  dropped({ second }) {
    second.stop();
  }

  /**
   * Ask the server; where the overview stays as it is, without it. What speaks of other tokens or other heads is dropped.
   * @param {Partial<Params>} changes
   */
  #ask(changes) {
    if (!this.data || !this.#live) return;
    const { result } = this.data;
    /** @type {Partial<Params>} */
    const detail = { ...changes };
    if (changes.model !== undefined) {
      this.#kept = { query: result.tokens[this.#locked.a.query ?? -1], key: result.tokens[this.#locked.a.key ?? -1] };
      Object.assign(detail, { layer: null, head: null, query: null, key: null });
      if (changes.model === this.data.params.model_b) detail.model_b = "";
    }
    if (detail.model_b !== undefined) Object.assign(detail, { layer_b: null, head_b: null });
    const once = isLight(this.data, detail) ? { once: { overview: false } } : {};
    this.parts?.body.classList.toggle("anew", !once.once);
    this.tell("ask", { ...detail, ...once });
  }

  /** Show another layer or head. @param {Letter} letter @param {number | null} layer @param {number | null} head */
  #pick(letter, layer, head) {
    if (!this.data) return;
    const { result, params } = this.data;
    const own = letter === "b" && result.b !== null && result.b.model.id !== result.model.id;
    // From the thumbnails one head is meant; the number of a layer goes on with the average or rollout that is shown.
    const matrix = layer === null || head === null ? params.matrix : "head";
    this.#ask(own ? { layer_b: layer, head_b: head, matrix } : { layer, head, matrix });
  }

  /** @param {Letter} letter @param {number | null} query @param {number | null} key positions in that text */
  #lock(letter, query, key) {
    if (!this.data) return;
    const { result } = this.data;
    /** @type {Focus} */
    let focus = { query, key, locked: query !== null || key !== null };
    if (letter === "b" && result.difference) focus = carried(focus, result.difference, "to A");
    else if (letter === "b") return; // another model's tokens have no partners here
    if (focus.locked && focus.query === null && focus.key === null) return;
    this.#pointed = null;
    this.#locked = { a: focus, b: result.difference ? carried(focus, result.difference, "to B") : NOWHERE };
    this.update();
    // The head stays, even if it was found by a rule: a click into a picture does not change the picture.
    const { matrix, layer, head } = result.shown;
    this.#ask({ query: focus.query, key: focus.key, ...(matrix === "head" ? { layer, head } : {}) });
  }

  #letGo() {
    const { locked } = this.#locked.a;
    this.#pointed = null;
    if (locked) this.#lock("a", null, null);
    else this.update();
  }

  /** @param {Partial<Presentation>} changes */
  #present(changes) {
    this.#presentation = { ...this.#presentation, ...changes };
    this.update();
    this.measure();
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.tell("change", this.#presentation);
    }, RESTING);
  }

  /** Go on to the arithmetic behind the weights of this head. */
  #visit() {
    if (!this.data) return;
    const { params, result } = this.data;
    const { query, key } = this.#locked.a;
    const { layer, head } = result.shown;
    this.tell("visit", { view: "attention-steps", params: { text: params.text, model: params.model, layer, head, query, key } });
  }

  /** @param {AttentionData} data */
  models({ result: { model, b } }) {
    return b && b.model.id !== model.id ? [model, b.model] : [model];
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { result } = this.data;
    const { sort } = this.#presentation;
    const { b } = result;
    const two = b !== null && b.model.id !== result.model.id;
    const { a: ofA, b: ofB } = this.#locked;
    const { difference } = result;
    const { picture } = this.#presentation;
    const heads = two
      ? [result, b].map((look) => headsTable(say("table_heads_of", { name: look.model.name }), look, sort, say))
      : [headsTable(say("table_heads"), result, sort, say)];
    const large = (/** @type {Look} */ look, /** @type {Focus} */ focus, /** @type {string} */ letter) => {
      const tables = picture === "token" ? tokenTables(look, say) : matrixTables(look, focus, say);
      if (b) for (const { caption } of tables) caption?.prepend(`${letter} · `);
      return tables;
    };
    return [
      ...large(result, ofA, "A"),
      ...(b ? large(b, ofB, "B") : []),
      b && difference?.pairs.length ? differenceTable(result, difference, b, say) : null,
      ...heads,
    ].filter((table) => table !== null);
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    const { say } = this;
    const { result, params } = this.data;
    const { b, difference } = result;
    const { a: ofA, b: ofB } = this.#locked;
    const title = (/** @type {string} */ letter, /** @type {Look} */ look) => (b ? `${letter} · ${look.model.name} · ${nameOf(look.shown, say)}` : `${look.model.name} · ${nameOf(look.shown, say)}`);
    /** @type {import("./drawing.js").Panel[]} */
    const panels = [{ title: title("A", result), look: result, focus: ofA }];
    if (b) panels.push({ title: title("B", b), look: b, focus: ofB });
    if (b && difference?.pairs.length) panels.push({ title: say("difference"), look: result, focus: ofA, difference, second: b });
    return drawing({ sentence: said(result, ofA, say, params.layer), picture: this.#presentation.picture, panels }, say, ink);
  }
}

/**
 * @typedef {object} Parts
 * @property {HTMLElement} card
 * @property {{a: Panel, b: Panel, difference: Panel}} panels
 * @property {Controls} controls
 * @property {Second} second
 * @property {Order} order
 * @property {Overview} overview
 * @property {Record<Letter, HeadChoice>} choices
 * @property {Strongest} strongest
 * @property {{element: HTMLElement, show: (letter: Letter) => void}} which
 * @property {HTMLElement} missing
 * @property {HTMLButtonElement} steps
 * @property {HTMLElement} heading
 * @property {HTMLElement} letter
 * @property {HTMLElement} name
 * @property {import("../shared/picture.js").Tools} tools
 * @property {HTMLElement} sentence
 * @property {HTMLElement} side
 * @property {HTMLElement} large
 * @property {HTMLElement} body
 * @property {HTMLElement} note
 */

/** What an answer has locked. @param {Look} look @returns {Focus} */
function focusOf({ query, key }) {
  return { query, key, locked: query !== null || key !== null };
}

if (!customElements.get("attention-map")) customElements.define("attention-map", AttentionMap);
