"""emergence: single tokens grow better smoothly, whole answers seem to jump; in a formula and in measured models."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.language import Lang
from sandbox.topics.prompting.accuracy import wilson
from sandbox.topics.scale.emergence import (
    Counts,
    Law,
    Measurements,
    exact,
    fitted,
    measurements,
    noticeable,
    per_token,
    size_for,
    steepness,
)
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: The curve goes from 10⁴ to 10¹³ parameters, from our smallest model to beyond the largest, in 20 points a decade.
SIZES = tuple(float(10 ** (4 + step / 20)) for step in range(9 * 20 + 1))


class EmergenceParams(Params):
    """How do single tokens and whole answers of `length` tokens improve with size?

    `scale` and `exponent` are c and α of p(N) = exp(−(c/N)^α); `parameters` is the size one looks at; `problems` is how
    many a test has. `language` and `split` are of the measured problems. `metric`, `y` (the scale of the vertical axis)
    and `zoom` (to the sizes that were measured) concern the picture only.
    """

    length: Annotated[int, Field(ge=1, le=100)] = 10
    scale: Annotated[float, Field(ge=1e-3, le=1e15)] = 5e7
    exponent: Annotated[float, Field(ge=0.05, le=3)] = 0.5
    parameters: Annotated[float, Field(ge=1e4, le=1e13)] = 2e9
    problems: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    metric: Literal["both", "token", "exact"] = "both"
    y: Literal["linear", "log"] = "linear"
    zoom: bool = False
    language: Lang = "ja"
    split: Literal["numbers", "patterns"] = "numbers"


class Point(BaseModel):
    """Probabilities at one size: that a token is right, that a whole answer is."""

    parameters: float
    per_token: float
    exact: float


class Rise(BaseModel):
    """From where 10 % of the answers are right to where 90 % are, and what single tokens do meanwhile.

    Attributes:
        low, high: parameters; factor: high / low.
        token_low, token_high: probability that a token is right at both ends.
    """

    low: float
    high: float
    factor: float
    token_low: float
    token_high: float


class MeasuredModel(BaseModel):
    """One of our models with the first L characters of the solutions.

    Attributes:
        problems: solutions as long as that; `solved`: those with all L right; `characters`, `right`: of all of them.
        per_token, exact: the shares; low and high bound the latter with 95 % confidence (Wilson 1927).
        predicted: per_token^L, what exact would be if slips did not depend on each other.
        loss: nats a character.
    """

    model: str
    name: str
    parameters: int
    problems: int
    solved: int
    characters: int
    right: int
    per_token: float
    exact: float
    low: float
    high: float
    predicted: float
    loss: float


class Fit(BaseModel):
    """The law that comes nearest to the measured models at this length."""

    scale: float
    exponent: float


class Emergence(Result):
    """The answer.

    Attributes:
        threshold: parameters at which half of the answers are right.
        steepness: slope of exact match there, over log₁₀ parameters.
        noticeable: the share of right answers from which a test more likely shows one than none; `noticed`: the
            parameters that takes.
        measured: empty where so long solutions were not measured; `longest`: the longest that were.
        fit: None where no law can be laid through them.
        measurements: everything that was measured, so that the picture can answer by itself.
    """

    curve: list[Point]
    point: Point
    threshold: float
    steepness: float
    rise: Rise
    noticeable: float
    noticed: float
    measured: list[MeasuredModel]
    longest: int
    fit: Fit | None
    measurements: Measurements


async def emergence(params: EmergenceParams, lab: Lab) -> Emergence:
    """Follow the formula, and look up what was measured at the same length."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: EmergenceParams, assets: Path) -> Emergence:
    law, length = Law(params.scale, params.exponent), params.length
    low, high = size_for(law, length, 0.1), size_for(law, length, 0.9)
    found = measurements(assets)
    some = [one for one in found.entries if (one.language, one.split) == (params.language, params.split)]
    measured = [_measured(one, length) for one in some if length <= len(one.problems)]
    fit = fitted([(one.parameters, one.right, one.characters) for one in measured])
    return Emergence(
        curve=[_point(law, size, length) for size in SIZES],
        point=_point(law, params.parameters, length),
        threshold=size_for(law, length, 0.5),
        steepness=steepness(law),
        rise=Rise(
            low=low,
            high=high,
            factor=high / low,
            token_low=0.1 ** (1 / length),
            token_high=0.9 ** (1 / length),
        ),
        noticeable=noticeable(params.problems),
        noticed=size_for(law, length, noticeable(params.problems)),
        measured=measured,
        longest=max((len(one.problems) for one in some), default=0),
        fit=fit and Fit(scale=fit.scale, exponent=fit.exponent),
        measurements=found,
    )


def _point(law: Law, parameters: float, length: int) -> Point:
    return Point(parameters=parameters, per_token=per_token(law, parameters), exact=exact(law, parameters, length))


def _measured(counts: Counts, length: int) -> MeasuredModel:
    problems, right, solved = (values[length - 1] for values in (counts.problems, counts.right, counts.exact))
    characters = problems * length
    low, high = wilson(solved, problems)
    return MeasuredModel(
        model=counts.model,
        name=counts.name,
        parameters=counts.parameters,
        problems=problems,
        solved=solved,
        characters=characters,
        right=right,
        per_token=right / characters,
        exact=solved / problems,
        low=low,
        high=high,
        predicted=float((right / characters) ** length),
        loss=counts.nats[length - 1] / characters,
    )


EMERGENCE = View(
    name="emergence",
    params=EmergenceParams,
    compute=emergence,
    widget="emergence-curve",
    example={"ja": EmergenceParams(), "en": EmergenceParams(language="en")},
)
