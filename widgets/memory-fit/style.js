export const style = /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); line-height: 1.35; }
.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); margin-bottom: var(--space-3); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; line-height: 1.4; }
.present .sentence { font-size: var(--text-1); }
.body { display: grid; gap: var(--space-4) var(--space-5); grid-template-columns: minmax(0, 1fr); align-items: start; }
.gpus { display: grid; gap: var(--space-2); min-width: 0; grid-template-columns: minmax(0, 1fr); }
.chart { height: 20rem; }
.chart svg { display: block; width: 100%; height: 100%; }
.legend { display: grid; gap: var(--space-1); }
.legend li { display: grid; grid-template-columns: 1em auto minmax(0, 1fr) auto; align-items: baseline; gap: 0 var(--space-2); line-height: 1.3; }
.legend i { width: 1em; height: 1em; border-radius: var(--radius-1); border: 1px solid var(--edge); transform: translateY(.12em); }
.legend .formula { min-width: 0; overflow-wrap: anywhere; text-align: end; }
.about { display: grid; gap: var(--space-1); }
.controls { display: grid; gap: var(--space-2); min-width: 0; grid-template-columns: minmax(0, 1fr); }
.controls > .field { display: grid; grid-template-columns: auto minmax(0, 1fr); }
.controls .field select { width: 100%; field-sizing: fixed; }
.group { display: grid; gap: var(--space-2); grid-template-columns: minmax(0, 1fr); }
.labelled { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-1) var(--space-3); }
.labelled > span, .targets legend { font-weight: 700; }
.segments { flex-wrap: nowrap; }
.segments span { flex: 1 1 auto; }
.segments label { padding-inline: var(--space-2); min-height: 2.25rem; }
.check { display: flex; align-items: center; gap: var(--space-2); min-height: 1.75rem; line-height: 1.25; cursor: pointer; }
.check input { width: 1.2rem; height: 1.2rem; margin: 0; flex: none; accent-color: var(--ink); }
.targets { display: flex; flex-wrap: wrap; gap: 0 var(--space-3); border: 0; margin: 0; padding: 0; min-width: 0; }
.targets legend { float: inline-start; padding: 0; margin-inline-end: var(--space-2); }
.slider input[type=range] { height: 1.75rem; }
.slider input[type=text], .field select { min-height: 2.25rem; }
.own { padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand-sunk); }
.figures { display: grid; gap: var(--space-1) var(--space-3); grid-template-columns: repeat(auto-fill, minmax(6.8em, 1fr)); }
.figures .field { display: grid; gap: 0; }
.figures .field input { width: 100%; min-height: 2.25rem; }
.side { display: grid; gap: var(--space-3); min-width: 0; grid-template-columns: minmax(0, 1fr); }
.row {
  display: grid; grid-template-columns: minmax(0, 1fr) 4.6em 4.4em 3.1em; align-items: center; gap: 0 var(--space-2); width: 100%;
  min-height: 1.75rem; padding: 0 var(--space-1); border: 0; border-radius: var(--radius-1); background: transparent; text-align: end; line-height: 1.2; white-space: nowrap;
}
.row > :first-child { text-align: start; }
button.row:hover { background: var(--sand-sunk); }
.row.chosen { background: var(--chosen-tint); }
.row + .row { border-top: 1px solid var(--sand-line); }
.head-row > * { white-space: normal; }
.head-row { color: var(--ink-soft); font-weight: 700; align-items: end; padding-block-end: var(--space-1); border-bottom: 2px solid var(--edge); border-radius: 0; }
.name { display: grid; grid-template-columns: 1.1em minmax(0, 1fr); white-space: normal; }
.no .name, .no .name b { font-weight: 400; }
.row:not(.no) .name { font-weight: 700; }
.no .name b { color: var(--current); font-weight: 700; }
.share { position: relative; display: flex; justify-content: flex-end; padding: 0 .4em; border: 2px solid var(--edge); border-radius: var(--radius-1); overflow: hidden; isolation: isolate; }
.share .fill { position: absolute; z-index: -1; inset-block: 0; inset-inline-start: 0; background: var(--seq-1); }
.share b { color: var(--ink); }
.no .share { border-style: dashed; border-color: var(--current); }
.no .share .fill { background: var(--current-tint); }
.tables tbody th { text-align: start; }
@media (pointer: coarse) { .row, .check, .figures .field input, .segments label { min-height: 2.75rem; } }
@container (min-width: 44em) {
  .body { grid-template-columns: minmax(17em, 20em) minmax(0, 1fr); }
  .controls { grid-column: 1; grid-row: 1; }
  .gpus { grid-column: 2; grid-row: 1; }
  .side { grid-column: 1 / -1; }
  .chart { height: clamp(17rem, 100svh - 25rem, 30rem); }
}
@container (min-width: 68em) {
  .body { grid-template-columns: minmax(17em, 19em) minmax(0, 1fr) minmax(24em, 27em); }
  .side { grid-column: 3; grid-row: 1; }
}
@container (max-width: 43.99em) { .card { padding: var(--space-3); } .row { grid-template-columns: minmax(0, 1fr) 4.4em 3.6em 2.4em; gap: 0 var(--space-1); padding-inline: var(--space-1); } .chart { height: 17rem; } .legend li { grid-template-columns: 1em minmax(0, 1fr) auto; } .legend .formula { grid-column: 2 / -1; grid-row: 2; text-align: start; } }
.still .body { grid-template-columns: minmax(0, 1fr); }
@container (min-width: 58em) { .still .body { grid-template-columns: minmax(0, 1fr) minmax(24em, 27em); } .still .gpus { grid-column: 1; } .still .side { grid-column: 2; grid-row: 1; } }
@media (forced-colors: active) { .fill, .legend i { forced-color-adjust: none; } }
`;
