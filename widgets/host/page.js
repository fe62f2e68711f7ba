// The page: ties Gradio's fields to the stage of each view, keeps the address in step, and says what is wrong where it
// is wrong. Gradio's events call `window.lmSandbox`; nothing here asks Gradio's own server for anything.

import { share } from "./share.js";
import { Stage, toQuery } from "./stage.js";

/** @typedef {import("./stage.js").Params} Params */
/** @typedef {{counted: string, too_long: string, offline: string}} PageWords */
/**
 * @typedef {object} Setup  what the server says about a view
 * @property {string} view
 * @property {string} widget
 * @property {string} lang
 * @property {Params} example  shown where the address asks nothing
 * @property {Params} defaults
 * @property {{text: number}} limits  the most characters a field takes
 * @property {Record<string, string>} words  labels of the picture
 * @property {PageWords & Record<string, string>} page  sentences of the page
 */
/**
 * @typedef {object} Place  a view on the page
 * @property {Stage} stage
 * @property {Setup} setup
 * @property {string} text  what the text field shows
 * @property {boolean} typing  the last question came from the text field
 */

/** Pause in typing after which the picture follows (milliseconds). */
const PAUSE = 350;
/** Keys of the address that are no parameters of a view. */
const PRESENTATION = ["view", "lang", "present", "theme", "controls", "__theme"];

/** @type {Map<string, Place>} */
const places = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;

/** @param {string} view @param {string} selector @returns {NodeListOf<HTMLElement>} */
const within = (view, selector) => document.querySelectorAll(`#view-${view} ${selector}`);

/** @param {string} template @param {Record<string, number>} values */
const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (all, name) => values[name]?.toLocaleString("en") ?? all);

/**
 * Starts a view on the page; Gradio calls it when the element is there.
 * @param {HTMLElement} element
 * @param {Setup} setup
 * @param {(event: string) => void} trigger  an event of the Gradio component around the element
 */
export async function mount(element, setup, trigger) {
  const { view, widget, lang } = setup;
  const picture = /** @type {import("./stage.js").Picture} */ (element.querySelector(widget));
  document.documentElement.lang = lang; // Gradio has put the browser's language there
  const stage = new Stage(picture, { view, lang, words: setup.words, message: (key) => setup.page[key] ?? "" });
  const place = { stage, setup, text: "", typing: false };
  places.set(view, place);

  stage.addEventListener("answer", (event) => {
    const { answer, moved } = /** @type {CustomEvent} */ (event).detail;
    if (!answer) return;
    picture.hidden = false;
    tell(view, null);
    toAddress(view, briefly(stage.params, setup.defaults), moved);
    if (!moved) return;
    const { as_text, tokens, token_limit } = answer.result;
    // Between two parts of a character there is no text to show: the field keeps what it had.
    const text = as_text ?? (answer.params.then.length && place.text ? place.text : answer.params.text);
    count(view, text, tokens.length, token_limit);
    if (place.typing) return; // never write into a field that someone is typing in
    place.text = text;
    trigger("select");
  });
  stage.addEventListener("problem", (event) => {
    tell(view, /** @type {CustomEvent} */ (event).detail);
    picture.hidden = !stage.answer; // nothing is on its way that could be waited for
  });
  stage.addEventListener("waiting", (event) => {
    const { waiting } = /** @type {CustomEvent} */ (event).detail;
    picture.toggleAttribute("busy", waiting);
    for (const note of within(view, ".field-waiting")) note.hidden = !waiting;
  });
  for (const bar of within(view, ".share-bar")) share(bar, { stage, words: setup.page });

  await import(`../${widget}/${widget}.js`);
  await stage.ask(asked(view) ?? setup.example, { fresh: true });
}

