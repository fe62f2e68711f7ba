"""What word2vec learns from: a window slides over a text, and the word in its middle meets the words around it.

Skip-gram predicts each word of the window from the one in the middle, so that every pair is an example. CBOW
(continuous bag of words) predicts the middle from all the others at once, so that every place is one example. Mikolov
et al. 2013, arXiv 1301.3781. widgets/skip-gram/window.js does the same in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

Method = Literal["skip-gram", "cbow"]


class Pairs(BaseModel):
    """The word in the middle of the window, and the words around it, as places in the text."""

    center: int
    contexts: list[int]


def pairs(sentence_of: Sequence[int], window: int) -> list[Pairs]:
    """Slide the window over every word of a text.

    Args:
        sentence_of: for every word of the text, the number of its sentence; the window never reaches into another one.
        window: how many words it reaches to each side.
    """
    return [
        Pairs(
            center=center,
            contexts=[
                other
                for other in range(max(center - window, 0), min(center + window + 1, len(sentence_of)))
                if other != center and sentence_of[other] == sentence_of[center]
            ],
        )
        for center in range(len(sentence_of))
    ]


def examples(found: Sequence[Pairs], method: Method) -> int:
    """Count the training examples: for skip-gram every pair, for CBOW every word that has others around it."""
    if method == "skip-gram":
        return sum(len(one.contexts) for one in found)
    return sum(1 for one in found if one.contexts)


def chances(window: int) -> list[float]:
    """How often a training uses the words at the distances 1 … window.

    For every word, word2vec draws a window between 1 and the full size, each equally probable, so that near words are
    seen more often than far ones (word2vec.c and gensim; arXiv 1301.3781, section 3.2).
    """
    return [(window - distance + 1) / window for distance in range(1, window + 1)]


def expected_examples(lengths: Sequence[int], window: int, method: Method) -> float:
    """Return how many examples one pass over sentences of these lengths uses on average, the windows being drawn."""
    if method == "cbow":
        return float(sum(length for length in lengths if length > 1))
    return sum(
        2 * (length - distance) * chance
        for length in lengths
        for distance, chance in enumerate(chances(window), 1)
        if distance < length
    )
