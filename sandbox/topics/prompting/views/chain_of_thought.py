"""chain-of-thought: the steps a model writes, the first wrong one, and how it goes on from a corrected one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.language import Lang, written_in
from sandbox.models.completions import Ask, Completion, Place, Progress, complete
from sandbox.settings import Settings
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.prompting import chain
from sandbox.topics.prompting.answer_rule import DEFAULT_RULE, AnswerRule, check_answer, is_right
from sandbox.topics.prompting.known_problems import Known, find_known, lecture_problems
from sandbox.topics.prompting.prompts import Prompt, prompts, put
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
from sandbox.view import READABLE, Params, Result, View, last_of

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel


class ChainOfThoughtParams(Params):
    """How does a model come to its answer, step by step, and which step is the first wrong one?

    `written` is what stands already after the trigger: steps that somebody has corrected, from which the model goes on.
    Without an answer, the one that is known is taken: of the lecture's problems and of all that the generator could
    have made.
    """

    problem: Annotated[str, Field(min_length=1, max_length=1000), READABLE]
    #: Alternatives are separated by "|".
    answer: Annotated[str, Field(max_length=60), READABLE] = ""
    model: ModelId = "soroban-1m"
    #: "auto": that of the problem.
    language: Literal["auto", "ja", "en"] = "auto"
    written: Annotated[str, Field(max_length=1000), READABLE] = ""
    #: Empty: the usual one of the language.
    trigger: Annotated[str, Field(max_length=200), READABLE] = ""
    temperature: Annotated[float, Field(ge=0, le=2)] = 0
    seed: Seed = 1
    new_tokens: Annotated[int, Field(ge=8, le=200)] = 120


class Operand(BaseModel):
    """A number of a calculation.

    Attributes:
        step: whose result it is, counted from 0; None if it is none.
        known: whether it comes from the problem or from a step.
    """

    text: str
    step: int | None
    known: bool


class ShownStep(BaseModel):
    """An equation of the chain, as in chain.py.

    Attributes:
        text: as it is written; start, end: its characters in what was written and the completion together.
        left, sign, right: the calculation, taken apart where it is done last; operands and signs: all of it.
        result: as it is written; expected: what the calculation makes.
        missing: a number of it that comes from nowhere.
        by: who has written it.
    """

    text: str
    start: int
    end: int
    left: str
    sign: str
    right: str
    operands: list[Operand]
    signs: list[str]
    result: str
    expected: str
    ok: bool
    why: chain.Why | None
    missing: str | None
    by: Literal["pupil", "model"]


class ChainOfThought(Result):
    """The answer, or as much of it as there is.

    Attributes:
        prompt: what the model read before what was written, special tokens by their names; it has `prompt_tokens`
            tokens, together with what was written. It ends with the `trigger`.
        first_wrong: a step, counted from 0; None if nothing wrong was found.
        answer: that the text gives, None if there is none; answer_by_steps: the result of the last step.
        correct: None where the right answer is not known, and until all is written.
        solution: what a right way calculates, where one is known.
        milliseconds: measured when it was computed; the one thing that is not the same every time.
        ended: as in sandbox.models.completions.
        token_limit: how much the model reads and writes together.
        queue: None when all is there.
    """

    language: Lang
    prompt: str
    trigger: str
    prompt_tokens: int
    written: str
    completion: str
    steps: list[ShownStep]
    first_wrong: int | None
    answer: str | None
    answer_by_steps: str | None
    correct: bool | None
    solution: list[str] | None
    tokens: int
    milliseconds: int
    ended: Literal["stop", "until", "length", ""]
    token_limit: int
    model: ModelFacts
    models: list[KnownModel]
    queue: Place | None


async def chain_of_thought_snapshots(params: ChainOfThoughtParams, lab: Lab) -> AsyncGenerator[ChainOfThought, None]:
    """Let the model think, and yield what it has written so far.

    Raises:
        BadInput: an unknown model, an answer that is no number, or a problem that leaves no room for an answer.
        NotReady: the model is not set up, or too many ask.
    """
    model = await lab.model(params.model)
    asked = await asyncio.to_thread(_Asked.of, params, model, known_models(lab), lab.settings.assets)
    async with aclosing(complete(model, [asked.ask])) as progress:
        async for step in progress:
            yield asked.answer(step)


async def chain_of_thought(params: ChainOfThoughtParams, lab: Lab) -> ChainOfThought:
    """Answer when everything is written. Raises what `chain_of_thought_snapshots` raises."""
    return await last_of(chain_of_thought_snapshots(params, lab))


@dataclass(frozen=True)
class _Asked:
    """A question, ready to be put to the model.

    Attributes:
        begun: the trigger with the space before it.
        read: the prompt, without what was written.
        answer_known: the right answer; empty if nobody knows it.
    """

    params: ChainOfThoughtParams
    model: LanguageModel
    models: list[KnownModel]
    language: Lang
    begun: str
    read: ReadPrompt
    ask: Ask
    known: Known | None
    answer_known: str

    @classmethod
    def of(cls, params: ChainOfThoughtParams, model: LanguageModel, models: list[KnownModel], assets: Path) -> _Asked:
        """Look the problem up and write the prompt. Raises BadInput."""
        if not params.problem.strip():
            raise BadInput("string_too_short", "problem")
        if params.answer:
            check_answer(params.answer, "answer")
        language = written_in(params.problem) if params.language == "auto" else params.language
        known = find_known(assets, language, params.problem, params.answer)
        words = prompts(assets, language)
        prompt = put(words, "step-by-step", params.problem, params.trigger or words.step_by_step)
        ids = read_prompt(model, Prompt(prompt.asked, prompt.begun + params.written)).ids
        if len(ids) >= model.entry.context:
            raise BadInput("too_many_tokens", "problem", limit=model.entry.context - 1, count=len(ids))
        ask = Ask(ids, params.new_tokens, drawn(params.temperature, params.seed), NEXT_QUESTION)
        answer = params.answer or (known.answer if known else "")
        return cls(params, model, models, language, prompt.begun, read_prompt(model, prompt), ask, known, answer)

    def answer(self, progress: Progress) -> ChainOfThought:
        """Return the answer as far as it goes: check the steps, and look for the answer in what is finished."""
        params, known = self.params, self.known
        completion = progress.completions[0] or Completion("", 0, "", 0)
        finished = completion.ended != ""
        text = params.written + completion.text
        found = AnswerRule(DEFAULT_RULE).find(self.begun + text) if finished else None
        correct = is_right(found.text if found else None, self.answer_known) if finished and self.answer_known else None
        steps = chain.check(text, params.problem, known.operations if known else (), correct=correct, finished=finished)
        return ChainOfThought(
            language=self.language,
            prompt=self.read.text,
            trigger=self.begun.strip(),
            prompt_tokens=len(self.ask.ids),
            written=params.written,
            completion=completion.text,
            steps=[_shown(step, text, len(params.written)) for step in steps],
            first_wrong=chain.first_wrong(steps),
            answer=found.text if found else None,
            answer_by_steps=chain.written(steps[-1].equation.said) if steps else None,
            correct=correct,
            solution=[str(line) for line in known.lines] if known and known.lines else None,
            tokens=completion.tokens,
            milliseconds=completion.milliseconds,
            ended=completion.ended,
            token_limit=self.model.entry.context,
            model=facts(self.model),
            models=self.models,
            queue=None if progress.whole else progress.place,
        )


def _shown(step: chain.Step, text: str, own: int) -> ShownStep:
    """Show a step; the first `own` characters of the text are not the model's."""
    equation = step.equation
    return ShownStep(
        text=text[equation.start : equation.end],
        start=equation.start,
        end=equation.end,
        left=equation.left,
        sign=equation.sign,
        right=equation.right,
        operands=[
            Operand(
                text=chain.written(number),
                step=source if isinstance(source, int) else None,
                known=source is not None,
            )
            for number, source in zip(equation.numbers, step.sources, strict=True)
        ],
        signs=list(equation.signs),
        result=equation.result,
        expected=chain.written(equation.value),
        ok=step.why is None,
        why=step.why,
        missing=step.missing,
        by="pupil" if equation.start < own else "model",
    )


def _bottles(language: str) -> ChainOfThoughtParams:
    """Return the lecture's problem of the bottles, whose product is taken apart."""
    problems = lecture_problems(Settings().assets, language)
    return ChainOfThoughtParams(problem=next(one.text for one in problems if one.pattern == "bottles"))


CHAIN_OF_THOUGHT = View(
    name="chain-of-thought",
    params=ChainOfThoughtParams,
    compute=chain_of_thought,
    stream=chain_of_thought_snapshots,
    widget="reasoning-chain",
    example={lang: _bottles(lang) for lang in ("ja", "en")},
)
