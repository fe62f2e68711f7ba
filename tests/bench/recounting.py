"""BPE learned the plain way: before every merge all pairs of the whole corpus are counted anew.

So does minbpe, whose few lines show the idea without a trick (github.com/karpathy/minbpe). This is what the sandbox's
own training is measured against, and what it must agree with, merge for merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

Pair = tuple[int, int]


def counted(chunks: Iterable[Sequence[int]], times: Iterable[int]) -> dict[Pair, int]:
    """Count all pairs of neighbours; they stand in the dict in the order in which they were first seen."""
    counts: dict[Pair, int] = {}
    for chunk, often in zip(chunks, times, strict=True):
        for pair in pairwise(chunk):
            counts[pair] = counts.get(pair, 0) + often
    return counts


def merged(chunk: Sequence[int], pair: Pair, new: int) -> list[int]:
    """Replace a pair by a new symbol, from left to right."""
    symbols: list[int] = []
    place = 0
    while place < len(chunk):
        if chunk[place] == pair[0] and place + 1 < len(chunk) and chunk[place + 1] == pair[1]:
            symbols.append(new)
            place += 2
        else:
            symbols.append(chunk[place])
            place += 1
    return symbols


def learn(
    chunks: Sequence[Sequence[int]],
    times: Sequence[int],
    merges: int,
    new: int,
    ties: Literal["first-seen", "smallest-ids"] = "first-seen",
) -> tuple[list[tuple[Pair, int]], list[list[int]]]:
    """Learn merges.

    Args:
        chunks: the symbols of each chunk.
        times: how often each chunk occurs.
        merges: how many to learn, fewer if no pair is left.
        new: the id of the first new symbol.
        ties: which pair wins among those with the same count.

    Returns:
        Each merged pair with its count, and the chunks as they are cut in the end.
    """
    cut = [list(chunk) for chunk in chunks]
    found = []
    for id in range(new, new + merges):
        counts = counted(cut, times)
        if not counts:
            break
        if ties == "first-seen":
            pair = max(counts, key=counts.__getitem__)  # of equal ones the first in the dict
        else:
            pair = min(counts, key=lambda pair: (-counts[pair], pair))
        found.append((pair, counts[pair]))
        cut = [merged(chunk, pair, id) for chunk in cut]
    return found, cut
