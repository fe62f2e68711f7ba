// A visitor's own word vectors: a file is sent to the server, which keeps it in memory and says under which id.

import { h } from "../shared/dom.js";
import { fill } from "../shared/text.js";
import { toQuery } from "./stage.js";

/**
 * What the server says of a file it has read; `announced`: how many words the file's first line promises.
 * @typedef {{id: string, name: string, words: number, dimensions: number, announced: number | null, duplicates: number,
 *   full: boolean}} Loaded
 */
/** @typedef {Record<string, string>} Texts */

/** The longest name that the server takes, in characters. */
const LONGEST_NAME = 60;

/** How large a file may be (bytes), asked once for the whole page. @type {Promise<number> | undefined} */
let bound;

/**
 * A file's name as it is shown later: one line of ordinary characters, not too long.
 * @param {string} file
 */
export function nameOf(file) {
  return [...file.normalize("NFC").replace(/\p{Cc}/gu, "")].slice(0, LONGEST_NAME).join("");
}

/**
 * The sentence for a file that was read: how much of it is there.
 * @param {Texts} words
 * @param {Loaded} loaded
 * @param {boolean} cut  only the start of the file was sent
 */
export function told(words, { name, words: count, dimensions, announced, duplicates, full }, cut) {
  const values = { name, words: number(count), announced: number(announced ?? 0), dimensions: number(dimensions) };
  const part = cut || full;
  const key = part && announced !== null && announced > count ? "own_first_of" : part ? "own_first" : "own_all";
  const more = duplicates ? ` ${fill(words.own_duplicates ?? "", { duplicates: number(duplicates) })}` : "";
  return fill(words[key] ?? "", values) + more;
}

/** @param {number} value */
const number = (value) => value.toLocaleString("en");

/**
 * Puts a button, which is also a place to drop a file on, into an element.
 * @param {HTMLElement} element
 * @param {{words: Texts, loaded: (vectors: {id: string, name: string}) => void}} about
 *   words: those of the page; loaded: told what can be asked for now
 */
export function ownVectors(element, { words, loaded }) {
  const say = (/** @type {string} */ key, values = {}) => fill(words[key] ?? "", values);
  const input = h("input", { type: "file", hidden: true, tabindex: -1, "aria-hidden": "true" });
  const choose = h("button", { type: "button", class: "own-choose" }, say("own_choose"));
  const stop = h("button", { type: "button", class: "own-stop", hidden: true }, say("own_stop"));
  const hint = h("p", { class: "own-hint" });
  const bar = h("progress", { max: 1, hidden: true, "aria-label": say("own_title") });
  const status = h("span", { role: "status" });
  const problem = h("p", { class: "own-problem", role: "alert", hidden: true });
  const actions = h("p", { class: "own-actions" }, choose, stop, bar, status);
  const panel = h("div", { class: "own-panel" }, actions, problem, hint);
  const details = h("details", {}, h("summary", {}, say("own_title")), panel, input);
  /** @type {XMLHttpRequest | null} */
  let sending = null;
  let most = 0;

  /** Shows where things are. @param {string} sentence @param {string} [wrong] @param {number | null} [share] of the file that is sent */
  const show = (sentence, wrong = "", share = null) => {
    const held = choose.matches(":focus") || stop.matches(":focus");
    status.textContent = sentence;
    problem.textContent = wrong;
    problem.hidden = wrong === "";
    bar.hidden = stop.hidden = share === null;
    choose.hidden = share !== null;
    if (share !== null && share < 1) bar.value = share;
    else bar.removeAttribute("value"); // it is being read: nobody knows how long
    if (held) (share === null ? choose : stop).focus({ preventScroll: true }); // the one that had it may be hidden now
  };

  /** @param {File} file */
  const send = (file) => {
    sending?.abort();
    const cut = file.size > most;
    const request = (sending = new XMLHttpRequest()); // fetch does not tell how much of a body is sent
    const lang = document.documentElement.lang;
    request.open("POST", `/vectors?${toQuery({ name: nameOf(file.name), cut: cut ? 1 : null, lang })}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded: sent, total }) => {
      if (sent < total) show(say("own_sending", { percent: Math.floor((100 * sent) / total) }), "", sent / total);
    };
    request.upload.onload = () => show(say("own_reading"), "", 1);
    request.onabort = () => show(sending === request ? say("own_stopped") : "");
    request.onerror = () => show("", say("own_failed"));
    request.onload = () => {
      const answer = request.response;
      if (request.status !== 200 || !answer?.id) return show("", answer?.error?.message ?? say("own_failed"));
      show(told(words, answer, cut));
      loaded({ id: answer.id, name: answer.name });
    };
    request.onloadend = () => {
      if (sending === request) sending = null;
    };
    show(say("own_sending", { percent: 0 }), "", 0);
    request.send(cut ? file.slice(0, most) : file);
  };

  choose.addEventListener("click", () => input.click());
  stop.addEventListener("click", () => sending?.abort());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) send(file);
    input.value = ""; // so that the same file can be chosen again, once it is mended
  });
  const takesFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  details.addEventListener("dragover", (event) => {
    if (!takesFiles(event)) return;
    event.preventDefault();
    details.open = true;
    panel.classList.add("over");
  });
  details.addEventListener("dragleave", (event) => {
    if (!details.contains(/** @type {Node | null} */ (event.relatedTarget))) panel.classList.remove("over");
  });
  details.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!takesFiles(event)) return;
    event.preventDefault(); // else the browser would open it
    panel.classList.remove("over");
    if (file) send(file);
  });

  element.hidden = true; // until it is known that the server takes files
  element.replaceChildren(details);
  bound ??= fetch("/vectors").then((response) => response.json()).then(({ bytes }) => bytes);
  bound.then(
    (bytes) => {
      most = bytes;
      hint.textContent = say("own_hint", { limit: number(Math.round(bytes / 2 ** 20)) });
      element.hidden = bytes === 0;
    },
    () => (bound = undefined),
  );
}
