import { choicesStyle } from "../shared/choices.js";

/** The style of <training-run>, after the one all pictures share. */
export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; line-height: var(--leading-tight); }
.soft { color: var(--ink-soft); line-height: 1.35; }
.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); margin-bottom: var(--space-2); }
.head .tools { margin-inline-start: auto; }
.told { flex: 1 1 24rem; display: grid; gap: var(--space-1); }
.status { font-size: var(--text-2); font-weight: 700; line-height: 1.35; }
.present .status { font-size: var(--text-1); }
.queue:empty { display: none; }
.progress { height: .5rem; border-radius: var(--radius-round); background: var(--sand-sunk); overflow: hidden; }
.progress i { display: block; height: 100%; background: var(--current); transition: inline-size var(--motion) linear; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); margin-bottom: var(--space-2); }
.choice, .seed, .go, .moments { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-2); min-width: 0; }
.choice .name { font-weight: 700; }
.controls .segments label, .moments .segments label { padding-inline: .25em; min-width: 2.3rem; }
.seed input { width: 3.8em; flex: none; }
.seed .block { padding-inline: var(--space-2); }
.problem { flex: 1 1 100%; font-weight: 700; color: var(--current); }
.problem:empty { display: none; }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.left, .right { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.chart { height: 19em; touch-action: pan-y; }
.chart svg { display: block; width: 100%; height: 100%; }
.law .chart { height: 16em; }
.right > .block { justify-self: start; align-self: flex-start; }
.verdict { font-weight: 700; line-height: 1.35; }
.verdict:empty { display: none; }
.samples { display: grid; gap: var(--space-2); align-content: start; }
.people { display: grid; gap: var(--space-2); }
.person { padding: var(--space-1) var(--space-3); border-radius: var(--radius-2); background: var(--sand); line-height: 1.4; overflow-wrap: anywhere; }
.person b { color: var(--ink-soft); }
.start { color: var(--current); font-weight: 700; }
.sentence-true { font-weight: 700; }
.sentence-broken { color: var(--ink-soft); }
.sentence-false { text-decoration: underline dashed var(--cut); text-underline-offset: .25em; }
.sign { display: inline-block; margin-inline: .3em .5em; font-weight: 700; }
.tables tbody th { text-align: start; }
@container (min-width: 58em) {
  .body { grid-template-columns: minmax(0, 1.35fr) minmax(22em, 1fr); }
  .left .chart { height: clamp(11rem, 55svh - 13rem, 24rem); }
  .left .law .chart { height: clamp(10rem, 50svh - 12.5rem, 20rem); }
}
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .choice .segments { flex: 1 1 100%; } .choice .segments span { flex: 1 0 20%; } .choice.characters .segments span { flex-basis: 30%; } }
@media (prefers-reduced-motion: reduce) { .progress i { transition: none; } }
`;
