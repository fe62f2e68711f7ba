"""prompt-comparison: the same problems put to the same model in several ways, side by side."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from sandbox.errors import BadInput
from sandbox.language import Lang, written_in
from sandbox.models.completions import Ask, Completion, Place, Progress, complete
from sandbox.settings import Settings
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.prompting import chain
from sandbox.topics.prompting.accuracy import accuracy
from sandbox.topics.prompting.answer_rule import DEFAULT_RULE, AnswerRule, Found, check_answer, is_right, numbers_in
from sandbox.topics.prompting.known_problems import Known, find_known, lecture_problems
from sandbox.topics.prompting.problem_table import MOST_ROWS, read_table
from sandbox.topics.prompting.prompts import PIECE, STYLES, Piece, Prompt, Style, default_pieces, prompts, put
from sandbox.topics.prompting.views.common import (
    NEXT_QUESTION,
    KnownModel,
    ModelId,
    ReadPrompt,
    Seed,
    drawn,
    known_models,
    read_prompt,
)
from sandbox.topics.prompting.votes import Votes, count_votes, winner
from sandbox.topics.prompting.word_problems import Split, problem_set, word_problems
from sandbox.view import READABLE, Params, Result, View, last_of

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel

#: Problems × styles × samples of one comparison.
MOST_RUNS = 600
#: A problem with more numbers than this is no word problem any more.
MANY_NUMBERS = 12
#: A snapshot holds every prompt: above so many runs it is large, and comes once a second for every hundred of them.
MANY_RUNS = 60

Text = Annotated[str, Field(max_length=200), READABLE]
LongText = Annotated[str, Field(max_length=500), READABLE]
Examples = Annotated[str, Field(max_length=3000), READABLE]


def _in_order(styles: tuple[Style, ...]) -> tuple[Style, ...]:
    return tuple(style for style in STYLES if style in styles)


class PromptComparisonParams(Params):
    """What does a model answer to the same problems, asked in several styles?

    The problems are the one that is typed, or a `set`. Without an answer, the one that is known is taken: of the
    lecture's problems and of all that the generator could have made. Pieces of prompts that are empty are the usual
    ones. Sample number i is drawn with the seed `seed` + i.
    """

    problem: Annotated[str, Field(max_length=1000), READABLE] = ""
    #: Alternatives are separated by "|".
    answer: Annotated[str, Field(max_length=60), READABLE] = ""
    set: Literal["one", "lecture", "generated", "own"] = "one"
    #: A table of problems and answers as CSV text.
    own: Annotated[str, Field(max_length=20_000), READABLE] = ""
    #: Of the generated problems: how many, made of what that our model never saw, and with how many steps (0: mixed).
    count: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 5
    problem_seed: Seed = 1
    kind: Literal["numbers", "patterns"] = "numbers"
    steps: Annotated[int, Field(ge=0, le=3)] = 0
    #: "auto": that of the text; Japanese for the lecture's and generated problems.
    language: Literal["auto", "ja", "en"] = "auto"
    styles: Annotated[tuple[Style, ...], Field(min_length=1, max_length=6), AfterValidator(_in_order)] = (
        "direct",
        "step-by-step",
    )
    model: ModelId = "soroban-1m"
    samples: Annotated[int, Field(ge=1, le=20)] = 1
    temperature: Annotated[float, Field(ge=0, le=2)] = 0
    seed: Seed = 1
    new_tokens: Annotated[int, Field(ge=8, le=200)] = 120
    rule: Text = ""
    few_shot: Examples = ""
    worked: Examples = ""
    task: LongText = ""
    instruction: LongText = ""
    trigger: Text = ""
    at_once: Text = ""


class ComparedProblem(BaseModel):
    """A problem.

    Attributes:
        answer: None where nobody knows it.
        pattern: whose sentence it is: the generator's pattern or the lecture's problem, if it is one of them.
        steps: how many the solution has; lines: what is calculated, one operation each.
        warning: it has no number in digits, or more of them than a word problem has.
    """

    text: str
    answer: str | None
    source: Literal["typed", "lecture", "generated", "own"]
    pattern: str | None
    steps: int | None
    lines: list[str]
    warning: Literal["no_number", "many_numbers"] | None


class ComparedStyle(BaseModel):
    """A style, the texts its prompts are made with, and in how many cases an example was the problem itself."""

    style: Style
    pieces: dict[Piece, str]
    dropped_examples: int


class Run(BaseModel):
    """One completion.

    Attributes:
        problem: its place among the problems.
        prompt: what the model read, special tokens by their names; it has `prompt_tokens` tokens.
        ended: as in sandbox.models.completions.
        milliseconds: measured when it was computed; the one thing that is not the same every time.
        state: "too_long": the prompt leaves no room for an answer.
        answer: what the rule found; answer_start and answer_end are its characters in the completion, None where it
            stands in no completion.
        correct: None where nothing is to be compared.
        first_wrong: the first step of the calculation that is wrong, counted from 0; see chain.py.
    """

    problem: int
    style: Style
    sample: int
    seed: int
    prompt: str
    prompt_tokens: int
    completion: str
    tokens: int
    milliseconds: int
    ended: Literal["stop", "until", "length", ""]
    state: Literal["waiting", "writing", "done", "too_long"]
    answer: str | None
    answer_start: int | None
    answer_end: int | None
    correct: bool | None
    first_wrong: int | None


class Vote(BaseModel):
    """How many samples gave an answer, as in votes.py."""

    answer: str | None
    count: int
    correct: bool | None


class VotedProblem(BaseModel):
    """The samples of one problem in one style, counted; `winner` is the answer that came most often."""

    problem: int
    style: Style
    answers: list[Vote]
    winner: str | None
    correct: bool | None


class StyleAccuracy(BaseModel):
    """How often a style is right, as in accuracy.py.

    Attributes:
        voted_right: problems whose winner is right; None where nothing is voted on.
        tokens: that were written; prompt_tokens: that were read.
    """

    style: Style
    right: int
    total: int
    unknown: int
    share: float | None
    low: float | None
    high: float | None
    voted_right: int | None
    tokens: int
    prompt_tokens: int
    milliseconds: int


class UsedRule(BaseModel):
    """The rule that found the answers."""

    pattern: str
    default: bool


class PromptComparison(Result):
    """The answer, or as much of it as there is.

    Attributes:
        runs: in the order of problems, styles, samples.
        votes: empty for a single sample.
        same: all samples of a problem are the same, since nothing is drawn at temperature 0.
        token_limit: how much the model reads and writes together.
        queue: None when all is there.
    """

    language: Lang
    problems: list[ComparedProblem]
    styles: list[ComparedStyle]
    runs: list[Run]
    votes: list[VotedProblem]
    accuracy: list[StyleAccuracy]
    rule: UsedRule
    same: bool
    token_limit: int
    model: ModelFacts
    models: list[KnownModel]
    queue: Place | None


async def prompt_comparison_snapshots(
    params: PromptComparisonParams, lab: Lab
) -> AsyncGenerator[PromptComparison, None]:
    """Put every problem in every style, and yield what has been written so far.

    Raises:
        BadInput: no problem, a table with wrong rows, an answer that is no number, too many runs, a rule that is wrong
            or slow, or an unknown model.
        NotReady: the model is not set up, or too many ask.
    """
    model = await lab.model(params.model)
    asked = await asyncio.to_thread(_Asked.of, params, model, known_models(lab), lab.settings.assets)
    pause = len(asked.runs) / 100 if len(asked.runs) > MANY_RUNS else 0.0
    sent = -pause
    async with aclosing(complete(model, asked.asks)) as progress:
        async for step in progress:
            if step.whole or time.monotonic() - sent >= pause:
                yield await asyncio.to_thread(asked.answer, step)
                sent = time.monotonic()


async def prompt_comparison(params: PromptComparisonParams, lab: Lab) -> PromptComparison:
    """Answer when everything is written. Raises what `prompt_comparison_snapshots` raises."""
    return await last_of(prompt_comparison_snapshots(params, lab))


@dataclass(frozen=True)
class _Problem:
    """A problem with what is known of it."""

    text: str
    answer: str
    source: Literal["typed", "lecture", "generated", "own"]
    known: Known | None

    @property
    def shown(self) -> ComparedProblem:
        numbers, known = len(numbers_in(self.text)), self.known
        return ComparedProblem(
            text=self.text,
            answer=self.answer or None,
            source=self.source,
            pattern=known.pattern if known else None,
            steps=len(known.operations) or None if known else None,
            lines=[str(line) for line in known.lines] if known else [],
            warning="no_number" if numbers == 0 else "many_numbers" if numbers > MANY_NUMBERS else None,
        )

    def is_right(self, found: str | None) -> bool | None:
        """Return the mark of an answer; None where the right one is not known."""
        return is_right(found, self.answer) if self.answer else None


@dataclass(frozen=True)
class _Run:
    """A completion that is wanted; `ask` is its place among those asked for, None where the prompt is too long."""

    problem: int
    style: Style
    sample: int
    prompt: Prompt
    read: ReadPrompt
    ask: int | None


@dataclass(frozen=True)
class _Judged:
    """What is found in a finished completion."""

    found: Found | None
    correct: bool | None
    first_wrong: int | None


@dataclass(frozen=True)
class _Asked:
    """A comparison, ready to be run. What was judged once is kept: the next snapshot shows it again."""

    params: PromptComparisonParams
    model: LanguageModel
    models: list[KnownModel]
    language: Lang
    problems: list[_Problem]
    pieces: dict[Piece, str]
    rule: AnswerRule
    runs: list[_Run]
    asks: list[Ask]
    judged: dict[tuple[int, Style, str], _Judged] = field(default_factory=dict)

    @classmethod
    def of(cls, params: PromptComparisonParams, model: LanguageModel, models: list[KnownModel], assets: Path) -> _Asked:
        """Find the problems, write the prompts and cut them into tokens. Raises BadInput."""
        rule = AnswerRule(params.rule or DEFAULT_RULE)
        language = _language(params)
        problems = _problems(params, language, assets)
        _check_runs(params, len(problems))
        words = prompts(assets, language)
        pieces: dict[Piece, str] = {
            name: getattr(params, name).strip("\n") or text for name, text in default_pieces(assets, language).items()
        }
        runs: list[_Run] = []
        asks: list[Ask] = []
        for number, problem in enumerate(problems):
            for style in params.styles:
                prompt = put(words, style, problem.text, pieces[PIECE[style]])
                read = read_prompt(model, prompt)
                # Where examples stand apart by an empty line, such a line ends the answer, too.
                until = (*NEXT_QUESTION, "\n\n") if style in ("few-shot", "chain-of-thought") else NEXT_QUESTION
                for sample in range(params.samples):
                    runs.append(_Run(number, style, sample, prompt, read, None))
                    if len(read.ids) < model.entry.context:
                        runs[-1] = _Run(number, style, sample, prompt, read, len(asks))
                        sampling = drawn(params.temperature, params.seed + sample)
                        asks.append(Ask(read.ids, params.new_tokens, sampling, until))
        return cls(params, model, models, language, problems, pieces, rule, runs, asks)

    def answer(self, progress: Progress) -> PromptComparison:
        """Return the answer as far as it goes. Raises BadInput("slow_rule")."""
        params = self.params
        runs = [self._run(run, None if run.ask is None else progress.completions[run.ask]) for run in self.runs]
        votes = [
            self._votes(problem, style, [run for run in runs if (run.problem, run.style) == (problem, style)])
            for problem in range(len(self.problems))
            for style in params.styles
            if params.samples > 1
        ]
        return PromptComparison(
            language=self.language,
            problems=[problem.shown for problem in self.problems],
            styles=[
                ComparedStyle(
                    style=style,
                    pieces={PIECE[style]: self.pieces[PIECE[style]]},
                    dropped_examples=sum(
                        run.prompt.dropped for run in self.runs if run.style == style and run.sample == 0
                    ),
                )
                for style in params.styles
            ],
            runs=runs,
            votes=votes,
            accuracy=[
                self._accuracy(
                    style,
                    [run for run in runs if run.style == style],
                    [vote for vote in votes if vote.style == style],
                )
                for style in params.styles
            ],
            rule=UsedRule(pattern=self.rule.pattern, default=not params.rule),
            same=params.samples > 1 and params.temperature == 0,
            token_limit=self.model.entry.context,
            model=facts(self.model),
            models=self.models,
            queue=None if progress.whole else progress.place,
        )

    def _run(self, run: _Run, completion: Completion | None) -> Run:
        """Show a completion; it is judged when it is finished."""
        done = completion is not None and completion.ended != ""
        judged = self._judge(run, completion.text) if completion and done else _Judged(None, None, None)
        begun = len(run.prompt.begun)
        inside = judged.found is not None and judged.found.start >= begun
        return Run(
            problem=run.problem,
            style=run.style,
            sample=run.sample,
            seed=self.params.seed + run.sample,
            prompt=run.read.text,
            prompt_tokens=len(run.read.ids),
            completion=completion.text if completion else "",
            tokens=completion.tokens if completion else 0,
            milliseconds=completion.milliseconds if completion else 0,
            ended=completion.ended if completion else "",
            state="too_long" if run.ask is None else "waiting" if not completion else "done" if done else "writing",
            answer=judged.found.text if judged.found else None,
            answer_start=judged.found.start - begun if judged.found and inside else None,
            answer_end=judged.found.end - begun if judged.found and inside else None,
            correct=judged.correct,
            first_wrong=judged.first_wrong,
        )

    def _judge(self, run: _Run, completion: str) -> _Judged:
        """Look for the answer in what was begun and went on, and for the first wrong step."""
        key = (run.problem, run.style, completion)
        if key not in self.judged:
            problem = self.problems[run.problem]
            found = self.rule.find(run.prompt.begun + completion)
            correct = problem.is_right(found.text if found else None)
            solution = problem.known.operations if problem.known else ()
            steps = chain.check(completion, problem.text, solution, correct=correct)
            self.judged[key] = _Judged(found, correct, chain.first_wrong(steps))
        return self.judged[key]

    def _votes(self, problem: int, style: Style, runs: list[Run]) -> VotedProblem:
        """Count the answers of the samples that are finished."""
        mark = self.problems[problem].is_right
        counted: list[Votes] = count_votes([run.answer for run in runs if run.state == "done"])
        first = winner(counted)
        return VotedProblem(
            problem=problem,
            style=style,
            answers=[Vote(answer=one.answer, count=one.count, correct=mark(one.answer)) for one in counted],
            winner=first,
            correct=mark(first) if counted else None,
        )

    def _accuracy(self, style: Style, runs: list[Run], votes: list[VotedProblem]) -> StyleAccuracy:
        """Sum up what is finished in a style."""
        done = [run for run in runs if run.state == "done"]
        # Samples that are all the same are one sample: counted twenty times they would seem to be sure.
        marked = [run for run in done if self.params.temperature or run.sample == 0]
        marks = [[run.correct for run in marked if run.problem == problem] for problem in range(len(self.problems))]
        measured = accuracy(marks)
        return StyleAccuracy(
            style=style,
            right=measured.right,
            total=measured.total,
            unknown=measured.unknown,
            share=measured.share,
            low=measured.low,
            high=measured.high,
            voted_right=sum(vote.correct is True for vote in votes) if votes and measured.total else None,
            tokens=sum(run.tokens for run in done),
            prompt_tokens=sum(run.prompt_tokens for run in done),
            milliseconds=sum(run.milliseconds for run in done),
        )


def _check_runs(params: PromptComparisonParams, problems: int) -> None:
    """Refuse more than MOST_RUNS completions. Raises BadInput."""
    count = problems * len(params.styles) * params.samples
    if count > MOST_RUNS:
        raise BadInput("too_many_runs", "samples", count=count, limit=MOST_RUNS)


def _language(params: PromptComparisonParams) -> Lang:
    """Return the language of the prompts."""
    if params.language != "auto":
        return params.language
    return written_in({"one": params.problem, "own": params.own}.get(params.set, "日本語"))


def _problems(params: PromptComparisonParams, language: Lang, assets: Path) -> list[_Problem]:
    """Return the problems that are asked. Raises BadInput."""

    def problem(text: str, answer: str, source: Literal["typed", "own"]) -> _Problem:
        known = find_known(assets, language, text, answer)
        return _Problem(text, answer or (known.answer if known else ""), source, known)

    if params.set == "own":
        return [problem(row.problem, row.answer, "own") for row in read_table(params.own)]
    if params.set == "lecture":
        return [_Problem(one.text, one.answer, "lecture", one) for one in lecture_problems(assets, language)]
    if params.set == "generated":
        _check_runs(params, params.count)  # before they are made: that takes a while
        made = _generated(assets, language, params.kind, params.steps, params.count, params.problem_seed)
        return [_Problem(one.text, one.answer, "generated", one) for one in made]
    if not params.problem.strip():
        raise BadInput("string_too_short", "problem")
    if params.answer:
        check_answer(params.answer, "answer")
    return [problem(params.problem, params.answer, "typed")]


@lru_cache(maxsize=200)
def _generated(assets: Path, language: Lang, kind: str, steps: int, count: int, seed: int) -> tuple[Known, ...]:
    """Make new problems. Kept, since numbers are thrown many times before all of them are unseen: up to 0.1 s each."""
    problems = problem_set(word_problems(assets, language), Split(kind), count, seed, steps)
    return tuple(Known(one.text, str(one.answer), one.operations, "generated", one.pattern) for one in problems)


def _apples(language: str) -> str:
    """Return the lecture's problem of the apples."""
    return next(one.text for one in lecture_problems(Settings().assets, language) if one.pattern == "apples")


PROMPT_COMPARISON = View(
    name="prompt-comparison",
    params=PromptComparisonParams,
    compute=prompt_comparison,
    stream=prompt_comparison_snapshots,
    widget="prompt-columns",
    example={lang: PromptComparisonParams(problem=_apples(lang)) for lang in ("ja", "en")},
)
