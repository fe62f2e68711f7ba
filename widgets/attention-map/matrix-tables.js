/** The tables behind the large pictures. */

import { h } from "../shared/dom.js";
import { fixed } from "../shared/numbers.js";
import { table } from "../shared/picture.js";
import { plain } from "../shared/text.js";
import { drawTokens } from "./readout.js";
import { linesOf, nameOf, sheetOf, strongest } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./types.js").Difference} Difference */
/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("../shared/picture.js").Say} Say */

const SQUARE = 40; // tokens up to which the whole matrix is a table
const LISTED = 200; // of a longer text: so many of the largest weights

/**
 * @param {Look} look
 * @param {Focus} focus
 * @param {Say} say
 * @returns {HTMLTableElement[]}
 */
export function matrixTables(look, focus, say) {
  const sheet = sheetOf(look);
  const tables = [sheet.tokens.length <= SQUARE ? square(sheet, say("table_matrix"), say) : largest(sheet, say)];
  const { query } = focus;
  if (query === null) return tables;
  const rows = strongest(sheet, { query }, sheet.tokens.length).map(({ key, value }) => [key, drawTokens(sheet.tokens[key] ?? []), fixed(value, 5)]);
  return [...tables, table(say("table_query", { query: nameOf(sheet.tokens[query] ?? []) }), [say("col_position"), say("key"), say("scale_weight")], rows)];
}

/**
 * @param {Look} look
 * @param {Difference} difference
 * @param {Look | null} second
 * @param {Say} say
 * @returns {HTMLTableElement}
 */
export function differenceTable(look, difference, second, say) {
  return square(sheetOf(look, difference, second), say("table_difference"), say);
}

/**
 * Where the token in question looks in every layer, and in the heads of the layer that is shown.
 * @param {Look} look
 * @param {Say} say
 * @returns {HTMLTableElement[]}
 */
export function tokenTables(look, say) {
  const { token, tokens, shown } = look;
  if (!token) return [];
  const columns = [say("query") + " " + nameOf([tokens[token.position]].filter((one) => one !== undefined)), ...tokens.map(plain)];
  const numbers = (/** @type {readonly number[]} */ row) => row.map((value) => fixed(value, 3));
  const layers = table(say("layers_title"), columns, [[say("all_short"), ...numbers(token.mean)], ...token.layers.map((row, layer) => ["L" + layer, ...numbers(row)])]);
  if (!token.heads || shown.layer === null) return [layers];
  return [layers, table(say("heads_title", { layer: shown.layer }), columns, token.heads.map((row, head) => ["H" + head, ...numbers(row)]))];
}

/** @param {Sheet} sheet @param {string} caption @param {Say} say */
function square(sheet, caption, say) {
  const names = sheet.tokens.map(nameOf);
  const rows = sheet.weights.map((row, query) => [
    h("span", {}, names[query]),
    ...row.map((value, key) => (sheet.masked(query, key) ? "–" : fixed(value, 3))),
  ]);
  return table(caption, [`${say("query")} ↓ ${say("key")} →`, ...names], rows);
}

/** @param {Sheet} sheet @param {Say} say */
function largest(sheet, say) {
  const rows = linesOf(sheet, null, null)
    .lines.slice(-LISTED)
    .reverse()
    .map(({ query, key, value }) => [`${query} → ${key}`, drawTokens(sheet.tokens[query] ?? []), drawTokens(sheet.tokens[key] ?? []), fixed(value, 5)]);
  return table(say("table_largest", { count: rows.length }), [say("col_position"), say("query"), say("key"), say("scale_weight")], rows);
}
