// The page: ties Gradio's fields to the stage of each view, keeps the address in step, and says what is wrong where it
// is wrong. Gradio's events call `window.lmSandbox`; nothing here asks Gradio's own server for anything.

import { fill } from "../shared/text.js";
import { share } from "./share.js";
import { Stage, briefly, toQuery } from "./stage.js";

/** @typedef {import("./stage.js").Params} Params */
/** @typedef {{counted: string, too_long: string, no_text: string, offline: string}} PageWords */
/**
 * @typedef {object} Setup  what the server says about a view
 * @property {string} view
 * @property {string} widget
 * @property {string} lang
 * @property {Params} example  shown where the address asks nothing
 * @property {string[]} names  of all its parameters
 * @property {Params} defaults
 * @property {{text: number}} limits  the most characters a field takes
 * @property {Record<string, string>} words  labels of the picture
 * @property {PageWords & Record<string, string>} page  sentences of the page
 */
/**
 * @typedef {object} Place  a view on the page
 * @property {Stage} stage
 * @property {Setup} setup
 * @property {string} text  what the text field said when it was last in step with the picture
 * @property {boolean} wrong  whether a problem is shown
 * @property {import("./stage.js").Cause} last  what the newest entry of the browser's history came from
 */

/** Pause in typing after which the picture follows (milliseconds). */
const PAUSE = 350;
/** Keys of the address that say how the page looks. */
const LOOKS = ["present", "theme"];
/** What is a new entry in the browser's history. @type {import("./stage.js").Cause[]} */
const MOVES = ["typed", "picked", "chosen", "undone"];

/** @type {Map<string, Place>} */
const places = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;

/** @param {string} view @param {string} selector @returns {NodeListOf<HTMLElement>} */
const within = (view, selector) => document.querySelectorAll(`#view-${view} ${selector}`);

/** The text field of a view, as it is now. @param {string} view */
const typedText = (view) => /** @type {HTMLTextAreaElement | undefined} */ (within(view, ".text-field textarea")[0])?.value ?? "";

/**
 * Starts a view on the page; Gradio calls it when the element is there.
 * @param {HTMLElement} element
 * @param {Setup} setup
 * @param {(event: string) => void} trigger  an event of the Gradio component around the element
 */
export async function mount(element, setup, trigger) {
  const { view, widget, lang } = setup;
  const root = document.documentElement;
  root.lang = lang; // Gradio has put the browser's language there, and chosen its colours by the system's
  if (root.dataset.theme) document.body.classList.toggle("dark", root.dataset.theme === "dark");
  const picture = /** @type {import("./stage.js").Picture} */ (element.querySelector(widget));
  const stage = new Stage(picture, { view, lang, words: setup.words, offline: setup.page.offline });
  /** @type {Place} */
  const place = { stage, setup, text: "", wrong: false, last: "address" };
  places.set(view, place);

  stage.addEventListener("answer", (event) => {
    const { answer, cause } = /** @type {CustomEvent} */ (event).detail;
    tell(view, null);
    picture.hidden = false;
    if (cause !== "settings") {
      const { as_text, tokens, token_limit } = answer.result;
      // Between two parts of a character there is no text to show: the field keeps what it had.
      const text = as_text ?? (answer.params.then.length && place.text ? place.text : answer.params.text);
      count(view, text, tokens.length, token_limit);
      place.text = cause === "typed" ? answer.params.text : text;
      if (cause !== "typed") trigger("select"); // never write into a field that someone is typing in
    }
    // Pauses while typing are no places to come back to: only the first one makes an entry.
    toAddress(view, MOVES.includes(cause) && !(cause === "typed" && place.last === "typed"));
    if (cause !== "settings" && cause !== "rolled") place.last = cause;
  });
  stage.addEventListener("problem", (event) => {
    const { cause, asked, ...problem } = /** @type {CustomEvent} */ (event).detail;
    tell(view, problem);
    picture.hidden = !stage.answer; // where there was no picture yet, none is on its way
    if (cause === "address" && asked.text) {
      place.text = String(asked.text);
      trigger("select");
    }
  });
  stage.addEventListener("waiting", (event) => {
    const { waiting } = /** @type {CustomEvent} */ (event).detail;
    for (const note of within(view, ".field-waiting")) note.hidden = !waiting;
  });
  for (const bar of within(view, ".share-bar")) share(bar, { stage, defaults: setup.defaults, words: setup.page });

  await import(`../${widget}/${widget}.js`);
  try {
    decodeURIComponent(location.search);
  } catch {
    // The browser would quietly put replacement signs in the place of what is no text.
    picture.hidden = true;
    return tell(view, { code: "encoding", message: setup.page.no_text, field: "text" });
  }
  await stage.ask(fromAddress(place) ?? setup.example, "address");
}

