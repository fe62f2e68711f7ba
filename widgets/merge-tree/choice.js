/** Which tokenizer cuts. */

import { h } from "../shared/dom.js";

export class Choice {
  /**
   * @param {import("../shared/picture.js").Say} say
   * @param {(tokenizer: string) => void} choose
   */
  constructor(say, choose) {
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
    this.choose = choose;
    this.element = h("fieldset", { class: "choice" }, h("legend", { class: "quietly" }, say("tokenizer")));
    for (const [id, name] of [
      ["gpt2", say("name_gpt2")],
      ["cl100k", say("name_cl100k")],
      ["o200k", say("name_o200k")],
      ["smollm2", say("name_smollm2")],
      ["gemma", say("name_gemma")],
      ["minilm", say("name_minilm")],
    ]) this.#offer(id ?? "", name ?? "");
  }

  /** @param {string} id @param {string} name */
  #offer(id, name) {
    const input = h("input", { type: "radio", name: "tokenizer", id: `tokenizer-${id}`, value: id });
    input.addEventListener("change", () => input.checked && this.choose(input.value));
    this.inputs.push(input);
    this.element.append(h("span", {}, input, h("label", { for: input.id }, name)));
  }

  /**
   * @param {string} tokenizer
   * @param {readonly {id: string, name: string}[]} known those of models that were added follow the ones always there
   */
  show(tokenizer, known) {
    for (const { id, name } of known) if (!this.inputs.some(({ value }) => value === id)) this.#offer(id, name);
    for (const input of this.inputs) input.checked = input.value === tokenizer;
  }
}
