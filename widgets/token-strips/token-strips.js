/**
 * <token-strips>: one text cut by several tokenizers, a strip of tokens each, with bars that compare the counts. Whoever
 * touches a token sees its id and bytes, and the same characters light up in all other strips.
 *
 * Properties: `data` (the answer of the view tokenizer-comparison, or null while it is awaited), `words` (assets/text/
 * <language>/token-strips.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server),
 * tools="off" or "table".
 * Event, bubbling and composed: `ask` {tokenizers}.
 *
 * Keys on a token: ← → home end move along the strip, ↑ ↓ to the same characters in the strip above or below, enter or
 * space locks what is lit, escape unlocks it.
 */

import { drawPieces, h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { pieces, plain, spacedHex, visible } from "../shared/text.js";
import { drawStrips } from "./drawing.js";
import { covering, droppedCharacters, ends, fewestFirst } from "./groups.js";
import { Row } from "./row.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Comparison} Comparison */
/** @typedef {import("./types.js").Cut} Cut */

const DEBOUNCE = 150; // ms a choice rests before the server is asked
const MOST_LISTED = 300; // tokens of each tokenizer in the table

/** @extends {Picture<Comparison, Parts>} */
export class TokenStrips extends Picture {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #sorted = false;
  /** @type {{row: Row, place: number} | null} */
  #locked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;

  constructor() {
    super(style);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#locked) this.#lock(null);
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#asking);
  }

  /** The rows in the order in which they are shown. */
  get #order() {
    const rows = this.data?.result.rows ?? [];
    return this.#sorted ? fewestFirst(rows) : rows;
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    this.#rows.clear();
    const tools = this.tools();
    const size = h("p", { class: "size" });
    const summary = h("p", { class: "summary" });
    const info = h("p", { class: "info", "aria-live": "polite" });
    const unlock = h("button", { type: "button", class: "quiet unlock", hidden: true }, say("unlock"));
    unlock.addEventListener("click", () => this.#lock(null));
    const sort = h("button", { type: "button", class: "block sort", "aria-pressed": "false" }, say("sort"));
    sort.addEventListener("click", () => this.#sort());
    const chooser = h("fieldset", {}, h("legend", { class: "quietly" }, say("chooser")));
    const drawer = h("details", { class: "drawer" }, h("summary", { class: "block" }, say("chooser")), chooser);
    drawer.addEventListener("keydown", (event) => event.key === "Escape" && drawer.open && (drawer.open = false, drawer.querySelector("summary")?.focus()));
    drawer.addEventListener("focusout", (event) => event.relatedTarget instanceof Node && !drawer.contains(event.relatedTarget) && (drawer.open = false));
    const rows = h("div", { class: "rows" });
    const still = this.getAttribute("controls") === "off";
    const live = !still && this.getAttribute("live") !== "off";
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, size, summary, tools.bar),
        h("div", { class: "told" }, h("div", { class: "controls" }, live && drawer, !still && sort), h("div", { class: "said" }, info, unlock)),
        rows,
        h("p", { class: "legend" }, h("span", { class: "one key", "aria-hidden": "true" }), say("legend")),
        tools.place,
      ),
    );
    return { tools, size, summary, info, unlock, sort, chooser, rows, live };
  }

  /** Give everything its new state. @param {Parts} parts @param {Comparison} data */
  show(parts, { params, result }) {
    const { rows, characters, bytes } = result;
    const text = [...params.text];
    const longest = Math.max(characters, ...rows.map(({ count }) => count));
    for (const cut of rows) {
      if (!this.#rows.has(cut.tokenizer)) {
        this.#rows.set(cut.tokenizer, new Row(this.say, { touch: (row, place) => this.#touch(row, place), pick: (row, place) => this.#pick(row, place), leave: (row, place, by) => this.#leave(row, place, by) }));
      }
      this.#rows.get(cut.tokenizer)?.show(cut, text, longest);
    }
    this.#lock(null);
    parts.size.replaceChildren(h("b", {}, whole(characters)), this.say("characters"), h("span", { class: "is" }, "="), h("b", {}, whole(bytes)), this.say("bytes"));
    parts.summary.textContent = this.#summary();
    if (parts.live) this.#choices(parts.chooser);
    this.#arrange();
    parts.tools.refresh();
  }

  /** What the counts say, in words. */
  #summary() {
    const found = ends(this.data?.result.rows ?? []);
    if (!found) return "";
    const { least, most } = found;
    if (least.count === most.count) return this.say("all_equal", { count: whole(least.count) });
    return this.say("least_most", { least: whole(least.count), most: whole(most.count), least_name: least.name, most_name: most.name, ratio: fixed(most.count / least.count, 1) });
  }

  /** @param {HTMLElement} chooser */
  #choices(chooser) {
    if (this.#asking !== undefined) return; // a hand is ahead of the answer
    const { known } = this.data?.result ?? { known: [] };
    const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (chooser.querySelectorAll("input"));
    if (boxes().length !== known.length) {
      for (const { id, name, vocabulary } of known) {
        const box = h("input", { type: "checkbox", id: `choose-${id}`, value: id });
        box.addEventListener("change", () => this.#choose([...boxes()], box));
        chooser.append(box, h("label", { for: box.id, title: this.say("vocabulary", { size: whole(vocabulary) }) }, name));
      }
    }
    for (const box of boxes()) box.checked = this.data?.params.tokenizers.includes(box.value) ?? false;
  }

  /**
   * @param {readonly HTMLInputElement[]} boxes
   * @param {HTMLInputElement} changed
   */
  #choose(boxes, changed) {
    if (!boxes.some(({ checked }) => checked)) changed.checked = true; // one has to stay
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => {
      this.#asking = undefined;
      const tokenizers = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      this.tell("ask", { tokenizers });
    }, DEBOUNCE);
  }

  /** Put the rows in order; those that were there slide to their new places. */
  #arrange() {
    const rows = this.#order.flatMap(({ tokenizer }) => this.#rows.get(tokenizer)?.element ?? []);
    const list = this.parts?.rows;
    if (!list || (list.children.length === rows.length && rows.every((row, place) => list.children[place] === row))) return;
    const before = new Map([...list.children].map((row) => [row, row.getBoundingClientRect().top]));
    list.replaceChildren(...rows);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const row of rows) {
      const moved = (before.get(row) ?? NaN) - row.getBoundingClientRect().top;
      if (moved) row.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], { duration: 240, easing: "ease-out" });
    }
  }

  #sort() {
    this.#sorted = !this.#sorted;
    this.parts?.sort.setAttribute("aria-pressed", String(this.#sorted));
    this.#arrange();
    this.parts?.tools.refresh();
  }

  /**
   * @param {Row} row
   * @param {number} place of a token, or -1
   */
  #touch(row, place) {
    if (!this.#locked) this.#light(row, place);
  }

  /**
   * @param {Row} row
   * @param {number} place
   */
  #pick(row, place) {
    const again = this.#locked?.row === row && this.#locked.place === place;
    this.#lock(place < 0 || again ? null : { row, place });
  }

  /** @param {{row: Row, place: number} | null} locked */
  #lock(locked) {
    this.#locked?.row.lock(-1);
    this.#locked = locked;
    locked?.row.lock(locked.place);
    this.#light(locked?.row ?? null, locked?.place ?? -1);
    if (this.parts) this.parts.unlock.hidden = !locked;
  }

  /**
   * Show everything about a token, and the same characters in all strips.
   * @param {Row | null} row
   * @param {number} place
   */
  #light(row, place) {
    const cut = row?.cut;
    const token = cut?.tokens[place];
    for (const other of this.#rows.values()) {
      if (token) other.light(token.start, token.end, other === row ? place : -1);
      else other.dark();
    }
    const { info } = this.parts ?? {};
    if (!info || !this.data) return;
    if (!token || !cut) return void info.replaceChildren(h("span", { class: "hint" }, this.say("hint")));
    const text = [...this.data.params.text].slice(token.start, token.end).join("");
    const bytes = token.bytes.length / 2;
    info.replaceChildren(
      h("b", { class: "seen" }, ...drawPieces(pieces(text))),
      h("span", {}, token.end - token.start > 1 ? this.say("at_many", { first: whole(token.start + 1), last: whole(token.end) }) : this.say("at_one", { place: whole(token.start + 1) })),
      h("span", {}, cut.name, ": ", h("b", {}, this.say("id", { id: token.id })), cut.family === "wordpiece" ? h("span", { class: "piece" }, ` ${token.text}`) : ""),
      h("span", {}, h("span", { class: "bytes" }, spacedHex(token.bytes)), " ", this.say("bytes_of", { count: bytes })),
      token.unknown ? h("span", { class: "is-lost" }, this.say("is_unknown")) : "",
    );
  }

  /**
   * Go from a token to the same characters in the strip above or below.
   * @param {Row} row
   * @param {number} place
   * @param {-1 | 1} by
   */
  #leave(row, place, by) {
    const token = row.cut?.tokens[place];
    const order = this.#order.flatMap(({ tokenizer }) => this.#rows.get(tokenizer) ?? []);
    for (let at = order.indexOf(row) + by; token && order[at]; at += by) {
      const other = order[at];
      const tokens = other?.cut?.tokens ?? [];
      if (!tokens.length) continue;
      return other?.focus(Math.min(covering(tokens, token.start, token.end)[0], tokens.length - 1));
    }
  }

  resized() {
    const rows = this.#order.flatMap(({ tokenizer }) => this.#rows.get(tokenizer) ?? []);
    for (const row of rows) row.fold();
    for (const row of rows) row.measure();
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const characters = [...this.data.params.text];
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    return [
      table(
        say("table_counts"),
        [say("col_tokenizer"), say("col_vocabulary"), say("col_tokens"), say("col_rate"), say("col_bytes"), say("col_unknown"), say("col_dropped"), say("col_stripped")],
        this.#order.map((cut) => [
          cut.name, whole(cut.vocabulary), whole(cut.count), fixed(cut.tokens_per_character, 2), cut.count ? fixed(cut.bytes / cut.count, 2) : "–", whole(cut.unknown), whole(droppedCharacters(cut)), whole(cut.stripped),
        ]),
      ),
      ...this.#order.map((cut) =>
        table(
          cut.count > MOST_LISTED ? say("table_first", { name: cut.name, shown: MOST_LISTED, count: whole(cut.count) }) : cut.name,
          [say("col_place"), say("col_text"), say("col_token"), say("col_id"), say("col_hex")],
          cut.tokens.slice(0, MOST_LISTED).map((token, place) => [
            place + 1, cell(visible(characters.slice(token.start, token.end).join(""))), cell(plain(token)), String(token.id), h("span", { class: "hex" }, spacedHex(token.bytes)),
          ]),
        ),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    const { characters, bytes } = this.data.result;
    const head = `${whole(characters)} ${this.say("characters")} = ${whole(bytes)} ${this.say("bytes")}`;
    return drawStrips([...this.data.params.text], this.#order, { head, summary: this.#summary(), legend: this.say("legend") }, this.say, ink);
  }
}

/**
 * @typedef {{tools: import("../shared/picture.js").Tools, size: HTMLElement, summary: HTMLElement, info: HTMLElement,
 *   unlock: HTMLElement, sort: HTMLElement, chooser: HTMLElement, rows: HTMLElement, live: boolean}} Parts
 */

if (!customElements.get("token-strips")) customElements.define("token-strips", TokenStrips);
