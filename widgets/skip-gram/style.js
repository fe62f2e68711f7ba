/** The style of <skip-gram>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--space-1) var(--space-4); }
.head { align-items: flex-start; }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); min-height: 3em; overflow-wrap: anywhere; }
.is-middle { color: var(--current); }
.is-around { color: var(--other); }
.note, .counts { color: var(--ink-soft); }
.note { margin-bottom: var(--space-3); }

/* The row of words, and the window that lies over it. */
.strip { overflow-x: auto; overscroll-behavior-x: contain; margin: 0 calc(-1 * var(--space-2)); padding: 0 var(--space-2); scrollbar-width: thin; }
.lane { position: relative; width: max-content; min-width: 100%; padding: 6.1rem 0 var(--space-2); display: flex; justify-content: safe center; }
.words { position: relative; display: flex; align-items: flex-start; gap: var(--space-2); padding: 0 var(--space-3); }
.arcs { position: absolute; inset: 0 auto auto 0; overflow: visible; pointer-events: none; }
.arc .line { fill: none; stroke: var(--other); stroke-dasharray: 1; animation: reach var(--motion) var(--ease); }
.arc .head { fill: var(--other); }
@keyframes reach { from { stroke-dashoffset: 1; } }
.pane {
  position: absolute; top: calc(6.1rem - 10px); bottom: 0; border: 3px solid var(--other); border-radius: var(--radius-2);
  background: var(--other-tint); opacity: .55; transition: left var(--motion) var(--ease), width var(--motion) var(--ease);
}
.word {
  display: grid; justify-items: center; padding: 0; border: 0; background: none; user-select: none; -webkit-user-select: none; cursor: pointer;
}
.word .text {
  display: block; min-width: 2.75rem; min-height: 2.75rem; padding: .3em .5em .26em; border-radius: var(--radius-1);
  font-size: clamp(var(--text-3), 2.5cqi, var(--text-4)); line-height: 1.25; white-space: nowrap; text-align: center;
  background: var(--sand); box-shadow: 0 3px 0 var(--sand-line); transition: background-color var(--motion-quick), color var(--motion-quick);
}
.word:hover .text { background: var(--chosen-tint); }
.around .text { background: var(--other-tint); box-shadow: 0 3px 0 var(--other); }
.middle .text { background: var(--current); color: var(--on-strong); box-shadow: 0 3px 0 var(--ink); font-weight: 700; }
.middle .mark { color: inherit; }
.word:hover.middle .text { background: var(--current); }
.share { min-height: 1.5em; margin-top: var(--space-1); color: var(--ink); }
.end { align-self: stretch; width: 0; margin: 0 var(--space-2) 1.8em; border-inline-start: 3px dotted var(--edge); }

.controls {
  display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-3) var(--space-5); margin-bottom: var(--space-3);
  padding: var(--space-3) var(--space-4); border-radius: var(--radius-3); border: 2px solid var(--sand-line);
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.walk { display: flex; align-items: center; gap: var(--space-2); flex: 2 1 22rem; }
.play { flex: none; min-width: 7em; }
.step { flex: none; min-width: 2.75rem; padding-inline: var(--space-2); }
.size { display: grid; grid-template-columns: auto auto 1fr; align-items: center; gap: var(--space-2); flex: 1 1 17rem; }
.size label, legend { font-weight: 700; }
.value { font-weight: 700; font-size: var(--text-2); color: var(--other); min-width: 1.4em; text-align: end; }
.methods { display: flex; align-items: center; margin: 0; padding: 0; border: 0; min-width: 0; }
.methods legend { float: left; padding: 0; margin-inline-end: var(--space-2); }
.methods input { position: absolute; opacity: 0; }
.methods label {
  display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 var(--space-4); border: 2px solid var(--edge); background: var(--sand-raised); cursor: pointer; white-space: nowrap;
}
.methods label:first-of-type { border-radius: var(--radius-2) 0 0 var(--radius-2); }
.methods label:last-of-type { border-radius: 0 var(--radius-2) var(--radius-2) 0; margin-inline-start: -2px; }
.methods input:checked + label { background: var(--ink); border-color: var(--ink); color: var(--sand-raised); font-weight: 700; }
.methods input:focus-visible + label { outline: 3px solid var(--current); outline-offset: 2px; }

input[type=range] { width: 100%; min-width: 5rem; height: 2.75rem; margin: 0; background: none; appearance: none; -webkit-appearance: none; cursor: grab; }
input[type=range]:active { cursor: grabbing; }
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
.walk input[type=range]::-webkit-slider-runnable-track { background: linear-gradient(to right, var(--current) var(--at), var(--sand-sunk) var(--at)); }
.walk input[type=range]::-moz-range-track { background: linear-gradient(to right, var(--current) var(--at), var(--sand-sunk) var(--at)); }

/* The examples made so far. */
.examples {
  margin-top: var(--space-2); max-height: 12rem; overflow-y: auto; display: grid; align-content: start; gap: var(--space-1); scrollbar-width: thin;
  padding: var(--space-2); border-radius: var(--radius-2); background: var(--sand); scroll-behavior: auto;
}
.examples li { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-2); }
.example { padding: .05em .5em; border-radius: var(--radius-1); background: var(--sand-raised); overflow-wrap: anywhere; }
.newest .example { background: var(--current-tint); }
.arrow { color: var(--ink-soft); }
.wanted { font-weight: 700; }
.given + .given::before { content: " · "; color: var(--ink-soft); }

tbody th { text-align: start; }

@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .walk { flex-wrap: wrap; }
  .walk input { order: 1; flex: 1 0 100%; }
  .play { flex: 1; }
  .controls { padding: var(--space-3); }
  .methods, .size { flex: 1 1 100%; }
}
@media (max-height: 620px) {
  .still .examples { max-height: 7rem; }
}
@media (prefers-reduced-motion: reduce) { .arc .line { animation: none; } }
@media (forced-colors: active) { .middle .text, .around .text { outline: 2px solid; } .arc .line { forced-color-adjust: none; } }
`;
