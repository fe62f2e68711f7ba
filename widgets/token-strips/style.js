import { cutStyle } from "../shared/cuts.js";

/** The style of <token-strips>, after the one all pictures share. */
export const style = /* css */ `${cutStyle}
:host { container-type: inline-size; --line: 3.05rem; --lines: 3; }
h4 { margin: 0; font: inherit; font-weight: 700; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); }
.head { align-items: baseline; }
.head .tools { margin-inline-start: auto; }
.size { display: flex; align-items: baseline; gap: var(--space-1); white-space: nowrap; }
.size b { font-size: var(--text-4); line-height: 1.1; }
.size .is { margin: 0 var(--space-1); color: var(--ink-soft); }
.summary { flex: 1 1 20rem; font-size: var(--text-2); line-height: var(--leading-tight); }

.told { display: flex; flex-direction: row-reverse; align-items: center; justify-content: space-between; gap: var(--space-1) var(--space-4); min-height: 2.75rem; margin: var(--space-1) 0; }
.info { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-4); min-width: 0; overflow-wrap: anywhere; line-height: 1.3; }
.info .bytes { font-size: 1em; }
.said { display: flex; align-items: center; justify-content: space-between; gap: var(--space-3); flex: 1; min-width: 0; }
.unlock { flex: none; }
.hint { color: var(--ink-soft); }
.seen { font-size: var(--text-3); line-height: 1.2; padding: 0 .3em; border-radius: var(--radius-1); background: var(--chosen); color: var(--on-chosen); max-width: 30ch; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
.seen .mark { color: inherit; }
.is-lost { color: var(--current); font-weight: 700; }
.controls { display: flex; align-items: center; gap: var(--space-2); flex: none; }
.controls .block { min-height: 2.5rem; padding-block: 0; white-space: nowrap; }
.sort[aria-pressed=true] { background: var(--ink); color: var(--sand-raised); }
.drawer { position: relative; }
.card:has(.drawer[open]) { z-index: 2; } /* with few rows the drawer is longer than the card: above what comes after it */
.drawer summary { list-style: none; cursor: pointer; }
.drawer summary::-webkit-details-marker { display: none; }
.drawer summary::after { content: "▾"; }
.drawer fieldset {
  display: grid; grid-template-columns: auto 1fr; align-items: center;
  position: absolute; z-index: 3; inset-block-start: calc(100% + 4px); inset-inline-end: 0; width: max-content; max-width: 80vw; margin: 0; padding: var(--space-2);
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised); box-shadow: var(--shadow);
}
.drawer label { display: flex; align-items: center; gap: var(--space-2); min-height: 2.75rem; padding: 0 var(--space-3); border-radius: var(--radius-1); cursor: pointer; white-space: nowrap; }
.drawer label:hover { background: var(--chosen-tint); }
.drawer input { width: 1.25rem; height: 1.25rem; margin: 0 0 0 var(--space-2); accent-color: var(--other); }
@media (pointer: coarse) { .controls .block { min-height: 2.75rem; } }

/* A row: name, count and bar at the left, the strip at the right. */
.row { display: grid; grid-template-columns: 14rem 1fr; gap: var(--space-2) var(--space-5); padding: var(--space-2) 0; border-top: 2px solid var(--sand-line); }
.facts { min-width: 0; line-height: 1.25; }
.line { display: flex; align-items: baseline; justify-content: space-between; gap: var(--space-2); }
.count { font-size: var(--text-3); line-height: 1; }
.track { position: relative; height: .8rem; margin: .15rem 0; border-radius: 2px 6px 6px 2px; background: var(--sand-sunk); }
.fill { position: absolute; inset-block: 0; inset-inline-start: 0; border-radius: inherit; background: var(--other); transition: inline-size var(--motion) var(--ease); }
.track .one { position: absolute; inset-block: -.2rem; width: 0; margin-inline-start: -1px; border-inline-start: 3px dotted var(--current); transition: inset-inline-start var(--motion) var(--ease); }
.loses .fill { background: repeating-linear-gradient(-45deg, var(--cut) 0 3px, transparent 3px 7px), var(--sand-raised); outline: 1.5px solid var(--cut); outline-offset: -1.5px; }
.loses .count { color: var(--cut-ink); }
.rate { color: var(--ink-soft); white-space: nowrap; }
.asked .rate { display: none; }
.ids { min-width: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.lost-note { color: var(--current); line-height: 1.15; }

.cut { position: relative; min-width: 0; }

.strip { font-size: var(--text-2); line-height: 1.25; }
.strip :focus-visible { outline-offset: 0; z-index: 1; position: relative; }
.token { cursor: pointer; }
.nothing { color: var(--ink-soft); }
.strip .lit, .joined .token.lit { background: var(--chosen); color: var(--on-chosen); border-color: var(--on-chosen); }
.strip .lit .mark { color: inherit; }
.strip .here { box-shadow: 0 0 0 3px var(--current); position: relative; z-index: 1; }
.strip [aria-selected=true] { box-shadow: 0 0 0 3px var(--current), 0 4px 0 3px var(--current); }
.sentinel { display: inline-block; width: 1px; height: 1px; }
.window { padding: 3px 3px 0; margin: -3px -3px 0; }
.window.folded { max-height: calc(var(--lines) * var(--line)); overflow: hidden; }
.window.cropped { mask-image: linear-gradient(to top, transparent, #000 1.6em); }

.legend { display: flex; align-items: center; gap: var(--space-2); color: var(--ink-soft); border-top: 2px solid var(--sand-line); line-height: var(--leading-tight); }
.legend .one { flex: none; height: 1.1em; border-inline-start: 3px dotted var(--current); }

@container (max-width: 699.9px) {
  .card { padding: var(--space-3); }
  .row { grid-template-columns: 1fr; gap: var(--space-1); padding: var(--space-3) 0; }
  .told { display: contents; }
  .controls { flex-wrap: wrap; }
  .said { position: sticky; top: 0; z-index: 2; min-height: 4.5rem; padding: var(--space-1) 0; background: var(--sand-raised); }
}
@media (max-height: 760px) and (min-width: 1000px) {
  :host { --lines: 2; }
  .card { padding-block: var(--space-2); }
  .told { margin: 0; }
  .row { padding: var(--space-1) 0 0; }
  .cropped + .more { position: absolute; inset-block-end: 0; inset-inline-end: 0; background: var(--sand-raised); }
}
@media (forced-colors: active) { .item { border: 1px solid; } .lit { outline: 3px solid; } }
`;
