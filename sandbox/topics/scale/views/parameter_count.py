"""parameter-count: where the parameters of a model are, for known shapes, for one's own, and counted in a real file."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.errors import BadInput, NotReady
from sandbox.models.convert import Layout
from sandbox.models.setup import folder_of, prepared_precision, state
from sandbox.topics.scale import shape as shapes
from sandbox.topics.scale.parameter_count import counted, tensors_of
from sandbox.topics.scale.shape import KnownShape, Place, Shape, known_shapes
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

#: The value of `shape` that means: as the other parameters say.
OWN = "own"
#: Tokens of the text that the cost of a token is given for, where the model's positions do not say how long it may be.
TEXT = 2048


class ParameterCountParams(Shape, Params):
    """How many parameters has a Transformer of this shape? At first the one of a lecture on GPT-3.

    Attributes:
        shape: the id of a known shape, whose figures then count instead of those given here; "own": those given.
        model: the id of a model of the catalogue: its shape, and beside it what is counted in its file; empty: none.
    """

    layers: shapes.Layers = 96
    d_model: shapes.Width = 12_288
    heads: shapes.Heads = 96
    d_ff: shapes.Neurons = 49_152
    vocabulary: shapes.Vocabulary = 50_257
    context: shapes.Positions = 4096
    shape: Annotated[str, Field(max_length=60)] = OWN
    model: Annotated[str, Field(max_length=60)] = ""


class CountedPart(BaseModel):
    """One part: `count` of them with `each` parameters make `total`, of which `active` compute for one token.

    Attributes:
        formula: `each` in letters; numbers: the same in figures.
    """

    name: str
    place: Place
    each: int
    count: int
    total: int
    active: int
    formula: str
    numbers: str


class Mended(BaseModel):
    """A known shape with figures that agree: what is changed in it, and the parameters it then has."""

    changes: Mapping[str, int]
    total: int


class CountedFile(BaseModel):
    """What the file of a ready model holds.

    Attributes:
        precision: of its weights; source_precision: of the file they came in.
        bytes: of weights.bin; tensors: how many it holds; parameters: the numbers in them.
        parts: the same by part; left_out: what the shape has beyond that, because nothing here needs it.
    """

    model: str
    name: str
    precision: str
    source_precision: str
    bytes: int
    tensors: int
    parameters: int
    parts: Mapping[str, int]
    left_out: Mapping[str, int]


class ParameterCount(Result):
    """The answer.

    Attributes:
        shape: whose parameters are counted.
        known: ids of the known models of this very shape, that which was asked for in front.
        total: of all parts; active: of what computes for one token; without_embedding: Kaplan's N.
        kv_bytes_per_token: kept of each token read, in 16 bits.
        flops_per_token: of the way forward of one token of a text of `text_length` tokens.
        notes: codes of what does not fit together: "uneven_heads" (d_model is no multiple of the heads),
            "uneven_groups" (nor the heads of the key/value heads), "few_experts" (more are used than there are).
        mended: where the printed figures of the known shape contradict each other, or a paper says otherwise.
        shapes: all known shapes.
        file: only where a model was asked for.
    """

    shape: Shape
    known: list[str]
    parts: list[CountedPart]
    total: int
    active: int
    without_embedding: int
    per_layer: int
    kv_bytes_per_token: float
    flops_per_token: int
    text_length: int
    notes: list[Literal["uneven_heads", "uneven_groups", "few_experts"]]
    mended: Mended | None
    shapes: list[KnownShape]
    file: CountedFile | None


async def parameter_count(params: ParameterCountParams, lab: Lab) -> ParameterCount:
    """Count the parameters of a shape, and those in a file where one was asked for.

    Raises:
        BadInput: no such shape or model, or a model whose shape is not known here. NotReady: its file is not here.
    """
    return await asyncio.to_thread(_answer, params, lab)


def _answer(params: ParameterCountParams, lab: Lab) -> ParameterCount:
    known = known_shapes(lab.settings.assets)
    asked = _asked(params, known, lab)
    shape = asked.shape if asked else Shape(**params.model_dump(include=set(Shape.model_fields)))
    same = [one for one in known.values() if one.shape.settled == shape.settled and one is not asked]
    alike = [asked, *same] if asked else same
    mended = alike[0].mended_shape if alike else None
    parts = shapes.parts(shape)
    length = shape.context or TEXT
    return ParameterCount(
        shape=shape,
        known=[one.id for one in alike],
        parts=[
            CountedPart(
                name=part.name,
                place=part.place,
                each=part.each,
                count=part.count,
                total=part.total,
                active=part.each * part.used,
                formula=part.formula,
                numbers=part.numbers,
            )
            for part in parts
        ],
        total=shapes.total(shape),
        active=shapes.active(shape),
        without_embedding=shapes.without_embeddings(shape),
        per_layer=shapes.per_layer(shape),
        kv_bytes_per_token=shapes.kv_bytes_per_token(shape),
        flops_per_token=shapes.flops_per_token(shape, length),
        text_length=length,
        notes=_notes(shape),
        mended=Mended(changes=alike[0].mended, total=shapes.total(mended)) if mended else None,
        shapes=list(known.values()),
        file=_count_file(params.model, {part.name: part.total for part in parts}, lab) if params.model else None,
    )


def _asked(params: ParameterCountParams, known: Mapping[str, KnownShape], lab: Lab) -> KnownShape | None:
    """Return the known shape that was asked for, None where it is one's own."""
    if params.model:
        entry = lab.catalog[params.model]
        found = next((one for one in known.values() if one.model == entry.id), None)
        if found is None:
            raise BadInput("no_shape", "model", model=entry.name)
        return found
    if params.shape == OWN:
        return None
    if params.shape not in known:
        raise BadInput("unknown_shape", "shape", known=", ".join([OWN, *known]))
    return known[params.shape]


def _notes(shape: Shape) -> list[Literal["uneven_heads", "uneven_groups", "few_experts"]]:
    found: dict[Literal["uneven_heads", "uneven_groups", "few_experts"], bool] = {
        "uneven_heads": not shape.d_head and shape.d_model % shape.heads > 0,
        "uneven_groups": bool(shape.kv_heads) and shape.heads % shape.kv_heads > 0,
        "few_experts": shape.experts_used > shape.experts,
    }
    return [code for code, is_so in found.items() if is_so]


def _count_file(model: str, parts: Mapping[str, int], lab: Lab) -> CountedFile:
    """Count what a ready model's weights.bin holds. `parts`: the parameters of each part that its shape has."""
    entry = lab.catalog[model]
    precision = prepared_precision(entry, lab.settings)
    if precision is None or state(entry, lab.settings) != "ready":
        raise NotReady("model_not_ready", "model", model=entry.name, id=entry.id)
    tensors = tensors_of(Layout.load(entry.graphs / "layout.fp32.json"))
    held = counted(tensors.items())
    return CountedFile(
        model=model,
        name=entry.name,
        precision=precision,
        source_precision=entry.source_precision,
        bytes=(folder_of(entry, lab.settings) / "weights.bin").stat().st_size,
        tensors=len(tensors),
        parameters=held.total(),
        parts=held,
        left_out={name: total - held[name] for name, total in parts.items() if held[name] != total},
    )


PARAMETER_COUNT = View(
    name="parameter-count",
    params=ParameterCountParams,
    compute=parameter_count,
    widget="parameter-count",
    example={"ja": ParameterCountParams(), "en": ParameterCountParams()},
)
