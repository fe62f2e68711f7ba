/**
 * <vocabulary-map>: all words of a vocabulary as grains of sand on a map, to zoom into and to search.
 *
 * Properties: `data` (the answer of the view vocabulary-map, or null while it is awaited), `words` (assets/text/
 * <language>/vocabulary-map.toml), `marks` ([{word, kind: "term" | "result" | "input"}]: words to be seen, such as those
 * of an expression; the map moves only if one of them would not be seen).
 * Attributes: controls="off" (no search, no buttons), live="off" (nothing that needs a server), tools="off" or "table".
 * Events, all bubbling and composed: `pick` {word}, `ask` {words: the words to be marked}.
 */

import { h } from "../shared/dom.js";
import { fixed, whole } from "../shared/numbers.js";
import { Picture, table } from "../shared/picture.js";
import { Atlas } from "./atlas.js";
import { drawVocabularyMap } from "./drawing.js";
import { Finder } from "./finder.js";
import { Gestures } from "./gestures.js";
import { MOST_MARKED, Panel } from "./panel.js";
import { Scene } from "./scene.js";
import { style } from "./style.js";
import { seen, toMap } from "./viewport.js";

/** @typedef {import("./types.js").VocabularyMapData} VocabularyMapData */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./overlay.js").MarkedPoint} MarkedPoint */

const NEIGHBOURS = 12;
const LISTED = 200; // words in the table
const CIRCLES = 2500; // grains that are saved as circles; more are saved as a picture
const MIDDLE = 60; // px from the middle of the map within which a word is meant, when it is moved with keys
const PATIENCE = 2000; // ms the letters may take to load before words are measured as they are

/** @extends {Picture<VocabularyMapData, Parts>} */
export class VocabularyMap extends Picture {
  /** @type {Atlas | null} */
  #atlas = null;
  /** @type {readonly Mark[]} */
  #marks = [];
  #chosen = -1; // the word somebody chose
  #current = -1; // the word one looks at: pointed at, or else the chosen one
  #seen = ""; // the marks that were brought into view
  #sought = ""; // the word the server was asked to find
  #lost = ""; // the one it did not find
  #measured = false; // the letters are there

  constructor() {
    super(style);
  }

  get lateProperties() {
    return ["marks"];
  }

  /** Words the page wants to be seen. */
  get marks() {
    return this.#marks;
  }

  set marks(marks) {
    this.#marks = marks;
    this.#mark();
  }

  /** The map as it is drawn now, for those who move it or measure how fast it is. */
  get scene() {
    return this.parts?.scene ?? null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.drop();
  }

