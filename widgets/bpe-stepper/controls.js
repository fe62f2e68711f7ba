/** What the training is asked: how many merges, on which symbols, split how, and which rule decides between equals. */

import { h } from "../shared/dom.js";

/** @typedef {import("./types.js").Training} Training */
/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("../shared/picture.js").Say} Say */

/** ms a hand rests before a typed number is asked */
const PAUSE = 400;
const MOST = 10_000;

export class Controls {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** How many merges were asked for what is to be seen. */
  #shown = "";

  /**
   * @param {Say} say
   * @param {(changes: Partial<Settings>) => void} ask
   */
  constructor(say, ask) {
    this.say = say;
    this.merges = h("input", { type: "number", id: "merges", min: 1, max: MOST, step: 1, required: true, inputmode: "numeric" });
    const tell = () => {
      clearTimeout(this.#pause);
      this.#pause = undefined;
      if (this.merges.validity.valid) ask({ merges: this.merges.valueAsNumber });
    };
    this.merges.addEventListener("input", () => {
      this.merges.setAttribute("aria-invalid", String(!this.merges.validity.valid));
      clearTimeout(this.#pause);
      this.#pause = setTimeout(tell, PAUSE);
    });
    this.merges.addEventListener("change", () => {
      if (this.merges.validity.valid) return;
      // A number that cannot be asked does not stay beside another training.
      const nearest = Math.min(Math.max(Math.round(this.merges.valueAsNumber), 1), MOST);
      this.merges.value = Number.isNaN(nearest) ? this.#shown : String(nearest);
      this.merges.removeAttribute("aria-invalid");
      tell();
    });
    this.merges.addEventListener("keydown", (event) => event.key === "Enter" && tell());
    this.level = this.#switch("level", say("level"), [["character", say("characters")], ["byte", say("bytes")]], (level) => ask({ level: level === "byte" ? "byte" : "character" }));
    this.ties = this.#switch("ties", say("ties"), [["first-seen", say("first_seen")], ["smallest-ids", say("smallest_ids")]], (ties) =>
      ask({ ties: ties === "smallest-ids" ? "smallest-ids" : "first-seen" }),
    );
    this.splitting = this.#choice("splitting", say("splitting"), [["none", say("splitting_none")], ["gpt2", "GPT-2"], ["gpt4", "GPT-4"]], (value) =>
      ask({ splitting: /** @type {Settings["splitting"]} */ (value) }),
    );
    this.form = this.#choice("form", say("form"), [["auto", say("form_auto")], ["words", say("form_words")], ["text", say("form_text")]], (value) =>
      ask({ form: /** @type {Settings["form"]} */ (value) }),
    );
    this.element = h(
      "div",
      { class: "controls", role: "group", "aria-label": say("controls") },
      h("div", { class: "field" }, h("label", { for: "merges" }, say("merges")), this.merges),
      this.level.element,
      this.ties.element,
      this.splitting.element,
      this.form.element,
    );
  }

  /**
   * @param {Training} data
   * @param {Element | null} focus
   */
  show({ params, result }, focus) {
    this.#shown = String(params.merges);
    if (focus !== this.merges && this.#pause === undefined) {
      this.merges.value = String(params.merges);
      this.merges.removeAttribute("aria-invalid");
    }
    this.level.set(params.level);
    this.ties.set(params.ties);
    this.splitting.set(params.splitting);
    this.form.set(params.form);
    this.splitting.element.hidden = result.form === "words"; // a list of words is split already
    this.form.element.hidden = result.form === "text" && params.form === "auto"; // it can be read in one way only
  }

  /** Forget what was typed and not yet asked. */
  stop() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {readonly [value: string, label: string][]} options
   * @param {(value: string) => void} chosen
   */
  #switch(name, label, options, chosen) {
    const radios = options.map(([value]) => {
      const radio = h("input", { type: "radio", name, id: value, value });
      radio.addEventListener("change", () => radio.checked && chosen(value));
      return radio;
    });
    const element = h("fieldset", { class: "switch" }, h("legend", {}, label), ...radios.flatMap((radio, place) => [radio, h("label", { for: radio.id }, options[place]?.[1])]));
    const set = (/** @type {string} */ value) => {
      for (const radio of radios) radio.checked = radio.value === value;
    };
    return { element, set };
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {readonly [value: string, label: string][]} options
   * @param {(value: string) => void} chosen
   */
  #choice(id, label, options, chosen) {
    const select = h("select", { id }, ...options.map(([value, name]) => h("option", { value }, name)));
    select.addEventListener("change", () => chosen(select.value));
    const element = h("div", { class: "field" }, h("label", { for: id }, label), select);
    return { element, set: (/** @type {string} */ value) => void (select.value = value) };
  }
}
