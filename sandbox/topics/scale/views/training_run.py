"""training-run: a small model is trained while one looks on, and its loss is laid beside our own law."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.models.turns import Turns
from sandbox.topics.scale import fitting
from sandbox.topics.scale.laws import Constants
from sandbox.topics.scale.training_run import Moment, Plan, Training, entropy, peak_rate
from sandbox.view import Params, Result, View, last_of

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: Seconds that a training has before the next one has its turn. Trainings at work at once, and how many may wait.
SLICE = 0.15
TURNS = Turns(places=2, waiting=298)
#: The most operations of one training, 6·N·D: about 8 seconds of one core that has nothing else to do.
MOST_COMPUTE = 1.2e11

#: The trainings that are not finished.
_under_way: set[Training] = set()


class TrainingRunParams(Params):
    """How does the loss of a small model fall while it is trained?"""

    width: Annotated[int, Field(ge=8, le=48, multiple_of=4)] = 32
    layers: Annotated[int, Field(ge=1, le=3)] = 2
    #: Of the text, which is read once.
    characters: Annotated[int, Field(ge=2**14, le=2**19, multiple_of=1024)] = 2**18
    #: Of the weights at the start and of the text. The held-out text is the one of seed 0.
    seed: Annotated[int, Field(ge=1, le=2**31 - 1)] = 1


class Queue(BaseModel):
    """Trainings that share this machine now, this one included; `ahead` have a slice before its next one."""

    people: int
    ahead: int


class OtherRun(BaseModel):
    """A run that our own law was fitted to."""

    width: int
    layers: int
    parameters: int
    characters: int
    seed: int
    loss: float


class Predicted(BaseModel):
    """The loss that our own law expects on the held-out text, and its interval, in nats a character."""

    loss: float
    low: float
    high: float


class TrainingRun(Result):
    """The answer of the view training-run, or as much of it as there is.

    Attributes:
        parameters: N, the embedding among them; compute: 6·N·D operations.
        learning_rate: the highest.
        seen: characters read so far.
        curve: [characters read, mean loss since the point before]; all losses are in nats a character.
        loss: on the held-out text; null until the training is done.
        entropy: the least that is possible on that text; guessing: the loss of one who takes all characters for equally
            likely.
        moments: what the model wrote, from the start on.
        queue: null when the training is done.
        law: the constants of our own law, and what it predicts; null as long as nothing was fitted.
    """

    status: Literal["waiting", "training", "measuring", "done"]
    parameters: int
    compute: int
    learning_rate: float
    steps: int
    step: int
    seen: int
    curve: list[tuple[int, float]]
    loss: float | None
    entropy: float
    guessing: float
    moments: list[Moment]
    queue: Queue | None
    law: Constants | None
    predicted: Predicted | None
    runs: list[OtherRun]


async def training_run_snapshots(params: TrainingRunParams, lab: Lab) -> AsyncGenerator[TrainingRun, None]:
    """Train in slices and yield what there is after each; closing this ends the training.

    Raises:
        BadInput: "too_much_compute".
        NotReady: "busy", too many are at it already.
    """
    assets = lab.settings.assets
    plan = Plan(params.width, params.layers, params.characters, params.seed)
    training = await asyncio.to_thread(_begin, assets, plan)
    _under_way.add(training)
    try:
        yield _shown(training, assets)
        while not training.done:
            # After every slice to the end of the line: that is what makes the turns fair.
            await TURNS.work(lambda: training.work(SLICE))
            if training.done:
                _under_way.discard(training)
            yield _shown(training, assets)
    finally:
        _under_way.discard(training)


async def training_run(params: TrainingRunParams, lab: Lab) -> TrainingRun:
    """Train and answer with all of it. Raises what `training_run_snapshots` raises."""
    return await last_of(training_run_snapshots(params, lab))


def _begin(assets: Path, plan: Plan) -> Training:
    """Get everything ready. Raises BadInput."""
    training = Training(assets, plan)
    if _compute(training) > MOST_COMPUTE:
        most = int(MOST_COMPUTE / (6 * training.shape.parameters)) // 1024 * 1024
        raise BadInput("too_much_compute", "characters", most=f"{most:,}")
    entropy(assets), _law(assets), _runs(assets)  # now, in this thread: the first time they are read and computed
    return training


def _compute(training: Training) -> int:
    """Return 6·N·D."""
    return 6 * training.shape.parameters * training.plan.characters


def _shown(training: Training, assets: Path) -> TrainingRun:
    """Return the answer as far as it goes. Nothing may be at work on the training meanwhile."""
    plan, shape = training.plan, training.shape
    if training.done:
        status: Literal["waiting", "training", "measuring", "done"] = "done"
    elif not training.moments:
        status = "waiting"
    else:
        status = "training" if training.step < plan.steps else "measuring"
    people = len(_under_way)
    law = _law(assets)
    return TrainingRun(
        status=status,
        parameters=shape.parameters,
        compute=_compute(training),
        learning_rate=peak_rate(plan.width),
        steps=plan.steps,
        step=training.step,
        seen=training.seen,
        curve=[(characters, round(loss, 4)) for characters, loss in training.curve],
        loss=None if training.loss is None else round(training.loss, 6),
        entropy=entropy(assets),
        guessing=math.log(shape.vocabulary),
        moments=list(training.moments),
        queue=None if training.done else Queue(people=people, ahead=max(people - TURNS.places, 0)),
        law=None if law is None else law.constants,
        predicted=None if law is None else _predicted(law, shape.parameters, plan.characters),
        runs=list(_runs(assets)),
    )


def _law(assets: Path) -> fitting.Fit | None:
    """Return our own law, fitted to all runs, if it was."""
    return fitting.fits(assets)["none"] if (assets / "scaling" / "fit.json").exists() else None


def _predicted(law: fitting.Fit, parameters: int, characters: int) -> Predicted:
    """Return what our own law says of this training."""
    loss, low, high = fitting.predict(law, parameters, characters)
    return Predicted(loss=loss, low=low, high=high)


@lru_cache(maxsize=1)
def _runs(assets: Path) -> tuple[OtherRun, ...]:
    """Return the runs that our own law was fitted to."""
    if not (assets / "scaling" / "runs.jsonl").exists():
        return ()
    return tuple(OtherRun(**run.model_dump(include=set(OtherRun.model_fields))) for run in fitting.read_runs(assets))


TRAINING_RUN = View(
    name="training-run",
    params=TrainingRunParams,
    compute=training_run,
    stream=training_run_snapshots,
    widget="training-run",
    example={"ja": TrainingRunParams(), "en": TrainingRunParams()},
)
