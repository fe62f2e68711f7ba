"""scaling-fit: the losses of the small models trained here, the law fitted to them, and what it foretells."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.topics.scale.fitting import LEAST, Fit, Without, fits, fitted_to, largest, predict, read_runs
from sandbox.topics.scale.laws import LAWS, Law, parametric_terms
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class ScalingFitParams(Params):
    """What law do the small models follow, and does it foretell the runs that are kept out of the fit?

    `axis` and `subtract` (draw the loss above the true entropy) concern the picture only, as do `parameters` and
    `characters`, the model that one asks the law about. `live_…` is a run of the reader's own; 0: there is none.
    """

    axis: Literal["parameters", "characters", "compute"] = "parameters"
    without: Without = "largest-model"
    subtract: bool = False
    parameters: Annotated[float, Field(ge=1e3, le=1e12)] = 1e7
    characters: Annotated[float, Field(ge=1e4, le=1e13)] = 1e7
    live_parameters: Annotated[int, Field(ge=0, le=10**9)] = 0
    live_characters: Annotated[int, Field(ge=0, le=10**9)] = 0
    live_loss: Annotated[float, Field(ge=0, le=100)] = 0


class Measured(BaseModel):
    """One run: what fitting.Run says of it."""

    width: int
    layers: int
    parameters: int
    characters: int
    seed: int
    loss: float
    loss_ja: float
    loss_en: float
    seconds: float
    curve: tuple[tuple[int, float], ...]


class OfLaw(BaseModel):
    """What the law says of a run.

    Attributes:
        fitted: whether the law was fitted to this run.
        terms: E, A/N^α and B/D^β, nats a character.
        loss: their sum; low and high: where 95 % of such runs would lie.
        error: loss / measured − 1; None where nothing was measured.
    """

    fitted: bool
    terms: tuple[float, float, float]
    loss: float
    low: float
    high: float
    error: float | None


class ScalingFit(Result):
    """The answer.

    Attributes:
        runs: from little compute to much.
        entropy: the true entropy of the held-out text, nats a character: what E should be.
        fits: the law for each choice of what is kept out, and `least`: runs on fewer characters are never fitted to.
        said: what the chosen law says of each of the runs.
        largest: the place of the largest run, which is what the law has to foretell.
        asked: what the law says of the model one asks about.
        live: what it says of the reader's own run, where there is one.
        papers: published laws, for comparison.
    """

    runs: list[Measured]
    entropy: float
    fits: dict[Without, Fit]
    least: int
    said: list[OfLaw]
    largest: int
    asked: OfLaw
    live: OfLaw | None
    papers: list[Law]


async def scaling_fit(params: ScalingFitParams, lab: Lab) -> ScalingFit:
    """Read the runs and the law fitted to them."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: ScalingFitParams, assets: Path) -> ScalingFit:
    runs = read_runs(assets)
    fit = fits(assets)[params.without]
    fitted = {id(run) for run in fitted_to(runs, params.without)}
    live = (params.live_parameters, params.live_characters, params.live_loss)
    return ScalingFit(
        runs=[Measured(**run.model_dump(include=set(Measured.model_fields))) for run in runs],
        entropy=runs[0].entropy,
        fits=fits(assets),
        least=LEAST,
        said=[_of_law(fit, run.parameters, run.characters, run.loss, id(run) in fitted) for run in runs],
        largest=runs.index(largest(runs)),
        asked=_of_law(fit, params.parameters, params.characters),
        live=_of_law(fit, *live) if all(live) else None,
        papers=list(LAWS.values()),
    )


def _of_law(fit: Fit, parameters: float, characters: float, measured: float = 0, fitted: bool = False) -> OfLaw:
    said = predict(fit, parameters, characters)
    return OfLaw(
        fitted=fitted,
        terms=parametric_terms(fit.constants, parameters, characters),
        loss=said.loss,
        low=said.low,
        high=said.high,
        error=said.loss / measured - 1 if measured else None,
    )


SCALING_FIT = View(
    name="scaling-fit",
    params=ScalingFitParams,
    compute=scaling_fit,
    widget="scaling-fit",
    example={"ja": ScalingFitParams(), "en": ScalingFitParams()},
)
