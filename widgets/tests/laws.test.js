import assert from "node:assert/strict";
import { test } from "node:test";

import { computeOf, kaplanCompute, kaplanData, kaplanJoint, kaplanOptimum, kaplanParameters, lossOf, optimumOf, parametricOptimum } from "../shared/laws.js";

/** @type {import("../shared/laws.js").Constants} */
const HOFFMANN = [1.69, 406.4, 410.7, 0.34, 0.28];
/** @type {import("../shared/laws.js").Constants} */
const BESIROGLU = [1.8172, 482.01, 2085.43, 0.3478, 0.3658];
const near = (/** @type {number} */ value, /** @type {number} */ expected, relative = 1e-3) => assert.ok(Math.abs(value / expected - 1) < relative, `${value} is not ${expected}`);

test("the checks of the papers", () => {
  near(kaplanParameters(174.6e9), 1.6047, 5e-5);
  near(kaplanData(300e9), 1.6378, 5e-5);
  near(kaplanCompute(3640), 1.7641, 5e-5);
  near(kaplanJoint(174.6e9, 300e9), 1.6611, 5e-5);
  near(computeOf(175e9, 300e9), 3.15e23, 1e-12);
  near(kaplanOptimum(8.64e19).parameters, 1.3e9, 1e-12);
});

test("the best use of compute", () => {
  const printed = parametricOptimum(HOFFMANN, 5.76e23);
  near(printed.parameters, 32.2e9);
  near(printed.tokens, 2.98e12);
  const fitted = optimumOf({ constants: BESIROGLU }, 5.76e23);
  near(fitted.parameters, 72.3e9);
  near(fitted.tokens, 1.33e12);
  for (const factor of [0.5, 0.9, 1.1, 2]) assert.ok(lossOf({ constants: BESIROGLU }, fitted.parameters * factor, fitted.tokens / factor) > fitted.loss);
  assert.equal(optimumOf({ constants: null }, 1e24).loss, kaplanOptimum(1e24).loss);
});
