/**
 * A player for pictures that go step by step: to the start, back, play and pause, on, to the end, a slider for the place,
 * the speed; the same by keyboard and by a presenter's clicker. It knows places only, not what is shown at them.
 *
 *     this.player = new Player({ say, count: steps.length, seconds: 1.2, label: say("steps") });
 *     this.player.addEventListener("step", () => this.#show());      // its detail: {place, before}
 *     card.append(this.player.element);                               // with `playerStyle` in the picture's style
 *     connectedCallback() { this.#deaf = this.player.listen(this); }  // keys; in disconnectedCallback: this.#deaf()
 *
 * Words that a picture must have for it: player_start, player_back, player_play, player_pause, player_next, player_end,
 * player_place ("{place} / {count}"), player_speed.
 */

import { h, s } from "./dom.js";
import { whole } from "./numbers.js";

/** @typedef {import("./picture.js").Say} Say */
/** @typedef {{place: number, before: number}} Step */

/** How many times faster than usual; the fastest are offered only where there are many steps. */
const SPEEDS = [0.5, 1, 2, 5, 20, 100];
/** ms a picture has at least for a step; a faster player leaves steps out. */
const FRAME = 50;

/** Events: `step` {place, before}, after every move, whoever made it. */
export class Player extends EventTarget {
  #count = 0;
  #place = 0;
  #speed = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Row | null} */
  #row = null;

  /**
   * @param {object} about
   * @param {Say} about.say
   * @param {number} about.count the last place; the first is 0
   * @param {number} [about.place]
   * @param {number} [about.seconds] it stays at a place while it plays
   * @param {string} [about.label] what the places are, for those who hear the slider
   */
  constructor({ say, count, place = 0, seconds = 1, label = "" }) {
    super();
    this.say = say;
    this.seconds = seconds;
    this.label = label;
    this.count = count;
    this.place = place;
  }

  /** The row of buttons. @returns {HTMLElement} */
  get element() {
    this.#row ??= this.#build();
    this.#show();
    return this.#row.element;
  }

  /** The last place. Setting it keeps the present place within, and tells nobody. */
  get count() {
    return this.#count;
  }

  set count(count) {
    this.#count = Math.max(Math.floor(count) || 0, 0);
    this.place = this.#place;
  }

  /** The present place. Setting it tells nobody: see `go`. */
  get place() {
    return this.#place;
  }

