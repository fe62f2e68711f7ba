"""Language models whose parameters and training tokens were published: assets/scaling/models.toml."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class RealModel(BaseModel):
    """One model.

    Attributes:
        parameters: all of them, embeddings too; `tokens` were seen in pre-training.
        loss: held-out, in nats a token, where the source prints it, on the `text` named. Texts and tokenizers differ,
            so losses of different sources cannot be compared.
        rumour: the figures were never confirmed.
        source: where they were published.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    organisation: str
    year: int
    parameters: float = Field(gt=0)
    tokens: float = Field(gt=0)
    loss: float | None = None
    text: str | None = None
    rumour: bool = False
    source: str


@functools.cache
def real_models(assets: Path) -> tuple[RealModel, ...]:
    """Read the models in the order of their years."""
    table = tomllib.loads((assets / "scaling" / "models.toml").read_text("utf-8"))
    return tuple(RealModel(**model) for model in table["model"])
