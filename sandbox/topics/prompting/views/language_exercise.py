"""language-exercise: what models of the catalogue make of a prompt, and how probable they find given continuations."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.language import Lang, written_in
from sandbox.models.completions import Ask, Completion, Place, Progress, complete
from sandbox.settings import Settings
from sandbox.topics.model_facts import ModelFacts, facts
from sandbox.topics.prompting.continuations import log_probabilities
from sandbox.topics.prompting.exercises import Exercise, ExerciseId, Named, exercises, spaced
from sandbox.topics.prompting.views.common import KnownModel, ModelId, Seed, drawn, known_models
from sandbox.topics.shown_token import ReadToken, ShownToken, read_token, shown
from sandbox.view import READABLE, Params, Result, View, last_of

if TYPE_CHECKING:
    from sandbox.lab import Lab
    from sandbox.models.language_model import LanguageModel

#: Of the log-probabilities in the answer: more than a 32-bit float holds would be noise.
DIGITS = 6


class LanguageExerciseParams(Params):
    """How does a model go on with a prompt, and how probable does it find certain continuations?

    `reading` is one more continuation to look at, beside those of the exercise. Which probability is followed token by
    token (`context`, `look`: a row and a column of the table) concerns the picture alone.
    """

    prompt: Annotated[str, Field(min_length=1, max_length=2000), READABLE]
    exercise: ExerciseId = "unagi"
    model: ModelId = "gemma-3-270m"
    samples: Annotated[int, Field(ge=1, le=5)] = 3
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.7
    seed: Seed = 1
    new_tokens: Annotated[int, Field(ge=1, le=120)] = 40
    reading: Annotated[str, Field(max_length=80), READABLE] = ""
    context: Annotated[int, Field(ge=0, le=20)] | None = None
    look: Annotated[int, Field(ge=0, le=20)] = 0


class Sample(BaseModel):
    """One text that the model went on with.

    Attributes:
        seed: of its dice.
        ended: "stop", the model ended it; "until", a line end did; "length", no more tokens were allowed.
        milliseconds: measured when it was computed; the one thing that is not the same every time.
    """

    seed: int
    text: str
    tokens: int
    ended: Literal["stop", "until", "length", ""]
    milliseconds: int
    state: Literal["waiting", "writing", "done"]


class ScoredToken(ShownToken):
    """A token of a continuation; `log_probability` (nats) given all that stands before it."""

    log_probability: float


class Score(BaseModel):
    """How probable a continuation is after a prompt.

    Attributes:
        log_probability: nats; the sum over its tokens.
        shift: what is added to it in comparison with the first prompt: e^shift times as probable.
    """

    tokens: list[ScoredToken]
    log_probability: float
    shift: float


class ComparedPrompt(BaseModel):
    """A prompt whose continuations are compared.

    Attributes:
        id: of the exercise's context; "own" for a prompt that is none of them.
        name: None for one's own.
        asked: it is the prompt that the model goes on with.
        scores: one for each continuation, in their order; None until they are computed.
    """

    id: str
    name: Named | None
    prompt: str
    asked: bool
    scores: list[Score] | None


class ComparedReading(BaseModel):
    """A continuation as it stands after the prompts; `name` is None for one's own."""

    text: str
    name: Named | None


class LanguageExercise(Result):
    """The answer, or as much of it as there is.

    Attributes:
        language: of the prompt, "ja" where it has kana or kanji; of two versions of an exercise it chooses one.
        tokens: of the prompt, as the model reads them.
        aim: what a person would answer; source: where the exercise comes from; None for one's own.
        same: nothing was drawn (temperature 0), so all samples are equal.
        queue: None when all is there.
        exercises: all there are, with their prompts.
    """

    exercise: ExerciseId
    language: Lang
    prompt: str
    tokens: list[ReadToken]
    token_limit: int
    completions: list[Sample]
    same: bool
    aim: Named | None
    source: Named | None
    contexts: list[ComparedPrompt]
    readings: list[ComparedReading]
    model: ModelFacts
    models: list[KnownModel]
    exercises: list[Exercise]
    queue: Place | None


async def language_exercise_snapshots(
    params: LanguageExerciseParams, lab: Lab
) -> AsyncGenerator[LanguageExercise, None]:
    """Let the model go on, sample by sample as they come, and compute the probabilities meanwhile.

    Raises:
        BadInput: an unknown model, or more tokens than it reads here.
        NotReady: the model is not set up, or too many ask.
    """
    asked = _Asked.of(params, lab, await lab.model(params.model))
    scoring = asyncio.create_task(asked.score())
    try:
        async with aclosing(complete(asked.model, asked.asks)) as progress:
            async for step in progress:
                scores = scoring.result() if scoring.done() else None
                if not (step.whole and scores):
                    yield asked.answer(step, scores, step.place)
        yield asked.answer(step, await scoring, None)
    finally:
        scoring.cancel()


async def language_exercise(params: LanguageExerciseParams, lab: Lab) -> LanguageExercise:
    """Answer when all is there. Raises what `language_exercise_snapshots` raises."""
    return await last_of(language_exercise_snapshots(params, lab))


@dataclass(frozen=True)
class _Prompt:
    """A prompt that is compared, and its continuations as they stand after it."""

    id: str
    name: Named | None
    text: str
    continuations: tuple[str, ...]


