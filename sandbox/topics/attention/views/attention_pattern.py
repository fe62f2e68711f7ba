"""attention-pattern: which pairs of query and key a pattern takes, how many, and how that grows with the text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import BaseModel, Field, create_model

from sandbox.topics.attention.pair_count import count_pairs
from sandbox.topics.attention.path_length import layers_to
from sandbox.topics.attention.pattern import Kind, Part, Pattern
from sandbox.view import Params, Result, View

if TYPE_CHECKING:
    from sandbox.lab import Lab

LONGEST = 512
#: The texts whose pairs are counted, in tokens.
LENGTHS = tuple(2**power for power in range(13))  # 1 … 4,096


class _Asked(Params):
    """Which pairs does a pattern take in a text of `length` tokens?

    Window, random and global count tokens; more of them than the text has means all. A pattern that has no such part
    leaves its number alone, and so do full and causal attention. `query` is the token whose paths are measured, the
    last one if there is none of that place. The scale of the curve concerns the picture only.
    """

    pattern: Kind = "bigbird"
    length: Annotated[int, Field(ge=1, le=LONGEST)] = 32
    window: Annotated[int, Field(ge=0, le=LONGEST)] = 3
    random: Annotated[int, Field(ge=0, le=LONGEST)] = 2
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    causal: bool = False
    query: Annotated[int, Field(ge=0, lt=LONGEST)] | None = None
    scale: Literal["log", "linear"] = "log"


#: `global` is a word of Python's own, which no class can have as a field of its text.
AttentionPatternParams: type[_Asked] = create_model(
    "AttentionPatternParams",
    __base__=_Asked,
    __doc__=_Asked.__doc__,
    **{"global": (Annotated[int, Field(ge=0, le=LONGEST)], 2)},  # type: ignore[call-overload]
)


class Growth(BaseModel):
    """How many pairs a text of `length` tokens takes with the pattern, and with full attention."""

    length: int
    pairs: int
    full: int


class Path(BaseModel):
    """After how many layers the query can know of each token; None: never. `longest` is the largest of these."""

    query: int
    layers: list[int | None]
    longest: int


class AttentionPattern(Result):
    """The answer.

    Attributes:
        mask: a string of 0 and 1 for each query, a sign for each key.
        pairs: the ones in it; `parts` of them belong to the global tokens, to the window, and to the lots.
        share: pairs / length².
        causal: whether the pattern is cut at the diagonal.
        rnn_steps: what a recurrent network computes one after the other in a layer; `attention_steps` the same for
            attention, which computes all pairs at once.
    """

    mask: list[str]
    pairs: int
    parts: dict[Part, int]
    share: float
    causal: bool
    growth: list[Growth]
    path: Path
    rnn_steps: int
    attention_steps: int = 1


async def attention_pattern(params: _Asked, lab: Lab) -> AttentionPattern:
    """Draw the mask and count it."""
    return await asyncio.to_thread(_answer, params)


def _answer(params: _Asked) -> AttentionPattern:
    length = params.length
    pattern = Pattern.of(
        params.pattern,
        window=params.window,
        global_tokens=getattr(params, "global"),
        random=params.random,
        causal=params.causal,
        seed=params.seed,
    )
    parts = pattern.parts(length)
    mask = np.logical_or.reduce(list(parts.values()))
    pairs = int(mask.sum())
    query = length - 1 if params.query is None else min(params.query, length - 1)
    layers = layers_to(mask, query)
    return AttentionPattern(
        mask=["".join("01"[seen] for seen in row) for row in mask.tolist()],
        pairs=pairs,
        parts={name: int(part.sum()) for name, part in parts.items()},
        share=pairs / length**2,
        causal=pattern.causal,
        growth=[Growth(length=n, pairs=count_pairs(pattern, n), full=n * n) for n in LENGTHS],
        path=Path(query=query, layers=layers, longest=max(at for at in layers if at is not None)),
        rnn_steps=length,
    )


ATTENTION_PATTERN = View(
    name="attention-pattern",
    params=AttentionPatternParams,
    compute=attention_pattern,
    widget="attention-pattern",
    example={"ja": AttentionPatternParams(), "en": AttentionPatternParams()},
)
