/** The way of the followed token's single number: from q·k over scale and mask to its weight. */

import { h } from "../shared/dom.js";
import { STEP, figure, root, share } from "./figures.js";

/** @typedef {import("./types.js").State} State */

/**
 * What is done to the number, and what it is then.
 * @param {State} state
 * @returns {{step: number, done: string, then: string}[]} as far as the steps have come; none in steps about vectors
 */
export function entries({ result, key, place }) {
  if (place < STEP.scale || place > STEP.softmax) return [];
  const { d_head: d, total, largest } = result;
  const masked = result.masked[key] ?? null;
  const shown = masked === null ? "−∞" : figure(masked);
  return [
    { step: STEP.products, done: "q·k", then: figure(result.scores[key] ?? 0) },
    { step: STEP.scale, done: `÷ √${d} = ÷ ${root(d)}`, then: figure(result.scaled[key] ?? 0) },
    { step: STEP.mask, done: masked === null ? "+ (−∞)" : "+ 0", then: shown },
    { step: STEP.softmax, done: `exp(${shown} − ${signed(largest)})`, then: share(result.exponentials[key] ?? 0) },
    { step: STEP.softmax, done: `÷ ${figure(total)}`, then: share(result.weights[key] ?? 0) },
  ].filter(({ step }) => step <= place);
}

/** A number after a sign. @param {number} value */
function signed(value) {
  return value < 0 ? `(${figure(value)})` : figure(value);
}

export class Ledger {
  constructor() {
    this.element = h("ol", { class: "ledger" });
  }

  /** @param {State} state */
  show(state) {
    const found = entries(state);
    this.element.hidden = found.length === 0;
    this.element.replaceChildren(
      ...found.map(({ step, done, then }, place) =>
        h("li", { class: step === state.place ? "now" : "" }, h("span", {}, done), h("b", {}, (place ? "= " : "") + then)),
      ),
    );
  }
}
