/**
 * One token's view: the text itself, every token in the colour of the weight that the chosen one gives it; and the same
 * in all layers and in all heads of a layer.
 *
 * While nothing is held, the token under the pointer is the query. Once a query is held, pointing looks at its keys.
 *
 * A text that is short enough for the height runs down: a row for each token, its columns are all layers and heads. A
 * longer one runs as texts do, and layers and heads lie under it.
 */

import { drawPieces, h } from "../shared/dom.js";
import { piecesOfToken, plain } from "../shared/text.js";
import { hold, whenDressed } from "./holding.js";
import { smallerThan } from "./layout.js";
import { Legend } from "./legend.js";
import { Readout } from "./readout.js";
import { brief, colourOf, sheetOf, textColourOf } from "./sheet.js";
import { Strip } from "./strip.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Hands} Hands */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Options} Options */
/** @typedef {import("./types.js").TokenLooks} TokenLooks */
/** @typedef {import("../shared/picture.js").Say} Say */

const NUMBERED = 80; // tokens up to which each has its number under it
const FEW = 28; // tokens up to which letters are larger, where there is room
const ROOMY = 640; // px of width that room begins with, where the height is limited
const BESIDE = 540; // px from which on the two strips lie side by side
/** A text that runs down: in letters' sizes, the least and the most from token to token, and what stands over the first. */
const DOWN = { least: 1.06, most: 2, over: 3.9 };
const TOUCHED = 44; // px from token to token at least, where a finger chooses
const [SLIMMEST, GAP] = [7, 24]; // px of a column of such a text, and between its parts
const TITLED = 9; // in letters' sizes, the width a title takes

export class TokenView {
  /** @type {Look | null} */
  #look = null;
  /** @type {Options | null} */
  #options = null;
  /** @type {Sheet | null} */
  #sheet = null;
  /** @type {Focus} */
  #focus = { query: null, key: null, locked: false };
  /** @type {number | null} */
  #held = null;
  /** The token the keyboard comes to. */
  #roving = 0;
  /** @type {{button: HTMLButtonElement, number: HTMLElement}[]} */
  #tokens = [];

