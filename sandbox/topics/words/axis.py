"""Words along an axis between two groups of words: 小さい … 大きい, he … she.

A group's middle is the mean of its vectors at length 1; the axis runs from one middle to the other. A word's position
is the cosine of its vector with the axis. As both middles are means, that is

    (mean cosine to the words of the one end − mean cosine to those of the other) / (distance of the middles)

so 0 is the place of a word that is as near to the one group as to the other. The difference in the numerator is the
association s(w, A, B) of the Word Embedding Association Test (Caliskan et al. 2017, arXiv 1608.07187); the projection
goes back to Bolukbasi et al. 2016 (arXiv 1607.06520) and, for any pair of opposites, to Grand et al. 2022 (arXiv
1802.01241).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: The words that positions are compared with are drawn from the most frequent ones.
FREQUENT = 20_000
SAMPLE = 2_000
#: With fewer words than this there is no crowd to stand out from.
CROWD = 100
#: Middles closer than this are one point: what is left between them is rounding.
SAME = 1e-4


@dataclass(frozen=True)
class Spread:
    """Where `sample` words drawn at random from `among` frequent ones lie on an axis.

    Attributes:
        mean, deviation: of their positions.
        low, high: the bounds of the middle 95 % of them.
    """

    sample: int
    among: int
    mean: float
    deviation: float
    low: float
    high: float


@dataclass(frozen=True)
class Positions:
    """Places on an axis, one for each of the words asked for, all [words].

    Attributes:
        position: cosine with the axis.
        lowest: smallest position when the axis is made again without one of the words that make it; NaN where no
            word can be spared.
        highest: largest such position.
        to_start: mean cosine to the words of the end where the axis starts.
        to_goal: mean cosine to the words of the other end.
    """

    position: NDArray[np.float64]
    lowest: NDArray[np.float64]
    highest: NDArray[np.float64]
    to_start: NDArray[np.float64]
    to_goal: NDArray[np.float64]


def direction(start: NDArray[np.floating], goal: NDArray[np.floating]) -> NDArray[np.float64] | None:
    """Return the axis [dimensions], at length 1, from the middle of `start` to that of `goal`.

    Args:
        start, goal: vectors at length 1, [words, dimensions], at least one each.

    Returns:
        None where both have the same middle.
    """
    way: NDArray[np.float64] = goal.mean(axis=0, dtype=np.float64) - start.mean(axis=0, dtype=np.float64)
    length = np.linalg.norm(way)
    return None if length < SAME else way / length


def place(
    words: NDArray[np.floating], axis: NDArray[np.floating], start: NDArray[np.floating], goal: NDArray[np.floating]
) -> Positions:
    """Place words on the axis from `start` to `goal`; all are vectors at length 1, [words, dimensions]."""
    vectors = words.astype(np.float64)
    fewer = [
        *(direction(np.delete(start, one, axis=0), goal) for one in range(len(start)) if len(start) > 1),
        *(direction(start, np.delete(goal, one, axis=0)) for one in range(len(goal)) if len(goal) > 1),
    ]
    again = [other for other in fewer if other is not None]
    others = vectors @ np.array(again).T if again else np.full((len(vectors), 1), np.nan)
    return Positions(
        position=vectors @ axis,
        lowest=others.min(axis=1),
        highest=others.max(axis=1),
        to_start=vectors @ start.mean(axis=0, dtype=np.float64),
        to_goal=vectors @ goal.mean(axis=0, dtype=np.float64),
    )


def spread(unit: NDArray[np.floating], axis: NDArray[np.floating], seed: int = 0) -> Spread | None:
    """Say where ordinary words lie on an axis, so that "far" means something.

    Args:
        unit: all vectors at length 1, [words, dimensions], most frequent word first.
        axis: [dimensions].
        seed: of the draw.

    Returns:
        None for a vocabulary that is too small for it.
    """
    among = min(len(unit), FREQUENT)
    if among < CROWD:
        return None
    drawn = np.random.default_rng(seed).choice(among, min(SAMPLE, among), replace=False)
    positions = unit[np.sort(drawn)].astype(np.float64) @ axis
    low, high = np.percentile(positions, [2.5, 97.5])
    return Spread(len(drawn), among, float(positions.mean()), float(positions.std()), float(low), float(high))


def distinct(rows: Sequence[int]) -> list[int]:
    """Return rows without repetitions, in their order: two spellings of one word count once."""
    return list(dict.fromkeys(rows))
