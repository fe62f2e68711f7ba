"""What it takes to train a model: operations, then days, then energy and money.

For one token, every weight of a matrix is used three times, each time in one multiplication and one addition:

    forward     y  += w·x       its contribution to the output                      2 operations
    backward    gx += w·gy      what the layer before must know of the error        2
                gw += x·gy      how the weight itself must change                   2

So N parameters and D tokens cost C = 6·N·D floating-point operations (FLOP). What attention computes between tokens has
no weights and comes on top: 12·L·H·Q·T for each token, with L layers, H heads of Q numbers and T tokens of context.

G GPUs with a peak of P FLOP/s, of which the share u is reached (utilization), take C / (G·P·u) seconds.

Kaplan et al. 2020 (arXiv 2001.08361), section 2.1, for 6·N·D; Chowdhery et al. 2022 (arXiv 2204.02311), appendix B, for
attention and utilization; Patterson et al. 2021 (arXiv 2104.10350) for energy and emissions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: Operations a weight costs for each token.
FORWARD, BACKWARD = 2, 4
SECONDS_A_DAY = 86_400
HOURS_A_DAY = 24


class Factor(BaseModel):
    """A number that is true at a date only, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Annotated[float, Field(gt=0)]
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    source: Annotated[str, Field(min_length=1)]


FactorName = Literal["price_gpu_hour", "pue", "price_kwh", "grid", "yen_per_dollar", "household_kwh"]


class Seen(BaseModel):
    """The utilization a training run reached."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    year: int
    utilization: Annotated[float, Field(gt=0, lt=1)]
    hardware: str
    source: str


class Assumptions(BaseModel):
    """The table assets/scaling/factors.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    factors: dict[FactorName, Factor]
    seen: tuple[Seen, ...]


@cache
def assumptions(assets: Path) -> Assumptions:
    """Return what is assumed of prices, electricity and utilization, read once."""
    return Assumptions.model_validate(tomllib.loads((assets / "scaling/factors.toml").read_text("utf-8")))


@dataclass(frozen=True)
class Attention:
    """What decides the operations between tokens.

    Attributes:
        layers: L.
        width: H·Q, the numbers of all heads together; in most models d_model.
        context: T, tokens.
    """

    layers: int
    width: int
    context: int


def operations_per_token(parameters: float, attention: Attention | None = None) -> dict[str, float]:
    """Return the FLOP of training for one token, by what they are for."""
    parts = {"forward": FORWARD * parameters, "backward": BACKWARD * parameters}
    if attention is not None:
        # 2·T·H·Q for the scores and as many for the weighted sum, forward; twice that backward: 3 × 4. Positions that a
        # decoder masks are counted, too, as in the paper.
        parts["attention"] = 12.0 * attention.layers * attention.width * attention.context
    return parts


def days_needed(flops: float, gpus: int, peak: float, utilization: float) -> float:
    """Return how many days GPUs of that peak (FLOP/s) take for so many operations."""
    return flops / (gpus * peak * utilization) / SECONDS_A_DAY


def utilization_needed(flops: float, gpus: int, peak: float, days: float) -> float:
    """Return the share of their peak that the GPUs must reach to be done in so many days; above 1: they cannot be."""
    return flops / (gpus * peak) / (days * SECONDS_A_DAY)


def energy(gpus: int, watts: float, pue: float, days: float) -> float:
    """Return the kWh of GPUs that draw so many watts each, in a data centre that needs `pue` times that."""
    return gpus * watts * pue * days * HOURS_A_DAY / 1000
