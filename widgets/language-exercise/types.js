/**
 * The answer of the view language-exercise; see sandbox/topics/prompting/views/language_exercise.py.
 *
 * @typedef {Readonly<Record<string, string>>} Named a text by language of the page
 * @typedef {"unagi" | "tldr" | "translation" | "free"} ExerciseId
 * @typedef {{id: number, text: string, bytes: string, special: boolean, partial: boolean, log_probability: number}} ScoredToken
 * @typedef {{tokens: readonly ScoredToken[], log_probability: number, shift: number}} Score nats; shift: from the first prompt
 *
 * @typedef {object} Sample
 * @property {number} seed
 * @property {string} text
 * @property {number} tokens
 * @property {"stop" | "until" | "length" | ""} ended
 * @property {number} milliseconds
 * @property {"waiting" | "writing" | "done"} state
 *
 * @typedef {object} Context
 * @property {string} id "own" for a prompt of one's own
 * @property {Named | null} name
 * @property {string} prompt
 * @property {boolean} asked the model goes on with this one
 * @property {readonly Score[] | null} scores one for each reading; null until they are there
 *
 * @typedef {{text: string, name: Named | null}} Reading
 * @typedef {{id: string, prompt: string}} Given a prompt of an exercise
 * @typedef {{id: ExerciseId, language: string, model: string, new_tokens: number, contexts: readonly Given[]}} Exercise
 *
 * @typedef {object} Result
 * @property {ExerciseId} exercise
 * @property {string} language of the prompt
 * @property {string} prompt
 * @property {readonly unknown[]} tokens of the prompt
 * @property {number} token_limit
 * @property {readonly Sample[]} completions
 * @property {boolean} same nothing was drawn: all samples are equal
 * @property {Named | null} aim what a person would answer
 * @property {Named | null} source
 * @property {readonly Context[]} contexts
 * @property {readonly Reading[]} readings
 * @property {import("../shared/model-card.js").ModelFacts} model
 * @property {readonly {id: string, name: string, parameters: number}[]} models
 * @property {readonly Exercise[]} exercises
 * @property {{people: number, ahead: number, done: number, total: number} | null} queue
 *
 * @typedef {object} Params
 * @property {string} prompt
 * @property {ExerciseId} exercise
 * @property {string} model
 * @property {number} samples
 * @property {number} temperature
 * @property {number} seed
 * @property {number} new_tokens
 * @property {string} reading
 * @property {number | null} context row of the cell that is followed; null: that of the prompt asked
 * @property {number} look its column
 *
 * @typedef {{view: "language-exercise", params: Params, result: Result, partial?: boolean, stopped?: boolean}} LanguageExerciseData
 */

export {};
