import assert from "node:assert/strict";
import { test } from "node:test";

import { roughMeasure } from "../shared/svg.js";
import { Atlas } from "../vocabulary-map/atlas.js";
import { drawVocabularyMap } from "../vocabulary-map/drawing.js";
import { Field, GRAIN, grain, grainRadius, shades } from "../vocabulary-map/grains.js";
import { Grid } from "../vocabulary-map/grid.js";
import { LabelPlan, column, inside, levelOfNames, overlap, placeMarks } from "../vocabulary-map/labels.js";
import { folded, search } from "../vocabulary-map/search.js";
import { textWidths } from "../vocabulary-map/sprites.js";
import { between, eased, fit, kept, seen, toMap, toScreen, zoomAt } from "../vocabulary-map/viewport.js";

/** Random numbers 0 … 1 that are the same every time (mulberry32). @param {number} seed */
function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A map with dense islands and a sea. @param {number} count @param {number} seed */
function islands(count, seed) {
  const random = dice(seed);
  const place = () => {
    const [middle, width] = random() < 0.6 ? [Math.floor(random() * 4) * 2500 + 900, 300] : [5000, 9998];
    return Math.round(Math.min(Math.max(middle + (random() - 0.5) * width, 0), 9999));
  };
  return { x: Array.from({ length: count }, place), y: Array.from({ length: count }, place), random };
}

const size = { width: 860, height: 540 };
const view = { x: 4000, y: 3000, scale: 0.2 };
const near = (/** @type {readonly number[]} */ a, /** @type {readonly number[]} */ b) =>
  a.forEach((value, place) => assert.ok(Math.abs(value - (b[place] ?? NaN)) < 1e-6, `${a} ≠ ${b}`));

test("screen and map are two names for one place", () => {
  near(toScreen(view, size, ...toMap(view, size, 12, 400)), [12, 400]);
  const box = seen(view, size);
  near(toScreen(view, size, box.left, box.bottom), [0, size.height]);
});

test("zooming keeps what is under the pointer", () => {
  const place = toMap(view, size, 700, 33);
  near(toScreen(zoomAt(view, size, 3.7, 700, 33), size, ...place), [700, 33]);
});

test("the whole map fits, and one cannot get lost", () => {
  const bounds = { left: 0, top: 1000, right: 9999, bottom: 8000 };
  const whole = fit(bounds, size, 20);
  for (const [x, y] of [[0, 1000], [9999, 8000]]) {
    const [left, top] = toScreen(whole, size, x ?? 0, y ?? 0);
    assert.ok(left >= 19.99 && left <= 840.01 && top >= 19.99 && top <= 520.01);
  }
  assert.equal(kept({ x: -1e9, y: 1e9, scale: 1e9 }, bounds, whole.scale).x, 0);
  assert.ok(kept({ x: 0, y: 0, scale: 1e-9 }, bounds, whole.scale).scale > whole.scale / 2);
  assert.ok(Number.isFinite(fit({ left: 5, top: 5, right: 5, bottom: 5 }, size, 20).scale));
});

test("a flight begins and ends where it should, and keeps the place both views share", () => {
  const to = zoomAt(view, size, 4, 100, 500);
  near(Object.values(between(view, to, 0)), Object.values(view));
  near(Object.values(between(view, to, 1)), Object.values(to));
  const place = toMap(view, size, 100, 500);
  for (const t of [0.2, 0.5, 0.9]) near(toScreen(between(view, to, t), size, ...place), [100, 500]);
  near([between(view, { ...view, x: 5000 }, 0.5).x], [4500]);
  assert.deepEqual([eased(0), eased(1)], [0, 1]);
});

test("the grid finds what looking at every point finds", () => {
  const { x, y, random } = islands(3000, 1);
  const grid = new Grid(x, y);
  const distance = (/** @type {number} */ i, /** @type {number} */ ax, /** @type {number} */ ay) => Math.hypot((x[i] ?? 0) - ax, (y[i] ?? 0) - ay);
  const all = x.map((_, i) => i);
  for (let turn = 0; turn < 200; turn += 1) {
    const [ax, ay, reach] = [random() * 14_000 - 2000, random() * 14_000 - 2000, random() * 2000];
    const box = { left: ax, top: ay, right: ax + reach, bottom: ay + reach / 2 };
    const inside = all.filter((i) => (x[i] ?? 0) >= box.left && (x[i] ?? 0) <= box.right && (y[i] ?? 0) >= box.top && (y[i] ?? 0) <= box.bottom);
    assert.deepEqual(grid.within(box), inside);
    assert.equal(grid.countWithin(box), inside.length);
    assert.equal(grid.countAround(ax, ay, reach), all.filter((i) => distance(i, ax, ay) <= reach).length);
    const sorted = [...all].sort((a, b) => distance(a, ax, ay) - distance(b, ax, ay) || a - b);
    assert.deepEqual(grid.nearest(ax, ay, 5).map(({ point }) => point), sorted.slice(0, 5));
    assert.deepEqual(grid.nearest(ax, ay, 5, reach).map(({ point }) => point), sorted.slice(0, 5).filter((i) => distance(i, ax, ay) <= reach));
  }
  assert.equal(grid.nearest(0, 0, 1e6).length, 3000);
});

