import { playerStyle } from "../shared/player.js";

/** The style of <merge-tree>, after the one all pictures share. */
export const style = playerStyle + /* css */ `
:host { container-type: inline-size; }
.bytes { font-size: var(--text-1); }
h3 { font-weight: 700; font-size: var(--text-3); line-height: var(--leading-tight); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }

.choice { display: flex; flex-wrap: wrap; gap: var(--space-1); margin: 0; padding: 0; border: 0; min-width: 0; }
.choice span { display: contents; }
.choice input { position: absolute; opacity: 0; }
.choice label {
  display: inline-flex; align-items: center; min-height: 2.5rem; padding: 0 var(--space-3); white-space: nowrap; cursor: pointer;
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised);
}
.choice label:hover { background: var(--chosen-tint); }
.choice input:checked + label { background: var(--ink); border-color: var(--ink); color: var(--sand-raised); font-weight: 700; }
.choice input:focus-visible + label { outline: 3px solid var(--current); outline-offset: 2px; }

/* What is cut first: the whole text, part by part. */
.cut { margin-top: var(--space-2); }
.first { color: var(--ink-soft); }
.first .read { color: var(--ink); font-weight: 400; overflow-wrap: anywhere; }
.chunks { display: flex; flex-wrap: wrap; gap: var(--space-1); max-width: 100%; margin-top: var(--space-1); }
.chunk {
  min-height: 2.4rem; min-width: 2.4rem; max-width: 100%; padding: 0 .55em; border: 2px solid transparent; border-radius: var(--radius-1);
  background: var(--sand); box-shadow: 0 3px 0 var(--sand-line); font-size: var(--text-2); line-height: 1.3; overflow-wrap: anywhere; text-align: start;
}
.chunk:hover { background: var(--chosen-tint); }
.chunk[aria-pressed=true] { background: var(--current); color: var(--on-strong); box-shadow: 0 3px 0 var(--ink); font-weight: 700; }
.chunk[aria-pressed=true] .mark { color: inherit; }

/* The tree, and what is told of it beside it. */
.body {
  display: grid; grid-template: "picture sentence" auto "picture aside" 1fr / minmax(0, 1fr) 19em;
  gap: var(--space-2) var(--space-5); margin-top: var(--space-3);
}
.picture { grid-area: picture; min-width: 0; display: flex; flex-direction: column; gap: var(--space-2); }
.sentence { grid-area: sentence; min-height: 6.2em; font-size: var(--text-2); line-height: 1.4; overflow-wrap: anywhere; }
.sentence p + p { margin-top: var(--space-1); }
.named { display: inline-block; max-width: 100%; padding: 0 .3em; border-radius: var(--radius-1); background: var(--current-tint); font-weight: 700; }
.is-now { color: var(--current); }
.aside { grid-area: aside; min-width: 0; }
.note { margin-top: var(--space-2); color: var(--ink-soft); }

.stand { flex: 1; display: flex; flex-direction: column; justify-content: flex-end; min-width: 0; border-radius: var(--radius-2); background: var(--sand); padding: var(--space-2) 0 var(--space-1); }
.scroller { contain: layout paint; overflow-x: auto; overflow-y: hidden; overscroll-behavior-x: contain; scrollbar-width: thin; border-radius: var(--radius-2); }
.scroller svg { display: block; margin-inline: auto; }
.scroller text { pointer-events: none; font-variant-numeric: tabular-nums; }
.scroller [data-step] { cursor: pointer; }
.mono { font-family: var(--font-bytes); }
path.fresh { stroke-dasharray: 1; animation: grow var(--motion) var(--ease); }
rect.fresh, text.fresh { animation: appear var(--motion) var(--ease); }
@keyframes grow { from { stroke-dashoffset: 1; } }
@keyframes appear { from { opacity: 0; } }
.overview { display: block; margin-top: var(--space-1); touch-action: none; cursor: ew-resize; }
.overview path { fill: none; stroke-width: 1.25; }
.overview .row { stroke: var(--other); stroke-width: 2; }
.overview .past { stroke: var(--edge); }
.overview .done { stroke: var(--chosen-ink); }
.overview .fresh { stroke: var(--current); stroke-width: 4; animation: none; stroke-dasharray: none; }
.overview .frame { fill: var(--current-tint); fill-opacity: .35; stroke: var(--current); stroke-width: 2; }

.columns, .steps button { display: grid; grid-template-columns: 4.6em minmax(0, 1fr); gap: var(--space-2); text-align: start; }
.columns { padding: 0 var(--space-2); color: var(--ink-soft); border-bottom: 2px solid var(--edge); }
.columns span:first-child, .rank { text-align: end; }
.steps button { width: 100%; min-height: 1.95rem; align-items: center; padding: 0 var(--space-2); border: 0; border-radius: var(--radius-1); background: none; line-height: 1.3; }
.steps button:hover { background: var(--sand-sunk); }
.steps .what { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.steps .rank { font-weight: 700; }
.steps i { font-style: normal; color: var(--ink-soft); }
.steps .future { color: var(--cut-ink); }
.steps .future .rank, .steps .future b { font-weight: 400; }
.steps .now { background: var(--current); color: var(--on-strong); }
.steps .now i, .steps .now .mark { color: inherit; }

/* All tokens of the text. */
.all { margin-top: var(--space-2); }
.tokens { display: flex; flex-wrap: wrap; gap: 3px; margin-top: var(--space-1); }
.tokens li { display: grid; justify-items: center; align-content: center; padding: 1px .45em; border-radius: var(--radius-1); background: var(--sand); line-height: 1.3; min-width: 2em; max-width: 100%; }
.tokens .ends { margin-inline-end: var(--space-2); }
.tokens .name { font-weight: 700; min-height: 1.3em; overflow-wrap: anywhere; }
.tokens .id { color: var(--ink-soft); }
.tokens .now { background: var(--chosen); color: var(--on-chosen); }
.tokens .now .id, .tokens .now .mark { color: inherit; }
.tokens .unknown { background: var(--sand-sunk); color: var(--ink); outline: 2px dashed var(--cut-ink); outline-offset: -2px; }

tbody th { text-align: start; }

@container (max-width: 799.9px) {
  .card { padding: var(--space-3); }
  .body { grid-template: "sentence" auto "picture" auto "aside" auto / minmax(0, 1fr); }
  .chunks { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: thin; padding-bottom: 4px; }
  .chunk { flex: none; max-width: none; }
}
@media (pointer: coarse) { .chunk, .choice label, .steps button { min-height: 2.75rem; } .chunk { min-width: 2.75rem; } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none !important; } }
@media (forced-colors: active) { .scroller svg, .overview { forced-color-adjust: none; } .chunk[aria-pressed=true], .steps .now { outline: 2px solid; } }
`;
