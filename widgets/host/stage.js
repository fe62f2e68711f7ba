// A stage: one picture, what it shows, and the way back. It is the module that asks the server (own-vectors.js
// sends it files); the picture only draws, the page and the embed only listen.

/** @typedef {Record<string, any>} Params  the parameters of a view; what is left out has its default */
/** @typedef {{view: string, query: string, params: Params, result: any, partial?: boolean, stopped?: boolean}} Answer
 * partial: more is to come; stopped: more was to come
 */
/** @typedef {{code: string, message: string, field: string | null}} Problem */
/**
 * joined: makes a whole answer of a part that was asked for and of what the picture has; null where they do not fit.
 * @typedef {HTMLElement & {data: Answer | null, words: Record<string, string>, canUndo?: boolean, problem?: string | null, joined?: (part: Answer) => Answer | null}} Picture
 */
/**
 * What a question came from: the text field, a token chosen in the picture, an example or a model, a throw of the dice, a
 * slider, the way back, or the address of the page.
 * @typedef {"typed" | "picked" | "chosen" | "rolled" | "settings" | "undone" | "address"} Cause
 */

/** How long an answer may take before the page says in words that it is being computed (milliseconds). */
const PATIENCE = 200;
/** A longer question goes in a request's body: proxies on the way cut long addresses. In characters. */
const LONG = 6000;
/** What is longer gets no address at all. In characters. */
const LONGEST_ADDRESS = 60_000;
/** What unfolds in time comes as a line for each snapshot; everything else as one piece of JSON. */
const ACCEPT = "application/x-ndjson, application/json";

/**
 * Writes parameters as a query string: a list repeats its key, null and undefined are left out.
 * @param {Params} params
 */
export function toQuery(params) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one != null) query.append(key, String(one));
  }
  return query.toString().replaceAll("+", "%20");
}

/**
 * Leaves out what is at its default, so that addresses stay short.
 * @param {Params} params @param {Params} defaults
 */
export function briefly(params, defaults) {
  return Object.fromEntries(Object.entries(params).filter(([key, value]) => String(value) !== String(defaults[key] ?? "")));
}

/** Whether an address can hold a question. @param {Params} params  without what is at its default */
export const fits = (params) => toQuery(params).length <= LONGEST_ADDRESS;

/**
 * Reads an answer: the last line of those that come, or the one piece of JSON there is.
 * @param {Response} response
 * @param {(snapshot: Answer) => void} unfolds  told every line before the last
 * @returns {Promise<any>}
 */
async function lastOf(response, unfolds) {
  if (!response.body || !response.headers.get("content-type")?.includes("ndjson")) return response.json();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error("the answer broke off");
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const body = JSON.parse(line);
      if (!body.partial) return body;
      unfolds(body);
    }
  }
}

/** Events: `answer` ({answer, cause}), `problem` ({...Problem, cause, asked}), `waiting` ({waiting}). */
export class Stage extends EventTarget {
  /** @type {Params[]} */ #past = [];
  /** @type {AbortController | null} */ #asking = null;
  /** @type {Params | null} What is asked now, or was refused: the next change goes on from there. */ #asked = null;
  /** @type {Params} What the sliders say, where that is newer than the answer. */ #settings = {};

  /**
   * @param {Picture} picture
   * @param {{view: string, lang: string, words: Record<string, string>, offline: string}} about
   *   offline: the sentence for a server that cannot be reached
   */
  constructor(picture, { view, lang, words, offline }) {
    super();
    this.picture = picture;
    this.view = view;
    this.lang = lang;
    this.offline = offline;
    /** @type {Answer | null} */ this.answer = null;
    /** What the page's fields say beyond what was asked. @type {() => Params} */ this.unasked = () => ({});
    picture.words = words;
    const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ act) =>
      picture.addEventListener(type, (event) => act(/** @type {CustomEvent} */ (event).detail));
    on("pick", ({ id }) => {
      if (id !== undefined) void this.ask({ then: [...(this.shown.then ?? []), id], seed: null }, "picked"); // a token
    });
    on("ask", ({ once, ...changes }) => void this.ask({ ...this.unasked(), ...changes }, "chosen", once));
    on("stop", () => this.stop());
    on("roll", ({ seed }) => void this.ask({ seed }, "rolled"));
    on("undo", () => void this.undo());
    // The picture has already re-shaped itself: only the address changes. But the same throw may now hit a token that
    // is not on the picture, so where there is one the server is asked.
    on("change", (settings) => {
      this.#settings = { ...this.#settings, ...settings }; // a picture may tell only what is another now
      if (this.#asked) this.#asked = { ...this.#asked, ...settings };
      if (this.answer?.result.throw) void this.ask({}, "settings");
      else if (this.answer) this.#tell("answer", { answer: this.answer, cause: "settings" });
    });
  }