test("grids of nothing and of one place", () => {
  assert.deepEqual(new Grid([], []).nearest(3, 3, 2), []);
  assert.equal(new Grid([7, 7, 7], [7, 7, 7]).nearest(0, 0, 2).length, 2);
});

test("a grain weighs the same wherever it lies within a pixel, and all of it is thrown", () => {
  for (const radius of [0.4, 0.8, 1.6, 3.3, 7]) {
    const { side, weights } = grain(radius, 1);
    const each = Array.from({ length: 16 }, (_, phase) => weights.subarray(phase * side * side, (phase + 1) * side * side).reduce((sum, weight) => sum + weight, 0));
    assert.ok(Math.max(...each) - Math.min(...each) <= Math.max(...each) * (radius < 1 ? 0.35 : 0.08), `${radius}: ${each}`);
  }
  const { x, y } = islands(500, 2);
  const field = new Field(401, 300, 24);
  const shape = grain(2, 1);
  const middle = { x: 5000, y: 5000, scale: 0.1 };
  const count = field.throw(new Grid(x, y), middle, shape);
  assert.ok(count > 50 && count < 500);
  const one = new Field(400, 300, 24); // its middle is where four pixels meet: the first phase of a grain
  assert.equal(one.throw(new Grid([5000], [5000]), middle, shape), 1);
  assert.equal(one.sums.reduce((sum, value) => sum + value, 0), shape.weights.subarray(0, shape.side ** 2).reduce((sum, value) => sum + value, 0));
});

test("grains at the edge are cut, not wrapped round", () => {
  const field = new Field(40, 30, 16);
  const pixels = new Uint32Array(40 * 30);
  const colours = shades([[255, 255, 255], [0, 0, 0]]);
  field.throw(new Grid([100], [100]), { x: 120, y: 100, scale: 1 }, grain(4, 1)); // at the left edge, half of it outside
  field.shade(colours, pixels);
  const drawn = [...pixels.keys()].filter((at) => pixels[at] !== colours[0]);
  assert.ok(drawn.length > 10 && drawn.every((at) => at % 40 < 6));
});

test("the more grains, the further along the scale; bare ground stays as it is", () => {
  const colours = shades([[250, 240, 220], [120, 180, 170], [20, 40, 100]]);
  assert.equal(colours[0], (0xff000000 | (220 << 16) | (240 << 8) | 250) >>> 0);
  const red = (/** @type {number} */ sum) => (colours[sum] ?? 0) & 255;
  for (let sum = 1; sum < 20 * GRAIN; sum += 1) assert.ok(red(sum) <= red(sum - 1));
  assert.ok(red(GRAIN) < 220 && red(GRAIN) > 120, "one grain can be seen, and more can be told from it");
  assert.equal(red(65_535), 20);
});

test("grains grow with the zoom", () => {
  let before = 0;
  for (let zoom = 1; zoom <= 80; zoom *= 1.1) {
    assert.ok(grainRadius(3, zoom) >= before);
    before = grainRadius(3, zoom);
  }
  assert.ok(before <= 7 && grainRadius(0.1, 1) > 0.5);
});

/** A plan for random words and names. @param {number} count @param {number} seed */
function planned(count, seed) {
  const { x, y, random } = islands(count, seed);
  const widths = Float32Array.from(x, () => 16 + random() * 120);
  widths[3] = 0;
  const names = [6, 30, 90].flatMap((number, level) =>
    Array.from({ length: number }, () => ({ x: random() * 9999, y: random() * 9999, level, size: Math.floor(random() * 500), width: 80 + random() * 100 })),
  );
  const plan = new LabelPlan({ x, y, widths, names, bounds: new Grid(x, y).bounds });
  return { x, y, widths, names, plan };
}

test("no label lies on another, at the scales planned and at those between", () => {
  const { x, y, widths, names, plan } = planned(1500, 3);
  while (!plan.covers(5)) plan.planNext();
  for (let scale = 0.02; scale < 5; scale *= 1.13) {
    const labels = plan.at(scale);
    assert.ok(labels);
    const boxes = [
      ...labels.names.map((place) => ({ x: names[place]?.x ?? 0, y: names[place]?.y ?? 0, width: names[place]?.width ?? 0, height: 24 })),
      ...[...labels.words].map((word) => ({ x: x[word] ?? 0, y: y[word] ?? 0, width: widths[word] ?? 0, height: 24 })),
    ].map((label) => ({ left: label.x * scale - label.width / 2, top: label.y * scale, width: label.width, height: label.height }));
    boxes.forEach((box, place) => boxes.slice(place + 1).forEach((other) => assert.ok(!overlap(box, other), `at ${scale}`)));
  }
});

