"""compute-optimal: how large a model to train, and on how much text, if the compute is given."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.topics.scale.iso_flop import bottom, enough, valley_loss
from sandbox.topics.scale.laws import LAWS, Law, LawId, Optimum, compute, optimum
from sandbox.topics.scale.real_models import RealModel, real_models
from sandbox.topics.scale.uncertainty import COVARIANCE, Z, loss_error, optimum_error
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: Valleys are drawn for these factors of the compute, each for 2.5 decades of sizes to both sides of the best.
FACTORS = (0.01, 0.1, 1.0, 10.0, 100.0)
STEPS_A_DECADE = 20
#: The lines of advice go through these amounts of compute, FLOP.
DECADES = tuple(float(10**power) for power in range(12, 31))
#: The bottom itself, reckoned in two ways, comes out this close, in nats a token.
ROUNDING = 1e-12


class ComputeOptimalParams(Params):
    """What is the best use of `compute` floating-point operations?

    `parameters` is another size that uses up the same compute, to be compared with the best; 0 means the law's advice.
    """

    law: LawId = "besiroglu"
    compute: Annotated[float, Field(ge=1e12, le=1e30)] = 5.76e23
    parameters: Annotated[float, Field(ge=0, le=1e18)] = 0


class Place(BaseModel):
    """A size and its loss."""

    parameters: float
    loss: float


class Best(BaseModel):
    """Parameters, tokens, and the loss they reach."""

    parameters: float
    tokens: float
    loss: float


class Valley(BaseModel):
    """The loss of all sizes that use up the same compute; see `iso_flop.py`."""

    compute: float
    points: list[Place]
    bottom: Best


class Intervals(BaseModel):
    """What holds the true value with 95 % confidence; reconstructed, see `uncertainty.py`."""

    parameters: tuple[float, float]
    tokens: tuple[float, float]
    tokens_per_parameter: tuple[float, float]
    loss: tuple[float, float]


class Chosen(BaseModel):
    """One use of the compute, judged by the law.

    Attributes:
        excess: loss above the bottom of the valley.
        enough: the compute that would reach the same loss at its best; `share`: of the given one.
    """

    parameters: float
    tokens: float
    tokens_per_parameter: float
    loss: float
    excess: float
    enough: float
    share: float


class Advice(BaseModel):
    """What one law advises for the compute, and what the chosen law thinks of that size.

    Attributes:
        loss: as the advising law has it; `judged`: as the chosen one has it.
    """

    law: LawId
    parameters: float
    tokens: float
    tokens_per_parameter: float
    loss: float
    judged: Chosen


class AtCompute(BaseModel):
    """A size at some compute; low and high are its 95 % interval where one is known."""

    compute: float
    parameters: float
    low: float | None
    high: float | None


class AdviceLine(BaseModel):
    """What a law advises from 10¹² to 10³⁰ FLOP: a straight line over logarithms."""

    law: LawId
    points: list[AtCompute]


class TrainedModel(RealModel):
    """A model, its compute (6·N·D), and the size that the law would have advised for that."""

    compute: float
    tokens_per_parameter: float
    best: float


class ComputeOptimal(Result):
    """The answer; losses in nats a token.

    Attributes:
        parameters, tokens, tokens_per_parameter, loss: the law's advice.
        compute: what the advice uses, 6·N·D: for Kaplan et al. more than was asked for, see `laws.kaplan_optimum`.
        intervals: null where the law was published without standard errors.
        point: the size one looks at.
        valleys: for a hundredth of the compute to a hundred times as much.
    """

    parameters: float
    tokens: float
    tokens_per_parameter: float
    loss: float
    compute: float
    intervals: Intervals | None
    point: Chosen
    valleys: list[Valley]
    advice: list[Advice]
    lines: list[AdviceLine]
    models: list[TrainedModel]
    laws: list[Law]
    covariance: list[list[float]]


async def compute_optimal(params: ComputeOptimalParams, lab: Lab) -> ComputeOptimal:
    """Ask the law. Raises BadInput: no_token_left, the parameters leave no compute for a single token."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: ComputeOptimalParams, assets: Path) -> ComputeOptimal:
    law, flop = params.law, params.compute
    if params.parameters and not 1 <= params.parameters <= flop / 6:
        raise BadInput("no_token_left", "parameters", most=flop / 6)
    best = optimum(law, flop)
    return ComputeOptimal(
        parameters=best.parameters,
        tokens=best.tokens,
        tokens_per_parameter=best.tokens / best.parameters,
        loss=best.loss,
        compute=compute(best.parameters, best.tokens),
        intervals=_intervals(best, flop) if law == "besiroglu" else None,
        point=_chosen(law, flop, params.parameters or best.parameters),
        valleys=[_valley(law, flop * factor) for factor in FACTORS],
        advice=[_advice(other, law, flop) for other in LAWS],
        lines=[AdviceLine(law=other, points=[_at(other, flop) for flop in DECADES]) for other in LAWS],
        models=[_trained(model, law) for model in real_models(assets)],
        laws=list(LAWS.values()),
        covariance=COVARIANCE.tolist(),
    )


