/**
 * <next-token-bars>: the text as tokens, the most probable next tokens as bars, four sliders that re-shape them at
 * once, and dice that draw one.
 *
 * Properties: `data` (the answer of the next-token view, or null while it is awaited), `words` (assets/text/<language>/
 * next-token-bars.toml), `canUndo`.
 * Attributes: controls="off" (no sliders, no dice), live="off" (nothing that needs a server: for a file on disk),
 * tools="off" (no table and save buttons) or "table" (no save buttons).
 * Events, all bubbling and composed: `pick` {id, text}, `change` {temperature, top_k, top_p, min_p}, `roll` {seed},
 * `undo`.
 */

import { h } from "../shared/dom.js";
import { lossNote, roundedHere } from "../shared/model-card.js";
import { exactPercent, fixed, percent, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { plain, spacedHex } from "../shared/text.js";
import { Bars } from "./bars.js";
import { Context } from "./context.js";
import { Controls } from "./controls.js";
import { Dice } from "./dice.js";
import { drawNextToken } from "./drawing.js";
import { NEUTRAL, RULES, equal } from "./settings.js";
import { Shape } from "./shape.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").NextToken} NextToken */
/** @typedef {import("./types.js").Throw} Throw */
/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./shape.js").Settings} Settings */

const DEBOUNCE = 150; // ms a slider rests before the page is told
const PATIENCE = 3000; // ms an answer to an older setting is kept from moving the sliders back

/** @extends {Picture<NextToken, Parts>} */
export class NextTokenBars extends Picture {
  /** @type {Settings} */
  #settings = NEUTRAL;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pending;
  /** @type {{settings: Settings, until: number} | null} */
  #told = null;
  #canUndo = false;
  /** @type {import("../shared/svg.js").Measure | undefined} */
  #measure;

  constructor() {
    super(style);
  }

  get lateProperties() {
    return ["canUndo"];
  }

  /** Is there something the undo button can take back? */
  get canUndo() {
    return this.#canUndo;
  }

  set canUndo(value) {
    this.#canUndo = value;
    if (this.parts) this.parts.dice.undo.disabled = !value;
  }

  /** The sliders as they stand now. */
  get settings() {
    return this.#settings;
  }

