import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";
import { calculate } from "../training-cost/calculation.js";
import { chart } from "../training-cost/chart.js";
import { drawTrainingCost } from "../training-cost/drawing.js";
import { brief, energy, equations, facts, mass, parseShare, sentenceOf, share, speed, speeds, time } from "../training-cost/figures.js";
import { LAST, OPERATIONS, six, told } from "../training-cost/six.js";

/** @typedef {import("../training-cost/types.js").GpuRow} GpuRow */
/** @typedef {import("../training-cost/types.js").Params} Params */

/**
 * @param {string} id
 * @param {number} peak
 * @param {number} watts
 * @param {number} yen
 * @returns {GpuRow}
 */
const gpu = (id, peak, watts, yen = 0) => ({ id, name: `GeForce ${id.toUpperCase()} (80 GB)`, year: 2020, memory: 80e9, bandwidth: 1e12, watts, precision: "bf16", peak, peaks: { bf16: peak }, price: yen ? { yen, kind: "from", date: "2023-12" } : null, source: "maker", days: 0 });
const tables = {
  gpus: [gpu("v100", 125e12, 300), gpu("a100", 312e12, 400, 3_000_000), gpu("a100-40", 312e12, 400), gpu("rtx-3060", 25.5e12, 170, 38_000)],
  factors: { household_kwh: { value: 3950, date: "2024-03", source: "survey" } },
  seen: [["GPT-3", 0.213], ["Gopher", 0.325], ["PaLM", 0.462], ["Llama 3", 0.41]].map(([name, utilization]) => ({ name: String(name), year: 2022, utilization: Number(utilization), hardware: "", source: "" })),
};
/** @type {Params} */
const gpt3 = {
  parameters: 175e9, tokens: 300e9, attention: false, layers: 96, d_model: 12_288, context: 2048, gpu: "a100", gpus: 1200, solve: "days",
  utilization: 0.32, days: 30, price_gpu_hour: 2, watts: 0, pue: 1.1, price_kwh: 31, grid: 0.438, yen_per_dollar: 140.5,
};
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };
const near = (/** @type {number} */ found, /** @type {number} */ expected, within = 1e-9) => assert.ok(Math.abs(found / expected - 1) < within, `${found} is not ${expected}`);
const spaced = (/** @type {string} */ text) => text.replaceAll("\u00a0", " ");

test("GPT-3, as on the server", () => {
  const found = calculate(gpt3, tables);
  near(found.flops, 3.15e23);
  near(found.days, 30.430633457977212);
  near(found.energy_kwh, 385616.98717948725);
  near(found.co2_kg, 168900.2403846154);
  near(found.cost.rent_dollar, 1752804.4871794875);
  near(found.cost.electricity_yen, 11954126.602564104);
  assert.equal(found.cost.purchase_yen, 3.6e9);
  near(calculate({ ...gpt3, solve: "utilization" }, tables).utilization, 0.3245934235517569);
  near(calculate({ ...gpt3, attention: true }, tables).parts[2]?.per_token ?? 0, 12 * 96 * 12_288 * 2048);
});

test("what is found is what would have had to be given", () => {
  for (const attention of [false, true]) {
    const days = calculate({ ...gpt3, attention, gpus: 7, utilization: 0.41 }, tables);
    const back = calculate({ ...gpt3, attention, gpus: 7, solve: "utilization", days: days.days }, tables);
    near(back.utilization, 0.41);
    near(back.energy_kwh, days.energy_kwh);
    near(days.parts.reduce((sum, part) => sum + part.share, 0), 1);
  }
});

test("too few GPUs for so few days are said to be impossible", () => {
  const found = calculate({ ...gpt3, solve: "utilization", days: 5 }, tables);
  assert.equal(found.possible, false);
  assert.match(sentenceOf({ ...gpt3, solve: "utilization" }, found, say), /^sentence_impossible/);
  assert.match(inFile(chart(gpt3, found, 800, pen, say).marks).join(""), /gauge_impossible/);
});

