"""How many layers it takes until one token can have learnt of another: the path length of Vaswani et al. 2017, table 1.

In one layer a token learns from the keys that it sees. In the next one these have learnt from theirs, and so on. With
full attention every token is one layer away; in a window of w tokens the way of d places takes ⌈d / w⌉ layers; a global
token makes it two at most. In a recurrent network it is d steps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def layers_to(mask: NDArray[np.bool_], query: int) -> list[int | None]:
    """Return for every key after how many layers the query can know of it.

    Args:
        mask: who sees whom, [length, length], query × key; every token sees itself. The same in each layer.
        query: its place.

    Returns:
        one number a key: 0 for the query itself, None where no number of layers is enough.
    """
    layers: list[int | None] = [None] * len(mask)
    layers[query] = 0
    newly, layer = np.array([query]), 0
    while len(newly):
        layer += 1
        known = np.array([at is not None for at in layers])
        newly = np.flatnonzero(mask[newly].any(axis=0) & ~known)
        for key in newly:
            layers[key] = layer
    return layers
