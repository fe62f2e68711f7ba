import assert from "node:assert/strict";
import { test } from "node:test";

import { parseQuantity, writeBytes, writeQuantity } from "../shared/quantity.js";

test("what people type", () => {
  const meant = /** @type {const} */ ([
    ["175e9", 175e9], ["175B", 175e9], ["175 b", 175e9], ["1,000", 1000], ["1,234,567", 1234567], ["12.5", 12.5], [".5", 0.5], ["5.", 5],
    ["1兆", 1e12], ["1億", 1e8], ["1兆5,000億", 1.5e12], ["1億2345万", 123450000], ["3千億", 3e11], ["１７５Ｂ", 175e9], ["１，０００", 1000],
    ["3.15 × 10²³", 3.15e23], ["3.15x10^23", 3.15e23], ["3.15*10**23", 3.15e23], ["10²³", 1e23], ["10^23", 1e23], ["10⁻⁵", 1e-5], ["6.02E+23", 6.02e23],
    ["300 billion", 3e11], ["1.8T", 1.8e12], ["1.1k", 1100], ["700 GB", 7e11], ["1.3tb", 1.3e12], ["135M", 135e6], ["0", 0], ["-2", -2], ["−2", -2], ["1e-3", 0.001],
    ["1750億", 175e9], ["13兆", 13e12], ["1千", 1000], [" 42 ", 42], ["5 万", 50_000],
  ]);
  for (const [text, value] of meant) assert.equal(parseQuantity(text), value, text);
});

test("what means no number", () => {
  for (const text of ["", "  ", "abc", "1,5", "1,00", "12,34,567", "1.2.3", "1..2", "億", "1億2億", "1万2億", "1x", "1 2", "NaN", "Infinity", "1e999", "e9", "--2", "10^", "0x10", "1億B", "1e", "×10^3"]) {
    // 1e is 1 and the prefix exa, as in 1E
    assert.equal(parseQuantity(text), text === "1e" ? 1e18 : null, text);
  }
});

test("what is read, in both languages", () => {
  const written = /** @type {const} */ ([
    [1.75e11, "175B", "1,750億"], [1.746e11, "175B", "1,750億"], [3.15e23, "3.15 × 10²³", "3.15 × 10²³"], [3e11, "300B", "3,000億"], [1.8e12, "1.8T", "1.8兆"],
    [1e23, "10²³", "10²³"], [0, "0", "0"], [1, "1", "1"], [1200, "1,200", "1,200"], [1234.5, "1,235", "1,235"], [9999, "9,999", "9,999"], [12.345, "12.3", "12.3"],
    [124_439_808, "124M", "1.24億"], [52_000, "52K", "5.2万"], [999_999, "1M", "100万"], [9999.7, "10K", "1万"], [0.5, "0.5", "0.5"], [0.0123, "0.0123", "0.0123"], [1.234e-5, "1.23 × 10⁻⁵", "1.23 × 10⁻⁵"],
    [-2.5e9, "−2.5B", "−25億"], [9.996e14, "10¹⁵", "1,000兆"], [2e15, "2 × 10¹⁵", "2,000兆"], [1e16, "10¹⁶", "10¹⁶"], [1e-9, "10⁻⁹", "10⁻⁹"],
  ]);
  for (const [value, en, ja] of written) {
    assert.equal(writeQuantity(value, "en").replaceAll("\u00a0", " "), en);
    assert.equal(writeQuantity(value, "ja").replaceAll("\u00a0", " "), ja);
  }
  assert.equal(writeQuantity(174_629_425_152, "en", 6), "174.629B");
  assert.equal(writeQuantity(174_629_425_152, "ja", 6), "1,746.29億");
  assert.equal(writeQuantity(Infinity, "en"), "∞");
});

test("bytes are decimal", () => {
  const written = /** @type {const} */ ([[7e11, "700 GB"], [4.72e6, "4.72 MB"], [131_072, "131 kB"], [512, "512 B"], [0, "0 B"], [7.2e12, "7.2 TB"], [999.6, "1 kB"], [999_999, "1 MB"], [1.5e21, "1,500 EB"]]);
  for (const [value, text] of written) assert.equal(writeBytes(value).replaceAll("\u00a0", " "), text);
});

test("what is written can be typed back", () => {
  for (const lang of ["ja", "en"]) {
    for (let power = -12; power < 30; power += 0.37) {
      const value = Number((10 ** power).toPrecision(3));
      assert.equal(parseQuantity(writeQuantity(value, lang, 12)), value, `${value} ${lang}`);
      const near = /** @type {number} */ (parseQuantity(writeQuantity(value, lang)));
      assert.ok(Math.abs(near / value - 1) < 0.005, writeQuantity(value, lang));
    }
  }
});
