/** What is told of the prediction beside the chart: the loss, what it consists of, and what the other laws say. */

import { fixed } from "../shared/numbers.js";
import { writeQuantity } from "../shared/quantity.js";
import { chosenLaw } from "./calculation.js";

/** @typedef {import("./types.js").Params} Params */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("../shared/picture.js").Say} Say */

/** The names of the laws, short. @type {Readonly<Record<string, string>>} */
const LAW_KEYS = { kaplan: "law_kaplan", hoffmann: "law_hoffmann", "hoffmann-unrounded": "law_unrounded", besiroglu: "law_besiroglu" };

/** @param {string} law @param {Say} say */
export function lawName(law, say) {
  const names = { law_kaplan: say("law_kaplan"), law_hoffmann: say("law_hoffmann"), law_unrounded: say("law_unrounded"), law_besiroglu: say("law_besiroglu") };
  return names[/** @type {keyof typeof names} */ (LAW_KEYS[law])] ?? law;
}

/**
 * What is seen, in one sentence.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function sentenceOf(params, result, say) {
  const reader = say("names");
  return say("sentence_now", { parameters: writeQuantity(params.parameters, reader), tokens: writeQuantity(params.tokens, reader), loss: fixed(result.loss, 3), law: lawName(params.law, say) });
}

/**
 * The parts of the loss as they are drawn, with the text of each. For Kaplan's law the two in the bracket.
 * @param {Params} params
 * @param {Result} result
 * @param {Say} say
 */
export function partsOf(params, result, say) {
  const law = chosenLaw(params, result);
  const whole = result.terms.reduce((sum, { value }) => sum + value, 0);
  const digits = law.form === "sum" ? 3 : 1;
  return result.terms.map(({ name, value }) => ({
    name,
    share: value / whole,
    label: name === "irreducible" ? say("term_irreducible") : name === "parameters" ? say("term_parameters") : say("term_tokens"),
    formula: law.form === "sum" ? { irreducible: "E", parameters: "A/N^α", tokens: "B/D^β" }[name] ?? "" : { parameters: "(6.4·10¹³/N)^0.738", tokens: "1.8·10¹³/D" }[name] ?? "",
    value: value !== 0 && value < 10 ** -digits ? writeQuantity(value, say("names"), 2) : fixed(value, digits),
  }));
}

/**
 * The facts under the loss, in the order in which they are told.
 * @param {Result} result
 * @param {Say} say
 */
export function factsOf(result, say) {
  const reader = say("names");
  const { standard_error: error, interval } = result;
  const facts = [
    error === null || interval === null ? say("no_error") : say("interval", { error: fixed(error, 3), low: fixed(interval[0], 3), high: fixed(interval[1], 3) }),
    say("perplexity", { perplexity: writeQuantity(result.perplexity, reader), ratio: writeQuantity(result.tokens_per_parameter, reader) }),
  ];
  const [ofN, ofD, ofC] = result.alone.map(({ value }) => fixed(value, 3));
  if (ofN && ofD && ofC) facts.push(say("alone", { parameters: ofN, tokens: ofD, compute: ofC }));
  else facts.push(say("best", { flop: writeQuantity(result.compute, reader), parameters: writeQuantity(result.best.parameters, reader), tokens: writeQuantity(result.best.tokens, reader), loss: fixed(result.best.loss, 3) }));
  return facts;
}

/**
 * What is known of a model.
 * @param {Model} model
 * @param {Say} say
 */
export function aboutModel(model, say) {
  const reader = say("names");
  const facts = [say("model_now", { name: model.name, organisation: model.organisation, year: model.year, parameters: writeQuantity(model.parameters, reader), tokens: writeQuantity(model.tokens, reader) })];
  if (model.loss !== null) facts.push(say("model_measured", { loss: fixed(model.loss, 3), text: model.text ?? "" }));
  facts.push(model.rumour ? say("model_rumour") : say("model_source", { source: model.source }));
  return facts.join(" ");
}
