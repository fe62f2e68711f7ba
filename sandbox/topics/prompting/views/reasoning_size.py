"""reasoning-size: how many problems models of several sizes solve, with a calculation before the answer and without."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.language import Lang
from sandbox.topics.prompting.measured import Effort, Tally, measured, tallies
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab


class ReasoningSizeParams(Params):
    """How does the accuracy on the generator's problems depend on a model's size? `steps` of 0 means all problems.

    Which model is looked at concerns the picture only; one that was not measured means our own largest.
    """

    language: Lang = "ja"
    split: Literal["numbers", "patterns"] = "numbers"
    steps: Annotated[int, Field(ge=0, le=3)] = 0
    model: Annotated[str, Field(max_length=60)] = ""


class MeasuredSize(BaseModel):
    """One model.

    Attributes:
        family: "soroban": our own, trained in the same way at each size; "other": a model of the catalogue.
        accuracy: by style of the prompt.
        training: None for models that were not trained here.
    """

    model: str
    name: str
    family: Literal["soroban", "other"]
    parameters: int
    accuracy: dict[str, Tally]
    training: Effort | None


class ReasoningSize(Result):
    """The answer: the models from small to large; `made` is the day of the measurement, `rule` what finds an answer."""

    made: str
    rule: str
    sizes: list[MeasuredSize]


async def reasoning_size(params: ReasoningSizeParams, lab: Lab) -> ReasoningSize:
    """Add up what was measured for these problems."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: ReasoningSizeParams, assets: Path) -> ReasoningSize:
    found = measured(assets)
    entries = [
        entry
        for entry in found.entries
        if (entry.language, entry.split) == (params.language, params.split) and params.steps in (0, entry.steps)
    ]
    models = {entry.model: entry for entry in entries}
    return ReasoningSize(
        made=found.made,
        rule=found.rule,
        sizes=[
            MeasuredSize(
                model=model,
                name=one.name,
                family=one.family,
                parameters=one.parameters,
                accuracy=tallies(entry for entry in entries if entry.model == model),
                training=found.training.get(model),
            )
            for model, one in sorted(models.items(), key=lambda item: item[1].parameters)
        ],
    )


REASONING_SIZE = View(
    name="reasoning-size",
    params=ReasoningSizeParams,
    compute=reasoning_size,
    widget="reasoning-size",
    example={"ja": ReasoningSizeParams(), "en": ReasoningSizeParams(language="en")},
)
