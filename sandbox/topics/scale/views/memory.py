"""memory: what a model takes on a GPU, and which GPUs it fits on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput
from sandbox.topics.scale import memory as sums
from sandbox.topics.scale.gpus import Gpu, Price, gpu, gpus
from sandbox.topics.scale.memory import Job, Method, Model, Sharding, Target
from sandbox.topics.scale.shape import KnownShape, Shape, known_shapes
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

Note = Literal["no_shape", "beyond_trained", "idle_heads", "idle_layers", "idle_sequences", "no_gate", "experts"]


class MemoryParams(Params):
    """What memory does this take, and where does it fit?

    From `parameters` to `gated` the fields say what "own" is; a known shape leaves them aside. The numbers of the shape
    have the limits of `Shape`.

    Attributes:
        shape: the id of a known shape, or "own".
        layers: 0: the shape is not known, only the number of parameters.
        kv_heads: 0: as many as heads; d_head: 0: d_model / heads; d_ff: 0: 4 · d_model.
        bits: of a weight, for inference; training computes in 16 bits.
        adam: bytes a trained parameter.
        gpu: the one that is drawn; all are compared.
    """

    shape: Annotated[str, Field(max_length=40)] = "gpt3-175b"
    parameters: Annotated[float, Field(ge=1, le=1e15)] = 175e9
    layers: Annotated[int, Field(ge=0, le=512)] = 96
    d_model: Annotated[int, Field(ge=1, le=65_536)] = 12_288
    heads: Annotated[int, Field(ge=1, le=512)] = 96
    kv_heads: Annotated[int, Field(ge=0, le=512)] = 0
    d_head: Annotated[int, Field(ge=0, le=1024)] = 0
    d_ff: Annotated[int, Field(ge=0, le=262_144)] = 0
    vocabulary: Annotated[int, Field(ge=1, le=10_000_000)] = 50_257
    gated: bool = False
    method: Method = "inference"
    bits: Literal[32, 16, 8, 4] = 16
    adam: Literal[16, 18] = 16
    context: Annotated[int, Field(ge=1, le=sums.MOST_CONTEXT)] = 2048
    batch: Annotated[int, Field(ge=1, le=100_000)] = 1
    checkpointing: bool = False
    flash: bool = True
    rank: Annotated[int, Field(ge=1, le=4096)] = 8
    targets: Annotated[tuple[Target, ...], Field(min_length=1, max_length=7)] = ("q", "v")
    sharding: Sharding = "tensor"
    gpus: Annotated[int, Field(ge=1, le=sums.MOST_GPUS)] = 8
    gpu: Annotated[str, Field(max_length=40)] = "a100"


class MemoryModel(BaseModel):
    """A model one can choose, or one's own (id "own"), as memory depends on it.

    Attributes:
        in_layers: parameters in layers; at_the_end: of the others, those on the first GPU of a pipeline.
        layers: 0: not known, and nothing after it means anything.
        kv_heads, d_head: as they are used, never 0.
        trained_context: the longest context it was made for; 0: not known.
    """

    id: str
    name: str
    organisation: str
    year: int
    parameters: float
    in_layers: float
    at_the_end: float
    decoder: bool
    layers: int
    d_model: int
    heads: int
    kv_heads: int
    d_head: int
    d_ff: int
    gated: bool
    experts: int
    vocabulary: int
    trained_context: int


class MemoryPart(BaseModel):
    """What one kind of content takes on the fullest GPU: count × each × share = bytes. As in memory.Part."""

    name: str
    count: float
    each: float
    share: float
    bytes: float
    formula: str


class Fit(BaseModel):
    """One kind of GPU.

    Attributes:
        memory: bytes of one.
        share: of it that is needed on the fullest; above 1 it does not fit.
        most_context: the longest context that fits with all else as it is; None: not even one token.
        least: the smallest number of them that it fits on, shared in the same way; None: none up to 4,096.
        price: of one, where it is known; least_yen: of that number.
    """

    gpu: str
    name: str
    memory: float
    ok: bool
    share: float
    most_context: int | None
    least: int | None
    price: Price | None
    least_yen: int | None


class Memory(Result):
    """The answer.

    Attributes:
        model: the one that was computed; models: those one can choose.
        parts, total_bytes: on the fullest GPU.
        whole_bytes: on a single GPU that would do all of it; fleet_bytes: on all GPUs, each as full as the fullest.
        used: GPUs that hold something.
        trained: parameters.
        kv_bytes_per_token: of keys and values on all GPUs.
    """

    model: MemoryModel
    models: list[MemoryModel]
    parts: list[MemoryPart]
    total_bytes: float
    whole_bytes: float
    fleet_bytes: float
    used: int
    trained: float
    kv_bytes_per_token: float
    fits: list[Fit]
    notes: list[Note]


async def memory(params: MemoryParams, lab: Lab) -> Memory:
    """Add up the memory."""
    return await asyncio.to_thread(_answer, params, lab.settings.assets)


def _answer(params: MemoryParams, assets: Path) -> Memory:
    known = known_shapes(assets)
    if params.shape != "own" and params.shape not in known:
        raise BadInput("unknown_shape", "shape", known=", ".join([*known, "own"]))
    gpu(assets, params.gpu)
    models = {id: _row(Model.of(_shape(one)), one) for id, one in known.items()}
    model = _own(params) if params.shape == "own" else Model.of(_shape(known[params.shape]))
    row = _row(model, None) if params.shape == "own" else models[params.shape]
    job = Job(**{name: getattr(params, name) for name in Job.__dataclass_fields__})
    found = sums.parts(model, job)
    total = sums.total_bytes(model, job)
    used = sums.gpus_used(model, job)
    return Memory(
        model=row,
        models=list(models.values()),
        parts=[
            MemoryPart(
                name=part.name,
                count=part.count,
                each=part.each,
                share=part.share,
                bytes=part.bytes,
                formula=part.formula,
            )
            for part in found
        ],
        total_bytes=total,
        whole_bytes=sums.total_bytes(model, Job(**{**vars(job), "sharding": "none"})),
        fleet_bytes=total * used,
        used=used,
        trained=sums.trained_parameters(model, job),
        kv_bytes_per_token=sums.kv_bytes(model, job),
        fits=[_fit(one, model, job, total) for one in sorted(gpus(assets), key=lambda one: one.memory)],
        notes=_notes(row, job),
    )


def _shape(known: KnownShape) -> Shape:
    """Return a known shape; where printed figures contradict each other, with figures that agree."""
    return known.mended_shape or known.shape


def _own(params: MemoryParams) -> Model:
    """Return the reader's own model."""
    if not params.layers:
        return Model.sized(params.parameters, None)
    shape = Shape(
        layers=params.layers,
        d_model=params.d_model,
        heads=params.heads,
        kv_heads=params.kv_heads,
        d_head=params.d_head,
        d_ff=params.d_ff or 4 * params.d_model,
        vocabulary=params.vocabulary,
        mlp="gated" if params.gated else "plain",
    )
    return Model.sized(params.parameters, shape)


