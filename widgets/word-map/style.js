/** The style of <word-map>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; --rest: 16.5 * var(--text-1); }

h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 var(--space-3); }
.name, .hint, .note { color: var(--ink-soft); }
.body { display: grid; gap: var(--space-2) var(--space-5); margin-top: var(--space-1); }

/* The words that are not there. */
.missing { margin-top: var(--space-1); padding: var(--space-2) var(--space-3); border-inline-start: 5px solid var(--chosen); border-radius: var(--radius-1); background: var(--sand); }
.missing ul { display: flex; flex-wrap: wrap; gap: 0 var(--space-5); }
.missing li { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-2); }
.missing li > bdi { font-weight: 700; }
button.chip { min-height: 2.25rem; margin-block: 2px; cursor: pointer; }
button.chip:hover { background: var(--chosen-tint); }
@media (pointer: coarse) { button.chip { min-height: 2.75rem; } }
.chip {
  display: inline-block; padding: 0 var(--space-2); border: 1.5px solid var(--edge); border-radius: var(--radius-round);
  background: var(--sand-raised); line-height: 1.4; white-space: nowrap; max-width: 100%; overflow: hidden; text-overflow: ellipsis;
}

/* The pictures: dots in a flat stretch of sand. */
.two { --rest: 18 * var(--text-1); }
.plain { --rest: 17.5 * var(--text-1); }
.pictures { display: grid; grid-auto-columns: minmax(0, 1fr); gap: var(--space-3); }
figure { margin: 0; display: grid; align-content: start; }
figcaption { color: var(--ink-soft); line-height: var(--leading-tight); padding-bottom: var(--space-1); }
.frame {
  position: relative; overflow: hidden; border-radius: var(--radius-2); border: 2px solid var(--sand-line); background: var(--sand);
  block-size: clamp(17rem, min(92cqi, 100vh - var(--rest) - var(--notes, 0px)), 38rem);
}
svg { position: absolute; inset: 0; width: 100%; height: 100%; cursor: crosshair; overflow: hidden; border-radius: inherit; }
.axes line { stroke: var(--sand-line); stroke-width: 2; }
.axes text { fill: var(--ink-soft); font-size: var(--text-1); }
.dot { transition: transform var(--motion) var(--ease); outline: none; }
.dot circle { fill: var(--other); stroke: var(--sand); stroke-width: 1.5; }
.dot.input circle { fill: var(--current); }
.dot text, .over text { fill: var(--ink); pointer-events: none; user-select: none; -webkit-user-select: none; }
.dot text { paint-order: stroke; stroke: var(--sand); stroke-width: 4px; stroke-linejoin: round; }
.dot.input text { font-weight: 700; }
.dots { transition: opacity var(--motion-quick); }
.looking .dots { opacity: .35; }
.dot.covered text { visibility: hidden; }
.over { pointer-events: none; }
.over line { stroke: var(--other); stroke-width: 2.5; stroke-linecap: round; }
.over line.torn { stroke-dasharray: 7 7; }
.over circle { fill: var(--other); stroke: var(--sand); stroke-width: 1.5; }
.over circle.looked { fill: var(--current); stroke: var(--current-tint); stroke-width: 5; }
.over circle.stray { fill: var(--cut); stroke: var(--cut-ink); }
.over rect { fill: var(--other-tint); }
.over rect.looked { fill: var(--current-tint); }
.over rect.stray { fill: var(--sand-sunk); }
.over text.looked { font-weight: 700; }
.over text.stray { fill: var(--cut-ink); }
svg:has(.dot:focus-visible) { outline: 3px solid var(--current); outline-offset: -3px; }
.over rect.torn { stroke: var(--other); stroke-dasharray: 4 4; stroke-width: 1.5; }

/* Under the pictures: the word that is looked at, and what to keep in mind. */
.below { display: grid; gap: var(--space-2); align-content: start; }
.info { display: flex; flex-wrap: wrap; align-items: center; align-content: start; gap: var(--space-1) var(--space-2); min-height: calc(2 * 1.5em + var(--space-1)); line-height: 1.5; }
.info .word { font-size: var(--text-2); line-height: 1.33; }
.chip.kept { background: var(--other-tint); border-color: var(--other); }
.chip.torn { background: var(--other-tint); border: 1.5px dashed var(--other); }
.chip.stray { background: var(--sand-sunk); color: var(--cut-ink); border-color: var(--cut); }
.chip .number { font-weight: 700; }
.caution { padding-inline-start: var(--space-3); border-inline-start: 4px solid var(--chosen); line-height: 1.4; }

