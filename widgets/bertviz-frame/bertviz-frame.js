/**
 * <bertviz-frame>: BertViz's own picture of attention in a frame that can do nothing but draw, with what can be set
 * around it, and the same weights as a table and as a file of ours.
 *
 * Properties: `data` (the answer of the view bertviz, or null while it is awaited), `words` (assets/text/<language>/
 * bertviz-frame.toml). Attributes: controls="off" (nothing can be set around the frame), live="off" (no frame: a still
 * picture from the same weights), tools="off" or "table", visits (the page opens other views when it is asked to).
 * Events, bubbling and composed: `ask` with the parameters that are to be others; `visit` {view, params}.
 *
 * The frame's document comes from the server's /bertviz. It has no origin: it cannot read this page or its cookies, and
 * of its messages nothing is believed but a height.
 */

import { attributes, drawPieces, h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { piecesOfToken } from "../shared/text.js";
import { Controls } from "./controls.js";
import { drawBertviz } from "./drawing.js";
import { style } from "./style.js";
import { Weights } from "./weights.js";

/** @typedef {import("./types.js").BertvizData} BertvizData */
/** @typedef {import("./types.js").Params} Params */
/** @typedef {{tools: import("../shared/picture.js").Tools, sentence: HTMLElement, controls: Controls | null, body: HTMLElement, ground: HTMLElement, guide: HTMLElement}} Parts */

/** Heights of the frame that are believed, in px: a text of 64 tokens in all layers of our deepest model is far below. */
const HIGHEST = 20_000;

/** @extends {Picture<BertvizData, Parts>} */
export class BertvizFrame extends Picture {
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #address = "";
  /** Address of the still picture. */
  #still = "";
  #heard = (/** @type {MessageEvent} */ event) => this.#hear(event);

  constructor() {
    super(style);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("message", this.#heard);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("message", this.#heard);
    this.drop(); // the still picture's address would hold it in memory
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const tools = this.tools();
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const still = this.getAttribute("controls") === "off" || this.getAttribute("live") === "off";
    const controls = still ? null : new Controls(say, (changes) => this.tell("ask", changes));
    const ground = h("div", { class: "ground" });
    const guide = h("section", { class: "guide" });
    const body = h("div", { class: "body" }, ground, guide);
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        controls?.element,
        body,
        tools.place,
      ),
    );
    return { tools, sentence, controls, body, ground, guide };
  }

  /** @param {Parts} parts @param {BertvizData} data */
  show({ tools, sentence, controls, body, ground, guide }, data) {
    const { params, result } = data;
    const framed = result.frame !== null && this.getAttribute("live") !== "off";
    sentence.textContent = this.#sentence(data) + (framed ? ` · ${this.say("lines", { lines: whole(result.lines) })}` : "");
    controls?.show(data);
    body.classList.toggle("side", params.kind === "head");
    ground.classList.toggle("model", params.kind === "model");
    // A ground that may be wider than the card is moved with the keyboard, too.
    const wide = params.kind === "model" && framed;
    attributes(ground, { tabindex: wide && 0, role: wide && "group", "aria-label": wide && this.say("kind_model") });
    if (framed) this.#showFrame(ground, data);
    else this.#showStill(ground);
    guide.replaceChildren(...(framed ? this.#guide(params.kind) : this.#missing(result.installed)), ...this.#visit(params));
    tools.refresh();
  }

  /** @param {Parts} _parts */
  dropped(_parts) {
    this.#frame = null;
    this.#address = "";
    URL.revokeObjectURL(this.#still);
  }

  /**
   * A new address gets a new frame: another address in the same frame would be a step in the browser's history.
   * @param {HTMLElement} ground
   * @param {BertvizData} data
   */
  #showFrame(ground, { result }) {
    const address = `${result.frame}&lang=${this.say("names")}${this.closest("[data-present]") ? "&present=1" : ""}`;
    if (address === this.#address) return;
    const height = this.#frame?.style.height ?? `${24 * result.tokens.length + 120}px`;
    this.#address = address;
    this.#frame = h("iframe", { src: address, sandbox: "allow-scripts", referrerpolicy: "no-referrer", title: this.say("frame_title", { version: result.version ?? "" }) });
    this.#frame.style.height = height;
    ground.replaceChildren(this.#frame);
  }

  /** @param {HTMLElement} ground */
  #showStill(ground) {
    URL.revokeObjectURL(this.#still);
    this.#still = URL.createObjectURL(new Blob([this.svg()], { type: "image/svg+xml" }));
    ground.replaceChildren(h("img", { class: "still", src: this.#still, alt: this.say("still_alt") }));
  }

  /** @param {MessageEvent} event */
  #hear({ source, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    const height = Number(data?.height);
    if (height > 0 && height <= HIGHEST) this.#frame.style.height = `${Math.ceil(height)}px`;
  }

  /** @param {BertvizData} data */
  #sentence({ params, result }) {
    const { model, tokens, layers, heads, shown, start } = result;
    const values = { model: model.name, tokens: tokens.length, layers, heads };
    if (params.kind === "head") return this.say("sentence_head", { ...values, layer: start });
    return this.say(shown.length === layers ? "sentence_model" : "sentence_some", { ...values, shown: shown.length, first: shown[0] ?? 0, last: shown.at(-1) ?? 0 });
  }

  /** How to use what is in the frame. @param {import("./types.js").Kind} kind */
  #guide(kind) {
    const { say } = this;
    const hints = kind === "head" ? [say("guide_hover"), say("guide_square"), say("guide_double"), say("guide_layer")] : [say("guide_picture"), say("guide_again"), say("guide_row")];
    return [h("h3", {}, say("guide")), h("ul", {}, ...hints.map((hint) => h("li", {}, hint))), h("p", { class: "soft" }, say("from_zero"))];
  }

  /** The way to all numbers of the same text. @param {Params} params */
  #visit({ text, model, layer }) {
    if (!this.hasAttribute("visits")) return [];
    const button = h("button", { type: "button", class: "block" }, this.say("visit"));
    button.addEventListener("click", () => this.tell("visit", { view: "attention", params: { text, model, layer } }));
    return [button];
  }

  /** Why it is a still picture. @param {boolean} installed */
  #missing(installed) {
    const { say } = this;
    if (installed) return [h("p", { class: "soft" }, say("still_note"))];
    return [
      h("div", { class: "missing" }, h("p", {}, say("missing")), h("p", {}, h("code", {}, "pip install -e '.[bertviz]'"))),
      h("p", { class: "soft" }, say("still_note")),
    ];
  }

  /** @param {BertvizData} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const { params, result } = this.data;
    const weights = new Weights(result);
    const heads = Array.from({ length: result.heads }, (_, head) => head);
    const cell = (/** @type {{key: number, weight: number}} */ { key, weight }) => {
      const token = result.tokens[key];
      return h("span", {}, ...(token ? drawPieces(piecesOfToken(token)) : []), ` ${fixed(weight, 2)}`);
    };
    const columns = heads.map((head) => say("head", { head }));
    if (params.kind === "model") {
      return [
        table(
          say("table_model"),
          [say("layer_short"), ...columns],
          result.shown.map((layer, place) => [String(layer), ...heads.map((head) => cell(weights.favourite(place, head)))]),
        ),
      ];
    }
    return [
      table(
        say("table_head", { layer: result.start }),
        [say("token"), ...columns],
        result.tokens.map((token, query) => [h("span", {}, ...drawPieces(piecesOfToken(token))), ...heads.map((head) => cell(weights.strongest(0, head, query)))]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawBertviz(this.data, this.#sentence(this.data), this.say, ink);
  }
}

if (!customElements.get("bertviz-frame")) customElements.define("bertviz-frame", BertvizFrame);
