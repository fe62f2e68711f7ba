import { choicesStyle } from "../shared/choices.js";
import { playerStyle } from "../shared/player.js";

/** The style of <attention-pattern>, after the one all pictures share. */
export const style = playerStyle + choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); line-height: 1.35; }
.bar, .head { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: var(--space-1) var(--space-4); }
.head { margin-bottom: var(--space-2); }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; }
.present .sentence { font-size: var(--text-1); }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.body > * { min-width: 0; }

/* What a hand can set. */
.controls .segments span { flex: 1 0 auto; }
.growth .segments label { min-height: 2rem; padding-inline: var(--space-2); }
.sizes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 var(--space-5); margin-top: var(--space-1); }
.size { display: grid; grid-template-columns: 6.6em minmax(4rem, 1fr) 3.2em; align-items: center; gap: var(--space-2); min-height: 2.6rem; }
.size label { font-weight: 700; line-height: 1.2; }
.unused label { color: var(--cut-ink); }
.unused input { opacity: .45; }
input[type=number] { width: 100%; min-height: 2.2rem; padding: 0 var(--space-1); font: inherit; text-align: center; color: var(--ink); background: var(--sand); border: 2px solid var(--edge); border-radius: var(--radius-2); }
input[type=number] { appearance: textfield; -moz-appearance: textfield; }
input[type=number]::-webkit-inner-spin-button { display: none; }
input[aria-invalid=true] { border-color: var(--current); background: var(--current-tint); }
.further { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-5); }
.further .block { min-height: 2.4rem; font-weight: 400; }
.cut { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 2.5rem; cursor: pointer; }
.cut input { width: 1.25rem; height: 1.25rem; accent-color: var(--ink); }
.size input[type=range] { width: 100%; min-width: 0; height: 2.5rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab; }
.size input[type=range]:active { cursor: grabbing; }
.size input[type=range]:disabled { cursor: default; }
.size input[type=range]::-webkit-slider-runnable-track {
  height: .75rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
.size input[type=range]::-moz-range-track {
  height: .5rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
.size input[type=range]::-webkit-slider-thumb {
  -webkit-appearance: none; width: 1.9rem; height: 1.6rem; margin-top: -.52rem; border-radius: var(--pebble);
  border: 2px solid var(--sand-raised); background: var(--ink); box-shadow: 0 2px 3px #0006, inset 3px 3px 4px #ffffff33;
}
.size input[type=range]::-moz-range-thumb { width: 1.7rem; height: 1.4rem; border-radius: var(--pebble); border: 2px solid var(--sand-raised); background: var(--ink); }

/* The mask, and the row of layers below it. */
.mask { --gutter: 2.3em; width: 100%; max-width: 36em; margin-inline: auto; }
.axes { display: flex; gap: var(--space-5); line-height: 1.2; }
.axes .of-query { color: var(--current); }
.axes .of-key { color: var(--other); }
.frame { position: relative; padding: 1.4em 0 0 var(--gutter); }
.area {
  position: relative; aspect-ratio: 1; overflow: clip; overflow-clip-margin: 6px; background: var(--sand-sunk); cursor: crosshair; touch-action: manipulation;
  transition: background-color 1ms; /* heard by the script: the canvas needs other colours, too */
}
[role=img].area { cursor: default; }
.area canvas { display: block; width: 100%; height: 100%; }
.row, .column { position: absolute; pointer-events: none; }
.row { inset-inline: 0; min-block-size: 3px; outline: 2px solid var(--current); }
.row.chosen { outline-width: 3px; }
.column { inset-block: 0; min-inline-size: 3px; outline: 2px solid var(--other); }
.tops, .sides { position: absolute; color: var(--ink-soft); line-height: 1; }
.tops { inset: .2em 0 auto var(--gutter); }
.sides { inset: 1.4em auto 0 0; width: calc(var(--gutter) - .4em); }
.tops span { position: absolute; translate: -50%; }
.sides span { position: absolute; inset-inline-end: 0; translate: 0 -50%; }
.reach { display: block; width: calc(100% - var(--gutter)); height: 1.6em; margin: var(--space-2) 0 var(--space-1) var(--gutter); }
.readout { min-height: 2.7em; line-height: 1.35; font-weight: 700; padding-inline-start: var(--gutter); }
.reach ~ .soft { padding-inline-start: var(--gutter); }

/* Figures, the curve, the steps. */
.numbers { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); align-content: start; }
.count { font-size: var(--text-4); line-height: 1; }
.formula { display: flex; flex-wrap: wrap; gap: 0 var(--space-2); color: var(--ink-soft); line-height: 1.3; }
.formula span:first-child { color: var(--ink); font-weight: 700; }
.legend { margin: var(--space-2) 0; }
.legend li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) auto; align-items: center; gap: var(--space-2); line-height: 1.5; }
.swatch { width: 1.1rem; height: 1.1rem; border-radius: 3px; }
.swatch.global { background: var(--seq-8); }
.swatch.window { background: var(--seq-4); }
.swatch.random { background: var(--chosen); border: 1px solid var(--chosen-ink); }
.swatch.left { background: var(--sand-sunk); border: 1px solid var(--sand-line); }
.swatch.masked { background: repeating-linear-gradient(135deg, var(--cut) 0 1.5px, transparent 1.5px 5px); }
.far { line-height: 1.35; }
.growth { display: flex; flex-direction: column; }
.growth .bar { align-items: center; }
.curve { flex: 1; min-height: 13rem; }
.curve svg { display: block; width: 100%; height: 100%; }
.curve text { fill: var(--ink-soft); font-size: 1em; }
.curve .rule { stroke: var(--sand-line); }
.curve .axis { stroke: var(--edge); }
.curve polyline { fill: none; stroke-width: 3; stroke-linejoin: round; }
.curve .full { stroke: var(--cut-ink); stroke-dasharray: 6 5; }
.curve .of-full { fill: var(--cut-ink); font-weight: 700; }
.curve .of-this { fill: var(--other); font-weight: 700; }
.curve .this { stroke: var(--other); }
.curve .here { fill: var(--current); stroke: var(--sand-raised); stroke-width: 2; }
.steps { display: grid; gap: var(--space-1); }
.lanes { display: grid; gap: var(--space-1); }
.lane { display: grid; grid-template-columns: 7.5em minmax(0, 1fr) 7em; align-items: center; gap: var(--space-2); line-height: 1.3; }
.steps-of { text-align: end; white-space: nowrap; }
.track { position: relative; height: 1.35rem; overflow: clip; border-radius: var(--radius-1); background: var(--sand-sunk); }
.track > * { position: absolute; inset-block: 0; transition: inline-size var(--motion-quick) linear, inset-inline-start var(--motion-quick) linear; }
.done { inset-inline-start: 0; background: var(--other); }
.now { background: var(--current); }
.edged::after { content: ""; position: absolute; inset: 0; background: repeating-linear-gradient(to right, transparent 0 calc(var(--token) - 2px), var(--sand-raised) calc(var(--token) - 2px) var(--token)); }