def _row(model: Model, known: KnownShape | None) -> MemoryModel:
    shape = model.shape
    return MemoryModel(
        id=known.id if known else "own",
        name=known.name if known else "",
        organisation=known.organisation if known else "",
        year=known.year if known else 0,
        parameters=model.parameters,
        in_layers=model.in_layers,
        at_the_end=model.at_the_end,
        decoder=not shape or shape.kind == "decoder",
        layers=shape.layers if shape else 0,
        d_model=shape.d_model if shape else 0,
        heads=shape.heads if shape else 0,
        kv_heads=shape.kv_heads_used if shape else 0,
        d_head=shape.d_head_used if shape else 0,
        d_ff=shape.d_ff if shape else 0,
        gated=shape is not None and shape.mlp == "gated",
        experts=shape.experts if shape else 1,
        vocabulary=shape.vocabulary if shape else 0,
        trained_context=known.trained_context if known else 0,
    )


def _fit(one: Gpu, model: Model, job: Job, total: float) -> Fit:
    least = sums.least_gpus(model, job, one.memory)
    return Fit(
        gpu=one.id,
        name=one.name,
        memory=one.memory,
        ok=total <= one.memory,
        share=total / one.memory,
        most_context=sums.most_context(model, job, one.memory),
        least=least,
        price=one.price,
        least_yen=least * one.price.yen if least and one.price else None,
    )


def _notes(row: MemoryModel, job: Job) -> list[Note]:
    """Return what must be said beside the figures."""
    adapts = job.method in ("lora", "qlora")
    idle = job.sharding in sums.BY_SEQUENCES and job.gpus > job.batch
    said: list[tuple[Note, bool]] = [
        ("no_shape", not row.layers),
        ("beyond_trained", 0 < row.trained_context < job.context),
        ("idle_heads", job.sharding == "tensor" and 0 < row.heads < job.gpus),
        ("idle_layers", job.sharding == "pipeline" and 0 < row.layers < job.gpus),
        ("idle_sequences", idle and row.layers > 0),
        ("no_gate", adapts and "gate" in job.targets and not row.gated and row.layers > 0),
        ("experts", row.experts > 1),
    ]
    return [note for note, holds in said if holds]


MEMORY = View(
    name="memory",
    params=MemoryParams,
    compute=memory,
    widget="memory-fit",
    example={"ja": MemoryParams(), "en": MemoryParams()},
)
