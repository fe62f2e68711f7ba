/** The style of <vocabulary-map>, after the one all pictures share. */
export const style = /* css */ `
:host { container-type: inline-size; }
:host([hidden]) { display: none; }

.card {
  display: grid; gap: var(--space-3) var(--space-4); grid-template-columns: minmax(0, 1fr);
  padding: var(--space-3); border-radius: var(--radius-3); background: var(--sand-raised); box-shadow: var(--shadow);
}

/* The tray of sand. */
.window { position: relative; min-width: 0; }
.area {
  position: relative; height: clamp(18rem, 90cqw, 62vh); overflow: hidden; cursor: crosshair; touch-action: none;
  border-radius: var(--radius-2); background: var(--sand);
  box-shadow: inset 0 0 0 2px var(--sand-line); outline-offset: 0;
  transition: background-color 1ms; /* heard in vocabulary-map.js: the colours have changed */
  user-select: none; -webkit-user-select: none; -webkit-tap-highlight-color: transparent;
}
@media (pointer: coarse) { .area.fitted { touch-action: pan-y; } } /* one finger scrolls the page while there is nothing to move */
.area.dragged { cursor: grabbing; }
.area::after { content: ""; position: absolute; inset: 0; border-radius: inherit; box-shadow: inset 0 0 0 2px var(--sand-line); pointer-events: none; }
canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.zoom { position: absolute; right: var(--space-3); bottom: var(--space-3); display: grid; gap: var(--space-1); }
.zoom .block { width: 2.75rem; padding: 0; font-size: var(--text-3); line-height: 1; }

.side { display: flex; flex-direction: column; gap: var(--space-3); min-width: 0; }
.finder { position: relative; }
.finder label { font-weight: 700; }
.finder input {
  width: 100%; min-height: 2.75rem; padding: 0 var(--space-3); border: 2px solid var(--edge); border-radius: var(--radius-2);
  background: var(--sand); color: var(--ink); font-size: var(--text-2);
}
.finder input::placeholder { color: var(--ink-soft); opacity: 1; }
.found {
  position: absolute; z-index: 2; inset-inline: 0; top: calc(100% + var(--space-1)); padding: var(--space-1);
  border: 2px solid var(--edge); border-radius: var(--radius-2); background: var(--sand-raised); box-shadow: var(--shadow);
}
.found.none { position: static; margin-top: var(--space-1); padding: var(--space-1) var(--space-3); border-width: 0; box-shadow: none; color: var(--ink-soft); line-height: 1.4; }
.found li {
  display: flex; justify-content: space-between; align-items: baseline; gap: var(--space-3); min-height: 2.25rem; padding: var(--space-1) var(--space-2);
  border-radius: var(--radius-1); cursor: pointer; overflow-wrap: anywhere;
}
.found li:hover { background: var(--sand); }
.found li[aria-selected=true] { background: var(--current-tint); }
.rank { color: var(--ink-soft); white-space: nowrap; }

.panel { display: flex; flex-direction: column; gap: var(--space-3); min-width: 0; overflow-wrap: anywhere; }
.panel > * { flex: none; }
.missing.news { order: -1; }
.panel > :empty { display: none; }
.marks { display: grid; gap: var(--space-2); }
.word { display: grid; gap: var(--space-1); align-content: start; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 var(--space-3); line-height: var(--leading-tight); }
.title b { font-size: var(--text-4); color: var(--current); }
.hint, .facts { color: var(--ink-soft); line-height: 1.4; }
.heading { font-weight: 700; }
.heading::before { content: none; display: inline-block; width: .8em; height: .8em; margin-inline-end: .4em; border-radius: 50%; vertical-align: -.05em; }
.heading.term::before { content: ""; background: var(--other); }
.heading.result::before { content: ""; background: var(--chosen); box-shadow: inset 0 0 0 1.5px var(--chosen-ink); }
.heading.input::before { content: ""; box-shadow: inset 0 0 0 2.5px var(--cut-ink); }
.near { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-2); }
.link {
  min-height: 2rem; padding: 0 var(--space-2); border: 1.5px solid var(--sand-line); border-radius: var(--radius-round);
  background: var(--sand); text-align: start;
}
.link:hover { border-color: var(--edge); background: var(--chosen-tint); }
.link.term { background: var(--other-tint); }
.link.result { background: var(--chosen-tint); }
.missing p { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--space-1) var(--space-2); border-inline-start: 4px solid var(--current); padding-inline-start: var(--space-3); }

.foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-1) var(--space-4); margin-top: auto; }
.legend { display: flex; align-items: center; gap: var(--space-2); color: var(--ink-soft); white-space: nowrap; }
.ramp {
  width: 6rem; height: .8rem; border-radius: var(--radius-1);
  background: linear-gradient(to right, var(--sand), var(--seq-1), var(--seq-2), var(--seq-3), var(--seq-4), var(--seq-5), var(--seq-6), var(--seq-7), var(--seq-8));
  box-shadow: inset 0 0 0 1px var(--sand-line);
}
.status { color: var(--ink-soft); line-height: 1.4; }
.status b { color: var(--ink); }

@container (min-width: 820px) {
  .card { --height: clamp(18rem, calc(100vh - 11rem), 46rem); grid-template-columns: minmax(0, 1fr) min(20rem, 32%); padding: var(--space-4); }
  .card.present { --height: clamp(18rem, calc(100vh - 13rem), 46rem); }
  .area { height: var(--height); }
  .side { max-height: var(--height); }
  .word { min-height: 7.5rem; } /* what is below does not jump */
  .side > .finder, .side > .foot { flex: none; }
  .panel {
    overflow-y: auto; scrollbar-width: thin; flex: 1 1 0;
    /* A shadow at the end where there is more: what scrolls covers it at the last line. */
    background:
      linear-gradient(var(--sand-raised) 30%, transparent) top / 100% 2rem local, linear-gradient(transparent, var(--sand-raised) 70%) bottom / 100% 2rem local,
      linear-gradient(var(--sand-line), transparent) top / 100% .6rem scroll, linear-gradient(transparent, var(--sand-line)) bottom / 100% .6rem scroll;
    background-repeat: no-repeat;
  }
  .status, .tables { grid-column: 1 / -1; }
}
@container (max-width: 819.9px) {
  .side { display: contents; }
  .finder { order: -1; }
  /* Beside a small map there is no room on it. */
  .zoom { position: static; grid-auto-flow: column; justify-content: end; margin-top: var(--space-2); }
}
/* In a hall the parameters are too much to read. */
.present .made { display: none; }
/* In small frames the map has all the room there is. */
@media (max-height: 620px) {
  .plain .made, .plain .trust, .plain .legend { display: none; }
}
@container (max-width: 819.9px) {
  .plain .area { height: max(14rem, calc(100vh - 8.5rem)); }
  .plain .panel, .plain .legend { display: none; }
}
@media (pointer: coarse) { .link, .found li { min-height: 2.75rem; } }
`;
