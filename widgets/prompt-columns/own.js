/** Problems of one's own: typed, pasted, or from a file that is read here in the browser. */

import { h } from "../shared/dom.js";
import { textField } from "../shared/fields.js";

/** @typedef {import("../shared/picture.js").Say} Say */

/** The longest table, in characters, as the server takes it. */
const LIMIT = 20_000;

/**
 * The text of a file: UTF-8, or Shift_JIS, as spreadsheets in Japan still write it.
 * @param {ArrayBuffer} bytes
 */
export function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}

export class Own {
  /**
   * @param {Say} say
   * @param {(own: string) => void} set
   */
  constructor(say, set) {
    this.table = textField(say("own"), { lines: 4, placeholder: say("own_placeholder") }, set);
    const file = h("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", "aria-label": say("own_file") });
    const note = h("p", { class: "soft", role: "status" }, say("own_hint"));
    file.addEventListener("change", async () => {
      const [chosen] = file.files ?? [];
      if (!chosen) return;
      const large = chosen.size > 4 * LIMIT; // bytes: no longer text is short enough
      note.textContent = large ? say("own_large", { limit: LIMIT.toLocaleString("en") }) : say("own_hint");
      if (large) return;
      const text = decoded(await chosen.arrayBuffer());
      this.table.input.value = text;
      this.table.show(text);
      set(text);
    });
    this.element = h("div", { class: "own" }, this.table.element, h("label", { class: "field" }, h("span", {}, say("own_file")), file), note);
  }

  /** @param {string} own */
  show(own) {
    this.table.show(own);
  }
}
