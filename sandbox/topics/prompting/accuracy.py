"""How often the answers are right, and how sure one can be of that.

Of n answers k are right. The share k/n is what was measured; what the model would reach on very many such problems lies
with 95 % confidence within Wilson's interval

    (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n),   p = k/n, z = 1.96

It stays between 0 and 1 and has a width even where all answers are right: five of five may well be a model that solves
two of three.

Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical
Association 22.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Standard deviations of a normal distribution that hold 95 % of it.
Z = 1.959964


@dataclass(frozen=True)
class Accuracy:
    """What became of some answers.

    Attributes:
        right, total: answers that are right, of those whose right answer is known.
        unknown: answers to problems whose right answer is not known.
        share: right / total, from 0 to 1; low and high bound it with 95 % confidence. None where total is 0.
    """

    right: int
    total: int
    unknown: int
    share: float | None
    low: float | None
    high: float | None


def accuracy(marks: Sequence[Sequence[bool | None]]) -> Accuracy:
    """Count the marks of each problem's answers: one problem's are one list, with one mark for each sample.

    The samples of one problem resemble each other: whoever solves it once mostly solves it again. So for a set, the
    interval counts a problem once, with its share of right answers; taking all samples as independent would make it
    far too narrow. For a single problem it is about that problem, and every sample counts.
    """
    known = [[mark for mark in one if mark is not None] for one in marks]
    known = [one for one in known if one]
    right, total = sum(map(sum, known)), sum(map(len, known))
    unknown = sum(map(len, marks)) - total
    if not total:
        return Accuracy(0, 0, unknown, None, None, None)
    units = len(known) if len(known) > 1 else total
    low, high = wilson(right / total * units, units)
    return Accuracy(right, total, unknown, right / total, low, high)


def wilson(right: float, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share: `right` (which need not be whole) of `total`, at least 1."""
    share = right / total
    middle = share + Z**2 / (2 * total)
    margin = Z * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    scale = 1 + Z**2 / total
    # Rounding must not put the share itself outside: at 0 and 1 it is an end of the interval.
    return min(share, max(0.0, (middle - margin) / scale)), max(share, min(1.0, (middle + margin) / scale))
