/**
 * The data of the training-run view, as the server sends it. All losses are in nats a character.
 *
 * @typedef {object} Settings what is trained
 * @property {number} width
 * @property {number} layers
 * @property {number} characters of the text, which is read once
 * @property {number} seed
 *
 * @typedef {"true" | "false" | "broken"} Verdict broken: no sentence of the village
 *
 * @typedef {object} Sample what the model wrote about a person
 * @property {"ja" | "en"} language
 * @property {number} rank how many are spoken of more often
 * @property {string} start what was given to the model
 * @property {readonly {text: string, verdict: Verdict}[]} sentences
 *
 * @typedef {{characters: number, samples: readonly Sample[]}} Moment after so many characters
 *
 * @typedef {object} Run a run that our own law was fitted to
 * @property {number} width
 * @property {number} layers
 * @property {number} parameters
 * @property {number} characters
 * @property {number} seed
 * @property {number} loss
 *
 * @typedef {object} Result
 * @property {"waiting" | "training" | "measuring" | "done"} status
 * @property {number} parameters
 * @property {number} compute 6·N·D
 * @property {number} learning_rate the highest
 * @property {number} steps
 * @property {number} step
 * @property {number} seen characters
 * @property {readonly (readonly [number, number])[]} curve [characters read, mean loss since the point before]
 * @property {number | null} loss on the held-out text; null until the training is done
 * @property {number} entropy
 * @property {number} guessing
 * @property {readonly Moment[]} moments
 * @property {{people: number, ahead: number} | null} queue
 * @property {import("../shared/laws.js").Constants | null} law
 * @property {{loss: number, low: number, high: number} | null} predicted
 * @property {readonly Run[]} runs
 *
 * @typedef {{view: "training-run", params: Settings, result: Result, partial?: boolean, stopped?: boolean}} TrainingRunData
 */

export {};
