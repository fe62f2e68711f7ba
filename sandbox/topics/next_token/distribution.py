"""What a model says about the next token, in the form the picture needs.

A model answers with one logit for every token of its vocabulary (up to 262,144). The picture shows the best few as
bars, yet its sliders must give exact probabilities at once, and those depend on *all* logits through the sum in the
softmax. So the whole vocabulary travels along as a short summary: the spectrum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

#: Ranks that the spectrum lists one by one; top-k can be set this far and stay exact.
EXACT_RANKS = 1000
#: Beyond them, logits closer than this (in nats) share one entry: e^logit differs within it by at most 5 %, and the
#: mean of many differs from e^(mean logit) by about 0.01 %, both at temperature 1.
BIN_WIDTH = 0.05


class Spectrum(BaseModel):
    """All logits of one position, best first: entry i stands for counts[i] tokens of (mean) logit logits[i]."""

    logits: list[float]
    counts: list[int]


def spectrum(falling: NDArray[np.floating]) -> Spectrum:
    """Summarise logits [vocabulary], sorted from the largest down: the first 1,000 as they are, the rest in bins.

    The mean of a bin keeps the first-order sum of e^(logit/T), so probabilities computed from the summary agree with
    the exact ones to 1e-3 of their value at every temperature of the slider, 0.05 to 2 (tested): the lower T is, the
    coarser a bin is for it, but the less the bins, all beyond rank 1,000, weigh.
    """
    head, tail = falling[:EXACT_RANKS].astype(np.float64), falling[EXACT_RANKS:].astype(np.float64)
    if not len(tail):
        return Spectrum(logits=[round(x, 6) for x in head.tolist()], counts=[1] * len(head))
    bins = np.floor((tail[0] - tail) / BIN_WIDTH).astype(np.int64)
    starts = np.flatnonzero(np.diff(bins, prepend=-1))
    counts = np.diff(starts, append=len(tail))
    means = np.add.reduceat(tail, starts) / counts
    return Spectrum(
        logits=[round(x, 6) for x in [*head.tolist(), *means.tolist()]], counts=[1] * len(head) + counts.tolist()
    )