test("times in the unit that suits them", () => {
  const written = [1 / 86_400, 0.5 / 86_400, 1 / 1440, 0.5, 1, 30.43, 364, 365.25, 1e9].map((days) => time(days, say));
  assert.deepEqual(written, ["one_second", "seconds 0.5", "one_minute", "hours 12", "one_day", "days_count 30.4", "days_count 364", "one_year", "years 2.74M"]);
});

test("energy, power, masses and shares with three digits", () => {
  assert.deepEqual([1, 999.4, 999.9, 1.287e6, 5e9].map((kwh) => spaced(energy(kwh))), ["1 kWh", "999 kWh", "1 MWh", "1.29 GWh", "5 TWh"]);
  assert.deepEqual([12, 552_100, 1.16e7].map((kg) => spaced(mass(kg, say))), ["12 kg", "552 t", "11.6K t"]);
  assert.deepEqual([312e12, 2.25e15, 1.2e17, 1e19].map((flops) => spaced(speed(flops))), ["312 TFLOP/s", "2.25 PFLOP/s", "120 PFLOP/s", "10 EFLOP/s"]);
  assert.deepEqual([0.32, 0.3245934, 2.08, 0.001].map((one) => spaced(share(one))), ["32 %", "32.5 %", "208 %", "0.1 %"]);
});

test("a share is typed in per cent or as a share", () => {
  assert.deepEqual(["32 %", "32", "0.32", "３２％", "0.5%", "100", "1"].map(parseShare), [0.32, 0.32, 0.32, 0.32, 0.005, 1, 1]);
  assert.deepEqual(["", "x", "3 2"].map(parseShare), [null, null, null]);
});

test("GPUs of one speed share a row, which is the chosen one's", () => {
  const ids = (/** @type {string} */ chosen) => speeds(tables.gpus, chosen).map(({ id }) => id);
  assert.deepEqual(ids("v100"), ["a100", "v100", "rtx-3060"]);
  assert.deepEqual(ids("a100-40"), ["a100-40", "v100", "rtx-3060"]);
  assert.equal(brief("GeForce RTX 4060 Ti (16 GB)"), "RTX 4060 Ti");
});

test("where there is no price, none is made up", () => {
  const found = calculate({ ...gpt3, gpu: "v100" }, tables);
  assert.equal(facts({ ...gpt3, gpu: "v100" }, found, say)[1]?.figure, "—");
  assert.match(facts(gpt3, calculate(gpt3, tables), say)[1]?.figure ?? "", /^from yen 3.6B/);
});

test("everything drawn stands inside, at every width", () => {
  for (const width of [310, 360, 800, 1500]) {
    for (const params of [gpt3, { ...gpt3, attention: true, context: 1e7 }, { ...gpt3, gpus: 1, utilization: 0.001, parameters: 1e15, tokens: 1e17 }, { ...gpt3, parameters: 1e3, tokens: 1e3 }]) {
      const { marks, tall } = chart(params, calculate(params, tables), width, pen, say);
      for (const { name, attributes, content } of marks) {
        for (const key of ["x", "x1", "x2", "cx"]) {
          const x = attributes[key];
          if (x !== undefined) assert.ok(Number(x) >= -0.5 && Number(x) <= width + 0.5, `${name} ${content} ${key}=${x} of ${width}`);
        }
        if (name === "text" && !attributes["text-anchor"]) assert.ok(Number(attributes["x"]) + roughMeasure(content, 16) <= width + 8 || width < 330, `${content} of ${width}`);
        for (const key of ["y", "y1", "y2", "cy"]) if (attributes[key] !== undefined) assert.ok(Number(attributes[key]) >= 0 && Number(attributes[key]) <= tall);
      }
      assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
    }
  }
});

test("in a hall the GPUs nearest to the chosen one are shown", () => {
  const names = (/** @type {string} */ chosen) => {
    const params = { ...gpt3, gpu: chosen };
    const { marks } = chart(params, calculate(params, tables), 800, pen, say, 2);
    return marks.filter(({ content }) => ["A100", "V100", "RTX-3060"].includes(content)).map(({ content }) => content);
  };
  assert.deepEqual([names("a100"), names("v100"), names("rtx-3060")], [["A100", "V100"], ["A100", "V100"], ["V100", "RTX-3060"]]);
});

