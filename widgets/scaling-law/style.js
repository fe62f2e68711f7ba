import { headStyle } from "../shared/style.js";

/** The style of <scaling-law>, after those of all pictures, of choices and of sliders. */
export const style = headStyle + /* css */ `
:host { container-type: inline-size; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); margin-bottom: var(--space-2); }
.check { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 2.5rem; cursor: pointer; }
.check input { width: 1.25em; height: 1.25em; margin: 0; accent-color: var(--ink); }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.left, .right { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.chart { height: 24em; min-height: 19rem; touch-action: pan-y; cursor: crosshair; user-select: none; }
.chart svg { display: block; width: 100%; height: 100%; }
.key:empty { display: none; }
.sliders { display: grid; gap: var(--space-1) var(--space-5); grid-template-columns: repeat(auto-fit, minmax(min(16em, 100%), 1fr)); }
.answer { padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.loss { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-2); }
.loss b { font-size: var(--text-4); line-height: 1.2; color: var(--current); }
.bar { display: flex; height: 1rem; gap: 2px; border-radius: var(--radius-1); overflow: hidden; margin-block: var(--space-1); background: var(--sand); }
.bar i { flex-basis: 0; min-width: 2px; }
.irreducible { background: var(--cut); }
.parameters { background: var(--other); }
.tokens { background: repeating-linear-gradient(135deg, var(--current) 0 6px, var(--current-tint) 6px 9px); }
.terms li { display: grid; grid-template-columns: 1rem 1fr auto; align-items: center; gap: 0 var(--space-2); line-height: 1.45; }
.terms li > i { width: 1rem; height: 1rem; border-radius: 3px; }
.formula { white-space: nowrap; color: var(--ink-soft); }
sup { font-size: .75em; line-height: 0; }
.slider input[type=range] { height: 1.75rem; }
.slider input[type=text] { min-height: 2rem; }
.laws { border: 0; margin: 0; padding: 0; display: grid; min-width: 0; }
.laws legend { padding: 0; font-weight: 700; line-height: 1.45; }
.laws label { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: 0 var(--space-2); min-height: 1.7rem; padding-inline: var(--space-2); border-radius: var(--radius-1); cursor: pointer; line-height: 1.3; }
.laws label:hover { background: var(--chosen-tint); }
.laws label:has(:checked) { background: var(--current-tint); font-weight: 700; }
.laws b { font-weight: inherit; }
.laws input { width: 1.15em; height: 1.15em; margin: 0; accent-color: var(--ink); }
.facts { display: grid; gap: 2px; color: var(--ink-soft); line-height: 1.35; }
.tables tbody th { text-align: start; }
@media (pointer: coarse) { .laws label, .check, .slider input[type=range], .slider input[type=text] { min-height: 2.75rem; } }
@container (min-width: 58em) {
  .body { grid-template-columns: minmax(0, 1.8fr) minmax(20em, 1fr); }
  .sliders { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .chart { flex: 1; height: auto; min-height: clamp(20rem, 100svh - 14rem, 36rem); }
  .chart.plane { min-height: clamp(20rem, 100svh - 17rem, 36rem); }
}
@container (max-width: 57.99em) { .present .chart { height: clamp(16rem, 100svh - 19rem, 34rem); min-height: 0; } }
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .controls .segments { flex: 1 1 100%; } .controls .segments span { flex: 1 0 auto; } }
@media (forced-colors: active) { .bar i, .terms i { forced-color-adjust: none; } }
`;
