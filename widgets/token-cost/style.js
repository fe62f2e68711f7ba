/** The style of <token-cost>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); }
.bar.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; }
section { min-width: 0; }

.controls, .money { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); }
.controls { margin: var(--space-2) 0; padding: 0; border: 0; min-width: 0; }
legend { float: left; padding: 0; font-weight: 700; }
.choices { display: flex; flex-wrap: wrap; gap: var(--space-1); }
.choices input { position: absolute; opacity: 0; }
.choices label {
  display: inline-flex; align-items: center; min-height: 2.5rem; padding: 0 var(--space-3); border: 2px solid var(--edge); border-radius: var(--radius-2);
  background: var(--sand-raised); cursor: pointer; white-space: nowrap;
}
.choices label:hover { background: var(--chosen-tint); }
.choices input:checked + label { background: var(--ink); border-color: var(--ink); color: var(--sand-raised); font-weight: 700; }
.choices input:focus-visible + label { outline: 3px solid var(--current); outline-offset: 2px; }
.field { display: inline-flex; align-items: center; gap: var(--space-2); }
.field label { font-weight: 700; }
select, input[type=number] {
  font: inherit; color: var(--ink); background: var(--sand); border: 2px solid var(--edge); border-radius: var(--radius-2); min-height: 2.5rem; padding: 0 var(--space-2);
}
input[type=number] { width: 7.5em; text-align: end; }
input#times { width: 9em; }
input[aria-invalid=true] { border-color: var(--current); background: var(--current-tint); }

.body { display: grid; gap: var(--space-5); grid-template-columns: minmax(0, 1fr); }

/* A row for each language. */
.languages { width: 100%; border-collapse: collapse; table-layout: fixed; }
.languages th, .languages td { padding: 0 var(--space-2); height: 2.2rem; }
.languages thead th { height: auto; padding-block: 0; vertical-align: bottom; }
.languages .of-listed, .languages .of-ratio { text-align: start; }
.languages th, .languages td { padding-inline: var(--space-1); }
.languages .label { display: none; }
.sort { min-height: 2rem; padding: 0; border: 0; background: none; font-weight: 700; color: var(--ink-soft); }
.sort { text-decoration: underline dotted var(--edge); text-underline-offset: .3em; }
.sort:hover { color: var(--ink); text-decoration: underline; }
[aria-sort=ascending] .sort::after { content: "↑"; color: var(--ink); }
[aria-sort=descending] .sort::after { content: "↓"; color: var(--ink); }
.languages tbody tr:not(.text) { cursor: pointer; }
.languages tbody tr:not(.text):hover { background: var(--chosen-tint); }
tr.base { background: var(--other-tint); }
tr.looked { background: var(--current-tint); }
/* The fonts of the pages are for Japanese and English; they have wide Cyrillic letters and no Vietnamese ones. */
.own:not(:lang(ja), :lang(en)) { font-family: "Noto Sans", system-ui, sans-serif; }
.name { display: flex; flex-wrap: wrap; align-items: center; align-content: center; gap: 0 var(--space-2); width: 100%; min-height: 2.2rem; padding: 0; border: 0; background: none; text-align: start; line-height: 1.15; }
.name::before { content: "▸"; color: var(--edge); margin-inline-end: -.2em; }
.name[aria-expanded=true]::before { content: "▾"; color: var(--ink); }
td.of-ratio { white-space: nowrap; }
th.of-ratio select { min-height: 2.1rem; max-width: 13rem; }
.number { display: inline-block; width: 4em; font-weight: 700; text-align: end; padding-inline-end: var(--space-2); }
.track { position: relative; display: inline-block; width: calc(100% - 4.1em); height: 1.2rem; vertical-align: middle; }
.fill { position: absolute; inset-block: 0; inset-inline-start: 0; border-radius: 0 var(--radius-1) var(--radius-1) 0; background: var(--seq-3); transition: inline-size var(--motion) var(--ease); }
.looked .fill { background: var(--current); }
.base .fill { background: var(--other); }
.lost .fill { background: repeating-linear-gradient(135deg, var(--cut) 0 4px, transparent 4px 8px); }
.lost .of-tokens, .lost .number { color: var(--cut-ink); }
.one { position: absolute; inset-block: -.55rem; width: 0; border-inline-start: 2px dashed var(--other); transition: inset-inline-start var(--motion) var(--ease); }
.ticks i, .tick { width: .5rem; height: .5rem; border-radius: var(--radius-round); background: var(--sand-raised); border: 2px solid var(--ink); }
.ticks i { position: absolute; top: .35rem; margin-inline-start: -.25rem; }
.legend { display: flex; align-items: center; gap: var(--space-2); margin-block: var(--space-1) var(--space-2); line-height: 1.3; }
.tick { flex: none; }
.text td { white-space: normal; text-align: start; padding: var(--space-2) var(--space-4) var(--space-3); background: var(--sand); }
.passage { font-size: var(--text-2); text-align: start; max-width: 42em; }
.counts { margin-top: var(--space-1); }
.counts .here { color: var(--ink); font-weight: 700; }

