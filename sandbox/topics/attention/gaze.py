"""Two questions to all heads of a text at once: what does this token look at, and how strong is this one link?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

Floats = NDArray[np.float32]

#: Below this weight a head counts as looking elsewhere.
ELSEWHERE = 0.05
#: How many of the strongest heads of a link are named.
TOP = 5


class Strongest(BaseModel):
    """A head, counted from 0, and its weight."""

    layer: int
    head: int
    weight: float


class TokenGaze(BaseModel):
    """What one token, as a query, gives to each key.

    Attributes:
        position: the query's place.
        mean: [keys], over all layers and heads.
        layers: [layers][keys], the mean over the heads of each layer.
        heads: [heads][keys] of one layer; None if no layer is looked at.
        strongest: [keys], the head that gives most to this key.
    """

    position: int
    mean: list[float]
    layers: list[list[float]]
    heads: list[list[float]] | None
    strongest: list[Strongest]


class Link(BaseModel):
    """How much a query gives to one key.

    Attributes:
        weight: in the matrix that is shown.
        masked: the query cannot see the key, so that all weights are 0.
        rank: of the shown head among all heads by this weight, 1 is the largest; None if no single head is shown.
        heads_total: how many heads there are.
        below: how many of them give less than ELSEWHERE.
        mean: over all heads.
        top: the heads that give most.
    """

    query: int
    key: int
    weight: float
    masked: bool
    rank: int | None
    heads_total: int
    below: int
    mean: float
    top: list[Strongest]


def token_gaze(attentions: Floats, query: int, layer: int | None) -> TokenGaze:
    """Ask all heads what a token looks at.

    Args:
        attentions: [layers, heads, query, key].
        query: the token's place.
        layer: the layer whose heads are told one by one.
    """
    given = attentions[:, :, query]  # [layers, heads, keys]
    layers = given.mean(axis=1)
    best = given.reshape(-1, given.shape[-1]).argmax(axis=0)
    return TokenGaze(
        position=query,
        mean=rounded(layers.mean(axis=0)),
        layers=rounded(layers),
        heads=None if layer is None else rounded(given[layer]),
        strongest=[_head(given[:, :, key], int(place)) for key, place in enumerate(best)],
    )


def link(attentions: Floats, matrix: Floats, query: int, key: int, shown: tuple[int, int] | None, masked: bool) -> Link:
    """Ask all heads how much a query gives to a key.

    Args:
        attentions: [layers, heads, query, key].
        matrix: [query, key], what is shown.
        query, key: the places of the two tokens.
        shown: layer and head of the matrix, if it is that of one head.
        masked: the query cannot see the key.
    """
    weights = attentions[:, :, query, key]
    order = np.argsort(-weights, axis=None, kind="stable")
    return Link(
        query=query,
        key=key,
        weight=round(float(matrix[query, key]), 5),
        masked=masked,
        rank=None if shown is None or masked else 1 + int((weights > weights[shown]).sum()),
        heads_total=weights.size,
        below=int((weights < ELSEWHERE).sum()),
        mean=round(float(weights.mean()), 5),
        top=[] if masked else [_head(weights, int(place)) for place in order[:TOP]],
    )


def rounded(values: NDArray[Any], decimals: int = 5) -> Any:
    """Return an array as nested lists of numbers with few digits: no eye sees more, and the answer stays small."""
    return np.round(values.astype(np.float64), decimals).tolist()


def _head(weights: Floats, place: int) -> Strongest:
    """Name the head at a place of weights [layers, heads], counted row by row."""
    layer, head = divmod(place, weights.shape[1])
    return Strongest(layer=layer, head=head, weight=round(float(weights[layer, head]), 5))