  set place(place) {
    this.#place = this.#within(place);
    if (this.#place === this.#count) this.#stop();
    this.#show();
  }

  get playing() {
    return this.#timer !== undefined;
  }

  /** ms from one step to the next while it plays. */
  get pace() {
    return Math.max((this.seconds * 1000) / this.#speed, FRAME);
  }

  /** How many times faster than usual. */
  get speed() {
    return this.#speed;
  }

  set speed(speed) {
    this.#speed = speed;
    if (this.playing) this.#wait();
    this.#show();
  }

  /** Go to a place; a hand that moves it also stops it. @param {number} place */
  go(place) {
    this.#stop();
    this.#move(place);
    this.#show();
  }

  /** Run on; from the end, run again from the start. */
  play() {
    if (this.playing || this.#count === 0) return;
    if (this.#place === this.#count) this.#move(0);
    this.#wait();
    this.#show();
  }

  pause() {
    this.#stop();
    this.#show();
  }

  /**
   * Do what a key says: ← → and page up and down step, space plays and pauses, home and end go to the ends. Keys that
   * belong to where somebody types, chooses or pushes a button stay there.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was used
   */
  key(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const on = /** @type {Partial<HTMLInputElement> | undefined} */ (event.composedPath()[0]);
    const button = on?.localName === "button" || on?.localName === "summary" || on?.localName === "a";
    const range = on?.localName === "input" && on.type === "range" && on !== this.#row?.slider;
    const switches = on?.localName === "input" && (on.type === "radio" || on.type === "checkbox");
    const field = (on?.localName === "input" && on.type !== "range" && !switches) || on?.localName === "textarea" || on?.localName === "select" || on?.isContentEditable;
    if (field) return false;
    const arrows = !range && !switches;
    if (event.key === "PageDown" || (event.key === "ArrowRight" && arrows)) this.go(this.#place + 1);
    else if (event.key === "PageUp" || (event.key === "ArrowLeft" && arrows)) this.go(this.#place - 1);
    else if (event.key === " " && !button && !switches) this.playing ? this.pause() : this.play();
    else if (event.key === "Home" && !range) this.go(0);
    else if (event.key === "End" && !range) this.go(this.#count);
    else return false;
    event.preventDefault();
    return true;
  }

  /**
   * Hear keys for a picture: all of them where it has the focus, or where nothing has and it is presented. Where nothing
   * has the focus on an ordinary page, ← and → only: the others scroll the page. A hidden picture hears nothing.
   * @param {HTMLElement} picture
   * @returns {() => void} stop hearing
   */
  listen(picture) {
    const heard = (/** @type {KeyboardEvent} */ event) => {
      const path = event.composedPath();
      const focus = path.includes(picture);
      const free = path[0] === document.body || path[0] === document.documentElement;
      const arrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
      if (!picture.checkVisibility() || picture.getAttribute("controls") === "off") return;
      if (focus || (free && (arrow || picture.closest("[data-present]")))) this.key(event);
    };
    document.addEventListener("keydown", heard);
    return () => {
      document.removeEventListener("keydown", heard);
      this.pause();
    };
  }

  /** @param {number} place */
  #within(place) {
    return Math.min(Math.max(Math.round(place) || 0, 0), this.#count);
  }

  /** @param {number} place */
  #move(place) {
    const before = this.#place;
    const next = this.#within(place);
    if (next === before) return;
    this.#place = next;
    /** @type {Step} */
    const detail = { place: next, before };
    this.dispatchEvent(new CustomEvent("step", { detail }));
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const by = Math.max(1, Math.round((FRAME * this.#speed) / (this.seconds * 1000)));
      if (this.#place + by < this.#count) this.#wait();
      else this.#stop();
      this.#move(this.#place + by);
      this.#show();
    }, this.pace);
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @returns {Row} */
  #build() {
    const { say } = this;
    const button = (/** @type {string} */ label, /** @type {string} */ icon, /** @type {() => void} */ act, kind = "") => {
      const made = h("button", { type: "button", class: "block " + kind, "aria-label": label, title: label }, drawn(icon));
      made.addEventListener("click", act);
      return made;
    };
    const start = button(say("player_start"), ICONS.start, () => this.go(0), "end");
    const back = button(say("player_back"), ICONS.back, () => this.go(this.#place - 1));
    const play = button(say("player_play"), ICONS.play, () => (this.playing ? this.pause() : this.play()), "strong");
    const next = button(say("player_next"), ICONS.next, () => this.go(this.#place + 1));
    const end = button(say("player_end"), ICONS.end, () => this.go(this.#count), "end");
    const slider = h("input", { type: "range", min: 0, step: 1, "aria-label": this.label });
    slider.addEventListener("input", () => this.go(slider.valueAsNumber));
    const place = h("span", { class: "place", "aria-hidden": "true" });
    const speed = h("select", { "aria-label": say("player_speed"), title: say("player_speed") });
    speed.addEventListener("change", () => (this.speed = Number(speed.value)));
    // What these fields say is told as a step; the page need not hear of it in another way.
    for (const type of ["input", "change"]) for (const field of [slider, speed]) field.addEventListener(type, (event) => event.stopPropagation());
    const element = h("div", { class: "player" }, h("div", { class: "buttons" }, start, back, play, next, end), h("div", { class: "way" }, slider, place), speed);
    return { element, start, back, play, next, end, slider, place, speed };
  }

  #show() {
    if (!this.#row) return;
    const { start, back, play, next, end, slider, place, speed } = this.#row;
    const [at, last] = [this.#place, this.#count];
    const focused = /** @type {ShadowRoot | Document} */ (this.#row.element.getRootNode()).activeElement;
    for (const button of [start, back]) button.disabled = at === 0;
    for (const button of [next, end]) button.disabled = at === last;
    play.disabled = last === 0;
    // The end of the way must not be the end of the keyboard's way.
    if (focused instanceof HTMLButtonElement && focused.disabled && [start, back, next, end].includes(focused)) play.focus();
    const label = this.say(this.playing ? "player_pause" : "player_play");
    if (play.title !== label) {
      play.title = label;
      play.setAttribute("aria-label", label);
      play.replaceChildren(drawn(this.playing ? ICONS.pause : ICONS.play));
    }
    slider.max = String(last);
    if (slider.valueAsNumber !== at) slider.value = String(at);
    slider.disabled = last === 0;
    slider.style.setProperty("--at", `${last ? (100 * at) / last : 0}%`);
    place.textContent = this.say("player_place", { place: whole(at), count: whole(last) });
    slider.setAttribute("aria-valuetext", place.textContent);
    if (!this.label) slider.setAttribute("aria-label", place.textContent);
    const offered = SPEEDS.filter((one) => one <= 5 || one === this.#speed || last > one * 5);
    if (offered.length !== speed.options.length) speed.replaceChildren(...offered.map((one) => h("option", { value: one }, `×${one}`)));
    speed.value = String(this.#speed);
  }
}

/**
 * @typedef {{element: HTMLElement, start: HTMLButtonElement, back: HTMLButtonElement, play: HTMLButtonElement,
 *   next: HTMLButtonElement, end: HTMLButtonElement, slider: HTMLInputElement, place: HTMLElement,
 *   speed: HTMLSelectElement}} Row
 */

/** Drawn, because fonts turn such signs into coloured pictures. */
const ICONS = {
  start: "M4 4h3v16H4zM20 4v16L8 12z",
  back: "M18 4v16L6 12z",
  play: "M6 3v18l15-9z",
  pause: "M5 4h5v16H5zM14 4h5v16h-5z",
  next: "M6 4v16l12-8z",
  end: "M17 4h3v16h-3zM4 4v16l12-8z",
};

/** @param {string} path */
function drawn(path) {
  return s("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" }, s("path", { d: path, fill: "currentColor" }));
}

/** The style of the row, to go into a picture's own; the picture's :host must be a container of inline size. */
export const playerStyle = /* css */ `
.player { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-3); min-width: 0; }
.player .buttons { display: flex; gap: var(--space-1); }
.player .block { min-width: 2.75rem; padding: var(--space-1) var(--space-2); }
.player .block.strong { min-width: 4rem; }
.player svg { display: block; }
.player .way { flex: 1 1 12rem; display: flex; align-items: center; gap: var(--space-2); min-width: 0; }
.player .place { flex: none; font-weight: 700; white-space: nowrap; min-width: 4em; text-align: end; }
.player select {
  min-height: 2.75rem; padding: 0 var(--space-1); font: inherit; color: inherit;
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised);
}
.player input { flex: 1; width: 100%; min-width: 5rem; height: 2.75rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab; }
.player input:active { cursor: grabbing; }
.player input:disabled { cursor: default; }
.player input::-webkit-slider-runnable-track {
  height: .75rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--current) var(--at), var(--sand-sunk) var(--at));
}
.player input::-moz-range-track {
  height: .5rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--current) var(--at), var(--sand-sunk) var(--at));
}
.player input::-webkit-slider-thumb {
  -webkit-appearance: none; width: 1.9rem; height: 1.6rem; margin-top: -.52rem; border-radius: var(--pebble);
  border: 2px solid var(--sand-raised); background: var(--ink); box-shadow: 0 2px 3px #0006, inset 3px 3px 4px #ffffff33;
}
.player input::-moz-range-thumb { width: 1.7rem; height: 1.4rem; border-radius: var(--pebble); border: 2px solid var(--sand-raised); background: var(--ink); }
@container (max-width: 559.9px) {
  .player { column-gap: var(--space-1); }
  .player .buttons { flex: 1; }
  .player .buttons .block { flex: 1; min-width: 2.75rem; }
  .player .way { order: 1; flex-basis: 100%; }
}
`;
