import assert from "node:assert/strict";
import { test } from "node:test";

import { Stage } from "../host/stage.js";

/** A picture that tells what a hand does. */
class Hand extends EventTarget {
  /** @param {string} type @param {object} detail */
  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

test("changes that are told one by one add up, in the address and in the next question", async (context) => {
  const picture = new Hand();
  const stage = new Stage(/** @type {any} */ (picture), { view: "scaling-law", lang: "en", words: {}, offline: "" });
  stage.show(/** @type {any} */ ({ params: { law: "kaplan", parameters: 1, tokens: 1 }, result: {} }), "address");
  picture.tell("change", { parameters: 2 });
  picture.tell("change", { tokens: 3 });
  assert.deepEqual(stage.shown, { law: "kaplan", parameters: 2, tokens: 3 });

  /** @type {string[]} */
  const asked = [];
  context.mock.method(globalThis, "fetch", (/** @type {string} */ address) => {
    asked.push(address);
    return Promise.reject(new Error("offline"));
  });
  await stage.ask({ tokens: 4 }, "chosen");
  assert.match(asked[0] ?? "", /law=kaplan&parameters=2&tokens=4/);
});
