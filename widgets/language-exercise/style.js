import { choicesStyle } from "../shared/choices.js";

/** The style of <language-exercise>, after the one all pictures share. */
export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
section { min-width: 0; }
.soft { color: var(--ink-soft); line-height: 1.35; }
.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; line-height: 1.35; }

.settings, .controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-3); min-width: 0; }
.settings { margin-top: var(--space-2); }
.segments label { padding-inline: var(--space-2); }
.field input { flex: none; width: 4.2em; text-align: end; }
.field.of-seed input { width: 6em; }
.controls .block { min-height: 2.5rem; padding-inline: var(--space-3); font-size: var(--text-3); line-height: 1; }
.progress { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-3); color: var(--ink-soft); }

.body { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4) var(--space-5); margin-top: var(--space-3); }

/* Ours in the model's ground, what it adds on the card. */
.prompt { margin-top: var(--space-1); padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand-sunk); box-shadow: inset 4px 0 0 var(--current); white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.4; }
.prompt + .soft { margin-bottom: var(--space-2); }
.written { display: grid; gap: var(--space-2); margin-top: var(--space-1); }
.written li { padding: var(--space-1) var(--space-3); border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand); box-shadow: inset 4px 0 0 var(--other); }
.written .text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.4; min-height: 1.4em; }
.writing .text::after { content: "▍"; color: var(--other); }
.waiting { border-style: dashed; }
.aim { margin-top: var(--space-2); padding: var(--space-1) var(--space-3); border-radius: var(--radius-2); background: var(--chosen-tint); line-height: 1.4; }

/* A row for each prompt, a column for each continuation. */
.matrix { table-layout: fixed; margin-top: var(--space-2); border-collapse: separate; border-spacing: 3px; }
.matrix th, .matrix td { padding: 0; border: 0; white-space: normal; text-align: center; vertical-align: middle; }
.matrix thead th { padding: var(--space-1); line-height: 1.25; color: var(--ink); overflow-wrap: anywhere; vertical-align: top; }
.matrix thead b, .matrix thead span { display: block; }
.matrix thead span { color: var(--ink-soft); }
.matrix tbody th { text-align: start; }
.matrix thead td { width: 20%; }
.name { display: block; width: 100%; min-height: 2.6rem; padding: var(--space-1) var(--space-2); border: 2px solid transparent; border-radius: var(--radius-1); background: none; text-align: start; line-height: 1.25; }
button.name { border-color: var(--edge); background: var(--sand-raised); }
button.name:hover { background: var(--chosen-tint); }
.asked .name { border-color: var(--current); box-shadow: inset 4px 0 0 var(--current); font-weight: 700; }
.cell { display: grid; width: 100%; min-height: 2.6rem; padding: 0 var(--space-1); border: 2px solid transparent; border-radius: var(--radius-1); line-height: 1.2; align-content: center; position: relative; }
.cell small { font-size: var(--text-1); font-weight: 700; }
.cell[aria-pressed=true] { border-color: var(--ink); outline: 2px solid var(--sand-raised); outline-offset: -4px; }
.cell:focus-visible { outline: 3px solid var(--current); outline-offset: 2px; z-index: 1; }
.best .cell > span:first-child { font-weight: 700; }
.matrix span.cell { background: var(--sand-sunk); }
.most { font-style: normal; padding: 0 .2em; margin-inline-end: .25em; border-radius: var(--radius-1); background: var(--chosen); color: var(--on-chosen); }

.factors { margin-top: var(--space-2); }
.product { line-height: 1.4; }
.chain { display: flex; flex-wrap: wrap; gap: 3px; margin-top: var(--space-1); }
.chain li { display: grid; padding: 2px var(--space-2); border-radius: var(--radius-1); line-height: 1.25; text-align: center; }
.chain .token { font-weight: 700; overflow-wrap: anywhere; }
.chain .mark, .chain .bytes { color: inherit; }
.own { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-2); margin-top: var(--space-2); }
.own .block { min-height: 2.5rem; }
.own input { flex: 1 1 8em; min-width: 0; min-height: 2.5rem; padding: 0 var(--space-2); border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand); }
.aim + .soft { margin-top: var(--space-2); }
.wide { display: inline-block; min-width: 8em; max-width: 30em; white-space: pre-wrap; }
@media (pointer: coarse) { .controls .block, .own .block, .own input, .name, .cell { min-height: 2.75rem; } }
@container (min-width: 54rem) { .body { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); } }
/* On a phone a prompt's name stands above its cells. */
@container (max-width: 36rem) {
  .matrix, .matrix thead, .matrix tbody { display: block; }
  .matrix tr { display: grid; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); gap: 3px; margin-bottom: var(--space-2); }
  .matrix thead td { display: none; }
  .matrix tbody th { grid-column: 1 / -1; }
}
`;
