"""The difference between two looks with the same model: how much more, or less, each pair of tokens that both have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from sandbox.topics.attention.gaze import rounded


class Largest(BaseModel):
    """The cell that differs most, by places in `Difference.pairs`."""

    pair_query: int
    pair_key: int
    value: float


class Difference(BaseModel):
    """The second matrix minus the first, over the tokens that both texts have.

    Attributes:
        pairs: (place in the first text, place in the second).
        weights: [pairs][pairs], query × key, −1 … 1.
        largest: None if there are no pairs.
    """

    pairs: list[tuple[int, int]]
    weights: list[list[float]]
    largest: Largest | None


def difference(first: NDArray[np.float32], second: NDArray[np.float32], pairs: Sequence[tuple[int, int]]) -> Difference:
    """Subtract two matrices [query, key] of different texts at the tokens that belong together."""
    in_first, in_second = [left for left, _ in pairs], [right for _, right in pairs]
    change = second[np.ix_(in_second, in_second)] - first[np.ix_(in_first, in_first)]
    largest = None
    if pairs:
        query, key = divmod(int(np.abs(change).argmax()), len(pairs))
        largest = Largest(pair_query=query, pair_key=key, value=round(float(change[query, key]), 5))
    return Difference(pairs=list(pairs), weights=rounded(change), largest=largest)
