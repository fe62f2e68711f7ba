import { choicesStyle } from "../shared/choices.js";
import { headStyle } from "../shared/style.js";

/** The style of <reasoning-size>, after the one all pictures share. */
export const style = choicesStyle + headStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; font-size: var(--text-2); line-height: var(--leading-tight); }
.controls { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); margin-bottom: var(--space-2); }
.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); }
.left, .right { min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.chart { height: 24em; min-height: 20rem; touch-action: pan-y; cursor: crosshair; }
.chart svg { display: block; width: 100%; height: 100%; }
.models .segments label { padding-inline: var(--space-2); }
.about { display: grid; gap: var(--space-2); align-content: start; }
.tallies { display: grid; gap: var(--space-2); }
.line { display: flex; justify-content: space-between; gap: var(--space-2); line-height: 1.3; }
.with-steps .line { color: var(--current); font-weight: 700; }
.at-once .line { color: var(--other); font-weight: 700; }
.track { position: relative; height: 1rem; border-radius: var(--radius-1); background: var(--sand-sunk); }
.track i { position: absolute; inset-block: 0; inset-inline-start: 0; }
.fill { border-radius: var(--radius-1); background: var(--cut); transition: inline-size var(--motion) var(--ease); }
.with-steps .fill { background: var(--current); }
.at-once .fill { background: var(--other); }
.track .reach { inset-block: .28rem; border: 2px solid var(--ink); border-block: 0; background: linear-gradient(var(--ink), var(--ink)) center / 100% 2px no-repeat; min-inline-size: 3px; box-shadow: 0 0 0 1px var(--sand-raised); }
.gain { font-weight: 700; padding: var(--space-1) var(--space-3); border-radius: var(--radius-1); background: var(--chosen-tint); }
.gain:empty { display: none; }
.tables tbody th { text-align: start; }
@container (min-width: 58em) {
  .body { grid-template-columns: minmax(0, 2.2fr) minmax(18em, 1fr); }
  .chart { height: clamp(20rem, 100svh - 19rem, 34rem); }
}
/* A hall's letters on a small screen: the chart, with what belongs to it, is as high as the screen has room for. */
@container (max-width: 57.99em) { .present .chart { height: clamp(16rem, 100svh - 19rem, 34rem); min-height: 0; } }
@container (max-width: 39.99em) { .card { padding: var(--space-3); } .controls { gap: var(--space-2); } .controls .segments { flex: 1 1 100%; } .controls .segments span { flex: 1 0 auto; } }
@media (forced-colors: active) { .fill, .reach { forced-color-adjust: none; } }
`;
