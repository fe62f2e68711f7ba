/** The style of <next-token-bars>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; --row: 2.25rem; }
:host([hidden]) { display: none; }

h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-3); }
.count { color: var(--ink-soft); }
.head .tools { margin-inline-start: auto; }
.name, .hint, .note, .left { color: var(--ink-soft); }

/* The text as tokens: wooden blocks lying in a row. */
.context { margin-top: var(--space-2); }
.strip { font-size: var(--text-3); line-height: 1.2; padding-bottom: 3px; }
.chip {
  display: inline-block; vertical-align: top; max-width: 100%; min-width: 1.1em; min-height: 1.65em;
  margin: 0 3px var(--space-2) 0; padding: .18em .34em .16em;
  border-radius: var(--radius-1); background: var(--sand); box-shadow: 0 3px 0 var(--sand-line);
  overflow-wrap: anywhere; white-space: break-spaces; text-align: center;
}
.chip.odd { background: var(--sand-sunk); }
.chip.special { background: none; box-shadow: none; outline: 1.5px dashed var(--edge); outline-offset: -1.5px; color: var(--ink-soft);
  font-size: var(--text-1); line-height: calc(1.65 * var(--text-3)); min-height: 0; padding-block: 0; }
.chip.chosen { background: var(--chosen); color: var(--on-chosen); box-shadow: 0 3px 0 var(--chosen-ink); }
.chip.chosen .mark { color: inherit; }
/* Tokens that share a character lie on one plank, the character written under it. */
.joined { display: inline-block; vertical-align: top; max-width: 100%; margin-inline-end: 3px; text-align: center; }
.joined .parts { display: block; padding-bottom: 3px; border-bottom: 3px solid var(--edge); border-radius: 0 0 4px 4px; }
.joined .chip { margin-bottom: 3px; }
.joined .chip:last-child { margin-inline-end: 0; }
.joined .whole { display: block; font-size: var(--text-1); color: var(--ink-soft); line-height: 1.3; }
.gap {
  display: inline-block; vertical-align: top; min-height: 1.65em; padding: .12em .5em; margin-bottom: var(--space-2);
  border: 2px dashed var(--current); border-radius: var(--radius-1);
  background: var(--current-tint); color: var(--current); font-weight: 700;
}
.gap { animation: blink 1.2s steps(1) infinite; }
@keyframes blink { 50% { border-color: transparent; } }
.window { display: flex; flex-direction: column; justify-content: flex-end; overflow: hidden; }
.strip { flex: none; }
.window.folded { max-height: calc(3 * (1.65 * var(--text-3) + var(--space-2)) + 3px); }
.window.cropped { mask-image: linear-gradient(to bottom, transparent, #000 1.6em); }

/* Candidates. One grid for all rows, so that bars begin at one line. */
.candidates { display: grid; align-content: start; }
.body { display: grid; align-content: start; gap: var(--space-4) var(--space-5); margin-top: var(--space-3); }
.bars { display: grid; grid-template-columns: auto fit-content(calc(15 * var(--text-1))) minmax(4rem, 1fr) auto auto; margin-top: var(--space-1); }
.rows, .row, .axis { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; }
.row { position: relative; min-height: var(--row); column-gap: var(--space-2); border-radius: var(--radius-2); }
.bars, .rows { column-gap: var(--space-2); }
.live .row { cursor: pointer; }
@media (hover: hover) { .rows .row:hover { background: var(--sand); } }
.rows .row:focus-visible { outline-offset: -3px; }
.rank { color: var(--ink-soft); min-width: 1.6em; text-align: end; }
.token {
  justify-self: start; max-width: 100%; padding: .1em .36em; border-radius: var(--radius-1);
  font-size: var(--text-3); line-height: 1.2; white-space: pre; overflow: hidden; text-overflow: ellipsis;
}
.token .bytes { padding: .1em .35em; border: 1.5px solid var(--edge); border-radius: var(--radius-1); }
.token.special { outline: 1.5px dashed var(--edge); outline-offset: -1.5px; color: var(--ink-soft); font-size: var(--text-1); }
.live .row:hover .token, .live .row:focus-visible .token { background: var(--chosen-tint); box-shadow: 0 2px 0 var(--chosen); }
.track { position: relative; align-self: stretch; }
.scale { grid-column: 3; position: relative; height: 1.3em; color: var(--ink-soft); line-height: 1.2; }
.scale span { position: absolute; translate: -50% 0; }
.fill, .ghost { position: absolute; inset-inline-start: 0; border-radius: 2px 6px 6px 2px; inset-block: 16%; }
.fill { min-width: 2px; transition: inline-size var(--motion) var(--ease), background-color var(--motion); }
.ghost { min-width: 2px; border: 1.5px solid var(--ink); border-inline-start-width: 0; box-shadow: 1px 0 0 .5px var(--sand-raised); transition: inline-size var(--motion) var(--ease); }
/* Rake marks in the sand: the scale. */
.track::before {
  content: ""; position: absolute; inset: 0 -1px 0 0;
  background: repeating-linear-gradient(to right, var(--sand-line) 0 1px, transparent 1px calc((100% - 1px) / var(--parts, 4)));
}
.number { grid-column: 5; min-width: 4.6em; text-align: end; font-weight: 700; font-size: var(--text-2); white-space: nowrap; }
.tag {
  grid-column: 4; padding: 0 var(--space-2); border-radius: var(--radius-round); border: 1.5px solid var(--cut);
  color: var(--cut-ink); background: var(--sand-raised); white-space: nowrap; line-height: 1.4;
}
.cut .token, .cut .number, .cut .rank { color: var(--cut-ink); }
.cut .number { font-weight: 400; }
.cut .fill { visibility: hidden; }
.cut .ghost {
  border: 1px solid var(--cut); box-shadow: none;
  background: repeating-linear-gradient(-45deg, var(--cut) 0 2px, transparent 2px 6px);
}
.hit .token { background: var(--chosen); color: var(--on-chosen); box-shadow: 0 2px 0 var(--chosen-ink); }
.hit .token .mark { color: inherit; }
.hit .rank { color: var(--ink); font-weight: 700; }
.rest .token { font-size: var(--text-1); color: var(--ink-soft); white-space: normal; text-wrap: balance; }
.rest .number { color: var(--ink-soft); }
.rest .fill {
  border: 1.5px solid var(--edge);
  background: radial-gradient(circle at 2px 2px, var(--edge) 1px, transparent 1.4px) 0 0 / 6px 6px;
}
.info { min-height: 3em; line-height: 1.5; margin-top: var(--space-2); overflow-wrap: anywhere; }
.info b { font-size: var(--text-2); }
.fact { display: inline-block; margin-inline-start: var(--space-3); }
.legend { display: flex; gap: var(--space-3); margin-inline-start: auto; color: var(--ink-soft); }
.key::before {
  content: ""; display: inline-block; width: 1.6em; height: .7em; margin-inline-end: .4em; border-radius: 1px 4px 4px 1px;
}
.key.filled::before { background: var(--seq-6); }
.key.outlined::before { border: 1.5px solid var(--ink); border-inline-start-width: 0; }

/* The tray with the four stones. */
.controls {
  padding: var(--space-3) var(--space-4) var(--space-4);
  border-radius: var(--radius-3); border: 2px solid var(--sand-line);
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.controls .bar { justify-content: space-between; flex-wrap: nowrap; margin-bottom: var(--space-1); }
.controls .quiet { flex: none; }
.controls h3 { font-size: var(--text-1); }
.chain { display: grid; gap: var(--space-2) var(--space-5); }
.step { display: grid; grid-template-columns: auto 1fr auto; align-items: center; column-gap: var(--space-2); position: relative; }
.place {
  display: grid; place-items: center; width: 1.7em; height: 1.7em; font-weight: 700; line-height: 1;
  border-radius: var(--pebble); background: var(--other); color: var(--on-strong);
}
.neutral .place { background: var(--sand-raised); color: var(--ink-soft); box-shadow: inset 0 0 0 2px var(--edge); }
label { font-weight: 700; }
.value { font-weight: 700; font-size: var(--text-2); color: var(--other); text-align: end; }
.neutral .value { color: var(--ink-soft); font-weight: 400; }
.step .hint { grid-column: 1 / -1; line-height: var(--leading-tight); }
.step .left { grid-column: 1 / -1; display: flex; align-items: center; gap: var(--space-2); line-height: var(--leading-tight); margin-top: var(--space-1); }
/* What a rule leaves runs down to the next one. */
.step .left::before { content: ""; width: 1.7em; height: 1.3em; flex: none;
  background: linear-gradient(var(--edge), var(--edge)) center / 2px 100% no-repeat; clip-path: inset(0); }
input[type=range] {
  grid-column: 1 / -1; width: 100%; height: 2.5rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab;
}
input[type=range]:active { cursor: grabbing; }
input[type=range]::-webkit-slider-runnable-track {
  height: .75rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
.neutral input[type=range]::-webkit-slider-runnable-track { background: linear-gradient(to right, var(--edge) var(--at), var(--sand-sunk) var(--at)); }
input[type=range]::-moz-range-track {
  height: .5rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
input[type=range]::-webkit-slider-thumb {
  -webkit-appearance: none; width: 1.9rem; height: 1.6rem; margin-top: -.52rem; border-radius: var(--pebble);
  border: 2px solid var(--sand-raised); background: var(--ink); box-shadow: 0 2px 3px #0006, inset 3px 3px 4px #ffffff33;
  transition: transform var(--motion-quick) var(--ease);
}
input[type=range]::-moz-range-thumb {
  width: 1.7rem; height: 1.4rem; border-radius: var(--pebble); border: 2px solid var(--sand-raised); background: var(--ink);
}
input[type=range]:hover::-webkit-slider-thumb { transform: scale(1.08); }
input[type=range]:focus-visible { outline-offset: 0; border-radius: var(--radius-2); }

/* Dice and ruler. */
.dice { display: grid; gap: var(--space-2); align-content: start; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3); }
.seed { display: inline-flex; align-items: center; gap: var(--space-2); }
.seed label { font-weight: 400; color: var(--ink-soft); }
input[type=number] {
  width: 6.5em; min-height: 2.75rem; padding: 0 var(--space-2); border: 2px solid var(--edge); border-radius: var(--radius-2);
  background: var(--sand); color: var(--ink); font-size: var(--text-2);
}
.fall { position: relative; height: 1.7em; }
.fall:has([hidden]) { height: 0; }
.pointer { position: absolute; top: .75em; bottom: -2.25rem; width: 3px; margin-inline-start: -1.5px; background: var(--current); z-index: 1; }
.pointer::before {
  content: ""; position: absolute; top: -2px; left: 50%; translate: -50% 0; width: 1.1rem; height: .8rem;
  background: var(--current); clip-path: polygon(0 0, 100% 0, 50% 100%);
}
.pointer.drop { animation: drop var(--motion) cubic-bezier(.5, 0, .7, 1); }
@keyframes drop { from { translate: 0 -2.5rem; opacity: 0; } }
.u { position: absolute; top: -.55em; left: 1rem; font-weight: 700; color: var(--current); line-height: 1.2; }
.pointer.late .u { left: auto; right: 1rem; }
.segments { display: flex; height: 2.25rem; border-radius: var(--radius-1); overflow: hidden; background: var(--sand-sunk); border: 1.5px solid var(--edge); }
.segment {
  flex: 0 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: pre; text-align: center; line-height: calc(2.25rem - 3px);
  box-shadow: inset -1px 0 0 var(--sand-raised); transition: flex-grow var(--motion) var(--ease);
}
.segment.rest { color: var(--ink); background: radial-gradient(circle at 2px 2px, var(--edge) .8px, transparent 1.2px) 0 0 / 6px 6px; }
.segment.hit { background: var(--chosen); color: var(--on-chosen); }
.ends { display: flex; justify-content: space-between; gap: var(--space-3); text-align: center; color: var(--ink-soft); line-height: 1.4; }
.outcome { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); }
.sentence:empty { display: none; }
.note { margin-top: var(--space-3); }

@container (min-width: 560px) {
  .chain { grid-template-columns: 1fr 1fr; }
}
@container (min-width: 860px) {
  .wide { grid-template-columns: minmax(0, 1fr) max(20.5rem, 30%); grid-template-rows: auto 1fr; }
  .wide .side { grid-area: 1 / 2 / span 2; }
  .wide .chain { grid-template-columns: 1fr; }
}
@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .bars { grid-template-columns: 1.6em minmax(0, 1fr) auto auto; }
  .row { row-gap: 0; padding-block: var(--space-1); }
  .rank { grid-area: 1 / 1; }
  .token { grid-area: 1 / 2; }
  .tag { grid-area: 2 / 2 / 3 / -1; justify-self: end; position: relative; }
  .number { grid-area: 1 / 4; min-width: 0; }
  .track { grid-area: 2 / 2 / 3 / -1; height: 1.1rem; }
  .axis { display: none; }
  .rest .token { grid-column: 2 / -2; }
  .fill, .ghost { inset-block: 8%; }
  .fact { margin-inline: 0 var(--space-3); }
  .legend { margin-inline-start: 0; flex-wrap: wrap; }
}
/* Small 16:9 frames: ten rows without scrolling. */
@media (max-height: 620px) {
  .plain { padding-block: var(--space-2); }
  .plain .bars { --row: clamp(1.2rem, calc((100vh - 14rem) / var(--rows, 13)), 1.9rem); }
  .plain .token { font-size: min(var(--text-3), calc(var(--row) * .74)); line-height: 1.1; padding-block: 0; }
  .plain .head { line-height: 1.3; }
  .plain .head .quiet { min-height: 1.75rem; }
  .plain .body { margin-top: 0; row-gap: var(--space-1); }
  .plain .context, .plain .info { margin-top: var(--space-1); }
  .plain .window.folded { max-height: calc(1.65 * var(--text-3) + var(--space-2) + 3px); }
  .plain .candidates { grid-template: "title entropy" auto "bars bars" auto "info info" auto / 1fr auto; }
  .plain .candidates > .bar { grid-area: title; }
  .plain .entropy { grid-area: entropy; }
  .plain .bars { grid-area: bars; margin-top: 0; }
  .plain .info { grid-area: info; min-height: 1.5em; line-height: 1.5; }
  .plain .note, .plain .dice, .plain .entropy .name:last-child, .plain .bar:has(.legend:not([hidden])) h3 { display: none; }
  .plain .legend { margin-inline-start: 0; }
  .plain.present .bars { --row: clamp(1.2rem, calc((100vh - 9rem) / var(--rows, 13)), 2.3rem); }
  .plain.present .candidates > .bar, .plain.present .entropy, .plain.present .axis, .plain.present .info:has(.hint) { display: none; }
  .plain.present .token, .plain.present .number { font-size: min(var(--text-1), calc(var(--row) * .8)); line-height: 1.1; }
  .plain.present .strip { font-size: var(--text-1); }
  .plain.present .chip.special { line-height: calc(1.65 * var(--text-1)); }
  .plain .rest .token { white-space: nowrap; }
}
/* In a hall the bars and the stones that move them stay on one screen: no hints, a coarser scale. */
.present .controls .hint, .present .controls .left, .present .legend { display: none; }
.present .scale span:nth-child(even) { visibility: hidden; }
@container (min-width: 560px) {
  .present .track, .present .tag { grid-area: 1 / 3; }
  .present .tag { justify-self: end; position: relative; }
}
@media (pointer: coarse) { :host { --row: 2.75rem; } }
@media (prefers-reduced-motion: reduce) {
  .gap, .ghostly { animation: none; }
}
@media (forced-colors: active) {
  .fill, .segment, .ghost { forced-color-adjust: none; }
}
`;
