import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { mock, test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { same, takenOver } from "../word2vec-training/controls.js";
import { drawTraining } from "../word2vec-training/drawing.js";
import { lead, placeLabels } from "../word2vec-training/labels.js";
import { cosine, curvePoints, mapPoints, roles } from "../word2vec-training/layout.js";
import { byImportance } from "../word2vec-training/map.js";
import { Playhead, goesOn, placeOf } from "../word2vec-training/playhead.js";

/** @typedef {import("../word2vec-training/types.js").Word2Vec} Word2Vec */

/** Real answers of the view. @type {Readonly<Record<string, Word2Vec>>} */
const cases = JSON.parse(readFileSync(new URL("../../tests/browser/fixtures/word2vec-training.json", import.meta.url), "utf8"));
const whole = /** @type {Word2Vec} */ (cases.ja);

/** @param {number} count @returns {Word2Vec} */
const partly = (count) => ({ ...whole, partial: true, result: { ...whole.result, snapshots: whole.result.snapshots.slice(0, count) } });

test("an answer goes on with the training shown, or begins another one", () => {
  assert.ok(!goesOn(null, whole));
  assert.ok(goesOn(partly(3), partly(5)));
  assert.ok(goesOn(partly(3), whole));
  assert.ok(goesOn(partly(3), { ...partly(3), partial: false, stopped: true }));
  assert.ok(!goesOn(whole, whole), "asked for again: shown again");
  assert.ok(!goesOn(whole, partly(0)));
  assert.ok(!goesOn(partly(5), partly(2)));
  assert.ok(!goesOn(partly(3), { ...partly(5), query: "seed=2" }));
});

test("the playhead runs after the snapshots at its own pace, waits for more, and stops at the end", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const pass = (/** @type {number} */ steps) => {
    for (let step = 0; step < steps; step += 1) mock.timers.tick(100);
  };
  let moved = 0;
  const head = new Playhead(() => (moved += 1), 100);
  head.begin(1, true, true);
  pass(5);
  assert.deepEqual([head.at, head.playing], [0, true], "nothing to show yet");
  head.arrive(4, true);
  pass(2);
  assert.equal(head.at, 2);
  head.arrive(6, false);
  pass(10);
  assert.deepEqual([head.at, head.playing], [5, false]);
  const before = moved;
  pass(10);
  assert.equal(moved, before);
  head.play();
  assert.equal(head.at, 0, "from the end it runs again");
  head.go(99);
  assert.deepEqual([head.at, head.playing], [5, false]);
  head.go(-1);
  assert.equal(head.at, 0);
  head.begin(31, false, false);
  assert.deepEqual([head.at, head.playing], [30, false], "what is complete shows its end");
  mock.timers.reset();
});

test("an epoch finds the snapshot before it", () => {
  const snapshots = [0, 1, 2, 5, 9].map((epoch) => ({ epoch }));
  assert.deepEqual([0, 2, 3, 4, 5, 8, 9, 200].map((epoch) => placeOf(snapshots, epoch)), [0, 2, 2, 2, 3, 3, 4, 4]);
  assert.equal(placeOf([], 3), 0);
});

test("a training takes over the sliders it changed itself, and leaves those a hand has moved", () => {
  const shown = whole.params;
  const moved = { method: shown.method, dimensions: 20, window: 9, epochs: shown.epochs, seed: shown.seed };
  assert.deepEqual(takenOver(moved, [shown], { ...shown }), moved, "another text, the same settings");
  assert.deepEqual(takenOver(moved, [shown], { ...shown, window: 3 }), { ...moved, window: 3 }, "an example with a window of its own");
  const told = { ...moved, epochs: 60 };
  const later = { ...told, epochs: 90 };
  assert.deepEqual(takenOver(later, [shown, told], { ...shown, ...told }), later, "moved on while what was told is trained");
  assert.deepEqual(takenOver(told, [shown, told], { ...shown, ...told }), told);
  assert.deepEqual(Object.keys(takenOver(moved, [], shown)).sort(), Object.keys(moved).sort(), "nothing else is taken");
});

