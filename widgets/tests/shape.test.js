import assert from "node:assert/strict";
import { test } from "node:test";

import { Shape } from "../next-token-bars/shape.js";

/** @typedef {import("../next-token-bars/shape.js").Settings} Settings */

const NEUTRAL = { temperature: 1, top_k: 0, top_p: 1, min_p: 0 };

/** A small generator, so that a failure can be repeated. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {() => number} random */
function someSpectrum(random) {
  const size = 1 + Math.floor(random() * 60);
  const logits = Array.from({ length: size }, () => Math.round(random() * 60) / 4).sort((a, b) => b - a); // with ties
  return { logits, counts: logits.map(() => 1) };
}

/** @param {() => number} random @returns {Settings} */
function someSettings(random) {
  const pick = (/** @type {number[]} */ ...list) => list[Math.floor(random() * list.length)] ?? 0;
  return {
    temperature: pick(0, 0.05, 0.5, 1, 1.3, 2),
    top_k: pick(0, 1, 2, 5, 20, 1000),
    top_p: pick(1, 0.95, 0.5, 0.05),
    min_p: pick(0, 0.01, 0.1, 0.5),
  };
}

/**
 * The four rules written out one token at a time, a renormalisation after each: slow, and nothing to get wrong.
 * @param {readonly number[]} logits
 * @param {Settings} settings
 */
function byHand(logits, { temperature, top_k, top_p, min_p }) {
  /** @type {(import("../next-token-bars/shape.js").Rule | null)[]} */
  const cut = logits.map(() => null);
  const normal = (/** @type {number[]} */ list) => {
    const total = list.reduce((sum, p) => sum + p, 0);
    return list.map((p) => p / total);
  };
  let p = normal(logits.map((logit, i) => (temperature === 0 ? Number(i === 0) : Math.exp((logit - (logits[0] ?? 0)) / temperature))));
  if (temperature === 0) cut.fill("temperature", 1);
  const apply = (/** @type {import("../next-token-bars/shape.js").Rule} */ rule, /** @type {(i: number) => boolean} */ stays) => {
    p = normal(p.map((value, i) => {
      if (cut[i] !== null) return 0;
      if (stays(i)) return value;
      cut[i] = rule;
      return 0;
    }));
  };
  if (top_k > 0) apply("top_k", (i) => i < top_k);
  if (top_p < 1) {
    const now = p;
    apply("top_p", (i) => i === 0 || now.slice(0, i).reduce((sum, value) => sum + value, 0) < top_p - 1e-12);
  }
  if (min_p > 0) {
    const now = p;
    apply("min_p", (i) => i === 0 || (now[i] ?? 0) >= min_p * (now[0] ?? 0));
  }
  return { p, cut };
}

test("equals the four rules written out by hand, over random settings", () => {
  const random = numbers(1);
  for (let round = 0; round < 3000; round += 1) {
    const spectrum = someSpectrum(random);
    const settings = someSettings(random);
    const shape = new Shape(spectrum, settings);
    const { p, cut } = byHand(spectrum.logits, settings);
    spectrum.logits.forEach((_, i) => {
      const where = JSON.stringify({ spectrum, settings, i });
      assert.ok(Math.abs(shape.adjusted(i) - (p[i] ?? NaN)) < 1e-9, where);
      assert.equal(shape.cutBy(i), cut[i], where);
    });
    assert.equal(shape.kept, cut.filter((rule) => rule === null).length);
    const entropy = p.reduce((sum, value) => sum - (value > 0 ? value * Math.log2(value) : 0), 0);
    assert.ok(Math.abs(shape.entropyBits - entropy) < 1e-9);
  }
});

test("the parts add up to one", () => {
  const random = numbers(2);
  for (let round = 0; round < 1000; round += 1) {
    const spectrum = someSpectrum(random);
    const shape = new Shape(spectrum, someSettings(random));
    const shown = Math.floor(random() * spectrum.logits.length);
    let total = shape.rest(shown).probability;
    for (let place = 0; place < shown; place += 1) total += shape.adjusted(place);
    assert.ok(Math.abs(total - 1) < 1e-9);
  }
});

test("a binned tail gives what its tokens one by one give", () => {
  const random = numbers(3);
  for (let round = 0; round < 500; round += 1) {
    const head = Array.from({ length: 8 }, () => 10 + random() * 10).sort((a, b) => b - a);
    const tail = Array.from({ length: 5 }, () => random() * 9).sort((a, b) => b - a);
    const counts = tail.map(() => 1 + Math.floor(random() * 40));
    const binned = { logits: [...head, ...tail], counts: [...head.map(() => 1), ...counts] };
    const logits = [...head, ...tail.flatMap((logit, i) => Array(counts[i]).fill(logit))];
    const settings = someSettings(random);
    const a = new Shape(binned, settings);
    const b = new Shape({ logits, counts: logits.map(() => 1) }, settings);
    assert.equal(a.size, b.size);
    assert.deepEqual(a.left, b.left);
    assert.ok(Math.abs(a.entropyBits - b.entropyBits) < 1e-9);
    assert.ok(Math.abs(a.rest(8).probability - b.rest(8).probability) < 1e-9);
  }
});

