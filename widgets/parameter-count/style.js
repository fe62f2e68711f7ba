import { choicesStyle } from "../shared/choices.js";
import { sliderStyle } from "../shared/slider.js";

/** The style of <parameter-count>, after the one all pictures share. */
export const style = choicesStyle + sliderStyle + /* css */ `
:host { container-type: inline-size; }
.soft { color: var(--ink-soft); }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.known { flex: 0 1 26em; min-width: 0; }
.known .field { display: flex; }
.known select { flex: 1; font-weight: 700; }
.sentence { font-size: var(--text-2); font-weight: 700; line-height: 1.4; margin-block: var(--space-1) var(--space-2); }
.present .sentence { font-size: var(--text-1); }
.body { display: grid; gap: var(--space-2) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.shown { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.controls { display: grid; gap: var(--space-1) var(--space-5); grid-template-columns: repeat(auto-fit, minmax(min(14em, 100%), 1fr)); align-items: end; }
.slider { gap: 0 var(--space-2); }
.slider input[type=text] { width: 6em; }
.chart { position: relative; height: 23em; cursor: pointer; }
.chart svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.facts { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); margin: var(--space-2) 0 0; line-height: 1.3; }
.fact { flex: 1 0 auto; max-width: 100%; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--space-2); border-top: 1px solid var(--sand-line); }
.fact dt { color: var(--ink-soft); }
.fact dd { margin: 0 0 0 auto; font-weight: 700; }
.row { display: grid; grid-template-columns: 1.1em minmax(0, 1fr) 7.4em 3.7em 10em 4.7em; gap: 0 var(--space-2); align-items: baseline; padding: 1px var(--space-1); line-height: 1.25; border-radius: var(--radius-1); }
.row .figure, .heads span:nth-child(n + 3) { text-align: end; white-space: nowrap; }
.heads { color: var(--ink-soft); font-weight: 700; border-bottom: 2px solid var(--edge); border-radius: 0; }
label.row { cursor: pointer; position: relative; }
label.row input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
label.row:hover { background: var(--sand); }
label.row:has(:focus-visible) { outline: 3px solid var(--current); outline-offset: -1px; }
.row.looked { background: var(--chosen-tint); }
.row.looked .name { font-weight: 700; }
.swatch { align-self: center; width: 1em; height: 1em; border-radius: 3px; border: 1px solid var(--edge); forced-color-adjust: none; }
.all { grid-template-columns: 1.1em minmax(0, 1fr) minmax(0, 3fr) 4.7em; font-weight: 700; border-top: 2px solid var(--edge); border-radius: 0; }
.told { margin-top: var(--space-1); padding: var(--space-1) var(--space-3); border-radius: var(--radius-2); background: var(--sand); line-height: 1.35; }
.formula { font-weight: 700; overflow-wrap: anywhere; }
.notes { display: grid; gap: var(--space-1); line-height: 1.35; }
.published { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); margin-top: var(--space-2); line-height: 1.35; }
.warning { padding: var(--space-1) var(--space-3); border-inline-start: 4px solid var(--current); background: var(--sand); border-radius: var(--radius-1); }
.warning { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-3); }
.warning p { flex: 1 1 18em; }
.block.light { font-weight: 400; }
details { border-top: 1px solid var(--sand-line); margin-top: var(--space-2); }
summary { min-height: 2.25rem; display: list-item; align-content: center; cursor: pointer; font-weight: 700; }
.more { display: grid; gap: var(--space-2) var(--space-5); grid-template-columns: repeat(auto-fill, minmax(min(15em, 100%), 1fr)); padding-block: var(--space-2); }
.more .field { justify-content: space-between; }
.more .field > span { white-space: normal; line-height: 1.25; }
.tables tbody th { text-align: start; }
.tables td.start { white-space: normal; min-width: 12em; }
@media (pointer: coarse) { label.row { min-height: 2.75rem; align-items: center; } summary { min-height: 2.75rem; } }
@container (min-width: 58em) {
  .body { grid-template-columns: minmax(0, 1fr) 38.5em; }
  .controls { grid-column: 1 / -1; grid-row: 1; grid-template-columns: repeat(5, minmax(0, 1fr)) minmax(0, 1.15fr); gap: 0 var(--space-4); }
  .slider input[type=text] { width: 5.9em; padding-inline: var(--space-1); }
  .controls > :is(:nth-child(1), :nth-child(3), :nth-child(4)) input[type=text] { width: 3.6em; } /* layers and heads: three digits */
  .row { padding-block: 0; }
  .chart { height: auto; flex: 1 0 clamp(15rem, 100svh - 29rem, 34rem); }
}
/* A hall's letters on a small screen: picture and sliders are seen together. */
@container (max-width: 57.99em) { .present .chart { height: clamp(14rem, 100svh - 27rem, 34rem); } }
@container (max-width: 37.99em) {
  .row { grid-template-columns: 1.1em minmax(0, 1fr) 8.9em 4.5em; }
  .row .each, .row .count, .heads span:nth-child(3), .heads span:nth-child(4) { display: none; }
  .all { grid-template-columns: 1.1em minmax(0, 1fr) auto 4.5em; }
}
@container (max-width: 29.99em) { .card { padding: var(--space-3); } }
`;
