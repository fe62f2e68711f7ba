import assert from "node:assert/strict";
import { test } from "node:test";

import { Player } from "../shared/player.js";

const say = (/** @type {string} */ key) => key;

/** A player and the steps it tells. @param {{count: number, place?: number, seconds?: number}} about */
function made(about) {
  const player = new Player({ say, ...about });
  /** @type {[number, number][]} */
  const told = [];
  player.addEventListener("step", (event) => {
    const { before, place } = /** @type {CustomEvent} */ (event).detail;
    told.push([before, place]);
  });
  return { player, told };
}

/** @param {string} key @param {object} [on] what has the focus @param {object} [more] */
function pressed(key, on = { localName: "div" }, more = {}) {
  const event = { key, prevented: false, composedPath: () => [on], preventDefault: () => (event.prevented = true), ...more };
  return /** @type {KeyboardEvent & {prevented: boolean}} */ (/** @type {unknown} */ (event));
}

test("it stays between the first place and the last, and tells every move once", () => {
  const { player, told } = made({ count: 3 });
  player.go(2);
  player.go(2);
  player.go(9);
  player.go(-1);
  player.go(NaN);
  assert.deepEqual(told, [[0, 2], [2, 3], [3, 0]]);
});

test("new counts and places tell nobody and stay within", () => {
  const { player, told } = made({ count: 10, place: 8 });
  player.count = 5;
  assert.equal(player.place, 5);
  player.place = 100;
  assert.equal(player.place, 5);
  player.count = -1;
  assert.deepEqual([player.count, player.place, told], [0, 0, []]);
});

test("it plays to the end, stops there, and begins anew from there", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { player, told } = made({ count: 2, seconds: 1 });
  player.play();
  assert.ok(player.playing);
  context.mock.timers.tick(999);
  assert.deepEqual(told, []);
  context.mock.timers.tick(1);
  context.mock.timers.tick(1000);
  assert.deepEqual(told, [[0, 1], [1, 2]]);
  assert.ok(!player.playing);
  player.play();
  assert.deepEqual(told.at(-1), [2, 0]);
  player.go(1);
  assert.ok(!player.playing, "a hand stops it");
  context.mock.timers.tick(10_000);
  assert.equal(player.place, 1);
});

test("nothing to play", () => {
  const { player } = made({ count: 0 });
  player.play();
  assert.ok(!player.playing);
});

test("a fast player leaves steps out rather than frames", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { player, told } = made({ count: 1000, seconds: 1 });
  player.speed = 100;
  player.play();
  assert.equal(player.pace, 50);
  context.mock.timers.tick(50);
  assert.deepEqual(told, [[0, 5]]);
  for (let frame = 0; frame < 300; frame += 1) context.mock.timers.tick(50);
  assert.equal(player.place, 1000);
  assert.ok(!player.playing);
});

test("keys of the keyboard and of a presenter's clicker", () => {
  const { player } = made({ count: 5 });
  for (const [key, place] of /** @type {const} */ ([["ArrowRight", 1], ["PageDown", 2], ["ArrowLeft", 1], ["PageUp", 0], ["End", 5], ["Home", 0]])) {
    const event = pressed(key);
    assert.ok(player.key(event) && event.prevented, key);
    assert.equal(player.place, place, key);
  }
  assert.ok(player.key(pressed(" ")) && player.playing);
  assert.ok(player.key(pressed(" ")) && !player.playing);
});

test("keys that are not for it", () => {
  const { player } = made({ count: 5, place: 2 });
  const text = { localName: "input", type: "text" };
  const number = { localName: "input", type: "number" };
  const range = { localName: "input", type: "range" };
  const radio = { localName: "input", type: "radio" };
  for (const on of [text, number, { localName: "textarea" }, { localName: "select" }, { localName: "div", isContentEditable: true }]) {
    for (const key of ["ArrowLeft", "PageDown", " ", "Home"]) assert.ok(!player.key(pressed(key, on)), key);
  }
  assert.ok(!player.key(pressed(" ", { localName: "button" })), "a button is pushed by space");
  assert.ok(!player.key(pressed("ArrowLeft", range)) && !player.key(pressed("ArrowLeft", radio)));
  assert.ok(!player.key(pressed("a")) && !player.key(pressed("ArrowLeft", {}, { ctrlKey: true })) && !player.key(pressed("ArrowLeft", {}, { defaultPrevented: true })));
  assert.equal(player.place, 2);
  assert.ok(player.key(pressed("PageDown", range)), "a clicker goes on wherever one does not type");
});
