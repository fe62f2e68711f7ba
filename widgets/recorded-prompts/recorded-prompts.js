/**
 * <recorded-prompts>: what a paper recorded of a problem asked in two ways, marked as recorded, with the real calculation
 * beside it, and the way to put the same problem to a model here.
 *
 * Properties: `data` (the answer of the recorded-prompts view, or null while it is awaited), `words` (assets/text/
 * <language>/recorded-prompts.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a
 * server), tools="off" or "table", visits (the page opens other views).
 * Events, bubbling and composed: `ask` {example}; `visit` {view, params}.
 */

import { segments } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { Picture, table } from "../shared/picture.js";
import { drawRecordedPrompts } from "./drawing.js";
import { drawn, grouped, kindsIn, written } from "./pieces.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").RecordedPromptsData} RecordedPromptsData */
/** @typedef {import("./types.js").Side} Side */

/** @extends {Picture<RecordedPromptsData, Parts>} */
export class RecordedPrompts extends Picture {
  constructor() {
    super(style);
  }

  /** The language of the page. */
  get #reader() {
    return this.say("names");
  }

  /** @param {RecordedPromptsData} data @returns {Parts} */
  build({ result }) {
    const { say } = this;
    const live = this.getAttribute("controls") !== "off" && this.getAttribute("live") !== "off";
    const offered = Object.entries(result.examples).map(([id, title]) => /** @type {const} */ ([id, title[this.#reader] ?? id]));
    const examples = segments(say("exhibits"), "example", offered, (example) => this.tell("ask", { example }));
    const title = h("h3", { "aria-live": "polite" });
    const sides = h("div", { class: "sides" });
    const legend = h("ul", { class: "legend" });
    const lines = h("ul", { class: "lines" });
    const figures = h("ul", { class: "figures" });
    const numbers = h("section", { class: "side plain" }, h("h4", {}, say("figures")), figures);
    const about = h("p", { class: "soft" });
    const visit = h("button", { type: "button", class: "block" }, say("visit"));
    visit.addEventListener("click", () => this.#visit());
    const tools = this.tools();
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "head" }, h("span", { class: "stamp" }, say("recorded")), title, tools.bar),
        live && examples.element,
        h(
          "div",
          { class: "body" },
          h("div", {}, sides, h("div", { class: "notes" }, legend, about)),
          h(
            "div",
            { class: "now" },
            h("section", { class: "side plain" }, h("h4", {}, say("calculated")), lines, live && this.hasAttribute("visits") && visit),
            numbers,
          ),
        ),
        tools.place,
      ),
    );
    return { examples, title, sides, legend, lines, figures, numbers, about, tools };
  }

  /** @param {Parts} parts @param {RecordedPromptsData} data */
  show({ examples, title, sides, legend, lines, figures, numbers, about, tools }, { params, result }) {
    const { say } = this;
    const reader = this.#reader;
    const { exhibit } = result;
    examples.show(params.example);
    title.textContent = exhibit.title[reader] ?? "";
    sides.replaceChildren(...exhibit.sides.map((side) => this.#side(side)));
    const names = { text: "", steps: say("kind_steps"), call: say("kind_call"), result: say("kind_result"), answer: say("kind_answer") };
    legend.replaceChildren(...kindsIn(exhibit).map((kind) => h("li", {}, h("span", { class: kind }, names[kind]))));
    lines.replaceChildren(
      ...result.calculation.map(({ left, sign, right, result: found, exact }, place) =>
        h("li", { class: place === result.calculation.length - 1 && "last" }, h("span", {}, `${grouped(left)} ${sign} ${grouped(right)}`), h("span", {}, `${exact ? "=" : "≈"} ${grouped(found)}`)),
      ),
    );
    lines.classList.toggle("long", result.calculation.some(({ result: found }) => found.length > 6));
    numbers.hidden = exhibit.figures.length === 0;
    figures.replaceChildren(
      ...exhibit.figures.map(({ name, percent, kind, source }) => {
        const bar = h("i", { class: kind });
        bar.style.inlineSize = `${percent}%`;
        return h("li", {}, h("span", {}, name[reader]), h("span", { class: "track" }, bar), h("b", {}, `${percent}\u00a0%`), h("small", { class: "soft" }, source[reader]));
      }),
    );
    about.replaceChildren(...this.#about());
    tools.refresh();
  }

  /** @param {Side} side */
  #side({ name, what, number, correct, prompt, reply }) {
    const { say } = this;
    const reader = this.#reader;
    return h(
      "section",
      { class: "side " + (correct ? "right" : "wrong") },
      h("h4", {}, name[reader]),
      h("p", { class: "soft" }, what[reader]),
      h("p", { class: "label" }, say("asked")),
      h("p", { class: "said" }, ...drawn(prompt, reader)),
      h("p", { class: "label" }, h("span", { "aria-hidden": "true" }, "↓ "), say("replied")),
      h("p", { class: "said reply" }, ...drawn(reply, reader)),
      h("p", { class: "verdict" }, h("b", {}, number), h("span", {}, correct ? say("right") : say("wrong"))),
    );
  }

  /** Where it comes from, and what is ours in it. */
  #about() {
    const { result } = /** @type {RecordedPromptsData} */ (this.data);
    const { source, address, model } = result.exhibit;
    const reader = this.#reader;
    const name = source[reader] ?? "";
    const link = address ? h("a", { href: address, target: "_blank", rel: "noopener" }, name) : name;
    const number = address ? ` (${address.replace("https://arxiv.org/abs/", "arXiv ")})` : "";
    return [this.say("source"), " ", link, number, this.say("full_stop"), model[reader] ?? "", " ", this.say("ours")];
  }

  #visit() {
    if (!this.data) return;
    const { problem, answers } = this.data.result.exhibit;
    this.tell("visit", {
      view: "prompt-comparison",
      params: { problem: problem[this.#reader], answer: answers, styles: ["direct", "few-shot", "step-by-step", "chain-of-thought"] },
    });
  }

  tables() {
    if (!this.data) return [];
    const { say } = this;
    const reader = this.#reader;
    const { exhibit, calculation } = this.data.result;
    const cell = (/** @type {string} */ text) => h("span", { class: "wide" }, text);
    const tables = [
      table(
        `${say("recorded")} · ${exhibit.title[reader]} · ${exhibit.source[reader]}`,
        [say("col_way"), say("asked"), say("replied"), say("col_number"), say("col_verdict")],
        exhibit.sides.map(({ name, prompt, reply, number, correct }) => [cell(name[reader] ?? ""), cell(written(prompt, reader)), cell(written(reply, reader)), number, cell(correct ? say("right") : say("wrong"))]),
      ),
      table(
        say("calculated"),
        [say("col_sum"), say("col_result")],
        calculation.map(({ left, sign, right, result, exact }) => [`${grouped(left)} ${sign} ${grouped(right)}`, `${exact ? "" : "≈ "}${grouped(result)}`]),
      ),
    ];
    if (!exhibit.figures.length) return tables;
    const rows = exhibit.figures.map(({ name, percent, source }) => [cell(name[reader] ?? ""), cell(source[reader] ?? ""), `${percent}\u00a0%`]);
    return [...tables, table(`${say("recorded")} · ${say("figures")}`, [say("col_who"), say("source"), say("col_solved")], rows)];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    if (!this.data) throw new Error("nothing to draw yet");
    return drawRecordedPrompts(this.data.result, this.#reader, this.say, ink);
  }
}

/**
 * @typedef {object} Parts
 * @property {{show: (value: string) => void}} examples
 * @property {HTMLElement} title
 * @property {HTMLElement} sides
 * @property {HTMLElement} legend
 * @property {HTMLElement} lines
 * @property {HTMLElement} figures
 * @property {HTMLElement} numbers
 * @property {HTMLElement} about
 * @property {import("../shared/picture.js").Tools} tools
 */

if (!customElements.get("recorded-prompts")) customElements.define("recorded-prompts", RecordedPrompts);
