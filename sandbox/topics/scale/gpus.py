"""What GPUs can do, hold, draw and cost: the table assets/scaling/gpus.toml.

A peak is what a chip would reach if every multiplier worked in every tick of its clock. Nothing trained reaches it; the
share that is reached is called utilization (model FLOPs utilization, MFU; Chowdhery et al. 2022, arXiv 2204.02311,
appendix B).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sandbox.errors import BadInput

Precision = Literal["fp32", "tf32", "fp16", "bf16", "fp8"]


class Price(BaseModel):
    """What one card cost in Japan.

    Attributes:
        yen: with tax.
        kind: "about" that much, or "from" that much upwards.
        date: year and month it was seen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    yen: Annotated[int, Field(gt=0)]
    kind: Literal["about", "from"]
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]


class Gpu(BaseModel):
    """One GPU.

    Attributes:
        memory: bytes as the maker prints them, 1 GB = 10⁹. A little of it is always taken by the driver.
        bandwidth: of the memory, bytes a second.
        watts: the most it may draw.
        tensor_cores, fma, clock: its units for matrices, the multiply-adds each does in one tick with 16-bit numbers,
            and the ticks a second.
        peaks: dense FLOP/s by precision, with sums kept in 32 bits. A V100 and a T4 have no bf16.
        source: where the maker says so.
        price: None where we have none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    year: int
    memory: Annotated[float, Field(gt=0)]
    bandwidth: Annotated[float, Field(gt=0)]
    watts: Annotated[float, Field(gt=0)]
    tensor_cores: int
    fma: int
    clock: float
    peaks: dict[Precision, float]
    source: Annotated[str, Field(min_length=1)]
    price: Price | None = None

    @property
    def training_precision(self) -> Precision:
        """What models are trained in on it: bf16 where it has that, else fp16."""
        return "bf16" if "bf16" in self.peaks else "fp16"

    @property
    def peak(self) -> float:
        """FLOP/s in the precision of training."""
        return self.peaks[self.training_precision]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    gpus: tuple[Gpu, ...]


@cache
def gpus(assets: Path) -> tuple[Gpu, ...]:
    """Return all GPUs, in the order of the table, read once."""
    return _Table.model_validate(tomllib.loads((assets / "scaling/gpus.toml").read_text("utf-8"))).gpus


def gpu(assets: Path, id: str, field: str = "gpu") -> Gpu:
    """Return the GPU of that id. Raises BadInput("unknown_gpu") at the field, with the ids there are."""
    for one in gpus(assets):
        if one.id == id:
            return one
    raise BadInput("unknown_gpu", field, known=", ".join(one.id for one in gpus(assets)))
