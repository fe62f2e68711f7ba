import { choicesStyle } from "../shared/choices.js";

/** The style of <reasoning-chain>, after the one all pictures share. */
export const style = /* css */ `
${choicesStyle}
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-1); line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); line-height: 1.35; }
.bar.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-3); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 20rem; font-size: var(--text-3); line-height: var(--leading-tight); font-weight: 700; }
.block.light { min-height: 2.25rem; padding: 0 var(--space-3); border-width: 2px; border-bottom-width: 3px; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); margin-top: var(--space-2); }
.controls .field select, .controls .field input { min-height: 2.25rem; }
.field input[type=number] { flex: none; width: 5.5em; }
.field input[type=text] { background: var(--sand-raised); }
.field.trigger { flex: 1 1 18rem; }
.field.answer { flex: 0 0 auto; }
.field.answer input { min-width: 9em; }
.field .block { min-height: 2.25rem; padding: 0 var(--space-2); }
.body { display: grid; gap: var(--space-4) var(--space-5); grid-template-columns: minmax(0, 1fr); margin-top: var(--space-3); }
.body > * { min-width: 0; }

/* The chain. */
.chain { position: relative; }
.problem { display: flex; gap: var(--space-3); padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); }
.asked { overflow-wrap: anywhere; }
.steps { display: grid; gap: 1.4rem; margin-top: .9rem; }
.step {
  display: grid; grid-template-columns: 2rem auto minmax(0, 1fr) auto; align-items: center; gap: var(--space-1) var(--space-3);
  padding: var(--space-1) var(--space-3) var(--space-1) var(--space-2); border-radius: var(--radius-2);
}
.step, .more { min-height: 2.6rem; }
.place { display: grid; place-content: center; width: 1.75rem; height: 1.75rem; border-radius: var(--radius-round); border: 2px solid var(--edge); color: var(--ink-soft); font-weight: 700; line-height: 1; }
.equation { display: grid; grid-template-columns: 7em auto minmax(3em, auto); align-items: baseline; gap: .35em; font-size: var(--text-3); line-height: var(--leading-tight); }
.few .equation { font-size: var(--text-4); }
.left { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 .35em; }
.number, .result { padding: 0 .25em; border-radius: var(--radius-1); overflow-wrap: break-word; }
.result { justify-self: start; font-weight: 700; background: var(--other-tint); }
.sign { color: var(--ink-soft); }
.number.nowhere { border-bottom: 3px dashed var(--current); }
.verdict { display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: baseline; gap: 0 var(--space-2); line-height: 1.3; margin-inline-start: 2.2rem; }
.mark-of { font-weight: 700; font-size: 1.15em; }
.mine { grid-column: 2; justify-self: start; padding: 0 var(--space-2); border-radius: var(--radius-round); border: 2px solid var(--other); color: var(--other); font-weight: 700; line-height: 1.35; white-space: nowrap; }
.mine.kept { border-color: var(--edge); color: var(--ink-soft); font-weight: 400; }
.first { background: var(--current-tint); box-shadow: inset 4px 0 0 var(--current), 0 0 0 2px var(--current); }
.first .verdict { font-weight: 700; }
.first .result { background: var(--current); color: var(--on-strong); text-decoration: line-through 2px; }
.first .place { border-color: var(--current); color: var(--current); background: var(--sand-raised); }
.follows, .wrong.step { color: var(--cut-ink); }
.follows .result, .wrong.step .result { background: none; box-shadow: inset 0 0 0 2px var(--cut); font-weight: 400; }
.follows .sign, .wrong.step .sign, .follows .place, .wrong.step .place { color: inherit; }
.pupil.step { box-shadow: inset 4px 0 0 var(--other); background: var(--sand); }
.pupil.step.first { box-shadow: inset 4px 0 0 var(--current), 0 0 0 2px var(--current); background: var(--current-tint); }
.more { padding-inline-start: 2.75rem; display: flex; align-items: center; margin-top: -1rem; }
.writing { grid-column: 2 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); padding-block: var(--space-1); }
.more .writing { flex: 1; }
.writing input {
  flex: 1 1 10rem; min-width: 0; min-height: 2.5rem; padding: 0 var(--space-2); font-size: var(--text-3); color: var(--ink);
  background: var(--sand-raised); border: 2px solid var(--other); border-radius: var(--radius-2);
}
.end { margin-top: var(--space-1); padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); border: 2px solid var(--sand-line); }
.end.right { background: var(--chosen-tint); border-color: var(--chosen); }
.end.wrong { border: 2px dashed var(--cut); }
.final { display: flex; gap: var(--space-2); align-items: baseline; font-size: var(--text-2); }
.arrows { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; }
.arrows path { fill: none; stroke-linejoin: round; }
.arrows .halo { stroke: var(--sand-raised); stroke-width: 5; }
.arrows .line { stroke: var(--other); stroke-width: 2; }
.arrows .head { fill: var(--other); }

/* The text as it is. */
.side, .main { display: grid; gap: var(--space-3); align-content: start; }
.legend { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); margin-block: var(--space-1); line-height: 1.3; }
.paper { padding: var(--space-2) var(--space-3); border-radius: var(--radius-2); background: var(--sand); white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
.strip .quiet { padding-inline: 0; }
.given { color: var(--ink-soft); }
.trigger { font-weight: 700; }
p .trigger { box-shadow: inset 0 -3px 0 var(--chosen); }
.strip .pupil { color: var(--other); box-shadow: inset 0 -2px 0 var(--other); }
.strip .model { background: var(--sand-sunk); border-radius: var(--radius-1); padding-block: .1em; }
.strip .wrong { background: var(--current-tint); box-shadow: inset 0 -3px 0 var(--current); font-weight: 700; }
.caret { display: inline-block; width: .5em; height: 1em; vertical-align: -.1em; background: var(--current); }
summary { cursor: pointer; min-height: 2.25rem; display: list-item; line-height: 2.25rem; }
.solution { padding-inline-start: var(--space-4); font-size: var(--text-2); }
.main > .quiet { justify-self: start; padding-inline: 0; }
.present .soft, .present .legend { font-size: 1.25rem; }

.tables tbody th { text-align: start; }
.tables td.start { white-space: pre-wrap; min-width: 12em; }

@container (min-width: 60em) {
  .body { grid-template-columns: minmax(0, 1.9fr) minmax(0, 1fr); }
}
@container (max-width: 44em) {
  .step { grid-template-columns: 2rem minmax(0, 1fr) auto; }
  .equation, .few .equation { grid-column: 2 / -1; grid-template-columns: minmax(4.4em, max-content) auto minmax(0, 1fr); font-size: var(--text-3); }
  .verdict { grid-column: 2; margin-inline-start: 0; }
  .step > button { grid-column: 3; }
  .writing { grid-column: 1 / -1; }
}
@container (max-width: 39.99em) {
  .card { padding: var(--space-3); }
  .problem { display: block; }
  .sentence { font-size: var(--text-2); }
}
@media (pointer: coarse) { .block.light, .quiet, .controls .field select, .controls .field input, summary { min-height: 2.75rem; } }
@media (forced-colors: active) { .first, .pupil.step { outline: 2px solid; } .arrows path { forced-color-adjust: none; } }
`;
