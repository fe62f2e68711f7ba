/** What the model was given, and what it went on with. */

import { h } from "../shared/dom.js";
import { whole } from "../shared/numbers.js";
import { pieces } from "../shared/text.js";

/** @typedef {import("./types.js").LanguageExerciseData} LanguageExerciseData */
/** @typedef {import("./types.js").Sample} Sample */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * Text to be read: spaces are spaces, line ends are seen and end the line, other invisible signs are named.
 * @param {string} text
 */
export function readable(text) {
  return pieces(text).map((piece) => (piece.text === "␣" ? " " : piece.text === "↵" ? "↵\n" : piece.text)).join("");
}

/**
 * Why a text ends where it does, and how long it took.
 * @param {Sample} sample
 * @param {Say} say
 */
export function ending({ ended, tokens, milliseconds, state }, say) {
  if (state !== "done") return state === "waiting" ? say("not_begun") : say("writing");
  const values = { tokens: whole(tokens), seconds: (milliseconds / 1000).toFixed(1) };
  return ended === "stop" ? say("ended_stop", values) : ended === "until" ? say("ended_line", values) : say("ended_length", values);
}

export class Samples {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    this.prompt = h("p", { class: "prompt" });
    this.count = h("p", { class: "soft" });
    this.list = h("ol", { class: "written" });
    this.note = h("p", { class: "soft" });
    this.aim = h("p", { class: "aim" });
    this.about = h("p", { class: "soft" });
    this.element = h("section", {}, h("h3", {}, say("given")), this.prompt, this.count, h("h3", {}, say("goes_on")), this.list, this.note, this.aim, this.about);
  }

  /** @param {LanguageExerciseData} data @param {string} reader language of the page @param {string} about */
  show({ result }, reader, about) {
    const { say } = this;
    this.prompt.textContent = readable(result.prompt);
    this.count.textContent = say("count", { model: result.model.name, tokens: whole(result.tokens.length), limit: whole(result.token_limit) });
    this.list.replaceChildren(
      ...result.completions.map((sample) =>
        h(
          "li",
          { class: sample.state },
          h("p", { class: "text" }, h("span", { class: "soft", "aria-hidden": "true" }, "… "), sample.text ? h("bdi", { dir: "auto" }, readable(sample.text)) : sample.state === "done" && h("span", { class: "soft" }, say("nothing"))),
          h("p", { class: "soft" }, say("seed_of", { seed: sample.seed }), " · ", ending(sample, say)),
        ),
      ),
    );
    this.note.textContent = result.same ? say("same") : "";
    this.note.hidden = !result.same;
    const aim = result.aim?.[reader];
    this.aim.replaceChildren(h("b", {}, say("aim")), " ", aim ?? "");
    this.aim.hidden = !aim;
    this.about.textContent = about;
  }
}
