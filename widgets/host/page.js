// The page: ties Gradio's fields to the stage of each view, keeps the address in step, and says what is wrong where it
// is wrong. Gradio's events call `window.lmSandbox`; nothing here asks Gradio's own server for anything.

import { fill } from "../shared/text.js";
import { ownVectors } from "./own-vectors.js";
import { share } from "./share.js";
import { Stage, briefly, fits, toQuery } from "./stage.js";

/** @typedef {import("./stage.js").Params} Params */
/** @typedef {import("./stage.js").Answer} Answer */
/** @typedef {{counted: string, too_long: string, no_text: string, offline: string}} PageWords */
/**
 * @typedef {object} Setup  what the server says about a view
 * @property {string} view
 * @property {string} widget
 * @property {string} lang
 * @property {Params} example  shown where the address asks nothing
 * @property {Params[]} examples  those on the chips
 * @property {string[]} names  of all its parameters
 * @property {Params} defaults
 * @property {string} field  the parameter that the text field is for; empty where there is no text field
 * @property {boolean} list  whether that parameter is a list of words
 * @property {number} limit  the most characters the text field takes
 * @property {Record<string, [string, string][]>} choices  of the fields that offer some: [label, value]
 * @property {string} counted  sentence that says how much of the limits is used
 * @property {Record<string, string>} words  labels of the picture
 * @property {PageWords & Record<string, string>} page  sentences of the page
 */
/**
 * @typedef {object} Place  a view on the page
 * @property {Stage} stage
 * @property {Setup} setup
 * @property {(event: string) => void} trigger  an event of the Gradio component around the picture
 * @property {string} text  what the text field said when it was last in step with the picture
 * @property {string} typed  what it said when it was last asked about
 * @property {boolean} wrong  whether a problem is shown
 * @property {import("./stage.js").Cause} last  what the newest entry of the browser's history came from
 * @property {((answer: Answer) => void)[]} followers  other pictures that go with this one
 * @property {(() => void) | null} again  what to try once the server can be reached again
 */

/** Pause in typing after which the picture follows (milliseconds). */
const PAUSE = 350;
/** A text of more characters is not laid out in our letters. */
const BOOK = 20_000;
/** Keys of the address that say how the page looks. */
const LOOKS = ["present", "theme"];
/** What is a new entry in the browser's history. @type {import("./stage.js").Cause[]} */
const MOVES = ["typed", "picked", "chosen", "undone"];

/** @type {Map<string, Place>} */
const places = new Map();
/** Vectors that were loaded on this page, beside those it was built with: [name, id]. @type {[string, string][]} */
const loaded = [];
/** The newest sentence that was typed on the page: it travels to the views that take one. */
let sentence = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;

/** @param {string} view @param {string} selector @returns {NodeListOf<HTMLElement>} */
const within = (view, selector) => document.querySelectorAll(`#view-${view} ${selector}`);

/** The text field of a view, as it is now. @param {string} view */
const typedText = (view) => /** @type {HTMLTextAreaElement | undefined} */ (within(view, ".text-field textarea")[0])?.value ?? "";

/** Whether a view is the one to be seen now. @param {string} view */
const seen = (view) => Boolean(document.getElementById(`view-${view}`)?.offsetParent);

