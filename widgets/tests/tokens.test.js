import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../shared/tokens.css", import.meta.url), "utf8");

/** The colours of each palette, in the order of the file: light, dark by the system, dark by choice. */
const palettes = [...css.matchAll(/color-scheme: (light|dark);([^}]*)/g)].map(([, scheme, body]) => ({
  scheme: scheme ?? "",
  colours: Object.fromEntries([...(body ?? "").matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? "", value ?? ""])),
}));

/** Relative luminance of WCAG 2. @param {string} hex */
function luminance(hex) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["sand", "sand-raised", "sand-sunk"];
const texts = ["ink", "ink-soft", "cut-ink", "chosen-ink", "current", "other"];
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground])),
  ["current", "current-tint"], ["ink", "current-tint"], ["ink", "other-tint"], ["other", "other-tint"], ["ink", "chosen-tint"],
  ["chosen-ink", "chosen-tint"], ["on-chosen", "chosen"], ["on-strong", "current"], ["on-strong", "other"], ["sand-raised", "ink"],
  ...Array.from({ length: 9 }, (_, step) => [`seq-${step}-text`, `seq-${step}`]),
];

test("three palettes, and the two dark ones are one", () => {
  assert.deepEqual(palettes.map(({ scheme }) => scheme), ["light", "dark", "dark"]);
  assert.deepEqual(palettes[1]?.colours, palettes[2]?.colours);
  assert.deepEqual(Object.keys(palettes[0]?.colours ?? {}), Object.keys(palettes[1]?.colours ?? {}));
});

test("every text has 4.5:1 on every ground it stands on, outlines have 3:1", () => {
  for (const { scheme, colours } of palettes) {
    for (const [text = "", ground = ""] of pairs) {
      const ratio = contrast(colours[text] ?? "", colours[ground] ?? "");
      assert.ok(ratio >= 4.5, `${scheme}: ${text} on ${ground} is ${ratio.toFixed(2)}`);
    }
    for (const ground of grounds) {
      const ratio = contrast(colours.edge ?? "", colours[ground] ?? "");
      assert.ok(ratio >= 2.995, `${scheme}: edge on ${ground} is ${ratio.toFixed(2)}`);
    }
  }
});

test("the sequential scale runs one way in lightness", () => {
  for (const { scheme, colours } of palettes) {
    const steps = Array.from({ length: 9 }, (_, step) => luminance(colours[`seq-${step}`] ?? ""));
    const sorted = [...steps].sort((a, b) => (scheme === "light" ? b - a : a - b));
    assert.deepEqual(steps, sorted);
  }
});
