"""The overview: all layers × heads at once, each as a small picture of at most 32 × 32 cells, one byte a cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Cells along a side at most: as fine as a thumbnail on a screen, and 270 heads fit into a third of a megabyte.
MOST_CELLS = 32


def thumbnails(attentions: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return round(255·√weight) for attentions [layers, heads, query, key], in [layers, heads, side, side].

    A text longer than 32 tokens is cut into 32 nearly equal stretches, and a cell shows the largest weight in its part,
    so that a single bright point is not lost. The root makes weights of a few hundredths visible.
    """
    tokens = attentions.shape[-1]
    side = min(tokens, MOST_CELLS)
    starts = np.arange(side) * tokens // side
    largest = np.maximum.reduceat(np.maximum.reduceat(attentions, starts, axis=2), starts, axis=3)
    return np.asarray(np.rint(255 * np.sqrt(np.clip(largest, 0, 1))), np.uint8)
