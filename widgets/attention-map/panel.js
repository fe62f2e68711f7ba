/** One large picture with its heading: text A, text B, or their difference. */

import { h } from "../shared/dom.js";
import { Lines } from "./lines.js";
import { Matrix } from "./matrix.js";
import { TokenView } from "./token-view.js";

/** @typedef {import("./types.js").Focus} Focus */
/** @typedef {import("./types.js").Hands} Hands */
/** @typedef {import("./types.js").LargePicture} LargePicture */
/** @typedef {import("./types.js").Look} Look */
/** @typedef {import("./types.js").Options} Options */
/** @typedef {import("./types.js").PictureKind} PictureKind */
/** @typedef {import("../shared/picture.js").Say} Say */

/** @type {Readonly<Record<PictureKind, new (say: Say, hands: Hands) => LargePicture>>} */
const KINDS = { heatmap: Matrix, lines: Lines, token: TokenView };

/**
 * @typedef {object} Shown
 * @property {Look} look
 * @property {PictureKind} picture
 * @property {Focus} focus
 * @property {Omit<Options, "width" | "height">} options
 */

export class Panel {
  /** @type {Shown | null} */
  #shown = null;
  /** @type {{kind: PictureKind, large: LargePicture} | null} */
  #made = null;
  #room = { width: 0, height: 0 };

  /**
   * @param {Say} say
   * @param {Hands} hands
   */
  constructor(say, hands) {
    this.say = say;
    this.hands = hands;
    this.head = h("div", { class: "panel-head" });
    this.place = h("div", { class: "panel-picture" });
    this.element = h("section", { class: "panel" }, this.head, this.place);
  }

  /** @param {Shown | null} shown null: there is nothing to be seen here */
  show(shown) {
    this.#shown = shown;
    this.element.hidden = shown === null;
    if (shown === null) return;
    if (this.#made?.kind !== shown.picture) {
      const large = new KINDS[shown.picture](this.say, this.hands);
      this.#made = { kind: shown.picture, large };
      this.place.replaceChildren(large.element);
    }
    if (this.#room.width > 0) this.#draw();
  }

  /**
   * @param {number} width px there are
   * @param {number} height px with the heading; 0: as many as are needed
   */
  resize(width, height) {
    this.#room = { width, height: height === 0 ? 0 : height - this.head.offsetHeight };
    this.#draw();
  }

  /** Height of the words under the picture in px. */
  get foot() {
    return this.#made?.large.foot.offsetHeight ?? 0;
  }

  /** Paint anew: colours or letters are other ones. */
  repaint() {
    if (this.#shown && this.#room.width > 0) this.#made?.large.repaint();
  }

  #draw() {
    if (this.#shown) this.#made?.large.show(this.#shown.look, this.#shown.focus, { ...this.#shown.options, ...this.#room });
  }
}
