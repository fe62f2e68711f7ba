"""How one head comes to its weights for one query, step by step: scaled dot-product attention.

    softmax(q Kᵀ / √d + M) V

Every token i has a key kᵢ (what it can be found by) and a value vᵢ (what it hands over); the token that looks has a
query q (what it looks for). All are vectors of d numbers. M is 0 where the query may look and −∞ where it may not.

Vaswani et al. 2017, "Attention Is All You Need", arXiv 1706.03762, section 3.2.1, equation 1, for one row of Q.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Steps:
    """Every intermediate result, in the order in which they are computed; [n] has one number for each token.

    Attributes:
        scores: [n], q·kᵢ: the larger, the more query and key point the same way, and the longer they are.
        scaled: [n], divided by √d. A sum of d products of independent numbers with variance 1 has variance d: without
            this, many numbers alone would make softmax one-sided.
        masked: [n], −∞ where the query may not look.
        largest: of `masked`. It is subtracted before e is raised to the rest, so that no power grows too large for a
            float; it cancels out in the division.
        exponentials: [n], e^(masked − largest), from 0 (masked) to 1 (the largest).
        total: their sum.
        weights: [n], exponentials / total; their sum is 1.
        output: [d], the values' weighted sum: what this head hands over to the query's token.
    """

    scores: Floats
    scaled: Floats
    masked: Floats
    largest: float
    exponentials: Floats
    total: float
    weights: Floats
    output: Floats


def attend(query: Floats, keys: Floats, values: Floats, visible: NDArray[np.bool_]) -> Steps:
    """Let one query look at all tokens.

    Args:
        query: [d].
        keys, values: [n, d] each.
        visible: [n], which tokens the query may look at; at least one.

    Raises:
        ValueError: there is nothing to look at.
    """
    if not visible.any():
        raise ValueError("a query must be allowed to look at something")
    scores = keys @ query
    scaled = scores / math.sqrt(len(query))
    masked = np.where(visible, scaled, -np.inf)
    largest = masked.max()
    exponentials = np.exp(masked - largest)
    total = exponentials.sum()
    weights = exponentials / total
    output = weights @ values
    return Steps(scores, scaled, masked, float(largest), exponentials, float(total), weights, output)
