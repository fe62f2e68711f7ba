/** What the picture says in words. */

import { brief } from "../shared/accuracy.js";
import { whole } from "../shared/numbers.js";
import { writeQuantity } from "../shared/quantity.js";
import { lossNow, nats } from "./charts.js";

/** @typedef {import("./types.js").TrainingRunData} TrainingRunData */
/** @typedef {import("../shared/picture.js").Say} Say */

/**
 * What is going on, in one sentence.
 * @param {TrainingRunData} data
 * @param {Say} say
 */
export function statusOf(data, say) {
  const { params, result, stopped = false } = data;
  const loss = lossNow(result);
  const values = { seen: whole(result.seen), characters: whole(params.characters), loss: loss === null ? "–" : nats(loss), entropy: nats(result.entropy) };
  if (stopped) return say("stopped", values);
  if (result.status === "done") return say("done", values);
  if (result.status === "measuring") return say("measuring", values);
  return result.status === "waiting" ? say("beginning") : say("training", values);
}

/**
 * Who shares the machine, in words.
 * @param {TrainingRunData} data
 * @param {Say} say
 */
export function queueOf({ result, partial = false }, say) {
  if (!partial || !result.queue || result.queue.people < 2) return "";
  return say(result.queue.ahead ? "queue_ahead" : "queue", { people: result.queue.people, ahead: result.queue.ahead });
}

/**
 * What the law had said, and whether it was right.
 * @param {TrainingRunData} data
 * @param {Say} say
 */
export function verdictOf({ result: { predicted, loss } }, say) {
  if (!predicted) return "";
  const values = { predicted: nats(predicted.loss), low: nats(predicted.low), high: nats(predicted.high), loss: loss === null ? "–" : nats(loss) };
  if (loss === null) return say("law_says", values);
  return loss < predicted.low ? say("law_below", values) : loss > predicted.high ? say("law_above", values) : say("law_right", values);
}

/**
 * What the points are, and what the law cannot know.
 * @param {TrainingRunData} data
 * @param {Say} say
 */
export function legendOf({ params, result: { runs } }, say) {
  if (!runs.length) return say("no_runs");
  const least = Math.min(...runs.map(({ characters }) => characters));
  const legend = say("legend", { runs: runs.length, characters: brief(params.characters, say("names")) });
  return params.characters < least ? `${legend} ${say("outside", { least: brief(least, say("names")) })}` : legend;
}

/**
 * What is trained.
 * @param {TrainingRunData} data
 * @param {Say} say
 */
export function factsOf({ params, result }, say) {
  return say("facts", { parameters: whole(result.parameters), steps: whole(result.steps), compute: writeQuantity(result.compute, say("names"), 2), rate: String(Number(result.learning_rate.toPrecision(2))), seed: params.seed });
}
