import { choicesStyle } from "../shared/choices.js";
import { sliderStyle } from "../shared/slider.js";
import { headStyle } from "../shared/style.js";

/** The style of <scaling-fit>, after the one all pictures share. */
export const style = choicesStyle + sliderStyle + headStyle + /* css */ `
:host { container-type: inline-size; }
.controls { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); margin-bottom: var(--space-2); }
.controls .segments label { padding-inline: var(--space-2); }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.left, .right { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.chart { height: 24em; min-height: 18rem; touch-action: pan-y; cursor: crosshair; }
.chart svg, .small svg { display: block; width: 100%; height: 100%; }
.small { height: 11em; }
.legend { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); }
.legend li { display: inline-flex; align-items: center; gap: var(--space-2); }
.legend svg { flex: none; width: 1.5rem; height: 1rem; overflow: visible; }
.law { font-weight: 700; font-size: var(--text-2); line-height: 1.4; }
.constants { display: flex; flex-wrap: wrap; gap: 0 var(--space-3); margin: 0; white-space: nowrap; }
.constants div { display: flex; gap: var(--space-1); }
.constants dt { color: var(--ink-soft); }
.constants dd { margin: 0; font-weight: 700; }
.verdict { padding: var(--space-1) var(--space-3); border-radius: var(--radius-1); background: var(--chosen-tint); line-height: 1.35; }
.pane { display: grid; gap: var(--space-2); align-content: start; }
.bar { display: flex; height: 1.125rem; border-radius: var(--radius-1); overflow: hidden; }
.bar i { display: block; min-width: 1px; }
.bar .e { background: var(--cut); }
.bar .n { background: var(--other); }
.bar .d { background: var(--current); }
.terms { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); line-height: 1.35; }
.terms b { font-weight: 700; }
.terms .n { color: var(--other); }
.terms .d { color: var(--current); }
.pane td, .pane th { padding-inline: var(--space-1); }
.pane th[scope=row] { text-align: start; white-space: normal; line-height: 1.3; }
.terms sup { line-height: 0; }
.tables tbody th { text-align: start; }
@container (min-width: 62em) {
  .body { grid-template-columns: minmax(0, 1fr) 25em; }
  .chart { height: clamp(18rem, 100svh - 16rem, 36rem); }
}
@container (max-width: 61.99em) { .present .chart { height: clamp(16rem, 100svh - 19rem, 34rem); min-height: 0; } }
@container (max-width: 39.99em) {
  .card { padding: var(--space-3); }
  .controls .segments { flex: 1 1 100%; }
  .controls .segments span, .right .segments span { flex: 1 0 auto; }
  .pane td, .pane th { white-space: normal; }
}
@media (forced-colors: active) { .bar i, .legend svg { forced-color-adjust: none; } }
`;
