"""The shape of a Transformer, and what follows from it: its parameters part by part, its KV cache, its FLOPs a token.

A model's number of parameters is no secret ingredient: it is the sum of its matrices, and the shape says how large each
of them is. In every layer, with d numbers a token, H query heads and K key/value heads of Q numbers each, and f
neurons in the feed-forward network:

    attention       d × H·Q  (query)   d × K·Q  (key)   d × K·Q  (value)   H·Q × d  (output)
    feed-forward    d × f    (up)      f × d    (down)  and d × f  (gate) where it is gated
    norms           d each, twice that where they also shift

Before the layers stand the embeddings, V × d for a vocabulary of V tokens; after them a norm and, where it does not
use the embeddings again, the output matrix, d × V.

Sources: Vaswani et al. 2017 (arXiv 1706.03762) for the layer; Radford et al. 2019 for GPT-2's order of it; Shazeer 2020
(arXiv 2002.05202) for gated feed-forward networks; Ainslie et al. 2023 (arXiv 2305.13245) for grouped queries; Fedus et
al. 2021 (arXiv 2101.03961) for experts.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

#: Where a part stands: before the layers, in every one of them, after them.
Place = Literal["input", "layer", "output"]
#: The norms of a layer, in the order in which models have them: most have the first two, Gemma 3 has all four.
NORMS = ("attention_norm", "mlp_norm", "attention_post_norm", "mlp_post_norm")


#: Limits of what makes a shape. They keep every count below 2^53: a browser computes with the same whole numbers.
Layers = Annotated[int, Field(ge=1, le=512)]
Width = Annotated[int, Field(ge=1, le=65_536)]
Heads = Annotated[int, Field(ge=1, le=512)]
SharedHeads = Annotated[int, Field(ge=0, le=512)]
HeadWidth = Annotated[int, Field(ge=0, le=1024)]
Neurons = Annotated[int, Field(ge=1, le=262_144)]
Vocabulary = Annotated[int, Field(ge=1, le=10_000_000)]
Positions = Annotated[int, Field(ge=0, le=10_000_000)]
Experts = Annotated[int, Field(ge=1, le=256)]


class Shape(BaseModel):
    """What decides how many parameters a model has.

    Attributes:
        kind: a decoder ends in a matrix that scores every token of the vocabulary; an encoder does not.
        d_model: numbers that stand for a token between the layers.
        kv_heads: heads of keys and values; 0: as many as query heads.
        d_head: numbers in one head; 0: d_model / heads, rounded down.
        d_ff: neurons of the feed-forward network, of one expert where there are several.
        context: learned positions; 0: positions are computed and have no parameters (rotary, sinusoidal).
        segments: learned embeddings that tell a first text from a second, as in BERT.
        mlp: "gated": a third matrix decides how much of each neuron passes.
        norm: "layer": scale and shift; "rms": scale only.
        norms: how many of NORMS a layer has.
        qk_norm: whether queries and keys are normed head by head, with one scale for all heads of a layer.
        embedding_norm: whether there is a norm between the embeddings and the first layer.
        biases: whether matrices have a vector added: "all" of a layer, "qkv" (query, key and value) or "none". The
            output matrix never has one.
        tied: whether the output matrix is the embeddings again and so costs nothing.
        pooler: whether a matrix with bias follows the first token, as in BERT.
        experts: feed-forward networks of a layer, from which a router chooses; 1: no router.
        experts_used: of them, how many compute for one token.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["decoder", "encoder"] = "decoder"
    layers: Layers
    d_model: Width
    heads: Heads
    kv_heads: SharedHeads = 0
    d_head: HeadWidth = 0
    d_ff: Neurons
    vocabulary: Vocabulary
    context: Positions = 0
    segments: Annotated[int, Field(ge=0, le=100)] = 0
    mlp: Literal["plain", "gated"] = "plain"
    norm: Literal["layer", "rms"] = "layer"
    norms: Annotated[int, Field(ge=1, le=4)] = 2
    qk_norm: bool = False
    embedding_norm: bool = False
    final_norm: bool = True
    biases: Literal["all", "qkv", "none"] = "all"
    tied: bool = True
    pooler: bool = False
    experts: Experts = 1
    experts_used: Experts = 1

    @property
    def kv_heads_used(self) -> int:
        """Heads of keys and values, never more than the query heads that share them."""
        return min(self.kv_heads or self.heads, self.heads)

    @property
    def d_head_used(self) -> int:
        """Numbers in one head."""
        return self.d_head or max(1, self.d_model // self.heads)

    @property
    def experts_at_work(self) -> int:
        """Experts that compute for one token, never more than there are."""
        return min(self.experts_used, self.experts)

    @property
    def settled(self) -> Shape:
        """The same shape with nothing left to be worked out: two shapes are the same where these are equal."""
        used = {"kv_heads": self.kv_heads_used, "d_head": self.d_head_used, "experts_used": self.experts_at_work}
        return self.model_copy(update=used)


@dataclass(frozen=True)
class Size:
    """One side of a matrix, or the length of a vector: the letter that formulas have for it, and how many."""

    letter: str
    value: int


#: A matrix has two sides, a vector one.
Tensor = tuple[Size, ...]


@dataclass(frozen=True)
class Part:
    """Tensors that belong together, a matrix and its bias, as often as the model has them.

    Attributes:
        count: how often the model has it; used: how often it computes for one token. They differ with experts only.
    """

    name: str
    place: Place
    tensors: tuple[Tensor, ...]
    count: int
    used: int

    @property
    def each(self) -> int:
        """Parameters of one of them."""
        return sum(math.prod(size.value for size in tensor) for tensor in self.tensors)

    @property
    def total(self) -> int:
        """Parameters of all of them."""
        return self.each * self.count

    @property
    def formula(self) -> str:
        """Write `each` in letters: d × f + f."""
        return " + ".join(" × ".join(size.letter for size in tensor) for tensor in self.tensors)

    @property
    def numbers(self) -> str:
        """Write `each` in figures: 768 × 3,072 + 3,072."""
        return " + ".join(" × ".join(f"{size.value:,}" for size in tensor) for tensor in self.tensors)


def parts(shape: Shape) -> list[Part]:
    """Take a model of that shape apart, in the order in which a token meets the parts."""
    d = Size("d", shape.d_model)
    queries = Size("H·Q", shape.heads * shape.d_head_used)
    keys = Size("K·Q", shape.kv_heads_used * shape.d_head_used)
    neurons = Size("f", shape.d_ff)
    vocabulary = Size("V", shape.vocabulary)
    scale: tuple[Tensor, ...] = ((d,), (d,)) if shape.norm == "layer" else ((d,),)
    everywhere = shape.biases == "all"
    at_attention = shape.biases != "none"
    several = shape.experts > 1

    def outside(name: str, place: Place, wanted: bool, *tensors: Tensor) -> list[Part]:
        return [Part(name, place, tensors, 1, 1)] if wanted else []

    def inside(name: str, wanted: bool, *tensors: Tensor, experts: int = 1, used: int = 1) -> list[Part]:
        return [Part(name, "layer", tensors, shape.layers * experts, shape.layers * used)] if wanted else []

    def matrix(name: str, rows: Size, columns: Size, bias: bool) -> list[Part]:
        return inside(name, True, (rows, columns), *([(columns,)] if bias else []))

    def expert(name: str, rows: Size, columns: Size) -> list[Part]:
        bias = [(columns,)] if everywhere else []
        return inside(name, True, (rows, columns), *bias, experts=shape.experts, used=shape.experts_at_work)

    norms = {name: inside(name, place < shape.norms, *scale) for place, name in enumerate(NORMS)}
    a_head = Size("Q", shape.d_head_used)
    return [
        *outside("token_embedding", "input", True, (vocabulary, d)),
        *outside("position_embedding", "input", shape.context > 0, (Size("T", shape.context), d)),
        *outside("segment_embedding", "input", shape.segments > 0, (Size("S", shape.segments), d)),
        *outside("embedding_norm", "input", shape.embedding_norm, *scale),
        *norms["attention_norm"],
        *matrix("query", d, queries, at_attention),
        *matrix("key", d, keys, at_attention),
        *matrix("value", d, keys, at_attention),
        *inside("qk_norm", shape.qk_norm, (a_head,), (a_head,)),
        *matrix("attention_output", queries, d, everywhere),
        *norms["attention_post_norm"],
        *norms["mlp_norm"],
        *inside("router", several, (d, Size("E", shape.experts))),
        *(expert("mlp_gate", d, neurons) if shape.mlp == "gated" else []),
        *expert("mlp_up", d, neurons),
        *expert("mlp_down", neurons, d),
        *norms["mlp_post_norm"],
        *outside("final_norm", "output", shape.final_norm, *scale),
        *outside("pooler", "output", shape.pooler, (d, d), (d,)),
        *outside("output", "output", shape.kind == "decoder" and not shape.tied, (d, vocabulary)),
    ]


def total(shape: Shape) -> int:
    """Return the number of parameters."""
    return sum(part.total for part in parts(shape))


def active(shape: Shape) -> int:
    """Return the number of parameters that take part in one token: without the experts that are not asked."""
    return sum(part.each * part.used for part in parts(shape))


def without_embeddings(shape: Shape) -> int:
    """Return the number of parameters that Kaplan et al. 2020 call N: without those of tokens and positions.

    An output matrix of its own is left out as well: it is an embedding of the vocabulary too.
    """
    return total(shape) - sum(part.total for part in parts(shape) if part.name in _EMBEDDINGS)


_EMBEDDINGS = {"token_embedding", "position_embedding", "segment_embedding", "output"}


def per_layer(shape: Shape) -> int:
    """Return the number of parameters of one layer, with all of its experts."""
    return sum(part.total for part in parts(shape) if part.place == "layer") // shape.layers


def kv_bytes_per_token(shape: Shape, bits: float = 16) -> float:
    """Return the bytes that a decoder keeps of every token it has read: its keys and values in every layer.

        2 · layers · kv_heads · d_head · bits / 8

    An encoder reads a text once and keeps nothing.
    """
    if shape.kind == "encoder":
        return 0
    return 2 * shape.layers * shape.kv_heads_used * shape.d_head_used * bits / 8


def flops_per_token(shape: Shape, tokens: int) -> int:
    """Return the FLOPs with which a text of `tokens` tokens passes forward through the model, for one of them.

    Every weight of a matrix is multiplied and added once for a token, 2 FLOPs; an embedding is looked up, which costs
    none. Every query is compared with all keys and mixes all values: 2 · H·Q · tokens FLOPs each in every layer (masked
    pairs are computed too, as most programs do). A training step costs three times that: the backward pass computes two
    products for each one of the forward pass. PaLM (Chowdhery et al. 2022, arXiv 2204.02311, Appendix B).

    Pooling and norms are left out.
    """
    weights = sum(
        part.used * math.prod(size.value for size in tensor)
        for part in parts(shape)
        for tensor in part.tensors
        if len(tensor) == 2 and part.place == "layer"
    )
    if shape.kind == "decoder":
        weights += shape.d_model * shape.vocabulary  # scoring the vocabulary, with whichever matrix
    return 2 * weights + 4 * shape.layers * shape.heads * shape.d_head_used * tokens


@dataclass(frozen=True)
class KnownShape:
    """A model whose shape is known.

    Attributes:
        published: its number of parameters, exactly as counted from its files or by its makers; None where only a
            rounded one is known.
        said: the number its makers give, rounded: 175e9 for GPT-3. None where they give none.
        trained_context: the longest text in tokens that it was made for, whether positions are learned or not.
        source: where the shape is printed; published_source: where the exact number is.
        mended: what must be changed, where figures contradict each other or the paper, for the number said to come out.
        model: the id of the same model in the catalogue of models, where it is there.
    """

    id: str
    name: str
    organisation: str
    year: int
    shape: Shape
    source: str
    trained_context: int
    published: int | None = None
    published_source: str = ""
    said: float | None = None
    mended: Mapping[str, int] = field(default_factory=dict)
    model: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    @property
    def mended_shape(self) -> Shape | None:
        """The shape with figures that agree with each other; None where the printed ones do."""
        return Shape.model_validate({**self.shape.model_dump(), **self.mended}) if self.mended else None


@cache
def known_shapes(assets: Path) -> Mapping[str, KnownShape]:
    """Read `assets`/scaling/shapes.toml: the shapes by id, in the order of the file.

    Raises:
        pydantic.ValidationError: an entry lacks a field, has an unknown one or one outside its limits.
    """
    table = tomllib.loads((assets / "scaling" / "shapes.toml").read_text("utf-8"))
    read = TypeAdapter(KnownShape).validate_python
    return {key: read({"id": key, **values}) for key, values in table.items()}
