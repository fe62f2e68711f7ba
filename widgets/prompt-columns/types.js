/**
 * The data of the prompt-comparison view, as the server sends it; while answers arrive, as far as they have (`partial`).
 *
 * @typedef {"direct" | "zero-shot" | "few-shot" | "step-by-step" | "chain-of-thought" | "instruction"} Style
 * @typedef {"one" | "lecture" | "generated" | "own"} Set
 *
 * @typedef {object} Settings what is asked; an empty rule or wording means the default one
 * @property {string} problem
 * @property {string} answer the right one; alternatives are separated by "|"
 * @property {Set} set
 * @property {string} own a table of problems as CSV
 * @property {number} count of generated problems
 * @property {number} problem_seed
 * @property {"numbers" | "patterns"} kind
 * @property {number} steps 0: mixed
 * @property {"auto" | "ja" | "en"} language
 * @property {readonly Style[]} styles
 * @property {string} model
 * @property {number} samples
 * @property {number} temperature
 * @property {number} seed
 * @property {number} new_tokens
 * @property {string} rule
 * @property {string} few_shot
 * @property {string} worked
 * @property {string} task
 * @property {string} instruction
 * @property {string} trigger
 * @property {string} at_once
 *
 * @typedef {object} Problem
 * @property {string} text
 * @property {string | null} answer null: nobody knows
 * @property {"typed" | "lecture" | "generated" | "own"} source
 * @property {string | null} pattern
 * @property {number | null} steps
 * @property {readonly string[]} lines the generator's calculation
 * @property {"no_number" | "many_numbers" | null} warning
 *
 * @typedef {"at_once" | "task" | "few_shot" | "trigger" | "worked" | "instruction"} Wording a piece of a prompt that can be rewritten
 *
 * @typedef {object} Column
 * @property {Style} style
 * @property {Readonly<Partial<Record<Wording, string>>>} pieces the words that make the style
 * @property {number} dropped_examples left out because they are the problem itself
 *
 * @typedef {object} Run one completion
 * @property {number} problem its place in `problems`
 * @property {Style} style
 * @property {number} sample
 * @property {number} seed
 * @property {string} prompt
 * @property {number} prompt_tokens
 * @property {string} completion
 * @property {number} tokens
 * @property {number} milliseconds
 * @property {"stop" | "until" | "length" | ""} ended
 * @property {"waiting" | "writing" | "done" | "too_long"} state
 * @property {string | null} answer
 * @property {number | null} answer_start in characters (code points) of the completion
 * @property {number | null} answer_end
 * @property {boolean | null} correct
 * @property {number | null} first_wrong
 *
 * @typedef {object} Vote
 * @property {number} problem
 * @property {Style} style
 * @property {readonly {answer: string | null, count: number, correct: boolean | null}[]} answers most frequent first
 * @property {string | null} winner
 * @property {boolean | null} correct
 *
 * @typedef {object} Accuracy
 * @property {Style} style
 * @property {number} right
 * @property {number} total
 * @property {number} unknown
 * @property {number | null} share
 * @property {number | null} low of Wilson's 95 % interval
 * @property {number | null} high
 * @property {number | null} voted_right problems whose most frequent answer is right
 * @property {number} tokens written
 * @property {number} prompt_tokens read
 * @property {number} milliseconds
 *
 * @typedef {object} Place
 * @property {number} people comparisons that share the model now
 * @property {number} ahead answers of others that come before the next of ours
 * @property {number} done
 * @property {number} total
 *
 * @typedef {object} Result
 * @property {"ja" | "en"} language
 * @property {readonly Problem[]} problems
 * @property {readonly Column[]} styles
 * @property {readonly Run[]} runs by problem, style, sample
 * @property {readonly Vote[]} votes
 * @property {readonly Accuracy[]} accuracy
 * @property {{pattern: string, default: boolean}} rule
 * @property {boolean} same all samples are equal: at temperature 0 nothing is drawn
 * @property {number} token_limit
 * @property {import("../shared/model-card.js").ModelFacts} model
 * @property {readonly {id: string, name: string, training: "language" | "word-problems", parameters: number, languages: readonly string[]}[]} models
 * @property {Place | null} queue null: all is there
 *
 * @typedef {object} PromptComparison
 * @property {"prompt-comparison"} view
 * @property {string} query
 * @property {Settings} params
 * @property {Result} result
 * @property {boolean} [partial] more is to come
 * @property {boolean} [stopped] more was to come
 */

export {};