/* The tray, and how far to believe what it makes. */
.side { display: grid; gap: var(--space-3); align-content: start; }
.controls {
  display: grid; gap: var(--space-2);
  padding: var(--space-3) var(--space-4);
  border-radius: var(--radius-3); border: 2px solid var(--sand-line);
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.hint { line-height: var(--leading-tight); }
.methods { display: grid; grid-template-columns: 1fr 1fr; border: 2px solid var(--ink); border-radius: var(--radius-2); overflow: hidden; background: var(--sand-raised); }
.methods label { position: relative; display: grid; place-items: center; min-height: 2.5rem; font-weight: 700; cursor: pointer; }
.methods label + label { border-inline-start: 2px solid var(--ink); }
.methods input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.methods label:has(:checked) { background: var(--ink); color: var(--sand-raised); }
.methods label:hover:not(:has(:checked)) { background: var(--chosen-tint); }
.methods label:has(:focus-visible) { outline: 3px solid var(--current); outline-offset: -5px; }
.slider { display: grid; grid-template-columns: 1fr auto; align-items: baseline; column-gap: var(--space-2); }
.slider label { font-weight: 700; line-height: 1.3; }
.value { font-weight: 700; font-size: var(--text-2); color: var(--other); line-height: 1.2; }
.slider .hint, .slider input { grid-column: 1 / -1; }
input[type=range] { width: 100%; height: 2rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab; }
input[type=range]:active { cursor: grabbing; }
input[type=range]:disabled { cursor: default; opacity: .5; }
input[type=range]::-webkit-slider-runnable-track {
  height: .75rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
input[type=range]::-moz-range-track {
  height: .5rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
input[type=range]::-webkit-slider-thumb {
  -webkit-appearance: none; width: 1.9rem; height: 1.6rem; margin-top: -.52rem; border-radius: var(--pebble);
  border: 2px solid var(--sand-raised); background: var(--ink); box-shadow: 0 2px 3px #0006, inset 3px 3px 4px #ffffff33;
}
input[type=range]::-moz-range-thumb { width: 1.7rem; height: 1.4rem; border-radius: var(--pebble); border: 2px solid var(--sand-raised); background: var(--ink); }
input[type=range]:focus-visible { outline-offset: 0; border-radius: var(--radius-2); }
@media (pointer: coarse) { input[type=range] { height: 2.75rem; } .methods label { min-height: 2.75rem; } }
.seeds { display: grid; gap: var(--space-2); }
.seed { display: flex; align-items: center; gap: 2px; }
.seed label { font-weight: 700; margin-inline-end: auto; }
.seed .block { padding: 0; width: 2.75rem; }
.seeds .block { margin-bottom: 0; }
/* Two of them stand side by side, each under its name. */
.seeds.pair { grid-template-columns: 1fr 1fr; }
.pair .seed { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; }
.pair .seed label { grid-column: 1 / -1; }
.pair .seed input { width: 100%; padding: 0; }
.pair > .block { grid-column: 1 / -1; }
input[type=number] {
  width: 5.5em; min-height: 2.75rem; padding: 0 var(--space-2); border: 2px solid var(--edge); border-radius: var(--radius-2);
  background: var(--sand-raised); color: var(--ink); text-align: center; appearance: textfield; -moz-appearance: textfield;
}
input[type=number]::-webkit-inner-spin-button { appearance: none; -webkit-appearance: none; }

.trust { display: grid; gap: var(--space-1); }
.gauges { display: grid; gap: var(--space-1); }
.gauge { display: flex; align-items: center; gap: var(--space-3); }
.gauge b { font-size: var(--text-4); line-height: 1; }
.gauge .name + b { font-size: var(--text-3); }
.gauge .name { white-space: nowrap; }
.groove { flex: 1; height: 1.1rem; border: 1.5px solid var(--edge); border-radius: var(--radius-round); background: var(--sand-sunk); overflow: hidden; }
.groove .fill { display: block; height: 100%; background: var(--other); transition: inline-size var(--motion) var(--ease); }
.ends { display: flex; justify-content: space-between; color: var(--ink-soft); line-height: 1.2; }
.verdict { font-weight: 700; line-height: 1.4; }

@container (min-width: 560px) {
  .pictures { grid-auto-flow: column; }
  .trust { max-width: 34rem; }
}
@container (min-width: 560px) and (max-width: 859.9px) {
  .controls { grid-template-columns: 1fr 1fr; align-items: start; }
}
@container (min-width: 860px) {
  .body { grid-template-columns: minmax(0, 1fr) 19.5rem; grid-template-rows: auto 1fr; }
  .side { grid-area: 1 / 2 / span 2; }
}
@container (max-width: 859.9px) {
  .trust { order: -1; }
}
@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
}
/* What there is besides pictures and a tray must leave them room. */
.missing:not([hidden]) ~ .body { --notes: 5.5 * var(--text-1); }
.present .note, .present .hint:not(.info .hint) { display: none; }
.present input[type=number] { width: 3.2em; }
@media (max-height: 760px) {
  .pictures.two ~ .side .hint, .slider:has(#count):not([hidden]) ~ .slider .hint { display: none; }
}
/* Without a tray the picture has the whole width. */
@container (min-width: 860px) {
  .plain .pictures { grid-column: 1 / -1; }
  .plain .side { grid-area: 2 / 2; }
}
@media (prefers-reduced-motion: reduce) { .ghostly { animation: none; } }
@media (forced-colors: active) {
  .dot circle, .over circle, .groove .fill { forced-color-adjust: none; }
}
`;