test("greedy leaves the first token only, and says that temperature cut the others", () => {
  const shape = new Shape({ logits: [3, 3, 1], counts: [1, 1, 7] }, { ...NEUTRAL, temperature: 0, top_k: 2 });
  assert.equal(shape.kept, 1);
  assert.deepEqual([0, 1, 2].map((i) => shape.adjusted(i)), [1, 0, 0]);
  assert.deepEqual([0, 1, 2].map((i) => shape.cutBy(i)), [null, "temperature", "temperature"]);
  assert.equal(shape.entropyBits, 0);
});

test("the first rule that cuts is the one named", () => {
  const logits = [0.5, 0.3, 0.15, 0.05].map(Math.log);
  const spectrum = { logits, counts: [1, 1, 1, 1] };
  // top-k leaves 50, 30, 15, so 52.6, 31.6, 15.8 %; top-p 0.8 then needs the first two; min-p 0.7 the first alone.
  const shape = new Shape(spectrum, { temperature: 1, top_k: 3, top_p: 0.8, min_p: 0.7 });
  assert.deepEqual([0, 1, 2, 3].map((i) => shape.cutBy(i)), [null, "min_p", "top_p", "top_k"]);
  assert.deepEqual(shape.left.map(([, count]) => count), [4, 3, 2, 1]);
});

test("top-p counts what top-k has left, renormalised", () => {
  const logits = [0.4, 0.3, 0.2, 0.1].map(Math.log);
  const spectrum = { logits, counts: [1, 1, 1, 1] };
  assert.equal(new Shape(spectrum, { ...NEUTRAL, top_p: 0.5 }).kept, 2);
  // Of the two that top-k leaves the first holds 4/7 = 57 %: alone enough.
  assert.equal(new Shape(spectrum, { ...NEUTRAL, top_k: 2, top_p: 0.5 }).kept, 1);
});

test("ties are cut by their order", () => {
  const shape = new Shape({ logits: [1, 1, 1, 1], counts: [1, 1, 1, 1] }, { ...NEUTRAL, top_p: 0.5 });
  assert.deepEqual([0, 1, 2, 3].map((i) => shape.adjusted(i)), [0.5, 0.5, 0, 0]);
});

test("temperature flattens and sharpens, and never changes the order", () => {
  const spectrum = { logits: [5, 4, 2, 0], counts: [1, 1, 1, 100] };
  const bits = [0.1, 0.5, 1, 1.5, 2].map((temperature) => new Shape(spectrum, { ...NEUTRAL, temperature }).entropyBits);
  assert.deepEqual(bits, [...bits].sort((a, b) => a - b));
});

test("a very low temperature does not overflow", () => {
  const shape = new Shape({ logits: [900, 1, -900], counts: [1, 1, 1000] }, { ...NEUTRAL, temperature: 0.05 });
  assert.equal(shape.adjusted(0), 1);
  assert.equal(shape.rest(1).probability, 0);
});

test("a single token", () => {
  const shape = new Shape({ logits: [-3], counts: [1] }, { temperature: 2, top_k: 5, top_p: 0.05, min_p: 0.5 });
  assert.equal(shape.adjusted(0), 1);
  assert.deepEqual(shape.rest(1), { count: 0, kept: 0, probability: 0 });
});

test("a throw lands on the stretch that holds it", () => {
  const logits = [0.5, 0.3, 0.2].map(Math.log);
  const shape = new Shape({ logits: [...logits, Math.log(0.001)], counts: [1, 1, 1, 50] }, { ...NEUTRAL, top_k: 3 });
  assert.equal(shape.landing(0, 3), 0);
  assert.equal(shape.landing(0.51, 3), 1);
  assert.equal(shape.landing(0.81, 3), 2);
  assert.equal(shape.landing(0.9999999999999999, 3), 2);
  assert.equal(shape.landing(0.81, 2), 2, "beyond the two places looked at");
});

test("a spectrum that fits nothing is refused", () => {
  assert.throws(() => new Shape({ logits: [], counts: [] }, NEUTRAL), RangeError);
  assert.throws(() => new Shape({ logits: [1], counts: [] }, NEUTRAL), RangeError);
});