  /** The parameters of what is to be seen now. @returns {Params} */
  get shown() {
    return { ...this.answer?.params, ...this.#settings };
  }

  /** The parameters that somebody wishes for now: what is to be seen, or what was refused. @returns {Params} */
  get wanted() {
    return { ...this.shown, ...this.#asked };
  }

  /** Whether an answer is on its way. */
  get waiting() {
    return this.#asking !== null;
  }

  /**
   * Shows an answer.
   * @param {Answer} answer
   * @param {Cause} cause
   */
  show(answer, cause) {
    this.answer = answer;
    this.picture.canUndo = this.#past.length > 0;
    this.picture.data = answer;
    this.#tell("answer", { answer, cause });
  }

  /**
   * Asks the server for the picture with some parameters changed. A later question takes the place of an earlier one; what
   * is shown stays until the answer is there.
   * @param {Params} changes
   * @param {Cause} cause
   * @param {Params | null} [once] of this request only: they ask for a part, and the picture has the rest
   * @returns {Promise<boolean>} whether it was answered
   */
  async ask(changes, cause, once = null) {
    const before = this.shown;
    const asked = cause === "address" || cause === "undone" ? changes : { ...(this.#asked ?? before), ...changes };
    const settings = this.#settings;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#asked = asked;
    const patience = setTimeout(() => this.#tell("waiting", { waiting: true }), PATIENCE);
    /** @type {(problem: Problem) => false} */
    const failed = (problem) => {
      if (cause === "address") this.#asked = null; // nobody chose what stands in an address
      this.#tell("problem", { ...problem, cause, asked });
      return false;
    };
    try {
      const response = await this.#request({ ...asked, ...once }, asking.signal);
      const body = await lastOf(response, (snapshot) => {
        if (asking.signal.aborted) return;
        clearTimeout(patience);
        this.#tell("waiting", { waiting: false });
        this.picture.data = snapshot;
      });
      if (asking.signal.aborted) return false;
      if (body.error) return failed(body.error);
      const whole = once ? this.picture.joined?.(body) : body;
      if (!whole) return this.ask({}, cause);
      if (cause === "picked" && this.answer) this.#past.push(before);
      this.#asked = null;
      if (settings === this.#settings || cause === "address" || cause === "undone") this.#settings = {};
      this.show(whole, cause);
      return true;
    } catch {
      if (asking.signal.aborted) return false;
      return failed({ code: "offline", message: this.offline, field: null });
    } finally {
      clearTimeout(patience);
      if (this.#asking === asking) this.#end();
    }
  }

  /** @param {Params} asked @param {AbortSignal} signal @returns {Promise<Response>} */
  #request(asked, signal) {
    const query = toQuery(asked);
    const address = `/api/${this.view}?lang=${this.lang}`;
    const headers = { Accept: ACCEPT };
    if (query.length < LONG) return fetch(query ? `${address}&${query}` : address, { signal, headers });
    return fetch(address, { signal, headers, method: "POST", body: query });
  }

  /** Gives up the question under way, if there is one. */
  stop() {
    this.#asked = null;
    this.#end();
  }

  /** Nothing is asked any more. What has unfolded so far stays to be looked at, and is what one goes on from. */
  #end() {
    this.#asking?.abort();
    this.#asking = null;
    const { data } = this.picture;
    if (data?.partial) this.show({ ...data, partial: false, stopped: true }, "chosen");
    this.#tell("waiting", { waiting: false });
  }

  /** Goes one choice back. */
  async undo() {
    const last = this.#past.pop();
    if (last && !(await this.ask(last, "undone"))) this.#past.push(last);
  }

  /** Forgets the way back: what was typed anew does not follow from what was chosen before. */
  restart() {
    this.#past = [];
  }

  /** @param {string} type @param {any} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
