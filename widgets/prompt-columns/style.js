import { choicesStyle } from "../shared/choices.js";

/** The style of <prompt-columns>, after the one all pictures share. */
export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); line-height: 1.35; }
.bar, .head { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-3); line-height: var(--leading-tight); font-weight: 700; min-height: 1.25em; }

/* What a hand can set. */
.controls { display: grid; gap: var(--space-2); margin-top: var(--space-2); }
.row-of-controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-2); }
.chips { flex: 0 1 auto; }
.segments label, .field select, .field input { min-height: 2.25rem; }
.segments.chips label { padding-inline: var(--space-2); }
.segments.chips input:checked + label { background: var(--other-tint); border-color: var(--other); color: var(--ink); }
.segments.chips input:checked + label::before { content: "✓"; margin-inline-end: .3em; font-weight: 700; }
.segments.chips input:disabled + label { cursor: default; }
.row-of-controls .field select { max-width: 13em; }
.light { min-height: 2.25rem; padding: 0 var(--space-3); font-weight: 400; border: 2px solid var(--edge); }
.light:active:not(:disabled) { translate: none; transform: none; margin: 0; }
.toggle i { width: .55em; height: .55em; border: solid currentColor; border-width: 0 2px 2px 0; rotate: 45deg; translate: 0 -20%; }
.toggle[aria-expanded=true] { background: var(--chosen-tint); }
.toggle[aria-expanded=true] i { rotate: 225deg; translate: 0 20%; }
.panel {
  display: grid; gap: var(--space-2); padding: var(--space-3) var(--space-4); border: 2px solid var(--sand-line); border-radius: var(--radius-3);
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.fields { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); }
.field input[type=number] { flex: none; width: 5.5em; }
.field.wide { flex: 1 1 20rem; }
.own, .words { display: grid; gap: var(--space-1); }
.own .field.wide, .words .field.wide { display: grid; gap: 0; }
.words { grid-template-columns: minmax(0, 1fr) auto; align-items: end; column-gap: var(--space-2); }
textarea {
  width: 100%; min-height: 2.75rem; padding: var(--space-1) var(--space-2); font: inherit; line-height: 1.4; color: var(--ink); resize: vertical;
  background: var(--sand-raised); border: 2px solid var(--edge); border-radius: var(--radius-2);
}
.field input { background: var(--sand-raised); }
.field input[type=file] { border: 0; padding: 0; background: none; width: auto; }
.code { font-family: var(--font-bytes); }
.cold { font-weight: 700; }
.refused { color: var(--current); font-weight: 700; }
.refused:empty { display: none; }

/* How far the answers are. */
.progress { flex: 1 1 24rem; display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: var(--space-1) var(--space-3); }
.done { flex: 1 1 6rem; max-width: 16rem; height: .75rem; border-radius: var(--radius-round); border: 1.5px solid var(--edge); background: var(--sand-sunk); overflow: hidden; }
.done i { display: block; height: 100%; background: var(--other); transition: inline-size var(--motion) linear; }

/* The problem, as on a slip of paper. */
.question { margin-block: var(--space-2) var(--space-3); }
.question .asked { font-size: var(--text-2); line-height: 1.45; padding-inline-start: var(--space-3); border-inline-start: .3rem solid var(--current); white-space: pre-wrap; overflow-wrap: anywhere; }
.label { color: var(--current); }
.right-answer { display: inline-block; color: var(--ink-soft); white-space: nowrap; }

/* The page has it in its field. */
:host([visits]) .question.typed .asked { display: none; }