/** The view that the address asks for, if it asks for one. */
const addressed = () => new URLSearchParams(location.search).get("view");
/** Whether the newest tab was opened by hand. Back, forward and the address open tabs too, a moment after they are asked. */
let byHand = false;
/** Whether the address is another view's. @param {string} view */
const elsewhere = (view) => places.has(addressed() ?? "") && addressed() !== view;
/** Opened by hand, a view is a move one can go back from; opened by the address, it is where one is. @param {string} view */
const opening = (view) => (byHand && elsewhere(view) ? "chosen" : "address");
/** Whether the tabs stand as the address wishes; Gradio opens the first ones before it hears of that. */
let settled = false;

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
  const place = { stage, setup, trigger, text: "", typed: "", wrong: false, last: "address", followers: places.get(view)?.followers ?? [], again: null };
  places.set(view, place);

  stage.addEventListener("answer", (event) => {
    const { answer, cause } = /** @type {CustomEvent} */ (event).detail;
    tell(view, null);
    picture.hidden = false;
    const { vectors } = answer.result;
    if (vectors?.id.startsWith("own-")) offer(vectors.name, vectors.id);
    if (!setup.field) count(place, "", answer);
    if (cause !== "settings" && setup.field) {
      const { as_text, then } = { as_text: toText(setup, answer.params[setup.field]), then: [], ...answer.params, ...answer.result };
      // Between two parts of a character there is no text to show: the field keeps what it had.
      const text = as_text ?? (then.length && place.text ? place.text : answer.params[setup.field]);
      count(place, text, answer);
      place.text = cause === "typed" ? place.typed : text;
      if (cause === "typed" && setup.field === "text") sentence = text;
    }
    if (cause !== "settings" && cause !== "typed") trigger("select"); // never write into a field that someone is typing in
    for (const follower of place.followers) follower(answer);
    if (cause === "address") showTabs(); // the rows have their widths by now
    // Pauses while typing are no places to come back to: only the first one makes an entry.
    // An answer that comes when one has gone on from here leaves the address alone.
    if (seen(view) && !(cause === "address" && elsewhere(view))) toAddress(place, MOVES.includes(cause) && !(cause === "typed" && place.last === "typed"));
    if (cause !== "settings" && cause !== "rolled") place.last = cause;
  });
  stage.addEventListener("problem", (event) => {
    const { cause, asked, ...problem } = /** @type {CustomEvent} */ (event).detail;
    tell(view, problem);
    place.again = problem.code === "offline" ? () => void stage.ask(asked, "address") : null;
    picture.hidden = !stage.answer; // where there was no picture yet, none is on its way
    for (const note of setup.field ? within(view, ".field-count") : []) {
      note.textContent = `${[...typedText(view)].length.toLocaleString("en")}/${setup.limit.toLocaleString("en")}`;
    }
    if (cause === "address" && asked[setup.field]) place.text = toText(setup, asked[setup.field]);
    if (cause === "address" || loaded.length) trigger("select"); // what was loaded can be chosen from now on
  });
  stage.addEventListener("waiting", (event) => {
    const { waiting } = /** @type {CustomEvent} */ (event).detail;
    for (const note of within(view, ".field-waiting")) note.hidden = !waiting;
    picture.toggleAttribute("waiting", waiting);
  });
  // A word chosen in a picture becomes the expression, where the view takes one.
  picture.addEventListener("pick", (event) => {
    const { word } = /** @type {CustomEvent} */ (event).detail;
    if (word && setup.field === "expression") void stage.ask({ expression: asTerm(word) }, "picked");
  });
  picture.addEventListener("visit", (event) => visit(/** @type {CustomEvent} */ (event).detail));
  for (const bar of within(view, ".share-bar")) share(bar, { stage, defaults: setup.defaults, words: setup.page });
  for (const loader of within(view, ".own-vectors")) {
    ownVectors(loader, {
      words: setup.page,
      loaded: ({ id, name }) => {
        offer(name, id);
        lmSandbox.choose(view, { vectors: id });
      },
    });
  }

  stage.unasked = () => {
    const typed = typedText(view);
    return setup.field && typed !== place.text && [...typed].length <= setup.limit ? fromText(setup, typed) : {};
  };

  try {
    await import(`../${widget}/${widget}.js`);
  } catch {
    picture.hidden = true;
    place.again = () => void mount(element, setup, trigger);
    return tell(view, { code: "offline", message: setup.page.offline, field: null });
  }
  try {
    decodeURIComponent(location.search);
  } catch {
    // The browser would quietly put replacement signs in the place of what is no text.
    picture.hidden = true;
    return tell(view, { code: "encoding", message: setup.page.no_text, field: setup.field });
  }
  const asked = fromAddress(place);
  if (asked || (seen(view) && (settled || [null, view].includes(addressed())))) await stage.ask(asked ?? start(place), opening(view));
}

/**
 * Starts a picture that goes with another view's and shows the same words in its own way.
 * @param {HTMLElement} element
 * @param {Setup} setup  of the view that the picture shows
 * @param {string} leader  the view that it goes with
 * @param {string[]} able  the vectors that it can show
 */
