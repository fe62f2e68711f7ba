/** The sum number by number, where vectors are short enough to be written out. */

import { h } from "../shared/dom.js";
import { columns, shown } from "./formula.js";

/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * @param {import("./types.js").Result} result
 * @param {Say} say
 * @returns {HTMLElement | null} nothing where vectors are long
 */
export function sumTable(result, say) {
  const sum = columns(result);
  if (!sum) return null;
  const row = (/** @type {string} */ kind, /** @type {string} */ mark, /** @type {string} */ name, /** @type {readonly string[]} */ digits) =>
    h("tr", { class: kind }, h("td", { class: "sign" }, mark), h("th", { scope: "row" }, h("bdi", { dir: "auto" }, name)), ...digits.map((digit) => h("td", {}, digit)));
  return h(
    "div",
    { class: "sum table", tabindex: 0, role: "group", "aria-label": say("sum") },
    h(
      "table",
      {},
      h("caption", {}, say("sum")),
      h("thead", {}, h("tr", {}, h("td"), h("th", { scope: "col" }, say("dimension")), ...sum.target.map((_, place) => h("th", { scope: "col" }, place + 1)))),
      h(
        "tbody",
        {},
        ...sum.rows.map((one) => row("", one.sign, shown(one.word), one.digits)),
        row("total", "=", say("target"), sum.target),
        sum.first !== null && row("nearest", "", shown(sum.first), sum.target),
      ),
    ),
  );
}
