import { headStyle } from "../shared/style.js";

/** The style of <masked-token>, after the one all pictures share. */
export const style = /* css */ `${headStyle}
:host { container-type: inline-size; }
.text { display: flex; flex-wrap: wrap; align-items: center; }
.strip { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; font-size: var(--text-3); line-height: 1.3; }
.chip, .hole { display: inline-flex; align-items: center; gap: .3em; min-height: 2.5rem; padding: 0 .45em; border-radius: var(--radius-1); border: 2px solid transparent; background: var(--sand-sunk); }
.chip.special { background: transparent; border: 2px dashed var(--sand-line); color: var(--ink-soft); font-size: var(--text-1); }
.chip.unknown { background: repeating-linear-gradient(-45deg, var(--sand-line) 0 3px, transparent 3px 8px), var(--sand-raised); border-color: var(--cut); color: var(--cut-ink); }
.lost { color: var(--current); font-weight: 700; font-size: var(--text-1); }
button.chip:hover { background: var(--current-tint); border-color: var(--current); border-style: dashed; }
/* A hole in the sentence: what is to be filled is vermilion, what was chosen is gold. */
.hole { position: relative; justify-content: center; min-width: 3.2em; border: 2.5px dashed var(--current); border-radius: .8em; background: var(--sand-raised); color: var(--current); font-weight: 700; }
.hole.shown { border-style: solid; box-shadow: 0 0 0 3px var(--current-tint); }
.hole.chosen { background: var(--chosen); color: var(--on-chosen); }
.ordinal { display: inline-flex; align-items: center; justify-content: center; min-width: 1.5em; height: 1.5em; font-size: 1rem; border-radius: var(--radius-round); background: var(--current); color: var(--on-strong); }
/* As tall without buttons as with them, so that a row does not move away under the hand that pressed it. */
.under { flex: 1 0 100%; display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); min-height: 2.5rem; margin: var(--space-2) 0; }
.hint { flex: 1 1 20rem; }
.actions { display: flex; flex-wrap: wrap; gap: var(--space-2); }
.actions .block { min-height: 2.5rem; }

/* The sides stand as they do in the sentence: left, both, right. */
.panels { display: grid; grid-template-columns: 1fr 1.35fr 1fr; gap: var(--space-2) var(--space-4); align-items: start; }
.panel { min-width: 0; padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); border: 2px solid var(--sand-line); background: var(--sand); }
.panel.both { border-color: var(--ink); background: var(--sand-raised); }
.panel h3 { font-weight: 700; line-height: 1.3; }
.both h3 { font-size: var(--text-2); }
.around { display: flex; flex-wrap: nowrap; overflow: hidden; gap: 2px; line-height: 1.5; white-space: nowrap; justify-content: center; margin: var(--space-1) 0; }
.around > span { flex: none; }
.around > :is(.before, .after) { flex: 0 1 auto; display: flex; flex-wrap: wrap; gap: 0 2px; min-width: 0; height: 1.5em; overflow: hidden; }
.around > .before { flex-direction: row-reverse; }
.around > * > span { flex: none; }
.around .more { color: var(--ink-soft); }
.around .blank { padding: 0 .4em; border: 2px solid var(--current); border-radius: .5em; color: var(--current); font-weight: 700; line-height: 1.2; }
.around .seen { background: var(--sand-sunk); border-radius: 3px; padding: 0 .2em; overflow: hidden; text-overflow: ellipsis; max-width: 8em; }
.around .covered { width: 1.5em; height: 1.5em; background: repeating-linear-gradient(-45deg, var(--cut) 0 3px, transparent 3px 7px); border: 1.5px solid var(--cut); border-radius: 3px; }
.row { display: grid; grid-template-columns: minmax(3.5em, 32%) 1fr 6em; align-items: center; gap: var(--space-1); width: 100%; min-height: 2rem; padding: 0 var(--space-1); border: 0; border-radius: var(--radius-1); background: transparent; text-align: start; }
.token { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.both .token { font-size: var(--text-2); }
.token.special { color: var(--ink-soft); }
.track { position: relative; height: 1.1rem; border-radius: 2px; background: var(--sand-sunk); }
.fill { position: absolute; inset-block: 0; inset-inline-start: 0; min-width: 1px; border-radius: 2px; transition: inline-size var(--motion) var(--ease); }
.number { text-align: end; font-weight: 700; white-space: nowrap; }
button.row:hover, .row.lit { background: var(--other-tint); }
.row.lit { box-shadow: inset 0 0 0 2px var(--other); }
.row.chosen { background: var(--chosen); color: var(--on-chosen); }
.entropy { margin-top: var(--space-1); color: var(--ink-soft); line-height: 1.3; }
.worth { display: flex; flex-wrap: wrap; gap: 0 var(--space-5); margin-top: var(--space-2); line-height: 1.35; }
.notes { margin-top: var(--space-1); line-height: 1.35; }
@media (pointer: coarse) { .row, .chip, .hole, .actions .block { min-height: 2.75rem; } }
@container (max-width: 859.9px) {
  .panels { grid-template-columns: 1fr 1fr; }
  .panel.both { grid-column: 1 / -1; grid-row: 1; }
  .panel:not(.both) .row { grid-template-columns: minmax(2.5em, 1fr) auto; }
  .panel:not(.both) .token { white-space: normal; overflow-wrap: anywhere; line-height: 1.2; }
  .panel:not(.both) .track { display: none; }
}
@container (max-width: 519.9px) {
  .card { padding: var(--space-3); }
  .panels { gap: var(--space-2); }
  .panel { padding: var(--space-1) var(--space-2); }
  .panel:not(.both) { padding-inline: var(--space-1); }
  .panel:not(.both) .row { gap: 2px; padding: 0 2px; }
}
@media (max-height: 760px) and (min-width: 1000px) {
  .card { padding-block: var(--space-3); }
  .under { margin: var(--space-1) 0; }
  .row { min-height: 1.75rem; }
  .present .hint, .present li:nth-child(n + 7):not(:has(.chosen)) { display: none; }
  .present .text { gap: var(--space-1) var(--space-4); margin-bottom: var(--space-1); }
  .present .under { flex: 0 0 auto; min-height: 0; margin: 0 0 0 auto; }
  .present .panels { grid-template-columns: 1fr 1.15fr 1fr; }
  .present .row { grid-template-columns: minmax(3.5em, 38%) 1fr 6em; line-height: 1.2; }
  .present :is(.both h3, .both .token) { font-size: var(--text-1); }
  .present .worth { font-size: 1.25rem; }
  .present .entropy { font-size: 1.125rem; }
  .present :is(.actions, .notes) { font-size: 1rem; }
  .present .actions .block { min-height: 2rem; padding-inline: var(--space-3); }
}
@media (forced-colors: active) { .hole, .row.lit { outline: 2px solid; } }
`;