.tables tbody th { text-align: start; }
.runs { display: inline-block; min-width: 14em; max-width: 40em; white-space: normal; }

/* Widths count in letters, so that a hall's larger ones get the room they need. */
@container (min-width: 38em) {
  .sizes { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .numbers { grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr); }
}
@container (min-width: 60em) {
  .body { grid-template-columns: minmax(0, 29rem) minmax(0, 1fr); grid-template-rows: auto 1fr auto; gap: var(--space-2) var(--space-5); }
  .mask { grid-column: 1; grid-row: 1 / span 3; }
  .controls, .numbers, .steps { grid-column: 2; }
  .controls { grid-row: 1; }
  .numbers { grid-row: 2; align-content: stretch; }
  .steps { grid-row: 3; }
}
/* A hall's letters on a small screen: the mask as high as the screen has room for, and no more said than is pointed at. */
@container (min-width: 46em) and (max-width: 59.99em) {
  .present .body { grid-template-columns: minmax(0, 17.5em) minmax(0, 1fr); grid-template-rows: auto 1fr auto; gap: var(--space-2) var(--space-5); }
  .present .mask { grid-column: 1; grid-row: 1 / span 3; }
  .present :is(.controls, .numbers, .steps) { grid-column: 2; }
  .present :is(.far, .formula span:last-child, .lanes .soft, .mask .soft) { display: none; }
  .present .legend { margin: var(--space-1) 0 0; }
  .present .legend li { line-height: 1.3; }
  .present .readout { padding: 0; line-height: 1.25; }
  .present .curve { min-height: 0; }
  .present .sizes { gap: 0 var(--space-3); }
  .present .size { grid-template-columns: 6.4em minmax(3rem, 1fr) 2.6em; }
}
@container (min-width: 60em) {
  .present .body { grid-template-columns: minmax(0, clamp(18em, 100svh - 19em, 32em)) minmax(0, 1fr); }
}
@container (min-width: 85em) {
  .card:not(.present) .body { grid-template-columns: minmax(0, 36rem) minmax(0, 1fr); }
}
@container (max-width: 37.99em) {
  .card { padding: var(--space-3); }
  .lane { grid-template-columns: minmax(0, 1fr) auto; }
  .lane .track { grid-column: 1 / -1; grid-row: 2; }
  .size { grid-template-columns: 6.6em minmax(4rem, 1fr) 3.2em; }
}
@media (pointer: coarse) { .growth .segments label, .cut, input[type=number], .further .block, .size, .size input[type=range] { min-height: 2.75rem; } }
@media (forced-colors: active) { .swatch, .track > *, .area { forced-color-adjust: none; } }
`;
