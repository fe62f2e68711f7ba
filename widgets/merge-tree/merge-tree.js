/**
 * <merge-tree>: how a real tokenizer cuts a text. The parts it is cut into first stand in a row; the chosen one is a tree
 * that grows from its bytes or characters to its tokens, merge by merge in the order of the ranks (WordPiece, which merges
 * nothing: rulers that shrink until what they cover is in the vocabulary). All tokens of the text are at the bottom.
 *
 * Properties: `data` (the answer of the view bpe-encoding, or null while it is awaited), `words` (assets/text/<language>/
 * merge-tree.toml). Attributes: controls="off" (a still picture), live="off" (nothing that needs a server), tools="off"
 * or "table". Event, bubbling and composed: `ask` {tokenizer}.
 *
 * Keys are the player's; beyond the last step of a part they go on to the next part, and before the first one back.
 */

import { drawPieces, h } from "../shared/dom.js";
import { Picture, table } from "../shared/picture.js";
import { browserMeasure } from "../shared/svg.js";
import { spacedHex, visible } from "../shared/text.js";
import { Choice } from "./choice.js";
import { drawMergeTree, ROOM } from "./drawing.js";
import { named, piecesOf } from "./label.js";
import { layOut } from "./layout.js";
import { List } from "./list.js";
import { Chunks, Tokens } from "./rows.js";
import { rulersOf } from "./rulers.js";
import { Run } from "./run.js";
import { told } from "./sentence.js";
import { shapesOf } from "./shapes.js";
import { OVERVIEW, Stand } from "./stand.js";
import { style } from "./style.js";

/** @typedef {import("./types.js").MergeTreeData} MergeTreeData */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("../shared/svg.js").Measure} Measure */

const SECONDS = 1.3; // a step, while it plays
const TALL = 368; // px, height of a tree, unless it needs more

/** @extends {Picture<MergeTreeData, Parts>} */
export class MergeTree extends Picture {
  #chosen = 0;
  #place = 0;
  /** @type {Measure | null} */
  #measure = null;
  /** The tree that was laid out last, and for what. @type {{chunk: object, room: number, unit: number, layout: Layout} | null} */
  #laid = null;
  /** @type {() => void} */
  #deaf = () => {};

