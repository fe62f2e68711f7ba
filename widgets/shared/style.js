/** The style all pictures share, inside their shadow roots. Colours and sizes come from tokens.css. */
export const pictureStyle = /* css */ `
:host {
  display: block;
  font-family: var(--font);
  font-size: var(--text-1);
  line-height: var(--leading);
  color: var(--ink);
  font-variant-numeric: tabular-nums;
  text-align: start;
  -webkit-text-size-adjust: 100%;
  word-break: auto-phrase; /* Japanese breaks between phrases where the browser knows how */
  text-wrap: pretty;
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p, h2, h3, ol, ul, table { margin: 0; padding: 0; font: inherit; }
ol, ul { list-style: none; }

/* The card a picture lies on, with rings raked in the sand. */
.card {
  position: relative; isolation: isolate; padding: var(--space-4) var(--space-5);
  border-radius: var(--radius-3); background: var(--sand-raised); box-shadow: var(--shadow);
}
.card > .rings {
  position: absolute; z-index: -1; inset: 0 0 auto auto; width: 11rem; height: 11rem; border-start-end-radius: var(--radius-3); pointer-events: none;
  background: repeating-radial-gradient(circle at 100% 0, transparent 0 9px, var(--sand-line) 9px 10.5px);
  mask-image: radial-gradient(circle at 100% 0, #000a, transparent 10.5rem);
}

/* While the answer is awaited. */
.skeleton { min-height: 24rem; }
.waiting { color: var(--ink-soft); }

/* A mark stands for something invisible, bytes for a part of a character. */
.mark { color: var(--ink-soft); }
.bytes { font-family: var(--font-bytes); font-size: .82em; letter-spacing: .02em; }

.quietly {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}

button, input { font: inherit; color: inherit; font-variant-numeric: inherit; }
button { cursor: pointer; touch-action: manipulation; }
button:disabled { cursor: default; }
:focus-visible { outline: 3px solid var(--current); outline-offset: 2px; }

/* A block one can push. */
.block {
  display: inline-flex; align-items: center; justify-content: center; gap: var(--space-2);
  min-height: 2.75rem; padding: var(--space-1) var(--space-4);
  border: 2px solid var(--ink); border-radius: var(--radius-2); border-bottom-width: 4px;
  background: var(--sand-raised); color: var(--ink); font-weight: 700;
  transition: transform var(--motion-quick) var(--ease), background-color var(--motion-quick);
}
.block:hover:not(:disabled) { background: var(--chosen-tint); }
.block:active:not(:disabled) { transform: translateY(2px); border-bottom-width: 2px; margin-bottom: 2px; }
.block:disabled { border-color: var(--cut); color: var(--cut-ink); background: transparent; }
.block.strong { background: var(--ink); color: var(--sand-raised); }
.block.strong:hover:not(:disabled) { background: var(--other); border-color: var(--other); color: var(--on-strong); }
.block.gold { background: var(--chosen); color: var(--on-chosen); border-color: var(--on-chosen); }
.block.gold:hover:not(:disabled) { background: var(--chosen-tint); color: var(--ink); border-color: var(--ink); }

.quiet {
  min-height: 2rem; padding: 0 var(--space-2); border: 0; border-radius: var(--radius-1);
  background: transparent; color: var(--ink-soft);
  text-decoration: underline; text-decoration-color: var(--edge); text-underline-offset: .3em;
}
.quiet:hover { color: var(--ink); text-decoration-color: currentColor; text-decoration-thickness: 2px; }
.tools { display: flex; flex-wrap: wrap; gap: var(--space-1); }
.present .tools { font-size: 1rem; } /* a hall reads the picture; these are for the hand at the screen */
@media (pointer: coarse) { .quiet { min-height: 2.75rem; } }

.tables { margin-top: var(--space-4); }
.table { overflow-x: auto; max-width: 100%; }
.table + .table { margin-top: var(--space-5); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 700; padding: var(--space-1) 0; }
th, td { padding: var(--space-1) var(--space-3); text-align: end; font-weight: 400; white-space: nowrap;
  border-bottom: 1px solid var(--sand-line); }
thead th { font-weight: 700; color: var(--ink-soft); border-bottom: 2px solid var(--edge); white-space: normal; vertical-align: bottom; }
td.start, thead th.start { text-align: start; }
td .hex { display: inline-block; min-width: 9em; max-width: 20em; white-space: normal; }
.table { scrollbar-width: thin; }

.quiet:has(.card-sign) { text-decoration: none; }
.card-sign { display: inline-block; width: 1.5em; border: 1.5px solid currentColor; border-radius: 50%; font-weight: 700; line-height: 1.4; text-align: center; }
.quiet:hover .card-sign, [aria-expanded="true"] > .card-sign { background: var(--ink); border-color: var(--ink); color: var(--sand); }

.model-card { max-width: 48rem; padding: var(--space-3) var(--space-4); border-radius: var(--radius-2); background: var(--sand-sunk); }
.model-card + .model-card, .model-card + .table { margin-top: var(--space-4); }
.model-card dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: var(--space-1) var(--space-4); margin: 0; }
.model-card dt { color: var(--ink-soft); }
.model-card dd { margin: 0; overflow-wrap: anywhere; }
.model-card p { margin-top: var(--space-2); color: var(--ink-soft); line-height: 1.4; }
.model-card a { color: inherit; }
@media (max-width: 36rem) { .model-card dl { grid-template-columns: 1fr; } .model-card dd { margin-bottom: var(--space-1); } }
`;

/** Above a chart: what it shows, in a sentence, and the tools beside it. */
export const headStyle = /* css */ `
.soft { color: var(--ink-soft); line-height: 1.35; }
.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); margin-bottom: var(--space-2); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; line-height: 1.4; }
.present .sentence { font-size: var(--text-1); }
`;
