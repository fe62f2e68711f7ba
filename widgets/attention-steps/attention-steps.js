/**
 * <attention-steps>: how one head comes to its weights for one token, with the real numbers of the model. The formula
 * softmax(q·Kᵀ / √d + M)·V lights up term by term; below it every token has a row that gets a column a step; beside it the
 * numbers of one token are followed closely.
 *
 * Properties: `data` (the answer of the view attention-steps, or null while it is awaited), `words` (assets/text/<language>/
 * attention-steps.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table", visits (the page opens other views).
 * Events, bubbling and composed:
 *   `ask` {model, layer, head, query, key}    another question
 *   `change` {step}, and {layer, head, query, key} where another key is followed: the picture has changed already
 *   `visit` {view, params}                    the whole matrix of the same head, on the page attention
 *
 * Keys are the player's; ↑ and ↓ go from token to token where one has the focus.
 */

import { drawPieces, h } from "../shared/dom.js";
import { Picture, table } from "../shared/picture.js";
import { Player } from "../shared/player.js";
import { piecesOfToken } from "../shared/text.js";
import { Controls } from "./controls.js";
import { drawAttentionSteps } from "./drawing.js";
import { LAST, nameOf } from "./figures.js";
import { Formula, NAMES } from "./formula.js";
import { Ledger } from "./ledger.js";
import { Lens } from "./lens.js";
import { Rows } from "./rows.js";
import { style } from "./style.js";
import { told } from "./told.js";

/** @typedef {import("./types.js").AttentionStepsData} AttentionStepsData */
/** @typedef {import("./types.js").State} State */

const SECONDS = 3; // a step, while it plays: there is something to read in each

/** @extends {Picture<AttentionStepsData, Parts>} */
export class AttentionSteps extends Picture {
  #place = LAST;
  #key = 0;
  /** What a link must hold since a hand chose another key: that key, and whose it is. @type {Partial<import("./types.js").Params>} */
  #pinned = {};
  /** @type {() => void} */
  #deaf = () => {};

  constructor() {
    super(style);
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.parts) this.#listen(this.parts.player);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#deaf();
  }

  /** @param {Player} player */
  #listen(player) {
    this.#deaf();
    this.#deaf = player.listen(this);
  }

  dataChanged() {
    if (!this.data) return;
    this.parts?.player.pause();
    this.#place = this.data.params.step;
    this.#key = this.data.result.key;
    this.#pinned = {};
  }

  /** @param {AttentionStepsData} data @returns {State} */
  #state({ result }) {
    return { result, key: this.#key, place: this.#place };
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const still = this.getAttribute("controls") === "off";
    const asks = !still && this.getAttribute("live") !== "off";
    const controls = new Controls(say, (changes) => this.tell("ask", changes));
    const formula = new Formula(say, still ? null : (step) => player.go(step));
    const rows = new Rows(say, still ? null : (key) => this.#follow(key));
    const lens = new Lens(say, !still);
    const ledger = new Ledger();
    const player = new Player({ say, count: LAST, place: this.#place, seconds: SECONDS, label: say("steps") });
    player.addEventListener("step", () => {
      this.#place = player.place;
      this.update();
      this.#changed();
    });
    this.#listen(player);
    const tools = this.tools();
    const about = h("p", { class: "about" });
    const title = h("h3");
    const sentence = h("p", { class: "sentence" });
    const note = h("p", { class: "soft note" });
    const visit = h("button", { type: "button", class: "quiet" }, say("visit"));
    visit.addEventListener("click", () => this.#visit());
    if (this.hasAttribute("visits") && asks) tools.bar.prepend(visit);
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (still ? " still" : "") + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, asks ? controls.element : about, tools.bar),
        h("div", { class: "guide" }, formula.element, !still && player.element),
        h(
          "div",
          { class: "body" },
          h("div", { class: "tokens" }, rows.element, !still && h("p", { class: "soft hint" }, say("hint"))),
          h("div", { class: "aside" }, h("div", { "aria-live": "polite" }, title, sentence), lens.element, ledger.element, note),
        ),
        tools.place,
      ),
    );
    return { controls, formula, rows, lens, ledger, player, tools, about, title, sentence, note };
  }

  /** @param {Parts} parts @param {AttentionStepsData} data */
  show(parts, data) {
    const state = this.#state(data);
    const { result } = data;
    parts.controls.show(result);
    parts.about.textContent = this.say("about", { model: result.model.name, layer: result.layer, head: result.head, query: nameOf(result.tokens[result.query]) });
    parts.player.place = this.#place;
    parts.formula.show(this.#place, result.d_head);
    parts.rows.show(state);
    parts.lens.show(state);
    parts.ledger.show(state);
    const { sentence, note } = told(state, this.say);
    parts.title.textContent = this.say(NAMES[this.#place] ?? "");
    parts.sentence.textContent = sentence;
    parts.note.textContent = note;
    parts.tools.refresh();
  }

  /** Follow another token; which head and query it is about stays with it in a link. @param {number} key */
  #follow(key) {
    if (!this.data) return;
    this.#key = key;
    const { layer, head, query } = this.data.result;
    this.#pinned = { layer, head, query, key };
    this.update();
    this.#changed();
  }

  /** Say all that has changed since the answer. */
  #changed() {
    this.tell("change", { step: this.#place, ...this.#pinned });
  }

  /** Open the whole matrix of this head, at the same two tokens. */
  #visit() {
    if (!this.data) return;
    const { params, result } = this.data;
    const { layer, head, query } = result;
    this.tell("visit", { view: "attention", params: { text: params.text, model: params.model, matrix: "head", layer, head, query, key: this.#key } });
  }

  /** @param {AttentionStepsData} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { result } = this.data;
    const { tokens, d_head: d } = result;
    const name = (/** @type {import("./types.js").Token | undefined} */ token) => h("span", {}, ...(token ? drawPieces(piecesOfToken(token)) : []));
    const written = (/** @type {number | null | undefined} */ value) => (value === null ? "−∞" : String(value ?? "").replace("-", "−"));
    return [
      table(
        say("rows", { query: nameOf(tokens[result.query]) }),
        [say("col_token"), "q·k", `÷ √${d}`, say("col_masked"), say("col_exponential"), say("col_weight"), say("col_heatmap")],
        tokens.map((token, place) => [
          name(token),
          ...[result.scores, result.scaled, result.masked, result.exponentials, result.weights, result.heatmap_row].map((values) => written(values[place])),
        ]),
      ),
      table(
        say("table_vectors", { key: nameOf(tokens[this.#key]) }),
        [say("col_number"), "q", "k", "v", "o"],
        result.q.map((value, place) => [place, ...[value, result.k[this.#key]?.[place], result.v[this.#key]?.[place], result.output[place]].map(written)]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawAttentionSteps(this.#state(this.data), this.parts?.lens.from ?? 0, this.say, ink);
  }
}

/**
 * @typedef {{controls: Controls, formula: Formula, rows: Rows, lens: Lens, ledger: Ledger, player: Player,
 *   tools: import("../shared/picture.js").Tools, about: HTMLElement, title: HTMLElement, sentence: HTMLElement,
 *   note: HTMLElement}} Parts
 */

if (!customElements.get("attention-steps")) customElements.define("attention-steps", AttentionSteps);
