// The embed: one picture whose first answer, or the first snapshot of it, stands in the document.

import { Stage } from "./stage.js";

/** @param {string} id */
const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

const answer = read("answer");
const { offline, ...words } = read("words");
const picture = /** @type {import("./stage.js").Picture} */ (document.querySelector("main")?.lastElementChild);
const note = /** @type {HTMLElement} */ (document.querySelector("p.problem"));
const waiting = /** @type {HTMLElement} */ (document.querySelector("p.waiting"));

await import(`../${picture.localName}/${picture.localName}.js`);

const stage = new Stage(picture, { view: answer.view, lang: document.documentElement.lang, words, offline });
stage.addEventListener("problem", (event) => {
  note.textContent = /** @type {CustomEvent} */ (event).detail.message;
  note.hidden = false;
});
stage.addEventListener("answer", () => (note.hidden = true));
stage.addEventListener("waiting", (event) => {
  waiting.hidden = !(/** @type {CustomEvent} */ (event).detail.waiting);
  picture.toggleAttribute("waiting", !waiting.hidden);
});
stage.show(answer, "address");
if (answer.partial) void stage.ask(answer.params, "address"); // a first snapshot: the rest unfolds

// The sheet that says where rare characters are is as heavy as a picture: it comes where there are any, and last.
const ranges = [...document.fonts].flatMap(({ unicodeRange }) =>
  unicodeRange.split(",").map((range) => range.replace(/U\+/i, "").split("-").map((code) => parseInt(code, 16))),
);
const held = (/** @type {number} */ code) => ranges.some(([first = 0, last = first]) => first <= code && code <= last);
const kanji = new Set(JSON.stringify(answer).match(/\p{Script=Han}/gu));
if ([...kanji].some((character) => !held(character.codePointAt(0) ?? 0))) {
  const rare = document.createElement("link");
  rare.rel = "stylesheet";
  rare.href = new URL("../vendor/biz-udpgothic/biz-udpgothic-rare.css", import.meta.url).href;
  document.head.append(rare);
}
