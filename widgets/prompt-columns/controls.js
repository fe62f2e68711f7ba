/**
 * What a hand can set. In sight: the styles, the model and the problems; folded away: how many samples and how they are
 * drawn, the rule that finds the answer, and the words of the prompts.
 */

import { offer, segments, selection } from "../shared/choices.js";
import { h } from "../shared/dom.js";
import { button, die, numberField, textField, thrown } from "../shared/fields.js";
import { STYLES, WORDINGS, aboutOf, titleOf } from "./names.js";
import { Own } from "./own.js";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Set} Set */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Style} Style */
/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {"settings" | "wording"} Panel */

const SEEDS = { min: 0, max: 2 ** 31 - 1 };
/** A temperature at which samples differ. */
const WARM = 0.7;
/** Wordings of many lines: examples. @type {readonly import("./types.js").Wording[]} */
const LONG = ["few_shot", "worked"];

export class Controls {
  /** The styles that are on. @type {readonly Style[]} */
  #styles = [];
  /** Which panel is open. @type {Panel | null} */
  #open = null;

  /**
   * @param {Say} say
   * @param {(changes: Partial<Settings>) => void} set
   * @param {HTMLElement} progress stands beside them
   */
  constructor(say, set, progress) {
    this.say = say;
    this.set = set;
    this.chips = STYLES.map(([style]) => {
      const input = h("input", { type: "checkbox", id: "style-" + style });
      input.addEventListener("change", () => this.#toggle(style));
      return { style, input, element: h("span", {}, input, h("label", { for: input.id, title: aboutOf(style, say) }, titleOf(style, say))) };
    });
    this.model = selection(say("model"), (model) => set({ model }), { quietly: true });
    this.sets = selection(say("set"), (value) => this.#choose(/** @type {Set} */ (value)), { quietly: true });
    this.settings = this.#settings();
    this.wording = this.#wording();
    this.panels = {
      settings: { toggle: this.#opener("settings", say("settings")), panel: this.settings.element },
      wording: { toggle: this.#opener("wording", say("wording")), panel: this.wording.element },
    };
    this.problem = h("p", { class: "refused", role: "status" });
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      h("fieldset", { class: "segments chips" }, h("legend", { class: "quietly" }, say("styles")), ...this.chips.map(({ element }) => element)),
      h("div", { class: "row-of-controls" }, this.sets.element, this.model.element, this.panels.settings.toggle, this.panels.wording.toggle, progress),
      this.settings.element,
      this.wording.element,
      this.problem,
    );
    this.#unfold(null);
  }

  /** @param {Style} style */
  #toggle(style) {
    const on = this.#styles.includes(style);
    const styles = STYLES.map(([one]) => one).filter((one) => (one === style ? !on : this.#styles.includes(one)));
    this.set({ styles });
  }

  /** @param {Set} set */
  #choose(set) {
    if (set === "generated" || set === "own") this.#unfold("settings");
    this.#sections(set);
    // A table of one's own is asked once it is there.
    if (set !== "own" || this.settings.own.table.input.value.trim()) this.set({ set });
    else this.settings.own.table.input.focus();
  }

  /** Only what belongs to the problems that are chosen. @param {Set} set */
  #sections(set) {
    this.settings.one.hidden = set !== "one";
    this.settings.generated.hidden = set !== "generated";
    this.settings.own.element.hidden = set !== "own";
  }

  /**
   * @param {Panel} name
   * @param {string} label
   */
  #opener(name, label) {
    const toggle = h("button", { type: "button", class: "block light toggle", "aria-expanded": "false", "aria-controls": name }, label, h("i", { "aria-hidden": "true" }));
    toggle.addEventListener("click", () => this.#unfold(this.#open === name ? null : name));
    return toggle;
  }

  /** @param {Panel | null} name */
  #unfold(name) {
    this.#open = name;
    for (const [one, { toggle, panel }] of Object.entries(this.panels)) {
      panel.hidden = one !== name;
      toggle.setAttribute("aria-expanded", String(one === name));
    }
  }

  #settings() {
    const { say, set } = this;
    const answer = textField(say("answer"), { placeholder: say("answer_placeholder") }, (value) => set({ answer: value }));
    const count = numberField(say("count"), { min: 1, max: 50 }, (value) => set({ set: "generated", count: value }));
    const made = numberField(say("problem_seed"), SEEDS, (value) => set({ set: "generated", problem_seed: value }));
    const others = button(say("other_problems"), () => set({ set: "generated", problem_seed: thrown() }), die(), " ", say("other_problems"));
    const kind = segments(say("kind"), "kind", [["numbers", say("kind_numbers")], ["patterns", say("kind_patterns")]], (/** @type {"numbers" | "patterns"} */ value) => set({ set: "generated", kind: value }));
    const steps = selection(say("steps"), (value) => set({ set: "generated", steps: Number(value) }));
    const own = new Own(say, (value) => set({ set: "own", own: value }));
    const samples = numberField(say("samples"), { min: 1, max: 20 }, (value) => set({ samples: value }));
    const temperature = numberField(say("temperature"), { min: 0, max: 2, step: 0.1 }, (value) => set({ temperature: value }));
    const seed = numberField(say("seed"), SEEDS, (value) => set({ seed: value }));
    const roll = button(say("roll"), () => set({ seed: thrown() }), die());
    const length = numberField(say("new_tokens"), { min: 8, max: 200 }, (value) => set({ new_tokens: value }));
    const language = selection(say("language"), (value) => set({ language: /** @type {Settings["language"]} */ (value) }));
    const rule = textField(say("rule"), { code: true }, (value) => set({ rule: value }));
    const usual = button(say("usual"), () => set({ rule: "" }));
    const warm = button(say("warm", { temperature: WARM }), () => set({ temperature: WARM }));
    const cold = h("p", { class: "cold" }, say("same"), " ", warm);
    const one = h("div", { class: "fields" }, answer.element);
    const generated = h("div", { class: "fields" }, count.element, kind.element, steps.element, made.element, others);
    const element = h(
      "div",
      { class: "panel", id: "settings" },
      one,
      generated,
      own.element,
      h("div", { class: "fields" }, samples.element, temperature.element, seed.element, roll, length.element, language.element),
      cold,
      h("div", { class: "fields" }, rule.element, usual),
      h("p", { class: "soft" }, say("rule_hint")),
    );
    return { element, one, generated, own, answer, count, made, kind, steps, samples, temperature, seed, length, language, rule, usual, cold };
  }

