import { choicesStyle } from "../shared/choices.js";

/** The style of <recorded-prompts>, after the one all pictures share. */
export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-size: var(--text-3); font-weight: 700; line-height: var(--leading-tight); }
h4 { margin: 0; font-size: var(--text-2); font-weight: 700; line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); line-height: 1.4; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-3); margin-bottom: var(--space-2); }
.head .tools { margin-inline-start: auto; }

/* Titles are long for a phone. */
.segments label { white-space: normal; padding-block: var(--space-1); }

/* What nobody computes here says so, like a label in a museum. */
.stamp { padding: 0 var(--space-3); border: 3px double var(--ink); border-radius: var(--radius-1); font-weight: 700; letter-spacing: .08em; transform: rotate(-2deg); }

.body, .sides, .now { display: grid; grid-template-columns: minmax(0, 1fr); }
.body { gap: var(--space-3) var(--space-5); margin-top: var(--space-2); }
.sides { gap: var(--space-3); }
.side { min-width: 0; display: flex; flex-direction: column; gap: var(--space-1); padding: var(--space-2) var(--space-3); border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand); }
.side.plain { border-style: dashed; background: none; }
.label { color: var(--ink-soft); font-weight: 700; }
.said { padding: var(--space-1) var(--space-2); border-radius: var(--radius-1); background: var(--sand-sunk); white-space: pre-wrap; line-height: 1.4; }
.reply { background: var(--sand-raised); box-shadow: inset 3px 0 0 var(--other); padding-inline-start: var(--space-3); }
.side:not(.plain) .reply { min-height: 2.2em; }
.steps, .call, .result, .answer { border-radius: 3px; padding: 0 2px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.steps { background: var(--other-tint); }
.call { background: var(--current-tint); font-family: var(--font-bytes); font-size: .92em; }
.result { background: var(--other-tint); font-family: var(--font-bytes); font-size: .92em; }
.answer { background: var(--chosen-tint); font-weight: 700; }
.verdict { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-3); margin-top: auto; font-size: var(--text-2); }
.verdict b { font-size: var(--text-5); line-height: 1.1; }
.wrong .verdict b { text-decoration: line-through; text-decoration-thickness: 3px; text-decoration-color: var(--cut); color: var(--cut-ink); }
.right .verdict b { padding: 0 .2em; border-radius: var(--radius-1); background: var(--chosen); color: var(--on-chosen); }
.right .verdict span, .wrong .verdict span { font-weight: 700; }
.legend { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); }
.legend .call, .legend .result { font-family: inherit; font-size: inherit; }
.notes { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); margin-top: var(--space-2); }
.notes .soft { flex: 1 1 24rem; }
a { color: var(--other); }

/* What is really computed, now. */
.now { gap: var(--space-3); align-content: start; }
.lines { font-size: var(--text-2); line-height: 1.4; }
.lines li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--space-2); }
.lines span { margin-inline-start: auto; padding: 0 var(--space-1); white-space: nowrap; }
.lines span:first-child { margin-inline-start: 0; }
.lines.long { font-size: var(--text-1); }
.lines .last span:last-child { font-weight: 700; background: var(--chosen-tint); border-radius: var(--radius-1); }
.now .block { align-self: start; margin-top: var(--space-1); }
.figures { display: grid; gap: var(--space-2); line-height: 1.3; }
.figures li { display: grid; grid-template-columns: minmax(0, 1fr) 3.2em; align-items: center; gap: 0 var(--space-2); }
.figures li > span:first-child, .figures small { grid-column: 1 / -1; font-size: var(--text-1); }
.figures b { text-align: end; }
.track { height: 1rem; border-radius: var(--radius-1); background: var(--sand-sunk); }
.track i { display: block; height: 100%; border-radius: var(--radius-1); background: var(--cut); }
.track .after { background: var(--other); }
.track .people { background: var(--chosen); }
.wide { display: inline-block; min-width: 8em; max-width: 26em; white-space: pre-wrap; }

@container (min-width: 36rem) { .sides:has(> :nth-child(2)) { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@container (min-width: 62rem) { .body { grid-template-columns: minmax(0, 1fr) minmax(0, 22rem); } }
`;
