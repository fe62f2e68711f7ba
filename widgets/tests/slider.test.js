import assert from "node:assert/strict";
import { test } from "node:test";

import { positionOf, valueAt } from "../shared/slider.js";

const log = { low: 1e6, high: 1e13, log: true };

test("a logarithmic slider goes by equal factors, in round numbers", () => {
  assert.equal(valueAt(0, log), 1e6);
  assert.equal(valueAt(100, log), 1e7);
  assert.equal(valueAt(700, log), 1e13);
  assert.equal(valueAt(150, log), 3.16e7);
  assert.equal(positionOf(1e13, log), 700);
  for (let position = 0; position <= 700; position += 1) assert.equal(positionOf(valueAt(position, log), log), position);
});

test("a value beyond the ends stands at the end", () => {
  assert.equal(positionOf(1e3, log), 0);
  assert.equal(positionOf(1e20, log), 700);
  assert.equal(valueAt(900, log), 1e13);
});

test("a slider by steps", () => {
  const share = { low: 0.1, high: 1, step: 0.01 };
  assert.equal(valueAt(20, share), 0.3);
  assert.equal(positionOf(1, share), 90);
  assert.equal(positionOf(5, { low: 1, high: 100 }), 4);
  assert.equal(valueAt(4, { low: 1, high: 100 }), 5);
});
