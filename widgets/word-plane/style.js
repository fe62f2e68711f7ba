/** The style of <word-plane>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; --row: 2.125rem; }
:host([hidden]) { display: none; }

.hint, .note, .name, .otherwise, .caption { color: var(--ink-soft); }
.info .name { color: var(--ink-soft); }

/* The sum as wooden blocks. */
.head { display: flex; flex-wrap: wrap; align-items: start; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.equation { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); font-size: var(--text-3); line-height: 1.2; min-height: 2.75rem; }
.equation .sign { color: var(--ink-soft); }
.equation .sign:empty { display: none; }
.block-word {
  max-width: 100%; padding: .18em .45em .2em; border: 2px solid transparent; border-radius: var(--radius-1);
  background: var(--other-tint); color: var(--ink); box-shadow: 0 3px 0 var(--other); overflow-wrap: anywhere;
}
.block-word.minus { background: var(--sand-raised); border-color: var(--other); }
.block-word .typed { font-size: var(--text-1); color: var(--ink-soft); }
.block-word.other { border: 2px dashed var(--other); }
.block-word.gold { background: var(--chosen); color: var(--on-chosen); box-shadow: 0 3px 0 var(--chosen-ink); font-weight: 700; }
.block-word[aria-disabled] { cursor: default; }
.block-word:not([aria-disabled]):active { translate: 0 2px; }
.equation .cosine { font-size: var(--text-1); color: var(--ink-soft); }
.gap { padding: .12em .5em; border: 2px dashed var(--current); border-radius: var(--radius-1); background: var(--current-tint); color: var(--current); font-weight: 700; }
.notes { display: grid; gap: var(--space-1); margin-top: var(--space-1); padding-inline-start: var(--space-3); border-inline-start: 4px solid var(--other); }

.body { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-3) var(--space-5); margin-top: var(--space-3); }
.left, .side { min-width: 0; }

/* The plane: raked sand round the place that is sought. */
.plane {
  position: relative; height: clamp(19rem, 92cqi, 26rem); overflow: hidden; border-radius: var(--radius-3); background: var(--sand);
  box-shadow: inset 0 0 0 1.5px var(--sand-line); touch-action: pan-y pinch-zoom;
}
.plane svg { position: absolute; inset: 0; font-family: var(--font); font-variant-numeric: tabular-nums; user-select: none; }
.plane.on { cursor: pointer; }
.truth { display: grid; grid-template-columns: auto 1fr; gap: var(--space-3); align-items: start; margin-top: var(--space-2); line-height: 1.45; }
.meter { width: 3.5rem; height: .75rem; margin-top: .35em; border-radius: var(--radius-round); background: var(--sand-sunk); box-shadow: inset 0 0 0 1.5px var(--edge); overflow: hidden; }
.meter span { display: block; height: 100%; background: var(--edge); }

/* What can be asked differently. */
.options { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-1) var(--space-3); }
.switch { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 2.75rem; font-weight: 700; cursor: pointer; }
.switch input {
  appearance: none; -webkit-appearance: none; flex: none; position: relative; width: 2.9rem; height: 1.6rem; margin: 0; border: 2px solid var(--edge);
  border-radius: var(--radius-round); background: var(--sand-sunk); cursor: pointer; transition: background-color var(--motion-quick);
}
.switch input::before {
  content: ""; position: absolute; inset-block: -.16rem; inset-inline-start: -.1rem; width: 1.55rem; border: 2px solid var(--sand-raised); border-radius: var(--pebble);
  background: var(--ink); box-shadow: 0 2px 3px #0006; transition: translate var(--motion-quick) var(--ease);
}
.switch input:checked { background: var(--other); border-color: var(--other); }
.switch input:checked::before { translate: 1.3rem 0; }
.stepper { display: inline-flex; align-items: center; gap: var(--space-1); }
.step {
  width: 2.25rem; height: 2.25rem; padding: 0; border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised); font-size: var(--text-2); line-height: 1;
}
.step:hover:not(:disabled) { background: var(--chosen-tint); }
.step:disabled { border-color: var(--sand-line); color: var(--cut-ink); }
.count { min-width: 3.4em; text-align: center; }
.otherwise { line-height: 1.45; margin-bottom: var(--space-2); }