def _chosen(law: LawId, flop: float, parameters: float) -> Chosen:
    tokens = flop / 6 / parameters
    reached, lowest = valley_loss(law, flop, parameters), bottom(law, flop).loss
    if reached - lowest < ROUNDING:
        reached = lowest
    needed = enough(law, flop, reached)
    return Chosen(
        parameters=parameters,
        tokens=tokens,
        tokens_per_parameter=tokens / parameters,
        loss=reached,
        excess=reached - lowest,
        enough=needed,
        share=needed / flop,
    )


def _valley(law: LawId, flop: float) -> Valley:
    lowest = bottom(law, flop)
    steps = range(-50, 51)
    sizes = [lowest.parameters * 10 ** (step / STEPS_A_DECADE) for step in steps]
    return Valley(
        compute=flop,
        points=[Place(parameters=size, loss=valley_loss(law, flop, size)) for size in sizes],
        bottom=_best(lowest),
    )


def _best(found: Optimum) -> Best:
    return Best(parameters=found.parameters, tokens=found.tokens, loss=found.loss)


def _advice(adviser: LawId, law: LawId, flop: float) -> Advice:
    best = optimum(adviser, flop)
    return Advice(
        law=adviser,
        parameters=best.parameters,
        tokens=best.tokens,
        tokens_per_parameter=best.tokens / best.parameters,
        loss=best.loss,
        judged=_chosen(law, flop, best.parameters),
    )


def _at(law: LawId, flop: float) -> AtCompute:
    size = optimum(law, flop).parameters
    factor = math.exp(Z * optimum_error(flop)) if law == "besiroglu" else None
    return AtCompute(
        compute=flop,
        parameters=size,
        low=size / factor if factor else None,
        high=size * factor if factor else None,
    )


def _intervals(best: Optimum, flop: float) -> Intervals:
    # ln N errs by so much, ln D by as much in the other direction, ln D/N by twice that.
    factor = math.exp(Z * optimum_error(flop))
    ratio = best.tokens / best.parameters
    # At the bottom the loss does not change with N: only the errors of the constants count, not that of N.
    error = Z * loss_error(best.parameters, best.tokens)
    return Intervals(
        parameters=(best.parameters / factor, best.parameters * factor),
        tokens=(best.tokens / factor, best.tokens * factor),
        tokens_per_parameter=(ratio / factor**2, ratio * factor**2),
        loss=(best.loss - error, best.loss + error),
    )


def _trained(model: RealModel, law: LawId) -> TrainedModel:
    flop = compute(model.parameters, model.tokens)
    return TrainedModel(
        **model.model_dump(),
        compute=flop,
        tokens_per_parameter=model.tokens / model.parameters,
        best=optimum(law, flop).parameters,
    )


COMPUTE_OPTIMAL = View(
    name="compute-optimal",
    params=ComputeOptimalParams,
    compute=compute_optimal,
    widget="compute-optimal",
    example={"ja": ComputeOptimalParams(), "en": ComputeOptimalParams()},
)