test("what is written stays while one zooms in; only names of another level come and go, and words make room for names", () => {
  const { plan } = planned(1500, 4);
  while (!plan.covers(8)) plan.planNext();
  let before = plan.at(0.01);
  let last = 0;
  for (let scale = 0.0101; scale < 8; scale *= 1.2) {
    const labels = plan.at(scale);
    assert.ok(labels && before);
    if (labels.level === before.level) {
      for (const name of before.names) assert.ok(labels.names.includes(name));
      if (labels.names.length === before.names.length) for (const word of before.words) assert.ok(labels.words.includes(word));
    }
    last = labels.words.length;
    before = labels;
  }
  assert.equal(before?.level, -1);
  assert.ok(last > 700);
  assert.ok(!before?.words.includes(3), "a word without a width is never written");
});

test("the frequent words come first", () => {
  const { plan } = planned(1500, 5);
  while (!plan.covers(1)) plan.planNext();
  const words = [...(plan.at(1)?.words ?? [])];
  const middle = words[Math.floor(words.length / 2)] ?? 0;
  assert.ok(words.includes(0) && middle < 700, "half of those written are among the first");
});

test("where a scale is not planned yet, a smaller one is shown", () => {
  const { plan } = planned(50, 6);
  assert.equal(plan.at(1), null);
  plan.planNext();
  assert.equal(plan.at(1), plan.at(0.01));
  assert.ok(!plan.covers(1));
});

test("names give way to finer ones, and in the end to words", () => {
  const { names } = planned(10, 7);
  const area = 1e8;
  assert.deepEqual([0.005, 0.02, 0.05, 0.1, 0.5, 5].map((scale) => levelOfNames(names, area, scale)), [0, 0, 1, 2, -1, -1]);
  assert.equal(levelOfNames([], area, 1), -1);
});

test("labels of marked words keep off each other and on the screen", () => {
  const random = dice(8);
  const screen = { width: 400, height: 300 };
  const marks = Array.from({ length: 60 }, () => ({ left: random() * 400, top: random() * 300, width: 40 + random() * 60, height: 24 }));
  const boxes = placeMarks(marks, 12, screen).filter((box) => box !== null);
  assert.ok(boxes.length > 15);
  boxes.forEach((box, place) => boxes.slice(place + 1).forEach((other) => assert.ok(!overlap(box, other))));
  for (const box of boxes) assert.ok(box.left >= 0 && box.top >= 0 && box.left + box.width <= 400 && box.top + box.height <= 300);
  const [alone] = placeMarks([{ left: 100, top: 100, width: 50, height: 20 }], 12, screen);
  assert.deepEqual(alone, { left: 112, top: 90, width: 50, height: 20 });
  const [corner] = placeMarks([{ left: 395, top: 2, width: 50, height: 20 }], 12, screen);
  assert.deepEqual(corner, { left: 350, top: 14, width: 50, height: 20 }, "moved in from the edge");
  assert.deepEqual(placeMarks([{ left: -3, top: 100, width: 50, height: 20 }, { left: 100, top: 100, width: 50, height: 20 }], 12, screen, [{ left: 120, top: 80, width: 40, height: 40 }]),
    [null, { left: 38, top: 90, width: 50, height: 20 }], "nothing half on the screen, nothing under what lies on the map");
});

test("words that lie on one another are listed under one of them, on the screen", () => {
  const screen = { width: 400, height: 300 };
  const labels = Array.from({ length: 11 }, (_, place) => ({ width: 60 + 5 * place, height: 24 }));
  for (const first of [{ left: 100, top: 10 }, { left: 330, top: 20 }, { left: 10, top: 270 }, { left: 390, top: 140 }].map((place) => ({ ...place, width: 60, height: 24 }))) {
    const places = column(first, labels, screen);
    assert.ok(places.length >= 5);
    places.forEach((place, row) => assert.ok(inside(place, screen) && !overlap(place, first) && places.slice(row + 1).every((other) => !overlap(place, other))));
  }
});

test("search: the word itself, then words that begin so, then words that hold it", () => {
  const words = ["リンク", "プリン", "りん", "Tokyo", "東京", "東京都", "ＡＢＣ"].map(folded);
  assert.deepEqual(search(words, "リン", 9), [2, 0, 1]);
  assert.deepEqual(search(words, " tokyo ", 9), [3]);
  assert.deepEqual(search(words, "東", 1), [4]);
  assert.deepEqual(search(words, "abc", 9), [6]);
  assert.deepEqual(search(words, " ", 9), []);
  assert.deepEqual(search(words, "\\", 9), []);
});

