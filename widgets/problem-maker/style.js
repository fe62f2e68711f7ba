import { choicesStyle } from "../shared/choices.js";

/** The style of <problem-maker>, after the one all pictures share. */
export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
dl, dd { margin: 0; }
.soft { color: var(--ink-soft); line-height: 1.35; }
.head, .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-1) var(--space-4); }
.head { align-items: flex-start; margin-bottom: var(--space-2); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; line-height: 1.4; }
.present .sentence { font-size: var(--text-1); }
.controls { display: grid; gap: var(--space-2); margin-bottom: var(--space-3); }
.making { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3); }
.making .field { flex: 1 1 8em; }
.making .field select { flex: 1; }
.making .block { margin-inline-start: auto; }
mark { color: inherit; background: linear-gradient(var(--chosen-tint), var(--chosen-tint)); border-bottom: 3px solid var(--chosen); font-weight: 700; }

/* The problems. */
.problems { display: grid; align-items: start; gap: var(--space-3) var(--space-4); grid-template-columns: minmax(0, 1fr); }
.problem { display: flex; flex-direction: column; gap: var(--space-1); padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.problem .text { font-size: var(--text-2); line-height: 1.45; }
.present .problem .text { font-size: var(--text-1); }
.problem .doing { display: flex; flex-wrap: wrap; margin-inline-start: calc(-1 * var(--space-1)); }
.problem .quiet { padding-inline: var(--space-1); }
.solution { line-height: 1.5; padding: var(--space-1) var(--space-2); border-inline-start: 4px solid var(--other); background: var(--sand-raised); border-radius: 0 var(--radius-1) var(--radius-1) 0; }
.solution .line { margin-inline-end: var(--space-2); white-space: nowrap; }
.problems + .bar { margin-top: var(--space-2); }

/* How many are solved. */
.accuracy { display: grid; gap: var(--space-4) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.accuracy > *, .training > * { min-width: 0; }
.matrix { table-layout: fixed; border-collapse: separate; border-spacing: 3px; }
.matrix th, .matrix td { text-align: center; padding: var(--space-2) var(--space-1); border: 0; white-space: normal; line-height: 1.2; }
.matrix thead th { vertical-align: bottom; border: 0; padding-block: var(--space-1); }
.matrix tbody td { border-radius: var(--radius-1); }
.matrix tbody th { text-align: start; }
.matrix b { display: block; font-size: var(--text-2); }
.matrix small { font-size: var(--text-1); }
.matrix .all th { font-weight: 700; }
.by-steps .soft { margin-top: var(--space-2); }
.patterns { height: clamp(17rem, 100svh - 27rem, 28rem); cursor: crosshair; touch-action: pan-y; }
.patterns svg, .curve svg { display: block; width: 100%; height: 100%; }
.by-pattern input[type=range] { width: 100%; height: 2rem; margin: 0; accent-color: var(--ink); }
.by-pattern .segments label { min-height: 2.2rem; padding-inline: var(--space-2); }
.key { font-weight: 700; }
.key .with-steps { color: var(--current); }
.key .at-once { color: var(--other); }
.readout { min-height: 7em; padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.readout .text { line-height: 1.4; }
p.figures { font-weight: 700; line-height: 1.4; }
.readout .quiet { margin-inline-start: calc(-1 * var(--space-2)); }

/* How it was trained. */
.training { display: grid; gap: var(--space-4) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.curve { height: clamp(11rem, (100svh - 19rem) / 2, 20rem); }
dl.figures { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--space-1) var(--space-3); margin-block: var(--space-2); line-height: 1.35; }
dt { color: var(--ink-soft); }
dd { font-weight: 700; }

.tables tbody th { text-align: start; }
.long { display: inline-block; min-width: 14em; max-width: 32em; white-space: normal; }

@container (min-width: 44em) { .problems { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@container (min-width: 62em) {
  .problems { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .accuracy { grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr); }
  .training { grid-template-columns: minmax(0, 1.7fr) minmax(19em, 1fr); }
}
/* A hall's letters on a small screen: table and patterns side by side, shares alone in the cells. */
@container (min-width: 44em) and (max-width: 61.99em) {
  .present .accuracy { grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); }
  .present .matrix small, .present .by-pattern .segments, .present .by-steps .soft { display: none; }
  .present .patterns { height: clamp(12rem, 100svh - 28rem, 28rem); }
  .present .curve { height: clamp(9rem, (100svh - 23rem) / 2, 20rem); }
  .present .training { grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr); }
}
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .controls .segments { flex: 1 1 100%; } .controls .segments span { flex: 1 0 auto; } .matrix small { display: none; } }
@media (pointer: coarse) { .by-pattern .segments label, .by-pattern input[type=range] { min-height: 2.75rem; } }
@media (forced-colors: active) { .matrix td, mark { forced-color-adjust: none; } }
`;
