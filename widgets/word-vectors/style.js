/** The style of <word-vectors>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; }
.bar { display: flex; justify-content: flex-end; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.soft, .fact { color: var(--ink-soft); }
.fact, .soft { line-height: 1.4; }
.body { display: grid; gap: var(--space-5); grid-template-columns: minmax(0, 1fr); }
section { min-width: 0; }

/* One-hot: a long groove with one gold cell, and a glass over it. */
.choices { display: flex; flex-wrap: wrap; gap: 0 var(--space-4); }
.choice { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 2.75rem; color: var(--ink-soft); }
select {
  font: inherit; color: var(--ink); background: var(--sand); border: 2px solid var(--edge); border-radius: var(--radius-2);
  min-height: 2.25rem; padding: 0 var(--space-2); max-width: 11em;
}
.strips { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: var(--space-2); row-gap: var(--space-2); margin-block: var(--space-2) var(--space-3); }
.strip { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; grid-template-areas: "word groove" "word beam" "place zoom"; }
.strip-word { grid-area: word; font-weight: 700; line-height: 1.2; align-self: end; overflow-wrap: anywhere; }
.strip-place { grid-area: place; color: var(--ink-soft); line-height: 1.4; white-space: nowrap; }
.groove { grid-area: groove; position: relative; height: .6rem; margin-top: 3px; border-radius: var(--radius-1); background: var(--sand-sunk); box-shadow: inset 0 0 0 1px var(--sand-line); overflow: clip; overflow-clip-margin: 3px; }
.lit { position: absolute; inset-block: -2px; translate: -50% 0; background: var(--chosen); box-shadow: 0 0 0 1px var(--ink); border-radius: 1px; }
.beam { grid-area: beam; display: block; width: 100%; height: .55rem; }
.beam polygon { fill: var(--chosen-tint); opacity: .8; }
.zoom { grid-area: zoom; display: flex; background: var(--chosen-tint); border-radius: 0 0 var(--radius-1) var(--radius-1); text-align: center; line-height: 1.4; }
.zoom span { flex: 1 1 0; min-width: 0; }
.zoom .more, .zero { color: var(--ink-soft); }
.zoom .one { background: var(--chosen); color: var(--on-chosen); font-weight: 700; border-radius: var(--radius-1); }

/* Cosines of all pairs: each word stands at the head of its column and at the end of its row. */
.pairs-place { margin-block: var(--space-2); }
.scroll-pairs { overflow-x: auto; scrollbar-width: thin; }
h4 { margin: 0; font: inherit; font-weight: 700; line-height: 1.4; }
.pairs { display: grid; grid-template-columns: repeat(var(--columns), minmax(2.35rem, auto)) minmax(max-content, 1fr); justify-content: start; gap: 2px; }
.pairs.signed { grid-template-columns: repeat(var(--columns), minmax(2.9rem, auto)) minmax(max-content, 1fr); }
/* Where all are 0, narrow cells do: twelve words fit beside the table. */
.pairs.zeros { grid-template-columns: repeat(var(--columns), minmax(.9rem, 2.35rem)) minmax(3em, 1fr); }
.zeros .pair { padding-inline: 0; }
.zeros .pair-word { overflow: hidden; text-overflow: ellipsis; }
.pair { text-align: center; border-radius: var(--radius-1); line-height: 1.5; padding-inline: .2em; }
.pair-word { grid-column-end: -1; white-space: nowrap; line-height: 1.5; padding-inline: .25em; }
.pair-word.sum-word { justify-self: start; font-weight: 700; background: var(--chosen); color: var(--on-chosen); border-radius: var(--radius-1); }