test("widths are sums of characters, each measured once; kanji are square", () => {
  let measured = 0;
  const widths = textWidths(["東京ab", "ba"], 16, (text, size) => {
    measured += 1;
    return roughMeasure(text, size);
  });
  assert.equal(measured, 2);
  near([...widths], [...new Float32Array([32 + 2 * 16 * 0.58, 2 * 16 * 0.58])]);
});

const result = {
  words: ["の", '<b>&"', "", "海"],
  x: [0, 5000, 5010, 9999], y: [0, 5000, 5000, 9999],
  clusters: [{ x: 5000, y: 9999, level: 0, words: ["海", "山", "川"], size: 4 }],
  marks: [], missing: [],
  map: { method: "umap", metric: "cosine", n_neighbors: 15, min_dist: 0.1, seed: 1, trustworthiness: 0.87, checked: 15, sample: 4 },
  vectors: { id: "ja", name: "chiVe", language: "ja", words: 4, dimensions: 300 },
};

test("the map knows its words, and says nothing of those without a name", () => {
  const atlas = new Atlas(result);
  assert.deepEqual(atlas.place(0), [0, 9999]);
  assert.deepEqual(atlas.coordinates(3), [9999, 9999]);
  assert.deepEqual([atlas.find("海"), atlas.find("空"), atlas.find("")], [3, -1, -1]);
  assert.deepEqual(atlas.neighbours(1, 9), [3, 0]);
  assert.deepEqual(atlas.nearest(5010, 4999, 1), [1]);
  assert.deepEqual(atlas.search("海", 9), [3]);
  assert.equal(atlas.crowd(1), 1, "a word without a name is a word all the same");
  assert.equal(atlas.name(/** @type {import("../vocabulary-map/types.js").Cluster} */ (atlas.neighbourhood(3))), '海・<b>&"', "what is not on the map names nothing");
});

test("a cluster is named by words: signs and words without a name make room for frequent words around", () => {
  const words = ["の", "、", "て", "海", "山", "", "？！", "川"];
  const flat = { ...result, words, x: words.map((_, place) => 5000 + place), y: words.map(() => 5000) };
  const named = (/** @type {string[]} */ ...own) => new Atlas({ ...flat, clusters: [{ x: 5000, y: 5000, level: 0, words: own, size: 8 }] }).clusters.map((cluster) => cluster.words);
  assert.deepEqual(named("の", "、", "て"), [["の", "て", "海"]]);
  assert.deepEqual(named("？！", "、", "名なし"), [["海", "山", "川"]]);
  assert.deepEqual(named("川", "山", "の"), [["川", "山", "の"]], "a good name stays");
  assert.deepEqual(new Atlas({ ...result, words: ["、"], x: [1], y: [1], clusters: [{ x: 1, y: 1, level: 0, words: ["、"], size: 1 }] }).clusters, []);
});

test("the saved picture is well-formed, escapes what vocabularies hold, and names nothing outside itself", () => {
  const colours = /** @type {import("../shared/picture.js").Colours} */ (new Proxy({}, { get: () => "#123456" }));
  const ink = { colours, font: "sans-serif", measure: roughMeasure };
  const labels = /** @type {import("../vocabulary-map/overlay.js").Label[]} */ ([
    { id: -1, text: "海・山", look: "large", x: 100, y: 100, dot: 100 }, { id: 1, text: '<b>&"', look: "word", x: 200, y: 200, dot: 205 },
  ]);
  const chips = /** @type {import("../vocabulary-map/overlay.js").Chip[]} */ ([
    { point: 3, look: "result", x: 10, y: 10, text: "</svg>\u0000", box: { left: 20, top: 0, width: 60, height: 24 } },
    { point: 0, look: "current", x: 50, y: 90, text: "の", box: null },
  ]);
  for (const grains of ["data:image/png;base64,AAAA", [{ x: 1, y: 2, radius: 3 }]]) {
    const svg = drawVocabularyMap({ ...size, textSize: 16, grains, labels, chips }, result, 3, (key) => key, ink);
    assert.equal(svg.match(/<svg\b/g)?.length, 1);
    assert.equal(svg.match(/<\/svg>/g)?.length, 1);
    assert.doesNotMatch(svg.replace(/href="data:/g, ""), /<b>|NaN|undefined|href|\u0000/);
    const open = [...svg.matchAll(/<(\w+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    assert.equal(open, [...svg.matchAll(/<\/\w+>/g)].length);
  }
});
