"""training-cost: how many operations a training run takes, and what that means in days, energy and money."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.topics.scale.gpus import Gpu, Precision, Price, gpu, gpus
from sandbox.topics.scale.training_cost import (
    HOURS_A_DAY,
    Assumptions,
    Attention,
    Factor,
    FactorName,
    Seen,
    assumptions,
    days_needed,
    energy,
    operations_per_token,
    utilization_needed,
)
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class TrainingCostParams(Params):
    """What does it take to train N parameters on D tokens?

    Either the utilization is given and the days are found, or the other way round: `solve` says what is found. The
    shape (layers, d_model, context) counts only where `attention` is on. `watts` of 0 are those of the GPU.
    """

    parameters: Annotated[float, Field(ge=1e3, le=1e15)] = 175e9
    tokens: Annotated[float, Field(ge=1e3, le=1e17)] = 300e9
    attention: bool = False
    layers: Annotated[int, Field(ge=1, le=1000)] = 96
    d_model: Annotated[int, Field(ge=1, le=1_000_000)] = 12_288
    context: Annotated[int, Field(ge=1, le=10_000_000)] = 2048
    gpu: Annotated[str, Field(max_length=60)] = "a100"
    gpus: Annotated[int, Field(ge=1, le=1_000_000)] = 1200
    solve: Literal["days", "utilization"] = "days"
    utilization: Annotated[float, Field(ge=0.001, le=1)] = 0.32
    days: Annotated[float, Field(ge=0.001, le=1e6)] = 30
    price_gpu_hour: Annotated[float, Field(ge=0, le=1000)] = 2
    watts: Annotated[float, Field(ge=0, le=10_000)] = 0
    pue: Annotated[float, Field(ge=1, le=5)] = 1.1
    price_kwh: Annotated[float, Field(ge=0, le=1000)] = 31
    grid: Annotated[float, Field(ge=0, le=5)] = 0.438
    yen_per_dollar: Annotated[float, Field(ge=1, le=1000)] = 140.5


class Part(BaseModel):
    """A part of the operations: forward, backward or attention; for one token and for all."""

    name: str
    per_token: float
    flops: float
    share: float


class Cost(BaseModel):
    """What the run costs.

    Attributes:
        rent_dollar, rent_yen: of the GPUs, by the hour.
        electricity_yen: of the data centre; whoever rents GPUs has paid it with the rent.
        purchase_yen: of as many GPUs in Japan at the date of their price; None where there is no price.
    """

    rent_dollar: float
    rent_yen: float
    electricity_yen: float
    purchase_yen: float | None


class GpuRow(BaseModel):
    """A GPU, and how many days as many of it would take at the same utilization."""

    id: str
    name: str
    year: int
    memory: float
    bandwidth: float
    watts: float
    precision: Precision
    peak: float
    peaks: dict[Precision, float]
    price: Price | None
    source: str
    days: float


class TrainingCost(Result):
    """The answer.

    Attributes:
        flops: of the whole run; `flops_per_token` of one token; `parts` what they are for.
        peak: FLOP/s of one GPU in the precision of training; `watts` what one draws.
        days, utilization: one was asked, the other found.
        possible: whether the utilization is at most 1.
        flops_per_second: of all GPUs together.
        gpu_hours: hours × GPUs; `alone_days` the days a single GPU would take.
        power_kw, energy_kwh: of the data centre; `households` that use as much in a year.
        co2_kg: emitted for it.
        gpus: all GPUs of the table; `factors` what is assumed at first; `seen` utilizations that were reached.
    """

    flops: float
    flops_per_token: float
    parts: list[Part]
    peak: float
    watts: float
    days: float
    utilization: float
    possible: bool
    flops_per_second: float
    gpu_hours: float
    alone_days: float
    power_kw: float
    energy_kwh: float
    households: float
    co2_kg: float
    cost: Cost
    gpus: list[GpuRow]
    factors: dict[FactorName, Factor]
    seen: list[Seen]


async def training_cost(params: TrainingCostParams, lab: Lab) -> TrainingCost:
    """Work out a training run. Raises BadInput("unknown_gpu")."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: TrainingCostParams, assets: Path) -> TrainingCost:
    return _worked_out(params, gpu(assets, params.gpu), gpus(assets), assumptions(assets))


def _worked_out(params: TrainingCostParams, one: Gpu, every: tuple[Gpu, ...], assumed: Assumptions) -> TrainingCost:
    shape = Attention(params.layers, params.d_model, params.context) if params.attention else None
    per_token = operations_per_token(params.parameters, shape)
    flops_per_token = sum(per_token.values())
    flops = flops_per_token * params.tokens

    if params.solve == "days":
        utilization = params.utilization
        days = days_needed(flops, params.gpus, one.peak, utilization)
    else:
        days = params.days
        utilization = utilization_needed(flops, params.gpus, one.peak, days)

    gpu_hours = params.gpus * days * HOURS_A_DAY
    watts = params.watts or one.watts
    energy_kwh = energy(params.gpus, watts, params.pue, days)
    rent = gpu_hours * params.price_gpu_hour
    return TrainingCost(
        flops=flops,
        flops_per_token=flops_per_token,
        parts=[
            Part(name=name, per_token=count, flops=count * params.tokens, share=count / flops_per_token)
            for name, count in per_token.items()
        ],
        peak=one.peak,
        watts=watts,
        days=days,
        utilization=utilization,
        possible=utilization <= 1,
        flops_per_second=params.gpus * one.peak * utilization,
        gpu_hours=gpu_hours,
        alone_days=gpu_hours / HOURS_A_DAY,
        power_kw=params.gpus * watts * params.pue / 1000,
        energy_kwh=energy_kwh,
        households=energy_kwh / assumed.factors["household_kwh"].value,
        co2_kg=energy_kwh * params.grid,
        cost=Cost(
            rent_dollar=rent,
            rent_yen=rent * params.yen_per_dollar,
            electricity_yen=energy_kwh * params.price_kwh,
            purchase_yen=params.gpus * one.price.yen if one.price else None,
        ),
        gpus=[
            GpuRow(
                **other.model_dump(exclude={"tensor_cores", "fma", "clock"}),
                precision=other.training_precision,
                peak=other.peak,
                days=days_needed(flops, params.gpus, other.peak, utilization),
            )
            for other in every
        ],
        factors=assumed.factors,
        seen=list(assumed.seen),
    )


TRAINING_COST = View(
    name="training-cost",
    params=TrainingCostParams,
    compute=training_cost,
    widget="training-cost",
    example={"ja": TrainingCostParams(), "en": TrainingCostParams()},
)
