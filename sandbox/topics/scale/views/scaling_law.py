"""scaling-law: the loss that a law predicts for a model of some parameters, trained on some tokens."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.topics.scale.laws import (
    LAWS,
    PF_DAY,
    Law,
    LawId,
    compute,
    kaplan_bracket,
    kaplan_compute,
    kaplan_data,
    kaplan_parameters,
    loss,
    optimum,
    parametric_terms,
)
from sandbox.topics.scale.real_models import RealModel, real_models
from sandbox.topics.scale.uncertainty import COVARIANCE, Z, loss_error
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: How `models` names all of them, and none.
ALL, NONE = ("all",), ("none",)


class ScalingLawParams(Params):
    """Which loss does a law predict? `axis`, `picture` and `models` (ids, or "all", or "none") concern the picture."""

    law: LawId = "besiroglu"
    parameters: Annotated[float, Field(ge=1e3, le=1e15)] = 174.6e9
    tokens: Annotated[float, Field(ge=1e3, le=1e17)] = 300e9
    axis: Literal["parameters", "tokens", "compute"] = "parameters"
    picture: Literal["curve", "iso-loss"] = "curve"
    models: Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(min_length=1, max_length=60)] = ALL


class Named(BaseModel):
    """A number with a name."""

    name: str
    value: float


class Best(BaseModel):
    """What the law advises for the same compute; see `laws.Optimum`."""

    parameters: float
    tokens: float
    loss: float


class PlacedModel(RealModel):
    """A model, the loss that the law predicts for it, and whether it is to be seen."""

    predicted: float
    shown: bool


class ScalingLaw(Result):
    """The answer; losses in nats a token.

    Attributes:
        standard_error: of the loss, with `interval`, which holds the true one with 95 % confidence; null where the law
            was published without standard errors.
        terms: "irreducible" E, "parameters" A/N^α and "tokens" B/D^β, which add up to the loss. For Kaplan's law the
            two terms in the bracket, whose sum to the power of 0.103 is the loss.
        alone: for Kaplan's law what each of "parameters", "tokens" and "compute" would allow if it were the only limit.
        endless_tokens, endless_parameters: the loss if the other one were without limit.
        compute: FLOP, 6·N·D; pf_days: the same in petaflop/s-days.
        best: the best use of the same compute.
        compared: the loss by each law.
        covariance: of ln E, ln A, ln B, α, β of Besiroglu's law; see uncertainty.py.
    """

    loss: float
    standard_error: float | None
    interval: tuple[float, float] | None
    perplexity: float
    terms: list[Named]
    alone: list[Named]
    endless_tokens: float
    endless_parameters: float
    compute: float
    pf_days: float
    tokens_per_parameter: float
    best: Best
    compared: list[Named]
    laws: list[Law]
    covariance: list[list[float]]
    models: list[PlacedModel]


async def scaling_law(params: ScalingLawParams, lab: Lab) -> ScalingLaw:
    """Compute what the law predicts. Raises BadInput: unknown_model."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: ScalingLawParams, assets: Path) -> ScalingLaw:
    law, parameters, tokens = params.law, params.parameters, params.tokens
    known = real_models(assets)
    ids = [model.id for model in known]
    if params.models not in (ALL, NONE) and not set(params.models) <= set(ids):
        raise BadInput("unknown_model", "models", known=", ".join(["all", "none", *ids]))

    predicted = loss(law, parameters, tokens)
    # Standard errors are known of one law only.
    error = loss_error(parameters, tokens) if law == "besiroglu" else None
    flop = compute(parameters, tokens)
    best = optimum(law, flop)
    return ScalingLaw(
        loss=predicted,
        standard_error=error,
        interval=None if error is None else (predicted - Z * error, predicted + Z * error),
        perplexity=math.exp(predicted),
        terms=_terms(law, parameters, tokens),
        alone=_alone(parameters, tokens) if law == "kaplan" else [],
        endless_tokens=loss(law, parameters, math.inf),
        endless_parameters=loss(law, math.inf, tokens),
        compute=flop,
        pf_days=flop / PF_DAY,
        tokens_per_parameter=tokens / parameters,
        best=Best(parameters=best.parameters, tokens=best.tokens, loss=best.loss),
        compared=[Named(name=other, value=loss(other, parameters, tokens)) for other in LAWS],
        laws=list(LAWS.values()),
        covariance=COVARIANCE.tolist(),
        models=[
            PlacedModel(
                **model.model_dump(),
                predicted=loss(law, model.parameters, model.tokens),
                shown=params.models == ALL or model.id in params.models,
            )
            for model in known
        ],
    )


def _terms(law: LawId, parameters: float, tokens: float) -> list[Named]:
    constants = LAWS[law].constants
    values: tuple[float, ...] = (
        kaplan_bracket(parameters, tokens) if constants is None else parametric_terms(constants, parameters, tokens)
    )
    names = ("irreducible", "parameters", "tokens")[-len(values) :]
    return [Named(name=name, value=value) for name, value in zip(names, values, strict=True)]


def _alone(parameters: float, tokens: float) -> list[Named]:
    return [
        Named(name="parameters", value=kaplan_parameters(parameters)),
        Named(name="tokens", value=kaplan_data(tokens)),
        Named(name="compute", value=kaplan_compute(compute(parameters, tokens) / PF_DAY)),
    ]


SCALING_LAW = View(
    name="scaling-law",
    params=ScalingLawParams,
    compute=scaling_law,
    widget="scaling-law",
    example={"ja": ScalingLawParams(), "en": ScalingLawParams()},
)
