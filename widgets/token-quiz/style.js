import { cutStyle } from "../shared/cuts.js";

/** The style of <token-quiz>, after the one all pictures share. */
export const style = /* css */ `${cutStyle}
:host { container-type: inline-size; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.title { font-weight: 700; font-size: var(--text-3); line-height: var(--leading-tight); }
.choice { display: inline-flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); color: var(--ink-soft); }
select { max-width: 100%; min-height: 2.75rem; padding: 0 var(--space-3); font: inherit; color: var(--ink); border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised); }

.round { margin-top: var(--space-2); justify-content: space-between; }
.marks { display: flex; flex-wrap: wrap; gap: var(--space-1); }
.mark-of {
  min-width: 2.75rem; min-height: 2.25rem; padding: 0; border: 2px solid var(--sand-line); border-radius: var(--radius-2); background: var(--sand); color: var(--ink-soft); font-weight: 700;
}
@media (pointer: coarse) { .mark-of { min-height: 2.75rem; } }
.mark-of:hover { border-color: var(--edge); color: var(--ink); }
.mark-of.p3, .points.p3 { background: var(--chosen); color: var(--on-chosen); border-color: var(--on-chosen); }
.mark-of.p2, .mark-of.p1, .points.p2, .points.p1 { background: var(--chosen-tint); color: var(--ink); border-color: var(--chosen-ink); }
.mark-of.p0, .points.p0 { background: transparent; color: var(--cut-ink); border-color: var(--cut); }
.mark-of[aria-current=true] { outline: 3px solid var(--current); outline-offset: 1px; }
.mark-of:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
.score { font-weight: 700; font-size: var(--text-2); }

/* The text, large, on a slab of sand; after the guess it comes apart. */
.slab {
  display: grid; align-items: center; margin: var(--space-3) 0 var(--space-1); padding: var(--space-4) var(--space-3); min-height: clamp(9rem, 24vh, 15rem);
  border-radius: var(--radius-3); text-align: center; overflow-wrap: anywhere; line-height: 1.35;
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.slab.lines > div { justify-self: center; text-align: start; }
.slab[data-size=huge] { font-size: clamp(1.75rem, 6cqi, 4rem); }
.slab[data-size=large] { font-size: clamp(1.6rem, 3.4cqi, 2.75rem); }
.slab[data-size=middle] { font-size: var(--text-4); }
.slab[data-size=small] { font-size: var(--text-3); }
.slab .mark { font-size: .6em; }
.slab .item { margin: 0 .12em .12em 0; padding: .04em .16em; border-radius: .12em; }
.slab .item.joined, .slab .item.gap { padding: 0; }
.slab .joined .token { font-size: max(1rem, .36em); border-radius: .2em; }
.facts { color: var(--ink-soft); text-align: center; }

.form { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: var(--space-3) var(--space-4); margin-top: var(--space-3); }
.asking { font-weight: 700; font-size: var(--text-4); line-height: var(--leading-tight); }
.stepper { display: flex; align-items: stretch; gap: var(--space-1); }
.step { min-width: 3.25rem; font-size: var(--text-4); line-height: 1; }
#guess {
  width: 4.2em; text-align: center; font-size: var(--text-4); font-weight: 700; border: 3px solid var(--current); border-radius: var(--radius-2);
  background: var(--sand-raised); color: var(--ink); appearance: textfield; -moz-appearance: textfield;
}
#guess::-webkit-inner-spin-button, #guess::-webkit-outer-spin-button { appearance: none; margin: 0; }
#guess::placeholder { color: var(--current); opacity: 1; }
.form .strong { min-height: 3.25rem; font-size: var(--text-2); }
.keys { flex: 1 0 100%; text-align: center; color: var(--ink-soft); }
@media (hover: none) { .keys { display: none; } }

.answer { margin-top: var(--space-2); }
.answer .bar { justify-content: space-between; flex-wrap: nowrap; }
.next { flex: none; }
.verdict { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-4); font-size: var(--text-2); }
.verdict .count { font-size: var(--text-5); line-height: 1.1; color: var(--current); }
.exact { color: var(--chosen-ink); font-size: var(--text-3); }
.points { padding: .05em .6em; border: 2px solid; border-radius: var(--radius-round); }
.done { flex: 1 0 100%; font-size: var(--text-3); }
.lost-note { color: var(--current); }
.remark { margin-top: var(--space-2); padding: var(--space-2) var(--space-4); border-inline-start: 6px solid var(--chosen); border-radius: var(--radius-1); background: var(--sand); max-width: 62em; }
.bars { display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-6); margin-top: var(--space-3); }
.chart { flex: 1 1 20rem; margin: 0; min-width: 0; }
figcaption { font-weight: 700; }
.chart ul { display: grid; grid-template-columns: fit-content(14em) 1fr auto; gap: 0 var(--space-3); }
.row { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; min-height: 1.75rem; }
.label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.track { height: .9rem; border-radius: 2px 6px 6px 2px; background: var(--sand-sunk); }
.fill { display: block; height: 100%; min-width: 2px; border-radius: inherit; background: var(--other); }
.here .fill { background: var(--current); }
.here .label, .here b { color: var(--current); font-weight: 700; }
.loses .fill { background: repeating-linear-gradient(-45deg, var(--cut) 0 3px, transparent 3px 7px); outline: 1.5px solid var(--cut); outline-offset: -1.5px; }
.row b { min-width: 2ch; text-align: end; }

@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .slab { padding: var(--space-3) var(--space-2); min-height: 7rem; }
  .answer .bar { flex-wrap: wrap; }
  .form .strong, .next { flex: 1 0 100%; }
}
@media (max-height: 760px) and (min-width: 1000px) {
  .card { padding-block: var(--space-3); }
  .slab { padding-block: var(--space-3); margin-top: var(--space-2); }
}
@media (forced-colors: active) { .item, .fill { border: 1px solid; } }
`;