/* One problem: a column for each way to ask. */
.columns { display: grid; gap: var(--space-4); grid-template-columns: minmax(0, 1fr); }
.column {
  display: grid; grid-template-rows: subgrid; grid-row: span 4; gap: var(--space-2); min-width: 0; padding: var(--space-3) var(--space-4);
  border: 2px solid var(--sand-line); border-radius: var(--radius-3); background: var(--sand);
}
.column h3 { font-size: var(--text-3); }
.said { overflow-wrap: anywhere; font-size: var(--text-3); line-height: 1.45; }
.few .said, .few h3 { font-size: var(--text-4); }
.many .said, .many .column h3 { font-size: var(--text-2); }
.said p { white-space: pre-wrap; }
.said .soft { font-size: var(--text-1); }
/* Much text: small, and cut short; while it grows, its end is seen. */
.middle.few .said { font-size: var(--text-3); }
.columns.long .said { font-size: var(--text-1); line-height: 1.4; }
.long .answered { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 8; overflow: hidden; }
.long .growing { display: flex; flex-direction: column; justify-content: flex-end; max-height: 14em; overflow: hidden; }
.long .growing .answered { flex: none; display: block; }
.said .before { font-size: var(--text-1); line-height: 1.4; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; margin-bottom: var(--space-1); }
.before .style::after { content: " "; }
.many .before { -webkit-line-clamp: 3; }
.style { background: var(--other-tint); border-radius: var(--radius-1); box-decoration-break: clone; -webkit-box-decoration-break: clone; padding: .05em .25em; }
.frame, .whole .problem { color: var(--ink-soft); font-weight: 400; }
.model { font-weight: 700; }
mark { background: var(--chosen); color: var(--on-chosen); border-radius: var(--radius-1); padding: 0 .2em; }
.sum { white-space: nowrap; }
.unwritten { visibility: hidden; }
.caret { display: inline-block; width: .12em; height: 1em; margin-inline: .05em -.17em; vertical-align: -.1em; background: var(--current); animation: blink 1s steps(1) infinite; }
@keyframes blink { 50% { opacity: 0; } }
.verdict {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-3); min-height: 4.25rem; padding: var(--space-1) var(--space-4); border-radius: var(--radius-2);
  border: 2px solid var(--cut); color: var(--ink); line-height: 1.2; overflow-wrap: anywhere;
}
.verdict b, .verdict .sign { font-size: var(--text-5); font-weight: 700; line-height: 1.15; }
.few .verdict { min-height: 5.5rem; font-size: var(--text-2); }
.few .verdict b, .few .verdict .sign { font-size: 3.5rem; }
.many .verdict { padding-inline: var(--space-3); gap: 0 var(--space-2); }
.many .verdict b, .many .verdict .sign { font-size: var(--text-4); }
.verdict span:last-child { flex: 1 0 min-content; text-align: end; }
.verdict.right { background: var(--chosen); border-color: var(--chosen); color: var(--on-chosen); font-weight: 700; }
.verdict.wrong { background: var(--sand-sunk); color: var(--cut-ink); }
.verdict.none, .verdict.waiting, .verdict.writing, .verdict.too_long { border-style: dashed; color: var(--cut-ink); }
footer { display: flex; flex-wrap: wrap; align-items: center; align-content: start; gap: 0 var(--space-3); }
footer .soft { flex: 1 0 auto; }
footer .quiet { padding-inline: 0; }
.many footer .soft { flex-basis: 100%; }

/* The answers of several samples. */
.bars { display: grid; grid-template-columns: fit-content(45%) 1fr; gap: var(--space-1) var(--space-3); font-size: var(--text-2); line-height: 1.3; }
.bars li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: center; }
.bars .answer { text-align: end; }
.bars .line { display: flex; align-items: center; gap: var(--space-2); }
.bars i { display: block; height: 1.1em; min-width: 3px; border-radius: 2px 6px 6px 2px; background: var(--cut); transition: inline-size var(--motion) var(--ease); }
.bars .won i { background: var(--chosen); box-shadow: inset 0 0 0 1.5px var(--chosen-ink); }
.bars .won .answer { font-weight: 700; }
.bars .rest { color: var(--cut-ink); }

/* The share of right answers and its interval. */
.share { margin-top: var(--space-1); line-height: 1.3; }
.share b { font-size: var(--text-2); white-space: nowrap; }
.share .soft { display: inline-block; white-space: nowrap; }
.track { position: relative; height: 1rem; margin-top: 2px; border-radius: var(--radius-1); background: var(--sand-sunk); }
.heads .track { background: var(--sand); }
.track .fill { position: absolute; inset-block: 0; inset-inline-start: 0; border-radius: var(--radius-1); background: var(--seq-5); transition: inline-size var(--motion) var(--ease); }
.whisker { position: absolute; inset-block: 2px; border-inline: 2px solid var(--ink); background: linear-gradient(var(--ink), var(--ink)) center / 100% 2px no-repeat; filter: drop-shadow(0 0 1px var(--sand-raised)) drop-shadow(0 0 1px var(--sand-raised)); }
.voted { display: block; }

