/** The style of <attention-map> around its large pictures, after the one all pictures share. */

import { choicesStyle } from "../shared/choices.js";

export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; line-height: var(--leading-tight); }
.card { padding-block: var(--space-3); }
.soft { color: var(--ink-soft); }
.bar.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; line-height: 1.4; }

.controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3); margin-top: var(--space-2); }
.controls .field { min-width: min(7em, 100%); } /* names of models may be cut short, so that all is one row */
.controls .firm { flex: none; }
.field select, .text-b { min-height: 2.375rem; background: var(--sand); }
.text-b { field-sizing: content; min-width: 0; max-width: 100%; padding: 0 var(--space-2); font: inherit; color: var(--ink); border: 2px solid var(--edge); border-radius: var(--radius-2); }
/* Choices that belong together are joined. */
.segments { flex: none; flex-wrap: nowrap; gap: 0; }
.segments label { min-height: 2.375rem; padding: 0 var(--space-2); margin-inline-start: -2px; border-radius: 0; }
.segments span:first-of-type label { margin-inline-start: 0; border-start-start-radius: var(--radius-2); border-end-start-radius: var(--radius-2); }
.segments span:last-of-type label { border-start-end-radius: var(--radius-2); border-end-end-radius: var(--radius-2); }
.segments input:focus-visible + label { z-index: 1; }
.plain { flex: none; min-height: 2.375rem; padding: 0 var(--space-3); border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised); white-space: nowrap; }
.plain:hover:not(:disabled) { background: var(--chosen-tint); }

.body { display: grid; grid-template-columns: var(--side) minmax(0, 1fr); gap: var(--space-5); margin-top: var(--space-2); align-items: start; }
.body.alone, .body.stacked { grid-template-columns: minmax(0, 1fr); gap: var(--space-4); }
.stacked .panels { order: -1; } /* the sentence above speaks of the large picture */
.whole { min-width: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-2); justify-items: start; }
.whole > * { max-width: 100%; }
.whole-head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-3); }

/* All heads. */
.overview { width: 100%; background-color: var(--sand-raised); transition: background-color 1ms, opacity var(--motion-quick); /* a change of all colours is heard: holding.js */ }
.heads { position: relative; }
.heads canvas, .heads .marks { position: absolute; inset: 0 auto auto 0; }
.marks span { position: absolute; line-height: 1; color: var(--ink-soft); white-space: nowrap; }
.marks .row { translate: -100% -50%; }
.marks .column { translate: -50% -50%; }
.spot { position: absolute; padding: 0; border: 0; border-radius: 2px; background: none; }
.spot:hover { box-shadow: 0 0 0 2px var(--ink); z-index: 2; }
.spot:focus-visible { outline: 3px solid var(--current); outline-offset: 2px; z-index: 3; }
.spot[aria-pressed=true] { box-shadow: 0 0 0 3px var(--chosen), 0 0 0 5px var(--on-chosen); z-index: 1; }
.spot[aria-disabled] { cursor: default; }
.caption { position: absolute; top: calc(100% + 3px); inset-inline: -4px; display: grid; line-height: 1.1; text-align: center; }
.pale .caption { color: var(--ink-soft); }
.note { min-height: 1.5em; margin-top: var(--space-1); line-height: 1.35; }
.order { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-3); }
.least { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-3); }
.least input { flex: 1 1 8rem; accent-color: var(--ink); min-height: 1.75rem; margin: 0; }
.choice { display: flex; gap: var(--space-2); }
.choice .field { gap: var(--space-1); }
.strongest summary { color: var(--ink-soft); cursor: pointer; }
.strongest ul { display: flex; flex-wrap: wrap; gap: var(--space-1); margin-top: var(--space-1); }
.strongest .plain { min-height: 2.125rem; padding: 0 var(--space-2); }
.strongest [aria-pressed=true] { background: var(--chosen); border-color: var(--on-chosen); color: var(--on-chosen); }
.strongest button:disabled { cursor: default; }

/* One head large, and what stands beside it. */
.panels { display: grid; grid-template-columns: repeat(var(--count, 1), minmax(0, 1fr)); gap: 24px; min-width: 0; align-items: start; }
.panel { min-width: 0; }
.panel-head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); min-height: calc(2.375rem + var(--space-2)); padding-bottom: var(--space-2); }
.letter { flex: none; min-width: 1.6em; padding: 0 .4em; border-radius: var(--radius-1); background: var(--ink); color: var(--sand-raised); text-align: center; }
.sentence-of { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 700; }
.text-b { flex: 1 1 4rem; field-sizing: fixed; }
.remove { flex: none; margin-inline-start: auto; min-width: 2.375rem; padding: 0; font-size: var(--text-2); line-height: 1; }
/* In a hall. */
.hall .tools, .hall .rings { display: none; }
.card.hall { padding-block: var(--space-2); }
.hall .panel-head { padding-bottom: 0; min-height: 2.375rem; }
.hall .swatch { width: 1.1em; }
.hall .item > .scale { padding-inline: .4em; }
.hall .scale:has(> :nth-child(9)) .swatch:nth-child(4n + 3) > span { display: none; }
.hall .controls { flex-wrap: nowrap; }
.hall .readout { min-height: 0; line-height: 1.15; }
.hall .sentence { line-height: 1.25; }
.hall h3 { line-height: 1.1; }

.notes { margin-top: var(--space-2); color: var(--ink-soft); line-height: 1.35; }

/* Another answer is on its way: what is still there speaks of the one before. */
.panel-picture, .strongest { transition: opacity var(--motion-quick); }
:host([waiting]) :is(.panel-picture, .anew .overview, .anew .strongest) { opacity: .55; pointer-events: none; }

@media (pointer: coarse) {
  .field select, .text-b, .segments label, .plain, .strongest .plain { min-height: 2.75rem; }
  .remove { min-width: 2.75rem; }
  .strongest summary { min-height: 2.75rem; align-content: center; }
  .least input { min-height: 2.75rem; }
}
@container (min-width: 70em) { .controls { flex-wrap: nowrap; } }
@container (max-width: 45em) {
  .controls.controls { flex-wrap: wrap; }
  .card { padding: var(--space-3); }
  .sentence { font-size: var(--text-1); }
  .controls { gap: var(--space-2); }
  .controls .segments, .controls .segments span { flex: 1 1 auto; }
  .controls .segments { flex-wrap: wrap; }
  .controls .field, .controls .plain { flex: 1 1 8.5rem; }
  .controls select { width: 100%; }
}
@media (forced-colors: active) { .heads canvas { forced-color-adjust: none; } .spot[aria-pressed=true] { outline: 3px solid Highlight; } }
`;
