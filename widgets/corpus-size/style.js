import { headStyle } from "../shared/style.js";

/** The style of <corpus-size>, after the one all pictures share. */
export const style = headStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; line-height: var(--leading-tight); }
dl, dd { margin: 0; }
.soft:empty { display: none; }
.controls, .of-ladder { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); }
.controls { margin-bottom: var(--space-2); }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.chart { min-width: 0; }
.chart svg, .icons svg { display: block; }
[data-picture=ladder] .chart { height: 34em; cursor: pointer; touch-action: pan-y; }
[data-picture=mixes] .panel, [data-picture=japanese] .panel,
[data-picture=mixes] .of-ladder, [data-picture=japanese] .of-ladder { display: none; }
.panel { display: grid; gap: var(--space-3); align-content: start; min-width: 0; }
.amounts, .pair { display: grid; gap: var(--space-1) var(--space-4); }
.pair { grid-template-columns: repeat(auto-fit, minmax(min(100%, 11em), 1fr)); }
.pair .slider { grid-template-columns: minmax(0, 1fr) minmax(0, 5.2em); }
.pair .slider input[type=text] { width: 100%; }
.figures { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); }
.figures div { display: flex; gap: var(--space-2); }
.figures dt { color: var(--ink-soft); }
.figures dd { font-weight: 700; }
.heap { font-weight: 700; color: var(--current); line-height: var(--leading-tight); margin-bottom: var(--space-1); }
.icons { min-width: 0; }
.reading { display: grid; gap: var(--space-1); padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.span { font-size: var(--text-4); font-weight: 700; line-height: 1.15; }
summary { min-height: 2rem; cursor: pointer; color: var(--ink-soft); }
.tables tbody th { text-align: start; }
.source { display: inline-block; white-space: normal; min-width: 8em; max-width: 34em; }
@media (pointer: coarse) { summary { min-height: 2.75rem; } }
@container (min-width: 58em) {
  [data-picture=ladder] .body { grid-template-columns: minmax(0, 1.55fr) minmax(19em, 1fr); }
  [data-picture=ladder] .chart { height: clamp(24rem, 100svh - 12.5rem, 40rem); }
}
/* A hall's letters on a small screen. */
@container (min-width: 46em) {
  .present[data-picture=ladder] .body { grid-template-columns: minmax(0, 1.4fr) minmax(19em, 1fr); }
  .present .panel { gap: var(--space-1); }
  .present .pair { grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.2em), 1fr)); }
  .present .pair .slider { grid-template-columns: minmax(0, 1fr) minmax(0, 4.6em); }
  .present[data-picture=ladder] .chart { height: clamp(22rem, 100svh - 13rem, 60rem); }
}
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .controls .segments { flex: 1 1 100%; } .controls .segments span { flex: 1 0 auto; } }
@media (forced-colors: active) { .chart svg, .icons svg { forced-color-adjust: none; } }
`;
