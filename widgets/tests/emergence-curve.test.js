import assert from "node:assert/strict";
import { test } from "node:test";

import { calculate, fitted } from "../emergence-curve/calculation.js";
import { chart, frame } from "../emergence-curve/chart.js";
import { drawEmergence } from "../emergence-curve/drawing.js";
import { factsOf, sentenceOf } from "../emergence-curve/figures.js";
import { inFile } from "../shared/marks.js";
import { roughMeasure } from "../shared/svg.js";

/** @typedef {import("../emergence-curve/types.js").Params} Params */

/** @type {Params} */
const asked = { length: 10, scale: 5e7, exponent: 0.5, parameters: 1e10, problems: 200, metric: "both", y: "linear", zoom: false, language: "ja", split: "numbers" };
/** @type {import("../emergence-curve/types.js").Measurements} */
const measurements = {
  made: "2026-11-22",
  seed: 1,
  steps: 3,
  entries: [
    { model: "a", name: "A", parameters: 50_000, language: "ja", split: "numbers", problems: [400, 400], right: [320, 600], exact: [320, 240], nats: [200, 400] },
    { model: "b", name: "B", parameters: 1_000_000, language: "ja", split: "numbers", problems: [400, 400], right: [396, 788], exact: [396, 390], nats: [10, 20] },
  ],
};
const say = (/** @type {string} */ key, /** @type {object} */ values = {}) => (key === "names" ? "en" : [key, ...Object.values(values)].join(" "));
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: (_, name) => `<${String(name)}>` }));
const pen = { size: 16, colours, measure: roughMeasure };
const now = (/** @type {Partial<Params>} */ changes = {}) => {
  const params = { ...asked, ...changes };
  return { params, result: calculate(params, { measurements }) };
};
const near = (/** @type {number} */ value, /** @type {number} */ expected, within = 1e-9) => assert.ok(Math.abs(value - expected) <= within * Math.abs(expected), `${value} is not ${expected}`);

test("a whole answer is the product of its tokens, and half of them are right at the threshold", () => {
  const { result } = now();
  for (const { per_token, exact } of result.curve) assert.ok(Math.abs(per_token ** 10 - exact) < 1e-12);
  near(result.threshold, 5e7 * (10 / Math.LN2) ** 2);
  near(calculate({ ...asked, parameters: result.threshold }, { measurements }).point.exact, 0.5);
  near((1 - result.noticeable) ** 200, 0.5);
});

test("what was measured at this length, and not beyond", () => {
  const { result } = now({ length: 2 });
  assert.deepEqual(result.measured.map(({ per_token, exact, problems }) => [per_token, exact, problems]), [[0.75, 0.6, 400], [0.985, 0.975, 400]]);
  near(result.measured[0]?.predicted ?? 0, 0.5625);
  assert.equal(result.longest, 2);
  assert.deepEqual(now({ length: 3 }).result.measured, []);
  assert.deepEqual(now({ language: "en" }).result.measured, []);
  assert.equal(now({ length: 3 }).result.fit, null);
});

test("the law through the points runs near them", () => {
  const fit = fitted([{ parameters: 1e4, right: 367_879, characters: 1e6 }, { parameters: 1e6, right: 904_837, characters: 1e6 }]);
  near(fit?.scale ?? 0, 1e4, 1e-3);
  near(fit?.exponent ?? 0, 0.5, 1e-3);
  assert.equal(fitted([{ parameters: 1e4, right: 9, characters: 10 }, { parameters: 1e6, right: 5, characters: 10 }]), null);
});

test("marks stay inside the chart, whatever is asked, and nothing is NaN", () => {
  for (const changes of /** @type {Partial<Params>[]} */ ([{}, { length: 1 }, { length: 100, y: "log" }, { zoom: true, y: "log" }, { scale: 1e15, exponent: 3 }, { scale: 1e-3, exponent: 0.05 }, { length: 2, zoom: true }, { metric: "token" }, { metric: "exact", parameters: 1e13, problems: 1 }])) {
    for (const [width, tall] of /** @type {const} */ ([[330, 300], [900, 480]])) {
      const { params, result } = now(changes);
      const place = frame(width, tall, params, pen);
      const marks = chart(params, result, place, pen, say);
      assert.doesNotMatch(inFile(marks).join(""), /NaN|undefined|Infinity/);
      for (const { name, attributes } of marks) {
        if (name !== "circle") continue;
        const [x, y] = [Number(attributes["cx"]), Number(attributes["cy"])];
        assert.ok(x >= place.area.left - 1 && x <= place.area.right + 1 && y >= place.area.top - 1 && y <= place.area.bottom + 1, `${name} at ${x}, ${y}`);
      }
    }
  }
});

test("single tokens or whole answers are drawn alone where that is asked", () => {
  const paths = (/** @type {Params["metric"]} */ metric) => {
    const { params, result } = now({ metric });
    return chart(params, result, frame(800, 400, params, pen), pen, say).filter(({ name }) => name === "path").map(({ attributes }) => attributes["stroke"]);
  };
  assert.deepEqual(paths("both"), ["<other>", "<current>"]);
  assert.deepEqual(paths("token"), ["<other>"]);
  assert.deepEqual(paths("exact"), ["<current>"]);
});

test("what is told", () => {
  const ten = now();
  assert.equal(sentenceOf(ten.params, ten.result, say).replaceAll("\u00a0", " "), "sentence_now 10 940M 450B 79.4 % 99.0 %");
  const one = now({ length: 1 });
  assert.match(sentenceOf(one.params, one.result, say), /^sentence_one 1 /);
  assert.match(factsOf(ten.params, ten.result, say).map(({ told }) => told).join("\n"), /not_measured 2/);
  const two = now({ length: 2 });
  assert.match(factsOf(two.params, two.result, say).map(({ told }) => told).join("\n"), /measured B 2 /);
});

test("the saved picture is well-formed, escapes what it is given, and names nothing outside itself", () => {
  const wild = { ...measurements, entries: measurements.entries.map((one) => ({ ...one, name: '</svg><script>&"' })) };
  for (const changes of /** @type {Partial<Params>[]} */ ([{}, { length: 2, zoom: true }, { y: "log" }])) {
    const params = { ...asked, ...changes };
    const svg = drawEmergence({ view: "emergence", params, result: calculate(params, { measurements: wild }) }, say, { colours: /** @type {any} */ (new Proxy({}, { get: () => "#123456" })), font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|Infinity|href/);
  }
});