  get #live() {
    return this.getAttribute("live") !== "off";
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }

  /** @param {NextToken | null} before */
  dataChanged(before) {
    const params = this.data?.params;
    if (!params) return;
    const told = this.#told;
    const sameText = before?.params.text === params.text && before.params.model === params.model;
    if (told && (equal(params, told.settings) || !sameText || performance.now() > told.until)) this.#told = null;
    // A hand on a slider is ahead of the answers: what it set last stays.
    if (this.#pending === undefined && this.#told === null) this.#settings = picked(params);
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const sliders = this.getAttribute("controls") !== "off";
    const pick = (/** @type {{id: number, text: string}} */ { id, text }) => this.tell("pick", { id, text });
    const context = new Context(say);
    const bars = new Bars(say, pick);
    const controls = new Controls(say, (settings) => this.#moved(settings));
    const dice = new Dice(say, { roll: (seed) => this.tell("roll", { seed }), undo: () => this.tell("undo", {}), append: pick });
    const tools = this.tools();
    const entropy = h("p", { class: "entropy" });
    const legend = h(
      "p",
      { class: "legend", "aria-hidden": "true" },
      h("span", { class: "key filled" }, say("legend_adjusted")),
      h("span", { class: "key outlined" }, say("legend_before")),
    );
    const note = h("p", { class: "note" });
    const summary = h("p", { class: "quietly", "aria-live": "polite" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (sliders ? "" : " plain") + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, h("h3", {}, say("context")), context.count, tools.bar),
        context.element,
        h(
          "div",
          { class: sliders ? "body wide" : "body" },
          h(
            "div",
            { class: "candidates" },
            h("div", { class: "bar" }, h("h3", {}, say("candidates")), legend),
            bars.element,
            bars.info,
            entropy,
          ),
          sliders && h("div", { class: "side" }, controls.element),
          dice.element,
        ),
        note,
        summary,
        tools.place,
      ),
    );
    return { context, bars, controls, dice, tools, entropy, legend, note, summary, sliders };
  }

  /** @param {Parts} parts @param {NextToken} data */
  show(parts, data) {
    const { context, bars, controls, dice, note } = parts;
    const { result, params } = data;
    context.show(result.tokens);
    bars.show(result.candidates, this.#live);
    controls.set(this.#settings);
    dice.seeded(params.seed, result.throw?.seed ?? null);
    dice.undo.disabled = !this.#canUndo;
    note.textContent = modelNote(result.model, this.say);
    this.#reshape(parts, data);
  }

  /** Give everything its new shape: after new data, and at every move of a slider. @param {Parts} parts @param {NextToken} data */
  #reshape(parts, { result }) {
    const shape = new Shape(result.spectrum, this.#settings);
    const landing = this.#landing(shape);
    const live = this.#live && parts.sliders;
    parts.bars.reshape(shape, landing && landing.place < result.candidates.length ? landing.place : -1);
    parts.controls.show(shape);
    parts.dice.show(result.candidates, shape, landing, live);
    parts.legend.hidden = equal(this.#settings, NEUTRAL);
    const bits = shape.entropyBits;
    parts.entropy.replaceChildren(
      h("span", { class: "name" }, this.say("entropy")),
      " ",
      h("b", {}, this.say("bits", { bits: fixed(bits, 2) })),
      " ",
      h("span", { class: "name" }, shape.kept === 1 ? this.say("entropy_none") : this.say("entropy_note", { choices: choices(bits) })),
    );
    const first = result.candidates[0];
    if (first) {
      const text = this.say("summary", { kept: whole(shape.kept), text: plain(first), percent: percent(shape.adjusted(0)), bits: fixed(bits, 2) });
      if (parts.summary.textContent !== text) parts.summary.textContent = text;
    }
    parts.tools.refresh();
    this.#label(parts);
  }

  /**
   * Where the throw falls in a shape. The random number stays; what lies under it moves with the sliders.
   * @param {Shape} shape
   */
  #landing(shape) {
    const data = this.data;
    const thrown = data?.result.throw;
    if (!data || !thrown) return null;
    const { candidates } = data.result;
    /** @type {{u: number, seed: number, position: number, place: number, token: Throw | Candidate | null}} */
    const landing = { u: thrown.u, seed: thrown.seed, position: thrown.position, place: candidates.length, token: null };
    if (equal(this.#settings, data.params)) {
      const place = candidates.findIndex(({ id }) => id === thrown.id);
      return { ...landing, place: place < 0 ? candidates.length : place, token: thrown };
    }
    const place = shape.landing(thrown.u, candidates.length);
    return { ...landing, place, token: candidates[place] ?? null };
  }

  /** @param {Settings} settings */
  #moved(settings) {
    this.#settings = settings;
    if (this.parts && this.data) this.#reshape(this.parts, this.data);
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#told = { settings, until: performance.now() + PATIENCE };
      this.tell("change", { ...settings });
    }, DEBOUNCE);
  }

  /** @param {Parts} parts */
  resized(parts) {
    parts.context.resized();
    this.#label(parts);
  }

  /** Labels that depend on measured widths. @param {Parts} parts */
  #label({ dice }) {
    if (this.width === 0) return;
    const { fontFamily, fontSize } = getComputedStyle(this);
    this.#measure ??= browserMeasure(fontFamily);
    dice.resized(this.#measure, parseFloat(fontSize));
  }

  /** @param {NextToken} data */
  models({ result }) {
    return [result.model];
  }

  tables() {
    if (!this.data) return [];
    const { result } = this.data;
    const { say } = this;
    const shape = new Shape(result.spectrum, this.#settings);
    const rest = shape.rest(result.candidates.length);
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    const hex = (/** @type {string} */ bytes) => h("span", { class: "hex" }, spacedHex(bytes));
    return [
      table(
        say("candidates"),
        ["col_rank", "col_token", "col_id", "col_bytes", "col_logit", "col_probability", "col_adjusted", "col_cut"].map((key) => say(key)),
        [
          ...result.candidates.map((candidate, place) => {
            const cut = shape.cutBy(place);
            return [
              candidate.rank, cell(plain(candidate)), candidate.id, hex(candidate.bytes), fixed(candidate.logit, 3),
              exactPercent(candidate.probability), exactPercent(shape.adjusted(place)), cut ? say("cut_" + cut) : "",
            ];
          }),
          ["…", cell(say("others", { count: whole(rest.count) })), "", "", "", "", exactPercent(rest.probability), ""],
        ],
      ),
      table(
        say("context"),
        ["col_place", "col_token", "col_id", "col_bytes"].map((key) => say(key)),
        result.tokens.map((token, place) => [place + 1, cell(plain(token)), token.id, hex(token.bytes)]),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    const shape = new Shape(this.data.result.spectrum, this.#settings);
    return drawNextToken(this.data.result, shape, this.#settings, this.#landing(shape), this.say, ink);
  }
}

/**
 * @typedef {{context: Context, bars: Bars, controls: Controls, dice: Dice, tools: import("../shared/picture.js").Tools,
 *   entropy: HTMLElement, legend: HTMLElement, note: HTMLElement, summary: HTMLElement, sliders: boolean}} Parts
 */

/**
 * @param {Settings} params
 * @returns {Settings}
 */
function picked(params) {
  const settings = { ...NEUTRAL };
  for (const rule of RULES) settings[rule] = params[rule];
  return settings;
}

/**
 * To how many equally probable tokens an entropy amounts.
 * @param {number} bits
 */
export function choices(bits) {
  const number = 2 ** bits;
  return number < 10 ? number.toFixed(1) : whole(Number(number.toPrecision(2)));
}

/**
 * @param {import("./types.js").Result["model"]} model
 * @param {import("../shared/picture.js").Say} say
 */
export function modelNote(model, say) {
  const { name, precision, source_precision } = model;
  return [say(roundedHere(model) ? "model_rounded" : model.quantized ? "model_quantised" : "model", { name, precision, source_precision }), lossNote(model, say)].filter(Boolean).join(" ");
}

if (!customElements.get("next-token-bars")) customElements.define("next-token-bars", NextTokenBars);
