import assert from "node:assert/strict";
import { test } from "node:test";

import { exactPercent, fixed, percent, sequentialStep } from "../shared/numbers.js";
import { escape, fit, lines, node, roughMeasure, widest } from "../shared/svg.js";
import { fill, fromHex, groups, pieces, piecesOfBytes, plain, spacedHex } from "../shared/text.js";

test("per cent with the digits that say something", () => {
  const shown = [0, 1, 0.585, 0.0314, 0.00031, 0.000031, 1e-9, 0.9995, 0.999999, 0.1].map((p) => percent(p).replaceAll("\u00a0", " "));
  assert.deepEqual(shown, ["0 %", "100 %", "58.5 %", "3.14 %", "0.031 %", "0.0031 %", "< 0.001 %", "99.95 %", "> 99.99 %", "10.0 %"]);
});

test("neither 0 nor 100 per cent is said of what is neither", () => {
  for (let power = 0; power < 18; power += 0.01) {
    for (const p of [10 ** -power, 1 - 10 ** -power]) {
      if (p <= 0 || p >= 1) continue;
      assert.doesNotMatch(percent(p), /^(100|0)(\.0+)?\s/, String(p));
    }
  }
  assert.equal(exactPercent(1.234567e-9).replace("\u00a0", " "), "1.23e-7 %");
});

test("minus signs are true", () => assert.equal(fixed(-1.005, 1), "−1.0"));

test("the scale never runs backwards and stays in its steps", () => {
  let before = 0;
  for (let p = 0; p <= 1; p += 0.001) {
    const step = sequentialStep(p, 2);
    assert.ok(step >= before && step >= 2 && step <= 8);
    before = step;
  }
  assert.equal(sequentialStep(1), 8);
});

test("everything invisible becomes visible", () => {
  const shown = (/** @type {string} */ text) => pieces(text).map((piece) => piece.text).join("");
  assert.equal(shown(" the"), "␣the");
  assert.equal(shown("a\n\tb\r"), "a↵⇥b␍");
  assert.equal(shown("\u0000\u001b\u007f"), "␀␛␡");
  assert.equal(shown("a\u202eb\u200f"), "aU+202EbU+200F");
  assert.equal(shown("\ud800x"), "U+D800x");
  assert.equal(shown("👨‍👩‍👧"), "👨‍👩‍👧", "a family stays together");
  assert.equal(shown("<script>{{x}}${y}"), "<script>{{x}}${y}");
});

test("bytes: whole characters as text, the rest in hex, never a replacement sign", () => {
  const read = (/** @type {string} */ hex) => piecesOfBytes(fromHex(hex)).map(({ kind, text }) => `${kind}:${text}`);
  assert.deepEqual(read("e38182"), ["text:あ"]);
  assert.deepEqual(read("e381"), ["bytes:E3 81"]);
  assert.deepEqual(read("20f09f"), ["mark:␣", "bytes:F0 9F"]);
  assert.deepEqual(read("82e3818261"), ["bytes:82", "text:あa"]);
  assert.deepEqual(read("c0af"), ["bytes:C0 AF"], "an overlong form is no character");
  assert.deepEqual(read("eda080"), ["bytes:ED A0 80"], "nor is half a pair");
  assert.equal(spacedHex("e38182"), "E3 81 82");
});

test("tokens that share a character are one group", () => {
  const part = (/** @type {string} */ bytes, /** @type {number} */ start) => ({ id: 1, text: "?", bytes, partial: true, special: false, start, end: start + 1 });
  const tokens = [
    { id: 2, text: "猫", bytes: "e78cab", partial: false, special: false, start: 0, end: 1 },
    part("f09f", 1), part("98ba", 1), // 😺
    part("f09f", 2), part("98", 2), // the next one, not yet complete
  ];
  const found = groups(tokens);
  assert.deepEqual(found.map((group) => [group.tokens.length, group.whole]), [[1, null], [2, "😺"], [2, null]]);
  assert.equal(plain(part("98", 2)), "98");
});

test("sentences are filled, and only known places", () => {
  assert.equal(fill("{a} and {b}", { a: "{b}", b: 1 }), "{b} and 1");
  assert.equal(fill("{constructor} {c}", {}), "{constructor} {c}");
});

test("SVG text is escaped, and what XML cannot hold is replaced", () => {
  assert.equal(node("text", { x: 1.23456, id: 'a"<' }, escape("<script>&\u0000")), '<text x="1.23" id="a&quot;&lt;">&lt;script&gt;&amp;\ufffd</text>');
});

test("text is shortened and broken to fit", () => {
  assert.equal(fit("あいうえお", 60, 20, roughMeasure), "あい…");
  assert.equal(fit("あ", 5, 20, roughMeasure), "あ…");
  const broken = lines("あいうえお。かきく", 100, 20, roughMeasure);
  assert.deepEqual(broken, ["あいうえ", "お。かきく"], "no line begins with a stop, and none is too long for its sake");
  assert.deepEqual(lines("あいう「えお」かき", 80, 20, roughMeasure), ["あいう", "「えお」", "かき"]);
  assert.deepEqual(lines("データー、キー", 60, 20, roughMeasure), ["デー", "ター、", "キー"]);
  assert.ok(lines("あ".repeat(40), 100, 20, roughMeasure, true).every((line) => roughMeasure(line, 20, true) <= 100), "bold letters are wider");
  assert.deepEqual(lines("one two three", 90, 20, roughMeasure), ["one two", "three"]);
});

test("a text whose font is not certain has the room of the wider one", () => {
  const measure = widest((text, size) => text.length * size, (text, size, bold) => text.length * size * (bold ? 2 : 0.5));
  assert.equal(measure("abc", 10), 30);
  assert.equal(measure("abc", 10, true), 60);
});
