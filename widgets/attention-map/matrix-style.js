/** The style of the large pictures inside <attention-map>. */
export const largeStyle = /* css */ `
/* The ground has a transition so that a change of all colours is heard: holding.js. */
.large { position: relative; background-color: var(--sand-raised); transition: background-color 1ms; min-width: 0; }
.stage { position: relative; border-radius: var(--radius-1); touch-action: pan-y; user-select: none; -webkit-user-select: none; }
.large:not(.still) .stage { cursor: crosshair; }
.stage:focus-visible { outline-offset: 4px; }
.stage canvas { position: absolute; left: 0; top: 0; }

.name { white-space: nowrap; }
.name .mark { opacity: .7; }
.or { padding-inline: .15em; color: var(--ink-soft); }
.labels { position: absolute; inset: 0; pointer-events: none; }
.label { position: absolute; left: 0; top: 0; padding: 0 .2em; line-height: 1.3; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.label.of-column { transform-origin: 0 50%; }
.label.lit { line-height: 1.15; border-radius: var(--radius-1); font-weight: 700; overflow: visible; max-width: none !important; }
.label.lit .mark, .chip .mark { color: inherit; opacity: .6; }
.label.lit .or { color: inherit; }
.label.lit.of-row { background: var(--current); color: var(--on-strong); }
.label.lit.of-column { background: var(--other); color: var(--on-strong); }
.corner { position: absolute; left: 0; display: grid; justify-items: end; line-height: 1.15; font-weight: 700; pointer-events: none; white-space: nowrap; }
.of-key { color: var(--other); }
.of-query { color: var(--current); }

.band, .cell { position: absolute; left: 0; top: 0; pointer-events: none; }
.band { border: 2.5px solid; border-radius: var(--radius-1); margin: -2.5px 0 0 -2.5px; box-sizing: content-box; }
.band.row { border-color: var(--current); }
.band.column { border-color: var(--other); }
.cell { border-radius: var(--radius-1); box-shadow: 0 0 0 3px var(--ink); }
.locked .cell { box-shadow: 0 0 0 3px var(--chosen), 0 0 0 5px var(--on-chosen); }
.tip {
  position: absolute; left: 0; top: 0; z-index: 2; padding: .05em .4em; border-radius: var(--radius-2); pointer-events: none;
  background: var(--ink); color: var(--sand-raised); font-size: var(--text-3); font-weight: 700; line-height: 1.3; box-shadow: 0 2px 8px #0005; white-space: nowrap;
}
.locked .tip { background: var(--chosen); color: var(--on-chosen); }

/* Two columns of tokens and lines between them. */
.lines .all { transition: opacity var(--motion-quick); }
.lines .some .all { opacity: .07; }
.side { position: absolute; left: 0; top: 0; font-weight: 700; line-height: 1.2; }
.lines .label { border-radius: var(--radius-1); }
.lines .label.of-query.lit { background: var(--current); color: var(--on-strong); }
.lines .label.of-key.lit { background: var(--other); color: var(--on-strong); }
.label.tinted .mark, .label.tinted .or { color: inherit; opacity: .7; }
.label.pale { color: var(--ink-soft); }
.label.masked { color: var(--cut-ink); background: repeating-linear-gradient(135deg, var(--sand-line) 0 1px, transparent 1px 6px); }
.weight { position: absolute; left: 0; top: 0; padding: 0 .1em; line-height: 1.05; background: var(--sand-raised); border-radius: var(--radius-1); }
.weight.lit { font-weight: 700; font-size: 1.25em; }

/* One token's view: the text, tinted; and the same in all layers and heads. */
.sentence-tokens { display: flex; flex-wrap: wrap; gap: var(--space-1) 3px; }
.token { display: inline-grid; justify-items: stretch; align-content: start; }
.token button {
  min-width: 1.7em; min-height: 2em; padding: .1em .3em; border: 2px solid transparent; border-radius: var(--radius-2); background: var(--sand-sunk); color: var(--ink);
  white-space: pre; line-height: 1.3; transition: background-color var(--motion-quick);
}
@media (pointer: coarse) { .token button { min-width: 2.75rem; min-height: 2.75rem; } }
.few .token button { font-size: var(--text-3); }
.token button .mark { color: inherit; opacity: .6; }
.token button.masked { background: repeating-linear-gradient(135deg, var(--sand-line) 0 1px, transparent 1px 6px); color: var(--cut-ink); }
.token button.query { border-color: var(--current); box-shadow: 0 0 0 2px var(--current); }
.token button.key { border-color: var(--other); box-shadow: 0 0 0 2px var(--other); }
.token .figure { text-align: center; line-height: 1.3; }
.token-view:not(:has(.numbered)) .figure { display: none; }
.few .figure { font-weight: 700; min-height: 1.3em; }
.few .figure, .numbered .figure { min-height: 1.3em; }
.strips { display: grid; gap: var(--space-3) var(--space-6); padding-top: var(--space-3); }
.strips.beside { grid-template-columns: 1fr 1fr; }
.strips.stale { opacity: .45; }
.strip h4 { margin: 0; font-weight: 700; font-size: 1em; line-height: 1.5; }
.strip .stage { cursor: pointer; }
.label.marked { background: var(--chosen); color: var(--on-chosen); border-radius: var(--radius-1); font-weight: 700; line-height: 1.1; }

/* A short text runs down beside its layers and heads. */
.down .looks { display: flex; align-items: flex-start; gap: 24px; }
.down .sentence-tokens { flex: none; display: grid; grid-template-columns: fit-content(10em) 2.2em; gap: 0; padding-top: 3.9em; }
.down .token { grid-column: 1 / -1; grid-template-columns: subgrid; height: var(--pitch); }
.down .token button { min-height: 0; min-width: 0; height: calc(var(--pitch) - 2px); padding: 0 .4em; border: 0; border-radius: var(--radius-1); overflow: hidden; text-overflow: ellipsis; text-align: end; line-height: 1; }
.down .token .figure { align-self: center; text-align: end; line-height: 1; min-height: 0; }
.down .strips { display: flex; flex: 1; gap: 24px; padding: 0; }
.down .strip { flex: none; min-width: 0; }
.down .strip h4 { display: flex; align-items: flex-end; height: 2.5em; line-height: 1.25; }
.down .wanting { padding-top: 3.9em; }
.band.chosen { border: 1.5px solid var(--chosen); margin: -1.5px 0 0 -1.5px; border-radius: 2px; box-shadow: 0 0 0 1px var(--on-chosen); }
.wanting { color: var(--ink-soft); padding-block: var(--space-3); }
.readouts { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-4); flex: 1 1 28rem; }
.readouts .readout { flex: 0 1 auto; }
.strongest { color: var(--ink-soft); }

/* In words and figures, and what the colours mean. */
.foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-1) var(--space-5); min-height: 2.75rem; padding-top: var(--space-1); }
.readout { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-2); min-height: 2.1rem; flex: 1 1 20rem; line-height: 1.3; }
.readout .told { white-space: nowrap; }
.readout .hint { color: var(--ink-soft); }
.chip { padding: 0 .35em; border-radius: var(--radius-1); font-weight: 700; }
.chip.query { background: var(--current-tint); color: var(--ink); box-shadow: inset 0 -3px var(--current); }
.chip.key { background: var(--other-tint); color: var(--ink); box-shadow: inset 0 -3px var(--other); }
.readout .number { font-size: var(--text-3); }
.legend { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); color: var(--ink-soft); line-height: 1.2; }
.legend .item { display: inline-flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); }
.scale { display: inline-flex; }
.item > .scale { padding-inline: .7em; }
.swatch { position: relative; display: grid; justify-items: center; width: 1.4em; }
.swatch i { width: 100%; height: .8em; }
.swatch:first-child i { border-radius: var(--radius-1) 0 0 var(--radius-1); }
.swatch:last-child i { border-radius: 0 var(--radius-1) var(--radius-1) 0; }
.swatch span { height: 1.1em; width: 0; display: flex; justify-content: center; white-space: nowrap; }
.hatched { flex: none; width: 1.4em; height: .9em; border-radius: 2px; background: repeating-linear-gradient(135deg, var(--cut) 0 1px, transparent 1px 5px); }
`;
