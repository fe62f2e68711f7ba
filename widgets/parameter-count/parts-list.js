/** Every part with its count, to the last digit: a list one can go through, and below it what the chosen one is. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { paintOf } from "./areas.js";
import { partNames, purposeOf, share } from "./figures.js";

/** @typedef {import("../shared/picture.js").Say} Say */
/** @typedef {import("./types.js").Result} Result */

export class PartsList {
  /** The names of the rows that are there. */
  #rows = "";

  /** @param {Say} say @param {(part: string) => void} look @param {boolean} moves */
  constructor(say, look, moves) {
    this.say = say;
    this.look = look;
    this.moves = moves;
    this.list = h("div", { class: "rows", role: moves ? "radiogroup" : "list", "aria-label": say("parts") });
    this.all = h("div", { class: "row all" });
    this.told = h("div", { class: "told", "aria-live": "polite" });
    const head = h("div", { class: "row heads", "aria-hidden": "true" }, h("span"), h("span", {}, say("col_part")), h("span", {}, say("col_each")), h("span", {}, say("col_count")), h("span", {}, say("col_total")), h("span", {}, say("col_share")));
    this.element = h("section", { class: "parts" }, head, this.list, this.all, this.told);
  }

  /** @param {Result} result @param {string} looked */
  show(result, looked) {
    const names = partNames(this.say);
    const rows = result.parts.map(({ name }) => name).join(" ");
    if (rows !== this.#rows) {
      this.#rows = rows;
      this.list.replaceChildren(...result.parts.map(({ name }) => this.#row(name, names[name] ?? name)));
    }
    result.parts.forEach(({ name, each, count, total }, place) => {
      const row = this.list.children[place];
      if (!row) return;
      const held = result.file?.parts[name];
      const mark = held === undefined ? "" : held === total ? "✓" : "✗";
      const cells = [whole(each), `×\u00a0${whole(count)}`, whole(total) + (mark && "\u00a0" + mark), share(total / result.total)];
      [...row.querySelectorAll(".figure")].forEach((cell, at) => (cell.textContent = cells[at] ?? ""));
      row.classList.toggle("looked", name === looked);
      const input = row.querySelector("input");
      if (input) {
        input.checked = name === looked;
        input.setAttribute("aria-label", `${names[name]}: ${whole(each)} × ${whole(count)} = ${whole(total)}, ${share(total / result.total)}`);
      }
    });
    this.all.replaceChildren(h("span"), h("span", {}, this.say("sum")), h("span", { class: "figure sum" }, whole(result.total)), h("span", { class: "figure" }, share(1)));
    this.#tell(result, looked);
  }

  /** @param {string} name @param {string} label */
  #row(name, label) {
    const cells = [h("span", { class: "swatch", style: `background: var(--${paintOf(name)[0]})`, "aria-hidden": "true" }), h("span", { class: "name" }, label), ...["each", "count", "total", "share"].map((what) => h("span", { class: "figure " + what }))];
    if (!this.moves) return h("div", { class: "row", role: "listitem" }, ...cells);
    const input = h("input", { type: "radio", name: "part", value: name });
    input.addEventListener("change", () => input.checked && this.look(name));
    return h("label", { class: "row" }, input, ...cells);
  }

  /** @param {Result} result @param {string} looked */
  #tell({ parts }, looked) {
    const part = parts.find(({ name }) => name === looked);
    if (!part) return this.told.replaceChildren();
    const { name, each, count, total, formula, numbers } = part;
    this.told.replaceChildren(
      h("p", {}, h("b", {}, `${partNames(this.say)[name]}: `), purposeOf(name, this.say)),
      h("p", { class: "formula" }, `${formula} = ${numbers === whole(each) ? "" : `${numbers} = `}${whole(each)}${count > 1 ? ` (×\u00a0${whole(count)} = ${whole(total)})` : ""}`),
    );
  }
}
