import { choicesStyle } from "../shared/choices.js";
import { sliderStyle } from "../shared/slider.js";
import { headStyle } from "../shared/style.js";

/** The style of <compute-optimal>, after the one all pictures share. */
export const style = choicesStyle + sliderStyle + headStyle + /* css */ `
:host { container-type: inline-size; }
.controls { display: grid; gap: var(--space-1) var(--space-5); margin-bottom: var(--space-2); }
.charts { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.chart { height: 22em; min-height: 18rem; touch-action: pan-y; }
.valleys.moves { cursor: ew-resize; }
.chart svg { display: block; width: 100%; height: 100%; }
.told { display: flex; align-items: center; justify-content: space-between; gap: 0 var(--space-4); margin-top: var(--space-1); line-height: 1.4; }
.sentences p { display: inline; margin-inline-end: var(--space-2); }
.sentences p:first-child { font-weight: 700; }
.told .block { flex: none; }
.slider input[type=text] { width: 8.5em; }
.block { min-height: 2.25rem; }
.advice { display: grid; gap: var(--space-2); margin-top: var(--space-2); }
.advice li { display: grid; align-content: start; padding: var(--space-1) var(--space-3); border-radius: var(--radius-2); border: 2px solid transparent; border-inline-start: 4px solid var(--edge); background: var(--sand); line-height: 1.35; }
.advice li.own { border-color: var(--current); }
.advice .name { display: flex; align-items: center; gap: var(--space-2); }
.advice .name svg { flex: none; width: 1.75rem; height: .75rem; }
.advice b { font-size: var(--text-2); }
.present .advice b { font-size: var(--text-1); }
.tables tbody th { text-align: start; }
@container (min-width: 36em) { .advice { grid-template-columns: repeat(2, minmax(0, 1fr)); } .controls.sliders { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@container (min-width: 46em) { .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@container (min-width: 58em) {
  .advice { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .chart { height: clamp(15rem, 100svh - 28.5rem, 32rem); min-height: 0; }
}
@container (min-width: 76em) { .controls { grid-template-columns: auto minmax(0, 1fr); align-items: center; } }
/* A hall's letters on a small screen: the charts are as high as the screen has room for. */
@container (max-width: 57.99em) { .present .chart { height: clamp(16rem, 100svh - 22rem, 30rem); min-height: 0; } }
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .told { flex-wrap: wrap; } .segments span { flex: 1 0 auto; } }
@media (pointer: coarse) { .block { min-height: 2.75rem; } }
@media (forced-colors: active) { .advice svg { forced-color-adjust: none; } }
`;
