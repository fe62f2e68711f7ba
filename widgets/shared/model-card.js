/** A model's card: what it is, where it comes from, under which licence, how exact its weights are and what that costs. */

import { h } from "./dom.js";
import { percent, whole } from "./numbers.js";

/** What the sets of texts are called that a loss was measured on. @type {Readonly<Record<string, string>>} */
const TEXTS = { ja: "card_ja", en: "card_en", code: "card_code" };

/**
 * @typedef {import("./picture.js").Say} Say
 * @typedef {{kl: number, top_1: number, tokens: number, texts: string}} Loss measured against the same model in 32 bits
 *
 * What the server says of a model that has answered (sandbox/topics/model_facts.py).
 * @typedef {object} ModelFacts
 * @property {string} id
 * @property {string} name
 * @property {"decoder" | "encoder"} kind
 * @property {readonly string[]} languages that it has learnt; none: nobody knows
 * @property {number} parameters
 * @property {string} precision of the weights that run
 * @property {string} source_precision of the file they came in
 * @property {boolean} quantized either is of fewer than 16 bits
 * @property {string} license
 * @property {string} notice what the licence wants to be said
 * @property {string} origin an address, or the name of a folder
 * @property {string} revision the commit there, or ""
 * @property {boolean} added somebody added it to this server
 * @property {Loss | null} loss
 */

/**
 * What rounding a model that was added here cost, in one sentence; "" where it was not measured. Of those that come along
 * the card says it.
 * @param {ModelFacts} model
 * @param {Say} say
 */
export function lossNote({ loss, added }, say) {
  return loss && added ? say("card_loss_note", { kl: nats(loss.kl), top_1: percent(loss.top_1) }) : "";
}

/**
 * Whether the weights were rounded here, and not already in the file they came in.
 * @param {ModelFacts} model
 */
export const roundedHere = ({ quantized, source_precision }) => quantized && /^(fp|bf)/.test(source_precision);

/**
 * The card line by line: what, and which.
 * @param {ModelFacts} model
 * @param {Say} say
 * @returns {[string, string][]}
 */
export function cardLines(model, say) {
  const { loss, precision, source_precision } = model;
  const texts = loss?.texts.split(", ").map((name) => (TEXTS[name] ? say(TEXTS[name]) : name)).join(say("card_and")) ?? "";
  const learnt = model.languages.map((language) => (language === "ja" ? say("card_ja") : say("card_en"))).join(say("card_and"));
  /** @type {[string, string][]} */
  const lines = [
    [say("card_name"), `${model.name} (${model.id})`],
    [say("card_kind"), model.kind === "decoder" ? say("card_decoder") : say("card_encoder")],
    [say("card_parameters"), whole(model.parameters)],
    [say("card_languages"), learnt || say("card_unknown")],
    [say("card_weights"), precision === source_precision ? precision : say("card_from", { precision, source: source_precision })],
    [say("card_loss"), loss ? say("card_lost", { kl: nats(loss.kl), top_1: percent(loss.top_1), tokens: whole(loss.tokens), texts }) : model.quantized ? say("card_unmeasured") : say("card_nothing_lost")],
    [say("card_license"), model.license || say("card_unknown")],
    [say("card_origin"), model.origin],
  ];
  if (model.revision) lines.push([say("card_revision"), model.revision]);
  if (model.notice) lines.push([say("card_notice"), model.notice]);
  return lines;
}

/**
 * @param {ModelFacts} model
 * @param {Say} say
 */
export function modelCard(model, say) {
  const value = (/** @type {string} */ text) => (/^https:\/\//.test(text) ? h("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text) : text);
  return h(
    "section",
    { class: "model-card", "aria-label": say("card_title", { name: model.name }) },
    h("dl", {}, ...cardLines(model, say).flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, value(text))])),
    model.loss && h("p", {}, say("card_how")),
    model.added && h("p", {}, say("card_added")),
  );
}

/** A divergence with two significant digits: 0.0042. @param {number} kl in nats */
function nats(kl) {
  return kl > 0 && kl < 1e-5 ? "< 0.00001" : String(Number(kl.toPrecision(2)));
}
