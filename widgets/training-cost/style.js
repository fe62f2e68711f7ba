import { choicesStyle } from "../shared/choices.js";
import { playerStyle } from "../shared/player.js";
import { sliderStyle } from "../shared/slider.js";

/** The style of <training-cost>, after the one all pictures share. */
export const style = choicesStyle + sliderStyle + playerStyle + /* css */ `
:host { container-type: inline-size; }
.soft, small { color: var(--ink-soft); font-size: var(--text-1); line-height: 1.3; }
.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); margin-bottom: var(--space-2); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; line-height: 1.4; }
.sentence.impossible { color: var(--current); }
.sentence.steps { min-height: 2.8em; }
.present .sentence { font-size: var(--text-1); }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.left, .right { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.controls { display: grid; gap: var(--space-2); align-content: start; }
.controls .segments span { flex: 1; }
.controls .segments label { padding-inline: var(--space-2); }
.field select { flex: 1; }
.tick { display: flex; align-items: center; gap: var(--space-2); min-height: 2.25rem; cursor: pointer; }
.tick input { width: 1.25rem; height: 1.25rem; accent-color: var(--ink); flex: none; }
details { border-top: 1px solid var(--sand-line); }
summary { min-height: 2.5rem; display: list-item; align-content: center; cursor: pointer; font-weight: 700; }
.fields { display: grid; gap: var(--space-2); padding-block: var(--space-1); }
.assumed { display: grid; grid-template-columns: minmax(0, 1fr) 7.5em; gap: 0 var(--space-2); align-items: center; }
.assumed label { line-height: 1.3; }
.assumed small { grid-column: 1 / -1; }
.assumed small:empty { display: none; }
.assumed input { min-height: 2.25rem; min-width: 0; padding: 0 var(--space-2); text-align: end; background: var(--sand); border: 2px solid var(--edge); border-radius: var(--radius-2); }
.assumed input[aria-invalid=true] { border-color: var(--current); border-style: dashed; }
.chart svg, .six svg { display: block; width: 100%; overflow: visible; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9.2em, 100%), 1fr)); gap: var(--space-2); margin: 0; }
.fact { display: flex; flex-direction: column; padding: var(--space-1) var(--space-2) var(--space-2); border-radius: var(--radius-2); background: var(--sand); line-height: 1.3; }
.fact dt { color: var(--ink-soft); }
.fact dd { margin: 0; }
.fact .figure { font-size: var(--text-3); font-weight: 700; line-height: var(--leading-tight); }
.six { display: grid; gap: var(--space-2); max-width: 56em; margin-inline: auto; }
.arrives { animation: arrive var(--motion) var(--ease); }
@keyframes arrive { from { opacity: 0; } }
.tables tbody th { text-align: start; }
@media (pointer: coarse) { .tick, summary, .assumed input { min-height: 2.75rem; } }
@container (min-width: 46em) { .body { grid-template-columns: minmax(14em, 1fr) minmax(0, 2.4fr); } }
/* One column: what is found stays in sight while one moves a slider above the picture. */
@container (max-width: 45.99em) {
  .head { display: contents; }
  .sentence { position: sticky; inset-block-start: 0; z-index: 1; padding-block: var(--space-1); background: var(--sand-raised); }
  .sentence.steps { min-height: 5.6em; }
  .what, .tools { margin-bottom: var(--space-2); }
}
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .what { flex: 1 1 100%; } .what .segments span { flex: 1; } .what .segments label { white-space: normal; line-height: 1.2; text-align: center; } }
`;
