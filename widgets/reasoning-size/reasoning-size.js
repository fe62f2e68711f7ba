/**
 * <reasoning-size>: accuracy against a model's parameters, with a calculation before the answer and without: our own model
 * at several sizes as two lines, models trained elsewhere as points, every share with its confidence interval.
 *
 * Properties: `data` (the answer of the view reasoning-size, or null while it is awaited), `words` (assets/text/<language>/
 * reasoning-size.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table".
 * Events, bubbling and composed: `ask` {language}, {split} or {steps}: other problems; `change` {model}: another one is
 * looked at, the picture has changed already.
 */

import { AT_ONCE, WITH_STEPS, brief, perCent } from "../shared/accuracy.js";
import { segments } from "../shared/choices.js";
import { h, s } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { onPage, themed } from "../shared/marks.js";
import { Picture, table } from "../shared/picture.js";
import { About, STYLES } from "./about.js";
import { areaOf, chart, scale } from "./chart.js";
import { drawSizes } from "./drawing.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").ReasoningSizeData} ReasoningSizeData */
/** @typedef {import("./types.js").Size} Size */

/** @extends {Picture<ReasoningSizeData, Parts>} */
export class ReasoningSize extends Picture {
  #looked = "";

  constructor() {
    super(style);
  }

  dataChanged() {
    if (this.data) this.#looked = lookedAt(this.data)?.model ?? "";
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const moves = this.getAttribute("controls") !== "off";
    const asks = moves && this.getAttribute("live") !== "off";
    const tools = this.tools();
    const ask = (/** @type {Partial<Params>} */ changes) => this.tell("ask", changes);
    const language = segments(say("language"), "language", [["ja", say("language_ja")], ["en", say("language_en")]], (value) => ask({ language: value }));
    const split = segments(say("split"), "split", [["numbers", say("split_numbers")], ["patterns", say("split_patterns")]], (value) => ask({ split: value }));
    const steps = segments(say("steps"), "steps", [["0", say("steps_all")], ["1", say("steps_1")], ["2", say("steps_2")], ["3", say("steps_3")]], (value) => ask({ steps: Number(value) }));
    const models = h("div", { class: "models" });
    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const svg = s("svg", { role: "img" });
    const box = h("div", { class: "chart" }, svg);
    if (moves) box.addEventListener("pointermove", (event) => this.#pointed(event));
    if (moves) box.addEventListener("click", (event) => this.#pointed(event));
    const about = new About(say);
    const note = h("p", { class: "soft note" });
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, sentence, tools.bar),
        asks && h("div", { class: "controls" }, language.element, split.element, steps.element),
        h("div", { class: "body" }, h("div", { class: "left" }, box, moves && models), h("div", { class: "right" }, about.element, note)),
        tools.place,
      ),
    );
    return { language, split, steps, models, sentence, svg, box, about, note, tools };
  }

  /** @param {Parts} parts @param {ReasoningSizeData} data */
  show(parts, { params, result }) {
    parts.language.show(params.language);
    parts.split.show(params.split);
    parts.steps.show(/** @type {"0"} */ (String(params.steps)));
    const said = sentenceOf(result.sizes, this.say);
    if (parts.sentence.textContent !== said) parts.sentence.textContent = said;
    const size = result.sizes.find(({ model }) => model === this.#looked);
    parts.about.show(size);
    parts.note.textContent = result.made ? this.say("made", { day: result.made }) : "";
    this.#offer(parts, result.sizes);
    parts.svg.setAttribute("aria-label", said);
    parts.tools.refresh();
  }

  /** @param {Parts} parts @param {readonly Size[]} sizes */
  #offer({ models }, sizes) {
    const known = sizes.map(({ model }) => model).join(" ");
    if (models.dataset["known"] !== known) {
      models.dataset["known"] = known;
      const offered = sizes.map(({ model, name }) => /** @type {const} */ ([model, name]));
      models.replaceChildren(segments(this.say("model"), "model", offered, (model) => this.#look(model)).element);
    }
    for (const input of models.querySelectorAll("input")) input.checked = input.value === this.#looked;
  }

  /** @param {Parts} parts @param {ReasoningSizeData} data */
  resized({ svg, box }, { result }) {
    const [width, tall] = [box.clientWidth, box.clientHeight];
    if (!width || !tall) return;
    const size = parseFloat(getComputedStyle(box).fontSize);
    svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    svg.replaceChildren(...(result.sizes.length ? onPage(chart(result.sizes, this.#looked, areaOf(width, tall, size), { size, colours: themed, measure: this.ruler }, this.say)) : []));
  }

  /** Look at the model that is nearest to a pointer. @param {PointerEvent | MouseEvent} event */
  #pointed(event) {
    const sizes = this.data?.result.sizes ?? [];
    const box = this.parts?.box;
    if (!sizes.length || !box) return;
    const edge = box.getBoundingClientRect();
    const { x } = scale(sizes, areaOf(edge.width, edge.height, parseFloat(getComputedStyle(box).fontSize)));
    const away = (/** @type {Size} */ one) => Math.abs(x(one.parameters) - (event.clientX - edge.left));
    const nearest = sizes.reduce((one, other) => (away(other) < away(one) ? other : one));
    if (nearest.model !== this.#looked) this.#look(nearest.model);
  }

  /** @param {string} model */
  #look(model) {
    this.#looked = model;
    this.update();
    this.measure();
    this.tell("change", { model });
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    return [
      table(
        say("table"),
        ["col_model", "col_parameters", "col_style", "col_right", "col_total", "col_share", "col_low", "col_high"].map((key) => say(key)),
        this.data.result.sizes.flatMap(({ name, parameters, accuracy }) =>
          STYLES.flatMap(([prompt, label]) => {
            const found = accuracy[prompt];
            return found ? [[h("span", {}, name), whole(parameters), h("span", {}, say(label)), found.right, found.total, ...[found.share, found.low, found.high].map((share) => `${(share * 100).toFixed(1)} %`)]] : [];
          }),
        ),
      ),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawSizes(this.data, this.#looked, sentenceOf(this.data.result.sizes, this.say), this.say, ink);
  }
}

/**
 * The model that a link looks at, or else our own largest one.
 * @param {ReasoningSizeData} data
 */
export function lookedAt({ params, result: { sizes } }) {
  return sizes.find(({ model }) => model === params.model) ?? sizes.findLast(({ family }) => family === "soroban") ?? sizes.at(-1);
}

/**
 * What is seen, in one sentence.
 * @param {readonly Size[]} sizes
 * @param {import("../shared/picture.js").Say} say
 */
export function sentenceOf(sizes, say) {
  const own = sizes.filter(({ family, accuracy }) => family === "soroban" && accuracy[WITH_STEPS] && accuracy[AT_ONCE]);
  const [small, large] = [own[0], own.at(-1)];
  if (!small || !large) return say("sentence_none");
  const share = (/** @type {Size} */ { accuracy }, /** @type {string} */ prompt) => perCent(accuracy[prompt]?.share ?? 0);
  const reader = say("names");
  return say("sentence_now", {
    small: brief(small.parameters, reader), large: brief(large.parameters, reader),
    steps_small: share(small, WITH_STEPS), steps_large: share(large, WITH_STEPS),
    once_small: share(small, AT_ONCE), once_large: share(large, AT_ONCE),
  });
}

/**
 * @typedef {{element: HTMLElement, show: (value: any) => void}} Choice
 * @typedef {{language: Choice, split: Choice, steps: Choice, models: HTMLElement, sentence: HTMLElement, svg: SVGElement,
 *   box: HTMLElement, about: About, note: HTMLElement, tools: import("../shared/picture.js").Tools}} Parts
 */

if (!customElements.get("reasoning-size")) customElements.define("reasoning-size", ReasoningSize);
