/** The style of <word2vec-training>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--space-1) var(--space-4); }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-4); margin-bottom: var(--space-2); }
.head { scroll-margin-block: var(--space-3); }
.head .tools { margin-inline-start: auto; }
.epoch { font-weight: 700; font-size: var(--text-3); line-height: var(--leading-tight); min-width: 8em; }
.status, .note, .hint { color: var(--ink-soft); }
.heading { font-weight: 700; }

/* Back and forth in time; the groove is filled as far as the training has come. */
.walk { flex: 1 1 22rem; display: flex; align-items: center; gap: var(--space-3); }
.play { flex: none; min-width: 9em; }
.walk input { --at: 0%; --done: 0%; }

.body { display: grid; gap: var(--space-4) var(--space-5); }
.map { height: clamp(18rem, 60cqi, 26rem); border-radius: var(--radius-2); background: var(--sand); overflow: hidden; }
.map svg { display: block; width: 100%; height: 100%; }
.map text { font-size: var(--text-1); fill: var(--ink); }
.point { transition: transform var(--motion) linear; }
.point text { transition: transform var(--motion) var(--ease); }
.point circle { fill: var(--other); stroke: var(--sand); stroke-width: 1.5; transition: r var(--motion-quick); }
.point.watched circle, .point.chosen circle { fill: var(--current); }
.point.watched text, .point.chosen text { fill: var(--current); }
.point.chosen text { font-weight: 700; }
.point.near circle { fill: var(--chosen); stroke: var(--on-chosen); }
.point text { paint-order: stroke; stroke: var(--sand); stroke-width: 3px; stroke-linejoin: round; }
.lead { stroke: var(--edge); }
.where { position: relative; }
.soon { position: absolute; inset: 0; display: grid; place-items: center; font-size: var(--text-2); pointer-events: none; }
.soon:empty { display: none; }

.side { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: var(--space-3); min-width: 0; }
.loss .bar { justify-content: space-between; }
.loss b { font-size: var(--text-2); }
.curve { height: 8.5rem; }
.curve svg { display: block; width: 100%; height: 100%; overflow: visible; }
.curve text { font-size: var(--text-1); fill: var(--ink-soft); paint-order: stroke; stroke: var(--sand-raised); stroke-width: 3px; }
.curve .axis { stroke: var(--edge); }
.curve .guessing { stroke: var(--cut); stroke-width: 2; stroke-dasharray: 5 4; }
.curve polyline { fill: none; stroke-width: 3; stroke-linejoin: round; }
.curve .all { stroke: var(--sand-line); }
.curve .so-far { stroke: var(--other); }
.curve line.here { stroke: var(--current); }
.curve circle.here { fill: var(--current); }

/* A column is as wide as its widest word: no word is broken, and what is wider than the picture scrolls. */
.watched { display: grid; grid-template-columns: minmax(max-content, auto) repeat(5, minmax(max-content, 1fr)); column-gap: 2px; overflow-x: auto; scrollbar-width: thin; }
.watched > li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: center; border-bottom: 1px solid var(--sand-line); padding-block: 2px; }
.who { min-width: 5rem; display: flex; align-items: center; justify-content: space-between; }
.look { min-height: 2.75rem; padding: 0 var(--space-2); border: 0; border-radius: var(--radius-1); background: none; color: var(--current); font-weight: 700; text-align: start; max-width: 12em; overflow-wrap: break-word; }
.look:hover:not(:disabled) { background: var(--current-tint); }
.look:disabled { color: var(--cut-ink); }
.looked .look { background: var(--current-tint); }
.remove { min-width: 2rem; min-height: 2.75rem; border: 0; background: none; color: var(--ink-soft); border-radius: var(--radius-1); }
.remove:hover { background: var(--sand-sunk); color: var(--ink); }
.watched ol { display: grid; grid-template-columns: subgrid; grid-column: 2 / -1; }
.watched ol li { padding: 1px 3px; border-radius: var(--radius-1); line-height: 1.25; white-space: nowrap; transition: background-color var(--motion); }
.watched ol .new { background: var(--other-tint); }
.looked ol li { box-shadow: inset 3px 0 0 var(--chosen); padding-inline-start: 7px; }
.cosine { display: block; color: var(--ink-soft); }
.key { color: var(--ink-soft); }
.key::before { content: ""; display: inline-block; width: 1em; height: 1em; margin-inline-end: .4em; vertical-align: -.12em; border-radius: var(--radius-1); background: var(--other-tint); border: 1px solid var(--other); }
.absent, .as { color: var(--ink-soft); }
.absent, .as { grid-column: 2 / -1; }
.add { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); margin-top: var(--space-2); }
.add input { flex: 1 1 7rem; }
input[type=text], input[type=number] {
  min-width: 0; min-height: 2.75rem; padding: 0 var(--space-2); border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand); color: var(--ink);
}

