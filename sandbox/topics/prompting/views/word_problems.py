"""word-problems: our own model's card: the generator it learnt from, what it was measured at, how it was trained."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.language import Lang
from sandbox.topics.prompting.measured import Tally, measured, tallies
from sandbox.topics.prompting.training_log import TrainingLog, training_logs
from sandbox.topics.prompting.word_problems import Pattern, Problem, Split, WordProblems, held_out
from sandbox.topics.prompting.word_problems import word_problems as generator_of
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: The model whose table is shown.
MODEL = "soroban-1m"
#: The name of what is no pattern: a bare calculation.
SUM = "sum"
#: The gaps of a pattern that are filled from lists of which a part is held back.
WORDS = {"name", "name2", "thing", "thing2", "place"}


class WordProblemsParams(Params):
    """Which problems does the generator make, and how well does our model solve such ones?

    `pattern` is one of the split's, or "sum", or any of them; a pattern has its own number of steps. `steps` of 0 means
    all in turn. Which part of the card is looked at, and the order of its patterns, concern the picture only.
    """

    language: Lang = "ja"
    split: Literal["trained", "numbers", "patterns"] = "numbers"
    steps: Annotated[int, Field(ge=0, le=3)] = 0
    pattern: Annotated[str, Field(max_length=60)] = ""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    count: Annotated[int, Field(ge=1, le=20)] = 8
    part: Literal["problems", "accuracy", "training"] = "problems"
    sort: Literal["step-by-step", "direct", "steps"] = "step-by-step"


class Stretch(BaseModel):
    """Characters `start` up to `end` of a text."""

    start: int
    end: int


class MadeProblem(BaseModel):
    """A problem with its solution, and what of it never occurs in training.

    Attributes:
        lines: the calculation as the model is to write it; long products are taken apart.
        unseen_words: where in the text there are names, things or places that are held back.
        unseen_operations: those of the solution that are held back, products in one piece.
    """

    text: str
    pattern: str
    lines: list[str]
    answer: int
    unseen_words: list[Stretch]
    unseen_operations: list[str]


class Group(BaseModel):
    """The measured problems of one split and number of steps; 0: all of them."""

    split: Literal["numbers", "patterns"]
    steps: int
    accuracy: dict[str, Tally]


class PatternScore(BaseModel):
    """A pattern with a problem made from it, and how many such were solved, by style of the prompt."""

    pattern: str
    example: str
    steps: int
    held_out: bool
    accuracy: dict[str, Tally]


class Kept(BaseModel):
    """How many entries of a list are used in training, and how many are held back."""

    trained: int
    held_out: int


class WordProblemsResult(Result):
    """The answer.

    Attributes:
        problems: made now.
        choices: the patterns that can be asked for in this split.
        model: whose accuracy it is; `made`: the day on which it was measured.
        groups: by split and number of steps.
        patterns: of the language, in the order of its file.
        logs: of the training, a log for each size, the largest first.
        kept: what the generator is filled with, by kind.
    """

    problems: list[MadeProblem]
    choices: list[str]
    model: str
    made: str
    groups: list[Group]
    patterns: list[PatternScore]
    logs: list[TrainingLog]
    kept: dict[Literal["patterns", "people", "things", "places"], Kept]


async def word_problems(params: WordProblemsParams, lab: Lab) -> WordProblemsResult:
    """Make problems, and gather what was measured and logged.

    Raises:
        BadInput: a pattern that this language and split do not have.
    """
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: WordProblemsParams, assets: Path) -> WordProblemsResult:
    generator, split = generator_of(assets, params.language), Split(params.split)
    choices = [one.id for one in generator.patterns if one.held_out == (split is Split.PATTERNS)]
    if split is not Split.PATTERNS:
        choices.append(SUM)
    if params.pattern and params.pattern not in choices:
        raise BadInput("unknown_pattern", "pattern", known=", ".join(choices))
    found = measured(assets)
    entries = [one for one in found.entries if (one.model, one.language) == (MODEL, params.language)]
    words = generator.words
    return WordProblemsResult(
        problems=[_shown(*one, split) for one in _made(generator, split, params)],
        choices=choices,
        model=MODEL,
        made=found.made,
        groups=[
            Group(
                split=where,
                steps=steps,
                accuracy=tallies(one for one in entries if one.split == where and steps in (0, one.steps)),
            )
            for where in ("numbers", "patterns")
            for steps in (1, 2, 3, 0)
        ],
        patterns=[
            PatternScore(
                pattern=pattern.id,
                example=generator.make(random.Random(pattern.id), Split.TRAINED, pattern).text,
                steps=len(pattern.steps),
                held_out=pattern.held_out,
                accuracy=tallies(one for one in entries if one.pattern == pattern.id),
            )
            for pattern in generator.patterns
        ],
        logs=training_logs(assets),
        kept={
            "patterns": Kept(
                trained=sum(not one.held_out for one in generator.patterns),
                held_out=sum(one.held_out for one in generator.patterns),
            ),
            "people": _kept(words.people),
            "things": _kept(words.things),
            "places": _kept(words.places),
        },
    )


def _kept(lists: tuple[tuple[object, ...], tuple[object, ...]]) -> Kept:
    return Kept(trained=len(lists[0]), held_out=len(lists[1]))


def _made(generator: WordProblems, split: Split, params: WordProblemsParams) -> Iterator[tuple[Problem, list[Stretch]]]:
    """Yield problems and the words in them, the numbers of steps in turn, no text twice."""
    dice = random.Random(f"{generator.language} {split.value} {params.seed}")
    chosen = next((one for one in generator.patterns if one.id == params.pattern), None)
    seen: set[str] = set()
    while len(seen) < params.count:
        steps = params.steps or len(seen) % 3 + 1
        if params.pattern == SUM:
            problem, words = generator.sum(dice, split, steps), list[Stretch]()
        else:
            pattern = chosen or generator.choose(dice, split, steps)
            problem, words = without_marks(generator.make(dice, split, with_marks(pattern)))
        if problem.text not in seen:
            seen.add(problem.text)
            yield problem, words


def _shown(problem: Problem, words: list[Stretch], split: Split) -> MadeProblem:
    return MadeProblem(
        text=problem.text,
        pattern=problem.pattern,
        lines=[str(line) for line in problem.lines],
        answer=problem.answer,
        unseen_words=words if split is not Split.TRAINED else [],
        unseen_operations=[str(one) for one in problem.operations if held_out(one)],
    )


#: What stands around the words that fill a marked pattern's gaps; neither occurs in a pattern.
MARKS = re.compile("⟦(.*?)⟧")


def with_marks(pattern: Pattern) -> Pattern:
    """Return a pattern that says where its gaps were: the same dice fill it with the same words, between marks."""
    marked = re.sub(r"\{(\w+)\}", lambda gap: f"⟦{gap[0]}⟧" if gap[1] in WORDS else gap[0], pattern.text)
    return replace(pattern, text=marked)


def without_marks(problem: Problem) -> tuple[Problem, list[Stretch]]:
    """Return a problem as it is read, and where the words in it stand."""
    text, words, end = "", list[Stretch](), 0
    for found in MARKS.finditer(problem.text):
        text += problem.text[end : found.start()]
        words.append(Stretch(start=len(text), end=len(text) + len(found[1])))
        text, end = text + found[1], found.end()
    return replace(problem, text=text + problem.text[end:]), words


WORD_PROBLEMS = View(
    name="word-problems",
    params=WordProblemsParams,
    compute=word_problems,
    widget="problem-maker",
    example={"ja": WordProblemsParams(count=6), "en": WordProblemsParams(language="en", count=6)},
)
