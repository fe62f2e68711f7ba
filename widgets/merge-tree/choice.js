/** Which tokenizer cuts. */

import { h } from "../shared/dom.js";

export class Choice {
  /**
   * @param {import("../shared/picture.js").Say} say
   * @param {(tokenizer: string) => void} choose
   */
  constructor(say, choose) {
    const offered = [
      ["gpt2", say("name_gpt2")],
      ["cl100k", say("name_cl100k")],
      ["o200k", say("name_o200k")],
      ["smollm2", say("name_smollm2")],
      ["gemma", say("name_gemma")],
      ["minilm", say("name_minilm")],
    ];
    this.inputs = offered.map(([id]) => {
      const input = h("input", { type: "radio", name: "tokenizer", id: `tokenizer-${id}`, value: id });
      input.addEventListener("change", () => input.checked && choose(input.value));
      return input;
    });
    const named = this.inputs.map((input, place) => h("span", {}, input, h("label", { for: input.id }, offered[place]?.[1])));
    this.element = h("fieldset", { class: "choice" }, h("legend", { class: "quietly" }, say("tokenizer")), ...named);
  }

  /** @param {string} tokenizer */
  show(tokenizer) {
    for (const input of this.inputs) input.checked = input.value === tokenizer;
  }
}