/** What Gradio's events call. */
const lmSandbox = {
  /** The text field says something new, or says again what could not be answered. @param {string} view @param {string} text */
  entered(view, text) {
    clearTimeout(pause);
    const place = places.get(view);
    if (!place || (text === place.text && !place.wrong && !place.stage.waiting)) return;
    place.stage.restart();
    const limit = place.setup.limits.text;
    const length = [...text].length;
    if (length > limit) {
      place.stage.stop();
      for (const note of within(view, ".field-count")) note.textContent = `${length.toLocaleString("en")}/${limit}`;
      const message = fill(place.setup.page.too_long, { max_length: limit.toLocaleString("en") });
      return tell(view, { code: "string_too_long", message, field: "text" });
    }
    void place.stage.ask({ text, then: [], seed: null }, "typed");
  },

  /** An example or another model. @param {string} view @param {Params} changes */
  choose(view, changes) {
    clearTimeout(pause);
    const place = places.get(view);
    if (!place) return;
    // Another model cuts the text into other tokens: it goes on from the text, even from what was just typed.
    const text = typedText(view);
    const fits = [...text].length <= place.setup.limits.text;
    place.stage.restart();
    void place.stage.ask({ text: fits ? text : place.stage.shown.text, then: [], seed: null, ...changes }, "chosen");
  },

  /** What Gradio's fields should show, in the order it names them. @param {string} view @param {string[]} names */
  fields(view, names) {
    const { text, stage, setup } = /** @type {Place} */ (places.get(view));
    return names.map((name) => (name === "text" ? text : (stage.shown[name] ?? setup.defaults[name])));
  },
};
Object.assign(window, { lmSandbox });

/** Reads what the address asks of a view; null where it asks nothing. @param {Place} place */
function fromAddress({ setup }) {
  const query = new URLSearchParams(location.search);
  if ((query.get("view") ?? setup.view) !== setup.view) return null;
  /** @type {Params} */
  const params = {};
  for (const key of setup.names) if (query.has(key)) params[key] = query.getAll(key);
  return Object.keys(params).length ? params : null;
}

/** The address of some parameters: what is at its default is left out. @param {Place} place @param {Params} params */
function addressOf({ setup }, params) {
  const now = new URLSearchParams(location.search);
  const looks = Object.fromEntries(LOOKS.map((key) => [key, now.get(key)]));
  return `?${toQuery({ view: setup.view, ...briefly(params, setup.defaults), ...looks })}`;
}

/** Puts what is shown into the address of the page. @param {string} view @param {boolean} moved a new entry of the history */
function toAddress(view, moved) {
  const place = /** @type {Place} */ (places.get(view));
  const address = addressOf(place, place.stage.shown);
  if (address !== location.search) history[moved ? "pushState" : "replaceState"](null, "", location.pathname + address);
}

/** Says a problem at its field, or takes the sentence away. @param {string} view @param {import("./stage.js").Problem | null} problem */
function tell(view, problem) {
  const notes = [...within(view, ".field-problem")];
  const at = notes.find((note) => note.dataset.field === problem?.field) ?? notes[0];
  for (const note of notes) {
    note.textContent = note === at ? (problem?.message ?? "") : "";
    note.hidden = note.textContent === "";
  }
  for (const input of within(view, "textarea")) input.setAttribute("aria-invalid", String(problem?.field === "text"));
  /** @type {Place} */ (places.get(view)).wrong = problem !== null;
}

/** Says how much of the limits is used. @param {string} view @param {string} text @param {number} tokens @param {number} token_limit */
function count(view, text, tokens, token_limit) {
  const { setup } = /** @type {Place} */ (places.get(view));
  const values = { characters: [...text].length, character_limit: setup.limits.text, tokens, token_limit };
  for (const note of within(view, ".field-count")) note.textContent = fill(setup.page.counted, values);
}

// The text field is watched here, not through Gradio's input event, which can miss one. While an input method composes,
// what stands in the field is not yet what its writer means.
for (const type of ["input", "compositionend"]) {
  document.addEventListener(type, (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    const view = field.closest?.(".text-field") && field.closest("[id^=view-]")?.id.slice("view-".length);
    if (!view || !places.has(view)) return;
    if (/** @type {InputEvent} */ (event).isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(() => lmSandbox.entered(view, field.value), PAUSE);
  }, true);
}

window.addEventListener("popstate", () => {
  for (const place of places.values()) {
    const params = fromAddress(place);
    if (!params) continue;
    place.stage.restart();
    void place.stage.ask(params, "address");
  }
});

// The other language goes on with what is shown, or with what was typed where that is newer.
for (const type of ["pointerdown", "click"]) {
  document.addEventListener(type, (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("a[data-lang]");
    if (!link) return;
    for (const [view, place] of places) {
      const text = typedText(view);
      const newer = text !== place.text && text !== "";
      const params = newer ? { ...place.stage.shown, text, then: [], seed: null } : place.stage.shown;
      link.setAttribute("href", `/${link.getAttribute("data-lang")}/${addressOf(place, params)}`);
    }
  }, true);
}

// Dark or light: Gradio and the design's colours both follow the class on the body.
document.addEventListener("click", (event) => {
  if (!(/** @type {HTMLElement} */ (event.target).closest?.("[data-theme-switch]"))) return;
  const dark = document.body.classList.toggle("dark");
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  localStorage.setItem("theme", dark ? "dark" : "light");
});
