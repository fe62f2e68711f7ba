// A stage: one picture, what it is being asked, and the way back. It is the only module that talks to the server;
// the picture only draws, the page and the embed only listen.

/** @typedef {Record<string, any>} Params  the parameters of a view; what is left out has its default */
/** @typedef {{view: string, query: string, params: Params, result: any}} Answer */
/** @typedef {{code: string, message: string, field: string | null}} Problem */
/** @typedef {HTMLElement & {data: Answer | null, words: Record<string, string>, canUndo?: boolean}} Picture */

/** How long an answer may take before the page says in words that it is being computed (milliseconds). */
const PATIENCE = 200;

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
 * Events: `answer` ({answer, moved}: moved is false where only the settings changed), `problem` (Problem), `waiting`
 * ({waiting}).
 */
export class Stage extends EventTarget {
  /** @type {Params[]} */ #past = [];
  /** @type {AbortController | null} */ #asking = null;

  /**
   * @param {Picture} picture
   * @param {{view: string, lang: string, words: Record<string, string>, message: (key: string) => string}} about
   */
  constructor(picture, { view, lang, words, message }) {
    super();
    this.picture = picture;
    this.view = view;
    this.lang = lang;
    this.message = message;
    /** @type {Params} */ this.params = {};
    /** @type {Answer | null} */ this.answer = null;
    picture.words = words;
    picture.addEventListener("pick", (event) => {
      const { id } = /** @type {CustomEvent} */ (event).detail;
      this.ask({ then: [...(this.params.then ?? []), id], seed: null }, { step: true });
    });
    picture.addEventListener("roll", (event) => {
      this.ask({ seed: /** @type {CustomEvent} */ (event).detail.seed });
    });
    picture.addEventListener("undo", () => this.undo());
    // The picture has already re-shaped itself: only the address changes. But the same throw may now hit a token that
    // is not on the picture, so where there is one the server is asked.
    picture.addEventListener("change", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (this.params.seed != null) return void this.ask(detail);
      this.params = { ...this.params, ...detail };
      this.#tell("answer", { answer: this.answer, moved: false });
    });
  }

  /**
   * Shows an answer that is already here.
   * @param {Answer} answer
   */
  show(answer) {
    this.params = answer.params;
    this.answer = answer;
    this.picture.data = answer;
    this.picture.canUndo = this.#past.length > 0;
    this.#tell("answer", { answer, moved: true });
  }

  /**
   * Asks the server for the picture with some parameters changed. A later question takes the place of an earlier one.
   * With `step` the present state can be come back to.
   * @param {Params} changes
   * @param {{step?: boolean, fresh?: boolean}} [how] fresh: forget all other parameters first
   * @returns {Promise<void>}
   */
  async ask(changes, { step = false, fresh = false } = {}) {
    const before = this.answer?.params;
    const params = fresh ? changes : { ...this.params, ...changes };
    this.params = params;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const patience = setTimeout(() => this.#tell("waiting", { waiting: true }), PATIENCE);
    try {
      const reply = await fetch(`/api/${this.view}?${toQuery({ ...params, lang: this.lang })}`, {
        signal: asking.signal,
      });
      const body = await reply.json();
      if (asking.signal.aborted) return;
      if (body.error) {
        if (step && before) this.params = before;
        return this.#tell("problem", body.error);
      }
      if (step && before) this.#past.push(before);
      this.show(body);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#tell("problem", { code: "offline", message: this.message("offline"), field: null });
    } finally {
      clearTimeout(patience);
      if (this.#asking === asking) this.#tell("waiting", { waiting: false });
    }
  }

  /** Gives up the question under way. */
  stop() {
    this.#asking?.abort();
    this.#tell("waiting", { waiting: false });
  }

  /** Goes one choice back. */
  undo() {
    const last = this.#past.pop();
    if (last) this.ask(last, { fresh: true });
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
