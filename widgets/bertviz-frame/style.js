import { choicesStyle } from "../shared/choices.js";

/** The style of <bertviz-frame>, after the one all pictures share. */
export const style = choicesStyle + /* css */ `
:host { container-type: inline-size; }
h3 { font-weight: 700; }
.soft { color: var(--ink-soft); }
.head { display: flex; flex-wrap: wrap; align-items: flex-start; gap: var(--space-1) var(--space-4); }
.head .tools { margin-inline-start: auto; }
.sentence { flex: 1 1 24rem; font-size: var(--text-2); font-weight: 700; }
.present .sentence { font-size: var(--text-1); }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2) var(--space-4); margin-block: var(--space-2) var(--space-3); }
.field.long { flex: 1 1 16rem; }

.body { display: grid; gap: var(--space-3) var(--space-5); grid-template-columns: minmax(0, 1fr); align-items: start; }
/* BertViz's letters are dark: its ground is light, whatever the page's is. */
.ground { overflow-x: auto; border-radius: var(--radius-2); background: #fff; color-scheme: light; scrollbar-width: thin; }
iframe { display: block; width: 100%; border: 0; }
.model iframe { min-width: 60rem; }
.still { display: block; width: 100%; height: auto; max-width: 56rem; }
.guide ul { list-style: disc; padding-inline-start: 1.2em; display: grid; gap: var(--space-2); }
.guide ul, .guide p, .guide .block { margin-top: var(--space-2); }
.missing { padding: var(--space-3) var(--space-4); border-inline-start: 6px solid var(--current); background: var(--sand); }
code { font-family: var(--font-bytes); overflow-wrap: anywhere; user-select: all; }
.tables tbody th { text-align: start; }

@container (min-width: 46em) {
  .body.side { grid-template-columns: minmax(0, 30rem) minmax(15em, 1fr); }
  .body:not(.side) .guide ul { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--space-2) var(--space-6); }
}
.field.long { min-width: min(14em, 100%); }
.present .field.long:not(:has(:not(:placeholder-shown):is(input))) { display: none; } /* none is given: room for the picture */
@container (min-width: 1600px) { .body.side { grid-template-columns: minmax(0, 42rem) minmax(15em, 1fr); } }
@container (max-width: 30em) { .card { padding: var(--space-3); } }
`;