export async function accompany(element, setup, leader, able) {
  const { view, widget, lang } = setup;
  const picture = /** @type {import("./stage.js").Picture & {marks?: {word: string, kind: string}[]}} */ (element.querySelector(widget));
  const stage = new Stage(picture, { view, lang, words: setup.words, offline: setup.page.offline });
  let wanted = ""; // the vectors of the leader
  const fit = () => (element.hidden = stage.answer?.params.vectors !== wanted);
  stage.addEventListener("problem", fit);
  stage.addEventListener("answer", fit);
  /** @param {Answer} answer */
  const follow = ({ params, result }) => {
    if (params.vectors !== wanted) {
      wanted = params.vectors;
      if (stage.answer?.params.vectors === wanted || !able.includes(wanted)) fit();
      else void stage.ask({ vectors: wanted, words: [] }, "address");
    }
    picture.marks = [
      ...result.terms.map((/** @type {{word: string}} */ { word }) => ({ word, kind: "term" })),
      ...result.results.map((/** @type {{word: string}} */ { word }) => ({ word, kind: "result" })),
    ];
  };
  const place = places.get(leader);
  if (!place) return void setTimeout(() => accompany(element, setup, leader, able), 50); // the leader is still on its way
  place.followers.push(follow);
  place.stage.addEventListener("problem", () => (element.hidden ||= !place.stage.answer)); // nothing to go with
  picture.addEventListener("pick", (event) => {
    const { word } = /** @type {CustomEvent} */ (event).detail;
    if (word) void place.stage.ask({ expression: asTerm(word) }, "picked");
  });
  const begin = async () => {
    try {
      await import(`../${widget}/${widget}.js`);
    } catch {
      element.hidden = true;
      window.addEventListener("online", () => void begin(), { once: true });
      return;
    }
    if (place.stage.answer) follow(place.stage.answer);
  };
  await begin();
}

/** The tabs stand as the address wishes: what is in them may be seen. */
const found = () => void delete document.documentElement.dataset.seeking;

/** Brings the opened tabs into view: on a phone their rows scroll. */
function showTabs() {
  for (const row of document.querySelectorAll("[role=tablist]")) {
    const tab = /** @type {HTMLElement | null} */ (row.querySelector("[aria-selected=true]"));
    if (tab) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }
}

/** What Gradio's events call. */
const lmSandbox = {
  /** The text field says something new, or says again what could not be answered. @param {string} view @param {string} text */
  entered(view, text) {
    clearTimeout(pause);
    const place = places.get(view);
    if (!place || (text === place.text && !place.wrong && !place.stage.waiting)) return;
    place.stage.restart();
    const { limit, page } = place.setup;
    const length = [...text].length;
    if (length > limit) {
      place.stage.stop();
      for (const note of within(view, ".field-count")) note.textContent = `${length.toLocaleString("en")}/${limit.toLocaleString("en")}`;
      const message = fill(page.too_long, { max_length: limit.toLocaleString("en") });
      return tell(view, { code: "string_too_long", message, field: place.setup.field });
    }
    place.typed = text;
    void place.stage.ask({ ...anew(place), ...fromText(place.setup, text) }, "typed");
  },

  /** An example, or another value of a field. @param {string} view @param {Params} changes */
  choose(view, changes) {
    clearTimeout(pause);
    const place = places.get(view);
    if (!place) return;
    const { setup, stage } = place;
    // Another model cuts the text into other tokens: it goes on from the text, even from what was just typed.
    const typed = typedText(view);
    const text = setup.field && [...typed].length <= setup.limit ? fromText(setup, typed) : {};
    stage.restart();
    const example = setup.field && setup.field in changes ? besides(place) : {};
    void stage.ask({ ...anew(place), ...example, ...text, ...instead(place, typed, changes), ...changes }, "chosen");
  },

  /** What Gradio's fields should show, in the order it names them. @param {string} view @param {string[]} names */
  fields(view, names) {
    const { text, stage, setup, wrong } = /** @type {Place} */ (places.get(view));
    return names.map((name) => {
      if (name === setup.field) return wrong ? typedText(view) || text : text;
      const value = (wrong ? stage.wanted : stage.shown)[name] ?? setup.defaults[name];
      if (name !== "vectors" || !loaded.length) return value;
      return { __type__: "update", value, choices: [...(setup.choices[name] ?? []), ...loaded] };
    });
  },

  /** A tab was opened: the address follows, and what was not asked yet is asked now. */
  opened() {
    if (seen(addressed() ?? "")) found();
    showTabs();
    for (const [view, place] of places) {
      if (!seen(view)) continue;
      const { setup, stage } = place;
      const cause = opening(view);
      const takes = setup.field === "text" && sentence && sentence !== place.text && [...sentence].length <= setup.limit;
      if (takes && cause === "chosen") void stage.ask({ ...(stage.answer ? anew(place) : start(place)), text: sentence }, cause);
      else if (!stage.answer && !stage.waiting) void stage.ask(start(place), cause);
      else if (stage.answer && cause === "chosen") toAddress(place, true);
    }
  },
};
Object.assign(window, { lmSandbox });