/** What Gradio's events call. */
const lmSandbox = {
  mount,

  /** The text field says something new: ask about it. @param {string} view @param {string} text */
  entered(view, text) {
    clearTimeout(pause);
    const place = places.get(view);
    if (!place || (text === place.stage.params.text && place.stage.answer && !place.stage.params.then?.length)) return;
    place.typing = true;
    place.text = text;
    place.stage.restart();
    const limit = place.setup.limits.text;
    const length = [...text].length;
    if (length > limit) {
      place.stage.stop();
      const message = fill(place.setup.page.too_long, { max_length: limit, length });
      return tell(view, { code: "string_too_long", message, field: "text" });
    }
    place.stage.ask({ text, then: [], seed: null });
  },

  /** An example or a choice. @param {string} view @param {Params} changes */
  choose(view, changes) {
    clearTimeout(pause);
    const place = places.get(view);
    if (!place) return;
    place.typing = false;
    if ("text" in changes) place.stage.restart();
    place.stage.ask({ then: [], seed: null, ...("text" in changes ? {} : { text: place.text }), ...changes });
  },

  /** What Gradio's fields should show, in the order it names them. @param {string} view @param {string[]} names */
  fields(view, names) {
    const place = /** @type {Place} */ (places.get(view));
    return names.map((name) => (name === "text" ? place.text : place.stage.params[name]));
  },
};
Object.assign(window, { lmSandbox });

/** Reads what the address asks of a view; null where it asks nothing. @param {string} view */
function asked(view) {
  const query = new URLSearchParams(location.search);
  if ((query.get("view") ?? view) !== view) return null;
  /** @type {Params} */
  const params = {};
  for (const key of query.keys()) {
    if (!PRESENTATION.includes(key)) params[key] = query.getAll(key);
  }
  return Object.keys(params).length ? params : null;
}

/** Leaves out what is at its default, so that links stay short. @param {Params} params @param {Params} defaults */
function briefly(params, defaults) {
  return Object.fromEntries(Object.entries(params).filter(([key, value]) => String(value) !== String(defaults[key] ?? "")));
}

/**
 * Puts what is shown into the address. A new text or token is a new entry of the browser's history; a setting is not.
 * @param {string} view @param {Params} params @param {boolean} moved
 */
function toAddress(view, params, moved) {
  const now = new URLSearchParams(location.search);
  const kept = Object.fromEntries(PRESENTATION.slice(1).map((key) => [key, now.get(key)]));
  const address = `${location.pathname}?${toQuery({ view, ...params, ...kept })}`;
  if (address === location.pathname + location.search) return;
  const first = !now.has("view");
  history[moved && !first ? "pushState" : "replaceState"](null, "", address);
  for (const link of document.querySelectorAll("a[data-lang]")) {
    link.setAttribute("href", `/${link.getAttribute("data-lang")}/${location.search}`);
  }
}

/** Says a problem at its field, or takes the sentence away. @param {string} view @param {import("./stage.js").Problem | null} problem */
function tell(view, problem) {
  const notes = [...within(view, ".field-problem")];
  const place = notes.find((note) => note.dataset.field === problem?.field) ?? notes[0];
  for (const note of notes) {
    note.textContent = note === place ? (problem?.message ?? "") : "";
    note.hidden = note.textContent === "";
  }
  for (const input of within(view, "textarea")) input.setAttribute("aria-invalid", String(problem?.field === "text"));
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
    if (!view || /** @type {InputEvent} */ (event).isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(() => lmSandbox.entered(view, field.value), PAUSE);
  }, true);
}

window.addEventListener("popstate", () => {
  for (const [view, place] of places) {
    const params = asked(view);
    if (!params) continue;
    place.typing = false;
    place.stage.restart();
    place.stage.ask(params, { fresh: true });
  }
});

// Dark or light: Gradio and the design's colours both follow the class on the body.
document.addEventListener("click", (event) => {
  if (!(/** @type {HTMLElement} */ (event.target).closest?.("[data-theme-switch]"))) return;
  const dark = document.body.classList.toggle("dark");
  document.documentElement.dataset.theme = dark ? "dark" : "light";
});
