/** The style of <word-axis>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--space-1) var(--space-4); }
.bar .tools { margin-inline-start: auto; }
.lead { font-weight: 700; font-size: var(--text-2); line-height: 1.4; }
.soft, .note { color: var(--ink-soft); }
.note { line-height: 1.45; margin-top: var(--space-1); }

/* The two ends. */
.ends { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: var(--space-2) var(--space-3); align-items: end; margin-top: var(--space-3); }
.end { display: grid; min-width: 0; }
.end label { color: var(--ink-soft); line-height: 1.3; }
.end.to { text-align: end; grid-column: 3; }
textarea {
  font: inherit; font-weight: 700; color: var(--ink); resize: none; field-sizing: content; width: 100%; min-height: 2.75rem; line-height: 1.4;
  padding: .45em var(--space-3); border-radius: var(--radius-2); border: 2px solid; text-align: inherit; overflow: hidden;
}
.from textarea { background: var(--other-tint); border-color: var(--other); border-inline-start-width: 10px; }
.to textarea { background: var(--chosen-tint); border-color: var(--chosen); border-inline-end-width: 10px; }
textarea[readonly] { cursor: default; }
.swap { padding-inline: var(--space-3); }

/* The axis and the words on it. */
.field { position: relative; margin-top: var(--space-3); }
.ground, .reach { position: absolute; inset: 0; overflow: visible; }
.reach { pointer-events: none; z-index: 2; }
.labels { position: absolute; inset: 0; }
.pill {
  position: absolute; inset: 0 auto auto 0; display: grid; place-items: center; white-space: nowrap; font-weight: 700; font-size: var(--text-2);
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised); color: var(--ink); line-height: 1;
  user-select: none; -webkit-user-select: none; transition: transform var(--motion) var(--ease), background-color var(--motion);
}
.pill.left { background: var(--other-tint); border-color: var(--other); }
.pill.right { background: var(--chosen-tint); border-color: var(--chosen-ink); }
.pill.pole { border-style: dashed; }
.guessing .pill { cursor: grab; touch-action: none; border-bottom-width: 4px; }
.pill.waits { background: var(--sand); }
.pill.laid { background: var(--current-tint); border-color: var(--current); }
.pill.held { cursor: grabbing; transition: none; z-index: 3; box-shadow: 0 6px 12px #0004; }
.pill:hover, .pill:focus-visible { z-index: 2; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3); margin-top: var(--space-3); }
.info { line-height: 1.5; min-height: 3em; margin-top: var(--space-2); }
.info b { font-size: var(--text-2); }
.info b, .fact { display: inline-block; margin-inline-end: var(--space-4); }
.agreed { font-weight: 700; line-height: 1.45; margin-top: var(--space-2); }
.missing { margin-top: var(--space-2); padding: var(--space-2) var(--space-3); border-inline-start: 4px solid var(--current); background: var(--sand); }
.missing li { line-height: 1.5; }

@container (max-width: 559.9px) {
  .card { padding: var(--space-3); }
  .ends { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .end.to { grid-column: 2; grid-row: 1; }
  .swap { grid-column: 1 / -1; justify-self: center; }
}
@container (min-width: 1100px) { .info { min-height: 1.5em; } }
.card.present { padding-block: var(--space-2); }
.present .facts, .present .end label, .present .info:has(.soft), .present .bar .tools { display: none; }
@media (forced-colors: active) { .pill { forced-color-adjust: none; } }
`;
