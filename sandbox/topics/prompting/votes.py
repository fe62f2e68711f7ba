"""Self-consistency: ask several times, and take the answer that comes most often.

At a temperature above 0 each sample may take another way. Wrong ways end in many different numbers, right ones in the
same, so the majority is right more often than a single answer. Wang et al. 2022 (arXiv 2203.11171).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from sandbox.topics.prompting.answer_rule import numbers_in


@dataclass(frozen=True)
class Votes:
    """How many samples gave an answer; None: in so many no answer was found, and they do not vote.

    Attributes:
        answer: as it was written first: 1,000 and 1000 are one answer.
    """

    answer: str | None
    count: int


def count_votes(answers: Sequence[str | None]) -> list[Votes]:
    """Count the answers of the samples, given in the order in which they were drawn.

    Most frequent first; of equally frequent ones, that which was drawn first.
    """
    counted: dict[Hashable, Votes] = {}
    for answer in answers:
        numbers = numbers_in(answer or "")
        same = numbers[0] if numbers else answer
        votes = counted.get(same, Votes(answer, 0))
        counted[same] = replace(votes, count=votes.count + 1)
    return sorted(counted.values(), key=lambda votes: -votes.count)  # sorting keeps the order of equals


def winner(votes: Sequence[Votes]) -> str | None:
    """Return the most frequent answer; None where no sample gave one."""
    return next((one.answer for one in votes if one.answer is not None), None)