test("names of what was reached before are crossed by no line", () => {
  for (const width of [320, 500, 820]) {
    const { marks } = chart(gpt3, calculate(gpt3, tables), width, pen, say);
    const names = marks.filter(({ content }) => /^(GPT-3|Gopher|PaLM|Llama 3) \d/.test(content));
    assert.equal(names.length, 4);
    const boxes = names.map(({ attributes, content }) => ({ left: Number(attributes["x"]), right: Number(attributes["x"]) + roughMeasure(content, 16), y: Number(attributes["y"]) - 5 }));
    const lines = marks.filter(({ name, attributes }) => name === "line" && attributes["stroke"] === "<ink>");
    for (const box of boxes) {
      for (const { attributes } of lines) {
        const [x, y1, y2] = [Number(attributes["x1"]), Number(attributes["y1"]), Number(attributes["y2"])];
        assert.ok(!(x > box.left && x < box.right - 1 && box.y > Math.min(y1, y2) && box.y < Math.max(y1, y2)), `${width}`);
      }
      assert.equal(boxes.filter((other) => other !== box && Math.abs(other.y - box.y) < 12 && other.left < box.right && other.right > box.left).length, 0);
    }
  }
});

test("six operations: three products, each added, 2 forward and 4 backward", () => {
  assert.deepEqual(OPERATIONS.map(({ sign }) => sign).join(""), "×+×+×+");
  assert.deepEqual(OPERATIONS.map(({ way }) => way), ["y", "y", "gx", "gx", "gw", "gw"]);
  for (const { sum } of OPERATIONS) {
    const [left = "", right] = sum.split(" = ").slice(-2);
    const [one, other] = left.split(/ [×+] /).map(Number);
    assert.equal(left.includes("×") ? Number(one) * Number(other) : Number(one) + Number(other), Number(right), sum);
  }
  for (let place = 0; place <= LAST; place += 1) {
    assert.equal(told(place, say), `six_${place}`);
    for (const width of [310, 900]) {
      const { marks } = six(place, "6 × 175B × 300B = 3.15 × 10²³ FLOP", width, pen, say);
      const filled = marks.filter(({ name, attributes }) => name === "rect" && attributes["fill"] !== "<sand-sunk>");
      assert.equal(filled.length, Math.min(place, 6));
      assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
    }
  }
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const wild = { ...tables, gpus: tables.gpus.map((one) => ({ ...one, name: '</svg><script>&"' })) };
  for (const place of [null, 0, 3, LAST]) {
    for (const some of [tables, wild]) {
      const svg = drawTrainingCost({ view: "training-cost", params: gpt3, result: calculate(gpt3, some) }, place, say, { colours, font: "sans-serif", measure: roughMeasure });
      assert.equal(svg.match(/<svg\b/g)?.length, 1);
      assert.equal(svg.match(/<\/svg>/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href/);
    }
  }
  assert.equal(equations(gpt3, calculate(gpt3, tables), say).length, 2);
});

test("the limits of the fields are those of the server", () => {
  const python = readFileSync(new URL("../../sandbox/topics/scale/views/training_cost.py", import.meta.url), "utf8");
  const controls = readFileSync(new URL("../training-cost/controls.js", import.meta.url), "utf8");
  const plain = (/** @type {string} */ text) => Number(text.replaceAll("_", ""));
  const limits = [...python.matchAll(/^ {4}(\w+): Annotated\[(?:float|int), Field\(ge=([\d_.e]+), le=([\d_.e]+)\)\]/gm)];
  assert.ok(limits.length >= 14);
  for (const [, name = "", low = "", high = ""] of limits) {
    const here = new RegExp(`${name}: \\[([\\d_.e]+), ([\\d_.e]+)\\]`).exec(controls) ?? new RegExp(`slid\\("${name}".*?(?:typed: \\[([\\d_.e]+), ([\\d_.e]+)\\])`).exec(controls);
    assert.deepEqual(here?.slice(1).map(plain), [plain(low), plain(high)], name);
  }
});
