/** The text as the model sees it: a row of tokens, and the gap that is to be filled. */

import { drawPieces, h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { fromHex, groups, piecesOfToken, plain, spacedHex } from "../shared/text.js";

/** @typedef {import("../shared/text.js").Token} Token */
/** @typedef {import("../shared/picture.js").Say} Say */

export class Context {
  #open = false;
  /** @type {readonly Token[]} */
  #tokens = [];

  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.count = h("span", { class: "count" });
    this.text = h("p", { class: "quietly" });
    this.strip = h("div", { class: "strip", "aria-hidden": "true" });
    this.window = h("div", { class: "window" }, this.strip);
    this.more = h("button", { type: "button", class: "quiet more", hidden: true });
    this.more.addEventListener("click", () => {
      this.#open = !this.#open;
      this.resized();
    });
    this.element = h("div", { class: "context" }, this.text, this.window, this.more);
  }

  /** @param {readonly Token[]} tokens */
  show(tokens) {
    this.#tokens = tokens;
    this.#open = false;
    this.count.textContent = this.say("token_count", { count: whole(tokens.length) });
    this.text.textContent = tokens.map(plain).join(" ");
    /** @type {Node[]} */
    const drawn = [];
    let place = 0;
    for (const group of groups(tokens)) {
      const chips = group.tokens.map((token) => chip(token, place++ % 2 === 1));
      if (chips.length === 1) drawn.push(...chips);
      else {
        const shared = h("span", { class: "joined" }, h("span", { class: "parts" }, ...chips));
        if (group.whole) shared.append(h("span", { class: "whole" }, h("bdi", { dir: "auto" }, group.whole)));
        drawn.push(shared);
      }
      // What follows a line end begins a new line here too.
      if (group.tokens.at(-1)?.text.endsWith("\n")) drawn.push(h("br"));
    }
    this.strip.replaceChildren(...drawn, h("span", { class: "gap", title: this.say("gap") }, "?"));
    this.resized();
  }

  /** Fold a long text to its last lines. */
  resized() {
    this.window.classList.remove("folded", "cropped");
    const full = this.strip.scrollHeight;
    this.window.classList.add("folded");
    const long = full > this.window.clientHeight + 4;
    this.window.classList.toggle("folded", !this.#open);
    this.window.classList.toggle("cropped", long && !this.#open);
    this.more.hidden = !long;
    this.more.textContent = this.say(this.#open ? "show_less" : "show_all", { count: whole(this.#tokens.length) });
  }
}

/**
 * @param {Token} token
 * @param {boolean} odd
 */
function chip(token, odd) {
  const kind = token.special ? " special" : token.chosen ? " chosen" : odd ? " odd" : "";
  return h(
    "span",
    { class: "chip" + kind, title: `id ${token.id} · ${spacedHex(token.bytes)} (${fromHex(token.bytes).length} B)` },
    ...drawPieces(piecesOfToken(token)),
  );
}
