import assert from "node:assert/strict";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { ranks, spearman, surprise } from "../word-axis/agreement.js";
import { drawAxis } from "../word-axis/drawing.js";
import { wordsOf } from "../word-axis/ends.js";
import { side, signed } from "../word-axis/field.js";
import { carried } from "../word-axis/guesses.js";
import { endOf, scene } from "../word-axis/scene.js";
import { shelf, swarm, ticks } from "../word-axis/swarm.js";

/** Repeatable numbers 0 ≤ x < 1 (Park and Miller). @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

test("no two labels overlap, each stands over its point, and lanes are filled from below", () => {
  const random = numbers(5);
  for (let round = 0; round < 300; round += 1) {
    const room = 300 + 900 * random();
    const items = Array.from({ length: Math.floor(random() * 40) }, () => ({ x: random() * room, width: 30 + 90 * random() }));
    const { places, lanes } = swarm(items, room, 5);
    places.forEach((a, i) => {
      const one = items[i] ?? { x: 0, width: 0 };
      assert.ok(a.left >= 0 && a.left + one.width <= room + 1e-9 && a.lane < lanes);
      assert.ok(a.left <= one.x && one.x <= a.left + one.width, "over its point");
      places.forEach((b, j) => {
        const other = items[j] ?? { x: 0, width: 0 };
        if (i < j && a.lane === b.lane) assert.ok(a.left + one.width + 5 <= b.left + 1e-9 || b.left + other.width + 5 <= a.left + 1e-9);
      });
    });
    assert.deepEqual([...new Set(places.map(({ lane }) => lane))].sort((x, y) => x - y), Array.from({ length: lanes }, (_, lane) => lane));
  }
});

test("waiting labels stand in rows", () => {
  assert.deepEqual(shelf([50, 40, 60, 200], 100, 5), {
    places: [{ left: 0, lane: 0 }, { left: 55, lane: 0 }, { left: 0, lane: 1 }, { left: 0, lane: 2 }],
    lanes: 3,
  });
  assert.deepEqual(shelf([], 100, 5), { places: [], lanes: 0 });
});

test("ticks lie about 0, at round numbers", () => {
  assert.deepEqual(ticks(0.36, 9), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  assert.deepEqual(ticks(1, 5), [-1, -0.5, 0, 0.5, 1]);
  for (let end = 0.02; end < 1.1; end += 0.01) {
    const found = ticks(end, 9);
    assert.ok(found.length >= 3 && found.length <= 11 && Math.max(...found) <= end + 1e-9, String(end));
  }
});

test("orders are compared, not numbers", () => {
  assert.deepEqual(ranks([3, 1, 1, 10]), [3, 1.5, 1.5, 4]);
  assert.equal(spearman([1, 2, 3], [10, 20, 1000]), 1);
  assert.equal(spearman([1, 2, 3], [3, 2, 1]), -1);
  assert.equal(spearman([1, 2, 3], [0, 0, 0]), null);
  // From the differences of the ranks, 2 0 1 1 4: 1 − 6 · 22 / (5 · 24).
  assert.ok(Math.abs((spearman([1, 2, 3, 4, 5], [2, 1, 3, 6, 0.5]) ?? NaN) - (1 - (6 * (4 + 0 + 1 + 1 + 16)) / 120)) < 1e-12);
  assert.equal(surprise([1, 2, 3, 4], [1, 4, 3, 2]), 1);
  assert.equal(surprise([1, 2], [5, 9]), null);
});

test("words are taken apart as people separate them", () => {
  assert.deepEqual(wordsOf(" he, she、他人・猫　犬\nhe ; x；y"), ["he", "she", "他人", "猫", "犬", "x", "y"]);
  assert.equal(wordsOf("a b c d e f g h i j").length, 8);
  assert.deepEqual(wordsOf(" 、"), []);
});

const word = (/** @type {string} */ typed, /** @type {number} */ position) => ({
  typed, word: typed, how: /** @type {const} */ ("exact"), pole: false, position, z: position, lowest: position - 0.01, highest: position + 0.01, to_start: 0, to_goal: 0,
});
/** @type {import("../word-axis/types.js").Result} */
const result = {
  from_words: [word("小さい", -0.3)],
  to_words: [word("大きい", 0.25)],
  words: [word('<script>&"', -0.2), word("象", 0.05), word("鯨", 0.051)],
  missing: [],
  random: { sample: 2000, among: 20000, mean: 0, deviation: 0.07, low: -0.1, high: 0.12 },
  vectors: { id: "ja", name: "chiVe", language: "ja", words: 20000, dimensions: 300, normalize: true },
};
const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
const look = { width: 800, size: 16, pill: 32, lanes: 1, colours, measure: roughMeasure, band: "band", nearer: /** @type {const} */ (["a", "b"]) };

