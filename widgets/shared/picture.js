/**
 * What every picture has in common: data and words go in as properties, drawing waits for its turn, a hidden picture
 * draws itself when it is shown, there is a table behind it, and it can save itself.
 *
 * A picture is a custom element with an open shadow root. It takes its colours and sizes from shared/tokens.css on the
 * page around it, draws only what it is given, and never asks a server for anything.
 *
 * What a picture of one's own has to say, and when it is called:
 *
 *   build(data)           make all elements, lay them into `this.shadow`, and return those that `show` writes to (its
 *                         parts): at the first data, and again when the words or an attribute are others
 *   show(parts, data)     write the present state into them: after every new data, and at every `this.update()`
 *   resized(parts, data)  place what depends on measured widths: after drawing, when the width is another, when letters
 *                         have been loaded, and at every `this.measure()`. Only where something does
 *   tables(), drawing()   the tables behind the picture, and the file that is saved
 *   models(data)          the models that have answered, whose cards the reader can open. Only where a model answers
 *
 * Further hooks for those that need them: `dataChanged` (what is remembered from the data before), `dropped` (stop what
 * still runs in the parts). While `data` is null a card says that the picture is awaited; there are no parts then.
 * token-cost/token-cost.js is a plain example.
 */

import { download, h } from "./dom.js";
import { modelCard } from "./model-card.js";
import { pictureStyle } from "./style.js";
import { browserMeasure, roughMeasure, widest } from "./svg.js";
import { fill } from "./text.js";

/** How long a hand has to rest before the page is told, ms. */
const RESTS = 150;

/** The custom properties a saved picture needs as plain colours. */
const COLOURS = /** @type {const} */ ([
  "sand", "sand-raised", "sand-sunk", "sand-line", "edge", "ink", "ink-soft", "current", "current-tint", "other",
  "other-tint", "chosen", "chosen-tint", "chosen-ink", "on-chosen", "cut", "cut-ink", "on-strong",
  "seq-0", "seq-1", "seq-2", "seq-3", "seq-4", "seq-5", "seq-6", "seq-7", "seq-8",
  "seq-0-text", "seq-1-text", "seq-2-text", "seq-3-text", "seq-4-text", "seq-5-text", "seq-6-text", "seq-7-text",
  "seq-8-text", "div-minus-3", "div-minus-2", "div-minus-1", "div-zero", "div-plus-1", "div-plus-2", "div-plus-3",
]);

/**
 * @typedef {typeof COLOURS[number]} ColourName
 * @typedef {Readonly<Record<ColourName, string>>} Colours
 * @typedef {Readonly<Record<string, string>>} Words label sentences in the reader's language, with {placeholders}
 * @typedef {(key: string, values?: Readonly<Record<string, string | number>>) => string} Say
 * @typedef {{colours: Colours, font: string, measure: import("./svg.js").Measure}} Ink what a saved picture is drawn with
 * @typedef {{bar: HTMLElement, place: HTMLElement, refresh: () => void}} Tools see `tools()`
 */

/**
 * @template Data what is drawn
 * @template Parts what `build` made, for `show` to write to
 * @extends HTMLElement
 */
export class Picture extends HTMLElement {
  /**
   * `controls="off"`: a still picture. `live="off"`: nothing that needs a server. `tools="off"` hides the row of buttons,
   * `tools="table"` the save buttons in it.
   */
  static observedAttributes = ["controls", "live", "tools"];

  /** @type {Data | null} */
  #data = null;
  /** @type {Words} */
  #words = {};
  /** @type {string | null} */
  #problem = null;
  #waiting = false;
  /** The words and attributes that the parts were built for. @type {readonly unknown[]} */
  #built = [];
  #observer = new ResizeObserver((entries) => this.#sized(entries));
  #letters = () => this.measure();
  /** Changes that are told when the hand rests; null: there are none. @type {object | null} */
  #untold = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #telling;
  /** The fonts that texts are measured in, and how wide a text is in them. @type {{fonts: string, measure: import("./svg.js").Measure}} */
  #ruler = { fonts: "", measure: roughMeasure };

  /** What `build` made; null while there is nothing to draw. @type {Parts | null} */
  parts = null;

  /** Width of the picture in px; 0 while it is hidden. */
  width = 0;

  /** @param {string} css the subclass's own style */
  constructor(css) {
    super();
    this.shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pictureStyle + css);
    this.shadow.adoptedStyleSheets = [sheet];
    // What happens to a control inside is told in the picture's own words; the control's own events stay in here.
    for (const name of ["input", "change"]) this.shadow.addEventListener(name, (event) => event.stopPropagation());
    /** @type {Say} */
    this.say = (key, values = {}) => fill(this.#words[key] ?? key, values);
  }