/* Why: characters, bytes, tokens of two languages. */
.steps { margin-block: var(--space-1); }
.measure { display: grid; grid-template-columns: 4.6em minmax(0, 1fr) 4.4em; align-items: center; gap: var(--space-2); }
.measure .bars { display: grid; gap: 2px; }
.bar-line { display: flex; align-items: center; gap: var(--space-2); line-height: 1.15; }
.bar-line i { flex: none; height: .85rem; border-radius: 0 var(--radius-1) var(--radius-1) 0; transition: inline-size var(--motion) var(--ease); }
.bar-line .looked { background: var(--current); }
.bar-line .base { background: var(--other); }
.by { text-align: end; }
.step { display: flex; justify-content: space-between; gap: var(--space-2); color: var(--ink-soft); line-height: 1.35; padding-block: 2px; }
.step .by { white-space: nowrap; }
.product { font-weight: 700; padding: var(--space-1) var(--space-3); border-radius: var(--radius-1); background: var(--sand); text-align: center; }
.product:empty { display: none; }
.why h3:not(:first-child) { margin-top: var(--space-3); margin-bottom: var(--space-1); }
.scripts { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr); grid-auto-flow: column; grid-template-rows: repeat(7, auto); gap: 3px var(--space-3); }
.scripts li {
  display: flex; justify-content: space-between; gap: var(--space-1); line-height: 1.35; padding: 1px var(--space-2); white-space: nowrap; border-radius: var(--radius-1);
  background: linear-gradient(to right, var(--seq-1) var(--share), var(--sand) var(--share));
}
.scripts .looked { background: linear-gradient(to right, var(--current-tint) var(--share), var(--sand) var(--share)); box-shadow: inset 4px 0 0 var(--current); font-weight: 700; }
.scripts .base { background: linear-gradient(to right, var(--other-tint) var(--share), var(--sand) var(--share)); box-shadow: inset 4px 0 0 var(--other); font-weight: 700; }

.tables tbody th { text-align: start; }

/* Widths count in letters, so that a hall's larger ones get the room they need. */
@container (min-width: 40em) {
  .languages .of-listed { width: 11.8em; }
  .languages .of-characters, .languages .of-bytes { width: 3.7em; }
  .languages .of-tokens { width: 5.2em; }
  .languages .of-cost { width: 5em; padding-inline-end: var(--space-2); }
}
@container (min-width: 62em) {
  .body { grid-template-columns: minmax(0, 1.85fr) minmax(0, 1fr); }
}
@media (pointer: coarse) { .languages th, .languages td { height: 2.75rem; } .name, .choices label, select, th.of-ratio select, input[type=number], .sort { min-height: 2.75rem; } }
@container (max-width: 39.99em) {
  .card { padding: var(--space-3); }
  .languages, .languages thead, .languages tbody { display: block; }
  .languages thead tr { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); }
  .languages thead th { padding: 0; border: 0; height: auto; }
  .languages thead .of-ratio { flex: 1 0 100%; order: -1; padding-bottom: var(--space-1); }
  .languages thead .of-cost { display: none; }
  .languages tbody tr:not(.text) { display: flex; flex-wrap: wrap; border-bottom: 1px solid var(--sand-line); padding: var(--space-1); }
  .languages tbody tr:not(.text) > * { height: auto; border: 0; padding: 0 var(--space-1); align-self: center; }
  .languages tbody .of-listed { flex: 1 1 7rem; }
  .languages tbody .of-characters, .languages tbody .of-bytes { display: none; }
  .languages[data-sort=characters] tbody .of-characters, .languages[data-sort=bytes] tbody .of-bytes { display: block; }
  .languages .label { display: inline; }
  .languages tbody .of-ratio { flex: 1 0 100%; order: 1; padding-bottom: var(--space-1); }
  .languages .text:not([hidden]), .languages .text td { display: block; height: auto; }
  .number { width: 3.8em; text-align: start; }
  .track { width: calc(100% - 4em); }
  .measure { grid-template-columns: 4.2em minmax(0, 1fr) 4.2em; }
  .scripts { grid-template-columns: minmax(0, 1fr); grid-auto-flow: row; grid-template-rows: none; }
}
@media (forced-colors: active) { .fill, .bar-line i, .ticks i { forced-color-adjust: none; } .looked, .base { outline: 1px solid; } }
`;
