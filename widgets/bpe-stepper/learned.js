/** What has been learnt so far: the merges in their order, and the vocabulary. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { chip, face } from "./faces.js";
import { fromHex } from "../shared/text.js";

/** @typedef {import("./trace.js").Trace} Trace */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/** Tokens shown of the start, and of what was learnt. */
const START = 40;
const NEW = 60;
/** Ids shown of the corpus as it stands at the end. */
const IDS = 40;

export class Merges {
  /**
   * @param {Say} say
   * @param {(place: number) => void} go
   */
  constructor(say, go) {
    this.say = say;
    this.go = go;
    this.list = h("ol", { class: "merges", "aria-label": say("merges_learnt") });
    this.none = h("p", { class: "none" }, say("no_merges"));
    this.element = h("div", { class: "learnt" }, this.none, this.list);
  }

  /**
   * @param {Trace} trace
   * @param {number} place
   * @param {number} lines of the list at most; the newest are kept
   */
  show(trace, place, lines) {
    const first = place > lines ? place - lines + 1 : 0;
    this.none.hidden = place > 0;
    const rows = trace.result.steps.slice(first, place).map(({ ids, id }, index) => {
      const number = first + index + 1;
      const button = h(
        "button",
        { type: "button", class: "merge", "aria-current": number === place ? "step" : null },
        h("span", { class: "number" }, whole(number)),
        h("span", { class: "sum" }, chip(trace.token(ids[0])), h("span", { class: "sign" }, "+"), chip(trace.token(ids[1])), h("span", { class: "sign" }, "→"), chip(trace.token(id), "made")),
      );
      button.addEventListener("click", () => this.go(number));
      return h("li", { class: number === place ? "latest" : "" }, button);
    });
    const earlier = first > 0 ? [h("li", { class: "earlier" }, this.say("earlier", { count: whole(first) }))] : [];
    this.list.replaceChildren(...earlier, ...rows);
  }
}

export class Vocabulary {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.start = h("span", { class: "tokens" });
    this.learnt = h("span", { class: "tokens" });
    this.startLabel = h("span", { class: "label" });
    this.learntLabel = h("span", { class: "label" });
    this.ids = h("bdi", {});
    this.end = h("p", { class: "as-ids" }, h("span", { class: "label" }, say("as_ids")), this.ids);
    this.element = h("div", { class: "vocabulary" }, h("p", {}, this.startLabel, this.start), h("p", {}, this.learntLabel, this.learnt), this.end);
  }

  /**
   * @param {Result} result
   * @param {number} place
   */
  show(result, place) {
    const { base, base_size: size, level, steps } = result;
    const bytes = level === "byte";
    this.startLabel.textContent = this.say(bytes ? "start_bytes" : "start_characters", { count: whole(size), used: whole(base.length) });
    this.start.replaceChildren(
      ...base.slice(0, START).map((one) => h("span", { class: "chip" }, ...face(fromHex(one.bytes)))),
      base.length > START ? this.say("and_more", { count: whole(base.length - START) }) : "",
    );
    const from = Math.max(place - NEW, 0);
    this.learntLabel.textContent = this.say("learnt", { count: whole(place) });
    this.learnt.replaceChildren(
      from > 0 ? this.say("and_before", { count: whole(from) }) : "",
      ...steps.slice(from, place).map((step, index) => h("span", { class: "chip " + (from + index + 1 === place ? "newest" : "made") }, ...face(fromHex(step.bytes)))),
    );
    this.end.hidden = place < steps.length;
    this.ids.textContent = result.final_ids.slice(0, IDS).join(" ") + (result.final_ids.length > IDS ? " …" : "");
  }
}