/* The ranking. One grid for all rows, so that bars begin at one line. */
.bars { display: grid; grid-template-columns: auto fit-content(11.5em) minmax(3.5rem, 1fr) auto; column-gap: var(--space-2); }
.rows, .row, .axis { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: center; }
.rows { max-height: calc(12 * var(--row)); overflow-y: auto; scrollbar-width: thin; }
.row { min-height: var(--row); border-radius: var(--radius-1); }
.live .row { cursor: pointer; }
.row.on { background: var(--sand); box-shadow: inset 0 0 0 2px var(--ink); }
.rows .row:focus-visible { outline-offset: -3px; }
.rank { min-width: 1.4em; text-align: end; color: var(--ink-soft); padding-inline-start: .25em; }
.row .name { color: var(--ink); font-size: var(--text-2); line-height: 1.3; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
.tag { position: absolute; inset-inline-start: var(--space-2); top: 50%; translate: 0 -50%; padding: 0 var(--space-2); border: 1.5px solid var(--other); border-radius: var(--radius-round); background: var(--sand-raised); color: var(--other); line-height: 1.35; white-space: nowrap; }
.track, .scale { grid-column: 3; position: relative; align-self: stretch; }
.track::before { content: ""; position: absolute; inset-block: 0; inset-inline: 0 -1px; background: repeating-linear-gradient(to right, var(--sand-line) 0 1px, transparent 1px calc((100% - 1px) / 2)); }
.scale { height: 1.3em; line-height: 1.2; color: var(--ink-soft); }
.scale span { position: absolute; translate: -50% 0; }
.fill { position: absolute; inset-block: 18%; min-width: 2px; border-radius: 2px 6px 6px 2px; background: var(--seq-4); transition: inline-size var(--motion) var(--ease); }
.number { padding-inline-end: .25em; text-align: end; font-weight: 700; font-size: var(--text-2); }
.row.first .name { font-weight: 700; }
.first .fill { background: var(--chosen); box-shadow: inset 0 0 0 1.5px var(--chosen-ink); }
.input .fill { background: var(--other); box-shadow: none; }
.input.first .fill { background: var(--chosen); box-shadow: inset 0 0 0 3px var(--other); }
.row.cut .name, .cut .number { color: var(--cut-ink); font-weight: 400; }
.cut .tag { border-color: var(--cut); color: var(--cut-ink); }
.cut .fill { border: 1px solid var(--cut); background: repeating-linear-gradient(-45deg, var(--cut) 0 2px, transparent 2px 6px); }
.none { grid-column: 1 / -1; padding-block: var(--space-2); }
.info { min-height: 3em; margin-top: var(--space-1); line-height: 1.5; overflow-wrap: anywhere; }
.info b { font-size: var(--text-2); }
.fact { display: inline-block; margin-inline-start: var(--space-3); }

/* The sum number by number. */
.sum { margin-top: var(--space-2); padding: var(--space-2) var(--space-3) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.sum th, .sum td { padding: .15em .5em; border: 0; font-size: var(--text-2); }
.sum tbody th { text-align: start; }
.sum thead th { font-size: var(--text-1); border-bottom: 0; }
.sum thead th:nth-child(2) { text-align: start; font-weight: 400; }
.sum td.sign { width: 1px; padding-inline: 0 .2em; color: var(--ink-soft); text-align: end; }
.sum .total :is(th, td) { border-top: 3px solid var(--ink); color: var(--current); font-weight: 700; }
.sum .nearest :is(th, td:not(.sign)) { background: var(--chosen); color: var(--on-chosen); font-weight: 700; }

@container (min-width: 820px) {
  .body { grid-template-columns: minmax(0, 1fr) max(21.5rem, 34%); }
  .body { grid-template-rows: auto 1fr; row-gap: var(--space-1); }
  .side { grid-area: 1 / 2 / span 2; }
  .plane { height: clamp(20rem, min(52cqi, 100vh - 16.25rem), 40rem); }
  .rows { max-height: max(8 * var(--row), min(14 * var(--row), 100vh - 19.25rem)); }
}
/* Beside a map: the plane above, its ranking and what goes with it side by side. */
@container (min-width: 600px) and (max-width: 819.9px) {
  .side { display: grid; grid-template-columns: minmax(0, 1fr) 16.5rem; grid-template-rows: auto auto auto 1fr; column-gap: var(--space-5); align-items: start; }
  .bars { grid-area: 1 / 1 / span 4; }
  .side > :not(.bars) { grid-column: 2; }
  .present .side { display: block; }
}
@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .rows { max-height: none; }
  .truth { grid-template-columns: 1fr; gap: 0; }
  .meter { display: none; }
}
@media (pointer: coarse) {
  :host { --row: 2.75rem; }
  .step { width: 2.75rem; height: 2.75rem; }
  .block-word { min-height: 2.75rem; }
}
/* In a hall: the picture and its ranking on one screen, the fine print elsewhere. */
.present .note, .present .info:has(.hint), .present .aside, .present .axis { display: none; }
.present .switch, .equation { min-height: 0; }
.present .step { width: 2.5rem; height: 2.5rem; }
.present .caption, .present .otherwise { line-height: 1.3; }
@container (min-width: 820px) {
  .present .plane { height: clamp(18rem, min(52cqi, 100vh - 17rem), 60rem); }
  .present .body { grid-template-columns: minmax(0, 1fr) 38%; }
  .present .rows { max-height: max(8 * var(--row), 100vh - 14rem); }
}
@media (prefers-reduced-motion: reduce) { .ghostly { animation: none; } }
@media (forced-colors: active) { .fill, .meter span { forced-color-adjust: none; } }
`;