test("the bar holds everything, and its middle is 0", () => {
  const { end, across, share } = scene(result, null, [80, 40, 40], look);
  assert.equal(end, endOf(result));
  assert.ok(end > 0.3);
  assert.equal(across(0), 400);
  for (const at of [-1, -0.3, 0, 0.7, 1]) assert.ok(Math.abs(share(across(at)) - at) < 1e-9);
  assert.equal(share(-50), -1);
  assert.ok(endOf({ ...result, from_words: [], to_words: [], words: [], random: null }) > 0);
});

test("a guess lies over the bar, a word without one waits under it", () => {
  const { pills, bar, height } = scene(result, [0.5, null, -1], [80, 40, 40], look);
  assert.deepEqual(pills.map(({ waits }) => waits), [false, true, false]);
  assert.ok((pills[0]?.y ?? 0) < bar && (pills[1]?.y ?? 0) > bar && (pills[1]?.y ?? 0) + 32 <= height + 5);
});

test("a label dropped on the strip or a little beside it is laid; under the bar or far outside it goes back", () => {
  const { bar, dropped } = scene(result, [null, null, null], [80, 40, 40], look);
  assert.equal(dropped(400, bar - 40), 0);
  assert.equal(dropped(-40, bar - 40), -1);
  assert.equal(dropped(840, -60), 1);
  for (const [x, y] of [[400, bar + 9], [-90, 10], [890, 10], [400, -120], [5000, -300]]) assert.equal(dropped(x ?? 0, y ?? 0), null, `${x} ${y}`);
});

test("guesses outlive a change of the words or of an end, and turn with the axis", () => {
  const guesses = new Map([["猫", 0.5], ["象", -1], ["犬", 0]]);
  const before = { vectors: "ja", from_words: ["小さい", "小さな"], to_words: ["大きい"], words: ["猫", "象", "犬", "馬"] };
  const after = (/** @type {Partial<typeof before>} */ change) => carried(guesses, before, { ...before, ...change });
  const swapped = after({ from_words: before.to_words, to_words: before.from_words });
  assert.deepEqual([...(swapped ?? [])], [["猫", -0.5], ["象", 1], ["犬", 0]]);
  for (const words of [["猫", "鯨"], ["鯨", "象", "犬", "馬", "猫"], ["馬"], []]) assert.equal(after({ words }), guesses, words.join());
  for (const change of [{ from_words: ["小さい"] }, { from_words: ["田舎"] }, { to_words: ["大きい", "巨大"] }]) assert.equal(after(change), guesses);
  // Other words, or another axis: a new question.
  assert.equal(after({ words: ["野球", "料理"] }), null);
  assert.equal(after({ from_words: ["陸"], to_words: ["海"] }), null);
  assert.equal(carried(guesses, null, before), null);
  // A list that is written anew is empty for a moment.
  const empty = { ...before, words: [] };
  assert.equal(carried(guesses, empty, before), guesses);
  assert.equal(carried(guesses, empty, { ...before, words: ["野球"] }), null);
});

test("words outside the middle 95 per cent of the random ones are told from those inside", () => {
  assert.deepEqual([-0.11, -0.1, 0.12, 0.13].map((at) => side(word("x", at), result)), ["left", "within", "within", "right"]);
});

test("signs are true, and nothing is said to be −0", () => {
  assert.deepEqual([signed(-0.1234), signed(0.2), signed(-0.0001), signed(1.25, 1)], ["−0.123", "+0.200", "0.000", "+1.3"]);
});

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const params = { vectors: "ja", from_words: ["小さい"], to_words: ["大きい"], words: [] };
  for (const guesses of [null, [0.5, null, -1]]) {
    const svg = drawAxis({ view: "word-axis", params, result }, guesses, (key) => key, { colours, font: "sans-serif", measure: roughMeasure });
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg, /<script|NaN|undefined|href/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