  connectedCallback() {
    // A property set before this module was loaded sits on the element itself and would hide the accessor.
    for (const name of ["data", "words", "problem", ...this.lateProperties]) {
      if (!Object.hasOwn(this, name)) continue;
      const own = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
    this.#observer.observe(this);
    document.fonts.addEventListener("loadingdone", this.#letters);
    this.requestDraw();
  }

  disconnectedCallback() {
    clearTimeout(this.#telling);
    this.#untold = null;
    this.#observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.#letters);
  }

  attributeChangedCallback() {
    this.requestDraw();
  }

  /** Further properties a page may set before the element is defined. @returns {readonly string[]} */
  get lateProperties() {
    return [];
  }

  /** The answer to draw: {view, params, result}; null while it is awaited. */
  get data() {
    return this.#data;
  }

  set data(value) {
    const before = this.#data;
    this.#data = value;
    this.dataChanged(before);
    this.requestDraw();
  }

  /** Label sentences in the reader's language. */
  get words() {
    return this.#words;
  }

  set words(value) {
    this.#words = value;
    this.requestDraw();
  }

  /** Why the page's last question was refused, or null. */
  get problem() {
    return this.#problem;
  }

  set problem(sentence) {
    this.#problem = sentence || null;
    this.answered();
  }

  /** The page's last question was answered, or refused: `problem` says why. */
  answered() {}

  /** Draw soon, once, however many properties are set now. */
  requestDraw() {
    if (this.#waiting || !this.isConnected) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected) this.draw();
    });
  }

  /** @param {readonly ResizeObserverEntry[]} entries */
  #sized(entries) {
    const width = entries.at(-1)?.contentRect.width ?? 0;
    if (width === this.width) return;
    this.width = width;
    this.measure();
  }

  /** Draw what there is now. */
  draw() {
    if (this.#data === null) {
      this.drop();
      this.shadow.replaceChildren(h("div", { class: "card skeleton", "aria-busy": "true" }, h("p", { class: "waiting", role: "status" }, this.say("waiting"))));
      return;
    }
    const built = [this.#words, ...Picture.observedAttributes.map((name) => this.getAttribute(name))];
    if (this.parts === null || built.some((part, place) => part !== this.#built[place])) {
      this.drop();
      this.parts = this.build(this.#data);
      this.#built = built;
    }
    this.update();
    this.measure();
  }

  /** Show the present state at once, if there is anything to show it in. */
  update() {
    if (this.parts !== null && this.#data !== null) this.show(this.parts, this.#data);
  }

  /** Place what depends on measured widths, if the picture is to be seen. */
  measure() {
    if (this.parts !== null && this.#data !== null && this.width > 0) this.resized(this.parts, this.#data);
  }

  /** Do without the parts; the next drawing builds others. */
  drop() {
    const { parts } = this;
    this.parts = null;
    if (parts !== null) this.dropped(parts);
  }

  /** Something new was given. @param {Data | null} _before */
  dataChanged(_before) {}

  /**
   * Make all elements and lay them into the shadow root. A subclass must say how.
   * @param {Data} _data
   * @returns {Parts}
   */
  build(_data) {
    throw new Error("a picture builds itself");
  }

  /**
   * Write the present state into the parts. A subclass must say how.
   * @param {Parts} _parts
   * @param {Data} _data
   */
  show(_parts, _data) {
    throw new Error("a picture shows itself");
  }

  /**
   * Place what depends on measured widths.
   * @param {Parts} _parts
   * @param {Data} _data
   */
  resized(_parts, _data) {}

  /** These parts are not drawn in any more: stop what still runs in them. @param {Parts} _parts */
  dropped(_parts) {}

  /**
   * Tell whoever listens, around this picture and around what it stands in.
   * @param {string} name of the event
   * @param {object} detail
   */
  tell(name, detail) {
    this.#tellNow();
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /**
   * Tell of a change as soon as the hand rests: it moves faster than a browser takes new addresses. Changes add up.
   * @param {object} changes parameters that are others now
   */
  tellSoon(changes) {
    this.#untold = { ...this.#untold, ...changes };
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#tellNow(), RESTS);
  }

  /** Whether a hand is ahead of what was told, and so of every answer. */
  get ahead() {
    return this.#untold !== null;
  }

  #tellNow() {
    clearTimeout(this.#telling);
    const changes = this.#untold;
    this.#untold = null;
    if (changes) this.tell("change", changes);
  }

  /**
   * The same picture as the text of an SVG file. A subclass must say how.
   * @param {Ink} _ink
   * @returns {string}
   */
  drawing(_ink) {
    throw new Error("a picture can be saved");
  }

  /** The tables behind the picture. @returns {HTMLTableElement[]} */
  tables() {
    return [];
  }

  /**
   * The models that have answered, each once.
   * @param {Data} _data
   * @returns {readonly import("./model-card.js").ModelFacts[]}
   */
  models(_data) {
    return [];
  }

  /** Fonts and colours as they are now, for a file of its own. @returns {Ink} */
  ink() {
    const style = getComputedStyle(this);
    const value = (/** @type {string} */ name) => style.getPropertyValue("--" + name).trim();
    const colours = /** @type {Colours} */ (Object.fromEntries(COLOURS.map((name) => [name, value(name)])));
    return { colours, font: value("font") || "sans-serif", measure: this.ruler };
  }

  /** How wide texts are as they are drawn now. Made once for its fonts: that takes longer than a drawing. */
  get ruler() {
    const style = getComputedStyle(this);
    // A file has none of the page's web fonts: where the first font is not on the reader's computer, the next draws it.
    const fonts = ["--font", "--font-rest"].map((name) => style.getPropertyValue(name).trim() || "sans-serif");
    if (this.#ruler.fonts !== fonts.join()) this.#ruler = { fonts: fonts.join(), measure: widest(...fonts.map(browserMeasure)) };
    return this.#ruler.measure;
  }

  /** The picture as a standalone SVG file: own colours, system fonts, title and description. */
  svg() {
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + this.drawing(this.ink());
  }

  /**
   * The picture as a file.
   * @param {"svg" | "png"} kind PNG at twice the size
   * @returns {Promise<Blob>}
   */
  async file(kind) {
    const svg = new Blob([this.svg()], { type: "image/svg+xml" });
    if (kind === "svg") return svg;
    const address = URL.createObjectURL(svg);
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = h("canvas", { width: image.naturalWidth * 2, height: image.naturalHeight * 2 });
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
      );
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /**
   * Hand the picture to the reader as a download.
   * @param {"svg" | "png"} kind
   */
  async savePicture(kind) {
    download(await this.file(kind), `${this.localName}.${kind}`);
  }

  /**
   * The row of small buttons (table, model, SVG, PNG) and the place where tables and cards open.
   * @returns {Tools} refresh fills anew what is open
   */
  tools() {
    const place = h("div", { class: "tables", id: "tables", hidden: true });
    const opener = () => h("button", { type: "button", class: "quiet", "aria-expanded": "false", "aria-controls": "tables" });
    const [table, model] = [opener(), opener()];
    const open = new Set();
    const refresh = () => {
      const models = this.#data === null ? [] : this.models(this.#data);
      const [tables, cards] = [open.has(table), open.has(model)];
      model.hidden = models.length === 0;
      table.textContent = this.say(tables ? "table_hide" : "table_show");
      if (models.length) {
        model.ariaLabel = model.title = this.say(cards ? "card_hide" : "card_show");
        model.replaceChildren(h("span", { class: "card-sign" }, "i"));
      }
      for (const one of [table, model]) one.setAttribute("aria-expanded", String(open.has(one)));
      place.hidden = open.size === 0;
      place.replaceChildren(
        ...(cards ? models.map((one) => modelCard(one, this.say)) : []),
        ...(tables ? this.tables() : []).map((content) =>
          h("div", { class: "table", tabindex: 0, role: "group", "aria-label": content.caption?.textContent }, content),
        ),
      );
    };
    for (const one of [table, model]) {
      one.addEventListener("click", () => {
        if (!open.delete(one)) open.add(one);
        refresh();
      });
    }
    const save = (/** @type {"svg" | "png"} */ kind) => {
      const button = h("button", { type: "button", class: "quiet", "aria-label": this.say("save_" + kind) }, kind.toUpperCase());
      button.addEventListener("click", () => void this.savePicture(kind));
      return button;
    };
    const saves = this.getAttribute("tools") === "table" ? [] : [save("svg"), save("png")];
    const bar = h("div", { class: "tools", hidden: this.getAttribute("tools") === "off" }, table, model, ...saves);
    refresh();
    return { bar, place, refresh };
  }
}

/**
 * A table with a caption and headed columns; the first cell of a row is its head. Plain strings and numbers stand at
 * the right, as figures do; a cell given as an element stands at the left, as text does.
 * @param {string} caption
 * @param {readonly string[]} columns
 * @param {readonly (readonly import("./dom.js").Child[])[]} rows
 * @returns {HTMLTableElement}
 */
export function table(caption, columns, rows) {
  const side = (/** @type {import("./dom.js").Child} */ cell) => (cell instanceof Element ? "start" : null);
  return h(
    "table",
    {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...columns.map((column, place) => h("th", { scope: "col", class: side(rows[0]?.[place]) }, column)))),
    h(
      "tbody",
      {},
      ...rows.map(([head, ...cells]) =>
        h("tr", {}, h("th", { scope: "row" }, head), ...cells.map((cell) => h("td", { class: side(cell) }, cell))),
      ),
    ),
  );
}