/** A small generator, so that a failure can be repeated. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("no name covers another one or a point, and all stay in the picture", () => {
  const random = numbers(1);
  const area = { width: 560, height: 400 };
  for (let round = 0; round < 60; round += 1) {
    const spread = round % 3 ? 1 : 0.08;
    const named = Array.from({ length: 42 }, () => ({ x: 280 + (random() - 0.5) * 540 * spread, y: 200 + (random() - 0.5) * 380 * spread, width: 20 + random() * 80 }));
    const labels = placeLabels(named, area, 20);
    const boxes = labels.map((label, index) => label && { left: label.x, right: label.x + (named[index]?.width ?? 0), top: label.y - 10, bottom: label.y + 10 });
    assert.ok(labels.filter(Boolean).length >= 20);
    assert.ok(labels[0], "the most important name has a place");
    boxes.forEach((box, index) => {
      if (!box) return;
      assert.ok(box.left >= 0 && box.right <= area.width && box.top >= 0 && box.bottom <= area.height);
      boxes.slice(index + 1).forEach((other) => assert.ok(!other || box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top));
      named.forEach(({ x, y }) => assert.ok(x <= box.left || x >= box.right || y <= box.top || y >= box.bottom));
      const label = labels[index];
      const point = named[index];
      if (!label || !point) return;
      const end = lead(point, label, point.width, 20);
      assert.ok(end.x >= box.left && end.x <= box.right && end.y >= box.top && end.y <= box.bottom);
    });
    const again = placeLabels(named, area, 20, labels.map((label) => label?.place ?? null));
    assert.deepEqual(again, labels, "names stay where they were");
  }
});

test("the map fits its area at every epoch, on one scale", () => {
  for (const { result } of Object.values(cases)) {
    result.snapshots.forEach((_, at) => {
      for (const { x, y } of mapPoints(result, at, { width: 500, height: 300 })) assert.ok(x >= 26 - 1e-6 && x <= 474 + 1e-6 && y >= 26 - 1e-6 && y <= 274 + 1e-6);
    });
  }
  assert.deepEqual(mapPoints(partly(0).result, 0, { width: 500, height: 300 }), []);
});

test("the word looked at comes first, then its neighbours, then the other watched ones", () => {
  const { result } = whole;
  const found = roles(result, 30, 1);
  const words = byImportance(found).map((place) => result.map[place]?.word ?? "");
  assert.equal(words[0], "犬");
  const near = result.snapshots[30]?.neighbors[1]?.map(({ word }) => word).filter((word) => words.includes(word)) ?? [];
  assert.deepEqual(words.slice(1, 1 + near.length).sort(), near.sort());
  assert.deepEqual(new Set(words.slice(1 + near.length, 5 + near.length)), new Set(["りんご", "電車", "医者", "雨"]));
  assert.equal(words.length, result.map.length);
});

test("the loss falls from where guessing lies", () => {
  const { points, guessing, bottom } = curvePoints(whole.result, 30, { left: 0, top: 0, width: 300, height: 100 });
  assert.equal(points[0]?.loss, null);
  assert.ok(points.slice(1).every(({ y }) => y > guessing && y < bottom));
  assert.deepEqual([points[0]?.x, points.at(-1)?.x], [0, 300]);
});

test("numbers as they are written", () => {
  assert.deepEqual([0.9996, 1, 0.5, -0.25, 0.9985].map(cosine), ["0.999", "0.999", "0.500", "−0.250", "0.999"]);
  assert.ok(same(whole.params, { ...whole.params }));
  assert.ok(!same(whole.params, { ...whole.params, seed: 7 }));
});

const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));

test("the saved picture is well-formed, escapes what people write, and names nothing outside itself", () => {
  const say = (/** @type {string} */ key) => key;
  const odd = JSON.parse(JSON.stringify(cases.own).replaceAll("ネコ", '<script>&').replaceAll("鳥", "</svg>"));
  for (const data of [...Object.values(cases), odd, partly(0), partly(1)]) {
    for (const at of [0, Math.max(data.result.snapshots.length - 1, 0)]) {
      const svg = drawTraining(data, at, 0, say, { colours, font: "sans-serif", measure: roughMeasure });
      assert.equal(svg.match(/<svg\b/g)?.length, 1);
      assert.equal(svg.match(/<\/svg>/g)?.length, 1);
      assert.doesNotMatch(svg, /<script|NaN|undefined|href/);
      const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
      assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
    }
  }
});

test("the sentences are those the picture asks for, no fewer and no more, in both languages", () => {
  const folder = new URL("../word2vec-training/", import.meta.url);
  const source = [...readdirSync(folder).map((file) => new URL(file, folder)), new URL("../shared/picture.js", import.meta.url)]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const asked = new Set([...source.matchAll(/\bsay\(([^()]*?)(?:,|\))/g)].flatMap(([, inside]) => [...(inside ?? "").matchAll(/"([a-z_]+)"/g)].map(([, key]) => key ?? "")));
  for (const key of ["save_", "card_show", "card_hide"]) asked.delete(key); // a card has texts of its own
  const expected = [...asked, "window", "dimensions", "epochs", "save_svg", "save_png"].sort();
  for (const language of ["ja", "en"]) {
    const toml = readFileSync(new URL(`../../assets/text/${language}/word2vec-training.toml`, import.meta.url), "utf8");
    assert.deepEqual([...toml.matchAll(/^(\w+) = "/gm)].map(([, key]) => key ?? "").sort(), expected, language);
  }
});
