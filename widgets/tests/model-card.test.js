import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { notes } from "../attention-map/notes.js";
import { aboutModel } from "../prompt-columns/told.js";
import { cardLines, lossNote, roundedHere } from "../shared/model-card.js";
import { model } from "./fixtures/model.js";

const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => [key, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join(" ");
const loss = { kl: 0.0042345, top_1: 0.9617, tokens: 1752, texts: "ja, en, code" };
const rounded = model({ precision: "4-bit", source_precision: "bf16", quantized: true, added: true, loss });

test("a card says what is known, line by line, and what is not", () => {
  const lines = new Map(cardLines(rounded, say));
  assert.equal(lines.get("card_weights"), "card_from precision=4-bit source=bf16");
  assert.equal(lines.get("card_loss"), "card_lost kl=0.0042 top_1=96.2\u00a0% tokens=1,752 texts=card_jacard_andcard_encard_andcard_code");
  assert.equal(lines.get("card_parameters"), "1,000,000");
  assert.equal(lines.has("card_revision"), false);
  const found = new Map(cardLines(model({ languages: ["ja", "en"], revision: "c0ffee", notice: "Built by M." }), say));
  assert.deepEqual(["card_languages", "card_revision", "card_notice"].map((key) => found.get(key)), ["card_jacard_andcard_en", "c0ffee", "Built by M."]);
  assert.equal(new Map(cardLines(model({ languages: [], license: "" }), say)).get("card_license"), "card_unknown");
});

test("a loss that was not measured is not called none, and none is not called unmeasured", () => {
  const told = (/** @type {Parameters<typeof model>[0]} */ changes) => new Map(cardLines(model(changes), say)).get("card_loss");
  assert.equal(told({ quantized: true, precision: "8-bit" }), "card_unmeasured");
  assert.equal(told({}), "card_nothing_lost");
  assert.equal(lossNote(model(), say), "");
  assert.equal(lossNote(model({ loss }), say), ""); // of a model that comes along, its card says it
  assert.equal(lossNote(model({ added: true, loss: { ...loss, kl: 0, top_1: 1 } }), say), "card_loss_note kl=0 top_1=100\u00a0%");
  assert.equal(lossNote(model({ added: true, loss: { ...loss, kl: 3e-7 } }), say), "card_loss_note kl=< 0.00001 top_1=96.2\u00a0%");
});

test("where weights were rounded is said rightly", () => {
  const kept = ["fp32", "bf16", "fp16", "Q4_1"].map((source_precision) => roundedHere(model({ source_precision, precision: "4-bit", quantized: true })));
  assert.deepEqual(kept, [true, true, true, false]);
  assert.equal(roundedHere(model({ source_precision: "bf16" })), false);
});

test("the loss stands beside the numbers of every view that has a line about its model", () => {
  const note = "card_loss_note kl=0.0042 top_1=96.2\u00a0%";
  const result = { model: rounded, unknown: 0, b: null, models: [] };
  assert.ok(notes(/** @type {any} */ (result), say)[0]?.endsWith(note));
  assert.ok(aboutModel(/** @type {any} */ (result), say).endsWith(note));
  assert.ok(aboutModel(/** @type {any} */ (result), say).startsWith("note_added"));
});

test("the card's sentences are those it asks for, the same in both languages", () => {
  const read = (/** @type {string} */ language) => readFileSync(new URL(`../../assets/text/${language}/model-card.toml`, import.meta.url), "utf8");
  const source = ["model-card", "picture"].map((name) => readFileSync(new URL(`../shared/${name}.js`, import.meta.url), "utf8")).join("\n");
  const asked = new Set([...source.matchAll(/"(card_\w+)"/g)].map(([, key]) => key));
  for (const language of ["ja", "en"]) assert.deepEqual(new Set([...read(language).matchAll(/^(\w+) = /gm)].map(([, key]) => key)), asked, language);
});