  /**
   * @param {Say} say
   * @param {Hands} hands
   */
  constructor(say, hands) {
    this.say = say;
    this.hands = hands;
    this.sentence = h("div", { class: "sentence-tokens", role: "group", "aria-label": say("token_label") });
    const point = (/** @type {number | null} */ key) => (key === null ? hands.point(null, null) : hands.point(this.#held ?? this.#focus.query, key));
    this.layers = new Strip(say, point, (layer) => hands.pick?.(layer, null));
    this.heads = new Strip(say, point, (head) => hands.pick?.(this.#look?.shown.layer ?? null, head));
    this.strips = h("div", { class: "strips" }, this.layers.element, this.heads.element);
    this.wanting = h("p", { class: "wanting" }, say("token_wanting"));
    this.looks = h("div", { class: "looks" }, this.sentence, this.strips, this.wanting);
    this.readout = new Readout(say, say("hint_token"));
    this.note = h("span", { class: "strongest" });
    this.legend = new Legend(say);
    this.foot = h("div", { class: "foot" }, h("div", { class: "readouts" }, this.readout.element, this.note), this.legend.element);
    this.element = h("div", { class: "large token-view" }, this.looks, this.foot);
    this.#listen();
    whenDressed(this.element, () => this.repaint());
  }

  /**
   * @param {Look} look
   * @param {Focus} focus
   * @param {Options} options
   */
  show(look, focus, options) {
    const same = this.#look === look && this.#options?.width === options.width && this.#options.height === options.height;
    const other = this.#look?.tokens !== look.tokens;
    if (this.#look !== look) this.#sheet = sheetOf(look);
    this.#look = look;
    this.#options = options;
    this.#focus = focus;
    const before = this.#held;
    if (focus.locked || (focus.query === null && focus.key === null)) this.#held = focus.query;
    if (other) this.#write(look);
    if (same && before === this.#held) this.#light();
    else this.repaint();
  }

  /** Place and paint everything anew: other data, another size, other colours. */
  repaint() {
    if (!this.#look || !this.#sheet || !this.#options || this.#options.width <= 0 || !this.element.isConnected) return;
    this.legend.show(this.#sheet, { masked: this.#look.model.kind === "decoder" });
    const pitch = this.#pitch(this.#look, this.#options);
    const count = this.#look.tokens.length;
    this.sentence.classList.toggle("few", pitch === 0 && count <= FEW && (this.#options.height === 0 || this.#options.width >= ROOMY));
    this.sentence.classList.toggle("numbered", count <= NUMBERED);
    this.#light();
    this.#paint(this.#look, this.#options, pitch);
  }

  /**
   * Let the text run down, if there is room for it.
   * @param {Look} look
   * @param {Options} options
   * @returns {number} px from token to token; 0: it runs as texts do
   */
  #pitch({ layers, heads }, { width, height, most }) {
    const usual = parseFloat(getComputedStyle(this.element).fontSize);
    const touched = matchMedia("(pointer: coarse)").matches ? TOUCHED : 0;
    const room = height - this.foot.offsetHeight;
    for (const size of [usual, ...smallerThan(usual)]) {
      const pitch = Math.floor(Math.min((room - DOWN.over * size) / most, DOWN.most * size));
      if (pitch < Math.max(DOWN.least * size, touched)) continue;
      this.element.classList.add("down");
      this.element.style.setProperty("--pitch", `${pitch}px`);
      this.looks.style.fontSize = `${size}px`;
      if (width - this.sentence.offsetWidth >= SLIMMEST * (layers + heads + 1) + 3 * GAP) return pitch;
    }
    this.element.classList.remove("down");
    this.looks.style.fontSize = "";
    return 0;
  }

  /** @param {Look} look */
  #write(look) {
    this.#tokens = look.tokens.map((token) => ({
      button: h("button", { type: "button", tabindex: -1, class: token.special ? "special" : null }, ...drawPieces(piecesOfToken(token))),
      number: h("span", { class: "figure", "aria-hidden": "true" }),
    }));
    this.#roving = Math.min(this.#roving, look.tokens.length - 1);
    this.sentence.replaceChildren(...this.#tokens.map(({ button, number }) => h("span", { class: "token" }, button, number)));
  }

  /**
   * The strips of the token that is held, where the answer has them.
   * @param {Look} look
   * @param {Options} options
   * @param {number} pitch of a text that runs down
   */
  #paint(look, options, pitch) {
    // Another token that was just chosen has no numbers yet: those there are stay until the answer comes, paler.
    const found = this.#held === null ? null : look.token;
    this.strips.hidden = !found;
    this.strips.classList.toggle("stale", found?.position !== this.#held);
    this.wanting.hidden = found !== null || options.still;
    if (!found) return;
    const beside = pitch > 0 || (found.heads !== null && options.width >= BESIDE);
    this.strips.classList.toggle("beside", beside);
    const room = options.height > 0 ? options.height - this.sentence.offsetHeight - this.foot.offsetHeight - 24 : 0;
    const [first, second] = this.#widths(look, options.width, pitch, beside);
    const masked = (/** @type {number} */ key) => look.model.kind === "decoder" && key > found.position;
    const both = { tokens: look.tokens, height: beside || !found.heads ? room : 0, pitch, still: options.still, masked };
    this.layers.show({ ...both, width: first, title: this.say("layers_title"), values: [found.mean, ...found.layers], first: this.say("all_short"), letter: "L", chosen: look.shown.layer });
    this.heads.element.hidden = found.heads === null;
    if (found.heads) this.heads.show({ ...both, width: second, title: this.say("heads_title", { layer: look.shown.layer ?? "" }), values: found.heads, first: null, letter: "H", chosen: look.shown.head });
  }

  /**
   * Widths of the two strips in px.
   * @param {Look} look
   * @param {number} width px there are
   * @param {number} pitch
   * @param {boolean} beside
   * @returns {[number, number]}
   */
  #widths({ token, layers, heads }, width, pitch, beside) {
    if (pitch === 0) return beside ? [(width - 32) / 2, (width - 32) / 2] : [width, width];
    const room = width - this.sentence.offsetWidth - GAP;
    if (!token?.heads) return [room, room];
    const title = TITLED * parseFloat(getComputedStyle(this.looks).fontSize);
    const first = Math.max(title, ((room - GAP) * (layers + 1.5)) / (layers + heads + 1.5));
    return [Math.min(first, room - GAP - title), room - GAP - Math.min(first, room - GAP - title)];
  }

  /** Tint the text for the query in focus, and light the key. */
  #light() {
    const [look, sheet] = [this.#look, this.#sheet];
    if (!look || !sheet) return;
    const { query, key, locked } = this.#focus;
    this.#tokens.forEach(({ button, number }, place) => {
      const value = query === null || sheet.masked(query, place) ? null : (sheet.weights[query]?.[place] ?? 0);
      button.style.background = value === null ? "" : `var(--${colourOf(sheet, value)})`;
      button.style.color = value === null ? "" : `var(--${textColourOf(sheet, value)})`;
      button.classList.toggle("masked", query !== null && value === null);
      button.classList.toggle("query", place === query);
      button.classList.toggle("key", place === key);
      button.setAttribute("aria-label", plain(look.tokens[place] ?? { text: "", bytes: "", partial: false }) + (value === null ? "" : ` ${brief(value)}`));
      button.setAttribute("aria-pressed", String(locked && place === query));
      button.tabIndex = place === this.#roving && !this.#options?.still ? 0 : -1;
      number.textContent = value === null || value < 0.005 ? "" : brief(value);
    });
    this.layers.light(key);
    this.heads.light(key);
    this.readout.show(sheet, query, key);
    const most = key !== null && look.token?.position === query ? look.token?.strongest[key] : null;
    this.note.textContent = most ? this.say("strongest_of_all", { layer: most.layer, head: most.head, weight: most.weight.toFixed(2) }) : "";
  }

  /** @param {Event} event @returns {number | null} */
  #under(event) {
    const token = /** @type {Element} */ (event.target).closest?.(".token");
    const place = token ? this.#tokens.findIndex(({ button }) => button.parentElement === token) : -1;
    return place < 0 ? null : place;
  }

  #listen() {
    const point = (/** @type {Event} */ event) => {
      const place = this.#under(event);
      if (place === null || this.#options?.still) return;
      const [query, key] = this.#held === null ? [place, null] : [this.#held, place];
      if (query !== this.#focus.query || key !== this.#focus.key) this.hands.point(query, key);
    };
    this.sentence.addEventListener("pointerover", point);
    this.sentence.addEventListener("focusin", (event) => {
      this.#roving = this.#under(event) ?? this.#roving;
      point(event);
    });
    this.sentence.addEventListener("pointerleave", () => !this.#options?.still && this.hands.point(null, null));
    this.sentence.addEventListener("click", (event) => {
      const place = this.#under(event);
      if (place !== null && !this.#options?.still) hold(this.hands, { query: this.#held, key: null, locked: this.#held !== null }, place, null);
    });
    this.sentence.addEventListener("keydown", (event) => {
      const at = this.#under(event);
      if (at === null || event.altKey || event.ctrlKey || event.metaKey) return;
      const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: this.#tokens.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.#tokens[Math.min(Math.max(to, 0), this.#tokens.length - 1)]?.button.focus();
    });
  }
}