@dataclass(frozen=True)
class _Asked:
    """What is asked, made ready for the model; `exercise` is None for a free prompt."""

    params: LanguageExerciseParams
    model: LanguageModel
    exercise: Exercise | None
    prompts: tuple[_Prompt, ...]
    asks: tuple[Ask, ...]
    known: tuple[Exercise, ...]
    models: list[KnownModel]

    @classmethod
    def of(cls, params: LanguageExerciseParams, lab: Lab, model: LanguageModel) -> _Asked:
        """Find the exercise in the prompt's language, and put one's own prompt and continuation beside it.

        Raises:
            BadInput: "too_many_tokens", the prompt leaves no room to go on.
        """
        known = exercises(lab.settings.assets)
        language, own = written_in(params.prompt), params.reading.strip()
        exercise = next((one for one in known if (one.id, one.language) == (params.exercise, language)), None)
        given: list[tuple[str, Named | None, str]] = []
        given += [(one.id, one.name, one.prompt) for one in exercise.contexts] if exercise else []
        if params.prompt not in [prompt for _, _, prompt in given]:
            given.append(("own", None, params.prompt))
        readings = [one.text for one in exercise.readings] if exercise else []
        prompts = tuple(
            _Prompt(id, name, text, (*readings, spaced(own, text)) if own else tuple(readings))
            for id, name, text in given
        )
        ids = model.context(params.prompt)
        longest = max(
            (len(model.tokenizer.encode(text, begins=False)) for text in prompts[-1].continuations), default=1
        )
        if len(ids) > model.entry.context - longest:
            limit = model.entry.context - longest
            raise BadInput("too_many_tokens", "prompt", limit=limit, count=len(ids))
        asks = tuple(
            Ask(
                tuple(ids),
                params.new_tokens,
                drawn(params.temperature, params.seed + sample),
                exercise.until if exercise else (),
            )
            for sample in range(params.samples)
        )
        models = [one for one in known_models(lab) if one.training == "language"]
        return cls(params, model, exercise, prompts, asks, known, models)

    async def score(self) -> list[list[Score]]:
        """Compute how probable each continuation is after each prompt, and the shifts from the first prompt on."""
        cells = [self._tokens(prompt.text, text) for prompt in self.prompts for text in prompt.continuations]
        found = iter(await asyncio.gather(*cells))
        rows = [[next(found) for _ in prompt.continuations] for prompt in self.prompts]
        base = [_total(tokens) for tokens in rows[0]]
        return [
            [
                Score(tokens=tokens, log_probability=_brief(_total(tokens)), shift=_brief(_total(tokens) - before))
                for tokens, before in zip(row, base, strict=True)
            ]
            for row in rows
        ]

    async def _tokens(self, prompt: str, text: str) -> list[ScoredToken]:
        ids = self.model.tokenizer.encode(text, begins=False)
        found = await log_probabilities(self.model, self.model.context(prompt), ids)
        return [
            ScoredToken(**shown(token), log_probability=_brief(value))
            for token, value in zip(self.model.tokenizer.tokens(ids, begins=False), found, strict=True)
        ]

    def answer(self, progress: Progress, scores: list[list[Score]] | None, queue: Place | None) -> LanguageExercise:
        """Return the answer as far as it goes."""
        params, model, exercise, own = self.params, self.model, self.exercise, self.params.reading.strip()
        return LanguageExercise(
            exercise=params.exercise,
            language=written_in(params.prompt),
            prompt=params.prompt,
            tokens=[read_token(token) for token in model.tokenizer.tokens(self.asks[0].ids)],
            token_limit=model.entry.context,
            completions=[_sample(params.seed + place, one) for place, one in enumerate(progress.completions)],
            same=params.temperature == 0 and params.samples > 1,
            aim=exercise.aim if exercise else None,
            source=exercise.source if exercise else None,
            contexts=[
                ComparedPrompt(
                    id=prompt.id,
                    name=prompt.name,
                    prompt=prompt.text,
                    asked=prompt.text == params.prompt,
                    scores=None if scores is None else scores[place],
                )
                for place, prompt in enumerate(self.prompts)
            ],
            readings=[
                *(ComparedReading(text=one.text, name=one.name) for one in (exercise.readings if exercise else ())),
                *([ComparedReading(text=own, name=None)] if own else []),
            ],
            model=facts(model),
            models=self.models,
            exercises=list(self.known),
            queue=queue,
        )


def _total(tokens: list[ScoredToken]) -> float:
    """Return the log-probability of all tokens together."""
    return sum(token.log_probability for token in tokens)


def _sample(seed: int, one: Completion | None) -> Sample:
    if one is None:
        return Sample(seed=seed, text="", tokens=0, ended="", milliseconds=0, state="waiting")
    state: Literal["writing", "done"] = "done" if one.ended else "writing"
    return Sample(
        seed=seed, text=one.text, tokens=one.tokens, ended=one.ended, milliseconds=one.milliseconds, state=state
    )


def _brief(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _example(id: ExerciseId, language: Lang, context: str) -> LanguageExerciseParams:
    """Return the question that an exercise begins with."""
    [exercise] = [one for one in exercises(Settings().assets) if (one.id, one.language) == (id, language)]
    [prompt] = [one.prompt for one in exercise.contexts if one.id == context]
    return LanguageExerciseParams(prompt=prompt, exercise=id, model=exercise.model, new_tokens=exercise.new_tokens)


LANGUAGE_EXERCISE = View(
    name="language-exercise",
    params=LanguageExerciseParams,
    compute=language_exercise,
    stream=language_exercise_snapshots,
    widget="language-exercise",
    example={"ja": _example("unagi", "ja", "restaurant"), "en": _example("unagi", "en", "restaurant")},
)