  #wording() {
    const { say, set } = this;
    const texts = WORDINGS.map(([piece, label]) => {
      const field = textField(say(label), { lines: LONG.includes(piece) ? 5 : 2 }, (value) => set({ [piece]: value }));
      const usual = button(say("usual"), () => set({ [piece]: "" }));
      return { piece, field, usual, element: h("div", { class: "words" }, field.element, usual) };
    });
    const hint = h("p", { class: "soft" }, say("wording_hint"));
    return { element: h("div", { class: "panel", id: "wording" }, ...texts.map(({ element }) => element), hint), texts };
  }

  /**
   * @param {Settings} wanted what is asked, or is to be
   * @param {Result} result
   * @param {string | null} problem why what was asked for was refused
   */
  show(wanted, result, problem) {
    const { say, settings } = this;
    this.#styles = wanted.styles;
    for (const { style, input } of this.chips) {
      input.checked = wanted.styles.includes(style);
      input.disabled = wanted.styles.length === 1 && input.checked; // one stays
    }
    this.model.show(result.models.map(({ id, name }) => /** @type {const} */ ([id, name])), wanted.model);
    offer(this.sets.select, [["one", say("set_one")], ["lecture", say("set_lecture")], ["generated", say("set_generated", { count: wanted.count })], ["own", say("set_own")]], wanted.set);
    this.#sections(wanted.set);
    settings.answer.show(wanted.answer);
    settings.answer.input.placeholder = result.problems[0]?.answer ?? say("answer_placeholder");
    settings.count.show(wanted.count);
    settings.made.show(wanted.problem_seed);
    settings.kind.show(wanted.kind);
    settings.steps.show([["0", say("steps_mixed")], ["1", "1"], ["2", "2"], ["3", "3"]], String(wanted.steps));
    settings.own.show(wanted.own);
    settings.samples.show(wanted.samples);
    settings.temperature.show(wanted.temperature);
    settings.seed.show(wanted.seed);
    settings.length.show(wanted.new_tokens);
    settings.language.show([["auto", say("language_auto")], ["ja", say("language_ja")], ["en", say("language_en")]], wanted.language);
    settings.rule.show(wanted.rule || (result.rule.default ? result.rule.pattern : ""));
    settings.usual.disabled = !wanted.rule;
    settings.cold.hidden = !(wanted.samples > 1 && wanted.temperature === 0);
    for (const { piece, field, usual, element } of this.wording.texts) {
      const used = result.styles.map(({ pieces }) => pieces[piece]).find((text) => text !== undefined);
      element.hidden = used === undefined && !wanted[piece];
      field.show(wanted[piece] || used || "");
      usual.disabled = !wanted[piece];
    }
    if (this.problem.textContent !== (problem ?? "")) this.problem.textContent = problem ?? "";
  }
}