/* The table: stones in a tray. */
.scroll { overflow-x: auto; scrollbar-width: thin; margin-inline: -4px; padding: 4px; }
.grid { --least: 3.6rem; display: grid; grid-template-columns: 2.5rem minmax(4.4em, auto) var(--tracks) auto; gap: 3px; }
.line, .lines, .sum { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; gap: 3px; align-items: stretch; }
.grid input, .name { min-width: 0; width: 100%; border: 0; border-radius: var(--radius-1); padding: 0 .3em; background: transparent; color: var(--ink); }
.names { align-items: end; margin-bottom: 2px; }
.grid .name { text-align: center; color: var(--ink-soft); resize: none; field-sizing: content; font: inherit; line-height: 1.25; padding: .3em 1px; overflow: hidden; hyphens: manual; }
.part-head { text-align: center; color: var(--ink-soft); line-height: 2; }
.name::placeholder { color: var(--ink-soft); opacity: 1; }
.grid:not(.still) .name:hover, .grid:not(.still) .word:hover { box-shadow: inset 0 0 0 1.5px var(--edge); }
.word { font-weight: 700; font-size: var(--text-2); min-height: 2.5rem; max-width: 10em; }
@supports (field-sizing: content) { .grid .word { field-sizing: content; min-width: auto; } }
.cell { text-align: center; font-size: var(--text-2); min-height: 2.5rem; transition: background-color var(--motion); touch-action: pan-y; }
.grid:not(.still) .cell { cursor: ew-resize; box-shadow: inset 0 0 0 1px var(--sand-line); }
.grid:not(.still) .cell:focus { cursor: text; }
.cell:hover { box-shadow: inset 0 0 0 2px var(--edge); }
.cell.wrong { outline: 3px dashed var(--current); outline-offset: -3px; }
.part { border: 2px solid var(--edge); border-radius: var(--radius-2); background: transparent; font-weight: 700; padding: 0; min-height: 2.5rem; line-height: 1; font-size: var(--text-2); }
.part.out { border-style: dotted; }
.part.plus { background: var(--other-tint); border-color: var(--other); color: var(--other); }
.part.minus { background: var(--current-tint); border-color: var(--current); color: var(--current); }
.part:not(:disabled):hover { background: var(--chosen-tint); }
.still .part.out { visibility: hidden; }
.line.twin .word { background: var(--chosen); color: var(--on-chosen); }
.remove { min-width: 1.75rem; text-decoration: none; font-size: var(--text-2); padding: 0; }

.sum { margin-top: var(--space-3); }
.digit { text-align: center; font-size: var(--text-2); border-radius: var(--radius-1); line-height: 1.5; padding-block: .12em; transition: background-color var(--motion); }
.lead { text-align: center; font-weight: 700; font-size: var(--text-2); align-self: center; white-space: nowrap; }
.term-word { align-self: center; padding-inline: .3em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 12em; }
.plus .lead { color: var(--other); }
.minus .lead { color: var(--current); }
.total { position: relative; font-weight: 700; margin-top: 4px; padding-top: 7px; border-top: 3px solid var(--ink); }
.total .term-word { font-size: var(--text-2); border-radius: var(--radius-1); align-self: stretch; align-content: center; }
.total.twin .term-word { background: var(--chosen); color: var(--on-chosen); }
.problem:not(:empty) { margin-top: var(--space-2); padding: 0 var(--space-2); border-inline-start: 4px solid var(--current); line-height: 1.4; }
.result { margin-top: var(--space-2); font-weight: 700; line-height: 1.4; min-height: 1.4em; }
.info { line-height: 1.4; }
.equation { white-space: nowrap; }
.edits { display: flex; flex-wrap: wrap; margin: var(--space-1) calc(-1 * var(--space-2)) 0; }
.edits .quiet:disabled { color: var(--cut-ink); text-decoration: none; }

/* Two dimensions. */
.plane { display: block; max-width: 100%; touch-action: pan-y; }
.plane.over { cursor: grab; touch-action: none; }
.plane.over:active { cursor: grabbing; }
.plane text { user-select: none; -webkit-user-select: none; }
.hint { margin-top: var(--space-1); }

@container (min-width: 720px) {
  .body { grid-template-columns: minmax(0, 18rem) minmax(0, 1fr); }
  .sparse { grid-row: span 2; }
}
@container (min-width: 940px) and (max-width: 1059.9px) {
  .body:not(.many) .drawn { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, max-content); gap: 0 var(--space-5); }
  .body:not(.many) .drawn h3 { grid-column: 1 / -1; }
}
@container (min-width: 1060px) {
  .body:not(.many) { grid-template-columns: minmax(0, 18rem) minmax(0, 1.45fr) minmax(0, 1fr); column-gap: 1.75rem; }
  .body:not(.many) .sparse { grid-row: auto; }
}
@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .bar .tools { margin-block-end: 0; }
  .grid { --least: 2.75rem; grid-template-columns: 2.75rem auto var(--tracks) auto; }
  .grid .word, .grid .cell, .digit { font-size: var(--text-1); }
  .name { padding-inline: 0; }
}
@media (pointer: coarse) {
  .part, .cell, .word, .name, select { min-height: 2.75rem; }
  .remove { min-width: 2.75rem; }
}
/* In a hall: the figures, without the sentences around them. */
.card.present { padding-block: var(--space-2); }
.present .fact, .present .hint, .present .info, .present .edits, .present .remove, .present .bar, .present .sparse > .soft { display: none; }
.present .name { padding-block: 0; }
.present .digit, .present .cell, .present .word, .present .lead, .present .total .term-word { font-size: var(--text-1); }
@media (forced-colors: active) { .cell, .digit, .pair, .lit, .one { forced-color-adjust: none; } }
`;
