import assert from "node:assert/strict";
import { test } from "node:test";

import { drawRecordedPrompts } from "../recorded-prompts/drawing.js";
import { GROUNDS, grouped, kindsIn, written } from "../recorded-prompts/pieces.js";
import { flow, paragraph } from "../shared/flow.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../recorded-prompts/types.js").Result} Result */

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
const say = (/** @type {string} */ key) => (key === "names" ? "en" : key);
const both = (/** @type {string} */ text) => ({ ja: text + "。", en: text });

/** @type {Result} */
const result = {
  recorded: true,
  calculation: [
    { left: "6275", sign: "×", right: "2304", result: "14457600", exact: true },
    { left: "400", sign: "÷", right: "1400", result: "0.2857", exact: false },
  ],
  examples: { apples: both("The apples"), percent: both("Percent") },
  exhibit: {
    id: "apples",
    title: both('<script>&" Apples'),
    problem: both("How many?"),
    answers: "9",
    source: both("</svg>"),
    address: "https://arxiv.org/abs/2201.11903",
    model: both("None is named."),
    sides: [
      { name: both("at once"), what: both("no steps"), number: "27", correct: false, prompt: [{ kind: "text", text: both("Q: How many?\nA:") }], reply: [{ kind: "answer", text: both("27") }] },
      {
        name: both("steps"), what: both("with steps"), number: "14,457,600", correct: true, prompt: [{ kind: "text", text: both("Q: How\u0000 many?\nA:") }],
        reply: [{ kind: "steps", text: both("23 − 20 = 3. ".repeat(30)) }, { kind: "answer", text: both("9") }],
      },
    ],
    figures: [{ name: both("PaLM"), percent: 57, kind: "after", source: both("Figure 2") }],
  },
};

test("numbers have separators, fractions none behind the point", () => {
  assert.deepEqual(["3", "999", "1400", "14457600", "0.2857", "12345.6789"].map(grouped), ["3", "999", "1,400", "14,457,600", "0.2857", "12,345.6789"]);
});

test("a legend names the kinds that occur, in one order", () => {
  assert.deepEqual(kindsIn(result.exhibit), ["steps", "answer"]);
  assert.equal(written(result.exhibit.sides[1]?.reply ?? [], "en").slice(-15), " 23 − 20 = 3. 9".slice(-15));
  assert.deepEqual(Object.keys(GROUNDS), ["text", "steps", "call", "result", "answer"]);
});

test("runs flow into lines: nothing is lost, nothing is wider than the column", () => {
  const text = "The model writes 23 − 20 = 3. 答えは、9です。\nA line of its own.";
  const runs = [{ text: text.slice(0, 20) }, { text: text.slice(20), bold: true }];
  for (const width of [60, 140, 400, 5000]) {
    const lines = flow(runs, width, 16, roughMeasure);
    assert.equal(lines.map((line) => line.map((one) => one.text).join("")).join("|").replace(/\|/g, ""), text.replace("\n", ""));
    for (const line of lines) {
      const wide = line.reduce((sum, one) => sum + one.width, 0);
      const units = line.flatMap((one) => one.text.trim().split(/\s+|(?=[\u3000-\u9fff])/));
      assert.ok(wide <= width + 16 || units.length === 1, `${width}: ${line.map((one) => one.text).join("")}`);
      assert.ok(!/^[、。]/.test(line[0]?.text ?? ""), "no line begins with a closing mark");
    }
  }
  assert.equal(flow([{ text: "a\n\nb" }], 100, 16, roughMeasure).length, 3);
  const { parts, bottom } = paragraph([{ text: "a <b> & c", ground: "#fff" }], { x: 0, y: 10, width: 300, size: 16, leading: 24, fill: "#000" }, roughMeasure);
  assert.equal(bottom, 34);
  assert.match(parts.join(""), /a &lt;b&gt; &amp; c/);
});

test("the saved picture says that it is recorded, is well-formed, and names nothing outside itself", () => {
  for (const reader of ["ja", "en"]) {
    const svg = drawRecordedPrompts(result, reader, say, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.match(svg, />recorded</);
    assert.match(svg, /14,457,600/);
    assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href|\u0000/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
