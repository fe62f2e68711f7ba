/** The sentences over the picture. */

import { plain } from "../shared/text.js";
import { nameOf } from "./heads.js";

/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * A weight with two decimals; never "0.00" for what is more than nothing, never "1.00" for what is less than all.
 * @param {number} value 0 … 1
 */
export function weight(value) {
  if (value > 0 && value < 0.005) return "< 0.01";
  if (value < 1 && value >= 0.995) return "> 0.99";
  return value.toFixed(2);
}

/**
 * A token in a sentence, without the space before it.
 * @param {Look} look
 * @param {number} position
 */
export function word({ tokens }, position) {
  const token = tokens[position];
  if (!token) return "";
  return plain(token.partial ? token : { ...token, text: token.text.trim() || token.text });
}

/**
 * What is to be seen, with its numbers.
 * @param {Result} result
 * @param {Focus} focus what is locked
 * @param {Say} say
 * @param {number | null} [layer] the one that was asked for; null: all were looked through
 */
export function said(result, focus, say, layer = null) {
  const { link, shown, b } = result;
  if (link && link.query === focus.query && link.key === focus.key) {
    if (link.masked) return say("said_masked", { query: word(result, link.query), key: word(result, link.key) });
    const first = linked(result, say);
    return b ? say("said_two", { first, second: linkedBeside(result, b, say) }) : first;
  }
  if (focus.query !== null) return seen(result, focus.query, say);
  if (shown.chosen_by === "content" && hasContent(result)) {
    if (layer !== null) return say("said_content_layer", { ...numbers(result), total: result.heads });
    return say("said_content", { ...numbers(result), total: result.layers * result.heads });
  }
  return say("said_plain", { matrix: nameOf(shown, say) });
}

/** Whether any token can look at a word beyond its neighbours; else no head does so most. @param {Look} look */
function hasContent({ tokens }) {
  const places = tokens.flatMap(({ special, text }, place) => (place > 0 && !special && /[^\p{P}\s]/u.test(text) ? [place] : []));
  return (places.at(-1) ?? 0) - (places[0] ?? 0) > 1;
}

/** @param {Look} look */
function numbers({ shown }) {
  return { layer: shown.layer ?? 0, head: shown.head ?? 0 };
}

/** Of one query and one key. @param {Look} look @param {Say} say */
function linked(look, say) {
  const { link, shown } = look;
  if (!link) return "";
  const values = {
    ...numbers(look),
    query: word(look, link.query),
    key: word(look, link.key),
    weight: weight(link.weight),
    total: link.heads_total,
    below: link.below,
    rank: link.rank ?? 0,
  };
  if (shown.matrix === "average") return shown.layer === null ? say("said_average_all", values) : say("said_average_layer", values);
  if (shown.matrix === "rollout") return shown.layer === null ? say("said_rollout_all", values) : say("said_rollout_layer", values);
  return link.rank === 1 ? say("said_first", values) : say("said_rank", values);
}

/** Of the same query and key in B. @param {Result} result @param {Look} b @param {Say} say */
function linkedBeside(result, b, say) {
  if (!b.link) return say("said_second_none");
  const found = weight(b.link.weight);
  if (b.model.id !== result.model.id && b.shown.matrix === "head") return say("said_second_model", { ...numbers(b), name: b.model.name, weight: found });
  const swapped = replaced(result, b);
  return swapped ? say("said_replaced", { ...swapped, weight: found }) : say("said_second", { weight: found });
}

/**
 * The one token that is another in B, if that is all that differs.
 * @param {Result} result
 * @param {Look} b
 * @returns {{old: string, new: string} | null}
 */
export function replaced(result, b) {
  const pairs = result.difference?.pairs ?? [];
  if (pairs.length !== result.tokens.length || pairs.length !== b.tokens.length) return null;
  const [one, ...more] = pairs.filter(([here, there]) => result.tokens[here]?.id !== b.tokens[there]?.id);
  return one && !more.length ? { old: word(result, one[0]), new: word(b, one[1]) } : null;
}

/** Where one query looks most. @param {Look} look @param {number} query @param {Say} say */
function seen(look, query, say) {
  const row = look.weights[query] ?? [];
  const order = row.map((value, key) => ({ value, key })).sort((one, other) => other.value - one.value);
  const [first, second] = order;
  if (!first) return "";
  const values = { matrix: nameOf(look.shown, say), query: word(look, query), first: word(look, first.key), weight: weight(first.value) };
  if (!second || second.value === 0) return say("said_only", values);
  return say("said_token", { ...values, second: word(look, second.key), less: weight(second.value) });
}