  constructor() {
    super(style);
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.parts) this.#listen(this.parts.run);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#deaf();
  }

  /** @param {Run} run */
  #listen(run) {
    this.#deaf();
    this.#deaf = run.listen(this);
  }

  /** A new text begins with its first tree, grown; with another tokenizer one stays at the same place of the text. @param {MergeTreeData | null} before */
  dataChanged(before) {
    if (!this.data) return;
    const { params, result } = this.data;
    this.parts?.run.pause();
    const was = before?.params.text === params.text ? before.result.chunks[this.#chosen] : undefined;
    const same = was ? result.chunks.findIndex(({ start, end }) => start <= was.start && was.start < end) : -1;
    this.#chosen = Math.max(same >= 0 ? same : result.chunks.findIndex((chunk) => stepsOf(chunk) > 0), 0);
    this.#place = stepsOf(this.chunk);
  }

  /** The part of the text that is shown. */
  get chunk() {
    return this.data?.result.chunks[this.#chosen];
  }

  /** @returns {Parts} */
  build() {
    const { say } = this;
    const still = this.getAttribute("controls") === "off";
    const choice = new Choice(say, (tokenizer) => this.tell("ask", { tokenizer }));
    const chunks = new Chunks(say, (chunk) => this.#choose(chunk, "end"));
    const stand = new Stand(say, (place) => run.go(place), () => this.measure());
    const list = new List(say, (place) => run.go(place));
    const tokens = new Tokens(say);
    const run = new Run({ say, count: 0, seconds: SECONDS, label: say("place") });
    run.addEventListener("step", () => {
      this.#place = run.place;
      if (this.parts && this.data) this.show(this.parts, this.data, true);
    });
    this.#listen(run);
    run.addEventListener("beyond", (event) => this.#beyond(/** @type {CustomEvent} */ (event).detail));
    const tools = this.tools();
    const name = h("h3", {});
    const sentence = h("div", { class: "sentence", "aria-live": "polite" });
    const note = h("p", { class: "note" });
    const asks = !still && this.getAttribute("live") !== "off";
    this.shadow.replaceChildren(
      h(
        "div",
        { class: "card" + (still ? " still" : "") },
        h("div", { class: "rings", "aria-hidden": "true" }),
        h("div", { class: "bar head" }, asks ? choice.element : name, tools.bar),
        chunks.element,
        h("div", { class: "body" }, sentence, h("div", { class: "picture" }, stand.element, !still && run.element), h("div", { class: "aside" }, list.element, note)),
        tokens.element,
        tools.place,
      ),
    );
    return { choice, chunks, stand, list, tokens, run, tools, name, sentence, note };
  }

  /**
   * Give everything its new state.
   * @param {Parts} parts
   * @param {MergeTreeData} data
   * @param {boolean} [moved] whether it is a step of the tree that stands there already
   */
  show(parts, data, moved = false) {
    const { chunk } = this;
    const { result, params } = data;
    const { run, sentence, note, stand } = parts;
    if (!moved) {
      run.count = stepsOf(chunk);
      run.place = this.#place;
      parts.name.textContent = result.tokenizer.name;
      parts.choice.show(params.tokenizer, result.known);
      parts.chunks.show(result, params.text, this.#chosen);
      parts.tokens.show(result, this.#chosen);
      note.textContent = this.#note();
    }
    sentence.setAttribute("aria-live", run.playing ? "off" : "polite");
    const sentences = chunk ? told(chunk, result.kind, this.#place, this.say) : [[this.say("nothing")]];
    sentence.replaceChildren(...sentences.map((one) => h("p", {}, ...one)));
    parts.tools.refresh();
    parts.list.element.hidden = stand.element.hidden = !chunk;
    if (!chunk) return;
    parts.list.show(chunk, this.#place, result.kind === "wordpiece");
    this.#stand(parts, data, moved);
  }

  /** Draw the tree, or the rulers, as it stands now. @param {Parts} parts @param {MergeTreeData} data @param {boolean} moved */
  #stand(parts, data, moved) {
    const { chunk } = this;
    const { stand } = parts;
    if (!chunk || !stand.room) return;
    const unit = parseFloat(getComputedStyle(this).fontSize);
    const measure = (this.#measure ??= browserMeasure(getComputedStyle(this).fontFamily));
    const room = stand.room;
    const smoothly = moved && !matchMedia("(prefers-reduced-motion: reduce)").matches && parts.run.pace > 250;
    const label = parts.sentence.textContent ?? "";
    if (data.result.kind === "wordpiece") {
      const rulers = rulersOf(chunk, this.#place, { unit, room, measure });
      stand.show(rulers, rulers.shapes, label);
      stand.overview(null, 0);
      stand.follow(rulers.at, smoothly);
      return;
    }
    if (this.#laid?.chunk !== chunk || this.#laid.room !== room || this.#laid.unit !== unit) {
      this.#laid = { chunk, room, unit, layout: this.#layOut(chunk, { unit, room, measure }) };
    }
    const { layout } = this.#laid;
    stand.show(layout, shapesOf(layout, this.#place, measure), label);
    stand.overview(layout, this.#place);
    const now = layout.nodes[layout.leaves + this.#place - 1];
    // A tree that is looked at as a whole is looked at from its beginning.
    const grown = !moved && this.#place === chunk.steps.length;
    stand.follow(grown ? 0 : (now?.x ?? 0), smoothly);
  }

  /**
   * A tree that is wider than the picture leaves room for its overview.
   * @param {import("./types.js").Chunk} chunk
   * @param {{unit: number, room: number, measure: Measure}} space
   */
  #layOut(chunk, space) {
    const kind = this.data?.result.kind ?? "byte-bpe";
    const layout = layOut(chunk, kind, { ...space, tall: TALL });
    return layout.width <= space.room + 1 ? layout : layOut(chunk, kind, { ...space, tall: TALL - OVERVIEW });
  }

  /** What was measured with other letters, or for another width, does not hold any more. @param {Parts} parts @param {MergeTreeData} data */
  resized(parts, data) {
    this.#laid = null;
    this.#measure = null;
    this.#stand(parts, data, false);
  }

  /** What the numbers at the joints are. */
  #note() {
    const { result } = this.data ?? {};
    if (result?.kind === "wordpiece") return this.say("rank_none");
    if (result?.rank_means === "merge-line") return this.say("rank_line");
    return result?.rank_means === "token-id" ? this.say("rank_id") : this.say("rank_score");
  }

  /**
   * @param {number} chunk
   * @param {"start" | "end"} from
   */
  #choose(chunk, from) {
    this.parts?.run.pause();
    this.#chosen = chunk;
    this.#place = from === "end" ? stepsOf(this.chunk) : 0;
    this.update();
  }

  /** @param {{by: -1 | 1, playing: boolean}} beyond */
  #beyond({ by, playing }) {
    const next = this.#chosen + by;
    const there = next >= 0 && next < (this.data?.result.chunks.length ?? 0);
    if (there) this.#choose(next, by > 0 ? "start" : "end");
    if (there && playing) this.parts?.run.play();
    else this.parts?.run.pause();
  }

  tables() {
    const [chunk, data] = [this.chunk, this.data];
    if (!chunk || !data) return [];
    const { say } = this;
    const { kind } = data.result;
    const cell = (/** @type {readonly import("../shared/text.js").Piece[]} */ found) => h("span", {}, ...drawPieces(found));
    const name = (/** @type {string} */ text) => cell(named(text));
    const part = visible(chunk.text);
    const steps = kind === "wordpiece"
      ? table(say("table_attempts", { part }), [say("col_step"), say("col_attempt"), say("col_id")], chunk.attempts.map(({ piece, id }, place) => [place + 1, name(piece), id ?? "×"]))
      : table(say("table_steps", { part }), [say("col_step"), say("col_pair"), say("col_token"), say("col_rank"), say("col_id")], chunk.steps.map(({ pair: [left, right], token, rank, id }, place) => [
          place + 1, h("span", {}, ...drawPieces(named(left)), " + ", ...drawPieces(named(right))), name(token), rank, id,
        ]));
    const tokens = data.result.chunks.flatMap((one) => one.tokens);
    return [
      steps,
      table(say("table_tokens"), [say("col_step"), say("col_token"), say("col_bytes"), say("col_id")], tokens.map((token, place) => [
        place + 1, cell(piecesOf(token, kind)), h("span", { class: "hex" }, spacedHex(token.bytes)), token.id,
      ])),
    ];
  }

  /** @param {import("../shared/picture.js").Ink} ink */
  drawing(ink) {
    const [chunk, data] = [this.chunk, this.data];
    if (!data) throw new Error("nothing to draw yet");
    const { kind } = data.result;
    const space = { unit: 16, room: ROOM, tall: TALL, measure: ink.measure };
    let size = { width: ROOM, height: 0 };
    /** @type {import("./shapes.js").Shape[]} */
    let shapes = [];
    if (chunk && kind === "wordpiece") {
      const rulers = rulersOf(chunk, this.#place, space);
      ({ shapes } = rulers);
      size = rulers;
    } else if (chunk) {
      const layout = layOut(chunk, kind, space);
      shapes = shapesOf(layout, this.#place, ink.measure);
      size = layout;
    }
    const sentence = [...(this.parts?.sentence.children ?? [])].map((one) => one.textContent).join(" ");
    return drawMergeTree(data.result, { chosen: this.#chosen, size, shapes, told: sentence, note: this.#note() }, this.say, ink);
  }
}

/**
 * Steps, or attempts, from the leaves to the tokens.
 * @param {import("./types.js").Chunk | undefined} chunk
 */
function stepsOf(chunk) {
  return chunk ? chunk.steps.length || chunk.attempts.length : 0;
}

/**
 * @typedef {{choice: Choice, chunks: Chunks, stand: Stand, list: List, tokens: Tokens, run: Run,
 *   tools: import("../shared/picture.js").Tools, name: HTMLElement, sentence: HTMLElement, note: HTMLElement}} Parts
 */

if (!customElements.get("merge-tree")) customElements.define("merge-tree", MergeTree);
