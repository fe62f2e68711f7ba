/** The style of <bpe-stepper>, after the one all pictures share. */

import { playerStyle } from "../shared/player.js";

export const style = playerStyle + /* css */ `
:host { container-type: inline-size; }
.card { padding-block: var(--space-3) var(--space-4); }
.card:focus { outline: none; }
h3 { font-weight: 700; }
.label, .none, .hint, .tally, .earlier, .sign { color: var(--ink-soft); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-3); }
input[type=text], input[type=number], select {
  min-width: 0; min-height: 2.75rem; padding: 0 var(--space-2); font: inherit; color: inherit;
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised);
}
input[aria-invalid=true] { border-color: var(--current); background: var(--current-tint); }

/* A token is a block; one that is only spoken of is a smaller one. */
.token, .chip {
  display: inline-block; min-width: 1.5em; padding: 0 .3em; border-radius: var(--radius-1); text-align: center; line-height: 1.4;
  background: var(--sand); box-shadow: inset 0 0 0 1.5px var(--sand-line); max-width: 100%; overflow-wrap: anywhere; word-break: normal;
}
.chip { box-shadow: inset 0 0 0 1px var(--edge); }
.newest { background: var(--chosen); color: var(--on-chosen); box-shadow: none; }
.newest .mark { color: inherit; }
.next { background: var(--current); color: var(--on-strong); box-shadow: none; }
.next .mark { color: inherit; }

/* The merge to come. */
.head { display: flex; align-items: flex-start; gap: var(--space-3); }
.headline { flex: 1; min-width: 0; }
/* Room for two lines, so that nothing below moves when there is a tie. */
.why { min-height: calc(var(--text-2) * var(--leading) * 2); align-content: flex-start; }
p.coming { min-height: calc(var(--text-4) * 1.5 + 1px); display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-3); font-size: var(--text-3); line-height: 1.6; }
.formula { font-size: var(--text-4); line-height: 1.5; overflow-wrap: anywhere; }
.head .formula .chip.next { background: var(--current); padding-inline: .4em; }
.formula .chip.result { background: var(--sand-raised); box-shadow: inset 0 0 0 3px var(--current); padding-inline: .4em; font-weight: 700; }
.formula .sign { margin-inline: .3em; }
.times { font-weight: 700; color: var(--current); }
.ended { font-weight: 700; }
.why { display: flex; flex-wrap: wrap; gap: 0 1.2em; font-size: var(--text-2); }
.equation { font-weight: 400; overflow-wrap: anywhere; }

.stage { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-3) var(--space-5); margin-block: var(--space-2); }
.stage > section { min-width: 0; }
.bar .tally { margin-inline-start: auto; }
label.lane { display: inline-flex; align-items: center; gap: var(--space-1); cursor: pointer; color: var(--ink-soft); }
.lane input { width: 1.15em; height: 1.15em; margin: 0; accent-color: var(--ink); }

/* The words. What has no room is counted in the last line. */
.lanes { display: flex; flex-direction: column; max-height: 24rem; margin-top: var(--space-1); }
.lanes.open { max-height: none; }
.words { position: relative; flex: 1 1 auto; min-height: 0; overflow: hidden; display: flex; flex-wrap: wrap; align-content: flex-start; gap: var(--space-2) var(--space-5); }
.lanes.open .words { overflow: visible; }
.rest { flex: none; align-self: flex-start; }
.rest:disabled { text-decoration: none; }
.word { display: flex; align-items: baseline; gap: var(--space-2); max-width: 100%; }
.count { flex: none; color: var(--ink-soft); min-width: 2.6em; text-align: end; white-space: nowrap; }
.pieces { display: flex; flex-wrap: wrap; gap: 4px; min-width: 0; }
.word .pieces { font-size: var(--text-2); }
.pieces.short { position: relative; overflow: hidden; padding-inline-end: 1.2em; }
.pieces.short::after { content: "…"; position: absolute; inset: auto 0 0 auto; color: var(--ink-soft); }
.few .words { flex-direction: column; flex-wrap: nowrap; gap: .5em; }
.few .word .pieces, .few .words > .ghost { font-size: calc(var(--size) * 1em); }
.few .word .pieces { gap: 6px; }
.few .count { font-size: var(--text-3); min-width: 3em; }
.two .word { align-items: center; }
.cut { color: var(--ink-soft); }
.cluster { display: inline-grid; align-content: start; gap: 2px; max-width: 100%; }
.cluster .token { min-width: 0; }
.under { text-align: center; color: var(--ink-soft); line-height: 1.25; font-size: var(--text-1); padding-inline: 2px; white-space: nowrap; }
.under.character { color: var(--ink); font-size: var(--text-2); border-bottom: 2px solid var(--sand-line); }
.under.bytes { border-top: 2px solid var(--sand-line); }
.bytes { font-size: max(.82em, var(--text-1)); white-space: nowrap; letter-spacing: 0; }
/* The bridge between the two that are to be one. */
.token.left { position: relative; }
.token.left::after { content: ""; position: absolute; inset: 35% -7px 35% auto; width: 8px; background: var(--current); }
.token.right { border-start-start-radius: 0; border-end-start-radius: 0; }
.token.left { border-start-end-radius: 0; border-end-end-radius: 0; }
.token.ghost { position: absolute; z-index: 1; margin: 0; pointer-events: none; white-space: nowrap; }
.words > .ghost { font-size: var(--text-2); }
.ghost::after { display: none; }

/* The pairs as bars. */
.pairs { display: grid; grid-template-columns: minmax(3.5em, auto) minmax(3rem, 1fr) auto; gap: 3px var(--space-2); margin-top: var(--space-1); }
.pairs li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: center; min-height: 1.75em; line-height: 1.3; }
.pair { display: flex; gap: 2px; min-width: 0; }
.pair .chip { max-width: 7em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.fill { display: block; height: 1.2em; min-width: 3px; border-radius: 2px; background: var(--other); opacity: .75; transition: width var(--motion) var(--ease); }
.pairs .number { text-align: end; min-width: 2em; }
.winner .chip { background: var(--current); color: var(--on-strong); box-shadow: none; }
.winner .chip .mark { color: inherit; }
.winner .fill, .tied .fill { background: var(--current); opacity: 1; }
.tied .fill { background: repeating-linear-gradient(135deg, var(--current) 0 3px, var(--current-tint) 3px 7px); }
.winner .number { font-weight: 700; color: var(--current); }

/* What was learnt. */
.merges { display: grid; grid-template-columns: minmax(0, 1fr); gap: 3px; margin-top: var(--space-1); }
.merge { width: 100%; min-height: 1.75em; line-height: 1.3; display: flex; align-items: center; gap: var(--space-2); padding: 0 var(--space-1); border: 0; border-radius: var(--radius-1); background: none; text-align: start; }
.merge:hover { background: var(--sand-sunk); }
.merge .number { flex: none; min-width: 1.6em; text-align: end; color: var(--ink-soft); }
.sum { min-width: 0; display: flex; align-items: center; gap: .25em; }
.sum .chip { min-width: 1.5em; flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.sum .chip.made { flex-shrink: .5; }
.latest .made { background: var(--chosen); color: var(--on-chosen); box-shadow: none; font-weight: 700; animation: appear var(--motion) var(--ease); }
@keyframes appear { from { transform: translateX(-10px); opacity: 0; } }
.none { margin-top: var(--space-1); }

.player { padding-block: var(--space-1); }
.controls {
  display: flex; flex-wrap: wrap; align-items: end; gap: var(--space-1) var(--space-5); margin-top: var(--space-1);
  padding: var(--space-1) var(--space-4) var(--space-2); border-radius: var(--radius-3); border: 2px solid var(--sand-line);
  background: radial-gradient(circle at 1px 1px, var(--sand-line) .6px, transparent 1px) 0 0 / 6px 6px, var(--sand);
}
.field { display: grid; }
.field > label, legend { font-weight: 700; }
#merges { width: 6.5em; }
.switch { margin: 0; padding: 0; border: 0; min-width: 0; white-space: nowrap; }
.switch legend { padding: 0; }
.switch input { position: absolute; opacity: 0; }
.switch label { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 var(--space-3); border: 2px solid var(--edge); background: var(--sand-raised); cursor: pointer; }
.switch label:first-of-type { border-radius: var(--radius-2) 0 0 var(--radius-2); }
.switch label:last-of-type { border-radius: 0 var(--radius-2) var(--radius-2) 0; margin-inline-start: -2px; }
.switch input:checked + label { background: var(--ink); border-color: var(--ink); color: var(--sand-raised); font-weight: 700; }
.switch input:focus-visible + label { outline: 3px solid var(--current); outline-offset: 2px; }

.below { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4) var(--space-5); margin-top: var(--space-4); }
.below > section { min-width: 0; }
.trial { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: var(--space-2) var(--space-5); }
.trial .field input { width: 100%; font-size: var(--text-3); background: var(--sand); }
.cuts { margin: 0; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--space-2) var(--space-3); align-items: baseline; }
.cuts dt { font-weight: 700; }
.cuts dd { margin: 0; display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--space-1) var(--space-3); }
.cuts .pieces { font-size: var(--text-3); }
.unknown { background: var(--sand-sunk); box-shadow: inset 0 0 0 2px var(--cut); display: inline-grid; padding-inline: .5em; }
.unk { font-family: var(--font-bytes); font-size: max(.75em, var(--text-1)); }
.lost { font-size: max(.7em, var(--text-1)); line-height: 1.3; }

.curve { height: 11rem; touch-action: pan-y; }
.curve svg { display: block; width: 100%; height: 100%; overflow: visible; cursor: pointer; }
.curve text { font-size: var(--text-1); fill: var(--ink-soft); paint-order: stroke; stroke: var(--sand-raised); stroke-width: 3px; }
.curve .now { fill: var(--current); font-weight: 700; }
.curve .axis { stroke: var(--edge); }
.curve polyline { fill: none; stroke-width: 3; stroke-linejoin: round; }
.curve .all { stroke: var(--cut); stroke-dasharray: 2 5; }
.curve .so-far { stroke: var(--other); }
.curve line.here { stroke: var(--current); stroke-width: 2; }
.curve circle.here { fill: var(--current); }
.vocabulary { contain: layout style; display: grid; gap: var(--space-1); margin-top: var(--space-1); }
.vocabulary .label { margin-inline-end: var(--space-2); }
.tokens { display: inline; line-height: 1.85; }
.tokens .chip { margin-inline-end: 4px; }
.made { background: var(--chosen-tint); box-shadow: none; }
.as-ids { overflow-wrap: anywhere; }
.ids { white-space: normal; }
tbody th { text-align: end; }
tbody th:has(.ids) { text-align: start; }

@container (min-width: 620px) {
  .stage { grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); }
  .of-words { grid-column: 1 / -1; }
  .below { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .trial { grid-column: 1 / -1; grid-template-columns: minmax(14rem, 2fr) 5fr; }
  .trial .hint { grid-column: 1; }
  .trial .cuts { grid-column: 2; grid-row: 1 / span 2; align-content: start; }
}
@container (min-width: 940px) {
  .stage { grid-template-columns: minmax(0, 12fr) minmax(0, 8fr) minmax(0, 7fr); }
  .of-words { grid-column: auto; display: flex; flex-direction: column; }
  /* As high as ten pairs, so that nothing below moves while the words shrink. */
  .lanes, .pairs, .learnt { height: calc(var(--lines, 10) * (1.75em + 3px)); max-height: none; }
  .lanes.open { height: auto; }
  .pairs, .merges { align-content: start; }
}
@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  /* The hand stays on the player while the rest is read. */
  .player { position: sticky; bottom: 0; z-index: 2; margin-inline: calc(-1 * var(--space-3)); padding-inline: var(--space-3); background: var(--sand-raised); border-top: 1px solid var(--sand-line); }
  .head { flex-wrap: wrap-reverse; }
  .head .tools { margin-inline-start: auto; }
  .headline { flex-basis: 100%; }
  .controls { padding: var(--space-2) var(--space-3) var(--space-3); }
  .controls > * { flex: 1 1 100%; }
  #merges { width: 100%; }
  .switch label { padding-inline: var(--space-3); }
}
@media (pointer: coarse) { .merge { min-height: 2.75rem; } .lane { min-height: 2.75rem; } }
@media (prefers-reduced-motion: reduce) { .latest .made { animation: none; } .fill { transition: none; } }
@media (forced-colors: active) { .next, .newest { outline: 2px solid; } .fill, .curve polyline { forced-color-adjust: none; } }
`;