/**
 * Which tabs to open for the address: the value of each row of tabs, in the order in which Gradio names them.
 * @param {[string, string[]][]} topics  each topic with its views, in the order of the page
 * @returns {Record<string, string>[]}
 */
export function tabs(topics) {
  const view = addressed();
  const topic = topics.find(([, views]) => view && views.includes(view))?.[0];
  settled = true;
  if (!topic || (view && seen(view))) found();
  if (!topic) lmSandbox.opened(); // the address names no view of ours: what is open stays
  const open = (/** @type {string | undefined | null} */ selected) => ({ __type__: "update", ...(selected ? { selected } : {}) });
  return [open(topic), ...topics.filter(([, views]) => views.length > 1).map(([name]) => open(name === topic ? view : null))];
}

/** Offers loaded vectors on every view of the page. @param {string} name @param {string} id */
function offer(name, id) {
  if (!loaded.some(([, known]) => known === id)) loaded.push([name, id]);
}

/** A word as a term of an expression: signs and spaces of its own need quotes. @param {string} word */
const asTerm = (word) => (/^[\p{L}\p{M}\p{N}'.]+$/u.test(word) ? word : `"${word}"`);

/** What the text field says for a value of its parameter. @param {Setup} setup @param {string | string[] | undefined} value */
function toText({ list, lang }, value) {
  if (!list || !Array.isArray(value)) return String(value ?? "");
  return value.join(lang === "ja" ? "、" : ", ");
}

/** The parameter for what the text field says. @param {Setup} setup @param {string} text @returns {Params} */
function fromText({ field, list }, text) {
  return { [field]: list ? text.split(/[\s,、，;；]+/u).filter(Boolean) : text };
}

/**
 * What belongs to the text before: chosen tokens, what was filled in, the throw, places in it, the second text of an example (but not one
 * that was written); the expression that gave words; the answer to a problem, and steps that were corrected.
 * @param {Place} place @returns {Params}
 */
function anew({ setup, stage }) {
  if (setup.names.includes("then")) return { then: [], seed: null };
  if (setup.names.includes("fill")) return { fill: [], blank: 0 };
  if (setup.names.includes("query")) {
    const { text_b } = stage.wanted;
    const given = [setup.example, ...setup.examples].some((example) => example.text_b === text_b);
    return { query: null, key: null, ...(text_b && given ? { text_b: "" } : {}) };
  }
  if (setup.field === "problem") return { answer: "", ...(setup.names.includes("written") ? { written: "" } : { set: "one" }) };
  return setup.field === "words" && setup.names.includes("expression") ? { expression: null } : {};
}

/**
 * Questions and problems that the server makes are made in the language of the page; what somebody typed stays.
 * @param {Place} place @param {Params} params @param {string | null} lang @returns {Params}
 */
function translated({ setup }, params, lang) {
  const made = !setup.field || ["lecture", "generated"].includes(params.set);
  return {
    ...(["ja", "en"].includes(setup.defaults.set) ? { set: lang } : {}),
    ...(setup.names.includes("language") && made ? { language: lang } : {}),
  };
}

/** What belongs to an example besides its text: in its place come another text, head and model. @param {Place} place @returns {Params} */
function besides({ setup }) {
  const names = ["text_b", "model_b", "layer", "head", "layer_b", "head_b"].filter((name) => setup.names.includes(name));
  return Object.fromEntries(names.map((name) => [name, setup.defaults[name] ?? null]));
}

/**
 * An example of other vectors means nothing in these: one of theirs takes its place.
 * @param {Place} place @param {string} text @param {Params} changes
 */
function instead({ setup }, text, changes) {
  const isExample = [setup.example, ...setup.examples].some((example) => toText(setup, example[setup.field]) === text);
  if (!isExample || setup.field in changes || !("vectors" in changes)) return {};
  const { vectors } = setup.defaults;
  const [found] = [setup.example, ...setup.examples].filter((example) => (example.vectors ?? vectors) === changes.vectors);
  return found ?? {};
}

/** What a view shows first: its example, with the sentence of the page if it takes one. @param {Place} place @returns {Params} */
function start(place) {
  const { setup } = place;
  const takes = setup.field === "text" && sentence && [...sentence].length <= setup.limit;
  return takes ? { ...setup.example, ...anew(place), ...besides(place), text: sentence } : setup.example;
}

/** Reads what the address asks of a view; null where it asks nothing. @param {Place} place */
function fromAddress({ setup }) {
  const query = new URLSearchParams(location.search);
  if ((query.get("view") ?? places.keys().next().value) !== setup.view) return null;
  /** @type {Params} */
  const params = {};
  for (const key of setup.names) if (query.has(key)) params[key] = query.getAll(key);
  return Object.keys(params).length ? params : null;
}

/** The address of some parameters: what is at its default is left out, and a text that is too long for it. @param {Place} place @param {Params} params */
function addressOf({ setup }, params) {
  const brief = briefly(params, setup.defaults);
  return addressFor(setup.view, fits(brief) ? brief : { ...brief, [setup.field]: null });
}

/** The address of a view with these parameters, that looks as the page does now. @param {string} view @param {Params} params */
function addressFor(view, params) {
  const now = new URLSearchParams(location.search);
  const looks = Object.fromEntries(LOOKS.map((key) => [key, now.get(key)]));
  return `?${toQuery({ view, ...params, ...looks })}`;
}

/** Puts what is shown into the address of the page. @param {Place} place @param {boolean} moved a new entry of the history */
function toAddress(place, moved) {
  const address = addressOf(place, place.stage.shown);
  if (address !== location.search) history[moved ? "pushState" : "replaceState"](null, "", location.pathname + address);
}

/** Says a problem at its field, or takes the sentence away. @param {string} view @param {import("./stage.js").Problem | null} problem */
function tell(view, problem) {
  const place = /** @type {Place} */ (places.get(view));
  const notes = [...within(view, ".field-problem")];
  const at = notes.find((note) => note.dataset.field === problem?.field) ?? notes[0];
  for (const note of notes) {
    note.textContent = note === at ? (problem?.message ?? "") : "";
    note.hidden = note.textContent === "";
  }
  const { field } = place.setup;
  for (const input of within(view, "textarea")) input.setAttribute("aria-invalid", String(Boolean(field) && problem?.field === field));
  place.wrong = problem !== null;
  const { picture } = place.stage;
  picture.problem = problem?.message ?? null;
  // What is still to be seen answers an older question.
  picture.closest(".picture")?.classList.toggle("stale", place.wrong);
}

/** Says how much of the limits is used: {characters}, {character_limit}, and any number or list of the result. */
function count(/** @type {Place} */ { setup }, /** @type {string} */ text, /** @type {Answer} */ answer) {
  /** @type {Record<string, string | number>} */
  const values = {};
  for (const [name, value] of Object.entries({ ...answer.result, ...answer.result.vectors })) {
    if (Array.isArray(value)) values[name] = value.length;
    else if (typeof value === "number") values[name] = value;
  }
  // Of the field, whatever a result counts under the same name.
  Object.assign(values, { characters: [...text].length, character_limit: setup.limit });
  const shown = Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? value.toLocaleString("en") : value]);
  for (const note of within(setup.view, ".field-count")) note.textContent = fill(setup.counted, Object.fromEntries(shown));
}