  get #live() {
    return this.getAttribute("live") !== "off" && this.getAttribute("controls") !== "off";
  }

  /** @param {VocabularyMapData | null} before */
  dataChanged(before) {
    const result = this.data?.result;
    const same = result && before && result.vectors.id === before.result.vectors.id && result.words.length === before.result.words.length;
    if (!same) {
      this.drop();
      this.#atlas = result ? new Atlas(result) : null;
      this.#chosen = this.#current = -1;
    }
  }

  /** @param {VocabularyMapData} data @returns {Parts} */
  build({ result }) {
    const { say } = this;
    const atlas = (this.#atlas ??= new Atlas(result));
    const controls = this.getAttribute("controls") !== "off";
    const canvas = h("canvas", { "aria-hidden": "true" });
    const area = h(
      "div",
      { class: "area", tabindex: 0, role: "application", "aria-label": say("map", { count: whole(atlas.count) }), "aria-describedby": "keys" },
      canvas,
    );
    const scene = new Scene(canvas, () => this.#settle());
    const gestures = new Gestures(area, scene, {
      point: (left, top, reach) => this.#point(left, top, reach),
      away: () => this.#look(this.#chosen),
      tap: (left, top, reach) => this.#tap(left, top, reach),
      moved: () => this.#middle(),
      enter: () => this.#current >= 0 && this.#choose(this.#current),
      escape: () => this.#forget(),
    });
    area.addEventListener("focus", () => area.matches(":focus-visible") && this.#middle());
    area.addEventListener("blur", () => this.#crosshair(false));
    // Other colours, whoever changed them where: their change is a transition, and that is heard.
    area.addEventListener("transitionend", (event) => event.propertyName === "background-color" && this.#dress(atlas, scene));

    const buttons = h("div", { class: "zoom", role: "group", "aria-label": say("zoom") });
    for (const [key, sign, act] of /** @type {[string, string, () => void][]} */ ([
      [say("zoom_in"), "+", () => gestures.zoom(1.6)],
      [say("zoom_out"), "−", () => gestures.zoom(1 / 1.6)],
      [say("zoom_all"), "⤢", () => scene.show(scene.whole)],
    ])) {
      const button = h("button", { type: "button", class: "block", "aria-label": key, title: key }, sign);
      button.addEventListener("click", act);
      buttons.append(button);
    }
    const go = (/** @type {number} */ point) => this.#go(point);
    const mark = (/** @type {readonly string[]} */ words) => this.tell("ask", { words });
    const finder = new Finder(say, atlas, go, this.#live ? (typed) => {
      this.#sought = typed;
      mark([...this.#asked.map((asked) => asked.typed).filter((word) => word !== typed).slice(1 - MOST_MARKED), typed]);
    } : null);
    const panel = new Panel(say, atlas, { go, mark }, this.#live);
    const tools = this.tools();
    const shown = h("span", { class: "shown" });
    const spoken = h("p", { class: "quietly", "aria-live": "polite" });
    const legend = h("p", { class: "legend", "aria-hidden": "true" }, h("span", {}, say("few")), h("span", { class: "ramp" }), h("span", {}, say("many")));
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (controls ? "" : " plain") + (this.closest("[data-present]") ? " present" : "") },
        h("div", { class: "window" }, area, controls && buttons),
        h("div", { class: "side" }, controls && finder.element, panel.element, h("div", { class: "foot" }, legend, tools.bar)),
        h("p", { class: "status" }, shown, " ", ...this.#made(result), " ", h("b", {}, say("warning"))),
        h("p", { class: "quietly", id: "keys" }, say("keys")),
        spoken,
        tools.place,
      ),
    );
    const measure = () => {
      const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = buttons;
      scene.resize(area.clientWidth, area.clientHeight, controls ? [{ left, top, width, height }] : []);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(area);
    window.addEventListener("scroll", gestures.watch, { capture: true, passive: true });
    this.#dress(atlas, scene);
    measure();
    void this.#letters();
    return { atlas, area, scene, gestures, finder, panel, tools, shown, spoken, observer };
  }

  show() {
    this.#mark();
    this.#look(this.#current);
    this.#settle();
  }

  /** @param {Parts} parts */
  dropped({ scene, observer, gestures }) {
    scene.stop();
    observer.disconnect();
    window.removeEventListener("scroll", gestures.watch, { capture: true });
  }

  /** How the map was made. @param {VocabularyMapData["result"]} result */
  #made({ map, vectors }) {
    return [
      h("span", { class: "made" }, this.say("made", { method: map.method.toUpperCase(), n_neighbors: map.n_neighbors, min_dist: map.min_dist, metric: map.metric, seed: map.seed, dimensions: vectors.dimensions })),
      " ",
      h("span", { class: "trust" }, this.say("trust", { value: fixed(map.trustworthiness, 2), checked: map.checked, sample: whole(map.sample) })),
    ];
  }

  /** Give the map the colours and letters of the page around it. @param {Atlas} atlas @param {Scene} scene */
  #dress(atlas, scene) {
    const style = getComputedStyle(this);
    scene.motion = parseFloat(style.getPropertyValue("--motion")) || 0;
    scene.dress(atlas, this.ink(), parseFloat(style.fontSize));
    if (this.#measured) scene.measure();
  }

  /** Measure the words when kana and Latin letters are there, or will not come. */
  async #letters() {
    const { font } = this.ink();
    const loads = [400, 700].map((weight) => document.fonts.load(`${weight} 16px ${font}`, "あアa"));
    await Promise.race([Promise.allSettled(loads), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.#measured = true;
    this.parts?.scene.measure();
  }

  /** Mark what is to be marked, and bring it into view if it is new. */
  #mark() {
    const parts = this.parts;
    const result = this.data?.result;
    if (!parts || !result) return;
    /** @type {Map<number, MarkedPoint>} */
    const marks = new Map();
    for (const { index, word } of this.#asked) marks.set(index, { point: index, word, kind: "term" });
    for (const { word, kind } of this.#marks) {
      const point = parts.atlas.find(word);
      if (point >= 0) marks.set(point, { point, word, kind });
    }
    const points = [...marks.keys()];
    const sought = this.#asked.find(({ typed }) => typed === this.#sought);
    if (this.#sought && !sought && this.data?.params.words.includes(this.#sought)) {
      this.#lost = this.#sought;
      parts.finder.nothing(this.#lost);
    }
    parts.scene.mark([...marks.values()]);
    parts.panel.list([...marks.values()], result.missing, this.#asked, this.#lost);
    if (sought) this.#go(sought.index);
    else if (points.join() !== this.#seen) parts.scene.showPoints(points);
    this.#seen = points.join();
    if (this.data?.params.words.includes(this.#sought)) this.#sought = "";
  }

  /** The words that are marked because somebody asked for them, but for those the map does not name. */
  get #asked() {
    const atlas = this.#atlas;
    return this.data?.result.marks.filter(({ index, word }) => atlas?.word(index) && atlas.find(word) >= 0) ?? [];
  }

  /**
   * Look at a word.
   * @param {number} point -1 for none
   */
  #look(point) {
    const parts = this.parts;
    this.#current = point;
    if (!parts) return;
    const near = point < 0 ? [] : parts.atlas.neighbours(point, NEIGHBOURS);
    parts.scene.look(point, near);
    parts.panel.look(point, near, this.#asked);
  }

  /**
   * The word at a place of the screen, -1 for none.
   * @param {number} left px
   * @param {number} top px
   * @param {number} reach px
   */
  #at(left, top, reach) {
    const { atlas, scene } = /** @type {Parts} */ (this.parts);
    return atlas.nearest(...toMap(scene.view, scene, left, top), 1, reach / scene.view.scale)[0] ?? -1;
  }

  /** @type {import("./gestures.js").Hands["point"]} */
  #point(left, top, reach) {
    const found = this.#at(left, top, reach);
    const point = found < 0 ? this.#chosen : found;
    if (point !== this.#current) this.#look(point);
  }

  /** @type {import("./gestures.js").Hands["tap"]} */
  #tap(left, top, reach) {
    const point = this.#at(left, top, reach);
    if (point < 0) this.#forget();
    else this.#choose(point);
  }

  /** @param {number} point */
  #choose(point) {
    this.#chosen = point;
    this.#look(point);
    this.tell("pick", { word: this.parts?.atlas.word(point) });
  }

  #forget() {
    this.#chosen = -1;
    this.#look(-1);
  }

  /**
   * Go to a word, near enough that those around it can be read.
   * @param {number} point
   */
  #go(point) {
    const parts = this.parts;
    if (!parts || point < 0) return;
    this.#chosen = point;
    this.#look(point);
    parts.finder.close();
    parts.scene.approach(point);
    this.#speak();
  }

  /** The map was moved with keys: the word nearest to its middle is looked at. */
  #middle() {
    const parts = this.parts;
    if (!parts) return;
    const { scene, atlas } = parts;
    this.#crosshair(true);
    this.#look(atlas.nearest(scene.goal.x, scene.goal.y, 1, MIDDLE / scene.goal.scale)[0] ?? -1);
    this.#speak();
  }

  /** @param {boolean} on */
  #crosshair(on) {
    this.parts?.scene.aim(on);
  }

  /** Say aloud which word it is. */
  #speak() {
    const parts = this.parts;
    if (!parts || this.#current < 0) return;
    const { atlas, spoken } = parts;
    const near = atlas.neighbours(this.#current, 3).map((other) => atlas.word(other)).join(atlas.separator);
    spoken.textContent = this.say("spoken", { word: atlas.word(this.#current), rank: whole(this.#current + 1), near });
  }

  /** The map has come to rest. */
  #settle() {
    const parts = this.parts;
    if (!parts) return;
    const { atlas, area, scene, shown, tools } = parts;
    area.classList.toggle("fitted", scene.fitted);
    shown.textContent = this.say("shown", { shown: whole(atlas.grid.countWithin(seen(scene.view, scene))), count: whole(atlas.count) });
    if (!tools.place.hidden) tools.refresh();
  }

  tables() {
    const parts = this.parts;
    if (!parts) return [];
    const { say } = this;
    const { atlas, scene } = parts;
    const box = seen(scene.view, scene);
    const inside = atlas.grid.within(box).filter((point) => atlas.word(point));
    const cell = (/** @type {string} */ text) => h("bdi", { dir: "auto" }, text);
    const names = (scene.labels() ?? []).filter(({ id }) => id < 0).map(({ id }) => atlas.clusters[-1 - id]);
    return [
      table(
        say("table_words", { listed: whole(Math.min(inside.length, LISTED)), shown: whole(inside.length) }),
        [say("col_rank"), say("col_word"), say("col_x"), say("col_y"), say("col_cluster")],
        inside.slice(0, LISTED).map((point) => {
          const neighbourhood = atlas.neighbourhood(point);
          return [whole(point + 1), cell(atlas.word(point)), ...atlas.coordinates(point), cell(neighbourhood ? atlas.name(neighbourhood) : "")];
        }),
      ),
      ...(names.length === 0
        ? []
        : [
            table(
              say("table_clusters"),
              [say("col_cluster"), say("col_size")],
              names.flatMap((cluster) => (cluster ? [[cell(atlas.name(cluster)), whole(cluster.size)]] : [])),
            ),
          ]),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    const parts = this.parts;
    if (!this.data || !parts) throw new Error("nothing to draw yet");
    const { scene, atlas } = parts;
    const within = atlas.grid.within(seen(scene.view, scene));
    return drawVocabularyMap(
      {
        width: scene.width,
        height: scene.height,
        textSize: scene.textSize,
        grains: within.length > CIRCLES ? scene.grains() : within.map((point) => scene.grain(point)),
        labels: scene.labels(),
        chips: scene.chips(),
      },
      this.data.result,
      within.length,
      this.say,
      ink,
    );
  }
}

/**
 * @typedef {{atlas: Atlas, area: HTMLElement, scene: Scene, gestures: Gestures, finder: Finder, panel: Panel,
 *   tools: import("../shared/picture.js").Tools, shown: HTMLElement, spoken: HTMLElement, observer: ResizeObserver}} Parts
 */

if (!customElements.get("vocabulary-map")) customElements.define("vocabulary-map", VocabularyMap);