.controls {
  display: grid; grid-template-columns: auto repeat(3, minmax(min-content, 1fr)) auto auto; align-items: end; gap: var(--space-2) var(--space-5); margin-top: var(--space-3);
  padding: var(--space-3) var(--space-4); border-radius: var(--radius-3); border: 2px solid var(--sand-line);
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.problem { grid-column: 1 / -1; justify-self: end; color: var(--current); font-weight: 700; }
.problem:empty { position: absolute; }
.hint { margin-top: var(--space-2); }
.hint.changed { color: var(--current); font-weight: 700; }
.slider { display: grid; grid-template-columns: 1fr auto; column-gap: var(--space-1); min-width: 6rem; }
.slider input { grid-column: 1 / -1; }
label, legend { font-weight: 700; }
.value { font-weight: 700; color: var(--other); }
.seed { display: grid; }
.seed input { width: 6.5em; }
.methods { margin: 0; padding: 0; border: 0; min-width: 0; white-space: nowrap; }
.methods legend { padding: 0; }
.methods input { position: absolute; opacity: 0; }
.methods label {
  display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 var(--space-3); border: 2px solid var(--edge); background: var(--sand-raised); cursor: pointer; font-weight: 400;
}
.methods label:first-of-type { border-radius: var(--radius-2) 0 0 var(--radius-2); }
.methods label:last-of-type { border-radius: 0 var(--radius-2) var(--radius-2) 0; margin-inline-start: -2px; }
.methods input:checked + label { background: var(--ink); border-color: var(--ink); color: var(--sand-raised); font-weight: 700; }
.methods input:focus-visible + label { outline: 3px solid var(--current); outline-offset: 2px; }
.start, .stop { min-width: 8em; }
.stop { border-color: var(--current); color: var(--current); }

input[type=range] { width: 100%; min-width: 0; height: 2.75rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab; }
input[type=range]:active { cursor: grabbing; }
input[type=range]:disabled { cursor: default; }
input[type=range]::-webkit-slider-runnable-track {
  height: .75rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
input[type=range]::-moz-range-track {
  height: .5rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge);
  background: linear-gradient(to right, var(--other) var(--at), var(--sand-sunk) var(--at));
}
.walk input::-webkit-slider-runnable-track { background: linear-gradient(to right, var(--current) var(--at), var(--chosen) var(--at) var(--done), var(--sand-sunk) var(--done)); }
.walk input::-moz-range-track { background: linear-gradient(to right, var(--current) var(--at), var(--chosen) var(--at) var(--done), var(--sand-sunk) var(--done)); }
input[type=range]::-webkit-slider-thumb {
  -webkit-appearance: none; width: 1.9rem; height: 1.6rem; margin-top: -.52rem; border-radius: var(--pebble);
  border: 2px solid var(--sand-raised); background: var(--ink); box-shadow: 0 2px 3px #0006, inset 3px 3px 4px #ffffff33;
}
input[type=range]::-moz-range-thumb { width: 1.7rem; height: 1.4rem; border-radius: var(--pebble); border: 2px solid var(--sand-raised); background: var(--ink); }
.note { margin-top: var(--space-2); }

tbody th { text-align: start; }

@container (min-width: 860px) {
  .body { grid-template-columns: minmax(0, 9fr) minmax(0, 10fr); }
  .where { display: grid; grid-template-rows: 1fr auto; }
  .map { height: auto; min-height: 24rem; }
}
/* Large letters, as in a hall, or a narrow frame: the words' columns take room from the map. An em is the picture's own. */
@container (min-width: 860px) and (max-width: 60em) {
  .body { grid-template-columns: minmax(0, 10fr) minmax(0, 19fr); }
  .controls { column-gap: var(--space-3); }
  .seed input { width: 4.5em; }
  .start, .stop { min-width: 6em; }
}
@container (max-width: 859.9px) {
  .controls { grid-template-columns: 1fr 1fr; }
}
@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .controls { grid-template-columns: minmax(0, 1fr); padding: var(--space-3); }
  .walk { order: 1; flex-basis: 100%; }
  .play { min-width: 8em; }
  .start, .stop { width: 100%; }
  .problem { justify-self: stretch; }
  .watched { grid-template-columns: minmax(0, 1fr); }
  .who { justify-content: flex-start; }
  .watched ol { display: flex; flex-wrap: wrap; gap: 0 var(--space-3); grid-column: 1; }
  .cosine { display: inline; }
  .absent, .as { grid-column: 1; }
}
/* Small 16:9 frames. */
@media (max-height: 760px) {
  .card { padding-block: var(--space-3); }
  .head { margin-bottom: var(--space-1); }
  .side { gap: var(--space-2); }
  .curve { height: 6.5rem; }
  .add { margin-top: var(--space-1); }
  .controls { margin-top: var(--space-2); padding-block: var(--space-1) var(--space-2); }
  @container (min-width: 860px) {
    .map { min-height: 20rem; }
  }
}
@media (pointer: coarse) { .remove { min-width: 2.75rem; } }
@media (forced-colors: active) { .point circle, .curve polyline { forced-color-adjust: none; } }
`;