/* Many problems: a row each. */
.matrix { --first: minmax(14rem, 3fr); }
.matrix ol { border-top: 2px solid var(--edge); }
.heads, .row { display: grid; grid-template-columns: 2em var(--first) 5em repeat(var(--columns), minmax(0, 2fr)); gap: 0 var(--space-3); }
.heads { align-items: end; padding-bottom: var(--space-2); }
.corner { grid-column: 1 / 3; }
.row { align-items: center; padding-block: 3px; border-bottom: 1px solid var(--sand-line); }
.row .place { color: var(--ink-soft); text-align: end; }
.row .asked { line-height: 1.35; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.expected { position: relative; overflow-wrap: anywhere; }
.row .expected { font-weight: 700; font-size: var(--text-2); text-align: center; }
.heads .expected { text-align: center; }
.cells { display: contents; }
.cell {
  position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-2); min-height: 2.75rem; min-width: 0; padding: 2px var(--space-1); border: 0; border-radius: var(--radius-2);
  background: none; color: var(--ink); text-align: start;
}
.cell:hover, .cell[aria-expanded=true] { background: var(--sand-sunk); }
.style-name { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.row .detail { grid-column: 1 / -1; }
.badge { max-width: 100%; padding: 0 .6em; border: 2px solid var(--cut); border-radius: var(--radius-round); font-size: var(--text-2); line-height: 1.5; position: relative; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.right .badge { background: var(--chosen); border-color: var(--chosen); color: var(--on-chosen); font-weight: 700; }
.wrong .badge b { font-weight: 400; }
.wrong .badge { background: var(--sand-sunk); color: var(--cut-ink); }
.wrong .badge .sign { font-weight: 700; }
.none .badge, .waiting .badge, .writing .badge, .too_long .badge { border-style: dashed; color: var(--cut-ink); }

/* A cell, opened. */
.detail { margin-block: var(--space-3); padding: var(--space-3) var(--space-4); border: 2px solid var(--edge); border-radius: var(--radius-3); background: var(--sand-raised); animation: open var(--motion) var(--ease); }
@keyframes open { from { opacity: 0; } }
.inside { display: grid; gap: var(--space-3) var(--space-5); margin-top: var(--space-1); }
.whole { white-space: pre-wrap; overflow-wrap: anywhere; padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.legend { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); margin-bottom: var(--space-1); }
.facts { display: flex; flex-wrap: wrap; gap: 0 var(--space-5); color: var(--ink-soft); }
.samples li { display: grid; grid-template-columns: 7em 7em minmax(0, 1fr); gap: 0 var(--space-3); align-items: baseline; padding-block: 2px; border-top: 1px solid var(--sand-line); }
.samples .badge { justify-self: start; font-size: var(--text-1); }
.samples .model { font-weight: 400; white-space: pre-wrap; overflow-wrap: anywhere; }
.note { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-3); margin-top: var(--space-3); }
.note .about { flex: 1 1 24rem; }
td .text { display: inline-block; min-width: 8em; max-width: 28em; white-space: normal; }
tbody th { text-align: start; }

@container (min-width: 36em) { .columns { grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr)); } }
@container (min-width: 60em) { .columns { grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); } }
@container (max-width: 43em) {
  .heads { grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr)); gap: var(--space-2) var(--space-3); margin-top: var(--space-2); }
  .corner { grid-column: 1 / -1; }
  .heads .expected { display: none; }
  .row { grid-template-columns: 2em minmax(0, 1fr); padding-block: var(--space-2); }
  .row .expected { grid-column: 2; text-align: start; }
  .cells { display: grid; grid-column: 2; grid-template-columns: repeat(auto-fit, minmax(8em, 1fr)); }
  .style-name { position: static; width: auto; height: auto; clip-path: none; color: var(--ink-soft); font-weight: 400; font-size: var(--text-1); line-height: 1.2; }
  .cell .style-name { flex-basis: 100%; }
  .samples li { grid-template-columns: auto 1fr; }
  .samples .model { grid-column: 1 / -1; }
}
@container (max-width: 36em) {
  .card { padding: var(--space-3); }
  .columns { gap: var(--space-3); }
  .column { padding: var(--space-3); }
  .said, .few .said { font-size: var(--text-2); }
  .few h3 { font-size: var(--text-3); }
  .verdict, .few .verdict { min-height: 3.25rem; }
  .few .verdict b, .few .verdict .sign { font-size: var(--text-5); }
  .progress { justify-content: flex-start; }
  .words { grid-template-columns: minmax(0, 1fr); }
  .words .light { justify-self: start; }
}
/* In a hall: the columns before all else. */
.present .sentence { font-size: var(--text-3); }
.present .column h3, .present .said { font-size: var(--text-2); }
.present .few .said { font-size: var(--text-3); }
.present .about, .present .column header .soft:not(.share .soft) { display: none; }
.present .controls, .present footer, .present .note { font-size: 1rem; }
.present .columns { gap: var(--space-3); }
.present .column { padding: var(--space-2) var(--space-4); gap: var(--space-1); }
/* Small 16:9 frames. */
@media (max-height: 760px) {
  .card { padding-block: var(--space-3); }
  .question { margin-block: var(--space-2); }
  .column { padding-block: var(--space-2); gap: var(--space-1); }
  .verdict { min-height: 3.6rem; }
  .few .verdict { min-height: 4.75rem; }
  .few .verdict b, .few .verdict .sign { font-size: 3.25rem; }
  .few h3 { font-size: var(--text-3); }
  .many header .soft:not(.share .soft) { display: none; }
  .note { margin-top: var(--space-2); }
}
@media (pointer: coarse) { .segments label, .light, .field select, .field input, .row-of-controls .quiet, footer .quiet { min-height: 2.75rem; } }
@media (prefers-reduced-motion: reduce) { .sum { white-space: nowrap; }
.unwritten { visibility: hidden; }
.caret { animation: none; } }
@media (forced-colors: active) { .fill, .bars i, .done i, mark, .badge { forced-color-adjust: none; } }
`;
