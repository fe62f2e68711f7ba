import { choicesStyle } from "../shared/choices.js";
import { playerStyle } from "../shared/player.js";
import { LAST, STEP } from "./figures.js";
import { COLUMNS } from "./rows.js";

/** What has not come yet keeps its place, so that nothing jumps; its head is there, pale. */
const later = Array.from({ length: LAST }, (_, place) =>
  [STEP.query, ...COLUMNS.map(([, step]) => step)].filter((step) => step > place).map((step) => `.rows[data-place="${place}"] td[data-from="${step}"]`),
).flat().join(", ");

/** On a narrow screen, and in a hall's letters, only the columns that a step is about have room. */
const SHOWN = [["keys"], ["keys"], ["keys"], ["keys", "scores"], ["scores", "scaled"], ["scaled", "mask"], ["exponentials", "weights"], ["weights", "values"]];
const away = (/** @type {string} */ within) =>
  SHOWN.flatMap((shown, place) => COLUMNS.filter(([name]) => !shown.includes(name)).map(([name]) => `${within} .rows[data-place="${place}"] .${name}`)).join(", ");

/** The style of <attention-steps>, after the one all pictures share. */
export const style = playerStyle + choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); color: var(--current); }
.soft { color: var(--ink-soft); line-height: 1.4; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.about { font-size: var(--text-2); font-weight: 700; }

.controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); min-width: 0; }
.field select { max-width: 13em; }
.field:first-child select { max-width: min(19em, 100%); }
#query { border-color: var(--current); }

/* The formula, and the player that goes through it. */
.guide { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-5); margin-top: var(--space-2); }
.formula { display: flex; align-items: center; gap: .18em; font-size: 1.45rem; line-height: 1.2; white-space: nowrap; }
.present .formula { font-size: 1.75rem; }
.formula i { font-family: "Cambria Math", "STIX Two Math", Georgia, "Times New Roman", serif; }
.formula sup { font-size: .65em; vertical-align: .45em; line-height: 0; }
.bracket { font-size: 1.7em; font-weight: 300; line-height: 1; color: var(--ink-soft); }
.fraction { display: inline-flex; flex-direction: column; align-items: center; }
.above { display: flex; border-bottom: 2px solid var(--ink); }
.above, .below { padding: 1px .1em; }
.term {
  font: inherit; padding: 0 .28em; border: 0; border-radius: var(--radius-1); background: none; color: var(--ink); min-width: 1.2em; text-align: center;
  transition: background-color var(--motion), color var(--motion);
}
button.term:hover { background: var(--chosen-tint); }
.term.later { color: var(--cut-ink); }
.term.lit { background: var(--chosen); color: var(--on-chosen); font-weight: 700; }
.term:focus-visible { outline-offset: 0; }
.guide .player { flex: 1 1 24rem; }

.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); margin-top: var(--space-2); }

/* A row for each token. */
.tokens { min-width: 0; }
.rows { table-layout: fixed; line-height: 1.2; }
.rows th, .rows td { padding: 0 .4em; height: var(--row, 1.5rem); border: 0; white-space: nowrap; text-align: end; overflow: hidden; }
.rows.many { --row: 1.3rem; }
.rows thead th { color: var(--ink-soft); font-weight: 700; vertical-align: bottom; border-bottom: 2px solid var(--edge); white-space: nowrap; height: 1.6rem; transition: background-color var(--motion); }
.rows [data-from] { transition: opacity var(--motion) var(--ease), visibility var(--motion); }
.rows .keys, .rows .values, .rows th.token { text-align: start; }
.rows .token { width: 8.6em; padding-inline-start: .2em; }
.rows .scores { width: 4.9em; } .rows .scaled { width: 5em; } .rows .mask { width: 3.9em; } .rows .exponentials { width: 4.6em; } .rows .weights { width: 7.2em; }
${later} { opacity: 0; visibility: hidden; }
${later.replaceAll(" td[", " thead [")} { color: var(--cut-ink); font-weight: 400; }
.rows[data-place="2"] thead [data-from="2"], .rows[data-place="3"] thead [data-from="3"], .rows[data-place="4"] thead [data-from="4"],
.rows[data-place="5"] thead [data-from="5"], .rows[data-place="6"] thead [data-from="6"], .rows[data-place="7"] thead [data-from="7"] { background: var(--chosen); color: var(--on-chosen); }
.rows td.keys, .rows td.values { padding-inline: 3px; }
.strip { display: block; width: 100%; height: 1rem; border-radius: 2px; }
.rows label { display: flex; align-items: center; gap: .35em; cursor: pointer; min-width: 0; }
.rows label::after { content: ""; }
.rows input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.rows .place { flex: none; width: 1.4em; text-align: end; color: var(--ink-soft); }
.chip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: 0 .3em; border-radius: var(--radius-1); }
.chip.query { background: var(--current); color: var(--on-strong); font-weight: 700; }
.chip.query .mark { color: inherit; }
.vector { font-family: "Cambria Math", "STIX Two Math", Georgia, "Times New Roman", serif; }
.asker th, .asker td { height: 1.7rem; }
.asker + tr > * { border-top: 0; }
.rows tbody tr:not(.asker, .followed):hover { background: var(--chosen-tint); }
.own .chip { box-shadow: inset 0 -2px 0 var(--current); }
.followed { background: var(--other-tint); }
.followed .chip { background: var(--other); color: var(--on-strong); font-weight: 700; }
.followed .chip .mark { color: inherit; }
tr:has(input:focus-visible) { outline: 3px solid var(--current); outline-offset: -1px; }
.hidden-key .mask, .hidden-key .exponentials, .hidden-key .weights { color: var(--cut-ink); }
.hidden-key .mask { background: repeating-linear-gradient(135deg, color-mix(in srgb, var(--cut) 45%, transparent) 0 3px, transparent 3px 7px); }
.bar { display: flex; align-items: center; gap: .4em; }
.bar .number { flex: none; width: 3.8em; font-weight: 700; text-align: end; }
.sum .number { display: inline-block; width: 3.8em; font-weight: 700; text-align: end; }
.rows .weights { text-align: start; }
.track { flex: 1; height: .9rem; background: var(--sand-sunk); border-radius: 2px; overflow: hidden; }
.track i { display: block; height: 100%; }
.rows tfoot th, .rows tfoot td { height: 1.7rem; }
.rows tfoot th { color: var(--ink-soft); }
.rows tfoot [data-from] { box-shadow: inset 0 2px 0 var(--edge); }
.rows[data-place="0"] tfoot th, .rows[data-place="1"] tfoot th, .rows[data-place="2"] tfoot th, .rows[data-place="3"] tfoot th,
.rows[data-place="4"] tfoot th, .rows[data-place="5"] tfoot th { visibility: hidden; }