// A book in a text field is laid out in the system's letters: finding each of them in the pieces of ours takes seconds.
document.addEventListener("paste", (event) => {
  const field = /** @type {HTMLElement} */ (event.target).closest?.(".text-field textarea");
  if (field && (event.clipboardData?.getData("text").length ?? 0) > BOOK) field.classList.add("book");
}, true);

// The text field is watched here, not through Gradio's input event, which can miss one. While an input method composes,
// what stands in the field is not yet what its writer means.
for (const type of ["input", "compositionend"]) {
  document.addEventListener(type, (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    const view = field.closest?.(".text-field") && field.closest("[id^=view-]")?.id.slice("view-".length);
    if (!view || !places.has(view)) return;
    field.classList.toggle("book", field.value.length > BOOK);
    if (/** @type {InputEvent} */ (event).isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(() => lmSandbox.entered(view, field.value), PAUSE);
  }, true);
}

/**
 * Opens another view with some parameters, as a link to it would; what it showed of the same text stays besides. It may
 * not have been on the page yet: then it asks what the address says as soon as it is.
 * @param {{view: string, params: Params}} there
 */
function visit({ view, params: wished }) {
  const place = places.get(view);
  const same = place && place.stage.shown.text === wished["text"] && place.stage.shown.model === wished["model"];
  const params = same ? { ...place.stage.shown, ...wished } : wished;
  history.pushState(null, "", location.pathname + (place ? addressOf(place, params) : addressFor(view, params)));
  arrive();
}

/** Goes to the tab of the address, and to what it asks. */
function arrive() {
  byHand = false;
  const view = addressed();
  if (view && !seen(view)) document.getElementById("follow")?.click();
  for (const place of places.values()) {
    // An entry that asks nothing is that of the view's example.
    const params = fromAddress(place) ?? (view === place.setup.view && place.stage.answer ? place.setup.example : null);
    if (!params) continue;
    place.stage.restart();
    void place.stage.ask(params, "address");
  }
}

// Back and forward.
window.addEventListener("popstate", arrive);

// Gradio says that a tab was opened, not by whom.
for (const type of ["click", "keydown"]) {
  document.addEventListener(type, (event) => {
    if (/** @type {HTMLElement} */ (event.target).closest?.("[role=tab]")) byHand = true;
  }, true);
}

// What could not be asked is asked again once the server can be reached.
window.addEventListener("online", () => {
  for (const place of places.values()) {
    const { again } = place;
    place.again = null;
    again?.();
  }
});

// The other language goes on with what is shown, or with what was typed where that is newer.
for (const type of ["pointerdown", "click"]) {
  document.addEventListener(type, (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("a[data-lang]");
    if (!link) return;
    for (const [view, place] of places) {
      if (!seen(view)) continue;
      const text = typedText(view);
      const newer = place.setup.field && text !== place.text && text !== "";
      const params = newer ? { ...place.stage.shown, ...anew(place), ...fromText(place.setup, text) } : place.stage.shown;
      const lang = link.getAttribute("data-lang");
      link.setAttribute("href", `/${lang}/${addressOf(place, { ...params, ...translated(place, params, lang) })}`);
    }
  }, true);
}

// A formula wider than its card scrolls, so it must be reached by the keyboard, too.
new MutationObserver(() => {
  for (const formula of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".katex-display:not([tabindex])"))) {
    if (formula.scrollWidth > formula.clientWidth && formula.clientWidth) formula.tabIndex = 0;
  }
}).observe(document.documentElement, { childList: true, subtree: true });

// Dark or light: Gradio and the design's colours both follow the class on the body.
document.addEventListener("click", (event) => {
  if (!(/** @type {HTMLElement} */ (event.target).closest?.("[data-theme-switch]"))) return;
  const dark = document.body.classList.toggle("dark");
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  localStorage.setItem("theme", dark ? "dark" : "light");
});
