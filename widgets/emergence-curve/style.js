import { choicesStyle } from "../shared/choices.js";
import { sliderStyle } from "../shared/slider.js";
import { headStyle } from "../shared/style.js";

/** The style of <emergence-curve>, after the one all pictures share. */
export const style = choicesStyle + sliderStyle + headStyle + /* css */ `
:host { container-type: inline-size; }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.left, .right { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.controls { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); }
.controls .segments label { padding-inline: var(--space-2); }
.chart { height: 24em; min-height: 18rem; touch-action: pan-y; cursor: crosshair; }
.chart svg { display: block; width: 100%; height: 100%; }
.legend { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); }
.legend li { display: inline-flex; align-items: center; gap: var(--space-2); }
.legend svg { flex: none; width: 1.5rem; height: 1rem; overflow: visible; }
.sliders { display: grid; gap: var(--space-1) var(--space-5); }
.facts { display: grid; gap: var(--space-2) var(--space-5); margin: 0; }
.facts dt { font-weight: 700; }
.facts dd { margin: 0; line-height: 1.35; }
.block { justify-self: start; min-height: 2.5rem; }
.tables tbody th { text-align: start; }
@container (min-width: 40em) { .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); } .sliders { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@container (min-width: 62em) {
  .body { grid-template-columns: minmax(0, 1fr) 19.5em; grid-template-rows: auto 1fr; }
  .right { grid-column: 2; grid-row: 1 / span 2; }
  .sliders { grid-template-columns: minmax(0, 1fr); }
  .chart { height: clamp(17rem, 100svh - 25.5rem, 34rem); min-height: 0; }
}
/* A hall's letters on a small screen: the chart is as high as the screen has room for. */
@container (max-width: 61.99em) { .present .chart { height: clamp(16rem, 100svh - 20rem, 34rem); min-height: 0; } }
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .controls .segments { flex: 1 1 100%; } .controls .segments span { flex: 1 0 auto; } }
@media (pointer: coarse) { .block { min-height: 2.75rem; } }
@media (forced-colors: active) { .legend svg { forced-color-adjust: none; } }
`;