/* What happens, and the followed token's numbers. */
.aside { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.sentence { overflow-wrap: anywhere; }
.strips { display: grid; gap: 3px; touch-action: none; }
.line { display: grid; grid-template-columns: 2.6em minmax(0, 1fr); align-items: center; }
.line .strip { height: calc(.5rem + .6rem * var(--lines)); overflow: visible; cursor: crosshair; }
.still .line .strip { cursor: default; }
.line .name, .numbers tbody th { font-family: "Cambria Math", "STIX Two Math", Georgia, "Times New Roman", serif; font-style: italic; font-weight: 700; text-align: start; font-size: 1.1em; }
.query .name, .query th { color: var(--current); }
.key .name, .key th { color: var(--other); }
.frame { fill: none; stroke: var(--ink); stroke-width: 2; vector-effect: non-scaling-stroke; }
.window { width: calc(100% - 2.6em); margin: 0 0 0 2.6em; height: 1.6rem; accent-color: var(--ink); }
.numbers { table-layout: fixed; line-height: 1.2; }
.numbers th, .numbers td { padding: 1px 3px 0; border: 0; }
.numbers thead th { color: var(--ink-soft); font-weight: 400; border: 0; }
.numbers thead td, .numbers tbody th { width: 2.4em; padding: 0; }
.numbers tbody td { border-bottom: 6px solid var(--level); border-inline: 2px solid transparent; }
.ledger { font-size: var(--text-2); }
.ledger li { display: flex; justify-content: space-between; gap: var(--space-3); padding: .3em .5em; border-bottom: 1px solid var(--sand-line); }
.ledger .now { background: var(--chosen-tint); border-radius: var(--radius-1); }

.tables tbody th { text-align: start; }

@container (min-width: 74em) {
  .body { grid-template-columns: minmax(0, 1fr) 21.5em; }
  .present .rows { --row: 1.3em; }
}
@container (max-width: 73.99em) {
  .aside { order: -1; display: grid; grid-template: "said numbers" auto "note numbers" 1fr / minmax(0, 1fr) minmax(0, 1.2fr); gap: var(--space-2) var(--space-5); min-height: 13em; }
  .lens, .ledger { grid-area: numbers; }
  .note { grid-area: note; }
}
/* A hall's letters on a small screen: what a step is about stands side by side on one of them. */
@container (min-width: 46em) and (max-width: 73.99em) {
  .present .body { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .present .aside { order: 0; display: flex; min-height: 0; line-height: 1.3; }
  .present .rows { line-height: 1.05; }
  .present .hint, .present :is(.lens, .ledger):not([hidden]) ~ .note { display: none; }
  ${away(".present")} { display: none; }
}
@container (max-width: 45.99em) {
  .card { padding: var(--space-3); }
  .aside { display: flex; }
  .formula { font-size: 1.2rem; }
  ${away(".card")} { display: none; }
  .rows .token { width: 8.5em; }
  .rows .scores, .rows .scaled, .rows .mask, .rows .exponentials { width: 5.4em; }
  .rows .weights { width: auto; }
  .rows[data-place="4"] .scores, .rows[data-place="5"] .scaled { width: auto; }
  .rows[data-place="7"] .weights { width: 5.9em; }
  .rows[data-place="7"] .track { display: none; }
}
@container (max-width: 21.99em) {
  .formula { font-size: 1.05rem; gap: 0; }
  .numbers { letter-spacing: -.04em; }
  .term { padding: 0 .18em; }
}
@media (pointer: coarse) {
  .term { min-height: 2.75rem; }
  span.term { line-height: 2.75rem; } /* a button centres its letters by itself */
  .rows tbody tr:not(.asker) > * { height: 2.75rem; }
  .rows label { min-height: 2.75rem; }
  .window { height: 2.75rem; }
}
@media (forced-colors: active) { .strip, .track i, .numbers tbody td { forced-color-adjust: none; } .followed, .term.lit { outline: 2px solid; } }
`;
